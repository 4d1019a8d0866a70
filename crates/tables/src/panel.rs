//! Takes the observations of many reports, gives a panel: one row a place and year, conflicts shown rather than averaged.
//!
//! What counts, and what a cell holds, is decided here and documented in `python/docs/tables.md`:
//!
//! - A statement counts when it is about a place of the asked level itself. A township's figure is not its county's.
//! - Its year is that of [`Period::calendar_year`]; of a reading, the year of the day. Periods over several years, open
//!   ones and none are assigned to no year.
//! - Figures of one line of action are parts of what a place has, and count only when that line is asked for.
//! - Within a year, what is of the whole year or read on its last day goes before an earlier reading, of which the latest
//!   counts, and that before a part of the year.
//! - Those that remain agree when the intervals that their printed digits allow have a value in common. Then the cell has
//!   the most precise of them; else it has none, and says why.

mod cell;
mod code;
mod wide;

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::ArrowError;
use lianjie_parser::{
    Confidence, Figure, Group, Interval, Measure, Observation, Period, Place, PlaceLevel, ProgramKind, Report,
};

use crate::column::{Code, Year};
use crate::reading::Reading;
use crate::schema::{columns, schema};
use crate::table::Observations;
use cell::Cell;
pub use code::{Basis, Clash, Status};

/// Which cells a panel has.
///
/// ```
/// use lianjie_parser::{Group, Measure, PlaceLevel};
/// use lianjie_tables::PanelOptions;
///
/// let options = PanelOptions {
///     measures: vec![Measure::PovertyIncidence, Measure::Funding],
///     level: PlaceLevel::County,
///     groups: vec![Group::All],
///     industry: None,
/// };
/// # assert_eq!(options.measures.len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelOptions {
    /// The measures, each of which becomes a block of columns.
    pub measures: Vec<Measure>,
    /// The level whose places become rows.
    pub level: PlaceLevel,
    /// The groups; columns of the poor have `poor_` before their name when both are asked for.
    pub groups: Vec<Group>,
    /// One line of action; without it, figures of no particular one.
    pub industry: Option<ProgramKind>,
}

/// A panel, with every statement that was considered for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    wide: RecordBatch,
    cells: RecordBatch,
    statuses: BTreeMap<Status, usize>,
}

/// Where a statement belongs: the code or path of the place, and the year.
type RowKey = (String, i32);

/// A statement that counts.
#[derive(Clone, Debug)]
pub(crate) struct Statement<'a> {
    /// Number among the rows of `cells`.
    at: usize,
    report: usize,
    document: &'a str,
    place: &'a Place,
    /// As repaired, where the audit repaired it.
    figure: &'a Figure,
    /// As printed.
    printed: &'a Figure,
    period: Period,
    basis: Basis,
    allowed: Interval,
}

impl Panel {
    /// The panel of many reports, each with its text. Numbers that [`crate::check`] refuses would be null: ask it first.
    ///
    /// ```
    /// use lianjie_parser::{Group, Measure, Metadata, Parser, PlaceLevel};
    /// use lianjie_tables::{Panel, PanelOptions};
    ///
    /// let texts = ["2018年，平山县贫困发生率0.8%。", "2018年，平山县贫困发生率1.5%。"];
    /// let reports = texts.map(|text| lianjie_parser::parse(text).report);
    /// let panel = Panel::of(
    ///     reports.iter().zip(texts),
    ///     &PanelOptions {
    ///         measures: vec![Measure::PovertyIncidence],
    ///         level: PlaceLevel::County,
    ///         groups: vec![Group::All, Group::Poor],
    ///         industry: None,
    ///     },
    /// )?;
    /// assert_eq!(panel.wide().num_rows(), 1);
    /// assert_eq!(panel.cells().num_rows(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ArrowError`] when the words of a column outgrow what Arrow can hold.
    pub fn of<'a>(
        reports: impl IntoIterator<Item = (&'a Report, &'a str)>,
        options: &PanelOptions,
    ) -> Result<Self, ArrowError> {
        let readings: Vec<Reading<'a>> = reports
            .into_iter()
            .enumerate()
            .map(|(index, (report, text))| Reading::new(index, report, text))
            .collect();
        let mut considered = Considered::default();
        let mut rows: BTreeMap<RowKey, BTreeMap<(Group, Measure), Cell<'a>>> = BTreeMap::new();
        for reading in &readings {
            for (index, observation) in reading.report.observations.iter().enumerate() {
                if !options.measures.contains(&observation.measure) {
                    continue;
                }
                let at = considered.statuses.len();
                let status = match statement(reading, observation, at, options) {
                    Ok((row, statement)) => {
                        let cells = rows.entry(row).or_default();
                        let cell = cells.entry((observation.group, observation.measure)).or_default();
                        cell.statements.push(statement);
                        Status::Agrees
                    }
                    Err(status) => status,
                };
                considered.push(reading, index, observation, status);
            }
        }
        for cell in rows.values_mut().flat_map(BTreeMap::values_mut) {
            cell.settle();
            for (statement, status) in cell.statuses() {
                if let Some(known) = considered.statuses.get_mut(statement.at) {
                    *known = status;
                }
            }
        }
        let mut statuses = BTreeMap::new();
        for &status in &considered.statuses {
            *statuses.entry(status).or_default() += 1;
        }
        Ok(Self { wide: wide::batch(&rows, options)?, cells: considered.finish()?, statuses })
    }

    /// One row a place and year.
    pub fn wide(&self) -> &RecordBatch {
        &self.wide
    }

    /// One row an observation of the measures, with what became of it.
    pub fn cells(&self) -> &RecordBatch {
        &self.cells
    }

    /// How many observations of the measures came to what.
    pub fn statuses(&self) -> &BTreeMap<Status, usize> {
        &self.statuses
    }
}

