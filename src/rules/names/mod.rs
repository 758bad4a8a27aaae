//! Names: how vendors, products, models and terms are written. One file a rule.

mod script;
mod spelling;

pub use script::NameScript;
pub use spelling::Spelling;
