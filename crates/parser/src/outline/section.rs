//! Takes headings and marks in text order and keeps the tree of sections.

use super::Section;
use super::mark::{Mark, MarkKind};
use crate::reading::TextRange;

/// The sections so far, and the path of those still open.
pub(super) struct Tree {
    sections: Vec<Section>,
    open: Vec<Open>,
}

#[derive(Clone, Copy)]
struct Open {
    index: usize,
    kind: MarkKind,
    /// Opened inside a paragraph: over with it, and nested by order of appearance instead of by kind.
    inline: bool,
    /// Over at the end of the paragraph that it opened.
    brief: bool,
}

impl Tree {
    /// A tree whose first section is the whole document.
    pub(super) fn new() -> Self {
        let whole = Section {
            range: TextRange::new(0, u32::MAX),
            heading: TextRange::default(),
            parent: None,
            level: 0,
        };
        Self { sections: vec![whole], open: Vec::new() }
    }

    /// The innermost open section.
    pub(super) fn innermost(&self) -> usize {
        self.open.last().map_or(0, |open| open.index)
    }

    /// Opens a section at the start of a block.
    pub(super) fn open_block(&mut self, kind: MarkKind, at: u32, heading: TextRange, brief: bool) {
        while self.open.last().is_some_and(|open| open.inline || open.kind.rank() >= kind.rank()) {
            self.close_last(at);
        }
        self.push(Open { index: 0, kind, inline: false, brief }, at, heading);
    }

    /// Opens a section at a mark inside a block. A mark of a kind that this block has opened already goes on with its
    /// list; another kind begins a list inside the item at hand.
    pub(super) fn open_inline(&mut self, mark: Mark, at: u32, heading: TextRange) {
        let same = self.open.iter().rposition(|open| (open.inline || open.brief) && open.kind == mark.kind);
        if let Some(same) = same {
            while self.open.len() > same {
                self.close_last(at);
            }
        }
        self.push(Open { index: 0, kind: mark.kind, inline: true, brief: true }, at, heading);
    }

    /// Ends a block.
    pub(super) fn end_block(&mut self, at: u32) {
        while self.open.last().is_some_and(|open| open.inline || open.brief) {
            self.close_last(at);
        }
    }

    /// Ends the section of a table, if one is open.
    pub(super) fn end_table(&mut self, at: u32) {
        if self.open.last().is_some_and(|open| open.kind == MarkKind::Table) {
            self.close_last(at);
        }
    }

    /// Ends what is deeper than headings: the speaker turns to the audience.
    pub(super) fn end_items(&mut self, at: u32) {
        while self.open.last().is_some_and(|open| open.kind.rank() > MarkKind::Heading.rank()) {
            self.close_last(at);
        }
    }

    /// All sections, closed.
    pub(super) fn finish(mut self, end: u32) -> Vec<Section> {
        while !self.open.is_empty() {
            self.close_last(end);
        }
        if let Some(whole) = self.sections.first_mut() {
            whole.range.end = end;
        }
        self.sections
    }

    fn push(&mut self, mut open: Open, at: u32, heading: TextRange) {
        let parent = self.innermost();
        let level = u8::try_from(self.open.len() + 1).unwrap_or(u8::MAX);
        open.index = self.sections.len();
        self.sections.push(Section { range: TextRange::new(at, at), heading, parent: Some(parent), level });
        self.open.push(open);
    }

    fn close_last(&mut self, at: u32) {
        if let Some(open) = self.open.pop()
            && let Some(section) = self.sections.get_mut(open.index)
        {
            section.range.end = at;
        }
    }
}
