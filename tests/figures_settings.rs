//! `[figures]` of `jiaodui.toml`: every key changes what is said, and without it nothing changes.

use std::path::Path;

use jiaodui::config::{Config, Flags, Layer, PartialConfig};
use jiaodui::document::{Document, Format};
use jiaodui::finding::{Applicability, Severity};
use jiaodui::text::SourceInfo;
use jiaodui::{fix, rules};

fn config(toml: &str) -> Config {
    let text = format!("select = [\"figures\"]\n[figures]\n{toml}\n");
    let partial = PartialConfig::parse(&text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    let path = Path::new("jiaodui.toml");
    Config::new(Some(path), &[Layer { path, text: &text, partial: &partial, applies: &[] }], &Flags::default())
}

/// The places that the two rules about sources flag at info and above.
fn flagged(toml: &str, text: &str) -> Vec<String> {
    let engine = rules::engine(config(toml).settings);
    let checked = engine.check(Document::new(text, Format::Markdown));
    let asked = checked.findings.iter().filter(|f| matches!(f.rule, "figures/unsourced" | "figures/vague-source"));
    let told = asked.filter(|f| f.severity >= Severity::Info);
    told.flat_map(|f| f.places.iter().map(|p| p.of(text).to_owned())).collect()
}

/// `fix` with only what is safe.
fn fixed(toml: &str, text: &str) -> String {
    let engine = rules::engine(config(toml).settings);
    fix::repair(&engine, text, Format::Plain, &SourceInfo::default(), Applicability::Safe).text
}

/// Asserts what is flagged without the key and with it.
fn differs(toml: &str, text: &str, without: &[&str], with: &[&str]) {
    assert_eq!(flagged("", text), without, "without {toml}: {text}");
    assert_eq!(flagged(toml, text), with, "with {toml}: {text}");
}

#[test]
fn trusted_outlets_vouch_by_name() {
    let text = "星河日报整理了这些材料，去年营收增长了30%。";
    differs("trusted = [\"星河日报\"]", text, &["30%"], &[]);
    // Both scripts and widths are one.
    differs("trusted = [\"星河日報\"]", text, &["30%"], &[]);
}

#[test]
fn small_counts_are_narration() {
    differs("small = 50", "展会办得不大，来了36家企业和120家媒体。", &["36家企业", "120家"], &["120家"]);
}

#[test]
fn speakers_carry_as_far_as_asked() {
    let text = "星河科技总裁王力表示，市场在恢复。门市都开了。去年营收增长了30%。";
    differs("carry = 0", text, &[], &["30%"]);
}

#[test]
fn findings_stop_at_the_most_asked_for() {
    let text = "营收增长了30%。利润增长了12%。份额增长了7%。";
    differs("most = 2", text, &["30%", "12%", "7%"], &["30%", "12%"]);
}

#[test]
fn scope_confines_every_source() {
    let carried = "星河科技总裁王力表示，市场在恢复。去年营收增长了30%。";
    differs("scope = \"sentence\"", carried, &[], &["30%"]);
    assert_eq!(flagged("scope = \"paragraph\"", carried), [""; 0]);
    let continued = "王力表示，市场在恢复。\n\n此外，去年营收增长了30%。";
    differs("scope = \"paragraph\"", continued, &[], &["30%"]);
    assert_eq!(flagged("scope = \"story\"", continued), [""; 0]);
    // The sentence's own source is never out of reach.
    assert_eq!(flagged("scope = \"sentence\"", "据星河科技介绍，去年营收增长了30%。"), [""; 0]);
}

#[test]
fn least_figures_want_no_source() {
    let text = "星河科技卖出3元的贴纸，拿到500万元订单，毛利提高2%，净利提高30%，电池容量为60毫安时和6000毫安时。";
    let all = ["3元", "500万元", "2%", "30%", "60毫安时", "6000毫安时"];
    differs("least-money = 100", text, &all, &["500万元", "2%", "30%", "60毫安时", "6000毫安时"]);
    differs("least-percent = 5", text, &all, &["3元", "500万元", "30%", "60毫安时", "6000毫安时"]);
    differs("least-measure = 1000", text, &all, &["3元", "500万元", "2%", "30%", "6000毫安时"]);
}

#[test]
fn headings_and_captions_are_judged_on_demand() {
    differs("headings = true", "# 星河科技营收增长30%\n\n大家都很高兴，一切都好。", &[], &["30%"]);
    differs("captions = true", "大家都很高兴，一切都好。\n\n▲ 星河科技去年的营收增长了30%。", &[], &["30%"]);
}

#[test]
fn tables_are_judged_on_demand_and_a_source_line_vouches_for_them() {
    let table = "市场变了很多，大家都看得见。\n\n| 公司 | 去年营收 |\n|---|---|\n| 星河科技 | 36亿元 |\n";
    differs("tables = true", table, &[], &["36亿元"]);
    for line in ["数据来源：星河研究院", "来源：星河研究院"] {
        let behind = format!("{table}\n{line}\n");
        assert_eq!(flagged("tables = true", &behind), [""; 0], "{behind}");
        let before = table.replace("\n\n|", &format!("\n\n{line}\n\n|"));
        assert_eq!(flagged("tables = true", &before), [""; 0], "{before}");
    }
    let told = table.replace("大家都看得见。", "星河研究院的报告显示：");
    assert_eq!(flagged("tables = true", &told), [""; 0], "{told}");
}

#[test]
fn market_quotes_are_judged_on_demand() {
    differs("market = true", "11月5日，沪指收盘上涨0.24%，大家都很高兴。", &[], &["0.24%"]);
}

#[test]
fn quotes_and_english_may_be_left_alone() {
    differs("quotes = false", "广告写着“营收增长30%”，利润却减少了12%。", &["30%", "12%"], &["12%"]);
    let english = "Cloud revenue of the company rose 37% in the same quarter, and the growth went on.";
    differs("english = false", english, &["37%"], &[]);
}

#[test]
fn sections_subjects_and_values_may_be_left_alone() {
    let text = "# 市场\n\n星河科技去年的营收增长了30%。\n\n# 附錄\n\n银河科技去年的营收增长了12%。\n\n# 后记\n\n云海科技去年的营收增长了7%。\n";
    differs("skip-sections = [\"附录\"]", text, &["30%", "12%", "7%"], &["30%", "7%"]);
    differs("skip-subjects = [\"银河科技\"]", text, &["30%", "12%", "7%"], &["30%", "7%"]);
    differs("skip-values = [\"7 %\"]", text, &["30%", "12%", "7%"], &["30%", "12%"]);
}

#[test]
fn only_asked_fixes_are_made() {
    let dollar = "据星河科技介绍，营收为3亿美元，利润为1亿美金。";
    assert_eq!(fixed("", dollar), dollar);
    assert_eq!(fixed("fix-dollar = true", dollar), "据星河科技介绍，营收为3亿美元，利润为1亿美元。");
    let thousands = "据星河科技介绍，员工有3,600名，用户有12,800名，门店有1 200家。";
    assert_eq!(fixed("", thousands), thousands);
    assert_eq!(fixed("fix-thousands = true", thousands), thousands.replace("1 200", "1,200"));
    let range = "据星河科技介绍，毛利率为15-20%。";
    assert_eq!(fixed("", range), range);
    assert_eq!(fixed("fix-range = true", range), "据星河科技介绍，毛利率为15%-20%。");
}
