//! Damage of encoding: first in the order of judgement, and never silenced by another family.

mod charset;
mod escape;
mod invisible;
mod look_alike;
mod lost;
mod mixed;
mod mojibake;
mod newline;
mod pinyin_noise;
mod signs;

pub use charset::Charset;
pub use escape::Escape;
pub use invisible::Invisible;
pub use look_alike::LookAlike;
pub use lost::Lost;
pub use mixed::Mixed;
pub use mojibake::Mojibake;
pub use newline::Newline;
pub use pinyin_noise::PinyinNoise;
