//! The sample reports and passages against the records that a careful reader takes from them. The bars stand a little
//! below what is reached, so that a rule which costs more than it brings is seen; raise them as the scores rise.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says so"
)]

use lianjie_parser::score::Score;
use lianjie_parser::{Metadata, Parser, Report, Source};
use lianjie_tests::repository;

/// Scores the texts of a folder against its `gold`; what misses its bar is an error.
fn check(folder: &str, bars: &[(&str, &str)]) {
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
    for (name, least) in bars {
        let value = score.value(name).unwrap();
        println!("{name} {}", value.round_dp(3));
        if value < least.parse().unwrap() {
            missed.push(format!("{name} {} < {least}", value.round_dp(3)));
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn sample_reports_reach_the_bars() {
    check(
        "examples/reports",
        &[
            ("figures", "0.98"),
            ("observations", "0.90"),
            ("observations (with place and period)", "0.85"),
            ("funding_sources", "0.82"),
            ("schemes", "0.88"),
            ("programs", "0.60"),
            ("findings", "0.95"),
        ],
    );
}

#[test]
fn passages_reach_the_bars() {
    check(
        "tests/passages",
        &[
            ("figures", "0.98"),
            ("observations", "0.88"),
            ("observations (with place and period)", "0.72"),
            ("funding_sources", "0.70"),
            ("schemes", "0.65"),
            ("programs", "0.55"),
            ("findings", "0.85"),
        ],
    );
}
