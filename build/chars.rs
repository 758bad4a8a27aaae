//! What is known of single characters: their fold, class and forms. Becomes `chars.bin` and `forms.bin`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::char_pages::Pages;
use crate::char_schema::{Class, Form, Usage};
use crate::keys::write_table;
use crate::opencc::{Table, table};
use crate::script_lists::Lists;

/// Rank of a shape that is no Traditional candidate.
const NO_RANK: u8 = 15;

/// Folds, classes and forms of all characters.
#[derive(Clone)]
pub struct Chars {
    fold: HashMap<char, char>,
    classes: BTreeMap<char, Class>,
    forms: BTreeMap<char, Vec<Form>>,
    taiwan: HashMap<char, Vec<char>>,
    hong_kong: HashMap<char, Vec<char>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Classes {
    never: String,
    mostly: String,
    several: String,
    accepted: String,
    second: String,
    besides: String,
    locative: String,
    cantonese: String,
    rare: String,
    seldom: String,
}

type Map = HashMap<char, Vec<char>>;

impl Chars {
    pub fn load(rules: &Path) -> Result<Self, String> {
        let opencc = |name: &str| table(&rules.join("script/opencc").join(name)).and_then(|t| single(&t, name));
        let (s2t, t2s) = (opencc("STCharacters.txt")?, opencc("TSCharacters.txt")?);
        let lists = classes(&rules.join("script/classes.toml"))?;
        let glyphs = |name: &str| opencc(name).map(|map| standard(map, &s2t));
        let (taiwan, hong_kong) = (glyphs("TWVariants.txt")?, glyphs("HKVariants.txt")?);
        let prc = charset(rules, "prc")?;
        let big5 = charset(rules, "big5")?;
        let mut chars = Self {
            fold: fold(&s2t, &t2s, [&taiwan, &hong_kong], &lists),
            classes: BTreeMap::new(),
            forms: BTreeMap::new(),
            taiwan,
            hong_kong,
        };
        chars.read_lists(&lists, &s2t)?;
        chars.read_sets([(&prc, Class::PRC), (&big5, Class::BIG5), (&charset(rules, "jis")?, Class::JIS)]);
        chars.classify(&s2t, &t2s);
        chars.find_forms(&s2t, &t2s, &prc);
        chars.observe_phrases(&rules.join("script/opencc"))?;
        let own = Lists::read(rules)?;
        own.shapes().for_each(|word| chars.observe_shapes(word));
        chars.read_rare(&lists.rare, &s2t)?;
        lists.cantonese.chars().for_each(|c| chars.set(c, Class::CANTONESE));
        lists.seldom.chars().for_each(|c| chars.set(c, Class::SELDOM));
        own.surnames.chars().for_each(|c| chars.set(c, Class::SURNAME));
        own.families.chars().for_each(|c| chars.set(c, Class::SURNAME));
        Ok(chars)
    }

    /// Full-width to half-width, simple lower case, Traditional to Simplified; one to one.
    /// Rare characters beyond the basic plane stay as they are: their pages would be sparse.
    pub fn fold(&self, c: char) -> char {
        if c as u32 >= 0x1_0000 {
            return c;
        }
        let c = narrow(c);
        self.fold.get(&c).copied().unwrap_or(c)
    }

    pub fn folded(&self, word: &str) -> String {
        word.chars().map(|c| self.fold(c)).collect()
    }

    pub fn class(&self, c: char) -> Class {
        self.classes.get(&c).copied().unwrap_or_default()
    }

    /// OpenCC's first Traditional candidate for a Simplified character.
    pub fn first_form(&self, c: char) -> char {
        let forms = self.forms.get(&c).map(Vec::as_slice).unwrap_or_default();
        forms.iter().find(|form| form.rank == 0 && form.usage.has(Usage::OPENCC)).map_or(c, |form| form.shape)
    }

    /// Taiwan's glyph of a Traditional shape.
    pub fn in_taiwan(&self, c: char) -> char {
        self.taiwan.get(&c).and_then(|glyphs| glyphs.first()).copied().unwrap_or(c)
    }

    /// Bits of the forms of folded `c` that `shape` stands for, its regional variants included.
    pub fn mask(&self, c: char, shape: char, regional: bool) -> u16 {
        let shapes = if regional { self.variants(shape) } else { vec![shape] };
        self.bits(c, |form| shapes.contains(&form.shape))
    }

    /// Bits of the forms of folded `c` that are standard there.
    pub fn all(&self, c: char, usage: Usage) -> u16 {
        self.bits(c, |form| form.usage.has(usage))
    }

    /// Whether a Simplified phrase holds a shape that is folded away (乾坤).
    pub fn is_unusual(&self, phrase: &str) -> bool {
        phrase.chars().any(|c| self.fold(c) != c)
    }

    fn bits(&self, c: char, wanted: impl Fn(&Form) -> bool) -> u16 {
        let forms = self.forms.get(&c).map(Vec::as_slice).unwrap_or_default();
        forms.iter().enumerate().filter(|(_, f)| wanted(f)).fold(0, |bits, (i, _)| bits | (1 << i))
    }

