//! Builds the table that `trie` reads: at compile time for `rules/`, at run time for a user's packs.
//!
//! Invariant: every key that goes in is found with its value, and nothing else is.

use std::collections::{HashMap, HashSet};

use super::schema::{LEAF, PAGES, ROOT, VALUED};

/// The table of a trie over `keys`: sorted by chars, distinct, none empty; values below 2^31.
pub fn build(keys: &[(Vec<char>, u32)]) -> Vec<u32> {
    let alphabet = Alphabet::new(keys);
    let coded = alphabet.encode(keys);
    let tree = Tree::new(&coded);
    let cells = Cells::place(&tree);
    let heads = heads(&coded, &cells, alphabet.code_of.len());
    let mut table = vec![alphabet.n_pages, cells.len() as u32, heads.len() as u32 / 2, 0];
    table.extend(alphabet.index);
    table.extend(halves(&alphabet.codes));
    table.extend(halves(&cells.iter().map(|cell| cell.check).collect::<Vec<u16>>()));
    table.extend(cells.iter().map(|cell| cell.base));
    table.extend(heads);
    table
}

/// Two in one number, the first in its low half.
fn halves(numbers: &[u16]) -> impl Iterator<Item = u32> + '_ {
    numbers.chunks(2).map(|pair| pair.iter().rev().fold(0, |both, half| (both << 16) | u32::from(*half)))
}

/// For each code the value of the key that is this one character, and the base of the keys that go on from it;
/// [`LEAF`] where there is none.
fn heads(keys: &[(Vec<u16>, u32)], cells: &[Cell], last: usize) -> Vec<u32> {
    let mut heads = vec![LEAF; 2 * (last + 1)];
    let root = cells.get(ROOT).map_or(0, |cell| cell.base) as usize;
    for (key, value) in keys {
        let Some(code) = key.first().map(|code| usize::from(*code)) else { continue };
        let Some([head, base]) = heads.get_mut(2 * code..).and_then(|heads| heads.first_chunk_mut()) else { continue };
        if key.len() == 1 {
            *head = *value;
        }
        let child = cells.get(root + code).map_or(LEAF, |cell| cell.base);
        *base = if child & LEAF == 0 { child & !VALUED } else { LEAF };
    }
    heads
}

/// Characters by falling frequency, so that common ones have small codes and cells lie close.
struct Alphabet {
    code_of: HashMap<char, u16>,
    index: Vec<u32>,
    codes: Vec<u16>,
    n_pages: u32,
}

impl Alphabet {
    fn new(keys: &[(Vec<char>, u32)]) -> Self {
        let mut counts: HashMap<char, usize> = HashMap::new();
        for c in keys.iter().flat_map(|(key, _)| key) {
            *counts.entry(*c).or_default() += 1;
        }
        let mut chars: Vec<(char, usize)> = counts.into_iter().collect();
        chars.sort_unstable_by_key(|&(c, n)| (std::cmp::Reverse(n), c));
        let mut alphabet = Self { code_of: HashMap::new(), index: vec![0; PAGES], codes: vec![0; 256], n_pages: 1 };
        for ((c, _), code) in chars.into_iter().zip(1..=u16::MAX) {
            alphabet.code_of.insert(c, code);
            alphabet.set(c as usize, code);
        }
        alphabet
    }

    fn set(&mut self, c: usize, code: u16) {
        if let Some(page) = self.index.get_mut(c >> 8) {
            if *page == 0 {
                *page = self.n_pages;
                self.n_pages += 1;
                self.codes.resize(self.codes.len() + 256, 0);
            }
            if let Some(cell) = self.codes.get_mut(*page as usize * 256 + (c & 255)) {
                *cell = code;
            }
        }
    }

    fn encode(&self, keys: &[(Vec<char>, u32)]) -> Vec<(Vec<u16>, u32)> {
        let code = |c: &char| self.code_of.get(c).copied().unwrap_or(0);
        let mut coded: Vec<_> =
            keys.iter().map(|(key, value)| (key.iter().map(code).collect::<Vec<_>>(), *value)).collect();
        coded.sort_unstable();
        coded
    }
}

