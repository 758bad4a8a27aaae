//! The names as whoever makes a table of them has them: the build from `rules/names/*.toml`, a run from a
//! project's configuration. `pack` writes them down, `table` reads that in place.
//!
//! Plain data, shared with `build.rs` by its path, so it knows no other module.
//! Invariant: indexes in groups fit their tables; the loader made them.

use serde::Deserialize;

/// All names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    pub entities: Vec<Entity>,
    /// A hit of `Kind::Name` has the index of its group as id.
    pub groups: Vec<Group>,
}

/// A vendor, product, model, term or person.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    pub id: String,
    pub kind: Kind,
    pub parent: Option<u16>,
    /// `None` where the language has no name of its own.
    pub hans: Option<String>,
    pub hant: Option<String>,
    pub tw: Option<String>,
    pub hk: Option<String>,
    pub en: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Vendor,
    Product,
    Model,
    Term,
    Person,
}

/// The spellings that differ in nothing but script, case and separators: `GitHub`, `Git Hub`, `github`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    pub entity: u16,
    /// Has no Han character, so that case and separators decide.
    pub latin: bool,
    pub role: Role,
    /// Its versions are joined to it by a hyphen: GPT-4.
    pub numbered: bool,
    /// Right as they stand, whatever the script.
    pub good: Vec<String>,
    /// The form in each script, of one length; equal where the scripts do not differ.
    pub hans: String,
    pub hant: String,
    pub bad: Vec<Bad>,
    /// The name that a converter or a look-alike character makes this of (位元組跳動).
    pub damaged: Option<Damaged>,
    pub guard: Guard,
}

/// The right form of a broken one in each script.
#[derive(Clone, Debug, PartialEq)]
pub struct Damaged {
    pub hans: String,
    pub hant: String,
    /// No words that somebody may have meant.
    pub sure: bool,
    /// Words that somebody may well have meant: counts only where the article names the entity.
    pub needs_backing: bool,
}

/// What a form is to its entity. Where several groups would do, the first written in the entry counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// The entity's name in a script or in English.
    #[default]
    House,
    /// Its name in one region: 輝達.
    Regional,
    /// The same name in short or in full: always right beside it.
    Short,
    /// Right elsewhere, and a competitor of the name here: Aliyun, 网飞.
    Alt,
    /// Its name until a year and month; the month is 0 where only the year is known.
    Former { until: Option<(u16, u8)> },
    /// Right as a whole: AWS 大中华区.
    Compound,
    /// Never right: the group has wrong forms only.
    Wrong,
}

/// When a form counts at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guard {
    /// An ordinary word too: counts only where the article names the entity beyond doubt.
    pub word: bool,
    /// Characters that must not stand before or after (folded or raw, both are compared).
    pub not_before: String,
    pub not_after: String,
    /// One of these must stand in the segment, unless the entity is named beyond doubt in the article.
    pub needs: Vec<String>,
    /// None of these may stand in the segment.
    pub unless: Vec<String>,
}

/// A wrong form with its own replacement.
#[derive(Clone, Debug, PartialEq)]
pub struct Bad {
    pub form: String,
    pub hans: String,
    pub hant: String,
    pub level: Level,
    /// A person chooses.
    pub suggested: bool,
    pub guard: Guard,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    #[default]
    Warning,
    Info,
    Hint,
}

impl Kind {
    /// Every kind under its number in the table.
    pub const ALL: [Self; 5] = [Self::Vendor, Self::Product, Self::Model, Self::Term, Self::Person];
}

impl Role {
    /// Every role under its number in the table.
    pub const ALL: [Self; 7] = [
        Self::House,
        Self::Regional,
        Self::Short,
        Self::Alt,
        Self::Former { until: None },
        Self::Compound,
        Self::Wrong,
    ];
}

impl Level {
    /// Every level under its number in the table.
    pub const ALL: [Self; 3] = [Self::Warning, Self::Info, Self::Hint];
}
