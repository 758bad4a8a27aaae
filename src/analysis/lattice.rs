//! Which words a segment is made of: the segmentation that decides the borders of short entries.
//!
//! The cheapest way through the words of the lexicons (word list, phrases, entries of the families).
//! It knows no rules; it cannot be wrong about Latin, which has runs.

use std::ops::Range;

use crate::document::View;
use crate::lexicon::{Cost, Hits, STEPS, is_letter};

/// A Han character that no list knows: dearer than any in the word list.
const UNKNOWN: Cost = 16 * STEPS;
/// A run of letters and digits, or one character of another sort.
const OTHER: Cost = 8 * STEPS;

/// The best segmentation of a view into words.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    /// One bit for each view position (and the end) where a word starts or ends.
    borders: Vec<u64>,
    /// The same for places inside a compound where two words meet: 中信 and 证券 in 中信证券.
    joints: Vec<u64>,
    len: usize,
    /// The cheapest ways, while the segmentation is made.
    best: Vec<Step>,
}

impl Lattice {
    pub fn new(view: &View, hits: &Hits) -> Self {
        Self::of(view.chars(), hits)
    }

    /// The same over folded chars.
    pub fn of(chars: &[char], hits: &Hits) -> Self {
        let mut lattice = Self::default();
        lattice.read(chars, hits);
        lattice
    }

    /// Becomes the segmentation of another view, in the room of this one.
    pub fn read(&mut self, chars: &[char], hits: &Hits) {
        let words = chars.len() / 64 + 1;
        for bits in [&mut self.borders, &mut self.joints] {
            bits.clear();
            bits.resize(words, 0);
        }
        self.len = chars.len();
        let mut best = std::mem::take(&mut self.best);
        cheapest(chars, hits, &mut best);
        let mut end = chars.len();
        mark(&mut self.borders, end);
        while let Some(step) = best.get(end).filter(|_| end > 0) {
            let start = end.saturating_sub(step.back().max(1));
            mark(&mut self.borders, start);
            if end - start >= 4 {
                self.join(start..end, hits);
            }
            end = start;
        }
        self.best = best;
    }

    /// Whether a word starts or ends at a view position.
    pub fn is_boundary(&self, at: usize) -> bool {
        holds(&self.borders, at)
    }

    /// The word that covers a view position; empty at or behind the end.
    pub fn word_at(&self, at: usize) -> Range<usize> {
        if at >= self.len {
            return self.len..self.len;
        }
        let start = (0..=at).rev().find(|i| self.is_boundary(*i)).unwrap_or(0);
        let end = (at + 1..=self.len).find(|i| self.is_boundary(*i)).unwrap_or(self.len);
        start..end
    }

    /// Whether an entry stands as a word, as several whole words, or as a part of a compound whose
    /// other parts are words of two characters or more too: 中信 in 中信证券, but not 约 in 节约 and
    /// not 中芯 in 成本中芯片. At equal cost the segmentation takes the longer last word.
    pub fn stands_alone(&self, range: Range<usize>) -> bool {
        let whole = |at| self.is_boundary(at) || holds(&self.joints, at);
        whole(range.start) && whole(range.end)
    }

    /// Marks the joints of a compound: where it falls into words of two characters or more.
    fn join(&mut self, word: Range<usize>, hits: &Hits) {
        let inner = |from: usize| {
            let edges = hits.edges_at(from).iter().map(move |edge| from + usize::from(edge.len));
            edges.filter(move |to| *to >= from + 2 && *to <= word.end && (from, *to) != (word.start, word.end))
        };
        if inner(word.start).next().is_none() {
            return;
        }
        let mut reached = vec![word.start];
        let mut next = 0;
        while let Some(from) = reached.get(next).copied() {
            next += 1;
            for to in inner(from).filter(|to| !reached.contains(to)).collect::<Vec<_>>() {
                reached.push(to);
            }
        }
        if reached.contains(&word.end) {
            // Backwards: only what leads on to the end is a joint.
            reached.sort_unstable();
            let mut leads = vec![word.end];
            for from in reached.into_iter().rev() {
                if inner(from).any(|to| leads.contains(&to)) {
                    leads.push(from);
                    mark(&mut self.joints, from);
                }
            }
        }
    }
}

fn holds(bits: &[u64], at: usize) -> bool {
    bits.get(at / 64).is_some_and(|bits| bits & (1 << (at % 64)) != 0)
}

fn mark(bits: &mut [u64], at: usize) {
    if let Some(bits) = bits.get_mut(at / 64) {
        *bits |= 1 << (at % 64);
    }
}

/// The cheapest way to a position: its cost, then how long its last word is (longer is less), in
/// one number, so that the smaller is the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Step(u64);

const UNREACHED: Step = Step(u64::MAX);

impl Step {
    fn new(cost: u64, len: usize) -> Self {
        Self((cost << 16) | (0xffff - len.min(0xffff) as u64))
    }

    fn cost(self) -> u64 {
        self.0 >> 16
    }

    fn back(self) -> usize {
        0xffff - (self.0 & 0xffff) as usize
    }
}

