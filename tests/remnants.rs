//! What one line of damage is too short to prove, the rest of the article may: once a chain is proven, its
//! remnants of one or two characters are suggested. In a sound article they stay what they are.

#[path = "mojibake/mod.rs"]
mod generator;

use generator::damage::way;
use jiaodui::document::{Document, Format};
use jiaodui::finding::Applicability;
use jiaodui::rules;
use jiaodui::settings::Settings;

/// The places that `encoding/mojibake` flags, with what it would put there.
fn repairs(text: &str) -> Vec<(String, String, Applicability)> {
    let engine = rules::engine(Settings { select: vec!["encoding/mojibake".to_owned()], ..Settings::default() });
    let findings = engine.check(Document::new(text, Format::Plain)).findings;
    let fixes = findings.iter().flat_map(|finding| &finding.fixes);
    let edits = fixes.flat_map(|fix| fix.edits.iter().map(|edit| (edit, fix.applicability)));
    edits.map(|(edit, level)| (edit.span.of(text).to_owned(), edit.text.to_string(), level)).collect()
}

#[test]
fn remnants_are_suggested_where_the_chain_is_proven() {
    let proof = "数据中心的建设需要几年时间，工程师们正在讨论预算。";
    for (path, remnant) in [
        (["utf8", "cp1252"], "中"),
        (["utf8", "latin1"], "云"),
        (["gbk", "cp1252"], "时间"),
        (["gbk", "latin1"], "预算"),
    ] {
        let way = way(&path);
        let damaged = |text: &str| way.apply(text).expect("its encoding has it").text;
        let line = format!("会议安排在{}之前开始。", damaged(remnant));
        assert_eq!(repairs(&line), [], "{} alone", way.name);
        let article = format!("{}\n\n{line}\n", damaged(proof));
        let found = repairs(&article);
        let wanted = (damaged(remnant), remnant.to_owned(), Applicability::Suggested);
        assert!(found.contains(&wanted), "{}: {found:?}", way.name);
    }
}

#[test]
fn words_of_other_languages_stay_in_a_damaged_article() {
    let way = way(&["utf8", "cp1252"]);
    let proof = way.apply("数据中心的建设需要几年时间，工程师们正在讨论预算。").expect("UTF-8 writes everything").text;
    let sound = "咖啡馆 café Malmö 与 Škoda、Łódź、naïve、100 °C、5 µm、«Hola»、£100、Ångström、Привет、5 × 4。";
    assert!(repairs(&format!("{proof}\n\n{sound}\n")).iter().all(|(damaged, ..)| !sound.contains(damaged.as_str())));
}
