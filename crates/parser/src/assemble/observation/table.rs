//! Finds for a quantity in a table the heading of its column and the label of its row.
//!
//! Tables reach the reading as rows whose cells are parted by tabs. The first row of an unbroken series is its heading.

use crate::context::Context;
use crate::mention::Quantity;
use crate::outline::{Block, BlockKind};
use crate::reading::{TextRange, offset};

/// Rows longer than this are no rows of a table that a person reads, in bytes.
const LONGEST: u32 = 2000;
/// A line that gives the unit of a table's sums is not longer, in bytes.
const UNIT: u32 = 42;

/// For each block the heading row of its table.
pub(super) struct Tables {
    heading: Vec<Option<TextRange>>,
}

/// Where a figure of a table stands.
pub(super) struct Cell {
    /// The column's heading, without a unit in brackets.
    pub(super) heading: TextRange,
    /// The first cell of the row.
    pub(super) label: TextRange,
    /// What the table is of: the corner cell that stands before the headings, else the line before the table.
    pub(super) caption: TextRange,
    /// The whole row of headings.
    pub(super) headings: TextRange,
}

impl Tables {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let mut current = None;
        let heading = context.outline.blocks.iter().map(|block| {
            if block.kind != BlockKind::Row {
                current = None;
                return None;
            }
            let first = *current.get_or_insert(block.range);
            (first != block.range).then_some(first)
        });
        Self { heading: heading.collect() }
    }

    pub(super) fn cell(&self, context: &Context<'_>, quantity: &Quantity) -> Option<Cell> {
        let range = quantity.range;
        let outline = context.outline;
        let block = outline.sentence_at(range.start).and_then(|i| outline.sentence(i))?.block;
        let heading = (*self.heading.get(block)?)?;
        let row = outline.blocks.get(block)?.range;
        if row.len().max(heading.len()) > LONGEST {
            return None;
        }
        let reading = context.reading();
        let column = cells(reading.slice(row), row.start).position(|cell| cell.contains(range))?;
        let label = cells(reading.slice(row), row.start).next()?;
        let columns = cells(reading.slice(heading), heading.start).count();
        let missing = columns.saturating_sub(cells(reading.slice(row), row.start).count());
        // Cells parted by spaces vanish when empty, which they are at the left of a row of totals.
        let column = if column > 0 { column + missing } else { column };
        // The scan knows of which column a bare number is.
        let known = quantity.noun.filter(|noun| heading.contains(*noun));
        let mut cell = known.or_else(|| cells(reading.slice(heading), heading.start).nth(column))?;
        if let Some(bracket) = reading.slice(cell).find('(') {
            cell.end = cell.start + offset(bracket);
        }
        let corner = cells(reading.slice(heading), heading.start).next().filter(|_| missing == 1);
        let above = || {
            let first = outline.blocks.partition_point(|block| block.range.start < heading.start);
            let block = first.checked_sub(1).and_then(|i| outline.blocks.get(i))?;
            let text = |block: &&Block| block.kind != BlockKind::Row && block.range.len() <= LONGEST;
            // (单位:万元): what the table is of stands above it.
            let unit = block.range.len() <= UNIT && reading.slice(block.range).contains(':');
            let named =
                first.checked_sub(2).and_then(|i| outline.blocks.get(i)).filter(|_| unit).filter(text);
            let start = named.map_or(block.range.start, |named| named.range.start);
            text(&block).then(|| TextRange::new(start, block.range.end))
        };
        let caption = corner.or_else(above).unwrap_or(label);
        Some(Cell { heading: cell, label, caption, headings: heading })
    }
}

/// The cells of a row, as ranges of the reading.
fn cells(row: &str, start: u32) -> impl Iterator<Item = TextRange> {
    row.split('\t').scan(start, move |at, piece| {
        let from = *at;
        *at = from + offset(piece.len()) + 1;
        let lead = offset(piece.len() - piece.trim_start().len());
        Some(TextRange::new(from + lead, from + lead + offset(piece.trim().len())))
    })
}
