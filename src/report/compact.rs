//! One line a finding: `path:line:column: severity rule: sentence (×N)`. Findings that say the same are one.

use std::fmt::Write as _;

use super::human::groups;
use super::plain::plain;
use super::{FileReport, Look};
use crate::text::Positions;

pub(super) fn part(report: &FileReport, look: &Look) -> String {
    let positions = Positions::new(&report.text);
    let mut out = String::new();
    for group in groups(report, look) {
        let at = positions.at(group.places.first().copied().unwrap_or_default().start as usize);
        let (severity, rule) = (group.finding.severity.name(), group.finding.rule);
        let _ = write!(out, "{}:{}:{}: {severity} {rule}: ", plain(&report.path), at.line, at.column);
        out.push_str(&plain(&group.what));
        if group.places.len() > 1 {
            let _ = write!(out, " (×{})", group.places.len());
        }
        out.push('\n');
    }
    out
}
