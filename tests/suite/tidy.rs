//! Rules of the repository that the compiler does not check.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking and says so"
)]

use std::path::{Path, PathBuf};

use lianjie_tests::repository;

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|ext| ext == extension) {
            found.push(path);
        }
    }
}

fn rust_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["crates", "examples", "tests"] {
        files(&repository().join(folder), "rs", &mut found);
    }
    assert!(found.len() > 20);
    found
}

/// The code of a file without its tests, which stand last.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

#[test]
fn files_open_with_what_they_take_and_give() {
    for path in rust_files() {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not open with //!", path.display());
    }
}

#[test]
fn files_stay_short() {
    for path in rust_files() {
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = code(&text)
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
            .count();
        assert!(lines <= 500, "{} has {lines} lines of code: split it by concept", path.display());
    }
}

/// Words belong into the lexicon. Single characters are the syntax of numbers and punctuation.
#[test]
fn no_chinese_words_in_rule_code() {
    let is_han = |ch: &char| ('\u{4e00}'..='\u{9fff}').contains(ch);
    let mut wrong = Vec::new();
    for path in rust_files() {
        let in_rules = path.components().any(|part| part.as_os_str() == "parser")
            && path.components().any(|part| part.as_os_str() == "src")
            && !path.components().any(|part| part.as_os_str() == "tests.rs");
        if !in_rules || path.file_name().is_some_and(|name| name == "tests.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (number, line) in code(&text).lines().enumerate() {
            let line = line.split("//").next().unwrap();
            for literal in line.split('"').skip(1).step_by(2) {
                let is_numeral = |ch: char| "〇零一二三四五六七八九十百千万亿两半几数".contains(ch);
                if literal.chars().filter(is_han).filter(|ch| !is_numeral(*ch)).count() >= 2 {
                    wrong.push(format!("{}:{}: {literal}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "Chinese words outside the lexicon:\n{}", wrong.join("\n"));
}

#[test]
fn top_level_holds_what_it_should() {
    let allowed = [
        "Cargo.toml",
        "Cargo.lock",
        "CHANGELOG.md",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "crates",
        "examples",
        "python",
        "target",
        "tests",
    ];
    for entry in std::fs::read_dir(repository()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.starts_with('.') || allowed.contains(&name.as_str()), "{name} at the top level");
    }
}
