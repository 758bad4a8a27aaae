//! When findings are judged and shown: after a pause in typing, at most so many, never for an old text.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::convert::{Eyes, severity};
use super::open::Open;
use super::protocol::{Diagnostic, Position, Range};
use super::session::{Mode, Session};
use super::settings::{Moment, Preferences};
use crate::finding::{Finding, Severity};
use crate::message::counted;
use crate::pages::phrase;
use crate::text::Span;

/// Someone who types without a pause still sees something this often.
const AT_LEAST: Duration = Duration::from_secs(1);

#[derive(Serialize)]
struct Published<'a> {
    uri: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    diagnostics: &'a [Diagnostic],
}

/// The findings of a document that a client is shown.
pub(super) struct Shown {
    pub diagnostics: Vec<Diagnostic>,
    /// Some were held back because they touch the last edit.
    pub held: bool,
}

impl Session {
    /// Sets when an edited document is judged.
    pub(super) fn schedule(&mut self, uri: &str, now: Instant) {
        let is_pulled = self.mode == Mode::Pull;
        let Some(open) = self.held_mut(uri) else { return };
        if is_pulled || open.preferences.run == Moment::Save {
            return;
        }
        let debounce = open.preferences.debounce;
        let since = *open.timing.waiting_since.get_or_insert(now);
        open.timing.due = Some((now + debounce).min(since + AT_LEAST.max(debounce)));
    }

    /// The next moment at which something is to be done.
    pub fn next_due(&self) -> Option<Instant> {
        self.documents.values().chain(self.papers.values()).filter_map(|open| open.timing.next()).min()
    }

    /// The document that has waited longest for something that is due.
    pub fn due(&self, now: Instant) -> Option<String> {
        let due = |open: &&Open| open.timing.next().is_some_and(|at| at <= now);
        let all = self.documents.values().chain(self.papers.values());
        all.filter(due).min_by_key(|open| open.timing.next()).map(|open| open.uri.clone())
    }

    /// Judges and publishes one document, unless a newer text of it waits already.
    pub fn publish(&mut self, uri: &str, now: Instant) {
        if self.papers.contains_key(uri) {
            return self.publish_paper(uri);
        }
        let Some(open) = self.documents.get_mut(uri) else { return };
        open.timing.due = None;
        open.timing.release = None;
        if self.mode == Mode::Pull {
            return self.refresh();
        }
        let Some(shown) = self.shown(uri, now) else { return };
        if self.mailbox.holds_text_of(uri) {
            // Its change sets a new moment.
            return;
        }
        let Some(open) = self.documents.get_mut(uri) else { return };
        open.timing.waiting_since = None;
        open.timing.release =
            open.timing.touched.as_ref().filter(|_| shown.held).map(|(at, _)| *at + open.preferences.hold);
        if !shown.diagnostics.is_empty() || open.shown {
            open.shown = !shown.diagnostics.is_empty();
        }
        let version = Some(open.version);
        let params = Published { uri, version, diagnostics: &shown.diagnostics };
        self.outbox.tell("textDocument/publishDiagnostics", params);
        self.tell_status(uri);
    }

    /// What a client is to see of a document now; nothing when it is out of step.
    pub(super) fn shown(&mut self, uri: &str, now: Instant) -> Option<Shown> {
        let holds = self.mode == Mode::Push || self.abilities.refresh;
        let open = self.documents.get_mut(uri)?;
        open.judge();
        let open = self.documents.get(uri)?;
        let eyes = self.eyes(open)?;
        if let Some(misread) = open.misread() {
            return Some(Shown { diagnostics: vec![misread.notice(&eyes)], held: false });
        }
        let Preferences { debounce, hold, cap, max_size, .. } = *open.preferences;
        let Some(desk) = open.known() else {
            return Some(Shown { diagnostics: vec![too_large(&eyes, max_size)], held: false });
        };
        let wait = if debounce.is_zero() || !holds { Duration::ZERO } else { hold };
        let touched = open.timing.touched.as_ref().filter(|(at, _)| now < *at + wait);
        let touched = touched.map_or(&[][..], |(_, spans)| spans);
        let cap = if open.uncapped { usize::MAX } else { cap };
        Some(listed(&eyes, desk.findings(), touched, cap))
    }

    /// Takes a document's diagnostics out of the editor.
    pub(super) fn clear(&mut self, uri: &str) {
        let Some(open) = self.documents.get_mut(uri) else { return };
        if std::mem::take(&mut open.shown) {
            let version = open.version;
            self.publish_empty(uri, Some(version));
        }
    }

    pub(super) fn publish_empty(&self, uri: &str, version: Option<i32>) {
        self.outbox.tell("textDocument/publishDiagnostics", Published { uri, version, diagnostics: &[] });
    }
}

impl super::open::Timing {
    fn next(&self) -> Option<Instant> {
        self.due.into_iter().chain(self.release).min()
    }
}

/// The most severe places up to the cap, by place; then how many more there are.
pub(super) fn listed<'a>(
    eyes: &Eyes<'_>,
    findings: impl Iterator<Item = &'a Finding>,
    touched: &[Span],
    cap: usize,
) -> Shown {
    let touches = |place: &Span| touched.iter().any(|t| t.start <= place.end && place.start <= t.end);
    let mut places: Vec<(&'a Finding, Span)> = Vec::new();
    let mut held = false;
    for finding in findings {
        for place in &finding.places {
            if touches(place) {
                held = true;
            } else {
                places.push((finding, *place));
            }
        }
    }
    let more = places.len().saturating_sub(cap);
    if more > 0 {
        places.sort_by_key(|(finding, place)| (std::cmp::Reverse(finding.severity), *place));
    }
    let hidden = places.split_off(places.len() - more);
    places.sort_by_key(|(finding, place)| (*place, finding.rule));
    let mut diagnostics: Vec<Diagnostic> = Vec::with_capacity(places.len() + 1);
    let mut patterns = std::collections::HashMap::new();
    for (finding, place) in places {
        let pattern = patterns.entry(std::ptr::from_ref(finding)).or_insert_with(|| eyes.pattern(finding));
        diagnostics.push(Diagnostic { range: eyes.range(place), ..pattern.clone() });
    }
    if let Some((_, place)) = hidden.iter().min_by_key(|(_, place)| *place) {
        diagnostics.push(and_more(eyes, *place, more));
    }
    Shown { diagnostics, held }
}

/// The code of our own notices.
pub(super) const MORE: &str = "and-more";

/// `hidden` places are not shown; this one is the first of them.
fn and_more(eyes: &Eyes<'_>, first: Span, hidden: usize) -> Diagnostic {
    let message = counted("lsp.and-more", eyes.lang, &[("n", hidden)]);
    notice(eyes.range(first), MORE, message)
}

fn too_large(eyes: &Eyes<'_>, limit: usize) -> Diagnostic {
    let size = |bytes: usize| format!("{:.1}", bytes as f64 / f64::from(1 << 20));
    let message = phrase("lsp.too-large", eyes.lang);
    let message = message.replace("{size}", &size(eyes.text.len())).replace("{limit}", &size(limit));
    let start = Position::default();
    notice(Range { start, end: start }, "too-large", message)
}

pub(super) fn notice(range: Range, code: &'static str, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: severity(Severity::Info),
        code,
        code_description: None,
        source: "jiaodui",
        message,
        tags: Vec::new(),
        related_information: Vec::new(),
        data: None,
    }
}
