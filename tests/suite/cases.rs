//! Every row of every case table.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking and says so"
)]

use lianjie_tests::{Table, repository};

#[track_caller]
fn check(file: &str) {
    let path = repository().join("tests/cases").join(file);
    let table: Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert!(table.case.len() >= 40, "{file} holds {} cases", table.case.len());
    let mut wrong = Vec::new();
    for case in &table.case {
        match (case.check(), &case.pending) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Err(message), None) => wrong.push(format!("{}: {}\n  {message}", case.name, case.text)),
            (Ok(()), Some(_)) => wrong.push(format!("{} passes: it is no longer pending", case.name)),
        }
    }
    assert!(wrong.is_empty(), "{} of {} in {file}\n{}", wrong.len(), table.case.len(), wrong.join("\n"));
}

#[test]
fn figures() {
    check("figures.toml");
}

#[test]
fn findings() {
    check("findings.toml");
}

#[test]
fn measures() {
    check("measures.toml");
}

#[test]
fn funding() {
    check("funding.toml");
}

#[test]
fn schemes() {
    check("schemes.toml");
}

#[test]
fn places() {
    check("places.toml");
}

#[test]
fn periods() {
    check("periods.toml");
}
