//! Takes the bytes of a file (or a string) and gives decoded text, with the encoding that was recognised.
//!
//! Recognised are UTF-8 and UTF-16 of either byte order, each with or without a byte order mark, GB18030 (with its
//! subsets GBK and GB 2312) and Big5. The text is kept as it was decoded, unchanged but for a leading byte order mark.
//! No file is opened here: paths are the caller's.

mod detect;

use std::fmt;

use encoding_rs::{BIG5, DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use thiserror::Error;

/// The character encoding of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// GB18030, of which GBK and GB 2312 are subsets.
    Gb18030,
    /// Big5, as Taiwan and Hong Kong pages use it.
    Big5,
}

impl Encoding {
    /// The name under which other programs know the encoding: `utf-8`, `gb18030`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
            Self::Big5 => "big5",
        }
    }

    const fn decoder(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Gb18030 => GB18030,
            Self::Big5 => BIG5,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why bytes are not readable as text. Offsets count bytes from the start of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The bytes are those of another kind of file.
    #[error("not text: looks like {looks_like} (byte {byte_offset})")]
    NotText {
        /// What the bytes look like: `a PDF document`.
        looks_like: &'static str,
        /// Where that shows.
        byte_offset: usize,
    },
    /// The bytes fit none of the encodings.
    #[error(
        "not text in any encoding known here: as {encoding}, the best guess, it breaks at byte {byte_offset}"
    )]
    Malformed {
        /// The encoding that was tried last.
        encoding: Encoding,
        /// The first byte that does not fit it.
        byte_offset: usize,
    },
}

/// Decoded text and the encoding it had.
///
/// # Examples
/// ```
/// use lianjie_parser::source::{Encoding, Source};
///
/// let source = Source::from_bytes("户均增收845元".as_bytes())?;
/// assert_eq!(source.text(), "户均增收845元");
/// assert_eq!(source.encoding(), Encoding::Utf8);
/// # Ok::<(), lianjie_parser::source::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    text: String,
    encoding: Encoding,
    replaced: usize,
}

impl Source {
    /// A source that is text already. Nothing is changed, not even a leading byte order mark.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self { text: text.into(), encoding: Encoding::Utf8, replaced: 0 }
    }

    /// Recognises the encoding of `bytes` and decodes them.
    ///
    /// A stray malformed sequence, as a page cut in the middle of a character has, becomes U+FFFD and is counted by
    /// [`Source::replaced`]; more than a few of them are an error.
    ///
    /// # Errors
    /// [`DecodeError::NotText`] for other kinds of files, [`DecodeError::Malformed`] when no encoding fits.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        if let Some((encoding, mark)) = detect::byte_order_mark(bytes) {
            return Self::decode(bytes, mark, encoding);
        }
        if let Some((looks_like, byte_offset)) = detect::other_file(bytes) {
            return Err(DecodeError::NotText { looks_like, byte_offset });
        }
        let encoding = detect::guess(bytes)?;
        Self::decode(bytes, 0, encoding)
    }

    /// The decoded text. All offsets in a report count its code points.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decoded text, owned.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The encoding that was recognised.
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// How many malformed sequences were replaced by U+FFFD.
    pub const fn replaced(&self) -> usize {
        self.replaced
    }

    fn decode(bytes: &[u8], start: usize, encoding: Encoding) -> Result<Self, DecodeError> {
        let body = bytes.get(start..).unwrap_or_default();
        let (text, faults, first) = decode_counting(body, encoding);
        // One fault for every kilobyte is a damaged text; more is something that is not text in this encoding.
        if faults > 1 + body.len() / 1024 {
            return Err(DecodeError::Malformed { encoding, byte_offset: start + first.unwrap_or(0) });
        }
        if text.contains('\0') {
            // A NUL character is a zero byte, or an aligned pair of them, in every encoding.
            let width = if matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be) { 2 } else { 1 };
            let at = body.chunks(width).position(|unit| unit.iter().all(|&byte| byte == 0)).unwrap_or(0);
            return Err(DecodeError::NotText {
                looks_like: "binary data with NUL characters",
                byte_offset: start + at * width,
            });
        }
        Ok(Self { text, encoding, replaced: faults })
    }
}

/// Decodes, replacing each malformed sequence; gives the text, how many there were, and the first one's byte offset.
fn decode_counting(bytes: &[u8], encoding: Encoding) -> (String, usize, Option<usize>) {
    let mut decoder = encoding.decoder().new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(room);
    let (mut faults, mut first, mut read) = (0, None, 0);
    loop {
        let rest = bytes.get(read..).unwrap_or_default();
        let (result, used) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        read += used;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(64 + bytes.len().saturating_sub(read) * 3),
            DecoderResult::Malformed(length, after) => {
                let fault = read.saturating_sub(usize::from(length) + usize::from(after));
                first.get_or_insert(fault);
                faults += 1;
                text.reserve(3);
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    text.shrink_to_fit();
    (text, faults, first)
}

#[cfg(test)]
mod tests;
