//! Reports as annotations and back, through every format: the samples whole, what annotators change, and broken files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test fails by panicking and says so"
)]

use std::path::Path;

use lianjie_export::annotation::{Imported, RecordKind, Sources, doccano, label_studio, web};
use lianjie_parser::{Bound, Decimal, Group, Measure, Metadata, Parser, ProgramKind, Report, Source, Unit};
use serde_json::{Value, json};

const TEXT: &str = "😀𠮷村：2017年，全县投入财政专项扶贫资金2640万元，其中中央资金1840万元。\n茶叶产业带动贫困户775户，户均增收845元。";

fn read(text: &str) -> Report {
    Parser::default().parse(text, &Metadata { id: "t".to_owned(), ..Metadata::default() }).report
}

/// The sample reports, and each with characters of four bytes before and in it.
fn samples() -> Vec<(String, Report)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    assert!(paths.len() > 8);
    let mut samples = Vec::new();
    for path in paths {
        let text = Source::from_bytes(&std::fs::read(&path).unwrap()).unwrap().into_text();
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        for text in [format!("😀𠮷{}", text.replace('。', "。👨‍👩‍👧 𠮷")), text] {
            let metadata = Metadata { id: id.clone(), ..Metadata::default() };
            let report = Parser::default().parse(&text, &metadata).report;
            samples.push((text, report));
        }
    }
    samples
}

/// An export of Label Studio in which an annotator took the predictions over.
fn accepted(task: &Value) -> Value {
    json!({
        "id": 7,
        "data": task["data"],
        "annotations": [{ "id": 1, "result": task["predictions"][0]["result"] }],
        "predictions": [],
    })
}

fn from_label_studio(task: &Value, exported: Option<&Report>) -> Imported {
    let sources = Sources { read: &read, exported: &|_| exported.cloned() };
    label_studio::import(&json!([task]).to_string(), sources).unwrap()
}

fn from_doccano(line: &Value, exported: Option<&Report>) -> Imported {
    let sources = Sources { read: &read, exported: &|_| exported.cloned() };
    doccano::import(&line.to_string(), sources).unwrap()
}

fn problems(imported: &Imported) -> Vec<String> {
    imported.problems.iter().map(ToString::to_string).collect()
}

/// Figures and what they measure: what every format shows.
fn measured(report: &Report) -> Vec<(lianjie_parser::Span, Option<Measure>)> {
    let measure = |at| report.observations.iter().find(|one| one.figure == at).map(|one| one.measure);
    report.figures.iter().enumerate().map(|(at, figure)| (figure.span, measure(at))).collect()
}

#[test]
fn samples_come_back_as_they_went() {
    for (text, report) in samples() {
        let task = label_studio::task(&report, &text, &RecordKind::ALL).unwrap();
        let spans = doccano::spans(&report, &text, &RecordKind::ALL).unwrap();
        let related = doccano::related(&report, &text, &RecordKind::ALL).unwrap();
        for imported in [
            from_label_studio(&accepted(&task), Some(&report)),
            from_doccano(&spans, Some(&report)),
            from_doccano(&related, Some(&report)),
        ] {
            assert_eq!(problems(&imported), [""; 0]);
            assert_eq!(imported.documents[0].text, text);
            assert_eq!(imported.documents[0].report, report);
        }
    }
}

