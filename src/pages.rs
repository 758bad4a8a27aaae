//! The rules' pages as data: severity, sentences and the page's text, compiled from `rules/`.

use crate::finding::Severity;
use crate::message::{Lang, Sentence};

/// One rule's page.
#[derive(Debug)]
pub struct Page {
    /// `family/rule`, after the page's path.
    pub id: &'static str,
    /// Default severity; `None` for a rule that is off unless configured.
    pub severity: Option<Severity>,
    /// The best its fixes can be: `safe`, `suggested` or `none`.
    pub fix: &'static str,
    pub since: &'static str,
    /// A preview rule reports nothing above info.
    pub preview: bool,
    /// Inside its places only the encoding family speaks.
    pub silences: bool,
    pub summary: Sentence,
    /// The whole Markdown page, front matter included.
    pub text: &'static str,
    sentences: &'static [(&'static str, &'static str, Sentence)],
}

impl Page {
    /// The sentence `<part>.<key>`, or `<part>.default`.
    pub fn sentence(&self, part: &str, key: &str) -> Option<Sentence> {
        let find = |key: &str| self.sentences.iter().find(|(p, k, _)| *p == part && *k == key).map(|(_, _, s)| *s);
        find(key).or_else(|| find("default"))
    }

    /// The page without its front matter.
    pub fn body(&self) -> &'static str {
        self.text.splitn(3, "+++\n").nth(2).unwrap_or(self.text)
    }

    pub fn family(&self) -> &'static str {
        self.id.split('/').next().unwrap_or(self.id)
    }
}

/// All pages, sorted by id.
pub fn all() -> &'static [Page] {
    PAGES
}

pub fn page(id: &str) -> Option<&'static Page> {
    PAGES.binary_search_by(|p| p.id.cmp(id)).ok().and_then(|i| PAGES.get(i))
}

/// A word of `rules/glossary.toml`.
pub fn glossary(word: &str) -> Option<Sentence> {
    GLOSSARY.binary_search_by(|(w, _)| (*w).cmp(word)).ok().and_then(|i| GLOSSARY.get(i)).map(|(_, s)| *s)
}

/// The same in one language; the key itself where the glossary lacks it.
pub fn phrase(word: &'static str, lang: Lang) -> &'static str {
    glossary(word).map_or(word, |s| s.get(lang))
}

include!(concat!(env!("OUT_DIR"), "/pages.rs"));
