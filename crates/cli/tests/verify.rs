//! `lianjie verify` as a process: records as a language model may give them, held against their text.
#![expect(clippy::unwrap_used, reason = "what a test cannot do fails it")]

use std::path::PathBuf;
use std::process::{Command, Output};

const TEXT: &str = "兴文县产业扶贫情况\n\n　　2018年，全县发放扶贫小额贷款1.2亿元，带动贫困户1630户。\n";

fn figure(start: u32, text: &str, value: &str, unit: &str) -> serde_json::Value {
    let end = start + u32::try_from(text.chars().count()).unwrap();
    serde_json::json!({ "span": [start, end], "text": text, "value": value, "upper": null, "parts": null,
        "unit": unit, "bound": "exact", "quantum": "1", "per": [] })
}

fn verify(name: &str, figures: &[serde_json::Value], arguments: &[&str]) -> Output {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let records = serde_json::json!({ "figures": figures,
        "document": { "title": null, "published": null, "source": null, "script": "simplified", "place": null } });
    std::fs::write(folder.join("records.json"), records.to_string()).unwrap();
    std::fs::write(folder.join("report.txt"), TEXT).unwrap();
    Command::new(env!("CARGO_BIN_EXE_lianjie"))
        .args(["verify", "records.json", "--text", "report.txt"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn accepts_what_the_text_says() {
    let output = verify("holds", &[figure(29, "1.2亿元", "120000000", "yuan")], &[]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), b"".as_slice()));
}

#[test]
fn shows_what_the_quote_says_instead() {
    let output = verify("value", &[figure(29, "1.2亿元", "1.2", "yuan")], &[]);
    assert_eq!(output.status.code(), Some(3));
    let text = String::from_utf8(output.stdout).unwrap();
    for part in ["value: figures[0]", "says 120000000, not 1.2", "report.txt:3:", "^^^^^^^"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn finds_where_a_quote_stands() {
    let figures = [figure(0, "1630户", "1630", "household"), figure(0, "1950户", "1950", "household")];
    let output = verify("moved", &figures, &["--format", "json"]);
    assert_eq!(output.status.code(), Some(3));
    let row: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let codes: Vec<&str> =
        row["doubts"].as_array().unwrap().iter().map(|doubt| doubt["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["quote_moved", "quote_missing"]);
    assert_eq!(row["report"]["figures"][0]["span"], serde_json::json!([40, 45]));
}

#[test]
fn prints_the_schema_of_the_form() {
    let output = Command::new(env!("CARGO_BIN_EXE_lianjie")).arg("schema").output().unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(schema["properties"]["figures"]["items"]["$ref"], "#/$defs/figure");
    assert_eq!(output.status.code(), Some(0));
}
