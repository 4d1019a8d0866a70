//! `Report`: one parsed document with its text.

use std::sync::Arc;

use lianjie_export::page;
use lianjie_parser::{self as core, Parsed};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;

use crate::error::RecordError;
use crate::record::{self, Contents, Origin};

/// One parsed document with its text.
///
/// Records point at one another by index: `report.figures[observation.figure]`. Spans count code points:
/// `report.text[start:end]` is the quote.
///
/// >>> import lianjie
/// >>> report = lianjie.parse("2017年，全县整合涉农资金1.86亿元，带动贫困户940户，户均增收760元。", id="county")
/// >>> report
/// <Report "county": 3 figures, 3 observations, 1 programs, 1 funding sources, 0 schemes, 0 findings>
/// >>> start, end = report.figures[0].span
/// >>> report.text[start:end]
/// '1.86亿元'
/// >>> lianjie.Report.from_json(report.to_json(), text=report.text) == report
/// True
#[pyclass(frozen, eq, hash, module = "lianjie")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Report {
    contents: Arc<Contents>,
    diagnostics: Vec<core::Diagnostic>,
    lists: Lists,
}

#[derive(Default, PartialEq, Eq, Hash)]
struct Lists {
    figures: List,
    observations: List,
    programs: List,
    funding_sources: List,
    schemes: List,
    findings: List,
    diagnostics: List,
}

/// Records as Python objects, made when they are first asked for, so that `report.figures[i]` in a loop costs one look.
/// No part of the report's value: two reports are equal whether they were looked at or not.
struct List(PyOnceLock<Py<PyTuple>>);

impl Default for List {
    fn default() -> Self {
        Self(PyOnceLock::new())
    }
}

impl PartialEq for List {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for List {}

impl std::hash::Hash for List {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl Report {
    /// What the text was parsed from, to read it again.
    pub(crate) fn text_and_metadata(&self) -> (String, core::Metadata) {
        let core::Document { id, published, source, .. } = self.records().document.clone();
        (self.text().to_owned(), core::Metadata { id, published, source })
    }

    pub(crate) fn new(text: String, parsed: Parsed) -> Self {
        let Parsed { report, diagnostics } = parsed;
        let contents = Arc::new(Contents { records: report, text });
        Self { contents, diagnostics, lists: Lists::default() }
    }

    /// The records without their text.
    pub(crate) fn records(&self) -> &core::Report {
        &self.contents.records
    }

    /// The decoded text.
    pub(crate) fn written(&self) -> &str {
        &self.contents.text
    }

    /// Where the records of this report say that they come from.
    fn origin(&self) -> Origin {
        Origin::of(&self.contents)
    }

    /// The records and the text that their spans point into.
    pub(crate) fn parts(&self) -> (&core::Report, &str) {
        (&self.contents.records, &self.contents.text)
    }
}

/// Holds records that were made elsewhere, by hand or by a language model, against the report's text.
///
/// Gives the report with quotes that moved where they stand, and what does not hold: quotes that are nowhere in the
/// text, values and units that the quotes do not say, evidence past the end of the text. `Report.from_json` has refused
/// indexes that point at nothing. The text is audited too: the report's findings are joined by those among its figures.
///
/// >>> import json, lianjie
/// >>> text = "全县脱贫974户。"
/// >>> answer = lianjie.parse(text).to_dict()
/// >>> answer["figures"][0]["value"] = "947"
/// >>> records = lianjie.Report.from_json(json.dumps(answer), text=text)
/// >>> checked, doubts = lianjie.verify(records)
/// >>> doubts[0].message
/// '"974户" says 974, not 947'
#[pyfunction]
pub(crate) fn verify(py: Python<'_>, report: &Bound<'_, Report>) -> (Report, record::Tuple<record::Doubt>) {
    let Report { contents, diagnostics, .. } = report.get();
    let Contents { records, text } = &**contents;
    let verified = py.detach(|| core::verify(records, text, Some(&core::parse(text).report)));
    let parsed = Parsed { report: verified.report, diagnostics: diagnostics.clone() };
    (Report::new(text.clone(), parsed), verified.doubts.into_iter().map(record::Doubt).collect())
}

/// What several reports say of a place that cannot all be true: values of one period that do not meet, running totals that
/// shrink, more who left poverty than were poor.
///
/// >>> import lianjie
/// >>> reports = [lianjie.parse(f"2017年，平山县脱贫{count}户。") for count in (974, 1200)]
/// >>> for one in lianjie.compare(reports):
/// ...     print(one.place.name, one.measure, one.conflict)
/// 平山县 households_lifted same_period
#[pyfunction]
pub(crate) fn compare(py: Python<'_>, reports: Vec<Py<Report>>) -> record::Tuple<record::Disagreement> {
    let records: Vec<&core::Report> = reports.iter().map(|report| report.get().records()).collect();
    let found = py.detach(|| core::compare(records));
    found.into_iter().map(record::Disagreement).collect()
}

/// The JSON Schema of the JSON form, as Python objects: closed objects and code lists, fit for the structured output of
/// language models.
///
/// >>> import lianjie
/// >>> lianjie.schema()["title"]
/// 'Lianjie report'
#[pyfunction]
pub(crate) fn schema(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    py.import("json")?.call_method1("loads", (lianjie_cli::schema().to_string(),))
}

/// The records of a list as Python objects.
fn tuple<'py, T: Clone, P: IntoPyObject<'py>>(
    py: Python<'py>,
    list: &List,
    items: &[T],
    class: impl Fn(T) -> P,
) -> PyResult<Py<PyTuple>> {
    let make = || PyTuple::new(py, items.iter().cloned().map(&class)).map(Bound::unbind);
    list.0.get_or_try_init(py, make).map(|tuple| tuple.clone_ref(py))
}

#[pymethods]
impl Report {
    /// The decoded text; `text[start:end]` of a span is the quote.
    #[getter]
    fn text(&self) -> &str {
        &self.contents.text
    }

