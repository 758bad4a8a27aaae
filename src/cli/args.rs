//! The arguments as typed. One declaration feeds parser, help and completions.

mod values;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use values::*;

use crate::text::Codec;

/// Proofread Chinese tech articles: encoding damage, script, names, figures.
#[derive(Debug, Parser)]
#[command(name = "jiaodui", version, about, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what is wrong; write nothing
    Check(CheckArgs),
    /// Repair what is safe to repair
    Fix(FixArgs),
    /// Convert articles to Simplified or Traditional
    Convert(ConvertArgs),
    /// List every figure with who vouches for it
    Figures(FiguresArgs),
    /// Tell how each name is written across a folder
    Names(NamesArgs),
    /// Serve an editor over standard input and output
    #[cfg(feature = "lsp")]
    Lsp(LspArgs),
    /// List the rules, or show the page of one
    Rules(RulesArgs),
    /// Start a jiaodui.toml
    Init(InitArgs),
    /// Show which settings are in force, and where they come from
    Config(ConfigArgs),
    /// Print shell completions, or write the manual pages
    Completions(CompletionsArgs),
}

/// Which articles, and how to read them.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Name that standard input (`-`) goes by: decides format and configuration
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Read all files in this encoding instead of guessing (gb18030, big5, utf-16le, …)
    #[arg(long, value_name = "LABEL", value_parser = codec)]
    pub encoding: Option<Codec>,
    /// Files looked at together; 0 for one a processor
    #[arg(long, short, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
    /// Do not fail when there is no article
    #[arg(long)]
    pub allow_empty: bool,
}

/// Which rules, and what they say.
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// Run only these rules or families; sets aside `select` and `ignore` of jiaodui.toml
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Do not run these rules or families
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Language of messages [default: configuration, then locale]
    #[arg(long, value_name = "LANG", value_enum)]
    pub lang: Option<LangArg>,
    /// Least severity that ends in exit status 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Warning)]
    pub fail_on: FailOn,
    /// Show hints to people too
    #[arg(long, value_name = "WHAT", value_enum)]
    pub show: Vec<Show>,
    /// No summary
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files, folders, or `-` for standard input [default: the current folder]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub rules: RuleArgs,
    #[arg(long, value_enum, default_value_t = FormatArg::Human)]
    pub format: FormatArg,
    /// Write the report here instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show counts (findings, places) by rule in place of the findings
    #[arg(long)]
    pub statistics: bool,
    /// Fail when there are more warnings than N; up to N of them do not fail
    #[arg(long, value_name = "N")]
    pub max_warnings: Option<usize>,
    /// Tell why a line is reported as it is, and what is not reported there and why
    #[arg(long, value_name = "FILE:LINE", conflicts_with_all = ["paths", "format", "output", "statistics", "cache", "baseline", "write_baseline", "changed"])]
    pub explain: Option<String>,
    /// Keep what was found, and look again only at what changed: article, settings or program
    /// [default place: $XDG_CACHE_HOME/jiaodui]
    #[arg(long, value_name = "DIR", num_args = 0..=1, require_equals = true)]
    pub cache: Option<Option<PathBuf>>,
    #[command(flatten)]
    pub news: NewsArgs,
}

/// What counts as new.
#[derive(Debug, Args)]
pub struct NewsArgs {
    /// Report only places that this file does not know
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all places found to the baseline [default: jiaodui-baseline.jsonl], and report none
    #[arg(long)]
    pub write_baseline: bool,
    /// Report only lines changed since a revision, as git tells; without one, lines not committed yet
    #[arg(long, value_name = "REV", num_args = 0..=1, default_missing_value = "HEAD", conflicts_with = "write_baseline")]
    pub changed: Option<String>,
}

