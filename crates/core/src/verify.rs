//! Takes records that were made elsewhere and the text that they are of, gives what does not hold: quotes that are not
//! there, values that the quotes do not say, indexes that point at nothing.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::code::codes;
use crate::{Bound, Figure, Finding, Measured, ReferenceError, Report, Span, Unit};

codes! {
    /// Why a record is doubted.
    DoubtCode "doubt" {
        /// An index points past the end of its list.
        Reference = "reference",
        /// The record rests on no text.
        NoEvidence = "no_evidence",
        /// The quote stands elsewhere; the verified report has the right span.
        QuoteMoved = "quote_moved",
        /// The quote stands nowhere in the text.
        QuoteMissing = "quote_missing",
        /// The span reaches past the end of the text.
        OutsideText = "outside_text",
        /// The quote says another value.
        Value = "value",
        /// The quote says another unit.
        Unit = "unit",
        /// No quantity was read at the quote, so that its value is not verified.
        Unread = "unread",
        /// A record gives a figure another value than the figure has.
        Measured = "measured",
    }
}

/// Something of a record that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Doubt {
    /// What is wrong.
    pub code: DoubtCode,
    /// The record: `figures[3]`, `programs[0]`.
    pub record: String,
    /// What was found instead, for a person.
    pub message: String,
    /// Where the text shows it.
    pub span: Option<Span>,
}

/// Records that were held against their text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The records, with quotes that moved where they stand, and with what the audit of the text found of their figures.
    pub report: Report,
    /// What does not hold, in the order of the records.
    pub doubts: Vec<Doubt>,
}

/// Holds records against the text that they are of. `read` is what a parser read in the same text: values are compared with
/// its figures, and its findings are put to the records where all of their figures are among them. Without it only quotes
/// and references are checked.
///
/// A quote that does not stand where it is said to is looked for: where the parser read that value, where no record before
/// it was put, and nearest to where it was said to stand; as digits of a longer number only where there is no other.
///
/// ```
/// use lianjie_core::{Report, verify};
/// let report: Report = serde_json::from_value(serde_json::json!({
///     "document": { "title": null, "published": null, "source": null, "script": "simplified", "place": null },
///     "figures": [{ "span": [0, 4], "text": "120户", "value": "120", "upper": null, "parts": null,
///                   "unit": "household", "bound": "exact", "quantum": "1", "per": [] }],
/// })).unwrap();
/// let verified = verify(&report, "全村带动农户120户。", None);
/// assert_eq!(verified.doubts[0].code.as_str(), "quote_moved");
/// assert_eq!(verified.report.figures[0].span.quote("全村带动农户120户。"), Some("120户"));
/// ```
pub fn verify(report: &Report, text: &str, read: Option<&Report>) -> Verified {
    let mut report = report.clone();
    let mut doubts: Vec<Doubt> = report.check().err().unwrap_or_default().iter().map(reference).collect();
    let text = Text::of(text);
    let parsed = read;
    let read: Option<BTreeMap<Span, &Figure>> =
        read.map(|read| read.figures.iter().map(|figure| (figure.span, figure)).collect());
    let mut taken: BTreeSet<Span> = report
        .figures
        .iter()
        .filter(|figure| text.quote(figure.span) == Some(figure.text.as_str()))
        .map(|figure| figure.span)
        .collect();
    for (at, figure) in report.figures.iter_mut().enumerate() {
        let record = format!("figures[{at}]");
        let mut doubt = |code, span, message: String| {
            doubts.push(Doubt { code, record: record.clone(), message, span });
        };
        if text.quote(figure.span) != Some(figure.text.as_str()) {
            let says_it = |span: Span| match &read {
                Some(read) => at_span(read, span).is_some_and(|read| differ(read, figure).is_none()),
                None => true,
            };
            let found = text.places(&figure.text).into_iter().min_by_key(|&(span, whole)| {
                let away = span.start().abs_diff(figure.span.start());
                (!whole, !says_it(span), taken.contains(&span), away)
            });
            let Some((found, _)) = found else {
                doubt(DoubtCode::QuoteMissing, None, format!("{:?} stands nowhere in the text", figure.text));
                continue;
            };
            let (from, to) = (figure.span, found);
            doubt(
                DoubtCode::QuoteMoved,
                Some(found),
                format!("{:?} stands at {}, not at {}", figure.text, ends(to), ends(from)),
            );
            figure.span = found;
            taken.insert(found);
        }
        let Some(read) = &read else { continue };
        match at_span(read, figure.span) {
            None => {
                let message = format!("no quantity was read in {:?}", figure.text);
                doubt(DoubtCode::Unread, Some(figure.span), message);
            }
            Some(read) => {
                if let Some((said, given)) = differ(read, figure) {
                    let message = format!("{:?} says {said}, not {given}", figure.text);
                    doubt(DoubtCode::Value, Some(figure.span), message);
                }
                if read.unit != figure.unit {
                    let message = format!("{:?} counts {}, not {}", figure.text, read.unit, figure.unit);
                    doubt(DoubtCode::Unit, Some(figure.span), message);
                }
            }
        }
    }
    records(&report, &text, &mut doubts);
    if let Some(parsed) = parsed {
        audit(&mut report, parsed);
    }
    Verified { report, doubts }
}

