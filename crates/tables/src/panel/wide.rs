//! Takes settled cells, gives one row a place and year with a block of columns for each measure.

use std::collections::BTreeMap;

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use lianjie_parser::{Bound, Group, Measure, Per};

use super::{Basis, Cell, Clash, PanelOptions, RowKey};
use crate::ColumnDoc;
use crate::column::{Code, Exact, Flag, Index, Name, Text, Year};
use crate::group::PlaceColumns;
use crate::schema::{columns, schema};

columns! {
    /// Which year.
    YearColumns {
        /// Calendar year.
        year: Year,
    }
}

columns! {
    /// One measure. Names are short because Stata cuts them at 32 characters.
    MeasureColumns {
        /// The value in the base unit, a repaired one where `fixed` is set; null when nothing is said or `clash` says why.
        value: Exact,
        /// Upper end, when a range is stated.
        upper: Exact,
        /// How firm the text is about the value.
        bound: Code<Bound>,
        /// The base unit and what one unit is for: `yuan per household year`.
        unit: Name,
        /// `year`, `as_of` or `part`: how much of the year the statements cover that count.
        basis: Code<Basis>,
        /// How many statements count.
        n: Index,
        /// Why there is no value: `unit`, `within` one report, `between` reports, or `period`.
        clash: Code<Clash>,
        /// Whether the value is one that the audit proved in place of digits run together.
        fixed: Flag,
        /// Id of the document that the value is from.
        doc: Name,
        /// The value as printed.
        quote: Text,
    }
}

impl MeasureColumns {
    fn push(&mut self, cell: Option<&Cell<'_>>) {
        let value = cell.and_then(Cell::value);
        let figure = value.map(|statement| statement.figure);
        self.value.push(figure.and_then(|figure| figure.value));
        self.upper.push(figure.and_then(|figure| figure.upper));
        self.bound.push(figure.map(|figure| figure.bound));
        let unit = figure.map(|figure| {
            let per: Vec<&str> = figure.per.iter().map(Per::as_str).collect();
            if per.is_empty() {
                figure.unit.to_string()
            } else {
                format!("{} per {}", figure.unit, per.join(" "))
            }
        });
        self.unit.push(unit.as_deref());
        self.basis.push(cell.and_then(Cell::basis));
        self.n.push(cell.map_or(0, Cell::count));
        self.clash.push(cell.and_then(Cell::clash));
        let repaired = value.is_some_and(|statement| !std::ptr::eq(statement.figure, statement.printed));
        self.fixed.push(Some(repaired));
        self.doc.push(value.map(|statement| statement.document));
        self.quote.push(value.map(|statement| statement.printed.text.as_str()));
    }
}

/// The columns of a measure of this name.
pub(super) fn columns(name: &str) -> Vec<ColumnDoc> {
    let mut columns = Vec::new();
    MeasureColumns::describe(&mut columns);
    for column in &mut columns {
        column.name =
            if column.name == "value" { name.to_owned() } else { format!("{name}_{}", column.name) };
    }
    columns
}

pub(super) fn batch(
    rows: &BTreeMap<RowKey, BTreeMap<(Group, Measure), Cell<'_>>>,
    options: &PanelOptions,
) -> Result<RecordBatch, ArrowError> {
    let mut places = PlaceColumns::default();
    let mut years = YearColumns::default();
    for ((_, year), cells) in rows {
        places.push(cells.values().find_map(|cell| cell.statements.first()).map(|first| first.place));
        years.year.push(Some(*year));
    }
    let (mut described, mut arrays) = (Vec::new(), Vec::new());
    PlaceColumns::describe(&mut described);
    places.finish(&mut arrays)?;
    YearColumns::describe(&mut described);
    years.finish(&mut arrays)?;
    let once = |(index, measure): &(usize, &Measure)| {
        !options.measures.iter().take(*index).any(|one| one == *measure)
    };
    for (_, &measure) in options.measures.iter().enumerate().filter(once) {
        for &group in &options.groups {
            let mut block = MeasureColumns::default();
            for cells in rows.values() {
                block.push(cells.get(&(group, measure)));
            }
            let apart = options.groups.len() > 1 && group == Group::Poor;
            described.extend(columns(&format!("{}{measure}", if apart { "poor_" } else { "" })));
            block.finish(&mut arrays)?;
        }
    }
    RecordBatch::try_new(schema(&described), arrays)
}
