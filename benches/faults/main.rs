//! The fault harness: kills `jiaodui fix` at random moments over a generated archive, takes room and rights
//! from it, changes files under its hands, and counts what was damaged, lost or left behind.
//!
//! `cargo bench --bench faults`, with `-- hostile` only what articles made to break their reader cost
//! (JIAODUI_KILLS for another number of kills, JIAODUI_SEED for another run).
//! Ends with status 1 when anything but 0 was counted.
#![allow(clippy::print_stdout, reason = "a report for people")]

mod folder;
mod hostile;
#[path = "../../tests/common/random.rs"]
mod random;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use folder::{Archive, Folder, archive, kb};
use random::Random;

#[derive(Default)]
struct Count {
    kills: usize,
    damaged: usize,
    lost: usize,
    litter: usize,
    wrong: Vec<String>,
}

fn main() {
    if std::env::args().any(|argument| argument == "hostile") {
        return hostile::print();
    }
    let number = |name: &str, default: u64| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default);
    let mut random = Random(number("JIAODUI_SEED", 20_261_126));
    let kills = number("JIAODUI_KILLS", 200) as usize;
    let mut count = Count::default();
    let before = archive(&mut random);
    let after = fixed(&before);
    assert!(before.iter().zip(&after).filter(|(a, b)| a.1 != b.1).count() > before.len() / 2, "most files change");
    let pause = time_of_a_run(&before);
    println!("archive: {} files, {} KB; a run takes {} ms", before.len(), kb(&before), pause.as_millis());
    while count.kills < kills {
        killed(&before, &after, pause, &mut random, &mut count);
    }
    changed_underneath(&before, &after, &mut count);
    without_rights(&before, &after, &mut count);
    without_room(&before, &after, &mut count);
    println!(
        "kills: {}\nfiles damaged: {}\nfiles lost: {}\nlitter: {}",
        count.kills, count.damaged, count.lost, count.litter
    );
    count.wrong.iter().for_each(|wrong| println!("WRONG: {wrong}"));
    let is_clean = count.damaged + count.lost + count.litter + count.wrong.len() == 0;
    std::process::exit(i32::from(!is_clean));
}

/// Kills one run after another over the same folder until one comes through, then looks at every file.
fn killed(before: &Archive, after: &Archive, pause: Duration, random: &mut Random, count: &mut Count) {
    let folder = Folder::new(before);
    for _ in 0..8 {
        let mut child = start(folder.path());
        std::thread::sleep(pause.mul_f64(random.share()));
        let signal = ["KILL", "KILL", "TERM", "INT"][random.below(4)];
        let is_over = child.try_wait().ok().flatten().is_some();
        if !is_over {
            let sent = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
            count.kills += usize::from(sent.is_ok_and(|s| s.success()));
        }
        let _ = child.wait();
        folder.compare(before, after, count);
    }
    let _ = start(folder.path()).wait();
    folder.compare(after, after, count);
    count.litter += folder.strangers(before);
}

/// Files that another program writes while `fix` runs: what it wrote stays.
fn changed_underneath(before: &Archive, after: &Archive, count: &mut Count) {
    let folder = Folder::new(before);
    let mut child = start(folder.path());
    let other = "另一个程序写的内容,不能丢。\n".as_bytes();
    let mut written = Vec::new();
    while child.try_wait().ok().flatten().is_none() {
        for path in before.keys() {
            let path = folder.path().join(path);
            if fs::write(&path, other).is_ok() {
                written.push(path);
            }
        }
    }
    let repaired = "另一个程序写的内容，不能丢。\n".as_bytes();
    let kept = |path: &PathBuf| fs::read(path).is_ok_and(|there| there == other || there == repaired);
    count.damaged += written.iter().filter(|path| !kept(path)).count();
    let mut rest: Archive = before.clone();
    rest.retain(|path, _| !written.contains(&folder.path().join(path)));
    folder.compare(&rest, after, count);
    count.litter += folder.strangers(before);
}

/// Folders that may not be written. The superuser may write anywhere: then skipped.
fn without_rights(before: &Archive, after: &Archive, count: &mut Count) {
    let folder = Folder::new(before);
    let inner: BTreeSet<PathBuf> = before.keys().filter_map(|name| Some(folder.path().join(name.parent()?))).collect();
    let mode = |mode: &str| inner.iter().all(|path| Command::new("chmod").arg(mode).arg(path).status().is_ok());
    mode("a-w");
    let probe = inner.first().map(|path| path.join("probe"));
    if probe.is_some_and(|probe| fs::write(&probe, b"").is_ok() && fs::remove_file(&probe).is_ok()) {
        mode("u+w");
        println!("SKIPPED: rights do not bind this user; run as another to see them revoked");
        return;
    }
    let out = Command::new(env!("CARGO_BIN_EXE_jiaodui")).args(["fix", "-q", "."]).current_dir(folder.path()).output();
    mode("u+w");
    let out = out.expect("it runs");
    let unwritten = String::from_utf8_lossy(&out.stderr).matches("[unwritable]").count();
    let changes = before.iter().filter(|(name, bytes)| after.get(*name) != Some(bytes)).count();
    println!("folders without the right to write: {unwritten} files named as not written");
    if out.status.code() != Some(2) || unwritten != changes {
        count
            .wrong
            .push(format!("folders that cannot be written ended with {:?}, {unwritten} named", out.status.code()));
    }
    folder.compare(before, before, count);
    count.litter += folder.strangers(before);
}

/// A file system that is nearly full.
fn without_room(before: &Archive, after: &Archive, count: &mut Count) {
    let place = tempfile::tempdir().expect("a folder");
    let size = format!("size={}k", kb(before) + before.len() * 4 + 64);
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(place.path()).output();
    if !mounted.is_ok_and(|out| out.status.success()) {
        println!("SKIPPED: a small file system needs the right to mount one");
        return;
    }
    let folder = Folder::within(place.path(), before);
    let filler = folder.path().join("filler.bin");
    let mut room = vec![0u8; 16 << 20];
    while !room.is_empty() && fs::write(&filler, &room).is_err() {
        room.truncate(room.len() / 2);
    }
    let mut more = fs::OpenOptions::new().append(true).open(&filler).expect("there");
    while std::io::Write::write(&mut more, &[0u8; 512]).is_ok_and(|n| n > 0) {}
    let out = Command::new(env!("CARGO_BIN_EXE_jiaodui")).args(["fix", "-q", "."]).current_dir(folder.path()).output();
    let out = out.expect("it runs");
    let unwritten = String::from_utf8_lossy(&out.stderr).matches("[unwritable]").count();
    if out.status.code() != Some(2) || unwritten == 0 {
        count.wrong.push(format!("a full file system ended with {:?}, {unwritten} files named", out.status.code()));
    }
    folder.compare(before, after, count);
    drop(more);
    let _ = fs::remove_file(&filler);
    count.litter += folder.strangers(before);
    println!("full file system: {unwritten} files named as not written");
    drop(folder);
    let _ = Command::new("umount").arg(place.path()).status();
}

fn start(folder: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jiaodui"));
    command.args(["fix", "-q", "."]).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("it runs")
}

fn time_of_a_run(archive: &Archive) -> Duration {
    let folder = Folder::new(archive);
    let begun = std::time::Instant::now();
    let _ = start(folder.path()).wait();
    begun.elapsed()
}

fn fixed(archive: &Archive) -> Archive {
    let folder = Folder::new(archive);
    let _ = start(folder.path()).wait();
    archive.keys().map(|name| (name.clone(), fs::read(folder.path().join(name)).expect("there"))).collect()
}
