//! Settings as people write them: `jiaodui.toml`, found upward from the article, under the flags of
//! a command. What comes out is complete, and each value knows where it comes from.

#[cfg(feature = "files")]
mod discover;
mod fault;
mod ignores;
#[cfg(feature = "files")]
mod layers;
#[cfg(feature = "lsp")]
mod lookup;
mod merge;
mod names;
mod pack;
mod partial;
mod preset;
#[cfg(any(feature = "cli", feature = "lsp"))]
mod schema;
mod sources;
mod suggest;
#[cfg(feature = "lsp")]
mod validate;
#[cfg(feature = "files")]
mod walk;

#[cfg(feature = "files")]
pub use discover::{Discover, FILE_NAME};
pub use fault::ConfigFault;
pub use ignores::{Ignore, Places};
#[cfg(feature = "lsp")]
pub use lookup::{Proposal, Proposals, Topic, proposals, topic};
pub use merge::{Config, Flags, Layer, Origin, Value};
pub use pack::{Example, Pack, Wanted};
pub use partial::{Level, PartialConfig};
pub use preset::Preset;
#[cfg(any(feature = "cli", feature = "lsp"))]
pub use schema::{Setting, schema, settings};
pub use sources::{SOURCES, Verified, add_source, day, read_sources};
pub use suggest::{did_you_mean, known_keys, unknown_rule};
#[cfg(feature = "lsp")]
pub use validate::{Misfit, What, shipped, validate};
#[cfg(feature = "files")]
pub use walk::{Excluded, articles};
