"""How long it takes to make a polars frame of the observations of many reports, beside parsing them on one thread.

``python examples/speed_of_tables.py 10000`` reads the sample reports again and again under other ids; without a number,
a few hundred, so that it also runs as a check.
"""

import sys
import time
from pathlib import Path

import lianjie
import polars as pl

REPORTS = Path(__file__).parent / "reports"


def main(count: int) -> None:
    texts = [lianjie.parse_file(path).text for path in sorted(REPORTS.glob("*.txt"))]
    start = time.perf_counter()
    reports = [lianjie.parse(texts[number % len(texts)], id=f"report-{number}") for number in range(count)]
    parsed = time.perf_counter() - start

    frame, conversions = pl.DataFrame(), []
    for _ in range(5):
        start = time.perf_counter()
        frame = pl.DataFrame(lianjie.tables(reports).observations)
        conversions.append(time.perf_counter() - start)
    converted = min(conversions)
    first = conversions[0]

    print(f"{count} reports parsed in {parsed:.2f} s on one thread")
    print(f"{frame.height} observations in polars in {converted:.3f} s, {converted / parsed:.1%} of that")
    print(f"(the first time in {first:.3f} s, {first / parsed:.1%})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
