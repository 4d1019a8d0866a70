//! Real reports, where the environment says that they are: `LIANJIE_CORPUS` names their folder and `LIANJIE_SCORE` the
//! script that scores against the annotations. Without them these tests pass with a note.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking and says so"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use lianjie_parser::score::Score;
use lianjie_parser::{Decimal, Metadata, Parser, Report, Source};

fn corpus() -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "a test may be told where its data is")]
    let folder = std::env::var("LIANJIE_CORPUS").ok().map(PathBuf::from);
    if folder.is_none() {
        println!("LIANJIE_CORPUS is not set: no real reports to read");
    }
    folder.map(|folder| if folder.is_absolute() { folder } else { lianjie_tests::repository().join(folder) })
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let files = lianjie_tests::texts(folder).unwrap();
    assert!(!files.is_empty(), "no reports in {}", folder.display());
    files
}

fn read(path: &Path) -> (String, Report) {
    let source = Source::from_bytes(&std::fs::read(path).unwrap()).unwrap();
    let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let metadata = Metadata { id, ..Metadata::default() };
    let report = Parser::default().parse(source.text(), &metadata).report;
    (source.into_text(), report)
}

#[test]
fn every_quote_stands_where_its_span_says() {
    let Some(corpus) = corpus() else { return };
    for folder in ["seeds", "more", "cases", "wild"] {
        for path in texts(&corpus.join(folder)) {
            let (text, report) = read(&path);
            report.check().unwrap();
            for figure in &report.figures {
                assert_eq!(figure.span.quote(&text), Some(figure.text.as_str()), "{}", path.display());
            }
        }
    }
}

fn scorer() -> PathBuf {
    #[expect(clippy::disallowed_methods, reason = "a test may be told where its data is")]
    let script = PathBuf::from(std::env::var("LIANJIE_SCORE").unwrap());
    if script.is_absolute() { script } else { lianjie_tests::repository().join(script) }
}

/// Runs the scorer on what is read from `texts` with the bars given.
fn score(texts_folder: &str, gold: &str, bars: &[&str]) {
    let Some(corpus) = corpus() else { return };
    let script = scorer();
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(texts_folder);
    std::fs::create_dir_all(&out).unwrap();
    for path in texts(&corpus.join(texts_folder)) {
        let (_, report) = read(&path);
        let json = serde_json::to_vec(&report).unwrap();
        std::fs::write(out.join(format!("{}.json", report.document.id)), json).unwrap();
    }
    let mut command = Command::new("python3");
    command.arg(script).arg(corpus.join(gold)).arg(out);
    for bar in bars {
        command.args(["--min", bar]);
    }
    let output = command.output().unwrap();
    println!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(
        output.status.success(),
        "{gold}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn seeds_reach_their_bars() {
    score(
        "seeds",
        "gold",
        &[
            "figures=0.95",
            "observations=0.65",
            "observations (with place and period)=0.50",
            "funding_sources=0.60",
            "schemes=0.55",
            "programs=0.45",
            "findings=0.90",
            "findings.inconsistent=1",
            "findings.repaired=1",
            "document.title=1",
            "document.published=1",
            "document.source=1",
            "document.script=1",
            "document.place=1",
        ],
    );
}

/// `lianjie score` gives the numbers of the script, on reports as they are read and on reports that lack records, hold some
/// twice, or have codes that nobody knows.
#[test]
fn scores_are_those_of_the_script() {
    let Some(corpus) = corpus() else { return };
    for (texts_folder, gold) in [("seeds", "gold"), ("more", "gold-more"), ("cases", "gold-cases")] {
        for damaged in [false, true] {
            let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("agree-{texts_folder}-{damaged}"));
            let _ = std::fs::remove_dir_all(&out);
            std::fs::create_dir_all(&out).unwrap();
            let mut ours = Score::default();
            for (at, path) in texts(&corpus.join(texts_folder)).into_iter().enumerate() {
                let (_, mut report) = read(&path);
                let name = format!("{}.json", report.document.id);
                let Ok(annotated) = std::fs::read_to_string(corpus.join(gold).join(&name)) else { continue };
                if damaged {
                    damage(&mut report, at);
                }
                std::fs::write(out.join(name), serde_json::to_vec(&report).unwrap()).unwrap();
                ours.add(&serde_json::from_str(&annotated).unwrap(), &report);
            }
            let mut command = Command::new("python3");
            let output =
                command.arg(scorer()).arg(corpus.join(gold)).arg(out).arg("--json").output().unwrap();
            let theirs: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            let numbers = ["f1", "fields"].map(|part| theirs[part].as_object().unwrap().clone());
            let mut compared = 0;
            for (name, value) in numbers.into_iter().flatten() {
                let [mine, value] = [ours.value(&name).unwrap(), value.to_string().parse().unwrap()];
                assert!((mine - value).abs() <= Decimal::new(1, 4), "{gold}: {name} is {mine}, not {value}");
                compared += 1;
            }
            assert!(compared > 30, "{gold}: {compared} numbers");
        }
    }
}

fn damage(report: &mut Report, at: usize) {
    match at % 3 {
        0 => {
            report.programs.clear();
            report
                .figures
                .iter_mut()
                .for_each(|figure| figure.parts = figure.parts.take().or(Some(Vec::new())));
        }
        1 => {
            report.observations.extend(report.observations.clone());
            report.funding_sources.iter_mut().for_each(|source| source.risk_share = Some(Vec::new()));
        }
        _ => {
            report.schemes.extend(report.schemes.first().cloned());
            report.figures.iter_mut().step_by(2).for_each(|figure| figure.unit = "furlong".parse().unwrap());
        }
    }
}

/// The annotations are in the JSON form of the model: the types read them, and their references hold.
#[test]
fn annotations_read_as_reports() {
    let Some(corpus) = corpus() else { return };
    for folder in ["gold", "gold-more", "gold-cases"] {
        for entry in std::fs::read_dir(corpus.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let report: Report = serde_json::from_str(&std::fs::read_to_string(&path).unwrap())
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            report.check().unwrap_or_else(|errors| panic!("{}: {errors:?}", path.display()));
        }
    }
}
