//! Where a record stands in the text.

use serde::{Deserialize, Serialize};

/// A half-open range `[start, end)` of the original document.
///
/// *Units*: Unicode code points of the decoded original text, before any folding, so that in Python
/// `text[start:end]` is the quote. Code points are the one coordinate that the original, the folded text
/// and other languages share; for byte ranges of a Rust string use [`Span::quote`] or [`Span::byte_range`].
///
/// Invariant: `start <= end`. Serialised as `[start, end]`.
///
/// ```
/// use lianjie_core::Span;
/// let text = "全县脱贫974戶。";
/// assert_eq!(Span::new(4, 8).unwrap().quote(text), Some("974戶"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "[u32; 2]", into = "[u32; 2]")]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span, or `None` when it would end before it starts.
    pub const fn new(start: u32, end: u32) -> Option<Self> {
        if start <= end { Some(Self { start, end }) } else { None }
    }

    /// First code point.
    pub const fn start(self) -> u32 {
        self.start
    }

    /// One past the last code point.
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Number of code points.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one code point.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The bytes of `text` that the span covers, or `None` when it reaches past the end. Takes time
    /// linear in the span's end.
    pub fn byte_range(self, text: &str) -> Option<std::ops::Range<usize>> {
        let start = usize::try_from(self.start).ok()?;
        let len = usize::try_from(self.len()).ok()?;
        let mut offsets = text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len()));
        let from = offsets.nth(start)?;
        let to = if len == 0 { from } else { offsets.nth(len - 1)? };
        Some(from..to)
    }

    /// The quote, or `None` when the span reaches past the end of `text`.
    pub fn quote(self, text: &str) -> Option<&str> {
        text.get(self.byte_range(text)?)
    }
}

impl TryFrom<[u32; 2]> for Span {
    type Error = String;

    fn try_from([start, end]: [u32; 2]) -> Result<Self, Self::Error> {
        Self::new(start, end).ok_or_else(|| format!("span ends before it starts: [{start}, {end}]"))
    }
}

impl From<Span> for [u32; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn quotes_by_code_point() {
        let text = "𠮷a县";
        assert_eq!(Span::new(1, 3).unwrap().quote(text), Some("a县"));
        assert_eq!(Span::new(3, 3).unwrap().quote(text), Some(""));
        assert_eq!(Span::new(2, 4).unwrap().quote(text), None);
    }

    #[test]
    fn rejects_backward_spans() {
        assert!(serde_json::from_str::<Span>("[3, 2]").is_err());
        assert_eq!(serde_json::to_string(&Span::new(2, 3).unwrap()).unwrap(), "[2,3]");
    }
}
