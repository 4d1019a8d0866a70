//! `panel`: reports in, one row a place and year out.

use std::collections::BTreeMap;

use lianjie_parser::{Group, Measure, PlaceLevel, ProgramKind};
use lianjie_tables::{self as core, PanelOptions};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::error::PyArrowResult;

use super::{Reports, Table, arrow};

/// A panel: one row a place and year, with every statement that was considered for it.
///
/// A panel is taken by data frames like a table; they get `wide`.
///
/// >>> import lianjie
/// >>> texts = ["2018年，平山县贫困发生率0.8%。", "2018年，平山县贫困发生率1.5%。"]
/// >>> panel = lianjie.panel([lianjie.parse(text) for text in texts], ["poverty_incidence"], group="all")
/// >>> panel
/// <Panel: 1 rows of 2 observations: 2 conflict>
/// >>> panel.counts
/// {'conflict': 2}
#[pyclass(frozen, module = "lianjie")]
pub(crate) struct Panel {
    wide: Py<Table>,
    cells: Py<Table>,
    counts: BTreeMap<String, usize>,
}

#[pymethods]
impl Panel {
    /// One row a place and year, a block of columns for each measure.
    #[getter]
    fn wide(&self, py: Python<'_>) -> Py<Table> {
        self.wide.clone_ref(py)
    }

    /// One row an observation of the measures: the columns of `observations`, its year, and what became of it.
    #[getter]
    fn cells(&self, py: Python<'_>) -> Py<Table> {
        self.cells.clone_ref(py)
    }

    /// How many observations of the measures came to what: `used`, `agrees`, `conflict`, or why they do not count.
    #[getter]
    fn counts(&self) -> BTreeMap<String, usize> {
        self.counts.clone()
    }

    /// The schema of `wide`.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        self.wide.get().__arrow_c_schema__(py)
    }

    /// The rows of `wide` as an Arrow stream; nothing is copied.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        self.wide.get().__arrow_c_stream__(py, requested_schema)
    }

    fn __len__(&self) -> usize {
        self.wide.get().__len__()
    }

    fn __repr__(&self) -> String {
        let counts: Vec<String> =
            self.counts.iter().map(|(status, count)| format!("{count} {status}")).collect();
        let of = self.cells.get().__len__();
        format!("<Panel: {} rows of {of} observations: {}>", self.__len__(), counts.join(", "))
    }
}

/// One row a place and year: what reports say of it, conflicts shown rather than averaged.
///
/// `by` is the level of the places and "year". A figure counts only for the place that it is about: a township's is not
/// its county's. `group` keeps to figures of the poor (`"poor"`) or of everybody (`"all"`); without it columns of the poor
/// have `poor_` before their name. `industry` asks for one line of action; without it, figures of one line are left out as
/// parts. Where statements cannot all be true the cell is null and `…_clash` says why; `cells` has every statement with its
/// evidence. The rules are in "Tables and panels" of the documentation.
///
/// >>> import lianjie
/// >>> texts = ["2018年，平山县整合资金1.86亿元。", "2018年，平山县整合资金18604万元。"]
/// >>> reports = [lianjie.parse(text, id=name) for name, text in zip("ab", texts)]
/// >>> panel = lianjie.panel(reports, ["funding"], by=("county", "year"), group="all")
/// >>> panel
/// <Panel: 1 rows of 2 observations: 1 agrees, 1 used>
/// >>> header, row = [line.split(",") for line in panel.wide.to_csv().splitlines()]
/// >>> dict(zip(header, row))["funding"]
/// '186040000'
#[pyfunction]
#[pyo3(signature = (reports, measures, *, by = None, group = None, industry = None))]
pub(crate) fn panel(
    py: Python<'_>,
    reports: Reports,
    measures: Vec<String>,
    by: Option<(String, String)>,
    group: Option<String>,
    industry: Option<String>,
) -> PyResult<Panel> {
    let options = options(&measures, by, group.as_deref(), industry.as_deref())?;
    let reports = reports.checked(py)?;
    let parts: Vec<_> = reports.iter().map(|report| report.get().parts()).collect();
    let panel = py.detach(|| core::Panel::of(parts, &options)).map_err(arrow)?;
    Ok(Panel {
        wide: Py::new(py, Table { name: "wide", batch: panel.wide().clone() })?,
        cells: Py::new(py, Table { name: "cells", batch: panel.cells().clone() })?,
        counts: panel.statuses().iter().map(|(status, count)| (status.as_str().to_owned(), *count)).collect(),
    })
}

fn options(
    measures: &[String],
    by: Option<(String, String)>,
    group: Option<&str>,
    industry: Option<&str>,
) -> PyResult<PanelOptions> {
    let unknown = |what: &str, word: &str| PyValueError::new_err(format!("no {what} is called {word:?}"));
    let measure = |word: &String| Measure::from_code(word).ok_or_else(|| unknown("measure", word));
    let (level, time) = by.unwrap_or_else(|| ("county".to_owned(), "year".to_owned()));
    if time != "year" {
        return Err(PyValueError::new_err(format!(
            "by {time:?}: a panel is by a level of places and \"year\""
        )));
    }
    Ok(PanelOptions {
        measures: measures.iter().map(measure).collect::<PyResult<_>>()?,
        level: PlaceLevel::from_code(&level)
            .filter(|level| *level != PlaceLevel::Country)
            .ok_or_else(|| unknown("level of places", &level))?,
        groups: match group {
            None => vec![Group::All, Group::Poor],
            Some(word) => vec![Group::from_code(word).ok_or_else(|| unknown("group", word))?],
        },
        industry: industry
            .map(|word| ProgramKind::from_code(word).ok_or_else(|| unknown("line of action", word)))
            .transpose()?,
    })
}
