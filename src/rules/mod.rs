//! The rules: one file each, beside a page of the same name in `rules/`. This list registers them once.

mod config;
mod encoding;
pub mod figures;
pub mod names;
mod residue;
mod script;
mod typography;

use crate::engine::{Engine, Rule};
use crate::settings::Settings;

/// Every rule, in the order of judgement: encoding, names, script, figures, residue, typography.
pub static RULES: &[&dyn Rule] = &[
    // encoding
    &encoding::Charset,
    &encoding::Mixed,
    &encoding::Mojibake,
    &encoding::Lost,
    &encoding::PinyinNoise,
    &encoding::Invisible,
    &encoding::LookAlike,
    &encoding::Escape,
    &encoding::Newline,
    // names
    &names::Spelling,
    &names::Damaged,
    &names::NameScript,
    &names::Former,
    &names::NameRegion,
    &names::NearDuplicate,
    &names::RedundantGloss,
    &names::Inconsistent,
    // script
    &script::Stray,
    &script::Conversion,
    &script::Declaration,
    &script::Variants,
    &script::RegionWords,
    // figures
    &figures::Unsourced,
    &figures::VagueSource,
    &figures::VagueCue,
    &figures::Arithmetic,
    &figures::Conflict,
    &figures::Format,
    &figures::RelativeDate,
    // residue
    &residue::Promotion,
    &residue::Boilerplate,
    &residue::Repeated,
    &residue::Orphan,
    &residue::Spam,
    // typography
    &typography::Punctuation,
    &typography::QuotesRule,
    &typography::Unbalanced,
    &typography::SpacingRule,
    &typography::Repeated,
    &typography::EllipsisDash,
    &typography::FullWidth,
    &typography::HardBreak,
    // config
    &config::Suppression,
];

/// The engine with all rules.
pub fn engine(settings: Settings) -> Engine {
    Engine::new(settings, RULES)
}
