//! Takes the evidence of an arrangement, gives whom it reached and what came of it.

use lianjie_core::{Decimal, Measure, MeasureMap, Measured, Per, Tie, Unit};

use super::extent::{Draft, Rule, counts_households};
use super::is_household;
use crate::context::Context;
use crate::reading::TextRange;

/// Loans in all, in yuan: less is what one borrower gets.
const LENT: u32 = 500_000;

/// Loans in all beside the name of a scheme, in yuan: less is what one enterprise gets.
const NAMED: u32 = 5_000_000;

/// What one household takes in, in yuan: more is the turnover of a firm.
const OWN: u32 = 10_000;

/// What is paid out in all, in yuan: less is for one animal or one share.
const DIVIDEND: u32 = 100;

/// What beyond people an arrangement is counted in.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    loans: bool,
    /// The least sum of loans, in yuan.
    least: u32,
    animals: bool,
    /// Every field that is told, for it is the fields that are insured.
    fields: bool,
}

impl Kept {
    pub(super) fn of(draft: &Draft, ties: &[Tie]) -> Self {
        let lends = |tie: &Tie| matches!(tie, Tie::LoanSelfUse | Tie::LoanToEnterprise | Tie::EnterpriseLoan);
        let raises = |tie: &Tie| matches!(tie, Tie::EntrustedRaising | Tie::SelfOperation);
        // Names told together share what follows them.
        let listed = draft.anchor.is_some_and(|anchor| draft.evidence.contains(&anchor));
        Self {
            loans: draft.rule != Rule::Reward && !listed && ties.iter().any(lends),
            least: if draft.anchor.is_some() && draft.rule != Rule::Lending { NAMED } else { LENT },
            animals: draft.rule != Rule::Chain && ties.iter().any(raises),
            fields: ties.contains(&Tie::Insurance),
        }
    }
}

/// Whom the scheme reached and what came of it: the first observation of each measure in the evidence; of what is
/// paid out, what households get.
pub(super) fn measures(
    context: &Context<'_>,
    evidence: &[TextRange],
    kept: Kept,
) -> (MeasureMap, MeasureMap) {
    let (mut coverage, mut outcomes) = (MeasureMap::new(), MeasureMap::new());
    let mut shared = false;
    let whole = evidence.iter().copied().reduce(TextRange::cover).unwrap_or_default();
    for observation in context.observations_in(whole) {
        let Some(quantity) = context.mentions.quantities.get(observation.figure) else { continue };
        if !evidence.iter().any(|range| range.contains(quantity.range)) {
            continue;
        }
        let measured = Measured {
            value: quantity.value,
            upper: quantity.upper,
            unit: quantity.unit,
            bound: quantity.bound,
            figure: observation.figure,
        };
        let clause = context.outline.clause_holding(quantity.range.start);
        let clause = clause.map_or(quantity.range, |clause| clause.range);
        match observation.measure {
            // The total, not what one borrower gets.
            Measure::Loan if kept.loans && quantity.per.is_empty() => {
                let known = coverage.get(&Measure::Loan).and_then(|loan| loan.value);
                if quantity.value >= known.max(Some(Decimal::from(kept.least))) {
                    coverage.insert(Measure::Loan, measured);
                }
            }
            // A herd, not what one household is lent.
            Measure::Livestock
                if kept.animals && quantity.per.is_empty() && quantity.value > Some(Decimal::TEN) =>
            {
                let known = coverage.get(&Measure::Livestock).and_then(|loan| loan.value);
                if quantity.value > known {
                    coverage.insert(Measure::Livestock, measured);
                }
            }
            // What households till, not the land of a firm.
            Measure::PlantedArea
                if quantity.per.is_empty()
                    && (kept.fields
                        || is_household(context, clause)
                        || counts_households(context, clause)) =>
            {
                coverage.entry(observation.measure).or_insert(measured);
            }
            Measure::HouseholdsBenefited
            | Measure::PersonsBenefited
            | Measure::VillagesBenefited
            | Measure::Jobs
            | Measure::Enterprises
            | Measure::Cooperatives
            | Measure::LoanCount
            | Measure::CoverageRate
            | Measure::Projects => {
                coverage.entry(observation.measure).or_insert(measured);
            }
            // What is paid for one animal or plot is a term.
            Measure::Wage if quantity.per.contains(&Per::Mu) => {}
            Measure::Dividend if quantity.per.iter().any(|per| matches!(per, Per::Item | Per::Mu)) => {}
            Measure::Dividend if quantity.value < Some(Decimal::from(DIVIDEND)) => {}
            // A rent in grain.
            Measure::Rent if quantity.unit != Unit::Yuan => {}
            // 「分红72万元，村集体36万元，农户24万元」
            Measure::Dividend => {
                let own = of_households(context, clause, quantity.range);
                if (own && !shared) || !outcomes.contains_key(&Measure::Dividend) {
                    outcomes.insert(Measure::Dividend, measured);
                }
                shared |= own;
            }
            Measure::IncomeGainPerHousehold
            | Measure::IncomeGainPerCapita
            | Measure::DividendPerHousehold
            | Measure::Wage
            | Measure::Rent
            | Measure::AssetIncome
            | Measure::HouseholdIncome
            | Measure::LabourIncome
            | Measure::IncomePerHousehold
            | Measure::IncomePerCapita
            | Measure::Sales => {
                outcomes.entry(observation.measure).or_insert(measured);
            }
            Measure::Revenue if quantity.value < Some(Decimal::from(OWN)) => {
                outcomes.entry(observation.measure).or_insert(measured);
            }
            _ => {}
        }
    }
    (coverage, outcomes)
}

/// Whether the figure is what households get: they stand between it and the figure before.
fn of_households(context: &Context<'_>, clause: TextRange, figure: TextRange) -> bool {
    let before = TextRange::new(clause.start, figure.start.max(clause.start));
    let last = context.mentions.figures_in(before).last();
    let start = last.map_or(clause.start, |last| last.range.end);
    last.is_some_and(|last| last.unit == Unit::Household && last.per.is_empty())
        || is_household(context, TextRange::new(start, figure.start.max(start)))
}
