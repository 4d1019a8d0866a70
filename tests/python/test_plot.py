"""The plots: what they draw, that no sum is drawn twice, and that no letter is missing."""

import doctest
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lianjie
import pytest
from lianjie import _chart

import matplotlib  # isort: skip

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    import matplotlib.pyplot as plt

    plt.close("all")


def report(*sources: dict[str, Any], per: tuple[str, ...] = ()) -> lianjie.Report:
    """A report with sources of these sums."""
    figures = []
    for number, source in enumerate(sources):
        value = source.pop("sum", None)
        figure = {"span": [0, 1], "text": "x", "value": value, "unit": "yuan", "bound": "exact", "per": list(per)}
        figures.append(figure)
        source |= {"evidence": [[0, 1]], "amount": value and {**figure, "figure": number}}
    document = {"id": "a", "script": "simplified"}
    return lianjie.Report.from_dict({"document": document, "figures": figures, "funding_sources": list(sources)})


def drawn(axes: Any) -> list[tuple[str, float, float]]:
    """Label, left end and width of each bar."""
    axes.figure.canvas.draw()
    labels = [label.get_text() for label in axes.get_yticklabels()]
    return [(labels[round(bar.get_y() + bar.get_height() / 2)], bar.get_x(), bar.get_width()) for bar in axes.patches]


def test_components_fill_their_total() -> None:
    one = report(
        {"kind": "total", "sum": "9000000"},
        {"kind": "fiscal_special", "sum": "5000000", "part_of": 0, "level": "county"},
        {"kind": "donation", "sum": "3000000", "part_of": 0},
        {"kind": "micro_loan", "sum": "7000000"},
    )
    assert drawn(lianjie.plot.funds(one)) == [
        ("total", 0, 9000),
        ("└ fiscal special (county)", 0, 5000),
        ("└ donation", 5000, 3000),
        ("└ not broken down", 8000, 1000),
        ("micro loan", 0, 7000),
    ]


def test_components_beyond_their_total_leave_no_rest() -> None:
    one = report({"kind": "total", "sum": "10"}, {"kind": "donation", "sum": "12", "part_of": 0})
    assert drawn(lianjie.plot.funds(one)) == [("total", 0, 10), ("└ donation", 0, 12)]


def test_components_of_a_total_without_sum_stand_alone() -> None:
    one = report({"kind": "total"}, {"kind": "donation", "sum": "12", "part_of": 0})
    assert drawn(lianjie.plot.funds(one)) == [("donation", 0, 12)]


def test_norms_are_no_sums() -> None:
    assert drawn(lianjie.plot.funds(report({"kind": "reward", "sum": "800"}, per=("mu",)))) == []
    assert drawn(lianjie.plot.funds(report({"kind": "reward", "sum": "800"}, per=("year",)))) == [("reward", 0, 800)]


def test_several_reports_stand_under_one_another(reports: list[Path]) -> None:
    read = [lianjie.parse_file(path) for path in reports]
    axes = lianjie.plot.funds(read)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert [label for label in labels if label in {path.stem for path in reports}] == [path.stem for path in reports]
    axes = lianjie.plot.coverage(read)
    stated = sum("households_benefited" in program.coverage for one in read for program in one.programs)
    assert len(axes.patches) == stated > 10


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_letter_is_drawn(reports: list[Path], language: str, tmp_path: Path) -> None:
    # A missing letter is a warning, and warnings are errors.
    read = [lianjie.parse_file(path) for path in reports]
    odd = lianjie.parse("𠮷村$x$_^产业扶贫带动贫困户630户。", id="\U000f0000 $\\frac$ 县")
    for plot in (lianjie.plot.funds, lianjie.plot.coverage):
        axes: Any = plot([*read, odd], language=language)
        axes.figure.savefig(tmp_path / "plot.png")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_a_chinese_font_codes_are_english(
    reports: list[Path], language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_chart, "CHINESE", ())
    monkeypatch.setattr(_chart, "FILES", ("no such font",))
    _chart._fonts.cache_clear()
    try:
        axes: Any = lianjie.plot.coverage(lianjie.parse_file(reports[0]), language=language)
        axes.figure.savefig(tmp_path / "plot.png")
        assert axes.get_xlabel() == "households benefited"
        assert all(label.get_text().isascii() for label in axes.get_yticklabels())
    finally:
        _chart._fonts.cache_clear()


def test_coverage_shows_ranges_and_hedges() -> None:
    one = lianjie.parse("光伏扶贫产业带动贫困户至少630户，全县茶产业带动贫困户2100余户。")
    axes = lianjie.plot.coverage(one)
    assert [bar.get_width() for bar in axes.patches] == [630, 2100]  # type: ignore[attr-defined]
    assert [text.get_text() for text in axes.texts] == [" ≥630", " >2,100"]


def test_nothing_stated_is_said() -> None:
    for plot in (lianjie.plot.funds, lianjie.plot.coverage):
        assert plot(lianjie.parse("")).texts[0].get_text() == "nothing stated"
        assert plot([]).texts[0].get_text() == "nothing stated"


def test_wrong_words_are_named() -> None:
    with pytest.raises(ValueError, match="households_reached"):
        lianjie.plot.coverage([], measure="households_reached")
    with pytest.raises(ValueError, match="fr"):
        lianjie.plot.funds([], language="fr")


def test_axes_of_the_caller_are_drawn_on() -> None:
    from matplotlib.figure import Figure

    ax = Figure().add_subplot()
    assert lianjie.plot.funds(report({"kind": "reward", "sum": "1"}), ax=ax) is ax


@pytest.mark.parametrize("name", ["coverage", "funds", "payout"])
def test_examples_run(name: str) -> None:
    doc = inspect.getdoc(getattr(lianjie.plot, name)) or ""
    example = doctest.DocTestParser().get_doctest(doc, {}, name, None, 0)
    assert example.examples
    assert doctest.DocTestRunner().run(example).failed == 0


@pytest.mark.parametrize("plot", [lianjie.plot.funds, lianjie.plot.coverage])
def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, plot: Any) -> None:
    for module in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.setitem(sys.modules, module, None)
    _chart._fonts.cache_clear()
    with pytest.raises(ImportError, match=r"lianjie\[plot\]"):
        plot([])
