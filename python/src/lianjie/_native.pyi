"""Types of the native module. Offsets are code points of the decoded text; money is in yuan."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from os import PathLike
from typing import Any, TypeAlias, final

__all__ = [
    "Compared",
    "DecodeError",
    "Diagnostic",
    "Disagreement",
    "Document",
    "Doubt",
    "Figure",
    "Finding",
    "Flow",
    "FundTerms",
    "FundingSource",
    "Lexicon",
    "LexiconError",
    "LianjieError",
    "LinkageScheme",
    "Measured",
    "MissingInput",
    "Observation",
    "Payouts",
    "Period",
    "Place",
    "Program",
    "RecordError",
    "Repair",
    "Report",
    "SettleError",
    "Settlement",
    "Share",
    "Simulation",
    "Statement",
    "Term",
    "Unpaid",
    "__version__",
    "compare",
    "compare_schemes",
    "least_profit",
    "missing",
    "parse",
    "parse_file",
    "payouts",
    "run",
    "schema",
    "settle",
    "simulate",
    "sweep",
    "verify",
]

__version__: str

_Span: TypeAlias = tuple[int, int]
_Terms: TypeAlias = LinkageScheme | Sequence[Term] | Sequence[Mapping[str, Any]]
_Yuan: TypeAlias = int | str | Decimal

class LianjieError(ValueError):
    """Base of every error of this package."""

class DecodeError(LianjieError):
    """Bytes that are not readable as text."""

class LexiconError(LianjieError):
    """Lexicon rows that cannot be used."""

class RecordError(LianjieError):
    """JSON that is not in the form of a record."""

class SettleError(LianjieError):
    """Terms that cannot be settled on a case; `term`, `clause` and `input` name what the message speaks of."""

    term: int | None
    clause: str | None
    input: str | None

class MissingInput(SettleError):
    """An input that neither the terms nor the case state: `input` is its name, `term` the index of the term that asks."""

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
    def to_mermaid(self) -> str:
        """Who pays whom by the terms and ties, as a Mermaid flowchart.

        >>> scheme = LinkageScheme.from_json(
        ...     '{"name": null, "parties": ["enterprise", "household"], "ties": ["wage"], "terms": [], "evidence": []}'
        ... )
        >>> print(scheme.to_mermaid(), end="")
        flowchart LR
          p0["enterprise"]
          p1["household"]
          p0 -->|"wages"| p1
        """
    def to_svg(self) -> str:
        """The same picture as a self-contained SVG, readable in light and dark.

        >>> scheme = LinkageScheme.from_json(
        ...     '{"name": null, "parties": ["enterprise", "household"], "ties": ["wage"], "terms": [], "evidence": []}'
        ... )
        >>> scheme.to_svg().startswith("<svg ")
        True
        """
    def _repr_svg_(self) -> str:
        """The picture, where a notebook shows the scheme."""
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
class Flow:
    """A payment: in which year who paid whom how much, and why.

    `kind` is `guaranteed_return`, `wage`, `loan_interest` and so on; `term` is the index of the term that caused it, None
    for the result of a year and for what ties and funding sources add. `amount` is in yuan and above zero.
    """

    @property
    def year(self) -> int: ...
    @property
    def from_(self) -> str: ...
    @property
    def to(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def term(self) -> int | None: ...
    @property
    def kind(self) -> str: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Flow:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Unpaid:
    """A debt at the end of a year, earlier years included; fields as those of Flow."""

    @property
    def year(self) -> int: ...
    @property
    def from_(self) -> str: ...
    @property
    def to(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def term(self) -> int | None: ...
    @property
    def kind(self) -> str: ...
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Unpaid:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Settlement:
    """The course of a contract: for each year who paid whom how much, by which term.

    What one party pays another gets: the incomes of all parties add up to zero.

    >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
    >>> settlement = settle([payout], operator="cooperative", households=83, years=2)
    >>> [(flow.year, flow.from_, flow.to, flow.amount) for flow in settlement.flows]
    [(1, 'cooperative', 'household', Decimal('207500.00')), (2, 'cooperative', 'household', Decimal('207500.00'))]
    """

    @property
    def years(self) -> int:
        """How many years."""
    @property
    def operator(self) -> str | None:
        """Who ran the business; None where no term needed one."""
    @property
    def flows(self) -> tuple[Flow, ...]:
        """Year by year, in the order of payment."""
    @property
    def unpaid(self) -> tuple[Unpaid, ...]:
        """What was owed at the end of each year and not paid."""
    def by_party(self, *, year: int | None = None, capital: bool = False) -> dict[str, Decimal]:
        """What each party earned in yuan, in a year or in all: loans and stakes are no income unless `capital` is true.
        """
    def by_kind(self, party: str, kind: str) -> Decimal:
        """What a party earned for one kind of flow, all years together."""
    def by_household(self, year: int) -> tuple[Decimal, ...] | None:
        """What each household earned in a year, by stake where the case states stakes; None where it does not say how many
        there are.
        """
    def to_mermaid(self) -> str:
        """Who paid whom in all years, as a Mermaid flowchart."""
    def to_svg(self) -> str:
        """The same picture as a self-contained SVG, readable in light and dark."""
    def _repr_svg_(self) -> str:
        """The picture, where a notebook shows the settlement."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; sums are strings of yuan."""
    @staticmethod
    def from_json(json: str) -> Settlement:
        """Reads the JSON form; RecordError names what is wrong with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Payouts:
    """What each party earns for each of many profits, by column, in whole fen.

    A column is a memoryview of 64-bit integers: `numpy.asarray(payouts.fen("household"))` copies nothing. Loans and
    stakes are left out.
    """

    @property
    def parties(self) -> tuple[str, ...]:
        """Whose columns there are."""
    @property
    def profits_fen(self) -> memoryview:
        """The profits that were settled, in fen; empty where they were drawn."""
    @property
    def unpaid_fen(self) -> memoryview:
        """What the operator owes and cannot pay, in fen."""
    def fen(self, party: str) -> memoryview:
        """What a party earns for each profit, in fen; KeyError for one that has no part in the terms."""
    def to_dict(self) -> dict[str, memoryview]:
        """All columns by party, as a table library takes them."""
    def quantiles(self, party: str, percents: Sequence[int]) -> tuple[Decimal, ...]:
        """The sums in yuan that a party gets at most in so many percent of the cases (nearest rank), for each percentage.

        The fifth percentile is what a household gets in a bad year of twenty.
        """
    def __len__(self, /) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__ = None  # type: ignore[assignment]

@final
class Simulation:
    """What each party earned in each of the courses of years that were drawn."""

    @property
    def totals(self) -> Payouts:
        """In all years of a course together."""
    @property
    def worst_years(self) -> Payouts:
        """In each party's worst year of a course."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__ = None  # type: ignore[assignment]

