//! What does not belong to the article: solicitations, what portals left behind, what is said twice.
//!
//! No rule of this family reads the article: each sees one segment and adds up marks.

mod bars;
mod boilerplate;
mod deletion;
mod echo;
mod id;
mod leftover;
mod noise;
mod orphan;
mod promotion;
mod repeated;
mod signature;
mod solicit;
mod spam;

pub use boilerplate::Boilerplate;
pub use orphan::Orphan;
pub use promotion::Promotion;
pub use repeated::Repeated;
pub use spam::Spam;

use crate::document::{BlockKind, MaskKind, Segment};

/// A heading that its author marked as one (`## 相关阅读`, `<h2>`), not a line that stands alone in plain text.
fn is_titled(segment: &Segment) -> bool {
    let marked = || segment.masks.iter().any(|m| matches!(m.kind, MaskKind::Markup | MaskKind::Tag));
    segment.text.trim_start().starts_with('#') || (matches!(segment.kind, BlockKind::Heading(_)) && marked())
}
