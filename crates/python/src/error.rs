//! The exception tree: everything below `LianjieError`, which is a `ValueError`.

use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

create_exception!(lianjie, LianjieError, PyValueError, "Base of every error of this package.");
create_exception!(lianjie, DecodeError, LianjieError, "Bytes that are not readable as text.");
create_exception!(lianjie, LexiconError, LianjieError, "Lexicon rows that cannot be used.");
create_exception!(lianjie, RecordError, LianjieError, "JSON that is not in the form of a record.");
create_exception!(
    lianjie,
    SettleError,
    LianjieError,
    "Terms that cannot be settled on a case; `term`, `clause` and `input` name what the message speaks of."
);
create_exception!(
    lianjie,
    MissingInput,
    SettleError,
    "An input that neither the terms nor the case state: `input` is its name, `term` the index of the term that asks."
);

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("LianjieError", py.get_type::<LianjieError>())?;
    module.add("DecodeError", py.get_type::<DecodeError>())?;
    module.add("LexiconError", py.get_type::<LexiconError>())?;
    module.add("RecordError", py.get_type::<RecordError>())?;
    let settle = py.get_type::<SettleError>();
    for name in ["term", "clause", "input"] {
        settle.setattr(name, py.None())?;
    }
    module.add("SettleError", settle)?;
    module.add("MissingInput", py.get_type::<MissingInput>())
}
