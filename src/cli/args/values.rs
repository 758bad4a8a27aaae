//! What options may be: the words a person types and what they stand for.

use clap::ValueEnum;

use crate::convert::Target;
use crate::finding::Severity;
use crate::message::Lang;
use crate::report::Format;

#[cfg(feature = "lsp")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EncodingArg {
    #[value(name = "utf-8")]
    Utf8,
    #[value(name = "utf-16")]
    Utf16,
    #[value(name = "utf-32")]
    Utf32,
}

#[cfg(feature = "lsp")]
impl From<EncodingArg> for crate::text::PositionEncoding {
    fn from(encoding: EncodingArg) -> Self {
        match encoding {
            EncodingArg::Utf8 => Self::Utf8,
            EncodingArg::Utf16 => Self::Utf16,
            EncodingArg::Utf32 => Self::Utf32,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormatArg {
    /// For people
    Human,
    /// One line a finding
    Compact,
    /// One object
    Json,
    /// One object a line for each file
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit's XML
    Junit,
    /// reviewdog's diagnostic format
    Rdjson,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LedgerFormat {
    /// For people
    Text,
    /// One object
    Json,
    /// A table for a spreadsheet
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NamesFormat {
    /// For people
    Text,
    /// One object
    Json,
    /// A page with one table
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TargetArg {
    /// Simplified
    Hans,
    /// Traditional in OpenCC's standard, which is no region's (裏, 爲, 羣)
    Hant,
    /// Traditional as Taiwan writes it (裡, 為, 群)
    Tw,
    /// Traditional as Hong Kong writes it (裏, 為, 説)
    Hk,
}

#[cfg(feature = "opencc")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EngineArg {
    /// jiaodui's
    Own,
    /// The OpenCC installed on this machine
    Opencc,
}

impl From<TargetArg> for Target {
    fn from(target: TargetArg) -> Self {
        match target {
            TargetArg::Hans => Self::Hans,
            TargetArg::Hant => Self::Hant,
            TargetArg::Tw => Self::Taiwan,
            TargetArg::Hk => Self::HongKong,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Show {
    Hint,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LangArg {
    #[value(name = "zh-Hans", aliases = ["zh", "zh-CN", "hans", "zh-hans", "zh-cn"])]
    Hans,
    #[value(name = "zh-Hant", aliases = ["zh-TW", "zh-HK", "hant", "zh-hant", "zh-tw", "zh-hk"])]
    Hant,
    #[value(name = "en")]
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Hans => Self::Hans,
            LangArg::Hant => Self::Hant,
            LangArg::En => Self::En,
        }
    }
}

impl From<FormatArg> for Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Human => Self::Human,
            FormatArg::Json => Self::Json,
            FormatArg::Jsonl => Self::Jsonl,
            FormatArg::Compact => Self::Compact,
            FormatArg::Sarif => Self::Sarif,
            FormatArg::Github => Self::Github,
            FormatArg::Gitlab => Self::Gitlab,
            FormatArg::Junit => Self::Junit,
            FormatArg::Rdjson => Self::Rdjson,
        }
    }
}

impl FailOn {
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}
