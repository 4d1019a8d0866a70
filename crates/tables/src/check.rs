//! Takes a report, says whether the columns can hold its numbers.

use lianjie_parser::{Decimal, Measured, Provision, Report};

use crate::column::{SCALE, scaled};

/// A number with more decimals than a column holds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("document {document:?}: {record} is {value}, which has more than {SCALE} decimals")]
pub struct ExactError {
    /// Id of the document.
    pub document: String,
    /// The record and field, `figures[3].value`.
    pub record: String,
    /// The number.
    pub value: Decimal,
}

/// Says whether the columns hold all numbers of a report exactly: up to 29 digits before the point and nine after it.
///
/// # Errors
/// [`ExactError`] naming the first number that has more decimals.
pub fn check(report: &Report) -> Result<(), ExactError> {
    let fault =
        |record: String, value: Decimal| ExactError { document: report.document.id.clone(), record, value };
    for (index, figure) in report.figures.iter().enumerate() {
        one("value", figure.value)
            .and_then(|()| one("upper", figure.upper))
            .and_then(|()| one("quantum", figure.quantum))
            .map_err(|(field, value)| fault(format!("figures[{index}].{field}"), value))?;
    }
    for (index, program) in report.programs.iter().enumerate() {
        let values = program.coverage.values().chain(program.outcomes.values());
        many(values).map_err(|(field, value)| fault(format!("programs[{index}] {field}"), value))?;
    }
    for (index, source) in report.funding_sources.iter().enumerate() {
        let place = |(field, value): Fault| fault(format!("funding_sources[{index}] {field}"), value);
        many(source.amount.iter().chain(&source.growth)).map_err(place)?;
        let terms = source.terms.as_ref();
        let numbers =
            terms.map(|terms| [terms.ceiling, terms.tenor_years, terms.rate_percent, terms.subsidy_percent]);
        let leverage = terms.and_then(|terms| terms.leverage.as_deref()).unwrap_or_default();
        let shares = source.risk_share.iter().flatten().map(|share| share.share);
        let numbers = numbers.into_iter().flatten().flatten().chain(leverage.iter().copied()).chain(shares);
        numbers.map(Some).try_for_each(|number| one("terms", number)).map_err(place)?;
    }
    for (index, scheme) in report.schemes.iter().enumerate() {
        let place = |(field, value): Fault| fault(format!("schemes[{index}] {field}"), value);
        many(scheme.coverage.values().chain(scheme.outcomes.values())).map_err(place)?;
        for (at, term) in scheme.terms.iter().enumerate() {
            provision(&term.provision)
                .map_err(|(field, value)| fault(format!("schemes[{index}].terms[{at}] {field}"), value))?;
        }
    }
    for (index, finding) in report.findings.iter().enumerate() {
        let place = |(field, value): Fault| fault(format!("findings[{index}] {field}"), value);
        one("stated", finding.stated).map_err(place)?;
        finding.implied.iter().flatten().try_for_each(|end| one("implied", Some(*end))).map_err(place)?;
        for figure in finding.repair.iter().flat_map(|repair| &repair.reading) {
            let numbers = [figure.value, figure.upper, figure.quantum];
            numbers.into_iter().try_for_each(|number| one("repair", number)).map_err(place)?;
        }
    }
    Ok(())
}

type Fault = (&'static str, Decimal);

fn one(field: &'static str, value: Option<Decimal>) -> Result<(), Fault> {
    match value {
        Some(value) if value.scale() > u32::from(SCALE.unsigned_abs()) && scaled(value).is_none() => {
            Err((field, value))
        }
        _ => Ok(()),
    }
}

fn many<'a>(values: impl Iterator<Item = &'a Measured>) -> Result<(), Fault> {
    for measured in values {
        one("value", measured.value)?;
        one("upper", measured.upper)?;
    }
    Ok(())
}

fn provision(provision: &Provision) -> Result<(), Fault> {
    let none = [None; 4];
    let [a, b, c, d] = match provision {
        Provision::GuaranteedReturn { rate_percent, .. }
        | Provision::SecondaryDividend { rate_percent, .. } => [*rate_percent, None, None, None],
        Provision::ProfitSplit { shares } | Provision::RiskShare { shares } => {
            return shares.iter().try_for_each(|share| one("share", Some(share.share)));
        }
        Provision::Stake { amount, .. } | Provision::FixedPayout { amount, .. } => {
            [*amount, None, None, None]
        }
        Provision::Loan { ceiling, tenor_years, rate_percent, subsidy_percent, .. } => {
            [*ceiling, *tenor_years, *rate_percent, *subsidy_percent]
        }
        Provision::Tenor { years } => [*years, None, None, None],
        Provision::Subsidy { amount, upper, percent, .. } => [*amount, *upper, *percent, None],
        _ => none,
    };
    [a, b, c, d].into_iter().try_for_each(|number| one("number", number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(value: &str) -> Report {
        serde_json::from_value(serde_json::json!({
            "document": { "id": "a", "title": null, "published": null, "source": null, "script": "simplified",
                "place": null },
            "figures": [{ "span": [0, 2], "text": "1%", "value": value, "upper": null, "parts": null,
                "unit": "percent", "bound": "exact", "quantum": null, "per": [] }],
        }))
        .unwrap()
    }

    #[test]
    fn names_document_record_and_value() {
        let error = check(&report("0.12345678901")).unwrap_err();
        let expected = "document \"a\": figures[0].value is 0.12345678901, which has more than 9 decimals";
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn passes_what_the_columns_hold() {
        for value in ["0.123456789", "1.50000000000000000000", "-79228162514264337593543950335"] {
            assert_eq!(check(&report(value)), Ok(()), "{value}");
        }
    }
}
