//! Takes the rows of tables, gives the ways to read them: columns that come to their 合计, percentages of it.

use std::ops::Range;

use lianjie_core::{Decimal, Unit};

use super::equation::{Equation, Formula, Weight};
use super::scale::counts;
use super::term::{Cue, Term, Terms};
use crate::outline::{Block, BlockKind};
use crate::reading::TextRange;

/// Name of the rule of totals of rows.
pub(super) const ACROSS: &str = "audit.table.row";

/// The figures of a row and whether its first cell says 合计.
struct Row {
    figures: Vec<usize>,
    total: bool,
}

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    let blocks = &terms.context.outline.blocks;
    for run in blocks.chunk_by(|a, b| a.kind == BlockKind::Row && b.kind == BlockKind::Row) {
        if run.first().is_none_or(|block| block.kind != BlockKind::Row) || run.len() < 3 {
            continue;
        }
        let rows: Vec<Row> =
            run.iter().map(|block| row(terms, block)).filter(|row| !row.figures.is_empty()).collect();
        for row in &rows {
            products(terms, row, out);
        }
        across(terms, &rows, out);
        for (at, total) in rows.iter().enumerate().filter(|(_, row)| row.total) {
            let all: Vec<&Row> = rows.get(parts(&rows, at)).unwrap_or(&[]).iter().collect();
            let width = total.added(terms).len();
            let even: Vec<&Row> = all.iter().copied().filter(|row| row.added(terms).len() == width).collect();
            if even.len() < all.len() {
                headed(terms, total, &all, out);
            }
            if even.len() >= 2 {
                columns(terms, total, &even, out);
                if even.iter().all(|row| row.figures.len() == total.figures.len()) {
                    shares(terms, total, &even, out);
                }
            }
        }
    }
}

/// Where remarks hold figures too, the cells of a column are those under one heading: every row has one there.
fn headed(terms: &Terms<'_>, total: &Row, parts: &[&Row], out: &mut Vec<Equation>) {
    for stated in total.added(terms) {
        let Some(heading) = heading(terms, stated) else { continue };
        let under = |row: &&Row| {
            row.added(terms).into_iter().find(|&cell| self::heading(terms, cell) == Some(heading))
        };
        let cells: Option<Vec<usize>> = parts.iter().map(under).collect();
        if let Some(cells) = cells.filter(|cells| cells.len() >= 2) {
            out.push(Equation {
                need: None,
                formula: Formula::Sum,
                figures: cells.into_iter().chain([stated]).collect(),
                weight: Weight::Worded,
                certain: false,
                rule: "audit.table.column",
            });
        }
    }
}

/// The heading of a cell's column, where the cell is nothing but a number.
fn heading(terms: &Terms<'_>, cell: usize) -> Option<TextRange> {
    let term = terms.get(cell)?;
    term.quantity.noun.filter(|heading| heading.end <= term.start())
}

fn row(terms: &Terms<'_>, block: &Block) -> Row {
    let figures: Vec<usize> = terms.context.mentions.quantities_in(block.range).collect();
    let first = figures.first().and_then(|&first| terms.get(first)).map_or(block.range.end, Term::start);
    let label = TextRange::new(block.range.start, first);
    Row { total: terms.has(label, Cue::GrandTotal) || terms.has(label, Cue::Total), figures }
}

/// The rows that a total is of: those since the total before, or, where it comes first, those that follow.
fn parts(rows: &[Row], at: usize) -> Range<usize> {
    let before = rows.get(..at).map_or(0, |rows| rows.iter().rev().take_while(|row| !row.total).count());
    if before > 0 {
        return at - before..at;
    }
    let after = rows.get(at + 1..).map_or(0, |rows| rows.iter().take_while(|row| !row.total).count());
    at + 1..at + 1 + after
}

impl Row {
    /// The figures that a total may be of: a rate is not added up, and its cell is left empty.
    fn added(&self, terms: &Terms<'_>) -> Vec<usize> {
        let is_each = |index: &usize| terms.get(*index).is_some_and(Term::is_each);
        self.figures.iter().copied().filter(|index| !is_each(index)).collect()
    }
}

