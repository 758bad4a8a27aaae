//! The built program on real folders: what it says, what it writes, how it ends.

mod folder;

use std::fs;
use std::process::Stdio;

use folder::{Folder, Ran};
use serde_json::Value;

const BAD: &str = "# 云计算\n\n本周,云栖大会发布了新一代处理器,并公布了价格。团队说：性能提升明显，功耗也低了不少。\n";
const GOOD: &str =
    "# 云计算\n\n本周，云栖大会发布了新一代处理器，并公布了价格。团队说：性能提升明显，功耗也低了不少。\n";

#[test]
fn the_exit_status_says_what_was_found() {
    let folder = Folder::new(&[("bad.md", BAD.as_bytes()), ("good.md", GOOD.as_bytes())]);
    for format in ["human", "json", "jsonl"] {
        for (arguments, code) in [
            (&["good.md"][..], 0),
            (&["bad.md"], 1),
            (&[], 1),
            (&["bad.md", "--fail-on", "error"], 0),
            (&["bad.md", "--fail-on", "never"], 0),
            (&["bad.md", "--ignore", "typography"], 0),
            (&["bad.md", "--select", "encoding/lost"], 0),
            (&["bad.md", "missing.md"], 2),
            (&["bad.md", "--select", "typographie"], 2),
            (&["bad.md", "--no-such-flag"], 2),
        ] {
            let ran = folder.run(&[&["check", "--format", format], arguments].concat());
            assert_eq!(ran.code, code, "{format} {arguments:?}: {} {}", ran.out, ran.err);
        }
    }
}

#[test]
fn no_article_is_no_success() {
    let folder = Folder::new(&[("notes.rs", b"fn main() {}")]);
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no article found"), "{}", ran.err);
    assert_eq!(folder.run(&["check", "--allow-empty"]).code, 0);
    assert_eq!(folder.run(&["check", "notes.rs"]).code, 0, "a named file is checked whatever its ending");
    assert_eq!(folder.run(&["fix"]).code, 2, "fix wants a path");
}

