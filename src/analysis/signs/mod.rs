//! Signs that something went wrong with single characters: unseen ones, look-alikes, what is left of
//! escapes. The pass that looks for damage notes where they are; ordinary text is looked at once and no more.
//!
//! Not for damage that spans bytes of several characters: see [`super::damage`].
//! Invariant: signs are in order and disjoint, and lie in prose that is not damaged.

mod coded;
mod escape;
mod invisible;
mod kind;
mod look_alike;
mod place;
mod schema;
mod table;

use std::ops::Range;

use ecow::EcoString;

pub use kind::{SignGroup, SignKind};

use super::Seen;
use super::damage;
use crate::document::Segment;
use crate::text::Span;
use place::Place;
use schema::Class;

/// A place where a character is not what it seems.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    pub span: Span,
    pub kind: SignKind,
    /// What should stand there, where that can be said.
    pub fix: Option<EcoString>,
    /// Nobody loses anything by the fix.
    pub safe: bool,
    /// The line speaks of such characters, so this may be its example.
    pub quoted: bool,
}

/// A character that is not ordinary: where it stands in its segment, and its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Odd {
    pub at: u32,
    pub len: u32,
}

/// Which characters of a page of 64 of the basic plane are to be noted as odd, as bits. All beyond that plane are,
/// since one look at a table cannot tell them apart.
pub fn signs_of(page: usize) -> u64 {
    table::classes_of(page).enumerate().fold(0, |bits, (i, class)| bits | u64::from(class != 0) << i)
}

/// What a closer look at one place gave.
struct Found {
    kind: SignKind,
    fix: Option<EcoString>,
    safe: bool,
    /// Where it stands, when that is more than the character itself.
    span: Option<Range<usize>>,
    /// Stands as an example stands, if the line speaks of such characters.
    shown: bool,
}

impl Found {
    fn safe(kind: SignKind, fix: impl Into<EcoString>) -> Self {
        Self { kind, fix: Some(fix.into()), safe: true, span: None, shown: false }
    }

    fn suggested(kind: SignKind, fix: impl Into<EcoString>) -> Self {
        Self { kind, fix: Some(fix.into()), safe: false, span: None, shown: false }
    }

    fn bare(kind: SignKind) -> Self {
        Self { kind, fix: None, safe: false, span: None, shown: false }
    }

    fn over(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }
}

/// Finds the signs of one segment, among what the pass for its damage noted.
pub fn observe(segment: &Segment, seen: &mut Seen) {
    let odd = std::mem::take(&mut seen.odd);
    if odd.is_empty() {
        return;
    }
    let mut rest = odd.as_slice();
    let mut signs: Vec<Sign> = Vec::new();
    let mut topics = Topics::default();
    let scripts = std::cell::OnceCell::new();
    for piece in damage::prose(segment) {
        let (here, later) = rest.split_at(rest.partition_point(|odd| (odd.at as usize) < piece.end));
        rest = later;
        for (at, class) in runs(&segment.text, here) {
            // A word is judged as a whole by the first of its letters.
            if signs.last().is_some_and(|s| s.span.end as usize > at.start) {
                continue;
            }
            let place = Place { segment, piece: piece.clone(), at: at.clone(), scripts: &scripts };
            let Some(found) = look(class, &place) else { continue };
            let span = found.span.unwrap_or(at);
            let span = Span::new(span.start as u32, span.end as u32);
            let hidden = seen.damage.iter().any(|d| d.span.overlaps(span));
            let after = signs.last().is_none_or(|s| s.span.end <= span.start);
            if !hidden && after {
                let quoted = topics.hold(&segment.text, span, found.kind.group());
                if quoted && found.shown {
                    continue;
                }
                signs.push(Sign { span, kind: found.kind, fix: found.fix, safe: found.safe && !quoted, quoted });
            }
        }
    }
    seen.signs = signs.into();
}

