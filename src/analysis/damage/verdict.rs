//! Which notes of an article are noise: judged from counts over the whole article.
//!
//! A scraper annotates a character the same way wherever it stands, and ordinary characters at that.
//! An author glosses once, and a word that needs it. There is no threshold on how dense the notes are.

use ecow::EcoString;

use super::charset;
use super::notes::{Note, Proof};
use super::readings::Fit;
use crate::lexicon::fold;

/// How often a character carries a reading, over a stretch of the article.
/// Invariant: sorted by host and reading, one entry each, so that merging is associative.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteFacts(Vec<Count>);

#[derive(Clone, Debug, PartialEq)]
struct Count {
    host: char,
    reading: EcoString,
    toned: bool,
    first: bool,
    /// Notes outside of lessons, and inside.
    open: u32,
    lesson: u32,
    /// What follows directly when the word goes on: the first such character, and whether others do too.
    follow: Option<char>,
    varied: bool,
}

/// The article's answer for each character.
#[derive(Clone, Debug, Default)]
pub struct NoiseVerdict {
    hosts: Vec<char>,
}

impl NoteFacts {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn add(&mut self, note: &Note) {
        if !charset::is_han(note.host) {
            return;
        }
        let lesson = u32::from(note.proof == Proof::Lesson);
        self.insert(Count {
            host: note.host,
            reading: note.reading.clone(),
            toned: note.toned,
            first: note.fit == Fit::First,
            open: 1 - lesson,
            lesson,
            follow: note.follow,
            varied: false,
        });
    }

    pub fn merge(&mut self, next: &Self) {
        for count in &next.0 {
            self.insert(count.clone());
        }
    }

    fn insert(&mut self, next: Count) {
        let key = |c: &Count| (c.host, c.reading.clone());
        match self.0.binary_search_by_key(&key(&next), key) {
            Ok(i) => {
                let Some(known) = self.0.get_mut(i) else { return };
                known.open += next.open;
                known.lesson += next.lesson;
                known.varied |= next.varied || matches!((known.follow, next.follow), (Some(a), Some(b)) if a != b);
                known.follow = known.follow.or(next.follow);
            }
            Err(i) => self.0.insert(i, next),
        }
    }

    /// Characters that carry a reading somewhere, in order.
    pub fn hosts(&self) -> Vec<char> {
        let mut hosts: Vec<char> = self.0.iter().map(|c| c.host).collect();
        hosts.dedup();
        hosts
    }

    /// Judges. `bare` counts the places where a character stands without a reading.
    pub fn verdict(&self, bare: impl Fn(char) -> u32) -> NoiseVerdict {
        let steady: Vec<&Count> = self.0.iter().filter(|c| self.is_steady(c, bare(c.host))).collect();
        let telling: Vec<&Count> = steady.iter().copied().filter(|c| c.is_telling()).collect();
        let hosts = if is_machine_made(&telling) { steady.iter().map(|c| c.host).collect() } else { Vec::new() };
        NoiseVerdict { hosts }
    }

    /// Always the same reading, and hardly ever none.
    fn is_steady(&self, count: &Count, bare: u32) -> bool {
        let all: u32 = self.0.iter().filter(|c| c.host == count.host).map(|c| c.open + c.lesson).sum();
        let own = count.open + count.lesson;
        own * 10 >= all * 9 && bare * 10 <= own && count.open * 2 >= own
    }
}

impl Count {
    /// A reading that nobody needs: the first one of a frequent character.
    fn is_telling(&self) -> bool {
        self.open > 0 && self.first && charset::frequent().contains(self.host)
    }

    /// 網(wǎng)絡: a character that only converted text has, glossed in the middle of a word.
    fn is_converted(&self) -> bool {
        self.toned && self.follow.is_some_and(charset::is_han) && fold(self.host) != self.host
    }
}

/// Two frequent characters that are always glossed, or one in front of different words; of a
/// character that only converted text has, once is enough. Readings without tone marks may be
/// English words, so they want more of the same.
fn is_machine_made(telling: &[&Count]) -> bool {
    let toned: Vec<&&Count> = telling.iter().filter(|c| c.toned).collect();
    let mid_word = |counts: &[&&Count]| counts.iter().any(|c| c.follow.is_some());
    let two = toned.len() >= 2 && mid_word(&toned);
    let plain: Vec<&&Count> = telling.iter().filter(|c| !c.toned).collect();
    let four = plain.len() >= 3 && plain.iter().map(|c| c.open).sum::<u32>() >= 4 && mid_word(&plain);
    two || four || toned.iter().any(|c| c.varied || c.is_converted())
}

impl NoiseVerdict {
    pub fn is_noise(&self, note: &Note) -> bool {
        note.proof == Proof::Certain || self.hosts.contains(&note.host)
    }
}

#[cfg(test)]
mod tests {
    use super::super::notes;
    use super::*;

    /// The notes of a text that are judged noise, with the bare characters counted as an article's are.
    fn noise(text: &str) -> Vec<String> {
        let (mut facts, mut all, mut clean) = (NoteFacts::default(), Vec::new(), text.to_owned());
        notes::find(text, |range, note| {
            facts.add(&note);
            all.push((range, note));
        });
        for (range, note) in all.iter().rev() {
            clean.replace_range(range.start - note.host.len_utf8()..range.end, "");
        }
        let verdict = facts.verdict(|host| clean.chars().filter(|c| *c == host).count() as u32);
        all.iter().filter(|(_, note)| verdict.is_noise(note)).map(|(range, _)| text[range.clone()].to_owned()).collect()
    }

    #[test]
    fn steady_readings_of_frequent_characters_are_noise() {
        assert_eq!(noise("企業(yè)的市場(chǎng)很大，行業(yè)里有人。").len(), 3);
        assert_eq!(noise("互联(lián)网和联(lián)合").len(), 2);
        assert_eq!(noise("互聯(lián)網").len(), 1, "once is enough inside a converted word");
        assert_eq!(noise("市场(chang)(chang)上"), ["(chang)(chang)"]);
    }

    #[test]
    fn an_authors_gloss_is_kept() {
        for text in [
            "李(lǐ)飞飞出席",
            "刘翀(chōng)与张喆(zhé)出席",
            "乐(yuè)山的音乐",
            "银行(háng)的行不是行(xíng)走",
            "多音字“行(háng)、重(zhòng)”要记住",
            "代码(ma)",
            "会计(kuài)说",
        ] {
            assert_eq!(noise(text), Vec::<String>::new(), "{text}");
        }
    }
}
