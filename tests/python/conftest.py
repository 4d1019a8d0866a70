"""Where the repository's data is."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def reports() -> list[Path]:
    """The sample reports."""
    found = sorted((REPOSITORY / "examples" / "reports").glob("*.txt"))
    assert len(found) >= 8
    return found
