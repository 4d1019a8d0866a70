"""Typed records from Chinese reports on rural development and poverty alleviation.

>>> import lianjie
>>> report = lianjie.parse("全县发放收益1836万元，涉及贫困户2720户，户均增收6750元。")
>>> report.figures[0].value
Decimal('18360000')
>>> start, end = report.figures[0].span
>>> report.text[start:end]
'1836万元'
"""

from lianjie._native import (
    DecodeError,
    Diagnostic,
    Disagreement,
    Document,
    Doubt,
    Figure,
    Finding,
    FundingSource,
    FundTerms,
    Lexicon,
    LexiconError,
    LianjieError,
    LinkageScheme,
    Measured,
    Observation,
    Period,
    Place,
    Program,
    RecordError,
    Repair,
    Report,
    Share,
    Statement,
    Term,
    __version__,
    compare,
    parse,
    parse_file,
    schema,
    verify,
)

__all__ = [
    "DecodeError",
    "Diagnostic",
    "Disagreement",
    "Document",
    "Doubt",
    "Figure",
    "Finding",
    "FundTerms",
    "FundingSource",
    "Lexicon",
    "LexiconError",
    "LianjieError",
    "LinkageScheme",
    "Measured",
    "Observation",
    "Period",
    "Place",
    "Program",
    "RecordError",
    "Repair",
    "Report",
    "Share",
    "Statement",
    "Term",
    "__version__",
    "compare",
    "parse",
    "parse_file",
    "schema",
    "verify",
]