#[test]
fn samples_come_back_without_what_was_exported() {
    for (text, report) in samples() {
        let task = label_studio::task(&report, &text, &RecordKind::ALL).unwrap();
        let related = doccano::related(&report, &text, &RecordKind::ALL).unwrap();
        for imported in [from_label_studio(&accepted(&task), None), from_doccano(&related, None)] {
            assert_eq!(problems(&imported), [""; 0], "{}", report.document.id);
            let again = &imported.documents[0].report;
            assert_eq!(measured(again), measured(&report));
            assert_eq!(again.funding_sources.len(), report.funding_sources.len());
            assert_eq!(again.programs.len(), report.programs.len());
            assert_eq!(again.schemes.len(), report.schemes.len());
            assert_eq!(again.findings.len(), report.findings.len());
            assert!(again.check().is_ok());
            assert!(again.observations.iter().all(|one| one.place.is_none() && one.period.is_none()));
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = read(TEXT);
    let write = || {
        let task = label_studio::task(&report, TEXT, &RecordKind::ALL).unwrap();
        let page = web::page(&report, TEXT, &RecordKind::ALL, "urn:x:").unwrap();
        format!("{task}{page}{}", label_studio::config())
    };
    assert_eq!(write(), write());
}

#[test]
fn regions_quote_the_text_by_code_points() {
    let characters: Vec<char> = TEXT.chars().collect();
    let quote = |start: &Value, end: &Value| -> String {
        let at = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        characters[at(start)..at(end)].iter().collect()
    };
    let report = read(TEXT);
    let task = label_studio::task(&report, TEXT, &RecordKind::ALL).unwrap();
    let mut seen = 0;
    for result in task["predictions"][0]["result"].as_array().unwrap() {
        let value = &result["value"];
        if result["type"] == "labels" {
            assert_eq!(value["text"], quote(&value["start"], &value["end"]));
            seen += 1;
        }
    }
    assert!(seen > 5);
    for item in web::page(&report, TEXT, &RecordKind::ALL, "urn:x:").unwrap()["items"].as_array().unwrap() {
        let targets = item["target"].as_array().cloned().unwrap_or_else(|| vec![item["target"].clone()]);
        for target in targets {
            let [by_quote, by_place] = [&target["selector"][0], &target["selector"][1]];
            assert_eq!(by_quote["exact"], quote(&by_place["start"], &by_place["end"]));
            let around = ["prefix", "exact", "suffix"].map(|name| by_quote[name].as_str().unwrap());
            assert!(TEXT.contains(&around.concat()));
        }
    }
}

/// A task of [`TEXT`], accepted, with its results changed.
fn corrected(change: impl Fn(&mut Vec<Value>)) -> (Report, Imported) {
    let report = read(TEXT);
    let mut task = accepted(&label_studio::task(&report, TEXT, &RecordKind::ALL).unwrap());
    change(task["annotations"][0]["result"].as_array_mut().unwrap());
    let imported = from_label_studio(&task, Some(&report));
    (report, imported)
}

fn of<'a>(results: &'a mut [Value], quote: &str, from: &str) -> &'a mut Value {
    let labelled = results.iter().find(|one| one["type"] == "labels" && one["value"]["text"] == quote);
    let id = labelled.unwrap_or_else(|| panic!("no region {quote}"))["id"].clone();
    results.iter_mut().find(|one| one["id"] == id && one["from_name"] == from).unwrap()
}

#[test]
fn a_region_taken_away_takes_what_rests_on_it() {
    let (report, imported) = corrected(|results| {
        let id = of(results, "2640万元", "record")["id"].clone();
        results.retain(|one| one["id"] != id && one["from_id"] != id && one["to_id"] != id);
    });
    let again = &imported.documents[0].report;
    assert_eq!(again.figures.len(), report.figures.len() - 1);
    assert!(again.figures.iter().all(|figure| figure.text != "2640万元"));
    assert!(again.check().is_ok());
    let sum = |report: &Report| report.funding_sources.iter().filter(|one| one.amount.is_some()).count();
    assert_eq!(sum(again), sum(&report) - 1);
}

#[test]
fn choices_that_were_changed_are_taken() {
    let (_, imported) = corrected(|results| {
        of(results, "775户", "measure")["value"]["choices"] = json!(["households"]);
        of(results, "775户", "group")["value"]["choices"] = json!(["all"]);
        of(results, "845元", "bound")["value"]["choices"] = json!(["about"]);
        of(results, "845元", "value")["value"]["text"] = json!(["845.50"]);
    });
    assert_eq!(problems(&imported), [""; 0]);
    let again = &imported.documents[0].report;
    let at = |text: &str| again.figures.iter().position(|figure| figure.text == text).unwrap();
    let observation = again.observations.iter().find(|one| one.figure == at("775户")).unwrap();
    assert_eq!((observation.measure, observation.group), (Measure::Households, Group::All));
    let figure = &again.figures[at("845元")];
    assert_eq!((figure.bound, figure.value), (Bound::About, Some(Decimal::new(84550, 2))));
}

#[test]
fn an_observation_is_gone_when_its_measure_is_unset() {
    let (report, imported) = corrected(|results| {
        let id = of(results, "775户", "measure")["id"].clone();
        results.retain(|one| one["id"] != id || one["from_name"] != "measure");
    });
    assert_eq!(imported.documents[0].report.observations.len(), report.observations.len() - 1);
}

#[test]
fn moved_and_new_figures_are_read_from_their_quotes() {
    let characters: Vec<char> = TEXT.chars().collect();
    let at = |quote: &str| {
        let byte = TEXT.find(quote).unwrap();
        let start = TEXT[..byte].chars().count();
        (start, start + quote.chars().count())
    };
    let (start, end) = at("845");
    let (from, to) = at("2017年");
    let (report, imported) = corrected(|results| {
        let moved = of(results, "845元", "record");
        moved["value"] = json!({ "start": start, "end": end, "text": "845", "labels": ["figure"] });
        results.push(json!({ "id": "new", "type": "labels", "from_name": "record", "to_name": "text",
            "value": { "start": from, "end": to, "text": "2017年", "labels": ["figure"] } }));
    });
    // A number without its unit is read as far as it was before; a year of the calendar is no quantity.
    let again = &imported.documents[0].report;
    let figure = again.figures.iter().find(|figure| figure.text == "845").unwrap();
    assert_eq!((figure.value, figure.unit), (Some(Decimal::from(845)), Unit::Yuan));
    assert_eq!(again.figures.len(), report.figures.len());
    assert_eq!(problems(&imported).len(), 1);
    assert!(
        problems(&imported)[0].starts_with("task 7 (t), region new \"2017年\": no quantity is read"),
        "{:?}",
        problems(&imported)
    );
    assert_eq!(characters[from..to].iter().collect::<String>(), "2017年");
}

