//! Articles made to break their reader: nothing is lost, nothing panics, everything is named, and it ends.
//! `cargo bench --bench faults -- hostile` does the same with 100 000 nestings, a line of 1 MB and a file of 50 MB, and tells time and room.

mod folder;
#[path = "common/hostile.rs"]
mod hostile;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use folder::Folder;
use serde_json::Value;

const DEPTH: usize = 1_000;
const LINE: usize = 64 << 10;
const LARGE: usize = 128 << 10;

/// Far more than any honest reader needs.
const PATIENCE: Duration = Duration::from_secs(900);

/// The child's exit status; a hang is killed and told.
fn ends(mut child: Child, what: &str) -> Option<i32> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child") {
            return status.code();
        }
        if begun.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            panic!("{what} did not end within {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn run(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String, String) {
    let (out, err) = (folder.path().join(".out"), folder.path().join(".err"));
    let file = |path: &PathBuf| Stdio::from(fs::File::create(path).expect("created"));
    let mut command = folder.command(arguments);
    let child = command.stdout(file(&out)).stderr(file(&err)).spawn().expect("it runs");
    let code = ends(child, &arguments.join(" "));
    let text = |path: &PathBuf| String::from_utf8_lossy(&fs::read(path).expect("there")).into_owned();
    (code, text(&out), text(&err))
}

#[test]
fn hostile_articles_are_checked_and_repaired_or_named() {
    let folder = Folder::new(&[]);
    let written = hostile::write(folder.path(), &hostile::articles(DEPTH, LINE, LARGE));
    let has_pipe = Command::new("mkfifo").arg(folder.path().join("pipe.md")).status().is_ok_and(|s| s.success());

    let (code, out, err) = run(&folder, &["check", "--format", "json", "."]);
    assert_eq!(code, Some(2), "some are no text: {err}");
    let report: Value = serde_json::from_str(&out).expect("JSON");
    let told = |list: &str| report[list].as_array().expect("a list").len();
    assert_eq!(told("files") + told("skipped"), written.len(), "every article is told: {}", report["skipped"]);
    let codes: Vec<&str> =
        report["skipped"].as_array().expect("a list").iter().filter_map(|s| s["code"].as_str()).collect();
    assert!(codes.iter().all(|code| ["binary", "unknown-encoding"].contains(code)), "{codes:?}");
    if has_pipe {
        let (code, _, err) = run(&folder, &["check", "pipe.md"]);
        assert_eq!((code, err.contains("[no-file]")), (Some(2), true), "{err}");
    }
    #[cfg(unix)]
    assert_eq!(run(&folder, &["check", "a.md"]).0, Some(2), "a link in a circle is no article");

    let read = || -> BTreeMap<PathBuf, Vec<u8>> {
        written.iter().map(|path| (path.clone(), fs::read(path).expect("there"))).collect()
    };
    let before = read();
    let (code, out, err) = run(&folder, &["fix", "--quiet", "."]);
    assert!(matches!(code, Some(1 | 2)), "{out}{err}");
    assert!(!err.contains("[internal]"), "{err}");
    let after = read();
    for (path, bytes) in &after {
        let kept = bytes.len() * 5 >= before[path].len();
        assert!(kept, "{}: {} of {} bytes are left", path.display(), bytes.len(), before[path].len());
    }
    let unread = ["nothing-but-nul.txt", "every-byte.txt"].map(|name| folder.path().join(name));
    unread.iter().for_each(|path| assert_eq!(after[path], before[path], "{}", path.display()));
    run(&folder, &["fix", "--quiet", "."]);
    let again = read();
    after.iter().for_each(|(path, bytes)| assert!(again[path] == *bytes, "{} changed again", path.display()));
}
