"""From text to money: settles the schemes of a report and says what each of them still leaves open.

    python examples/settle_schemes.py [FILE]

Without a file, the sample report on cattle, with the profits that its text implies.
"""

import sys
from pathlib import Path
from typing import Any

import lianjie

REPORT = Path(__file__).parent / "reports" / "07-keyouzhongqi-cattle.txt"

# What the sample report tells beside the terms: for its first scheme a profit that gives each household 5,600 yuan,
# for the second the loan that the text describes, at a rate that it does not state.
CASES: list[dict[str, Any]] = [
    {"operator": "cooperative", "households": 60, "capital": 3000000, "profits": [560000, -100000]},
    {
        "operator": "enterprise",
        "households": 312,
        "years": 3,
        "loan": {"lending": "to_enterprise", "principal": 50000, "years": 3, "percent": "4.75", "repayment": "bullet"},
    },
]


def show(scheme: lianjie.LinkageScheme, case: dict[str, Any]) -> None:
    """The flows of a scheme, or what it lacks."""
    print(f"{scheme.name or '(no name)'}: {' → '.join(scheme.parties)}")
    try:
        settlement = lianjie.settle(scheme, **case)
    except lianjie.SettleError as error:
        print(f"    {error}")
        return
    for flow in settlement.flows:
        by = f"term {flow.term}" if flow.term is not None else ""
        print(f"    {flow.year}  {flow.from_:>18} → {flow.to:18} {flow.amount:>14}  {flow.kind} {by}")
    each = settlement.by_household(1)
    if each:
        print(f"    each household in year 1: {each[0]}")


def main(files: list[Path]) -> None:
    report = lianjie.parse_file(files[0] if files else REPORT)
    for index, scheme in enumerate(report.schemes):
        show(scheme, {} if files or index >= len(CASES) else CASES[index])


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
