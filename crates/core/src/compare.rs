//! Takes what several reports say of a place, gives what cannot all be true.
//!
//! Only measures whose meaning does not depend on the writer are compared: who is poor, who left poverty, and the
//! incidence. Population, income and output are counted in several ways (户籍 and 常住, 城镇 and 农村) that a record
//! does not tell apart.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::code::codes;
use crate::{Confidence, Group, Interval, Measure, Observation, Per, Place, Report, Unit};

codes! {
    /// Why two documents cannot both be right.
    Conflict "conflict" {
        /// The same measure of one place and period with values that do not meet.
        SamePeriod = "same_period",
        /// A running total that is smaller at a later day.
        Shrinks = "shrinks",
        /// More left poverty after a day than were poor at it.
        MoreLiftedThanPoor = "more_lifted_than_poor",
    }
}

/// A figure of one of the reports that were compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Statement {
    /// Index of the report.
    pub report: usize,
    /// Index of the observation in it.
    pub observation: usize,
}

/// Two statements of different reports that cannot both be true.
///
/// 「截至2019年底，全县累计脱贫21400人」 in one report and 「截至2020年底，全县累计脱贫19800人」 in another.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Disagreement {
    /// Why.
    pub conflict: Conflict,
    /// What both measure; of the second where they differ.
    pub measure: Measure,
    /// The place that both are about.
    pub place: Place,
    /// The earlier one; of the same period, that of the smaller value.
    pub first: Statement,
    /// The other.
    pub second: Statement,
}

/// What one observation claims, with all that another must share to be comparable.
#[derive(Clone, Debug)]
struct Claim<'a> {
    place: &'a Place,
    measure: Measure,
    group: Group,
    /// First and last day, and whether it is a reading at the last.
    when: (Option<NaiveDate>, NaiveDate, bool),
    allowed: Interval,
    source: Statement,
}

/// What two reports say that cannot both be true, in the order of the reports. One report's own figures are not compared
/// with one another; its audit does that.
///
/// A report that gives several values for one place, period and measure speaks of parts, and is left out there.
///
/// ```
/// use lianjie_core::{Report, compare};
/// let report = |value: &str| -> Report {
///     serde_json::from_value(serde_json::json!({
///         "document": { "title": null, "published": null, "source": null, "script": "simplified", "place": null },
///         "figures": [{ "span": [0, 5], "text": value, "value": value, "upper": null, "parts": null,
///                       "unit": "percent", "bound": "exact", "quantum": "0.1", "per": [] }],
///         "observations": [{ "figure": 0, "measure": "poverty_incidence", "industry": null, "group": "all",
///             "place": { "name": "彭阳县", "level": "county", "adcode": "640425", "path": ["彭阳县"] },
///             "period": { "from": null, "to": "2017-12-31", "as_of": true } }],
///     })).unwrap()
/// };
/// assert!(compare(&[report("4.1"), report("4.1")]).is_empty());
/// assert_eq!(compare(&[report("4.1"), report("5.3")]).len(), 1);
/// ```
pub fn compare<'a>(reports: impl IntoIterator<Item = &'a Report>) -> Vec<Disagreement> {
    let mut series: BTreeMap<Series, Vec<Claim<'a>>> = BTreeMap::new();
    for (index, report) in reports.into_iter().enumerate() {
        for claim in claims(index, report) {
            series.entry(Series::of(&claim)).or_default().push(claim);
        }
    }
    let mut found = Vec::new();
    for claims in series.values_mut() {
        *claims = alone(std::mem::take(claims));
        same_period(claims, &mut found);
        shrinking(claims, &mut found);
    }
    more_lifted(&series, &mut found);
    found.sort_by_key(|one| (one.first.min(one.second), one.first.max(one.second), one.conflict));
    found
}

/// What a place, a measure and a group have in common over time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Series {
    place: Vec<String>,
    measure: Measure,
    group: Group,
}

impl Series {
    fn of(claim: &Claim<'_>) -> Self {
        let place = match claim.place.adcode {
            Some(code) => vec![code.as_str().to_owned()],
            None => claim.place.path.clone(),
        };
        Self { place, measure: claim.measure, group: claim.group }
    }
}

