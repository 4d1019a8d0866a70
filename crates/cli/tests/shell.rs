//! The command as a process: which files it reads, what it does when one is bad, how it writes, what it says where.
#![expect(clippy::unwrap_used, reason = "what a test cannot do fails it")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const TEXT: &str = "全县脱贫1200户。\n";

/// Its average does not fit.
const WRONG: &str =
    "彭阳县产业扶贫情况\n\n　　2018年，全县肉牛产业分红总额412万元，惠及贫困户1630户，户均2927元。\n";

/// An empty folder of this name, with files in it.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("shell").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lianjie"));
    command.args(arguments).current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn lianjie(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).stdin(Stdio::null()).output().unwrap()
}

fn with_input(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = command(folder, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // One that is refused is not read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Names of the documents in JSON lines.
fn ids(output: &Output) -> Vec<String> {
    let id = |line: &str| {
        let report: serde_json::Value = serde_json::from_str(line).unwrap();
        report.pointer("/document/id").and_then(|id| id.as_str()).unwrap().to_owned()
    };
    printed(output).lines().map(id).collect()
}

#[track_caller]
fn reads(folder: &Path, arguments: &[&str], expected: &[&str]) -> String {
    let output = lianjie(folder, &[&["parse", "--format", "jsonl"], arguments].concat());
    assert_eq!(ids(&output), expected, "{}", said(&output));
    said(&output)
}

#[test]
fn folders_are_walked_in_order_without_what_is_hidden_or_ignored() {
    let folder = folder(
        "walk",
        &[
            ("b.txt", TEXT),
            ("a.MD", TEXT),
            ("sub/c.txt", TEXT),
            ("sub/README.md", TEXT),
            ("notes.csv", TEXT),
            (".hidden.txt", TEXT),
            ("old.txt", TEXT),
            ("draft.txt", TEXT),
            (".gitignore", "old.txt\n"),
            (".ignore", "draft.txt\n"),
        ],
    );
    std::fs::create_dir_all(folder.join("x.txt")).unwrap();
    assert_eq!(reads(&folder, &["."], &["a", "b", "c"]), "");
    assert_eq!(reads(&folder, &[".", "--no-ignore"], &[".hidden", "a", "b", "draft", "old", "c"]), "");
    assert_eq!(reads(&folder, &["old.txt", ".hidden.txt"], &["old", ".hidden"]), "");
}

#[test]
fn a_file_named_twice_is_read_once() {
    let folder = folder("twice", &[("in/a.txt", TEXT), ("in/b.txt", TEXT)]);
    reads(&folder, &["in/b.txt", "in", "./in/a.txt", "in/../in/b.txt"], &["b", "a", "b"]);
    reads(&folder, &["in/b.txt", "./in", "in"], &["b", "a"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_are_not() {
    let folder = folder("links", &[("in/a.txt", TEXT), ("apart/b.txt", TEXT)]);
    std::os::unix::fs::symlink("..", folder.join("in/loop")).unwrap();
    std::os::unix::fs::symlink("../apart/b.txt", folder.join("in/c.txt")).unwrap();
    let output = lianjie(&folder.join("in"), &["parse", ".", "--format", "jsonl", "--id", "path"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    // What lies beside the folder is found through the link, the folder itself only once.
    assert_eq!(ids(&output), ["a", "c", "loop/apart/b"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_said() {
    let folder = folder("dangling", &[("in/a.txt", TEXT)]);
    std::os::unix::fs::symlink("gone.txt", folder.join("in/b.txt")).unwrap();
    let output = lianjie(&folder, &["parse", "in", "--format", "jsonl"]);
    assert_eq!((output.status.code(), ids(&output)), (Some(1), vec!["a".to_owned()]));
    assert!(said(&output).contains("b.txt"), "{}", said(&output));
}

#[test]
fn patterns_are_expanded_where_the_shell_does_not() {
    let folder = folder(
        "patterns",
        &[("2018/a.txt", TEXT), ("2018/b.text", TEXT), ("2019/x/c.txt", TEXT), ("[odd].txt", TEXT)],
    );
    reads(&folder, &["20??/*.t*xt"], &["a", "b"]);
    reads(&folder, &["20*/**/*.txt"], &["a", "c"]);
    reads(&folder, &["./**/{a,c}.txt", "--id", "path"], &["2018/a", "2019/x/c"]);
    // What is there by this name is no pattern.
    reads(&folder, &["[odd].txt"], &["[odd]"]);
    let output = lianjie(&folder, &["parse", "17*/*.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("17*/*.txt: no file has such a name"), "{}", said(&output));
    let output = lianjie(&folder, &["parse", "20[18/*.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("20[18"), "{}", said(&output));
}

#[test]
fn lists_of_files_are_read_from_a_file_or_standard_input() {
    let folder = folder("lists", &[("a.txt", TEXT), ("b.txt", TEXT), ("list", "b.txt\r\n\r\na.txt\r\n")]);
    reads(&folder, &["--files-from", "list"], &["b", "a"]);
    let arguments = ["parse", "--format", "jsonl", "--files-from", "-"];
    assert_eq!(ids(&with_input(&folder, &arguments, "a.txt\0b.txt\0")), ["a", "b"]);
    assert_eq!(lianjie(&folder, &["parse", "--files-from", "gone"]).status.code(), Some(1));
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let folder = folder("bad", &[("a.txt", WRONG), ("z.txt", TEXT), ("empty.txt", "")]);
    std::fs::write(folder.join("binary.txt"), b"\x89PNG\r\n\x1a\n\x00\x00").unwrap();
    let output = lianjie(
        &folder,
        &["parse", "gone.txt", "a.txt", "binary.txt", "nowhere/", "z.txt", "--format", "jsonl"],
    );
    assert_eq!((output.status.code(), ids(&output)), (Some(1), vec!["a".to_owned(), "z".to_owned()]));
    for name in ["gone.txt: ", "binary.txt: ", "nowhere/: "] {
        assert!(said(&output).contains(name), "{name} in {}", said(&output));
    }
    let output = lianjie(&folder, &["parse", ".", "--format", "json", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(folder.join("out/a.json").exists() && folder.join("out/z.json").exists());
    assert!(said(&output).contains("empty.txt: there is no text in it"), "{}", said(&output));
    let output = lianjie(&folder, &["audit", "gone.txt", "a.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).contains("inconsistent"), "{}", printed(&output));
    assert_eq!(
        lianjie(&folder, &["audit", "gone.txt", "a.txt", "--deny", "inconsistent"]).status.code(),
        Some(3)
    );
}

#[test]
fn standard_input_is_read_once() {
    let folder = folder("stdin", &[]);
    assert_eq!(ids(&with_input(&folder, &["parse", "-", "--format", "jsonl"], TEXT)), ["stdin"]);
    let output = with_input(&folder, &["parse", "-", "-"], TEXT);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("named more than once"), "{}", said(&output));
    assert_eq!(lianjie(&folder, &["parse"]).status.code(), Some(2));
}

#[test]
fn namesakes_are_found_before_anything_is_read() {
    let folder = folder("namesakes", &[("2018/a.txt", TEXT), ("2019/a.txt", TEXT), ("2017/z.txt", TEXT)]);
    let output = lianjie(&folder, &["parse", ".", "--format", "json", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("would both be written"), "{}", said(&output));
    assert!(!folder.join("out").exists());
    let output = lianjie(&folder, &["parse", ".", "--format", "json", "--out", "out", "--id", "path"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let report = std::fs::read_to_string(folder.join("out/2019/a.json")).unwrap();
    assert!(report.contains("\"id\": \"2019/a\""), "{report}");
    let output = lianjie(&folder, &["parse", "2018", "2019", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(said(&output).contains("are both called \"a\""), "{}", said(&output));
    assert_eq!(said(&lianjie(&folder, &["parse", "2018", "2019", "--quiet"])), "");
}

#[test]
fn what_is_written_is_whole() {
    let folder = folder("whole", &[("a.txt", TEXT), ("file", "")]);
    let output = lianjie(&folder, &["parse", "a.txt", "--format", "json", "--out", "file"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).starts_with("lianjie: file: "), "{}", said(&output));
    std::fs::create_dir_all(folder.join("out/a.json")).unwrap();
    let output = lianjie(&folder, &["parse", "a.txt", "--format", "json", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("a.json"), "{}", said(&output));
    lianjie(&folder, &["parse", "a.txt", "--format", "jsonl", "--out", "out"]);
    let mut names: Vec<String> = std::fs::read_dir(folder.join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a.json", "reports.jsonl"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let folder = folder("full", &[("a.txt", TEXT)]);
    for arguments in
        [&["parse", "a.txt"][..], &["parse", "a.txt", "--format", "csv"], &["schema"], &["--help"]]
    {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command(&folder, arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_quiet() {
    let folder = folder("pipe", &[]);
    for i in 0..300 {
        std::fs::write(folder.join(format!("{i}.txt")), TEXT).unwrap();
    }
    for format in ["table", "json", "jsonl", "csv"] {
        let mut child = command(&folder, &["parse", ".", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), said(&output)), (Some(0), String::new()), "{format}");
    }
}

#[test]
fn the_order_of_output_is_the_order_of_the_files_whatever_the_jobs() {
    let folder = folder("jobs", &[]);
    for i in 100..400 {
        std::fs::write(folder.join(format!("{i}.txt")), TEXT.repeat(i % 17)).unwrap();
    }
    let one = lianjie(&folder, &["parse", ".", "--format", "jsonl", "--jobs", "1"]);
    let many = lianjie(&folder, &["parse", ".", "--format", "jsonl", "-j", "7"]);
    assert_eq!(ids(&one).len(), 300);
    assert!(one.stdout == many.stdout);
    assert_eq!(lianjie(&folder, &["parse", ".", "--jobs", "0"]).status.code(), Some(2));
}

#[test]
fn colours_follow_the_option_and_the_environment() {
    let folder = folder("colours", &[("a.txt", WRONG)]);
    for command_name in ["parse", "audit"] {
        let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
            let mut command = command(&folder, &[&[command_name, "a.txt"], arguments].concat());
            let output = command.envs(variables.iter().copied()).output().unwrap();
            printed(&output).contains('\u{1b}')
        };
        assert!(!coloured(&[], &[]), "a pipe has no colours");
        assert!(coloured(&["--color", "always"], &[]));
        assert!(coloured(&["--color=always"], &[("NO_COLOR", "1")]));
        assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
        assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    }
    let help = lianjie(&folder, &["--color", "always", "help", "parse"]);
    assert!(printed(&help).contains('\u{1b}'));
    assert!(!printed(&lianjie(&folder, &["help", "parse"])).contains('\u{1b}'));
    let error = lianjie(&folder, &["parse", "gone.txt", "--color", "always"]);
    assert!(said(&error).starts_with('\u{1b}'));
    assert!(said(&lianjie(&folder, &["parse", "gone.txt"])).starts_with("lianjie: gone.txt"));
}

#[test]
fn signs_that_steer_a_terminal_are_shown_not_sent() {
    let report = WRONG.replace("全县", "全县\u{1b}[31m\u{202e}").replace('。', "\u{7}\u{1b}[2J。");
    let hostile = format!("\u{1b}]0;owned\u{7}标题\u{1b}[2J\n\n{report}");
    let folder = folder("hostile", &[("a.txt", &hostile)]);
    for command_name in ["parse", "audit"] {
        let output = printed(&lianjie(&folder, &[command_name, "a.txt"]));
        assert!(output.contains("412"), "{output:?}");
        assert!(!output.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{output:?}");
    }
}

#[test]
fn help_is_shown_and_slips_are_understood() {
    let folder = folder("help", &[]);
    let alone = lianjie(&folder, &[]);
    assert!(said(&alone).contains("Usage: lianjie"), "{}", said(&alone));
    assert!(printed(&lianjie(&folder, &["help", "parse"])).contains("Examples:"));
    assert!(printed(&lianjie(&folder, &["--version"])).starts_with("lianjie "));
    assert!(said(&lianjie(&folder, &["prase"])).contains("'parse'"));
    assert!(said(&lianjie(&folder, &["parse", "--fromat", "csv", "a"])).contains("'--format'"));
    assert!(said(&lianjie(&folder, &["parse", "--format", "jsno", "a"])).contains("'json'"));
}

#[test]
fn completions_are_printed_for_each_shell() {
    let folder = folder("completions", &[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = lianjie(&folder, &["completions", shell]);
        assert_eq!(output.status.code(), Some(0), "{shell}");
        assert!(printed(&output).contains("no-progress"), "{shell}");
    }
    assert_eq!(lianjie(&folder, &["completions", "tcsh"]).status.code(), Some(2));
}
