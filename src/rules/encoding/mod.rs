//! Damage of encoding: first in the order of judgement, and never silenced by another family.

mod charset;
mod lost;
mod mixed;
mod mojibake;
mod pinyin_noise;

pub use charset::Charset;
pub use lost::Lost;
pub use mixed::Mixed;
pub use mojibake::Mojibake;
pub use pinyin_noise::PinyinNoise;
