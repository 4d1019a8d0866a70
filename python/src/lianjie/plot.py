"""Money, reach and payouts, drawn with matplotlib: ``pip install "lianjie[plot]"``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from lianjie._chart import BRANCH, Letters, axes, colour, horizon, number, rows
from lianjie._native import FundingSource, LinkageScheme, Measured, Report, Term, codes, least_profit, sweep

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["coverage", "funds", "payout"]


def funds(
    reports: Report | Iterable[Report],
    *,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draws where the money of a county comes from: each source of its reports, the components of a total under it.

    A total is an outline that its components fill from left to right, and what they leave of it is hatched; no sum is
    drawn twice, and nothing is added up over reports. Counted are sources with a stated sum in yuan that is no norm: what
    is given per household, person or mu (``每亩补助800元``) is left out, a sum per year is a sum. A range stands at its
    lower end. Sums that the audit repaired are drawn as repaired.

    Labels are the codes in English, or with ``language="zh"`` the terms of the field, where a font has Chinese characters.
    ``ax`` is the axes to draw on.

    >>> import lianjie
    >>> report = lianjie.parse(
    ...     "2017年，全县投入资金2亿元，其中财政专项扶贫资金8000万元，社会资本1亿元。"
    ... )
    >>> axes = lianjie.plot.funds(report)
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['total', '└ fiscal special', '└ social investment', '└ not broken down']
    """
    letters = Letters(language)
    bars: list[_Bar] = []
    for heading, report in _titled(reports, letters):
        bars += [_Bar(heading, None, Decimal(0), Decimal(0), is_title=True)] if heading else []
        bars += _sources(report, letters)
    drawn = axes(ax, len(bars))
    # matplotlib draws floating point; the records stay exact.
    size, unit = _scale(max((bar.sum for bar in bars), default=Decimal(0)), letters)
    for row, bar in enumerate(bars):
        if bar.is_title:
            continue
        left, width = float(bar.left / size), float(bar.sum / size)
        face = "none" if bar.kind is None else colour("funding_kind", bar.kind)
        hatch = "////" if bar.is_rest else None
        drawn.barh(row, width, left=left, height=0.62, facecolor=face, edgecolor="0.45", linewidth=0.8, hatch=hatch)
        drawn.text(left + width, row, f" {bar.hedge}{number(bar.sum / size)}", va="center", fontsize="small")
    rows(drawn, letters, [bar.label for bar in bars], [row for row, bar in enumerate(bars) if bar.is_title])
    horizon(drawn, letters, unit)
    return drawn


