//! `encoding/mojibake`: text decoded with the wrong codec, repaired where the bytes prove it.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::analysis::damage::{Chain, DamageKind, Grade, Repair};
use crate::engine::{Change, Judge, Kinds, Rule};
use crate::finding::{Applicability, Certainty, Edit, Finding, Severity};
use crate::message::{Message, Title};
use crate::text::Span;

/// One finding for each wrong reading and each grade of proof, with all its places: they have one
/// cause, and one fix repairs them together.
pub struct Mojibake;

const ID: &str = "encoding/mojibake";

/// What the places of one finding share: quoted in a line about garbled text, chain, grade.
type Kind = (bool, Chain, Grade);

impl Rule for Mojibake {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let mut groups: BTreeMap<Kind, Vec<(Span, &Repair)>> = BTreeMap::new();
        for at in cx.with(Kinds::DAMAGE.with(Kinds::WEAK)) {
            for damage in &at.seen.damage {
                if let DamageKind::Mojibake(repair) = &damage.kind {
                    let group = groups.entry((damage.quoted, repair.chain, repair.grade)).or_default();
                    group.push((damage.span.shifted(at.base), repair));
                }
            }
            for (span, repair) in at.seen.remnants(&cx.facts.damage) {
                groups.entry((false, repair.chain, repair.grade)).or_default().push((span.shifted(at.base), repair));
            }
        }
        out.extend(groups.into_iter().map(|(kind, damage)| finding(cx, kind, &damage)));
    }

    fn holds(&self, _cx: &Judge<'_>, change: &Change<'_>) -> bool {
        change.is_free_of(Kinds::DAMAGE.with(Kinds::WEAK))
    }
}

fn finding(cx: &Judge<'_>, (quoted, chain, grade): Kind, damage: &[(Span, &Repair)]) -> Finding {
    let severity = if quoted { cx.graded(ID, Severity::Info) } else { cx.severity(ID) };
    let places = damage.iter().map(|(span, _)| *span).collect();
    let first = damage.first().map_or("".into(), |(_, repair)| marked(repair));
    let key = match grade {
        Grade::Unproven => "unproven",
        Grade::Likely if damage.iter().any(|(_, repair)| !repair.guessed.is_empty()) => "guessed",
        _ => "default",
    };
    let message = Message::new(ID, key)
        .number("count", damage.len() as u64)
        .text("text", excerpt(&first))
        .text("source", chain.source().name())
        .text("read", chain.read().name());
    let finding = Finding::new(ID, severity, message, places);
    let applicability = match grade {
        Grade::Proven if !quoted => Applicability::Safe,
        Grade::Witnessed if !quoted && cx.facts.damage.chains.is_witnessed(chain) => Applicability::Safe,
        _ if damage.iter().all(|(_, repair)| is_mostly_lost(&repair.text)) => return finding,
        _ => Applicability::Suggested,
    };
    let title = match damage {
        [(_, only)] => Title::Replace(excerpt(&marked(only))),
        _ => Title::Page(Message::new(ID, "all").number("count", damage.len() as u64)),
    };
    let edits = damage.iter().map(|(span, repair)| Edit::new(*span, repair.text.clone())).collect();
    let certainty = if grade == Grade::Proven { Certainty::Certain } else { Certainty::Probable };
    finding.with_certainty(certainty).with_fix(title, applicability, edits)
}

/// The repaired text with guessed characters between 〔 and 〕.
fn marked(repair: &Repair) -> EcoString {
    if repair.guessed.is_empty() {
        return repair.text.clone();
    }
    let mut shown = String::with_capacity(repair.text.len() + 8);
    for (i, c) in (0u32..).zip(repair.text.chars()) {
        match repair.guessed.binary_search(&i) {
            Ok(_) => shown.extend(['〔', c, '〕']),
            Err(_) => shown.push(c),
        }
    }
    shown.into()
}

/// Too little came out to be put there.
fn is_mostly_lost(text: &str) -> bool {
    text.chars().filter(|c| *c == '\u{FFFD}').count() * 3 > text.chars().count()
}

/// As much of a repaired text as a message can hold.
fn excerpt(text: &str) -> EcoString {
    const LENGTH: usize = 24;
    let mut shown: String = text.chars().take(LENGTH).collect();
    if text.chars().nth(LENGTH).is_some() {
        shown.push('…');
    }
    shown.into()
}
