//! Entries that the server writes into the project's files when a person asks for them; here those of places to be
//! silent about where no comment can stand. Invariant: a file that the new entry would make faulty is left as it was.

use std::io;
use std::path::Path;
use std::time::Instant;

use serde_json::Value;

use super::mailbox::Fault;
use super::session::Session;
use super::uri;
use crate::config::{FILE_NAME, PartialConfig};
use crate::pages::phrase;

impl Session {
    /// Writes an `[[ignore]]` entry: arguments are document, rule, and the text, or null for the whole file.
    pub(super) fn ignore_in_file(&mut self, arguments: &[Value]) -> Result<(), Fault> {
        let text = |i: usize| arguments.get(i).and_then(Value::as_str);
        let (Some(document), Some(rule)) = (text(0), text(1)) else {
            return Err(Fault::new(-32602, "a document and a rule are needed"));
        };
        let path = uri::to_path(document).ok_or_else(|| Fault::new(-32602, "the document has no file"))?;
        let folder = self.scopes.project_of(&path);
        let file = folder.join(FILE_NAME);
        let real = path.canonicalize().unwrap_or(path);
        let named = real.strip_prefix(folder.canonicalize().unwrap_or(folder)).map(Path::to_owned);
        let named = named.map_err(|_| Fault::new(-32602, "the document lies outside of its project"))?;
        let reason = phrase("lsp.reason", self.lang(None));
        let entry = Entry { path: &pattern(&named), rule, text: text(2), reason };
        self.rewrite(&file, |before| entry.added_to(before))
    }

    /// Changes a file of the project, made where there is none, and obeys it. Where `change` finds no place for what
    /// it has to write, the file stays as it was.
    pub(super) fn rewrite(&mut self, file: &Path, change: impl FnOnce(&str) -> Option<String>) -> Result<(), Fault> {
        rewritten(file, change).map_err(|why| Fault::new(-32803, format!("{}: {why}", file.display())))?;
        self.reload(Instant::now());
        Ok(())
    }
}

fn rewritten(file: &Path, change: impl FnOnce(&str) -> Option<String>) -> io::Result<()> {
    let before = match std::fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read?,
    };
    let after = change(&before).ok_or_else(|| io::Error::other("no place for an entry"))?;
    let beside = file.with_extension("toml.new");
    std::fs::write(&beside, after)?;
    std::fs::rename(&beside, file).inspect_err(|_| {
        let _ = std::fs::remove_file(&beside);
    })
}

/// One entry of `ignore`.
struct Entry<'a> {
    path: &'a str,
    rule: &'a str,
    text: Option<&'a str>,
    reason: &'a str,
}

impl Entry<'_> {
    /// The configuration with this entry: as a table of its own at the end, or in the list where there is one.
    fn added_to(&self, text: &str) -> Option<String> {
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let space = if text.is_empty() { "" } else { "\n" };
        let appended = format!("{text}{gap}{space}[[ignore]]\n{}\n", self.pairs().join("\n"));
        if PartialConfig::parse(&appended).is_ok() {
            return Some(appended);
        }
        let list = PartialConfig::parse(text).ok()?.ignore?;
        let close = list.span().end.checked_sub(1)?;
        let (head, tail) = text.split_at_checked(close)?;
        let comma = if list.get_ref().is_empty() || head.trim_end().ends_with(',') { "" } else { ", " };
        let inserted = format!("{head}{comma}{{ {} }}{tail}", self.pairs().join(", "));
        PartialConfig::parse(&inserted).is_ok().then_some(inserted)
    }

    fn pairs(&self) -> Vec<String> {
        let pairs =
            [("path", Some(self.path)), ("rule", Some(self.rule)), ("text", self.text), ("reason", Some(self.reason))];
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        pairs.into_iter().filter_map(|(key, value)| Some(format!("{key} = {}", quoted(value?)))).collect()
    }
}

/// A pattern that matches this file and no other.
fn pattern(path: &Path) -> String {
    let mut pattern = String::from("/");
    for c in path.to_string_lossy().replace('\\', "/").chars() {
        match c {
            '*' | '?' | '[' | ']' | '{' | '}' => pattern.extend(['[', c, ']']),
            c => pattern.push(c),
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_finds_its_place_in_any_configuration() {
        let entry = Entry { path: "/a.txt", rule: "script/stray", text: Some("后\"'"), reason: "已核对" };
        for text in [
            "",
            "language = \"en\"",
            "ignore = [\"typography\"]\n[rules]\n",
            "ignore = [\n  \"typography\",\n]\n",
            "ignore = []\n",
            "[[ignore]]\nrule = \"names\"\n",
            "[rules]\n\"names\" = \"off\"\n",
        ] {
            let after = entry.added_to(text).unwrap_or_else(|| panic!("no place in {text}"));
            let before = PartialConfig::parse(text).expect("valid").ignore.map_or(0, |i| i.get_ref().len());
            let parsed = PartialConfig::parse(&after).expect("valid");
            assert_eq!(parsed.ignore.map_or(0, |i| i.get_ref().len()), before + 1, "{after}");
        }
        assert_eq!(entry.added_to("ignore = 3"), None);
    }

    #[test]
    fn a_pattern_is_the_name_itself() {
        assert_eq!(pattern(Path::new("b/文 [1].txt")), "/b/文 [[]1[]].txt");
    }
}
