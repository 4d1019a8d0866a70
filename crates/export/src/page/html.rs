//! Takes elements, attributes and text, gives HTML in which every element is closed and every text is text.

/// HTML being written.
///
/// Invariant: tags and names of attributes are fixed words of this crate; whatever comes from a document passes through
/// [`Html::text`] or an attribute's value, where it is escaped.
#[derive(Default)]
pub(super) struct Html {
    out: String,
}

/// An attribute with its value.
pub(super) type Attribute<'a> = (&'static str, &'a str);

impl Html {
    /// An element around what `inside` writes.
    pub(super) fn element(
        &mut self,
        tag: &'static str,
        attributes: &[Attribute<'_>],
        inside: impl FnOnce(&mut Self),
    ) {
        self.void(tag, attributes);
        inside(self);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// An element that has no content and no end, like `br`.
    pub(super) fn void(&mut self, tag: &'static str, attributes: &[Attribute<'_>]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.escaped(value, true);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// An element of one class with a text in it.
    pub(super) fn leaf(&mut self, tag: &'static str, class: &str, text: &str) {
        self.element(tag, &[("class", class)], |html| html.text(text));
    }

    /// A text.
    pub(super) fn text(&mut self, text: &str) {
        self.escaped(text, false);
    }

    /// Markup that this project writes itself: a style sheet, a picture.
    pub(super) fn trusted(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// What reads back as `text`. A carriage return would be read as a line feed, and U+0000 cannot stand in HTML at
    /// all: it becomes U+FFFD, as readers make of it.
    fn escaped(&mut self, text: &str, in_attribute: bool) {
        for ch in text.chars() {
            match ch {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\r' => self.out.push_str("&#13;"),
                '\n' if in_attribute => self.out.push_str("&#10;"),
                '\0' => self.out.push('\u{fffd}'),
                ch => self.out.push(ch),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn text_stays_text_and_values_stay_values() {
        let mut html = Html::default();
        html.element("p", &[("class", "\"><script>x</script>\n")], |html| html.text("<b a='1'>&amp;\r\n\0"));
        assert_eq!(
            html.finish(),
            "<p class=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;&#10;\">&lt;b a=&#39;1&#39;&gt;&amp;amp;&#13;\n\u{fffd}</p>"
        );
    }
}