fn columns(terms: &Terms<'_>, total: &Row, parts: &[&Row], out: &mut Vec<Equation>) {
    let rows: Vec<Vec<usize>> = parts.iter().map(|row| row.added(terms)).collect();
    for (column, stated) in total.added(terms).into_iter().enumerate() {
        let cells: Vec<usize> = rows.iter().filter_map(|row| row.get(column).copied()).collect();
        let unit = terms.get(stated).map(Term::unit);
        if unit.is_none() || cells.iter().any(|&cell| terms.get(cell).map(Term::unit) != unit) {
            continue;
        }
        out.push(Equation {
            need: None,
            formula: Formula::Sum,
            figures: cells.into_iter().chain([stated]).collect(),
            weight: Weight::Worded,
            certain: unit != Some(Unit::Percent),
            rule: "audit.table.column",
        });
    }
}

/// A first or last column that comes to the others in every row, all of one unit: the column of totals.
fn across(terms: &Terms<'_>, rows: &[Row], out: &mut Vec<Equation>) {
    let width = rows.iter().map(|row| row.figures.len()).max().unwrap_or(0);
    let full: Vec<&[usize]> =
        rows.iter().map(|row| row.figures.as_slice()).filter(|row| row.len() == width).collect();
    if width < 4 || full.len() < 2 {
        return;
    }
    for last in [false, true] {
        let split = |row: &[usize]| {
            let (total, parts) = if last { row.split_last() } else { row.split_first() }?;
            let stated = terms.get(*total)?;
            let alike = |index: &usize| {
                terms.get(*index).is_some_and(|term| term.unit() == stated.unit() && !term.is_percent())
            };
            parts.iter().all(alike).then(|| Equation {
                need: None,
                formula: Formula::Sum,
                figures: parts.iter().copied().chain([*total]).collect(),
                weight: Weight::Worded,
                certain: false,
                rule: ACROSS,
            })
        };
        let equations: Option<Vec<Equation>> = full.iter().map(|row| split(row)).collect();
        let Some(mut equations) = equations else { continue };
        let value = |index: &usize| terms.get(*index).map(|term| term.value).unwrap_or_default();
        let agrees = |equation: &Equation| {
            equation
                .figures
                .split_last()
                .is_some_and(|(total, parts)| parts.iter().map(value).sum::<Decimal>() == value(total))
        };
        let wrong = equations.iter().filter(|equation| !agrees(equation)).count();
        if wrong == 0 || (wrong == 1 && equations.len() >= 4) {
            for equation in &mut equations {
                equation.certain = true;
            }
            out.extend(equations);
            return;
        }
    }
}

/// `1200元/亩  4500  540`: a rate, what it is paid for, and what it comes to.
fn products(terms: &Terms<'_>, row: &Row, out: &mut Vec<Equation>) {
    let of = |&index: &usize| Some((index, terms.get(index)?));
    let cells: Vec<(usize, &Term<'_>)> = row.figures.iter().filter_map(of).collect();
    for &(e, each) in cells.iter().filter(|(_, term)| term.is_each()) {
        for &(c, _) in cells.iter().filter(|(_, term)| counts(&each.quantity.per, term)) {
            for &(p, product) in
                cells.iter().filter(|(_, term)| term.unit() == each.unit() && !term.is_each())
            {
                if product.value > each.value {
                    out.push(Equation {
                        need: None,
                        formula: Formula::Product,
                        figures: vec![c, e, p],
                        weight: Weight::Near,
                        certain: false,
                        rule: "audit.table.product",
                    });
                }
            }
        }
    }
}

fn shares(terms: &Terms<'_>, total: &Row, parts: &[&Row], out: &mut Vec<Equation>) {
    let is_percent = |&cell: &usize| terms.get(cell).is_some_and(Term::is_percent);
    let amounts = total.figures.iter().filter(|cell| !is_percent(cell)).count();
    for (p, _) in total.figures.iter().enumerate().filter(|(_, cell)| is_percent(cell)) {
        for (a, &whole) in total.figures.iter().enumerate().filter(|(_, cell)| !is_percent(cell)) {
            for row in parts {
                let (Some(&part), Some(&percent)) = (row.figures.get(a), row.figures.get(p)) else {
                    continue;
                };
                if !is_percent(&percent) {
                    continue;
                }
                out.push(Equation {
                    need: None,
                    formula: Formula::Ratio,
                    figures: vec![part, whole, percent],
                    weight: Weight::Worded,
                    certain: amounts == 1,
                    rule: "audit.table.share",
                });
            }
        }
    }
}
