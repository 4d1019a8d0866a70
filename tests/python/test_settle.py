"""Settling from Python: values, errors, columns, pictures."""

import array
import json
import pickle
import sys
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path
from typing import Any

import lianjie
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

GUARANTEE: dict[str, Any] = {"type": "guaranteed_return", "percent": 8}
SPLIT: dict[str, Any] = {
    "type": "profit_split",
    "shares": [
        {"party": "cooperative", "share": 6},
        {"party": "household", "share": Decimal(3)},
        {"party": "village_collective", "share": "1"},
    ],
}
CASE: dict[str, Any] = {"operator": "cooperative", "capital": 3000000}


def scheme(reports: list[Path]) -> lianjie.LinkageScheme:
    """The first scheme of the samples that promises a sum for each household and year."""
    for path in reports:
        for scheme in lianjie.parse_file(path).schemes:
            if any(term.type_ == "fixed_payout" and term.per == ("household", "year") for term in scheme.terms):
                return scheme
    raise AssertionError("no such scheme")


def test_flows_are_exact_frozen_and_pickled() -> None:
    settlement = lianjie.settle([GUARANTEE, SPLIT], profits=[560000, -100000], households=60, **CASE)
    first = settlement.flows[0]
    assert (first.year, first.from_, first.to, first.kind, first.term) == (1, "market", "cooperative", "result", None)
    assert first.amount == Decimal("560000.00") and isinstance(first.amount, Decimal)
    assert settlement.by_party(year=1)["household"] == Decimal(336000)
    assert settlement.by_kind("household", "profit_split") == Decimal(96000)
    assert settlement.by_household(1) == (Decimal(5600),) * 60
    assert sum(settlement.by_party().values()) == sum(settlement.by_party(capital=True).values()) == 0
    again = pickle.loads(pickle.dumps(settlement))
    assert again == settlement and hash(again) == hash(settlement) and again.flows == settlement.flows
    assert settlement.to_dict()["flows"][1]["amount"] == "240000.00"
    with pytest.raises(AttributeError):
        first.amount = Decimal(0)  # type: ignore[misc]


def test_a_scheme_of_a_report_is_settled(reports: list[Path]) -> None:
    found = scheme(reports)
    open_questions = {error.input for error in lianjie.missing(found)}
    assert open_questions & {"years", "profits"}
    assert lianjie.settle(found.terms, operator="enterprise", households=2, years=1, **given_for(found)).flows


def given_for(found: lianjie.LinkageScheme) -> dict[str, Any]:
    """What a scheme with loans or a division asks for besides."""
    case: dict[str, Any] = {"loan": {"lending": "to_enterprise", "principal": 50000, "percent": "4.75", "years": 1}}
    case["loan"]["repayment"] = "bullet"
    if any(term.type_ == "profit_split" for term in found.terms):
        return {**case, "profits": [1000000]}
    return case


def test_what_is_missing_is_named() -> None:
    with pytest.raises(lianjie.MissingInput, match="term 0") as raised:
        lianjie.settle([GUARANTEE], operator="cooperative", years=1)
    error = raised.value
    assert (error.term, error.clause, error.input) == (0, "guaranteed_return", "capital")
    assert isinstance(error, lianjie.SettleError) and isinstance(error, lianjie.LianjieError)
    assert lianjie.missing([GUARANTEE], operator="cooperative", years=1, capital=1) == ()


def test_wrong_input_is_named() -> None:
    with pytest.raises(TypeError, match="0.1 is floating point"):
        lianjie.settle([GUARANTEE], capital=0.1)
    with pytest.raises(lianjie.SettleError, match="unknown field `captial`"):
        lianjie.settle([GUARANTEE], captial=1)
    with pytest.raises(lianjie.SettleError, match="clause 0: unknown variant"):
        lianjie.settle([{"type": "gift"}])
    with pytest.raises(lianjie.SettleError, match="clause 0: missing field `type`"):
        lianjie.settle([{}])
    with pytest.raises(TypeError, match="terms must be a LinkageScheme"):
        lianjie.settle("保底分红")  # type: ignore[arg-type]
    with pytest.raises(lianjie.SettleError, match="whole number of fen"):
        lianjie.settle([GUARANTEE], capital="0.001")


def test_columns_come_from_and_go_into_arrays() -> None:
    profits = np.arange(-1000, 1000, dtype=np.int64)
    payouts = lianjie.payouts([GUARANTEE], profits, operator="cooperative", capital=1)
    assert payouts.parties == ("cooperative", "household", "market") or set(payouts.parties) >= {"household"}
    column = np.asarray(payouts.fen("household"))
    assert column.dtype == np.int64 and (column == 8).all() and not column.flags.owndata
    assert np.asarray(payouts.profits_fen).tolist() == profits.tolist()
    assert sum(np.asarray(values) for values in payouts.to_dict().values()).tolist() == [0] * 2000  # type: ignore[union-attr]
    for given_as in (array.array("q", [5, 6]), array.array("i", [5, 6]), [5, 6], (5, 6), np.array([5, 6], dtype=np.int32)):
        one = lianjie.payouts([GUARANTEE], given_as, operator="cooperative", capital=1)
        assert one.profits_fen.tolist() == [5, 6]
    with pytest.raises(KeyError):
        payouts.fen("bank")
    with pytest.raises(TypeError, match="whole numbers"):
        lianjie.payouts([GUARANTEE], np.array([0.5]), operator="cooperative", capital=1)
    with pytest.raises(TypeError, match="2 dimensions"):
        lianjie.payouts([GUARANTEE], np.zeros((2, 2), dtype=np.int64), operator="cooperative", capital=1)


