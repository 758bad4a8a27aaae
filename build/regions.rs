//! Regional vocabulary: `rules/script/regions/*.toml`, checked for script and collisions.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::char_schema::Class;
use crate::chars::Chars;
use crate::opencc::table;
use crate::region_schema::{Regions, Trait};
use crate::regional::Regional;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// For the tests: which rules the examples are about.
    #[serde(rename = "rules")]
    _rules: Vec<String>,
    concept: Vec<Concept>,
}

/// One thing with the words of each region, the preferred one first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Concept {
    cn: Vec<String>,
    #[serde(default)]
    tw: Vec<String>,
    #[serde(default)]
    hk: Vec<String>,
    #[serde(default)]
    ambiguous: Vec<String>,
    #[serde(default)]
    ambiguous_hans: Vec<String>,
    #[serde(default)]
    keep: Vec<String>,
    /// Examples are run by the tests, where the engine exists.
    #[serde(rename = "fires")]
    _fires: Option<String>,
    #[serde(rename = "silent")]
    _silent: Option<String>,
}

/// Words by weight ("1" to "3").
type Weights = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Markers {
    /// Words that say that another one is spoken of.
    spoken: Vec<String>,
    cn: Weights,
    tw: Weights,
    hk: Weights,
    hk_cn: Weights,
    hk_tw: Weights,
}

/// Reads the concepts and the words that hint at a region.
pub fn load(rules: &Path, chars: &Chars, regional: &mut Regional) -> Result<(), String> {
    let folder = rules.join("script/regions");
    let converter = Converter::read(rules, chars)?;
    let mut preferred = HashMap::new();
    for path in files(&folder)? {
        let fault = |e: String| format!("{}: {e}", path.display());
        if path.ends_with("markers.toml") {
            markers(&read(&path)?, chars, regional).map_err(fault)?;
            continue;
        }
        let file: File = read(&path)?;
        for concept in &file.concept {
            concept.check(chars).map_err(fault)?;
            concept.collide(chars, &mut preferred).map_err(fault)?;
            concept.add(chars, &converter, regional);
        }
    }
    Ok(())
}

impl Concept {
    /// The words of each region. Where Taiwan has none of its own it shares the mainland's.
    fn words(&self) -> [(Regions, &[String]); 3] {
        let cn = if self.tw.is_empty() { Regions::CN.with(Regions::TW) } else { Regions::CN };
        [(cn, &self.cn), (Regions::TW, &self.tw), (Regions::HK, &self.hk)]
    }

    fn add(&self, chars: &Chars, converter: &Converter<'_>, regional: &mut Regional) {
        let words = self.words();
        let known = words.iter().filter(|(_, words)| !words.is_empty());
        let known = known.fold(Regions::default(), |known, (regions, _)| known.with(*regions));
        let one = |words: &[String]| if let [word] = words { word.clone() } else { String::new() };
        let traditional = |word: &str| {
            let shared = self.hk.iter().find(|hk| chars.folded(hk) == chars.folded(word)).cloned();
            shared.unwrap_or_else(|| converter.traditional(word))
        };
        let cn = traditional(&one(&self.cn));
        let tw = if self.tw.is_empty() { cn.clone() } else { one(&self.tw) };
        let concept = regional.concept(known, &[one(&self.cn), cn, tw, one(&self.hk)]);
        for (regions, words) in words {
            words.iter().for_each(|word| regional.sense(&chars.folded(word), concept, regions));
        }
        let lists = [
            (&self.ambiguous, Trait::AMBIGUOUS),
            (&self.ambiguous_hans, Trait::AMBIGUOUS_HANS),
            (&self.keep, Trait::KEEP),
        ];
        for (words, what) in lists {
            words.iter().for_each(|word| regional.mark(&chars.folded(word), what));
        }
    }

    fn is_ambiguous(&self, chars: &Chars, word: &str) -> bool {
        self.ambiguous.iter().any(|a| chars.folded(a) == chars.folded(word))
    }