/// Puts the findings of a parser to a report that has figures at the same places, unless it has them already.
fn audit(report: &mut Report, parsed: &Report) {
    let by_span: BTreeMap<Span, usize> =
        report.figures.iter().enumerate().map(|(index, figure)| (figure.span, index)).collect();
    let moved = |finding: &Finding| {
        let at = |index: &usize| by_span.get(&parsed.figures.get(*index)?.span).copied();
        let figures: Option<Vec<usize>> = finding.figures.iter().map(at).collect();
        Some(Finding { figures: figures?, ..finding.clone() })
    };
    for finding in parsed.findings.iter().filter_map(moved) {
        let told = |other: &Finding| {
            other.relation == finding.relation
                && other.verdict == finding.verdict
                && other.figures == finding.figures
        };
        if !report.findings.iter().any(told) {
            report.findings.push(finding);
        }
    }
}

fn reference(error: &ReferenceError) -> Doubt {
    let message = error.to_string();
    let record = message.split(' ').next().unwrap_or_default().to_owned();
    let code = if matches!(error, ReferenceError::NoEvidence { .. }) {
        DoubtCode::NoEvidence
    } else {
        DoubtCode::Reference
    };
    Doubt { code, record, message, span: None }
}

fn ends(span: Span) -> String {
    format!("[{}, {}]", span.start(), span.end())
}

/// The figure that was read at a span, or over it: 约 may have been left out of the quote.
fn at_span<'a>(read: &BTreeMap<Span, &'a Figure>, span: Span) -> Option<&'a Figure> {
    if let Some(figure) = read.get(&span) {
        return Some(figure);
    }
    let before = read.range(..=span).next_back();
    let after = read.range(span..).next();
    before.into_iter().chain(after).map(|(_, figure)| *figure).find(|figure| figure.span.overlaps(span))
}

/// What a quote says and what a record gives, where the two differ.
fn differ(read: &Figure, given: &Figure) -> Option<(String, String)> {
    if (read.value, read.upper, &read.parts) == (given.value, given.upper, &given.parts) {
        return None;
    }
    let shown = |figure: &Figure| match (figure.value, figure.upper, &figure.parts) {
        (Some(value), Some(upper), _) => format!("{value} to {upper}"),
        (Some(value), None, _) => value.to_string(),
        (None, _, Some(parts)) => parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(":"),
        _ => "nothing".to_owned(),
    };
    Some((shown(read), shown(given)))
}

