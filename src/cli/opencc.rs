//! OpenCC itself in the place of our tables, for comparison. Masks, names and passages are still ours.

use opencc_rust::{DefaultConfig, OpenCC};

use super::convert::Converter;
use crate::convert::{Target, convert_by};

/// A converter of articles by the OpenCC installed on this machine.
pub fn converter(target: Target) -> Result<Converter, String> {
    let config = match target {
        Target::Hans => DefaultConfig::T2S,
        Target::Hant => DefaultConfig::S2T,
        Target::Taiwan => DefaultConfig::S2TW,
        Target::HongKong => DefaultConfig::S2HK,
    };
    let opencc = OpenCC::new(config).map_err(|e| format!("OpenCC: {e}"))?;
    // NUL ends a text in C; such a text stays as it is.
    let tables = move |text: &str| if text.contains('\0') { text.to_owned() } else { opencc.convert(text) };
    Ok(Box::new(move |document, target| convert_by(document, target, Some(&tables))))
}
