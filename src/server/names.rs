//! Names in the editor: use one form throughout, gloss the first mention, take a name into the project; and the card
//! of an entity, for hovers.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::mailbox::Fault;
use super::offer::{Near, Offer, QUICK_FIX, REWRITE};
use super::session::{Look, Session};
use super::uri;
use crate::config::{FILE_NAME, PartialConfig};
use crate::document::Document;
use crate::finding::{Edit, Fix};
use crate::message::Lang;
use crate::pages::phrase;
use crate::rules;
use crate::rules::names::{Card, card, choices, stub};
use crate::settings::{Script, Settings};
use crate::text::Span;

/// Articles up to this size are judged with the name in before it is offered.
const PROVEN: usize = 64 << 10;
/// Characters that a selected name may have.
const LONGEST: usize = 40;

impl Offer<'_> {
    pub(super) fn of_names(&mut self, near: &[Near<'_>]) {
        let flagged = near.iter().find(|(finding, _)| finding.family() == "names");
        // Where nothing is wrong a choice is no quick fix, and lights no bulb.
        let kind = if flagged.is_some() { QUICK_FIX } else { REWRITE };
        if self.wants(kind) {
            self.choices(kind, near);
        }
        if self.look.open.path.is_none() {
            return;
        }
        if self.wants(QUICK_FIX) {
            near.iter().filter(|(f, _)| f.family() == "names").for_each(|near| self.known_name(*near));
        }
        if flagged.is_none() && self.wants(REWRITE) {
            self.selected_name();
        }
    }

    /// One form throughout, a gloss at the first mention; but for what a fix offers already.
    fn choices(&mut self, kind: &str, near: &[Near<'_>]) {
        let Look { desk, eyes, .. } = self.look;
        let at = eyes.span(self.params.range).start;
        let is_new = |choice: &Fix| !near.iter().any(|(f, _)| f.fixes.iter().any(|fix| fix.edits == choice.edits));
        let choices = choices(desk.article(), at, desk.verdict().script.unwrap_or(Script::Hans));
        for choice in choices.into_iter().filter(is_new) {
            let edits: Vec<&Edit> = choice.edits.iter().collect();
            self.push(json!({"title": choice.title.show(eyes.lang), "kind": kind}), &edits);
        }
    }

    /// A flagged name is right as it stands: it becomes one of the project's, where that makes an end of it.
    fn known_name(&mut self, (finding, place): Near<'_>) {
        let name = self.look.eyes.text.slice(place);
        if silences(&self.look, finding.rule, place, &name) {
            self.offer_name(&name, QUICK_FIX);
        }
    }

    fn selected_name(&mut self) {
        let selected = self.look.eyes.text.slice(self.look.eyes.span(self.params.range));
        let name = selected.trim();
        let fits = (2..=LONGEST).contains(&name.chars().count()) && name.chars().all(may_stand_in_a_name);
        if fits && name.chars().next().is_some_and(char::is_alphanumeric) {
            self.offer_name(name, REWRITE);
        }
    }

    fn offer_name(&mut self, name: &str, kind: &str) {
        let title = phrase("lsp.add-name", self.look.eyes.lang).replace("{name}", name);
        self.push_command(title, kind, "jiaodui.addName", &json!([self.look.eyes.uri, name]));
    }
}

fn may_stand_in_a_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '&' | '+' | '\'' | '’' | '·' | '/')
}

/// True when the article judged with the name known has no such finding there; of a long article we trust that.
fn silences(look: &Look<'_>, rule: &str, place: Span, name: &str) -> bool {
    let Some(settings) = with_name(look.open.engine.settings(), name) else { return false };
    let document = look.desk.document();
    if document.text().len() > PROVEN {
        return rule == "names/near-duplicate";
    }
    let document = Document::new(document.text(), document.format).with_source(document.source.clone());
    let after = rules::engine(settings).check(document);
    !after.findings.iter().any(|f| f.rule == rule && f.places.contains(&place))
}

/// The settings with one name more.
fn with_name(settings: &Settings, name: &str) -> Option<Settings> {
    let parsed = PartialConfig::parse(&stub(name)).ok()?;
    let mut settings = settings.clone();
    settings.names.entities.extend(parsed.names.entity.iter().map(|entity| entity.get_ref().settings()));
    Some(settings)
}

impl Session {
    /// Writes a name into `jiaodui.toml`: arguments are document and name.
    pub(super) fn add_name(&mut self, arguments: &[Value]) -> Result<(), Fault> {
        let text = |i: usize| arguments.get(i).and_then(Value::as_str);
        let (Some(document), Some(name)) = (text(0), text(1)) else {
            return Err(Fault::new(-32602, "a document and a name are needed"));
        };
        let path = uri::to_path(document).ok_or_else(|| Fault::new(-32602, "the document has no file"))?;
        let file = self.scopes.project_of(&path).join(FILE_NAME);
        self.rewrite(&file, |before| {
            let gap = match before {
                "" => "",
                text if text.ends_with('\n') => "\n",
                _ => "\n\n",
            };
            let after = format!("{before}{gap}{}", stub(name));
            PartialConfig::parse(&after).is_ok().then_some(after)
        })
    }

    /// What is known of the entity that is named at a byte.
    pub(super) fn card_told(&self, look: &Look<'_>, at: u32) -> Option<String> {
        let card = card(&look.open.engine, look.desk.article(), at)?;
        Some(told(&card, look.eyes.lang, &|text| self.escaped(text)))
    }
}

/// One line for each thing that is known.
fn told(card: &Card, lang: Lang, escaped: &dyn Fn(&str) -> String) -> String {
    let mut text = String::new();
    let mut names: Vec<String> = Vec::new();
    for (_, name) in &card.names {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let _ = write!(text, "{}", escaped(&names.join(" / ")));
    let mut line = |key: &'static str, what: &str| {
        let _ = write!(text, "\n- {}", escaped(&phrase(key, lang).replace("{what}", what)));
    };
    if let Some(parent) = &card.parent {
        line("lsp.card.parent", parent);
    }
    for (name, until) in &card.former {
        let until = until.map(|(year, month)| if month == 0 { year.to_string() } else { format!("{year}-{month:02}") });
        line("lsp.card.former", &format!("{name}{}", until.map(|until| format!(" (–{until})")).unwrap_or_default()));
    }
    let forms: Vec<String> = card.forms.iter().map(|(form, n)| format!("{form} ×{n}")).collect();
    if !forms.is_empty() {
        line("lsp.card.forms", &forms.join(", "));
    }
    text
}
