//! The module `lianjie._native`: converts, releases the interpreter, calls `lianjie-parser`, converts back.

#![expect(clippy::needless_pass_by_value, reason = "arguments are extracted from Python objects by value")]
#![expect(clippy::doc_link_with_quotes, reason = "lists of strings in Python examples are no links")]

mod command;
mod error;
mod exchange;
mod explain;
mod parse;
mod record;
mod report;
mod settle;
mod table;

use pyo3::prelude::*;

#[pymodule(name = "_native")]
fn native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    error::register(module)?;
    record::register(module)?;
    settle::register(module)?;
    table::register(module)?;
    exchange::register(module)?;
    module.add_class::<report::Report>()?;
    module.add_class::<parse::Lexicon>()?;
    module.add_class::<explain::Explanation>()?;
    module.add_function(wrap_pyfunction!(parse::parse, module)?)?;
    module.add_function(wrap_pyfunction!(parse::parse_file, module)?)?;
    module.add_function(wrap_pyfunction!(parse::parse_files, module)?)?;
    module.add_function(wrap_pyfunction!(explain::explain, module)?)?;
    module.add_function(wrap_pyfunction!(report::verify, module)?)?;
    module.add_function(wrap_pyfunction!(report::compare, module)?)?;
    module.add_function(wrap_pyfunction!(report::schema, module)?)?;
    module.add_function(wrap_pyfunction!(command::run, module)?)?;
    Ok(())
}
