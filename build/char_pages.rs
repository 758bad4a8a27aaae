//! The table of single characters as `lexicon::chars` reads it: what a text asks of every character stands in one
//! number, so that one look at memory tells it.

use crate::char_schema::{Class, FAR, pack_cell};
use crate::schema::PAGES;

/// `[pages, far, 0, 0]`, page index (one number for 256 characters), a cell for each character, where its forms start
/// (two in a number), and pairs of the characters with a fold beyond the basic plane and that fold. Page 0 is empty.
pub struct Pages {
    index: Vec<u32>,
    cells: Vec<u32>,
    forms: Vec<u16>,
    far: Vec<u32>,
}

impl Default for Pages {
    fn default() -> Self {
        Self { index: vec![0; PAGES], cells: vec![0; 256], forms: vec![0; 256], far: Vec::new() }
    }
}

impl Pages {
    /// Characters come in their order.
    pub fn set(&mut self, c: char, folded: char, class: Class, forms: u16) {
        let fold = match u16::try_from(folded as u32) {
            _ if folded == c => 0,
            Ok(fold) => fold,
            Err(_) => {
                self.far.extend([c as u32, folded as u32]);
                FAR
            }
        };
        let c = c as usize;
        if self.index[c >> 8] == 0 {
            self.index[c >> 8] = (self.cells.len() / 256) as u32;
            self.cells.resize(self.cells.len() + 256, 0);
            self.forms.resize(self.forms.len() + 256, 0);
        }
        let at = self.index[c >> 8] as usize * 256 + (c & 255);
        self.cells[at] = pack_cell(fold, class);
        self.forms[at] = forms;
    }

    pub fn table(self) -> Vec<u32> {
        let (pages, far) = (self.cells.len() / 256, self.far.len() / 2);
        let halves = self.forms.chunks_exact(2).map(|two| u32::from(two[0]) | u32::from(two[1]) << 16);
        let head = [pages as u32, far as u32, 0, 0].into_iter();
        head.chain(self.index).chain(self.cells).chain(halves).chain(self.far).collect()
    }
}
