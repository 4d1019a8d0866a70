"""Types of the native module. Offsets are code points of the decoded text; money is in yuan."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from os import PathLike
from typing import Any, TypeAlias, final

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
    "run",
    "schema",
    "verify",
]

__version__: str

_Span: TypeAlias = tuple[int, int]

class LianjieError(ValueError):
    """Base of every error of this package."""

class DecodeError(LianjieError):
    """Bytes that are not readable as text."""

class LexiconError(LianjieError):
    """Lexicon rows that cannot be used."""

class RecordError(LianjieError):
    """JSON that is not in the form of a record."""

@final
class Place:
    """An administrative division, e.g. 平山县.

    `path` holds the names from the province down to the place itself, as far as they are known; `adcode` is the code of
    GB/T 2260 for county and above, None below and where a name stayed ambiguous.
    """

    @property
    def name(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def adcode(self) -> str | None: ...
    @property
    def path(self) -> tuple[str, ...]: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Place:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Period:
    """A stretch of days, or a day at which a stock is read.

    `截至2018年5月份` has `as_of` set, `to` 2018-05-31 and no `from_`. At least one end is known.
    """

    @property
    def from_(self) -> date | None: ...
    @property
    def to(self) -> date | None: ...
    @property
    def as_of(self) -> bool: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Period:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Document:
    """What was read: headline, day of publication, outlet, script, and the place that it is about."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def published(self) -> date | None: ...
    @property
    def source(self) -> str | None: ...
    @property
    def script(self) -> str: ...
    @property
    def place(self) -> Place | None: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Document:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Figure:
    """A quantity as the text prints it: `2.46亿元`, `3萬餘元`, `5—10倍`, `1∶2∶7`.

    `value` is exact and in the base unit: money in yuan, percentages in percent, lengths in kilometres, all else in what
    `unit` names. A range has `upper`; a ratio has `parts` and no value. `bound` is how firm the text is (余 is `over`),
    `quantum` the size of the last printed digit in the base unit, `per` what one unit of it is for.
    """

    @property
    def span(self) -> _Span: ...
    @property
    def text(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def upper(self) -> Decimal | None: ...
    @property
    def parts(self) -> tuple[Decimal, ...] | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def bound(self) -> str: ...
    @property
    def quantum(self) -> Decimal | None: ...
    @property
    def per(self) -> tuple[str, ...]: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Figure:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Measured:
    """A figure's value where a record uses it; units as in Figure.

    `value` differs from that of `report.figures[figure]` where the audit repaired digits.
    """

    @property
    def value(self) -> Decimal | None: ...
    @property
    def upper(self) -> Decimal | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def bound(self) -> str: ...
    @property
    def figure(self) -> int: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Measured:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Observation:
    """What a figure measures, of whom, where and when.

    In 「2017年，全县186个贫困村产业覆盖率98%」 `98%` is the coverage_rate of the group `poor` in 2017. `rule` names the
    rule that made the record; `confidence` is `stated`, `inferred` or `doubtful`.
    """

    @property
    def figure(self) -> int: ...
    @property
    def measure(self) -> str: ...
    @property
    def place(self) -> Place | None: ...
    @property
    def period(self) -> Period | None: ...
    @property
    def industry(self) -> str | None: ...
    @property
    def group(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Observation:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Program:
    """A line of action, with whom it reached (`coverage`) and what came of it (`outcomes`), each by measure.

    `funding` and `schemes` are indexes into the report's funding sources and schemes.
    """

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def place(self) -> Place | None: ...
    @property
    def period(self) -> Period | None: ...
    @property
    def coverage(self) -> dict[str, Measured]: ...
    @property
    def outcomes(self) -> dict[str, Measured]: ...
    @property
    def operators(self) -> tuple[str, ...]: ...
    @property
    def funding(self) -> tuple[int, ...]: ...
    @property
    def schemes(self) -> tuple[int, ...]: ...
    @property
    def evidence(self) -> tuple[_Span, ...]: ...
    @property
    def rule(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Program:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class FundTerms:
    """Terms of a loan product, a guarantee or a fund.

    `ceiling` is in yuan, `tenor_years` in years, rates in percent; `leverage` is the least and the most.
    """

    @property
    def ceiling(self) -> Decimal | None: ...
    @property
    def tenor_years(self) -> Decimal | None: ...
    @property
    def rate_percent(self) -> Decimal | None: ...
    @property
    def rate_basis(self) -> str | None: ...
    @property
    def subsidy_percent(self) -> Decimal | None: ...
    @property
    def collateral_free(self) -> bool | None: ...
    @property
    def leverage(self) -> tuple[Decimal, ...] | None: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> FundTerms:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Share:
    """One party's part of a division, in the text's own proportion."""

    @property
    def party(self) -> str: ...
    @property
    def share(self) -> Decimal: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Share:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class FundingSource:
    """A source of money: kind, sum in yuan, whose it is, where it goes.

    `part_of` is the index of the total that it is a component of (其中); `growth` is percent against the year before.
    """

    @property
    def kind(self) -> str: ...
    @property
    def amount(self) -> Measured | None: ...
    @property
    def level(self) -> str | None: ...
    @property
    def provider(self) -> str | None: ...
    @property
    def recipient(self) -> str | None: ...
    @property
    def place(self) -> Place | None: ...
    @property
    def period(self) -> Period | None: ...
    @property
    def purpose(self) -> str | None: ...
    @property
    def growth(self) -> Measured | None: ...
    @property
    def terms(self) -> FundTerms | None: ...
    @property
    def risk_share(self) -> tuple[Share, ...] | None: ...
    @property
    def part_of(self) -> int | None: ...
    @property
    def evidence(self) -> tuple[_Span, ...]: ...
    @property
    def rule(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> FundingSource:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Term:
    """One provision of a scheme; a field that its `type_` does not have is None.

    Amounts and ceilings are in yuan, rates in percent, tenors in years.
    """

    @property
    def type_(self) -> str | None: ...
    @property
    def rate_percent(self) -> Decimal | None: ...
    @property
    def bound(self) -> str | None: ...
    @property
    def base(self) -> str | None: ...
    @property
    def per(self) -> tuple[str, ...] | None: ...
    @property
    def shares(self) -> tuple[Share, ...] | None: ...
    @property
    def party(self) -> str | None: ...
    @property
    def amount(self) -> Decimal | None: ...
    @property
    def upper(self) -> Decimal | None: ...
    @property
    def percent(self) -> Decimal | None: ...
    @property
    def of(self) -> str | None: ...
    @property
    def ceiling(self) -> Decimal | None: ...
    @property
    def tenor_years(self) -> Decimal | None: ...
    @property
    def rate_basis(self) -> str | None: ...
    @property
    def subsidy_percent(self) -> Decimal | None: ...
    @property
    def collateral_free(self) -> bool | None: ...
    @property
    def years(self) -> Decimal | None: ...
    @property
    def evidence(self) -> tuple[_Span, ...]: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Term:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class LinkageScheme:
    """An arrangement that ties households to enterprises, cooperatives, banks or the village.

    `parties` are in the order of the chain; `ties` say how the household is tied, `terms` what was agreed.
    """

    @property
    def name(self) -> str | None: ...
    @property
    def parties(self) -> tuple[str, ...]: ...
    @property
    def ties(self) -> tuple[str, ...]: ...
    @property
    def terms(self) -> tuple[Term, ...]: ...
    @property
    def operators(self) -> tuple[str, ...]: ...
    @property
    def place(self) -> Place | None: ...
    @property
    def period(self) -> Period | None: ...
    @property
    def coverage(self) -> dict[str, Measured]: ...
    @property
    def outcomes(self) -> dict[str, Measured]: ...
    @property
    def evidence(self) -> tuple[_Span, ...]: ...
    @property
    def rule(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> LinkageScheme:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Repair:
    """Digits that a page ran together, and the figures that they must have been."""

    @property
    def span(self) -> _Span: ...
    @property
    def text(self) -> str: ...
    @property
    def reading(self) -> tuple[Figure, ...]: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Repair:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Finding:
    """A relation among printed figures and whether they agree.

    `implied` is the interval that the printed digits of the other figures allow for what is `stated`; `verdict` is
    `consistent`, `inconsistent` or `repaired`.
    """

    @property
    def relation(self) -> str: ...
    @property
    def figures(self) -> tuple[int, ...]: ...
    @property
    def stated(self) -> Decimal | None: ...
    @property
    def implied(self) -> tuple[Decimal, Decimal] | None: ...
    @property
    def verdict(self) -> str: ...
    @property
    def repair(self) -> Repair | None: ...
    @property
    def evidence(self) -> tuple[_Span, ...]: ...
    @property
    def rule(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Finding:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Diagnostic:
    """Something in the text that gave no record, or a doubtful one."""

    @property
    def code(self) -> str: ...
    @property
    def span(self) -> _Span: ...
    @property
    def message(self) -> str: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Diagnostic:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Doubt:
    """Something of a record made elsewhere that its text does not bear out; `record` is `figures[3]`, `programs[0]`."""

    @property
    def code(self) -> str: ...
    @property
    def record(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def span(self) -> _Span | None: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Doubt:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Statement:
    """An observation of one of the reports that were compared, by their indexes."""

    @property
    def report(self) -> int: ...
    @property
    def observation(self) -> int: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Statement:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Disagreement:
    """Two statements of different reports that cannot both be true, and why: `same_period`, `shrinks`,
    `more_lifted_than_poor`."""

    @property
    def conflict(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def place(self) -> Place: ...
    @property
    def first(self) -> Statement: ...
    @property
    def second(self) -> Statement: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Disagreement:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Report:
    """One parsed document with its text.

    Records point at one another by index: `report.figures[observation.figure]`. Spans count code points:
    `report.text[start:end]` is the quote.
    """

    @property
    def text(self) -> str:
        """The decoded text; `text[start:end]` of a span is the quote."""
    @property
    def document(self) -> Document: ...
    @property
    def figures(self) -> tuple[Figure, ...]: ...
    @property
    def observations(self) -> tuple[Observation, ...]: ...
    @property
    def programs(self) -> tuple[Program, ...]: ...
    @property
    def funding_sources(self) -> tuple[FundingSource, ...]: ...
    @property
    def schemes(self) -> tuple[LinkageScheme, ...]: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]: ...
    def to_json(self, *, indent: int | None = None) -> str:
        """The JSON form, the same as the command writes. Diagnostics and the text are not part of it."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str, *, text: str = "") -> Report:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def _restore(json: str, text: str, diagnostics: str) -> Report: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Lexicon:
    """The built-in words with rows of the user's.

    Each item of `rows` is the name of a word class and the text of a TSV file: a header line, then a word and a
    code, and an attr where the class has one. Words may be in either script; a word that the class has already gets
    the new code. LexiconError names the class and the line.

    >>> words = Lexicon([("industry", "word\\tcode\\n藏香猪\\tlivestock\\n")])
    """

    def __new__(cls, rows: Sequence[tuple[str, str]]) -> Lexicon: ...
    @staticmethod
    def classes() -> tuple[str, ...]:
        """Names of the word classes."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def parse(
    text: str | bytes,
    *,
    id: str = "",
    published: date | None = None,
    source: str | None = None,
    lexicon: Lexicon | None = None,
) -> Report:
    """Reads a report.

    Text never fails: what cannot be read is in the report's diagnostics. Bytes are decoded first; DecodeError says
    why they are no text.
    """

def parse_file(
    path: str | PathLike[str],
    *,
    id: str | None = None,
    published: date | None = None,
    source: str | None = None,
    lexicon: Lexicon | None = None,
) -> Report:
    """Reads a file; its stem becomes the document's id unless `id` is given.

    DecodeError names the file; a file that cannot be opened raises OSError as everywhere in Python.
    """

def run(args: Sequence[str]) -> int:
    """Runs the `lianjie` command with a process's arguments; gives the exit code."""

def verify(report: Report) -> tuple[Report, tuple[Doubt, ...]]:
    """Holds records that were made elsewhere, by hand or by a language model, against the report's text.

    Gives the report with quotes that moved where they stand, and what does not hold: quotes that are nowhere in the
    text, values and units that the quotes do not say, evidence past the end of the text. `Report.from_json` has refused
    indexes that point at nothing.

    >>> records = Report.from_json(json, text=text)
    >>> checked, doubts = verify(records)
    """

def compare(reports: Sequence[Report]) -> tuple[Disagreement, ...]:
    """What several reports say of a place that cannot all be true: values of one period that do not meet, running totals that
    shrink, more who left poverty than were poor.

    >>> for one in compare(reports):
    ...     print(one.place.name, one.measure, one.first, one.second)
    """

def schema() -> dict[str, Any]:
    """The JSON Schema of the JSON form, as Python objects: closed objects and code lists, fit for the structured output of
    language models.

    >>> schema().get("title")
    'Lianjie report'
    """
