//! Sentences for people, in three languages. Rules name a sentence of their page and give its words;
//! only reports and the server render it, so the engine never picks a language.

use std::fmt::Write as _;

use ecow::EcoString;

use crate::pages;

/// Language of messages, not of the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Lang {
    #[serde(rename = "zh-Hans")]
    Hans,
    #[serde(rename = "zh-Hant")]
    Hant,
    #[default]
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// The language of messages for a language tag or locale (`zh_TW.UTF-8`, `zh-Hant`, `en`); nothing where it
    /// says neither Chinese nor English.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        if tag.starts_with("en") {
            return Some(Self::En);
        }
        let traditional = ["hant", "-tw", "-hk", "-mo"].iter().any(|part| tag.contains(part));
        tag.starts_with("zh").then_some(if traditional { Self::Hant } else { Self::Hans })
    }
}

/// One sentence in three languages, with `{name}` for the words a finding fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub hans: &'static str,
    pub hant: &'static str,
    pub en: &'static str,
}

impl Sentence {
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Hans => self.hans,
            Lang::Hant => self.hant,
            Lang::En => self.en,
        }
    }
}

/// A word put into a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arg {
    /// Shown as it is.
    Text(EcoString),
    Number(u64),
    /// A word of `rules/glossary.toml`, shown in the reader's language.
    Term(&'static str),
}

/// A sentence of a rule's page with its words: `message.<key>` says what is wrong,
/// `why.<key>` (or `why.default`) gives the evidence and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    pub rule: &'static str,
    pub key: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

impl Message {
    pub fn new(rule: &'static str, key: &'static str) -> Self {
        Self { rule, key, args: Vec::new() }
    }

    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl Into<EcoString>) -> Self {
        self.args.push((name, Arg::Text(value.into())));
        self
    }

    #[must_use]
    pub fn number(mut self, name: &'static str, value: u64) -> Self {
        self.args.push((name, Arg::Number(value)));
        self
    }

    #[must_use]
    pub fn term(mut self, name: &'static str, value: &'static str) -> Self {
        self.args.push((name, Arg::Term(value)));
        self
    }

    /// What is wrong, one line.
    pub fn what(&self, lang: Lang) -> String {
        self.render("message", lang)
    }

    /// Why it matters here and what to do; empty when the page gives none.
    pub fn why(&self, lang: Lang) -> String {
        self.render("why", lang)
    }

    fn render(&self, part: &str, lang: Lang) -> String {
        let Some(page) = pages::page(self.rule) else {
            return self.rule.to_owned();
        };
        let template = page.sentence(part, self.key).map_or("", |s| s.get(lang));
        let arg = |name: &str| self.args.iter().find(|(n, _)| *n == name).map(|(_, arg)| arg);
        fill(template, |name, out| match name.split_once(':') {
            Some((name, forms)) => out.push_str(form(forms, matches!(arg(name), Some(Arg::Number(1))))),
            None => arg(name).into_iter().for_each(|arg| arg.write(out, lang)),
        })
    }
}

impl Arg {
    fn write(&self, out: &mut String, lang: Lang) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Number(n) => {
                let _ = write!(out, "{n}");
            }
            Self::Term(term) => out.push_str(pages::glossary(term).map_or(*term, |s| s.get(lang))),
        }
    }
}

/// Title of a quick fix: the change itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Title {
    /// 改为「後」
    Replace(EcoString),
    /// 删除「(lián)」
    Delete(EcoString),
    /// A sentence `title.<key>` of the rule's page.
    Page(Message),
}

impl Title {
    pub fn show(&self, lang: Lang) -> String {
        match self {
            Self::Replace(to) => pages::phrase("fix.replace", lang).replace("{to}", to),
            Self::Delete(what) => pages::phrase("fix.delete", lang).replace("{what}", what),
            Self::Page(message) => message.render("title", lang),
        }
    }
}

/// A phrase of `rules/interface.toml` with its numbers; marks of other words stay as they are.
pub fn counted(phrase: &'static str, lang: Lang, numbers: &[(&str, usize)]) -> String {
    let number = |name: &str| numbers.iter().find(|(n, _)| *n == name).map(|(_, n)| *n);
    fill(pages::phrase(phrase, lang), |name, out| {
        let known = name.split_once(':').map_or_else(
            || number(name).map(|n| n.to_string()),
            |(name, forms)| Some(form(forms, number(name) == Some(1)).to_owned()),
        );
        let _ = match known {
            Some(known) => write!(out, "{known}"),
            None => write!(out, "{{{name}}}"),
        };
    })
}

/// Of `place|places` the form for one, or for any other number.
fn form(forms: &str, one: bool) -> &str {
    let (singular, plural) = forms.split_once('|').unwrap_or((forms, forms));
    if one { singular } else { plural }
}

/// Puts words into `{name}` and `{number:form|forms}` marks; an unclosed brace stays as it is.
fn fill(template: &str, mut word: impl FnMut(&str, &mut String)) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        word(name, &mut out);
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural() {
        let counts = |n| [("files", n), ("skipped", 0), ("error", n), ("warning", 2), ("info", n), ("hint", n)];
        let one = counted("report.summary", Lang::En, &counts(1));
        assert_eq!(one, "1 file checked, 0 skipped: 1 error, 2 warnings, 1 info, 1 hint");
        assert!(counted("report.summary", Lang::En, &counts(0)).starts_with("0 files checked"));
        assert_eq!(counted("lsp.throughout", Lang::En, &[("n", 1)]), "{title} throughout (1 place)");
        assert_eq!(counted("report.and-more", Lang::Hant, &[("n", 1)]), "還有 1 處");
        let slip = |n| {
            Message::new("names/spelling", "listed")
                .text("found", "Githup")
                .text("expected", "GitHub")
                .number("count", n)
        };
        assert!(slip(1).what(Lang::En).ends_with("(1 place)") && slip(3).what(Lang::En).ends_with("(3 places)"));
    }
}
