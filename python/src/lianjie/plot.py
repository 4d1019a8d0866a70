"""Payout curves, drawn with matplotlib: ``pip install "lianjie[plot]"``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lianjie._native import LinkageScheme, Term, least_profit, sweep

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["payout"]


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
    if ax is None:
        try:
            import matplotlib.pyplot as plt
        except ImportError as error:
            raise ImportError('lianjie.plot needs matplotlib: pip install "lianjie[plot]"') from error
        ax = plt.figure(layout="constrained").add_subplot()
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