    /// Each word is in the script of its region, and what is called ambiguous is a word of the concept.
    fn check(&self, chars: &Chars) -> Result<(), String> {
        for (words, other) in [(&self.cn, Class::T_ONLY), (&self.tw, Class::S_ONLY), (&self.hk, Class::S_ONLY)] {
            let wrong = |c: char| chars.class(c).has(other.with(Class::EXCLUSIVE));
            if let Some(word) = words.iter().find(|word| word.is_empty() || word.chars().any(wrong)) {
                return Err(format!("\"{word}\": not in the script of its region"));
            }
        }
        let all: Vec<String> = self.words().iter().flat_map(|(_, words)| *words).map(|w| chars.folded(w)).collect();
        match self.ambiguous.iter().chain(&self.ambiguous_hans).find(|word| !all.contains(&chars.folded(word))) {
            Some(word) => Err(format!("\"{word}\": ambiguous, but no word of its concept")),
            None => Ok(()),
        }
    }

    /// A word that one region prefers for two concepts is called ambiguous: nobody could say what replaces it.
    fn collide(&self, chars: &Chars, preferred: &mut HashMap<(u8, String), (String, bool)>) -> Result<(), String> {
        for (region, words) in [(1, &self.cn), (2, &self.tw), (3, &self.hk)] {
            let Some(word) = words.first() else { continue };
            let folded = chars.folded(word);
            let ambiguous = self.is_ambiguous(chars, word);
            let concept = self.cn.first().cloned().unwrap_or_default();
            if let Some((first, known)) = preferred.insert((region, folded), (concept.clone(), ambiguous))
                && !(known || ambiguous)
            {
                return Err(format!("\"{word}\" is preferred for {first} and for {concept}, but ambiguous in neither"));
            }
        }
        Ok(())
    }
}

fn markers(markers: &Markers, chars: &Chars, regional: &mut Regional) -> Result<(), String> {
    let both = |a: Regions, b: Regions| a.with(b);
    let lists = [
        (&markers.cn, Regions::CN),
        (&markers.tw, Regions::TW),
        (&markers.hk, Regions::HK),
        (&markers.hk_cn, both(Regions::HK, Regions::CN)),
        (&markers.hk_tw, both(Regions::HK, Regions::TW)),
    ];
    for (weights, regions) in lists {
        for (weight, words) in weights {
            let weight = weight.parse().ok().filter(|w| (1..=3).contains(w));
            let weight = weight.ok_or("weights are 1 to 3")?;
            words.iter().for_each(|word| regional.hint(&chars.folded(word), regions, weight));
        }
    }
    markers.spoken.iter().for_each(|word| regional.mark(&chars.folded(word), Trait::SPOKEN));
    Ok(())
}

/// Simplified to Traditional as Taiwan writes it, for the mainland's words in Traditional articles.
struct Converter<'a> {
    phrases: HashMap<String, String>,
    chars: &'a Chars,
}

/// The longest phrase that the converter looks for.
const LONGEST: usize = 8;

impl<'a> Converter<'a> {
    fn read(rules: &Path, chars: &'a Chars) -> Result<Self, String> {
        let phrases = table(&rules.join("script/opencc/STPhrases.txt"))?;
        let first = |(key, values): (String, Vec<String>)| Some((key, values.into_iter().next()?));
        Ok(Self { phrases: phrases.into_iter().filter_map(first).collect(), chars })
    }

    fn traditional(&self, word: &str) -> String {
        let chars: Vec<char> = word.chars().collect();
        let mut out = String::new();
        let mut at = 0;
        while at < chars.len() {
            let lengths = (2..=LONGEST.min(chars.len() - at)).rev();
            let phrase = lengths.map(|n| chars[at..at + n].iter().collect::<String>());
            let found = phrase.filter_map(|key| self.phrases.get(&key)).next();
            let shapes = found.cloned().unwrap_or_else(|| self.chars.first_form(chars[at]).to_string());
            at += shapes.chars().count();
            out.extend(shapes.chars().map(|c| self.chars.in_taiwan(c)));
        }
        out
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let files = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files: Vec<PathBuf> = files.flatten().map(|f| f.path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    files.sort();
    Ok(files)
}

pub fn read<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let fault = |e: String| format!("{}: {e}", path.display());
    let text = fs::read_to_string(path).map_err(|e| fault(e.to_string()))?;
    toml::from_str(&text).map_err(|e| fault(e.to_string()))
}
