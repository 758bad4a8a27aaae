//! A folder of articles that somebody made to break their reader: every construct that nests, repeats or lies,
//! in sizes that show any cost above linear.
#![allow(dead_code, reason = "each user has its part")]

use std::fs;
use std::path::{Path, PathBuf};

const PROSE: &str = "公司發布后，大家都很高興。团队在 Github 上发布了代码,增长 30%。";

/// The articles by name. `depth` nestings (an honest attack has 100 000), a line of `line` and a file of `large`
/// bytes.
pub fn articles(depth: usize, line: usize, large: usize) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| all.push((name.to_owned(), bytes));
    let nested =
        |open: &str, close: &str| format!("{}{PROSE}{}\n", open.repeat(depth), close.repeat(depth)).into_bytes();
    for (name, open, close) in [
        ("quotes.txt", "「『", "』」"),
        ("curly.txt", "“‘", ""),
        ("brackets.txt", "（【", "】）"),
        ("links.md", "[", "](a)"),
        ("images.md", "![", ""),
        ("quoted.md", "> ", ""),
        ("lists.md", "- ", ""),
        ("stars.md", "*a", "**"),
        ("ticks.md", "`` ` ", ""),
        ("angles.md", "<a ", ">"),
        ("comments.html", "<!--", ""),
        ("elements.html", "<div><q>", "</q></div>"),
        ("unclosed.html", "<p lang=zh><table><td>", ""),
        ("attributes.html", "<p a=\"", ""),
        ("entities.html", "&amp;&#x4e2d;&", ""),
        ("templates.md", "{{ {% ", ""),
        ("mathematics.md", "$$ $a", ""),
        ("cells.md", "|甲", "|\n"),
        ("notes.txt", "聯(lián)網(wǎng)", ""),
        ("marks.txt", ",!?。。，，", "\""),
        ("addresses.md", "http://a.b/后,", ""),
        ("solicitations.txt", "添加作者微信 xf123a，", ""),
        ("garbage.txt", "é˜¿é‡Œäº‘锟斤拷", ""),
        ("strays.txt", "發布后里云", ""),
        ("figures.txt", "增长 30%、40 亿元，据悉", ""),
        ("joined.txt", "e\u{301}👩\u{200D}", ""),
        ("directives.md", "<!-- jiaodui-disable -->\n", "<!-- jiaodui-enable -->\n"),
        ("matter.md", "---\n", ""),
        ("returns.txt", "字\r", "\n\r"),
    ] {
        add(name, nested(open, close));
    }
    add("nul.txt", format!("{PROSE}\0{PROSE}\n").repeat(depth / 10).into_bytes());
    add("nothing-but-nul.txt", vec![0; depth * 10]);
    add("surrogates.txt", [PROSE.as_bytes(), b"\xED\xA0\x80\xED\xB0\x80\n"].concat().repeat(depth / 10));
    add("lone-halves.txt", [&b"\xFF\xFE"[..], &b"\x00\xD8\x2D\x4E".repeat(depth)].concat());
    add("every-byte.txt", (0..=255u8).cycle().take(depth * 10).collect());
    add("line.txt", PROSE.repeat(line / PROSE.len()).into_bytes());
    add("billion.html", billion().into_bytes());
    add("large.md", format!("{PROSE}\n\n").repeat(large / PROSE.len()).into_bytes());
    all
}

/// Ten entities of ten each, nine times over.
fn billion() -> String {
    let entity = |n: u8| format!("<!ENTITY lol{n} \"{}\">\n", format!("&lol{};", n - 1).repeat(10));
    let entities: String = (1..10).map(entity).collect();
    format!("<!DOCTYPE lolz [\n<!ENTITY lol0 \"lol\">\n{entities}]>\n<p>{PROSE}&lol9;</p>\n")
}

/// Writes the articles, and what only a file system can do: folders in folders, a pipe that nobody writes to,
/// links in circles, names that are no UTF-8. Returns the folder's articles that are plain files.
pub fn write(folder: &Path, articles: &[(String, Vec<u8>)]) -> Vec<PathBuf> {
    let mut written = Vec::new();
    for (name, bytes) in articles {
        fs::write(folder.join(name), bytes).expect("written");
        written.push(folder.join(name));
    }
    let deep = (0..120).fold(folder.join("deep"), |path, _| path.join("folder-in-a-folder"));
    fs::create_dir_all(&deep).expect("written");
    written.push(deep.join("a.md"));
    fs::write(deep.join("a.md"), PROSE).expect("written");
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        use std::os::unix::fs::symlink;
        symlink("b.md", folder.join("a.md")).expect("linked");
        symlink("a.md", folder.join("b.md")).expect("linked");
        symlink("..", folder.join("deep/loop")).expect("linked");
        let gbk = std::ffi::OsStr::from_bytes(b"\xD6\xD0\xCE\xC4.md");
        // Some file systems take no such name.
        if fs::write(folder.join(gbk), PROSE).is_ok() {
            written.push(folder.join(gbk));
        }
    }
    written
}