    fn variants(&self, shape: char) -> Vec<char> {
        let regional = [&self.taiwan, &self.hong_kong].into_iter().filter_map(|m| m.get(&shape)).flatten();
        std::iter::once(shape).chain(regional.copied()).collect()
    }

    fn set(&mut self, c: char, class: Class) {
        let known = self.classes.entry(c).or_default();
        *known = known.with(class);
    }

    fn read_lists(&mut self, lists: &Classes, s2t: &Map) -> Result<(), String> {
        let of_lists = [
            (&lists.never, Class::NEVER),
            (&lists.mostly, Class::MOSTLY),
            (&lists.several, Class::SEVERAL),
            (&lists.accepted, Class::ACCEPTED),
            (&lists.locative, Class::LOCATIVE),
        ];
        for (list, class) in of_lists {
            for c in list.chars() {
                if !s2t.contains_key(&c) {
                    return Err(format!("classes.toml: {c} is no key of STCharacters.txt"));
                }
                self.set(c, class);
            }
        }
        Ok(())
    }

    /// Traditional shapes: each is one of several candidates, but not the first.
    fn read_rare(&mut self, list: &str, s2t: &Map) -> Result<(), String> {
        for c in list.chars() {
            let candidates = s2t.get(&self.fold(c)).map(Vec::as_slice).unwrap_or_default();
            if !candidates.get(1..).is_some_and(|later| later.contains(&c)) {
                return Err(format!("classes.toml: {c} is no later candidate in STCharacters.txt"));
            }
            self.set(c, Class::RARE);
        }
        Ok(())
    }

    fn read_sets(&mut self, sets: [(&BTreeSet<char>, Class); 3]) {
        for (set, class) in sets {
            for c in set {
                self.set(*c, class);
            }
        }
    }

    fn classify(&mut self, s2t: &Map, t2s: &Map) {
        for (c, candidates) in s2t {
            let known = self.classes.get(c).copied().unwrap_or_default();
            let tells = known.has(Class::PRC) && !known.has(Class::ACCEPTED);
            match candidates.contains(c) {
                true if candidates.len() > 1 => self.set(*c, Class::SHARED),
                true => {}
                false if tells => self.set(*c, Class::S_ONLY.with(Class::EXCLUSIVE)),
                false => self.set(*c, Class::S_ONLY),
            }
        }
        for c in t2s.iter().filter(|(c, candidates)| !candidates.contains(c)).map(|(c, _)| c) {
            let known = self.classes.get(c).copied().unwrap_or_default();
            let tells = known.has(Class::BIG5) && !known.has(Class::PRC) && !s2t.contains_key(c);
            self.set(*c, if tells { Class::T_ONLY.with(Class::EXCLUSIVE) } else { Class::T_ONLY });
        }
    }

    fn find_forms(&mut self, s2t: &Map, t2s: &Map, prc: &BTreeSet<char>) {
        let bases: BTreeSet<char> = s2t
            .keys()
            .chain(self.taiwan.keys())
            .chain(self.hong_kong.keys())
            .chain(t2s.keys())
            .map(|c| self.fold(*c))
            .collect();
        for base in bases {
            let own = vec![base];
            let mut forms = Vec::new();
            for (rank, shape) in s2t.get(&base).unwrap_or(&own).iter().enumerate() {
                self.add_glyphs(&mut forms, *shape, rank as u8);
            }
            add(&mut forms, base, NO_RANK, Usage::MAINLAND);
            self.forms.insert(base, forms);
        }
        for c in t2s.keys().chain(self.taiwan.values().flatten()).filter(|c| prc.contains(c)) {
            let folded = self.fold(*c);
            if let (true, Some(forms)) = (folded != *c, self.forms.get_mut(&folded)) {
                add(forms, *c, NO_RANK, Usage::MAINLAND);
            }
        }
    }

    fn add_glyphs(&self, forms: &mut Vec<Form>, shape: char, rank: u8) {
        add(forms, shape, rank, Usage::OPENCC);
        for (variants, usage) in [(&self.taiwan, Usage::TAIWAN), (&self.hong_kong, Usage::HONG_KONG)] {
            for glyph in variants.get(&shape).unwrap_or(&vec![shape]) {
                add(forms, *glyph, rank, usage);
            }
        }
    }

    /// Phrases may hold shapes that no character's own list knows.
    fn observe_phrases(&mut self, folder: &Path) -> Result<(), String> {
        for (key, values) in table(&folder.join("STPhrases.txt"))? {
            for value in &values {
                for (c, shape) in key.chars().zip(value.chars()) {
                    let folded = self.fold(c);
                    let mut forms = self.forms.remove(&folded).unwrap_or_default();
                    let known = forms.iter().any(|f| f.shape == shape);
                    if !known && shape != c && self.fold(shape) == folded {
                        self.add_glyphs(&mut forms, shape, NO_RANK - 1);
                    }
                    if !forms.is_empty() {
                        self.forms.insert(folded, forms);
                    }
                }
            }
        }
        Ok(())
    }

