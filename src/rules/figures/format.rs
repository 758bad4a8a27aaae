//! figures/format: how figures are written: 美金 beside 美元, two styles of thousands, a range whose first unit
//! is left out, hedges told twice, 10几.

use crate::analysis::figure::words::is_han;
use crate::analysis::figure::{Sorts, numeral};
use crate::analysis::{Facts, Mark, Observe, Seen};
use crate::engine::{Change, Judge, Rule, SegmentAt};
use crate::finding::{Applicability, Certainty, Edit, Finding, Severity};
use crate::message::{Message, Title};
use crate::text::Span;

const ID: &str = "figures/format";

/// What a mark is; the first four are tallied too.
mod tag {
    pub const OLD_DOLLAR: u32 = 0;
    pub const DOLLAR: u32 = 1;
    pub const COMMA: u32 = 2;
    pub const SPACE: u32 = 3;
    pub const RANGE: u32 = 4;
    pub const MIXED: u32 = 5;
    pub const DOUBLED: u32 = 6;
}

/// One finding a place.
pub struct Format;

impl Rule for Format {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        let chars = cx.view.chars();
        let mut at = 0;
        let ahead = |at: usize| chars.get(at..)?.iter().position(|c| Sorts::of(*c).any(Sorts::WRITTEN));
        while let Some(skipped) = ahead(at) {
            at += skipped;
            let (next, found) = step(chars, at);
            if let Some((start, end, kind)) = found {
                note(cx, seen, (start, end), kind);
            }
            at = next.max(at + 1);
        }
        doubled(seen);
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let style = Style::of(cx.facts);
        for at in cx.marked(ID) {
            out.extend(at.seen.marks_of(ID).filter_map(|m| finding(cx, &style, &at, m)));
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        Style::of(cx.facts) == Style::of(change.facts) && change.marks_stand(ID)
    }
}

/// Which ways of writing the article mixes.
#[derive(PartialEq, Eq)]
struct Style {
    dollars: bool,
    /// The style of thousands that is the exception here.
    odd: Option<u32>,
}

impl Style {
    fn of(facts: &Facts) -> Self {
        let n = |tag| facts.count(ID, tag);
        let odd = match (n(tag::COMMA), n(tag::SPACE)) {
            (0, _) | (_, 0) => None,
            (commas, spaces) => Some(if spaces <= commas { tag::SPACE } else { tag::COMMA }),
        };
        Self { dollars: n(tag::OLD_DOLLAR) > 0 && n(tag::DOLLAR) > 0, odd }
    }
}

fn note(cx: &Observe<'_>, seen: &mut Seen, (start, end): (usize, usize), kind: u32) {
    if kind <= tag::SPACE {
        seen.facts.tally(ID, kind, 1);
    }
    if kind != tag::DOLLAR {
        seen.marks.push(Mark { rule: ID, span: cx.view.span(start..end), tag: kind, text: None });
    }
}

/// 约 240 多万: the observation of the figures knows it.
fn doubled(seen: &mut Seen) {
    let claims = seen.sentences.iter().flat_map(|s| &s.claims);
    let spans: Vec<Span> = claims.filter(|c| c.doubled).map(|c| c.span).collect();
    seen.marks.extend(spans.into_iter().map(|span| Mark { rule: ID, span, tag: tag::DOUBLED, text: None }));
}

/// Where to look next, and what stands at `at`.
fn step(chars: &[char], at: usize) -> (usize, Option<(usize, usize, u32)>) {
    let get = |i: usize| chars.get(i).copied().unwrap_or(' ');
    match get(at) {
        '美' if get(at + 1) == '金' => (at + 2, Some((at, at + 2, tag::OLD_DOLLAR))),
        '美' if get(at + 1) == '元' => (at + 2, Some((at, at + 2, tag::DOLLAR))),
        c if c.is_ascii_digit() => number(chars, at),
        _ => (at + 1, None),
    }
}

