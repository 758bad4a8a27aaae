//! A line that was read wrongly as a whole: where most of it is proven, what the search left standing between
//! or before its pieces was read in the same way, if that reads well too.
//!
//! Invariant: the line is taken whole or not at all, by one chain, with every byte accounted for and nothing
//! guessed; a line without a claim is never looked at.

use std::ops::Range;

use super::chain::Chain;
use super::charset::{is_han, is_usual};
use super::model::{BIT, Cost, Model};
use super::paths::{Out, Piece, trimmed};
use super::repair::{Outcome, Repair, judge};

/// A claim of a line: where, in bytes, and what.
pub type Claim = (Range<usize>, Outcome);

/// Han that a claim must have brought back before it speaks for its line.
const LONG: usize = 8;
/// Bits that the line may cost more when all of it is read anew: lines are seldom damaged in part.
const WHOLE: Cost = 14 * BIT;
/// The part of a line that may still stand, against what is claimed.
const LEFT: usize = 4;

/// The claims of a line, or one in place of them.
pub fn whole(line: &str, claims: Vec<Claim>) -> Vec<Claim> {
    match longest(&claims).and_then(|repair| anew(line, &claims, repair.chain)) {
        Some(claim) => vec![claim],
        None => claims,
    }
}

/// The claim that brought most back, if that is enough.
fn longest(claims: &[Claim]) -> Option<&Repair> {
    let repairs = claims.iter().filter_map(|(_, outcome)| match outcome {
        Outcome::Repair(repair) => Some(repair),
        _ => None,
    });
    let han = |repair: &Repair| repair.text.chars().filter(|c| is_han(*c)).count();
    repairs.max_by_key(|repair| han(repair)).filter(|repair| han(repair) >= LONG)
}

/// All of the line by one chain.
fn anew(line: &str, claims: &[Claim], chain: Chain) -> Option<Claim> {
    let foreign = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    let claimed: usize = claims.iter().filter_map(|(range, _)| line.get(range.clone())).map(foreign).sum();
    let left = foreign(line).saturating_sub(claimed);
    if left == 0 && claims.len() == 1 || left * LEFT > claimed || chain == Chain::GbkDesync {
        return None;
    }
    let text = undone(chain, line)?;
    let dear = |text: &str| Model::get().whole(text);
    if !text.chars().all(is_usual) || dear(&text) > dear(&repaired(line, claims)) + WHOLE {
        return None;
    }
    let chars: Vec<char> = line.chars().collect();
    let paid = Cost::from(chain.spec().open) * BIT;
    let piece = Piece { start: 0, end: chars.len(), chain, text: text.chars().map(Out::Read).collect(), paid };
    let piece = trimmed(&chars, piece)?;
    let damaged = chars.get(piece.start..piece.end)?;
    let beside = |i: Option<usize>| i.and_then(|i| chars.get(i)).copied();
    let outcome = judge(&piece, damaged, beside(piece.start.checked_sub(1)), beside(Some(piece.end)));
    let at = |nth: usize| line.char_indices().nth(nth).map_or(line.len(), |(i, _)| i);
    matches!(outcome, Outcome::Repair(_)).then(|| (at(piece.start)..at(piece.end), outcome))
}

/// What the chain makes of the line, if it makes something of every byte.
fn undone(chain: Chain, line: &str) -> Option<String> {
    let mut now = line.to_owned();
    for step in chain.spec().steps {
        let mut bytes = Vec::with_capacity(now.len());
        now.chars().try_for_each(|c| step.read.encode(c, &mut bytes))?;
        now.clear();
        step.was.decode(&bytes, &mut now)?;
    }
    Some(now)
}

/// The line as its claims repair it.
fn repaired(line: &str, claims: &[Claim]) -> String {
    let (mut out, mut at) = (String::with_capacity(line.len()), 0);
    for (range, outcome) in claims {
        let Outcome::Repair(repair) = outcome else { continue };
        out.push_str(line.get(at..range.start).unwrap_or_default());
        out.push_str(&repair.text);
        at = range.end;
    }
    out.push_str(line.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::super::mojibake;
    use super::*;

    fn repaired_line(line: &str) -> String {
        let mut claims = Vec::new();
        mojibake::find(line, 0..line.len(), |range, outcome| claims.push((range, outcome)));
        repaired(line, &claims)
    }

    fn damaged(text: &str, was: &'static encoding_rs::Encoding, read: &'static encoding_rs::Encoding) -> String {
        read.decode_without_bom_handling(&was.encode(text).0).0.into_owned()
    }

    #[test]
    fn a_mark_between_two_names_belongs_to_its_line() {
        let text = "Redis、Valkey和KeyDB都有相同的設計模式，透過一系列的資料結構來提供服務。";
        let line = damaged(text, encoding_rs::BIG5, encoding_rs::WINDOWS_1252);
        assert_eq!(repaired_line(&line), text);
    }

    #[test]
    fn what_is_sound_beside_damage_stays() {
        let text = "透過一系列的資料結構來提供服務";
        let line = format!("他說「{}」。", damaged(text, encoding_rs::BIG5, encoding_rs::GBK));
        assert_eq!(repaired_line(&line), format!("他說「{text}」。"));
    }
}
