//! What the hostile articles of `tests/hostile.rs` cost in full size: processor time and room of `check`, one by
//! one, as Linux tells them.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

#[path = "../../tests/common/hostile.rs"]
mod articles;

/// Nestings, and bytes of the longest line and the largest file.
const DEPTH: usize = 100_000;
const LINE: usize = 1 << 20;
const LARGE: usize = 50 << 20;

/// Prints a line an article: exit status, bytes, time, most memory.
pub fn print() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = articles::write(folder.path(), &articles::articles(DEPTH, LINE, LARGE));
    for path in &written {
        let bytes = fs::metadata(path).expect("there").len();
        let mut command = Command::new(env!("CARGO_BIN_EXE_jiaodui"));
        command.args(["check", "--format", "json", "--jobs", "1"]).arg(path);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        let (mut room, mut seconds) = (0, 0.0f64);
        let status = loop {
            room = room.max(room_of(child.id()));
            seconds = seconds.max(time_of(child.id()));
            match child.try_wait().expect("a child") {
                Some(status) => break status,
                None => std::thread::sleep(Duration::from_millis(3)),
            }
        };
        let rate = bytes as f64 / 1e6 / seconds.max(0.01);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        println!(
            "{name:<22} status {:?}  {bytes:>9} bytes  {seconds:>7.2} s  {rate:>6.1} MB/s  {:>5} MB",
            status.code(),
            room >> 10
        );
    }
}

/// The most memory a process had so far, in KB, where the system tells.
fn room_of(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// The processor time that a process has used, in seconds; a tick is a hundredth.
fn time_of(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
