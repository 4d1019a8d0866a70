//! Takes the lines of a page, gives the cells of those that are rows of a table.

use lianjie_core::Decimal;

use super::line::{Cell, Line};

/// A run of lines that split alike is a table from so many on, and with so many cells.
const LEAST: usize = 3;

/// For each line its cells: parted by tabs, bars or runs of spaces, else by what parts the lines around it into as many.
/// `is_text` says which lines are not furniture.
pub(super) fn rows<'a>(lines: &[Line<'a>], is_text: impl Fn(usize) -> bool) -> Vec<Option<Vec<Cell<'a>>>> {
    let mut rows: Vec<Option<Vec<Cell<'a>>>> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let under = || lines.iter().skip(at + 1).find(|under| !under.is_rule());
        let cells = if is_text(at) { line.cells().or_else(|| line.heads_table(under())) } else { None };
        rows.push(cells);
    }
    let mut at = 0;
    while at < lines.len() {
        let found = [' ', '/'].into_iter().find_map(|sign| loose_table(lines, &rows, &is_text, at, sign));
        let table = found.unwrap_or_default();
        let next = at + table.len().max(1);
        for (row, cells) in rows.iter_mut().skip(at).zip(table) {
            *row = Some(cells);
        }
        at = next;
    }
    at = 0;
    for table in rows.split_mut(Option::is_none) {
        complete(lines.get(at..).unwrap_or_default(), table);
        at += table.len() + 1;
    }
    rows
}

/// Gives the rows of a table the empty cells that nobody sees. A row between tabs or bars ends before its empty cells; of
/// the rows between spaces that of a total leaves cells empty, and the sums of the columns may prove that its numbers
/// stand under the first ones. A heading may have one cell more than all rows: it is the table's name.
fn complete<'a>(lines: &[Line<'a>], table: &mut [Option<Vec<Cell<'a>>>]) {
    let Some((_, rows)) = table.split_first_mut() else { return };
    let width = rows.iter().flatten().map(Vec::len).max().unwrap_or(0);
    let mut sums: Vec<Option<Decimal>> = vec![Some(Decimal::ZERO); width];
    for (line, cells) in lines.iter().skip(1).zip(rows.iter_mut().flatten()) {
        let total = cells.len() > 1
            && cells
                .iter()
                .zip(&sums)
                .skip(1)
                .all(|(cell, sum)| cell.number().is_some() && cell.number() == *sum);
        if cells.len() == width {
            for (sum, cell) in sums.iter_mut().zip(cells.iter()) {
                *sum = sum.zip(cell.number()).and_then(|(sum, number)| sum.checked_add(number));
            }
        } else if line.is_ruled() || total {
            cells.resize(width, Cell { text: "", offset: line.length });
        }
    }
}

/// The rows of a table that begins here, whose cells are parted by a sign that is no separator by itself: the heading
/// has no number, each row under it has one and as many cells, but for a total's.
fn loose_table<'a>(
    lines: &[Line<'a>],
    rows: &[Option<Vec<Cell<'a>>>],
    is_text: &impl Fn(usize) -> bool,
    first: usize,
    sign: char,
) -> Option<Vec<Vec<Cell<'a>>>> {
    let cells = |at: usize| {
        let line = lines.get(at).filter(|_| is_text(at) && rows.get(at).is_some_and(Option::is_none))?;
        let parted = line.text.matches(sign).nth(1).is_some() && !line.text.contains(['。', ',', ';']);
        parted.then(|| line.split(sign))
    };
    let heading = cells(first)?;
    if heading.len() < LEAST || heading.iter().any(Cell::is_number) {
        return None;
    }
    let width = heading.len();
    let mut table = vec![heading];
    for at in first + 1.. {
        let Some(row) = cells(at) else { break };
        let numbers = row.iter().filter(|cell| cell.is_number()).count();
        let total = table.len() >= LEAST && row.len() < width && numbers + 1 == row.len();
        if numbers == 0 || !(row.len() == width || total) {
            break;
        }
        table.push(row);
    }
    (table.len() >= LEAST).then_some(table)
}
