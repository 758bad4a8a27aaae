//! The compiled name data, unpacked once.

use std::sync::LazyLock;

use super::model::Names;

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/names.bin"));
    postcard::from_bytes(bytes).unwrap_or_default()
});

pub(super) fn names() -> &'static Names {
    &NAMES
}
