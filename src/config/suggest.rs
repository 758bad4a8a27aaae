//! The word a person most likely meant, for faults in configuration and flags.

use super::ConfigFault;
use crate::pages;

/// Every rule id and every family: what `select`, `ignore` and `[rules]` may name.
pub fn known_keys() -> Vec<&'static str> {
    let mut keys: Vec<&'static str> = pages::all().iter().flat_map(|p| [p.family(), p.id]).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A fault when `key` is neither a rule nor a family.
pub fn unknown_rule(key: &str) -> Option<ConfigFault> {
    let known = known_keys();
    if known.contains(&key) {
        return None;
    }
    let help = did_you_mean(key, &known).unwrap_or_else(|| "`jiaodui rules` lists all rules".into());
    Some(ConfigFault::new(format!("unknown rule `{key}`")).help(Some(help)))
}

/// "did you mean …?" when one of the words is near.
pub fn did_you_mean(word: &str, known: &[&str]) -> Option<String> {
    nearest(word, known).map(|near| format!("did you mean `{near}`?"))
}

pub(super) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase().replace(['_', ' '], "-");
    // The bare name of a rule is the commonest slip: `stray` for `script/stray`.
    let bare = |k: &&&str| k.split_once('/').is_some_and(|(_, name)| name == word);
    if let Some(found) = known.iter().find(bare) {
        return Some(found);
    }
    let limit = (word.chars().count() / 3).max(1);
    known.iter().map(|k| (distance(&word, k), *k)).filter(|(d, _)| *d <= limit).min().map(|(_, k)| k)
}

/// Letters to put in, leave out, change or swap with a neighbour.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut previous = '\0';
    for (i, ca) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, cb) in b.iter().enumerate() {
            let at = |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX - 1);
            let swapped = j > 0 && *cb == previous && b.get(j - 1) == Some(&ca);
            let swap = if swapped && i > 0 { at(&before, j - 1) + 1 } else { usize::MAX };
            let change = at(&row, j) + usize::from(ca != *cb);
            next.push(change.min(at(&row, j + 1) + 1).min(at(&next, j) + 1).min(swap));
        }
        before = std::mem::replace(&mut row, next);
        previous = ca;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found() {
        let known = ["language", "region", "rules", "script/stray", "script"];
        for (word, near) in [
            ("langauge", Some("language")),
            ("Region", Some("region")),
            ("stray", Some("script/stray")),
            ("script/stary", Some("script/stray")),
            ("colour", None),
        ] {
            assert_eq!(nearest(word, &known), near, "{word}");
        }
    }
}
