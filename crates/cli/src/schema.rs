//! `lianjie schema`: the JSON Schema of the JSON form, fit for the structured output of language models: closed
//! objects, all code lists written out.

use std::io::Write as _;

use lianjie_parser::{
    Bound, Confidence, FundLevel, FundingKind, Group, Measure, Party, Per, PlaceLevel, ProgramKind,
    RateBasis, Relation, Script, Tie, Unit, Verdict,
};
use serde_json::{Map, Value, json};

use crate::{CommandError, Outcome};

pub(crate) fn run() -> Result<Outcome, CommandError> {
    let text = serde_json::to_string_pretty(&schema()).map_err(std::io::Error::from)?;
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(Outcome::Clean)
}

/// The JSON Schema of a report's JSON form.
pub fn schema() -> Value {
    let mut report = object(&[
        ("document", reference("document")),
        ("figures", list(reference("figure"))),
        ("observations", list(reference("observation"))),
        ("programs", list(reference("program"))),
        ("funding_sources", list(reference("funding_source"))),
        ("schemes", list(reference("scheme"))),
        ("findings", list(reference("finding"))),
    ]);
    let definitions = json!({
        "decimal": { "type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "description": "An exact decimal." },
        "date": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
        "index": { "type": "integer", "minimum": 0 },
        "span": { "type": "array", "items": { "type": "integer", "minimum": 0 }, "minItems": 2, "maxItems": 2,
            "description": "[start, end) in code points of the text." },
        "document": document(),
        "place": place(),
        "period": period(),
        "figure": figure(),
        "measured": measured(),
        "measures": { "type": "object", "propertyNames": codes(Measure::ALL),
            "additionalProperties": reference("measured") },
        "share": object(&[("party", codes(Party::ALL)), ("share", reference("decimal"))]),
        "observation": observation(),
        "program": program(),
        "funding_source": funding_source(),
        "fund_terms": fund_terms(),
        "scheme": scheme(),
        "term": term(),
        "finding": finding(),
    });
    if let Some(fields) = report.as_object_mut() {
        fields.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        fields.insert("title".to_owned(), json!("Lianjie report"));
        fields.insert("$defs".to_owned(), definitions);
    }
    report
}

/// A closed object, all of whose fields are there.
fn object(fields: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({ "type": "object", "properties": properties, "required": names, "additionalProperties": false })
}

/// Fields that need not be there put to an object.
fn with(mut object: Value, fields: &[(&str, Value)]) -> Value {
    if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
        properties.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    }
    object
}

