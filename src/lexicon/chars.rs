//! What is known of single characters: fold, class, and the shapes they take in other scripts.
//!
//! Knows no article: whether a shape is wrong somewhere is for the script rules to judge.

use super::char_schema::{Choice, Class, FAR, Form, Role, unpack_cell};
use super::schema::{HEADER, PAGES};
use super::tables;

/// Folds one character for matching: full-width to half-width, simple lower case,
/// Traditional to Simplified. One character in, one out, so that offsets map one to one.
pub fn fold(c: char) -> char {
    fold_and_class(c).0
}

/// Both at one look.
#[inline]
pub fn fold_and_class(c: char) -> (char, Class) {
    if c.is_ascii() {
        return (c.to_ascii_lowercase(), Class::default());
    }
    let (fold, class) = unpack_cell(cell(c));
    let folded = match fold {
        0 => c,
        FAR => far_fold(c).unwrap_or(c),
        folded => char::from_u32(u32::from(folded)).unwrap_or(c),
    };
    (folded, class)
}

/// The class of a character as it stands in the article (not folded).
pub fn class(c: char) -> Class {
    unpack_cell(cell(c)).1
}

/// The shapes that a folded character may take, OpenCC's first candidate first, the Simplified
/// ones last. Empty when it is the same everywhere.
pub fn forms(folded: char) -> impl Iterator<Item = Form> + Clone {
    let start = form_start(folded);
    let list = if start == 0 { &[] } else { tables::forms().get(start as usize..).unwrap_or_default() };
    let mut ended = false;
    list.iter().map_while(move |packed| {
        let (form, last) = Form::unpack(*packed).filter(|_| !ended)?;
        ended = last;
        Some(form)
    })
}

/// What a phrase (id of a hit of `Kind::Trad` or `Kind::Simp`) says about its characters.
/// Positions that it does not name follow their characters' own forms.
pub fn choices(id: u32) -> impl Iterator<Item = Choice> + Clone {
    let mut ended = false;
    tables::phrases().get(id as usize..).unwrap_or_default().iter().map_while(move |packed| {
        let (choice, last) = Some(Choice::unpack(*packed)).filter(|_| !ended)?;
        ended = last;
        Some(choice)
    })
}

/// The forms that a phrase allows for its character at `at`; `None` when it says nothing about it.
pub fn allowed(id: u32, at: usize, folded: char) -> Option<impl Iterator<Item = Form>> {
    let choice = choices(id).find(|choice| choice.at == at)?;
    Some(forms(folded).enumerate().filter(move |(i, _)| choice.allowed & (1 << i) != 0).map(|(_, form)| form))
}

/// What an entry of the script family's own lists (id of a hit of `Kind::Script`) is.
pub fn role(id: u32) -> Role {
    Role(tables::phrases().get(id as usize).copied().unwrap_or(0))
}

/// One place of a miswritten word: which forms of its character are wrong there, and which are right.
/// The two are the same where another shape would make it another fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    pub at: usize,
    pub wrong: u16,
    pub right: u16,
}

/// The places that tell a miswritten word (id of a hit of `Kind::Script`); none for other entries.
pub fn slips(id: u32) -> impl Iterator<Item = Slip> + Clone {
    let listed = role(id).has(Role::HANT) || role(id).has(Role::HANS);
    let mut pairs = listed.then(|| choices(id + 1)).into_iter().flatten();
    std::iter::from_fn(move || {
        let (wrong, right) = (pairs.next()?, pairs.next()?);
        Some(Slip { at: wrong.at, wrong: wrong.allowed, right: right.allowed })
    })
}

/// Fold and class of a character, packed.
#[inline]
fn cell(c: char) -> u32 {
    let cells = tables::chars().get(CELLS..).unwrap_or_default();
    cells.get(place(c)).copied().unwrap_or(0)
}

/// Where the characters' cells begin.
const CELLS: usize = HEADER + PAGES;

#[inline]
fn place(c: char) -> usize {
    let page = tables::chars().get(HEADER + (c as usize >> 8)).copied().unwrap_or(0) as usize;
    page * 256 + (c as usize & 255)
}

fn pages() -> usize {
    tables::chars().first().copied().unwrap_or(0) as usize
}

/// Where the forms of a character start: two in a number, behind the cells.
fn form_start(c: char) -> u32 {
    let place = place(c);
    let pair = tables::chars().get(CELLS + pages() * 256 + place / 2).copied().unwrap_or(0);
    pair >> (place % 2 * 16) & 0xFFFF
}

