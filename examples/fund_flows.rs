//! Where a county's money comes from and where it goes: one line a flow, largest first, components under their total.
//!
//! `cargo run --package lianjie-examples --example fund_flows [FILE...]`; without files, the sample reports.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use std::error::Error;
use std::path::PathBuf;

use lianjie_parser::{Decimal, FundingSource, Metadata, Parser, Source};

fn main() -> Result<(), Box<dyn Error>> {
    let mut files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if files.is_empty() {
        files = lianjie_examples::reports()?;
    }
    for path in files {
        let source = Source::from_bytes(&std::fs::read(&path)?)?;
        let report = Parser::default().parse(source.text(), &Metadata::default()).report;
        let place = report.document.place.as_ref().map_or("place unknown", |place| place.name.as_str());
        println!("{place} ({})", path.display());
        // A component stands under its total and not beside it: a sum over both would count it twice.
        let mut flows: Vec<(usize, &FundingSource)> = report
            .funding_sources
            .iter()
            .enumerate()
            .filter(|(_, flow)| flow.part_of.is_none() && flow.amount.is_some())
            .collect();
        flows.sort_by_key(|(_, flow)| std::cmp::Reverse(yuan(flow)));
        for (index, flow) in flows {
            print(flow, "");
            for part in report.funding_sources.iter().filter(|part| part.part_of == Some(index)) {
                print(part, "    of which ");
            }
        }
        println!();
    }
    Ok(())
}

fn yuan(flow: &FundingSource) -> Decimal {
    flow.amount.as_ref().and_then(|amount| amount.value).unwrap_or_default()
}

fn print(flow: &FundingSource, lead: &str) {
    let from = flow.provider.as_deref().unwrap_or("?");
    let to = flow.recipient.as_deref().unwrap_or("?");
    println!("  {lead}{:>14} yuan  {} ({from} → {to})", yuan(flow), flow.kind);
}
