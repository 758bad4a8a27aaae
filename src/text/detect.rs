//! Which encoding bytes without a byte order mark are in. Guesses only; decoding stands elsewhere.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::codec::Codec;

/// What a guess rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    pub codec: Codec,
    /// False when few bytes spoke for it.
    pub sure: bool,
}

/// Below this many bytes outside ASCII a guess at a legacy encoding is a coin with a bias.
const FEW: usize = 16;

/// The legacy encoding of bytes that are not UTF-8.
pub(super) fn legacy(bytes: &[u8]) -> Guess {
    let spoken = bytes.iter().filter(|b| **b >= 0x80).count();
    let codec = match guess(bytes) {
        Some(codec) if codec.is_multi_byte() => Some(codec),
        // One stray byte rules a multi-byte encoding out for the detector, so its parts are asked too.
        other => vote(bytes, spoken).or(other),
    };
    Guess { codec: codec.unwrap_or(Codec::GB18030), sure: spoken >= FEW && codec.is_some_and(Codec::is_multi_byte) }
}

fn guess(bytes: &[u8]) -> Option<Codec> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Codec::new(detector.guess(None, Utf8Detection::Deny))
}

/// How many parts are asked at most.
const VOTERS: usize = 200;

/// The multi-byte encoding that most parts are in. Parts end at bytes below `0`, which lie inside no
/// two-byte character.
fn vote(bytes: &[u8], spoken: usize) -> Option<Codec> {
    let mut votes: Vec<(Codec, usize)> = Vec::new();
    let parts = bytes.split(|b| *b < b'0').flat_map(|part| part.chunks(4096));
    let mut asked = 0;
    for part in parts.filter(|p| p.len() >= 8).take(VOTERS) {
        let weight = part.iter().filter(|b| **b >= 0x80).count();
        asked += weight;
        let Some(codec) = guess(part).filter(|c| weight > 0 && c.is_multi_byte()) else {
            continue;
        };
        match votes.iter_mut().find(|(c, _)| *c == codec) {
            Some((_, sum)) => *sum += weight,
            None => votes.push((codec, weight)),
        }
    }
    let (codec, sum) = votes.into_iter().max_by_key(|(_, sum)| *sum)?;
    (sum * 5 > asked.min(spoken) * 3).then_some(codec)
}

/// UTF-16 without a byte order mark, which no detector at hand knows.
pub(super) fn utf16(bytes: &[u8]) -> Option<Codec> {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let units = sample.len() / 2;
    if !bytes.len().is_multiple_of(2) || units < 4 {
        return None;
    }
    let printable = sample.iter().filter(|b| (0x20..0x7F).contains(*b)).count();
    // English read two bytes at a time looks like Han: `he` is U+6865.
    if !sample.contains(&0) && printable * 5 > sample.len() * 4 {
        return None;
    }
    let usual = |codec: Codec| {
        let pairs = sample.chunks_exact(2);
        pairs.filter(|p| matches!(p, [a, b] if is_usual(codec.unit([*a, *b])))).count()
    };
    let (little, big) = (usual(Codec::UTF16_LE), usual(Codec::UTF16_BE));
    let (codec, best, other) =
        if big > little { (Codec::UTF16_BE, big, little) } else { (Codec::UTF16_LE, little, big) };
    // A third of all units are Han, so a rare mark among few characters is forgiven if the other order is worse.
    let sure = best * 20 >= units * 19 || best * 20 >= units * 17 && other * 2 <= best;
    sure.then_some(codec)
}

const SAMPLE: usize = 1 << 16;

/// A unit that Chinese text is made of. `xx00` is left out: it is ASCII of the other byte order.
fn is_usual(unit: u16) -> bool {
    let ascii = matches!(unit, 0x20..0x7F | 0x09 | 0x0A | 0x0D);
    let marks = matches!(unit, 0x3001..=0x301F | 0xFF01..=0xFF5E | 0x2010..=0x2026 | 0x3000 | 0xB7);
    ascii || marks || ((0x4E00..0xA000).contains(&unit) && unit & 0xFF != 0) || unit == 0x4E00
}