/// The trie as nodes; node 0 is the root. A child of code 0 is the value of a node with children.
struct Tree {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    value: Option<u32>,
    children: Vec<(u16, usize)>,
}

impl Tree {
    fn new(keys: &[(Vec<u16>, u32)]) -> Self {
        let mut tree = Self { nodes: vec![Node::default()] };
        for (key, value) in keys {
            let end = key.iter().fold(ROOT, |node, code| tree.child(node, *code));
            if let Some(node) = tree.nodes.get_mut(end) {
                node.value = Some(*value);
            }
        }
        for at in 0..tree.nodes.len() {
            tree.split_value(at);
        }
        tree
    }

    /// The child for `code`; keys come sorted, so it is the last one or a new one.
    fn child(&mut self, node: usize, code: u16) -> usize {
        let fresh = self.nodes.len();
        let Some(parent) = self.nodes.get_mut(node) else { return node };
        match parent.children.last() {
            Some(&(last, child)) if last == code => child,
            _ => {
                parent.children.push((code, fresh));
                self.nodes.push(Node::default());
                fresh
            }
        }
    }

    /// A node with children keeps its value in a child of code 0.
    fn split_value(&mut self, at: usize) {
        let fresh = self.nodes.len();
        let Some(node) = self.nodes.get_mut(at) else { return };
        if let (false, Some(value)) = (node.children.is_empty(), node.value) {
            node.children.insert(0, (0, fresh));
            self.nodes.push(Node { value: Some(value), children: Vec::new() });
        }
    }
}

/// The code that leads to a cell (0: none does), and where its children are.
#[derive(Clone, Copy, Default)]
struct Cell {
    check: u16,
    base: u32,
}

/// Places nodes with many children first: those with one then fill the gaps.
struct Cells {
    /// For each cell: itself when free, else a cell behind it (path to the next free one).
    next: Vec<usize>,
    /// Where a search for so many children begins: in front of it they seldom fit.
    likely: (usize, usize),
    /// Bases in use: of two nodes with one, each would have the other's children.
    bases: HashSet<usize>,
    base: Vec<u32>,
    at: Vec<usize>,
}

/// After so many free cells that did not fit, later searches begin where this one ended.
const PATIENCE: usize = 200;

impl Cells {
    fn place(tree: &Tree) -> Vec<Cell> {
        let n = tree.nodes.len();
        let (base, at) = (vec![0; n], vec![ROOT; n]);
        let mut cells = Self { next: vec![ROOT + 1], likely: (0, ROOT + 1), bases: HashSet::new(), base, at };
        let mut order: Vec<usize> = (0..n).filter(|i| has_children(tree, *i)).collect();
        order.sort_by_key(|i| std::cmp::Reverse(tree.nodes.get(*i).map_or(0, |n| n.children.len())));
        for i in order {
            if let Some(node) = tree.nodes.get(i) {
                cells.place_children(i, &node.children);
            }
        }
        cells.write(tree)
    }

    fn place_children(&mut self, node: usize, children: &[(u16, usize)]) {
        let base = self.find_base(children);
        self.bases.insert(base);
        for &(code, child) in children {
            self.take(base + code as usize);
            if let Some(at) = self.at.get_mut(child) {
                *at = base + code as usize;
            }
        }
        if let Some(slot) = self.base.get_mut(node) {
            *slot = base as u32;
        }
    }

    fn find_base(&mut self, children: &[(u16, usize)]) -> usize {
        let lowest = children.first().map_or(0, |(code, _)| *code as usize);
        if self.likely.0 != children.len() {
            self.likely = (children.len(), ROOT + 1);
        }
        let mut free = self.next_free(self.likely.1.max(lowest));
        let mut tried = 0;
        while !self.fits(free - lowest, children) {
            free = self.next_free(free + 1);
            tried += 1;
        }
        if tried > PATIENCE {
            self.likely.1 = self.likely.1.max(free);
        }
        free - lowest
    }

