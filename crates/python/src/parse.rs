//! `parse`, `parse_file` and `Lexicon`.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lianjie_cli::in_order;
use lianjie_parser as lianjie;
use pyo3::exceptions::{PyOSError, PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};

use crate::error::{DecodeError, LexiconError};
use crate::record::Tuple;
use crate::report::Report;

/// The built-in words with rows of the user's.
///
/// Each item of `rows` is the name of a word class and the text of a TSV file: a header line, then a word and a
/// code, and an attr where the class has one. Words may be in either script; a word that the class has already gets
/// the new code. LexiconError names the class and the line.
///
/// >>> import lianjie
/// >>> words = lianjie.Lexicon([("industry", "word\tcode\n白玉蜗牛\tlivestock\n")])
/// >>> report = lianjie.parse("全县白玉蜗牛带动贫困户120户。", lexicon=words)
/// >>> report.observations[0].industry
/// 'livestock'
#[pyclass(frozen, module = "lianjie")]
pub(crate) struct Lexicon {
    rows: Vec<(String, String)>,
    words: Arc<lianjie::Lexicon>,
}

impl Lexicon {
    pub(crate) fn words(&self) -> Arc<lianjie::Lexicon> {
        Arc::clone(&self.words)
    }
}

#[pymethods]
impl Lexicon {
    #[new]
    fn new(rows: Vec<(String, String)>) -> PyResult<Self> {
        let mut files = Vec::new();
        for (name, text) in &rows {
            let class: lianjie::Class = name.parse().map_err(failed)?;
            files.push((class, text.as_str()));
        }
        let words = lianjie::Lexicon::with_rows(files).map_err(failed)?;
        Ok(Self { rows, words: Arc::new(words) })
    }

    /// Names of the word classes.
    ///
    /// >>> import lianjie
    /// >>> "industry" in lianjie.Lexicon.classes()
    /// True
    #[staticmethod]
    fn classes() -> Tuple<&'static str> {
        lianjie::Class::ALL.iter().map(|class| class.name()).collect()
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.rows == other.rows
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.rows.hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self) -> String {
        let classes: Vec<&str> = self.rows.iter().map(|(class, _)| class.as_str()).collect();
        format!("<Lexicon with rows of: {}>", classes.join(", "))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        (slf.get_type(), (slf.get().rows.clone(),)).into_pyobject(slf.py())
    }
}

fn failed(error: lianjie::LexiconError) -> PyErr {
    LexiconError::new_err(error.to_string())
}

/// Reads a report.
///
/// Text never fails: what cannot be read is in the report's diagnostics. Bytes are decoded first; DecodeError says
/// why they are no text.
///
/// >>> import lianjie
/// >>> from datetime import date
/// >>> report = lianjie.parse("去年，全县脱贫974户。", id="county", published=date(2018, 5, 11))
/// >>> observation = report.observations[0]
/// >>> observation.measure, report.figures[observation.figure].value, str(observation.period.to)
/// ('households_lifted', Decimal('974'), '2017-12-31')
#[pyfunction]
#[pyo3(signature = (text, *, id = "", published = None, source = None, lexicon = None))]
pub(crate) fn parse(
    py: Python<'_>,
    text: &Bound<'_, PyAny>,
    id: &str,
    published: Option<lianjie::NaiveDate>,
    source: Option<String>,
    lexicon: Option<Bound<'_, Lexicon>>,
) -> PyResult<Report> {
    let metadata = lianjie::Metadata { id: id.to_owned(), published, source };
    let text = if let Ok(text) = text.cast::<PyString>() {
        text.to_str().map_err(|error| lone_surrogate(py, &error))?.to_owned()
    } else if let Ok(bytes) = text.cast::<PyBytes>() {
        decode(py, bytes.as_bytes(), None)?
    } else {
        return Err(PyTypeError::new_err(format!(
            "text must be str or bytes, not {}",
            text.get_type().name()?
        )));
    };
    Ok(read(py, text, &metadata, lexicon.as_ref()))
}

/// Python strings may hold halves of characters, which no text has.
fn lone_surrogate(py: Python<'_>, error: &PyErr) -> PyErr {
    let at = error.value(py).getattr("start").and_then(|start| start.extract::<usize>()).unwrap_or_default();
    DecodeError::new_err(format!("not text: a lone surrogate at code point {at}"))
}

/// Reads a file; its stem becomes the document's id unless `id` is given.
///
/// DecodeError names the file; a file that cannot be opened raises OSError as everywhere in Python.
///
/// >>> import lianjie, pathlib, tempfile
/// >>> path = pathlib.Path(tempfile.mkdtemp(), "pingshan.txt")
/// >>> path.write_text("全县脱贫974户。", encoding="gb18030")
/// 9
/// >>> report = lianjie.parse_file(path)
/// >>> report.document.id, report.figures[0].text
/// ('pingshan', '974户')
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

