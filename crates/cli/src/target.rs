//! Takes the name of a file to write, gives a writer whose file gets the name only when all of it is written: whatever
//! ends the run before leaves an older file of that name as it was, and never half of a new one.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::CommandError;

/// A file that is being written, beside the one that it will replace.
pub(crate) struct Target {
    path: PathBuf,
    partial: PathBuf,
    out: Option<BufWriter<File>>,
}

impl Target {
    /// Starts a file; its folder must exist.
    fn new(path: &Path) -> Result<Self, CommandError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let partial = path.with_file_name(format!(".{name}.{}.partial", std::process::id()));
        let failed = |error| CommandError::Io { path: path.to_owned(), error };
        if path.is_dir() {
            return Err(failed(std::io::ErrorKind::IsADirectory.into()));
        }
        let file = File::create(&partial).map_err(failed)?;
        Ok(Self { path: path.to_owned(), partial, out: Some(BufWriter::new(file)) })
    }

    /// Gives the file its name.
    fn finish(mut self) -> Result<(), CommandError> {
        let failed = |error| CommandError::Io { path: self.path.clone(), error };
        if let Some(out) = self.out.take() {
            // Closed before it is renamed: some systems move no open file.
            drop(out.into_inner().map_err(|error| failed(error.into_error()))?);
        }
        std::fs::rename(&self.partial, &self.path).map_err(failed)
    }

    /// Writes a whole file.
    pub(crate) fn write(
        path: &Path,
        content: impl FnOnce(&mut Self) -> Result<(), CommandError>,
    ) -> Result<(), CommandError> {
        let mut target = Self::new(path)?;
        content(&mut target).map_err(|error| match error {
            // What the content could not write was this file.
            CommandError::Output(error) => CommandError::Io { path: path.to_owned(), error },
            other => other,
        })?;
        target.finish()
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.out.as_mut().map_or(Ok(0), |out| out.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        // After `finish` there is nothing of this name.
        self.out = None;
        let _ = std::fs::remove_file(&self.partial);
    }
}

/// Makes the folder that files are to be written into.
pub(crate) fn folder(path: &Path) -> Result<(), CommandError> {
    let failed = |error| CommandError::Io { path: path.to_owned(), error };
    if path.exists() && !path.is_dir() {
        return Err(failed(std::io::ErrorKind::NotADirectory.into()));
    }
    std::fs::create_dir_all(path).map_err(failed)
}
