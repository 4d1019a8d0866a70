"""Pages of the documentation that are made while it is built, so that they cannot say anything else than the code.

A hook of MkDocs: takes the installed package, the lexicon and its declaration, gives the pages of `reference/` that have no
file of their own. Also an extension of Griffe, which sets the examples of docstrings as code.
"""

from __future__ import annotations

import csv
import inspect
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe
import lianjie
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

REPOSITORY = Path(__file__).parent.parent

# The names of the package by what they are for; what is in none of the groups is set under the last heading.
GROUPS = {
    "Reading": ["parse", "parse_file", "parse_files", "Lexicon", "explain", "Explanation"],
    "A report and its records": [
        "Report",
        "Document",
        "Figure",
        "Observation",
        "Measured",
        "Program",
        "FundingSource",
        "FundTerms",
        "LinkageScheme",
        "Term",
        "Share",
        "Finding",
        "Repair",
        "Place",
        "Period",
        "Diagnostic",
    ],
    "Checking": ["explain", "Explanation", "verify", "Doubt", "compare", "Disagreement", "Statement", "score", "schema", "codes", "Code"],
    "Annotation tools": [
        "to_label_studio",
        "label_studio_config",
        "from_label_studio",
        "to_doccano",
        "from_doccano",
        "to_web_annotation",
    ],
    "Tables": ["tables", "Tables", "Table", "write_parquet", "panel", "Panel"],
    "Settling a scheme": [
        "settle",
        "missing",
        "Settlement",
        "Flow",
        "Unpaid",
        "payouts",
        "sweep",
        "Payouts",
        "least_profit",
        "simulate",
        "Simulation",
        "compare_schemes",
        "Compared",
    ],
    "Errors": ["LianjieError", "DecodeError", "LexiconError", "RecordError", "TableError", "SettleError", "MissingInput"],
}

# Python's class for each object of the JSON form.
CLASSES = {
    "document": "Document",
    "place": "Place",
    "period": "Period",
    "figure": "Figure",
    "measured": "Measured",
    "share": "Share",
    "observation": "Observation",
    "program": "Program",
    "fund_terms": "FundTerms",
    "funding_source": "FundingSource",
    "term": "Term",
    "scheme": "LinkageScheme",
    "finding": "Finding",
    "repair": "Repair",
}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leaves out of the navigation what is not written yet."""
    folder = Path(config.docs_dir)
    made = set(PAGES)
    for entry in config.nav or []:
        if isinstance(entry, dict):
            for heading, pages in entry.items():
                if isinstance(pages, list):
                    entry[heading] = [page for page in pages if (folder / page).exists() or Path(page).stem in made]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages that are made."""
    for name, page in PAGES.items():
        files.append(File.generated(config, f"reference/{name}.md", content=page()))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Puts scores where a page asks for `{{ scores of FOLDER }}`."""
    return re.sub(r"\{\{ scores of (\S+) \}\}", lambda asked: scores(asked[1]), markdown)


def scores(texts: str) -> str:
    """How texts of the repository are read, beside their annotations: the first table of `lianjie score`."""
    with tempfile.TemporaryDirectory() as out:
        run("parse", texts, "--format", "json", "--out", out)
        table = run("score", f"{texts}/gold", out).split("\n\n")[0]
    commands = f"$ lianjie parse {texts} --format json --out out\n$ lianjie score {texts}/gold out"
    return f"```text\n{commands}\n{table}\n```"


def run(*arguments: str) -> str:
    """What the command prints."""
    command = [sys.executable, "-m", "lianjie", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, encoding="utf-8").stdout


class Examples(griffe.Extension):
    """Sets the examples of docstrings, which are bare lines of `>>>`, as blocks of code."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        if obj.docstring:
            obj.docstring.value = fenced(obj.docstring.value)


def fenced(doc: str) -> str:
    """Puts fences around each paragraph that begins with `>>>`."""
    paragraphs = doc.split("\n\n")
    return "\n\n".join(f"```pycon\n{text}\n```" if text.startswith(">>>") else text for text in paragraphs)


