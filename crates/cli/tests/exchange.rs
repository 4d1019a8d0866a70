//! `export`, `import`, `score` and the table for spreadsheets, as processes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking and says so")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const TEXT: &str = "😀2017年，全县投入财政专项扶贫资金2640万元，带动贫困户775户。";

fn lianjie(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lianjie")).args(args).current_dir(folder).output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder of one report, `texts/a.txt`, and the records that are read in it, `out/a.json`.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("texts")).unwrap();
    std::fs::write(folder.join("texts/a.txt"), TEXT).unwrap();
    let parsed = lianjie(&["parse", "texts", "--format", "json", "--out", "out"], &folder);
    assert!(parsed.status.success(), "{parsed:?}");
    folder
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_project_goes_out_and_comes_back_as_gold() {
    let folder = folder("project");
    let out = lianjie(&["export", "texts", "--to", "label-studio", "--out", "project"], &folder);
    assert!(out.status.success(), "{out:?}");
    assert!(std::fs::read_to_string(folder.join("project/config.xml")).unwrap().starts_with("<View>"));
    let mut tasks = json(&folder.join("project/tasks.json"));
    tasks[0]["annotations"] = tasks[0]["predictions"].clone();
    std::fs::write(folder.join("export.json"), tasks.to_string()).unwrap();
    let import = ["import", "export.json", "--from", "label-studio", "--reports", "out", "--out", "gold"];
    let back = lianjie(&import, &folder);
    assert_eq!((back.status.code(), said(&back.stderr)), (Some(0), String::new()));
    assert_eq!(said(&back.stdout), "1 annotated document in gold\n");
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    assert_eq!(read("gold/a.json"), read("out/a.json"));
    let score = lianjie(&["score", "gold", "out", "--format", "json"], &folder);
    let score: Value = serde_json::from_slice(&score.stdout).unwrap();
    assert_eq!(
        (&score["f1"]["figures"], &score["mean"], &score["misses"]),
        (&1.0.into(), &1.0.into(), &Value::from(Vec::<Value>::new()))
    );
}

#[test]
fn lines_go_to_doccano_and_back() {
    let folder = folder("doccano");
    for format in ["doccano", "doccano-relations"] {
        let out = lianjie(&["export", "texts", "--to", format], &folder);
        std::fs::write(folder.join("lines.jsonl"), &out.stdout).unwrap();
        let import = ["import", "lines.jsonl", "--from", "doccano", "--reports", "out", "--out", format];
        assert!(lianjie(&import, &folder).status.success());
        let read = |name: &str| std::fs::read(folder.join(name).join("a.json")).unwrap();
        assert_eq!(read(format), read("out"));
    }
}

#[test]
fn what_is_left_out_is_named_and_the_rest_is_written() {
    let folder = folder("left-out");
    let lines = "{\"text\":\"脱贫12户\",\"label\":[[2,5,\"figure\"],[0,2,\"figure\"],[0,99,\"figure\"]],\"document\":\"b\"}\n\
                 {\"text\":\"脱贫12户\",\"label\":[],\"document\":\"../b\"}\n\
                 {\"text\":\"脱贫12户\",\"label\":[],\"document\":\"b\"}\n";
    std::fs::write(folder.join("lines.jsonl"), lines).unwrap();
    let back = lianjie(&["import", "lines.jsonl", "--from", "doccano", "--out", "gold"], &folder);
    assert_eq!(back.status.code(), Some(1));
    let errors = said(&back.stderr);
    for what in [
        "lines.jsonl: task 1 (b), line 1, region [0, 99]: it is at [0, 99], but the text has 5 characters",
        "lines.jsonl: task 1 (b), line 1, region [0, 2] \"脱贫\": no quantity is read in these words",
        "the document \"../b\" was left out",
        "the document \"b\" was left out",
    ] {
        assert!(errors.contains(what), "{what}\n{errors}");
    }
    assert_eq!(json(&folder.join("gold/b.json"))["figures"][0]["value"], "12");
    assert!(!folder.join("b.json").exists());
    std::fs::write(folder.join("broken.json"), "{").unwrap();
    let broken = lianjie(&["import", "broken.json", "--from", "label-studio", "--out", "gold"], &folder);
    assert_eq!(broken.status.code(), Some(1));
    assert!(said(&broken.stderr).starts_with("lianjie: broken.json: "), "{broken:?}");
}

#[test]
fn only_what_is_asked_for_is_exported() {
    let folder = folder("records");
    let out = lianjie(&["export", "texts", "--to", "doccano", "--records", "figures"], &folder);
    let line: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert!(
        line["label"]
            .as_array()
            .unwrap()
            .iter()
            .all(|label| label[2].as_str().unwrap().starts_with("figure/"))
    );
    let page =
        lianjie(&["export", "texts", "--to", "web-annotation", "--base", "https://example.org/"], &folder);
    let page: Value = serde_json::from_slice(&page.stdout).unwrap();
    assert_eq!(page["items"][0]["target"]["source"], "https://example.org/a");
    // Records made elsewhere must be of the text.
    std::fs::write(folder.join("texts/a.txt"), "短。").unwrap();
    let wrong = lianjie(&["export", "texts", "--to", "doccano", "--reports", "out"], &folder);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(said(&wrong.stderr).contains("a: figures[0] is at ["), "{wrong:?}");
}

#[test]
fn a_missing_report_counts_as_not_found() {
    let folder = folder("missing");
    std::fs::create_dir_all(folder.join("none")).unwrap();
    let score = lianjie(&["score", "out", "none", "--format", "json"], &folder);
    assert_eq!(score.status.code(), Some(1));
    assert!(said(&score.stderr).contains("none/a.json"), "{score:?}");
    let score: Value = serde_json::from_slice(&score.stdout).unwrap();
    assert_eq!(score["f1"]["figures"], 0.0);
    assert_eq!(score["fields"]["document.script"], 0.0);
}

#[test]
fn a_spreadsheet_opens_the_table() {
    let folder = folder("spreadsheet");
    let table = lianjie(&["parse", "texts", "texts/a.txt", "--format", "csv-excel"], &folder);
    let text = said(&table.stdout);
    assert!(text.starts_with('\u{feff}') && text.matches('\u{feff}').count() == 1);
    assert!(text.lines().all(|line| !line.starts_with('=')) && text.contains("\r\n"));
}
