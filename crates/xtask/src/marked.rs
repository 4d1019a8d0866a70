//! `cargo xtask corpus marked`: the marked passages of `tests/marked`, taken apart into texts and annotations.
//!
//! A passage is written with its figures marked in place, `{3421户|households_benefited poor @桃沟村 #2018}`; the form is
//! told in `tests/marked/README.md`.

use std::path::Path;

use lianjie_parser::{Metadata, Parser, Relation, Verdict};
use serde_json::{Value, json};

use crate::check::Failure;
use crate::label::{self, Label, entry};

/// Writes `out/texts/FILE-NNN.txt` and `out/gold/FILE-NNN.json` for every passage of the files in a folder.
///
/// # Errors
/// A mark that is not of the form, with the file and the passage's number.
pub(crate) fn run(folder: &Path, out: &Path) -> Result<(), Failure> {
    let (texts, gold) = (out.join("texts"), out.join("gold"));
    std::fs::create_dir_all(&texts)?;
    std::fs::create_dir_all(&gold)?;
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    for path in files {
        let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let written = std::fs::read_to_string(&path)?;
        for (number, passage) in (1..).zip(written.split("\n---\n")) {
            let name = format!("{file}-{number:03}");
            let passage = Passage::read(passage).map_err(|error| format!("{name}: {error}"))?;
            let report = passage.report(&name).map_err(|error| format!("{name}: {error}"))?;
            std::fs::write(texts.join(format!("{name}.txt")), &passage.text)?;
            std::fs::write(gold.join(format!("{name}.json")), serde_json::to_vec_pretty(&report)?)?;
        }
    }
    Ok(())
}

/// A passage without its marks, and what they say.
#[derive(Debug, Default)]
struct Passage {
    text: String,
    /// The document's place and its day, where the passage is a whole article.
    document: Option<(Option<String>, Option<String>)>,
    marks: Vec<Label>,
    relations: Vec<(Relation, Verdict, Vec<String>)>,
}

impl Passage {
    fn read(passage: &str) -> Result<Self, Failure> {
        let mut out = Self::default();
        let mut lines: Vec<&str> = Vec::new();
        for line in passage.trim_matches(['\n', '-']).lines() {
            if let Some(relation) = line.strip_prefix('=') {
                out.relations.push(relation_of(relation)?);
            } else if let Some(document) = line.strip_prefix("DOC ").filter(|_| lines.is_empty()) {
                out.document = Some((entry(document, "place"), entry(document, "published")));
            } else {
                lines.push(line);
            }
        }
        let body = lines.join("\n");
        let mut rest = body.trim_matches('\n');
        while let Some((before, after)) = rest.split_once('{') {
            let (mark, after) = after.split_once('}').ok_or("a mark without its end")?;
            let (figure, said) = mark.split_once('|').ok_or_else(|| format!("no | in {mark}"))?;
            out.text.push_str(before);
            let start = out.text.chars().count();
            out.text.push_str(figure);
            out.marks.push(Label::read((start, start + figure.chars().count()), said)?);
            rest = after;
        }
        out.text.push_str(rest);
        if out.text.contains(['{', '}', '|']) && out.document.is_none() {
            return Err("a bracket or bar outside a mark".into());
        }
        Ok(out)
    }

    /// The annotation, with the figures that the parser finds.
    fn report(&self, name: &str) -> Result<Value, Failure> {
        let parsed =
            Parser::default().parse(&self.text, &Metadata { id: name.to_owned(), ..Metadata::default() });
        let document = match &self.document {
            Some((place, published)) => {
                label::document(&parsed.report, place.as_deref(), published.as_deref())?
            }
            None => serde_json::to_value(&parsed.report.document)?,
        };
        let mut figures = parsed.report.figures;
        figures.sort_by_key(|figure| figure.span);
        let (mut observations, mut funds, mut unread) = (Vec::new(), Vec::new(), Vec::new());
        for mark in &self.marks {
            let quote: String = self.text.chars().skip(mark.span.0).take(mark.span.1 - mark.span.0).collect();
            let Some((index, figure)) = mark.figure(&figures).and_then(|at| Some((at, figures.get(at)?)))
            else {
                unread.push(json!({"span": [mark.span.0, mark.span.1], "text": quote}));
                continue;
            };
            observations.extend(mark.observations(index));
            funds.extend(mark.fund(index, figure));
        }
        let mut findings = Vec::new();
        for (relation, verdict, quotes) in &self.relations {
            let mut indexes: Vec<usize> = Vec::new();
            for quote in quotes {
                let free = |index: &usize| !indexes.contains(index);
                let same = (0..figures.len())
                    .filter(free)
                    .find(|i| figures.get(*i).is_some_and(|f| f.text == *quote));
                let like = |i: &usize| {
                    figures
                        .get(*i)
                        .is_some_and(|f| f.text.contains(quote.as_str()) || quote.contains(&f.text))
                };
                if !self.text.contains(quote.as_str()) {
                    return Err(format!("{quote} is not in the text").into());
                }
                indexes.extend(same.or_else(|| (0..figures.len()).filter(free).find(like)));
            }
            findings.push(json!({"relation": relation, "figures": indexes, "stated": null, "implied": null,
                "verdict": verdict, "repair": null, "evidence": []}));
        }
        Ok(json!({"document": document, "figures": figures, "observations": observations, "programs": [],
            "funding_sources": funds, "schemes": [], "findings": findings, "unread": unread}))
    }
}

/// `product consistent 380亩 142元 53960元`.
fn relation_of(line: &str) -> Result<(Relation, Verdict, Vec<String>), Failure> {
    let mut words = line.split_whitespace();
    let relation =
        words.next().and_then(Relation::from_code).ok_or_else(|| format!("no relation: {line}"))?;
    let verdict = words.next().and_then(Verdict::from_code).ok_or_else(|| format!("no verdict: {line}"))?;
    Ok((relation, verdict, words.map(str::to_owned).collect()))
}

#[cfg(test)]
mod tests {
    use lianjie_parser::{FundingKind, Measure};

    use super::*;

    #[test]
    fn a_passage_is_taken_apart() {
        let passage = Passage::read(
            "DOC place=凤县 published=2019-03-06\n\n户均{3000元|rent poor @桃沟村 #..2018-05*}，拨{9万元|- F:reward}。\n\
             = product consistent 30户 3000元 9万元",
        )
        .unwrap();
        assert_eq!(passage.text, "户均3000元，拨9万元。");
        assert_eq!(passage.document, Some((Some("凤县".to_owned()), Some("2019-03-06".to_owned()))));
        let [rent, reward] = passage.marks.as_slice() else { panic!("two marks") };
        assert_eq!((rent.span, rent.poor, rent.place.as_deref()), ((2, 7), true, Some("桃沟村")));
        assert_eq!(rent.measures, [Measure::Rent]);
        assert_eq!(rent.period.map(|period| period.to_string()), Some("as of 2018-05-31".to_owned()));
        assert_eq!((reward.fund, reward.measures.len()), (Some(FundingKind::Reward), 0));
        assert_eq!(passage.relations.len(), 1);
    }

    #[test]
    fn a_wrong_mark_is_named() {
        for (passage, error) in [
            ("{3户|housholds}", "no measure: housholds"),
            ("{3户|households #2018-13}", "no period: #2018-13"),
            ("{3万元|loan F:cash}", "no kind: F:cash"),
            ("{3户 一共", "a mark without its end"),
            ("= adds consistent 3户", "no relation:  adds consistent 3户"),
        ] {
            assert_eq!(Passage::read(passage).unwrap_err().to_string(), error);
        }
    }
}
