//! A slice of the generator of damage: every wrong reading over some sentences, with exact truth; and
//! ordinary text that must stay silent. The whole is printed by `cargo bench --bench measure -- mojibake`.

#[path = "mojibake/mod.rs"]
mod generator;

use generator::damage::{way, ways};
use generator::score::{Score, engine};
use generator::{Dice, cut, sentences};
use jiaodui::document::{Document, Format};
use jiaodui::finding::{Applicability, Severity};

/// Every sixth sentence: both scripts, short and long.
fn slice() -> impl Iterator<Item = &'static str> {
    sentences().into_iter().step_by(6)
}

#[test]
fn whole_lines_that_lost_nothing_come_back_exactly() {
    let engine = engine();
    for way in ways() {
        // What was read as GBK twice cannot be told from the inner loss.
        let twice = way.name == "utf8>gbk>utf8>gbk";
        let mut score = Score::default();
        for line in slice() {
            if let Some(damaged) = way.apply(line).filter(|d| d.lossless) {
                score.add(&engine, ("", line, ""), &damaged.text);
            }
        }
        assert_eq!(score.detected, score.lines, "{}", way.name);
        assert_eq!(score.unsafe_edits, 0, "{}", way.name);
        let tolerated = if way.name.ends_with("mixed") { score.lines / 5 } else { 0 };
        assert!(twice || score.exact + tolerated >= score.lines, "{}: {score:?}", way.name);
    }
}

#[test]
fn runs_inside_sound_lines_come_back_exactly() {
    let engine = engine();
    for (name, han) in [("cp1252", 3), ("latin1", 3), ("mac", 3), ("dos", 3), ("gbk", 4), ("cp1250", 3)] {
        let (way, mut dice, mut score) = (way(&["utf8", name]), Dice::new(1), Score::default());
        for line in slice() {
            let Some((before, run, after)) = cut(line, han, &mut dice) else { continue };
            if let Some(damaged) = way.apply(&run).filter(|d| d.lossless) {
                score.add(&engine, (&before, &run, &after), &damaged.text);
            }
        }
        assert!(score.lines >= 5 && score.exact == score.lines && score.bounds == score.lines, "{name}: {score:?}");
        assert_eq!(score.unsafe_edits, 0);
    }
}

#[test]
fn lossy_lines_are_filled_and_never_safe() {
    let engine = engine();
    let (way, mut score) = (way(&["utf8", "gbk"]), Score::default());
    for line in slice() {
        let damaged = way.apply(line).expect("UTF-8 writes everything");
        if !damaged.lossless {
            score.add(&engine, ("", line, ""), &damaged.text);
        }
    }
    assert!(score.lines > 15, "{score:?}");
    assert_eq!((score.detected, score.safe), (score.lines, 0));
    assert!(score.right * 1000 >= score.chars * 990 && score.exact * 10 >= score.lines * 8, "{score:?}");
}

#[test]
fn what_a_pipeline_dropped_is_never_repaired_wrongly_by_itself() {
    let engine = engine();
    for way in ways() {
        let mut score = Score::default();
        for (_, lose) in generator::loss::LOSSES {
            for line in slice().step_by(3) {
                let Some(damaged) = way.apply(line) else { continue };
                let lossy = lose(&damaged.text);
                if lossy != damaged.text {
                    score.add(&engine, ("", line, ""), &lossy);
                }
            }
        }
        assert_eq!(score.unsafe_edits, 0, "{}", way.name);
    }
}

#[test]
fn ordinary_text_is_silent() {
    let engine = engine();
    for text in [
        "烫烫的芯片端上来，大家都说好吃。",
        "삼성전자와 LG전자 발표，三星电子与 LG 电子发布了财报。",
        "トヨタ自動車と日産自動車が新しい工場を建てる、と報じられた。",
        "他说「Ça va très bien, c'était déjà l'été à Orléans」，又说「Größe, Füße, Übung」。",
        "«¡Hola!»，他说，¿Qué tal? El niño comió piñas en España。",
        "Привет, мир! Москва и Санкт-Петербург — большие города.",
        "Καλημέρα κόσμε, η Αθήνα είναι μεγάλη πόλη.",
        "Tiếng Việt có nhiều dấu: Đường Nguyễn Huệ, Thành phố Hồ Chí Minh.",
        "5 μs 的延迟，10 kΩ 的电阻，∑xᵢ² ≤ ∞，α + β ≠ γ，∀ε>0 ∃δ>0。",
        "┌──┬──┐│░░│▒▒│▓▓│├──┼──┤└──┴──┘ ═══╬═══ ■□▲△",
        "👨‍👩‍👧‍👦 🎉🎉🎉 ❤️ 🇨🇳 ⌘⇧⌥ ①②③ ⑴⑵⑶ ㈠㈡ ★★★★☆ ♪♫",
        "饕餮、魑魅魍魉、貔貅、龃龉、踟蹰、囹圄、耄耋、觊觎、蹀躞、氍毹。",
        "唔使等啲人睇哂sample、睇哂先至話佢冇嘢，嗰啲嘢唔緊要。",
        "郭榮鏗、楊岳橋、譚文豪、郭家麒，劉愷寧與譚俊傑；忐忐忑忑，砰砰砰砰。",
        "古籍整理：蘄州、鄮縣、旰眙、龜茲、吐蕃、匈奴單于、閼氏、冒頓、老上。",
        "Łódź, Kraków, Škoda, Dvořák, Đoković, Reykjavík, Ångström, naïve, œuvre, Ærø.",
        "ﾃﾞｰﾀ ｾﾝﾀｰ という半角の表記もある。",
        "人均¥¥¥¥，价格€200–£300，±3°C，×2，÷4，©2024，™®。",
        "ʃ ʒ θ ð ŋ 是国际音标，/ˈmoʊdʒiˌbɑːkeɪ/ 也是。",
        "नमस्ते दुनिया, สวัสดีชาวโลก, שלום עולם, مرحبا بالعالم",
    ] {
        let findings = engine.check(Document::new(text, Format::Plain)).findings;
        assert!(findings.is_empty(), "{text}: {findings:?}");
    }
}

#[test]
fn lines_about_garbled_text_are_only_noted() {
    let engine = engine();
    let damaged = way(&["utf8", "cp1252"]).apply("数据中心的建设").expect("writes").text;
    for word in ["乱码", "亂碼", "mojibake"] {
        let line = format!("打开以后看到{word}「{damaged}」怎么办？");
        let findings = engine.check(Document::new(&line, Format::Plain)).findings;
        assert_eq!(findings.len(), 1, "{line}");
        assert_eq!(findings[0].severity, Severity::Info);
        assert!(findings[0].fixes.iter().all(|f| f.applicability == Applicability::Suggested));
    }
}
