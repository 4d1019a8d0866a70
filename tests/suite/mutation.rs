//! Single-digit misprints of the sample reports: does the audit see them?

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking and says so")]

use lianjie_parser::{Confidence, Decimal, Finding, Relation, Report, Source, Verdict, parse};
use lianjie_tests::{repository, texts};

/// Other digits in place of each printed one, in figures that take part in a certain relation with tight
/// intervals, where the change is more than the printed digits leave open.
#[test]
fn single_digit_misprints_are_seen() {
    let (mut seen, mut made) = (0_u32, 0_u32);
    let mut missed = Vec::new();
    for path in texts(&repository().join("examples/reports")).unwrap() {
        let source = Source::from_bytes(&std::fs::read(&path).unwrap()).unwrap();
        let text: Vec<char> = source.text().chars().collect();
        let report = parse(source.text()).report;
        for finding in report.findings.iter().filter(|finding| is_tight(finding)) {
            for &index in &finding.figures {
                let span = report.figures[index].span;
                for at in span.start()..span.end() {
                    let at = usize::try_from(at).unwrap();
                    let Some(digit) = text[at].to_digit(10).filter(|_| text[at].is_ascii_digit()) else {
                        continue;
                    };
                    for other in ['0', '3', '5', '8'] {
                        if other.to_digit(10) == Some(digit)
                            || (other == '0' && span.start() == u32::try_from(at).unwrap())
                        {
                            continue;
                        }
                        let mut changed = text.clone();
                        changed[at] = other;
                        let first = usize::try_from(span.start()).unwrap();
                        let last = usize::try_from(span.end()).unwrap();
                        if !leaves(
                            finding,
                            &report.figures[index],
                            number(&text[first..last]),
                            number(&changed[first..last]),
                        ) {
                            continue;
                        }
                        made += 1;
                        if notices(&parse(&changed.iter().collect::<String>()).report, span.start()) {
                            seen += 1;
                        } else {
                            missed.push(format!(
                                "{} {} {other} in {}",
                                finding.provenance.rule,
                                report.figures[index].text,
                                path.display()
                            ));
                        }
                    }
                }
            }
        }
    }
    for line in missed.iter().step_by(7) {
        println!("{line}");
    }
    let rate = Decimal::from(seen) / Decimal::from(made);
    println!("{seen} of {made} misprints seen: {}", rate.round_dp(3));
    assert!(rate >= Decimal::new(9, 1), "{rate}");
}

/// Whether a figure changed by more than the relation leaves open.
fn leaves(finding: &Finding, figure: &lianjie_parser::Figure, old: Decimal, new: Decimal) -> bool {
    let (Some([low, high]), Some(stated), Some(value)) = (finding.implied, finding.stated, figure.value)
    else {
        return false;
    };
    let quantum = figure.quantum.unwrap_or(Decimal::ONE) * Decimal::TWO / value;
    (new - old).abs() / old > (high - low) / stated + quantum + Decimal::new(2, 2)
}

/// The digits of a quote.
fn number(quote: &[char]) -> Decimal {
    let digits: String = quote.iter().filter(|ch| ch.is_ascii_digit() || **ch == '.').collect();
    digits.parse().unwrap_or(Decimal::ONE)
}

/// Whether the words make the relation certain, and what it implies lies within a hundredth of what is stated.
fn is_tight(finding: &Finding) -> bool {
    let (Some([low, high]), Some(stated)) = (finding.implied, finding.stated) else { return false };
    finding.verdict == Verdict::Consistent
        && finding.provenance.confidence == Confidence::Stated
        && (finding.relation != Relation::Sum || finding.provenance.rule == "audit.table.column")
        && (high - low) * Decimal::ONE_HUNDRED <= stated
}

fn notices(report: &Report, at: u32) -> bool {
    report.findings.iter().any(|finding| {
        finding.verdict != Verdict::Consistent
            && finding
                .figures
                .iter()
                .any(|&index| report.figures.get(index).is_some_and(|figure| figure.span.start() == at))
    })
}
