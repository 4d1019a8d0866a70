//! Takes paths, patterns and lists as the user gives them, gives the files to read, in that order, each once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use globset::GlobBuilder;
use ignore::{DirEntry, WalkBuilder};

use crate::args::{Ids, Inputs};
use crate::{CommandError, complain};

/// A file to read.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// As the user named it, or below the folder that was named; `-` is standard input.
    pub(crate) path: PathBuf,
    /// What the document is called.
    pub(crate) id: String,
}

impl Found {
    pub(crate) fn is_stdin(&self) -> bool {
        is_stdin(&self.path)
    }
}

/// The files to read.
#[derive(Debug, Default)]
pub(crate) struct Files {
    pub(crate) list: Vec<Found>,
    /// Whether everything that was named is there.
    pub(crate) all_found: bool,
}

impl Files {
    /// Two files whose documents are called the same.
    pub(crate) fn namesakes(&self) -> Option<(&Found, &Found)> {
        let mut first = BTreeMap::new();
        self.list.iter().find_map(|file| Some((first.insert(key(&file.id), file)?, file)))
    }
}

/// Where the system does not tell capitals from small letters, names do not differ by them.
fn key(id: &str) -> String {
    if cfg!(any(windows, target_os = "macos")) { id.to_lowercase() } else { id.to_owned() }
}

/// Finds them. What is not there is said on standard error.
pub(crate) fn files(inputs: &Inputs) -> Result<Files, CommandError> {
    let mut finder = Finder { inputs, seen: BTreeSet::new(), files: Files::default() };
    finder.files.all_found = true;
    let listed = inputs.files_from.as_deref().map(listed).transpose()?.unwrap_or_default();
    let mut stdin = usize::from(inputs.files_from.as_deref().is_some_and(is_stdin));
    for path in inputs.paths.iter().chain(&listed) {
        stdin += usize::from(is_stdin(path));
        if stdin > 1 {
            return Err(CommandError::StdinTwice);
        }
        finder.take(path);
    }
    Ok(finder.files)
}

pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The paths of a list, one a line, or with a zero byte after each as `find -print0` writes them.
fn listed(path: &Path) -> Result<Vec<PathBuf>, CommandError> {
    let text = if is_stdin(path) {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    };
    let text = text.map_err(|error| CommandError::Io { path: path.to_owned(), error })?;
    let end = if text.contains('\0') { '\0' } else { '\n' };
    let names = text.trim_start_matches('\u{FEFF}').split(end).map(|name| name.trim_end_matches('\r'));
    Ok(names.filter(|name| !name.is_empty()).map(PathBuf::from).collect())
}

struct Finder<'a> {
    inputs: &'a Inputs,
    seen: BTreeSet<PathBuf>,
    files: Files,
}

impl Finder<'_> {
    fn take(&mut self, path: &Path) {
        if !is_stdin(path) && path.is_dir() {
            self.walk(path, path, is_report, "no .txt or .md files in this folder");
        } else if is_pattern(path) && std::fs::symlink_metadata(path).is_err() {
            self.pattern(path);
        } else {
            // A missing file is named when it is read.
            self.push(path, Path::new(path.file_name().unwrap_or_default()));
        }
    }

    /// Takes the files that a pattern names; shells that expand no patterns leave it to us.
    fn pattern(&mut self, pattern: &Path) {
        let glob = pattern.to_string_lossy();
        let glob = glob.strip_prefix("./").unwrap_or(&glob);
        let matcher = match GlobBuilder::new(glob).literal_separator(true).build() {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => return self.complain(&error.to_string()),
        };
        let base: PathBuf =
            Path::new(glob).components().take_while(|part| !is_pattern(part.as_ref())).collect();
        let root = if base.as_os_str().is_empty() { Path::new(".") } else { &base };
        let fits = |path: &Path| matcher.is_match(path.strip_prefix(".").unwrap_or(path));
        self.walk(root, pattern, fits, "no file has such a name");
    }

    /// Takes the files below a folder that fit; `named` is what the user called them.
    fn walk(&mut self, folder: &Path, named: &Path, fits: impl Fn(&Path) -> bool, none: &str) {
        let before = self.seen.len();
        let mut any = false;
        let mut walker = WalkBuilder::new(folder);
        walker.sort_by_file_path(Ord::cmp).require_git(false).follow_links(true);
        walker.filter_entry(once(folder));
        if self.inputs.no_ignore {
            walker.standard_filters(false);
        }
        for entry in walker.build() {
            match entry {
                Ok(entry) => {
                    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                    if is_file && fits(entry.path()) {
                        any = true;
                        self.push(entry.path(), entry.path().strip_prefix(folder).unwrap_or(entry.path()));
                    }
                }
                // What a link leads back to is read where it stands.
                Err(error) if is_loop(&error) => {}
                Err(error) => self.complain(&error.to_string()),
            }
        }
        if !any && self.seen.len() == before {
            let hint =
                if self.inputs.no_ignore { "" } else { " (hidden and ignored ones aside, see --no-ignore)" };
            self.complain(&format!("{}: {none}{hint}", named.display()));
        }
    }

    fn push(&mut self, path: &Path, relative: &Path) {
        if !self.seen.insert(std::path::absolute(path).unwrap_or_else(|_| path.to_owned())) {
            return;
        }
        let id = match self.inputs.id {
            _ if is_stdin(path) => "stdin".to_owned(),
            Ids::Stem => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            Ids::Path => {
                let parts = relative.with_extension("");
                let parts: Vec<_> =
                    parts.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                parts.join("/")
            }
        };
        self.files.list.push(Found { path: path.to_owned(), id });
    }

    fn complain(&mut self, message: &str) {
        complain(message);
        self.files.all_found = false;
    }
}

/// Lets each folder in once, whatever links lead to it, so that nothing below it is counted twice.
fn once(root: &Path) -> impl Fn(&DirEntry) -> bool + Send + Sync + 'static {
    let seen = Mutex::new(root.canonicalize().into_iter().collect::<BTreeSet<PathBuf>>());
    move |entry| {
        if entry.depth() == 0 || !entry.file_type().is_some_and(|kind| kind.is_dir()) {
            return true;
        }
        // A folder that cannot be resolved is complained of when it is read.
        let Ok(real) = entry.path().canonicalize() else { return true };
        seen.lock().unwrap_or_else(PoisonError::into_inner).insert(real)
    }
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

/// Of a folder, what is read.
fn is_report(path: &Path) -> bool {
    let has = |extension: &str| path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case(extension));
    (has("txt") || has("md")) && path.file_stem().is_none_or(|stem| stem != "README")
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => is_loop(err),
        _ => false,
    }
}
