"""The pages of the documentation: their Python runs, their sessions print what they show, their commands succeed.

Blocks of a page run in their order, in a folder that holds a copy of ``examples/reports``, with what earlier blocks of the
page made: ``python`` blocks as programs, ``pycon`` blocks as sessions, ``sh`` blocks in a shell.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY

DOCS = REPOSITORY / "python" / "docs"
PAGES = sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md"))
BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.S | re.M)


def shell() -> str | None:
    return shutil.which("bash")


def commands_path() -> str:
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


@pytest.mark.parametrize("page", PAGES)
def test_blocks_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    shutil.copytree(REPOSITORY / "examples" / "reports", tmp_path / "examples" / "reports")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, (language, block) in enumerate(BLOCK.findall(text)):
        where = f"{page}, block {number}"
        if language == "python":
            exec(compile(block, where, "exec"), names)
        elif language == "pycon":
            session = doctest.DocTestParser().get_doctest(block, names, where, None, 0)
            printed: list[str] = []
            failed = doctest.DocTestRunner().run(session, out=printed.append, clear_globs=False).failed
            assert failed == 0, "".join(printed)
            names = session.globs
        elif language == "sh" and (bash := shell()):
            environment = {**os.environ, "PATH": commands_path()}
            done = subprocess.run([bash, "-ec", block], env=environment, capture_output=True, encoding="utf-8")
            assert done.returncode == 0, f"{where}: {done.stderr}"


def test_there_are_pages() -> None:
    assert len(PAGES) > 10
