//! What the repairs of a whole article tell of each chain: how much it damaged, and whether what pipelines
//! drop is still there. Without such a witness a repair that looks perfect may lack characters.
//!
//! Invariant: sorted by chain, one entry each, so that merging is associative.

use super::chain::Chain;
use super::codec::Codec;
use super::repair::{Grade, Repair};

/// Damaged characters from which on a witness must have shown.
const ENOUGH: u32 = 200;
/// Characters restored from which on the chain is certain for the article.
const CERTAIN: u32 = 12;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChainFacts(Vec<(Chain, Tally)>);

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Tally {
    damaged: u32,
    /// Soft hyphens, or characters of private use.
    witness: u32,
    /// Characters of repairs that are certified; places that are not.
    restored: u32,
    unsure: u32,
}

impl ChainFacts {
    pub fn add(&mut self, repair: &Repair, damaged: &str) {
        let certified = repair.grade <= Grade::Witnessed;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let tally = Tally {
            damaged: count(damaged.chars().count()),
            witness: count(damaged.chars().filter(|c| is_witness(repair.chain, *c)).count()),
            restored: if certified { count(repair.text.chars().count()) } else { 0 },
            unsure: u32::from(!certified),
        };
        self.insert(repair.chain, tally);
    }

    pub fn merge(&mut self, next: &Self) {
        for (chain, tally) in &next.0 {
            self.insert(*chain, *tally);
        }
    }

    fn insert(&mut self, chain: Chain, next: Tally) {
        match self.0.binary_search_by_key(&chain, |(c, _)| *c) {
            Ok(i) => {
                let Some((_, known)) = self.0.get_mut(i) else { return };
                known.damaged = known.damaged.saturating_add(next.damaged);
                known.witness = known.witness.saturating_add(next.witness);
                known.restored = known.restored.saturating_add(next.restored);
                known.unsure = known.unsure.saturating_add(next.unsure);
            }
            Err(i) => self.0.insert(i, (chain, next)),
        }
    }

    fn of(&self, chain: Chain) -> Tally {
        let found = self.0.binary_search_by_key(&chain, |(c, _)| *c).ok();
        found.and_then(|i| self.0.get(i)).map(|(_, tally)| *tally).unwrap_or_default()
    }

    /// True when nothing that the chain yields was dropped in this article.
    pub fn is_witnessed(&self, chain: Chain) -> bool {
        let tally = self.of(chain);
        let shown = match chain.read() {
            Codec::Gbk => tally.witness.saturating_mul(10) > tally.damaged,
            _ => tally.witness > 0,
        };
        tally.damaged >= ENOUGH && tally.unsure == 0 && shown
    }

    /// True when the chain, or one like it, damaged this article beyond doubt.
    pub fn is_certain(&self, chain: Chain) -> bool {
        self.certain().any(|known| known.is_kin(chain))
    }

    /// The chains that damaged this article beyond doubt.
    pub fn certain(&self) -> impl Iterator<Item = Chain> {
        self.0.iter().filter(|(_, tally)| tally.restored >= CERTAIN).map(|(chain, _)| *chain)
    }
}

/// A character that a pipeline would have dropped. Only GBK and Big5 read as Latin, and Big5 read as GBK,
/// are sure to show one.
fn is_witness(chain: Chain, c: char) -> bool {
    match (chain.source(), chain.read()) {
        (Codec::Gbk | Codec::Big5, Codec::Cp1252 | Codec::Latin1) => c == '\u{AD}',
        (Codec::Big5, Codec::Gbk) => matches!(c, '\u{E000}'..='\u{F8FF}'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repair(chain: Chain, grade: Grade) -> Repair {
        Repair { chain, text: "数据中心".into(), grade, guessed: Box::default() }
    }

    #[test]
    fn much_damage_with_a_soft_hyphen_is_witnessed() {
        let mut facts = ChainFacts::default();
        facts.add(&repair(Chain::GbkAsLatin, Grade::Witnessed), &"Ê".repeat(199));
        assert!(!facts.is_witnessed(Chain::GbkAsLatin));
        facts.add(&repair(Chain::GbkAsLatin, Grade::Witnessed), "\u{AD}");
        assert!(facts.is_witnessed(Chain::GbkAsLatin));
        assert!(!facts.is_witnessed(Chain::Big5AsLatin));
        facts.add(&repair(Chain::GbkAsLatin, Grade::Unproven), "Ê");
        assert!(!facts.is_witnessed(Chain::GbkAsLatin), "something was lost elsewhere");
    }

    #[test]
    fn a_chain_is_certain_for_its_kin() {
        let mut facts = ChainFacts::default();
        for _ in 0..3 {
            assert!(!facts.is_certain(Chain::Utf8AsLatin));
            facts.add(&repair(Chain::Utf8AsLatin, Grade::Proven), "æ•°æ®ä¸\u{AD}å¿ƒ");
        }
        assert!(facts.is_certain(Chain::Utf8AsLatin) && facts.is_certain(Chain::Utf8AsLatin1));
        assert!(!facts.is_certain(Chain::GbkAsLatin) && !facts.is_certain(Chain::Utf8AsGbk));
        assert!(!facts.is_certain(Chain::Utf8AsLatinTwice));
    }

    #[test]
    fn private_use_must_be_common_to_be_a_witness() {
        let text = |private: usize| "\u{E4C6}".repeat(private) + &"縩".repeat(300 - private);
        let mut facts = ChainFacts::default();
        facts.add(&repair(Chain::Big5AsGbk, Grade::Witnessed), &text(20));
        assert!(!facts.is_witnessed(Chain::Big5AsGbk));
        facts.add(&repair(Chain::Big5AsGbk, Grade::Witnessed), &text(60));
        assert!(facts.is_witnessed(Chain::Big5AsGbk));
    }
}
