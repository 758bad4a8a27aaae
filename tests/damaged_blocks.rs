//! In damage the encoding family speaks alone: no finding of another family inside a damaged span, no style
//! fix in a damaged block. On an article of our own with every kind of damage, and on the shared one that
//! scrapers left full of it.

mod common;

use jiaodui::document::{Document, Format};
use jiaodui::engine::{Article, Checked, Engine};
use jiaodui::finding::{Applicability, Finding};
use jiaodui::settings::Settings;
use jiaodui::text::{SourceInfo, Span};
use jiaodui::{fix, rules};

/// Paragraphs that every family has something to say of, each with another damage.
fn own() -> String {
    let cut = common::scraper::damage("因為他們在談論大市場的問題，增長50%。", &[('驗', "yàn"), ('場', "chǎng")]);
    let paragraphs = [
        "聯(lián)網(wǎng)設備的市占率,達到32%,據說公司發布后業務爆髮,聯(lián)網(wǎng)設備很多.",
        "会议主题是äº‘è®¡ç®—ä¸\u{AD}å¿ƒ的建设,Github上的Open AI项目有100万用户,增长50%.",
        "今年的ÔÆ¼ÆËãÖÐÐÄ规模更大,据悉增长30%,發布后Github也一样.",
        "三方将分别发\u{FFFD}\u{FFFD}挥各自优势,据知情人士透露,增长30%,發布后.",
        "锟斤拷锟斤拷,公司發布后,增长30%.",
        &cut.expect("GBK has every character"),
    ];
    paragraphs.join("\n\n") + "\n"
}

fn shared() -> Option<String> {
    let paths = common::files(&common::shared()?.join("articles"), ".txt");
    std::fs::read_to_string(paths.iter().find(|p| p.to_string_lossy().contains("/001_"))?).ok()
}

fn check(engine: &Engine, text: &str) -> Checked {
    engine.check(Document::new(text, Format::Plain))
}

/// Where something is damaged: what the rules about damage flag.
fn damaged(findings: &[Finding]) -> Vec<Span> {
    const RULES: [&str; 3] = ["encoding/mojibake", "encoding/lost", "encoding/pinyin-noise"];
    findings.iter().filter(|f| RULES.contains(&f.rule)).flat_map(|f| f.places.iter().copied()).collect()
}

/// The blocks that hold damage, as spans of the article; a long block is several segments.
fn blocks(engine: &Engine, text: &str) -> Vec<Span> {
    let article = Article::new(engine, Document::new(text, Format::Plain));
    let (segments, mut blocks) = (article.document().segments(), Vec::<(Span, bool)>::new());
    for (i, segment) in segments.iter().enumerate() {
        let start = article.document().start_of(i);
        let (end, hurt) = (start + segment.len(), !article.seen()[i].damage.is_empty());
        match blocks.last_mut().filter(|_| segment.continues) {
            Some((span, has)) => {
                span.end = end;
                *has |= hurt;
            }
            None => blocks.push((Span::new(start, end), hurt)),
        }
    }
    blocks.into_iter().filter(|(_, hurt)| *hurt).map(|(span, _)| span).collect()
}

fn faults(engine: &Engine, text: &str) -> Vec<String> {
    let checked = check(engine, text);
    let (damaged, blocks) = (damaged(&checked.findings), blocks(engine, text));
    assert!(!damaged.is_empty() && !blocks.is_empty());
    let mut faults = Vec::new();
    for finding in checked.findings.iter().filter(|f| f.family() != "encoding") {
        // A passage that is to be deleted is flagged whole, whatever is wrong inside it.
        let whole = |p: Span, d: Span| finding.family() == "residue" && p != d && p.contains(d);
        for place in &finding.places {
            if damaged.iter().any(|d| d.overlaps(*place) && !whole(*place, *d)) {
                faults.push(format!("{} speaks in damage: {}", finding.rule, place.of(text)));
            }
        }
        let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).filter(|_| finding.family() == "typography");
        for edit in edits.filter(|e| blocks.iter().any(|b| b.overlaps(e.span) || b.contains(e.span))) {
            faults.push(format!("{} writes in a damaged block: {:?}", finding.rule, edit.span.of(text)));
        }
    }
    faults
}

#[test]
fn nobody_else_speaks_in_damage() {
    let engine = rules::engine(Settings::default());
    let own = own();
    // Each kind of damage is there, or the test would prove nothing.
    let found: Vec<&str> = check(&engine, &own).findings.iter().map(|f| f.rule).collect();
    for rule in ["encoding/mojibake", "encoding/lost", "encoding/pinyin-noise"] {
        assert!(found.contains(&rule), "{rule} of {found:?}");
    }
    // The same sentences undamaged wake the others.
    let sound = "今年的规模更大,据悉增长30%,發布后Github也一样.\n\n公司發布后,增长30%.\n";
    let families: Vec<&str> = check(&engine, sound).findings.iter().map(Finding::family).collect();
    assert!(families.contains(&"typography") && families.contains(&"names"), "{families:?}");
    assert_eq!(faults(&engine, &own), Vec::<String>::new());
}

#[test]
fn blocks_whose_damage_stays_keep_their_marks() {
    let engine = rules::engine(Settings::default());
    let text = own();
    let fixed = fix::repair(&engine, &text, Format::Plain, &SourceInfo::default(), Applicability::Safe).text;
    for head in ["今年的ÔÆ¼ÆËãÖÐÐÄ", "三方将分别发\u{FFFD}\u{FFFD}挥", "锟斤拷锟斤拷"] {
        let line = |text: &str| text.lines().find(|l| l.starts_with(head)).map(|l| l.matches([',', '.']).count());
        assert_eq!(line(&fixed), line(&text), "{head}");
        assert!(line(&text) > Some(0), "{head}");
    }
}

#[test]
fn nobody_else_speaks_in_what_scrapers_damaged() {
    let Some(text) = shared() else { return eprintln!("skipped: ../shared is not here") };
    let engine = rules::engine(Settings::default());
    assert!(damaged(&check(&engine, &text).findings).len() > 500, "001 is full of damage");
    assert_eq!(faults(&engine, &text), Vec::<String>::new());
    // After the safe repairs one cut reading stays, and in its block the marks stay with it.
    let fixed = fix::repair(&engine, &text, Format::Plain, &SourceInfo::default(), Applicability::Safe).text;
    assert!(!damaged(&check(&engine, &fixed).findings).is_empty());
    assert_eq!(faults(&engine, &fixed), Vec::<String>::new());
}