fn number(chars: &[char], at: usize) -> (usize, Option<(usize, usize, u32)>) {
    let get = |i: usize| chars.get(i).copied().unwrap_or(' ');
    let before = at.checked_sub(1).map_or(' ', get);
    let end = numeral::read(chars, at).map_or(at + 1, |n| n.end);
    if before.is_ascii_alphanumeric() || matches!(before, '.' | ',' | '-' | '/' | ':' | '_' | '+' | '#' | '=' | '$') {
        let token = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | ':' | '_');
        let length = chars.get(at..).unwrap_or_default().iter().take_while(|c| token(c)).count();
        return ((at + length).max(end), None);
    }
    let few = at + digits(chars, at);
    if get(few) == '几' && is_counted(get(few + 1)) {
        return (few + 1, Some((at, few + 1, tag::MIXED)));
    }
    if let Some(stop) = percent_range(chars, at) {
        return (stop, Some((at, stop, tag::RANGE)));
    }
    let written = chars.get(at..end).unwrap_or_default();
    // 800 123 456 may be a telephone: thousands count something.
    let whole = is_han(get(end)) || matches!(get(end), '+' | '%');
    let style = match () {
        () if written.contains(&',') => Some(tag::COMMA),
        () if written.windows(2).any(|w| matches!(w, [' ', d] if d.is_ascii_digit())) => Some(tag::SPACE),
        () => None,
    };
    (end.max(at + 1), style.filter(|_| whole).map(|style| (at, end, style)))
}

fn is_counted(c: char) -> bool {
    matches!(c, '个' | '家' | '年' | '名' | '位' | '万' | '亿' | '款' | '台' | '岁' | '次' | '天' | '元' | '人')
}

/// 15-20%: the end of a range of per cent whose first sign is left out.
fn percent_range(chars: &[char], at: usize) -> Option<usize> {
    let first = at + decimal(chars, at);
    let dash = chars.get(first)?;
    if !matches!(dash, '-' | '–' | '~' | '～' | '至' | '到') {
        return None;
    }
    let second = decimal(chars, first + 1);
    let sign = first + 1 + second;
    (second > 0 && first - at <= 5 && second <= 5 && chars.get(sign) == Some(&'%')).then_some(sign + 1)
}

/// How many chars of digits and one point stand here.
fn decimal(chars: &[char], at: usize) -> usize {
    let whole = digits(chars, at);
    let part = if chars.get(at + whole) == Some(&'.') { digits(chars, at + whole + 1) } else { 0 };
    if part > 0 { whole + 1 + part } else { whole }
}

fn digits(chars: &[char], at: usize) -> usize {
    chars.get(at..).unwrap_or_default().iter().take_while(|c| c.is_ascii_digit()).count()
}

fn finding(cx: &Judge<'_>, style: &Style, at: &SegmentAt<'_>, mark: &Mark) -> Option<Finding> {
    let place = mark.span.shifted(at.base);
    let written = place.of(cx.document.text());
    let settings = &cx.settings.figures;
    let (key, grade, better, safe) = match mark.tag {
        tag::OLD_DOLLAR if style.dollars => ("dollar", Severity::Info, Some(dollar(written)), settings.fix_dollar),
        tag::COMMA if style.odd == Some(tag::COMMA) => {
            ("thousands", Severity::Info, Some(written.replace([',', '，'], " ")), settings.fix_thousands)
        }
        tag::SPACE if style.odd == Some(tag::SPACE) => {
            ("thousands", Severity::Info, Some(commas(written)), settings.fix_thousands)
        }
        tag::RANGE => ("range", Severity::Hint, ranged(written), settings.fix_range),
        tag::MIXED => ("mixed", Severity::Info, None, false),
        tag::DOUBLED => ("doubled", Severity::Info, None, false),
        _ => return None,
    };
    let message = Message::new(ID, key).text("written", written);
    let finding = Finding::new(ID, cx.graded(ID, grade), message, vec![place]).with_certainty(Certainty::Probable);
    let applicability = if safe { Applicability::Safe } else { Applicability::Suggested };
    Some(match better {
        Some(better) => {
            let title = Title::Replace(better.clone().into());
            finding.with_fix(title, applicability, vec![Edit::new(place, better)])
        }
        None => finding,
    })
}

fn dollar(written: &str) -> String {
    if written.contains('金') { "美元".to_owned() } else { written.to_owned() }
}

/// 100 000 → 100,000.
fn commas(written: &str) -> String {
    written.chars().map(|c| if c == ' ' || c == '\u{A0}' || c == '\u{202F}' { ',' } else { c }).collect()
}

/// 15-20% → 15%-20%, with the sign as it is written.
fn ranged(written: &str) -> Option<String> {
    let dash = written.find(['-', '–', '~', '～', '至', '到', '－', '〜'])?;
    let sign = written.chars().next_back()?;
    let (first, rest) = written.split_at(dash);
    Some(format!("{first}{sign}{rest}"))
}