/// The fold of a character that has one beyond the basic plane: pairs in order, behind the forms.
fn far_fold(c: char) -> Option<char> {
    let (pairs, _) = tables::chars().get(CELLS + pages() * 384..)?.as_chunks();
    let at = pairs.binary_search_by_key(&(c as u32), |[from, _]| *from).ok()?;
    pairs.get(at).and_then(|[_, to]| char::from_u32(*to))
}

#[cfg(test)]
mod tests {
    use super::super::{Hits, Kind, Usage, walk};
    use super::*;

    #[test]
    fn folding_twice_is_folding_once() {
        let unsteady: String = ('\0'..='\u{10FFFF}').filter(|c| fold(fold(*c)) != fold(*c)).collect();
        assert_eq!(unsteady, "");
    }

    #[test]
    fn scripts_widths_and_cases_fold_to_one() {
        let folded = |text: &str| text.chars().map(fold).collect::<String>();
        assert_eq!(folded("ＡＷＳ　ＧｉｔＨｕｂ，１０％"), "aws github,10%");
        assert_eq!(folded("裡裏里麼為爲臺台説說綫線乾幹"), "里里里么为为台台说说线线干干");
        assert_eq!(folded("峰床群坏像ａ𠀀カ"), "峰床群坏像a𠀀カ");
    }

    #[test]
    fn what_is_told_at_one_look_is_told_alone() {
        let differs = |c: &char| fold_and_class(*c) != (fold(*c), class(*c));
        assert_eq!(('\0'..='\u{10FFFF}').filter(differs).collect::<String>(), "");
    }

    #[test]
    fn folds_beyond_the_basic_plane_are_kept() {
        assert!(('\u{3400}'..='\u{9FFF}').filter(|c| fold(*c) as u32 > 0xFFFF).count() > 100);
        assert_eq!((fold('㗲'), fold('湋')), ('𠵾', '𣲗'));
    }

    #[test]
    fn classes_tell_the_scripts_apart() {
        for c in "发云后".chars() {
            assert!(!class(c).has(Class::T_ONLY), "{c}");
        }
        assert!("发个们这国".chars().all(|c| class(c).has(Class::EXCLUSIVE.with(Class::S_ONLY))));
        assert!("發個們這國".chars().all(|c| class(c).has(Class::EXCLUSIVE.with(Class::T_ONLY))));
        assert!("云后于".chars().all(|c| class(c).has(Class::NEVER.with(Class::SHARED))));
        assert!("峰床群里乾著".chars().all(|c| !class(c).has(Class::EXCLUSIVE)));
        assert!(class('国').has(Class::JIS) && !class('们').has(Class::JIS));
    }

    #[test]
    fn forms_know_their_regions() {
        let shapes = |c, usage| forms(c).filter(|f| f.usage.has(usage)).map(|f| f.shape).collect::<String>();
        assert_eq!(shapes('里', Usage::TAIWAN), "裡里哩");
        assert_eq!(shapes('里', Usage::HONG_KONG), "裏里哩");
        assert_eq!(shapes('发', Usage::TAIWAN), "發髮");
        assert_eq!(shapes('发', Usage::MAINLAND), "发");
        assert_eq!(forms('人').count(), 0);
    }

    /// The shapes allowed at a position of the phrase of one kind that is the whole text.
    fn shapes(text: &str, kind: Kind, at: usize) -> Option<String> {
        let chars: Vec<char> = text.chars().map(fold).collect();
        let hits: Hits = walk(&chars);
        let hit = hits.at(kind, 0).iter().find(|hit| hit.range().end == chars.len())?;
        Some(allowed(hit.id, at, *chars.get(at)?)?.map(|form| form.shape).collect())
    }

    #[test]
    fn phrases_decide_shapes() {
        assert_eq!(shapes("头发", Kind::Trad, 1).as_deref(), Some("髮"));
        assert_eq!(shapes("皇后", Kind::Trad, 1).as_deref(), Some("后"));
        assert_eq!(shapes("复盖", Kind::Trad, 0).as_deref(), Some("覆"));
        assert_eq!(shapes("乾坤", Kind::Simp, 0).as_deref(), Some("乾"));
        assert_eq!(shapes("乾净", Kind::Simp, 0).as_deref(), Some("干"));
        assert_eq!(shapes("了望", Kind::Simp, 0).as_deref(), Some("瞭"));
        assert_eq!(shapes("用户", Kind::Simp, 0), None);
    }
}
