//! `Report`: one parsed document with its text.

use std::sync::Arc;

use lianjie_parser::{self as core, Parsed};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::error::RecordError;
use crate::record;

#[pyclass(frozen, eq, hash, module = "lianjie")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Report {
    text: Arc<str>,
    records: Arc<core::Report>,
    diagnostics: Arc<[core::Diagnostic]>,
}

impl Report {
    pub(crate) fn new(text: String, parsed: Parsed) -> Self {
        Self { text: text.into(), records: Arc::new(parsed.report), diagnostics: parsed.diagnostics.into() }
    }
}

/// A list of records as Python objects.
fn list<T: Clone, P>(items: &[T], class: fn(T) -> P) -> Vec<P> {
    items.iter().cloned().map(class).collect()
}

#[pymethods]
impl Report {
    #[getter]
    fn text(&self) -> &str {
        &self.text
    }

    #[getter]
    fn document(&self) -> record::Document {
        record::Document(self.records.document.clone())
    }

    #[getter]
    fn figures(&self) -> Vec<record::Figure> {
        list(&self.records.figures, record::Figure)
    }

    #[getter]
    fn observations(&self) -> Vec<record::Observation> {
        list(&self.records.observations, record::Observation)
    }

    #[getter]
    fn programs(&self) -> Vec<record::Program> {
        list(&self.records.programs, record::Program)
    }

    #[getter]
    fn funding_sources(&self) -> Vec<record::FundingSource> {
        list(&self.records.funding_sources, record::FundingSource)
    }

    #[getter]
    fn schemes(&self) -> Vec<record::LinkageScheme> {
        list(&self.records.schemes, record::LinkageScheme)
    }

    #[getter]
    fn findings(&self) -> Vec<record::Finding> {
        list(&self.records.findings, record::Finding)
    }

    #[getter]
    fn diagnostics(&self) -> Vec<record::Diagnostic> {
        list(&self.diagnostics, record::Diagnostic)
    }

    #[pyo3(signature = (*, indent = None))]
    fn to_json(&self, indent: Option<usize>) -> PyResult<String> {
        let failed = |error: serde_json::Error| RecordError::new_err(error.to_string());
        let Some(indent) = indent else { return serde_json::to_string(&*self.records).map_err(failed) };
        let spaces = " ".repeat(indent);
        let mut bytes = Vec::new();
        let formatter = serde_json::ser::PrettyFormatter::with_indent(spaces.as_bytes());
        let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
        serde::Serialize::serialize(&*self.records, &mut serializer).map_err(failed)?;
        String::from_utf8(bytes).map_err(|error| RecordError::new_err(error.to_string()))
    }

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json(None)?,))
    }

    #[staticmethod]
    #[pyo3(signature = (json, *, text = ""))]
    fn from_json(json: &str, text: &str) -> PyResult<Self> {
        let report: core::Report =
            serde_json::from_str(json).map_err(|error| RecordError::new_err(format!("Report: {error}")))?;
        report.check().map_err(|errors| {
            let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
            RecordError::new_err(messages.join("; "))
        })?;
        Ok(Self { text: text.into(), records: Arc::new(report), diagnostics: Arc::new([]) })
    }

    #[staticmethod]
    fn _restore(json: &str, text: &str, diagnostics: &str) -> PyResult<Self> {
        let restored = Self::from_json(json, text)?;
        let diagnostics: Vec<core::Diagnostic> =
            serde_json::from_str(diagnostics).map_err(|error| RecordError::new_err(error.to_string()))?;
        Ok(Self { diagnostics: diagnostics.into(), ..restored })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let this = slf.get();
        let diagnostics = serde_json::to_string(&*this.diagnostics)
            .map_err(|error| RecordError::new_err(error.to_string()))?;
        let arguments = (this.to_json(None)?, &*this.text, diagnostics);
        (slf.get_type().getattr("_restore")?, arguments).into_pyobject(slf.py())
    }

    fn __repr__(&self) -> String {
        let report = &*self.records;
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