#[derive(Debug, Args)]
pub struct FixArgs {
    /// Files, folders, or `-` for standard input, repaired to standard output; named always, since it writes
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Apply suggested fixes too, where there is exactly one
    #[arg(long)]
    pub suggested: bool,
    /// Write files in UTF-8, whatever they were in; a file that was not wholly understood is left as it is
    #[arg(long)]
    pub to_utf8: bool,
    /// Put each file as it was into this folder before it is written
    #[arg(long, value_name = "DIR", conflicts_with_all = ["diff", "dry_run"])]
    pub backup: Option<PathBuf>,
    /// Print a unified diff; write nothing
    #[arg(long)]
    pub diff: bool,
    /// Say what would be fixed; write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Characters and names only; words of a region (軟件, 軟體) stay as they are, and so do code, URLs, tags,
/// damaged text, Japanese, words that are spoken of, and passages in the wanted script. Several files, and
/// folders, need --write or --diff.
#[derive(Debug, Args)]
pub struct ConvertArgs {
    /// Files, folders, or `-` for standard input [default: standard input]
    pub paths: Vec<PathBuf>,
    /// What to convert to
    #[arg(long, value_name = "SCRIPT", value_enum)]
    pub to: TargetArg,
    #[command(flatten)]
    pub input: InputArgs,
    /// Rewrite the files in place, in their own encoding
    #[arg(long, conflicts_with = "diff")]
    pub write: bool,
    /// Print a unified diff; write nothing
    #[arg(long)]
    pub diff: bool,
    /// Whose tables to convert by
    #[cfg(feature = "opencc")]
    #[arg(long, value_enum, default_value_t = EngineArg::Own)]
    pub engine: EngineArg,
    /// Language of messages [default: configuration, then locale]
    #[arg(long, value_name = "LANG", value_enum)]
    pub lang: Option<LangArg>,
    /// No summary
    #[arg(long, short)]
    pub quiet: bool,
}

/// A sheet to check an article's facts by: each claim with value, unit, what is measured, verdict, the words
/// that decided, and its place.
#[derive(Debug, Args)]
pub struct FiguresArgs {
    /// Files, folders, or `-` for standard input [default: the current folder]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub input: InputArgs,
    #[arg(long, value_enum, default_value_t = LedgerFormat::Text)]
    pub format: LedgerFormat,
    /// Note in sources.toml that the figures of this line were checked; they are reported again when one changes
    #[arg(long, value_name = "LINE")]
    pub verify: Option<u32>,
    /// Where they were checked
    #[arg(long, requires = "verify")]
    pub url: Option<String>,
    /// Who has checked them
    #[arg(long, requires = "verify")]
    pub who: Option<String>,
    /// When [default: today]
    #[arg(long, requires = "verify")]
    pub date: Option<String>,
    /// Language of messages [default: configuration, then locale]
    #[arg(long, value_name = "LANG", value_enum)]
    pub lang: Option<LangArg>,
}

/// For each entity its forms with counts and articles, the form most of them write, and the outliers.
#[derive(Debug, Args)]
pub struct NamesArgs {
    /// Files, folders, or `-` for standard input [default: the current folder]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub input: InputArgs,
    #[arg(long, value_enum, default_value_t = NamesFormat::Text)]
    pub format: NamesFormat,
    /// Add a table [names.prefer] for what is not decided to this configuration file
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "jiaodui.toml")]
    pub write_config: Option<PathBuf>,
    /// Known outliers; only new ones end in exit status 1
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write the baseline instead of comparing with it
    #[arg(long, requires = "baseline")]
    pub write_baseline: bool,
    /// Language of messages [default: configuration, then locale]
    #[arg(long, value_name = "LANG", value_enum)]
    pub lang: Option<LangArg>,
}

#[cfg(feature = "lsp")]
#[derive(Debug, Args)]
pub struct LspArgs {
    /// What columns count, for editors that cannot negotiate (ALE: utf-8)
    #[arg(long, value_name = "ENCODING", value_enum)]
    pub position_encoding: Option<EncodingArg>,
    /// The only way there is; editors pass it unasked
    #[arg(long, hide = true)]
    pub stdio: bool,
    /// Told again by the protocol itself
    #[arg(long = "clientProcessId", value_name = "ID", hide = true)]
    pub client_process_id: Option<u32>,
}

#[derive(Debug, Args)]
pub struct RulesArgs {
    /// Id of a rule, e.g. script/stray
    pub id: Option<String>,
    /// Run the examples of the packs in force for a file or folder [default: the current folder]
    #[arg(long, value_name = "PATH", num_args = 0..=1, default_missing_value = ".", conflicts_with = "id")]
    pub test: Option<PathBuf>,
    /// Language of the list [default: locale]
    #[arg(long, value_name = "LANG", value_enum)]
    pub lang: Option<LangArg>,
}

#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder to put it in
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    /// Language of messages [default: locale]
    #[arg(long, value_name = "LANG", value_enum)]
    pub lang: Option<LangArg>,
}

#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// The file or folder asked about
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Print the JSON Schema of jiaodui.toml instead
    #[arg(long)]
    pub schema: bool,
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    #[arg(required_unless_present = "man")]
    pub shell: Option<clap_complete::Shell>,
    /// Write the manual pages into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with = "shell")]
    pub man: Option<PathBuf>,
}

fn codec(label: &str) -> Result<Codec, String> {
    Codec::from_label(label).ok_or_else(|| "not an encoding that can be read and written back".to_owned())
}
