//! The exception tree: everything below `LianjieError`, which is a `ValueError`.

use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

create_exception!(
    lianjie,
    LianjieError,
    PyValueError,
    r#"Base of every error of this package.

>>> import lianjie
>>> try:
...     lianjie.Report.from_json("{}")
... except lianjie.LianjieError as error:
...     print(error)
Report: missing field `document` at line 1 column 2"#
);
create_exception!(
    lianjie,
    DecodeError,
    LianjieError,
    r#"Bytes that are not readable as text.

>>> import lianjie
>>> lianjie.parse(b"%PDF-1.7")
Traceback (most recent call last):
lianjie.DecodeError: not text: looks like a PDF document (byte 0)"#
);
create_exception!(
    lianjie,
    LexiconError,
    LianjieError,
    r#"Lexicon rows that cannot be used.

>>> import lianjie
>>> lianjie.Lexicon([("industry", "word\tcode\n白玉蜗牛\n")])
Traceback (most recent call last):
lianjie.LexiconError: industry.tsv line 2: a row needs a word and a code"#
);
create_exception!(
    lianjie,
    RecordError,
    LianjieError,
    r#"JSON that is not in the form of a record.

>>> import lianjie
>>> lianjie.Share.from_json('{"party": "household"}')
Traceback (most recent call last):
lianjie.RecordError: Share: missing field `share` at line 1 column 22"#
);
create_exception!(
    lianjie,
    TableError,
    LianjieError,
    r#"Records that a table cannot hold.

>>> import lianjie
>>> report = lianjie.parse("2017年，平山县贫困发生率0.12345678901%。", id="a")
>>> lianjie.tables(report)
Traceback (most recent call last):
lianjie.TableError: document "a": figures[0].value is 0.12345678901, which has more than 9 decimals"#
);
create_exception!(
    lianjie,
    SettleError,
    LianjieError,
    r#"Terms that cannot be settled on a case; `term`, `clause` and `input` name what the message speaks of.

>>> import lianjie
>>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 140}]}
>>> lianjie.settle([split], operator="enterprise", profits=[1])
Traceback (most recent call last):
lianjie.SettleError: term 0 (profit_split) cannot be settled: a share of 140 % is more than everything"#
);
create_exception!(
    lianjie,
    MissingInput,
    SettleError,
    r#"An input that neither the terms nor the case state: `input` is its name, `term` the index of the term that asks.

>>> import lianjie
>>> guarantee = {"type": "guaranteed_return", "percent": 10}
>>> try:
...     lianjie.settle([guarantee], operator="enterprise", years=1)
... except lianjie.MissingInput as error:
...     print(error.input, error.clause, error.term)
capital guaranteed_return 0"#
);

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("LianjieError", py.get_type::<LianjieError>())?;
    module.add("DecodeError", py.get_type::<DecodeError>())?;
    module.add("LexiconError", py.get_type::<LexiconError>())?;
    module.add("RecordError", py.get_type::<RecordError>())?;
    module.add("TableError", py.get_type::<TableError>())?;
    let settle = py.get_type::<SettleError>();
    for name in ["term", "clause", "input"] {
        settle.setattr(name, py.None())?;
    }
    module.add("SettleError", settle)?;
    module.add("MissingInput", py.get_type::<MissingInput>())
}
