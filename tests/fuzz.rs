//! The fuzz targets' bodies on a stable toolchain: seeded bytes, and articles that were mangled, through the
//! same functions as `fuzz/targets`; and every input that once broke something. `JIAODUI_FUZZ=N` runs N times
//! as many, from other seeds with `JIAODUI_SEED`.

#[path = "../fuzz/bodies.rs"]
mod bodies;
#[path = "common/random.rs"]
mod random;

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use random::Random;

/// What wakes the scanners and the rules, for pieces that are put into the inputs.
const PIECES: [&[u8]; 30] = [
    "公司發布后,大家都很高興，業務爆髮式增長。".as_bytes(),
    "据知情人士透露，该公司裁员 3000 人，增长 30%。".as_bytes(),
    "聯(lián)網(wǎng)設備的數據 Github Open AI 阿里云。".as_bytes(),
    "锟斤拷烫烫烫\u{FFFD}é˜¿é‡Œäº‘".as_bytes(),
    "添加作者微信 xf123a 分享到：责任编辑：".as_bytes(),
    b"---\ntitle: a\nlang: zh-TW\n---\n",
    b"```\n",
    b"<!-- jiaodui-disable script -->",
    b"<pre>",
    b"</pre><p lang=zh>",
    b"| a | b |\n|---|---|\n",
    b"> - 1. ",
    b"[a](http://a.b/",
    b"&nbsp;&amp;&#x4e2d;&#",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\x84\x31\x95\x33",
    b"\xED\xA0\x80",
    b"\0",
    b"\r",
    b"\r\n",
    "「『“\"（(".as_bytes(),
    "\u{200B}\u{202E}\u{3000}⽤".as_bytes(),
    b"\xD6\xD0\xB9\xFA\xC8\xCB",
    b"\xA4\xA4\xB0\xEA\xA4\xE5",
    b"[[overrides]]\nfiles = [\"a\"]\n[names.prefer]\n",
    b"[[names.entity]]\nid = \"a\"\nname = { en = \"A\" }\n",
    "script = \"hant\"\n[[word]]\nright = \"頭髮\"\nwrong = [\"頭發\"]\n".as_bytes(),
    "[[entry]]\nclass = \"button\"\nforms = [\"分享\"]\n[[entity]]\nid = \"a\"\nname = { en = \"A\" }\n".as_bytes(),
    b"{\"jiaodui-baseline\": 1}\n{\"path\": \"a\", \"rule\": \"b\", \"key\": \"0a\", \"count\": 1}\n",
];

#[test]
fn decoding_keeps_every_byte() {
    smoke("decode", 120, bodies::decode);
}

#[test]
fn segments_tile_whatever_the_text() {
    smoke("segment", 120, bodies::segment);
}

#[test]
fn every_text_can_be_checked_and_told() {
    smoke("check", 60, bodies::check);
}

#[test]
fn every_repair_is_final() {
    smoke("fix", 40, bodies::fix);
}

#[test]
fn every_configuration_is_understood_or_refused() {
    smoke("config", 120, bodies::config);
}

#[test]
fn edits_of_any_text_equal_a_fresh_check() {
    smoke("edit", 40, bodies::edit);
}

fn smoke(target: &str, runs: u64, body: fn(&[u8])) {
    let number = |name: &str, default: u64| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for path in files(&folder.join("fuzz").join(target)) {
        run(target, &std::fs::read(path).expect("there"), body);
    }
    let articles: Vec<Vec<u8>> =
        files(&folder.join("articles")).into_iter().filter_map(|path| std::fs::read(path).ok()).collect();
    assert!(!articles.is_empty());
    let seed = number("JIAODUI_SEED", 20_261_126);
    for i in 0..runs * number("JIAODUI_FUZZ", 1) {
        let mut random = Random(seed ^ (i << 20));
        run(target, &input(&mut random, &articles), body);
    }
}

/// Runs a body; an input that breaks it is kept where it can be looked at.
fn run(target: &str, input: &[u8], body: fn(&[u8])) {
    if catch_unwind(|| body(input)).is_err() {
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{target}"));
        std::fs::write(&kept, input).expect("written");
        panic!("{target} broke; its input is in {} (keep it in tests/fuzz/{target}/)", kept.display());
    }
}

/// A byte of choice; then a part of an article, or nothing, with bytes changed and pieces put in or behind.
fn input(random: &mut Random, articles: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![random.next() as u8];
    if random.below(3) > 0 {
        let article = &articles[random.below(articles.len())];
        let from = random.below(article.len());
        let len = random.below(1200) * random.below(4) / 2;
        bytes.extend(&article[from..article.len().min(from + len)]);
    }
    for _ in 0..random.below(12) {
        let at = if random.below(2) == 0 { bytes.len() } else { 1 + random.below(bytes.len()) };
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] = random.next() as u8,
            1 => drop(bytes.drain(at..bytes.len().min(at + random.below(9)))),
            2 => bytes.splice(at..at, (0..random.below(40)).map(|_| random.next() as u8)).for_each(drop),
            _ => bytes.splice(at..at, PIECES[random.below(PIECES.len())].iter().copied()).for_each(drop),
        }
    }
    bytes
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}
