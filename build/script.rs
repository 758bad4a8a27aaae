//! The script family's phrases: OpenCC's tables and our own lists become `phrases.bin`.

use std::collections::HashSet;
use std::path::Path;

use crate::char_schema::{Choice, Role};
use crate::chars::Chars;
use crate::keys::{Keys, Weight, write_table};
use crate::opencc::{Table, table};
use crate::schema::Kind;
use crate::script_lists::{Lists, Word};
use crate::shapes::{Pool, Shapes};

/// Counts that phrases without a count of their own are taken to have: rare words.
const PHRASE_COUNT: u64 = 20;
/// Counts that the words of our own lists are taken to have.
const OWN_COUNT: u64 = 200;

/// Adds the phrases, the words of `words` whose Simplified shape is unusual, and writes `phrases.bin`.
pub fn load(rules: &Path, words: &[(String, u64)], keys: &mut Keys, out: &Path) -> Result<(), String> {
    let folder = rules.join("script/opencc");
    let phrases = table(&folder.join("STPhrases.txt"))?;
    let reverse = table(&folder.join("TSPhrases.txt"))?;
    let lists = Lists::read(rules)?;
    let mut pool = Pool::default();
    for row in table(&folder.join("TWPhrases.txt"))? {
        for word in std::iter::once(&row.0).chain(&row.1) {
            keys.word(word, Weight::Count(PHRASE_COUNT), "TWPhrases.txt")?;
        }
    }
    traditional(&phrases, &lists, keys)?.add_to(keys, Kind::Trad, &mut pool)?;
    simplified(&phrases, &reverse, words, keys)?.add_to(keys, Kind::Simp, &mut pool)?;
    vet(&lists, &phrases)?;
    for word in &lists.hant {
        miswritten(word, Role::HANT, keys, &mut pool)?;
    }
    for word in &lists.hans {
        miswritten(word, Role::HANS, keys, &mut pool)?;
    }
    let cues = [(Role::TITLE, &lists.titles), (Role::SAYING, &lists.saying), (Role::LANGUAGE, &lists.languages)];
    for (role, words) in cues {
        let id = pool.intern(vec![role.0]);
        for word in words {
            keys.add(word, Kind::Script, id, Weight::Curated, "rules/script")?;
        }
    }
    write_table(&out.join("phrases.bin"), &pool.table)
}

/// What Traditional words look like: OpenCC's phrases, and the words that our lists allow.
fn traditional(phrases: &Table, lists: &Lists, keys: &mut Keys) -> Result<Shapes, String> {
    let mut trad = Shapes::default();
    for (key, values) in phrases {
        keys.phrase(key, Weight::Count(PHRASE_COUNT), "STPhrases.txt")?;
        for value in values {
            trad.allow(keys, key, value, true)?;
        }
    }
    for word in lists.allowed.iter().chain(&lists.both) {
        keys.word(word, Weight::Count(OWN_COUNT), "allowed.toml")?;
        trad.allow(keys, word, word, true)?;
    }
    trad.allow_inside(&lists.both.iter().map(|word| keys.chars.folded(word)).collect());
    for name in &lists.people {
        keys.phrase(name, Weight::Curated, "people.toml")?;
        trad.allow(keys, name, name, true)?;
    }
    Ok(trad)
}

/// What Simplified words look like: counted words (and their usual shapes: 复盘 beside 覆盘), OpenCC's
/// Simplified phrases, and the phrases of whose Simplified shape it says more than its table of characters.
fn simplified(phrases: &Table, reverse: &Table, words: &[(String, u64)], keys: &Keys) -> Result<Shapes, String> {
    let mut simp = Shapes::default();
    let told: HashSet<String> = reverse.iter().map(|(key, _)| keys.chars.folded(key)).collect();
    for (word, _) in words.iter().filter(|(word, _)| word.chars().count() > 1) {
        simp.allow(keys, word, word, false)?;
        let usual = keys.chars.folded(word);
        if !told.contains(&usual) {
            simp.allow(keys, word, &usual, false)?;
        }
    }
    for (key, values) in reverse {
        for value in values {
            simp.allow(keys, key, value, false)?;
        }
    }
    for (key, _) in phrases.iter().filter(|(key, _)| keys.chars.is_unusual(key)) {
        simp.allow(keys, key, key, false)?;
    }
    Ok(simp)
}

/// Rejects a shape that counts without borders although some good word holds it: our own words, and the
/// background of OpenCC's phrases as they are usually written.
fn vet(lists: &Lists, phrases: &Table) -> Result<(), String> {
    let own = lists.hant.iter().map(|w| &w.right).chain(&lists.allowed).chain(&lists.both).chain(&lists.people);
    let usual = phrases.iter().filter_map(|(_, values)| values.first());
    let good: String = own.chain(usual).map(|word| format!("{word}\n")).collect();
    for word in lists.hant.iter().filter(|w| w.guard.is_none()) {
        for wrong in &word.wrong {
            if let Some(at) = good.find(wrong.as_str()) {
                let line = good.get(..at).and_then(|s| s.rsplit('\n').next()).unwrap_or_default();
                let rest = good.get(at..).and_then(|s| s.split('\n').next()).unwrap_or_default();
                return Err(format!(
                    "never.toml: \"{wrong}\" stands in the good word \"{line}{rest}\"; give it a guard"
                ));
            }
        }
    }
    Ok(())
}

/// Adds a word that is miswritten in known ways: where it stands, what tells each way, what is right.
fn miswritten(word: &Word, script: Role, keys: &mut Keys, pool: &mut Pool) -> Result<(), String> {
    let borders = if word.guard.is_some() { Role::BORDERS.0 } else { 0 };
    for wrong in &word.wrong {
        let mut list = vec![script.0 | borders];
        let pairs = pairs(&keys.chars, &word.right, wrong)?;
        let last = pairs.len() - 1;
        for (i, (wrong, right)) in pairs.iter().enumerate() {
            list.extend([wrong.pack(false), right.pack(i == last)]);
        }
        keys.add(&word.right, Kind::Script, pool.intern(list), Weight::Outside, "miswritten words")?;
    }
    Ok(())
}

/// The wrong and the right forms at each place where the two differ, and the right forms twice where
/// they agree but another shape would make it another fault.
fn pairs(chars: &Chars, right: &str, wrong: &str) -> Result<Vec<(Choice, Choice)>, String> {
    let fault = |e: &str| Err(format!("rules/script: \"{wrong}\" for \"{right}\": {e}"));
    if right.chars().count() != wrong.chars().count() || right == wrong {
        return fault("not the same number of characters, or nothing is wrong");
    }
    let mut pairs = Vec::new();
    for (at, (r, w)) in right.chars().zip(wrong.chars()).enumerate() {
        let folded = chars.fold(r);
        if chars.fold(w) != folded {
            return fault("not the same characters in Simplified");
        }
        let masks = (chars.mask(folded, w, r == w), chars.mask(folded, r, true));
        if r == w && masks.0 == 0 {
            continue;
        }
        if r != w && (masks.0 == 0 || masks.1 == 0 || masks.0 & masks.1 != 0) {
            return fault("its characters have no two different shapes");
        }
        pairs.push((Choice::new(at, masks.0), Choice::new(at, masks.1)));
    }
    Ok(pairs)
}
