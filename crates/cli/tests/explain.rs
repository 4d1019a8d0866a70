//! `lianjie explain` as a process: how a place is named, what is printed of it, what it says of places that are not there.
#![expect(clippy::unwrap_used, reason = "what a test cannot do fails it")]

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::OnceLock;

const TEXT: &str = "彭阳县产业扶贫情况\n\n　　2018年，全县肉牛产业分红总额412万元，惠及贫困户1630户，户均2527元。\n　　全县第三次分红。\n";

/// A folder with the report and a list of words, written once for all tests.
fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("explain");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("report.txt"), TEXT).unwrap();
        std::fs::write(folder.join("industry.tsv"), "word\tcode\n全县肉牛产业\tlivestock\n").unwrap();
        folder
    })
}

fn explain(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lianjie"));
    command.args(["explain", "report.txt"]).args(arguments).current_dir(folder()).output().unwrap()
}

fn printed(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_figure_is_explained_from_its_number_to_its_records() {
    let text = printed(&explain(&["--quote", "412万元"]));
    for part in [
        "explain: 412万元",
        "-->",
        "figure       412万元 = 4120000 yuan, exact, last digit 10000  (figures[0])",
        "number       「412万」 = 4120000 (arabic)",
        "「元」 unit yuan",
        "(unit.tsv:",
        "measure      dividend, of ",
        "place        宁夏回族自治区 / 固原市 / 彭阳县: 「彭阳县」 (title)",
        "period       2018-01-01 to 2018-12-31: 「2018年」 (sentence)",
        "used by      observations[0]",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn a_place_is_named_by_offset_line_or_words() {
    let by_words = printed(&explain(&["--quote", "分红总额412万元"]));
    let offset = TEXT.split_once("412").unwrap().0.chars().count().to_string();
    assert_eq!(printed(&explain(&["--at", &offset])), by_words);
    let column = TEXT.lines().nth(2).unwrap().split_once("412").unwrap().0.chars().count() + 1;
    assert_eq!(printed(&explain(&["--at", &format!("3:{column}")])), by_words);
    let json: serde_json::Value =
        serde_json::from_str(&printed(&explain(&["--at", &offset, "--format", "json"]))).unwrap();
    assert_eq!(json.pointer("/figure/figure/value"), Some(&"4120000".into()));
    assert_eq!(json.pointer("/measure/measure"), Some(&"dividend".into()));
}

#[test]
fn a_place_without_a_figure_says_why() {
    let text = printed(&explain(&["--quote", "三次"]));
    assert!(text.contains("no figure    「三」: it is an ordinal (ordinal)"), "{text}");
    let text = printed(&explain(&["--at", "9"]));
    assert!(text.contains("(left_out)"), "{text}");
}

#[test]
fn words_of_the_user_are_told_from_our_own() {
    let text = printed(&explain(&["--quote", "412万元", "--lexicon", "industry.tsv"]));
    assert!(text.contains("「全县肉牛产业」 industry livestock (a row of yours)"), "{text}");
}

#[test]
fn places_that_are_not_there_are_said() {
    for (arguments, code, message) in [
        (["--at", "9999"], 1, "there is no code point 9999"),
        (["--at", "3:900"], 1, "there is no 3:900"),
        (["--quote", "没有"], 1, "stands nowhere"),
        (["--at", "0:1"], 2, "counted from 1"),
        (["--at", "x"], 2, "OFFSET or LINE:COLUMN"),
    ] {
        let output = explain(&arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), said.contains(message)), (Some(code), true), "{said}");
    }
    assert_eq!(explain(&[]).status.code(), Some(2));
}
