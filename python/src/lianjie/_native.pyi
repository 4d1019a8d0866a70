"""Types of the native module. Offsets are code points of the decoded text; money is in yuan."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias, final

__all__ = [
    "Code",
    "Compared",
    "DecodeError",
    "Diagnostic",
    "Disagreement",
    "Document",
    "Doubt",
    "Explanation",
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
    "Panel",
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
    "Table",
    "TableError",
    "Tables",
    "Term",
    "Unpaid",
    "__version__",
    "codes",
    "compare",
    "compare_schemes",
    "explain",
    "from_doccano",
    "from_label_studio",
    "label_studio_config",
    "least_profit",
    "missing",
    "panel",
    "parse",
    "parse_file",
    "parse_files",
    "payouts",
    "run",
    "schema",
    "score",
    "settle",
    "simulate",
    "sweep",
    "to_doccano",
    "to_label_studio",
    "to_web_annotation",
    "tables",
    "verify",
    "write_parquet",
]

__version__: str

_Span: TypeAlias = tuple[int, int]
_Terms: TypeAlias = LinkageScheme | Sequence[Term] | Sequence[Mapping[str, Any]]
_Yuan: TypeAlias = int | str | Decimal

class LianjieError(ValueError):
    """Base of every error of this package.

    >>> import lianjie
    >>> try:
    ...     lianjie.Report.from_json("{}")
    ... except lianjie.LianjieError as error:
    ...     print(error)
    Report: missing field `document` at line 1 column 2
    """

class DecodeError(LianjieError):
    """Bytes that are not readable as text.

    >>> import lianjie
    >>> lianjie.parse(b"%PDF-1.7")
    Traceback (most recent call last):
    lianjie.DecodeError: not text: looks like a PDF document (byte 0)
    """

class LexiconError(LianjieError):
    """Lexicon rows that cannot be used.

    >>> import lianjie
    >>> lianjie.Lexicon([("industry", "word\\tcode\\n白玉蜗牛\\n")])
    Traceback (most recent call last):
    lianjie.LexiconError: industry.tsv line 2: a row needs a word and a code
    """

class RecordError(LianjieError):
    """JSON that is not in the form of a record.

    >>> import lianjie
    >>> lianjie.Share.from_json('{"party": "household"}')
    Traceback (most recent call last):
    lianjie.RecordError: Share: missing field `share` at line 1 column 22
    """

class TableError(LianjieError):
    """Records that a table cannot hold.

    >>> import lianjie
    >>> report = lianjie.parse("2017年，平山县贫困发生率0.12345678901%。", id="a")
    >>> lianjie.tables(report)
    Traceback (most recent call last):
    lianjie.TableError: document "a": figures[0].value is 0.12345678901, which has more than 9 decimals
    """

class SettleError(LianjieError):
    """Terms that cannot be settled on a case; `term`, `clause` and `input` name what the message speaks of.

    >>> import lianjie
    >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 140}]}
    >>> lianjie.settle([split], operator="enterprise", profits=[1])
    Traceback (most recent call last):
    lianjie.SettleError: term 0 (profit_split) cannot be settled: a share of 140 % is more than everything
    """

    term: int | None
    clause: str | None
    input: str | None

class MissingInput(SettleError):
    """An input that neither the terms nor the case state: `input` is its name, `term` the index of the term that asks.

    >>> import lianjie
    >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    >>> try:
    ...     lianjie.settle([guarantee], operator="enterprise", years=1)
    ... except lianjie.MissingInput as error:
    ...     print(error.input, error.clause, error.term)
    capital guaranteed_return 0
    """

@final
class Place:
    """An administrative division, e.g. 平山县.

    `path` holds the names from the province down to the place itself, as far as they are known; `adcode` is the code of
    GB/T 2260 for county and above, None below and where a name stayed ambiguous.

    >>> import lianjie
    >>> report = lianjie.parse("2017年，平山县古月镇脱贫86户。")
    >>> place = report.observations[0].place
    >>> place.name, place.level, place.path
    ('古月镇', 'township', ('河北省', '石家庄市', '平山县', '古月镇'))
    """

    @property
    def name(self) -> str:
        """The full name, in simplified script."""
    @property
    def level(self) -> str:
        """`country`, `province`, `prefecture`, `county`, `township` or `village`."""
    @property
    def adcode(self) -> str | None:
        """The six digits of GB/T 2260; None below counties and where a name fits several places."""
    @property
    def path(self) -> tuple[str, ...]:
        """Names from the province down to the place itself, as far as they are known."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Place:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Place:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Period:
    """A stretch of days, or a day at which a stock is read.

    `截至2018年5月份` has `as_of` set, `to` 2018-05-31 and no `from_`. At least one end is known.

    >>> import lianjie
    >>> report = lianjie.parse("截至2018年5月底，全县脱贫974户。")
    >>> period = report.observations[0].period
    >>> str(period.to), period.as_of
    ('2018-05-31', True)
    """

    @property
    def from_(self) -> date | None:
        """The first day; None when it is open or read at one day."""
    @property
    def to(self) -> date | None:
        """The last day; None when it is open."""
    @property
    def as_of(self) -> bool:
        """True for a stock or a running total that is read at `to`."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Period:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Period:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Document:
    """What was read: headline, day of publication, outlet, script, and the place that it is about.

    >>> import lianjie
    >>> report = lianjie.parse("平山县光伏扶贫惠及千家\\n2018-05-11\\n来源：河北日报\\n今年全县脱贫974户。", id="pingshan")
    >>> document = report.document
    >>> document.id, document.title, str(document.published), document.place.adcode
    ('pingshan', '平山县光伏扶贫惠及千家', '2018-05-11', '130131')
    """

    @property
    def id(self) -> str:
        """The name that the caller gave it, or the file's stem."""
    @property
    def title(self) -> str | None:
        """The headline as printed."""
    @property
    def published(self) -> date | None:
        """The day of publication."""
    @property
    def source(self) -> str | None:
        """The outlet that published it."""
    @property
    def script(self) -> str:
        """`simplified`, `traditional` or `mixed`."""
    @property
    def place(self) -> Place | None:
        """The place that the document is about."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Document:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Document:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
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

    >>> import lianjie
    >>> figure = lianjie.parse("户均增收1万餘元。").figures[0]
    >>> figure.text, figure.value, figure.unit, figure.bound, figure.quantum, figure.per
    ('1万餘元', Decimal('10000'), 'yuan', 'over', Decimal('10000'), ('household',))
    """

    @property
    def span(self) -> _Span:
        """Where it stands, its unit included, as code points `[start, end)`."""
    @property
    def text(self) -> str:
        """The quote at `span`."""
    @property
    def value(self) -> Decimal | None:
        """The number in the base unit; None for a ratio."""
    @property
    def upper(self) -> Decimal | None:
        """The upper end of a range."""
    @property
    def parts(self) -> tuple[Decimal, ...] | None:
        """The terms of a ratio."""
    @property
    def unit(self) -> str:
        """The code of the base unit: `yuan`, `percent`, `household` and so on."""
    @property
    def bound(self) -> str:
        """`exact`, `about`, `nearly`, `over`, `at_least` or `at_most`."""
    @property
    def quantum(self) -> Decimal | None:
        """The size of the last printed digit in the base unit."""
    @property
    def per(self) -> tuple[str, ...]:
        """What one unit of it is for: `('household', 'year')` for a sum a household and year."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Figure:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Figure:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def _repr_html_(self) -> str:
        """The figure with the words around it, where a notebook shows it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Measured:
    """A figure's value where a record uses it; units as in Figure.

    `value` differs from that of `report.figures[figure]` where the audit repaired digits.

    >>> import lianjie
    >>> source = lianjie.parse("2017年投入财政专项扶贫资金2640万元。").funding_sources[0]
    >>> source.amount.value, source.amount.unit, source.amount.figure
    (Decimal('26400000'), 'yuan', 0)
    """

    @property
    def value(self) -> Decimal | None:
        """The number in the base unit, repaired where the audit proved it misprinted."""
    @property
    def upper(self) -> Decimal | None:
        """The upper end of a range."""
    @property
    def unit(self) -> str:
        """The code of the base unit."""
    @property
    def bound(self) -> str:
        """How firm the text is, as in Figure."""
    @property
    def figure(self) -> int:
        """The index of the figure in `report.figures`."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Measured:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Measured:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Observation:
    """What a figure measures, of whom, where and when.

    In 「2017年，全县186个贫困村产业覆盖率98%」 `98%` is the coverage_rate of the group `poor` in 2017. `rule` names the
    rule that made the record; `confidence` is `stated`, `inferred` or `doubtful`.

    >>> import lianjie
    >>> report = lianjie.parse("2017年，全县186个贫困村产业覆盖率98%。")
    >>> for observation in report.observations:
    ...     print(report.figures[observation.figure].text, observation.measure, observation.group)
    186个贫困村 villages poor
    98% coverage_rate poor
    """

    @property
    def figure(self) -> int:
        """The index of the figure in `report.figures`."""
    @property
    def measure(self) -> str:
        """The code of what is measured; `other` where the text leaves it open."""
    @property
    def place(self) -> Place | None:
        """Where; None when the text does not say."""
    @property
    def period(self) -> Period | None:
        """When; None when the text does not say."""
    @property
    def industry(self) -> str | None:
        """The line of action that it belongs to, a kind of program."""
    @property
    def group(self) -> str:
        """`poor` for figures of poor households, persons or villages, else `all`."""
    @property
    def rule(self) -> str:
        """The rule that made the record."""
    @property
    def confidence(self) -> str:
        """`stated` by the words of the clause, `inferred` from context, or `doubtful`: the best of several readings."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Observation:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Observation:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def _repr_html_(self) -> str:
        """What the figure measures, with the words around it, where a notebook shows it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Program:
    """A line of action, with whom it reached (`coverage`) and what came of it (`outcomes`), each by measure.

    `funding` and `schemes` are indexes into the report's funding sources and schemes.

    >>> import lianjie
    >>> program = lianjie.parse("全县发展光伏扶贫项目，带动贫困户940户，户均增收760元。").programs[0]
    >>> program.kind, program.coverage["households_benefited"].value
    ('photovoltaic', Decimal('940'))
    """

    @property
    def name(self) -> str:
        """As the text names it, or made of its words."""
    @property
    def kind(self) -> str:
        """The code of its kind, e.g. `livestock`."""
    @property
    def place(self) -> Place | None:
        """Where; None when the text does not say."""
    @property
    def period(self) -> Period | None:
        """When; None when the text does not say."""
    @property
    def coverage(self) -> dict[str, Measured]:
        """Whom it reached, by measure."""
    @property
    def outcomes(self) -> dict[str, Measured]:
        """What came of it, by measure: income and exits from poverty."""
    @property
    def operators(self) -> tuple[str, ...]:
        """Names of the enterprises, cooperatives and parks that carry it out."""
    @property
    def funding(self) -> tuple[int, ...]:
        """Indexes into `report.funding_sources`."""
    @property
    def schemes(self) -> tuple[int, ...]:
        """Indexes into `report.schemes`."""
    @property
    def evidence(self) -> tuple[_Span, ...]:
        """Where it stands in the text, as spans of code points."""
    @property
    def rule(self) -> str:
        """The rule that made the record."""
    @property
    def confidence(self) -> str:
        """`stated` by the words of the clause, `inferred` from context, or `doubtful`: the best of several readings."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Program:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Program:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def _repr_html_(self) -> str:
        """The program with its sentences, where a notebook shows it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class FundTerms:
    """Terms of a loan product, a guarantee or a fund.

    `ceiling` is in yuan, `tenor_years` in years, rates in percent; `leverage` is the least and the most.

    >>> import lianjie
    >>> report = lianjie.parse("对贫困户发放扶贫小额信贷，5万元以下、3年期以内、免抵押，按基准利率放贷。")
    >>> terms = report.funding_sources[0].terms
    >>> terms.ceiling, terms.tenor_years, terms.collateral_free, terms.rate_basis
    (Decimal('50000'), Decimal('3'), True, 'benchmark')
    """

    @property
    def ceiling(self) -> Decimal | None:
        """The most that one borrower gets, in yuan."""
    @property
    def tenor_years(self) -> Decimal | None:
        """For how many years."""
    @property
    def rate_percent(self) -> Decimal | None:
        """The yearly rate of interest."""
    @property
    def rate_basis(self) -> str | None:
        """`benchmark` where the rate is a central bank's."""
    @property
    def subsidy_percent(self) -> Decimal | None:
        """How much of the interest is paid by somebody else, in percent."""
    @property
    def collateral_free(self) -> bool | None:
        """Whether no security is asked for."""
    @property
    def leverage(self) -> tuple[Decimal, ...] | None:
        """How many times the fund is lent out: the least and the most."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> FundTerms:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> FundTerms:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Share:
    """One party's part of a division, in the text's own proportion.

    >>> import lianjie
    >>> report = lianjie.parse("设立风险补偿金500万元，政府、银行、保险公司按1∶2∶7比例承担风险。")
    >>> [(share.party, share.share) for share in report.funding_sources[0].risk_share]
    [('government', Decimal('1')), ('bank', Decimal('2')), ('insurer', Decimal('7'))]
    """

    @property
    def party(self) -> str:
        """The code of the party."""
    @property
    def share(self) -> Decimal:
        """Its part; shares need not add up to 1 or to 100."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Share:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Share:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class FundingSource:
    """A source of money: kind, sum in yuan, whose it is, where it goes.

    `part_of` is the index of the total that it is a component of (其中); `growth` is percent against the year before.

    >>> import lianjie
    >>> source = lianjie.parse("2017年,县财政安排扶贫资金2640万元,同比增长18.2%。").funding_sources[0]
    >>> source.kind, source.level, source.amount.value, source.growth.value
    ('fiscal_special', 'county', Decimal('26400000'), Decimal('18.2'))
    """

    @property
    def kind(self) -> str:
        """The code of its kind, e.g. `fiscal_special`."""
    @property
    def amount(self) -> Measured | None:
        """The sum in yuan."""
    @property
    def level(self) -> str | None:
        """The level of government that it comes from."""
    @property
    def provider(self) -> str | None:
        """Who gives it: a name or the code of a party."""
    @property
    def recipient(self) -> str | None:
        """Who gets it: a name or the code of a party."""
    @property
    def place(self) -> Place | None:
        """Where; None when the text does not say."""
    @property
    def period(self) -> Period | None:
        """When; None when the text does not say."""
    @property
    def purpose(self) -> str | None:
        """What it is for, a kind of program."""
    @property
    def growth(self) -> Measured | None:
        """Percent against the year before."""
    @property
    def terms(self) -> FundTerms | None:
        """Terms of a loan, a guarantee or a fund."""
    @property
    def risk_share(self) -> tuple[Share, ...] | None:
        """Who bears which part of a loss."""
    @property
    def part_of(self) -> int | None:
        """The index of the total that it is a component of."""
    @property
    def evidence(self) -> tuple[_Span, ...]:
        """Where it stands in the text, as spans of code points."""
    @property
    def rule(self) -> str:
        """The rule that made the record."""
    @property
    def confidence(self) -> str:
        """`stated` by the words of the clause, `inferred` from context, or `doubtful`: the best of several readings."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> FundingSource:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> FundingSource:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def _repr_html_(self) -> str:
        """The source with its sentences, where a notebook shows it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Term:
    """One provision of a scheme; a field that its `type_` does not have is None.

    Amounts and ceilings are in yuan, rates in percent, tenors in years.

    >>> import lianjie
    >>> report = lianjie.parse("推行“公司+合作社+贫困户”模式，每年保底分红不低于本金的10%。")
    >>> term = report.schemes[0].terms[0]
    >>> term.type_, term.rate_percent, term.bound
    ('guaranteed_return', Decimal('10'), 'at_least')
    """

    @property
    def type_(self) -> str | None:
        """The code of the provision, e.g. `guaranteed_return`."""
    @property
    def rate_percent(self) -> Decimal | None:
        """The rate, in percent."""
    @property
    def bound(self) -> str | None:
        """How firm the sum or the rate is, as in Figure."""
    @property
    def base(self) -> str | None:
        """What the rate is taken of, e.g. `principal`."""
    @property
    def per(self) -> tuple[str, ...] | None:
        """What the sum is for, e.g. `('household', 'year')`."""
    @property
    def shares(self) -> tuple[Share, ...] | None:
        """How something is divided."""
    @property
    def party(self) -> str | None:
        """Who bears or gets it."""
    @property
    def amount(self) -> Decimal | None:
        """The sum in yuan."""
    @property
    def upper(self) -> Decimal | None:
        """The upper end of a range, in yuan."""
    @property
    def percent(self) -> Decimal | None:
        """The part that is subsidised, in percent."""
    @property
    def of(self) -> str | None:
        """What is subsidised."""
    @property
    def ceiling(self) -> Decimal | None:
        """The most that one borrower gets, in yuan."""
    @property
    def tenor_years(self) -> Decimal | None:
        """For how many years."""
    @property
    def rate_basis(self) -> str | None:
        """`benchmark` where the rate is a central bank's."""
    @property
    def subsidy_percent(self) -> Decimal | None:
        """How much of the interest is paid by somebody else, in percent."""
    @property
    def collateral_free(self) -> bool | None:
        """Whether no security is asked for."""
    @property
    def years(self) -> Decimal | None:
        """For how many years the arrangement is made."""
    @property
    def evidence(self) -> tuple[_Span, ...]:
        """Where it stands in the text, as spans of code points."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Term:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Term:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class LinkageScheme:
    """An arrangement that ties households to enterprises, cooperatives, banks or the village.

    `parties` are in the order of the chain; `ties` say how the household is tied, `terms` what was agreed.

    >>> import lianjie
    >>> report = lianjie.parse("推行“公司+合作社+贫困户”模式，每年保底分红不低于本金的10%。")
    >>> scheme = report.schemes[0]
    >>> scheme.parties, scheme.ties
    (('enterprise', 'cooperative', 'household'), ('equity_dividend', 'guaranteed_dividend'))
    """

    @property
    def name(self) -> str | None:
        """The scheme's name without quotation marks; None where the text gives none."""
    @property
    def parties(self) -> tuple[str, ...]:
        """Codes of the parties, in the order of the chain."""
    @property
    def ties(self) -> tuple[str, ...]:
        """Codes of how the household is tied."""
    @property
    def terms(self) -> tuple[Term, ...]:
        """What was agreed."""
    @property
    def operators(self) -> tuple[str, ...]:
        """Names of the enterprises, cooperatives and parks that carry it."""
    @property
    def place(self) -> Place | None:
        """Where; None when the text does not say."""
    @property
    def period(self) -> Period | None:
        """When; None when the text does not say."""
    @property
    def coverage(self) -> dict[str, Measured]:
        """Whom it reached, by measure."""
    @property
    def outcomes(self) -> dict[str, Measured]:
        """What came of it, by measure."""
    @property
    def evidence(self) -> tuple[_Span, ...]:
        """Where it stands in the text, as spans of code points."""
    @property
    def rule(self) -> str:
        """The rule that made the record."""
    @property
    def confidence(self) -> str:
        """`stated` by the words of the clause, `inferred` from context, or `doubtful`: the best of several readings."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> LinkageScheme:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> LinkageScheme:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def to_mermaid(self) -> str:
        """Who pays whom by the terms and ties, as a Mermaid flowchart.

        >>> import lianjie
        >>> scheme = lianjie.LinkageScheme.from_json(
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

        >>> import lianjie
        >>> scheme = lianjie.LinkageScheme.from_json(
        ...     '{"name": null, "parties": ["enterprise", "household"], "ties": ["wage"], "terms": [], "evidence": []}'
        ... )
        >>> scheme.to_svg().startswith("<svg ")
        True
        """
    def _repr_svg_(self) -> str:
        """The picture, where a notebook shows the scheme."""
    def _repr_html_(self) -> str:
        """Who pays whom, the terms and their quotes, where a notebook shows it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Repair:
    """Digits that a page ran together, and the figures that they must have been.

    >>> import lianjie
    >>> report = lianjie.parse("今年分红覆盖贫困户3841420人，每户领500元，一共发了19.2万元。")
    >>> repair = report.findings[0].repair
    >>> repair.text, [figure.text for figure in repair.reading]
    ('3841420人', ['384', '1420人'])
    """

    @property
    def span(self) -> _Span:
        """Where the digits stand."""
    @property
    def text(self) -> str:
        """The digits as printed."""
    @property
    def reading(self) -> tuple[Figure, ...]:
        """The only figures that fit every relation stated."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Repair:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Repair:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Finding:
    """A relation among printed figures and whether they agree.

    `implied` is the interval that the printed digits of the other figures allow for what is `stated`; `verdict` is
    `consistent`, `inconsistent` or `repaired`.

    >>> import lianjie
    >>> finding = lianjie.parse("全县发放收益1836万元，涉及贫困户2720户，户均增收6750元。").findings[0]
    >>> finding.relation, finding.verdict, finding.stated
    ('per_unit', 'consistent', Decimal('6750'))
    >>> [round(end, 1) for end in finding.implied]
    [Decimal('6748.2'), Decimal('6753.7')]
    """

    @property
    def relation(self) -> str:
        """`ratio`, `per_unit`, `sum`, `growth`, `change` or `product`."""
    @property
    def figures(self) -> tuple[int, ...]:
        """Indexes into `report.figures`, in the order that the relation reads."""
    @property
    def stated(self) -> Decimal | None:
        """What the text states."""
    @property
    def implied(self) -> tuple[Decimal, Decimal] | None:
        """What the other printed figures allow, from the lowest to the highest."""
    @property
    def verdict(self) -> str:
        """`consistent`, `inconsistent` or `repaired`."""
    @property
    def repair(self) -> Repair | None:
        """The reading of digits that ran together."""
    @property
    def evidence(self) -> tuple[_Span, ...]:
        """Where it stands in the text, as spans of code points."""
    @property
    def rule(self) -> str:
        """The rule that made the record."""
    @property
    def confidence(self) -> str:
        """`stated` by the words of the clause, `inferred` from context, or `doubtful`: the best of several readings."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Finding:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Finding:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def _repr_html_(self) -> str:
        """The equation on the sentence, where a notebook shows it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Diagnostic:
    """Something in the text that gave no record, or a doubtful one.

    >>> import lianjie
    >>> report = lianjie.parse("今年分红覆盖贫困户3841420人。")
    >>> diagnostic = report.diagnostics[0]
    >>> diagnostic.code, diagnostic.span
    ('unproved_reading', (9, 17))
    """

    @property
    def code(self) -> str:
        """What happened."""
    @property
    def span(self) -> _Span:
        """Where."""
    @property
    def message(self) -> str:
        """In words."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Diagnostic:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Diagnostic:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Doubt:
    """Something of a record made elsewhere that its text does not bear out; `record` is `figures[3]`, `programs[0]`.

    >>> import json, lianjie
    >>> text = "全县脱贫974户。"
    >>> records = lianjie.parse(text).to_dict()
    >>> records["figures"][0]["value"] = "947"
    >>> report, doubts = lianjie.verify(lianjie.Report.from_json(json.dumps(records), text=text))
    >>> doubts[0].record, doubts[0].code, doubts[0].message
    ('figures[0]', 'value', '"974户" says 974, not 947')
    """

    @property
    def code(self) -> str:
        """What does not hold."""
    @property
    def record(self) -> str:
        """The record: `figures[3]`, `programs[0]`."""
    @property
    def message(self) -> str:
        """In words."""
    @property
    def span(self) -> _Span | None:
        """Where; None for what is nowhere in the text."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Doubt:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Doubt:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Statement:
    """An observation of one of the reports that were compared, by their indexes.

    >>> import lianjie
    >>> reports = [lianjie.parse(f"2017年，平山县脱贫{count}户。") for count in (974, 1200)]
    >>> first = lianjie.compare(reports)[0].first
    >>> observation = reports[first.report].observations[first.observation]
    >>> reports[first.report].figures[observation.figure].text
    '974户'
    """

    @property
    def report(self) -> int:
        """The index among the reports."""
    @property
    def observation(self) -> int:
        """The index among that report's observations."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Statement:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Statement:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Disagreement:
    """Two statements of different reports that cannot both be true, and why: `same_period`, `shrinks`,
    `more_lifted_than_poor`.

    >>> import lianjie
    >>> reports = [lianjie.parse(f"2017年，平山县脱贫{count}户。") for count in (974, 1200)]
    >>> found = lianjie.compare(reports)[0]
    >>> found.conflict, found.measure, found.place.name
    ('same_period', 'households_lifted', '平山县')
    """

    @property
    def conflict(self) -> str:
        """`same_period`, `shrinks` or `more_lifted_than_poor`."""
    @property
    def measure(self) -> str:
        """What is measured."""
    @property
    def place(self) -> Place:
        """The place that both speak of."""
    @property
    def first(self) -> Statement:
        """One of the statements."""
    @property
    def second(self) -> Statement:
        """The other one."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Disagreement:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Disagreement:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Code:
    """A code with its English label, its Chinese term, words by which reports say it, and its meaning.

    `list` is the list that the code is of: `measure`, `unit`, `funding_kind`. Labels are for people and may be put better
    in a later version; the code stays.

    >>> import lianjie
    >>> code = lianjie.codes("tie")[0]
    >>> code.code, code.english, code.chinese, code.words
    ('land_rent', 'land rent', '土地流转', ('流转', '租金'))
    """

    @property
    def list(self) -> str:
        """The list that the code is of: `measure`, `unit`, `funding_kind`."""
    @property
    def code(self) -> str:
        """The code, as it stands in records."""
    @property
    def english(self) -> str:
        """The code in English words."""
    @property
    def chinese(self) -> str:
        """The term of the field."""
    @property
    def words(self) -> tuple[str, ...]:
        """Words by which reports say it; which words are read is the lexicon's to say."""
    @property
    def meaning(self) -> str:
        """What it means, a sentence."""
    def to_dict(self) -> dict[str, Any]:
        """The fields by name, a row of a table.

        >>> import lianjie
        >>> lianjie.codes("confidence")[1].to_dict()["meaning"]
        "Read from context: a heading, the clause before, the document's place."
        """
    @staticmethod
    def _restore(list: str, code: str) -> Code: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def codes(list: str | None = None) -> tuple[Code, ...]:
    """Every code that records use, list by list, with what it means in English and Chinese; `list` asks for one list.

    >>> import lianjie
    >>> [row.chinese for row in lianjie.codes("verdict")]
    ['相符', '矛盾', '已修复']
    >>> {row.code: row.english for row in lianjie.codes("measure")}["income_gain_per_household"]
    'income gain per household'
    >>> sorted({row.list for row in lianjie.codes()})[:3]
    ['bound', 'confidence', 'conflict']
    """

def to_label_studio(report: Report, *, records: Sequence[str] | None = None) -> dict[str, Any]:
    """A task for Label Studio, with the report's records as its prediction; a file to import is a JSON list of tasks.

    `records` asks for some lists only: `["figures", "schemes"]`. Offsets are code points, identifiers the same each time.
    RecordError names a record that the text does not hold.

    >>> import lianjie
    >>> report = lianjie.parse("😀全县脱贫974户。", id="a")
    >>> task = lianjie.to_label_studio(report)
    >>> task["predictions"][0]["result"][0]["value"]
    {'start': 5, 'end': 9, 'text': '974户', 'labels': ['figure']}
    """

def label_studio_config() -> str:
    """The labelling configuration of a Label Studio project for such tasks: XML to paste into its settings.

    >>> import lianjie
    >>> lianjie.label_studio_config().startswith("<View>")
    True
    """

def to_doccano(
    report: Report, *, relations: bool = False, records: Sequence[str] | None = None
) -> dict[str, Any]:
    """A line for doccano: spans with labels, or with `relations` the form with entities and relations.

    A label says the kind of record and what it is: `figure/households_benefited/poor`, `funding_source/fiscal_special`.

    >>> import lianjie
    >>> report = lianjie.parse("😀全县脱贫974户。", id="a")
    >>> lianjie.to_doccano(report)
    {'text': '😀全县脱贫974户。', 'label': [[5, 9, 'figure/households_lifted/poor']], 'document': 'a'}
    """

def to_web_annotation(
    report: Report, *, base: str = "urn:x-lianjie:", records: Sequence[str] | None = None
) -> dict[str, Any]:
    """A page of W3C Web Annotations (JSON-LD), one for each record; `base` stands before the document's id in its IRI.

    >>> import lianjie
    >>> report = lianjie.parse("全县脱贫974户。", id="a")
    >>> page = lianjie.to_web_annotation(report, base="https://example.org/reports/")
    >>> page["items"][0]["target"]["selector"][1]
    {'type': 'TextPositionSelector', 'start': 4, 'end': 8}
    """

def from_label_studio(
    json: str, *, reports: Sequence[Report] = ...
) -> tuple[tuple[Report, ...], tuple[str, ...]]:
    """Reads what Label Studio exports as JSON: the corrected reports, and what had to be left out, by task and region.

    `reports` are the reports that were exported, known by their ids: what the tool does not show (places, periods, terms of
    schemes) stays as it is in them, and is None without them. New figures are read from their quotes. RecordError says why
    a file is no such export.

    >>> import json, lianjie
    >>> report = lianjie.parse("全县脱贫974户。", id="a")
    >>> task = lianjie.to_label_studio(report)
    >>> task["annotations"] = task.pop("predictions")
    >>> (gold,), problems = lianjie.from_label_studio(json.dumps([task]), reports=[report])
    >>> gold.to_dict() == report.to_dict(), problems
    (True, ())
    """

def from_doccano(
    lines: str, *, reports: Sequence[Report] = ...
) -> tuple[tuple[Report, ...], tuple[str, ...]]:
    """Reads what doccano exports as JSONL, with or without relations: the corrected reports, and what had to be left out.

    `reports` as in `from_label_studio`.

    >>> import lianjie
    >>> line = '{"id": 1, "text": "脱贫12户", "label": [[2, 5, "figure/households_lifted/poor"]]}'
    >>> (gold,), problems = lianjie.from_doccano(line)
    >>> gold.figures[0].value, gold.observations[0].measure
    (Decimal('12'), 'households_lifted')
    """

def score(
    gold: str | PathLike[str] | Sequence[Report], reports: str | PathLike[str] | Sequence[Report]
) -> dict[str, Any]:
    """How well reports match annotations of the same documents: `f1` by kind of record, `fields` over the records that were
    matched, the `mean` of the headline kinds, the `counts` they rest on, and `misses`, every record without its pair.

    Both are folders of `<name>.json`, or both are reports, which are matched by their ids. A document without its report
    counts as not found; of folders, `unread` says why.

    >>> import lianjie
    >>> report = lianjie.parse("全县脱贫974户。", id="a")
    >>> lianjie.score([report], [report])["f1"]["figures"]
    1.0
    """

@final
class Flow:
    """A payment: in which year who paid whom how much, and why.

    `kind` is `guaranteed_return`, `wage`, `loan_interest` and so on; `term` is the index of the term that caused it, None
    for the result of a year and for what ties and funding sources add. `amount` is in yuan and above zero.

    >>> import lianjie
    >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
    >>> flow = lianjie.settle([payout], operator="cooperative", households=83, years=1).flows[0]
    >>> flow.year, flow.from_, flow.to, flow.amount, flow.kind, flow.term
    (1, 'cooperative', 'household', Decimal('207500.00'), 'fixed_payout', 0)
    """

    @property
    def year(self) -> int:
        """The year, counted from 1."""
    @property
    def from_(self) -> str:
        """Who paid."""
    @property
    def to(self) -> str:
        """Who got it."""
    @property
    def amount(self) -> Decimal:
        """How much, in yuan."""
    @property
    def term(self) -> int | None:
        """The index of the term that caused it."""
    @property
    def kind(self) -> str:
        """What it was for."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Flow:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Flow:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Unpaid:
    """A debt at the end of a year, earlier years included; fields as those of Flow.

    >>> import lianjie
    >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    >>> case = {"operator": "enterprise", "equity": 120000, "capital": 1000000, "profits": [-50000]}
    >>> debt = lianjie.settle([guarantee], **case).unpaid[0]
    >>> debt.year, debt.from_, debt.to, debt.amount, debt.kind
    (1, 'enterprise', 'household', Decimal('30000.00'), 'guaranteed_return')
    """

    @property
    def year(self) -> int:
        """The year, counted from 1."""
    @property
    def from_(self) -> str:
        """Who owes."""
    @property
    def to(self) -> str:
        """Who is owed."""
    @property
    def amount(self) -> Decimal:
        """How much, in yuan."""
    @property
    def term(self) -> int | None:
        """The index of the term that caused it."""
    @property
    def kind(self) -> str:
        """What it is for."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str) -> Unpaid:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Unpaid:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Settlement:
    """The course of a contract: for each year who paid whom how much, by which term.

    What one party pays another gets: the incomes of all parties add up to zero.

    >>> import lianjie
    >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
    >>> settlement = lianjie.settle([payout], operator="cooperative", households=83, years=2)
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

        >>> import lianjie
        >>> guarantee = {"type": "guaranteed_return", "percent": 10}
        >>> settlement = lianjie.settle([guarantee], operator="enterprise", capital=1000, profits=[300, -50])
        >>> settlement.by_party(year=2)
        {'enterprise': Decimal('-150.00'), 'household': Decimal('100.00'), 'market': Decimal('50.00')}
        """
    def by_kind(self, party: str, kind: str) -> Decimal:
        """What a party earned for one kind of flow, all years together.

        >>> import lianjie
        >>> guarantee = {"type": "guaranteed_return", "percent": 10}
        >>> settlement = lianjie.settle([guarantee], operator="enterprise", capital=1000, profits=[300, -50])
        >>> settlement.by_kind("household", "guaranteed_return")
        Decimal('200.00')
        """
    def by_household(self, year: int) -> tuple[Decimal, ...] | None:
        """What each household earned in a year, by stake where the case states stakes; None where it does not say how many
        there are.

        >>> import lianjie
        >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
        >>> settlement = lianjie.settle([payout], operator="cooperative", households=3, years=1)
        >>> settlement.by_household(1)
        (Decimal('2500.00'), Decimal('2500.00'), Decimal('2500.00'))
        """
    def to_mermaid(self) -> str:
        """Who paid whom in all years, as a Mermaid flowchart.

        >>> import lianjie
        >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
        >>> print(lianjie.settle([payout], operator="cooperative", households=3, years=1).to_mermaid(), end="")
        flowchart LR
          p0["cooperative"]
          p1["household"]
          p0 -->|"fixed payout 7500.00"| p1
        """
    def to_svg(self) -> str:
        """The same picture as a self-contained SVG, readable in light and dark.

        >>> import lianjie
        >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
        >>> lianjie.settle([payout], operator="cooperative", households=3, years=1).to_svg().startswith("<svg ")
        True
        """
    def _repr_svg_(self) -> str:
        """The picture alone."""
    def _repr_html_(self) -> str:
        """The picture, what each party earned and every payment, where a notebook shows the settlement."""
    def to_json(self) -> str:
        """The JSON form."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; sums are strings of yuan."""
    @staticmethod
    def from_json(json: str) -> Settlement:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Settlement:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Payouts:
    """What each party earns for each of many profits, by column, in whole fen.

    A column is a memoryview of 64-bit integers: `numpy.asarray(payouts.fen("household"))` copies nothing. Loans and
    stakes are left out.

    >>> import lianjie
    >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 40}]}
    >>> payouts = lianjie.payouts([split], [0, 10000, 20000, 30000], operator="enterprise")
    >>> payouts.parties, payouts.profits_fen.tolist(), payouts.unpaid_fen.tolist()
    (('household', 'market', 'enterprise'), [0, 10000, 20000, 30000], [0, 0, 0, 0])
    >>> payouts.fen("household").tolist()
    [0, 4000, 8000, 12000]
    >>> payouts.quantiles("household", [50, 100])
    (Decimal('40.00'), Decimal('120.00'))
    >>> sorted(payouts.to_dict())
    ['enterprise', 'household', 'market']
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
    """What each party earned in each of the courses of years that were drawn.

    >>> import lianjie
    >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    >>> case = {"operator": "enterprise", "capital": 1000, "principal_returned": False}
    >>> profits = {"type": "uniform", "low": -100, "high": 300}
    >>> drawn = lianjie.simulate([guarantee], profits, years=3, runs=100, seed=1, **case)
    >>> drawn.totals.quantiles("household", [5, 95])
    (Decimal('300.00'), Decimal('300.00'))
    >>> drawn.worst_years.quantiles("household", [5, 95])
    (Decimal('100.00'), Decimal('100.00'))
    """

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
    """What became of one of several schemes: its settlement, or the error that says what it lacks.

    >>> import lianjie
    >>> fixed = [{"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}]
    >>> case = {"operator": "enterprise", "households": 40, "years": 2}
    >>> one = lianjie.compare_schemes({"fixed": fixed}, **case)[0]
    >>> one.name, one.income("household"), one.worst_year("household"), one.error
    ('fixed', Decimal('200000.00'), (1, Decimal('100000.00')), None)
    """

    @property
    def name(self) -> str:
        """The name under which the scheme was given."""
    @property
    def settlement(self) -> Settlement | None:
        """The settlement; None where there is an error."""
    @property
    def error(self) -> SettleError | None:
        """What the scheme lacks; None where it was settled."""
    def income(self, party: str) -> Decimal | None:
        """What a party earned in all years; None where it has no part or the scheme could not be settled."""
    def worst_year(self, party: str) -> tuple[int, Decimal] | None:
        """The first of the years in which a party earned least, and how much that was."""

@final
class Report:
    """One parsed document with its text.

    Records point at one another by index: `report.figures[observation.figure]`. Spans count code points:
    `report.text[start:end]` is the quote.

    >>> import lianjie
    >>> report = lianjie.parse("2017年，全县整合涉农资金1.86亿元，带动贫困户940户，户均增收760元。", id="county")
    >>> report
    <Report "county": 3 figures, 3 observations, 1 programs, 1 funding sources, 0 schemes, 0 findings>
    >>> start, end = report.figures[0].span
    >>> report.text[start:end]
    '1.86亿元'
    >>> lianjie.Report.from_json(report.to_json(), text=report.text) == report
    True
    """

    @property
    def text(self) -> str:
        """The decoded text; `text[start:end]` of a span is the quote."""
    @property
    def document(self) -> Document:
        """What was read."""
    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every quantity of the body, in text order."""
    @property
    def observations(self) -> tuple[Observation, ...]:
        """Figures with what they measure, of whom, where and when."""
    @property
    def programs(self) -> tuple[Program, ...]:
        """What is done for poor households."""
    @property
    def funding_sources(self) -> tuple[FundingSource, ...]:
        """The money that pays for it."""
    @property
    def schemes(self) -> tuple[LinkageScheme, ...]:
        """How households are tied to enterprises, and who gets or bears what."""
    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the audit found in the document's own arithmetic."""
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What gave no record, or a doubtful one."""
    def to_json(self, *, indent: int | None = None) -> str:
        """The JSON form, the same as the command writes. Diagnostics and the text are not part of it."""
    def to_dict(self) -> dict[str, Any]:
        """The JSON form as Python objects; measured numbers are decimal strings."""
    @staticmethod
    def from_json(json: str, *, text: str = "") -> Report:
        """Reads the JSON form; RecordError names what is wrong with it."""
    @staticmethod
    def from_dict(report: Mapping[str, Any], *, text: str = "") -> Report:
        """Reads what `to_dict` gives; Decimal and date objects are taken too."""
    def to_html(self) -> str:
        """A page of its own, which a browser opens: the text with what was read in it, findings and lists. It holds no script
        and loads nothing; `_repr_html_` gives the same as a part of a notebook.

        >>> import lianjie
        >>> report = lianjie.parse("全县脱贫974户。")
        >>> page = report.to_html()
        >>> page.startswith("<!DOCTYPE html>"), "974户</span>" in page
        (True, True)
        """
    def _repr_html_(self) -> str:
        """The text with what was read in it, where a notebook shows the report."""
    @staticmethod
    def _restore(json: str, text: str, diagnostics: str) -> Report: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Table:
    """Rows in the columnar form of Arrow, which data frames and databases take without copying.

    `polars.DataFrame(table)`, `pyarrow.table(table)` and `duckdb.from_arrow(pyarrow.table(table))` read it through the
    PyCapsule interface; nothing has to be installed for a table to be made. The columns are documented in "Tables and
    panels" of the documentation, and in `columns`.

    >>> import lianjie
    >>> report = lianjie.parse("2017年，平山县脱贫974户。", id="a")
    >>> table = lianjie.tables(report).figures
    >>> table
    <Table 'figures': 1 rows, 15 columns>
    >>> table.name, len(table), table.column_names[:3]
    ('figures', 1, ('report', 'document', 'figure'))
    """

    @property
    def name(self) -> str:
        """Which table: `observations`, `figures`, …"""
    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
    @property
    def columns(self) -> dict[str, str]:
        """What each column holds, by name."""
    def to_csv(self) -> str:
        """The rows as CSV, null as an empty cell, numbers as they are printed.

        >>> import lianjie
        >>> table = lianjie.tables(lianjie.parse("2017年，平山县脱贫974户。", id="a")).figures
        >>> table.to_csv().splitlines()[1]
        '0,a,0,974,,household,exact,1,,,,,11,15,974户'
        """
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __len__(self, /) -> int: ...

@final
class Tables:
    """The tables of one report or many, each made when it is first asked for.

    Rows of several tables belong together by `report` and the number of a record: `observations.figure` is
    `figures.figure` of the same `report`.

    >>> import lianjie
    >>> reports = [lianjie.parse(f"2017年，平山县脱贫{count}户。") for count in (974, 1200)]
    >>> tables = lianjie.tables(reports)
    >>> tables
    <Tables of 2 reports: documents, figures, observations, programs, funding_sources, schemes, terms, parties, findings, measured, operators, program_funding, program_schemes, ties, shares, finding_figures, repairs, evidence>
    >>> [table.name for table in tables.all() if len(table)]
    ['documents', 'figures', 'observations']
    """

    @property
    def documents(self) -> Table:
        """One row a report: what was read."""
    @property
    def figures(self) -> Table:
        """One row a quantity of the body, in text order."""
    @property
    def observations(self) -> Table:
        """One row a figure that measures something: what, of whom, where and when."""
    @property
    def programs(self) -> Table:
        """One row a line of action for poor households."""
    @property
    def funding_sources(self) -> Table:
        """One row a source of money."""
    @property
    def schemes(self) -> Table:
        """One row a benefit-linkage scheme."""
    @property
    def terms(self) -> Table:
        """One row a provision of a scheme; what its type does not provide for is null."""
    @property
    def parties(self) -> Table:
        """One row a party of a scheme, in the order of the chain."""
    @property
    def findings(self) -> Table:
        """One row a relation among figures that the audit checked."""
    @property
    def measured(self) -> Table:
        """One row a value of a program or scheme: whom it reached, what came of it."""
    @property
    def operators(self) -> Table:
        """One row an enterprise, cooperative or park that carries out a program or scheme."""
    @property
    def program_funding(self) -> Table:
        """One row a program and a funding source that pays for it."""
    @property
    def program_schemes(self) -> Table:
        """One row a program and a scheme that it uses."""
    @property
    def ties(self) -> Table:
        """One row a way in which a scheme ties the household."""
    @property
    def shares(self) -> Table:
        """One row a party's part of a profit, a loss or a risk."""
    @property
    def finding_figures(self) -> Table:
        """One row a figure of a finding."""
    @property
    def repairs(self) -> Table:
        """One row a figure that digits run together must have been; the quote is what was printed."""
    @property
    def evidence(self) -> Table:
        """One row a span of text that a program, source, scheme, term or finding rests on."""
    def all(self) -> tuple[Table, ...]:
        """All tables, in the order of the documentation."""

@final
class Panel:
    """A panel: one row a place and year, with every statement that was considered for it.

    A panel is taken by data frames like a table; they get `wide`.

    >>> import lianjie
    >>> texts = ["2018年，平山县贫困发生率0.8%。", "2018年，平山县贫困发生率1.5%。"]
    >>> panel = lianjie.panel([lianjie.parse(text) for text in texts], ["poverty_incidence"], group="all")
    >>> panel
    <Panel: 1 rows of 2 observations: 2 conflict>
    >>> panel.counts
    {'conflict': 2}
    """

    @property
    def wide(self) -> Table:
        """One row a place and year, a block of columns for each measure."""
    @property
    def cells(self) -> Table:
        """One row an observation of the measures: the columns of `observations`, its year, and what became of it."""
    @property
    def counts(self) -> dict[str, int]:
        """How many observations of the measures came to what: `used`, `agrees`, `conflict`, or why they do not count."""
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __len__(self, /) -> int: ...

@final
class Explanation:
    """Why one place of a text was read as it was: the number and the words that gave its unit and bound, what its clause
    speaks of and since when, the rule and the weights behind its measure, the records that use it.

    Printed, it is a list for a person; `to_dict()` has everything.

    >>> import lianjie
    >>> text = "2018年，全县共发放分红412万元，惠及贫困户1630户。"
    >>> why = lianjie.explain(text, text.index("412"))
    >>> why.figure.text, why.measure
    ('412万元', 'dividend')
    >>> why.to_dict()["scope"]["period"]["named"]["text"]
    '2018年'
    >>> print(str(why).splitlines()[2])
    figure       412万元 = 4120000 yuan, exact, last digit 10000  (figures[0])
    >>> lianjie.explain("全村第三次分红。", 3).no_figure
    'ordinal'
    """

    @property
    def offset(self) -> int:
        """The code point that was asked about."""
    @property
    def figure(self) -> Figure | None:
        """The figure there."""
    @property
    def no_figure(self) -> str | None:
        """Why there is none: `date`, `ordinal`, `set_phrase`, `left_out`, `no_number`, …"""
    @property
    def measure(self) -> str | None:
        """What the figure measures."""
    @property
    def rule(self) -> str | None:
        """The rule that said so."""
    @property
    def confidence(self) -> str | None:
        """How sure it is."""
    @property
    def used_by(self) -> tuple[str, ...]:
        """The records that use the figure: `observations[3]`, `programs[0].coverage.jobs`."""
    def to_json(self) -> str:
        """Everything, as JSON."""
    def to_dict(self) -> dict[str, Any]:
        """Everything, as Python objects."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...

@final
class Lexicon:
    """The built-in words with rows of the user's.

    Each item of `rows` is the name of a word class and the text of a TSV file: a header line, then a word and a
    code, and an attr where the class has one. Words may be in either script; a word that the class has already gets
    the new code. LexiconError names the class and the line.

    >>> import lianjie
    >>> words = lianjie.Lexicon([("industry", "word\\tcode\\n白玉蜗牛\\tlivestock\\n")])
    >>> report = lianjie.parse("全县白玉蜗牛带动贫困户120户。", lexicon=words)
    >>> report.observations[0].industry
    'livestock'
    """

    def __new__(cls, rows: Sequence[tuple[str, str]]) -> Lexicon: ...
    @staticmethod
    def classes() -> tuple[str, ...]:
        """Names of the word classes.

        >>> import lianjie
        >>> "industry" in lianjie.Lexicon.classes()
        True
        """
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

    >>> import lianjie
    >>> from datetime import date
    >>> report = lianjie.parse("去年，全县脱贫974户。", id="county", published=date(2018, 5, 11))
    >>> observation = report.observations[0]
    >>> observation.measure, report.figures[observation.figure].value, str(observation.period.to)
    ('households_lifted', Decimal('974'), '2017-12-31')
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

    >>> import lianjie, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "pingshan.txt")
    >>> path.write_text("全县脱贫974户。", encoding="gb18030")
    9
    >>> report = lianjie.parse_file(path)
    >>> report.document.id, report.figures[0].text
    ('pingshan', '974户')
    """

def parse_files(
    paths: Sequence[str | PathLike[str]],
    *,
    jobs: int | None = None,
    lexicon: Lexicon | None = None,
) -> tuple[tuple[Report, ...], tuple[tuple[Path, Exception], ...]]:
    """Reads many files at a time, with the interpreter released; one that cannot be read does not stop the rest.

    Gives the reports in the order of the paths, without those that could not be read, and why each of those could not.
    `jobs` is how many files are read at a time, by default one for each processor. A file's stem becomes its document's
    id.

    >>> import lianjie, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "pingshan.txt")
    ...     _ = path.write_text("2017年，平山县脱贫974户。", encoding="utf-8")
    ...     reports, errors = lianjie.parse_files([path, pathlib.Path(folder, "missing.txt")])
    >>> [report.document.id for report in reports]
    ['pingshan']
    >>> [(path.name, type(error).__name__) for path, error in errors]
    [('missing.txt', 'FileNotFoundError')]
    """

def tables(reports: Report | Sequence[Report]) -> Tables:
    """The records of one report or of many as tables that polars, pandas, pyarrow and DuckDB take.

    Exact numbers are decimals with nine places; TableError names the document and the number that has more. Days are dates,
    codes and names dictionaries, offsets code points of the report's text.

    >>> import lianjie
    >>> report = lianjie.parse("2017年，平山县整合涉农资金1.86亿元。", id="a")
    >>> table = lianjie.tables(report).observations
    >>> len(table), table.column_names[:2]
    (1, ('report', 'document'))
    """

def write_parquet(reports: Report | Sequence[Report], folder: str | PathLike[str]) -> tuple[Path, ...]:
    """Writes all tables into a folder, `observations.parquet` and so on, and gives the paths of the files.

    Makes the folder where there is none and replaces files of these names. The command
    `lianjie parse PATH... --format parquet --out FOLDER` writes the same.

    >>> import lianjie, tempfile
    >>> report = lianjie.parse("2017年，平山县脱贫974户。")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     paths = lianjie.write_parquet(report, folder)
    >>> len(paths), paths[2].name
    (18, 'observations.parquet')
    """

def panel(
    reports: Report | Sequence[Report],
    measures: Sequence[str],
    *,
    by: tuple[str, str] | None = None,
    group: str | None = None,
    industry: str | None = None,
) -> Panel:
    """One row a place and year: what reports say of it, conflicts shown rather than averaged.

    `by` is the level of the places and "year". A figure counts only for the place that it is about: a township's is not
    its county's. `group` keeps to figures of the poor (`"poor"`) or of everybody (`"all"`); without it columns of the poor
    have `poor_` before their name. `industry` asks for one line of action; without it, figures of one line are left out as
    parts. Where statements cannot all be true the cell is null and `…_clash` says why; `cells` has every statement with its
    evidence. The rules are in "Tables and panels" of the documentation.

    >>> import lianjie
    >>> texts = ["2018年，平山县整合资金1.86亿元。", "2018年，平山县整合资金18604万元。"]
    >>> reports = [lianjie.parse(text, id=name) for name, text in zip("ab", texts)]
    >>> panel = lianjie.panel(reports, ["funding"], by=("county", "year"), group="all")
    >>> panel
    <Panel: 1 rows of 2 observations: 1 agrees, 1 used>
    >>> header, row = [line.split(",") for line in panel.wide.to_csv().splitlines()]
    >>> dict(zip(header, row))["funding"]
    '186040000'
    """

def run(args: Sequence[str]) -> int:
    """Runs the `lianjie` command with a process's arguments; gives the exit code."""

def explain(text: str | Report, offset: int, *, lexicon: Lexicon | None = None) -> Explanation:
    """Explains why a place was read as it was; `offset` counts code points, as spans do.

    Of a report, its text is read again with what the report knows of its publication; give the lexicon that it was parsed
    with. IndexError when the text has no such place.

    >>> import lianjie
    >>> report = lianjie.parse("全县脱贫974户。")
    >>> lianjie.explain(report, report.figures[0].span[0]).measure
    'households_lifted'
    """

def verify(report: Report) -> tuple[Report, tuple[Doubt, ...]]:
    """Holds records that were made elsewhere, by hand or by a language model, against the report's text.

    Gives the report with quotes that moved where they stand, and what does not hold: quotes that are nowhere in the
    text, values and units that the quotes do not say, evidence past the end of the text. `Report.from_json` has refused
    indexes that point at nothing. The text is audited too: the report's findings are joined by those among its figures.

    >>> import json, lianjie
    >>> text = "全县脱贫974户。"
    >>> answer = lianjie.parse(text).to_dict()
    >>> answer["figures"][0]["value"] = "947"
    >>> records = lianjie.Report.from_json(json.dumps(answer), text=text)
    >>> checked, doubts = lianjie.verify(records)
    >>> doubts[0].message
    '"974户" says 974, not 947'
    """

def compare(reports: Sequence[Report]) -> tuple[Disagreement, ...]:
    """What several reports say of a place that cannot all be true: values of one period that do not meet, running totals that
    shrink, more who left poverty than were poor.

    >>> import lianjie
    >>> reports = [lianjie.parse(f"2017年，平山县脱贫{count}户。") for count in (974, 1200)]
    >>> for one in lianjie.compare(reports):
    ...     print(one.place.name, one.measure, one.conflict)
    平山县 households_lifted same_period
    """

def schema() -> dict[str, Any]:
    """The JSON Schema of the JSON form, as Python objects: closed objects and code lists, fit for the structured output of
    language models.

    >>> import lianjie
    >>> lianjie.schema()["title"]
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

    >>> import lianjie
    >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 40}]}
    >>> settlement = lianjie.settle([guarantee, split], operator="enterprise", capital=1000000, profits=[300000, -50000])
    >>> settlement.by_party()["household"]
    Decimal('280000.00')
    >>> lianjie.settle([guarantee], operator="enterprise", years=1)
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

    >>> import lianjie
    >>> payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
    >>> [error.input for error in lianjie.missing([payout], operator="cooperative")]
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

    >>> import lianjie
    >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 40}]}
    >>> lianjie.payouts([split], [-100, 0, 25000], operator="enterprise").fen("household").tolist()
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

    >>> import lianjie
    >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    >>> curve = lianjie.sweep([guarantee], -1000, 1000, points=3, operator="enterprise", capital=5000)
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

    >>> import lianjie
    >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    >>> lianjie.least_profit([guarantee], "enterprise", 0, operator="enterprise", capital=1000000)
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

    >>> import lianjie
    >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 60}]}
    >>> profits = {"type": "uniform", "low": -100000, "high": 300000}
    >>> drawn = lianjie.simulate([split], profits, years=1, runs=1000, seed=7, operator="cooperative")
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

    >>> import lianjie
    >>> fixed = [{"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}]
    >>> share = [{"type": "profit_split", "shares": [{"party": "household", "share": 40}]}]
    >>> case = {"operator": "enterprise", "households": 40, "profits": [400000, -100000]}
    >>> for one in lianjie.compare_schemes({"fixed": fixed, "share": share}, **case):
    ...     print(one.name, one.income("household"), one.worst_year("household"))
    fixed 200000.00 (1, Decimal('100000.00'))
    share 160000.00 (2, Decimal('0.00'))
    """
