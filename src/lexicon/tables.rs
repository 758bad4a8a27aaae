//! The compiled tables, embedded and read in place: nothing is loaded, nothing is copied.

use super::trie::Trie;

/// Bytes at an address fit for numbers.
#[repr(C, align(8))]
struct Aligned<T: ?Sized>(T);

macro_rules! table {
    ($name:ident, $file:literal) => {
        pub(super) fn $name() -> &'static [u32] {
            static TABLE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/", $file)));
            bytemuck::try_cast_slice(&TABLE.0).unwrap_or_default()
        }
    };
}

table!(chars, "chars.bin");
table!(forms, "forms.bin");
table!(phrases, "phrases.bin");
table!(regions, "regions.bin");
table!(entries, "entries.bin");
table!(name_table, "names.bin");
table!(trie_table, "trie.bin");
table!(convert_table, "convert_trie.bin");
table!(converted, "convert.bin");

/// The table of names, which [`crate::analysis::names`] reads.
pub(crate) fn names() -> &'static [u32] {
    name_table()
}

/// The trie over the keys of conversion, as they are written.
pub(super) fn convert_trie() -> Trie<'static> {
    Trie::new(convert_table())
}

/// The trie over all keys of `rules/`.
pub(super) fn trie() -> Trie<'static> {
    Trie::new(trie_table())
}
