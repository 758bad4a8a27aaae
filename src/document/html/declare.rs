//! What a page says of itself: language, title, dates.

use super::entity;
use super::tag::Tag;
use crate::document::Declaration;
use crate::document::scan::offset;
use crate::text::Span;

/// Names under which pages give the day of publication, in lower case.
const DATES: [&str; 14] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:create_at",
    "date",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
];

/// What a start tag declares.
pub(super) fn by_tag(tag: &Tag<'_>) -> Option<Declaration> {
    if tag.is_end {
        return None;
    }
    match tag.name.as_bytes() {
        b"html" | b"body" => tag.lang.and_then(|lang| language(lang, tag)),
        b"meta" => meta(tag),
        b"time" => tag.attribute("datetime").and_then(date),
        _ => None,
    }
}

pub(super) fn title(content: &str) -> Option<Declaration> {
    let title = entity::decode(content);
    let words: Vec<&str> = title.split_whitespace().collect();
    (!words.is_empty()).then(|| Declaration::Title(words.join(" ").into()))
}

fn meta(tag: &Tag<'_>) -> Option<Declaration> {
    let content = tag.attribute("content")?;
    if tag.attribute("http-equiv").is_some_and(|name| name.trim().eq_ignore_ascii_case("content-language")) {
        return content.split(',').next().and_then(|lang| language(lang, tag));
    }
    let names = ["property", "name", "itemprop"].into_iter().filter_map(|key| tag.attribute(key));
    let is_date = |name: &str| DATES.iter().any(|date| name.trim().eq_ignore_ascii_case(date));
    names.into_iter().any(is_date).then(|| date(content)).flatten()
}

fn language(value: &str, tag: &Tag<'_>) -> Option<Declaration> {
    let value = value.trim();
    let span = Span::new(offset(tag.range.start), offset(tag.range.end));
    (!value.is_empty()).then(|| Declaration::Lang(value.into(), span))
}

fn date(value: &str) -> Option<Declaration> {
    let value = entity::decode(value);
    let value = value.trim();
    (!value.is_empty()).then(|| Declaration::Date(value.into()))
}
