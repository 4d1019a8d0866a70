//! Takes the lines of a page with their roles and puts blocks together: lines that the layout broke are one paragraph.

use super::layout::Layout;
use super::line::{Line, Signs, is_blank};
use super::mark::{Mark, MarkKind, line_mark};
use super::page::{Page, Role};
use super::row::rows;
use super::title;
use super::words::{self, Cue};

/// A line without a full stop up to this length may be a heading.
pub(super) const HEADING: usize = 32;
/// With a mark before it, up to this.
const MARKED_HEADING: usize = 48;

/// Lines that belong together.
#[derive(Clone, Debug)]
pub(super) struct Unit<'a> {
    pub(super) shape: Shape,
    /// Pieces of folded text, each with the code point that it starts at.
    pub(super) pieces: Vec<(&'a str, usize)>,
    pub(super) mark: Option<Mark>,
    /// Depth of a Markdown heading.
    pub(super) hashes: usize,
    pub(super) length: usize,
    pub(super) indent: usize,
    pub(super) signs: Signs,
    /// Quotations and brackets left open.
    pub(super) open: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Title,
    Heading,
    Paragraph,
    Caption,
    Row,
}

/// Puts the blocks of a page together.
pub(super) fn units<'a>(lines: &[Line<'a>], page: &Page) -> Vec<Unit<'a>> {
    let layout = Layout::of(lines, page);
    let mut rows = rows(lines, |at| page.roles.get(at) == Some(&Role::Text)).into_iter();
    let mut units: Vec<Unit<'a>> = Vec::new();
    let mut in_caption_place = false;
    let mut new_page = false;
    for (at, line) in lines.iter().enumerate() {
        let cells = rows.next().flatten();
        match page.roles.get(at) {
            Some(Role::Text) => {}
            Some(Role::Title) => {
                push_title(&mut units, line, page);
                continue;
            }
            Some(Role::Picture) => {
                in_caption_place = true;
                continue;
            }
            Some(Role::Furniture) | None => {
                new_page = true;
                continue;
            }
        }
        if let Some(cells) = cells {
            let pieces = cells.iter().map(|cell| (cell.text, line.char + cell.offset)).collect();
            units.push(Unit::new(Shape::Row, pieces, line));
        } else if units.last().is_some_and(|last| !in_caption_place && layout.continues(last, line, new_page))
        {
            if let Some(last) = units.last_mut() {
                last.append(line);
            }
        } else {
            let mut unit = Unit::new(Shape::Paragraph, vec![(line.text, line.char)], line);
            unit.mark = line_mark(line.text);
            if is_caption(line, in_caption_place) {
                unit.shape = Shape::Caption;
            }
            units.push(unit);
        }
        (in_caption_place, new_page) = (false, false);
    }
    find_headings(&mut units);
    units
}

fn push_title<'a>(units: &mut Vec<Unit<'a>>, line: &Line<'a>, page: &Page) {
    if let Some(last) = units.last_mut().filter(|last| last.shape == Shape::Title) {
        last.pieces.push((line.text, line.char));
        return;
    }
    let part = page.title_part.clone().unwrap_or(0..line.text.len());
    let before = line.text.get(..part.start).map_or(0, |before| before.chars().count());
    let text = line.text.get(part).unwrap_or(line.text);
    units.push(Unit::new(Shape::Title, vec![(text, line.char + before)], line));
}

/// A line that says what a picture shows: by its words, or because it stands where the page's picture stood.
fn is_caption(line: &Line<'_>, in_caption_place: bool) -> bool {
    let text = line.text;
    if line.length > 80 || text.trim_end_matches('。').contains(['。', ';', '!', '?']) {
        return false;
    }
    let short = line.length <= 40 && line_mark(text).is_none();
    let words = words::page_line();
    words.begins(text, Cue::Caption)
        || words.ends(text.trim_end_matches([')', '。']), Cue::Caption)
        || short && line.length > 3 && text.starts_with(['(', '△', '▲', '↑'])
        || short && in_caption_place && (line.has_sentence_end() || words.has(text, Cue::Caption))
}