def coverage(
    reports: Report | Iterable[Report],
    *,
    measure: str = "households_benefited",
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draws whom each program of the reports reached: one measure of ``program.coverage``, a bar a program.

    Programs whose text states no such number have no bar. A range has a line to its upper end; what the text hedges is
    marked (``≥``, ``≤``, ``~``). Programs of a county reach the same households again, so bars do not add up. With
    ``language="zh"`` programs stand under their names, where a font has Chinese characters.

    >>> import lianjie
    >>> report = lianjie.parse("光伏扶贫产业带动贫困户630户，全县茶产业带动贫困户2100余户。")
    >>> axes = lianjie.plot.coverage(report)
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['photovoltaic (programs[0])', 'planting (programs[1])']
    """
    if measure not in {row.code for row in codes("measure")}:
        raise ValueError(f"no measure is called {measure!r}")
    letters = Letters(language)
    labels: list[str] = []
    values: list[Measured | None] = []
    for heading, report in _titled(reports, letters):
        if heading:
            labels.append(heading)
            values.append(None)
        for index, program in enumerate(report.programs):
            value = program.coverage.get(measure)
            if value is None or value.value is None:
                continue
            name = f"{letters.code('program_kind', program.kind)} (programs[{index}])"
            if letters.is_chinese and letters.has(program.name):
                name = program.name
            labels.append(name)
            values.append(value)
    drawn = axes(ax, len(values))
    for row, value in enumerate(values):
        if value is None:
            continue
        width = float(value.value or 0)
        drawn.barh(row, width, height=0.62, color="#4a7ab0")
        if value.upper is not None:
            drawn.plot([width, float(value.upper)], [row, row], color="0.3", linewidth=1.2, marker="|")
        label = f" {_HEDGES.get(value.bound, '')}{number(value.value or Decimal(0))}"
        if value.upper is not None:
            label += f"–{number(value.upper)}"
        drawn.text(float(value.upper or width), row, label, va="center", fontsize="small")
    rows(drawn, letters, labels, [row for row, value in enumerate(values) if value is None])
    horizon(drawn, letters, letters.code("measure", measure))
    return drawn


def payout(
    terms: LinkageScheme | Sequence[Term] | Sequence[Mapping[str, Any]],
    low: int | str | Decimal,
    high: int | str | Decimal,
    *,
    points: int = 201,
    parties: Sequence[str] | None = None,
    ax: Axes | None = None,
    **case: Any,
) -> Axes:
    """Draws what each party earns in a year over the profit of that year, both in yuan.

    A dotted line marks the profit from which the operator earns anything: below it the guarantee eats the profit.
    ``parties`` chooses the curves, ``ax`` the axes to draw on; the terms and the case are those of ``settle``.

    >>> import lianjie
    >>> guarantee = {"type": "guaranteed_return", "percent": 10}
    >>> split = {"type": "profit_split", "shares": [{"party": "household", "share": 40}]}
    >>> axes = lianjie.plot.payout([guarantee, split], -100000, 500000, operator="enterprise", capital=1000000)
    >>> [line.get_label() for line in axes.get_lines()][:2]
    ['enterprise', 'household']
    """
    ax = axes(ax)
    curve = sweep(terms, low, high, points=points, **case)
    drawn = [party for party in curve.parties if party != "market"] if parties is None else parties
    profits = [fen / 100 for fen in curve.profits_fen]
    for party in sorted(drawn):
        ax.plot(profits, [fen / 100 for fen in curve.fen(party)], label=party)
    ax.axhline(0, color="0.6", linewidth=0.8)
    operator = case.get("operator")
    if operator is None and isinstance(terms, LinkageScheme):
        operator = _operator(terms, case)
    if operator is not None:
        even = least_profit(terms, operator, 0, **case)
        if even is not None and profits[0] <= even <= profits[-1]:
            ax.axvline(float(even), color="0.6", linestyle=":", label=f"break-even {even}")
    ax.set_xlabel("profit of the year (yuan)")
    ax.set_ylabel("earned in the year (yuan)")
    ax.legend()
    return ax


def _operator(scheme: LinkageScheme, case: Mapping[str, Any]) -> str | None:
    """Who runs the business, as a settlement of the scheme says."""
    from lianjie._native import settle

    one_year: dict[str, Any] = {name: value for name, value in case.items() if name != "years"}
    one_year["profits"] = [0]
    return settle(scheme, **one_year).operator


_HEDGES = {"at_least": "≥", "over": ">", "at_most": "≤", "about": "~", "nearly": "~"}


class _Bar(NamedTuple):
    """A sum with where its bar begins; one of no kind is an outline."""

    label: str
    kind: str | None
    left: Decimal
    sum: Decimal
    hedge: str = ""
    is_rest: bool = False
    is_title: bool = False


def _titled(reports: Report | Iterable[Report], letters: Letters) -> Iterator[tuple[str, Report]]:
    """The reports with the title of their rows; one alone needs none."""
    given = [reports] if isinstance(reports, Report) else list(reports)
    for number, report in enumerate(given):
        place = report.document.place
        names = [place.name if place and letters.is_chinese else "", report.document.id, f"reports[{number}]"]
        name = next(name for name in names if name and letters.has(name))
        yield ("" if len(given) == 1 else name), report


def _sources(report: Report, letters: Letters) -> Iterator[_Bar]:
    """The sums of a report, each total before its components."""
    counted = {index: amount for index, source in enumerate(report.funding_sources) if (amount := _sum(report, source))}
    within: dict[int | None, list[int]] = {}
    for index in counted:
        total = report.funding_sources[index].part_of
        within.setdefault(total if total in counted else None, []).append(index)

    def walk(index: int, left: Decimal, depth: int) -> Iterator[_Bar]:
        source, amount = report.funding_sources[index], counted[index]
        parts = within.get(index, [])
        level = f" ({letters.code('fund_level', source.level)})" if source.level else ""
        label = f"{BRANCH * depth}{letters.code('funding_kind', source.kind)}{level}"
        hedge = _HEDGES.get(source.amount.bound, "") if source.amount else ""
        yield _Bar(label, None if parts else source.kind, left, amount, hedge)
        start = left
        for part in parts:
            yield from walk(part, start, depth + 1)
            start += counted[part]
        if parts and (rest := left + amount - start) > 0:
            words = letters.either("not broken down", "未细分")
            yield _Bar(f"{BRANCH * (depth + 1)}{words}", None, start, rest, is_rest=True)

    for index in within.get(None, []):
        yield from walk(index, Decimal(0), 0)


def _sum(report: Report, source: FundingSource) -> Decimal | None:
    """What a source brings, in yuan; None for a norm and where no sum is stated."""
    amount = source.amount
    if amount is None or amount.value is None or amount.unit != "yuan" or amount.value <= 0:
        return None
    return amount.value if set(report.figures[amount.figure].per) <= {"year"} else None


def _scale(largest: Decimal, letters: Letters) -> tuple[Decimal, str]:
    """The unit in which the largest sum is short to read."""
    if letters.is_chinese:
        units, most = [(1, "元"), (10**4, "万元"), (10**8, "亿元")], 10**5
    else:
        units, most = [(1, "yuan"), (10**3, "thousand yuan"), (10**6, "million yuan"), (10**9, "billion yuan")], 10**4
    size, name = next((unit for unit in units if largest < unit[0] * most), units[-1])
    return Decimal(size), name
