"""Codes, and records made from Python objects."""

import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import lianjie
import pytest
from conftest import REPOSITORY

SAMPLES = sorted((REPOSITORY / "examples" / "reports").glob("*.txt"))


def test_codes_know_what_records_use() -> None:
    known = {(row.list, row.code) for row in lianjie.codes()}
    assert len(known) == len(lianjie.codes())
    for path in SAMPLES:
        report = lianjie.parse_file(path)
        used = {("script", report.document.script)}
        used |= {("unit", figure.unit) for figure in report.figures}
        used |= {("bound", figure.bound) for figure in report.figures}
        used |= {("measure", one.measure) for one in report.observations}
        used |= {("funding_kind", one.kind) for one in report.funding_sources}
        used |= {("tie", tie) for scheme in report.schemes for tie in scheme.ties}
        used |= {("term", str(term.type_)) for scheme in report.schemes for term in scheme.terms}
        used |= {("program_kind", one.kind) for one in report.programs}
        used |= {("relation", one.relation) for one in report.findings}
        used |= {("diagnostic", one.code) for one in report.diagnostics}
        assert used <= known


def test_a_code_is_a_value() -> None:
    row = lianjie.codes("tie")[0]
    assert row == lianjie.codes("tie")[0] and hash(row) == hash(lianjie.codes("tie")[0])
    assert pickle.loads(pickle.dumps(row)) == row
    assert repr(row).startswith("Code(list='tie', code='land_rent', english='land rent', chinese='土地流转', words=(")
    assert list(row.to_dict()) == ["list", "code", "english", "chinese", "words", "meaning"]
    with pytest.raises(AttributeError):
        setattr(row, "code", "wage")
    with pytest.raises(ValueError, match='no list of codes is called "colour"'):
        lianjie.codes("colour")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_reports_come_back_from_python_objects(path: Path) -> None:
    report = lianjie.parse_file(path)
    again = lianjie.Report.from_dict(report.to_dict(), text=report.text)
    assert again.to_json() == report.to_json()
    for figure in report.figures:
        assert lianjie.Figure.from_dict(figure.to_dict()) == figure


def test_decimals_and_dates_are_taken_as_they_are() -> None:
    records = lianjie.parse("全县发放收益1836万元。").to_dict()
    records["figures"][0]["value"] = Decimal("18360000")
    records["document"]["published"] = date(2018, 5, 31)
    report = lianjie.Report.from_dict(records)
    assert report.figures[0].value == Decimal(18360000)
    assert report.document.published == date(2018, 5, 31)


def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(lianjie.RecordError, match="missing field `document`"):
        lianjie.Report.from_dict({})
    with pytest.raises(lianjie.RecordError, match="Figure"):
        lianjie.Figure.from_dict({"span": [0, 2], "text": "三户", "value": "many"})
    with pytest.raises(ValueError, match="not JSON compliant"):
        lianjie.Figure.from_dict({"value": float("nan")})
