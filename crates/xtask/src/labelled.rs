//! `cargo xtask corpus labels`: the labels of `tests/wild/labels` as annotations. The repository holds what is said of the
//! figures of real documents and where they stand, not the documents.

use std::path::Path;

use lianjie_parser::{Figure, Metadata, Parser, Report};
use serde_json::{Value, json};

use crate::check::Failure;
use crate::corpus;
use crate::label::{self, Label, entry};

/// Where the labels are.
const LABELS: &str = "tests/wild/labels";

/// Writes `out/gold/NAME.json`, what is labelled in the document, and `out/reports/NAME.json`, what the parser says of the
/// figures that are labelled there, for every file of labels whose document is in `folder`.
///
/// # Errors
/// A row that is not of the form, with the file and the row.
pub(crate) fn run(folder: &Path, out: &Path) -> Result<(), Failure> {
    let (gold, reports) = (out.join("gold"), out.join("reports"));
    std::fs::create_dir_all(&gold)?;
    std::fs::create_dir_all(&reports)?;
    let mut files: Vec<_> = std::fs::read_dir(crate::repository().join(LABELS))?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    files.sort();
    for path in files {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // `z-NAME` are labels of NAME that are kept apart.
        let document = name.strip_prefix("z-").unwrap_or(&name);
        let source = corpus::source(&folder.join(format!("{document}.txt")))?;
        let labels =
            Labels::read(&std::fs::read_to_string(&path)?).map_err(|error| format!("{name}: {error}"))?;
        let parsed =
            Parser::default().parse(source.text(), &Metadata { id: name.clone(), ..Metadata::default() });
        let (annotation, report) = labels.records(&parsed.report)?;
        std::fs::write(gold.join(format!("{name}.json")), serde_json::to_vec_pretty(&annotation)?)?;
        std::fs::write(reports.join(format!("{name}.json")), serde_json::to_vec_pretty(&report)?)?;
    }
    Ok(())
}

/// The labels of one document.
#[derive(Debug, Default)]
struct Labels {
    place: Option<String>,
    published: Option<String>,
    figures: Vec<Label>,
}

impl Labels {
    /// The first line tells of the document; each other gives a span, and, parted by tabs, what is said of the figure there.
    fn read(written: &str) -> Result<Self, Failure> {
        let mut out = Self::default();
        for line in written.lines() {
            if let Some(document) = line.strip_prefix("DOC") {
                out.place = entry(document, "place");
                out.published = entry(document, "published");
                continue;
            }
            let (span, said) = line.split_once('\t').ok_or_else(|| format!("no label: {line}"))?;
            let (start, end) = span.split_once("..").ok_or_else(|| format!("no span: {line}"))?;
            out.figures.push(Label::read((start.parse()?, end.parse()?), said)?);
        }
        Ok(out)
    }

    /// The annotation of the labelled figures, and what the parser says of them.
    fn records(&self, report: &Report) -> Result<(Value, Value), Failure> {
        let document = label::document(report, self.place.as_deref(), self.published.as_deref())?;
        let (mut figures, mut said): (Vec<&Figure>, Vec<Value>) = (Vec::new(), Vec::new());
        let (mut observations, mut funds) = (Vec::new(), Vec::new());
        for label in &self.figures {
            let Some(at) = label.figure(&report.figures) else { continue };
            let Some(figure) = report.figures.get(at) else { continue };
            let index = figures.len();
            figures.push(figure);
            observations.extend(label.observations(index));
            funds.extend(label.fund(index, figure));
            for observation in report.observations.iter().filter(|observation| observation.figure == at) {
                let mut observation = serde_json::to_value(observation)?;
                if let Some(fields) = observation.as_object_mut() {
                    fields.insert("figure".to_owned(), json!(index));
                }
                said.push(observation);
            }
        }
        let whole = |document: &Value, observations: Vec<Value>, funds: Vec<Value>| {
            json!({"document": document, "figures": figures, "observations": observations, "programs": [],
                "funding_sources": funds, "schemes": [], "findings": []})
        };
        let own = serde_json::to_value(&report.document)?;
        Ok((whole(&document, observations, funds), whole(&own, said, Vec::new())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_labelled_figures_alone_are_compared() {
        let text = "2019年，凤县种花椒3万亩，养蜂800箱，发放贷款2亿元。";
        let labels = Labels::read(
            "DOC place=凤县 published=2020-01-08\n10..13\tplanted_area @凤县 #2019\n16..20\t-\n",
        )
        .unwrap();
        let parsed = Parser::default().parse(text, &Metadata::default());
        let (gold, said) = labels.records(&parsed.report).unwrap();
        assert_eq!(gold["document"]["place"]["name"], "凤县");
        assert_eq!(gold["figures"], said["figures"]);
        let quotes: Vec<_> = gold["figures"].as_array().unwrap().iter().map(|f| f["text"].as_str()).collect();
        assert_eq!(quotes, [Some("3万亩"), Some("800箱")]);
        let [only] = gold["observations"].as_array().unwrap().as_slice() else {
            panic!("one label measures")
        };
        assert_eq!((&only["measure"], &only["period"]["to"]), (&json!("planted_area"), &json!("2019-12-31")));
        let funds = |report: &Value| {
            report["observations"].as_array().unwrap().iter().any(|o| o["measure"] == "loan")
        };
        assert!(!funds(&said), "the loan is not labelled");
    }

    #[test]
    fn every_file_of_labels_is_of_the_form() {
        let mut read = 0;
        for entry in std::fs::read_dir(crate::repository().join(LABELS)).unwrap() {
            let path = entry.unwrap().path();
            let labels = Labels::read(&std::fs::read_to_string(&path).unwrap())
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(labels.figures.is_sorted_by(|a, b| a.span.1 <= b.span.0), "{}", path.display());
            read += labels.figures.len();
        }
        assert!(read > 3000, "{read} labels");
    }

    #[test]
    fn a_wrong_row_is_named() {
        for (written, error) in [
            ("12 planted_area", "no label: 12 planted_area"),
            ("12\tplanted_area", "no span: 12\tplanted_area"),
            ("1..3\thectares", "no measure: hectares"),
        ] {
            assert_eq!(Labels::read(written).unwrap_err().to_string(), error);
        }
    }
}
