//! Takes a report, writes for a person what was found, with quotes.

use std::io::Write;

use lianjie_parser::{Figure, MeasureMap, Measured, Period, Place, Report, Span, Verdict};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::CommandError;
use crate::colour::Paint;
use crate::input::Document;

/// Columns that a quote may take on a terminal.
const QUOTE_WIDTH: usize = 76;

pub(crate) fn report(document: &Document, paint: Paint, out: &mut impl Write) -> Result<(), CommandError> {
    let report = &document.parsed.report;
    let head = &report.document;
    let quotes = Quotes::of(&document.text);
    writeln!(out, "{}", paint.title(head.title.as_deref().map_or_else(|| document.id.clone(), one_line)))?;
    let facts = [
        head.place.as_ref().map(|place| place.path.join(" / ")),
        head.published.map(|day| day.to_string()),
        head.source.clone(),
        Some(document.path.display().to_string()),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    writeln!(out, "{}", paint.quiet(one_line(&facts.join(" · "))))?;
    observations(report, paint, out)?;
    funding(report, &quotes, paint, out)?;
    schemes(report, &quotes, paint, out)?;
    programs(report, paint, out)?;
    findings(report, paint, out)?;
    let unread = document.parsed.diagnostics.len();
    if unread > 0 {
        writeln!(out, "\n  {unread} things were noticed and not read")?;
    }
    Ok(writeln!(out)?)
}

fn observations(report: &Report, paint: Paint, out: &mut impl Write) -> Result<(), CommandError> {
    heading(paint, out, "Observations", report.observations.len())?;
    let mut rows = Vec::new();
    for observation in &report.observations {
        let Some(figure) = report.figures.get(observation.figure) else { continue };
        let group = if observation.group == lianjie_parser::Group::Poor { " (poor)" } else { "" };
        rows.push([
            format!("{}{group}", observation.measure),
            one_line(&figure.text),
            place(observation.place.as_ref()),
            period(observation.period.as_ref()),
        ]);
    }
    columns(paint, out, &rows)
}

fn funding(
    report: &Report,
    quotes: &Quotes<'_>,
    paint: Paint,
    out: &mut impl Write,
) -> Result<(), CommandError> {
    heading(paint, out, "Funding sources", report.funding_sources.len())?;
    for source in &report.funding_sources {
        let amount = source.amount.as_ref().map_or_else(|| "no sum".to_owned(), |a| measured(report, a));
        let level = source.level.map(|level| format!(", {level}")).unwrap_or_default();
        let way = match (&source.provider, &source.recipient) {
            (None, None) => String::new(),
            (from, to) => {
                format!("  {} → {}", from.as_deref().unwrap_or("?"), to.as_deref().unwrap_or("?"))
            }
        };
        let part = source.part_of.map(|_| "  (part of a total)").unwrap_or_default();
        writeln!(out, "  {}{level}: {amount}{way}{part}", paint.name(source.kind))?;
        if let Some(shares) = &source.risk_share {
            writeln!(out, "    risk: {}", split(shares))?;
        }
        quotes.write(&source.evidence, paint, out)?;
    }
    Ok(())
}

fn schemes(
    report: &Report,
    quotes: &Quotes<'_>,
    paint: Paint,
    out: &mut impl Write,
) -> Result<(), CommandError> {
    heading(paint, out, "Linkage schemes", report.schemes.len())?;
    for scheme in &report.schemes {
        let parties: Vec<&str> = scheme.parties.iter().map(lianjie_parser::Party::as_str).collect();
        let name = scheme.name.as_deref().unwrap_or("(unnamed)");
        writeln!(out, "  {}: {}", paint.name(one_line(name)), parties.join(" → "))?;
        if !scheme.ties.is_empty() {
            let ties: Vec<&str> = scheme.ties.iter().map(lianjie_parser::Tie::as_str).collect();
            writeln!(out, "    ties: {}", ties.join(", "))?;
        }
        for term in &scheme.terms {
            writeln!(out, "    term: {}", provision(&term.provision))?;
        }
        if !scheme.operators.is_empty() {
            writeln!(out, "    by: {}", scheme.operators.join("、"))?;
        }
        quotes.write(&scheme.evidence, paint, out)?;
    }
    Ok(())
}

fn programs(report: &Report, paint: Paint, out: &mut impl Write) -> Result<(), CommandError> {
    heading(paint, out, "Programs", report.programs.len())?;
    for program in &report.programs {
        let when = period(program.period.as_ref());
        let name = paint.name(one_line(&program.name));
        writeln!(out, "  {name} [{}] {} {when}", program.kind, place(program.place.as_ref()))?;
        for (label, values) in [("reached", &program.coverage), ("outcome", &program.outcomes)] {
            if !values.is_empty() {
                writeln!(out, "    {label}: {}", measures(report, values))?;
            }
        }
    }
    Ok(())
}

fn findings(report: &Report, paint: Paint, out: &mut impl Write) -> Result<(), CommandError> {
    heading(paint, out, "Findings", report.findings.len())?;
    for finding in &report.findings {
        let more: Vec<String> = [crate::audit::implied(finding)]
            .into_iter()
            .filter(|implied| !implied.is_empty())
            .chain(finding.repair.iter().map(crate::audit::reading))
            .collect();
        let equation = crate::audit::equation(report, finding);
        let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join("; ")) };
        let verdict = match finding.verdict {
            Verdict::Inconsistent => paint.bad(finding.verdict),
            Verdict::Repaired => paint.warning(finding.verdict),
            _ => paint.name(finding.verdict),
        };
        writeln!(out, "  {verdict}: {equation}{more}")?;
    }
    Ok(())
}

