"""The records as Python objects."""

import copy
import json
import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import lianjie
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = "2017年，全县投入财政专项扶贫资金3260.5万元，带动贫困户1742户，户均增收845元。"


def test_figures_are_exact_and_quoted() -> None:
    report = lianjie.parse(TEXT)
    figure = report.figures[0]
    assert figure.value == Decimal("32605000")
    assert isinstance(figure.value, Decimal)
    assert (figure.unit, figure.bound, figure.quantum) == ("yuan", "exact", Decimal("1000"))
    start, end = figure.span
    assert report.text[start:end] == figure.text == "3260.5万元"


def test_dates_are_dates() -> None:
    report = lianjie.parse(TEXT, published=date(2018, 3, 1))
    assert report.document.published == date(2018, 3, 1)
    periods = [observation.period for observation in report.observations]
    assert any(period is not None and period.from_ == date(2017, 1, 1) for period in periods)


def test_offsets_are_code_points() -> None:
    report = lianjie.parse("𠮷村𠮷户：脱贫户12户。")
    start, end = report.figures[0].span
    assert report.text[start:end] == "12户"


def test_records_are_frozen_equal_hashable_and_pickled(reports: list[Path]) -> None:
    for path in reports:
        report = lianjie.parse_file(path)
        again = lianjie.parse_file(path)
        assert report == again and hash(report) == hash(again)
        assert pickle.loads(pickle.dumps(report)) == report
        assert copy.deepcopy(report).diagnostics == report.diagnostics
        for records in (
            report.figures,
            report.observations,
            report.programs,
            report.funding_sources,
            report.schemes,
            report.findings,
            report.diagnostics,
        ):
            assert isinstance(records, tuple)
            for record in records:
                assert pickle.loads(pickle.dumps(record)) == record
                assert len({record, record}) == 1
                assert repr(record).startswith(type(record).__name__ + "(")
                assert "=None" not in repr(record)
                with pytest.raises(AttributeError):
                    record.rule = "x"  # type: ignore[union-attr, misc]


def test_json_form_round_trips(reports: list[Path]) -> None:
    for path in reports:
        report = lianjie.parse_file(path)
        assert json.loads(report.to_json()) == report.to_dict() == json.loads(report.to_json(indent=2))
        restored = lianjie.Report.from_json(report.to_json(), text=report.text)
        assert restored.to_dict() == report.to_dict()


def test_file_name_is_the_id(reports: list[Path]) -> None:
    assert lianjie.parse_file(reports[0]).document.id == reports[0].stem
    assert lianjie.parse_file(str(reports[0])) == lianjie.parse_file(reports[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_bytes_are_decoded(encoding: str) -> None:
    report = lianjie.parse(TEXT.encode(encoding))
    assert report.text == TEXT
    assert report.figures == lianjie.parse(TEXT).figures


def test_lists_are_made_once(reports: list[Path]) -> None:
    report = lianjie.parse_file(reports[0])
    assert report.figures is report.figures
    assert report.figures[0].per == tuple(report.figures[0].to_dict()["per"])


def test_what_is_no_text_is_named() -> None:
    with pytest.raises(TypeError, match="text must be str or bytes, not int"):
        lianjie.parse(845)  # type: ignore[arg-type]
    with pytest.raises(lianjie.DecodeError, match="lone surrogate at code point 2"):
        lianjie.parse("户均\ud800")


def test_lost_characters_are_said() -> None:
    report = lianjie.parse(TEXT.encode() + TEXT.encode()[:-1])
    (lost,) = [diagnostic for diagnostic in report.diagnostics if diagnostic.code == "lost_character"]
    start, end = lost.span
    assert report.text[start:end] == "\ufffd"


def test_errors_are_one_tree(tmp_path: Path) -> None:
    with pytest.raises(lianjie.DecodeError, match="PDF"):
        lianjie.parse(b"%PDF-1.7\n\x00\x01")
    path = tmp_path / "scan.txt"
    path.write_bytes(b"%PDF-1.7\n\x00\x01")
    with pytest.raises(lianjie.LianjieError, match=r"scan\.txt"):
        lianjie.parse_file(path)
    with pytest.raises(FileNotFoundError):
        lianjie.parse_file(tmp_path / "missing.txt")
    with pytest.raises(lianjie.RecordError, match="Report"):
        lianjie.Report.from_json("{}")
    with pytest.raises(lianjie.LexiconError, match="colour"):
        lianjie.Lexicon([("colour", "word\tcode\n红\tred\n")])
    assert issubclass(lianjie.LianjieError, ValueError)


def test_a_dangling_index_is_named() -> None:
    report = lianjie.parse(TEXT).to_dict()
    report["observations"][0]["figure"] = 99
    with pytest.raises(lianjie.RecordError, match=r"observations\[0\] points at figures\[99\]"):
        lianjie.Report.from_json(json.dumps(report))


def test_user_rows_are_read() -> None:
    assert "industry" in lianjie.Lexicon.classes()
    lexicon = lianjie.Lexicon([("industry", "word\tcode\n蓝莓酒庄\tprocessing\n")])
    text = "全县蓝莓酒庄带动贫困户120户。"
    assert lianjie.parse(text, lexicon=lexicon).observations[0].industry == "processing"
    again = pickle.loads(pickle.dumps(lexicon))
    assert again == lexicon and hash(again) == hash(lexicon)
    assert "industry" in repr(lexicon)
    with pytest.raises(lianjie.LexiconError, match="industry.tsv line 1: the first line must be the header"):
        lianjie.Lexicon([("industry", "蓝莓酒庄\tprocessing\n")])


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    report = lianjie.parse(text)
    for figure in report.figures:
        start, end = figure.span
        assert report.text[start:end] == figure.text


def test_records_made_elsewhere_are_held_against_their_text() -> None:
    report = lianjie.parse(TEXT)
    assert lianjie.verify(report) == (report, ())
    records = report.to_dict()
    records["figures"][0]["value"] = "326050000"
    records["figures"][1]["span"] = [0, 5]
    records["figures"][2]["text"] = "户均增收900元"
    made = lianjie.Report.from_json(json.dumps(records), text=TEXT)
    checked, doubts = lianjie.verify(made)
    assert {doubt.code for doubt in doubts} >= {"value", "quote_moved", "quote_missing"}
    assert checked.figures[1].span == report.figures[1].span
    assert pickle.loads(pickle.dumps(doubts[0])) == doubts[0]


def test_reports_that_contradict_one_another() -> None:
    texts = [
        "截至2017年底，彭阳县贫困发生率为4.1%。",
        "截至2017年底，彭阳县贫困发生率为5.3%。",
    ]
    reports = [lianjie.parse(text) for text in texts]
    (one,) = lianjie.compare(reports)
    assert (one.conflict, one.measure, one.place.name) == ("same_period", "poverty_incidence", "彭阳县")
    assert (one.first.report, one.second.report) == (0, 1)
    assert lianjie.Disagreement.from_json(one.to_json()) == one
    assert lianjie.compare(reports[:1]) == ()


def test_schema_describes_the_json_form() -> None:
    schema = lianjie.schema()
    report = lianjie.parse("全县安排财政专项扶贫资金2400万元，覆盖贫困户560户。")
    assert set(report.to_dict()) <= set(schema["properties"])
    assert "poverty_incidence" in str(schema["$defs"])
