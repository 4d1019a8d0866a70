//! `lianjie settle` as a process: what it prints of a scheme, what it asks for, and how it names what is wrong.
#![expect(clippy::unwrap_used, reason = "what a test cannot do fails it")]

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn report() -> Value {
    let document = json!({ "id": "fuping", "title": null, "published": null, "source": null,
        "script": "simplified", "place": null });
    let guarantee = json!({ "type": "guaranteed_return", "rate_percent": "8", "bound": "at_least",
        "base": "principal", "per": ["year"] });
    let split = json!({ "type": "profit_split", "shares": [{ "party": "cooperative", "share": "5" },
        { "party": "household", "share": "4" }, { "party": "village_collective", "share": "1" }] });
    let payout =
        json!({ "type": "fixed_payout", "amount": "1800", "bound": "exact", "per": ["household", "year"] });
    let scheme = |name: &str, parties: &[&str], ties: &[&str], terms: &[Value]| {
        json!({ "name": name, "parties": parties, "ties": ties, "terms": terms, "operators": [],
            "place": null, "period": null, "evidence": [] })
    };
    json!({ "document": document, "funding_sources": [], "schemes": [
        scheme("股份合作", &["household", "cooperative", "village_collective"], &["wage"], &[guarantee, split]),
        scheme("带资入社", &["household", "cooperative"], &[], &[payout]),
        scheme("务工", &["enterprise", "household"], &["wage"], &[]),
    ] })
}

fn settle(name: &str, arguments: &[&str]) -> Output {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("report.json"), report().to_string()).unwrap();
    std::fs::write(folder.join("case.json"), "{\"households\": 40,\n \"years\": 2}\n").unwrap();
    std::fs::write(folder.join("bad.json"), "{\"households\": 40,\n \"captial\": 2}\n").unwrap();
    Command::new(env!("CARGO_BIN_EXE_lianjie"))
        .args(["settle", "report.json"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn refused(output: &Output, expected: &[&str]) {
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn prints_flows_and_what_each_party_got() {
    let output = settle(
        "flows",
        &["--scheme", "0", "--capital", "500000", "--profit", "100000,10000", "--set", "carry_losses=true"],
    );
    let expected = "\
0    股份合作: household → cooperative → village_collective

year  from         to                     amount  for                by
1     market       cooperative         100000.00  result
1     cooperative  household            40000.00  guaranteed_return  term 0 (guaranteed_return)
1     cooperative  household            24000.00  profit_split       term 1 (profit_split)
1     cooperative  village_collective    6000.00  profit_split       term 1 (profit_split)
2     market       cooperative          10000.00  result
2     cooperative  household            40000.00  guaranteed_return  term 0 (guaranteed_return)

earned by               year 1     year 2      in all  with loans and stakes
cooperative           30000.00  -30000.00        0.00                   0.00
household             64000.00   40000.00   104000.00              104000.00
village_collective     6000.00       0.00     6000.00                6000.00
market              -100000.00  -10000.00  -110000.00             -110000.00
";
    assert_eq!(printed(&output), expected);
}

#[test]
fn asks_for_what_is_missing_by_term_and_option() {
    refused(
        &settle("missing", &["--scheme", "0"]),
        &[
            "lianjie: term 1 (profit_split) needs `profits`, which neither the scheme nor the case states: give --profit YUAN,…",
            "lianjie: term 0 (guaranteed_return) needs `capital`, which neither the scheme nor the case states: give --capital YUAN",
        ],
    );
    refused(
        &settle("missing", &["--scheme", "2", "--years", "1", "--tie", "wage"]),
        &[
            "lianjie: the wage clause needs `wages.workers`, which neither the scheme nor the case states: give --set wages.workers=…",
        ],
    );
}

#[test]
fn takes_a_case_file_and_options_on_top() {
    let arguments = ["--scheme", "1", "--case", "case.json", "--households", "50", "--format", "json"];
    let settled: Value = serde_json::from_str(&printed(&settle("case", &arguments))).unwrap();
    assert_eq!(settled["settlement"]["flows"].as_array().unwrap().len(), 2);
    assert_eq!(settled["parties"]["household"], json!({ "net": "180000.00", "income": "180000.00" }));
    assert_eq!(settled["case"]["households"], 50);
}

#[test]
fn owes_what_the_operator_cannot_pay() {
    let output =
        settle("owed", &["--scheme", "1", "--case", "case.json", "--profit", "-1,0", "--equity", "100000"]);
    let text = printed(&output);
    assert!(text.contains("owed at the end of the year and not paid"), "{text}");
    assert!(
        text.contains("2     cooperative  household  44001.00  fixed_payout  term 0 (fixed_payout)"),
        "{text}"
    );
}

#[test]
fn draws_what_was_paid_and_what_is_promised() {
    let case = ["--scheme", "1", "--case", "case.json", "--format"];
    let mermaid = printed(&settle("drawn", &[&case[..], &["mermaid"]].concat()));
    let expected = "\
flowchart LR
  p0[\"cooperative\"]
  p1[\"household\"]
  p0 -->|\"fixed payout 144000.00\"| p1
";
    assert_eq!(mermaid, expected);
    let svg = printed(&settle("drawn", &[&case[..], &["svg"]].concat()));
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{svg}");
    let promised = printed(&settle("drawn", &["--format", "mermaid"]));
    assert!(promised.contains("at least 8 % of principal a year"), "{promised}");
}

#[test]
fn lists_schemes_with_what_they_ask_for() {
    let text = printed(&settle("list", &["--years", "1", "--households", "10"]));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "0    股份合作: household → cooperative → village_collective");
    assert!(lines[1].contains("needs `profits`"), "{text}");
    assert!(text.contains("     can be settled: --scheme 1"), "{text}");
    assert!(text.contains("     the contract has no clauses"), "{text}");
}

#[test]
fn names_the_file_and_the_place_of_what_is_wrong() {
    let output = settle("wrong", &["--scheme", "1", "--case", "bad.json"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("lianjie: bad.json: unknown field `captial`"), "{said}");
    assert!(said.trim_end().ends_with("at line 2 column 10"), "{said}");
    refused(
        &settle("wrong", &["--scheme", "9"]),
        &["lianjie: report.json: schemes[9] does not exist; the report has 3"],
    );
    let output = settle("wrong", &["--scheme", "0", "--capital", "1000.005"]);
    refused(&output, &["lianjie: --capital: 1000.005 yuan is no whole number of fen"]);
    let output = settle("wrong", &["--scheme", "0", "--set", "land.acres=3"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("lianjie: --set land.acres: unknown field `acres`"), "{said}");
}
