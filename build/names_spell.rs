//! How a name may be spelt: with or without a separator at each hump of a Latin word
//! (`OpenAI`, `Open AI`, `open-ai`), with or without a space between Han and Latin.
//! Knows nothing of which spelling is right.

/// True when a Han character stands in `form`.
pub fn has_han(form: &str) -> bool {
    form.chars().any(is_han)
}

pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// The form without its separators.
pub fn bare(form: &str) -> String {
    let dot_counts = form.starts_with('.');
    form.chars().filter(|c| !matches!(c, ' ' | '-') && (*c != '.' || dot_counts)).collect()
}

/// The spellings under which a right form is looked for.
pub fn keys(form: &str) -> Vec<String> {
    if has_han(form) {
        return at_borders(form);
    }
    let humps = humps(form);
    let first = humps.first().map_or(0, |h| h.chars().count());
    let may_split = (2..=4).contains(&humps.len()) && !form.starts_with('.');
    if !may_split || (first < 2 && !form.starts_with('i')) {
        return vec![form.to_owned()];
    }
    let mut keys = vec![humps.first().cloned().unwrap_or_default()];
    for hump in humps.iter().skip(1) {
        keys = keys.iter().flat_map(|k| ["", " ", "-"].map(|sep| format!("{k}{sep}{hump}"))).collect();
    }
    if !keys.iter().any(|k| k == form) {
        keys.push(form.to_owned());
    }
    keys
}

/// The parts of a Latin form between which a separator may be lost or won.
pub fn humps(form: &str) -> Vec<String> {
    let chars: Vec<char> = form.chars().collect();
    let mut humps = vec![String::new()];
    for (i, c) in chars.iter().copied().enumerate() {
        let before = i.checked_sub(1).and_then(|b| chars.get(b)).copied().unwrap_or(' ');
        let after = chars.get(i + 1).copied().unwrap_or(' ');
        let rises = before.is_ascii_lowercase() || before.is_ascii_digit();
        let starts = c.is_ascii_uppercase() && (rises || (before.is_ascii_uppercase() && after.is_ascii_lowercase()));
        if matches!(c, ' ' | '-' | '.') || starts {
            humps.push(String::new());
        }
        if let Some(last) = humps.last_mut().filter(|_| !matches!(c, ' ' | '-' | '.')) {
            last.push(c);
        }
    }
    humps.retain(|h| !h.is_empty());
    humps
}

/// `微软Azure` and `微软 Azure`.
fn at_borders(form: &str) -> Vec<String> {
    let chars: Vec<char> = form.chars().filter(|c| *c != ' ').collect();
    let tight: String = chars.iter().collect();
    let mut spaced = String::new();
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|b| chars.get(b));
        if before.is_some_and(|b| is_han(*b) != is_han(*c)) {
            spaced.push(' ');
        }
        spaced.push(*c);
    }
    if spaced == tight { vec![tight] } else { vec![tight, spaced] }
}
