//! The sample reports against the records that a careful reader takes from them.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking and says so")]

use lianjie_parser::score::Score;
use lianjie_parser::{Metadata, Parser, Report, Source};
use lianjie_tests::repository;

#[test]
fn sample_reports_reach_the_bars() {
    let folder = repository().join("examples/reports");
    let mut score = Score::default();
    for entry in std::fs::read_dir(folder.join("gold")).unwrap() {
        let path = entry.unwrap().path();
        let gold: Report = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        gold.check().unwrap();
        let text = folder.join(path.file_name().unwrap()).with_extension("txt");
        let source = Source::from_bytes(&std::fs::read(text).unwrap()).unwrap();
        for figure in &gold.figures {
            assert_eq!(figure.span.quote(source.text()), Some(figure.text.as_str()), "{}", path.display());
        }
        score.add(&gold, &Parser::default().parse(source.text(), &Metadata::default()).report);
    }
    let mut missed = Vec::new();
    for (name, least) in [
        ("figures", "0.95"),
        ("observations", "0.65"),
        ("observations (with place and period)", "0.50"),
        ("funding_sources", "0.60"),
        ("schemes", "0.55"),
        ("programs", "0.45"),
        ("findings", "0.90"),
    ] {
        let value = score.value(name).unwrap();
        println!("{name} {}", value.round_dp(3));
        if value < least.parse().unwrap() {
            missed.push(format!("{name} {} < {least}", value.round_dp(3)));
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}
