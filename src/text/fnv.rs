//! FNV-1a: a hash that stays what it is over versions and machines, which the standard hasher does not promise.
//! For names of things that nobody forges; never for trust.

#[derive(Clone, Copy, Debug)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Fnv {
    /// The hash of a text.
    pub fn of(text: &str) -> u64 {
        let mut hash = Self::default();
        hash.write(text);
        hash.finish()
    }

    pub fn add(&mut self, value: u64) {
        self.0 = (self.0 ^ value).wrapping_mul(0x0100_0000_01B3);
    }

    pub fn write(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.add(u64::from(byte)));
    }

    pub fn finish(self) -> u64 {
        self.0
    }
}
