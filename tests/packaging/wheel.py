"""Takes the folder of the Python package, gives its source distribution and the wheel that is built from that alone.

Checks what is in both, installs the wheel in an environment that holds nothing else, and runs it there:

    python wheel.py PYTHON_FOLDER OUT_FOLDER [PROFILE]

The interpreter needs maturin. OUT_FOLDER/dist holds the two files afterwards. Without PROFILE, one of Cargo's, the wheel is
built as users build it.
"""

from __future__ import annotations

import email.parser
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

# More than this is a mistake: somebody packed data or symbols.
LARGEST_SDIST = 3_000_000
LARGEST_WHEEL = 40_000_000

IN_THE_SDIST = {"", ".css", ".lock", ".md", ".py", ".pyi", ".rs", ".toml", ".tsv", ".txt", ".typed", ".proptest-regressions"}
IN_THE_WHEEL = {".py", ".pyi", ".so", ".pyd", ".typed"}
TRY = """
import importlib.metadata, subprocess, sys, sysconfig, lianjie
report = lianjie.parse("2017年，全县整合涉农资金1.86亿元，带动贫困户940户，户均增收760元。")
assert [str(figure.value) for figure in report.figures] == ["186000000", "940", "760"], report
assert lianjie.plot.payout
names = {found.metadata["Name"] for found in importlib.metadata.distributions()}
assert names <= {"lianjie", "pip", "setuptools"}, names
command = sysconfig.get_path("scripts") + "/lianjie"
told = subprocess.run([command, "--version"], check=True, capture_output=True, text=True).stdout
assert told.split() == ["lianjie", lianjie.__version__], told
"""


def main(package: Path, out: Path, profile: str | None) -> None:
    """Builds and checks both."""
    if profile is not None:
        os.environ["MATURIN_PEP517_ARGS"] = f"--profile {profile}"
    dist = out / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    run([sys.executable, "-m", "maturin", "sdist", "--out", str(dist)], cwd=package, quiet=True)
    sdist = next(dist.glob("*.tar.gz"))
    source = unpack(sdist, out / "source")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    run([*pip, "wheel", "--no-deps", "--wheel-dir", str(dist), str(source)], cwd=out)
    wheel = next(dist.glob("*.whl"))
    licences = {name: (package.parent / name).read_bytes() for name in ("LICENSE-APACHE", "LICENSE-MIT")}
    check_sdist(sdist)
    check_wheel(wheel, licences)
    install(wheel, out / "empty")
    expect(profile is not None or wheel.stat().st_size < LARGEST_WHEEL, f"{wheel.name} is too large")
    for file in (sdist, wheel):
        print(f"   {file.name}: {file.stat().st_size / 1e6:.1f} MB")


def run(command: list[str], cwd: Path, quiet: bool = False) -> None:
    """Runs a command; its failure ends the program. What a quiet one says is shown only then."""
    done = subprocess.run(command, cwd=cwd, stderr=subprocess.PIPE if quiet else None)
    if done.returncode != 0:
        sys.stderr.buffer.write(done.stderr or b"")
        sys.exit(f"failed: {' '.join(command)}")


def unpack(sdist: Path, folder: Path) -> Path:
    """Puts the files of a source distribution into a folder; those that are there already keep their time, so that Cargo
    builds only what changed."""
    written = set()
    with tarfile.open(sdist) as archive:
        for member in archive:
            path = folder / member.name
            if not member.isfile() or folder.resolve() not in path.resolve().parents:
                continue
            held = archive.extractfile(member)
            assert held is not None
            content = held.read()
            if not path.is_file() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            written.add(path)
    for path in [path for path in folder.rglob("*") if path.is_file() and path not in written]:
        path.unlink()
    return next(path for path in folder.iterdir() if (path / "pyproject.toml").is_file())


def check_sdist(sdist: Path) -> None:
    """Sources, words, licences; nothing that only a checkout needs."""
    with tarfile.open(sdist) as archive:
        names = [PurePosixPath(*PurePosixPath(name).parts[1:]) for name in archive.getnames()]
    required = ["pyproject.toml", "Cargo.lock", "PKG-INFO", "LICENSE-APACHE", "LICENSE-MIT", "py.typed", "_native.pyi"]
    lacking = [name for name in required if not any(str(one).endswith(name) for one in names)]
    stray = [str(one) for one in names if one.suffix not in IN_THE_SDIST or "tests" in one.parts[:1]]
    expect(not lacking, f"{sdist.name} lacks {lacking}")
    expect(not stray, f"{sdist.name} has stray files: {stray}")
    expect(sdist.stat().st_size < LARGEST_SDIST, f"{sdist.name} is too large")


def check_wheel(wheel: Path, licences: dict[str, bytes]) -> None:
    """One wheel for every Python from 3.10, typed, with licences and without required dependencies."""
    expect("-cp310-abi3-" in wheel.name, f"{wheel.name} is not for the stable interface of Python 3.10")
    with zipfile.ZipFile(wheel) as archive:
        names = [PurePosixPath(name) for name in archive.namelist()]
        info = next(name.parent for name in names if name.name == "METADATA")
        found = {name.name: archive.read(str(name)) for name in names if info / "licenses" in name.parents}
        metadata = email.parser.Parser().parsestr(archive.read(str(info / "METADATA")).decode())
    stray = [str(name) for name in names if name.suffix not in IN_THE_WHEEL and info not in name.parents]
    required = [one for one in metadata.get_all("Requires-Dist", []) if "extra ==" not in one]
    expect(not stray, f"{wheel.name} has stray files: {stray}")
    expect(not required, f"{wheel.name} requires {required}")
    expect(found == licences, f"{wheel.name} has licences that are not those of the repository: {sorted(found)}")
    expect(metadata["License-Expression"] == "Apache-2.0 OR MIT", f"{wheel.name}: {metadata['License-Expression']}")
    expect(metadata["Requires-Python"] == ">=3.10", f"{wheel.name} is for Python {metadata['Requires-Python']}")
    for name in ("py.typed", "_native.pyi", "__init__.py", "__main__.py"):
        expect(PurePosixPath("lianjie", name) in names, f"{wheel.name} lacks {name}")


def install(wheel: Path, folder: Path) -> None:
    """Installs the wheel in an empty environment, from nowhere else, and runs it."""
    run([sys.executable, "-m", "venv", "--clear", str(folder)], cwd=wheel.parent)
    python = str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    run([*pip, "install", "--no-index", str(wheel)], cwd=wheel.parent)
    run([*pip, "check"], cwd=wheel.parent)
    run([python, "-I", "-c", TRY], cwd=wheel.parent)


def expect(holds: bool, message: str) -> None:
    """Ends the program where something does not hold."""
    if not holds:
        sys.exit(message)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3] if len(sys.argv) > 3 else None)
