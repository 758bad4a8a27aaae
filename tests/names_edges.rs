//! Where names meet what is not theirs: other families, other entities, labels of links.

use jiaodui::document::{Document, Format};
use jiaodui::engine::Engine;
use jiaodui::finding::{Applicability, Severity};
use jiaodui::settings::Settings;
use jiaodui::text::SourceInfo;
use jiaodui::{fix, rules};

fn repaired(engine: &Engine, text: &str, level: Applicability) -> String {
    fix::repair(engine, text, Format::Markdown, &SourceInfo::default(), level).text
}

/// Rules that speak loudly, each with what it flags.
fn said(engine: &Engine, text: &str) -> Vec<(&'static str, String)> {
    let checked = engine.check(Document::new(text, Format::Markdown));
    let loud = checked.findings.iter().filter(|f| f.severity >= Severity::Warning);
    loud.flat_map(|f| f.places.iter().map(move |place| (f.rule, place.of(text).to_owned()))).collect()
}

/// A Cyrillic letter in a name is one fault: the family that judges first tells it.
#[test]
fn a_letter_of_another_script_is_told_once() {
    let text = "昨晚 GitНub 又挂了一个小时，发布只好推迟。";
    let engine = rules::engine(Settings::default());
    assert_eq!(said(&engine, text), [("encoding/look-alike", "GitНub".to_owned())]);
    assert_eq!(repaired(&engine, text, Applicability::Safe), text.replace('Н', "H"), "known names are sure");
    let unknown = "昨晚 Zоrbix 又挂了一个小时，发布只好推迟。";
    assert_eq!(repaired(&engine, unknown, Applicability::Safe), unknown);
    let names = rules::engine(Settings { select: vec!["names".to_owned()], ..Settings::default() });
    assert_eq!(said(&names, text), [("names/spelling", "GitНub".to_owned())]);
    assert_eq!(repaired(&names, text, Applicability::Safe), text.replace('Н', "H"));
}

/// The brackets of a link hold its text; where they are the key to a definition, an edit would cut it off.
#[test]
fn labels_that_lead_somewhere_are_left_alone() {
    let engine = rules::engine(Settings::default());
    let article = "據記者了解，[阿里云][]與[騰訊雲]的團隊將於下個月發佈產品，[华为云][hw]與[谷歌云](https://g.example)隨後跟進，\
                   詳情見[发布后][]一節，這些業者都說價格不會調整，客戶也沒有意見。\n\n";
    let keys = "[阿里云]: https://a.example\n[騰訊雲]: https://t.example\n[hw]: https://h.example\n[发布后]: #x\n";
    let text = format!("{article}{keys}");
    let fixed = repaired(&engine, &text, Applicability::Suggested);
    for label in ["[阿里云][]", "[騰訊雲]的", "[发布后][]", keys] {
        assert!(fixed.contains(label), "{label} is gone: {fixed}");
    }
    for text in ["[華為雲][hw]", "[谷歌雲](https://g.example)"] {
        assert!(fixed.contains(text), "{text} is missing: {fixed}");
    }
    assert!(said(&engine, &text).contains(&("names/script", "阿里云".to_owned())), "told all the same");
    let alone = repaired(&engine, article, Applicability::Suggested);
    assert!(alone.contains("[阿里雲][]"), "without a definition it is text: {alone}");
}

/// An open article forgets and learns with its definitions.
#[test]
fn labels_follow_edits() {
    use jiaodui::engine::Desk;
    use jiaodui::text::Span;
    let engine = rules::engine(Settings { select: vec!["names".to_owned()], ..Settings::default() });
    let text = "據記者了解，[阿里云]的團隊將於下個月發佈這項產品，並開放給開發者試用，價格不會調整。\n\n[阿里云]: https://a.example\n";
    let mut desk = Desk::new(&engine, Document::new(text, Format::Markdown));
    let fixes = |desk: &Desk| desk.findings().map(|f| f.fixes.len()).collect::<Vec<_>>();
    assert_eq!(fixes(&desk), [0]);
    let at = text.rfind("]: ").expect("a definition") as u32;
    desk.edit(&engine, Span::new(at, at), "服务");
    desk.judge(&engine);
    assert_eq!(fixes(&desk), [1]);
    desk.edit(&engine, Span::new(at, at + 6), "");
    desk.judge(&engine);
    assert_eq!(fixes(&desk), [0]);
}

/// A repair of the whole engine leaves each of these names, its compounds and its neighbours as they are.
#[test]
fn every_name_of_the_list_survives_repair() {
    let engine = rules::engine(Settings::default());
    let hans =
        |name: &str| format!("据记者了解，{name}的团队将在下个月发布这项产品，并开放给开发者试用，价格没有变化。");
    let hant =
        |name: &str| format!("據記者了解，{name}的團隊將於下個月發佈這項產品，並開放給開發者試用，價格沒有變化。");
    let cases = [
        (hans as fn(&str) -> String, ["阿里", "阿里云", "AWS 大中华区", "字节跳动", "西部数据", "台积电"]),
        (hant, ["阿里", "阿里雲", "AWS 大中華區", "字節跳動", "西部數據", "台積電"]),
    ];
    for (sentence, names) in cases {
        for name in names {
            let text = sentence(name);
            assert_eq!(repaired(&engine, &text, Applicability::Suggested), text);
        }
        let all = sentence(&names.join("、"));
        assert_eq!(repaired(&engine, &all, Applicability::Suggested), all);
    }
}
