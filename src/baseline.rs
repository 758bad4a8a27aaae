//! What was wrong before: places known by their fingerprints, so that only new ones are reported.
//!
//! The file has one JSON object a line, sorted, so that it merges well and each entry has a line of its own:
//! a head, then `{"path": …, "rule": …, "key": …, "count": …}`. Knows no file system.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::fingerprint;
use crate::finding::Finding;

const HEAD: &str = "{\"jiaodui-baseline\": 1}";

/// The known places of all articles, by path as seen from the folder of the baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    articles: BTreeMap<String, Known>,
}

/// The known places of one article: how many have a fingerprint, and the line of that entry, from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known(BTreeMap<(String, u64), (u32, usize)>);

/// An entry that nothing in its article answers to any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// Of the baseline, from 1.
    pub line: usize,
    pub rule: String,
    pub count: u32,
}

/// A line of a baseline that is none of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct BaselineFault {
    pub line: usize,
    pub message: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    path: String,
    rule: String,
    key: String,
    count: u32,
}

impl Baseline {
    pub fn parse(text: &str) -> Result<Self, BaselineFault> {
        let fault = |line: usize, message: &str| BaselineFault { line, message: message.to_owned() };
        let mut lines = text.lines().enumerate();
        if lines.next().is_none_or(|(_, head)| head.trim() != HEAD) {
            return Err(fault(1, "not a baseline of this version; write it anew with --write-baseline"));
        }
        let mut baseline = Self::default();
        for (i, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
            let line: Line = serde_json::from_str(text).map_err(|e| fault(i + 1, &e.to_string()))?;
            let key = u64::from_str_radix(&line.key, 16).map_err(|e| fault(i + 1, &e.to_string()))?;
            let known = baseline.articles.entry(line.path).or_default();
            let entry = known.0.entry((line.rule, key)).or_insert((0, i + 1));
            entry.0 = entry.0.saturating_add(line.count);
        }
        Ok(baseline)
    }

    /// Takes in every place of an article.
    pub fn add(&mut self, path: &str, findings: &[Finding], text: &str) {
        for finding in findings {
            for place in &finding.places {
                let known = self.articles.entry(path.to_owned()).or_default();
                let key = (finding.rule.to_owned(), fingerprint(finding.rule, *place, text));
                known.0.entry(key).or_default().0 += 1;
            }
        }
    }

    /// The file's text.
    pub fn write(&self) -> String {
        let mut out = format!("{HEAD}\n");
        for (path, known) in &self.articles {
            for ((rule, key), (count, _)) in &known.0 {
                let line = Line { path: path.clone(), rule: rule.clone(), key: format!("{key:016x}"), count: *count };
                out.push_str(&serde_json::to_string(&line).unwrap_or_default());
                out.push('\n');
            }
        }
        out
    }

    pub fn known(&self, path: &str) -> Option<&Known> {
        self.articles.get(path)
    }

    /// Drops all entries of an article.
    pub fn forget(&mut self, path: &str) {
        self.articles.remove(path);
    }

    /// Takes over the entries of articles that `other` knows.
    pub fn join(&mut self, other: &Self) {
        self.articles.extend(other.articles.iter().map(|(path, known)| (path.clone(), known.clone())));
    }

    /// All places known.
    pub fn places(&self) -> usize {
        self.articles.values().flat_map(|known| known.0.values()).map(|(count, _)| *count as usize).sum()
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.articles.keys().map(String::as_str)
    }
}

impl Known {
    /// Drops the places that are known, the first ones where more stand than were known; a finding without
    /// places goes. Returns the entries that were not wholly used up.
    pub fn subtract(&self, findings: &mut Vec<Finding>, text: &str) -> Vec<Unused> {
        let mut left = self.0.clone();
        for finding in findings.iter_mut() {
            let rule = finding.rule;
            finding.retain_places(|place| {
                let key = (rule.to_owned(), fingerprint(rule, *place, text));
                match left.get_mut(&key) {
                    Some((count, _)) if *count > 0 => {
                        *count -= 1;
                        false
                    }
                    _ => true,
                }
            });
        }
        findings.retain(|f| !f.places.is_empty());
        unused(&left)
    }

    /// Every entry: nothing answers to them when their article is gone.
    pub fn all(&self) -> Vec<Unused> {
        unused(&self.0)
    }
}

fn unused(entries: &BTreeMap<(String, u64), (u32, usize)>) -> Vec<Unused> {
    let left = entries.iter().filter(|(_, (count, _))| *count > 0);
    left.map(|((rule, _), (count, line))| Unused { line: *line, rule: rule.clone(), count: *count }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};
    use crate::rules;
    use crate::settings::Settings;

    fn findings(text: &str) -> Vec<Finding> {
        rules::engine(Settings::default()).check(Document::new(text, Format::Markdown)).findings
    }

    const OLD: &str = "团队在 Github 上发布了代码,欢迎下载。\n\n大家都在说云计算,也在用云计算。\n";

    #[test]
    fn what_is_known_is_silent_wherever_its_line_went() {
        let mut baseline = Baseline::default();
        baseline.add("a.md", &findings(OLD), OLD);
        let read = Baseline::parse(&baseline.write()).expect("our own");
        assert_eq!(read.write(), baseline.write());
        let known = read.known("a.md").expect("there");
        let moved = format!("# 新的标题\n\n新的段落在最前面。\n\n{OLD}");
        let mut left = findings(&moved);
        assert!(!left.is_empty());
        assert_eq!(known.subtract(&mut left, &moved), []);
        assert_eq!(left, [], "nothing is new");
    }

    #[test]
    fn a_new_place_of_an_old_finding_is_new() {
        let mut baseline = Baseline::default();
        baseline.add("a.md", &findings(OLD), OLD);
        let grown = format!("{OLD}\n后来又有人把代码放到了 Github 的另一个仓库。\n");
        let mut left = findings(&grown);
        baseline.known("a.md").expect("there").subtract(&mut left, &grown);
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].places.len(), 1);
        assert!(left[0].first().start as usize > OLD.len());
    }

    #[test]
    fn what_was_mended_is_told() {
        let mut baseline = Baseline::default();
        baseline.add("a.md", &findings(OLD), OLD);
        let mended = OLD.replace("Github", "GitHub");
        let read = Baseline::parse(&baseline.write()).expect("our own");
        let unused = read.known("a.md").expect("there").subtract(&mut findings(&mended), &mended);
        assert_eq!(unused.len(), 1);
        assert_eq!((unused[0].rule.as_str(), unused[0].line), ("names/spelling", 2));
    }

    #[test]
    fn another_file_is_no_baseline() {
        assert_eq!(Baseline::parse("[]").map_err(|f| f.line), Err(1));
        assert_eq!(Baseline::parse(&format!("{HEAD}\n{{\"path\": 1}}")).map_err(|f| f.line), Err(2));
    }
}
