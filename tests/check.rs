//! `check --cache` gives what a fresh check gives, whatever happened meanwhile; `check --explain` says why a line
//! is reported as it is.

mod folder;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use folder::{Folder, Ran};

const ONE: &str = "# 云计算\n\n团队在 Github 上发布了代码,欢迎下载。\n";
const TWO: &str = "---\ntitle: 公司發布后\nlang: zh-TW\n---\n\n業務爆髮式增長 30%,聯(lián)網(wǎng)設備很多😀。\n";
const FORMATS: [&str; 9] = ["human", "compact", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson"];

fn folder() -> Folder {
    Folder::new(&[("docs/a.md", ONE.as_bytes()), ("docs/b.txt", TWO.as_bytes()), ("docs/c.html", ONE.as_bytes())])
}

/// The entries of a cache, with what they hold.
fn entries(folder: &Folder) -> Vec<(PathBuf, Vec<u8>)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                walk(&path, found);
            } else if path.file_name().is_some_and(|name| name.len() == 62) {
                found.push((path.clone(), fs::read(path).expect("there")));
            }
        }
    }
    let mut found = Vec::new();
    walk(&folder.path().join("kept"), &mut found);
    found.sort();
    found
}

/// With the cache and without it a run says the same.
fn same(folder: &Folder, arguments: &[&str]) -> Ran {
    let plain = folder.run(&[&["check", "docs"], arguments].concat());
    let cached = folder.run(&[&["check", "docs", "--cache=kept"], arguments].concat());
    assert_eq!((cached.code, &cached.out, &cached.err), (plain.code, &plain.out, &plain.err), "{arguments:?}");
    cached
}

#[test]
fn a_kept_answer_is_the_same_in_every_format() {
    let folder = folder();
    same(&folder, &[]);
    let kept = entries(&folder);
    assert_eq!(kept.len(), 3, "one a file: the same text in another format is another article");
    for format in FORMATS {
        let ran = same(&folder, &["--format", format]);
        assert_eq!(ran.code, 1);
        same(&folder, &["--format", format, "--lang", "zh-Hant", "--jobs", "1"]);
    }
    assert_eq!(entries(&folder), kept, "all was known");
    folder.run(&["check", "docs", "--write-baseline", "--cache=kept"]);
    assert_eq!(same(&folder, &["--baseline", "jiaodui-baseline.jsonl"]).code, 0);
}

#[test]
fn what_changed_is_looked_at_again() {
    let folder = folder();
    same(&folder, &[]);
    fs::write(folder.path().join("docs/a.md"), ONE.replace("Github", "GitHub")).expect("written");
    let ran = same(&folder, &["--format", "json"]);
    assert!(!ran.out.contains("a.md\",\"rule\":\"names/spelling"), "{}", ran.out);
    assert_eq!(entries(&folder).len(), 4);
    for (text, entries_then) in [
        ("[rules]\nnames = \"off\"\n", 7),
        ("[rules]\nnames = \"error\"\n", 10),
        ("[names]\nignore = [\"GitHub\", \"Github\"]\n", 13),
        // For the two others the settings are those of the first run.
        ("[[ignore]]\nrule = \"names\"\npath = \"docs/b.txt\"\n", 14),
    ] {
        fs::write(folder.path().join("jiaodui.toml"), text).expect("written");
        same(&folder, &["--format", "json"]);
        assert_eq!(entries(&folder).len(), entries_then, "{text}");
    }
    same(&folder, &["--select", "script"]);
    assert_eq!(entries(&folder).len(), 17);
    same(&folder, &["--encoding", "gb18030"]);
    assert_eq!(entries(&folder).len(), 20, "bytes read another way are another text");
}

