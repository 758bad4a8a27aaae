//! Why something is not reported: what the rules said of an article and what was dropped of it, by whom.
//!
//! Invariant: what is shown and what is dropped are together what the rules said.

use super::kept::{Kept, Output};
use super::{Article, Checked, Engine, Judge, Verdict, judge, precedence, sign, suppress};
use crate::document::Document;
use crate::finding::Finding;
use crate::text::Span;

/// What keeps a place from being reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silencer {
    /// A finding of this rule, which goes before.
    Rule(&'static str),
    /// A comment of the article.
    Comment(Span),
    /// An entry of [`crate::settings::Settings::hushed`].
    Configuration(usize),
}

/// A place that is not reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropped {
    /// As the rule made it.
    pub finding: Finding,
    pub place: Span,
    pub by: Silencer,
}

impl Engine {
    /// What is reported of an article, and which places are not and why.
    pub fn explain(&self, document: Document) -> (Checked, Vec<Dropped>) {
        let article = &Article::new(self, document);
        let facts = article.facts();
        let verdict = Verdict::new(article, &facts, self.settings());
        let cx = Judge::new(self, article, &facts, &verdict);
        let said = |rule: &'static dyn super::Rule| Output::new(rule.id(), judge::said(rule, &cx));
        let mut outputs: Vec<Output> = self.asked().map(said).collect();
        precedence::settle(&mut outputs);
        let settled = outputs.clone();
        let idle = suppress::apply(article, self.settings(), &mut outputs);
        let dropped = self.dropped(article, &settled, &outputs);
        let order = sign::sign(&mut outputs, article.document().text());
        let shown = |at: &sign::Shown| outputs.get(at.output as usize)?.findings.get(at.finding as usize)?.shown();
        let findings = order.iter().filter_map(shown).cloned().collect();
        (Checked { verdict, findings, idle }, dropped)
    }

    fn dropped(&self, article: &Article, settled: &[Output], last: &[Output]) -> Vec<Dropped> {
        let mut dropped = Vec::new();
        for (before, after) in settled.iter().zip(last) {
            for (before, after) in before.findings.iter().zip(&after.findings) {
                for place in before.made().places.iter().filter(|place| !shows(after, **place)) {
                    let by = if shows(before, *place) {
                        suppress::silencer(article, self.settings(), before.made().rule, *place)
                    } else {
                        winner(settled, before.made().rule, *place)
                    };
                    dropped.extend(by.map(|by| Dropped { finding: before.made().clone(), place: *place, by }));
                }
            }
        }
        dropped
    }
}

fn shows(kept: &Kept, place: Span) -> bool {
    kept.shown().is_some_and(|f| f.places.contains(&place))
}

/// The rule whose finding stands where another wanted to.
fn winner(settled: &[Output], loser: &str, place: Span) -> Option<Silencer> {
    let meets = |f: &Finding| {
        let edits = f.fixes.iter().flat_map(|fix| &fix.edits).map(|e| e.span);
        f.places.iter().copied().chain(edits).any(|span| span.overlaps(place))
    };
    let mut others = settled.iter().filter(|output| output.rule != loser);
    let winner = others.find(|o| o.findings.iter().filter_map(Kept::shown).any(meets));
    winner.map(|output| Silencer::Rule(output.rule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;
    use crate::rules;
    use crate::settings::{Hushed, Settings};

    fn explain(text: &str, hushed: Vec<Hushed>) -> (Checked, Vec<Dropped>) {
        let engine = rules::engine(Settings { hushed, ..Settings::default() });
        let (checked, dropped) = engine.explain(Document::new(text, Format::Markdown));
        assert_eq!(checked, engine.check(Document::new(text, Format::Markdown)));
        (checked, dropped)
    }

    #[test]
    fn what_is_dropped_says_by_whom() {
        let text = "<!-- jiaodui-disable-next-line names -->\n团队在 Github 上发布了代码，欢迎下载。\n";
        let (_, dropped) = explain(text, Vec::new());
        let [one] = &dropped[..] else { panic!("{dropped:?}") };
        assert_eq!((one.finding.rule, one.place.of(text)), ("names/spelling", "Github"));
        let Silencer::Comment(at) = one.by else { panic!("{one:?}") };
        assert!(at.of(text).starts_with("<!-- jiaodui-disable-next-line"));

        let text = "团队在 Github 上发布了代码，欢迎下载。\n";
        let entry = Hushed {
            rule: "names".into(),
            text: Some("Github".into()),
            names_a_file: false,
            path: "c".into(),
            line: 3,
        };
        let (checked, dropped) = explain(text, vec![entry]);
        assert_eq!((checked.findings, dropped[0].by), (Vec::new(), Silencer::Configuration(0)));
    }

    #[test]
    fn what_an_earlier_family_takes_is_told() {
        let text = "聯(lián)網(wǎng)設備的數據量增長很快，大家都看到了這個變化。\n";
        let (checked, dropped) = explain(text, Vec::new());
        assert!(checked.findings.iter().any(|f| f.rule == "encoding/pinyin-noise"), "{checked:?}");
        for one in &dropped {
            assert!(matches!(one.by, Silencer::Rule(rule) if rule.starts_with("encoding/")), "{one:?}");
        }
    }
}
