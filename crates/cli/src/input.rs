//! Takes paths, gives parsed documents in the order of the paths.

use std::io::{IsTerminal as _, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use lianjie_parser::{Class, Lexicon, LexiconError, Metadata, Parsed, Parser, Source};

use crate::args::Inputs;
use crate::find::{self, Files, Found};
use crate::progress::Progress;
use crate::stream::in_order;
use crate::{CommandError, complain, note};

/// A document that was read.
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    /// What it is called: the file's stem, its path below the folder that was named, or `stdin`.
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) parsed: Parsed,
    /// What was noticed while it was read.
    notes: Vec<String>,
    /// Size of the file.
    bytes: usize,
}

/// Calls `each` with every document, in the order of the paths; gives whether all of them could be read. What could
/// not is said on standard error.
pub(crate) fn for_each(
    inputs: &Inputs,
    each: impl FnMut(Document) -> Result<(), CommandError>,
) -> Result<bool, CommandError> {
    let files = find::files(inputs)?;
    if let Some((first, second)) = files.namesakes()
        && !inputs.quiet
    {
        let (one, other) = (first.path.display(), second.path.display());
        note(&format!("{one} and {other} are both called {:?}; --id path tells them apart", first.id));
    }
    for_each_of(&files, inputs, each)
}

/// The same with files that were found before.
pub(crate) fn for_each_of(
    files: &Files,
    inputs: &Inputs,
    mut each: impl FnMut(Document) -> Result<(), CommandError>,
) -> Result<bool, CommandError> {
    let mut all_read = files.all_found;
    let extra = lexicon(&inputs.lexicon)?;
    let parser = Parser::with_lexicon(extra.as_ref().unwrap_or_else(|| Lexicon::builtin()));
    let processors = || std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = inputs.jobs.map_or_else(processors, usize::from);
    let mut progress = Progress::new(files.list.len(), inputs.quiet || inputs.no_progress);
    // A fault of ours in one document is no reason to lose the others.
    let work = |file: &Found| {
        let read = catch_unwind(AssertUnwindSafe(|| read(file, parser)));
        read.unwrap_or_else(|_| {
            Err(format!("{}: lianjie failed on this document; please report it", name(&file.path)))
        })
    };
    in_order(&files.list, jobs, work, |document| -> Result<(), CommandError> {
        match document {
            Ok(document) => {
                progress.step(document.bytes);
                if !inputs.quiet {
                    for message in &document.notes {
                        progress.errors(|| note(message));
                    }
                }
                progress.output(|| each(document))?;
            }
            Err(message) => {
                progress.step(0);
                progress.errors(|| complain(&message));
                all_read = false;
            }
        }
        Ok(())
    })?;
    Ok(all_read)
}

/// Reads and parses one file; the error names it.
pub(crate) fn read(file: &Found, parser: Parser<'_>) -> Result<Document, String> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", name(&file.path));
    let bytes = bytes(file).map_err(|error| named(&error))?;
    let source = Source::from_bytes(&bytes).map_err(|error| named(&error))?;
    let mut notes = Vec::new();
    if source.replaced() > 0 {
        let (count, encoding) = (source.replaced(), source.encoding());
        notes.push(named(&format_args!("{count} malformed characters of {encoding} were read as U+FFFD")));
    }
    let text = source.into_text();
    if text.trim().is_empty() {
        notes.push(named(&"there is no text in it"));
    }
    let metadata = Metadata { id: file.id.clone(), ..Metadata::default() };
    let parsed = parser.parse(&text, &metadata);
    Ok(Document { path: file.path.clone(), id: file.id.clone(), text, parsed, notes, bytes: bytes.len() })
}

/// The same for one path; what was noticed is said on standard error.
pub(crate) fn read_one(path: &Path, parser: Parser<'_>) -> Result<Document, String> {
    let id = if find::is_stdin(path) {
        "stdin".into()
    } else {
        path.file_stem().unwrap_or_default().to_string_lossy()
    };
    let document = read(&Found { path: path.to_owned(), id: id.into_owned() }, parser)?;
    document.notes.iter().for_each(|message| note(message));
    Ok(document)
}

fn name(path: &Path) -> String {
    if find::is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() }
}

fn bytes(file: &Found) -> std::io::Result<Vec<u8>> {
    if !file.is_stdin() {
        return std::fs::read(&file.path);
    }
    let mut stdin = std::io::stdin().lock();
    if stdin.is_terminal() {
        let keys = if cfg!(windows) { "Ctrl-Z and Enter end" } else { "Ctrl-D ends" };
        note(&format!("reading standard input from the terminal; {keys} it"));
    }
    let mut bytes = Vec::new();
    stdin.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The built-in words with the rows of files, each named after its class; `None` without files.
pub(crate) fn lexicon(paths: &[PathBuf]) -> Result<Option<Lexicon>, CommandError> {
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