#[test]
fn a_damaged_entry_is_looked_at_again_and_mended() {
    let folder = folder();
    same(&folder, &[]);
    let whole = entries(&folder);
    for (i, (path, bytes)) in whole.iter().enumerate() {
        let mut bytes = bytes.clone();
        match i {
            0 => bytes.truncate(bytes.len() / 2),
            1 => bytes[80] ^= 4,
            _ => bytes.clear(),
        }
        fs::write(path, bytes).expect("written");
    }
    // The entry of one article in the place of another's.
    same(&folder, &["--format", "json"]);
    assert_eq!(entries(&folder), whole);
    fs::write(&whole[0].0, &whole[1].1).expect("written");
    fs::write(&whole[1].0, "{}").expect("written");
    assert_eq!(folder.run(&["check", "docs", "--cache=kept"]).code, 1);
}

#[cfg(target_os = "linux")]
#[test]
fn another_build_knows_nothing_of_this_ones_answers() {
    let folder = folder();
    same(&folder, &[]);
    let mut program = fs::read(env!("CARGO_BIN_EXE_jiaodui")).expect("there");
    program.push(0);
    let other = folder.path().join("other");
    fs::write(&other, program).expect("written");
    assert!(Command::new("chmod").arg("+x").arg(&other).status().is_ok_and(|s| s.success()));
    let ran = Command::new(&other).args(["check", "docs", "--cache=kept"]).current_dir(folder.path()).output();
    assert_eq!(ran.expect("it runs").status.code(), Some(1));
    assert_eq!(entries(&folder).len(), 6, "each build has its own");
}

#[test]
fn a_folder_with_other_things_is_no_cache() {
    let folder = folder();
    let ran = folder.run(&["check", "docs", "--cache=docs"]);
    assert_eq!((ran.code, ran.err.contains("no cache of jiaodui")), (2, true), "{}", ran.err);
    assert_eq!(fs::read_dir(folder.path().join("docs")).expect("there").count(), 3, "nothing was put there");
    let mut command = folder.command(&["check", "docs", "--cache"]);
    let ran = Ran::new(command.env("XDG_CACHE_HOME", folder.path().join("own")).output().expect("it runs"));
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(cfg!(not(target_os = "linux")) || folder.path().join("own/jiaodui/CACHEDIR.TAG").exists());
    assert!(!folder.run(&["check", "--format", "json"]).out.contains("own/"), "a cache holds no articles");
}

#[test]
fn a_line_is_explained() {
    let text = "团队在 Github 上发布了 `Github` 代码,欢迎下载。\n\n<!-- jiaodui-disable-next-line names -->\n\
                团队在 Github 上发布了代码。\n\n据知情人士透露，这家公司去年的收入增长了 30%。\n";
    let config = "[rules]\n\"typography/punctuation\" = \"off\"\n\n[[ignore]]\nrule = \"figures\"\n";
    let folder = Folder::new(&[("a.md", text.as_bytes()), ("jiaodui.toml", config.as_bytes())]);
    let explain = |line: u32| {
        let ran = folder.run(&["check", "--explain", &format!("a.md:{line}")]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        ran.out
    };
    let first = explain(1);
    assert!(first.contains("reported:\n  5 warning[names/spelling] 「Github」"), "{first}");
    assert!(first.contains("typography/punctuation] 「,」"), "{first}");
    assert!(first.contains("the rule is not asked: rules.\"typography/punctuation\" ("), "{first}");
    assert!(first.contains("jiaodui.toml:2)") && first.contains("「`Github`」 code"), "{first}");
    assert!(first.contains("「Github」 = github"), "{first}");
    let silenced = explain(4);
    assert!(silenced.contains("— silenced by the comment in line 3"), "{silenced}");
    let ignored = explain(6);
    assert!(ignored.contains("— silenced by [[ignore]] (") && ignored.contains("jiaodui.toml:4)"), "{ignored}");
    for (place, said) in [("a.md:99", "there are"), ("a.md", "wants a file and a line"), ("b.md:1", "b.md")] {
        let ran = folder.run(&["check", "--explain", place]);
        assert_eq!((ran.code, ran.err.contains(said)), (2, true), "{place}: {}", ran.err);
    }
}
