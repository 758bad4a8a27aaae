//! The fault harness: kills `jiaodui fix` at random moments over a generated archive, takes room and rights
//! from it, changes files under its hands, and counts what was damaged, lost or left behind.
//!
//! `cargo bench --bench faults` (JIAODUI_KILLS for another number of kills, JIAODUI_SEED for another run).
//! Ends with status 1 when anything but 0 was counted.
#![allow(clippy::print_stdout, reason = "a report for people")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

type Archive = BTreeMap<PathBuf, Vec<u8>>;

const SENTENCES: [&str; 6] = [
    "团队在 Github 上发布了代码,欢迎下载,也欢迎大家提意见。",
    "本周,云计算大会公布了新一代处理器,价格也降了不少。",
    "这次升级改了三处:内存、网络和存储,文档里都有说明。",
    "大家改用 WhatsAPP 联系,群里每天都有新消息。",
    "会上有人问,为什么延迟还是这么高?没有人回答。",
    "没有问题的一段，标点和名称都照规矩写。",
];

#[derive(Default)]
struct Count {
    kills: usize,
    damaged: usize,
    lost: usize,
    litter: usize,
    wrong: Vec<String>,
}

fn main() {
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

/// A folder that may not be written, and files that may not be read. The superuser may do both: then skipped.
fn without_rights(before: &Archive, after: &Archive, count: &mut Count) {
    let folder = Folder::new(before);
    let mode = |path: &Path, mode: &str| Command::new("chmod").args([mode]).arg(path).status().is_ok();
    mode(folder.path(), "a-w");
    if fs::write(folder.path().join("probe"), b"").is_ok() {
        let _ = fs::remove_file(folder.path().join("probe"));
        mode(folder.path(), "u+w");
        println!("SKIPPED: rights do not bind this user; run as another to see them revoked");
        return;
    }
    let status = start(folder.path()).wait().ok().and_then(|s| s.code());
    mode(folder.path(), "u+w");
    if status != Some(2) {
        count.wrong.push(format!("a folder that cannot be written ended with {status:?}"));
    }
    folder.compare(before, after, count);
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

struct Folder {
    path: PathBuf,
    _own: Option<tempfile::TempDir>,
}

impl Folder {
    fn new(archive: &Archive) -> Self {
        let own = tempfile::tempdir().expect("a folder");
        let mut folder = Self::within(own.path(), archive);
        folder._own = Some(own);
        folder
    }

    fn within(path: &Path, archive: &Archive) -> Self {
        for (name, bytes) in archive {
            let path = path.join(name);
            fs::create_dir_all(path.parent().expect("inside")).expect("written");
            fs::write(path, bytes).expect("written");
        }
        Self { path: path.to_owned(), _own: None }
    }

    fn path(&self) -> &Path {
        &self.path
    }

    /// Every file must be there, as it was or as it is to be.
    fn compare(&self, before: &Archive, after: &Archive, count: &mut Count) {
        for (name, old) in before {
            match fs::read(self.path.join(name)) {
                Ok(there) if there == *old || Some(&there) == after.get(name) => {}
                Ok(_) => count.damaged += 1,
                Err(_) => count.lost += 1,
            }
        }
    }

    /// Files that are none of the archive's.
    fn strangers(&self, archive: &Archive) -> usize {
        let mut folders = vec![self.path.clone()];
        let mut found = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&self.path).map(Path::to_owned).unwrap_or(path);
                    found += usize::from(!archive.contains_key(&name));
                }
            }
        }
        found
    }
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

/// Articles of many sizes in some folders, some in GB18030, some with a byte order mark.
fn archive(random: &mut Random) -> Archive {
    let article = |i: usize, random: &mut Random| {
        let lines = 1 + random.below(60) * random.below(8);
        let text: String = (0..lines).map(|_| format!("{}\n\n", SENTENCES[random.below(SENTENCES.len())])).collect();
        let bytes = match i % 10 {
            0 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            1 => format!("\u{feff}{text}").into_bytes(),
            _ => text.into_bytes(),
        };
        (PathBuf::from(format!("卷{}/文章{i}.md", i % 7)), bytes)
    };
    (0..160).map(|i| article(i, random)).collect()
}

fn kb(archive: &Archive) -> usize {
    archive.values().map(Vec::len).sum::<usize>() / 1024
}

/// SplitMix64: the same run for the same seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn share(&mut self) -> f64 {
        self.next() as f64 / u64::MAX as f64
    }
}
