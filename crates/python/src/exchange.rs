//! Codes with their meaning, as Python objects.

use lianjie_parser as core;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::record::{Tuple, represent};

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

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Code>()?;
    module.add_function(wrap_pyfunction!(codes, module)?)
}
