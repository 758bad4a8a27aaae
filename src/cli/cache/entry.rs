//! One kept answer as bytes: a check sum, then JSON. What is not wholly understood is no answer.

use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock};

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::{hash, hex};
use crate::engine::{Checked, Verdict};
use crate::finding::{Applicability, Certainty, Edit, Finding, Fix, Related, Severity};
use crate::message::{Arg, Message, Title};
use crate::pages;
use crate::settings::{Genre, Quotes, Region, Script, Spacing};
use crate::text::Span;

/// An answer as it is written.
pub fn write(checked: &Checked) -> Vec<u8> {
    let json = serde_json::to_vec(&Stored::of(checked)).unwrap_or_default();
    let mut bytes = hex(&hash(&[json.as_slice()])).into_bytes();
    bytes.push(b'\n');
    bytes.extend(json);
    bytes
}

/// An answer about `text`; nothing where the bytes are not what was written.
pub fn read(bytes: &[u8], text: &str) -> Option<Checked> {
    let (sum, json) = bytes.split_at_checked(64)?;
    let json = json.strip_prefix(b"\n").filter(|json| hex(&hash(&[json])).as_bytes() == sum)?;
    let checked = serde_json::from_slice::<Stored>(json).ok()?.checked()?;
    let stands =
        |finding: &Finding| !finding.places.is_empty() && spans(finding).all(|s| text.get(s.range()).is_some());
    checked.findings.iter().all(stands).then_some(checked)
}

fn spans(finding: &Finding) -> impl Iterator<Item = Span> + '_ {
    let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    finding.places.iter().copied().chain(finding.related.iter().map(|r| r.span)).chain(edits)
}

#[derive(Serialize, Deserialize)]
struct Stored {
    verdict: StoredVerdict,
    findings: Vec<StoredFinding>,
    idle: Vec<usize>,
}

#[derive(Serialize, Deserialize)]
struct StoredVerdict {
    script: Option<Script>,
    region: Option<Region>,
    genre: Option<Genre>,
    quotes: Option<Quotes>,
    spacing: Option<Spacing>,
    declared: Option<(Script, Option<Region>)>,
    title: Option<Box<str>>,
    date: Option<Box<str>>,
}

#[derive(Serialize, Deserialize)]
struct StoredFinding {
    rule: String,
    severity: Severity,
    /// Its place in [`CERTAINTIES`].
    certainty: usize,
    message: StoredMessage,
    places: Vec<(u32, u32)>,
    related: Vec<((u32, u32), StoredMessage)>,
    fixes: Vec<StoredFix>,
    key: u64,
}

#[derive(Serialize, Deserialize)]
struct StoredFix {
    title: StoredTitle,
    safe: bool,
    edits: Vec<((u32, u32), EcoString)>,
}

#[derive(Serialize, Deserialize)]
struct StoredMessage {
    rule: String,
    key: String,
    args: Vec<(String, StoredArg)>,
}

#[derive(Serialize, Deserialize)]
enum StoredArg {
    Text(EcoString),
    Number(u64),
    Term(String),
}

#[derive(Serialize, Deserialize)]
enum StoredTitle {
    Replace(EcoString),
    Delete(EcoString),
    Page(StoredMessage),
}

const CERTAINTIES: [Certainty; 3] = [Certainty::Soft, Certainty::Probable, Certainty::Certain];

impl Stored {
    fn of(checked: &Checked) -> Self {
        let Verdict { script, region, genre, quotes, spacing, declared, title, date } = checked.verdict.clone();
        let verdict = StoredVerdict { script, region, genre, quotes, spacing, declared, title, date };
        Self { verdict, findings: checked.findings.iter().map(StoredFinding::of).collect(), idle: checked.idle.clone() }
    }

    fn checked(self) -> Option<Checked> {
        let StoredVerdict { script, region, genre, quotes, spacing, declared, title, date } = self.verdict;
        let verdict = Verdict { script, region, genre, quotes, spacing, declared, title, date };
        let findings = self.findings.into_iter().map(StoredFinding::finding).collect::<Option<_>>()?;
        Some(Checked { verdict, findings, idle: self.idle })
    }
}

impl StoredFinding {
    fn of(finding: &Finding) -> Self {
        let Finding { rule, severity, certainty, message, places, related, fixes, key } = finding;
        Self {
            rule: (*rule).to_owned(),
            severity: *severity,
            certainty: CERTAINTIES.iter().position(|c| c == certainty).unwrap_or_default(),
            message: StoredMessage::of(message),
            places: places.iter().map(ends).collect(),
            related: related.iter().map(|r| (ends(&r.span), StoredMessage::of(&r.message))).collect(),
            fixes: fixes.iter().map(StoredFix::of).collect(),
            key: *key,
        }
    }

