//! The sample reports and passages against the records that a careful reader takes from them, and whether the annotations
//! of real documents are reports.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says so"
)]

use lianjie_parser::score::Score;
use lianjie_parser::{Metadata, Parser, Report, Source};
use lianjie_tests::repository;

/// Scores the texts of a folder against its `gold`; what misses its bar, one of all or one of the folder's own, is an error.
fn check(folder: &str, own: &[(&str, &str)]) {
    let folder = repository().join(folder);
    let mut score = Score::default();
    for entry in std::fs::read_dir(folder.join("gold")).unwrap() {
        let path = entry.unwrap().path();
        let gold: Report = serde_json::from_str(&std::fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        gold.check().unwrap_or_else(|errors| panic!("{}: {errors:?}", path.display()));
        let text = folder.join(path.file_name().unwrap()).with_extension("txt");
        let source = Source::from_bytes(&std::fs::read(text).unwrap()).unwrap();
        for figure in &gold.figures {
            assert_eq!(figure.span.quote(source.text()), Some(figure.text.as_str()), "{}", path.display());
        }
        score.add(&gold, &Parser::default().parse(source.text(), &Metadata::default()).report);
    }
    let mut missed = Vec::new();
    for (name, least) in BARS.iter().chain(own) {
        let value = score.value(name).unwrap();
        println!("{name} {}", value.round_dp(3));
        if value < least.parse().unwrap() {
            missed.push(format!("{name} {} < {least}", value.round_dp(3)));
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

/// What a first release must reach; the scores themselves are printed.
const BARS: &[(&str, &str)] = &[
    ("figures", "0.95"),
    ("observations", "0.65"),
    ("observations (with place and period)", "0.50"),
    ("funding_sources", "0.60"),
    ("schemes", "0.55"),
    ("programs", "0.45"),
];

#[test]
fn sample_reports_reach_the_bars() {
    // Every contradiction and every repair, and no others.
    check(
        "examples/reports",
        &[("findings", "0.90"), ("findings.inconsistent", "1"), ("findings.repaired", "1")],
    );
}

#[test]
fn passages_reach_the_bars() {
    check("tests/passages", &[("findings", "0.80"), ("findings.repaired", "1")]);
}

/// Their texts are not here: `cargo xtask corpus excerpts` holds the figures against them.
#[test]
fn annotations_of_real_documents_are_reports() {
    let folder = repository().join("tests/wild");
    let list = std::fs::read_to_string(folder.join("excerpts.tsv")).unwrap();
    let mut count = 0;
    for row in list.lines().skip(1) {
        let name = row.split('\t').next().unwrap();
        let text = std::fs::read_to_string(folder.join(format!("gold/{name}.json"))).unwrap();
        let gold: Report = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        gold.check().unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        count += 1;
    }
    assert_eq!(count, std::fs::read_dir(folder.join("gold")).unwrap().count());
}
