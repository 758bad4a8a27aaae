//! How much memory `check` takes for a large article, over what it takes for a small one: a bound that only a
//! second copy of much would break. `JIAODUI_MB=5 cargo test --release --test memory -- --nocapture` prints what
//! `product.md` asks for.

mod common;

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

use common::random::Random;

/// Bytes of memory for a byte of text, at most: 9 to 16 are usual, in a build for tests too.
const MOST: u64 = 24;

const CLAUSES: [&str; 8] = [
    "团队在上周的会议里讨论了新的版本",
    "後來大家都同意把这件事推迟到秋天",
    "这个项目发布在 Github 上,欢迎大家参与",
    "工程师检查了日志(全部的日志)以后找到了原因",
    "使用iphone的读者可能看不到第二张图",
    "他说,这样做至少可以省下 40% 的时间",
    "文档里的例子都是从实际工作中来的",
    "作者认为以后还有很多地方需要改进",
];

#[test]
fn memory_grows_with_the_text_and_not_with_copies_of_it() {
    if !Path::new("/proc/self/status").is_file() {
        return println!("SKIPPED: this system does not tell how much memory a process has taken");
    }
    let megabytes: usize = std::env::var("JIAODUI_MB").ok().and_then(|mb| mb.parse().ok()).unwrap_or(1);
    let folder = tempfile::tempdir().expect("a folder");
    for (name, between) in [("line.txt", ""), ("lines.txt", "\n"), ("paragraphs.md", "\n\n")] {
        let path = folder.path().join(name);
        let peak = |bytes: usize| {
            fs::write(&path, article(bytes, between)).expect("written");
            peak_of_check(&path)
        };
        // Enough findings that the report does not fit into a pipe.
        let (small, large) = (peak(256 * 1024), peak(megabytes << 20));
        let each = (large - small) as f64 / ((megabytes << 20) - 256 * 1024).max(1) as f64;
        let whole = large as f64 / (megabytes << 20) as f64;
        println!("{name}: {large} bytes at most; {whole:.1} a byte of text, {each:.1} where the text grows");
        assert!(large - small < MOST * (megabytes << 20) as u64, "{name}: {large} bytes, {small} for a small one");
    }
}

fn article(bytes: usize, between: &str) -> String {
    let mut random = Random(9);
    let mut text = String::with_capacity(bytes + 256);
    while text.len() < bytes {
        for end in ["，", "，", "。"] {
            text.push_str(CLAUSES[random.below(CLAUSES.len())]);
            text.push_str(end);
        }
        text.push_str(&format!("第{}节到此结束。{between}", random.below(100_000)));
    }
    text
}

/// The most memory that was resident until the report was under way: its first part has come, and the rest waits
/// for a reader.
fn peak_of_check(path: &Path) -> u64 {
    let mut check = Command::new(env!("CARGO_BIN_EXE_jiaodui"))
        .args(["check", "--format", "json", "--jobs", "1"])
        .arg(path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("jiaodui runs");
    let mut out = check.stdout.take().expect("a pipe");
    let mut first = [0; 16 * 1024];
    out.read_exact(&mut first).expect("a report longer than that");
    let status = fs::read_to_string(format!("/proc/{}/status", check.id())).expect("it is still writing");
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a high-water mark");
    let mut rest = Vec::new();
    out.read_to_end(&mut rest).expect("the rest");
    assert_eq!(check.wait().expect("an end").code(), Some(1));
    assert!(rest.len() > 128 * 1024, "all of the report fits into a pipe, so it may have been over already");
    kilobytes.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
}
