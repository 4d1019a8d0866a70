//! `cargo xtask corpus marked`: the marked passages of `tests/marked`, taken apart into texts and annotations.
//!
//! A passage is written with its figures marked in place, `{3421户|households_benefited poor @桃沟村 #2018}`; the form is
//! told in `tests/marked/README.md`.

use std::path::Path;

use lianjie_parser::{Figure, FundingKind, Measure, Metadata, Parser, Period, PlaceLevel, Relation, Verdict};
use serde_json::{Value, json};

use crate::check::Failure;

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
    marks: Vec<Mark>,
    relations: Vec<(Relation, Verdict, Vec<String>)>,
}

/// What is said of one figure.
#[derive(Debug, Default)]
struct Mark {
    /// Where it stands, in code points.
    span: (usize, usize),
    measures: Vec<Measure>,
    fund: Option<FundingKind>,
    poor: bool,
    place: Option<String>,
    period: Option<Period>,
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
            out.marks.push(Mark::read((start, start + figure.chars().count()), said)?);
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
        let mut document = serde_json::to_value(&parsed.report.document)?;
        if let (Some((place, published)), Some(fields)) = (&self.document, document.as_object_mut()) {
            fields.insert("place".to_owned(), place_of(place.as_deref()));
            fields.insert("published".to_owned(), json!(published));
        }
        let mut figures = parsed.report.figures;
        let found = |span: (usize, usize), figures: &[Figure]| {
            let ends = |figure: &Figure| {
                (
                    usize::try_from(figure.span.start()).unwrap_or(0),
                    usize::try_from(figure.span.end()).unwrap_or(0),
                )
            };
            let same = figures.iter().position(|figure| ends(figure) == span);
            same.or_else(|| {
                figures.iter().position(|figure| ends(figure).0 < span.1 && span.0 < ends(figure).1)
            })
        };
        figures.sort_by_key(|figure| figure.span);
        let (mut observations, mut funds, mut unread) = (Vec::new(), Vec::new(), Vec::new());
        for mark in &self.marks {
            let quote: String = self.text.chars().skip(mark.span.0).take(mark.span.1 - mark.span.0).collect();
            let Some(index) = found(mark.span, &figures) else {
                unread.push(json!({"span": [mark.span.0, mark.span.1], "text": quote}));
                continue;
            };
            let group = if mark.poor { "poor" } else { "all" };
            let place = place_of(mark.place.as_deref());
            for measure in &mark.measures {
                observations.push(json!({"figure": index, "measure": measure, "place": place,
                    "period": mark.period, "industry": null, "group": group}));
            }
            if let (Some(kind), Some(figure)) = (&mark.fund, figures.get(index)) {
                let amount = json!({"value": figure.value, "upper": figure.upper, "unit": figure.unit,
                    "bound": figure.bound, "figure": index});
                funds.push(json!({"kind": kind, "amount": amount, "level": null, "provider": null,
                    "recipient": null, "place": place, "period": mark.period, "purpose": null, "growth": null,
                    "terms": null, "risk_share": null, "part_of": null,
                    "evidence": [[mark.span.0, mark.span.1]]}));
            }
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

impl Mark {
    fn read(span: (usize, usize), said: &str) -> Result<Self, Failure> {
        let mut mark = Self { span, ..Self::default() };
        for word in said.split_whitespace() {
            if word == "poor" {
                mark.poor = true;
            } else if let Some(place) = word.strip_prefix('@') {
                mark.place = Some(place.to_owned());
            } else if let Some(period) = word.strip_prefix('#') {
                mark.period = Some(period_of(period).ok_or_else(|| format!("no period: {word}"))?);
            } else if let Some(kind) = word.strip_prefix("F:") {
                mark.fund = Some(FundingKind::from_code(kind).ok_or_else(|| format!("no kind: {word}"))?);
            } else if word != "-" {
                for measure in word.split(';') {
                    let measure = Measure::from_code(measure).ok_or_else(|| format!("no measure: {word}"))?;
                    mark.measures.push(measure);
                }
            }
        }
        Ok(mark)
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

/// The value of `key=value` in a line, unless it is `-`.
fn entry(line: &str, key: &str) -> Option<String> {
    let value = line.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))?;
    (value != "-").then(|| value.to_owned())
}

/// `2017`, `2017-05`, `2014..2017`, `..2018-05*`.
fn period_of(written: &str) -> Option<Period> {
    let (written, as_of) = written.strip_suffix('*').map_or((written, false), |before| (before, true));
    let (from, to) = written.split_once("..").unwrap_or((if as_of { "" } else { written }, written));
    let from = if from.is_empty() { None } else { Some(days(from)?.0) };
    let to = if to.is_empty() { None } else { Some(days(to)?.1) };
    Period::new(from, to, as_of).ok()
}

/// The first and the last day of a year, a month or a day.
fn days(written: &str) -> Option<(lianjie_parser::NaiveDate, lianjie_parser::NaiveDate)> {
    let mut numbers = written.split('-');
    let year: i32 = numbers.next()?.parse().ok()?;
    let month: Option<u32> = numbers.next().map(str::parse).transpose().ok()?;
    let day: Option<u32> = numbers.next().map(str::parse).transpose().ok()?;
    let date = lianjie_parser::NaiveDate::from_ymd_opt;
    Some(match (month, day) {
        (Some(month), Some(day)) => (date(year, month, day)?, date(year, month, day)?),
        (Some(month), None) => {
            let next = if month == 12 { date(year + 1, 1, 1)? } else { date(year, month + 1, 1)? };
            (date(year, month, 1)?, next.pred_opt()?)
        }
        _ => (date(year, 1, 1)?, date(year, 12, 31)?),
    })
}

/// A place known by its name alone.
fn place_of(name: Option<&str>) -> Value {
    let Some(name) = name else { return Value::Null };
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    let level = if name == "中国" {
        PlaceLevel::Country
    } else if ends(&["省", "自治区"]) {
        PlaceLevel::Province
    } else if ends(&["州", "盟", "市", "地区"]) {
        PlaceLevel::Prefecture
    } else if ends(&["镇", "乡", "街道"]) {
        PlaceLevel::Township
    } else if ends(&["村", "社区"]) {
        PlaceLevel::Village
    } else {
        PlaceLevel::County
    };
    json!({"name": name, "level": level, "adcode": null, "path": [name]})
}

#[cfg(test)]
mod tests {
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