    /// What was read.
    #[getter]
    fn document(&self) -> record::Document {
        record::Document(self.contents.records.document.clone())
    }

    /// Every quantity of the body, in text order.
    #[getter]
    fn figures(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        tuple(py, &self.lists.figures, &self.contents.records.figures, |r| record::Figure(r, self.origin()))
    }

    /// Figures with what they measure, of whom, where and when.
    #[getter]
    fn observations(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        tuple(py, &self.lists.observations, &self.contents.records.observations, |r| {
            record::Observation(r, self.origin())
        })
    }

    /// What is done for poor households.
    #[getter]
    fn programs(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        tuple(py, &self.lists.programs, &self.contents.records.programs, |r| {
            record::Program(r, self.origin())
        })
    }

    /// The money that pays for it.
    #[getter]
    fn funding_sources(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        tuple(py, &self.lists.funding_sources, &self.contents.records.funding_sources, |r| {
            record::FundingSource(r, self.origin())
        })
    }

    /// How households are tied to enterprises, and who gets or bears what.
    #[getter]
    fn schemes(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        tuple(py, &self.lists.schemes, &self.contents.records.schemes, |r| {
            record::LinkageScheme(r, self.origin())
        })
    }

    /// What the audit found in the document's own arithmetic.
    #[getter]
    fn findings(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        tuple(py, &self.lists.findings, &self.contents.records.findings, |r| {
            record::Finding(r, self.origin())
        })
    }

    /// What gave no record, or a doubtful one.
    #[getter]
    fn diagnostics(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        tuple(py, &self.lists.diagnostics, &self.diagnostics, record::Diagnostic)
    }

    /// The JSON form, the same as the command writes. Diagnostics and the text are not part of it.
    #[pyo3(signature = (*, indent = None))]
    fn to_json(&self, indent: Option<usize>) -> PyResult<String> {
        let failed = |error: serde_json::Error| RecordError::new_err(error.to_string());
        let Some(indent) = indent else {
            return serde_json::to_string(&self.contents.records).map_err(failed);
        };
        let spaces = " ".repeat(indent);
        let mut bytes = Vec::new();
        let formatter = serde_json::ser::PrettyFormatter::with_indent(spaces.as_bytes());
        let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
        serde::Serialize::serialize(&self.contents.records, &mut serializer).map_err(failed)?;
        String::from_utf8(bytes).map_err(|error| RecordError::new_err(error.to_string()))
    }

    /// The JSON form as Python objects; measured numbers are decimal strings.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json(None)?,))
    }

    /// Reads the JSON form; RecordError names what is wrong with it.
    #[staticmethod]
    #[pyo3(signature = (json, *, text = ""))]
    fn from_json(json: &str, text: &str) -> PyResult<Self> {
        let report: core::Report =
            serde_json::from_str(json).map_err(|error| RecordError::new_err(format!("Report: {error}")))?;
        report.check().map_err(|errors| {
            let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
            RecordError::new_err(messages.join("; "))
        })?;
        Ok(Self::new(text.to_owned(), Parsed { report, diagnostics: Vec::new() }))
    }

    /// Reads what `to_dict` gives; Decimal and date objects are taken too.
    #[staticmethod]
    #[pyo3(signature = (report, *, text = ""))]
    fn from_dict(report: &Bound<'_, PyAny>, text: &str) -> PyResult<Self> {
        Self::from_json(&record::dumps(report)?, text)
    }

    /// A page of its own, which a browser opens: the text with what was read in it, findings and lists. It holds no script
    /// and loads nothing; `_repr_html_` gives the same as a part of a notebook.
    ///
    /// >>> import lianjie
    /// >>> report = lianjie.parse("全县脱贫974户。")
    /// >>> page = report.to_html()
    /// >>> page.startswith("<!DOCTYPE html>"), "974户</span>" in page
    /// (True, True)
    fn to_html(&self, py: Python<'_>) -> String {
        py.detach(|| page::document(self.contents.source(), &self.diagnostics))
    }

    /// The text with what was read in it, where a notebook shows the report.
    fn _repr_html_(&self, py: Python<'_>) -> String {
        py.detach(|| page::report(self.contents.source(), &self.diagnostics))
    }

    #[staticmethod]
    fn _restore(json: &str, text: &str, diagnostics: &str) -> PyResult<Self> {
        let restored = Self::from_json(json, text)?;
        let diagnostics =
            serde_json::from_str(diagnostics).map_err(|error| RecordError::new_err(error.to_string()))?;
        Ok(Self { diagnostics, ..restored })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let this = slf.get();
        let diagnostics = serde_json::to_string(&this.diagnostics)
            .map_err(|error| RecordError::new_err(error.to_string()))?;
        let arguments = (this.to_json(None)?, &this.contents.text, diagnostics);
        (slf.get_type().getattr("_restore")?, arguments).into_pyobject(slf.py())
    }

    fn __repr__(&self) -> String {
        let report = &self.contents.records;
        let name = report.document.title.as_deref().unwrap_or(&report.document.id).replace('\n', "");
        format!(
            "<Report {name:?}: {} figures, {} observations, {} programs, {} funding sources, {} schemes, {} findings>",
            report.figures.len(),
            report.observations.len(),
            report.programs.len(),
            report.funding_sources.len(),
            report.schemes.len(),
            report.findings.len()
        )
    }
}