impl<'a> Unit<'a> {
    fn new(shape: Shape, pieces: Vec<(&'a str, usize)>, line: &Line<'a>) -> Self {
        let mut unit = Self {
            shape,
            pieces: Vec::new(),
            mark: None,
            hashes: line.hashes,
            length: line.length,
            indent: line.indent,
            signs: line.signs,
            open: line.opens,
        };
        unit.pieces = pieces;
        unit
    }

    fn append(&mut self, line: &Line<'a>) {
        self.length += line.length;
        self.signs = self.signs.with(line.signs);
        self.open = self.open.saturating_sub(line.closes) + line.opens;
        self.pieces.push((line.text, line.char));
    }

    /// Whether a sentence ends anywhere in it.
    pub(super) fn has_end(&self) -> bool {
        self.signs.has(Signs::STOP.with(Signs::CALL))
    }

    pub(super) fn last_char(&self) -> Option<char> {
        self.pieces.last().and_then(|(text, _)| text.chars().next_back())
    }

    pub(super) fn first_text(&self) -> &'a str {
        self.pieces.first().map_or("", |(text, _)| text)
    }

    /// Whether the sentence is over.
    pub(super) fn is_finished(&self) -> bool {
        let Some((text, _)) = self.pieces.last() else { return true };
        let bare = text.trim_end_matches(['”', '’', ')', '》', '】', ']']);
        bare.ends_with(['。', '!', '?', '…', ':', ';'])
    }

    pub(super) fn looks_like_heading(&self) -> bool {
        let longest = if self.mark.is_some() { MARKED_HEADING } else { HEADING };
        let counts = self.mark.is_none()
            && self.signs.has(Signs::COMMA.with(Signs::PAUSE))
            && self.signs.has(Signs::DIGIT);
        self.pieces.len() == 1
            && !counts
            && self.length <= longest
            && !self.has_end()
            && !self.last_char().is_some_and(|c| matches!(c, ',' | ';' | '、' | '…'))
    }
}

/// A short line without a full stop above running text is a heading.
fn find_headings(units: &mut [Unit<'_>]) {
    let is_text =
        |unit: &Unit<'_>| unit.shape == Shape::Paragraph && (unit.has_end() || unit.length > MARKED_HEADING);
    let first_text = units.iter().position(is_text).unwrap_or(units.len());
    let bare: Vec<usize> = units
        .windows(2)
        .enumerate()
        .filter_map(|(at, pair)| match pair {
            [unit, next]
                if is_bare_heading(unit)
                    && (is_text(next) || next.mark.is_some() || next.shape != Shape::Paragraph) =>
            {
                Some(at)
            }
            _ => None,
        })
        .collect();
    // Above the first paragraph stand captions, kickers and names as well: only a page that uses headings has one there.
    let in_body = bare.iter().filter(|&&at| at > first_text).count();
    for at in bare {
        // A long line right under the headline is another headline.
        let above = at.checked_sub(1).and_then(|above| units.get(above));
        let under_title = above.is_some_and(|above| above.shape == Shape::Title);
        if under_title && units.get(at).is_some_and(|unit| unit.length >= 16) {
            continue;
        }
        let over_table = units.get(at + 1).is_some_and(|below| below.shape == Shape::Row);
        if (at > first_text || in_body > 0 || over_table)
            && let Some(unit) = units.get_mut(at)
        {
            unit.shape = Shape::Heading;
        }
    }
    for unit in units.iter_mut() {
        let marked = unit.mark.is_some_and(|mark| mark.number > 0 || mark.kind == MarkKind::Bullet);
        let ends = unit.last_char().is_some_and(|c| matches!(c, ';' | '。'));
        if unit.shape == Shape::Paragraph && (unit.hashes > 0 || marked && !ends && unit.looks_like_heading())
        {
            unit.shape = Shape::Heading;
        }
    }
}

fn is_bare_heading(unit: &Unit<'_>) -> bool {
    unit.shape == Shape::Paragraph
        && unit.mark.is_none()
        && unit.looks_like_heading()
        && (2..=HEADING).contains(&unit.length)
        && !words::page_line().begins(unit.first_text(), Cue::Address)
        && !title::is_person(unit.first_text())
        && !unit.first_text().starts_with(is_blank)
        && !unit.first_text().is_ascii()
}
