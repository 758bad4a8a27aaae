//! A double-array trie over characters, read in place from a table of numbers.
//!
//! It finds every key that starts at a position. It knows no kinds and no costs: a key has a value
//! below 2^31. No `unsafe`, no copy; a damaged table finds nothing, it never panics.
//!
//! Table: `[pages, cells, heads, 0]`, page index (one number for 256 characters), pages of codes, a
//! check for each cell, a base for each cell, heads. Code 0 is no character of any key. A cell's check is
//! the code that leads to it, which is enough since no two nodes have one base; codes and checks take
//! half a number each, so that what most looks end at stays in the cache. Heads are the values of keys of
//! one character once more, by code: most of what is found, close together in memory.

use super::schema::{HEADER, LEAF, PAGES, ROOT, VALUED};

/// A trie over borrowed numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trie<'a> {
    index: &'a [u32],
    codes: &'a [u32],
    checks: &'a [u32],
    bases: &'a [u32],
    heads: &'a [u32],
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
        let (heads, _) = rest.split_at_checked(*header.get(2)? as usize)?;
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
        let Some(&(mut base)) = self.bases.get(ROOT) else { return };
        for (i, &code) in codes.iter().enumerate().take_while(|(_, code)| **code != 0) {
            let next = base.wrapping_add(u32::from(code)) as usize;
            if half(self.checks, next) != Some(code) {
                return;
            }
            let Some(&child) = self.bases.get(next) else { return };
            let is_leaf = child & LEAF != 0;
            base = child & !VALUED;
            if is_leaf || child & VALUED != 0 {
                let value = match i {
                    _ if is_leaf => Some(child),
                    0 => self.heads.get(usize::from(code)).copied(),
                    _ => self.bases.get(base as usize).copied(),
                };
                if let Some(value) = value {
                    found(i + 1, value & !LEAF);
                }
            }
            if is_leaf {
                return;
            }
        }
    }
}

/// The half number at `at`, low halves first.
#[inline]
fn half(numbers: &[u32], at: usize) -> Option<u16> {
    numbers.get(at / 2).map(|pair| (pair >> (at % 2 * 16)) as u16)
}
