"""Every public name of the package says what it is, shows an example that runs as pasted, and says the same in its stub.

A new name in ``lianjie.__all__`` needs a docstring with ``>>>`` that begins with its imports; a new property a line that
says what it is; a new method an example of its own, or one in the docstring of its class. Native names say the same in
Rust (which ``help`` shows) and in ``_native.pyi`` (which editors and the documentation show).
"""

import ast
import doctest
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import lianjie
import pytest
from conftest import REPOSITORY

# What every record has, explained and shown once, in the docstring of `Report` and in the documentation of records.
SHARED = {"from_dict", "from_json", "to_dict", "to_json"}

NATIVE = sys.modules["lianjie._native"]


def public() -> Iterator[tuple[str, Any]]:
    """Names of the package, and of the modules of Python that it has."""
    for name in lianjie.__all__:
        value = getattr(lianjie, name)
        if not isinstance(value, str):
            yield name, value
    for module in [value for value in vars(lianjie).values() if inspect.ismodule(value)]:
        if module.__name__.startswith("lianjie.") and not module.__name__.startswith("lianjie._"):
            for name in module.__all__:
                yield f"{module.__name__.removeprefix('lianjie.')}.{name}", getattr(module, name)


def members(cls: type) -> Iterator[tuple[str, Any]]:
    """Public methods and properties that a class adds."""
    for name, value in vars(cls).items():
        if not name.startswith("_") and not (issubclass(cls, Exception) and value is None):
            yield name, getattr(cls, name)


def members_of_all() -> Iterator[tuple[str, Any]]:
    for class_name, cls in public():
        if inspect.isclass(cls):
            for name, value in members(cls):
                yield f"{class_name}.{name}", value


PUBLIC = dict(public())
MEMBERS = dict(members_of_all())
RUN = {name: value for name, value in {**PUBLIC, **MEMBERS}.items() if ">>>" in (inspect.getdoc(value) or "")}


@pytest.mark.parametrize("name", [*RUN, "lianjie"])
def test_examples_run_as_pasted(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    doc = inspect.getdoc(lianjie if name == "lianjie" else RUN[name])
    assert doc is not None
    example = doctest.DocTestParser().get_doctest(doc, {}, name, None, 0)
    report: list[str] = []
    write: Callable[[str], Any] = report.append
    failed = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(example, out=write).failed
    assert failed == 0, "".join(report)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_name_has_an_example(name: str) -> None:
    doc = inspect.getdoc(PUBLIC[name]) or ""
    assert ">>>" in doc, (
        f"lianjie.{name} has no example: end its docstring (in Rust and in _native.pyi, or in the Python module) with "
        "lines of >>> that begin with `import lianjie`"
    )


@pytest.mark.parametrize("name", MEMBERS)
def test_every_member_says_what_it_is(name: str) -> None:
    doc = inspect.getdoc(MEMBERS[name]) or ""
    assert doc, f"lianjie.{name} has no docstring: put a line of /// above its getter or method in Rust"
    cls, member = name.rsplit(".", 1)
    if callable(MEMBERS[name]) and member not in SHARED:
        shown = doc + (inspect.getdoc(PUBLIC[cls]) or "")
        assert re.search(rf"(>>>|\.\.\.) .*\.{member}\(", shown), (
            f"lianjie.{name} is shown in no example: add one to its docstring, or to that of {cls}"
        )


def stubs() -> Iterator[tuple[str, str | None]]:
    """Docstrings of the stub file, by name."""
    tree = ast.parse((REPOSITORY / "python" / "src" / "lianjie" / "_native.pyi").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            yield node.name, ast.get_docstring(node)
        if isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
                    yield f"{node.name}.{member.name}", ast.get_docstring(member)


STUBS = dict(stubs())


@pytest.mark.parametrize("name", STUBS)
def test_help_says_what_the_stubs_say(name: str) -> None:
    native: Any = NATIVE
    for part in name.split("."):
        native = getattr(native, part)
    assert inspect.getdoc(native) == STUBS[name], f"lianjie._native.{name}: the docs in Rust and in _native.pyi differ"


def test_there_is_something_to_test() -> None:
    assert len(PUBLIC) > 40 and len(MEMBERS) > 150 and len(RUN) > 40 and len(STUBS) > 200
