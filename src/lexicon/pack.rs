//! A project's own entries beside the compiled ones: words in wrong shapes, and forms with classes.
//!
//! Invariant: an overlay entry of `Kind::Script` or `Kind::Residue` has the index of its miswriting or its form.

use super::char_schema::Role;
use super::chars::{Slip, fold, forms};
use super::classes::Classes;
use super::overlay::OverlayEntry;
use super::schema::{Kind, OVERLAY_ID};
use crate::settings::Script;

/// What a project adds to the lexicons of script and residue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pack {
    miswritings: Vec<Miswriting>,
    forms: Vec<(String, Classes)>,
}

/// One wrong shape of a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Miswriting {
    right: String,
    /// In articles of which script, and whether it must stand on borders of words.
    pub role: Role,
    pub slips: Vec<Slip>,
}

impl Pack {
    pub fn new(miswritings: Vec<Miswriting>, forms: Vec<(String, Classes)>) -> Self {
        Self { miswritings, forms }
    }

    /// What the walk over the lexicons looks for.
    pub fn entries(&self) -> impl Iterator<Item = OverlayEntry> + '_ {
        let words = self.miswritings.iter().map(|word| (&word.right, Kind::Script)).zip(0u32..);
        let forms = self.forms.iter().map(|(form, _)| (form, Kind::Residue)).zip(0u32..);
        words.chain(forms).map(|((key, kind), index)| OverlayEntry { key: key.clone(), kind, index, word: false })
    }

    /// The miswriting behind a hit of `Kind::Script`; nothing for one of the compiled lexicon.
    pub fn miswriting(&self, id: u32) -> Option<&Miswriting> {
        self.miswritings.get(id.checked_sub(OVERLAY_ID)? as usize)
    }

    /// The classes behind a hit of `Kind::Residue`; nothing for one of the compiled lexicon.
    pub fn classes(&self, id: u32) -> Option<Classes> {
        self.forms.get(id.checked_sub(OVERLAY_ID)? as usize).map(|(_, classes)| *classes)
    }
}

impl Miswriting {
    /// `wrong` for `right` in articles of `script`. A fault, in words, where the two are not one word in two shapes.
    pub fn new(script: Script, right: &str, wrong: &str, borders: bool) -> Result<Self, &'static str> {
        if right.chars().count() != wrong.chars().count() || right == wrong {
            return Err("not the same number of characters, or nothing is wrong");
        }
        let mut slips = Vec::new();
        for (at, (r, w)) in right.chars().zip(wrong.chars()).enumerate() {
            let folded = fold(r);
            if fold(w) != folded {
                return Err("not the same characters in Simplified");
            }
            let (bad, good) = (shapes(folded, w, r == w), shapes(folded, r, true));
            if r == w && bad == 0 {
                continue;
            }
            if r != w && (bad == 0 || good == 0 || bad & good != 0) {
                return Err("its characters have no two different shapes");
            }
            slips.push(Slip { at, wrong: bad, right: good });
        }
        let role = if script == Script::Hans { Role::HANS } else { Role::HANT };
        let role = Role(role.0 | if borders { Role::BORDERS.0 } else { 0 });
        Ok(Self { right: right.to_owned(), role, slips })
    }
}

/// Bits of the forms of a folded character that `shape` stands for; with those that other regions write for it.
fn shapes(folded: char, shape: char, regional: bool) -> u16 {
    let rank = forms(folded).find(|form| form.shape == shape).map(|form| form.rank);
    let stands = |shape_of: char, rank_of: u8| shape_of == shape || (regional && Some(rank_of) == rank);
    let bits = forms(folded).enumerate().filter(|(i, form)| *i < 16 && stands(form.shape, form.rank));
    bits.fold(0, |bits, (i, _)| bits | (1 << i))
}
