//! Rule pages: `rules/<family>/<rule>.md` and `rules/glossary.toml` with `rules/interface.toml` become `pages.rs`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    severity: String,
    fix: String,
    since: String,
    #[serde(default)]
    preview: bool,
    #[serde(default)]
    silences: bool,
    summary: Sentence,
    message: BTreeMap<String, Sentence>,
    #[serde(default)]
    why: BTreeMap<String, Sentence>,
    #[serde(default)]
    title: BTreeMap<String, Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    hans: String,
    hant: String,
    en: String,
}

/// Writes `pages.rs` into `out`. Errors name the page.
pub fn compile(rules: &Path, out: &Path) -> Result<(), String> {
    let mut code = String::from("pub static PAGES: &[Page] = &[\n");
    let mut pages = BTreeMap::new();
    for path in find_pages(rules)? {
        let (id, page) = page(rules, &path).map_err(|e| format!("{}: {e}", path.display()))?;
        pages.insert(id, page);
    }
    code.extend(pages.into_values());
    code.push_str("];\n");
    code.push_str(&glossary(&[rules.join("glossary.toml"), rules.join("interface.toml")])?);
    fs::write(out.join("pages.rs"), code).map_err(|e| e.to_string())
}

fn find_pages(rules: &Path) -> Result<Vec<PathBuf>, String> {
    let mut pages = Vec::new();
    for family in fs::read_dir(rules).map_err(|e| format!("{}: {e}", rules.display()))?.flatten() {
        if !family.path().is_dir() {
            continue;
        }
        let files = fs::read_dir(family.path()).map_err(|e| e.to_string())?.flatten();
        let is_page = |p: &PathBuf| p.extension().is_some_and(|e| e == "md") && !p.ends_with("README.md");
        pages.extend(files.map(|f| f.path()).filter(is_page));
    }
    Ok(pages)
}

fn page(rules: &Path, path: &Path) -> Result<(String, String), String> {
    let text = fs::read_to_string(path).map_err(|e| e.to_string())?;
    let front = text.strip_prefix("+++\n").and_then(|t| t.split_once("\n+++\n"));
    let (front, _) = front.ok_or("a page starts with front matter between two lines of +++")?;
    let front: FrontMatter = toml::from_str(front).map_err(|e| e.to_string())?;
    let id = path.strip_prefix(rules).map_err(|e| e.to_string())?.with_extension("");
    let id = id.to_string_lossy().replace('\\', "/");
    let severity = match front.severity.as_str() {
        "error" => "Some(Severity::Error)",
        "warning" => "Some(Severity::Warning)",
        "info" => "Some(Severity::Info)",
        "hint" => "Some(Severity::Hint)",
        "off" => "None",
        other => {
            return Err(format!("severity \"{other}\" is none of error, warning, info, hint, off"));
        }
    };
    if !["safe", "suggested", "none"].contains(&front.fix.as_str()) {
        return Err(format!("fix \"{}\" is none of safe, suggested, none", front.fix));
    }
    if front.message.is_empty() {
        return Err("no [message.<key>]".into());
    }
    let mut code = String::new();
    let _ = writeln!(
        code,
        "Page {{ id: {id:?}, severity: {severity}, fix: {:?}, since: {:?}, preview: {}, silences: {}, summary: {}, text: include_str!({:?}), sentences: &[",
        front.fix,
        front.since,
        front.preview,
        front.silences,
        sentence(&front.summary),
        path,
    );
    for (part, sentences) in [("message", &front.message), ("why", &front.why), ("title", &front.title)] {
        for (key, s) in sentences {
            let _ = writeln!(code, "({part:?}, {key:?}, {}),", sentence(s));
        }
    }
    code.push_str("] },\n");
    Ok((id, code))
}

fn glossary(paths: &[PathBuf]) -> Result<String, String> {
    let mut words: BTreeMap<String, Sentence> = BTreeMap::new();
    for path in paths {
        let fault = |e: String| format!("{}: {e}", path.display());
        let text = fs::read_to_string(path).map_err(|e| fault(e.to_string()))?;
        let more: BTreeMap<String, Sentence> = toml::from_str(&text).map_err(|e| fault(e.to_string()))?;
        if let Some(twice) = more.keys().find(|word| words.contains_key(*word)) {
            return Err(fault(format!("{twice:?} is in another file too")));
        }
        words.extend(more);
    }
    let mut code = String::from("pub static GLOSSARY: &[(&str, Sentence)] = &[\n");
    for (word, s) in &words {
        let _ = writeln!(code, "({word:?}, {}),", sentence(s));
    }
    code.push_str("];\n");
    Ok(code)
}

fn sentence(s: &Sentence) -> String {
    format!("Sentence {{ hans: {:?}, hant: {:?}, en: {:?} }}", s.hans, s.hant, s.en)
}
