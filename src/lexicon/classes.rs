//! Sets of the classes that a lexicon gives to its forms.

/// A set of the classes that `rules/figures/*.toml` or `rules/residue/*.toml` give to a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(pub u128);

impl Classes {
    /// The set of a form, by its id, in a family's side table: sixteen bytes a form, the lowest first.
    pub fn of(table: &[u8], id: u32) -> Self {
        let (sets, _) = table.as_chunks();
        Self(sets.get(id as usize).copied().map_or(0, u128::from_le_bytes))
    }

    /// Has any class of `other`.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
