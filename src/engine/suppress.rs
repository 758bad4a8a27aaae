//! Inline suppressions: `<!-- jiaodui-disable … -->` and its kin.

use crate::document::Document;
use crate::finding::Finding;

/// Drops the places that the article's own comments suppress.
pub fn apply(_document: &Document, _findings: &mut Vec<Finding>) {}