/// Spans of evidence that lie outside the text, and values that differ from their figure's.
fn records(report: &Report, text: &Text<'_>, doubts: &mut Vec<Doubt>) {
    let mut check = |record: String, evidence: &[Span], values: Vec<&Measured>| {
        for span in evidence.iter().filter(|span| span.end() > text.chars()) {
            let message = format!("{} reaches past the end of the text, {}", ends(*span), text.chars());
            let record = record.clone();
            doubts.push(Doubt { code: DoubtCode::OutsideText, record, message, span: None });
        }
        for measured in values {
            let Some(figure) = report.figures.get(measured.figure) else { continue };
            let same = (measured.value, measured.upper, measured.unit, measured.bound)
                == (figure.value, figure.upper, figure.unit, figure.bound);
            if !same && !repaired(report, measured) {
                let said = amount(figure.value, figure.upper, figure.unit, figure.bound);
                let given = amount(measured.value, measured.upper, measured.unit, measured.bound);
                let message = format!(
                    "gives {given} for figures[{}], {:?}, which is {said}",
                    measured.figure, figure.text
                );
                let (record, span) = (record.clone(), Some(figure.span));
                doubts.push(Doubt { code: DoubtCode::Measured, record, message, span });
            }
        }
    };
    for (at, program) in report.programs.iter().enumerate() {
        let values = program.coverage.values().chain(program.outcomes.values()).collect();
        check(format!("programs[{at}]"), &program.evidence, values);
    }
    for (at, source) in report.funding_sources.iter().enumerate() {
        let values = source.amount.iter().chain(&source.growth).collect();
        check(format!("funding_sources[{at}]"), &source.evidence, values);
    }
    for (at, scheme) in report.schemes.iter().enumerate() {
        let values = scheme.coverage.values().chain(scheme.outcomes.values()).collect();
        let terms = scheme.terms.iter().flat_map(|term| &term.evidence);
        let evidence: Vec<Span> = scheme.evidence.iter().chain(terms).copied().collect();
        check(format!("schemes[{at}]"), &evidence, values);
    }
    for (at, finding) in report.findings.iter().enumerate() {
        check(format!("findings[{at}]"), &finding.evidence, Vec::new());
    }
}

/// `at_least 2500 to 3000 yuan`.
fn amount(value: Option<Decimal>, upper: Option<Decimal>, unit: Unit, bound: Bound) -> String {
    let hedge = if bound == Bound::Exact { String::new() } else { format!("{bound} ") };
    let value = value.map_or_else(|| "nothing".to_owned(), |value| value.to_string());
    let upper = upper.map(|upper| format!(" to {upper}")).unwrap_or_default();
    format!("{hedge}{value}{upper} {unit}")
}

/// Whether a finding of the report repairs the figure to the value.
fn repaired(report: &Report, measured: &Measured) -> bool {
    let span = report.figures.get(measured.figure).map(|figure| figure.span);
    report.findings.iter().filter_map(|finding| finding.repair.as_ref()).any(|repair| {
        Some(repair.span) == span && repair.reading.iter().any(|figure| figure.value == measured.value)
    })
}

/// A text with the byte at which each code point begins.
struct Text<'a> {
    whole: &'a str,
    starts: Vec<usize>,
}

impl<'a> Text<'a> {
    fn of(whole: &'a str) -> Self {
        Self { whole, starts: whole.char_indices().map(|(at, _)| at).collect() }
    }

    fn chars(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// As [`Span::quote`], without counting from the start.
    fn quote(&self, span: Span) -> Option<&'a str> {
        let byte = |at: u32| {
            let at = usize::try_from(at).ok()?;
            self.starts.get(at).copied().or((at == self.starts.len()).then_some(self.whole.len()))
        };
        self.whole.get(byte(span.start())?..byte(span.end())?)
    }

