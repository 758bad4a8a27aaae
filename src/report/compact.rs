//! One line a finding: `path:line:column: severity rule: sentence (×N)`. Findings that say the same are one.

use std::io::{self, Write};

use super::human::groups;
use super::plain::plain;
use super::{FileReport, Look};
use crate::text::Positions;

pub(super) fn write(report: &FileReport, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let positions = Positions::new(&report.text);
    for group in groups(report, look) {
        let at = positions.at(group.places.first().copied().unwrap_or_default().start as usize);
        let (severity, rule) = (group.finding.severity.name(), group.finding.rule);
        write!(out, "{}:{}:{}: {severity} {rule}: ", plain(&report.path), at.line, at.column)?;
        out.write_all(plain(&group.what).as_bytes())?;
        if group.places.len() > 1 {
            write!(out, " (×{})", group.places.len())?;
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}
