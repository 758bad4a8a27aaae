//! The built program on marks, house styles by name, and a project's own residue.

mod folder;

use folder::Folder;

/// Half-width marks inside sentences whose figures are flagged too, and labels of links with marks in them.
const ARTICLE: &str = "# 云计算\n\n据知情人士透露,该公司去年的收入增长了30%,远高于同行,利润达到5亿元。\n\n\
    业务覆盖[甲,乙]两地,见[说明,第二]一节,客户超过20万家;运行 `甲,乙` 就能看到。\n\n\
    [甲,乙]: https://example.com/甲,乙\n[说明,第二]: https://example.com/2\n";
const REPAIRED: &str = "# 云计算\n\n据知情人士透露，该公司去年的收入增长了30%，远高于同行，利润达到5亿元。\n\n\
    业务覆盖[甲,乙]两地，见[说明,第二]一节，客户超过20万家；运行 `甲,乙` 就能看到。\n\n\
    [甲,乙]: https://example.com/甲,乙\n[说明,第二]: https://example.com/2\n";

#[test]
fn marks_are_repaired_inside_sentences_flagged_for_their_figures() {
    let folder = Folder::new(&[("a.md", ARTICLE.as_bytes())]);
    let rules = |name: &str| -> Vec<String> {
        let report = folder.run(&["check", "--format", "json", name]).json();
        let findings = report["files"][0]["findings"].as_array().expect("findings").clone();
        findings.iter().filter_map(|f| f["rule"].as_str().map(str::to_owned)).collect()
    };
    let before = rules("a.md");
    assert!(before.iter().any(|r| r.starts_with("figures/")), "{before:?}");
    assert!(before.iter().any(|r| r == "typography/punctuation"), "{before:?}");
    folder.run(&["fix", "a.md"]);
    assert_eq!(String::from_utf8(folder.read("a.md")).expect("UTF-8"), REPAIRED);
    let after = rules("a.md");
    assert!(after.iter().any(|r| r.starts_with("figures/")), "{after:?}");
    assert!(!after.iter().any(|r| r.starts_with("typography/")), "{after:?}");
}

/// One line of configuration, and what `fix` makes of a text under it.
#[test]
fn each_preset_is_in_force_by_one_line() {
    let hans = "他说\"可以\"。团队用 Python 写脚本,用Java写后台。\n";
    let hant = "他說「可以」，她說“不行”。團隊用 Python 寫腳本,用Java寫後台。\n";
    for (preset, text, wanted) in [
        ("docs", hans, "用 Python 写脚本，用 Java 写后台。"),
        ("zh-cn-news", hans, "他说“可以”。团队用Python写脚本，用Java写后台。"),
        ("zh-tw-news", hant, "他說「可以」，她說「不行」。團隊用Python寫腳本，用Java寫後台。"),
        ("zh-hk-news", hant, "他說「可以」，她說「不行」。團隊用Python寫腳本，用Java寫後台。"),
        ("gbt15834", hans, "他说“可以”。团队用 Python 写脚本，用Java写后台。"),
    ] {
        let config = format!("preset = \"{preset}\"\n");
        let folder = Folder::new(&[("jiaodui.toml", config.as_bytes()), ("a.md", text.as_bytes())]);
        let shown = folder.run(&["config"]).out;
        assert!(shown.contains(&format!("preset = \"{preset}\"")), "{shown}");
        folder.run(&["fix", "a.md", "--select", "typography"]);
        let fixed = String::from_utf8(folder.read("a.md")).expect("UTF-8");
        assert!(fixed.contains(wanted), "{preset}: {fixed}");
    }
}

/// `[residue]` adds to every lexicon of the family, in any script and width.
#[test]
fn a_project_adds_phrases_of_its_own() {
    let article = "看完整報導請開啟北岸客戶端\n\n公司今天發布了新版。北岸網保留一切權利。\n\n值班監製：張三\n\n\
        下載北岸客戶端領紅包，天天有驚喜！\n\n他寫道：“北岸網保留一切權利。”\n";
    let config = "[residue]\nlines = [\"看完整报导请开启北岸客户端\"]\nlabels = [\"值班监制\"]\n\
        phrases = [\"北岸网保留一切权利\"]\npromotion = [\"下载北岸客户端领红包\"]\nspam = [\"某某城\"]\n";
    let spam = "某某城_某某城平台_某某城网址\n\n公司今天发布了新版。\n";
    let files = |config: &'static str| {
        Folder::new(&[("jiaodui.toml", config.as_bytes()), ("a.txt", article.as_bytes()), ("b.txt", spam.as_bytes())])
    };
    let found = |folder: &Folder, name: &str| -> Vec<String> {
        let report = folder.run(&["check", "--select", "residue", "--format", "json", name]).json();
        let findings = report["files"][0]["findings"].as_array().expect("findings").clone();
        let texts = findings.iter().flat_map(|f| f["places"].as_array().expect("places").clone());
        texts.filter_map(|place| place["text"].as_str().map(str::to_owned)).collect()
    };
    let (plain, own) = (files(""), files(config));
    assert_eq!((found(&plain, "a.txt"), found(&plain, "b.txt")), (vec![], vec![]));
    let wanted =
        ["看完整報導請開啟北岸客戶端", "北岸網保留一切權利。", "值班監製：張三", "下載北岸客戶端領紅包，天天有驚喜！"];
    assert_eq!(found(&own, "a.txt"), wanted);
    assert_eq!(found(&own, "b.txt"), ["某某城_某某城平台_某某城网址"]);
    assert!(own.run(&["config"]).out.contains("residue.phrases"), "the value is told");
}
