//! Panels of reports written down in the JSON form.

use arrow_array::RecordBatch;

use super::*;

/// What a report says: measure, value, bound, from, to, as_of. Further keys of an observation or figure come in pairs.
type Said<'a> = (&'a str, &'a str, &'a str, Option<&'a str>, Option<&'a str>, bool);

const YEAR: (Option<&str>, Option<&str>, bool) = (Some("2018-01-01"), Some("2018-12-31"), false);
const END: (Option<&str>, Option<&str>, bool) = (None, Some("2018-12-31"), true);

fn said<'a>(value: &'a str, (from, to, as_of): (Option<&'a str>, Option<&'a str>, bool)) -> Said<'a> {
    ("funding", value, "exact", from, to, as_of)
}

fn report(claims: &[Said<'_>], change: impl Fn(&mut serde_json::Value)) -> Report {
    let figure = |&(_, value, bound, ..): &Said<'_>| {
        let quantum = if value.ends_with("0000") { "10000" } else { "1" };
        serde_json::json!({ "span": [0, 1], "text": value, "value": value, "upper": null, "parts": null,
            "unit": "yuan", "bound": bound, "quantum": quantum, "per": [] })
    };
    let observation = |(index, &(measure, _, _, from, to, as_of)): (usize, &Said<'_>)| {
        serde_json::json!({ "figure": index, "measure": measure, "industry": null, "group": "all",
            "place": { "name": "彭阳县", "level": "county", "adcode": "640425",
                "path": ["宁夏回族自治区", "固原市", "彭阳县"] },
            "period": { "from": from, "to": to, "as_of": as_of } })
    };
    let mut json = serde_json::json!({
        "document": { "id": "a", "title": null, "published": null, "source": null, "script": "simplified",
            "place": null },
        "figures": claims.iter().map(figure).collect::<Vec<_>>(),
        "observations": claims.iter().enumerate().map(observation).collect::<Vec<_>>(),
    });
    change(&mut json);
    serde_json::from_value(json).unwrap()
}

