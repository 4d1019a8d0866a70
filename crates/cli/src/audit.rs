//! `lianjie audit`

use std::io::{BufWriter, Write as _};

use lianjie_parser::{
    Conflict, Diagnostic, DiagnosticCode, Disagreement, Figure, Finding, Interval, Observation, Relation,
    Repair, Report, Statement, Verdict,
};

use crate::args::{AuditFormat, AuditOptions, DeniedVerdict};
use crate::input::{Document, for_each};
use crate::snippet::{Heading, Mark, Page, render};
use crate::table::one_line;
use crate::{CommandError, Outcome, note};

pub(crate) fn run(options: &AuditOptions) -> Result<Outcome, CommandError> {
    let colour = crate::colour::output();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut denied = false;
    let mut read = Vec::new();
    let mut tally = Tally::default();
    let all_read = for_each(&options.inputs, |mut document| {
        let report = &document.parsed.report;
        let page = Page::new(&document.path, &document.text);
        for finding in &report.findings {
            denied |= options.deny.iter().any(|verdict| verdict.names(finding.verdict));
            tally.add(finding.verdict);
            match options.format {
                AuditFormat::Table => writeln!(out, "{}\n", shown(report, finding, &page, colour))?,
                AuditFormat::Json => {
                    let row = serde_json::json!({ "document": report.document.id, "finding": finding });
                    writeln!(out, "{row}")?;
                }
            }
        }
        let unproved = |one: &&Diagnostic| one.code == DiagnosticCode::UnprovedReading;
        for diagnostic in document.parsed.diagnostics.iter().filter(unproved) {
            match options.format {
                AuditFormat::Table => writeln!(out, "{}\n", doubted(diagnostic, &page, colour))?,
                AuditFormat::Json => {
                    let row = serde_json::json!({ "document": report.document.id, "diagnostic": diagnostic });
                    writeln!(out, "{row}")?;
                }
            }
        }
        // Reports are compared by what they observed: nothing else is held of thousands of them.
        let report = &mut document.parsed.report;
        (report.programs, report.funding_sources, report.schemes, report.findings) = Default::default();
        document.parsed.diagnostics = Vec::new();
        read.push(document);
        Ok(())
    })?;
    let disagreements = lianjie_parser::compare(read.iter().map(|document| &document.parsed.report));
    denied |= !disagreements.is_empty() && options.deny.contains(&DeniedVerdict::Inconsistent);
    for disagreement in &disagreements {
        let (Some(first), Some(second)) =
            (Side::of(&read, disagreement.first), Side::of(&read, disagreement.second))
        else {
            continue;
        };
        match options.format {
            AuditFormat::Table => {
                writeln!(out, "{}\n", between(disagreement, &first, &second, colour))?;
            }
            AuditFormat::Json => {
                let row = serde_json::json!({
                    "documents": [first.id(), second.id()],
                    "disagreement": disagreement,
                    "quotes": [first.figure, second.figure],
                });
                writeln!(out, "{row}")?;
            }
        }
    }
    out.flush()?;
    if !options.inputs.quiet {
        note(&tally.line(read.len(), disagreements.len()));
    }
    Ok(match (denied, all_read) {
        (true, _) => Outcome::Denied,
        (false, false) => Outcome::SomeUnreadable,
        (false, true) => Outcome::Clean,
    })
}

/// How many findings there are of each verdict.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    consistent: usize,
    inconsistent: usize,
    repaired: usize,
}

impl Tally {
    fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Inconsistent => self.inconsistent += 1,
            Verdict::Repaired => self.repaired += 1,
            _ => self.consistent += 1,
        }
    }

    /// What a run ends with, so that nothing printed is not taken for nothing done.
    fn line(self, reports: usize, disagreements: usize) -> String {
        let Self { consistent, inconsistent, repaired } = self;
        let reports = match reports {
            1 => "1 report".to_owned(),
            count => format!("{count} reports"),
        };
        let between = if disagreements == 0 {
            String::new()
        } else {
            format!("; {disagreements} between reports that cannot both be true")
        };
        format!(
            "{reports}: {consistent} relations consistent, {inconsistent} inconsistent, {repaired} repaired{between}"
        )
    }
}

/// A finding as a compiler shows an error.
pub(crate) fn shown(report: &Report, finding: &Finding, page: &Page<'_>, colour: bool) -> String {
    let heading = match finding.verdict {
        Verdict::Inconsistent => Heading::Error,
        Verdict::Repaired => Heading::Warning,
        _ => Heading::Info,
    };
    let stated = finding.figures.last().copied();
    let marks = finding
        .figures
        .iter()
        .filter_map(|&index| Some((index, report.figures.get(index)?)))
        .map(|(index, figure)| Mark {
            span: figure.span,
            primary: Some(index) == stated,
            label: if Some(index) == stated { intervals(figure, finding) } else { String::new() },
        })
        .collect();
    let title = equation(report, finding);
    let notes: Vec<String> = finding.repair.iter().map(reading).collect();
    render(heading, finding.verdict.as_str(), &title, &[(page, marks)], &notes, colour)
}

