//! Turns the decoders round by brute force: what each byte or pair of bytes reads as, and which bytes a
//! character was. The encoders are not the decoders' inverses (Big5 has 3851 pairs they cannot make).
//!
//! `codecs.bin`, numbers of 16 bits: for each codec five offsets of 32 bits (low half first): single bytes
//! (256), pairs (126 leads times 192 trails, or none), inverse (256 page numbers, then pages of 256), second
//! inverses (count, then char and bytes) and those of plane 2 (the same; Big5 has some). Read by `src/analysis/damage/codec.rs`, which has the same order.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

type Source = Option<&'static Encoding>;

/// In the order of `Codec`; those without a decoder here are Latin-1 and code page 437.
const CODECS: [Source; 10] = [
    Some(WINDOWS_1252),
    None,
    Some(WINDOWS_1250),
    Some(WINDOWS_1251),
    Some(MACINTOSH),
    None,
    Some(GBK),
    Some(BIG5),
    Some(SHIFT_JIS),
    Some(EUC_KR),
];
const DOS: usize = 5;
const LEADS: std::ops::RangeInclusive<u8> = 0x81..=0xFE;
const TRAILS: std::ops::RangeInclusive<u8> = 0x40..=0xFF;

/// Writes `codecs.bin` into `out`.
pub fn compile(root: &Path, out: &Path) -> Result<(), String> {
    println!("cargo:rerun-if-changed=data/cp437.txt");
    let dos = fs::read_to_string(root.join("data/cp437.txt")).map_err(|e| format!("data/cp437.txt: {e}"))?;
    let dos: Vec<char> = dos.lines().filter(|l| !l.starts_with('#')).flat_map(str::chars).collect();
    if dos.len() != 128 {
        return Err(format!("data/cp437.txt: {} characters", dos.len()));
    }
    let mut words = vec![0u16; CODECS.len() * 10];
    for (i, codec) in CODECS.into_iter().enumerate() {
        let singles: Vec<u16> = (0..=255u8).map(|byte| single(codec, &dos, i, byte)).collect();
        let pairs = codec.filter(|c| !c.is_single_byte()).map(pairs).unwrap_or_default();
        let (inverse, second) = inverse(&singles, &pairs);
        let plane = codec.filter(|c| !c.is_single_byte()).map(plane_2).unwrap_or_default();
        for (k, table) in [singles, pairs, inverse, second, plane].into_iter().enumerate() {
            let at = if table.is_empty() { 0 } else { words.len() as u32 };
            words[i * 10 + k * 2] = at as u16;
            words[i * 10 + k * 2 + 1] = (at >> 16) as u16;
            words.extend(table);
        }
    }
    let bytes: Vec<u8> = words.into_iter().flat_map(u16::to_ne_bytes).collect();
    fs::write(out.join("codecs.bin"), bytes).map_err(|e| format!("codecs.bin: {e}"))
}

/// What a byte stands for by itself; 0 for nothing.
fn single(codec: Source, dos: &[char], index: usize, byte: u8) -> u16 {
    match codec {
        _ if byte < 0x80 => u16::from(byte),
        None if index == DOS => dos[usize::from(byte - 0x80)] as u16,
        None => u16::from(byte),
        Some(codec) => one(codec, &[byte]),
    }
}

fn pairs(codec: &'static Encoding) -> Vec<u16> {
    LEADS.flat_map(|lead| TRAILS.map(move |trail| one(codec, &[lead, trail]))).collect()
}

/// The characters of plane 2 and their bytes, in order.
fn plane_2(codec: &'static Encoding) -> Vec<u16> {
    let pairs = LEADS.flat_map(|lead| TRAILS.map(move |trail| [lead, trail]));
    let mut found: Vec<[u16; 2]> = pairs
        .filter_map(|pair| {
            let low = (whole(codec, &pair)? as u32).checked_sub(0x2_0000)?;
            Some([u16::try_from(low).ok()?, u16::from_be_bytes(pair)])
        })
        .collect();
    found.sort_unstable();
    std::iter::once(found.len() as u16).chain(found.into_iter().flatten()).collect()
}

/// The one character of these bytes, if they are one of the basic plane.
fn one(codec: &'static Encoding, bytes: &[u8]) -> u16 {
    whole(codec, bytes).and_then(|c| u16::try_from(c as u32).ok()).unwrap_or(0)
}

fn whole(codec: &'static Encoding, bytes: &[u8]) -> Option<char> {
    let text = codec.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// The bytes of each character, single bytes first, as pages; and the second best where there is one.
fn inverse(singles: &[u16], pairs: &[u16]) -> (Vec<u16>, Vec<u16>) {
    let alone = singles.iter().enumerate().skip(0x80).map(|(byte, c)| (*c, byte as u16));
    let trails = TRAILS.count();
    let double = pairs.iter().enumerate().map(|(i, c)| {
        let (lead, trail) = (0x81 + i / trails, 0x40 + i % trails);
        (*c, (lead << 8 | trail) as u16)
    });
    let mut bytes: BTreeMap<u16, Vec<u16>> = BTreeMap::new();
    alone.chain(double).filter(|(c, _)| *c != 0).for_each(|(c, b)| bytes.entry(c).or_default().push(b));
    let (mut table, mut second, mut pages) = (vec![0u16; 256], vec![0u16], 0u16);
    for (c, all) in bytes {
        let (page, cell) = (usize::from(c >> 8), usize::from(c & 0xFF));
        if table[page] == 0 {
            pages += 1;
            table[page] = pages;
            table.resize(256 + usize::from(pages) * 256, 0);
        }
        let page = usize::from(table[page]);
        table[page * 256 + cell] = all[0];
        if let Some(other) = all.get(1) {
            second.extend([c, *other]);
            second[0] += 1;
        }
    }
    (table, second)
}