/// Reads many files at a time, with the interpreter released; one that cannot be read does not stop the rest.
///
/// Gives the reports in the order of the paths, without those that could not be read, and why each of those could not.
/// `jobs` is how many files are read at a time, by default one for each processor. A file's stem becomes its document's
/// id.
///
/// >>> import lianjie, pathlib, tempfile
/// >>> with tempfile.TemporaryDirectory() as folder:
/// ...     path = pathlib.Path(folder, "pingshan.txt")
/// ...     _ = path.write_text("2017年，平山县脱贫974户。", encoding="utf-8")
/// ...     reports, errors = lianjie.parse_files([path, pathlib.Path(folder, "missing.txt")])
/// >>> [report.document.id for report in reports]
/// ['pingshan']
/// >>> [(path.name, type(error).__name__) for path, error in errors]
/// [('missing.txt', 'FileNotFoundError')]
#[pyfunction]
#[pyo3(signature = (paths, *, jobs = None, lexicon = None))]
pub(crate) fn parse_files(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    jobs: Option<std::num::NonZeroUsize>,
    lexicon: Option<Bound<'_, Lexicon>>,
) -> PyResult<(Tuple<Report>, Unread)> {
    let lexicon = lexicon.map(|lexicon| Arc::clone(&lexicon.get().words));
    let words = lexicon.as_deref().unwrap_or_else(|| lianjie::Lexicon::builtin());
    let jobs = jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, usize::from);
    // A fault of ours in one file is no reason to lose the others.
    let work =
        |path: &PathBuf| catch_unwind(AssertUnwindSafe(|| file(path, words))).unwrap_or(Err(Failure::Fault));
    let signals = |py: Python<'_>| py.check_signals();
    let mut read = Vec::new();
    py.detach(|| {
        in_order(&paths, jobs, work, |report| {
            read.push(report);
            // Ctrl-C ends the work between two files.
            if read.len() % LOOK == 0 { Python::attach(signals) } else { Ok(()) }
        })
    })?;
    let (mut reports, mut errors) = (Vec::new(), Vec::new());
    for (path, read) in paths.into_iter().zip(read) {
        match read {
            Ok(report) => reports.push(report),
            Err(failure) => {
                let error = failure.error(&path).into_value(py).into_any();
                errors.push((path, error));
            }
        }
    }
    Ok((reports.into_iter().collect(), errors.into_iter().collect()))
}

/// The files that gave no report, each with its exception.
type Unread = Tuple<(PathBuf, Py<PyAny>)>;

/// How many files are read between two looks at the interpreter.
const LOOK: usize = 32;

/// Why a file gave no report.
enum Failure {
    Io(std::io::Error),
    Decode(lianjie::DecodeError),
    /// The parser failed, which no text should bring about.
    Fault,
}

impl Failure {
    fn error(self, path: &Path) -> PyErr {
        match self {
            // The system's number and the path make Python choose FileNotFoundError and its like, as open() does.
            Self::Io(error) => match error.raw_os_error() {
                Some(number) => {
                    let message = error.to_string();
                    let message = message.split(" (os error").next().unwrap_or_default().to_owned();
                    PyOSError::new_err((number, message, path.to_owned()))
                }
                None => PyOSError::new_err(format!("{}: {error}", path.display())),
            },
            Self::Decode(error) => DecodeError::new_err(format!("{}: {error}", path.display())),
            Self::Fault => PyRuntimeError::new_err(format!(
                "{}: lianjie failed on this document; please report it",
                path.display()
            )),
        }
    }
}

fn file(path: &Path, words: &lianjie::Lexicon) -> Result<Report, Failure> {
    let bytes = std::fs::read(path).map_err(Failure::Io)?;
    let text = lianjie::Source::from_bytes(&bytes).map_err(Failure::Decode)?.into_text();
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let metadata = lianjie::Metadata { id, ..lianjie::Metadata::default() };
    let parsed = lianjie::Parser::with_lexicon(words).parse(&text, &metadata);
    Ok(Report::new(text, parsed))
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
    let lexicon = lexicon.map(|lexicon| Arc::clone(&lexicon.get().words));
    let parsed = py.detach(|| {
        let words = lexicon.as_deref().unwrap_or_else(|| lianjie::Lexicon::builtin());
        lianjie::Parser::with_lexicon(words).parse(&text, metadata)
    });
    Report::new(text, parsed)
}
