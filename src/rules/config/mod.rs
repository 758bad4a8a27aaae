//! What articles say to jiaodui itself.

mod suppression;

pub use suppression::Suppression;
