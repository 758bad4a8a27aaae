//! Which sorts of characters a stretch may hold: one look at each char, so that nothing need be sought where it cannot stand.
//!
//! Knows no word. Invariant: a char of a sort is told as such. A char of no sort may be told as one, since chars share
//! places of the table: who is told so looks closer.

/// A set of sorts of characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sorts(u16);

impl Sorts {
    /// May end a sentence, or changes whether it is quoted.
    pub const SIGN: Self = Self(1);
    /// May begin a figure.
    pub const FIGURE: Self = Self(1 << 1);
    pub const LATIN: Self = Self(1 << 2);
    pub const PLACEHOLDER: Self = Self(1 << 3);
    /// [.
    pub const BRACKET: Self = Self(1 << 4);
    /// 我, 我们, 你, 您.
    pub const PERSON: Self = Self(1 << 5);
    /// 股票, 停牌, 期货.
    pub const STOCK: Self = Self(1 << 6);
    pub const SEMICOLON: Self = Self(1 << 7);
    pub const DASH: Self = Self(1 << 8);
    /// 评论.
    pub const COMMENT: Self = Self(1 << 9);
    /// May begin a figure whose way of writing is looked at: a digit, 美元.
    pub const WRITTEN: Self = Self(1 << 10);
    /// May begin a date, relative or absolute: 今年, 2024.
    pub const DATE: Self = Self(1 << 11);

    /// The sorts that a char may be of.
    pub fn of(c: char) -> Self {
        TABLE.get(c as usize & MASK).copied().unwrap_or_default()
    }

    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Holds any of `other`.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The low bits of a char tell its place: enough to keep the commonest Han apart.
const MASK: usize = 0xFFF;

static TABLE: [Sorts; MASK + 1] = table();

const fn table() -> [Sorts; MASK + 1] {
    let mut table = [Sorts(0); MASK + 1];
    let mut i = 0;
    while i < MEMBERS.len() {
        let (sort, chars) = MEMBERS[i];
        let mut k = 0;
        while k < chars.len() {
            let place = chars[k] as usize & MASK;
            table[place] = table[place].or(sort);
            k += 1;
        }
        i += 1;
    }
    let mut letter = 0;
    while letter < 26 {
        table[b'a' as usize + letter] = table[b'a' as usize + letter].or(Sorts::LATIN);
        table[b'A' as usize + letter] = table[b'A' as usize + letter].or(Sorts::LATIN);
        letter += 1;
    }
    table
}

const DIGITS: &[char] = &['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

const MEMBERS: &[(Sorts, &[char])] = &[
    (Sorts::SIGN, &['。', '!', '?', '.', '"', '“', '「', '『', '”', '」', '』']),
    (Sorts::FIGURE.or(Sorts::WRITTEN), DIGITS),
    (Sorts::FIGURE, &['零', '〇', '一', '二', '两', '俩', '三', '四', '五', '六', '七', '八', '九', '廿', '卅']),
    (Sorts::FIGURE, &['十', '百', '千', '万', '亿', '兆', '几', '数', '第', '$', '¥', '€', '£']),
    (Sorts::FIGURE, &['上', '半', '过', '大', '前']),
    (Sorts::PLACEHOLDER, &[crate::document::PLACEHOLDER]),
    (Sorts::BRACKET, &['[']),
    (Sorts::PERSON, &['我', '们', '您', '你']),
    (Sorts::STOCK, &['股', '停', '复', '期']),
    (Sorts::SEMICOLON, &[';']),
    (Sorts::DASH, &['-']),
    (Sorts::COMMENT, &['评']),
    (Sorts::WRITTEN, &['美']),
    (Sorts::DATE, &['今', '去', '明', '前', '本', '上', '下', '昨', '1', '2']),
];