def python_page() -> str:
    """Every public name of the package."""
    left = [name for name in lianjie.__all__ if name != "__version__"]
    modules = [name for name, value in vars(lianjie).items() if inspect.ismodule(value) and not name.startswith("_")]
    page = [
        "# Python\n",
        "Everything below is in the package `lianjie`. Records are frozen: they compare by value, can be hashed and pickled,",
        "and their lists are tuples. Exact numbers are `decimal.Decimal`, days `datetime.date`, codes `str`; what a text does",
        "not say is `None`. Spans are `(start, end)` in code points of `report.text`.\n",
        "Each record has `to_json()` and `to_dict()`, which give its [JSON form](json.md), and `from_json(text)`, which reads",
        "it and raises `RecordError` where it is not in that form.\n",
    ]
    for heading, names in GROUPS.items():
        found = [name for name in names if name in left]
        page += section(heading, [f"lianjie.{name}" for name in found])
        left = [name for name in left if name not in found]
    page += section("Further names", [f"lianjie.{name}" for name in left])
    for module in modules:
        public = getattr(lianjie, module)
        if public.__name__ == f"lianjie.{module}":
            page += section(f"`lianjie.{module}`", [f"lianjie.{module}.{name}" for name in public.__all__])
    return "\n".join(page)


def section(heading: str, names: list[str]) -> list[str]:
    """The names under a heading, to be set by mkdocstrings; nothing where there are none."""
    if not names:
        return []
    # What all records share is shown once.
    whole = {"lianjie.Report": "    options:\n      filters: ['!^_']\n"}
    return [f"## {heading}\n", *(f"::: {name}\n{whole.get(name, '')}" for name in names)]


def json_page() -> str:
    """Every field of the JSON form, from its schema; what it means, from the Python class."""
    schema = lianjie.schema()
    page = [
        "# JSON form\n",
        "One document is one report. `lianjie parse --format json` and `Report.to_json` write it; `lianjie schema` and",
        "`lianjie.schema()` print its JSON Schema, which is what this page is made from.\n",
        "- Offsets are `[start, end)` in code points of the decoded text, before anything is folded.",
        "- Measured numbers are strings of exact decimals. Money is in yuan, rates are in percent.",
        "- Names are in simplified script, whatever the script of the text; quotes stay as the text has them.",
        "- What the text does not say is `null`. There is no record without evidence.",
        "- Lists of codes may grow: a reader must bear a code that it does not know. See the [codes](codes.md).\n",
        "## report\n",
        *fields(schema, "Report"),
    ]
    for name, definition in schema["$defs"].items():
        if name not in CLASSES:
            continue
        page += [f"## {name}\n", (inspect.getdoc(getattr(lianjie, CLASSES[name])) or "").split("\n\n>>>")[0] + "\n"]
        for variant in definition.get("oneOf") or definition.get("anyOf") or [definition]:
            if "const" in variant["properties"].get("type", {}):
                page.append(f"### {variant['properties']['type']['const']}\n")
            page += fields(variant, CLASSES[name])
    return "\n".join(page)


def fields(definition: dict[str, Any], class_name: str) -> list[str]:
    """A table of the fields of an object."""
    rows = ["| field | type | |", "|---|---|---|"]
    for name, schema in definition["properties"].items():
        member = getattr(getattr(lianjie, class_name), {"type": "type_", "from": "from_"}.get(name, name), None)
        about = (inspect.getdoc(member) or "").split("\n\n")[0].replace("|", "\\|").replace("\n", " ")
        if name not in definition["required"]:
            about += " May be left out."
        rows.append(f"| `{name}` | {kind(schema)} | {about} |")
    return [*rows, ""]