#[test]
fn a_new_record_is_made_of_its_regions() {
    let (report, imported) = corrected(|results| {
        let (start, quote) =
            (TEXT.find("茶叶").map(|byte| TEXT[..byte].chars().count()).unwrap(), "茶叶产业");
        let program = |id: &str, start: usize, text: &str| {
            json!({ "id": id, "type": "labels", "from_name": "record", "to_name": "text",
                "value": { "start": start, "end": start + text.chars().count(), "text": text, "labels": ["program"] } })
        };
        let figure = of(results, "775户", "record")["id"].clone();
        results.push(program("p", start, quote));
        results.push(program("q", 1, "𠮷村"));
        results.push(json!({ "id": "p", "type": "choices", "from_name": "program_kind", "to_name": "text", "value": { "choices": ["planting"] } }));
        results.push(json!({ "id": "p", "type": "textarea", "from_name": "name", "to_name": "text", "value": { "text": ["茶叶"] } }));
        results.push(json!({ "type": "relation", "from_id": "q", "to_id": "p", "direction": "right", "labels": ["continues"] }));
        results.push(json!({ "type": "relation", "from_id": figure, "to_id": "p", "direction": "left", "labels": ["coverage"] }));
        results.push(program("r", 1, "𠮷村"));
    });
    let again = &imported.documents[0].report;
    assert_eq!(again.programs.len(), report.programs.len() + 1);
    let program = again.programs.last().unwrap();
    assert_eq!((program.name.as_str(), program.kind), ("茶叶", ProgramKind::Planting));
    assert_eq!(
        program.evidence.iter().map(|span| span.quote(TEXT).unwrap()).collect::<Vec<_>>(),
        ["茶叶产业", "𠮷村"]
    );
    assert_eq!(program.coverage[&Measure::HouseholdsBenefited].value, Some(Decimal::from(775)));
    assert!(program.place.is_none() && program.provenance.rule.is_empty());
    assert_eq!(
        problems(&imported),
        ["task 7 (t), region r \"𠮷村\": a new record needs program_kind and name"]
    );
}

#[test]
fn offsets_in_utf_16_are_known_by_the_quote() {
    let (report, imported) = corrected(|results| {
        let value = &mut of(results, "845元", "record")["value"];
        for end in ["start", "end"] {
            value[end] = json!(value[end].as_u64().unwrap() + 2);
        }
    });
    assert_eq!(problems(&imported), [""; 0]);
    assert_eq!(imported.documents[0].report, report);
    let (_, imported) = corrected(|results| of(results, "845元", "record")["value"]["start"] = json!(1));
    assert_eq!(problems(&imported).len(), 1);
    assert!(
        problems(&imported)[0].contains("it says \"845元\", but the text has"),
        "{:?}",
        problems(&imported)
    );
}

#[test]
fn broken_regions_are_left_out_and_named() {
    let region = |value: Value| json!({ "id": "x", "type": "labels", "from_name": "record", "value": value });
    let cases = [
        (
            region(json!({ "start": 0, "end": 900, "labels": ["figure"] })),
            "it is at [0, 900], but the text has 53 characters",
        ),
        (
            region(json!({ "start": 5, "end": 5, "labels": ["figure"] })),
            "its start and end are no span of the text",
        ),
        (
            region(json!({ "start": -1, "end": 5, "labels": ["figure"] })),
            "its start and end are no span of the text",
        ),
        (region(json!({ "start": 0, "end": 2, "labels": ["PER"] })), "\"PER\" is no kind of record"),
        (region(json!({ "start": 0, "end": 2, "labels": [] })), "it has 0 labels instead of one"),
        (json!({ "id": "x", "type": "labels", "from_name": "record" }), "it has no value"),
    ];
    for (result, what) in cases {
        let (report, imported) = corrected(|results| results.push(result.clone()));
        let chars = TEXT.chars().count().to_string();
        assert_eq!(problems(&imported), [format!("task 7 (t), region x: {}", what.replace("53", &chars))]);
        assert_eq!(imported.documents[0].report, report);
    }
    let (report, imported) = corrected(|results| {
        results.push(json!({ "id": "y", "type": "rectangle", "value": {} }));
        results.push(json!("hello"));
    });
    assert_eq!((problems(&imported), &imported.documents[0].report), (Vec::new(), &report));
}

