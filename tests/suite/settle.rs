//! From text to money: the schemes of the sample reports and of real ones, settled, beside what the same text says that a
//! household got. The cases stand in `tests/settle`; what no case names must be refused with what it lacks.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking and says so"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lianjie_parser::settle::{Account, Case, Contract, Fen, SettleError, Settlement};
use lianjie_parser::{LinkageScheme, Metadata, Parser, Party, Report, Source, Tie};
use lianjie_tests::repository;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    scheme: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    report: String,
    scheme: usize,
    says: String,
    #[serde(default)]
    ties: Vec<Tie>,
    case: Case,
    gets: Option<BTreeMap<String, Fen>>,
    each: Option<Fen>,
    printed: Option<Fen>,
    asks: Option<String>,
    read: Option<String>,
}

impl Row {
    fn settle(&self, scheme: &LinkageScheme) -> Result<Settlement, SettleError> {
        let contract = self.ties.iter().fold(Contract::of(scheme)?, |contract, tie| contract.with_tie(*tie));
        contract.settle(&self.case)
    }

    /// Whether one of the things that settling asks for is the one expected.
    fn is_asked(&self, scheme: &LinkageScheme, asks: &str) -> bool {
        let contract = Contract::of(scheme).unwrap();
        contract.missing(&self.case).iter().any(|error| error.to_string().contains(asks))
    }

    /// What differs from what the text says.
    fn check(&self, scheme: &LinkageScheme) -> Result<(), String> {
        let settlement = match (self.settle(scheme), &self.asks) {
            (Err(_), Some(asks)) if self.is_asked(scheme, asks) => return Ok(()),
            (Err(error), _) => return Err(error.to_string()),
            (Ok(_), Some(asks)) => return Err(format!("settled without asking for {asks}")),
            (Ok(settlement), None) => settlement,
        };
        let printed = self.printed.unwrap_or(Fen::ONE);
        for (account, said) in self.gets.iter().flatten() {
            let got = settlement.income(account.parse::<Account>().unwrap()).unwrap();
            if got.minus(*said).unwrap().get().abs() >= printed.get() {
                return Err(format!("{account} gets {got}, not {said}"));
            }
        }
        let Some(each) = self.each else { return Ok(()) };
        let households = settlement.by_household(1).unwrap();
        let households =
            households.unwrap_or_else(|| vec![settlement.income_in(Party::Household, 1).unwrap()]);
        // Each flow is divided among the households by itself: a fen more or less for each of them.
        let near = |got: &Fen| (got.get() - each.get()).unsigned_abs() < 3;
        match households.iter().find(|got| !near(got)) {
            Some(got) => Err(format!("a household gets {got}, not {each}")),
            None => Ok(()),
        }
    }
}

fn rows(name: &str) -> Vec<Row> {
    let path = repository().join("tests/settle").join(name);
    let table: Table = toml::from_str(&std::fs::read_to_string(&path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    table.scheme
}

/// The scheme that was read where an annotated one stands: the one with most of its evidence in common.
fn counterpart<'a>(gold: &LinkageScheme, read: &'a Report) -> Option<&'a LinkageScheme> {
    let common = |scheme: &LinkageScheme| -> u32 {
        let pairs = gold.evidence.iter().flat_map(|a| scheme.evidence.iter().map(move |b| (a, b)));
        let overlap = |(a, b): (&lianjie_parser::Span, &lianjie_parser::Span)| {
            a.end().min(b.end()).saturating_sub(a.start().max(b.start()))
        };
        pairs.map(overlap).sum()
    };
    read.schemes.iter().filter(|scheme| common(scheme) > 0).max_by_key(|scheme| {
        let terms = scheme
            .terms
            .iter()
            .filter(|term| gold.terms.iter().any(|other| other.provision == term.provision));
        (terms.count(), common(scheme))
    })
}

/// Settles every scheme of the annotations below `gold` and of our reading of `texts`; prints a line for each.
fn check(rows: &[Row], gold: &Path, texts: &Path) {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(gold).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut wrong, mut used) = (Vec::new(), 0);
    for path in files {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let report: Report = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let text = std::fs::read(texts.join(name).with_extension("txt")).unwrap();
        let source = Source::from_bytes(&text).unwrap();
        let read = Parser::default().parse(source.text(), &Metadata::default()).report;
        for (index, scheme) in report.schemes.iter().enumerate() {
            let at = format!("{} {index}", name.get(..3).unwrap());
            let mut rows =
                rows.iter().filter(|row| name.starts_with(&row.report) && row.scheme == index).peekable();
            if rows.peek().is_none() {
                let asked = asked(scheme);
                println!("{at:8} lacks    {asked}");
                assert!(!asked.is_empty(), "{at} can be settled on nothing and no row says what it gives");
            }
            for row in rows {
                used += 1;
                if let Err(error) = row.check(scheme) {
                    wrong.push(format!("{at}: {}: {error}", row.says));
                }
                let ours = counterpart(scheme, &read)
                    .map_or_else(|| Err("not read".to_owned()), |own| row.check(own));
                let kind = if row.asks.is_some() { "asks" } else { "settled" };
                let note =
                    ours.as_ref().err().map(|error| format!(" [our reading: {error}]")).unwrap_or_default();
                println!("{at:8} {kind:8} {}{note}", row.says);
                match (ours, &row.read) {
                    (Err(error), None) => wrong.push(format!("{at}, as we read it: {}: {error}", row.says)),
                    (Ok(()), Some(reason)) => wrong.push(format!("{at}: take `read = {reason:?}` off")),
                    _ => {}
                }
            }
        }
    }
    assert_eq!(used, rows.len(), "a row names no scheme");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a scheme asks for before anything is known of the case, its ties included.
fn asked(scheme: &LinkageScheme) -> String {
    let errors = match Contract::of(scheme) {
        Ok(contract) => {
            let contract = scheme.ties.iter().fold(contract, |contract, tie| contract.with_tie(*tie));
            contract.missing(&Case::default())
        }
        Err(error) => vec![error],
    };
    let short = |error: &SettleError| match error {
        SettleError::Missing { term, input } => format!("{input} ({})", term.kind),
        error => error.to_string(),
    };
    errors.iter().map(short).collect::<Vec<_>>().join(", ")
}

#[test]
fn sample_reports_pay_what_they_say() {
    let folder = repository().join("examples/reports");
    check(&rows("samples.toml"), &folder.join("gold"), &folder);
}

#[test]
fn real_reports_pay_what_they_say() {
    let rows = rows("real.toml");
    #[expect(clippy::disallowed_methods, reason = "a test may be told where its data is")]
    let Ok(corpus) = std::env::var("LIANJIE_CORPUS") else {
        println!("LIANJIE_CORPUS is not set: no real reports to read");
        return;
    };
    let corpus = PathBuf::from(corpus);
    let corpus = if corpus.is_absolute() { corpus } else { repository().join(corpus) };
    check(&rows, &corpus.join("gold"), &corpus.join("seeds"));
}
