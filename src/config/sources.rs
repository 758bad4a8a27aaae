//! `sources.toml`: figures that somebody has checked, with where, by whom and when. Read and written as text;
//! files are the business of whoever calls.

use serde::{Deserialize, Serialize};

use super::ConfigFault;

/// Name of the file, beside `jiaodui.toml`.
pub const SOURCES: &str = "sources.toml";

/// One sentence's figures, checked. The finding stays away while the fingerprint holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Verified {
    /// As `rules::figures::fingerprint` makes it.
    pub print: String,
    /// For people: the figures, as they are written.
    #[serde(default)]
    pub figures: Vec<String>,
    #[serde(default)]
    pub url: String,
    #[serde(default)]
    pub who: String,
    #[serde(default)]
    pub date: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    verified: Vec<Verified>,
}

/// The entries of a file's text.
pub fn read_sources(text: &str) -> Result<Vec<Verified>, ConfigFault> {
    match toml::from_str::<File>(text) {
        Ok(file) => Ok(file.verified),
        Err(error) => {
            let fault = ConfigFault::new(error.message().lines().next().unwrap_or("not valid TOML"));
            Err(fault.at(text, error.span().map_or(0, |s| s.start)))
        }
    }
}

/// The file's text with one entry more; what stands there stays as it is.
pub fn add_source(text: &str, entry: &Verified) -> String {
    let added = toml::to_string(&File { verified: vec![entry.clone()] }).unwrap_or_default();
    let gap = if text.is_empty() || text.ends_with("\n\n") {
        ""
    } else if text.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    format!("{text}{gap}{added}")
}

/// A day in UTC, as 2024-09-03, by the seconds since 1970.
pub fn day(seconds: u64) -> String {
    let days = i64::try_from(seconds / 86_400).unwrap_or_default();
    // Days since 1 March of year 0: months then have the lengths that the formula needs.
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, expected) in
            [(0, "1970-01-01"), (951_782_400, "2000-02-29"), (951_868_800, "2000-03-01"), (1_725_321_600, "2024-09-03")]
        {
            assert_eq!(day(seconds), expected);
        }
    }

    #[test]
    fn entries_are_added_and_read_again() {
        let entry = |print: &str| Verified {
            print: print.into(),
            figures: vec!["30%".into()],
            url: "https://example.com/\"a\"".into(),
            who: "王力".into(),
            date: "2024-09-03".into(),
        };
        let one = add_source("# 我们核对过的数字\n", &entry("0a"));
        let two = add_source(&one, &entry("0b"));
        assert!(two.starts_with("# 我们核对过的数字\n"));
        assert_eq!(read_sources(&two).expect("valid"), [entry("0a"), entry("0b")]);
        assert!(read_sources("[[verified]]\nprnt = \"a\"\n").is_err());
    }
}
