//! `fix` over folders: what it leaves alone, what it puts aside, and what a killed run left behind.

mod folder;

use std::fs;

use folder::Folder;

const BAD: &str = "团队在 Github 上发布了代码,欢迎下载。\n";
const FIXED: &str = "团队在 GitHub 上发布了代码，欢迎下载。\n";

#[test]
fn each_file_is_put_aside_before_it_is_written() {
    let folder = Folder::new(&[("sub/a.md", BAD.as_bytes()), ("sub/b.md", FIXED.as_bytes())]);
    let ran = folder.run(&["fix", "--backup", "old", "sub"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(folder.read("sub/a.md"), FIXED.as_bytes());
    assert_eq!(folder.read("old/sub/a.md"), BAD.as_bytes());
    assert!(!folder.path().join("old/sub/b.md").exists(), "nothing was written there");
    fs::write(folder.path().join("file"), "").expect("written");
    fs::write(folder.path().join("sub/a.md"), BAD).expect("written");
    let ran = folder.run(&["fix", "--backup", "file", "sub"]);
    assert_eq!((ran.code, ran.err.contains("no-backup")), (2, true), "{}", ran.err);
    assert_eq!(folder.read("sub/a.md"), BAD.as_bytes(), "without a copy nothing is written");
}

#[test]
fn without_a_path_nothing_is_written() {
    let folder = Folder::new(&[("a.md", BAD.as_bytes())]);
    let ran = folder.run(&["fix"]);
    assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "{}", ran.err);
    assert!(ran.err.contains("`jiaodui fix .` repairs this folder"), "{}", ran.err);
    assert_eq!(folder.read("a.md"), BAD.as_bytes());
}

#[test]
fn the_summary_counts_by_rule() {
    let folder = Folder::new(&[("a.md", BAD.as_bytes()), ("b.md", BAD.as_bytes())]);
    let ran = folder.run(&["fix", "."]);
    assert!(
        ran.out.contains("      2  names/spelling\n") && ran.out.contains("  typography/punctuation\n"),
        "{}",
        ran.out
    );
}

#[cfg(unix)]
#[test]
fn a_file_with_other_names_is_left_alone() {
    let folder = Folder::new(&[("a.md", BAD.as_bytes())]);
    fs::hard_link(folder.path().join("a.md"), folder.path().join("other")).expect("linked");
    let ran = folder.run(&["fix", "a.md"]);
    assert_eq!((ran.code, ran.err.contains("[hard-linked]")), (2, true), "{}", ran.err);
    assert_eq!(folder.read("a.md"), BAD.as_bytes());
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_killed_run_left_is_cleared() {
    let folder = Folder::new(&[("a.md", BAD.as_bytes())]);
    let place = |name: &str| folder.path().join(name);
    let living = format!(".jiaodui-{}-abcdef", std::process::id());
    for name in [".jiaodui-4194999-abcdef", &living, ".jiaodui-notes.md"] {
        fs::write(place(name), "half").expect("written");
    }
    folder.run(&["check", "a.md"]);
    assert!(place(".jiaodui-4194999-abcdef").exists(), "check writes nothing");
    folder.run(&["fix", "a.md"]);
    assert!(!place(".jiaodui-4194999-abcdef").exists(), "no process has this number");
    assert!(place(&living).exists() && place(".jiaodui-notes.md").exists(), "others' files stay");
}

#[test]
fn what_is_no_file_or_too_large_is_named() {
    let folder = Folder::new(&[("a.md", BAD.as_bytes())]);
    let file = fs::File::create(folder.path().join("large.md")).expect("created");
    file.set_len(600 << 20).expect("sparse");
    let ran = folder.run(&["check", "large.md"]);
    assert_eq!((ran.code, ran.err.contains("[too-large]")), (2, true), "{}", ran.err);
    let pipe = folder.path().join("pipe.md");
    if std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|s| s.success()) {
        let ran = folder.run(&["check", "pipe.md"]);
        assert_eq!((ran.code, ran.err.contains("[no-file]")), (2, true), "{}", ran.err);
        assert_eq!(folder.run(&["check", "--fail-on", "never", "."]).code, 2, "large.md alone");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_between_two_files() {
    let folder = Folder::new(&[]);
    let text = format!("{BAD}\n").repeat(200);
    for i in 0..300 {
        fs::write(folder.path().join(format!("{i}.md")), &text).expect("written");
    }
    let mut child = folder.command(&["fix", "--jobs", "1", "."]);
    let child =
        child.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().expect("it runs");
    while fs::read_dir(folder.path())
        .expect("there")
        .flatten()
        .all(|e| fs::read_to_string(e.path()).is_ok_and(|t| t == text) || !e.path().is_file())
    {}
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|s| s.success()));
    let out = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("files were not reached"), "{said}");
    let left = fs::read_dir(folder.path())
        .expect("there")
        .flatten()
        .filter(|e| e.file_name().to_string_lossy().starts_with(".jiaodui"))
        .count();
    assert_eq!(left, 0);
}
