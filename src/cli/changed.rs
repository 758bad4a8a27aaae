//! `--changed`: which lines of which files differ from a revision, as git tells.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Stop;
use crate::finding::Finding;
use crate::message::Lang;
use crate::pages::phrase;
use crate::text::Span;

/// The files that differ from a revision, by real path.
#[derive(Debug)]
pub struct Changed {
    files: BTreeMap<PathBuf, Lines>,
}

/// The lines of one file that are not as they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lines {
    /// The file is new, or git sees no text in it.
    All,
    /// Ranges of lines from 1, half-open, in order.
    Some(Vec<(usize, usize)>),
}

impl Changed {
    /// What differs, in the working tree of the repository around the current folder, from the commit where
    /// its history left that of `revision`.
    pub fn since(revision: &str, lang: Lang) -> Result<Self, Stop> {
        let root = git(Path::new("."), &["rev-parse", "--show-toplevel"])
            .ok_or_else(|| refused("changed.no-repository", revision, lang))?;
        let root = PathBuf::from(root.trim_end_matches('\n'));
        let root = root.canonicalize().unwrap_or(root);
        let base = git(&root, &["merge-base", "--", revision, "HEAD"]).ok_or_else(|| {
            let shallow = git(&root, &["rev-parse", "--is-shallow-repository"]);
            let is_shallow = shallow.is_some_and(|said| said.trim() == "true");
            refused(if is_shallow { "changed.shallow" } else { "changed.unknown" }, revision, lang)
        })?;
        let base = base.trim();
        let mut files = BTreeMap::new();
        let differ = ["diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", base, "--"];
        let differ = bytes(&root, &differ).ok_or_else(|| refused("changed.unknown", revision, lang))?;
        for name in names(&differ) {
            let path = root.join(&name);
            let lines = diff(&root, base, &name).map_or(Lines::All, |diff| lines_of(&diff));
            files.insert(path.canonicalize().unwrap_or(path), lines);
        }
        let new = bytes(&root, &["ls-files", "--others", "--exclude-standard", "-z"]).unwrap_or_default();
        for name in names(&new) {
            let path = root.join(name);
            files.insert(path.canonicalize().unwrap_or(path), Lines::All);
        }
        Ok(Self { files })
    }

    /// Nothing when the file is as it was.
    pub fn lines(&self, path: &Path) -> Option<&Lines> {
        self.files.get(&path.canonicalize().ok()?)
    }
}

impl Lines {
    /// Drops the places that stand in no changed line of `text`; a finding without places goes.
    pub fn retain(&self, findings: &mut Vec<Finding>, text: &str) {
        let Self::Some(ranges) = self else { return };
        let spans = spans_of(ranges, text);
        for finding in findings.iter_mut() {
            finding.retain_places(|place| {
                let first = spans.partition_point(|s| s.end <= place.start);
                spans.get(first).is_some_and(|s| s.start < place.end.max(place.start + 1))
            });
        }
        findings.retain(|f| !f.places.is_empty());
    }
}

/// The bytes of ranges of lines. Git ends lines at LF alone, whatever the report does.
fn spans_of(ranges: &[(usize, usize)], text: &str) -> Vec<Span> {
    let starts: Vec<usize> =
        std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1)).collect();
    let start = |line: usize| starts.get(line.saturating_sub(1)).copied().unwrap_or(text.len()) as u32;
    ranges.iter().map(|(from, to)| Span::new(start(*from), start(*to))).collect()
}

/// The new side of a diff without context.
fn lines_of(diff: &str) -> Lines {
    let mut ranges = Vec::new();
    let mut is_text = diff.is_empty();
    for line in diff.lines().filter(|line| line.starts_with("@@ ")) {
        is_text = true;
        let new = line.split(' ').find_map(|word| word.strip_prefix('+'));
        let Some(new) = new else { return Lines::All };
        let (start, count) = new.split_once(',').unwrap_or((new, "1"));
        let (Ok(start), Ok(count)) = (start.parse::<usize>(), count.parse::<usize>()) else { return Lines::All };
        if count > 0 {
            ranges.push((start, start + count));
        }
    }
    if is_text { Lines::Some(ranges) } else { Lines::All }
}

/// What git prints; nothing when it fails or is not there.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    bytes(folder, arguments).map(|out| String::from_utf8_lossy(&out).into_owned())
}

fn bytes(folder: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let out = command(folder).args(arguments).output().ok()?;
    out.status.success().then_some(out.stdout)
}

fn diff(root: &Path, base: &str, name: &OsStr) -> Option<String> {
    let mut command = command(root);
    command.args(["diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "-U0", base, "--"]).arg(name);
    let out = command.output().ok()?;
    out.status.success().then(|| String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Git, taking names as they are and running no program that the repository names.
fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.args(["--literal-pathspecs", "-c", "core.fsmonitor=false"]).current_dir(folder);
    command
}

/// Names that end in NUL; where the system allows it, in any bytes.
fn names(list: &[u8]) -> Vec<OsString> {
    list.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(name_of).collect()
}

#[cfg(unix)]
fn name_of(bytes: &[u8]) -> OsString {
    <OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes).to_owned()
}

#[cfg(not(unix))]
fn name_of(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

fn refused(key: &'static str, revision: &str, lang: Lang) -> Stop {
    Stop::Usage(phrase(key, lang).replace("{rev}", revision))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_tells_its_new_lines() {
        let diff = "diff --git a/a b/a\n@@ -1,0 +2,3 @@ text\n+x\n@@ -9 +12 @@\n-y\n+z\n@@ -20,2 +22,0 @@\n";
        assert_eq!(lines_of(diff), Lines::Some(vec![(2, 5), (12, 13)]));
        assert_eq!(lines_of("Binary files a/a and b/a differ\n"), Lines::All);
        assert_eq!(lines_of(""), Lines::Some(Vec::new()), "only the mode changed");
    }

    #[test]
    fn lines_become_bytes() {
        let text = "一\r\n二\n三";
        assert_eq!(spans_of(&[(2, 3)], text), [Span::new(5, 9)]);
        assert_eq!(spans_of(&[(3, 9)], text), [Span::new(9, 12)]);
    }
}