/// Runs of characters of one class that is not ordinary, as bytes of the segment. Every escape and
/// every letter is a run of its own.
fn runs(text: &str, odd: &[Odd]) -> Vec<(Range<usize>, Class)> {
    let mut runs: Vec<(Range<usize>, Class)> = Vec::new();
    for odd in odd {
        let at = odd.at as usize..(odd.at + odd.len) as usize;
        let class = text.get(at.clone()).and_then(|c| c.chars().next()).map_or(Class::Ordinary, table::class);
        match runs.last_mut() {
            _ if class == Class::Ordinary => {}
            Some((run, same)) if *same == class && run.end == at.start && class != Class::Escape => run.end = at.end,
            _ => runs.push((at, class)),
        }
    }
    runs
}

fn look(class: Class, place: &Place<'_>) -> Option<Found> {
    match class {
        Class::Ordinary => None,
        Class::Escape => escape::judge(place),
        Class::Kangxi
        | Class::Component
        | Class::Compatibility
        | Class::JapaneseForm
        | Class::Private
        | Class::FullWidth
        | Class::Letter => look_alike::judge(class, place),
        _ => invisible::judge(class, place),
    }
}

/// What the line that was looked at last speaks of.
#[derive(Default)]
struct Topics {
    line: Range<usize>,
    known: [Option<bool>; 3],
}

impl Topics {
    /// Does the line around `span` speak of such signs, or of garbled text?
    fn hold(&mut self, text: &str, span: Span, group: SignGroup) -> bool {
        let at = span.range();
        if at.start >= self.line.end || at.start < self.line.start {
            let start = text.get(..at.start).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
            let end = text.get(at.end..).and_then(|t| t.find('\n')).map_or(text.len(), |i| at.end + i + 1);
            *self = Self { line: start..end, known: [None; 3] };
        }
        let line = text.get(self.line.clone()).unwrap_or_default();
        let (slot, words) = match group {
            SignGroup::Invisible => (0, table::INVISIBLE),
            SignGroup::LookAlike => (1, table::LOOK_ALIKE),
            SignGroup::Escape => (2, table::ESCAPE),
        };
        let speaks = || words.iter().chain(table::GARBLE).any(|word| line.contains(word));
        self.known.get_mut(slot).is_some_and(|known| *known.get_or_insert_with(speaks))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};

    fn kinds(text: &str) -> Vec<(String, SignKind)> {
        let document = Document::new(text, Format::Plain);
        let mut all = Vec::new();
        for segment in document.segments() {
            let mut seen = Seen::default();
            damage::observe(segment, &mut seen);
            observe(segment, &mut seen);
            all.extend(seen.signs.iter().map(|s| (s.span.of(&segment.text).to_owned(), s.kind)));
        }
        all
    }

    #[test]
    fn ordinary_text_has_no_signs() {
        for text in [
            "삼성전자와 LG전자 발표，トヨタ自動車と日産自動車。",
            "👩‍💻 👨‍👩‍👧 ❤️‍🔥 🇹🇼 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ✌🏽 #️⃣",
            "　　本报讯（记者 王　明）延迟 5μs、10 kΩ、Σ-Δ，1080p>720p。",
            "人均¥¥¥¥，□同意 □不同意，烫烫的芯片，你说什么??",
            "if (a < b && c > d) return p->next; // 100%",
            "见 #1234; 50%的人；a=b;c=d;",
            "γ 射线，π≈3.14，θ角，Νίκος，Пётр и Нина",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn a_run_is_one_sign_and_a_word_is_judged_whole() {
        assert_eq!(kinds("甲\u{200B}\u{200B}乙"), [("\u{200B}\u{200B}".to_owned(), SignKind::ZeroWidth)]);
        assert_eq!(kinds("用Ｐｙthon写"), [("Ｐｙthon".to_owned(), SignKind::MixedWidth)]);
        assert_eq!(kinds("用аррle"), [("аррle".to_owned(), SignKind::Letter)]);
        assert_eq!(kinds("%E4%B8%AD%E6%96%87"), [("%E4%B8%AD%E6%96%87".to_owned(), SignKind::Percent)]);
    }
}
