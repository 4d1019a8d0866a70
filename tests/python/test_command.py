"""The command that the package installs."""

import json
import subprocess
import sys
from pathlib import Path

import lianjie


def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "lianjie", *args], input=stdin, capture_output=True, check=False)


def test_writes_one_file_for_each_report(reports: list[Path], tmp_path: Path) -> None:
    done = run("parse", *map(str, reports), "--format", "json", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr.decode()
    for path in reports:
        written = json.loads((tmp_path / f"{path.stem}.json").read_text(encoding="utf-8"))
        assert written == lianjie.parse_file(path).to_dict()


def test_reads_standard_input() -> None:
    done = run("parse", "-", "--format", "jsonl", stdin="全县脱贫1200户。".encode("gb18030"))
    assert done.returncode == 0
    assert json.loads(done.stdout)["figures"][0]["text"] == "1200户"


def test_one_bad_file_does_not_stop_the_rest(reports: list[Path], tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = run("parse", str(bad), str(reports[0]), "--format", "jsonl")
    assert done.returncode == 1
    assert "bad.txt" in done.stderr.decode()
    assert len(done.stdout.splitlines()) == 1


def test_the_same_stem_twice_is_an_error(reports: list[Path], tmp_path: Path) -> None:
    twin = tmp_path / reports[0].name
    twin.write_bytes(reports[0].read_bytes())
    done = run("parse", str(reports[0]), str(twin), "--format", "json", "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "would both be written" in done.stderr.decode()


def test_denied_findings_set_the_exit_code(reports: list[Path], tmp_path: Path) -> None:
    contradicting = [
        path
        for path in reports
        if any(finding.verdict == "inconsistent" for finding in lianjie.parse_file(path).findings)
    ]
    assert contradicting, "the sample reports hold averages and lists that do not agree"
    assert run("audit", *map(str, contradicting), "--deny", "inconsistent").returncode == 3
    path = tmp_path / "report.txt"
    path.write_text("全县发放收益1836万元，涉及贫困户2720户，户均增收6750元。", encoding="utf-8")
    assert run("audit", str(path), "--deny", "inconsistent").returncode == 0


def test_help_and_usage() -> None:
    assert run("--help").returncode == 0
    assert b"Exit codes" in run("--help").stdout
    assert run("parse").returncode == 2
