//! Real files in legacy encodings, where the shared corpora are at hand.

#![allow(clippy::print_stderr, reason = "tells why it was skipped")]

use std::path::{Path, PathBuf};

use jiaodui::text::{decode, splice};

fn shared() -> Option<PathBuf> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    let path = PathBuf::from(std::env::var("JIAODUI_SHARED").unwrap_or_else(|_| default.to_owned()));
    if !path.is_dir() {
        eprintln!("SKIPPED: {} is not there", path.display());
    }
    path.is_dir().then_some(path)
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push(path);
        }
    }
}

#[test]
fn every_corpus_file_decodes_and_splices_back() {
    let Some(shared) = shared() else { return };
    let mut all = Vec::new();
    files(&shared.join("corpus"), &mut all);
    let mut tally = std::collections::BTreeMap::<String, usize>::new();
    for path in all {
        let bytes = std::fs::read(&path).expect("readable");
        let what = match decode(&bytes, None) {
            Ok(decoded) => {
                assert_eq!(splice(&bytes, &decoded, []).expect("no edits"), bytes, "{}", path.display());
                let bad = decoded.source.malformed.len();
                if std::env::var("SHOW").is_ok() && (decoded.source.encoding != "UTF-8" || bad > 0) {
                    eprintln!(
                        "{} {} bad={bad} sure={} ranges={}",
                        path.display(),
                        decoded.source.encoding,
                        decoded.source.sure,
                        decoded.source.ranges.len()
                    );
                }
                decoded.source.encoding.to_owned()
            }
            Err(error) => {
                eprintln!("{} {error}", path.display());
                error.code().to_owned()
            }
        };
        let folder =
            path.strip_prefix(shared.join("corpus")).ok().and_then(|p| p.parent()).map(|p| p.display().to_string());
        let folder = folder.filter(|f| f.starts_with("encodings")).unwrap_or_default();
        *tally.entry(format!("{folder} {what}")).or_default() += 1;
    }
    eprintln!("{tally:#?}");
}
