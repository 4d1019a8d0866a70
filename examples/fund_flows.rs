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
        let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let bytes = std::fs::read(&path).map_err(|error| named(&error))?;
        let source = Source::from_bytes(&bytes).map_err(|error| named(&error))?;
        let report = Parser::default().parse(source.text(), &Metadata::default()).report;
        let place = report.document.place.as_ref().map_or("place unknown", |place| place.name.as_str());
        println!("{place} ({})", path.display());
        print(&report.funding_sources, None, 1);
        println!();
    }
    Ok(())
}

/// The flows that are part of one total, or of none. A component stands under its total and not beside it: a sum over
/// both would count it twice.
fn print(sources: &[FundingSource], total: Option<usize>, depth: usize) {
    let mut flows: Vec<(usize, &FundingSource)> =
        sources.iter().enumerate().filter(|(_, flow)| flow.part_of == total).collect();
    flows.sort_by_key(|(_, flow)| std::cmp::Reverse(yuan(flow)));
    for (index, flow) in flows {
        let sum = yuan(flow).map_or_else(|| "no sum stated".to_owned(), |yuan| format!("{yuan} yuan"));
        let lead = if total.is_some() { "of which " } else { "" };
        let from = flow.provider.as_deref().unwrap_or("?");
        let to = flow.recipient.as_deref().unwrap_or("?");
        let when = flow.period.map(|period| format!(", {period}")).unwrap_or_default();
        println!("{:indent$}{lead}{sum:>16}  {} ({from} → {to}{when})", "", flow.kind, indent = 2 * depth);
        print(sources, Some(index), depth + 1);
    }
}

/// The sum, where the text states one.
fn yuan(flow: &FundingSource) -> Option<Decimal> {
    flow.amount.as_ref()?.value
}