/// The statement that an observation makes and the row that it belongs to, or why it does not count.
fn statement<'a>(
    reading: &Reading<'a>,
    observation: &'a Observation,
    at: usize,
    options: &PanelOptions,
) -> Result<(RowKey, Statement<'a>), Status> {
    let printed = reading.report.figures.get(observation.figure).ok_or(Status::NoValue)?;
    let figure = reading.audited(observation.figure).reading.unwrap_or(printed);
    let allowed = Interval::of(figure).ok_or(Status::NoValue)?;
    if observation.provenance.confidence == Confidence::Doubtful {
        return Err(Status::Doubtful);
    }
    let place = observation.place.as_ref().ok_or(Status::UnknownPlace)?;
    if place.level != options.level {
        return Err(Status::OtherPlace);
    }
    let place_key = match place.adcode {
        Some(code) => code.as_str().to_owned(),
        // A name alone may be of any county.
        None if place.path.len() >= 3 => place.path.join("/"),
        None => return Err(Status::UnknownPlace),
    };
    if !options.groups.contains(&observation.group) {
        return Err(Status::OtherGroup);
    }
    if observation.industry != options.industry {
        return Err(Status::OtherIndustry);
    }
    let period = observation.period.ok_or(Status::UnknownYear)?;
    let (year, basis) = Basis::of(&period).ok_or(Status::UnknownYear)?;
    let document = &reading.report.document.id;
    let report = reading.index;
    Ok((
        (place_key, year),
        Statement { at, report, document, place, figure, printed, period, basis, allowed },
    ))
}

columns! {
    /// What became of an observation.
    CellColumns {
        /// Calendar year that the period belongs to; null when it belongs to none.
        year: Year,
        /// `year` for a whole year or a reading on its last day, `as_of` for an earlier reading, `part` for a part of a
        /// year.
        basis: Code<Basis>,
        /// `used` for the value of the cell; `agrees` with it; `conflict` in a cell without value; or why it does not
        /// count: `other_period` `other_place` `other_group` `other_industry` `unknown_place` `unknown_year` `doubtful`
        /// `no_value`.
        status: Code<Status>,
    }
}

/// Every observation of the measures.
#[derive(Default)]
struct Considered {
    observations: Observations,
    years: Vec<Option<(i32, Basis)>>,
    statuses: Vec<Status>,
}

impl Considered {
    fn push(&mut self, reading: &Reading<'_>, index: usize, observation: &Observation, status: Status) {
        self.observations.push_one(reading, index, observation);
        self.years.push(observation.period.as_ref().and_then(Basis::of));
        self.statuses.push(status);
    }

    fn finish(self) -> Result<RecordBatch, ArrowError> {
        let mut cells = CellColumns::default();
        for (year, status) in self.years.iter().zip(self.statuses) {
            cells.year.push(year.map(|(year, _)| year));
            cells.basis.push(year.map(|(_, basis)| basis));
            cells.status.push(Some(status));
        }
        let mut described = Observations::columns();
        CellColumns::describe(&mut described);
        let mut arrays: Vec<ArrayRef> = self.observations.arrays()?;
        cells.finish(&mut arrays)?;
        RecordBatch::try_new(Arc::clone(&schema(&described)), arrays)
    }
}

/// The columns of `cells`, and of `wide` for one measure `measure`.
pub fn panel_columns() -> [Vec<crate::ColumnDoc>; 2] {
    let mut cells = Vec::new();
    CellColumns::describe(&mut cells);
    [cells, wide::columns("measure")]
}

#[cfg(test)]
mod tests;
