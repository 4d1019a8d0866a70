//! Takes bytes and tells which encoding they have, or which other kind of file they are.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::{DecodeError, Encoding, decode_counting};

/// How many bytes are looked at to tell UTF-16 from the rest.
const SAMPLE: usize = 4096;

/// How files of other kinds begin.
const SIGNATURES: [(&[u8], &str); 12] = [
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive (docx, xlsx, epub)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document (doc, xls, ppt)"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1F\x8B", "gzip data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "an SQLite database"),
];

/// The encoding that a byte order mark names, and the length of the mark.
pub(super) fn byte_order_mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8, 3)),
        [0xFF, 0xFE, ..] => Some((Encoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => Some((Encoding::Utf16Be, 2)),
        _ => None,
    }
}

/// What kind of file other than text the bytes begin like, and where that shows.
pub(super) fn other_file(bytes: &[u8]) -> Option<(&'static str, usize)> {
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, name)| (*name, 0))
}

/// The encoding of bytes without a mark.
pub(super) fn guess(bytes: &[u8]) -> Result<Encoding, DecodeError> {
    if let Some(encoding) = plain_utf16(bytes) {
        return Ok(encoding);
    }
    if let Some(byte_offset) = bytes.iter().position(|&byte| byte == 0) {
        return Err(DecodeError::NotText { looks_like: "binary data with NUL bytes", byte_offset });
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => return Ok(Encoding::Utf8),
        // A text cut in the middle of its last character.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => return Ok(Encoding::Utf8),
        Err(_) => {}
    }
    Ok(if is_damaged_utf8(bytes) { Encoding::Utf8 } else { legacy(bytes) })
}

/// UTF-16 without a mark shows by what its units are: nearly all of them ideographs, their punctuation, or ASCII.
/// Read as UTF-16, the bytes of the other encodings scatter over the whole plane.
fn plain_utf16(bytes: &[u8]) -> Option<Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let usual = |to_unit: fn([u8; 2]) -> u16| {
        let mut count = 0_usize;
        for pair in sample.chunks_exact(2) {
            let Ok(pair) = <[u8; 2]>::try_from(pair) else { continue };
            let unit = to_unit(pair);
            let is_usual = matches!(unit,
                0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0x2010..=0x2026 | 0x3000..=0x301F | 0x4E00..=0x9FFF | 0xFF01..=0xFF5E);
            count += usize::from(is_usual);
        }
        count * 20 >= sample.len() / 2 * 19
    };
    let has_high_bytes_or_nul = sample.iter().any(|&byte| byte == 0 || byte >= 0x80);
    if !has_high_bytes_or_nul || std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) {
        return None;
    }
    if usual(u16::from_le_bytes) {
        Some(Encoding::Utf16Le)
    } else if usual(u16::from_be_bytes) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// UTF-8 that lost a byte here and there: its characters of several bytes are whole for the most part. The characters of
/// the other encodings next to never form whole ones.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|ch| !ch.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    whole >= 4 * faults
}

/// GB18030 or Big5, or UTF-8 with faults: the one with fewest faults; of equals, the one that the statistics of
/// characters speak for.
fn legacy(bytes: &[u8]) -> Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let order = if guessed == encoding_rs::BIG5 {
        [Encoding::Big5, Encoding::Gb18030, Encoding::Utf8]
    } else {
        [Encoding::Gb18030, Encoding::Big5, Encoding::Utf8]
    };
    let faults = order.map(|encoding| decode_counting(bytes, encoding).1);
    let least = faults.iter().copied().min().unwrap_or(0);
    // The statistics outweigh a stray fault or two.
    order
        .into_iter()
        .zip(faults)
        .find(|&(_, count)| count <= least + 1)
        .map_or(Encoding::Gb18030, |(encoding, _)| encoding)
}
