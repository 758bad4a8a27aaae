//! Bytes to text and back: nothing that an edit does not name may change.

use jiaodui::text::{
    Buffer, Codec, DecodeError, EncodeError, LinePosition, PositionEncoding, Positions, Span, decode, splice,
};
use proptest::prelude::*;

const HANS: &str = "本周，云栖大会发布了新一代处理器，并公布了价格。\n团队说：性能提升三成。\n";
const HANT: &str = "本週，開發者大會發表了新一代處理器，並公布了價格。\n團隊說：效能提升三成。\n";

fn codec(label: &str) -> Codec {
    Codec::from_label(label).expect("a known label")
}

/// Writes `text` in another encoding by way of splicing it into an empty place.
fn bytes_in(label: &str, text: &str) -> Vec<u8> {
    match label {
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a known label");
            encoding.encode(text).0.into_owned()
        }
    }
}

#[test]
fn encodings_are_recognised() {
    for (label, text, name) in [
        ("utf-8", HANS, "UTF-8"),
        ("gbk", HANS, "gb18030"),
        ("gb18030", HANT, "gb18030"),
        ("big5", HANT, "Big5"),
        ("utf-16le", HANS, "UTF-16LE"),
        ("utf-16be", HANT, "UTF-16BE"),
    ] {
        let decoded = decode(&bytes_in(label, text), None).expect("text");
        assert_eq!((decoded.source.encoding, &*decoded.text), (name, text), "{label}");
        assert!(decoded.source.sure && !decoded.source.bom && decoded.source.malformed.is_empty());
    }
}

#[test]
fn english_in_utf16_is_not_han() {
    let text = "the quick brown fox jumps over the lazy dog\n";
    for label in ["utf-16le", "utf-16be"] {
        let decoded = decode(&bytes_in(label, text), None).expect("text");
        assert_eq!(decoded.text, text, "{label}");
    }
    let with_few = [text.repeat(40).as_bytes(), &bytes_in("gbk", "价格上涨")].concat();
    assert_eq!(decode(&with_few, None).expect("text").source.encoding, "gb18030");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    for (mark, label) in [(&b"\xEF\xBB\xBF"[..], "utf-8"), (b"\xFF\xFE", "utf-16le"), (b"\xFE\xFF", "utf-16be")] {
        let bytes = [mark, &bytes_in(label, HANS)].concat();
        let decoded = decode(&bytes, None).expect("text");
        assert_eq!(decoded.text, HANS);
        assert!(decoded.source.bom);
        let out = splice(&bytes, &decoded, [(Span::new(0, 3), "上")]).expect("encodable");
        assert!(out.starts_with(mark));
        assert_eq!(decode(&out, None).expect("text").text, HANS.replacen('本', "上", 1));
    }
}