fn heading(paint: Paint, out: &mut impl Write, name: &str, count: usize) -> Result<(), CommandError> {
    if count > 0 {
        writeln!(out, "\n{}", paint.heading(format_args!("{name} ({count})")))?;
    }
    Ok(())
}

fn figure_text(figure: Option<&Figure>) -> String {
    figure.map(|figure| one_line(&figure.text)).unwrap_or_default()
}

fn measured(report: &Report, value: &Measured) -> String {
    let figure = report.figures.get(value.figure);
    match (value.value, figure) {
        (Some(v), Some(figure)) if figure.value != Some(v) => format!("{v} (repaired from {})", figure.text),
        _ => figure_text(figure),
    }
}

fn measures(report: &Report, values: &MeasureMap) -> String {
    let parts: Vec<String> =
        values.iter().map(|(measure, value)| format!("{measure} {}", measured(report, value))).collect();
    parts.join(", ")
}

fn split(shares: &[lianjie_parser::Share]) -> String {
    shares.iter().map(|share| format!("{} {}", share.party, share.share)).collect::<Vec<_>>().join(" : ")
}

/// A term as its JSON form says it, without the empty fields.
fn provision(provision: &lianjie_parser::Provision) -> String {
    use serde_json::Value;
    let Ok(Value::Object(fields)) = serde_json::to_value(provision) else { return String::new() };
    let mut parts = Vec::new();
    for (name, value) in &fields {
        match value {
            Value::Null => {}
            Value::Array(items) if items.is_empty() => {}
            Value::String(text) if name == "type" => parts.insert(0, text.clone()),
            Value::String(text) if text == "exact" => {}
            Value::String(text) => parts.push(format!("{name} {text}")),
            other => parts.push(format!("{name} {}", other.to_string().replace(['"', '{', '}'], ""))),
        }
    }
    parts.join(", ")
}

fn place(place: Option<&Place>) -> String {
    place.map(|place| place.name.clone()).unwrap_or_default()
}

fn period(period: Option<&Period>) -> String {
    period.map(ToString::to_string).unwrap_or_default()
}

/// Rows with their columns aligned by what a terminal shows; the last column is not padded.
fn columns<const N: usize>(
    paint: Paint,
    out: &mut impl Write,
    rows: &[[String; N]],
) -> Result<(), CommandError> {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width + 2 - cell.width()));
        }
        let line = line.trim_end();
        let (first, rest) = line.split_at_checked(row.first().map_or(0, String::len)).unwrap_or((line, ""));
        writeln!(out, "  {}{rest}", paint.name(first))?;
    }
    Ok(())
}

/// Quotes by code point, with the byte offset of each character worked out once.
pub(crate) struct Quotes<'a> {
    text: &'a str,
    bytes: Vec<usize>,
}

impl<'a> Quotes<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let bytes = text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).collect();
        Self { text, bytes }
    }

    pub(crate) fn get(&self, span: Span) -> &'a str {
        let at = |char: u32| usize::try_from(char).ok().and_then(|i| self.bytes.get(i)).copied();
        at(span.start())
            .zip(at(span.end()))
            .and_then(|(from, to)| self.text.get(from..to))
            .unwrap_or_default()
    }

    fn write(&self, evidence: &[Span], paint: Paint, out: &mut impl Write) -> Result<(), CommandError> {
        let quote: Vec<String> = evidence.iter().map(|span| one_line(self.get(*span))).collect();
        let quote = clip(&quote.join("…"), QUOTE_WIDTH);
        Ok(writeln!(out, "    {}", paint.quiet(format_args!("「{quote}」")))?)
    }
}

/// Text of a document on one line of a terminal: breaks gone, and signs that would steer the terminal shown instead.
pub(crate) fn one_line(text: &str) -> String {
    let shown = |ch: char| match ch {
        '\n' | '\r' => None,
        '\t' => Some(' '),
        '\u{7F}' => Some('\u{2421}'),
        // The pictures of control signs stand in their order.
        '\0'..' ' => char::from_u32(0x2400 + u32::from(ch)),
        // Those without pictures, and those that turn the direction of what follows.
        '\u{80}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Some(char::REPLACEMENT_CHARACTER)
        }
        _ => Some(ch),
    };
    text.chars().filter_map(shown).collect()
}

/// The text cut to so many columns.
fn clip(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 0;
    let fits = |ch: &char| {
        used += ch.width().unwrap_or(0);
        used < width
    };
    let mut cut: String = text.chars().take_while(fits).collect();
    cut.push('…');
    cut
}
