"""What notebooks and browsers show: the text is the text, nothing in it runs, nothing overflows, in light and dark."""

import copy
import html
import json
import os
import pickle
import shutil
import subprocess
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import lianjie
import pytest
from conftest import REPOSITORY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lianjie._native import run
from lianjie._native import run

VOID = {"input", "meta", "br"}
SHAPES = {"line", "rect", "path"}
ATTACK = "</title></style><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
QUOTES = "\"' onmouseover='document.title=1' x=\"&quot;><b>"


class Page(HTMLParser):
    """Reads a display strictly: every element closed, no element or attribute that could run or load something."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.cards: list[str] = []
        self.classes: list[str] = []
        self.feed(markup)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "iframe", "object", "embed", "img", "link", "form", "base"}
        values = {name: value or "" for name, value in attrs}
        assert len(values) == len(attrs)
        for name, value in values.items():
            assert not name.startswith("on") and name not in {"src", "srcdoc", "action", "srcset"}, name
            assert name != "href" or value.startswith("#"), value
            assert name != "style" or "url" not in value, value
        self.classes += values.get("class", "").split()
        if "aria-description" in values:
            self.cards.append(values["aria-description"])
        if tag not in VOID:
            self.open.append((tag, values.get("class", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SHAPES
        assert not any(name.startswith("on") or "href" in name for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] == "style":
            assert "url(" not in data and "@import" not in data
        if any(name == "lj-text" for _, name in self.open):
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)


def read(text: str) -> str:
    """The text as HTML can hold it."""
    return text.replace("\0", "\ufffd")


def displays(report: lianjie.Report) -> Iterator[Any]:
    yield report
    yield from report.findings
    yield from report.schemes
    yield from report.programs
    yield from report.funding_sources
    yield from report.observations
    yield from report.figures


def test_every_record_of_the_samples_shows_itself(reports: list[Path]) -> None:
    for path in reports:
        report = lianjie.parse_file(path)
        assert Page(report._repr_html_()).text == report.text
        assert Page(report.to_html().removeprefix("<!DOCTYPE html>\n")).text == report.text
        for record in displays(report):
            Page(record._repr_html_())


def test_a_figure_tells_its_record() -> None:
    report = lianjie.parse("2017年，全县投入财政专项扶贫资金3260.5万元，带动贫困户1742户，户均增收845元。")
    page = Page(report._repr_html_())
    card = next(card for card in page.cards if card.startswith("32,605,000 yuan"))
    assert "funding" in card and "2017" in card and "stated by the clause" in card and "figures[0]" in card
    assert any("funding_sources[0]" in card and "fiscal special" in card for card in page.cards)
    assert "lj-measured" in page.classes and "lj-fund" in page.classes


def sample(name: str) -> lianjie.Report:
    (path,) = (REPOSITORY / "examples" / "reports").glob(f"{name}-*.txt")
    return lianjie.parse_file(path)


def test_figures_are_marked_by_what_is_known_of_them() -> None:
    report = sample("03")
    page = Page(report._repr_html_())
    contradict = {figure for f in report.findings if f.verdict == "inconsistent" for figure in f.figures}
    damaged = {f.repair.span for f in report.findings if f.repair}
    assert contradict and damaged
    # The legend has one of each besides.
    assert page.classes.count("lj-wrong") == len(contradict) + 1
    assert page.classes.count("lj-mended") == len(damaged) + 1


def test_a_finding_shows_its_sentence_and_is_equal_without_it() -> None:
    report = lianjie.parse("全县发放收益1836万元，涉及贫困户2720户，户均增收6750元。")
    finding = report.findings[0]
    shown = finding._repr_html_()
    assert "涉及贫困户" in shown and "6,748.1617 to 6,753.6765" in shown and "✓ consistent" in shown
    alone = lianjie.Finding.from_json(finding.to_json())
    assert alone == finding and hash(alone) == hash(finding)
    assert "涉及贫困户" not in alone._repr_html_() and "6,748.1617 to 6,753.6765" in alone._repr_html_()
    assert pickle.loads(pickle.dumps(finding)) == finding
    assert copy.deepcopy(report).findings[0]._repr_html_() == shown


def test_records_outlive_their_report() -> None:
    finding = lianjie.parse("全县发放收益1836万元，涉及贫困户2720户，户均增收6750元。").findings[0]
    assert "涉及贫困户" in finding._repr_html_()


def test_a_report_without_text_says_so() -> None:
    report = lianjie.parse("全县脱贫974户。")
    shown = lianjie.Report.from_json(report.to_json())._repr_html_()
    assert "The text of this report is not known" in shown and "974户" in shown
    Page(lianjie.parse("")._repr_html_())


def test_settlements_show_their_payments() -> None:
    payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
    shown = lianjie.settle([payout], operator="cooperative", households=83, years=2)._repr_html_()
    Page(shown)
    assert shown.count("207,500.00") == 2 and "−415,000.00" in shown


def hostile(text: str) -> lianjie.Report:
    """A report every word of which is an attack."""
    place = {"name": ATTACK, "level": "county", "adcode": None, "path": [ATTACK, QUOTES]}
    rule = {"rule": ATTACK, "confidence": "'><script>x</script>"}
    value = {"value": "1", "upper": None, "unit": '"><script>', "bound": "<b>", "figure": 0}
    span = [0, min(9, len(text))]
    record = {"place": place, "period": None, "evidence": [span, [2, 10**6]], **rule}
    figure = {"span": span, "text": ATTACK, "value": "1", "unit": "<script>1</script>", "bound": "'\"<", "per": ["<i>"]}
    return lianjie.Report.from_dict(
        {
            "document": {"id": QUOTES, "title": ATTACK, "source": ATTACK, "script": "\"><script>", "place": place},
            "figures": [figure, {**figure, "span": [3, 10**9]}],
            "observations": [{"figure": 0, "measure": "<script>", "place": place, "group": "poor'\"<", **rule}] * 2,
            "programs": [{"name": ATTACK, "kind": "\" onload=", "operators": [QUOTES], "coverage": {"<p>": value}, **record}],
            "funding_sources": [
                {"kind": "<script>", "amount": value, "provider": ATTACK, "recipient": QUOTES, "risk_share": None, **record}
            ],
            "schemes": [
                {
                    "name": ATTACK,
                    "parties": ["<script>x</script>", "household"],
                    "ties": ["'><b>"],
                    "terms": [{"type": "subsidy", "percent": "9", "of": ATTACK, "evidence": [span]}],
                    **record,
                }
            ],
            "findings": [
                {"relation": "<script>", "figures": [0, 1], "stated": "1", "implied": ["2", "3"],
                 "verdict": verdict, "evidence": [span],
                 "repair": {"span": span, "text": ATTACK, "reading": [figure]}, **rule}
                for verdict in ("inconsistent", "\"><script>")
            ],
        },
        text=text,
    )  # fmt: skip


@pytest.mark.parametrize("text", [ATTACK, QUOTES, f"全县{ATTACK}脱贫974户\r\n\0\t{QUOTES}", "javascript:alert(1)"])
def test_hostile_text_stays_text(text: str) -> None:
    for report in (lianjie.parse(text), hostile(text)):
        assert Page(report._repr_html_()).text == read(text)
        assert Page(report.to_html().removeprefix("<!DOCTYPE html>\n")).text == read(text)
        for record in displays(report):
            Page(record._repr_html_())


CHARACTERS = st.one_of(
    st.sampled_from("<>&\"'\r\n\t\0 ;=/#;一二万元户年%。，\u202e\ufeff𠮷"), st.characters(exclude_categories=["Cs"])
)
TEXTS = st.text(CHARACTERS, max_size=60)


@st.composite
def made_up(draw: st.DrawFn) -> tuple[str, lianjie.Report]:
    """A text and records that need not have anything to do with it."""
    text = draw(TEXTS)
    spans = st.lists(st.integers(0, len(text) + 5), min_size=2, max_size=2).map(sorted)
    evidence = st.lists(spans, min_size=1, max_size=4)
    codes = st.text(CHARACTERS, min_size=1, max_size=7)
    figures = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "span": spans,
                    "text": TEXTS,
                    "value": st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=2).map(str)),
                    "unit": st.one_of(codes, st.sampled_from(["yuan", "percent"])),
                    "bound": codes,
                }
            ),
            max_size=8,
        )
    )
    program = st.fixed_dictionaries({"name": TEXTS, "kind": codes, "evidence": evidence, "rule": TEXTS})
    source = st.fixed_dictionaries({"kind": codes, "provider": st.one_of(st.none(), TEXTS), "evidence": evidence})
    scheme = st.fixed_dictionaries(
        {"name": st.one_of(st.none(), TEXTS), "parties": st.lists(codes, max_size=3), "ties": st.just([]),
         "terms": st.just([]), "evidence": evidence}
    )  # fmt: skip
    records: dict[str, Any] = {
        "document": {"title": draw(TEXTS), "script": draw(codes)},
        "figures": figures,
        "programs": draw(st.lists(program, max_size=4)),
        "funding_sources": draw(st.lists(source, max_size=4)),
        "schemes": draw(st.lists(scheme, max_size=3)),
    }
    if figures:
        index = st.integers(0, len(figures) - 1)
        finding = st.fixed_dictionaries(
            {"relation": codes, "figures": st.lists(index, max_size=4), "evidence": evidence,
             "verdict": st.sampled_from(["consistent", "inconsistent"]),
             "stated": st.decimals(-(10**25), 10**25, places=1).map(str),
             "implied": st.lists(st.decimals(-(10**25), 10**25, places=1), min_size=2, max_size=2)
             .map(sorted).map(lambda ends: [str(end) for end in ends])}
        )  # fmt: skip
        records["findings"] = draw(st.lists(finding, max_size=3))
        records["observations"] = draw(
            st.lists(st.fixed_dictionaries({"figure": index, "measure": codes, "group": codes}), max_size=4)
        )
    return text, lianjie.Report.from_dict(records, text=text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made_up())
def test_the_characters_of_the_box_are_those_of_the_text(case: tuple[str, lianjie.Report]) -> None:
    text, report = case
    assert Page(report._repr_html_()).text == read(text)
    assert Page(report.to_html().removeprefix("<!DOCTYPE html>\n")).text == read(text)
    for record in displays(report):
        Page(record._repr_html_())


def test_size_is_in_proportion_to_the_text(reports: list[Path]) -> None:
    for path in reports[:4]:
        text = lianjie.parse_file(path).text
        once, often = (len(lianjie.parse(text * times).to_html()) for times in (1, 8))
        assert often < 9 * once


def test_many_records_of_one_sentence_stay_small() -> None:
    text = "扶贫" * 500
    size = []
    for count in (200, 400):
        sources = [{"kind": "reward", "evidence": [[index, 1000 - index]]} for index in range(count)]
        report = lianjie.Report.from_dict({"document": {"script": "simplified"}, "funding_sources": sources}, text=text)
        size.append(len(report.to_html()))
    assert size[1] < 2.2 * size[0]


CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome", "chrome"])), None)

# Displays after one another, measured by the page around them.
AROUND = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>unchanged</title>
<style>body{margin:8px}</style></head><body>
<div id="probe"><p class="figure"><span class="e">a</span><a href="#x">b</a></p><table><tr><td>1</td></tr></table>
<details open><summary>s</summary>t</details><blockquote>q</blockquote></div>
%s
<pre id="measured"></pre>
<script>
const wide = el => { const box = el.getBoundingClientRect(); return [...el.querySelectorAll('*')].filter(one => {
  if (one.closest('svg')?.contains(one) && one.localName != 'svg') return false;
  if (one.parentElement.closest('.lj-wide,.lj-picture,.lj-text')) return false;
  const r = one.getBoundingClientRect(); return r.width && (r.right > box.right + 1 || r.left < box.left - 1)}).length};
const style = el => [el, ...el.querySelectorAll('*')].map(one => [...getComputedStyle(one)].map(
  name => getComputedStyle(one).getPropertyValue(name)).join(';')).join('|');
const rgb = text => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
const light = text => { const [r, g, b] = rgb(text).map(c => (c /= 255, c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4));
  return .2126 * r + .7152 * g + .0722 * b };
const contrast = (a, b) => { const [low, high] = [light(a), light(b)].sort((x, y) => x - y); return (high + .05) / (low + .05) };
const shown = [...document.querySelectorAll('.lj')];
document.querySelectorAll('details').forEach(one => one.open = true);
const measured = { title: document.title, scripts: document.querySelectorAll('.lj script, .lj img').length,
  loaded: performance.getEntriesByType('resource').length, displays: shown.map(el => ({
    scroll: el.scrollWidth - el.clientWidth, outside: wide(el), height: el.getBoundingClientRect().height,
    ground: light(getComputedStyle(el).backgroundColor),
    contrast: contrast(getComputedStyle(el).color, getComputedStyle(el).backgroundColor),
    least: Math.min(...[...el.querySelectorAll('.lj-f')].map(one => contrast(
      getComputedStyle(one).color, getComputedStyle(one).backgroundColor)), 21),
    text: el.querySelector('.lj-text')?.textContent ?? null })) };
const figure = document.querySelector('.lj-f[tabindex]');
figure.focus();
const card = getComputedStyle(figure, '::after');
measured.card = { content: card.content, position: card.position, scroll: document.body.scrollWidth - innerWidth };
figure.blur();
measured.hidden = getComputedStyle(figure, '::after').content;
const [first, second] = [...document.querySelectorAll('.lj:has(.lj-on-program)')];
first.querySelector('.lj-on-program').click();
measured.switched = [first, second].map(el => getComputedStyle(el.querySelector('.lj-text .lj-program')).backgroundImage);
const probe = document.getElementById('probe'), before = style(probe);
document.querySelectorAll('.lj style').forEach(one => one.remove());
measured.untouched = before == style(probe);
document.getElementById('measured').textContent = JSON.stringify(measured);
</script></body></html>
"""


