//! Names: how vendors, products, models, terms and people are written. One file a rule.

mod damaged;
mod desk;
mod families;
mod former;
mod inconsistent;
mod near_duplicate;
mod redundant_gloss;
mod region;
mod root;
mod script;
mod spelling;

pub use damaged::Damaged;
pub use desk::{Card, card, choices, stub};
pub use former::Former;
pub use inconsistent::Inconsistent;
pub use near_duplicate::NearDuplicate;
pub use redundant_gloss::RedundantGloss;
pub use region::NameRegion;
pub use script::NameScript;
pub use spelling::Spelling;
