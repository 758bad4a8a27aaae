//! A double-array trie over characters, read in place from a table of numbers.
//!
//! It finds every key that starts at a position. It knows no kinds and no costs: a key has a value
//! below 2^31. No `unsafe`, no copy; a damaged table finds nothing, it never panics.
//!
//! Table: `[pages, cells, heads, 0]`, page index (one number for 256 characters), pages of codes, a
//! check for each cell, a base for each cell, heads. Code 0 is no character of any key. A cell's check is
//! the code that leads to it, which is enough since no two nodes have one base; codes and checks take
//! half a number each, so that what most looks end at stays in the cache. Heads are two numbers for each code:
//! the value of the key of this one character, which most of what is found is, and the base of what goes on from it.

use super::schema::{HEADER, LEAF, PAGES, VALUED};

/// A trie over borrowed numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trie<'a> {
    index: &'a [u32],
    codes: &'a [u16],
    checks: &'a [u16],
    bases: &'a [u32],
    heads: &'a [[u32; 2]],
}

impl<'a> Trie<'a> {
    /// Reads a table made by the builder. A table that is too short gives an empty trie.
    pub fn new(table: &'a [u32]) -> Self {
        Self::split(table).unwrap_or_default()
    }

    fn split(table: &'a [u32]) -> Option<Self> {
        let (header, rest) = table.split_at_checked(HEADER)?;
        let (index, rest) = rest.split_at_checked(PAGES)?;
        let cells = *header.get(1)? as usize;
        let (codes, rest) = rest.split_at_checked(*header.first()? as usize * 128)?;
        let (checks, rest) = rest.split_at_checked(cells.div_ceil(2))?;
        let (bases, rest) = rest.split_at_checked(cells)?;
        let (heads, _) = rest.as_chunks();
        let heads = heads.get(..*header.get(2)? as usize)?;
        let (codes, checks) = (bytemuck::cast_slice(codes), bytemuck::cast_slice(checks));
        Some(Self { index, codes, checks, bases, heads })
    }

    /// The code of a character, 0 when no key holds it.
    pub fn code(&self, c: char) -> u16 {
        let c = c as usize;
        let page = self.index.get(c >> 8).copied().unwrap_or(0) as usize;
        half(self.codes, page * 256 + (c & 255)).unwrap_or(0)
    }

    /// Calls `found(length, value)` for every key that `codes` starts with, shortest first.
    #[inline]
    pub fn prefixes(&self, codes: &[u16], mut found: impl FnMut(usize, u32)) {
        let Some((&first, rest)) = codes.split_first().filter(|(first, _)| **first != 0) else { return };
        let Some(&[value, mut base]) = self.heads.get(usize::from(first)) else { return };
        if value & LEAF == 0 {
            found(1, value);
        }
        if base & LEAF != 0 {
            return;
        }
        for (i, &code) in rest.iter().enumerate().take_while(|(_, code)| **code != 0) {
            let next = base.wrapping_add(u32::from(code)) as usize;
            if half(self.checks, next) != Some(code) {
                return;
            }
            let Some(&child) = self.bases.get(next) else { return };
            let is_leaf = child & LEAF != 0;
            base = child & !VALUED;
            if is_leaf || child & VALUED != 0 {
                let value = if is_leaf { Some(child) } else { self.bases.get(base as usize).copied() };
                if let Some(value) = value {
                    found(i + 2, value & !LEAF);
                }
            }
            if is_leaf {
                return;
            }
        }
    }
}

/// The half number at `at`, of halves that stand two in a number, the low one first.
#[inline]
fn half(numbers: &[u16], at: usize) -> Option<u16> {
    numbers.get(if cfg!(target_endian = "big") { at ^ 1 } else { at }).copied()
}
