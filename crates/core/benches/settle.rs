//! How fast contracts settle: `cargo bench -p lianjie-core --bench settle`.
//!
//! A million settlements of a simple scheme are to take less than two seconds on one core.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench reports, and its contracts are its own"
)]

use std::hint::black_box;
use std::time::Instant;

use lianjie_core::settle::{Case, Contract, Distribution, Draws, Fen, grid};

const MILLION: u32 = 1_000_000;

/// 保底10%, then 5∶4∶1.
const SIMPLE: &str = r#"{"operator":"enterprise","clauses":[
    {"type":"guaranteed_return","percent":"10","floor":"beside"},
    {"type":"profit_split","shares":[{"party":"enterprise","share":"5"},{"party":"household","share":"4"},
        {"party":"village_collective","share":"1"}]}]}"#;

fn main() {
    let contract: Contract = serde_json::from_str(SIMPLE).unwrap();
    let case: Case = serde_json::from_str(r#"{"capital":"1000000"}"#).unwrap();
    let profits = grid(Fen::new(-50_000_000), Fen::new(100_000_000), MILLION).unwrap();
    report("payouts, a year each", || drop(black_box(contract.payouts(&case, &profits).unwrap())));

    let able: Case = serde_json::from_str(r#"{"capital":"1000000","equity":"200000"}"#).unwrap();
    report("payouts, asked whether it can pay", || {
        drop(black_box(contract.payouts(&able, &profits).unwrap()));
    });

    let years: Case = serde_json::from_str(r#"{"capital":"1000000","carry_losses":true}"#).unwrap();
    let profits =
        Distribution::Normal { mean: "200000".parse().unwrap(), deviation: "150000".parse().unwrap() };
    let draws = Draws { profits, years: 1, runs: MILLION, seed: 1 };
    report("simulated, drawn from a normal distribution", || {
        drop(black_box(contract.simulate(&years, &draws).unwrap()));
    });

    report("settled in full, every flow kept", || {
        for profit in 0..MILLION {
            let case = Case { profits: vec![Fen::new(i64::from(profit) * 100)], ..case.clone() };
            let _ = black_box(contract.settle(&case).unwrap());
        }
    });
}

fn report(what: &str, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    println!("{:>7} ms  a million {what}", start.elapsed().as_millis());
}
