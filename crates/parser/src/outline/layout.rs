//! Takes the lines of a page, tells how it lays out its paragraphs, and whether a line goes on with what stands above it.

use super::block::{HEADING, Shape, Unit};
use super::line::{Line, is_word};
use super::mark::line_mark;
use super::page::{Page, Role};

/// How the page lays out its paragraphs.
pub(super) struct Layout {
    /// Paragraphs begin with blanks.
    indented: bool,
    /// Lines are broken within sentences, as some lines prove.
    broken: bool,
    /// How long a line is that the layout broke because it was full.
    full: Option<Full>,
    /// Blank lines or blanks set its paragraphs apart.
    set_apart: bool,
}

impl Layout {
    pub(super) fn of(lines: &[Line<'_>], page: &Page) -> Self {
        let is_text = |at: usize| page.roles.get(at) == Some(&Role::Text);
        let text = lines.iter().zip(&page.roles).filter(|(_, role)| **role == Role::Text);
        let full = Full::of(text.clone().map(|(line, _)| line));
        let set_apart = text.skip(1).any(|(line, _)| line.after_blank || line.indent >= 2);
        let (mut prose, mut with_indent) = (0_usize, 0_usize);
        let mut broken = false;
        let mut before: Option<&Line<'_>> = None;
        for (at, line) in lines.iter().enumerate() {
            if !is_text(at) {
                before = None;
                continue;
            }
            if line.is_prose() {
                prose += 1;
                with_indent += usize::from(line.indent >= 2);
            }
            broken |=
                before.is_some_and(|before| is_certain_break(before.text, line.text) && before.length >= 8);
            before = Some(line);
        }
        Self { indented: prose > 0 && with_indent * 10 >= prose * 6, broken, full, set_apart }
    }

    /// Whether the line goes on with what the unit left unfinished. `new_page`: furniture stands between them.
    pub(super) fn continues(&self, unit: &Unit<'_>, line: &Line<'_>, new_page: bool) -> bool {
        if matches!(unit.shape, Shape::Title | Shape::Row) || unit.hashes > 0 || line.hashes > 0 {
            return false;
        }
        let Some((last, _)) = unit.pieces.last() else { return false };
        let new_paragraph = self.indented && line.indent >= 2;
        let indent = if unit.pieces.len() == 1 { unit.indent } else { 0 };
        let full = self.full.is_some_and(|full| full.holds(last, indent));
        if full && (self.set_apart || !unit.is_finished()) {
            let apart = line.after_blank && (unit.is_finished() || !new_page);
            return !apart && line.indent < 2;
        }
        if line_mark(line.text).is_some() && !ends_in_midst(last) {
            return false;
        }
        if is_certain_break(last, line.text) {
            return !new_paragraph || begins_in_midst(line.text);
        }
        if unit.is_finished() || new_paragraph {
            return false;
        }
        if unit.open > 0 && line.closes > 0 && closes_first(line.text) && unit.length <= 2000 {
            return true;
        }
        if unit.looks_like_heading() && unit.length <= HEADING && !self.indented {
            return false;
        }
        let unfinished_prose = unit.has_end() || unit.length >= 20 && unit.first_text().contains([',', '、']);
        if self.indented && unit.indent >= 2 && line.indent == 0 {
            return unfinished_prose || (unit.length > HEADING && !line.after_blank);
        }
        self.broken && unfinished_prose && (unit.has_end() || unit.length > HEADING)
    }
}

/// Narrower lines, in ideographs, are those of lists.
const NARROWEST: usize = 16;
/// Longer ones are those of a page without a width.
const WIDEST: usize = 50;

/// The length of the lines of a page that was set to one width, in characters or in columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Full {
    measure: fn(&str) -> usize,
    least: usize,
}

impl Full {
    /// What most lines reach that end within a sentence, if there is such a length: they are broken there. Lines of a
    /// list differ in length, and have no signs within.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a Line<'a>>) -> Option<Self> {
        let lines: Vec<&Line<'_>> = lines.collect();
        if lines.iter().any(|line| line.length > 2 * WIDEST) {
            return None;
        }
        Self::of_measure(&lines, characters, 1).or_else(|| Self::of_measure(&lines, columns, 2))
    }

    /// An ideograph measures `width`; full lines differ by two of them.
    fn of_measure(text: &[&Line<'_>], measure: fn(&str) -> usize, width: usize) -> Option<Self> {
        let length = |line: &Line<'_>| measure(line.text) + line.indent;
        let most = text.iter().map(|line| length(line)).max()?;
        if !(NARROWEST * width..=WIDEST * width).contains(&most) {
            return None;
        }
        let least = most - 2 * width;
        // Headlines and headings are short.
        let unfinished = |line: &&&Line<'_>| line.text.ends_with(is_word) && length(line) * 2 >= most;
        let all = text.iter().filter(unfinished).count();
        let full = text.iter().filter(unfinished).filter(|line| length(line) >= least);
        let inner = full.clone().filter(|line| line.text.contains([',', '。', '、', ';'])).count();
        let full = full.count();
        (full >= 2 && full * 4 >= all * 3 && inner * 2 >= full).then_some(Self { measure, least })
    }

    /// Whether a line was full.
    pub(super) fn holds(self, text: &str, indent: usize) -> bool {
        (self.measure)(text) + indent >= self.least
    }
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

/// Ideographs are two columns wide.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether a sentence certainly runs over the end of a line.
fn is_certain_break(before: &str, after: &str) -> bool {
    begins_in_midst(after) || ends_in_midst(before) || is_fragment(before, after)
}

/// No line begins with these.
fn begins_in_midst(text: &str) -> bool {
    text.starts_with([',', '。', '、', ';', ':', '!', '?', ')', '”', '》', '%'])
}

/// No line ends with these.
fn ends_in_midst(text: &str) -> bool {
    text.ends_with([',', '、', '(', '“', '《', '+'])
        && (text.chars().nth(3).is_some() || matches!(text, "(" | "“" | "《"))
}

/// A line whose first word or two end a sentence belongs to the line before: 产业发展道 / 循。
fn is_fragment(before: &str, after: &str) -> bool {
    let mut chars = after.chars();
    let (first, second, third) = (chars.next(), chars.next(), chars.next());
    let word = |c: Option<char>| c.is_some_and(is_word);
    let unfinished = before.ends_with(is_word);
    unfinished
        && word(first)
        && (second == Some('。') && third.is_some()
            || word(second) && third == Some('。') && chars.next().is_some())
}

/// Whether a quotation or bracket closes that the line did not open.
fn closes_first(text: &str) -> bool {
    let mut open = 0_usize;
    for c in text.chars().take(120) {
        match c {
            '“' | '(' | '《' => open += 1,
            '”' | ')' | '》' if open == 0 => return true,
            '”' | ')' | '》' => open -= 1,
            _ => {}
        }
    }
    false
}
