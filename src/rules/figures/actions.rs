//! What an editor may put beside a figure that nobody vouches for: visible marks, a footnote, a comment, the
//! beginning of a source. None of it is a fix: a person chooses, and the text it writes is a question.

use crate::document::Format;
use crate::finding::{Edit, Finding};
use crate::settings::Script;
use crate::text::Span;

/// One thing to do, by the key of its title in the glossary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub title: &'static str,
    pub edits: Vec<Edit>,
}

/// The actions for one finding of this family; empty for any other rule.
pub fn actions(text: &str, format: Format, script: Option<Script>, finding: &Finding) -> Vec<Action> {
    if !matches!(finding.rule, "figures/unsourced" | "figures/vague-source") {
        return Vec::new();
    }
    let (start, end) = sentence(text, finding.first());
    let insert = |at: u32, words: String| Edit::new(Span::new(at, at), words);
    let hant = script == Some(Script::Hant);
    let (mark, source) =
        if hant { ("[來源請求]", "據〔來源〕，") } else { ("[来源请求]", "据〔来源〕，") };
    let mut actions = vec![
        Action { title: "figures.action.mark", edits: vec![insert(end, mark.to_owned())] },
        Action { title: "figures.action.source", edits: vec![insert(start, source.to_owned())] },
    ];
    if format == Format::Markdown {
        let name = free_note(text);
        let stub =
            insert(text.len() as u32, format!("{}[^{name}]: \n", if text.ends_with('\n') { "\n" } else { "\n\n" }));
        actions.push(Action { title: "figures.action.note", edits: vec![insert(end, format!("[^{name}]")), stub] });
    }
    if format != Format::Plain {
        let comment = "<!-- jiaodui:source url=\"\" -->".to_owned();
        actions.push(Action { title: "figures.action.comment", edits: vec![insert(end, comment)] });
    }
    actions
}

/// From the first letter of the sentence to behind its full stop.
fn sentence(text: &str, place: Span) -> (u32, u32) {
    let stops = |c: char| matches!(c, '。' | '！' | '？' | '!' | '?' | '\n');
    let before = text.get(..place.start as usize).unwrap_or_default();
    let from = before.char_indices().rev().find(|(_, c)| stops(*c)).map_or(0, |(i, c)| i + c.len_utf8());
    let skip = before.get(from..).unwrap_or_default();
    let start =
        from + (skip.len() - skip.trim_start_matches([' ', '\t', '　', '-', '*', '>', '”', '」', '』', '）']).len());
    let rest = text.get(place.end as usize..).unwrap_or_default();
    let stop = rest.char_indices().find(|(_, c)| stops(*c));
    let end = stop.map_or(text.len(), |(i, c)| place.end as usize + if c == '\n' { i } else { i + c.len_utf8() });
    // What closes a quotation or a bracket stays with its full stop.
    let tail = text.get(end..).unwrap_or_default();
    let closed = tail.len() - tail.trim_start_matches(['”', '」', '』', '）', '"']).len();
    let end = if stop.is_some_and(|(_, c)| c != '\n') { end + closed } else { end };
    (start as u32, end as u32)
}

/// The first srcN that no footnote bears.
fn free_note(text: &str) -> String {
    (1..100).map(|n| format!("src{n}")).find(|name| !text.contains(&format!("[^{name}]"))).unwrap_or_default()
}
