//! Codes with their meaning, annotations for other tools and from them, and scores.

use std::path::PathBuf;

use lianjie_export::annotation::{self, Imported, RecordKind, Sources, doccano, label_studio, web};
use lianjie_parser as core;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use serde_json::Value;

use crate::error::RecordError;
use crate::record::{Tuple, represent};
use crate::report::Report;

/// A code with its English label, its Chinese term, words by which reports say it, and its meaning.
///
/// `list` is the list that the code is of: `measure`, `unit`, `funding_kind`. Labels are for people and may be put better
/// in a later version; the code stays.
///
/// >>> import lianjie
/// >>> code = lianjie.codes("tie")[0]
/// >>> code.code, code.english, code.chinese, code.words
/// ('land_rent', 'land rent', '土地流转', ('流转', '租金'))
#[pyclass(frozen, eq, hash, module = "lianjie")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Code(core::Gloss);

#[pymethods]
impl Code {
    /// The list that the code is of: `measure`, `unit`, `funding_kind`.
    #[getter]
    fn list(&self) -> &'static str {
        self.0.list
    }

    /// The code, as it stands in records.
    #[getter]
    fn code(&self) -> &'static str {
        self.0.code
    }

    /// The code in English words.
    #[getter]
    fn english(&self) -> &'static str {
        self.0.english
    }

    /// The term of the field.
    #[getter]
    fn chinese(&self) -> &'static str {
        self.0.chinese
    }

    /// Words by which reports say it; which words are read is the lexicon's to say.
    #[getter]
    fn words(&self) -> Tuple<&'static str> {
        self.0.words().collect()
    }

    /// What it means, a sentence.
    #[getter]
    fn meaning(&self) -> &'static str {
        self.0.meaning
    }

    /// The fields by name, a row of a table.
    ///
    /// >>> import lianjie
    /// >>> lianjie.codes("confidence")[1].to_dict()["meaning"]
    /// "Read from context: a heading, the clause before, the document's place."
    fn to_dict<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
        let row = PyDict::new(slf.py());
        for field in FIELDS {
            row.set_item(field, slf.getattr(field)?)?;
        }
        Ok(row)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        represent(slf.as_any(), "Code", &FIELDS)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let arguments = (slf.get().0.list, slf.get().0.code);
        (slf.get_type().getattr("_restore")?, arguments).into_pyobject(slf.py())
    }

    #[staticmethod]
    fn _restore(list: &str, code: &str) -> PyResult<Self> {
        let gone = || crate::error::RecordError::new_err(format!("{list} has no code {code:?}"));
        core::gloss(list, code).copied().map(Self).ok_or_else(gone)
    }
}

const FIELDS: [&str; 6] = ["list", "code", "english", "chinese", "words", "meaning"];

/// Every code that records use, list by list, with what it means in English and Chinese; `list` asks for one list.
///
/// >>> import lianjie
/// >>> [row.chinese for row in lianjie.codes("verdict")]
/// ['相符', '矛盾', '已修复']
/// >>> {row.code: row.english for row in lianjie.codes("measure")}["income_gain_per_household"]
/// 'income gain per household'
/// >>> sorted({row.list for row in lianjie.codes()})[:3]
/// ['bound', 'confidence', 'conflict']
#[pyfunction]
#[pyo3(signature = (list = None))]
pub(crate) fn codes(list: Option<&str>) -> PyResult<Tuple<Code>> {
    let rows = core::glossary();
    if let Some(name) = list
        && !rows.iter().any(|row| row.list == name)
    {
        return Err(pyo3::exceptions::PyValueError::new_err(format!("no list of codes is called {name:?}")));
    }
    Ok(rows.iter().filter(|row| list.is_none_or(|name| row.list == name)).copied().map(Code).collect())
}

/// The kinds of record that lists of the JSON form hold; all of them when none is asked for.
fn kinds(records: Option<Vec<String>>) -> PyResult<Vec<RecordKind>> {
    let Some(records) = records else { return Ok(RecordKind::ALL.to_vec()) };
    let known = |name: &String| {
        let kind = RecordKind::ALL.into_iter().find(|kind| kind.list() == name);
        kind.ok_or_else(|| {
            pyo3::exceptions::PyValueError::new_err(format!("no list of records is called {name:?}"))
        })
    };
    records.iter().map(known).collect()
}

/// JSON as Python objects.
fn loads<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (value.to_string(),))
}

