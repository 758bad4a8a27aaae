//! The ledger and what is noted as checked: `jiaodui figures`, and `sources.toml` from writing to silence.

mod folder;

use folder::Folder;
use serde_json::Value;

const TEXT: &str = "# 云计算\n\n市场在变化。\n\n星河科技去年的营收增长了30%，员工超过3600名。总裁王力表示，今年还要招聘1200名工程师。\n";

#[test]
fn the_ledger_lists_every_figure() {
    let folder = Folder::new(&[("a.md", TEXT.as_bytes())]);
    let ran = folder.run(&["figures", "a.md", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let figures = report["files"][0]["figures"].as_array().expect("figures");
    let said = |i: usize, key: &str| figures[i][key].as_str().unwrap_or_default().to_owned();
    assert_eq!(figures.len(), 3, "{}", ran.out);
    assert_eq!(
        (said(0, "figure"), said(0, "unit"), said(0, "verdict")),
        ("30%".into(), "%".into(), "unsourced".into())
    );
    assert_eq!((said(1, "approx"), said(1, "kind")), ("over".into(), "count".into()));
    assert_eq!((said(2, "figure"), said(2, "verdict")), ("1200名".into(), "sourced".into()));
    assert_eq!(figures[2]["low"].as_f64(), Some(1200.0));
    let csv = folder.run(&["figures", "a.md", "--format", "csv"]).out;
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(
        folder.run(&["figures", "a.md", "--lang", "en"]).out.contains("3 figures: 1 sourced, 0 vague, 2 unsourced")
    );
}

#[test]
fn what_was_checked_is_silent_until_it_changes() {
    let folder = Folder::new(&[("a.md", TEXT.as_bytes()), ("jiaodui.toml", b"select = [\"figures/unsourced\"]\n")]);
    assert_eq!(folder.run(&["check", "a.md"]).code, 1);
    let noted = folder.run(&["figures", "a.md", "--verify", "5", "--url", "https://example.com", "--who", "王力"]);
    assert_eq!(noted.code, 0, "{}", noted.err);
    assert_eq!(folder.run(&["check", "a.md"]).code, 0);
    // Elsewhere the article may change; the figure may not.
    let moved = TEXT.replace("# 云计算", "# 云计算\n\n又是一年。");
    std::fs::write(folder.path().join("a.md"), moved).expect("written");
    assert_eq!(folder.run(&["check", "a.md"]).code, 0);
    std::fs::write(folder.path().join("a.md"), TEXT.replace("30%", "31%")).expect("written");
    assert_eq!(folder.run(&["check", "a.md"]).code, 1);
}