/// A record of ours says which rule made it; one made elsewhere need not.
fn record(fields: &[(&str, Value)]) -> Value {
    let rule = json!({ "type": "string" });
    with(object(fields), &[("rule", rule), ("confidence", codes(Confidence::ALL))])
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn list(of: impl Into<Value>) -> Value {
    json!({ "type": "array", "items": of.into() })
}

fn or_null(of: impl Into<Value>) -> Value {
    json!({ "anyOf": [of.into(), { "type": "null" }] })
}

fn codes<T: ToString>(all: &[T]) -> Value {
    json!({ "enum": all.iter().map(ToString::to_string).collect::<Vec<_>>() })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn decimal_or_null() -> Value {
    or_null(reference("decimal"))
}

fn document() -> Value {
    object(&[
        ("id", text()),
        ("title", or_null(text())),
        ("published", or_null(reference("date"))),
        ("source", or_null(text())),
        ("script", codes(Script::ALL)),
        ("place", or_null(reference("place"))),
    ])
}

fn place() -> Value {
    object(&[
        ("name", text()),
        ("level", codes(PlaceLevel::ALL)),
        ("adcode", or_null(json!({ "type": "string", "pattern": "^[0-9]{6}$" }))),
        ("path", list(text())),
    ])
}

fn period() -> Value {
    object(&[
        ("from", or_null(reference("date"))),
        ("to", or_null(reference("date"))),
        ("as_of", json!({ "type": "boolean" })),
    ])
}

fn figure() -> Value {
    object(&[
        ("span", reference("span")),
        ("text", text()),
        ("value", decimal_or_null()),
        ("upper", decimal_or_null()),
        ("parts", or_null(list(reference("decimal")))),
        ("unit", codes(Unit::ALL)),
        ("bound", codes(Bound::ALL)),
        ("quantum", decimal_or_null()),
        ("per", list(codes(Per::ALL))),
    ])
}

fn measured() -> Value {
    object(&[
        ("value", decimal_or_null()),
        ("upper", decimal_or_null()),
        ("unit", codes(Unit::ALL)),
        ("bound", codes(Bound::ALL)),
        ("figure", reference("index")),
    ])
}

fn observation() -> Value {
    record(&[
        ("figure", reference("index")),
        ("measure", codes(Measure::ALL)),
        ("place", or_null(reference("place"))),
        ("period", or_null(reference("period"))),
        ("industry", or_null(codes(ProgramKind::ALL))),
        ("group", codes(Group::ALL)),
    ])
}

fn program() -> Value {
    record(&[
        ("name", text()),
        ("kind", codes(ProgramKind::ALL)),
        ("place", or_null(reference("place"))),
        ("period", or_null(reference("period"))),
        ("coverage", reference("measures")),
        ("outcomes", reference("measures")),
        ("operators", list(text())),
        ("funding", list(reference("index"))),
        ("schemes", list(reference("index"))),
        ("evidence", list(reference("span"))),
    ])
}

fn funding_source() -> Value {
    record(&[
        ("kind", codes(FundingKind::ALL)),
        ("amount", or_null(reference("measured"))),
        ("level", or_null(codes(FundLevel::ALL))),
        ("provider", or_null(text())),
        ("recipient", or_null(text())),
        ("place", or_null(reference("place"))),
        ("period", or_null(reference("period"))),
        ("purpose", or_null(codes(ProgramKind::ALL))),
        ("growth", or_null(reference("measured"))),
        ("terms", or_null(reference("fund_terms"))),
        ("risk_share", or_null(list(reference("share")))),
        ("part_of", or_null(reference("index"))),
        ("evidence", list(reference("span"))),
    ])
}

fn fund_terms() -> Value {
    object(&[
        ("ceiling", decimal_or_null()),
        ("tenor_years", decimal_or_null()),
        ("rate_percent", decimal_or_null()),
        ("rate_basis", or_null(codes(RateBasis::ALL))),
        ("subsidy_percent", decimal_or_null()),
        ("collateral_free", or_null(json!({ "type": "boolean" }))),
        ("leverage", or_null(list(reference("decimal")))),
    ])
}

fn scheme() -> Value {
    record(&[
        ("name", or_null(text())),
        ("parties", list(codes(Party::ALL))),
        ("ties", list(codes(Tie::ALL))),
        ("terms", list(reference("term"))),
        ("operators", list(text())),
        ("place", or_null(reference("place"))),
        ("period", or_null(reference("period"))),
        ("coverage", reference("measures")),
        ("outcomes", reference("measures")),
        ("evidence", list(reference("span"))),
    ])
}

fn term() -> Value {
    let bound = || ("bound", codes(Bound::ALL));
    let per = || ("per", list(codes(Per::ALL)));
    let decimal = |name: &'static str| (name, decimal_or_null());
    let shares = || ("shares", list(reference("share")));
    let of = |name: &str, fields: &[(&str, Value)]| {
        let mut all = vec![("type", json!({ "const": name }))];
        all.extend_from_slice(fields);
        all.push(("evidence", list(reference("span"))));
        object(&all)
    };
    let subsidy = with(
        of("subsidy", &[("of", or_null(text()))]),
        &[decimal("amount"), decimal("upper"), decimal("percent"), per()],
    );
    json!({ "anyOf": [
        of("guaranteed_return", &[decimal("rate_percent"), bound(), ("base", or_null(text())), per()]),
        of("secondary_dividend", &[decimal("rate_percent"), bound()]),
        of("profit_split", &[shares()]),
        of("loss_bearing", &[("party", codes(Party::ALL))]),
        of("risk_share", &[shares()]),
        of("stake", &[decimal("amount"), per()]),
        of("fixed_payout", &[decimal("amount"), bound(), per()]),
        of("loan", &[
            decimal("ceiling"),
            decimal("tenor_years"),
            ("rate_basis", or_null(codes(RateBasis::ALL))),
            decimal("rate_percent"),
            decimal("subsidy_percent"),
            ("collateral_free", or_null(json!({ "type": "boolean" }))),
        ]),
        of("tenor", &[decimal("years")]),
        of("rent_free", &[]),
        subsidy,
    ] })
}

fn finding() -> Value {
    let repair =
        object(&[("span", reference("span")), ("text", text()), ("reading", list(reference("figure")))]);
    let ends = json!({ "type": "array", "items": reference("decimal"), "minItems": 2, "maxItems": 2 });
    record(&[
        ("relation", codes(Relation::ALL)),
        ("figures", list(reference("index"))),
        ("stated", decimal_or_null()),
        ("implied", or_null(ends)),
        ("verdict", codes(Verdict::ALL)),
        ("repair", or_null(repair)),
        ("evidence", list(reference("span"))),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What of a value the schema does not allow; knows the keywords that the schema uses.
    fn refused(schema: &Value, value: &Value, root: &Value, at: &str) -> Option<String> {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let name = name.trim_start_matches("#/$defs/");
            return refused(&root["$defs"][name], value, root, at);
        }
        if let Some(any) = schema.get("anyOf").and_then(Value::as_array) {
            let all: Option<Vec<String>> = any.iter().map(|one| refused(one, value, root, at)).collect();
            return all.map(|all| all.join(" | "));
        }
        let refusal = || Some(format!("{at}: {value}"));
        if schema.get("enum").is_some_and(|all| !all.as_array().unwrap().contains(value))
            || schema.get("const").is_some_and(|only| only != value)
        {
            return refusal();
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("string") if !value.is_string() => refusal(),
            Some("null") if !value.is_null() => refusal(),
            Some("boolean") if !value.is_boolean() => refusal(),
            Some("integer") if !value.is_u64() => refusal(),
            Some("array") => {
                let Some(items) = value.as_array() else { return refusal() };
                items.iter().find_map(|item| refused(&schema["items"], item, root, at))
            }
            Some("object") => {
                let Some(fields) = value.as_object() else { return refusal() };
                let missing = schema.get("required").and_then(Value::as_array).into_iter().flatten();
                let mut missing = missing.filter(|name| !fields.contains_key(name.as_str().unwrap()));
                if let Some(name) = missing.next() {
                    return Some(format!("{at}: no {name}"));
                }
                fields.iter().find_map(|(name, field)| {
                    let at = format!("{at}.{name}");
                    match schema["properties"].get(name).or(schema.get("additionalProperties")) {
                        Some(Value::Bool(false)) | None => Some(format!("{at}: not in the schema")),
                        Some(of) => refused(of, field, root, &at),
                    }
                })
            }
            _ => None,
        }
    }

    #[test]
    fn holds_every_sample_report() {
        let schema = schema();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
        let mut read = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "txt") {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let text = lianjie_parser::Source::from_bytes(&bytes).unwrap().into_text();
            let report = serde_json::to_value(lianjie_parser::parse(&text).report).unwrap();
            assert_eq!(refused(&schema, &report, &schema, "report"), None, "{}", path.display());
            read += 1;
        }
        assert!(read >= 5);
    }

    #[test]
    fn rejects_codes_and_fields_that_are_not_of_the_form() {
        let schema = schema();
        let mut report = serde_json::to_value(lianjie_parser::parse("全村贫困户120户。").report).unwrap();
        report["figures"][0]["unit"] = json!("families");
        assert!(refused(&schema, &report, &schema, "report").is_some_and(|why| why.contains("families")));
        report["figures"][0] = json!({ "text": "120户" });
        assert!(refused(&schema, &report, &schema, "report").is_some_and(|why| why.contains("no \"span\"")));
    }
}
