//! Which words a segment is made of: the segmentation that decides the borders of short entries.

use crate::document::View;
use crate::lexicon::Hits;

/// The best segmentation of a view into words.
#[derive(Clone, Debug, Default)]
pub struct Lattice {}

impl Lattice {
    pub fn new(_view: &View, _hits: &Hits) -> Self {
        Self {}
    }
}