fn export<'py, W>(
    report: &Bound<'py, Report>,
    records: Option<Vec<String>>,
    write: W,
) -> PyResult<Bound<'py, PyAny>>
where
    W: Fn(&core::Report, &str, &[RecordKind]) -> Result<Value, annotation::ExportError> + Send + Sync,
{
    let py = report.py();
    let kinds = kinds(records)?;
    let report = report.get();
    let value = py.detach(|| write(report.records(), report.written(), &kinds));
    loads(py, &value.map_err(|error| RecordError::new_err(error.to_string()))?)
}

/// A task for Label Studio, with the report's records as its prediction; a file to import is a JSON list of tasks.
///
/// `records` asks for some lists only: `["figures", "schemes"]`. Offsets are code points, identifiers the same each time.
/// RecordError names a record that the text does not hold.
///
/// >>> import lianjie
/// >>> report = lianjie.parse("😀全县脱贫974户。", id="a")
/// >>> task = lianjie.to_label_studio(report)
/// >>> task["predictions"][0]["result"][0]["value"]
/// {'start': 5, 'end': 9, 'text': '974户', 'labels': ['figure']}
#[pyfunction]
#[pyo3(signature = (report, *, records = None))]
pub(crate) fn to_label_studio<'py>(
    report: &Bound<'py, Report>,
    records: Option<Vec<String>>,
) -> PyResult<Bound<'py, PyAny>> {
    export(report, records, label_studio::task)
}

/// The labelling configuration of a Label Studio project for such tasks: XML to paste into its settings.
///
/// >>> import lianjie
/// >>> lianjie.label_studio_config().startswith("<View>")
/// True
#[pyfunction]
pub(crate) fn label_studio_config() -> String {
    label_studio::config()
}

/// A line for doccano: spans with labels, or with `relations` the form with entities and relations.
///
/// A label says the kind of record and what it is: `figure/households_benefited/poor`, `funding_source/fiscal_special`.
///
/// >>> import lianjie
/// >>> report = lianjie.parse("😀全县脱贫974户。", id="a")
/// >>> lianjie.to_doccano(report)
/// {'text': '😀全县脱贫974户。', 'label': [[5, 9, 'figure/households_lifted/poor']], 'document': 'a'}
#[pyfunction]
#[pyo3(signature = (report, *, relations = false, records = None))]
pub(crate) fn to_doccano<'py>(
    report: &Bound<'py, Report>,
    relations: bool,
    records: Option<Vec<String>>,
) -> PyResult<Bound<'py, PyAny>> {
    if relations {
        export(report, records, doccano::related)
    } else {
        export(report, records, doccano::spans)
    }
}

/// A page of W3C Web Annotations (JSON-LD), one for each record; `base` stands before the document's id in its IRI.
///
/// >>> import lianjie
/// >>> report = lianjie.parse("全县脱贫974户。", id="a")
/// >>> page = lianjie.to_web_annotation(report, base="https://example.org/reports/")
/// >>> page["items"][0]["target"]["selector"][1]
/// {'type': 'TextPositionSelector', 'start': 4, 'end': 8}
#[pyfunction]
#[pyo3(signature = (report, *, base = "urn:x-lianjie:", records = None))]
pub(crate) fn to_web_annotation<'py>(
    report: &Bound<'py, Report>,
    base: &str,
    records: Option<Vec<String>>,
) -> PyResult<Bound<'py, PyAny>> {
    export(report, records, |report, text, kinds| web::page(report, text, kinds, base))
}

