//! The text that a person reads: takes pieces of folded text, gives one string and the way back to the
//! original.
//!
//! Page furniture is left out and lines that the layout broke are joined, so that words and numbers stand
//! whole. Each byte of the reading knows the code point of the original that it came from.

use std::ops::Range;

use lianjie_core::Span;

/// A half-open range of bytes of the [`Reading`], always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TextRange {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl TextRange {
    pub(crate) const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// From byte offsets as `str` methods give them. Documents are shorter than 4 GiB.
    pub(crate) fn of(range: Range<usize>) -> Self {
        Self { start: offset(range.start), end: offset(range.end) }
    }

    pub(crate) const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    pub(crate) const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub(crate) const fn holds(self, at: u32) -> bool {
        self.start <= at && at < self.end
    }

    pub(crate) const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub(crate) fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    pub(crate) fn bytes(self) -> Range<usize> {
        size(self.start)..size(self.end)
    }
}

/// A byte offset as stored; texts past 4 GiB saturate.
pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A stored offset as `str` methods take it.
pub(crate) fn size(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// Folded text without furniture, with the way back to the original.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    text: String,
    /// Stretches of `text` whose characters stand side by side in the original, in order; none longer than
    /// [`STRETCH`] bytes, so that counting characters within one is quick.
    stretches: Vec<Stretch>,
}

/// Where a stretch begins: its byte in the reading and its code point in the original.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    byte: u32,
    char: u32,
}

/// Longest stretch in bytes.
const STRETCH: usize = 64;

