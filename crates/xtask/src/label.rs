//! What is said of one figure of a text: what it measures, of whom, where and when, and what fund it is. Marked passages and
//! labelled documents say it; gives the records of an annotation.

use lianjie_parser::{Figure, FundingKind, Measure, NaiveDate, Period, PlaceLevel, Report};
use serde_json::{Value, json};

use crate::check::Failure;

/// What is said of one figure.
#[derive(Debug, Default)]
pub(crate) struct Label {
    /// Where it stands, in code points.
    pub(crate) span: (usize, usize),
    pub(crate) measures: Vec<Measure>,
    pub(crate) fund: Option<FundingKind>,
    pub(crate) poor: bool,
    pub(crate) place: Option<String>,
    pub(crate) period: Option<Period>,
}

impl Label {
    /// The label that is written in a passage: words parted by spaces, in any order.
    ///
    /// # Errors
    /// A word that is none.
    pub(crate) fn read(span: (usize, usize), said: &str) -> Result<Self, Failure> {
        let mut label = Self { span, ..Self::default() };
        for word in said.split_whitespace() {
            if word == "poor" {
                label.poor = true;
            } else if let Some(place) = word.strip_prefix('@') {
                label.place = Some(place.to_owned());
            } else if let Some(period) = word.strip_prefix('#') {
                label.period = Some(period_of(period).ok_or_else(|| format!("no period: {word}"))?);
            } else if let Some(kind) = word.strip_prefix("F:") {
                label.fund = Some(FundingKind::from_code(kind).ok_or_else(|| format!("no kind: {word}"))?);
            } else if word != "-" {
                for measure in word.split(';') {
                    let measure = Measure::from_code(measure).ok_or_else(|| format!("no measure: {word}"))?;
                    label.measures.push(measure);
                }
            }
        }
        Ok(label)
    }

    /// The figure that it is said of: the one of its span, or the first that overlaps it.
    pub(crate) fn figure(&self, figures: &[Figure]) -> Option<usize> {
        let (start, end) = self.span;
        let same = figures.iter().position(|figure| ends(figure) == self.span);
        same.or_else(|| figures.iter().position(|figure| ends(figure).0 < end && start < ends(figure).1))
    }

    /// Its observations, of the figure with this index.
    pub(crate) fn observations(&self, figure: usize) -> impl Iterator<Item = Value> + '_ {
        let group = if self.poor { "poor" } else { "all" };
        self.measures.iter().map(move |measure| {
            json!({"figure": figure, "measure": measure, "place": place_of(self.place.as_deref()),
                "period": self.period, "industry": null, "group": group})
        })
    }

    /// Its source of funds, of which the figure with this index is the amount.
    pub(crate) fn fund(&self, index: usize, figure: &Figure) -> Option<Value> {
        let kind = self.fund.as_ref()?;
        let amount = json!({"value": figure.value, "upper": figure.upper, "unit": figure.unit,
            "bound": figure.bound, "figure": index});
        Some(json!({"kind": kind, "amount": amount, "level": null, "provider": null,
            "recipient": null, "place": place_of(self.place.as_deref()), "period": self.period,
            "purpose": null, "growth": null, "terms": null, "risk_share": null, "part_of": null,
            "evidence": [[self.span.0, self.span.1]]}))
    }
}

/// Where a figure stands, in code points.
fn ends(figure: &Figure) -> (usize, usize) {
    let place = |at: u32| usize::try_from(at).unwrap_or(0);
    (place(figure.span.start()), place(figure.span.end()))
}

/// The document of a report, with the place and the day that an annotator gave it.
pub(crate) fn document(
    report: &Report,
    place: Option<&str>,
    published: Option<&str>,
) -> Result<Value, Failure> {
    let mut document = serde_json::to_value(&report.document)?;
    if let Some(fields) = document.as_object_mut() {
        fields.insert("place".to_owned(), place_of(place));
        fields.insert("published".to_owned(), json!(published));
    }
    Ok(document)
}

/// The value of `key=value` in a line, unless it is `-`.
pub(crate) fn entry(line: &str, key: &str) -> Option<String> {
    let value = line.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))?;
    (value != "-").then(|| value.to_owned())
}

/// `2017`, `2017-05`, `2014..2017`, `..2018-05*`.
pub(crate) fn period_of(written: &str) -> Option<Period> {
    let (written, as_of) = written.strip_suffix('*').map_or((written, false), |before| (before, true));
    let (from, to) = written.split_once("..").unwrap_or((if as_of { "" } else { written }, written));
    let from = if from.is_empty() { None } else { Some(days(from)?.0) };
    let to = if to.is_empty() { None } else { Some(days(to)?.1) };
    Period::new(from, to, as_of).ok()
}

/// The first and the last day of a year, a month or a day.
fn days(written: &str) -> Option<(NaiveDate, NaiveDate)> {
    let mut numbers = written.split('-');
    let year: i32 = numbers.next()?.parse().ok()?;
    let month: Option<u32> = numbers.next().map(str::parse).transpose().ok()?;
    let day: Option<u32> = numbers.next().map(str::parse).transpose().ok()?;
    let date = NaiveDate::from_ymd_opt;
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
    } else if ends(&["村", "社区", "屯", "寨"]) {
        PlaceLevel::Village
    } else {
        PlaceLevel::County
    };
    json!({"name": name, "level": level, "adcode": null, "path": [name]})
}