def test_what_turns_into_an_array_is_taken() -> None:
    class Series:
        def to_numpy(self) -> Any:
            return np.array([7, 8])

    payouts = lianjie.payouts([GUARANTEE], Series(), operator="cooperative", capital=1)
    assert payouts.profits_fen.tolist() == [7, 8]


@given(st.lists(st.integers(-(10**12), 10**12), max_size=20))
def test_columns_are_what_settling_gives(profits: list[int]) -> None:
    payouts = lianjie.payouts([GUARANTEE, SPLIT], profits, **CASE)
    for index, fen in enumerate(profits):
        yuan = Decimal(fen) / 100
        settled = lianjie.settle([GUARANTEE, SPLIT], profits=[yuan], **CASE).by_party()
        assert payouts.fen("household")[index] == settled["household"] * 100
        assert payouts.fen("cooperative")[index] == settled.get("cooperative", 0) * 100


def test_the_same_seed_draws_the_same() -> None:
    profits = {"type": "normal", "mean": 300000, "deviation": Decimal("150000.50")}
    one, two, other = (
        lianjie.simulate([GUARANTEE, SPLIT], profits, years=2, runs=200, seed=seed, carry_losses=True, **CASE)
        for seed in (1, 1, 2)
    )
    assert one == two and one != other
    low, middle, high = one.totals.quantiles("household", [5, 50, 95])
    assert Decimal(480000) <= low <= middle <= high
    assert one.worst_years.quantiles("household", [0]) == (Decimal(240000),)
    with pytest.raises(lianjie.SettleError, match="profits: "):
        lianjie.simulate([GUARANTEE], {"type": "certain"}, years=1, runs=1, seed=0, **CASE)


def test_schemes_beside_each_other() -> None:
    fixed = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
    with_rate, with_sum = lianjie.compare_schemes({"rate": [GUARANTEE], "sum": [fixed]}, profits=[0], **CASE)
    assert with_rate.income("household") == Decimal(240000) and with_rate.error is None
    assert with_rate.worst_year("household") == (1, Decimal(240000))
    assert with_sum.settlement is None and with_sum.error is not None and with_sum.error.input == "households"


def test_pictures_are_well_formed_and_escaped(reports: list[Path]) -> None:
    found = scheme(reports).to_dict()
    found["name"] = "</title><script>alert(1)</script>"
    hostile = lianjie.LinkageScheme.from_json(json.dumps(found))
    root = ET.fromstring(hostile.to_svg())
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert "<script" not in hostile.to_mermaid() and hostile.to_mermaid().startswith("flowchart LR\n")
    settlement = lianjie.settle([GUARANTEE], profits=[0], **CASE)
    assert "guaranteed return 240000.00" in settlement.to_mermaid()
    assert ET.fromstring(settlement.to_svg()).tag.endswith("svg")


def test_curves_are_drawn(tmp_path: Path) -> None:
    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.use("Agg")
    axes = lianjie.plot.payout([GUARANTEE, SPLIT], -100000, 900000, **CASE)
    labels = [str(line.get_label()) for line in axes.get_lines()]
    assert labels[:3] == ["cooperative", "household", "village_collective"]
    assert labels[-1] == "break-even 240000.00"
    figure = axes.get_figure()
    assert isinstance(figure, Figure)
    figure.savefig(tmp_path / "curve.png")
    assert (tmp_path / "curve.png").stat().st_size > 1000


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(ImportError, match=r"lianjie\[plot\]"):
        lianjie.plot.payout([GUARANTEE], 0, 1, **CASE)


def test_ties_and_funding_add_what_no_term_states() -> None:
    wages = {"workers": 2, "times": 100, "rate": Decimal("80.50")}
    settlement = lianjie.settle([GUARANTEE], ties=["wage"], wages=wages, profits=[0], **CASE)
    assert settlement.by_kind("household", "wage") == Decimal(16100)
    report = lianjie.parse("县里设立风险补偿金500万元，银行按10倍放大，政府与银行按7∶3分担损失。")
    funds = [source for source in report.funding_sources if source.risk_share]
    asked = [error.input for error in lianjie.missing([GUARANTEE], funding=funds, years=1, **CASE)]
    assert "compensation_fund" in asked
    with pytest.raises(lianjie.SettleError, match="ties: "):
        lianjie.settle([GUARANTEE], ties=[""], years=1, **CASE)
    terms = [lianjie.Term.from_json('{"type": "fixed_payout", "amount": "10", "bound": "exact", "per": ["person", "year"]}')]
    assert lianjie.settle(terms, operator="park", persons=3, years=1).by_party() == {
        "household": Decimal(30),
        "park": Decimal(-30),
    }
    with pytest.raises(TypeError, match="all Terms or all clauses"):
        lianjie.settle([*terms, GUARANTEE])  # type: ignore[arg-type]
