//! `lianjie audit` as a process: what it prints of one report and of several, and its exit codes.
#![expect(clippy::unwrap_used, reason = "what a test cannot do fails it")]

use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder with reports, each under its name.
fn folder(name: &str, reports: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    for (file, text) in reports {
        std::fs::write(folder.join(file), text).unwrap();
    }
    folder
}

fn audit(folder: &PathBuf, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lianjie"))
        .arg("audit")
        .arg(".")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

const WRONG: &str =
    "彭阳县产业扶贫情况\n\n　　2018年，全县肉牛产业分红总额412万元，惠及贫困户1630户，户均2927元。\n";

#[test]
fn shows_the_sentence_with_its_figures_underlined() {
    let folder = folder("underlined", &[("report.txt", WRONG)]);
    let output = audit(&folder, &[]);
    assert_eq!(output.status.code(), Some(0));
    let expected = "\
inconsistent: 412万元 / 1630户 ≠ 2927元
--> ./report.txt:3:38
 |
 | 2018年，全县肉牛产业分红总额412万元，惠及贫困户1630户，
 |                             -------            ------
 | 户均2927元。
 |     ^^^^^^ stands for 2926.5 to 2928, implied 2524.5398 to 2533.7424

";
    assert_eq!(printed(&output), expected);
}

#[test]
fn underlines_stand_below_wide_characters() {
    let folder = folder("aligned", &[("report.txt", WRONG)]);
    let text = printed(&audit(&folder, &[]));
    let lines: Vec<&str> = text.lines().collect();
    let source = lines.iter().position(|line| line.contains("412万元，")).unwrap();
    let width = |text: &str| unicode_width::UnicodeWidthStr::width(text);
    let before = lines[source].split("412").next().unwrap();
    assert_eq!(width(before), lines[source + 1].find('-').unwrap());
}

#[test]
fn denies_contradictions_with_an_exit_code() {
    let folder = folder("denied", &[("report.txt", WRONG)]);
    assert_eq!(audit(&folder, &["--deny", "inconsistent"]).status.code(), Some(3));
    assert_eq!(audit(&folder, &["--deny", "repaired"]).status.code(), Some(0));
}

#[test]
fn gives_findings_as_json_lines() {
    let folder = folder("json", &[("report.txt", WRONG)]);
    let rows = printed(&audit(&folder, &["--format", "json"]));
    let row: serde_json::Value = serde_json::from_str(rows.lines().next().unwrap()).unwrap();
    assert_eq!(row["document"], "report");
    assert_eq!(row["finding"]["verdict"], "inconsistent");
}

/// A report of a county with its incidence at the end of 2017.
fn incidence(percent: &str) -> String {
    format!(
        "彭阳县脱贫攻坚工作情况\n\n　　截至2017年底，宁夏回族自治区彭阳县贫困发生率为{percent}。全县农业产业稳步发展。\n"
    )
}

#[test]
fn compares_reports_with_one_another() {
    let (a, b) = (incidence("4.12%"), incidence("5.36%"));
    let folder = folder("between", &[("a.txt", &a), ("b.txt", &b)]);
    let output = audit(&folder, &["--deny", "inconsistent"]);
    assert_eq!(output.status.code(), Some(3));
    let text = printed(&output);
    for part in
        ["disagree: poverty_incidence of", "./a.txt:3:", "4.12%", "./b.txt:3:", "5.36%", "as of 2017-12-31"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let rows = printed(&audit(&folder, &["--format", "json"]));
    let row: serde_json::Value = serde_json::from_str(rows.lines().next().unwrap()).unwrap();
    assert_eq!(row["disagreement"]["conflict"], "same_period");
    assert_eq!(row["documents"], serde_json::json!(["a", "b"]));
}

#[test]
fn says_nothing_of_reports_that_agree() {
    let (a, b) = (incidence("4.12%"), incidence("4.1%"));
    let folder = folder("agreeing", &[("a.txt", &a), ("b.txt", &b)]);
    let output = audit(&folder, &["--deny", "inconsistent"]);
    assert_eq!((output.status.code(), printed(&output)), (Some(0), String::new()));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "lianjie: 2 reports: 0 relations consistent, 0 inconsistent, 0 repaired\n");
    assert!(audit(&folder, &["--quiet"]).stderr.is_empty());
}

#[test]
fn shows_digits_that_nothing_proves_to_be_others() {
    let folder = folder("unproved", &[("report.txt", "全县脱贫攻坚\n\n全县贫困人口1042334176人。\n")]);
    let output = audit(&folder, &["--deny", "inconsistent", "--deny", "repaired"]);
    assert_eq!(output.status.code(), Some(0));
    let text = printed(&output);
    for part in ["unproved_reading: 1042334176人 reads like two counts", "report.txt:3:7", "^^^^^^^^^^^^"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let rows = printed(&audit(&folder, &["--format", "json"]));
    let row: serde_json::Value = serde_json::from_str(rows.lines().next().unwrap()).unwrap();
    assert_eq!(row["diagnostic"]["code"], "unproved_reading");
}

#[test]
fn shows_full_width_digits_as_they_are_printed() {
    let text = "全县分红情况\n\n　　２０１８年，全县光伏分红总额４１２万元，惠及贫困户１６３０户，户均２９２７元。\n";
    let folder = folder("wide", &[("report.txt", text)]);
    let text = printed(&audit(&folder, &[]));
    assert!(text.starts_with("inconsistent: ４１２万元 / １６３０户 ≠ ２９２７元\n"), "{text}");
    assert!(text.contains("stands for 2926.5 to 2928"), "{text}");
}
