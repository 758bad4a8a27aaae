//! Settings as people write them: `jiaodui.toml`, found upward from the article, under the flags of
//! a command. What comes out is complete, and each value knows where it comes from.

#[cfg(feature = "files")]
mod discover;
mod fault;
mod ignores;
#[cfg(feature = "files")]
mod layers;
mod merge;
mod names;
mod pack;
mod partial;
mod preset;
#[cfg(feature = "cli")]
mod schema;
mod sources;
mod suggest;
#[cfg(feature = "files")]
mod walk;

#[cfg(feature = "files")]
pub use discover::{Discover, FILE_NAME};
pub use fault::ConfigFault;
pub use ignores::{Ignore, Places};
pub use merge::{Config, Flags, Layer, Origin, Value};
pub use pack::{Example, Pack, Wanted};
pub use partial::{Level, PartialConfig};
pub use preset::Preset;
#[cfg(feature = "cli")]
pub use schema::{Setting, schema, settings};
pub use sources::{SOURCES, Verified, add_source, day, read_sources};
pub use suggest::{did_you_mean, known_keys, unknown_rule};
#[cfg(feature = "files")]
pub use walk::{Excluded, articles};
