"""Tables of reports: every value of the JSON form is in them, and every library takes them."""

import datetime
import json
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import lianjie
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest

Row = dict[str, Any]

NAMES = [
    "documents", "figures", "observations", "programs", "funding_sources", "schemes", "terms", "parties", "findings",
    "measured", "operators", "program_funding", "program_schemes", "ties", "shares", "finding_figures", "repairs",
    "evidence",
]  # fmt: skip


@pytest.fixture(scope="module")
def samples(reports: list[Path]) -> list[lianjie.Report]:
    read, errors = lianjie.parse_files(reports)
    assert not errors
    return [*read, lianjie.parse("", id="")]


@pytest.fixture(scope="module")
def tables(samples: list[lianjie.Report]) -> dict[str, list[Row]]:
    found = lianjie.tables(samples)
    return {name: pyarrow.table(getattr(found, name)).to_pylist() for name in NAMES}


def rows_of(rows: list[Row], report: int) -> list[Row]:
    return [row for row in rows if row["report"] == report]


def number(value: Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def joined(codes: list[str]) -> str | None:
    return " ".join(codes) or None


def day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


def check_place(row: Row, place: Row | None) -> None:
    if place is None:
        columns = ["place", "place_level", "adcode", "province", "prefecture", "county", "township", "village"]
        assert all(row[column] is None for column in columns)
        return
    assert (row["place"], row["place_level"], row["adcode"]) == (place["name"], place["level"], place["adcode"])
    if place["level"] == "country":
        return
    assert row[place["level"]] == place["name"]
    levels = ["province", "prefecture", "county", "township", "village"]
    names = [row[level] for level in levels if row[level] is not None]
    assert [name for name in names if name in place["path"]] == place["path"]
    if place["level"] in levels[:3]:
        assert row[f"{place['level']}_code"] == place["adcode"]
    for level, digits in (("province", 2), ("prefecture", 4)):
        if place["adcode"] and row[f"{level}_code"]:
            assert row[f"{level}_code"] == place["adcode"][:digits].ljust(6, "0")


def check_period(row: Row, period: Row | None) -> None:
    period = period or {"from": None, "to": None, "as_of": None}
    found = (row["from"], row["to"], row["as_of"])
    assert found == (day(period["from"]), day(period["to"]), period["as_of"])


def check_figure(row: Row, figure: Row) -> None:
    for column in ("value", "upper", "quantum"):
        assert row[column] == number(figure[column])
    assert (row["unit"], row["bound"], row["per"]) == (figure["unit"], figure["bound"], joined(figure["per"]))
    assert row["parts"] == (figure["parts"] and ":".join(figure["parts"]))


def check_provenance(row: Row, record: Row) -> None:
    assert (row["rule"], row["confidence"]) == (record["rule"] or None, record["confidence"])


def check_evidence(row: Row, spans: list[list[int]], text: str) -> None:
    start, end = spans[0]
    assert (row["start"], row["end"], row["quote"]) == (start, end, text[start:end])


def test_every_row_quotes_its_text(samples: list[lianjie.Report], tables: dict[str, list[Row]]) -> None:
    for name in NAMES[1:]:
        for row in tables[name]:
            report = samples[row["report"]]
            assert row["document"] == report.document.id
            assert row["quote"] == report.text[row["start"] : row["end"]], (name, row)
    assert all(tables[name] for name in NAMES), "the samples have rows in every table"


def test_documents(samples: list[lianjie.Report], tables: dict[str, list[Row]]) -> None:
    assert [row["report"] for row in tables["documents"]] == list(range(len(samples)))
    for row, report in zip(tables["documents"], samples, strict=True):
        document = report.to_dict()["document"]
        assert (row["document"], row["title"], row["source"]) == (document["id"], document["title"], document["source"])
        assert (row["published"], row["script"]) == (day(document["published"]), document["script"])
        assert row["length"] == (len(report.text) or None)
        check_place(row, document["place"])


def test_figures_and_observations(samples: list[lianjie.Report], tables: dict[str, list[Row]]) -> None:
    for index, report in enumerate(samples):
        written = report.to_dict()
        figures = rows_of(tables["figures"], index)
        assert [row["figure"] for row in figures] == list(range(len(written["figures"])))
        for row, figure in zip(figures, written["figures"], strict=True):
            check_figure(row, figure)
            check_evidence(row, [figure["span"]], report.text)
        observations = rows_of(tables["observations"], index)
        assert [row["observation"] for row in observations] == list(range(len(written["observations"])))
        for row, observation in zip(observations, written["observations"], strict=True):
            check_figure(row, written["figures"][row["figure"]])
            assert row["figure"] == observation["figure"]
            for column in ("measure", "group", "industry"):
                assert row[column] == observation[column]
            assert row["published"] == day(written["document"]["published"])
            check_place(row, observation["place"])
            check_period(row, observation["period"])
            check_provenance(row, observation)


def test_audit_of_figures(samples: list[lianjie.Report], tables: dict[str, list[Row]]) -> None:
    for index, report in enumerate(samples):
        for row in rows_of(tables["figures"], index):
            span = report.figures[row["figure"]].span
            said = set()
            for finding in report.findings:
                if row["figure"] in finding.figures:
                    elsewhere = finding.repair is not None and finding.repair.span != span
                    said.add("consistent" if elsewhere else finding.verdict)
            gravest = [verdict for verdict in ("repaired", "inconsistent", "consistent") if verdict in said]
            assert row["audit"] == (gravest[0] if gravest else None)
            assert (row["repaired"] is not None) == (row["audit"] == "repaired")
    repaired = {(row["value"], row["repaired"]) for row in tables["figures"] if row["audit"] == "repaired"}
    assert (Decimal(1186238475), Decimal(38475)) in repaired
    readings = [row["reading"] for row in tables["repairs"] if row["quote"] == "1186238475人"]
    assert readings[:2] == ["11862", "38475人"]


def test_programs(samples: list[lianjie.Report], tables: dict[str, list[Row]]) -> None:
    for index, report in enumerate(samples):
        programs = report.to_dict()["programs"]
        rows = rows_of(tables["programs"], index)
        for row, program in zip(rows, programs, strict=True):
            assert (row["name"], row["kind"]) == (program["name"], program["kind"])
            check_place(row, program["place"])
            check_period(row, program["period"])
            check_provenance(row, program)
            check_evidence(row, program["evidence"], report.text)
        for link, target in (("program_funding", "funding_source"), ("program_schemes", "scheme")):
            found = [(row["program"], row[target]) for row in rows_of(tables[link], index)]
            field = "funding" if target == "funding_source" else "schemes"
            assert found == [(at, to) for at, program in enumerate(programs) for to in program[field]]


def test_values_and_operators(samples: list[lianjie.Report], tables: dict[str, list[Row]]) -> None:
    for index, report in enumerate(samples):
        written = report.to_dict()
        values, names = [], []
        for owner, field in (("program", "programs"), ("scheme", "schemes")):
            for at, record in enumerate(written[field]):
                for role in ("coverage", "outcomes"):
                    for measure, value in record[role].items():
                        values.append((owner, at, role.rstrip("s"), measure, value))
                names += [(owner, at, position, name) for position, name in enumerate(record["operators"])]
        for row, (owner, at, role, measure, value) in zip(rows_of(tables["measured"], index), values, strict=True):
            assert (row[owner], row["role"], row["measure"]) == (at, role, measure)
            assert (row["value"], row["upper"]) == (number(value["value"]), number(value["upper"]))
            assert (row["unit"], row["bound"], row["figure"]) == (value["unit"], value["bound"], value["figure"])
        for row, (owner, at, position, name) in zip(rows_of(tables["operators"], index), names, strict=True):
            assert (row[owner], row["position"], row["operator"]) == (at, position, name)


def test_funding_sources(samples: list[lianjie.Report], tables: dict[str, list[Row]]) -> None:
    numbers = ("ceiling", "tenor_years", "rate_percent", "subsidy_percent")
    for index, report in enumerate(samples):
        sources = report.to_dict()["funding_sources"]
        for row, source in zip(rows_of(tables["funding_sources"], index), sources, strict=True):
            for column in ("kind", "level", "provider", "recipient", "purpose", "part_of"):
                assert row[column] == source[column]
            for field in ("amount", "growth"):
                value = source[field] or defaultdict(lambda: None)
                assert row[field] == number(value["value"])
                assert row[f"{field}_upper"] == number(value["upper"])
                assert (row[f"{field}_bound"], row[f"{field}_figure"]) == (value["bound"], value["figure"])
            terms = source["terms"] or defaultdict(lambda: None)
            assert [row[column] for column in numbers] == [number(terms[column]) for column in numbers]
            assert (row["rate_basis"], row["collateral_free"]) == (terms["rate_basis"], terms["collateral_free"])
            leverage = [number(end) for end in terms["leverage"] or []]
            assert [row["leverage"], row["leverage_upper"]][: len(leverage)] == leverage
            check_place(row, source["place"])
            check_period(row, source["period"])
            check_provenance(row, source)
            check_evidence(row, source["evidence"], report.text)


def test_schemes_and_terms(samples: list[lianjie.Report], tables: dict[str, list[Row]]) -> None:
    fields = {
        "rate_percent", "amount", "upper", "percent", "ceiling", "tenor_years", "subsidy_percent", "years",
    }  # fmt: skip
    for index, report in enumerate(samples):
        written = report.to_dict()
        schemes = written["schemes"]
        for row, scheme in zip(rows_of(tables["schemes"], index), schemes, strict=True):
            assert (row["name"], row["parties"], row["ties"]) == (
                scheme["name"],
                joined(scheme["parties"]),
                joined(scheme["ties"]),
            )
            check_place(row, scheme["place"])
            check_period(row, scheme["period"])
            check_provenance(row, scheme)
            check_evidence(row, scheme["evidence"], report.text)
        for table, field, column in (("parties", "parties", "party"), ("ties", "ties", "tie")):
            found = [(row["scheme"], row["position"], row[column]) for row in rows_of(tables[table], index)]
            listed = [(at, i, code) for at, scheme in enumerate(schemes) for i, code in enumerate(scheme[field])]
            assert found == listed
        terms = [(at, i, term) for at, scheme in enumerate(schemes) for i, term in enumerate(scheme["terms"])]
        shares: list[tuple[int | None, int | None, int | None, int, Row]] = []
        for row, (at, i, term) in zip(rows_of(tables["terms"], index), terms, strict=True):
            assert (row["scheme"], row["term"], row["type"]) == (at, i, term["type"])
            for column in fields:
                assert row[column] == number(term.get(column))
            for column in ("bound", "base", "party", "of", "rate_basis", "collateral_free"):
                assert row[column] == term.get(column)
            assert row["per"] == joined(term.get("per", []))
            check_evidence(row, term["evidence"], report.text)
            shares += [(at, i, None, n, share) for n, share in enumerate(term.get("shares", []))]
        for at, source in enumerate(written["funding_sources"]):
            shares += [(None, None, at, n, share) for n, share in enumerate(source["risk_share"] or [])]
        for row, (owner, which, fund, n, share) in zip(rows_of(tables["shares"], index), shares, strict=True):
            assert (row["scheme"], row["term"], row["funding_source"], row["position"]) == (owner, which, fund, n)
            assert (row["party"], row["share"]) == (share["party"], Decimal(share["share"]))


def test_findings_and_evidence(samples: list[lianjie.Report], tables: dict[str, list[Row]]) -> None:
    for index, report in enumerate(samples):
        written = report.to_dict()
        links, repairs = [], []
        for at, (row, finding) in enumerate(
            zip(rows_of(tables["findings"], index), written["findings"], strict=True)
        ):
            assert (row["relation"], row["verdict"]) == (finding["relation"], finding["verdict"])
            assert row["stated"] == number(finding["stated"])
            implied = finding["implied"] or [None, None]
            assert [row["implied_low"], row["implied_high"]] == [number(end) for end in implied]
            check_provenance(row, finding)
            check_evidence(row, finding["evidence"], report.text)
            links += [(at, position, figure) for position, figure in enumerate(finding["figures"])]
            if finding["repair"]:
                repairs += [(at, n, figure) for n, figure in enumerate(finding["repair"]["reading"])]
        found = rows_of(tables["finding_figures"], index)
        assert [(row["finding"], row["position"], row["figure"]) for row in found] == links
        for row, (at, n, figure) in zip(rows_of(tables["repairs"], index), repairs, strict=True):
            assert (row["finding"], row["position"], row["reading"]) == (at, n, figure["text"])
            check_figure(row, figure)
        spans: list[tuple[str, int, int | None, int, list[int]]] = []
        for record in ("programs", "funding_sources", "schemes", "findings"):
            for at, one in enumerate(written[record]):
                spans += [(record, at, None, n, span) for n, span in enumerate(one["evidence"])]
                for i, term in enumerate(one.get("terms") or [] if record == "schemes" else []):
                    spans += [("terms", at, i, n, span) for n, span in enumerate(term["evidence"])]
        for row, (record, at, term, n, span) in zip(rows_of(tables["evidence"], index), spans, strict=True):
            assert (row["record"], row["index"], row["term"], row["position"]) == (record, at, term, n)
            assert [row["start"], row["end"]] == span


def test_polars_and_pandas_hold_what_pyarrow_holds(
    samples: list[lianjie.Report], tables: dict[str, list[Row]]
) -> None:
    found = lianjie.tables(samples)
    for name in NAMES:
        table = getattr(found, name)
        frame = polars.DataFrame(table)
        assert frame.columns == list(table.column_names)
        assert frame.to_dicts() == tables[name], name
        assert len(pyarrow.table(table).to_pandas()) == len(table)
    schema = polars.DataFrame(found.observations).schema
    assert schema["value"] == polars.Decimal(38, 9)
    assert schema["from"] == polars.Date
    assert schema["as_of"] == polars.Boolean
    assert schema["start"] == polars.UInt32
    assert pandas.api.types.is_object_dtype(pyarrow.table(found.figures).to_pandas()["value"])


def test_no_reports_give_every_column() -> None:
    empty, full = lianjie.tables([]), lianjie.tables(lianjie.parse("全县脱贫974户。"))
    for name in NAMES:
        none = pyarrow.table(getattr(empty, name))
        assert len(none) == 0
        assert none.schema == pyarrow.table(getattr(full, name)).schema
        assert polars.DataFrame(getattr(empty, name)).height == 0


def figure(value: str) -> Row:
    return {
        "span": [0, 1], "text": "1", "value": value, "upper": None, "parts": None, "unit": "yuan", "bound": "exact",
        "quantum": "1", "per": [],
    }  # fmt: skip


def document(*values: str, id: str = "") -> lianjie.Report:
    written = lianjie.parse("", id=id).to_dict()
    return lianjie.Report.from_json(json.dumps({**written, "figures": [figure(value) for value in values]}))


def test_numbers_of_any_size() -> None:
    values = ["79228162514264337593543950335", "-79228162514264337593543950335", "0.000000001", "-0.5", "0"]
    rows = pyarrow.table(lianjie.tables(document(*values)).figures).to_pylist()
    assert [row["value"] for row in rows] == [Decimal(value) for value in values]
    assert all(row["quote"] == "1" for row in rows)


def test_a_number_with_ten_decimals_is_named() -> None:
    with pytest.raises(lianjie.TableError, match=r'document "b": figures\[1\].value is 0.0000000001'):
        lianjie.tables([document("1"), document("1", "0.0000000001", id="b")])


def test_codes_of_a_later_version_are_kept() -> None:
    written = document("1").to_dict()
    written["figures"][0]["unit"] = "furlong"
    report = lianjie.Report.from_json(json.dumps(written))
    table = pyarrow.table(lianjie.tables([report, lianjie.parse("974户")]).figures)
    assert table["unit"].to_pylist() == ["furlong", "household"]


def test_dictionaries_are_the_same_for_every_report(samples: list[lianjie.Report]) -> None:
    frames = [pyarrow.table(lianjie.tables(some).figures).to_pandas() for some in (samples, samples[:1])]
    units = [frame["unit"].cat.categories.tolist() for frame in frames]
    assert units[0] == units[1] and "person_time" in units[0]


def test_the_same_reports_give_the_same_bytes(samples: list[lianjie.Report], tmp_path: Path) -> None:
    first, second = (lianjie.write_parquet(samples, tmp_path / name) for name in ("a", "b"))
    assert [path.name for path in first] == [f"{name}.parquet" for name in NAMES]
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()
    for path in first:
        table = pyarrow.table(getattr(lianjie.tables(samples), path.stem))
        assert pyarrow.parquet.read_table(path).to_pylist() == table.to_pylist()
        assert (pyarrow.parquet.read_schema(path).field("report").metadata or {})[b"description"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    with pytest.raises(OSError, match="taken"):
        lianjie.write_parquet([], taken)


def run(*args: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "lianjie", *args], capture_output=True, check=False)


def test_the_command_writes_the_same_tables(reports: list[Path], tmp_path: Path) -> None:
    done = run("parse", *map(str, reports), "--format", "parquet", "--out", str(tmp_path / "shell"))
    assert done.returncode == 0, done.stderr.decode()
    read, _ = lianjie.parse_files(reports)
    for path in lianjie.write_parquet(read, tmp_path / "python"):
        assert (tmp_path / "shell" / path.name).read_bytes() == path.read_bytes()
    assert run("parse", str(reports[0]), "--format", "parquet").returncode == 1


def test_csv_of_the_command_is_the_table_of_observations(reports: list[Path]) -> None:
    done = run("parse", *map(str, reports), "--format", "csv")
    read, _ = lianjie.parse_files(reports)
    assert done.stdout.decode() == lianjie.tables(read).observations.to_csv()


def test_a_document_that_no_table_holds_does_not_stop_the_rest(reports: list[Path], tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("全县贫困发生率0.12345678901%。", encoding="utf-8")
    done = run("parse", str(long), str(reports[0]), "--format", "parquet", "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "long.txt" in done.stderr.decode() and "more than 9 decimals" in done.stderr.decode()
    assert pyarrow.parquet.read_table(tmp_path / "out" / "documents.parquet")["document"].to_pylist() == [
        reports[0].stem
    ]


def test_many_files_and_one_bad_one(reports: list[Path], tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"%PDF-1.7")
    paths = [*reports, bad, tmp_path / "missing.txt", *reports]
    for jobs in (1, 2, None):
        read, errors = lianjie.parse_files(paths, jobs=jobs)
        assert [report.document.id for report in read] == [path.stem for path in [*reports, *reports]]
        assert [path for path, _ in errors] == [bad, tmp_path / "missing.txt"]
        assert isinstance(errors[0][1], lianjie.DecodeError) and "bad.txt" in str(errors[0][1])
        assert isinstance(errors[1][1], FileNotFoundError) and "missing.txt" in str(errors[1][1])
        assert read[0] == lianjie.parse_file(reports[0])


# Panels.


def said(*texts: str) -> list[lianjie.Report]:
    return [lianjie.parse(text, id=f"d{index}") for index, text in enumerate(texts)]


def wide(texts: list[str], measure: str, **options: Any) -> list[Row]:
    panel = lianjie.panel(said(*texts), [measure], group="all", **options)
    rows: list[Row] = polars.DataFrame(panel).to_dicts()
    return rows


def test_a_real_conflict_leaves_the_cell_empty() -> None:
    texts = ["2018年，平山县贫困发生率0.8%。", "2018年，平山县贫困发生率1.5%。"]
    panel = lianjie.panel(said(*texts), ["poverty_incidence"], group="all")
    (row,) = polars.DataFrame(panel.wide).to_dicts()
    assert (row["county_code"], row["province"], row["year"]) == ("130131", "河北省", 2018)
    assert (row["poverty_incidence"], row["poverty_incidence_clash"]) == (None, "between")
    assert row["poverty_incidence_n"] == 2
    cells = polars.DataFrame(panel.cells).to_dicts()
    assert [(cell["document"], cell["quote"], cell["status"]) for cell in cells] == [
        ("d0", "0.8%", "conflict"),
        ("d1", "1.5%", "conflict"),
    ]
    assert panel.counts == {"conflict": 2}
    for cell, text in zip(cells, texts, strict=True):
        assert text[cell["start"] : cell["end"]] == cell["quote"]


def test_an_apparent_conflict_is_none() -> None:
    (row,) = wide(["2018年，平山县整合资金1.86亿元。", "2018年，平山县整合资金18604万元。"], "funding")
    assert (row["funding"], row["funding_clash"], row["funding_n"]) == (Decimal(186040000), None, 2)
    assert (row["funding_doc"], row["funding_quote"], row["funding_bound"]) == ("d1", "18604万元", "exact")


def test_a_township_is_not_its_county() -> None:
    texts = ["2018年，平山县岗南镇贫困发生率2.5%。", "2018年，平山县贫困发生率0.8%。"]
    rows = wide(texts, "poverty_incidence")
    assert [row["poverty_incidence"] for row in rows] == [Decimal("0.8")]
    rows = wide(texts, "poverty_incidence", by=("township", "year"))
    assert [(row["township"], row["county_code"], row["poverty_incidence"]) for row in rows] == [
        ("岗南镇", "130131", Decimal("2.5"))
    ]


def test_what_a_panel_cannot_do_is_said() -> None:
    with pytest.raises(ValueError, match="no measure is called 'money'|no measure is called \"money\""):
        lianjie.panel([], ["money"])
    with pytest.raises(ValueError, match="month"):
        lianjie.panel([], ["funding"], by=("county", "month"))
    with pytest.raises(ValueError, match="country"):
        lianjie.panel([], ["funding"], by=("country", "year"))
    empty = lianjie.panel([], ["funding"])
    assert (len(empty), len(empty.cells)) == (0, 0)
    assert "poor_funding" in empty.wide.column_names


def test_the_way_to_stata(samples: list[lianjie.Report], tmp_path: Path) -> None:
    measures = ["poverty_incidence", "funding", "households_lifted", "income_gain_per_household"]
    panel = lianjie.panel(samples, measures, group="all")
    assert len(panel) > 0
    assert all(len(name) <= 32 for name in panel.wide.column_names)
    frame = polars.DataFrame(panel.wide).with_columns(
        polars.col(polars.Decimal).cast(polars.Float64),
        polars.col(polars.Categorical, polars.String).cast(polars.String).fill_null(""),
    )
    path = tmp_path / "panel.dta"
    frame.to_pandas().to_stata(path, version=118, write_index=False)
    back = pandas.read_stata(path)
    assert list(back.columns) == frame.columns
    assert back["county"].tolist() == frame["county"].to_list()
    values = [value for value in frame["funding"].to_list() if value is not None]
    assert back["funding"].dropna().tolist() == values


def test_the_panel_of_the_command(reports: list[Path], tmp_path: Path) -> None:
    read, _ = lianjie.parse_files(reports)
    panel = lianjie.panel(read, ["funding", "households"], by=("county", "year"))
    command = ["panel", *map(str, reports), "--measure", "funding,households", "--by", "county,year"]
    assert run(*command).stdout.decode() == panel.wide.to_csv()
    for extension in ("csv", "parquet"):
        out = tmp_path / f"panel.{extension}"
        done = run(*command, "--out", str(out))
        assert done.returncode == 0, done.stderr.decode()
        assert out.exists() and (tmp_path / f"panel-cells.{extension}").exists()
    assert (tmp_path / "panel-cells.csv").read_text(encoding="utf-8") == panel.cells.to_csv()
    cells = pyarrow.parquet.read_table(tmp_path / "panel-cells.parquet").to_pylist()
    assert cells == pyarrow.table(panel.cells).to_pylist()
    assert run("panel", str(reports[0]), "--measure", "money").returncode == 2
    assert run(*command, "--out", "panel.xlsx").returncode == 2
