"""Why a place was read as it was."""

import lianjie
import pytest

TEXT = "彭阳县产业扶贫情况\n\n　　2018年，全县肉牛产业分红总额412万元，惠及贫困户1630户，户均2527元。\n"


def test_of_a_report_and_of_its_text() -> None:
    report = lianjie.parse(TEXT)
    for index, figure in enumerate(report.figures):
        why = lianjie.explain(report, figure.span[0])
        assert why.figure == figure and why.no_figure is None
        assert why == lianjie.explain(TEXT, figure.span[0]) and hash(why) == hash(lianjie.explain(TEXT, figure.span[0]))
        said = [o for o in report.observations if o.figure == index]
        assert len(said) <= 1
        assert why.measure == (said[0].measure if said else None)
        assert why.rule == (said[0].rule if said else None)
        assert f"figures[{index}]" in repr(why)
        assert why.to_dict()["figure"]["index"] == index


def test_of_places_without_a_figure() -> None:
    why = lianjie.explain("全村第三次分红。", 3)
    assert (why.figure, why.no_figure, why.measure, why.used_by) == (None, "ordinal", None, ())


def test_with_words_of_ones_own() -> None:
    words = lianjie.Lexicon([("industry", "word\tcode\n玄羽鸡\tlivestock\n")])
    why = lianjie.explain("玄羽鸡带动贫困户120户。", 8, lexicon=words)
    rows = {word["text"]: word["row"] for word in why.to_dict()["words"]}
    assert rows["玄羽鸡"] is None and rows["贫困户"] is not None


def test_rejects_what_is_no_place() -> None:
    with pytest.raises(IndexError, match="there is no code point 99; the text has 55"):
        lianjie.explain(TEXT, 99)
    with pytest.raises(TypeError):
        lianjie.explain(12, 0)  # type: ignore[arg-type]
    with pytest.raises(OverflowError):
        lianjie.explain(TEXT, -1)
