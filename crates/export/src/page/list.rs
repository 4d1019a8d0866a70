//! Takes the lists of a report, gives tables that open below its text.

use lianjie_core::{
    Diagnostic, FundingSource, LinkageScheme, MeasureMap, Measured, Observation, Period, Place, Program, Span,
};

use super::html::Html;
use super::sheet::{Cell, Sheet};
use super::{highlight, record, scheme, words};

pub(super) fn funding_sources(sheet: &Sheet<'_>, html: &mut Html, sources: &[FundingSource]) {
    let measured = |value: &Measured| words::measured(value, sheet.figures());
    let row = |(index, source): (usize, &FundingSource)| {
        let within = source.part_of.map(|total| format!(" (part of {total})")).unwrap_or_default();
        let terms = source.terms.as_ref().map(record::terms);
        let risk = source.risk_share.as_deref().map(scheme::split);
        [
            Cell::Indexed(index, format!("{}{within}", words::label("funding_kind", source.kind.as_str()))),
            Cell::Number(source.amount.as_ref().map(measured).unwrap_or_default()),
            Cell::Number(source.growth.as_ref().map(measured).unwrap_or_default()),
            Cell::Text(source.level.map(|level| words::code(level.as_str())).unwrap_or_default()),
            Cell::Text(source.provider.as_deref().map(record::party).unwrap_or_default()),
            Cell::Text(source.recipient.as_deref().map(record::party).unwrap_or_default()),
            Cell::Text(source.purpose.map(|purpose| words::code(purpose.as_str())).unwrap_or_default()),
            place(source.place.as_ref()),
            period(source.period.as_ref()),
            Cell::Text(terms.into_iter().chain(risk).collect::<Vec<_>>().join("; ")),
            quote(sheet, &source.evidence),
        ]
    };
    let heads =
        ["kind", "amount", "growth", "level", "from", "to", "for", "place", "period", "terms", "in the text"];
    sheet.list(html, "Funding sources", sources, |sheet, html, sources| {
        sheet.table(html, heads, &sources.iter().enumerate().map(row).collect::<Vec<_>>());
    });
}

pub(super) fn schemes(sheet: &Sheet<'_>, html: &mut Html, schemes: &[LinkageScheme]) {
    sheet.list(html, "Schemes", schemes, |sheet, html, schemes| {
        for (index, one) in schemes.iter().enumerate() {
            html.element("details", &[("class", "lj-list")], |html| {
                html.element("summary", &[], |html| {
                    html.leaf("span", "lj-index", &format!("{index} "));
                    html.text(&scheme::name(one));
                });
                scheme::write(sheet, html, one, false);
            });
        }
    });
}

pub(super) fn programs(sheet: &Sheet<'_>, html: &mut Html, programs: &[Program]) {
    let values = |map: &MeasureMap| {
        let values = record::measures(sheet, map);
        let values = values.into_iter().map(|(measure, value)| format!("{}: {value}", words::code(measure)));
        Cell::Text(values.collect::<Vec<_>>().join("; "))
    };
    let row = |(index, program): (usize, &Program)| {
        [
            Cell::Indexed(index, words::short(&program.name, 60)),
            Cell::Text(words::label("program_kind", program.kind.as_str())),
            values(&program.coverage),
            values(&program.outcomes),
            Cell::Text(words::short(&program.operators.join("、"), 60)),
            place(program.place.as_ref()),
            period(program.period.as_ref()),
            quote(sheet, &program.evidence),
        ]
    };
    let heads = ["program", "kind", "reached", "outcome", "carried by", "place", "period", "in the text"];
    sheet.list(html, "Programs", programs, |sheet, html, programs| {
        sheet.table(html, heads, &programs.iter().enumerate().map(row).collect::<Vec<_>>());
    });
}

pub(super) fn observations(sheet: &Sheet<'_>, html: &mut Html, observations: &[Observation]) {
    let row = |(index, observation): (usize, &Observation)| {
        let figure = sheet.figures().get(observation.figure);
        [
            Cell::Indexed(index, highlight::measure(observation)),
            Cell::Number(figure.map(words::figure).unwrap_or_default()),
            place(observation.place.as_ref()),
            period(observation.period.as_ref()),
            Cell::Text(words::code(observation.provenance.confidence.as_str())),
            Cell::Quote(figure.map(|figure| figure.span).unwrap_or_default(), figure.map_or("", |f| &f.text)),
        ]
    };
    let heads = ["measure", "value", "place", "period", "confidence", "in the text"];
    sheet.list(html, "Observations", observations, |sheet, html, observations| {
        sheet.table(html, heads, &observations.iter().enumerate().map(row).collect::<Vec<_>>());
    });
}

pub(super) fn diagnostics(sheet: &Sheet<'_>, html: &mut Html, diagnostics: &[Diagnostic]) {
    let row = |diagnostic: &Diagnostic| {
        [
            Cell::Text(words::code(diagnostic.code.as_str())),
            Cell::Text(diagnostic.message.clone()),
            quote(sheet, &[diagnostic.span]),
        ]
    };
    sheet.list(html, "Noticed and not read", diagnostics, |sheet, html, diagnostics| {
        let rows: Vec<_> = diagnostics.iter().map(row).collect();
        sheet.table(html, ["what", "why", "in the text"], &rows);
    });
}

fn place(place: Option<&Place>) -> Cell<'static> {
    Cell::Text(place.map(|place| words::short(&place.name, 60)).unwrap_or_default())
}

fn period(period: Option<&Period>) -> Cell<'static> {
    Cell::Text(period.map(words::period).unwrap_or_default())
}

/// The first passage that a record rests on.
fn quote<'a>(sheet: &Sheet<'a>, evidence: &[Span]) -> Cell<'a> {
    let span = evidence.first().copied().unwrap_or_default();
    Cell::Quote(span, sheet.ruler.quote(span))
}