#[test]
fn what_was_not_checked_is_named() {
    let folder = Folder::new(&[("a.md", GOOD.as_bytes()), ("picture.md", b"\x89PNG\0\0\0\rIHDR\0\0")]);
    let ran = folder.run(&["check", "--format", "json", ".", "gone.md"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("picture.md") && ran.err.contains("gone.md"), "{}", ran.err);
    let report = ran.json();
    let codes: Vec<&str> =
        report["skipped"].as_array().expect("a list").iter().filter_map(|s| s["code"].as_str()).collect();
    assert_eq!(codes, ["binary", "missing"]);
    assert_eq!(report["summary"]["skipped"], 2);
    assert_eq!(report["summary"]["files"], 1);
    let lines = folder.run(&["check", "--format", "jsonl"]);
    assert_eq!(lines.out.lines().count(), 2);
    for line in lines.out.lines() {
        let file: Value = serde_json::from_str(line).expect("an object a line");
        assert!(file["path"].is_string() && file["findings"].is_array());
    }
}

#[test]
fn unreadable_is_a_failure() {
    let folder = Folder::new(&[("a.md", GOOD.as_bytes())]);
    fs::create_dir(folder.path().join("b.txt")).expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", folder.path().join("c.md")).expect("written");
    #[cfg(unix)]
    assert_eq!(folder.run(&["check", "a.md", "c.md"]).code, 2);
    assert_eq!(folder.run(&["check", "a.md", "a.md/b.md"]).code, 2);
}

#[test]
fn json_keeps_its_contract() {
    let text = format!("\u{feff}{BAD}");
    let folder = Folder::new(&[("a.md", text.as_bytes()), ("jiaodui.toml", b"region = \"cn\"\n")]);
    let report = folder.run(&["check", "--format", "json"]).json();
    assert_eq!(report["version"], 1);
    assert!(report["tool"].as_str().is_some_and(|t| t.starts_with("jiaodui ")));
    let file = &report["files"][0];
    assert_eq!((&file["path"], &file["encoding"]), (&Value::from("a.md"), &Value::from("UTF-8")));
    assert_eq!(file["profile"]["script"], "hans");
    let finding = &file["findings"][0];
    for key in ["rule", "severity", "certainty", "key", "message", "why", "url", "text"] {
        assert!(finding[key].is_string(), "{key}: {finding}");
    }
    assert_eq!(finding["start"], finding["places"][0]["start"]);
    let chars: Vec<char> = BAD.chars().collect();
    for place in finding["places"].as_array().expect("places") {
        let at = |end: &str| usize::try_from(place[end]["offset"].as_u64().expect("a number")).expect("small");
        let text: String = chars[at("start")..at("end")].iter().collect();
        assert_eq!(place["text"], text, "offsets count scalar values without the mark");
    }
    assert_eq!(finding["start"]["line"], 3);
    assert_eq!(finding["start"]["column"], 3);
    assert_eq!(finding["fixes"][0]["applicability"], "safe");
    assert!(report["summary"]["fixable"].as_u64().is_some_and(|n| n > 0));
}

#[test]
fn people_see_place_rule_and_window() {
    let long = format!("{}{}\n", "团队公布了新的价格。".repeat(800), BAD.lines().last().expect("a line"));
    let folder = Folder::new(&[("a.md", long.as_bytes())]);
    let ran = folder.run(&["check", "a.md"]);
    assert!(ran.out.contains("warning[typography/punctuation]"), "{}", ran.out);
    assert!(ran.out.contains("--> a.md:1:8003"), "{}", ran.out);
    assert!(ran.out.lines().all(|line| line.chars().count() < 200), "a window, not the line");
    assert!(!ran.out.contains('\u{1b}'), "no colour in a pipe");
    let chinese = folder.run(&["check", "a.md", "--lang", "zh-Hant"]);
    assert!(chinese.out.contains("警告[typography/punctuation]"), "{}", chinese.out);
    assert!(folder.run(&["check", "--statistics"]).out.contains("typography/punctuation"));
    assert!(!folder.run(&["check", "--quiet"]).out.contains("checked"));
}

#[test]
fn folders_are_walked_as_git_sees_them() {
    let folder = Folder::new(&[
        ("a.md", BAD.as_bytes()),
        ("sub/b.txt", BAD.as_bytes()),
        ("sub/c.html", b"<p>\xE4\xBB\xB7\xE6\xA0\xBC</p>"),
        ("built/d.md", BAD.as_bytes()),
        ("drafts/e.md", BAD.as_bytes()),
        ("left/f.md", BAD.as_bytes()),
        (".gitignore", b"built/\n"),
        (".jiaoduiignore", b"drafts/\n"),
        ("jiaodui.toml", b"exclude = [\"left/\"]\n"),
    ]);
    let paths = |ran: &Ran| -> Vec<String> {
        let report = ran.json();
        let files = report["files"].as_array().expect("a list").iter();
        files.filter_map(|f| f["path"].as_str()).map(str::to_owned).collect()
    };
    assert_eq!(paths(&folder.run(&["check", "--format", "json"])), ["a.md", "sub/b.txt", "sub/c.html"]);
    assert_eq!(
        paths(&folder.run(&["check", "--format", "json", "./sub", "sub/b.txt"])),
        ["./sub/b.txt", "./sub/c.html"]
    );
    assert_eq!(
        paths(&folder.run(&["check", "--format", "json", "built/d.md", "left/f.md"])),
        ["built/d.md", "left/f.md"]
    );
}

#[test]
fn standard_input_goes_by_its_name() {
    let folder = Folder::new(&[]);
    let ran = folder.pipe(&["check", "-", "--stdin-filename", "x/a.md", "--format", "json"], BAD.as_bytes());
    assert_eq!((ran.code, &ran.json()["files"][0]["path"]), (1, &Value::from("x/a.md")));
    assert_eq!(folder.pipe(&["check", "-"], GOOD.as_bytes()).code, 0);
    let fixed = folder.pipe(&["fix", "-"], BAD.as_bytes());
    assert_eq!((fixed.code, fixed.out.as_str()), (0, GOOD));
}

#[test]
fn a_configuration_is_found_upward_and_its_faults_stop_the_run() {
    let folder = Folder::new(&[
        ("a.md", BAD.as_bytes()),
        ("off/a.md", BAD.as_bytes()),
        ("off/jiaodui.toml", b"[rules]\n\"typography\" = \"off\"\n"),
        ("wrong/a.md", BAD.as_bytes()),
        ("wrong/jiaodui.toml", b"\nlangauge = \"en\"\n"),
    ]);
    assert_eq!(folder.run(&["check", "a.md"]).code, 1);
    assert_eq!(folder.run(&["check", "off/a.md"]).code, 0);
    assert_eq!(folder.run(&["check", "a.md", "off/a.md"]).code, 1);
    let ran = folder.run(&["check", "wrong"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("jiaodui.toml:2: unknown key `langauge`"), "{}", ran.err);
    assert!(ran.err.contains("did you mean `language`?"), "{}", ran.err);
    let shown = folder.run(&["config", "off"]);
    assert!(shown.out.contains("rules.\"typography\" = \"off\"  # jiaodui.toml:2"), "{}", shown.out);
    assert_eq!(folder.run(&["init", "off"]).code, 2, "never over a file that is there");
    assert_eq!(folder.run(&["init"]).code, 0);
    assert_eq!(folder.run(&["check", "a.md"]).code, 1, "the template puts nothing in force");
}

#[test]
fn a_fix_changes_nothing_but_its_edits() {
    let with_mark = format!("\u{feff}{BAD}").replace('\n', "\r\n");
    let expected = format!("\u{feff}{GOOD}").replace('\n', "\r\n");
    let (with_mark, expected) = (with_mark.trim_end(), expected.trim_end());
    let gbk = encoding_rs::GBK.encode(BAD).0.into_owned();
    let utf16: Vec<u8> = with_mark.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder =
        Folder::new(&[("a.md", with_mark.as_bytes()), ("b.txt", &gbk), ("c.txt", &utf16), ("d.md", GOOD.as_bytes())]);
    let ran = folder.run(&["fix", ".", "--select", "typography"]);
    assert_eq!(ran.code, 0, "{} {}", ran.out, ran.err);
    assert_eq!(folder.read("a.md"), expected.as_bytes());
    assert_eq!(folder.read("b.txt"), &*encoding_rs::GBK.encode(GOOD).0);
    let utf16: Vec<u8> = expected.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(folder.read("c.txt"), utf16);
    assert_eq!(folder.read("d.md"), GOOD.as_bytes());
    let again = folder.run(&["fix", ".", "--select", "typography"]);
    assert_eq!((again.code, folder.read("a.md")), (0, expected.as_bytes().to_vec()), "a second run changes nothing");
}

#[test]
fn a_diff_writes_nothing() {
    let folder = Folder::new(&[("a.md", BAD.as_bytes()), ("good.md", GOOD.as_bytes())]);
    let diff = folder.run(&["fix", "--diff", "a.md"]);
    assert_eq!(diff.code, 1);
    assert!(diff.out.starts_with("--- a/a.md\n+++ b/a.md\n@@"), "{}", diff.out);
    assert!(diff.out.contains("\n-本周,云栖") && diff.out.contains("\n+本周，云栖"), "{}", diff.out);
    let dry = folder.run(&["fix", "--dry-run", "."]);
    assert!(dry.code == 1 && dry.out.contains("a.md: would fix") && dry.out.contains(" to fix, "), "{}", dry.out);
    let patch = folder.run(&["fix", "--diff", "."]).out;
    assert!(patch.starts_with("--- a/a.md\n+++ b/a.md\n@@"), "as git takes it: {patch}");
    assert_eq!(folder.read("a.md"), BAD.as_bytes());
    assert_eq!(folder.run(&["fix", "--diff", "good.md"]).code, 0);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new(&[("real/a.md", BAD.as_bytes()), ("locked.md", BAD.as_bytes())]);
    let mode = |name: &str, mode| fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(mode));
    mode("real/a.md", 0o640).expect("set");
    mode("locked.md", 0o444).expect("set");
    symlink("real/a.md", folder.path().join("link.md")).expect("written");
    assert_eq!(folder.run(&["fix", "link.md"]).code, 0);
    let link = folder.path().join("link.md");
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    assert_eq!(fs::metadata(&link).expect("there").permissions().mode() & 0o777, 0o640);
    assert_eq!(folder.read("real/a.md"), GOOD.as_bytes());
    let locked = folder.run(&["fix", "locked.md"]);
    assert_eq!((locked.code, folder.read("locked.md")), (2, BAD.as_bytes().to_vec()));
    assert!(locked.err.contains("locked.md") && locked.err.contains("read-only"), "{}", locked.err);
}

#[test]
fn a_reader_who_leaves_is_no_failure() {
    let text = BAD.repeat(50);
    let names: Vec<String> = (0..100).map(|n| format!("{n}.md")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), text.as_bytes())).collect();
    let folder = Folder::new(&files);
    let mut command = folder.command(&["check", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn the_report_goes_where_it_is_sent() {
    let folder = Folder::new(&[("a.md", BAD.as_bytes())]);
    let ran = folder.run(&["check", "--format", "json", "--output", "report.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let report: Value = serde_json::from_slice(&folder.read("report.json")).expect("JSON");
    assert_eq!(report["summary"]["files"], 1);
    assert_eq!(folder.run(&["check", "--output", "no/such/folder"]).code, 2);
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = Folder::new(&[]);
    let list = folder.run(&["rules"]);
    assert!(list.code == 0 && list.out.contains("typography/punctuation"), "{}", list.out);
    assert!(folder.run(&["rules", "typography/punctuation"]).out.contains("## "));
    assert_eq!(folder.run(&["rules", "typography"]).code, 0);
    let wrong = folder.run(&["rules", "punctuation"]);
    assert!(wrong.code == 2 && wrong.err.contains("did you mean `typography/punctuation`?"), "{}", wrong.err);
    assert!(folder.run(&["completions", "bash"]).out.contains("jiaodui"));
}

#[test]
fn jobs_do_not_change_the_report() {
    let names: Vec<String> = (0..20).map(|n| format!("{n}.md")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), BAD.as_bytes())).collect();
    let folder = Folder::new(&files);
    let one = folder.run(&["check", "--format", "json", "--jobs", "1"]);
    let four = folder.run(&["check", "--format", "json", "--jobs", "4"]);
    assert_eq!((one.code, one.out), (four.code, four.out));
}

#[test]
fn a_file_is_re_encoded_only_on_request_and_only_whole() {
    let text = "公司發布新產品之后，客戶都轉到雲端服務。\n";
    let (big5, _, _) = encoding_rs::BIG5.encode(text);
    let mut broken = big5.to_vec();
    broken.splice(6..6, *b"\xFF\xFF");
    let folder = Folder::new(&[("a.txt", &big5), ("broken.txt", &broken)]);
    folder.run(&["fix", "a.txt"]);
    let kept = text.replace('后', "後");
    assert_eq!(folder.read("a.txt"), encoding_rs::BIG5.encode(&kept).0.to_vec(), "the encoding stays");
    let ran = folder.run(&["fix", "--to-utf8", "a.txt"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(String::from_utf8(folder.read("a.txt")).expect("UTF-8"), kept);
    let ran = folder.run(&["fix", "--to-utf8", "--encoding", "big5", "broken.txt"]);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert_eq!(folder.read("broken.txt"), broken, "what was not understood stays");
}

#[test]
fn a_fix_that_the_encoding_cannot_hold_is_refused_with_the_reason() {
    let text = "名稱是#x9fd0;字，公司發布后大家都很高興。\n";
    let (big5, _, _) = encoding_rs::BIG5.encode(text);
    let folder = Folder::new(&[("a.txt", &big5)]);
    let ran = folder.run(&["fix", "a.txt", "--lang", "en"]);
    let said = ran.out + &ran.err;
    assert!(ran.code == 2 && said.contains("'\u{9fd0}' has no bytes in Big5"), "{} {said}", ran.code);
    assert_eq!(folder.read("a.txt"), big5.to_vec(), "nothing is written");
    folder.run(&["fix", "--to-utf8", "a.txt"]);
    let written = String::from_utf8(folder.read("a.txt")).expect("UTF-8");
    assert!(written.contains('\u{9fd0}') && !written.contains("#x"), "{written}");
}
