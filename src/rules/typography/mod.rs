//! How an article is set: marks, quotes, spacing.
//!
//! A finding is a deviation from the article's own profile, or from what the configuration names.

pub mod ellipsis_dash;
pub mod full_width;
pub mod hard_break;
pub mod punctuation;
pub mod quotes;
pub mod repeated;
pub mod spacing;
pub mod unbalanced;

mod damaged;
mod lines;
mod literal;
mod marks;
mod pairs;
mod place;

pub use ellipsis_dash::EllipsisDash;
pub use full_width::FullWidth;
pub use hard_break::HardBreak;
pub use punctuation::Punctuation;
pub use quotes::QuotesRule;
pub use repeated::Repeated;
pub use spacing::SpacingRule;
pub use unbalanced::Unbalanced;
