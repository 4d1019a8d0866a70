"""The case tables that the Rust tests read too, through the package."""

import sys
from decimal import Decimal, InvalidOperation
from typing import Any

import lianjie
import pytest
from conftest import REPOSITORY

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TABLES = {
    name: tomllib.loads((REPOSITORY / "tests" / "cases" / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    for name in ("figures", "measures")
}


def same(expected: object, found: object) -> bool:
    """Whether a value of the JSON form is the expected one; numbers by value."""
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(same, expected, found))
    if isinstance(expected, str) and isinstance(found, str) and expected != found:
        try:
            return Decimal(expected) == Decimal(found)
        except InvalidOperation:
            return False
    return expected == found


def check(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> bool:
    """Whether the rows are as many and every key that stands in an expected row has its value."""
    return len(expected) == len(found) and all(
        all(
            same(sorted(value), sorted(row[key])) if key == "per" else same(value, row.get(key))
            for key, value in wanted.items()
        )
        for wanted, row in zip(expected, found, strict=True)
    )


def report_of(case: dict[str, Any]) -> dict[str, Any]:
    return lianjie.parse(case["text"]).to_dict()


@pytest.mark.parametrize("case", TABLES["figures"], ids=lambda case: case["name"])
def test_figures(case: dict[str, Any]) -> None:
    found = report_of(case)["figures"]
    expected = [{"value": None, "upper": None, "parts": None, **figure} for figure in case["figures"]]
    assert check(expected, found) == ("pending" not in case), found


@pytest.mark.parametrize("case", TABLES["measures"], ids=lambda case: case["name"])
def test_measures(case: dict[str, Any]) -> None:
    report = report_of(case)
    found = [
        {**row, "figure": report["figures"][row["figure"]]["text"]}
        for row in report["observations"]
        if row["measure"] != "other"
    ]
    assert check(case["observations"], found) == ("pending" not in case), found
