//! Takes a program, a source of money, an observation or a figure, gives what it says and the sentences that it rests on.

use lianjie_core::{
    Figure, FundTerms, FundingSource, MeasureMap, Measured, Observation, Period, Place, Program, Span,
};

use super::html::Html;
use super::sheet::{self, Sheet};
use super::{highlight, scheme, words};

/// Where and when, as far as either is known.
pub(super) fn scope(place: Option<&Place>, period: Option<&Period>) -> Vec<String> {
    place.map(words::place).into_iter().chain(period.map(words::period)).collect()
}

/// Measures with their values.
pub(super) fn measures<'m>(sheet: &Sheet<'_>, map: &'m MeasureMap) -> Vec<(&'m str, String)> {
    let value = |value: &Measured| words::measured(value, sheet.figures());
    map.iter().map(|(measure, measured)| (measure.as_str(), value(measured))).collect()
}

/// Sentences shown whole; of more evidence the rest is counted.
const SENTENCES: usize = 8;

/// The sentences that a record rests on.
pub(super) fn sentences(sheet: &Sheet<'_>, html: &mut Html, evidence: &[Span]) {
    let quotes: Vec<(Span, &str)> = evidence
        .iter()
        .map(|span| (*span, sheet.ruler.quote(*span)))
        .filter(|(_, quote)| !quote.is_empty())
        .collect();
    for (span, quote) in quotes.iter().take(SENTENCES) {
        html.element("blockquote", &[("class", "lj-quote")], |html| sheet.quote(html, *span, quote, 400));
    }
    if quotes.len() > SENTENCES {
        html.leaf("p", "lj-note", &format!("and {} passages more", quotes.len() - SENTENCES));
    }
}

pub(super) fn program(sheet: &Sheet<'_>, html: &mut Html, program: &Program) {
    let mut facts = vec![words::label("program_kind", program.kind.as_str())];
    facts.extend(scope(program.place.as_ref(), program.period.as_ref()));
    sheet::title(html, &words::short(&program.name, 120), &facts);
    let mut values = measures(sheet, &program.coverage);
    values.extend(measures(sheet, &program.outcomes));
    if !program.operators.is_empty() {
        values.push(("operators", words::short(&program.operators.join("、"), 300)));
    }
    values.push(("read", highlight::provenance(&program.provenance)));
    sheet::values(html, &values);
    sentences(sheet, html, &program.evidence);
}

pub(super) fn funding_source(sheet: &Sheet<'_>, html: &mut Html, source: &FundingSource) {
    sheet::title(
        html,
        &words::label("funding_kind", source.kind.as_str()),
        &scope(source.place.as_ref(), source.period.as_ref()),
    );
    let mut values = Vec::new();
    let measured = |value: &Measured| words::measured(value, sheet.figures());
    values.extend(source.amount.as_ref().map(|sum| ("amount", measured(sum))));
    values.extend(source.level.map(|level| ("level", words::code(level.as_str()))));
    values.extend(source.provider.as_deref().map(|name| ("from", party(name))));
    values.extend(source.recipient.as_deref().map(|name| ("to", party(name))));
    values.extend(source.purpose.map(|purpose| ("for", words::code(purpose.as_str()))));
    values.extend(source.growth.as_ref().map(|growth| ("growth", measured(growth))));
    values.extend(source.terms.as_ref().map(|terms| ("terms", self::terms(terms))));
    values.extend(source.risk_share.as_deref().map(|shares| ("risk", scheme::split(shares))));
    values.extend(source.part_of.map(|total| ("part of", format!("funding_sources[{total}]"))));
    values.push(("read", highlight::provenance(&source.provenance)));
    sheet::values(html, &values);
    sentences(sheet, html, &source.evidence);
}

/// A party's role as words, a name as it is.
pub(super) fn party(name: &str) -> String {
    words::short(&words::code(name), 60)
}

/// Terms of a loan or fund on one line.
pub(super) fn terms(terms: &FundTerms) -> String {
    let parts = [
        terms.ceiling.map(|most| format!("up to {} yuan", words::number(most))),
        terms.tenor_years.map(|years| format!("{} years", words::number(years))),
        terms.rate_percent.map(|rate| format!("at {} %", words::number(rate))),
        terms.rate_basis.map(|basis| format!("{} rate", words::code(basis.as_str()))),
        terms.subsidy_percent.map(|share| format!("{} % of the interest subsidised", words::number(share))),
        terms.collateral_free.map(|free| if free { "no collateral" } else { "with collateral" }.to_owned()),
        terms.leverage.as_ref().map(|times| {
            let times: Vec<String> = times.iter().map(|times| words::number(*times)).collect();
            format!("lent {} times", times.join(" to "))
        }),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub(super) fn observation(sheet: &Sheet<'_>, html: &mut Html, observation: &Observation) {
    let facts = scope(observation.place.as_ref(), observation.period.as_ref());
    sheet::title(html, &highlight::measure(observation), &facts);
    let figure = sheet.figures().get(observation.figure);
    let value = match figure {
        Some(figure) => words::figure(figure),
        None => format!("figures[{}]", observation.figure),
    };
    sheet::values(html, &[("value", value), ("read", highlight::provenance(&observation.provenance))]);
    around(sheet, html, figure);
}

pub(super) fn figure(sheet: &Sheet<'_>, html: &mut Html, figure: &Figure) {
    sheet::title(html, &words::short(&figure.text, 120), &[words::figure(figure)]);
    let quantum = figure.quantum.map(|quantum| ("last printed digit", words::quantity(quantum, figure.unit)));
    sheet::values(html, quantum.as_slice());
    around(sheet, html, Some(figure));
}

/// Code points on either side of a figure.
const AROUND: u32 = 40;

/// A figure with the words around it on its line.
fn around(sheet: &Sheet<'_>, html: &mut Html, figure: Option<&Figure>) {
    let Some(span) = figure.map(|figure| figure.span).filter(|span| span.start() < sheet.ruler.len()) else {
        return;
    };
    let (start, end) = (span.start().saturating_sub(AROUND), span.end().saturating_add(AROUND));
    html.element("blockquote", &[("class", "lj-quote"), ("lang", sheet.language())], |html| {
        if start > 0 {
            html.leaf("span", "lj-gap", "…");
        }
        let (before, after) = (sheet.ruler.piece(start, span.start()), sheet.ruler.piece(span.end(), end));
        html.text(before.rsplit('\n').next().unwrap_or_default());
        html.leaf("span", "lj-figure lj-stated", sheet.ruler.quote(span));
        html.text(after.split('\n').next().unwrap_or_default());
        if end < sheet.ruler.len() {
            html.leaf("span", "lj-gap", "…");
        }
    });
}