fn claims(index: usize, report: &Report) -> impl Iterator<Item = Claim<'_>> {
    report.observations.iter().enumerate().filter_map(move |(at, observation)| {
        let figure = report.figures.get(observation.figure)?;
        let period = observation.period?;
        let place = observation.place.as_ref()?;
        // A township's name alone may be of any county.
        let known = place.adcode.is_some() || place.path.len() >= 3;
        let plain = figure.upper.is_none()
            && !figure.per.iter().any(|per| !matches!(per, Per::Year))
            && figure.unit == unit(observation)?;
        (known && plain && observation.provenance.confidence != Confidence::Doubtful).then_some(())?;
        Some(Claim {
            place,
            measure: observation.measure,
            group: observation.group,
            when: (period.from(), period.to()?, period.as_of()),
            allowed: Interval::of(figure)?,
            source: Statement { report: index, observation: at },
        })
    })
}

/// The unit of a measure that means the same to every writer; `None` for other measures.
fn unit(observation: &Observation) -> Option<Unit> {
    let poor = observation.group == Group::Poor;
    match observation.measure {
        Measure::PovertyIncidence => Some(Unit::Percent),
        Measure::Households if poor => Some(Unit::Household),
        Measure::Persons if poor => Some(Unit::Person),
        Measure::Villages if poor => Some(Unit::Village),
        Measure::HouseholdsLifted => Some(Unit::Household),
        Measure::PersonsLifted => Some(Unit::Person),
        Measure::VillagesLifted => Some(Unit::Village),
        _ => None,
    }
}