impl Reading {
    pub(crate) fn builder() -> ReadingBuilder {
        ReadingBuilder { reading: Self::default(), end: 0 }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The whole text.
    pub(crate) fn range(&self) -> TextRange {
        TextRange::of(0..self.text.len())
    }

    /// The text of a range; empty when the range is not one of this reading.
    pub(crate) fn slice(&self, range: TextRange) -> &str {
        self.text.get(range.bytes()).unwrap_or("")
    }

    /// Text from `start` up to `end`.
    pub(crate) fn between(&self, start: u32, end: u32) -> &str {
        self.slice(TextRange::new(start, end))
    }

    /// The whole characters in the last `reach` bytes before `at`.
    pub(crate) fn tail(&self, at: u32, reach: u32) -> &str {
        let text = self.text.get(..size(at)).unwrap_or_default();
        let mut from = text.len().saturating_sub(size(reach));
        while !text.is_char_boundary(from) {
            from += 1;
        }
        text.get(from..).unwrap_or_default()
    }

    /// The whole characters in the first `reach` bytes from `at` on.
    pub(crate) fn head(&self, at: u32, reach: u32) -> &str {
        let text = self.text.get(size(at)..).unwrap_or_default();
        let mut to = size(reach).min(text.len());
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        text.get(..to).unwrap_or_default()
    }

    pub(crate) fn char_before(&self, at: u32) -> Option<char> {
        self.text.get(..size(at))?.chars().next_back()
    }

    pub(crate) fn char_at(&self, at: u32) -> Option<char> {
        self.text.get(size(at)..)?.chars().next()
    }

    /// Where the range stands in the original.
    pub(crate) fn span(&self, range: TextRange) -> Span {
        let start = self.source(range.start);
        let end = if range.is_empty() { start } else { self.source(range.end - 1) + 1 };
        Span::new(start, end.max(start)).unwrap_or_default()
    }

    /// The byte of the character that came from a code point of the original; `None` where it was left out.
    pub(crate) fn byte_of(&self, char: u32) -> Option<u32> {
        let index = self.stretches.partition_point(|stretch| stretch.char <= char).checked_sub(1)?;
        // A break has the place of what follows it, and is no character of the original.
        let stretches = self.stretches.get(..=index)?.iter().enumerate().rev();
        for (index, stretch) in stretches.take_while(|(_, stretch)| stretch.char + offset(STRETCH) > char) {
            let end = self.stretches.get(index + 1).map_or(offset(self.text.len()), |next| next.byte);
            let held = self.between(stretch.byte, end);
            let (at, ch) = held.char_indices().nth(size(char - stretch.char)).unzip();
            if ch.is_some_and(|ch| ch != '\n') {
                return at.map(|at| stretch.byte + offset(at));
            }
        }
        None
    }

    /// Code point of the original that the character with this byte came from.
    fn source(&self, at: u32) -> u32 {
        let index = self.stretches.partition_point(|stretch| stretch.byte <= at);
        let Some(stretch) = index.checked_sub(1).and_then(|index| self.stretches.get(index)) else {
            return 0;
        };
        let bytes = self.text.as_bytes().get(size(stretch.byte)..=size(at)).unwrap_or_default();
        stretch.char + characters(bytes).saturating_sub(1)
    }
}

/// How many characters begin in the bytes of a stretch: few enough to be counted in bytes, many at a time.
fn characters(stretch: &[u8]) -> u32 {
    const { assert!(STRETCH <= 255) };
    u32::from(stretch.iter().fold(0_u8, |count, byte| count.wrapping_add(u8::from(is_first(*byte)))))
}

/// Whether a character begins with the byte.
const fn is_first(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Puts a [`Reading`] together in text order.
pub(crate) struct ReadingBuilder {
    reading: Reading,
    end: u32,
}

impl ReadingBuilder {
    /// Appends folded text whose first character stands at code point `source_char` of the original; gives
    /// its range in the reading.
    pub(crate) fn push(&mut self, folded: &str, source_char: usize) -> TextRange {
        let start = self.reading.text.len();
        let mut char = offset(source_char);
        let mut rest = folded;
        while !rest.is_empty() {
            let mut cut = rest.len().min(STRETCH);
            while !rest.is_char_boundary(cut) {
                cut -= 1;
            }
            let (stretch, after) = rest.split_at_checked(cut).unwrap_or((rest, ""));
            self.reading.stretches.push(Stretch { byte: offset(self.reading.text.len()), char });
            self.reading.text.push_str(stretch);
            char += characters(stretch.as_bytes());
            rest = after;
        }
        self.end = char;
        TextRange::of(start..self.reading.text.len())
    }

    /// Ends a block: one `\n`, which stands for no character of the original.
    pub(crate) fn push_break(&mut self) {
        self.reading.stretches.push(Stretch { byte: offset(self.reading.text.len()), char: self.end });
        self.reading.text.push('\n');
    }

    /// Bytes pushed so far.
    pub(crate) fn len(&self) -> u32 {
        offset(self.reading.text.len())
    }

    pub(crate) fn finish(self) -> Reading {
        self.reading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_around_in_whole_characters() {
        let mut builder = Reading::builder();
        builder.push("种茶12亩", 0);
        let reading = builder.finish();
        assert_eq!((reading.tail(6, 4), reading.tail(6, 99), reading.tail(0, 3)), ("茶", "种茶", ""));
        assert_eq!((reading.head(6, 4), reading.head(6, 99), reading.head(99, 3)), ("12", "12亩", ""));
    }

    #[test]
    fn maps_back_across_a_joined_line() {
        let original = "导航\n发展道\n循着";
        let mut builder = Reading::builder();
        builder.push("发展道", 3);
        builder.push("循着", 7);
        builder.push_break();
        let reading = builder.finish();
        let at = reading.text().find("道循").unwrap();
        let span = reading.span(TextRange::of(at..at + 6));
        assert_eq!(span.quote(original), Some("道\n循"));
        let back: Vec<Option<u32>> = (0..10).map(|char| reading.byte_of(char)).collect();
        let left_out = [None; 4];
        assert_eq!(
            back,
            [&left_out[..3], &[Some(0), Some(3), Some(6)], &[None, Some(9), Some(12), None]].concat()
        );
    }
}