    fn fits(&self, base: usize, children: &[(u16, usize)]) -> bool {
        !self.bases.contains(&base) && !children.iter().any(|(code, _)| self.is_taken(base + *code as usize))
    }

    /// The first free cell from `cell` on; shortens the path it went.
    fn next_free(&mut self, cell: usize) -> usize {
        let mut free = cell;
        while let Some(next) = self.next.get(free).copied().filter(|next| *next != free) {
            free = next;
        }
        let mut at = cell;
        while let Some(next) = self.next.get_mut(at).filter(|next| **next != at) {
            at = std::mem::replace(next, free);
        }
        free
    }

    fn is_taken(&self, cell: usize) -> bool {
        self.next.get(cell).is_some_and(|next| *next != cell)
    }

    fn take(&mut self, cell: usize) {
        let len = self.next.len();
        self.next.extend(len..=cell);
        if let Some(next) = self.next.get_mut(cell) {
            *next = cell + 1;
        }
    }

    fn write(&self, tree: &Tree) -> Vec<Cell> {
        let mut cells = vec![Cell::default(); self.next.len()];
        for ((node, base), at) in tree.nodes.iter().zip(&self.base).zip(&self.at) {
            let valued = if node.value.is_some() { VALUED } else { 0 };
            if let Some(cell) = cells.get_mut(*at) {
                cell.base = if node.children.is_empty() { node.value.unwrap_or(0) | LEAF } else { *base | valued };
            }
            for (code, child) in &node.children {
                if let Some(cell) = self.at.get(*child).and_then(|at| cells.get_mut(*at)) {
                    cell.check = *code;
                }
            }
        }
        cells
    }
}

fn has_children(tree: &Tree, node: usize) -> bool {
    tree.nodes.get(node).is_some_and(|n| !n.children.is_empty())
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use proptest::prelude::*;

    use super::super::trie::Trie;
    use super::build;

    /// Every prefix of `text` that is a key, by the trie.
    fn by_trie(trie: Trie<'_>, text: &[char]) -> Vec<(usize, u32)> {
        let codes: Vec<u16> = text.iter().map(|c| trie.code(*c)).collect();
        let mut found = Vec::new();
        trie.prefixes(&codes, |len, value| found.push((len, value)));
        found
    }

    fn by_map(map: &HashMap<Vec<char>, u32>, text: &[char]) -> Vec<(usize, u32)> {
        (1..=text.len()).filter_map(|n| map.get(&text[..n]).map(|value| (n, *value))).collect()
    }

    proptest! {
        #[test]
        fn the_trie_finds_what_a_map_finds(
            keys in prop::collection::btree_map("[a-c云雲服务𠀀]{1,5}", 0u32..1 << 31, 0..40),
            text in "[a-d云雲服务器𠀀]{0,30}",
        ) {
            let keys: BTreeMap<Vec<char>, u32> = keys.into_iter().map(|(k, v)| (k.chars().collect(), v)).collect();
            let map: HashMap<_, _> = keys.clone().into_iter().collect();
            let table = build(&keys.into_iter().collect::<Vec<_>>());
            let chars: Vec<char> = text.chars().collect();
            for at in 0..=chars.len() {
                prop_assert_eq!(by_trie(Trie::new(&table), &chars[at..]), by_map(&map, &chars[at..]));
            }
        }

        #[test]
        fn a_damaged_table_finds_something_or_nothing(table in prop::collection::vec(any::<u32>(), 0..9000)) {
            by_trie(Trie::new(&table), &['云', '服', '务']);
        }
    }

    #[test]
    fn nothing_is_found_in_an_empty_trie() {
        assert!(by_trie(Trie::new(&build(&[])), &['云']).is_empty());
        assert!(by_trie(Trie::new(&[]), &['云']).is_empty());
    }
}
