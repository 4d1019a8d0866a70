//! `parse`, `parse_file` and `Lexicon`.

use std::path::PathBuf;
use std::sync::Arc;

use lianjie_parser as lianjie;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::error::{DecodeError, LexiconError};
use crate::report::Report;

/// A text, or the bytes of one.
#[derive(FromPyObject)]
pub(crate) enum Input<'py> {
    Text(String),
    Bytes(Bound<'py, PyBytes>),
}

/// The built-in words with rows of the user's.
#[pyclass(frozen, module = "lianjie")]
#[derive(Clone)]
pub(crate) struct Lexicon(Arc<lianjie::Lexicon>);

#[pymethods]
impl Lexicon {
    #[new]
    fn new(rows: Vec<(String, String)>) -> PyResult<Self> {
        let mut files = Vec::new();
        for (name, text) in &rows {
            let class =
                lianjie::Class::ALL.iter().copied().find(|class| class.name() == name).ok_or_else(|| {
                    LexiconError::new_err(lianjie::LexiconError::UnknownClass(name.clone()).to_string())
                })?;
            files.push((class, text.as_str()));
        }
        lianjie::Lexicon::with_rows(files)
            .map(|lexicon| Self(Arc::new(lexicon)))
            .map_err(|error| LexiconError::new_err(error.to_string()))
    }

    #[staticmethod]
    fn classes() -> Vec<&'static str> {
        lianjie::Class::ALL.iter().map(|class| class.name()).collect()
    }
}

#[pyfunction]
#[pyo3(signature = (text, *, id = "", published = None, source = None, lexicon = None))]
pub(crate) fn parse(
    py: Python<'_>,
    text: Input<'_>,
    id: &str,
    published: Option<lianjie::NaiveDate>,
    source: Option<String>,
    lexicon: Option<Bound<'_, Lexicon>>,
) -> PyResult<Report> {
    let metadata = lianjie::Metadata { id: id.to_owned(), published, source };
    let text = match text {
        Input::Text(text) => text,
        Input::Bytes(bytes) => decode(py, bytes.as_bytes(), None)?,
    };
    Ok(read(py, text, &metadata, lexicon.as_ref()))
}

#[pyfunction]
#[pyo3(signature = (path, *, id = None, published = None, source = None, lexicon = None))]
pub(crate) fn parse_file(
    py: Python<'_>,
    path: PathBuf,
    id: Option<String>,
    published: Option<lianjie::NaiveDate>,
    source: Option<String>,
    lexicon: Option<Bound<'_, Lexicon>>,
) -> PyResult<Report> {
    // Python's own reader, so that a missing file gives the exception that Python users expect.
    let bytes = py.import("pathlib")?.getattr("Path")?.call1((&path,))?.call_method0("read_bytes")?;
    let text = decode(py, bytes.cast::<PyBytes>()?.as_bytes(), Some(&path))?;
    let stem = || path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let metadata = lianjie::Metadata { id: id.unwrap_or_else(stem), published, source };
    Ok(read(py, text, &metadata, lexicon.as_ref()))
}

fn decode(py: Python<'_>, bytes: &[u8], path: Option<&PathBuf>) -> PyResult<String> {
    let source = py.detach(|| lianjie::Source::from_bytes(bytes));
    source.map(lianjie::Source::into_text).map_err(|error| {
        DecodeError::new_err(match path {
            Some(path) => format!("{}: {error}", path.display()),
            None => error.to_string(),
        })
    })
}

fn read(
    py: Python<'_>,
    text: String,
    metadata: &lianjie::Metadata,
    lexicon: Option<&Bound<'_, Lexicon>>,
) -> Report {
    let lexicon = lexicon.map(|lexicon| Arc::clone(&lexicon.get().0));
    let parsed = py.detach(|| {
        let words = lexicon.as_deref().unwrap_or_else(|| lianjie::Lexicon::builtin());
        lianjie::Parser::with_lexicon(words).parse(&text, metadata)
    });
    Report::new(text, parsed)
}
