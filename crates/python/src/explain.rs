//! `explain` and `Explanation`.

use lianjie_parser as core;
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::error::RecordError;
use crate::parse::Lexicon;
use crate::record::{Figure, Origin, Tuple};
use crate::report::Report;

/// Why one place of a text was read as it was: the number and the words that gave its unit and bound, what its clause
/// speaks of and since when, the rule and the weights behind its measure, the records that use it.
///
/// Printed, it is a list for a person; `to_dict()` has everything.
///
/// >>> import lianjie
/// >>> text = "2018年，全县共发放分红412万元，惠及贫困户1630户。"
/// >>> why = lianjie.explain(text, text.index("412"))
/// >>> why.figure.text, why.measure
/// ('412万元', 'dividend')
/// >>> why.to_dict()["scope"]["period"]["named"]["text"]
/// '2018年'
/// >>> print(str(why).splitlines()[2])
/// figure       412万元 = 4120000 yuan, exact, last digit 10000  (figures[0])
/// >>> lianjie.explain("全村第三次分红。", 3).no_figure
/// 'ordinal'
#[pyclass(frozen, eq, hash, module = "lianjie")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Explanation(core::Explanation);

#[pymethods]
impl Explanation {
    /// The code point that was asked about.
    #[getter]
    fn offset(&self) -> u32 {
        self.0.offset
    }

    /// The figure there.
    #[getter]
    fn figure(&self) -> Option<Figure> {
        self.0.figure.as_ref().map(|reading| Figure(reading.figure.clone(), Origin::default()))
    }

    /// Why there is none: `date`, `ordinal`, `set_phrase`, `left_out`, `no_number`, …
    #[getter]
    fn no_figure(&self) -> Option<&'static str> {
        self.0.no_figure.as_ref().map(|why| why.code)
    }

    /// What the figure measures.
    #[getter]
    fn measure(&self) -> Option<String> {
        self.0.measure.as_ref()?.measure.map(|measure| measure.to_string())
    }

    /// The rule that said so.
    #[getter]
    fn rule(&self) -> Option<&str> {
        self.0.measure.as_ref()?.rule.as_deref()
    }

    /// How sure it is.
    #[getter]
    fn confidence(&self) -> Option<&str> {
        self.0.measure.as_ref()?.confidence.as_deref()
    }

    /// The records that use the figure: `observations[3]`, `programs[0].coverage.jobs`.
    #[getter]
    fn used_by(&self) -> Tuple<&str> {
        self.0.used_by.iter().map(String::as_str).collect()
    }

    /// Everything, as JSON.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&self.0).map_err(|error| RecordError::new_err(error.to_string()))
    }

    /// Everything, as Python objects.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json()?,))
    }

    fn __repr__(&self) -> String {
        self.0.to_string()
    }
}

/// Explains why a place was read as it was; `offset` counts code points, as spans do.
///
/// Of a report, its text is read again with what the report knows of its publication; give the lexicon that it was parsed
/// with. IndexError when the text has no such place.
///
/// >>> import lianjie
/// >>> report = lianjie.parse("全县脱贫974户。")
/// >>> lianjie.explain(report, report.figures[0].span[0]).measure
/// 'households_lifted'
#[pyfunction]
#[pyo3(signature = (text, offset, *, lexicon = None))]
pub(crate) fn explain(
    py: Python<'_>,
    text: &Bound<'_, PyAny>,
    offset: u32,
    lexicon: Option<Bound<'_, Lexicon>>,
) -> PyResult<Explanation> {
    let (text, metadata) = if let Ok(report) = text.cast::<Report>() {
        report.get().text_and_metadata()
    } else {
        (text.cast::<PyString>()?.to_str()?.to_owned(), core::Metadata::default())
    };
    let lexicon = lexicon.map(|lexicon| lexicon.get().words());
    let length = text.chars().count();
    if usize::try_from(offset).is_ok_and(|offset| offset >= length) {
        return Err(PyIndexError::new_err(format!("there is no code point {offset}; the text has {length}")));
    }
    Ok(Explanation(py.detach(|| {
        let words = lexicon.as_deref().unwrap_or_else(|| core::Lexicon::builtin());
        core::Parser::with_lexicon(words).explain(&text, &metadata, offset)
    })))
}