fn cheapest(chars: &[char], hits: &Hits, best: &mut Vec<Step>) {
    best.clear();
    best.resize(chars.len() + 1, UNREACHED);
    if let Some(first) = best.first_mut() {
        *first = Step::new(0, 0);
    }
    let mut edges = hits.edges();
    let mut run_end = 0;
    for (at, c) in chars.iter().enumerate() {
        let Some(here) = best.get(at).filter(|step| **step != UNREACHED).map(|step| step.cost()) else { continue };
        let mut relax = |len: usize, cost: Cost| {
            let step = Step::new(here + u64::from(cost), len);
            if let Some(known) = best.get_mut(at + len).filter(|known| step < **known) {
                *known = step;
            }
        };
        let mut single = false;
        while let Some((edge, rest)) = edges.split_first().filter(|(edge, _)| edge.start as usize <= at) {
            edges = rest;
            if edge.start as usize == at {
                single |= edge.len == 1;
                relax(usize::from(edge.len), edge.cost);
            }
        }
        if *c < '\u{2E80}' && in_run(*c) {
            if run_end <= at {
                run_end = at + chars.get(at..).unwrap_or_default().iter().take_while(|c| in_run(**c)).count();
            }
            relax((run_end - at).min(LONGEST_RUN), OTHER);
        } else if !single {
            relax(1, lone(*c));
        }
    }
}

/// A longer run is cut into several words.
const LONGEST_RUN: usize = 0xffff;

/// Letters and digits stand together as one word.
fn in_run(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit()
}

/// The cost of a character that no list knows.
fn lone(c: char) -> Cost {
    if ('\u{3400}'..='\u{9FFF}').contains(&c) { UNKNOWN } else { OTHER }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Kind, Overlay, OverlayEntry, fold, walk, walk_with};

    fn words(text: &str) -> Vec<String> {
        cut(text, None)
    }

    fn cut(text: &str, overlay: Option<&Overlay>) -> Vec<String> {
        let chars: Vec<char> = text.chars().map(fold).collect();
        let lattice = Lattice::of(&chars, &walk_with(&chars, overlay));
        let mut words = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            let word = lattice.word_at(at);
            at = word.end;
            words.push(chars[word].iter().collect());
        }
        words
    }

    /// Names and cues as if the families listed them.
    fn listed() -> Overlay {
        let keys = [
            "中芯",
            "京东",
            "美团",
            "微软",
            "据悉",
            "据说",
            "用友",
            "有用",
            "约",
            "美金",
            "快手",
            "中信",
            "高通",
            "中芯国际",
            "攻击",
            "易受",
            "受访",
            "东城",
            "信息",
        ];
        let entry = |key: &&str| OverlayEntry { key: (*key).into(), kind: Kind::Name, index: 0, word: true };
        Overlay::new(&keys.iter().map(entry).collect::<Vec<_>>())
    }

    fn alone(text: &str, name: &str) -> bool {
        let overlay = listed();
        let chars: Vec<char> = text.chars().map(fold).collect();
        let lattice = Lattice::of(&chars, &walk_with(&chars, Some(&overlay)));
        let name: Vec<char> = name.chars().collect();
        let at = chars.windows(name.len()).position(|w| w == name).expect("the text holds the name");
        lattice.stands_alone(at..at + name.len())
    }

    #[test]
    fn short_names_inside_other_words_do_not_stand_alone() {
        for (text, name) in [
            ("降低成本中芯片的占比", "中芯"),
            ("北京东城区的机房", "京东"),
            ("欧美团队加入了项目", "美团"),
            ("语气略微软化了一些", "微软"),
            ("据悉尼大学的研究", "据悉"),
            ("要用数据说话", "据说"),
            ("平台拥有用户一百万", "有用"),
            ("电费节约30%左右", "约"),
            ("欧美金融机构", "美金"),
            ("请尽快手动更新", "快手"),
            ("其中信息安全最重要", "中信"),
            ("软件使用友好", "用友"),
            ("提高通量并降低延迟", "高通"),
        ] {
            assert!(!alone(text, name), "{name} in {text}: {:?}", cut(text, Some(&listed())));
        }
    }

    #[test]
    fn the_same_names_stand_alone_where_they_are_meant() {
        for (text, name) in [
            ("中芯国际的产能", "中芯国际"),
            ("京东发布了财报", "京东"),
            ("美团和京东都在场", "美团"),
            ("今年微软宣布裁员", "微软"),
            ("据悉该公司已经上市", "据悉"),
            ("据说他们还在谈判", "据说"),
            ("约30%的用户", "约"),
            ("快手的日活用户", "快手"),
            ("中信证券的报告", "证券"),
            ("中信证券的报告", "中信"),
            ("用友推出新平台", "用友"),
            ("高通推出了新芯片", "高通"),
            ("這些芯片由中芯國際代工", "中芯国际"),
        ] {
            assert!(alone(text, name), "{name} in {text}: {:?}", cut(text, Some(&listed())));
        }
    }

    #[test]
    fn words_of_both_scripts_are_cut_alike() {
        assert_eq!(words("系统容易受攻击"), words("系統容易受攻擊"));
        assert_eq!(words("他们在讨论数据库"), ["他们", "在", "讨论", "数据库"]);
    }

    #[test]
    fn letters_and_digits_are_one_word() {
        assert_eq!(words("用GPT4写代码"), ["用", "gpt4", "写", "代码"]);
    }

    #[test]
    fn every_text_is_covered() {
        let empty = Lattice::of(&[], &walk(&[]));
        assert!(empty.is_boundary(0) && empty.word_at(0).is_empty());
        assert_eq!(words("㍿𠀀。\u{FFFC}x"), ["㍿", "𠀀", "。", "\u{FFFC}", "x"]);
    }
}
