//! What the formats of platforms share: a finding's places line by line, sentences without layout, paths
//! that mean the same on another machine.

use std::path::{Component, Path};

use crate::finding::{Edit, Finding, Fix};
use crate::message::Lang;
use crate::text::{Fnv, Positions, Span};

/// The places of one finding that start on one line: what a platform shows as one remark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub finding: &'a Finding,
    /// Never empty, in order.
    pub places: &'a [Span],
    /// Which remark of its finding this is, from 0.
    pub number: usize,
}

impl Entry<'_> {
    pub fn first(&self) -> Span {
        self.places.first().copied().unwrap_or_default()
    }

    /// Tells remarks of one finding apart, and stays the same while lines move.
    pub fn fingerprint(&self, path: &str) -> String {
        format!("{:016x}{:016x}", self.finding.key.wrapping_add(self.number as u64), Fnv::of(path))
    }

    /// The edits of a fix that lie inside the places of this remark.
    pub fn edits<'f>(&self, fix: &'f Fix) -> &'f [Edit] {
        let start = self.first().start;
        let end = self.places.last().map_or(start, |p| p.end);
        let from = fix.edits.partition_point(|e| e.span.start < start);
        let to = fix.edits.partition_point(|e| e.span.end <= end);
        fix.edits.get(from..to).unwrap_or_default()
    }
}

/// All remarks on one article, by finding, then line.
pub(super) fn entries<'a>(
    findings: &'a [Finding],
    positions: &'a Positions<'_>,
) -> impl Iterator<Item = Entry<'a>> + use<'a> {
    let line = |place: &Span| positions.at(place.start as usize).line;
    let lines = move |finding: &'a Finding| finding.places.chunk_by(move |a, b| line(a) == line(b)).enumerate();
    findings
        .iter()
        .flat_map(move |finding| lines(finding).map(move |(number, places)| Entry { finding, places, number }))
}

/// What is wrong, how often here, why, and what to write instead, in one paragraph.
pub(super) fn sentence(finding: &Finding, count: usize, lang: Lang) -> String {
    let mut text = finding.message.what(lang);
    if count > 1 {
        text.push_str(&format!(" (×{count})"));
    }
    let titles = finding.fixes.iter().map(|fix| fix.title.show(lang));
    for part in std::iter::once(finding.message.why(lang)).chain(titles).filter(|part| !part.is_empty()) {
        text.push_str(if lang == Lang::En { ". " } else { "。" });
        text.push_str(part.trim_end_matches(['。', '.']));
    }
    text
}

/// `path` as seen from the folder `base`, with `/` between its parts and never absolute, so that a report
/// tells nothing of the machine it was made on.
pub fn relative(path: &str, base: &str) -> String {
    let (path, base) = (Path::new(path), Path::new(base));
    let full = if path.is_absolute() { path.to_owned() } else { base.join(path) };
    let (full, base) = (normal(&full), normal(base));
    let shared = full.iter().zip(&base).take_while(|(a, b)| a == b).count();
    let up = base.iter().skip(shared).map(|_| "..".to_owned());
    up.chain(full.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

/// The named parts of an absolute path; `..` takes back the part before it.
fn normal(path: &Path) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::ParentDir => drop(parts.pop()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    parts
}

/// A path as part of a URI: everything but unreserved characters and `/` escaped.
pub(super) fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_the_folder_of_the_run() {
        assert_eq!(relative("/a/b/文.md", "/a"), "b/文.md");
        assert_eq!(relative("./c/d.md", "/a"), "c/d.md");
        assert_eq!(relative("../x/d.md", "/a/b"), "../x/d.md");
        assert_eq!(relative("/z/d.md", "/a/b"), "../../z/d.md");
        assert_eq!(uri("文 1.md"), "%E6%96%87%201.md");
    }
}