    /// Where a quote stands, and whether as a number of its own: 245户 is no quote of `1,245户`.
    fn places(&self, quote: &str) -> Vec<(Span, bool)> {
        let Ok(len) = u32::try_from(quote.chars().count()) else { return Vec::new() };
        if len == 0 {
            return Vec::new();
        }
        let opens = quote.starts_with(char::is_numeric);
        let closes = quote.ends_with(char::is_numeric);
        let is_whole = |byte: usize| {
            let before = self.whole.get(..byte).unwrap_or_default();
            let after = self.whole.get(byte + quote.len()..).unwrap_or_default();
            !(opens && continues(before.chars().rev()) || closes && continues(after.chars()))
        };
        let place = |byte: usize| {
            let start = u32::try_from(self.starts.binary_search(&byte).ok()?).ok()?;
            Some((Span::new(start, start.checked_add(len)?)?, is_whole(byte)))
        };
        self.whole.match_indices(quote).filter_map(|(byte, _)| place(byte)).collect()
    }
}

/// Whether a number goes on in the characters beside it: a digit, or a separator and a digit.
fn continues(mut beside: impl Iterator<Item = char>) -> bool {
    let is_separator = |ch: char| matches!(ch, '.' | ',' | '．' | '，');
    let next = beside.next();
    next.is_some_and(char::is_numeric)
        || next.is_some_and(is_separator) && beside.next().is_some_and(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "全县贫困户1240户，户均增收2500元，共投入310万元。";

    fn figure(span: [u32; 2], text: &str, value: &str, unit: &str) -> serde_json::Value {
        serde_json::json!({ "span": span, "text": text, "value": value, "upper": null, "parts": null,
            "unit": unit, "bound": "exact", "quantum": "1", "per": [] })
    }

    fn report(figures: &[serde_json::Value], more: &serde_json::Value) -> Report {
        let mut report = serde_json::json!({ "figures": figures,
            "document": { "title": null, "published": null, "source": null, "script": "simplified", "place": null } });
        let fields = report.as_object_mut().unwrap();
        fields.extend(more.as_object().cloned().unwrap_or_default());
        serde_json::from_value(report).unwrap()
    }

    #[track_caller]
    fn check(given: &Report, expected: &[&str]) {
        let read = report(
            &[
                figure([5, 10], "1240户", "1240", "household"),
                figure([15, 20], "2500元", "2500", "yuan"),
                figure([24, 29], "310万元", "3100000", "yuan"),
            ],
            &serde_json::json!({}),
        );
        let verified = verify(given, TEXT, Some(&read));
        let doubts: Vec<String> =
            verified.doubts.iter().map(|doubt| format!("{} {}", doubt.record, doubt.code)).collect();
        assert_eq!(doubts, expected);
    }

    #[test]
    fn holds_what_the_text_says() {
        let given = report(&[figure([5, 10], "1240户", "1240", "household")], &serde_json::json!({}));
        check(&given, &[]);
    }

    #[test]
    fn doubts_quotes_that_are_elsewhere_or_nowhere() {
        let moved = figure([0, 5], "2500元", "2500", "yuan");
        let invented = figure([0, 5], "9900元", "9900", "yuan");
        let given = report(&[moved, invented], &serde_json::json!({}));
        check(&given, &["figures[0] quote_moved", "figures[1] quote_missing"]);
    }

    #[test]
    fn finds_quotes_as_numbers_of_their_own_and_each_once() {
        let text = "去年1,120户增收，今年20户脱贫；甲村分红500元，乙村分红500元。";
        let read = report(
            &[
                figure([2, 8], "1,120户", "1120", "household"),
                figure([13, 16], "20户", "20", "household"),
                figure([23, 27], "500元", "500", "yuan"),
                figure([32, 36], "500元", "500", "yuan"),
            ],
            &serde_json::json!({}),
        );
        let given = report(
            &[
                figure([0, 3], "20户", "20", "household"),
                figure([0, 4], "500元", "500", "yuan"),
                figure([0, 4], "500元", "500", "yuan"),
            ],
            &serde_json::json!({}),
        );
        let spans = |read: Option<&Report>| {
            let report = verify(&given, text, read).report;
            report.figures.iter().map(|figure| figure.span.start()).collect::<Vec<_>>()
        };
        assert_eq!(spans(Some(&read)), [13, 23, 32]);
        assert_eq!(spans(None), [13, 23, 32]);
    }

    #[test]
    fn puts_what_the_audit_found_to_the_records() {
        let finding = |figures: [usize; 3]| {
            serde_json::json!({ "findings": [{ "relation": "product", "figures": figures, "stated": "3100000",
                "implied": ["3098760", "3101240"], "verdict": "consistent", "repair": null, "evidence": [[0, 30]] }] })
        };
        let households = figure([5, 10], "1240户", "1240", "household");
        let gain = figure([15, 20], "2500元", "2500", "yuan");
        let sum = figure([24, 29], "310万元", "3100000", "yuan");
        let read = report(&[households.clone(), gain.clone(), sum.clone()], &finding([0, 1, 2]));
        let given = report(&[sum.clone(), gain, households], &serde_json::json!({}));
        let found = verify(&given, TEXT, Some(&read)).report.findings;
        assert_eq!(found.iter().map(|one| one.figures.clone()).collect::<Vec<_>>(), [[2, 1, 0]]);
        assert_eq!(verify(&read, TEXT, Some(&read)).report, read);
        let part = report(&[sum], &serde_json::json!({}));
        assert!(verify(&part, TEXT, Some(&read)).report.findings.is_empty());
    }

    #[test]
    fn doubts_values_that_the_quote_does_not_say() {
        let value = figure([24, 29], "310万元", "310", "yuan");
        let unit = figure([5, 10], "1240户", "1240", "person");
        let given = report(&[value, unit], &serde_json::json!({}));
        check(&given, &["figures[0] value", "figures[1] unit"]);
    }

    #[test]
    fn doubts_figures_where_nothing_was_read() {
        let given = report(&[figure([0, 2], "全县", "1", "county")], &serde_json::json!({}));
        check(&given, &["figures[0] unread"]);
        let empty = report(&[], &serde_json::json!({}));
        assert_eq!(verify(&given, TEXT, Some(&empty)).doubts.len(), 1);
        assert_eq!(verify(&given, TEXT, None).doubts, []);
    }

    #[test]
    fn doubts_amounts_that_are_not_their_figures() {
        let amount = |unit: &str, bound: &str| serde_json::json!({ "value": "3100000", "upper": null, "unit": unit, "bound": bound, "figure": 0 });
        let source = |amount: serde_json::Value| {
            serde_json::json!({ "kind": "donation", "amount": amount, "level": null, "provider": null,
                "recipient": null, "place": null, "period": null, "purpose": null, "growth": null, "terms": null,
                "risk_share": null, "part_of": null, "evidence": [[24, 29]] })
        };
        let given = report(
            &[figure([24, 29], "310万元", "3100000", "yuan")],
            &serde_json::json!({ "funding_sources": [
                source(amount("yuan", "exact")),
                source(amount("person", "exact")),
                source(amount("yuan", "at_least")),
            ] }),
        );
        check(&given, &["funding_sources[1] measured", "funding_sources[2] measured"]);
    }

    #[test]
    fn doubts_records_that_rest_on_nothing() {
        let amount =
            serde_json::json!({ "value": "9", "upper": null, "unit": "yuan", "bound": "exact", "figure": 0 });
        let source = |evidence: serde_json::Value, part_of: Option<usize>| {
            serde_json::json!({ "kind": "donation", "amount": amount, "level": null, "provider": null,
                "recipient": null, "place": null, "period": null, "purpose": null, "growth": null, "terms": null,
                "risk_share": null, "part_of": part_of, "evidence": evidence })
        };
        let given = report(
            &[figure([24, 29], "310万元", "3100000", "yuan")],
            &serde_json::json!({ "funding_sources": [
                source(serde_json::json!([[0, 99]]), Some(7)),
                source(serde_json::json!([]), None),
            ] }),
        );
        check(
            &given,
            &[
                "funding_sources[0] reference",
                "funding_sources[1] no_evidence",
                "funding_sources[0] outside_text",
                "funding_sources[0] measured",
                "funding_sources[1] measured",
            ],
        );
    }
}
