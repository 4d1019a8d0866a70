//! `lianjie audit`

use std::io::{BufWriter, Write as _};

use lianjie_parser::{Finding, Relation, Report, Verdict};

use crate::args::{AuditFormat, AuditOptions, DeniedVerdict};
use crate::input::for_each;
use crate::{CommandError, Outcome};

pub(crate) fn run(options: &AuditOptions) -> Result<Outcome, CommandError> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut denied = false;
    let all_read = for_each(&options.inputs, |document| {
        let report = &document.parsed.report;
        let quotes = crate::table::Quotes::of(&document.text);
        for finding in &report.findings {
            denied |= options.deny.iter().any(|verdict| verdict.names(finding.verdict));
            match options.format {
                AuditFormat::Table => {
                    writeln!(out, "{}: {}", document.path.display(), equation(report, finding))?;
                    for span in &finding.evidence {
                        writeln!(out, "    「{}」", quotes.get(*span).replace('\n', ""))?;
                    }
                }
                AuditFormat::Json => {
                    let row = serde_json::json!({ "document": report.document.id, "finding": finding });
                    writeln!(out, "{row}")?;
                }
            }
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(match (denied, all_read) {
        (true, _) => Outcome::Denied,
        (false, false) => Outcome::SomeUnreadable,
        (false, true) => Outcome::Clean,
    })
}

impl DeniedVerdict {
    fn names(self, verdict: Verdict) -> bool {
        match self {
            Self::Inconsistent => verdict == Verdict::Inconsistent,
            Self::Repaired => verdict == Verdict::Repaired,
        }
    }
}

/// A finding on one line: `consistent: 65.5萬元 / 775戶 = 845元 (implied 844.5 to 846.4)`.
pub(crate) fn equation(report: &Report, finding: &Finding) -> String {
    let texts: Vec<String> = finding
        .figures
        .iter()
        .filter_map(|index| report.figures.get(*index))
        .map(|figure| figure.text.replace('\n', ""))
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
    let implied = match finding.implied {
        Some([low, high]) if low == high => format!(" (implied {low})"),
        Some([low, high]) => format!(" (implied {low} to {high})"),
        None => String::new(),
    };
    let repair = finding.repair.as_ref().map(|repair| {
        let reading: Vec<String> = repair
            .reading
            .iter()
            .map(|figure| {
                format!("{} {}", figure.value.map(|v| v.to_string()).unwrap_or_default(), figure.unit)
            })
            .collect();
        format!("; {} is read as {}", repair.text, reading.join(", "))
    });
    let relation = if matches!(finding.relation, Relation::Growth | Relation::Change) {
        format!("{} ", finding.relation)
    } else {
        String::new()
    };
    format!(
        "{}: {relation}{} = {right}{implied}{}",
        finding.verdict,
        left.join(sign),
        repair.unwrap_or_default()
    )
}
