//! Conversion of whole articles: what changes, what stays, and what the program writes.

mod common;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use jiaodui::convert::{Target, convert};
use jiaodui::document::{Document, Format};
use jiaodui::fix;

fn converted(text: &str, format: Format, target: Target) -> String {
    let edits = convert(&Document::new(text, format), target);
    assert!(edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "disjoint and in order");
    fix::apply(text, &edits)
}

fn plain(text: &str, target: Target) -> String {
    converted(text, Format::Plain, target)
}

#[test]
fn each_target_has_its_shapes() {
    let text = "这里的团队发布了说明，为群众着想，头发干净，皇后在后面。";
    assert_eq!(plain(text, Target::Hant), "這裏的團隊發佈了說明，爲羣衆着想，頭髮乾淨，皇后在後面。");
    assert_eq!(plain(text, Target::Taiwan), "這裡的團隊發佈了說明，為群眾著想，頭髮乾淨，皇后在後面。");
    assert_eq!(plain(text, Target::HongKong), "這裏的團隊發佈了説明，為羣眾着想，頭髮乾淨，皇后在後面。");
    assert_eq!(plain(text, Target::Hans), text);
}

#[test]
fn there_and_back_is_the_same() {
    let text = "这家公司在沿着著名的河岸建设数据中心，里面的系统由团队维护，关系复杂，软件也复制了多份。";
    for target in [Target::Hant, Target::Taiwan, Target::HongKong] {
        let there = plain(text, target);
        assert_eq!(plain(&there, target), there, "converting twice is converting once");
        assert_eq!(plain(&there, Target::Hans), text);
    }
}

#[test]
fn what_is_no_prose_stays_as_it_is() {
    let text = "---\ntitle: 云计算的发展\nslug: 云计算的发展\n---\n\n访问 `设置.后台` 和 <https://example.com/发布> 里的说明，\
                见[这个页面](../后台/发布.md \"发布\")。\n\n```\n发布后台\n```\n\n<span class=\"发布\">发布</span>\n";
    let out = converted(text, Format::Markdown, Target::Taiwan);
    for kept in [
        "slug: 云计算的发展",
        "`设置.后台`",
        "<https://example.com/发布>",
        "(../后台/发布.md",
        "```\n发布后台\n```",
        "class=\"发布\"",
    ] {
        assert!(out.contains(kept), "{kept} in {out}");
    }
    for new in ["title: 雲計算的發展", "裡的說明", "[這個頁面]", ">發佈<"] {
        assert!(out.contains(new), "{new} in {out}");
    }
    let page = "<!doctype html><p title=\"x\">&#21457;布<code>发布</code>会</p><script>var 发 = 1</script>";
    let out = converted(page, Format::Html, Target::Taiwan);
    assert_eq!(out, "<!doctype html><p title=\"x\">發佈<code>发布</code>會</p><script>var 发 = 1</script>");
}

#[test]
fn names_are_written_as_their_bearers_do() {
    assert_eq!(plain("阿里云和字节跳动发布了报告。", Target::Taiwan), "阿里雲和字節跳動發佈了報告。");
    assert_eq!(plain("英伟达发布了新芯片。", Target::Taiwan), "輝達發佈了新芯片。");
    assert_eq!(plain("英伟达发布了新芯片。", Target::HongKong), "英偉達發佈了新芯片。");
    assert_eq!(plain("輝達發佈了新晶片，團隊說明。", Target::Hans), "英伟达发布了新晶片，团队说明。");
    assert_eq!(plain("华为发布了手机。", Target::Hant), "華為發佈了手機。", "its own form, not 華爲");
}

#[test]
fn other_voices_stay_as_they_are() {
    let text = "这本书写到「這個產品還沒發布」，译者说「国際会議」是日语，原文是クラウドに関する国際規格。";
    let out = plain(text, Target::Taiwan);
    assert!(out.contains("「這個產品還沒發布」"), "a quotation in the wanted script: {out}");
    assert!(out.contains("「国際会議」"), "Japanese: {out}");
    let text = "他们说「这个产品还没发布」，后来发布了。";
    assert_eq!(
        plain(text, Target::Taiwan),
        "他們說「這個產品還沒發佈」，後來發佈了。",
        "a quotation in the old script"
    );
    let text = "简体的「后」与繁体的「後」不同，这里说明用法。";
    assert!(plain(text, Target::Taiwan).contains("「后」與繁體的「後」"), "words that are spoken of");
    let text = "這篇文章是繁體的，由袁征撰寫，團隊在發佈後說明。袁征說明了理由。";
    assert_eq!(plain(text, Target::Taiwan), text, "nothing to do");
    assert_eq!(plain("這裡為群眾說明，團隊發佈。", Target::HongKong), "這裏為群眾説明，團隊發佈。", "only glyphs");
}