#[test]
fn binary_data_is_refused() {
    for bytes in
        [&b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"[..], b"\x00\x01\x02\x03\x04\x05", b"\x7fELF\x02\x01\x01\x00\x00\x00"]
    {
        assert_eq!(decode(bytes, None).err(), Some(DecodeError::Binary));
    }
    assert_eq!(decode(b"", None).expect("text").text, "");
    // One backspace that an editor left behind is a fault of the text, not of the file.
    assert!(decode("价格\u{8}上涨".as_bytes(), None).is_ok());
}

#[test]
fn a_mixed_file_is_read_line_by_line() {
    let bytes = [HANS.as_bytes(), &bytes_in("gbk", HANS), b"ascii\n", HANS.as_bytes()].concat();
    let decoded = decode(&bytes, None).expect("text");
    assert_eq!(decoded.text, format!("{HANS}{HANS}ascii\n{HANS}"));
    let legacy = decoded.source.ranges.first().expect("a range");
    assert_eq!((legacy.1, legacy.0.start as usize), ("gb18030", HANS.len()));
    let at = u32::try_from(HANS.len()).expect("small");
    let out = splice(&bytes, &decoded, [(Span::new(at, at + 3), "上")]).expect("encodable");
    let expected =
        [HANS.as_bytes(), &bytes_in("gbk", &HANS.replacen('本', "上", 1)), b"ascii\n", HANS.as_bytes()].concat();
    assert_eq!(out, expected);
}

#[test]
fn stray_bytes_do_not_change_the_verdict() {
    let mut bytes = HANS.as_bytes().to_vec();
    bytes.splice(6..6, [0xFF]);
    let decoded = decode(&bytes, None).expect("text");
    assert_eq!(decoded.source.encoding, "UTF-8");
    assert_eq!(decoded.source.malformed, [Span::new(6, 9)]);
    assert_eq!(decoded.text.replace('\u{FFFD}', ""), HANS);

    let mut bytes = bytes_in("gbk", &HANS.repeat(4));
    bytes.insert(4, 0xFF);
    let decoded = decode(&bytes, None).expect("text");
    assert_eq!(decoded.source.encoding, "gb18030");
    assert_eq!(decoded.source.malformed.len(), 1);
}

#[test]
fn surrogates_written_as_utf8_are_one_character() {
    let smile = b"\xED\xA0\xBD\xED\xB8\x80";
    let bytes = [HANS.as_bytes(), smile, "好。\n".as_bytes()].concat();
    let decoded = decode(&bytes, None).expect("text");
    assert_eq!(decoded.text, format!("{HANS}\u{1F600}好。\n"));
    let at = u32::try_from(HANS.len()).expect("small");
    let smiles = Span::new(at, at + 4);
    assert_eq!((decoded.source.encoding, decoded.source.sure), ("UTF-8", true));
    assert_eq!(decoded.source.ranges, [(smiles, "CESU-8")]);
    assert_eq!(splice(&bytes, &decoded, []).expect("as it was"), bytes);
    let beside = splice(&bytes, &decoded, [(Span::new(at + 4, at + 7), "坏")]).expect("elsewhere");
    assert_eq!(beside, [HANS.as_bytes(), smile, "坏。\n".as_bytes()].concat());
    let plain = splice(&bytes, &decoded, [(smiles, "\u{1F600}")]).expect("a character");
    assert_eq!(plain, decoded.text.as_bytes());
    let inside = splice(&bytes, &decoded, [(Span::new(at + 1, at + 4), "")]);
    assert!(inside.is_err());
    // A lone surrogate is damage like any other.
    let mut lone = HANS.as_bytes().to_vec();
    lone.splice(6..6, smile[..3].iter().copied());
    let lone = decode(&lone, None).expect("text");
    assert_eq!((lone.source.malformed.len(), lone.source.ranges.len()), (3, 0));
}

#[test]
fn an_edit_at_damaged_bytes_is_refused_and_elsewhere_written() {
    let mut bytes = HANS.as_bytes().to_vec();
    bytes.splice(6..6, [0xFF]);
    let decoded = decode(&bytes, None).expect("text");
    let refused = splice(&bytes, &decoded, [(Span::new(6, 12), "x")]);
    assert!(matches!(refused, Err(EncodeError::Damaged { .. })));
    let out = splice(&bytes, &decoded, [(Span::new(0, 3), "上")]).expect("elsewhere");
    assert_eq!(&out[3..], &bytes[3..]);
}

#[test]
fn a_character_without_bytes_is_refused_by_name() {
    let bytes = bytes_in("big5", HANT);
    let decoded = decode(&bytes, None).expect("text");
    let refused = splice(&bytes, &decoded, [(Span::new(0, 3), "a简")]);
    assert!(matches!(refused, Err(EncodeError::Unencodable { character: '简', encoding: "Big5", .. })));
}

#[test]
fn overlapping_edits_are_refused() {
    let decoded = decode(HANS.as_bytes(), None).expect("text");
    for edits in [[(3, 6), (0, 3)], [(0, 6), (3, 9)], [(0, 3), (4, 6)], [(0, 3), (3, 60_000)]] {
        let edits = edits.map(|(a, b)| (Span::new(a, b), "x"));
        let refused = splice(HANS.as_bytes(), &decoded, edits);
        assert!(matches!(refused, Err(EncodeError::Misplaced { .. })), "{refused:?}");
    }
}

#[test]
fn a_forced_encoding_overrides_the_guess() {
    let decoded = decode(&bytes_in("gbk", "价格"), Some(codec("gbk"))).expect("text");
    assert_eq!(decoded.text, "价格");
    assert!(Codec::from_label("iso-2022-jp").is_none());
    assert!(Codec::from_label("no-such").is_none());
}

#[test]
fn lines_end_at_lf_crlf_and_cr_only() {
    for (text, lines) in [
        ("", 1),
        ("a\n", 2),
        ("a\r\nb", 2),
        ("a\rb", 2),
        ("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f", 1),
        ("\r\r\n\n", 4),
    ] {
        assert_eq!(Buffer::new(text).lines(), lines, "{text:?}");
        assert_eq!(Positions::new(text).lines() as usize, lines, "{text:?}");
    }
}

#[test]
fn a_position_past_the_end_is_clamped() {
    let buffer = Buffer::new("价格\r\n𠮷a");
    let byte = |line, character, encoding| buffer.byte_of(LinePosition { line, character }, encoding);
    for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32] {
        assert_eq!(byte(0, u32::MAX, encoding), 6);
        assert_eq!(byte(9, 0, encoding), 13);
        assert_eq!(byte(u32::MAX, u32::MAX, encoding), 13);
    }
    assert_eq!(byte(1, 1, PositionEncoding::Utf16), 8, "inside a surrogate pair");
    assert_eq!(byte(0, 1, PositionEncoding::Utf8), 0, "inside a character");
}