@final
class Compared:
    """What became of one of several schemes: its settlement, or the error that says what it lacks."""

    @property
    def name(self) -> str: ...
    @property
    def settlement(self) -> Settlement | None: ...
    @property
    def error(self) -> SettleError | None: ...
    def income(self, party: str) -> Decimal | None:
        """What a party earned in all years; None where it has no part or the scheme could not be settled."""
    def worst_year(self, party: str) -> tuple[int, Decimal] | None:
        """The first of the years in which a party earned least, and how much that was."""

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

def settle(
    terms: _Terms,
    *,
    ties: Sequence[str] | None = None,
    funding: Sequence[FundingSource] | None = None,
    **case: Any,
) -> Settlement:
    """Settles terms on a case: who pays whom how much, year by year, to the fen.

    `terms` is a scheme, some of its terms, or clauses written by hand. `ties` adds what a tie means though no term
    states it (`wage`, `land_rent`, `purchase_contract`), `funding` the terms of funding sources. The case is given by
    name; sums are yuan as int, Decimal or str, never float, groups such as `loan` are dicts. What neither the terms nor
    the case state raises MissingInput, which names the term and the input.

    >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 40}]}
    >>> settlement = settle([guarantee, split], operator="enterprise", capital=1000000, profits=[300000, -50000])
    >>> settlement.by_party()["household"]
    Decimal('280000.00')
    >>> settle([guarantee], operator="enterprise", years=1)
    Traceback (most recent call last):
    lianjie.MissingInput: term 0 (guaranteed_return) needs `capital`, which neither the scheme nor the case states
    """

