//! Takes paths, gives parsed documents in the order of the paths.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use lianjie_parser::{Class, Lexicon, LexiconError, Metadata, Parsed, Parser, Source};
use rayon::prelude::*;

use crate::args::Inputs;
use crate::{CommandError, complain};

/// How many documents are held at a time.
const CHUNK: usize = 256;

/// A document that was read.
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    /// The file's stem, or `stdin`.
    pub(crate) stem: String,
    pub(crate) text: String,
    pub(crate) parsed: Parsed,
}

/// Calls `each` with every document, in the order of the paths; gives whether all of them could be read. What could
/// not is said on standard error.
pub(crate) fn for_each(
    inputs: &Inputs,
    mut each: impl FnMut(Document) -> Result<(), CommandError>,
) -> Result<bool, CommandError> {
    let mut all_read = true;
    let mut files = Vec::new();
    for path in &inputs.paths {
        all_read &= collect(path, &mut files);
    }
    let extra = lexicon(&inputs.lexicon)?;
    let parser = Parser::with_lexicon(extra.as_ref().unwrap_or_else(|| Lexicon::builtin()));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(inputs.jobs.unwrap_or(0))
        .build()
        .map_err(std::io::Error::other)?;
    for chunk in files.chunks(CHUNK) {
        let read: Vec<_> = if chunk.len() == 1 {
            chunk.iter().map(|path| read(path, parser)).collect()
        } else {
            pool.install(|| chunk.par_iter().map(|path| read(path, parser)).collect())
        };
        for document in read {
            match document {
                Ok(document) => each(document)?,
                Err(message) => {
                    complain(&message);
                    all_read = false;
                }
            }
        }
    }
    Ok(all_read)
}

/// Adds the files that a path stands for; gives whether it could be read.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> bool {
    if path.as_os_str() == "-" || !path.is_dir() {
        // A missing file is named when it is read.
        files.push(path.to_owned());
        return true;
    }
    let mut all_read = true;
    let before = files.len();
    for entry in ignore::WalkBuilder::new(path).sort_by_file_path(Ord::cmp).require_git(false).build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                let has = |extension: &str| {
                    entry.path().extension().is_some_and(|ext| ext.eq_ignore_ascii_case(extension))
                };
                let is_text = has("txt") || has("md");
                let is_readme = entry.path().file_stem().is_some_and(|stem| stem == "README");
                if is_file && is_text && !is_readme {
                    files.push(entry.into_path());
                }
            }
            Err(error) => {
                complain(&error.to_string());
                all_read = false;
            }
        }
    }
    if files.len() == before {
        complain(&format!("{}: no .txt or .md files in this folder", path.display()));
        all_read = false;
    }
    all_read
}

pub(crate) fn read(path: &Path, parser: Parser<'_>) -> Result<Document, String> {
    let is_stdin = path.as_os_str() == "-";
    let named = |error: &dyn std::fmt::Display| {
        format!("{}: {error}", if is_stdin { Path::new("standard input").display() } else { path.display() })
    };
    let bytes = if is_stdin {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|error| named(&error))?;
        bytes
    } else {
        std::fs::read(path).map_err(|error| named(&error))?
    };
    let source = Source::from_bytes(&bytes).map_err(|error| named(&error))?;
    if source.replaced() > 0 {
        let (count, encoding) = (source.replaced(), source.encoding());
        complain(&named(&format_args!("{count} malformed characters of {encoding} were read as U+FFFD")));
    }
    let text = source.into_text();
    let stem = if is_stdin {
        "stdin".to_owned()
    } else {
        path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    };
    let metadata = Metadata { id: stem.clone(), ..Metadata::default() };
    let parsed = parser.parse(&text, &metadata);
    Ok(Document { path: path.to_owned(), stem, text, parsed })
}

fn lexicon(paths: &[PathBuf]) -> Result<Option<Lexicon>, CommandError> {
    if paths.is_empty() {
        return Ok(None);
    }
    let mut files = Vec::new();
    for path in paths {
        let text =
            std::fs::read_to_string(path).map_err(|error| CommandError::Io { path: path.clone(), error })?;
        let failed = |error| CommandError::Lexicon { path: path.clone(), error };
        let class: Class = path.file_stem().unwrap_or_default().to_string_lossy().parse().map_err(failed)?;
        files.push((path, class, text));
    }
    let rows = files.iter().map(|(_, class, text)| (*class, text.as_str()));
    Lexicon::with_rows(rows).map(Some).map_err(|error| {
        let wrong = match &error {
            LexiconError::Header { class }
            | LexiconError::Code { class, .. }
            | LexiconError::Row { class, .. }
            | LexiconError::Size { class, .. } => Some(*class),
            _ => None,
        };
        let file = files.iter().find(|(_, class, _)| wrong.is_none_or(|wrong| wrong == *class));
        CommandError::Lexicon { path: file.map(|(path, ..)| (*path).clone()).unwrap_or_default(), error }
    })
}