@pytest.fixture
def browse(tmp_path: Path) -> Callable[..., str]:
    """The document that headless Chromium makes of a page, as HTML."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")

    def dump(markup: str, *, dark: bool = False, width: int = 1000) -> str:
        page = tmp_path / "page.html"
        page.write_bytes(markup.encode())
        assert CHROMIUM is not None
        options = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--virtual-time-budget=2000",
            f"--blink-settings=preferredColorScheme={0 if dark else 1}", f"--window-size={width},2000",
            f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri(),
        ]  # fmt: skip
        # Chromium writes below the home directory too.
        environment = {**os.environ, "HOME": str(tmp_path)}
        done = subprocess.run([CHROMIUM, *options], capture_output=True, timeout=120, check=True, env=environment)
        return done.stdout.decode()

    return dump


@pytest.mark.parametrize(("dark", "width"), [(False, 1000), (True, 1000), (False, 420)])
def test_displays_in_a_browser(browse: Callable[..., str], dark: bool, width: int) -> None:
    text = f"全县{ATTACK}脱贫974户，户均增收845元。\r\n{QUOTES}" + "长" * 300 + "x" * 300
    report, other = sample("03"), sample("10")
    payout = {"type": "fixed_payout", "amount": 2500, "per": ["household", "year"]}
    shown: list[Any] = [report, other, report, hostile(text), lianjie.parse(text)]
    shown += [*report.findings, *report.schemes, report.programs[0], report.funding_sources[0]]
    shown += [report.observations[0], report.figures[0], *displays(hostile(text))]
    shown += [lianjie.settle([payout], operator="cooperative", households=83, years=2)]
    parts = [one._repr_html_() for one in shown]
    # A notebook that says which theme it is in is believed before the system.
    parts.append(f'<div data-jp-theme-light="{str(dark).lower()}">{report._repr_html_()}</div>')
    shown.append(report)
    dumped = browse(AROUND % "\n".join(parts), dark=dark, width=width)
    measured = json.loads(html.unescape(dumped.split('<pre id="measured">')[1].split("</pre>")[0]))
    assert measured["title"] == "unchanged"
    assert measured["scripts"] == measured["loaded"] == 0
    assert measured["untouched"]
    assert len(measured["displays"]) == len(shown)
    for record, one in zip(shown, measured["displays"], strict=True):
        assert one["scroll"] <= 0 and one["outside"] == 0, (record, one)
        assert one["height"] > 40
        assert one["contrast"] > 7 and one["least"] > 4.5
        if isinstance(record, lianjie.Report):
            assert one["text"] == record.text
    grounds = [one["ground"] < 0.5 for one in measured["displays"]]
    assert grounds[:-1] == [dark] * (len(shown) - 1) and grounds[-1] is not dark
    assert "figures[0]" in measured["card"]["content"] and measured["card"]["position"] == "absolute"
    assert measured["card"]["scroll"] <= 0
    assert measured["hidden"] == "none"
    off, on = measured["switched"]
    assert off.startswith("none") and on.startswith("linear-gradient")


def test_a_page_of_its_own_in_a_browser(browse: Callable[..., str]) -> None:
    text = f"全县{ATTACK}脱贫974户。\n{QUOTES}"
    for report in (hostile(text), lianjie.parse(text, id=ATTACK)):
        page = browse(report.to_html())
        title = report.document.title or report.document.id
        assert page.startswith("<!DOCTYPE html>") and "<script" not in page.lower()
        assert html.unescape(page.split("<title>")[1].split("</title>")[0]) == title
        assert Page(page.removeprefix("<!DOCTYPE html>")).text == text


def test_the_command_writes_pages(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    folder = REPOSITORY / "examples" / "reports"
    arguments = ["lianjie", "parse", str(folder), "--format", "html"]
    assert run([*arguments, "--out", str(tmp_path)]) == 0
    pages = sorted(tmp_path.glob("*.html"))
    texts = sorted(folder.glob("*.txt"))
    assert [page.stem for page in pages] == [text.stem for text in texts]
    for page, text in zip(pages, texts, strict=True):
        written = page.read_bytes().decode()
        assert written == lianjie.parse_file(text).to_html()
        assert '<meta charset="utf-8">' in written and "<title>" in written
    assert pages[0].read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="zh-Hant">')
    assert run(["lianjie", "parse", str(texts[0]), "--format", "html"]) == 0
    assert capfdbinary.readouterr().out == pages[0].read_bytes()
    # Several pages on one output are no page.
    assert run(arguments) == 1
    assert b"--out" in capfdbinary.readouterr().err
