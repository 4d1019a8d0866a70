"""The command that the package installs."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import lianjie
import pytest


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


def many(folder: Path, report: Path, count: int) -> Path:
    """A folder with so many copies of a report."""
    text = report.read_bytes()
    for index in range(count):
        (folder / f"{index}.txt").write_bytes(text)
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals of POSIX")
def test_a_closed_pipe_is_quiet(reports: list[Path], tmp_path: Path) -> None:
    folder = many(tmp_path, reports[0], 200)
    command = [sys.executable, "-m", "lianjie", "parse", str(folder), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals of POSIX")
def test_an_interrupt_ends_it_and_leaves_no_half_of_a_file(reports: list[Path], tmp_path: Path) -> None:
    folder = many(tmp_path, reports[0], 3000)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "lianjie", "parse", str(folder), "--format", "jsonl", "--out", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        for _ in range(600):
            if out.exists() and any(out.iterdir()):
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == -signal.SIGINT
    assert not (out / "reports.jsonl").exists()


def in_terminal(command: list[str], stdout: int | None) -> bytes:
    """What a command writes to a terminal, with standard output there too unless it has a place of its own."""
    import pty

    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "CLICOLOR_FORCE"}}
    environment["TERM"] = "xterm-256color"
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=theirs if stdout is None else stdout, stderr=theirs, env=environment
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            part = os.read(ours, 1 << 16)
        except OSError:
            break
        if not part:
            break
        written += part
    os.close(ours)
    assert process.wait() == 0
    return written


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_a_terminal_sees_progress_and_colours(reports: list[Path], tmp_path: Path) -> None:
    folder = many(tmp_path, reports[0], 1500)
    command = [sys.executable, "-m", "lianjie", "parse", str(folder), "--format", "jsonl"]
    with (tmp_path / "reports.jsonl").open("wb") as file:
        shown = in_terminal(command, file.fileno())
        silent = in_terminal([*command, "--quiet"], file.fileno())
    assert re.search(rb"\d+/1500 files  \d+ files/s  \d+\.\d MB/s  \d+s left", shown)
    assert shown.endswith(b"\r\x1b[2K"), "the bar is gone at the end"
    assert silent == b""
    written = (tmp_path / "reports.jsonl").read_bytes()
    assert written.count(b"\n") == 3000 and b"\x1b" not in written
    assert b"\x1b[1m" in in_terminal([sys.executable, "-m", "lianjie", "parse", str(reports[0])], None)
    plain = in_terminal([sys.executable, "-m", "lianjie", "--color", "never", "parse", str(reports[0])], None)
    assert b"\x1b" not in plain
