"""What the plots share: axes to draw on, and labels in letters that the fonts at hand have."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lianjie._native import codes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = 'lianjie.plot needs matplotlib: pip install "lianjie[plot]"'

# Fonts with Chinese characters, by the names that matplotlib knows them by; a collection goes by its first font.
CHINESE = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
    "Microsoft YaHei", "PingFang SC", "PingFang HK", "Hiragino Sans GB", "Heiti TC", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Droid Sans Fallback", "SimHei", "SimSun", "Arial Unicode MS",
)  # fmt: skip

# How the files of such fonts begin.
FILES = ("notosanscjk", "notosanssc", "sourcehansans", "msyh", "pingfang", "hiragino", "stheiti", "wqy", "droidsansfallback",
         "simhei", "simsun", "arial unicode")  # fmt: skip


def axes(ax: Axes | None, rows: int | None = None) -> Axes:
    """The axes asked for, else new ones, as high as their rows need."""
    if ax is not None:
        return ax
    try:
        import matplotlib.pyplot as plt
    except ImportError as error:
        raise ImportError(NEEDED) from error
    height = 4.8 if rows is None else 1.4 + 0.34 * max(rows, 2)
    return plt.figure(figsize=(8 if rows is not None else 6.4, height), layout="constrained").add_subplot()


class Letters:
    """Labels in one language, in fonts that have their letters.

    Where no font has Chinese characters, codes stay English and names give way to where their record stands: a plot never
    shows empty boxes.
    """

    def __init__(self, language: str) -> None:
        if language not in ("en", "zh"):
            raise ValueError(f'language is "en" or "zh", not {language!r}')
        self.families, self._known = _fonts()
        self.is_chinese = language == "zh" and self.has("户")

    def has(self, text: str) -> bool:
        """Whether every letter can be drawn."""
        return all(ord(letter) in self._known for letter in text)

    def code(self, name: str, code: str) -> str:
        """A code of a list in the language of the plot."""
        chinese = _glossary().get((name, code)) if self.is_chinese else None
        words = chinese or code.replace("_", " ")
        return words if self.has(words) else "?"

    def either(self, english: str, chinese: str) -> str:
        """One of two wordings."""
        return chinese if self.is_chinese else english


# Before the label of a component.
BRANCH = "└ "


def rows(ax: Axes, letters: Letters, labels: Sequence[str], titles: Collection[int]) -> None:
    """A row for each label, the first on top; `titles` are the rows that begin those of a report."""
    ax.set_yticks(range(len(labels)), [literal(label) for label in labels], fontfamily=letters.families)
    for row, tick in enumerate(ax.get_yticklabels()):
        tick.set_fontweight("bold" if row in titles else "normal")
    ax.set_ylim(max(len(labels), 1) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    if not labels:
        ax.text(0.5, 0.5, letters.either("nothing stated", "无"), transform=ax.transAxes, ha="center", va="center",
                color="0.5", fontfamily=letters.families)  # fmt: skip


def horizon(ax: Axes, letters: Letters, label: str) -> None:
    """The axis of the values, from zero, with room for the numbers at the ends of the bars."""
    ax.set_xlabel(label, fontfamily=letters.families)
    ax.set_xlim(0, max(ax.dataLim.x1, 0) * 1.14 or 1)
    ax.locator_params(axis="x", nbins=6)


def number(value: Decimal) -> str:
    """A number in full, with its thousands apart."""
    whole = value == value.to_integral_value()
    return f"{value.quantize(Decimal(1)) if whole else value.normalize():,f}"


def colour(name: str, code: str) -> tuple[float, float, float, float]:
    """A colour of its own for each code of a list, the same in every plot."""
    from matplotlib import colormaps

    listed = [row.code for row in codes(name)]
    return colormaps["tab20"]((listed.index(code) if code in listed else len(listed)) % 20)


def literal(text: str) -> str:
    """A text in which no dollar sign begins a formula."""
    return text.replace("$", r"\$")


@cache
def _glossary() -> dict[tuple[str, str], str]:
    return {(row.list, row.code): row.chinese for row in codes()}


@cache
def _fonts() -> tuple[list[str], frozenset[int]]:
    """The default font and one with Chinese characters, where there is one; the letters that they have."""
    try:
        from matplotlib import font_manager
    except ImportError as error:
        raise ImportError(NEEDED) from error
    default = font_manager.FontProperties()
    families, paths = list(default.get_family()), [str(font_manager.findfont(default))]
    there = {font.name: font.fname for font in font_manager.fontManager.ttflist}
    if not any(name in there for name in CHINESE):
        # The list is as old as matplotlib's cache; fonts may have come since.
        for path in sorted(font_manager.findSystemFonts()):
            if Path(path).stem.lower().startswith(FILES):
                font_manager.fontManager.addfont(path)
        there = {font.name: font.fname for font in font_manager.fontManager.ttflist}
    for name in CHINESE:
        if name in there:
            families.append(name)
            paths.append(str(there[name]))
            break
    known: set[int] = set()
    for path in paths:
        known.update(font_manager.get_font(path).get_charmap())
    return families, frozenset(known)
