//! Does damage to text as programs do it, with encoders and decoders of other people.
//!
//! Knows nothing of how damage is repaired: what comes out is the truth that repairs are measured with.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, GBK, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};

/// A codec as a program knows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Codec {
    Known(&'static Encoding),
    Latin1,
    Dos,
    /// UTF-8 where the bytes are, Windows-1252 where they are not.
    Mixed,
}

/// A wrong reading: written in `was`, read as `read`; then perhaps saved as UTF-8 and read wrongly again.
#[derive(Clone, Debug)]
pub struct Way {
    pub name: String,
    pub steps: Vec<(Codec, Codec)>,
}

/// What damage left.
#[derive(Clone, Debug)]
pub struct Damaged {
    pub text: String,
    /// No reader put U+FFFD anywhere.
    pub lossless: bool,
}

/// All wrong readings that are measured: single ones, then double and triple rounds.
pub fn ways() -> Vec<Way> {
    let singles = [
        ("utf8", "cp1252"),
        ("utf8", "latin1"),
        ("utf8", "cp1250"),
        ("utf8", "cp1251"),
        ("utf8", "mac"),
        ("utf8", "dos"),
        ("utf8", "gbk"),
        ("utf8", "big5"),
        ("utf8", "sjis"),
        ("utf8", "euckr"),
        ("gbk", "cp1252"),
        ("gbk", "latin1"),
        ("gbk", "cp1251"),
        ("gbk", "mac"),
        ("gbk", "dos"),
        ("gbk", "big5"),
        ("gbk", "sjis"),
        ("gbk", "euckr"),
        ("big5", "cp1252"),
        ("big5", "latin1"),
        ("big5", "gbk"),
        ("big5", "sjis"),
        ("big5", "euckr"),
        ("sjis", "gbk"),
        ("euckr", "gbk"),
        ("gbk", "mixed"),
        ("big5", "mixed"),
        ("gbk", "utf8"),
        ("big5", "utf8"),
    ];
    let rounds: [&[&str]; 9] = [
        &["utf8", "cp1252", "utf8", "cp1252"],
        &["utf8", "latin1", "utf8", "latin1"],
        &["utf8", "cp1252", "utf8", "cp1252", "utf8", "cp1252"],
        &["gbk", "cp1252", "utf8", "cp1252"],
        &["big5", "cp1252", "utf8", "cp1252"],
        &["utf8", "gbk", "utf8", "gbk"],
        &["utf8", "cp1252", "utf8", "gbk"],
        &["utf8", "cp1252", "utf8", "big5"],
        &["utf8", "gbk", "utf8", "cp1252"],
    ];
    let singles = singles.iter().map(|(was, read)| vec![*was, *read]);
    singles.chain(rounds.iter().map(|r| r.to_vec())).map(|path| way(&path)).collect()
}

/// A way by the names of its codecs, in the order in which the damage was done.
pub fn way(path: &[&str]) -> Way {
    let steps = path.chunks(2).map(|pair| (codec(pair[0]), codec(pair[1]))).collect();
    Way { name: path.join(">"), steps }
}

fn codec(name: &str) -> Codec {
    match name {
        "utf8" => Codec::Known(UTF_8),
        "cp1252" => Codec::Known(WINDOWS_1252),
        "cp1250" => Codec::Known(WINDOWS_1250),
        "cp1251" => Codec::Known(WINDOWS_1251),
        "mac" => Codec::Known(MACINTOSH),
        "gbk" => Codec::Known(GBK),
        "gb18030" => Codec::Known(GB18030),
        "big5" => Codec::Known(BIG5),
        "sjis" => Codec::Known(SHIFT_JIS),
        "euckr" => Codec::Known(EUC_KR),
        "latin1" => Codec::Latin1,
        "dos" => Codec::Dos,
        "mixed" => Codec::Mixed,
        other => panic!("no codec {other}"),
    }
}

impl Way {
    /// `None` when the text cannot be written in the encoding it is said to have been in.
    pub fn apply(&self, text: &str) -> Option<Damaged> {
        let (mut text, mut lossless) = (text.to_owned(), true);
        for (was, read) in &self.steps {
            let bytes = was.write(&text)?;
            text = read.read(&bytes);
            lossless &= !text.contains('\u{FFFD}');
        }
        Some(Damaged { text, lossless })
    }

    /// The bytes of the first round, for readers of the caller's own.
    pub fn bytes(&self, text: &str) -> Option<Vec<u8>> {
        self.steps.first()?.0.write(text)
    }
}

impl Codec {
    pub fn write(self, text: &str) -> Option<Vec<u8>> {
        let Self::Known(encoding) = self else { return None };
        let (bytes, _, failed) = encoding.encode(text);
        (!failed).then(|| bytes.into_owned())
    }

    pub fn read(self, bytes: &[u8]) -> String {
        match self {
            Self::Known(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Latin1 => bytes.iter().map(|b| char::from(*b)).collect(),
            Self::Dos => bytes.iter().map(|b| dos(*b)).collect(),
            Self::Mixed => mixed(bytes),
        }
    }
}

fn dos(byte: u8) -> char {
    let table = include_str!("../../data/cp437.txt").lines().filter(|l| !l.starts_with('#')).flat_map(str::chars);
    if byte < 0x80 { char::from(byte) } else { table.clone().nth(usize::from(byte - 0x80)).expect("128 characters") }
}

fn mixed(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        out.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    out
}