def missing(
    terms: _Terms,
    *,
    ties: Sequence[str] | None = None,
    funding: Sequence[FundingSource] | None = None,
    **case: Any,
) -> tuple[SettleError, ...]:
    """What a case still has to say before terms can be settled on it; empty when they can. Arguments as those of `settle`.

    Each term names the first thing that it lacks, so that answering may bring up another.

    >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
    >>> [error.input for error in missing([payout], operator="cooperative")]
    ['years', 'households']
    """

def payouts(
    terms: _Terms,
    profits_fen: Any,
    *,
    ties: Sequence[str] | None = None,
    funding: Sequence[FundingSource] | None = None,
    **case: Any,
) -> Payouts:
    """Settles one year for each of many profits: the same payments as `settle` makes, added up by party.

    `profits_fen` is anything with the buffer protocol that holds 64-bit integers (a numpy array, an array of type code
    q), anything with `to_numpy` (pandas, polars, pyarrow), or a list of int; in fen, because an array holds no decimals.
    Other arguments as those of `settle`.

    >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 40}]}
    >>> payouts([split], [-100, 0, 25000], operator="enterprise").fen("household").tolist()
    [0, 0, 10000]
    """

def sweep(
    terms: _Terms,
    low: _Yuan,
    high: _Yuan,
    *,
    points: int = 101,
    ties: Sequence[str] | None = None,
    funding: Sequence[FundingSource] | None = None,
    **case: Any,
) -> Payouts:
    """Payouts over a range of profits in yuan, both ends included, in even steps: the payout curve of each party.

    >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    >>> curve = sweep([guarantee], -1000, 1000, points=3, operator="enterprise", capital=5000)
    >>> curve.fen("enterprise").tolist()
    [-150000, -50000, 50000]
    """

def least_profit(
    terms: _Terms,
    party: str,
    at_least: _Yuan,
    *,
    ties: Sequence[str] | None = None,
    funding: Sequence[FundingSource] | None = None,
    **case: Any,
) -> Decimal | None:
    """The least profit of a year, in yuan, from which a party earns at least a sum; None where it never does or always does.

    For the operator and zero it is the break-even of the guarantee. Other arguments as those of `settle`.

    >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    >>> least_profit([guarantee], "enterprise", 0, operator="enterprise", capital=1000000)
    Decimal('100000.00')
    """

def simulate(
    terms: _Terms,
    profits: Mapping[str, Any],
    *,
    years: int,
    runs: int,
    seed: int,
    ties: Sequence[str] | None = None,
    funding: Sequence[FundingSource] | None = None,
    **case: Any,
) -> Simulation:
    """Settles as many courses of years as `runs`, with profits drawn from a distribution; the same seed gives the same courses.

    `profits` is {"type": "uniform", "low", "high"}, {"type": "triangular", "low", "mode", "high"}, {"type": "normal",
    "mean", "deviation"} or {"type": "empirical", "profits"}, in yuan. Other arguments as those of `settle`.

    >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 60}]}
    >>> profits = {"type": "uniform", "low": -100000, "high": 300000}
    >>> drawn = simulate([split], profits, years=1, runs=1000, seed=7, operator="cooperative")
    >>> drawn.totals.quantiles("household", [10])
    (Decimal('0.00'),)
    """

def compare_schemes(
    schemes: Mapping[str, _Terms],
    *,
    ties: Sequence[str] | None = None,
    **case: Any,
) -> tuple[Compared, ...]:
    """Settles several schemes on the same case. One that lacks something does not stop the others.

    >>> fixed = [{"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}]
    >>> share = [{"type": "profit_split", "shares": [{"party": "household", "share": 40}]}]
    >>> case = {"operator": "enterprise", "households": 40, "profits": [400000, -100000]}
    >>> for one in compare_schemes({"fixed": fixed, "share": share}, **case):
    ...     print(one.name, one.income("household"), one.worst_year("household"))
    fixed 200000.00 (1, Decimal('100000.00'))
    share 160000.00 (2, Decimal('0.00'))
    """
