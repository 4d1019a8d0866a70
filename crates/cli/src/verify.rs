//! `lianjie verify`

use std::io::{BufWriter, Write as _};

use lianjie_parser::{Doubt, DoubtCode, Figure, Finding, Parser, Report, Verdict, verify};

use crate::args::{AuditFormat, VerifyOptions};
use crate::audit::shown;
use crate::input;
use crate::snippet::{Heading, Mark, Page, render};
use crate::{CommandError, Outcome, complain};

pub(crate) fn run(options: &VerifyOptions) -> Result<Outcome, CommandError> {
    let given: Report = crate::score::read(&options.records)?;
    let document = match input::read_one(&options.text, Parser::default()) {
        Ok(document) => document,
        Err(message) => {
            complain(&message);
            return Ok(Outcome::SomeUnreadable);
        }
    };
    let read = &document.parsed.report;
    let verified = verify(&given, &document.text, Some(read));
    // What the text itself gets wrong is wrong in every reading of it.
    let contradictions: Vec<&Finding> =
        read.findings.iter().filter(|finding| finding.verdict == Verdict::Inconsistent).collect();
    let colour = crate::colour::output();
    let mut out = BufWriter::new(std::io::stdout().lock());
    match options.format {
        AuditFormat::Table => {
            let page = Page::new(&document.path, &document.text);
            for doubt in &verified.doubts {
                writeln!(out, "{}\n", doubted(doubt, &page, colour))?;
            }
            for finding in &contradictions {
                writeln!(out, "{}\n", shown(read, finding, &page, colour))?;
            }
        }
        AuditFormat::Json => {
            // Their indexes are those of the figures that were read, which the records need not have.
            let contradictions: Vec<_> = contradictions
                .iter()
                .map(|finding| serde_json::json!({ "finding": finding, "figures": quoted(read, finding) }))
                .collect();
            let row = serde_json::json!({
                "doubts": verified.doubts,
                "report": verified.report,
                "contradictions": contradictions,
            });
            writeln!(out, "{row}")?;
        }
    }
    out.flush()?;
    Ok(if verified.doubts.is_empty() { Outcome::Clean } else { Outcome::Denied })
}

fn quoted<'a>(report: &'a Report, finding: &Finding) -> Vec<&'a Figure> {
    finding.figures.iter().filter_map(|&index| report.figures.get(index)).collect()
}

fn doubted(doubt: &Doubt, page: &Page<'_>, colour: bool) -> String {
    // A quote that was found again and a figure that was not read are no errors of value.
    let heading = match doubt.code {
        DoubtCode::QuoteMoved | DoubtCode::Unread => Heading::Warning,
        _ => Heading::Error,
    };
    let title = format!("{}: {}", doubt.record, doubt.message);
    let marks: Vec<Mark> =
        doubt.span.iter().map(|&span| Mark { span, primary: true, label: String::new() }).collect();
    let pages = if marks.is_empty() { Vec::new() } else { vec![(page, marks)] };
    render(heading, doubt.code.as_str(), &title, &pages, &[], colour)
}
