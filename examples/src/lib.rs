//! The sample reports, and the README's Rust code as a test.

use std::path::{Path, PathBuf};

#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
struct Readme;

/// The sample reports, in the order of their names.
///
/// # Errors
/// When their folder cannot be read.
pub fn reports() -> std::io::Result<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ext| ext == "txt") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