/// The claims of reports that make one claim of a period, or several that agree.
fn alone(mut claims: Vec<Claim<'_>>) -> Vec<Claim<'_>> {
    claims.sort_by_key(|claim| (claim.when, claim.source));
    claims
        .chunk_by(|a, b| a.when == b.when && a.source.report == b.source.report)
        .filter(|said| {
            said.iter().all(|claim| said.first().is_some_and(|first| first.allowed.meets(&claim.allowed)))
        })
        .filter_map(<[Claim<'_>]>::first)
        .cloned()
        .collect()
}

/// Values of one period that do not meet, each against the one next below it.
fn same_period(claims: &[Claim<'_>], found: &mut Vec<Disagreement>) {
    for said in claims.chunk_by(|a, b| a.when == b.when) {
        let mut said: Vec<&Claim<'_>> = said.iter().collect();
        said.sort_by_key(|claim| (claim.allowed.outward(), claim.source));
        for pair in said.windows(2) {
            let [low, high] = pair else { continue };
            if comparable(low, high) && !low.allowed.meets(&high.allowed) {
                found.push(disagreement(Conflict::SamePeriod, low, high));
            }
        }
    }
}

/// Running totals of those who left poverty that are smaller at a later day.
fn shrinking(claims: &[Claim<'_>], found: &mut Vec<Disagreement>) {
    let totals: Vec<&Claim<'_>> = claims
        .iter()
        .filter(|claim| claim.when.2 && claim.when.0.is_none() && lifted(claim.measure))
        .collect();
    for pair in totals.windows(2) {
        let [earlier, later] = pair else { continue };
        if earlier.when.1 < later.when.1
            && comparable(earlier, later)
            && earlier.allowed.is_above(&later.allowed)
        {
            found.push(disagreement(Conflict::Shrinks, earlier, later));
        }
    }
}

fn lifted(measure: Measure) -> bool {
    matches!(measure, Measure::HouseholdsLifted | Measure::PersonsLifted | Measure::VillagesLifted)
}

/// The stock that those who leave poverty come from.
fn stock_of(measure: Measure) -> Option<Measure> {
    match measure {
        Measure::HouseholdsLifted => Some(Measure::Households),
        Measure::PersonsLifted => Some(Measure::Persons),
        Measure::VillagesLifted => Some(Measure::Villages),
        _ => None,
    }
}

/// More who left poverty in a period than the last stock before it holds.
fn more_lifted(series: &BTreeMap<Series, Vec<Claim<'_>>>, found: &mut Vec<Disagreement>) {
    for (key, left) in series {
        let Some(stock) = stock_of(key.measure) else { continue };
        let stock = Series { measure: stock, group: Group::Poor, ..key.clone() };
        let Some(poor) = series.get(&stock) else { continue };
        for claim in left.iter().filter(|claim| !claim.when.2) {
            let Some(from) = claim.when.0 else { continue };
            let before = poor.iter().rfind(|poor| poor.when.2 && poor.when.1 < from);
            if let Some(poor) = before
                && comparable(poor, claim)
                && claim.allowed.is_above(&poor.allowed)
            {
                found.push(disagreement(Conflict::MoreLiftedThanPoor, poor, claim));
            }
        }
    }
}

/// Whether two claims are of different reports and near enough to be of one thing: of 贫困人口 some reports give the part
/// that they speak of, which is far smaller.
fn comparable(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    let near = |a: &Interval, b: &Interval| a.widened(1, 2).is_some_and(|wide| wide.meets(b));
    a.source.report != b.source.report && (near(&a.allowed, &b.allowed) || near(&b.allowed, &a.allowed))
}

fn disagreement(conflict: Conflict, first: &Claim<'_>, second: &Claim<'_>) -> Disagreement {
    Disagreement {
        conflict,
        measure: second.measure,
        place: second.place.clone(),
        first: first.source,
        second: second.source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A report with one claim of 彭阳县: measure, value, from, to, as_of.
    fn report(claims: &[(&str, &str, Option<&str>, &str)]) -> Report {
        let unit = |measure: &str| match measure {
            "poverty_incidence" => "percent",
            measure if measure.starts_with("persons") => "person",
            _ => "household",
        };
        let figures: Vec<_> = claims
            .iter()
            .map(|(measure, value, ..)| {
                serde_json::json!({ "span": [0, 1], "text": value, "value": value, "upper": null, "parts": null,
                    "unit": unit(measure), "bound": "exact",
                    "quantum": if value.contains('.') { "0.1" } else { "1" }, "per": [] })
            })
            .collect();
        let observations: Vec<_> = claims
            .iter()
            .enumerate()
            .map(|(figure, (measure, _, from, to))| {
                serde_json::json!({ "figure": figure, "measure": measure, "industry": null, "group": "poor",
                    "place": { "name": "彭阳县", "level": "county", "adcode": "640425", "path": ["彭阳县"] },
                    "period": { "from": from, "to": to, "as_of": from.is_none() } })
            })
            .collect();
        serde_json::from_value(serde_json::json!({
            "document": { "title": null, "published": null, "source": null, "script": "simplified", "place": null },
            "figures": figures, "observations": observations,
        }))
        .unwrap()
    }

    #[track_caller]
    fn check(reports: &[Report], expected: &[(Conflict, usize, usize)]) {
        let found: Vec<_> =
            compare(reports).iter().map(|one| (one.conflict, one.first.report, one.second.report)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn finds_values_of_one_period_that_do_not_meet() {
        let a = report(&[("persons", "25218", None, "2017-12-31")]);
        let b = report(&[("persons", "26218", None, "2017-12-31")]);
        check(&[a.clone(), b, a], &[(Conflict::SamePeriod, 2, 1)]);
    }

    #[test]
    fn rejects_what_rounding_explains_and_other_periods() {
        check(
            &[
                report(&[("poverty_incidence", "8.5", None, "2017-12-31")]),
                report(&[("poverty_incidence", "8.52", None, "2017-12-31")]),
                report(&[("poverty_incidence", "4.1", None, "2018-12-31")]),
            ],
            &[],
        );
    }

    #[test]
    fn rejects_parts_of_a_group() {
        let whole = report(&[("persons", "25218", None, "2017-12-31")]);
        // One report lists several groups of poor persons, the other gives one that is far smaller.
        let parts =
            report(&[("persons", "9000", None, "2017-12-31"), ("persons", "16000", None, "2017-12-31")]);
        let part = report(&[("persons", "1200", None, "2017-12-31")]);
        check(&[whole, parts, part], &[]);
    }

    #[test]
    fn finds_running_totals_that_shrink() {
        check(
            &[
                report(&[("persons_lifted", "19800", None, "2020-12-31")]),
                report(&[("persons_lifted", "21400", None, "2019-12-31")]),
            ],
            &[(Conflict::Shrinks, 1, 0)],
        );
    }

    #[test]
    fn finds_more_that_left_than_were() {
        check(
            &[
                report(&[("persons", "5200", None, "2017-12-31")]),
                report(&[("persons_lifted", "6100", Some("2018-01-01"), "2018-12-31")]),
                report(&[("persons_lifted", "6100", Some("2016-01-01"), "2016-12-31")]),
            ],
            &[(Conflict::MoreLiftedThanPoor, 0, 1)],
        );
    }
}