    /// Our own lists may hold shapes that OpenCC does not know, too; they are standard nowhere.
    fn observe_shapes(&mut self, word: &str) {
        for shape in word.chars() {
            let folded = self.fold(shape);
            if shape != folded {
                let everywhere = Usage(Usage::OPENCC.0 | Usage::TAIWAN.0 | Usage::HONG_KONG.0 | Usage::MAINLAND.0);
                let own = || vec![Form { shape: folded, rank: 0, usage: everywhere }];
                add(self.forms.entry(folded).or_insert_with(own), shape, NO_RANK, Usage(0));
            }
        }
    }

    /// Writes `chars.bin` (see [`Pages`]) and `forms.bin`.
    pub fn write(&self, out: &Path) -> Result<(), String> {
        let mut forms = vec![0u32];
        let mut starts = HashMap::new();
        for (c, list) in self.forms.iter().filter(|(c, list)| !plain(**c, list)) {
            if list.len() > 16 {
                return Err(format!("{c} has {} forms, more than 16", list.len()));
            }
            starts.insert(*c, forms.len() as u32);
            forms.extend(list.iter().enumerate().map(|(i, form)| form.pack(i + 1 == list.len())));
        }
        if forms.len() > usize::from(u16::MAX) {
            return Err(format!("{} forms of characters, more than 65 535", forms.len()));
        }
        let known: HashSet<char> = self.classes.keys().chain(starts.keys()).copied().collect();
        let mut pages = Pages::default();
        for c in (0..0x1_0000).filter_map(char::from_u32) {
            let folded = self.fold(c);
            if folded != c || known.contains(&c) {
                let forms = starts.get(&c).copied().unwrap_or(0) as u16;
                pages.set(c, folded, self.class(c), forms);
            }
        }
        write_table(&out.join("chars.bin"), &pages.table())?;
        write_table(&out.join("forms.bin"), &forms)
    }
}

/// A character that is its own only form everywhere needs no list.
fn plain(c: char, forms: &[Form]) -> bool {
    forms.iter().all(|f| f.shape == c)
}

fn add(forms: &mut Vec<Form>, shape: char, rank: u8, usage: Usage) {
    match forms.iter_mut().find(|f| f.shape == shape) {
        Some(form) => {
            form.rank = form.rank.min(rank);
            form.usage = Usage(form.usage.0 | usage.0);
        }
        None => forms.push(Form { shape, rank, usage }),
    }
}

fn narrow(c: char) -> char {
    let c = match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(l), None) => l,
        _ => c,
    }
}

/// Traditional to Simplified, and regional glyphs as their standard ones, to a fixed point.
fn fold(s2t: &Map, t2s: &Map, regional: [&Map; 2], lists: &Classes) -> HashMap<char, char> {
    let mut fold = HashMap::new();
    for (c, candidates) in t2s {
        let skipped = usize::from(lists.second.contains(*c));
        if let Some(s) = candidates.get(skipped).filter(|s| *s != c) {
            fold.insert(*c, *s);
        }
    }
    for (c, glyphs) in regional.into_iter().flatten() {
        for glyph in glyphs.iter().filter(|g| *g != c && !t2s.contains_key(g) && !s2t.contains_key(g)) {
            fold.entry(*glyph).or_insert_with(|| t2s.get(c).and_then(|s| s.first()).copied().unwrap_or(*c));
        }
    }
    let besides: Vec<char> = lists.besides.chars().collect();
    fold.extend(besides.chunks_exact(2).map(|pair| (pair[0], pair[1])));
    let step = fold.clone();
    for (from, to) in &mut fold {
        for _ in 0..4 {
            *to = step.get(to).filter(|next| *next != from).copied().unwrap_or(*to);
        }
    }
    fold
}

fn single(table: &Table, name: &str) -> Result<Map, String> {
    let one = |s: &str| {
        let mut chars = s.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => Ok(c),
            _ => Err(format!("{name}: \"{s}\" is not one character")),
        }
    };
    table.iter().map(|(k, v)| Ok((one(k)?, v.iter().map(|s| one(s)).collect::<Result<_, String>>()?))).collect()
}

fn classes(path: &Path) -> Result<Classes, String> {
    let fault = |e: String| format!("{}: {e}", path.display());
    let text = fs::read_to_string(path).map_err(|e| fault(e.to_string()))?;
    toml::from_str(&text).map_err(|e| fault(e.to_string()))
}

/// Regional glyphs, without those that are also Simplified shapes of something (么 beside 麼).
fn standard(map: Map, s2t: &Map) -> Map {
    let simplified = |c: &char| s2t.get(c).is_some_and(|candidates| !candidates.contains(c));
    let keep = |(i, glyph): (usize, char)| (i == 0 || !simplified(&glyph)).then_some(glyph);
    map.into_iter().map(|(c, glyphs)| (c, glyphs.into_iter().enumerate().filter_map(keep).collect())).collect()
}

fn charset(rules: &Path, name: &str) -> Result<BTreeSet<char>, String> {
    let path = rules.join("script/charsets").join(name).with_extension("txt");
    let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(text.lines().filter(|l| !l.starts_with('#')).flat_map(str::chars).collect())
}
