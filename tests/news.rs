//! Only what is new: baselines, changed lines, and warnings that are let pass.

mod folder;

use std::fs;
use std::process::Command;

use folder::Folder;
use serde_json::Value;

const OLD: &str = "# 云计算\n\n团队在 Github 上发布了代码,欢迎下载。\n";
const NEW: &str = "# 云计算\n\n新的一段,写在最前面。\n\n团队在 Github 上发布了代码,欢迎下载。\n";

fn places(report: &Value) -> Vec<(String, u64)> {
    let files = report["files"].as_array().expect("a list").iter();
    let findings = files.flat_map(|f| f["findings"].as_array().expect("a list"));
    let places = findings.flat_map(|f| {
        let rule = f["rule"].as_str().expect("a rule").to_owned();
        f["places"].as_array().expect("a list").iter().map(move |p| (rule.clone(), p["start"]["line"].as_u64()))
    });
    places.map(|(rule, line)| (rule, line.expect("a line"))).collect()
}

fn git(folder: &Folder, arguments: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]);
    command.args(arguments).current_dir(folder.path());
    command.output().is_ok_and(|out| out.status.success())
}

#[test]
fn a_baseline_hides_what_was_there() {
    let folder = Folder::new(&[("docs/a.md", OLD.as_bytes())]);
    let written = folder.run(&["check", "--write-baseline", "docs"]);
    assert_eq!(written.code, 0, "{}", written.err);
    assert!(written.err.contains("wrote 2 places to the baseline jiaodui-baseline.jsonl"), "{}", written.err);
    let known = ["check", "--baseline", "jiaodui-baseline.jsonl", "--format", "json"];
    assert_eq!(folder.run(&known).code, 0);
    fs::write(folder.path().join("docs/a.md"), NEW).expect("written");
    let ran = folder.run(&known);
    assert_eq!(ran.code, 1);
    assert_eq!(places(&ran.json()), [("typography/punctuation".to_owned(), 3)]);
}

#[test]
fn an_entry_without_its_fault_is_told_where_it_stands() {
    let folder = Folder::new(&[("a.md", OLD.as_bytes()), ("b.md", OLD.as_bytes())]);
    folder.run(&["check", "--write-baseline", "--baseline", "known.jsonl"]);
    fs::write(folder.path().join("a.md"), OLD.replace("Github", "GitHub")).expect("written");
    fs::remove_file(folder.path().join("b.md")).expect("gone");
    let ran = folder.run(&["check", "--baseline", "known.jsonl", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let report = ran.json();
    assert_eq!(report["files"][1]["path"], "known.jsonl");
    let rules: Vec<_> = places(&report);
    let expected = [2, 4, 5].map(|line| ("config/suppression".to_owned(), line));
    assert_eq!(rules, expected, "{report}");
    let anew = folder.run(&["check", "--baseline", "known.jsonl", "--write-baseline", "a.md"]);
    assert_eq!(anew.code, 0, "{}", anew.err);
}

#[test]
fn a_baseline_that_is_none_is_refused() {
    let folder = Folder::new(&[("a.md", OLD.as_bytes()), ("b.json", b"{}")]);
    let ran = folder.run(&["check", "--baseline", "b.json"]);
    assert_eq!((ran.code, ran.err.contains("b.json: line 1")), (2, true), "{}", ran.err);
    let ran = folder.run(&["check", "--baseline", "gone.jsonl"]);
    assert_eq!((ran.code, ran.err.contains("--write-baseline")), (2, true), "{}", ran.err);
}

#[test]
fn only_changed_lines_are_reported() {
    let folder = Folder::new(&[("a.md", OLD.as_bytes()), ("文 b.md", OLD.as_bytes())]);
    fs::remove_dir(folder.path().join(".git")).expect("gone");
    if !git(&folder, &["init", "-q"]) {
        println!("SKIPPED: only_changed_lines_are_reported: git is not installed");
        return;
    }
    assert!(git(&folder, &["add", "."]) && git(&folder, &["commit", "-qm", "one"]));
    let changed = ["check", "--format", "json", "--changed"];
    let ran = folder.run(&changed);
    assert_eq!((ran.code, ran.err.contains("2 files have not changed since HEAD")), (0, true), "{}", ran.err);
    fs::write(folder.path().join("a.md"), NEW).expect("written");
    fs::write(folder.path().join("新 c.md"), OLD).expect("written");
    let report = folder.run(&changed).json();
    let expected = [("typography/punctuation", 3), ("names/spelling", 3), ("typography/punctuation", 3)];
    let mut found = places(&report);
    found.sort();
    let mut expected: Vec<_> = expected.map(|(rule, line)| (rule.to_owned(), line)).into();
    expected.sort();
    assert_eq!(found, expected, "one new line of a.md, all of the new file, nothing of b.md: {report}");
    assert!(git(&folder, &["commit", "-qam", "two"]));
    let report = folder.run(&["check", "--format", "json", "--changed", "HEAD~1", "a.md"]).json();
    assert_eq!(places(&report), [("typography/punctuation".to_owned(), 3)]);
}

#[test]
fn a_revision_that_is_not_there_is_a_failure_with_its_remedy() {
    let folder = Folder::new(&[("a.md", OLD.as_bytes())]);
    fs::remove_dir(folder.path().join(".git")).expect("gone");
    let ran = folder.run(&["check", "--changed", "main"]);
    assert_eq!((ran.code, ran.err.contains("git repository")), (2, true), "{}", ran.err);
    if !git(&folder, &["init", "-q"]) {
        println!("SKIPPED: a_revision_that_is_not_there…: git is not installed");
        return;
    }
    assert!(git(&folder, &["add", "."]) && git(&folder, &["commit", "-qm", "one"]));
    let ran = folder.run(&["check", "--changed", "no-such-branch"]);
    assert_eq!((ran.code, ran.err.contains("no revision no-such-branch")), (2, true), "{}", ran.err);
    let ran = folder.run(&["check", "--changed=--output=x"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let from = format!("file://{}", folder.path().display());
    assert!(
        git(&folder, &["commit", "-qm", "two", "--allow-empty"])
            && git(&folder, &["clone", "-q", "--depth", "1", &from, "flat"])
    );
    let mut command = folder.command(&["check", "--changed", "HEAD~1"]);
    let out = command.current_dir(folder.path().join("flat")).output().expect("it runs");
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!((out.status.code(), said.contains("git fetch --unshallow")), (Some(2), true), "{said}");
}

#[test]
fn so_many_warnings_are_let_pass() {
    let folder = Folder::new(&[("a.md", OLD.as_bytes()), ("b.md", "团队说\u{FFFD}了。\n".as_bytes())]);
    for (arguments, code) in [
        (&["a.md", "--max-warnings", "2"][..], 0),
        (&["a.md", "--max-warnings", "1"], 1),
        (&["a.md", "--max-warnings", "0", "--fail-on", "never"], 1),
        (&["b.md", "--max-warnings", "9"], 1),
    ] {
        let ran = folder.run(&[&["check"], arguments].concat());
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.out);
    }
}
