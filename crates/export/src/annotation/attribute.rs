//! What an annotator sees of a record beside its span: takes a record, gives its attributes as codes and texts.

use std::collections::BTreeMap;

use lianjie_core::{CodeError, Figure, Gloss, Observation, Provenance, Report, glossary};

use super::RecordKind;

/// Attributes by name; a text or a single choice is a list of one, what is not stated is not there.
pub(crate) type Attributes = BTreeMap<&'static str, Vec<String>>;

/// How an attribute is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One code of a list of the glossary.
    One(&'static str),
    /// Any codes of a list of the glossary.
    Many(&'static str),
    /// A line of text, and what to write there.
    Line(&'static str),
}

/// An attribute, the kinds of record that have it, and how it is asked for.
pub(crate) struct Asked {
    pub(crate) name: &'static str,
    pub(crate) of: &'static [RecordKind],
    pub(crate) form: Form,
}

/// Every attribute, in the order in which they are asked for.
pub(crate) const ASKED: [Asked; 12] = [
    Asked { name: "measure", of: &[RecordKind::Figure], form: Form::One("measure") },
    Asked { name: "group", of: &[RecordKind::Figure], form: Form::One("group") },
    Asked {
        name: "value",
        of: &[RecordKind::Figure],
        form: Form::Line("in the base unit: 26400000, a range 5~10, a ratio 1:2:7"),
    },
    Asked { name: "unit", of: &[RecordKind::Figure], form: Form::One("unit") },
    Asked { name: "bound", of: &[RecordKind::Figure], form: Form::One("bound") },
    Asked { name: "per", of: &[RecordKind::Figure], form: Form::Many("per") },
    Asked { name: "funding_kind", of: &[RecordKind::FundingSource], form: Form::One("funding_kind") },
    Asked { name: "program_kind", of: &[RecordKind::Program], form: Form::One("program_kind") },
    Asked {
        name: "name",
        of: &[RecordKind::Program, RecordKind::Scheme],
        form: Form::Line("as the text names it"),
    },
    Asked { name: "ties", of: &[RecordKind::Scheme], form: Form::Many("tie") },
    Asked { name: "relation", of: &[RecordKind::Finding], form: Form::One("relation") },
    Asked { name: "verdict", of: &[RecordKind::Finding], form: Form::One("verdict") },
];

/// The names of all attributes.
pub(crate) const NAMES: [&str; 12] = [
    "measure",
    "group",
    "value",
    "unit",
    "bound",
    "per",
    "funding_kind",
    "program_kind",
    "name",
    "ties",
    "relation",
    "verdict",
];

/// The codes of a list.
pub(crate) fn codes(list: &str) -> impl Iterator<Item = &'static Gloss> {
    glossary().iter().filter(move |gloss| gloss.list == list)
}

/// The attributes of a record.
pub(crate) fn attributes(report: &Report, kind: RecordKind, record: usize) -> Attributes {
    let mut found = Attributes::new();
    let mut add = |name, values: Vec<String>| {
        if !values.is_empty() {
            found.insert(name, values);
        }
    };
    match kind {
        RecordKind::Figure => {
            if let Some(observation) = observation(report, record) {
                add("measure", one(&observation.measure));
                add("group", one(&observation.group));
            }
            if let Some(figure) = report.figures.get(record) {
                add("value", value(figure).into_iter().collect());
                add("unit", one(&figure.unit));
                add("bound", one(&figure.bound));
                add("per", figure.per.iter().map(ToString::to_string).collect());
            }
        }
        RecordKind::FundingSource => {
            add(
                "funding_kind",
                report.funding_sources.get(record).map(|one| one.kind.to_string()).into_iter().collect(),
            );
        }
        RecordKind::Program => {
            if let Some(program) = report.programs.get(record) {
                add("program_kind", one(&program.kind));
                add("name", vec![program.name.clone()]);
            }
        }
        RecordKind::Scheme => {
            if let Some(scheme) = report.schemes.get(record) {
                add("name", scheme.name.clone().into_iter().collect());
                add("ties", scheme.ties.iter().map(ToString::to_string).collect());
            }
        }
        RecordKind::Finding => {
            if let Some(finding) = report.findings.get(record) {
                add("relation", one(&finding.relation));
                add("verdict", one(&finding.verdict));
            }
        }
    }
    found
}

fn one(code: &impl ToString) -> Vec<String> {
    vec![code.to_string()]
}

/// The first observation of a figure: the one that is shown.
pub(crate) fn observation(report: &Report, figure: usize) -> Option<&Observation> {
    report.observations.iter().find(|observation| observation.figure == figure)
}

/// The rule that made a record and how sure it was; nothing for a bare figure.
pub(crate) fn provenance(report: &Report, kind: RecordKind, record: usize) -> Option<&Provenance> {
    match kind {
        RecordKind::Figure => observation(report, record).map(|one| &one.provenance),
        RecordKind::FundingSource => report.funding_sources.get(record).map(|one| &one.provenance),
        RecordKind::Program => report.programs.get(record).map(|one| &one.provenance),
        RecordKind::Scheme => report.schemes.get(record).map(|one| &one.provenance),
        RecordKind::Finding => report.findings.get(record).map(|one| &one.provenance),
    }
}

/// What a figure says, in a line: `26400000`, `5~10`, `1:2:7`.
pub(crate) fn value(figure: &Figure) -> Option<String> {
    match (&figure.parts, figure.value, figure.upper) {
        (Some(parts), _, _) => Some(parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(":")),
        (None, Some(value), Some(upper)) => Some(format!("{value}~{upper}")),
        (None, Some(value), None) => Some(value.to_string()),
        (None, None, _) => None,
    }
}

/// Sets what a figure says from such a line.
pub(crate) fn set_value(figure: &mut Figure, line: &str) -> Result<(), String> {
    let number = |text: &str| {
        let text = text.trim();
        text.parse().map_err(|_| format!("{text:?} is no decimal number"))
    };
    let (value, upper, parts) = if line.contains([':', '∶', '：']) {
        let parts: Result<Vec<_>, String> = line.split([':', '∶', '：']).map(number).collect();
        (None, None, Some(parts?))
    } else if let Some((low, high)) = line.split_once(['~', '～']) {
        (Some(number(low)?), Some(number(high)?), None)
    } else {
        (Some(number(line)?), None, None)
    };
    (figure.value, figure.upper, figure.parts) = (value, upper, parts);
    Ok(())
}

/// The codes that an attribute may have, read from what an annotator chose.
pub(crate) fn code<T: std::str::FromStr<Err = CodeError>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: CodeError| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_has_a_name_and_a_list() {
        assert!(ASKED.iter().map(|asked| asked.name).eq(NAMES));
        for asked in &ASKED {
            match asked.form {
                Form::One(list) | Form::Many(list) => assert!(codes(list).count() > 1, "{list}"),
                Form::Line(what) => assert!(!what.is_empty()),
            }
        }
    }

    #[test]
    fn values_are_written_and_read() {
        let json = r#"{"span":[0,1],"text":"5","value":"5","unit":"times","bound":"exact"}"#;
        let mut figure: Figure = serde_json::from_str(json).unwrap();
        for line in ["26400000", "5~10", "1:2:7", "-0.50"] {
            set_value(&mut figure, line).unwrap();
            assert_eq!(value(&figure).as_deref(), Some(line));
        }
        for wrong in ["", "many", "5~", "1:x"] {
            assert!(set_value(&mut figure, wrong).is_err(), "{wrong}");
        }
        assert_eq!(value(&figure).as_deref(), Some("-0.50"), "a wrong line changes nothing");
    }
}