fn plain(claims: &[Said<'_>]) -> Report {
    report(claims, |_| ())
}

fn options() -> PanelOptions {
    PanelOptions {
        measures: vec![Measure::Funding],
        level: PlaceLevel::County,
        groups: vec![Group::All],
        industry: None,
    }
}

fn panel(reports: &[Report], options: &PanelOptions) -> Panel {
    Panel::of(reports.iter().map(|report| (report, "")), options).unwrap()
}

/// Rows of a batch, the named columns only.
fn rows(batch: &RecordBatch, columns: &[&str]) -> Vec<String> {
    let indexes: Vec<usize> = columns.iter().map(|name| batch.schema().index_of(name).unwrap()).collect();
    let mut out = Vec::new();
    crate::write_csv(&batch.project(&indexes).unwrap(), false, &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

#[track_caller]
fn check(reports: &[Report], wide: &[&str], statuses: &[&str]) {
    let panel = panel(reports, &options());
    assert_eq!(rows(panel.wide(), &["county_code", "year", "funding", "funding_n", "funding_clash"]), wide);
    assert_eq!(rows(panel.cells(), &["status"]), statuses);
}

#[test]
fn one_statement_is_the_value() {
    check(&[plain(&[said("5000", YEAR)])], &["640425,2018,5000,1,"], &["used"]);
}

#[test]
fn statements_that_agree_give_the_most_precise() {
    let rounded = plain(&[said("186000000", YEAR)]);
    let exact = plain(&[said("186004321", YEAR)]);
    check(&[rounded, exact], &["640425,2018,186004321,2,"], &["agrees", "used"]);
}

#[test]
fn hedged_statements_agree_with_what_their_words_allow() {
    for (value, bound) in
        [("180000000", "over"), ("190000000", "nearly"), ("200000000", "at_most"), ("1", "at_least")]
    {
        let hedged = plain(&[("funding", value, bound, YEAR.0, YEAR.1, YEAR.2)]);
        let exact = plain(&[said("186004321", YEAR)]);
        check(&[hedged, exact], &["640425,2018,186004321,2,"], &["agrees", "used"]);
    }
}

#[test]
fn contradictions_leave_the_cell_empty() {
    let (a, b) = (plain(&[said("186004321", YEAR)]), plain(&[said("196004321", YEAR)]));
    check(&[a, b], &["640425,2018,,2,between"], &["conflict", "conflict"]);
    let both = plain(&[said("186004321", YEAR), said("96004321", YEAR)]);
    check(&[both], &["640425,2018,,2,within"], &["conflict", "conflict"]);
    let (a, b) = (plain(&[said("186004321", YEAR)]), plain(&[said("996004321", END)]));
    check(&[a, b], &["640425,2018,,2,period"], &["conflict", "conflict"]);
}

#[test]
fn values_in_two_units_are_not_one_value() {
    let a = plain(&[said("2000", YEAR)]);
    let b = report(&[said("2000", YEAR)], |json| json["figures"][0]["per"] = serde_json::json!(["month"]));
    check(&[a, b], &["640425,2018,,2,unit"], &["conflict", "conflict"]);
}

#[test]
fn the_whole_year_goes_before_its_parts_and_later_readings_before_earlier() {
    let half = (Some("2018-01-01"), Some("2018-06-30"), false);
    let a = plain(&[said("100", half), said("250", YEAR)]);
    check(&[a], &["640425,2018,250,1,"], &["other_period", "used"]);
    let b = plain(&[
        said("100", (None, Some("2018-05-31"), true)),
        said("120", (None, Some("2018-09-30"), true)),
    ]);
    check(&[b], &["640425,2018,120,1,"], &["other_period", "used"]);
    let c = plain(&[said("100", half), said("120", (Some("2018-07-01"), Some("2018-09-30"), false))]);
    check(&[c], &["640425,2018,,2,within"], &["conflict", "conflict"]);
}

#[test]
fn says_why_an_observation_does_not_count() {
    let with = |change: &dyn Fn(&mut serde_json::Value)| report(&[said("5", YEAR)], change);
    let township = with(&|json| {
        json["observations"][0]["place"] = serde_json::json!({ "name": "白阳镇", "level": "township", "adcode": null,
            "path": ["宁夏回族自治区", "固原市", "彭阳县", "白阳镇"] });
    });
    let ambiguous = with(&|json| {
        json["observations"][0]["place"] =
            serde_json::json!({ "name": "鼓楼区", "level": "county", "adcode": null, "path": ["鼓楼区"] });
    });
    let reports = [
        township,
        ambiguous,
        with(&|json| json["observations"][0]["place"] = serde_json::Value::Null),
        with(&|json| json["observations"][0]["period"] = serde_json::Value::Null),
        plain(&[said("5", (Some("2016-01-01"), Some("2018-12-31"), false))]),
        with(&|json| json["observations"][0]["group"] = "poor".into()),
        with(&|json| json["observations"][0]["industry"] = "planting".into()),
        with(&|json| json["observations"][0]["confidence"] = "doubtful".into()),
        with(&|json| {
            json["figures"][0]["value"] = serde_json::Value::Null;
            json["figures"][0]["parts"] = serde_json::json!(["1", "2"]);
        }),
    ];
    let expected = [
        "other_place",
        "unknown_place",
        "unknown_place",
        "unknown_year",
        "unknown_year",
        "other_group",
        "other_industry",
        "doubtful",
        "no_value",
    ];
    check(&reports, &[], &expected);
}

#[test]
fn groups_stay_apart_and_a_line_of_action_can_be_asked_for() {
    let poor = report(&[said("7", YEAR)], |json| json["observations"][0]["group"] = "poor".into());
    let reports = [plain(&[said("5", YEAR)]), poor];
    let both = PanelOptions { groups: vec![Group::All, Group::Poor], ..options() };
    assert_eq!(rows(panel(&reports, &both).wide(), &["funding", "poor_funding"]), ["5,7"]);

    let planting = report(&[said("5", YEAR)], |json| json["observations"][0]["industry"] = "planting".into());
    let only = PanelOptions { industry: Some(ProgramKind::Planting), ..options() };
    assert_eq!(rows(panel(&[planting], &only).wide(), &["funding"]), ["5"]);
}

#[test]
fn a_repaired_value_is_marked() {
    let repaired = report(&[said("1186238475", YEAR)], |json| {
        json["findings"] = serde_json::json!([{ "relation": "ratio", "figures": [0], "stated": null, "implied": null,
            "verdict": "repaired", "evidence": [[0, 1]],
            "repair": { "span": [0, 1], "text": "1186238475", "reading": [
                { "span": [0, 1], "text": "38475", "value": "38475", "upper": null, "parts": null, "unit": "yuan",
                  "bound": "exact", "quantum": "1", "per": [] }] } }]);
    });
    let panel = panel(&[repaired], &options());
    assert_eq!(rows(panel.wide(), &["funding", "funding_fixed", "funding_quote"]), ["38475,true,1186238475"]);
    assert_eq!(rows(panel.cells(), &["value", "repaired", "audit"]), ["1186238475,38475,repaired"]);
}

#[test]
fn no_reports_give_no_rows_but_all_columns() {
    let panel = panel(&[], &options());
    assert_eq!((panel.wide().num_rows(), panel.cells().num_rows()), (0, 0));
    assert_eq!(panel.wide().num_columns(), 11 + 1 + 10);
    assert!(panel.statuses().is_empty());
}
