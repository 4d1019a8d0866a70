//! `lianjie settle`: takes a report and a case, prints who pays whom how much.

mod case;
mod table;

use std::io::{BufWriter, Write as _};

use lianjie_parser::diagram::Diagram;
use lianjie_parser::settle::{Case, Contract, SettleError, Settlement};
use lianjie_parser::{LinkageScheme, Report, Tie};
use serde_json::json;

use crate::args::{SettleFormat, SettleOptions};
use crate::{CommandError, Outcome};

pub(crate) fn run(options: &SettleOptions) -> Result<Outcome, CommandError> {
    let report = read(options)?;
    let case = case::of(options)?;
    let Some(index) = options.scheme else { return list(&report, &case, options) };
    let missing = || CommandError::NoRecord {
        path: options.report.clone(),
        list: "schemes",
        index,
        count: report.schemes.len(),
    };
    let scheme = report.schemes.get(index).ok_or_else(missing)?;
    let contract = contract(&report, scheme, options)?;
    let settlement = contract.settle(&case).map_err(|error| unsettled(&contract, &case, error))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    match options.format {
        SettleFormat::Table => {
            writeln!(out, "{}\n", heading(index, scheme))?;
            table::flows(&settlement, &contract, &mut out)?;
            table::parties(&settlement, &mut out)?;
        }
        SettleFormat::Mermaid => {
            write!(out, "{}", Diagram::of_settlement(&settlement)?.to_mermaid())?;
        }
        SettleFormat::Svg => writeln!(out, "{}", Diagram::of_settlement(&settlement)?.to_svg())?,
        SettleFormat::Json => {
            let written = json!({
                "document": report.document.id,
                "scheme": index,
                "contract": contract,
                "case": case,
                "settlement": settlement,
                "parties": parties(&settlement)?,
            });
            serde_json::to_writer_pretty(&mut out, &written).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

fn read(options: &SettleOptions) -> Result<Report, CommandError> {
    let path = &options.report;
    let report: Report = if path.as_os_str() == "-" {
        serde_json::from_reader(std::io::stdin().lock())
            .map_err(|error| CommandError::Json { path: "standard input".into(), error })?
    } else {
        crate::score::read(path)?
    };
    Ok(report)
}

/// The scheme's terms, with the ties and funding sources that were asked for.
fn contract(
    report: &Report,
    scheme: &LinkageScheme,
    options: &SettleOptions,
) -> Result<Contract, CommandError> {
    let refused = |error: SettleError| CommandError::Unsettled(vec![error.to_string()]);
    let mut contract = Contract::of(scheme).map_err(refused)?;
    for tie in &options.tie {
        let tie: Tie = tie
            .parse()
            .map_err(|error| CommandError::Input { option: "--tie".to_owned(), error: format!("{error}") })?;
        contract = contract.with_tie(tie);
    }
    for &index in &options.funding {
        let source = report.funding_sources.get(index).ok_or_else(|| CommandError::NoRecord {
            path: options.report.clone(),
            list: "funding_sources",
            index,
            count: report.funding_sources.len(),
        })?;
        contract = contract.with_funding(source).map_err(refused)?;
    }
    Ok(contract)
}

/// Every scheme with what it pays or what it still asks for.
fn list(report: &Report, case: &Case, options: &SettleOptions) -> Result<Outcome, CommandError> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (index, scheme) in report.schemes.iter().enumerate() {
        let asked = match contract(report, scheme, options) {
            Ok(contract) => contract.missing(case).iter().map(case::advice).collect(),
            Err(CommandError::Unsettled(reasons)) => reasons,
            Err(error) => return Err(error),
        };
        match options.format {
            SettleFormat::Table => {
                writeln!(out, "{}", heading(index, scheme))?;
                if asked.is_empty() {
                    writeln!(out, "     can be settled: --scheme {index}")?;
                }
                for line in &asked {
                    writeln!(out, "     {line}")?;
                }
            }
            SettleFormat::Mermaid => write!(out, "{}", Diagram::of_scheme(scheme).to_mermaid())?,
            SettleFormat::Svg => writeln!(out, "{}", Diagram::of_scheme(scheme).to_svg())?,
            SettleFormat::Json => {
                writeln!(out, "{}", json!({ "scheme": index, "name": scheme.name, "missing": asked }))?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

fn heading(index: usize, scheme: &LinkageScheme) -> String {
    let parties: Vec<&str> = scheme.parties.iter().map(lianjie_parser::Party::as_str).collect();
    let name = scheme.name.as_deref().unwrap_or("(unnamed)");
    format!("{index}    {name}: {}", parties.join(" → "))
}

/// What stands in the way, all of it at once, each with the option that gives it.
fn unsettled(contract: &Contract, case: &Case, first: SettleError) -> CommandError {
    let all = contract.missing(case);
    let all = if all.is_empty() { vec![first] } else { all };
    CommandError::Unsettled(all.iter().map(case::advice).collect())
}

fn parties(settlement: &Settlement) -> Result<serde_json::Value, CommandError> {
    let mut parties = serde_json::Map::new();
    for account in settlement.accounts() {
        let net = settlement.net(account)?;
        let income = settlement.income(account)?;
        parties.insert(account.to_string(), json!({ "net": net, "income": income }));
    }
    Ok(parties.into())
}
