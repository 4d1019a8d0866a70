//! A text with the byte at which each code point begins: quotes by code points, and offsets that were counted otherwise.

use lianjie_core::Span;

/// A text whose characters are counted once.
pub(crate) struct Text<'a> {
    whole: &'a str,
    /// The byte of each code point, and the length.
    starts: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(crate) fn of(whole: &'a str) -> Self {
        let starts = whole.char_indices().map(|(at, _)| at).chain(std::iter::once(whole.len())).collect();
        Self { whole, starts }
    }

    /// How many code points the text has.
    pub(crate) fn chars(&self) -> u32 {
        u32::try_from(self.starts.len() - 1).unwrap_or(u32::MAX)
    }

    /// The quote; `None` when the span reaches past the end.
    pub(crate) fn quote(&self, span: Span) -> Option<&'a str> {
        let byte = |at: u32| self.starts.get(usize::try_from(at).ok()?).copied();
        self.whole.get(byte(span.start())?..byte(span.end())?)
    }

    /// Up to so many code points before and after a span.
    pub(crate) fn around(&self, span: Span, room: u32) -> (&'a str, &'a str) {
        let before = Span::new(span.start().saturating_sub(room), span.start());
        let after = Span::new(span.end(), span.end().saturating_add(room).min(self.chars()));
        let quote = |span: Option<Span>| span.and_then(|span| self.quote(span)).unwrap_or_default();
        (quote(before), quote(after))
    }

    /// A span that was counted in UTF-16 code units, in code points; `None` when it cuts a character or reaches past the
    /// end.
    pub(crate) fn utf16(&self, span: Span) -> Option<Span> {
        let mut units = 0;
        let (mut start, mut end) = (None, None);
        for (char, unit) in self.whole.chars().map(char::len_utf16).chain(std::iter::once(0)).enumerate() {
            let char = u32::try_from(char).ok()?;
            start = start.or((units == span.start()).then_some(char));
            end = end.or((units == span.end()).then_some(char));
            units += u32::try_from(unit).ok()?;
        }
        Span::new(start?, end?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_counts_by_code_points() {
        let text = Text::of("𠮷村😀12户");
        assert_eq!(text.chars(), 6);
        assert_eq!(text.quote(Span::new(3, 6).unwrap()), Some("12户"));
        assert_eq!(text.quote(Span::new(3, 7).unwrap()), None);
        assert_eq!(text.around(Span::new(2, 3).unwrap(), 1), ("村", "1"));
        assert_eq!(text.around(Span::new(0, 6).unwrap(), 9), ("", ""));
    }

    #[test]
    fn reads_utf_16_offsets() {
        let text = Text::of("𠮷村😀12户");
        assert_eq!(text.utf16(Span::new(5, 8).unwrap()), Span::new(3, 6));
        assert_eq!(text.utf16(Span::new(1, 2).unwrap()), None, "half of a character");
        assert_eq!(text.utf16(Span::new(5, 9).unwrap()), None);
    }
}
