//! What does not belong to the article: solicitations, what portals left behind, what is said twice.
//!
//! No rule of this family reads the article: each sees one segment and adds up marks.

mod deletion;
mod promotion;
mod solicit;

pub use promotion::Promotion;
