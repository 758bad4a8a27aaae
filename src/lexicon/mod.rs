//! The compiled tables made from `rules/` and the one walk over them.
//!
//! `build.rs` compiles; this module reads in place. It says what stands where, never what is wrong.

#[allow(dead_code, reason = "build.rs packs what this crate unpacks")]
mod char_schema;
mod chars;
mod classes;
mod convert;
mod hits;
mod overlay;
mod pack;
#[allow(dead_code, reason = "build.rs packs what this crate unpacks")]
mod region_schema;
mod regions;
#[allow(dead_code, reason = "build.rs packs what this crate unpacks")]
mod schema;
mod tables;
mod trie;
mod trie_build;
mod walk;

pub use char_schema::{Choice, Class, Form, Role, Usage};
pub use chars::{Slip, allowed, choices, class, fold, fold_and_class, forms, role, slips};
pub use classes::Classes;
pub use convert::{Glyphs, regional_glyph, simplify, traditional_of_rare};
pub use hits::{Hit, Hits};
pub use overlay::{Overlay, OverlayEntry};
pub use pack::{Miswriting, Pack};
pub use region_schema::{Regions, Sense, Target, Telling, Trait};
pub use regions::{Regional, group, known, letters, regional, ways, word};
pub use schema::{Kind, OVERLAY_ID};
pub use walk::{walk, walk_with};

pub(crate) use schema::{Cost, STEPS};
pub(crate) use tables::names;
pub(crate) use walk::{is_han, is_letter};
