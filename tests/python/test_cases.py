"""The case tables that the Rust tests read too, through the package."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import lianjie
import pytest
from conftest import REPOSITORY

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Json = dict[str, Any]

SETS = ("per", "ties", "terms")


def tables() -> Iterator[Any]:
    for path in sorted((REPOSITORY / "tests" / "cases").glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def same(expected: object, found: object) -> bool:
    """Whether a value of the JSON form is the expected one: numbers by value, objects by the keys expected."""
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(same, expected, found))
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(
            same_set(value, found.get(key))
            if key in SETS and isinstance(value, list)
            else same(value, found.get(key))
            for key, value in expected.items()
        )
    if isinstance(expected, str) and isinstance(found, str) and expected != found:
        try:
            return Decimal(expected) == Decimal(found)
        except InvalidOperation:
            return False
    return expected == found


def same_set(expected: list[object], found: object) -> bool:
    return (
        isinstance(found, list)
        and len(expected) == len(found)
        and all(any(same(value, other) for other in found) for value in expected)
    )


def in_order(expected: list[Json], found: list[Json]) -> bool:
    """Whether each expected row is one of the rows found, in order."""
    rest = iter(found)
    return all(any(same(row, other) for other in rest) for row in expected)


def quoted(report: Json) -> list[Json]:
    """The observations, each with its figure's quote."""
    return [
        {**row, "figure": report["figures"][row["figure"]]["text"]} for row in report["observations"]
    ]


def figures(report: Json, expected: list[Json]) -> bool:
    wanted = [{"value": None, "upper": None, "parts": None, **figure} for figure in expected]
    return same(wanted, report["figures"])


def observations(report: Json, expected: list[Json]) -> bool:
    return same(expected, [row for row in quoted(report) if row["measure"] != "other"])


def place_of(place: Json | None, name: str) -> Json:
    place = place or {}
    return {name: place.get("name") or "", "adcode": place.get("adcode") or ""}


def places(report: Json, expected: list[Json]) -> bool:
    rows = [{"figure": row["figure"], **place_of(row["place"], "place")} for row in quoted(report)]
    return in_order(expected, rows)


def periods(report: Json, expected: list[Json]) -> bool:
    nothing = {"from": None, "to": None, "as_of": False}
    rows = [{"figure": row["figure"], **nothing, **(row["period"] or {})} for row in quoted(report)]
    return in_order([{**nothing, **row} for row in expected], rows)


def document(report: Json, expected: Json) -> bool:
    return same(expected, place_of(report["document"]["place"], "name"))


def funding_sources(report: Json, expected: list[Json]) -> bool:
    def terms(source: Json) -> Json:
        return {key: value for key, value in (source["terms"] or {}).items() if value is not None}

    stated = [
        index
        for index, source in enumerate(report["funding_sources"])
        if source["amount"] or source["risk_share"] or terms(source)
    ]
    rows = []
    for index in stated:
        source = report["funding_sources"][index]
        rows.append(
            {
                **source,
                "amount": source["amount"]["value"] if source["amount"] else "",
                "growth": source["growth"]["value"] if source["growth"] else None,
                "terms": terms(source),
                "part_of": stated.index(source["part_of"]) if source["part_of"] in stated else None,
            }
        )
    return same(expected, rows)


def schemes(report: Json, expected: list[Json]) -> bool:
    return same(expected, [{**scheme, "name": scheme["name"] or ""} for scheme in report["schemes"]])


def read_findings(report: Json) -> list[Json]:
    """The findings, each with its figures' quotes and the values of its repair."""
    return [
        {
            **row,
            "figures": [report["figures"][index]["text"] for index in row["figures"]],
            "reading": [figure["value"] for figure in (row["repair"] or {"reading": []})["reading"]],
        }
        for row in report["findings"]
    ]


def findings(report: Json, expected: list[Json]) -> bool:
    return in_order(expected, read_findings(report))


def doubted(report: Json, expected: list[Json]) -> bool:
    rows = read_findings(report)
    return same(expected, [row for row in rows if row["verdict"] != "consistent"])


CHECKS: dict[str, Callable[[Json, Any], bool]] = {
    check.__name__: check
    for check in (
        figures,
        observations,
        findings,
        doubted,
        places,
        periods,
        document,
        funding_sources,
        schemes,
    )
}


@pytest.mark.parametrize("case", list(tables()))
def test_case(case: Json) -> None:
    published = date.fromisoformat(case["published"]) if "published" in case else None
    report = lianjie.parse(case["text"], published=published).to_dict()
    expected = {key: value for key, value in case.items() if key in CHECKS}
    assert expected.keys() == case.keys() - {"name", "text", "published", "pending"}
    wrong = [key for key, value in expected.items() if not CHECKS[key](report, value)]
    assert bool(wrong) == ("pending" in case), {key: report[key] for key in wrong if key in report}