/// Digits that may have been others, which nothing proves.
fn doubted(diagnostic: &Diagnostic, page: &Page<'_>, colour: bool) -> String {
    let marks = vec![Mark { span: diagnostic.span, primary: true, label: String::new() }];
    render(
        Heading::Warning,
        diagnostic.code.as_str(),
        &one_line(&diagnostic.message),
        &[(page, marks)],
        &[],
        colour,
    )
}

/// One of two statements that cannot both be true.
struct Side<'a> {
    document: &'a Document,
    observation: &'a Observation,
    figure: &'a Figure,
}

impl<'a> Side<'a> {
    fn of(read: &'a [Document], statement: Statement) -> Option<Self> {
        let document = read.get(statement.report)?;
        let report = &document.parsed.report;
        let observation = report.observations.get(statement.observation)?;
        Some(Self { document, observation, figure: report.figures.get(observation.figure)? })
    }

    fn id(&self) -> &'a str {
        &self.document.parsed.report.document.id
    }

    fn when(&self) -> String {
        self.observation.period.map(|period| period.to_string()).unwrap_or_default()
    }
}

fn between(disagreement: &Disagreement, first: &Side<'_>, second: &Side<'_>, colour: bool) -> String {
    let why = match disagreement.conflict {
        Conflict::SamePeriod => "two values",
        Conflict::Shrinks => "a running total that shrinks",
        Conflict::MoreLiftedThanPoor => "more left poverty than were poor",
        _ => disagreement.conflict.as_str(),
    };
    let title = format!("{} of {}: {why}", disagreement.measure, disagreement.place.path.join(" / "));
    let pages = [first, second].map(|side| Page::new(&side.document.path, &side.document.text));
    let marks = |side: &Side<'_>| vec![Mark { span: side.figure.span, primary: true, label: side.when() }];
    let [before, after] = &pages;
    let pages = [(before, marks(first)), (after, marks(second))];
    render(Heading::Error, "disagree", &title, &pages, &[], colour)
}

impl DeniedVerdict {
    fn names(self, verdict: Verdict) -> bool {
        match self {
            Self::Inconsistent => verdict == Verdict::Inconsistent,
            Self::Repaired => verdict == Verdict::Repaired,
        }
    }
}

/// A finding on one line: `65.5萬元 / 775戶 = 845元`.
pub(crate) fn equation(report: &Report, finding: &Finding) -> String {
    let texts: Vec<String> = finding
        .figures
        .iter()
        .filter_map(|index| report.figures.get(*index))
        .map(|figure| one_line(&figure.text))
        .collect();
    let (left, right) = match texts.split_last() {
        Some((last, rest)) => (rest, last.as_str()),
        None => (texts.as_slice(), ""),
    };
    let sign = match finding.relation {
        Relation::Sum => " + ",
        Relation::Product => " × ",
        Relation::Ratio | Relation::PerUnit => " / ",
        _ => ", ",
    };
    let relation = if matches!(finding.relation, Relation::Growth | Relation::Change) {
        format!("{} ", finding.relation)
    } else {
        String::new()
    };
    let equals = if finding.verdict == Verdict::Inconsistent { "≠" } else { "=" };
    format!("{relation}{} {equals} {right}", left.join(sign))
}

/// What the printed digits of the stated figure stand for, beside what the others imply:
/// `stands for 844.5 to 846, implied 844.5 to 846.4`.
fn intervals(stated: &Figure, finding: &Finding) -> String {
    // A repaired figure stands for what it was.
    let mended = finding.repair.iter().filter(|repair| repair.span == stated.span);
    let read = mended.flat_map(|repair| &repair.reading).find(|figure| figure.unit == stated.unit);
    let figure = read.unwrap_or(stated);
    let allowed = Interval::of(figure).map(|allowed| match (allowed.outward(), figure.value) {
        (Some([low, high]), _) if low == high => format!("stands for {low}"),
        (Some([low, high]), _) => format!("stands for {low} to {high}"),
        (None, Some(least)) => format!("stands for {least} or more"),
        (None, None) => String::new(),
    });
    let both = [allowed.unwrap_or_default(), implied(finding)];
    both.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// What the other figures imply for the stated one: `implied 844.5 to 846.4`.
pub(crate) fn implied(finding: &Finding) -> String {
    match finding.implied {
        Some([low, high]) if low == high => format!("implied {low}"),
        Some([low, high]) => format!("implied {low} to {high}"),
        None => String::new(),
    }
}

/// How damaged digits are read: `1042334176人 is read as 10423 household, 34176 person`.
pub(crate) fn reading(repair: &Repair) -> String {
    let reading: Vec<String> = repair
        .reading
        .iter()
        .map(|figure| format!("{} {}", figure.value.map(|v| v.to_string()).unwrap_or_default(), figure.unit))
        .collect();
    format!("{} is read as {}", one_line(&repair.text), reading.join(", "))
}
