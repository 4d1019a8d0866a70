//! The command line, for the console script of the package.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the `lianjie` command with a process's arguments; gives the exit code.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, args: Vec<OsString>) -> u8 {
    py.detach(|| lianjie_cli::run(args))
}
