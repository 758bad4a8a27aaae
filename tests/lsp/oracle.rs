//! What the server has to say, told otherwise: edits on a plain string, positions counted by hand, and a check of
//! the whole text from nothing.

use std::collections::BTreeSet;

use jiaodui::document::{Document, Format};
use jiaodui::message::Lang;
use jiaodui::rules;
use jiaodui::settings::Settings;
use serde_json::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    Utf8,
    Utf16,
    Utf32,
}

impl Units {
    pub const ALL: [Self; 3] = [Self::Utf8, Self::Utf16, Self::Utf32];

    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    pub fn of(self, text: &str) -> u32 {
        let units = match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Utf32 => text.chars().count(),
        };
        units as u32
    }

    /// Line and column of a byte on a character boundary.
    pub fn position(self, text: &str, byte: usize) -> (u32, u32) {
        let (mut line, mut start) = (0, 0);
        let bytes = text.as_bytes();
        for i in 0..byte {
            let ends = bytes[i] == b'\n' || (bytes[i] == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
            if ends {
                line += 1;
                start = i + 1;
            }
        }
        // Between CR and LF is the end of the line, for lack of a column of its own.
        (line, self.of(&text[start..byte]))
    }
}

/// Place, code and message: what a reader sees of a diagnostic.
pub type Seen = BTreeSet<(u32, u32, u32, u32, String, String)>;

/// What `check` says of the text, in these units, English.
pub fn checked(text: &str, format: Format, units: Units) -> Seen {
    let found = rules::engine(Settings::default()).check(Document::new(text, format));
    let mut seen = Seen::new();
    for finding in &found.findings {
        for place in &finding.places {
            let (start, end) = (units.position(text, place.start as usize), units.position(text, place.end as usize));
            seen.insert((start.0, start.1, end.0, end.1, finding.rule.to_owned(), finding.message.what(Lang::En)));
        }
    }
    seen
}

/// The same of published diagnostics.
pub fn published(diagnostics: &[Value]) -> Seen {
    let number = |v: &Value| v.as_u64().expect("a number") as u32;
    let text = |v: &Value| v.as_str().expect("a text").to_owned();
    let seen = |d: &Value| {
        let (start, end) = (&d["range"]["start"], &d["range"]["end"]);
        (
            number(&start["line"]),
            number(&start["character"]),
            number(&end["line"]),
            number(&end["character"]),
            text(&d["code"]),
            text(&d["message"]),
        )
    };
    diagnostics.iter().map(seen).collect()
}

/// Numbers that look random and are the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % n.max(1)
    }

    pub fn of<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// A character boundary of the text.
    pub fn boundary(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// Pieces that touch every family and every trap of counting.
pub const PIECES: &[&str] = &[
    "公司發布后,大家都很高興。",
    "阿里云與騰訊云宣布合作，市占率達 32%。",
    "据知情人士透露，该公司裁员 3000 人。",
    "聯(lián)網(wǎng)設備的數據顯示增長50%。",
    "Github 上的 Open AI 项目有100万用户。",
    "é˜¿é‡Œäº‘发布了新产品。",
    "锟斤拷",
    "添加作者微信 xf123a 备注",
    "爆髮式增長，專注云會議",
    "```\ncode 后\n```\n",
    "# 标题 12%\n\n",
    "> 引用「发布后」\n",
    "<!-- jiaodui-disable-line -->",
    "\n\n",
    "\n",
    "\r\n",
    "\r",
    "𠮷😀e\u{301}",
    "后",
    "a",
    " ",
    "",
];

/// One random edit: the bytes that go, and what comes.
pub fn edit(dice: &mut Dice, text: &str) -> (usize, usize, &'static str) {
    let start = dice.boundary(text);
    let mut end = match dice.below(4) {
        0 => dice.boundary(text).max(start),
        1 => (start + dice.below(9)).min(text.len()),
        _ => start,
    };
    while !text.is_char_boundary(end) {
        end += 1;
    }
    // Texts neither vanish nor grow without end.
    let end = if end - start > 200 && text.len() < 600 { start } else { end };
    (start, end, if text.len() > 4000 { "" } else { dice.of(PIECES) })
}
