"""Codes, and records made from Python objects."""

import json
import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

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


def accepted(task: dict[str, Any]) -> dict[str, Any]:
    """A task whose predictions an annotator took over."""
    return {"id": 1, "data": task["data"], "annotations": [{"id": 2, "result": task["predictions"][0]["result"]}]}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_annotations_come_back_as_they_went(path: Path) -> None:
    report = lianjie.parse("😀𠮷" + lianjie.parse_file(path).text, id="a")
    task = lianjie.to_label_studio(report)
    for result in task["predictions"][0]["result"]:
        if result["type"] == "labels":
            value = result["value"]
            assert report.text[value["start"] : value["end"]] == value["text"]
    lines = json.dumps(lianjie.to_doccano(report)), json.dumps(lianjie.to_doccano(report, relations=True))
    for gold, problems in (
        lianjie.from_label_studio(json.dumps([accepted(task)]), reports=[report]),
        lianjie.from_doccano(lines[0], reports=[report]),
        lianjie.from_doccano(lines[1], reports=[report]),
    ):
        assert problems == ()
        assert [one.to_json() for one in gold] == [report.to_json()]
        assert gold[0].text == report.text
    page = lianjie.to_web_annotation(report)
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    for item in page["items"]:
        assert {"id", "type", "body", "target"} <= item.keys() and item["type"] == "Annotation"


def test_only_what_is_asked_for_is_exported() -> None:
    report = lianjie.parse("全县投入财政专项扶贫资金2640万元。", id="a")
    assert len(lianjie.to_doccano(report)["label"]) > 1
    assert lianjie.to_doccano(report, records=["figures"])["label"] == [[12, 18, "figure/funding"]]
    with pytest.raises(ValueError, match='no list of records is called "people"'):
        lianjie.to_doccano(report, records=["people"])


def test_broken_exports_are_named() -> None:
    with pytest.raises(lianjie.RecordError, match="line 1"):
        lianjie.from_doccano('{"text": 1}')
    with pytest.raises(lianjie.RecordError):
        lianjie.from_label_studio("[{}]")
    with pytest.raises(lianjie.RecordError, match=r"figures\[0\] is at \[4, 8\]"):
        lianjie.to_doccano(lianjie.Report.from_dict(lianjie.parse("全县脱贫974户。").to_dict()))
    _, problems = lianjie.from_label_studio(json.dumps([{"id": 3, "data": {"text": "三户"}}]))
    assert problems == ("task 3: it has not been annotated",)


def test_scores_of_folders_and_of_reports(tmp_path: Path) -> None:
    reports = [lianjie.parse_file(path) for path in SAMPLES]
    gold = [
        lianjie.Report.from_json((path.parent / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        for path in SAMPLES
    ]
    scores = lianjie.score(gold, reports)
    assert 0.9 < scores["f1"]["figures"] <= 1 and 0.8 < scores["mean"] <= 1
    for report in reports:
        (tmp_path / f"{report.document.id}.json").write_text(report.to_json(), encoding="utf-8")
    of_folders = lianjie.score(SAMPLES[0].parent / "gold", tmp_path)
    assert of_folders.pop("unread") == [] and of_folders == scores
    (tmp_path / f"{SAMPLES[0].stem}.json").unlink()
    assert SAMPLES[0].stem in lianjie.score(SAMPLES[0].parent / "gold", tmp_path)["unread"][0]
    assert lianjie.score(gold, reports[1:])["f1"] == lianjie.score(SAMPLES[0].parent / "gold", tmp_path)["f1"]
    with pytest.raises(TypeError, match="both be folders"):
        lianjie.score(gold, tmp_path)
    with pytest.raises(lianjie.RecordError):
        lianjie.score(tmp_path / "nowhere", tmp_path)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_label_studio_takes_what_is_exported(path: Path) -> None:
    """Label Studio's own checks, where label-studio-sdk is installed."""
    interface = pytest.importorskip("label_studio_sdk.label_interface").LabelInterface(lianjie.label_studio_config())
    interface.validate()
    task = lianjie.to_label_studio(lianjie.parse_file(path))
    assert interface.validate_prediction(task["predictions"][0], return_errors=True) == []