#[test]
fn positions_of_a_long_line_are_cheap() {
    let text = "数据a".repeat(500_000);
    let positions = Positions::new(&text);
    let sum: u64 = (0..100_000).map(|i| u64::from(positions.at(i * 35).column)).sum();
    assert!(sum > 0);
}

/// Text with line ends, astral characters and ASCII in it.
fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof!["[a-z ]{0,8}", "[一-龥。，]{0,8}", "\n|\r\n|\r", "[𠀀-𠀟😀]{0,3}", "\\PC{0,4}"];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

/// Texts that the encoding has bytes for.
fn encodable(label: &'static str) -> impl Strategy<Value = String> {
    "[a-z一二三四五六七八九十中文大小上下，。\n]{0,200}".prop_map(move |text| {
        assert!(bytes_in(label, &text).len() <= text.len());
        text
    })
}

proptest! {
    #[test]
    fn no_edit_no_change(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(decoded) = decode(&bytes, None) {
            prop_assert_eq!(splice(&bytes, &decoded, []).expect("nothing to refuse"), bytes);
        }
    }

    #[test]
    fn any_bytes_decode_or_are_refused(bytes in prop::collection::vec(prop_oneof![0x20_u8..0x7F, 0x81_u8..=0xFE], 0..300), label in prop::sample::select(vec!["gbk", "big5", "utf-8", "utf-16le", "shift_jis", "windows-1252", "euc-kr"])) {
        let decoded = decode(&bytes, Some(codec(label))).expect("no controls");
        for (byte, _) in decoded.text.char_indices() {
            let span = Span::new(byte as u32, byte as u32);
            if let Ok(out) = splice(&bytes, &decoded, [(span, "a")]) {
                prop_assert!(out.len() > bytes.len());
                let again = decode(&out, Some(codec(label))).expect("no controls");
                let mut expected = decoded.text.clone();
                expected.insert(byte, 'a');
                prop_assert_eq!(again.text, expected);
            }
        }
    }

    #[test]
    fn untouched_bytes_stay(text in encodable("gbk"), label in prop::sample::select(vec!["gbk", "big5", "utf-8", "utf-16be"]), at in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        let text = text.replace('说', "");
        let bytes = bytes_in(label, &text);
        let decoded = decode(&bytes, Some(codec(label))).expect("text");
        prop_assert_eq!(&decoded.text, &text);
        let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let (a, b) = (*at.get(&starts), *to.get(&starts));
        let (a, b) = (a.min(b), a.max(b));
        let span = Span::new(a as u32, b as u32);
        let out = splice(&bytes, &decoded, [(span, "中")]);
        if text.is_empty() {
            return Ok(());
        }
        let out = out.expect("encodable");
        let expected = [bytes_in(label, &text[..a]), bytes_in(label, "中"), bytes_in(label, &text[b..])].concat();
        prop_assert_eq!(out, expected);
    }

    #[test]
    fn positions_round_trip(text in texts()) {
        let positions = Positions::new(&text);
        let buffer = Buffer::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            let place = positions.at(byte);
            prop_assert_eq!(place.offset as usize, n);
            let inside_crlf = text[..byte].ends_with('\r') && text[byte..].starts_with('\n');
            if !inside_crlf && !text[byte..].starts_with(['\r', '\n']) {
                prop_assert_eq!(positions.byte_of(place.line, place.column), Some(byte));
            }
            for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32] {
                let there = buffer.position_of(byte as u32, encoding);
                if !inside_crlf {
                    prop_assert_eq!(buffer.byte_of(there, encoding) as usize, byte);
                }
            }
            let (line, character) = positions.utf16_at(byte);
            prop_assert_eq!(buffer.position_of(byte as u32, PositionEncoding::Utf16), LinePosition { line, character });
        }
    }

    #[test]
    fn buffer_edits_like_a_string(text in texts(), at in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), new in texts()) {
        let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let (a, b) = (*at.get(&starts), *to.get(&starts));
        let (a, b) = (a.min(b), a.max(b));
        let mut buffer = Buffer::new(&text);
        prop_assert!(buffer.apply(Span::new(a as u32, b as u32), &new));
        let mut expected = text;
        expected.replace_range(a..b, &new);
        prop_assert_eq!(buffer.to_string(), expected);
    }
}
