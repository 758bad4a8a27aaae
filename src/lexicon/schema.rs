//! What the lexicon compiler (`build.rs`) and the lexicon's reader agree on: kinds of entries and
//! how an entry and its cost are packed. Included by both; knows no table and no file.

/// What an entry of the lexicon is to the rules. Hits are grouped by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A phrase and the Traditional shapes its characters may take (`lexicon::script::phrase`).
    Trad,
    /// A phrase and the Simplified shapes its characters may take, where they are not the usual ones.
    Simp,
    /// An entry of the script family's own lists.
    Script,
    /// A word of regional vocabulary.
    Region,
    /// A form of a vendor, product, place or person.
    Name,
    /// A word around a name that decides about it.
    NameCue,
    /// A cue of the figures family: who says so, who does not.
    Cue,
    /// A unit or counter that makes a number a quantity.
    Unit,
    /// Promotion, boilerplate, spam.
    Residue,
    /// An entry of the typography family.
    Typography,
    /// An entry of the encoding family.
    Encoding,
}

impl Kind {
    /// Every kind, in the order of its number.
    pub const ALL: [Self; 11] = [
        Self::Trad,
        Self::Simp,
        Self::Script,
        Self::Region,
        Self::Name,
        Self::NameCue,
        Self::Cue,
        Self::Unit,
        Self::Residue,
        Self::Typography,
        Self::Encoding,
    ];
}

/// What a word costs in the lattice, in steps of 1/48 nat: the rarer the word, the dearer.
pub type Cost = u16;

/// The cost of an entry that is found but is no word of the lattice.
pub const NO_WORD: Cost = (1 << COST_BITS) - 1;
/// The dearest word.
pub const MAX_COST: Cost = NO_WORD - 1;
/// A curated word (name, cue, term) that the word list does not know: 11 nats, a rare but
/// not a very rare word. 中芯 loses to 成本/中/芯片, 中芯国际 wins over 中/芯/国际.
pub const CURATED_COST: Cost = 11 * STEPS;
/// Steps to one nat.
pub const STEPS: Cost = 48;
/// Ids of entries stay below this; ids of a user's overlay start here.
pub const OVERLAY_ID: u32 = 1 << (ID_BITS - 1);

const COST_BITS: u32 = 10;
const ID_BITS: u32 = 26;
const PHRASE: u32 = 1 << 30;
const LAST: u32 = 1 << 31;

/// What the trie holds for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// What the key costs as a word.
    pub cost: Cost,
    /// A phrase of OpenCC's conversion table, or the name of a person.
    pub phrase: bool,
    /// Where its list of entries starts (0: no entries).
    pub list: u32,
}

impl Value {
    pub fn pack(self) -> u32 {
        (self.list << COST_BITS) | u32::from(self.cost) | if self.phrase { PHRASE } else { 0 }
    }

    pub fn unpack(value: u32) -> Self {
        let cost = (value & u32::from(NO_WORD)) as Cost;
        Self { cost, phrase: value & PHRASE != 0, list: (value & !PHRASE) >> COST_BITS }
    }
}

/// One entry of a list; `last` ends the list.
pub fn pack_entry(kind: Kind, id: u32, last: bool) -> u32 {
    (id & ((1 << ID_BITS) - 1)) | ((kind as u32) << ID_BITS) | if last { LAST } else { 0 }
}

/// Kind, id and whether the list ends here; `None` for a number that is no entry.
pub fn unpack_entry(entry: u32) -> Option<(Kind, u32, bool)> {
    let kind = Kind::ALL.get(((entry & !LAST) >> ID_BITS) as usize)?;
    Some((*kind, entry & ((1 << ID_BITS) - 1), entry & LAST != 0))
}

/// Root of the trie.
pub const ROOT: usize = 0;
/// In `base`: the cell has no children and `base` is its value.
pub const LEAF: u32 = 1 << 31;
/// In `base` of a cell with children: it has a value, too, found in its child of code 0.
pub const VALUED: u32 = 1 << 30;
/// Pages of 256 characters in Unicode.
pub const PAGES: usize = 0x11_0000 >> 8;
/// Numbers before the page index.
pub const HEADER: usize = 4;
