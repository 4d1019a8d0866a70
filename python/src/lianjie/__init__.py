"""Typed records from Chinese reports on rural development and poverty alleviation.

>>> import lianjie
>>> report = lianjie.parse("全县资产收益共计2451万元，涉及贫困人口3421户，户均增收7165元。")
>>> report.figures[0].value
Decimal('24510000')
>>> start, end = report.figures[0].span
>>> report.text[start:end]
'2451万元'
"""

from lianjie._native import (
    DecodeError,
    Diagnostic,
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
    Term,
    __version__,
    parse,
    parse_file,
    verify,
)

__all__ = [
    "DecodeError",
    "Diagnostic",
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
    "Term",
    "__version__",
    "parse",
    "parse_file",
    "verify",
]
