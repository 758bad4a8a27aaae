//! `config/suppression`: a comment that names no rule. That one silences nothing is known only when all
//! rules have spoken: the engine adds it to this rule's findings.

use crate::engine::{Judge, Kinds, Rule};
use crate::finding::Finding;
use crate::message::Message;
use crate::pages;
use crate::text::Span;

pub struct Suppression;

const ID: &str = "config/suppression";

impl Rule for Suppression {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        for at in cx.with(Kinds::DIRECTIVES) {
            for directive in &at.segment.directives {
                for rule in directive.rules.iter().filter(|rule| !is_known(rule)) {
                    let message = Message::new(ID, "unknown").text("rule", &**rule);
                    let len = at.text(directive.span).trim_end().len() as u32;
                    let place = Span::new(directive.span.start, directive.span.start + len).shifted(at.base);
                    out.push(Finding::new(ID, cx.severity(ID), message, vec![place]));
                }
            }
        }
    }
}

fn is_known(key: &str) -> bool {
    pages::all().iter().any(|page| page.id == key || page.family() == key)
}
