//! Takes a display's content, gives the display: one element with its style, and the report and text that records need.

use std::sync::LazyLock;

use lianjie_core::diagram::Diagram;
use lianjie_core::{Document, Figure, Report, Script, Span};

use super::html::{Attribute, Html};
use super::ruler::Ruler;
use super::words;

/// The style of all displays, without comments and indents.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    let mut style = String::new();
    let mut rest = include_str!("style.css");
    while let Some((before, comment)) = rest.split_once("/*") {
        style.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    style.push_str(rest);
    style.lines().map(str::trim).collect()
});

/// Rows of a list beyond which a notebook stays usable.
const ROWS: usize = 300;

/// What the displays of one report's records share.
pub(super) struct Sheet<'a> {
    report: Option<&'a Report>,
    pub(super) ruler: Ruler<'a>,
    /// Whether lists link to the text and are whole. Only a page of its own has names for its parts that no other display
    /// beside it can have too.
    pub(super) is_page: bool,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(source: Option<super::Source<'a>>, is_page: bool) -> Self {
        let report = source.map(|source| source.report);
        Self { report, ruler: Ruler::new(source.map_or("", |source| source.text)), is_page }
    }

    pub(super) fn figures(&self) -> &'a [Figure] {
        self.report.map_or(&[], |report| &report.figures)
    }

    /// The language of the text, for the choice of glyphs.
    pub(super) fn language(&self) -> &'static str {
        self.report.map_or("zh", |report| language(&report.document))
    }

    /// A quote of at most `most` characters, linked to its place where the page has one.
    pub(super) fn quote(&self, html: &mut Html, span: Span, text: &str, most: usize) {
        let text = words::short(text, most);
        let attributes = [("lang", self.language())];
        if self.is_page && span.start() < self.ruler.len() {
            let place = format!("#c{}", span.start());
            html.element("a", &[("href", place.as_str()), attributes[0]], |html| html.text(&text));
        } else {
            html.element("span", &attributes, |html| html.text(&text));
        }
    }

    /// A list that opens, with its length; nothing where there is none.
    pub(super) fn list<T>(
        &self,
        html: &mut Html,
        name: &str,
        items: &[T],
        inside: impl FnOnce(&Self, &mut Html, &[T]),
    ) {
        if items.is_empty() {
            return;
        }
        html.element("details", &[("class", "lj-list")], |html| {
            html.element("summary", &[], |html| {
                html.text(name);
                html.text(" ");
                html.leaf("span", "lj-count", &items.len().to_string());
            });
            let shown = if self.is_page { items.len() } else { items.len().min(ROWS) };
            inside(self, html, items.get(..shown).unwrap_or_default());
            if shown < items.len() {
                html.leaf("p", "lj-note", &format!("and {} more in the report", items.len() - shown));
            }
        });
    }
}

/// The style of all displays.
pub(super) fn style(html: &mut Html) {
    html.element("style", &[], |html| html.trusted(&STYLE));
}

/// A display around what `inside` writes, in the style of the page that it is on.
pub(super) fn display(html: &mut Html, label: &str, inside: impl FnOnce(&mut Html)) {
    let attributes = [("class", "lj"), ("lang", "en"), ("role", "group"), ("aria-label", label)];
    html.element("div", &attributes, inside);
}

/// A display with its style.
pub(super) fn styled(html: &mut Html, label: &str, inside: impl FnOnce(&mut Html)) {
    display(html, label, |html| {
        style(html);
        inside(html);
    });
}

/// The language of a document by its script.
pub(super) fn language(document: &Document) -> &'static str {
    match document.script {
        Script::Simplified => "zh-Hans",
        Script::Traditional => "zh-Hant",
        _ => "zh",
    }
}

/// A picture of parties and what moves between them, in the style of the display instead of its own.
pub(super) fn picture(html: &mut Html, diagram: &Diagram) {
    let svg = diagram.to_svg();
    let plain =
        svg.split_once("<style>").and_then(|(head, rest)| Some((head, rest.split_once("</style>")?.1)));
    html.element("div", &[("class", "lj-picture"), ("tabindex", "0")], |html| match plain {
        Some((head, body)) => {
            html.trusted(head);
            html.trusted(body);
        }
        None => html.trusted(&svg),
    });
}

/// A cell of a table.
pub(super) enum Cell<'a> {
    /// Words.
    Text(String),
    /// A number with its unit.
    Number(String),
    /// Words behind the index of their record.
    Indexed(usize, String),
    /// The first words of a passage.
    Quote(Span, &'a str),
}

impl Cell<'_> {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Number(text) => text.is_empty(),
            Self::Quote(_, text) => text.is_empty(),
            Self::Indexed(..) => false,
        }
    }
}

impl Sheet<'_> {
    /// A table without the columns in which nothing stands.
    pub(super) fn table<const N: usize>(&self, html: &mut Html, heads: [&str; N], rows: &[[Cell<'_>; N]]) {
        let mut used = [false; N];
        for row in rows {
            for (used, cell) in used.iter_mut().zip(row) {
                *used |= !cell.is_empty();
            }
        }
        let class: fn(&Cell<'_>) -> &'static [Attribute<'static>] = |cell| match cell {
            Cell::Number(_) => &[("class", "lj-number")],
            _ => &[],
        };
        html.element("div", &[("class", "lj-wide"), ("tabindex", "0")], |html| {
            html.element("table", &[("class", "lj-table")], |html| {
                html.element("thead", &[], |html| {
                    html.element("tr", &[], |html| {
                        let cells = rows.first().into_iter().flatten();
                        for ((head, cell), _) in heads.iter().zip(cells).zip(used).filter(|(_, used)| *used) {
                            html.element("th", class(cell), |html| html.text(head));
                        }
                    });
                });
                html.element("tbody", &[], |html| {
                    for row in rows {
                        html.element("tr", &[], |html| {
                            for (cell, _) in row.iter().zip(used).filter(|(_, used)| *used) {
                                html.element("td", class(cell), |html| self.cell(html, cell));
                            }
                        });
                    }
                });
            });
        });
    }

    fn cell(&self, html: &mut Html, cell: &Cell<'_>) {
        match cell {
            Cell::Text(text) | Cell::Number(text) => html.text(text),
            Cell::Indexed(index, text) => {
                html.leaf("span", "lj-index", &format!("{index} "));
                html.text(text);
            }
            Cell::Quote(span, text) => self.quote(html, *span, text, QUOTE),
        }
    }
}

/// Characters of a quote in a table.
const QUOTE: usize = 60;

/// The heading of a display.
pub(super) fn title(html: &mut Html, title: &str, facts: &[String]) {
    let attributes = [("class", "lj-title"), ("role", "heading"), ("aria-level", "2")];
    html.element("div", &attributes, |html| html.text(title));
    if !facts.is_empty() {
        html.leaf("div", "lj-facts", &facts.join(" · "));
    }
}

/// Names and what stands for them.
pub(super) fn values(html: &mut Html, values: &[(&str, String)]) {
    if values.is_empty() {
        return;
    }
    html.element("dl", &[("class", "lj-values")], |html| {
        for (name, value) in values {
            html.element("dt", &[], |html| html.text(&words::code(name)));
            html.element("dd", &[], |html| html.text(value));
        }
    });
}