    fn finding(self) -> Option<Finding> {
        let related = self.related.into_iter().map(|(at, m)| Some(Related { span: span(at), message: m.message()? }));
        Some(Finding {
            rule: pages::page(&self.rule)?.id,
            severity: self.severity,
            certainty: *CERTAINTIES.get(self.certainty)?,
            message: self.message.message()?,
            places: self.places.into_iter().map(span).collect(),
            related: related.collect::<Option<_>>()?,
            fixes: self.fixes.into_iter().map(StoredFix::fix).collect::<Option<_>>()?,
            key: self.key,
        })
    }
}

impl StoredFix {
    fn of(fix: &Fix) -> Self {
        let title = match &fix.title {
            Title::Replace(to) => StoredTitle::Replace(to.clone()),
            Title::Delete(what) => StoredTitle::Delete(what.clone()),
            Title::Page(message) => StoredTitle::Page(StoredMessage::of(message)),
        };
        let edits = fix.edits.iter().map(|e| (ends(&e.span), e.text.clone())).collect();
        Self { title, safe: fix.applicability == Applicability::Safe, edits }
    }

    fn fix(self) -> Option<Fix> {
        let title = match self.title {
            StoredTitle::Replace(to) => Title::Replace(to),
            StoredTitle::Delete(what) => Title::Delete(what),
            StoredTitle::Page(message) => Title::Page(message.message()?),
        };
        let applicability = if self.safe { Applicability::Safe } else { Applicability::Suggested };
        let edits = self.edits.into_iter().map(|(at, text)| Edit::new(span(at), text)).collect();
        Some(Fix { title, applicability, edits })
    }
}

impl StoredMessage {
    fn of(message: &Message) -> Self {
        let arg = |arg: &Arg| match arg {
            Arg::Text(text) => StoredArg::Text(text.clone()),
            Arg::Number(n) => StoredArg::Number(*n),
            Arg::Term(term) => StoredArg::Term((*term).to_owned()),
        };
        let args = message.args.iter().map(|(name, value)| ((*name).to_owned(), arg(value))).collect();
        Self { rule: message.rule.to_owned(), key: message.key.to_owned(), args }
    }

    fn message(self) -> Option<Message> {
        let arg = |arg: StoredArg| {
            Some(match arg {
                StoredArg::Text(text) => Arg::Text(text),
                StoredArg::Number(n) => Arg::Number(n),
                StoredArg::Term(term) => Arg::Term(word(&term)?),
            })
        };
        let args = self.args.into_iter().map(|(name, value)| Some((word(&name)?, arg(value)?)));
        let args = args.collect::<Option<_>>()?;
        Some(Message { rule: pages::page(&self.rule)?.id, key: word(&self.key)?, args })
    }
}

fn ends(span: &Span) -> (u32, u32) {
    (span.start, span.end)
}

fn span((start, end): (u32, u32)) -> Span {
    Span { start, end }
}

/// More words, or longer ones, than the rules have for keys and names.
const WORDS: usize = 4096;
const LONGEST: usize = 64;

/// A word that stays for the life of the program, as the words of the rules do. Kept once each, and never more
/// of them than there can be.
fn word(text: &str) -> Option<&'static str> {
    static KNOWN: OnceLock<Mutex<BTreeSet<&'static str>>> = OnceLock::new();
    let mut known = KNOWN.get_or_init(Mutex::default).lock().ok()?;
    if let Some(word) = known.get(text) {
        return Some(word);
    }
    if known.len() >= WORDS || text.len() > LONGEST {
        return None;
    }
    let word: &'static str = Box::leak(text.to_owned().into_boxed_str());
    known.insert(word);
    Some(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};
    use crate::rules;
    use crate::settings::Settings;

    const TEXT: &str = "---\ntitle: 題\nlang: zh-TW\ndate: 2024-05-06\n---\n\n# 公司發布后\n\n據悉,Github 業務爆髮式增長 30%。聯(lián)網(wǎng)，\
                        é˜¿é‡Œäº‘發布「新品\"。阿里云與阿里雲。\n\n添加作者微信 xf123a 備註。\n";

    fn checked() -> Checked {
        rules::engine(Settings::default()).check(Document::new(TEXT, Format::Markdown))
    }

    #[test]
    fn an_answer_comes_back_as_it_was() {
        let checked = checked();
        let families: BTreeSet<_> = checked.findings.iter().map(Finding::family).collect();
        assert!(families.len() >= 5, "{families:?}");
        assert!(checked.findings.iter().any(|f| !f.fixes.is_empty()));
        assert_eq!(read(&write(&checked), TEXT), Some(checked));
    }

    #[test]
    fn a_damaged_or_foreign_answer_is_none() {
        let whole = write(&checked());
        for at in [0, 63, 64, 65, whole.len() / 2, whole.len() - 1] {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            assert_eq!(read(&damaged, TEXT), None, "byte {at}");
            assert_eq!(read(&whole[..at], TEXT), None, "cut at {at}");
        }
        assert_eq!(read(&whole, "短"), None, "an answer about another text");
        let json = b"{\"findings\":[],\"idle\":[]}";
        let foreign = [hex(&hash(&[json])).as_bytes(), b"\n", json].concat();
        assert_eq!(read(&foreign, TEXT), None, "another shape");
    }
}
