//! What the engine says: findings, their places, their fixes. Plain data, no behaviour of rules.

use ecow::EcoString;

use crate::message::{Message, Title};
use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Hint,
    Info,
    Warning,
    Error,
}

impl Severity {
    /// The word of configuration files and machine formats.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How sure the rule is that a person would agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    Soft,
    Probable,
    Certain,
}

/// Who may apply a fix: `jiaodui fix` writes `Safe`, a person chooses `Suggested`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    Suggested,
    Safe,
}

/// One fault. All spans are bytes of the article's decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule, e.g. `script/stray`.
    pub rule: &'static str,
    pub severity: Severity,
    pub certainty: Certainty,
    pub message: Message,
    /// The flagged spans, in order, never empty.
    pub places: Vec<Span>,
    /// Evidence; never flagged.
    pub related: Vec<Related>,
    pub fixes: Vec<Fix>,
    /// Fingerprint that survives moved lines; set by the engine, 0 before.
    pub key: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub span: Span,
    pub message: Message,
}

/// A repair, with the edits of all places of its finding. A fix for one place is the edits inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: Title,
    pub applicability: Applicability,
    /// Disjoint and in order.
    pub edits: Vec<Edit>,
}

/// Replace the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    pub span: Span,
    pub text: EcoString,
}

impl Edit {
    pub fn new(span: Span, text: impl Into<EcoString>) -> Self {
        Self { span, text: text.into() }
    }
}

impl Finding {
    /// A finding without evidence or fix; the rest is set by the `with_…` methods.
    pub fn new(rule: &'static str, severity: Severity, message: Message, places: Vec<Span>) -> Self {
        Self {
            rule,
            severity,
            certainty: Certainty::Certain,
            message,
            places,
            related: Vec::new(),
            fixes: Vec::new(),
            key: 0,
        }
    }

    #[must_use]
    pub fn with_certainty(mut self, certainty: Certainty) -> Self {
        self.certainty = certainty;
        self
    }

    #[must_use]
    pub fn with_related(mut self, span: Span, message: Message) -> Self {
        self.related.push(Related { span, message });
        self
    }

    /// Adds a fix; one without edits is no fix and is left out.
    #[must_use]
    pub fn with_fix(mut self, title: Title, applicability: Applicability, edits: Vec<Edit>) -> Self {
        if !edits.is_empty() {
            self.fixes.push(Fix { title, applicability, edits });
        }
        self
    }

    /// Keeps the places that pass, and of each fix the edits inside them; a fix without edits goes.
    pub fn retain_places(&mut self, keep: impl FnMut(&Span) -> bool) {
        self.places.retain(keep);
        let places = &self.places;
        for fix in &mut self.fixes {
            fix.edits.retain(|e| {
                // Places are in order, so no place behind the first that ends late enough starts earlier.
                let first = places.partition_point(|p| p.end < e.span.end);
                places.get(first).is_some_and(|p| p.contains(e.span))
            });
        }
        self.fixes.retain(|f| !f.edits.is_empty());
    }

    /// Takes the edits at spans that pass out of every fix; a fix without edits goes.
    pub fn leave(&mut self, alone: impl Fn(&Span) -> bool) {
        for fix in &mut self.fixes {
            fix.edits.retain(|edit| !alone(&edit.span));
        }
        self.fixes.retain(|f| !f.edits.is_empty());
    }

    /// True when the two say the same, whatever their keys.
    pub fn is(&self, other: &Self) -> bool {
        let Self { rule, severity, certainty, message, places, related, fixes, key: _ } = self;
        (rule, severity, certainty) == (&other.rule, &other.severity, &other.certainty)
            && (places, message) == (&other.places, &other.message)
            && (related, fixes) == (&other.related, &other.fixes)
    }

    /// Takes every span to where `place` says it went; false, and nothing to rely on, where one is gone.
    pub fn shift(&mut self, place: impl Fn(Span) -> Option<Span>) -> bool {
        let places = self.places.iter_mut().chain(self.related.iter_mut().map(|r| &mut r.span));
        let edits = self.fixes.iter_mut().flat_map(|f| &mut f.edits).map(|e| &mut e.span);
        places.chain(edits).all(|span| place(*span).map(|moved| *span = moved).is_some())
    }

    /// The first flagged span: where a reader is sent.
    pub fn first(&self) -> Span {
        self.places.first().copied().unwrap_or_default()
    }

    /// Family of the rule: the part of its id before the slash.
    pub fn family(&self) -> &'static str {
        self.rule.split('/').next().unwrap_or(self.rule)
    }
}
