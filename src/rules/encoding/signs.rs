//! How the rules about single characters report: one finding for each kind of sign and each answer to
//! whether it may be repaired unasked, with all its places.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::analysis::names::{Mention, Reading};
use crate::analysis::signs::{Sign, SignGroup, SignKind};
use crate::document::Format;
use crate::engine::{Change, Judge, Kinds, SegmentAt};
use crate::finding::{Applicability, Edit, Finding, Severity};
use crate::lexicon::fold;
use crate::message::{Message, Title};
use crate::settings::Script;
use crate::text::Span;

/// A sign in its place, and what should stand there.
struct Placed {
    span: Span,
    fix: Option<EcoString>,
}

/// What the places of one finding share: may the rule repair it, does a line speak of it, which kind.
type Group = (bool, bool, SignKind);

/// Reports the signs of one group as findings of `rule`.
pub(super) fn report(rule: &'static str, group: SignGroup, cx: &Judge<'_>, out: &mut Vec<Finding>) {
    let mut groups: BTreeMap<Group, Vec<Placed>> = BTreeMap::new();
    for at in cx.with(Kinds::SIGNS) {
        for sign in at.seen.signs.iter().filter(|s| s.kind.group() == group) {
            let (fix, safe) = fitting(cx, sign);
            let safe = safe || is_name(&at, sign);
            let placed = Placed { span: sign.span.shifted(at.base), fix };
            groups.entry((safe, sign.quoted, sign.kind)).or_default().push(placed);
        }
    }
    out.extend(groups.into_iter().map(|(group, places)| finding(rule, cx, group, &places)));
}

/// True when no sign went or came with an edit, and the article is still of one script.
pub(super) fn hold(cx: &Judge<'_>, change: &Change<'_>) -> bool {
    change.is_free_of(Kinds::SIGNS) && cx.verdict.script == change.verdict.script
}

/// The word is the name of somebody as soon as its letters are of one script: GitНub.
fn is_name(at: &SegmentAt<'_>, sign: &Sign) -> bool {
    let same = |m: &Mention| m.reading == Reading::Mixed && m.span == sign.span;
    sign.kind == SignKind::Letter && !sign.quoted && at.seen.mentions.iter().any(same)
}

/// The fix for this article. In Simplified text ⼾ was 户, where Unicode names only 戶; in Markdown an
/// escape may be there for the renderer's sake.
fn fitting(cx: &Judge<'_>, sign: &Sign) -> (Option<EcoString>, bool) {
    let escaped = sign.kind.group() == SignGroup::Escape && cx.document.format == Format::Markdown;
    let safe = sign.safe && !escaped;
    if matches!(sign.kind, SignKind::Kangxi | SignKind::Component) && cx.verdict.script == Some(Script::Hans) {
        let simplified = sign.fix.as_deref().map(|text| text.chars().map(fold).collect::<EcoString>());
        let same = simplified == sign.fix;
        return (simplified, safe && same);
    }
    (sign.fix.clone(), safe)
}

fn finding(rule: &'static str, cx: &Judge<'_>, (safe, quoted, kind): Group, places: &[Placed]) -> Finding {
    let severity = match kind {
        _ if quoted => cx.graded(rule, Severity::Info),
        SignKind::Direction => cx.graded(rule, Severity::Error),
        SignKind::Space | SignKind::WideSpace | SignKind::JapaneseForm => cx.graded(rule, Severity::Info),
        _ => cx.severity(rule),
    };
    let first = places.first();
    let found = first.map_or("", |p| p.span.of(cx.document.text()));
    let message = Message::new(rule, kind.key())
        .number("count", places.len() as u64)
        .text("found", excerpt(found))
        .text("code", codes(found))
        .text("to", excerpt(first.and_then(|p| p.fix.as_deref()).unwrap_or_default()));
    let finding = Finding::new(rule, severity, message, places.iter().map(|p| p.span).collect());
    let edits: Vec<Edit> = places.iter().filter_map(|p| Some(Edit::new(p.span, p.fix.clone()?))).collect();
    let title = match edits.as_slice() {
        [only] if only.text.trim().is_empty() => Title::Delete(codes(found).into()),
        [only] => Title::Replace(only.text.clone()),
        _ => Title::Page(Message::new(rule, "all").number("count", edits.len() as u64)),
    };
    let applicability = if safe { Applicability::Safe } else { Applicability::Suggested };
    finding.with_fix(title, applicability, edits)
}

/// `U+200B`: the only way to show what cannot be seen.
fn codes(text: &str) -> String {
    const SHOWN: usize = 3;
    let mut codes: Vec<String> = text.chars().take(SHOWN).map(|c| format!("U+{:04X}", c as u32)).collect();
    codes.dedup();
    codes.join(" ")
}

fn excerpt(text: &str) -> String {
    const LENGTH: usize = 24;
    let shown: String = text.chars().take(LENGTH).collect();
    if text.chars().nth(LENGTH).is_some() { shown + "…" } else { shown }
}
