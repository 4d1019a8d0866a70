//! An explanation for a person: takes it, gives rows of a label and a text.

use std::fmt;

use super::{Explanation, FigureReading, Held, MeasureReading, Quote, ScopeReading, Word};

/// One row: what it is about, and what there is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `figure`, `unit`, `measure`, …
    pub label: &'static str,
    /// One line.
    pub text: String,
}

impl Explanation {
    /// What there is to say, for a person.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Rows::default();
        if let Some(sentence) = &self.sentence {
            rows.add("sentence", quoted(sentence));
        }
        if let Some(why) = &self.no_figure {
            let about = why.quote.as_ref().map(|quote| format!("{}: ", quoted(quote))).unwrap_or_default();
            rows.add("no figure", format!("{about}{} ({})", why.message, why.code));
        }
        if let Some(figure) = &self.figure {
            rows.figure(figure);
        }
        if let Some(measure) = &self.measure {
            rows.measure(measure);
        }
        if let Some(scope) = &self.scope {
            rows.scope(scope);
        }
        for word in &self.words {
            rows.add("word", shown(word));
        }
        for path in &self.used_by {
            rows.add("used by", path.clone());
        }
        for path in &self.evidence_of {
            rows.add("evidence of", path.clone());
        }
        for diagnostic in &self.diagnostics {
            rows.add("not read", format!("{} ({})", diagnostic.message, diagnostic.code));
        }
        rows.0
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut last = "";
        write!(f, "code point {}", self.offset)?;
        for row in self.rows() {
            // A label that goes on is told once.
            let label = if row.label == last { "" } else { row.label };
            write!(f, "\n{label:12} {}", row.text)?;
            last = row.label;
        }
        Ok(())
    }
}

#[derive(Default)]
struct Rows(Vec<Row>);

impl Rows {
    fn add(&mut self, label: &'static str, text: String) {
        self.0.push(Row { label, text });
    }

    fn figure(&mut self, reading: &FigureReading) {
        let figure = &reading.figure;
        let value = figure.value.map(|value| value.to_string());
        let parts = || figure.parts.iter().flatten().map(ToString::to_string).collect::<Vec<_>>().join(":");
        let upper = figure.upper.map(|upper| format!(" to {upper}")).unwrap_or_default();
        let quantum = figure.quantum.map(|quantum| format!(", last digit {quantum}")).unwrap_or_default();
        let per: Vec<&str> = figure.per.iter().map(lianjie_core::Per::as_str).collect();
        let per = if per.is_empty() { String::new() } else { format!(", per {}", per.join(" and ")) };
        let (text, unit, bound) = (one_line(&figure.text), figure.unit, figure.bound);
        let value = value.unwrap_or_else(parts);
        self.add(
            "figure",
            format!("{text} = {value}{upper} {unit}, {bound}{quantum}{per}  (figures[{}])", reading.index),
        );
        if let (Some(form), Some(printed)) = (reading.form, reading.printed) {
            let factor = &reading.factor;
            let times = if factor.is_integer() && factor.to_string() == "1" {
                String::new()
            } else {
                format!(" × {factor}")
            };
            self.add("number", format!("{} = {printed}{times} ({form})", quoted(&reading.number)));
        }
        let table = if reading.in_table {
            &["a cell of a table: its column says what it is".to_owned()][..]
        } else {
            &[]
        };
        self.0.extend(table.iter().map(|text| Row { label: "table", text: text.clone() }));
        for (label, words) in [("unit", &reading.units), ("bound", &reading.bounds), ("per", &reading.per)] {
            for word in words {
                self.add(label, shown(word));
            }
        }
    }

    fn measure(&mut self, reading: &MeasureReading) {
        match (&reading.measure, &reading.rule, &reading.confidence) {
            (Some(measure), Some(rule), Some(confidence)) => {
                let group = reading.group.map(|group| format!(", of {group}")).unwrap_or_default();
                self.add("measure", format!("{measure}{group}: {confidence}, rule {rule}"));
            }
            _ => self.add("measure", "none: the words around it name no measure".to_owned()),
        }
        if let Some(ruled) = &reading.ruled {
            let (what, rule, sure, bonus) = (&ruled.reading, &ruled.rule, &ruled.confidence, ruled.bonus);
            self.add("rules said", format!("{what}: {sure}, rule {rule}, worth {bonus}"));
        }
        let weighed: Vec<String> =
            reading.readings.iter().map(|one| format!("{} {}", one.name, one.weight)).collect();
        if !weighed.is_empty() {
            self.add("weighed", weighed.join(" > "));
        }
        let signs: Vec<String> =
            reading.signs.iter().map(|one| format!("{:+} {}", one.weight, one.name)).collect();
        if !signs.is_empty() {
            self.add("signs", signs.join(", "));
        }
        if let Some(weight) = reading.undated.filter(|weight| *weight > 0) {
            self.add("undated", format!("the period below is not of this figure, worth {weight}"));
        }
    }

    fn scope(&mut self, scope: &ScopeReading) {
        self.held("place", &scope.place, |place| place.path.join(" / "));
        self.held("period", &scope.period, ToString::to_string);
        self.held("group", &scope.poor, |poor| if *poor { "poor" } else { "all" }.to_owned());
        self.held("industry", &scope.industry, ToString::to_string);
    }

    fn held<T>(&mut self, label: &'static str, held: &Held<T>, shown: impl Fn(&T) -> String) {
        let Some(value) = &held.value else { return self.add(label, "not stated".to_owned()) };
        let source = match &held.named {
            Some(named) => format!(": {} ({})", quoted(&named.quote), named.stands),
            None => String::new(),
        };
        self.add(label, format!("{}{source}, since {}", shown(value), held.since));
    }
}

fn quoted(quote: &Quote) -> String {
    format!("「{}」", one_line(&quote.text))
}

/// `「分红」 measure_money dividend (measure_money.tsv:12)`
fn shown(word: &Word) -> String {
    let row = match &word.row {
        Some(row) => format!("{}:{}", row.file, row.line),
        None => "a row of yours".to_owned(),
    };
    let attr = if word.attr.is_empty() { String::new() } else { format!(" [{}]", word.attr) };
    format!("{} {} {}{attr} ({row})", quoted(&word.quote), word.class, word.code)
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], "")
}