#[test]
fn tasks_without_one_annotation_are_named() {
    let sources = Sources { read: &read, exported: &|_| None };
    let tasks = json!([
        { "id": 1, "data": { "text": TEXT } },
        { "id": 2, "data": { "text": TEXT, "document": "d" }, "annotations": [{ "id": 5, "result": [] }, { "id": 6, "result": [] }] },
        { "id": 3, "data": { "text": TEXT }, "annotations": [{ "id": 7, "result": [], "was_cancelled": true }] },
        { "id": 4, "data": { "text": TEXT }, "annotations": [{ "id": 8, "result": [] }, { "id": 9, "result": [], "ground_truth": true }] },
    ]);
    let imported = label_studio::import(&tasks.to_string(), sources).unwrap();
    assert_eq!(
        problems(&imported),
        [
            "task 1: it has not been annotated",
            "task 2 (d): it has 2 annotations (5, 6): mark one as ground truth",
            "task 3: it has not been annotated",
        ]
    );
    assert_eq!(imported.documents.len(), 1);
    assert_eq!(imported.documents[0].report.document.id, "task-4");
    assert!(imported.documents[0].report.figures.is_empty());
}

#[test]
fn files_of_another_form_are_refused() {
    let sources = Sources { read: &read, exported: &|_| None };
    for file in ["", "{", "{}", "[{}]", "[{\"data\":{\"text\":1}}]", "[1]"] {
        assert!(label_studio::import(file, sources).is_err(), "{file}");
    }
    let error = doccano::import("{\"text\":\"a\",\"label\":[]}\n{\"label\":[]}", sources).unwrap_err();
    assert!(error.to_string().starts_with("line 2: missing field `text`"), "{error}");
    assert!(doccano::import("\n", sources).unwrap().documents.is_empty());
    let line = json!({ "id": 4, "text": "脱贫12户", "label": [[2, 5, "figure/households_lifted"], [2, 9, "figure"], [0, 2, "figure/a/b/c"], [0, 1, "PER"]] });
    let imported = from_doccano(&line, None);
    assert_eq!(
        problems(&imported),
        [
            "task 4, line 1, region [2, 9]: it is at [2, 9], but the text has 5 characters",
            "task 4, line 1, region [0, 2]: \"figure/a/b/c\" says too much: \"c\"",
            "task 4, line 1, region [0, 1]: \"PER\" is no kind of record",
        ]
    );
    let report = &imported.documents[0].report;
    assert_eq!(report.figures[0].value, Some(Decimal::from(12)));
    assert_eq!(
        (report.observations[0].measure, report.observations[0].group),
        (Measure::HouseholdsLifted, Group::All)
    );
}

#[test]
fn the_report_of_another_text_is_not_believed() {
    let report = read(TEXT);
    let line = json!({ "text": "脱贫12户", "label": [[2, 5, "figure"]], "document": "t" });
    let imported = from_doccano(&line, Some(&report));
    assert!(
        problems(&imported)[0].contains("the report is of another text: t: figures[0] is at"),
        "{:?}",
        problems(&imported)
    );
    assert_eq!(imported.documents[0].report.figures.len(), 1);
}

#[test]
fn records_that_the_text_does_not_hold_are_named() {
    let report = read(TEXT);
    let error = label_studio::task(&report, "短", &RecordKind::ALL).unwrap_err();
    assert!(error.to_string().starts_with("t: figures[0] is at ["), "{error}");
    let mut bare = report.clone();
    bare.figures.clear();
    bare.funding_sources[0].evidence.clear();
    let error = web::page(&bare, TEXT, &RecordKind::ALL, "").unwrap_err();
    assert_eq!(error.to_string(), "t: funding_sources[0] has no evidence");
}

#[test]
fn an_empty_report_is_an_empty_task() {
    for text in ["", "没有数字。", "<script>alert(1)</script>&\"'"] {
        let report = read(text);
        let task = label_studio::task(&report, text, &RecordKind::ALL).unwrap();
        let imported = from_label_studio(&accepted(&task), Some(&report));
        assert_eq!((problems(&imported), &imported.documents[0].report), (Vec::new(), &report));
        assert_eq!(doccano::spans(&report, text, &RecordKind::ALL).unwrap()["text"], text);
        let page = web::page(&report, text, &RecordKind::ALL, "").unwrap();
        assert_eq!(page["type"], "AnnotationPage");
    }
}

#[test]
fn only_the_kinds_asked_for_are_marked() {
    let report = read(TEXT);
    let line = doccano::spans(&report, TEXT, &[RecordKind::Figure]).unwrap();
    let labels = line["label"].as_array().unwrap();
    assert_eq!(labels.len(), report.figures.len());
    assert!(labels.iter().all(|label| label[2].as_str().unwrap().starts_with("figure")));
}
