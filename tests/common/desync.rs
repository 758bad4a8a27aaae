//! Articles scraped with a random table of readings, and how exactly the rule undoes it.

use std::collections::BTreeSet;

use jiaodui::document::Format;
use jiaodui::finding::Applicability;
use jiaodui::lexicon::fold;
use jiaodui::settings::Settings;
use jiaodui::text::SourceInfo;
use jiaodui::{fix, rules};
use pinyin::ToPinyin;

use super::scraper;

/// Lines, and how many of them the repair gave back exactly; the same for lines one byte off.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub lines: usize,
    pub exact: usize,
    pub off: usize,
    pub off_exact: usize,
    pub notes: usize,
    /// Lines that a safe fix left with other text than the original, though no reading is left in them.
    pub wrong: usize,
}

impl Score {
    pub fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.exact += other.exact;
        self.off += other.off;
        self.off_exact += other.off_exact;
        self.notes += other.notes;
        self.wrong += other.wrong;
    }
}

/// Han that only converted text has, with a reading: what a scraper's table is made of.
pub fn pool<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<char> {
    let all: BTreeSet<char> =
        texts.flat_map(str::chars).filter(|c| fold(*c) != *c && c.to_pinyin().is_some()).collect();
    all.into_iter().filter(|c| !encoding_rs::GBK.encode(&c.to_string()).2).collect()
}

/// Scrapes the lines of `text` with some 50 to 300 of `pool` and repairs the whole as one article.
pub fn measure(text: &str, pool: &[char], seed: u64, level: Applicability) -> Score {
    let mut random = Random(seed | 1);
    let wanted = 50 + (random.next() % 251) as usize;
    let mut keys: Vec<char> = pool.to_vec();
    for i in 0..wanted.min(keys.len()) {
        let j = i + (random.next() as usize) % (keys.len() - i);
        keys.swap(i, j);
    }
    keys.truncate(wanted);
    let table: Vec<(char, &str)> = keys.iter().filter_map(|c| Some((*c, c.to_pinyin()?.with_tone()))).collect();
    let clean: Vec<&str> = text.lines().filter(|line| !line.contains(['(', '（', '?', '？'])).collect();
    let pairs: Vec<(String, String)> = clean
        .into_iter()
        .filter_map(|line| Some((line.chars().map(scraper::fold).collect(), scraper::damage(line, &table)?)))
        .collect();
    let damaged: Vec<&str> = pairs.iter().map(|(_, damaged)| damaged.as_str()).collect();
    let article = damaged.join("\n");
    let engine = rules::engine(Settings { select: vec!["encoding/pinyin-noise".to_owned()], ..Settings::default() });
    let repaired = fix::repair(&engine, &article, Format::Plain, &SourceInfo::default(), level);
    let mut score = Score { notes: article.matches(')').count(), ..Score::default() };
    for ((clean, damaged), line) in pairs.iter().zip(repaired.text.split('\n')) {
        if clean == damaged {
            continue;
        }
        // The repair gives full-width marks back that were folded after the damage.
        let line: String = line.chars().map(scraper::fold).collect();
        let off = damaged.contains('?');
        score.lines += 1;
        score.off += usize::from(off);
        score.exact += usize::from(*clean == line);
        score.off_exact += usize::from(off && *clean == line);
        score.wrong += usize::from(*clean != line && !line.contains(')'));
        if *clean != line && std::env::var_os("JIAODUI_LIST").is_some() {
            eprintln!("- {clean}\n+ {line}\n  {damaged}");
        }
    }
    score
}

/// xorshift: the same seed gives the same numbers everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }
}
