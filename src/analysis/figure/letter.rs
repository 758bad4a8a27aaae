//! A single letter behind a number: a unit (5v), 万 in the speech of the net (955w), or part of a name (quest 3s).
//!
//! Reads folded text, so capitals tell nothing: 万 needs a sign beside it.

use super::numeral::{Numeral, Value};
use super::scan::Text;
use super::words::{class, is_han};

/// True where the letter that ends before `end` measures nothing: a generation, or a name that goes on in Latin.
pub(super) fn is_name(text: &Text<'_>, start: usize, letter: char, value: Value) -> bool {
    let named = text.before(start) == ' ' && text.before(start.saturating_sub(1)).is_ascii_alphabetic();
    named || is_generation(letter, value)
}

/// office 365 产品, windows 11 用户: the number belongs to the name, and the noun counts nothing.
pub(super) fn is_numbered_name(text: &Text<'_>, start: usize, n: &Numeral, noun: &[char]) -> bool {
    let named = text.before(start) == ' ' && text.before(start.saturating_sub(1)).is_ascii_alphabetic();
    let short = n.digits > 0 && n.end - start == n.digits && n.digits <= 4;
    named
        && short
        && noun.len() >= 2
        && noun.iter().all(|c| is_han(*c))
        && !matches!(noun, ['人', '次'] | ['家' | '座' | '个', ..])
}

/// 5g, 4k, 3d: generations and formats, not sizes.
fn is_generation(letter: char, value: Value) -> bool {
    match letter {
        'g' => value.hi <= 6.0,
        'k' => value.hi <= 8.0,
        _ => false,
    }
}

/// 日活955w, 1w美金, 4w用户: the numeral with its w as 万, if it is one. 65w快充 is a power.
pub(super) fn ten_thousands(text: &Text<'_>, start: usize, n: Numeral) -> Option<Numeral> {
    let after = n.end + 1;
    if text.get(n.end) != 'w' || text.get(after).is_ascii_alphanumeric() || n.han {
        return None;
    }
    let next = after + usize::from(matches!(text.get(after), '+' | '多' | '的'));
    let next = next + usize::from(text.get(next) == ' ');
    let behind = text.words.at(next, class::MONEY).is_some()
        || matches!(
            (text.get(next), text.get(next + 1)),
            ('用', '户') | ('粉', _) | ('d', 'a') | ('下', '载') | ('播', '放') | ('人', _) | ('字', _) | ('块', _)
        );
    let people = |w: &[char]| {
        matches!(
            w,
            ['日' | '月', '活' | '入']
                | ['d' | 'm', 'a']
                | ['用', '户']
                | ['粉', '丝']
                | ['播', '放']
                | ['下', '载']
                | ['收', '入']
                | ['流', '水']
                | ['月', '访']
        )
    };
    let before = text.chars.get(start.saturating_sub(8)..start).unwrap_or_default();
    let told = behind || before.windows(2).any(people);
    let power = before.iter().chain([&text.get(next)]).any(|c| is_han(*c) && matches!(c, '功' | '耗' | '充' | '瓦'));
    let value = Value { lo: n.value.lo * 1e4, hi: n.value.hi * 1e4 };
    (told && !power).then_some(Numeral { end: after, value, magnitude: 1e4, bare: false, ..n })
}
