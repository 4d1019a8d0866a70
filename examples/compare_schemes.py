"""Compares the benefit-linkage schemes of reports: who is tied to whom, how, and what a household is promised.

    python examples/compare_schemes.py [FILE ...]

Without files, two of the sample reports.
"""

import sys
from pathlib import Path

import lianjie

REPORTS = Path(__file__).parent / "reports"


def promise(term: lianjie.Term) -> str:
    """A term in a few words."""
    if term.type_ == "guaranteed_return":
        return f"a return of {term.rate_percent} % ({term.bound})"
    if term.type_ == "fixed_payout":
        return f"{term.amount} yuan per {' and '.join(term.per or ())}"
    if term.type_ in {"profit_split", "risk_share"}:
        return f"{term.type_} " + " : ".join(f"{share.party} {share.share}" for share in term.shares or ())
    return str(term.type_)


def show(name: str, report: lianjie.Report) -> None:
    """The schemes of one report, each with the sentence that it rests on."""
    print(name)
    for scheme in report.schemes:
        print(f"  {scheme.name or '(no name)'}: {' → '.join(scheme.parties)}")
        print(f"    ties: {', '.join(scheme.ties) or 'none stated'}")
        for term in scheme.terms:
            print(f"    term: {promise(term)}")
        start, end = scheme.evidence[0]
        print(f"    「{report.text[start:end]}」")


def compare(reports: dict[str, lianjie.Report]) -> None:
    """One line for each tie and kind of term, with the number of schemes that have it in each place."""

    def count(report: lianjie.Report, feature: str) -> int:
        return sum(feature in {*scheme.ties, *(str(term.type_) for term in scheme.terms)} for scheme in report.schemes)

    features = {tie for report in reports.values() for scheme in report.schemes for tie in scheme.ties}
    features |= {str(t.type_) for report in reports.values() for scheme in report.schemes for t in scheme.terms}
    print(f"{'schemes with':22}" + "  ".join(reports))
    for feature in sorted(features):
        print(f"{feature:22}" + "  ".join(f"{count(report, feature):<{2 * len(name)}}" for name, report in reports.items()))


def main(files: list[Path]) -> None:
    reports = {}
    for path in files:
        report = lianjie.parse_file(path)
        place = report.document.place
        name = place.name if place else path.stem
        reports[name if name not in reports else f"{name} ({path.stem})"] = report
    for name, report in reports.items():
        show(name, report)
    compare(reports)


if __name__ == "__main__":
    chosen = [Path(name) for name in sys.argv[1:]]
    main(chosen or [REPORTS / "01-lushi-mushroom-feature.txt", REPORTS / "07-keyouzhongqi-cattle.txt"])