#[test]
fn damaged_text_stays_as_it_is() {
    let text = "这是一段说明：鏁版嵁涓績鍙戝竷浜嗘柊鐨勮鍒掋€傚洟闃熷姞鍏ヤ簡椤圭洰銆?\n";
    let out = plain(text, Target::Hans);
    assert_eq!(out, text, "mojibake is for encoding/mojibake");
    assert_eq!(plain("聯(lián)網(wǎng)的團隊", Target::Hans), "联(lián)网(wǎng)的团队");
}

/// Runs the program in a folder, with something to read.
fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jiaodui"));
    command.args(arguments).current_dir(folder).env("LC_ALL", "C.UTF-8");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    let _ = child.stdin.take().expect("piped").write_all(input);
    child.wait_with_output().expect("it ends")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const HANS: &str = "团队发布了说明。\r\n";
const TAIWAN: &str = "團隊發佈了說明。\r\n";

#[test]
fn one_article_goes_to_standard_output() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.md"), HANS).expect("written");
    let file = run(folder.path(), &["convert", "--to", "tw", "a.md"], b"");
    assert_eq!((file.status.code(), said(&file.stdout)), (Some(0), TAIWAN.to_owned()));
    assert!(said(&file.stderr).contains("1 file: 5 changes"), "{}", said(&file.stderr));
    let piped = run(folder.path(), &["convert", "--to", "tw", "-q"], HANS.as_bytes());
    assert_eq!(
        (piped.status.code(), said(&piped.stdout), said(&piped.stderr)),
        (Some(0), TAIWAN.into(), String::new())
    );
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).expect("there"), HANS);
    for arguments in [&["convert", "a.md"][..], &["convert", "--to", "jp", "a.md"], &["convert", "--to", "tw", "."]] {
        assert_eq!(run(folder.path(), arguments, b"").status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(run(folder.path(), &["convert", "--to", "tw", "gone.md"], b"").status.code(), Some(2));
}

#[test]
fn files_are_rewritten_in_their_own_encoding() {
    let folder = tempfile::tempdir().expect("a folder");
    let there = |name: &str| folder.path().join(name);
    let utf16: Vec<u8> = format!("\u{feff}{HANS}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big5 =
        encoding_rs::BIG5.encode("團隊發佈了說明，他們與觀眾在廣場討論這個問題，並且說明瞭理由。\n").0.into_owned();
    fs::write(there("a.md"), HANS).expect("written");
    fs::write(there("b.txt"), utf16).expect("written");
    fs::write(there("c.txt"), &big5).expect("written");
    let diff = run(folder.path(), &["convert", "--to", "tw", "--diff", "a.md"], b"");
    assert_eq!(diff.status.code(), Some(1));
    assert!(said(&diff.stdout).contains("\n-团队发布了说明。\r\n+團隊發佈了說明。"), "{}", said(&diff.stdout));

    let ran = run(folder.path(), &["convert", "--to", "tw", "--write", "a.md", "b.txt"], b"");
    assert_eq!(ran.status.code(), Some(0), "{}", said(&ran.stderr));
    assert!(said(&ran.stdout).contains("a.md: changed 5"), "{}", said(&ran.stdout));
    assert_eq!(fs::read_to_string(there("a.md")).expect("there"), TAIWAN);
    let expected: Vec<u8> = format!("\u{feff}{TAIWAN}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(fs::read(there("b.txt")).expect("there"), expected);

    let refused = run(folder.path(), &["convert", "--to", "hans", "--write", "c.txt", "--lang", "zh-Hant"], b"");
    assert_eq!((refused.status.code(), fs::read(there("c.txt")).expect("there")), (Some(2), big5));
    assert!(said(&refused.stderr).contains("Big5 編碼中沒有「"), "{}", said(&refused.stderr));
    assert_eq!(run(folder.path(), &["convert", "--to", "tw", "--diff", "a.md"], b"").status.code(), Some(0));
}
