//! Tests of decoding: every encoding, and bytes that are no text.

use encoding_rs::{BIG5, GB18030};
use proptest::prelude::*;

use super::{DecodeError, Encoding, Source};

const SIMPLIFIED: &str = "罗田县把扶贫资金投向茶园，户均增收1200元。\n合作社与贫困户签订合同，保底分红5%。";
const TRADITIONAL: &str = "羅田縣把扶貧資金投向茶園，戶均增收1200元。\n合作社與貧困戶簽訂合同，保底分紅5%。";

#[track_caller]
fn check(bytes: &[u8], encoding: Encoding, text: &str) {
    let source = Source::from_bytes(bytes).unwrap();
    assert_eq!((source.encoding(), source.text(), source.replaced()), (encoding, text, 0));
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn reads_every_encoding() {
    check(SIMPLIFIED.as_bytes(), Encoding::Utf8, SIMPLIFIED);
    check(format!("\u{FEFF}{SIMPLIFIED}").as_bytes(), Encoding::Utf8, SIMPLIFIED);
    check(&GB18030.encode(SIMPLIFIED).0, Encoding::Gb18030, SIMPLIFIED);
    check(&BIG5.encode(TRADITIONAL).0, Encoding::Big5, TRADITIONAL);
    for text in [SIMPLIFIED, TRADITIONAL, "only ascii 123\n"] {
        check(&utf16(text, u16::to_le_bytes), Encoding::Utf16Le, text);
        check(&utf16(text, u16::to_be_bytes), Encoding::Utf16Be, text);
        check(&utf16(&format!("\u{FEFF}{text}"), u16::to_le_bytes), Encoding::Utf16Le, text);
        check(&utf16(&format!("\u{FEFF}{text}"), u16::to_be_bytes), Encoding::Utf16Be, text);
    }
    check(b"", Encoding::Utf8, "");
}

#[test]
fn gb18030_holds_traditional_text_too() {
    check(&GB18030.encode(TRADITIONAL).0, Encoding::Gb18030, TRADITIONAL);
}

#[test]
fn a_text_cut_in_mid_character_is_read_with_one_replacement() {
    for bytes in [SIMPLIFIED.as_bytes().to_vec(), GB18030.encode(SIMPLIFIED).0.into_owned()] {
        let cut = &bytes[..bytes.len() - 4];
        let source = Source::from_bytes(cut).unwrap();
        assert!(source.text().starts_with("罗田县把扶贫资金投向茶园"), "{}", source.text());
        assert!(source.replaced() <= 1);
    }
}

#[test]
fn utf8_with_a_lost_byte_stays_utf8() {
    let text = format!("{SIMPLIFIED}{SIMPLIFIED}");
    for at in (12..text.len()).filter(|&at| !text.is_char_boundary(at)) {
        let bytes = [&text.as_bytes()[..at], &text.as_bytes()[at + 1..]].concat();
        let source = Source::from_bytes(&bytes).unwrap();
        assert_eq!((source.encoding(), source.replaced()), (Encoding::Utf8, 1), "byte {at}");
    }
}

#[test]
fn rejects_nul_characters_where_they_stand() {
    let mut bytes = utf16(&format!("\u{FEFF}{SIMPLIFIED}"), u16::to_le_bytes);
    bytes[20] = 0;
    bytes[21] = 0;
    let error = Source::from_bytes(&bytes).unwrap_err();
    assert_eq!(
        error,
        DecodeError::NotText { looks_like: "binary data with NUL characters", byte_offset: 20 }
    );
}

#[test]
fn rejects_other_files_by_name() {
    let error = Source::from_bytes(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3").unwrap_err();
    assert_eq!(error, DecodeError::NotText { looks_like: "a PDF document", byte_offset: 0 });
    assert_eq!(error.to_string(), "not text: looks like a PDF document (byte 0)");
    assert!(matches!(Source::from_bytes(b"PK\x03\x04\x14\0\x06\0"), Err(DecodeError::NotText { .. })));
    assert_eq!(
        Source::from_bytes(b"table\0\x01\x02\xFFrest"),
        Err(DecodeError::NotText { looks_like: "binary data with NUL bytes", byte_offset: 5 })
    );
}

#[test]
fn rejects_bytes_of_no_encoding() {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u8::try_from(state >> 24).unwrap().max(1)
    };
    let bytes: Vec<u8> = (0..4000).map(|_| next()).collect();
    assert!(matches!(Source::from_bytes(&bytes), Err(DecodeError::Malformed { .. })));
}

proptest! {
    #[test]
    fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Source::from_bytes(&bytes);
    }

    #[test]
    fn utf8_is_kept_unchanged(text in "[^\u{0}\u{FEFF}]{1,80}") {
        let source = Source::from_bytes(text.as_bytes());
        if let Ok(source) = source
            && source.encoding() == Encoding::Utf8
        {
            prop_assert_eq!(source.text(), text.as_str());
        }
    }
}