def kind(schema: dict[str, Any]) -> str:
    """The type of a field in words."""
    for many in ("anyOf", "oneOf"):
        if many in schema:
            return " or ".join(kind(one) for one in schema[many])
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name})" if name in CLASSES else name.replace("measures", "map of measure to [measured](#measured)")
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return "code" if len(schema["enum"]) > 6 else " ".join(f"`{code}`" for code in schema["enum"])
    if schema["type"] == "array" and "items" in schema:
        return f"list of {kind(schema['items'])}"
    name = str(schema["type"])
    return {"null": "`null`", "integer": "whole number", "boolean": "true or false"}.get(name, name)


CODE_LISTS = {
    "measure": "What is measured: `Observation.measure`, and the keys of `coverage` and `outcomes`.",
    "unit": "Base units: `Figure.unit`.",
    "bound": "How firm a number is: `Figure.bound`.",
    "per": "What one unit of a number is for: `Figure.per`.",
    "group": "Of whom: `Observation.group`.",
    "program_kind": "Lines of action: `Program.kind`, `Observation.industry`, `FundingSource.purpose`.",
    "funding_kind": "Kinds of money: `FundingSource.kind`.",
    "fund_level": "Where money comes from: `FundingSource.level`.",
    "party": "Parties: `LinkageScheme.parties`, `Share.party`.",
    "tie": "How a household is tied: `LinkageScheme.ties`.",
    "term": "What was agreed: `Term.type_`.",
    "rate_basis": "What a rate is told by: `Term.rate_basis`.",
    "relation": "How figures are related: `Finding.relation`.",
    "verdict": "Whether they agree: `Finding.verdict`.",
    "confidence": "How sure a record is.",
    "place_level": "Levels of places: `Place.level`.",
    "script": "Scripts: `Document.script`.",
    "diagnostic": "Why a text gave no record: `Diagnostic.code`.",
    "doubt": "Why a record is doubted: `Doubt.code`.",
    "conflict": "Why two reports cannot both be right: `Disagreement.conflict`.",
    "flow_kind": "What was paid for: `Flow.kind`.",
}


def codes_page() -> str:
    """Every code in English and Chinese, from the table that `lianjie.codes` gives."""
    lists: dict[str, list[Any]] = {}
    for code in lianjie.codes():
        lists.setdefault(code.list, []).append(code)
    page = [
        "# Codes 代码表\n",
        "Every code of the records with its name in English and Chinese. The column 词 has words that texts use for it; they are",
        "examples, the [words](lexicon.md) that are read are many more. `lianjie.codes()` gives the same table.\n",
    ]
    for name in [*CODE_LISTS, *(name for name in lists if name not in CODE_LISTS)]:
        page += [f"## {name}\n", CODE_LISTS.get(name, "") + "\n"]
        page += ["| code | English | 中文 | 词 | |", "|---|---|---|---|---|"]
        for code in lists[name]:
            cells = [code.english, code.chinese, " ".join(code.words), code.meaning]
            page.append(f"| `{code.code}` | {' | '.join((cell or '').replace('|', chr(92) + '|') for cell in cells)} |")
        page.append("")
    return "\n".join(page)


def lexicon_page() -> str:
    """The classes of words with their columns and codes, from the declaration of the classes and from their tables."""
    page = [
        "# Words\n",
        "Rules name codes; the words that have them are in tables, one table a class, with the columns `word`, `code` and,",
        "where the class needs it, `attr`. [Words of your own](../how-to/lexicon.md) are rows of the same form. Codes and attrs",
        "are those of the stage that reads the class: rows of your own need codes that the class has already, of those below.\n",
    ]
    for name, about in classes():
        with (REPOSITORY / "crates" / "parser" / "lexicon" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        page += [f"## {name}\n", f"{about}\n", f"{len(rows)} words. Columns: {', '.join(f'`{c}`' for c in rows[0])}.\n"]
        for column in list(rows[0])[1:]:
            examples: dict[str, str] = {}
            for row in rows:
                examples.setdefault(row[column] or "", row["word"])
            if len(examples) <= 40:
                listed = ", ".join(f"`{code}` ({word})" for code, word in sorted(examples.items()) if code)
                page.append(f"{column}: {listed}.\n")
            else:
                page.append(f"{column}: {len(examples)} values.\n")
    return "\n".join(page)


def classes() -> Iterator[tuple[str, str]]:
    """Names of the word classes with what the code says of them, in the order of their names."""
    declared = (REPOSITORY / "crates" / "parser" / "src" / "lexicon.rs").read_text(encoding="utf-8")
    found = re.findall(r'((?: {4}/// .*\n)+) {4}\w+ = "(\w+)",\n', declared)
    docs = {name: " ".join(line.strip().removeprefix("/// ") for line in doc.splitlines()) for doc, name in found}
    for name in sorted(lianjie.Lexicon.classes()):
        yield name, docs[name]


PAGES = {"python": python_page, "json": json_page, "codes": codes_page, "lexicon": lexicon_page}
