//! Takes figures of a text with labels, gives them as a compiler shows what it speaks of: the sentences that they
//! stand in, with the figures underlined.

use std::ops::Range;
use std::path::Path;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use lianjie_parser::Span;
use unicode_width::UnicodeWidthChar as _;

/// Columns of a line of source; a paragraph of Chinese is one line of any length.
const COLUMNS: usize = 72;
/// A line that has no more room than this ends with its clause.
const ROOM: usize = 24;
/// Code points of a sentence that are shown before and after a figure, at most.
const REACH: usize = 90;
/// What a sentence ends with.
const ENDS: [char; 5] = ['。', '！', '？', '；', '\n'];
/// Where a line is best broken.
const BREAKS: [char; 8] = ['，', '、', '：', ',', ':', ';', '）', '”'];

/// A figure to underline.
pub(crate) struct Mark {
    pub(crate) span: Span,
    /// The one that the report is about.
    pub(crate) primary: bool,
    pub(crate) label: String,
}

/// A text whose figures are shown, split into code points once.
pub(crate) struct Page<'a> {
    path: &'a Path,
    chars: Vec<char>,
}

/// What a report opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    Error,
    Warning,
    Info,
}

/// A report: heading with name and title, the marks on each page, notes.
pub(crate) fn render(
    heading: Heading,
    name: &str,
    title: &str,
    pages: &[(&Page<'_>, Vec<Mark>)],
    notes: &[String],
    colour: bool,
) -> String {
    let level = match heading {
        Heading::Error => Level::ERROR,
        Heading::Warning => Level::WARNING,
        Heading::Info => Level::INFO,
    };
    let mut group = Group::with_title(level.with_name(name).primary_title(title));
    for (page, marks) in pages {
        for element in page.elements(marks) {
            group = group.element(element);
        }
    }
    for note in notes {
        group = group.element(Level::NOTE.message(note));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    // Lines are as long as they should be; nothing is left to trim.
    let rendered = renderer.decor_style(DecorStyle::Ascii).term_width(COLUMNS * 4).render(&[group]);
    rendered.lines().filter(|line| !is_bare_origin(line)).collect::<Vec<_>>().join("\n")
}

/// Whether a line is the `:::` of a source without a path, colour codes aside: its path stands in a line of its own.
fn is_bare_origin(line: &str) -> bool {
    line.contains(":::") && !line.chars().any(|ch| ch == '|' || (ch.is_alphabetic() && ch != 'm'))
}

impl<'a> Page<'a> {
    pub(crate) fn new(path: &'a Path, text: &str) -> Self {
        Self { path, chars: text.chars().collect() }
    }

    fn elements(&self, marks: &[Mark]) -> Vec<Element<'static>> {
        let mut stretches: Vec<Range<usize>> = marks.iter().map(|mark| self.sentence(mark.span)).collect();
        stretches.sort_by_key(|stretch| stretch.start);
        let mut merged: Vec<Range<usize>> = Vec::new();
        for stretch in stretches {
            match merged.last_mut() {
                Some(last) if stretch.start <= last.end + 1 => last.end = last.end.max(stretch.end),
                _ => merged.push(stretch),
            }
        }
        let mut elements: Vec<Element<'static>> = Vec::new();
        if let Some(main) = marks.iter().find(|mark| mark.primary).or(marks.first()) {
            let (line, column) = self.position(index(main.span.start()));
            let origin = Origin::path(self.path.display().to_string()).line(line).char_column(column);
            elements.push(origin.into());
        }
        elements.push(self.snippet(&merged, marks).into());
        elements
    }

    /// The sentence about a figure, not too much of it.
    fn sentence(&self, span: Span) -> Range<usize> {
        let (from, to) = (index(span.start()), index(span.end()).min(self.chars.len()));
        let ends = |at: &usize| self.chars.get(*at).is_some_and(|ch| ENDS.contains(ch));
        let first = from.saturating_sub(REACH);
        let start = (first..from).rev().find(ends).map_or(first, |at| at + 1);
        let last = (to + REACH).min(self.chars.len());
        let end = (to..last).find(ends).map_or(last, |at| at + usize::from(!self.is_break(at)));
        start..end.max(start)
    }

    fn is_break(&self, at: usize) -> bool {
        self.chars.get(at) == Some(&'\n')
    }

    /// Line and column, both from one.
    fn position(&self, at: usize) -> (usize, usize) {
        let before = self.chars.get(..at).unwrap_or(&[]);
        let line = before.iter().filter(|ch| **ch == '\n').count() + 1;
        (line, before.iter().rev().take_while(|ch| **ch != '\n').count() + 1)
    }

    /// The stretches as lines of source, with what lies between them left out.
    fn snippet(&self, stretches: &[Range<usize>], marks: &[Mark]) -> Snippet<'static, Annotation<'static>> {
        let mut source = String::new();
        let mut annotations = Vec::new();
        for stretch in stretches {
            if !source.is_empty() {
                source.push_str(if source.ends_with('\n') { "…\n" } else { "\n…\n" });
            }
            let held: Vec<&Mark> =
                marks.iter().filter(|mark| stretch.contains(&index(mark.span.start()))).collect();
            let at_byte = self.lines(stretch, &held, &mut source);
            let byte = |at: usize| at_byte.get(at.checked_sub(stretch.start)?).copied();
            for mark in held {
                let Some((from, to)) = byte(index(mark.span.start())).zip(byte(index(mark.span.end())))
                else {
                    continue;
                };
                let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
                let label = Some(mark.label.clone()).filter(|label| !label.is_empty());
                annotations.push(kind.span(from..to).label(label));
            }
        }
        Snippet::source(source).line_numbering(false).fold(false).annotations(annotations)
    }

    /// Writes a stretch in lines that fit a terminal, none broken within a figure; gives where each code point begins,
    /// and the end.
    fn lines(&self, stretch: &Range<usize>, marks: &[&Mark], source: &mut String) -> Vec<usize> {
        let inside =
            |at: usize| marks.iter().any(|mark| index(mark.span.start()) < at && at < index(mark.span.end()));
        let closing = |ch: char| BREAKS.contains(&ch) || ENDS.contains(&ch);
        let mut at_byte = Vec::with_capacity(stretch.len() + 1);
        let mut column = 0;
        let mut before = None;
        for at in stretch.clone() {
            let Some(&ch) = self.chars.get(at) else { break };
            let full = column >= COLUMNS || (before.is_some_and(closing) && column + ROOM >= COLUMNS);
            if full && !inside(at) && !closing(ch) {
                source.push('\n');
                column = 0;
            }
            at_byte.push(source.len());
            before = Some(ch);
            // An indent and an empty line say nothing here.
            if column == 0 && ch.is_whitespace() {
                continue;
            }
            source.push(if ch == '\t' { ' ' } else { ch });
            column = if ch == '\n' { 0 } else { column + ch.width().unwrap_or(1) };
        }
        at_byte.push(source.len());
        at_byte
    }
}

fn index(chars: u32) -> usize {
    usize::try_from(chars).unwrap_or(usize::MAX)
}
