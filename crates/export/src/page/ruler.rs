//! Takes a text, gives pieces of it by code points: built once in linear time, each look after that in constant time.

use lianjie_core::Span;

/// Code points between two marks.
const STEP: usize = 64;

/// A text with the byte offset of every 64th code point.
pub(super) struct Ruler<'a> {
    text: &'a str,
    marks: Vec<usize>,
    len: u32,
}

impl<'a> Ruler<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let marks = text.char_indices().map(|(byte, _)| byte).step_by(STEP).collect();
        let len = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        Self { text, marks, len }
    }

    /// Number of code points.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// The piece from `start` to `end`, as far as the text goes.
    pub(super) fn piece(&self, start: u32, end: u32) -> &'a str {
        let start = self.byte(start);
        self.text.get(start..self.byte(end).max(start)).unwrap_or_default()
    }

    /// The quote of a span, as far as the text goes.
    pub(super) fn quote(&self, span: Span) -> &'a str {
        self.piece(span.start(), span.end())
    }

    fn byte(&self, at: u32) -> usize {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        let Some(&mark) = self.marks.get(at / STEP) else { return self.text.len() };
        let rest = self.text.get(mark..).unwrap_or_default();
        rest.char_indices().nth(at % STEP).map_or(self.text.len(), |(byte, _)| mark + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::Ruler;

    #[test]
    fn cuts_by_code_points_and_never_past_the_end() {
        let text = "𠮷a县".repeat(50);
        let ruler = Ruler::new(&text);
        assert_eq!(ruler.len(), 150);
        for at in 0..150 {
            let expected: String = text.chars().skip(at).take(4).collect();
            let at = u32::try_from(at).unwrap();
            assert_eq!(ruler.piece(at, at + 4), expected);
        }
        assert_eq!(ruler.piece(149, 900), "县");
        assert_eq!(ruler.piece(150, 151), "");
        assert_eq!(ruler.piece(9, 3), "");
        assert_eq!(Ruler::new("").piece(0, 1), "");
    }
}