type Import = fn(&str, Sources<'_>) -> Result<Imported, annotation::ImportError>;

fn import(
    py: Python<'_>,
    file: &str,
    reports: Vec<Py<Report>>,
    read: Import,
) -> PyResult<(Tuple<Report>, Tuple<String>)> {
    let given: Vec<&core::Report> = reports.iter().map(|report| report.get().records()).collect();
    let imported = py.detach(|| {
        let exported =
            |id: &str| given.iter().find(|report| report.document.id == id).map(|report| (*report).clone());
        read(file, Sources { read: &|text| core::parse(text).report, exported: &exported })
    });
    let imported = imported.map_err(|error| RecordError::new_err(error.to_string()))?;
    let reports = imported.documents.into_iter().map(|annotated| {
        let parsed = core::Parsed { report: annotated.report, diagnostics: Vec::new() };
        Report::new(annotated.text, parsed)
    });
    Ok((reports.collect(), imported.problems.iter().map(ToString::to_string).collect()))
}

/// Reads what Label Studio exports as JSON: the corrected reports, and what had to be left out, by task and region.
///
/// `reports` are the reports that were exported, known by their ids: what the tool does not show (places, periods, terms of
/// schemes) stays as it is in them, and is None without them. New figures are read from their quotes. RecordError says why
/// a file is no such export.
///
/// >>> import json, lianjie
/// >>> report = lianjie.parse("全县脱贫974户。", id="a")
/// >>> task = lianjie.to_label_studio(report)
/// >>> task["annotations"] = task.pop("predictions")
/// >>> (gold,), problems = lianjie.from_label_studio(json.dumps([task]), reports=[report])
/// >>> gold.to_dict() == report.to_dict(), problems
/// (True, ())
#[pyfunction]
#[pyo3(signature = (json, *, reports = Vec::new()))]
pub(crate) fn from_label_studio(
    py: Python<'_>,
    json: &str,
    reports: Vec<Py<Report>>,
) -> PyResult<(Tuple<Report>, Tuple<String>)> {
    import(py, json, reports, label_studio::import)
}

/// Reads what doccano exports as JSONL, with or without relations: the corrected reports, and what had to be left out.
///
/// `reports` as in `from_label_studio`.
///
/// >>> import lianjie
/// >>> line = '{"id": 1, "text": "脱贫12户", "label": [[2, 5, "figure/households_lifted/poor"]]}'
/// >>> (gold,), problems = lianjie.from_doccano(line)
/// >>> gold.figures[0].value, gold.observations[0].measure
/// (Decimal('12'), 'households_lifted')
#[pyfunction]
#[pyo3(signature = (lines, *, reports = Vec::new()))]
pub(crate) fn from_doccano(
    py: Python<'_>,
    lines: &str,
    reports: Vec<Py<Report>>,
) -> PyResult<(Tuple<Report>, Tuple<String>)> {
    import(py, lines, reports, doccano::import)
}

/// What is scored: a folder of JSON files, or reports.
#[derive(FromPyObject)]
pub(crate) enum Given {
    #[pyo3(transparent)]
    Reports(Vec<Py<Report>>),
    #[pyo3(transparent)]
    Folder(PathBuf),
}

/// How well reports match annotations of the same documents: `f1` by kind of record, `fields` over the records that were
/// matched, the `mean` of the headline kinds, the `counts` they rest on, and `misses`, every record without its pair.
///
/// Both are folders of `<name>.json`, or both are reports, which are matched by their ids. A document without its report
/// counts as not found; of folders, `unread` says why.
///
/// >>> import lianjie
/// >>> report = lianjie.parse("全县脱贫974户。", id="a")
/// >>> lianjie.score([report], [report])["f1"]["figures"]
/// 1.0
#[pyfunction]
pub(crate) fn score(py: Python<'_>, gold: Given, reports: Given) -> PyResult<Bound<'_, PyAny>> {
    let value = match (gold, reports) {
        (Given::Folder(gold), Given::Folder(reports)) => {
            let scored = py.detach(|| lianjie_cli::score_folders(&gold, &reports));
            let (score, unread) = scored.map_err(RecordError::new_err)?;
            let mut value = lianjie_cli::score_json(&score);
            if let Some(value) = value.as_object_mut() {
                value.insert("unread".to_owned(), Value::from(unread));
            }
            value
        }
        (Given::Reports(gold), Given::Reports(reports)) => {
            let records = |reports: &'_ [Py<Report>]| -> Vec<core::Report> {
                reports.iter().map(|report| report.get().records().clone()).collect()
            };
            let (gold, reports) = (records(&gold), records(&reports));
            py.detach(|| lianjie_cli::score_json(&lianjie_cli::score_reports(&gold, &reports)))
        }
        _ => {
            let mixed = "gold and reports must both be folders, or both be reports";
            return Err(pyo3::exceptions::PyTypeError::new_err(mixed));
        }
    };
    loads(py, &value)
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Code>()?;
    module.add_function(wrap_pyfunction!(codes, module)?)?;
    module.add_function(wrap_pyfunction!(to_label_studio, module)?)?;
    module.add_function(wrap_pyfunction!(label_studio_config, module)?)?;
    module.add_function(wrap_pyfunction!(to_doccano, module)?)?;
    module.add_function(wrap_pyfunction!(to_web_annotation, module)?)?;
    module.add_function(wrap_pyfunction!(from_label_studio, module)?)?;
    module.add_function(wrap_pyfunction!(from_doccano, module)?)?;
    module.add_function(wrap_pyfunction!(score, module)?)
}
