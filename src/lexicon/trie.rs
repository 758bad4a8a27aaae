//! A double-array trie over characters, read in place from a table of numbers.
//!
//! It finds every key that starts at a position. It knows no kinds and no costs: a key has a value
//! below 2^31. No `unsafe`, no copy; a damaged table finds nothing, it never panics.
//!
//! Table: `[pages, cells, heads, 0]`, page index (one number for 256 characters), pages of codes,
//! cells of `[base, check]`, heads. Code 0 is no character of any key. Heads are the values of keys
//! of one character once more, by code: most of what is found, close together in memory.

use super::schema::{HEADER, LEAF, NOBODY, PAGES, ROOT, VALUED};

/// A trie over borrowed numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trie<'a> {
    index: &'a [u32],
    codes: &'a [u32],
    cells: &'a [[u32; 2]],
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
        let (codes, rest) = rest.split_at_checked(*header.first()? as usize * 256)?;
        let (cells, rest) = rest.split_at_checked(*header.get(1)? as usize * 2)?;
        let (heads, _) = rest.split_at_checked(*header.get(2)? as usize)?;
        Some(Self { index, codes, cells: bytemuck::cast_slice(cells), heads })
    }

    /// The code of a character, 0 when no key holds it.
    pub fn code(&self, c: char) -> u32 {
        let c = c as usize;
        let page = self.index.get(c >> 8).copied().unwrap_or(0) as usize;
        self.codes.get(page * 256 + (c & 255)).copied().unwrap_or(0)
    }

    /// Calls `found(length, value)` for every key that `codes` starts with, shortest first.
    #[inline]
    pub fn prefixes(&self, codes: &[u32], mut found: impl FnMut(usize, u32)) {
        let Some(&[mut base, _]) = self.cells.get(ROOT) else { return };
        let mut node = ROOT as u32;
        for (i, &code) in codes.iter().enumerate().take_while(|(_, code)| **code != 0) {
            let next = base.wrapping_add(code);
            let Some(&[child, check]) = self.cells.get(next as usize) else { return };
            if check & NOBODY != node {
                return;
            }
            let is_leaf = child & LEAF != 0;
            if is_leaf || check & VALUED != 0 {
                let value = match i {
                    _ if is_leaf => Some(child),
                    0 => self.heads.get(code as usize).copied(),
                    _ => self.cells.get(child as usize).map(|cell| cell[0]),
                };
                if let Some(value) = value {
                    found(i + 1, value & !LEAF);
                }
            }
            if is_leaf {
                return;
            }
            (base, node) = (child, next);
        }
    }
}
