//! Takes the evidence, gives the loan that a scheme offers: ceiling, tenor, rate, subsidy of the interest.

use lianjie_core::{Bound, Decimal, Per, Provision, RateBasis, Term, Unit};

use super::clauses;
use crate::assemble::scheme::cue;
use crate::context::Context;
use crate::mention::Quantity;
use crate::reading::TextRange;

/// The largest sum that one borrower is lent, in yuan; larger ones are totals.
const CEILING: u32 = 10_000_000;

/// Yearly interest stays below this, in percent.
const RATE: u32 = 25;

#[derive(Default)]
struct Loan {
    ceiling: Option<Decimal>,
    tenor_years: Option<Decimal>,
    rate_basis: Option<RateBasis>,
    rate_percent: Option<Decimal>,
    subsidy_percent: Option<Decimal>,
    collateral_free: Option<bool>,
    evidence: Vec<TextRange>,
}

/// The loan's term; `offered` says that all of the evidence tells of one.
pub(super) fn find(context: &Context<'_>, evidence: &[TextRange], offered: bool) -> Option<Term> {
    let mut loan = Loan::default();
    let mut lent = offered;
    for range in evidence {
        let all = clauses(context, *range);
        let mut speaks = offered;
        for (index, clause) in all.iter().enumerate() {
            let own = ["loan", "product", "apply", "interest_subsidy"]
                .iter()
                .any(|code| cue(context, *clause, code));
            // What the next clause puts into an enterprise is a stake.
            let staked = all.get(index + 1).is_some_and(|next| {
                cue(context, *next, "stake")
                    || (cue(context, *next, "invest") && !cue(context, *next, "tenor"))
            });
            let topic = match (own, speaks, lent) {
                (true, ..) => Topic::Own,
                (_, true, _) => Topic::GoesOn,
                (.., true) => Topic::Before,
                _ => Topic::Silent,
            };
            read(context, *clause, topic, staked, &mut loan);
            lent |= own;
            speaks = own || offered || (speaks && all.get(index).is_some_and(|c| attribute(context, *c)));
        }
    }
    let attributes = [
        loan.tenor_years.is_some(),
        loan.rate_basis.is_some() || loan.rate_percent.is_some(),
        loan.subsidy_percent.is_some(),
        loan.collateral_free.is_some(),
    ];
    let told = attributes.iter().filter(|told| **told).count();
    let used = evidence.iter().any(|range| cue(context, *range, "use") || cue(context, *range, "product"));
    if !lent || !((used && loan.ceiling.is_some()) || loan.ceiling.is_some() && told > 0 || told > 1) {
        return None;
    }
    let provision = Provision::Loan {
        ceiling: loan.ceiling,
        tenor_years: loan.tenor_years,
        rate_basis: loan.rate_basis,
        rate_percent: loan.rate_percent,
        subsidy_percent: loan.subsidy_percent,
        collateral_free: loan.collateral_free,
    };
    Some(Term { provision, evidence: loan.evidence.into_iter().map(|range| context.span(range)).collect() })
}

/// A clause that goes on about the loan's conditions.
fn attribute(context: &Context<'_>, clause: TextRange) -> bool {
    let quantities = context.mentions.figures_in(clause);
    if quantities.iter().any(|q| q.unit == Unit::Yuan && limits(context, clause, q)) {
        return true;
    }
    ["tenor", "collateral_free", "collateral", "benchmark", "rate", "interest_subsidy", "ceiling"]
        .iter()
        .any(|code| cue(context, clause, code))
}

/// How a clause stands to the talk of a loan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    Silent,
    /// Some clause before it spoke of one.
    Before,
    /// It goes on about one.
    GoesOn,
    /// It speaks of one itself.
    Own,
}

/// `staked` says that the sum of the clause is put into an enterprise.
fn read(context: &Context<'_>, clause: TextRange, topic: Topic, staked: bool, loan: &mut Loan) {
    let own = topic == Topic::Own;
    let speaks = topic >= Topic::GoesOn;
    let lent = topic >= Topic::Before;
    let before = loan.evidence.len();
    let mut keep = |told: bool| {
        if told && loan.evidence.len() == before {
            loan.evidence.push(clause);
        }
    };
    let quantities = context.mentions.figures_in(clause);
    let total = cue(context, clause, "total");
    let fact = cue(context, clause, "fact");
    let stake = cue(context, clause, "stake");
    let paid = cue(context, clause, "payout") && !cue(context, clause, "loan");
    // 安排贴息资金180万元: what is set aside for the interest is no loan.
    let set_aside = cue(context, clause, "interest_subsidy");
    let mut told = false;
    for quantity in quantities {
        match quantity.unit {
            // What one borrower gets, not the sum that all got.
            Unit::Yuan if each(quantity) && lent && !fact && !paid && !stake && !staked => {
                let own = ceiling(quantity).filter(|value| *value <= Decimal::from(300_000));
                let known = loan.ceiling.is_some_and(|known| known <= Decimal::from(300_000));
                loan.ceiling = own.filter(|_| !known).or(loan.ceiling);
                told |= loan.ceiling.is_some();
            }
            Unit::Yuan
                if own
                    && !total
                    && !fact
                    && !stake
                    && !staked
                    && (!set_aside || limits(context, clause, quantity))
                    && loan.ceiling.is_none() =>
            {
                loan.ceiling = ceiling(quantity);
                told |= loan.ceiling.is_some();
            }
            // 「“羊羔贷”：5万元以内」: the clause beside the loan gives its size.
            Unit::Yuan
                if speaks
                    && limits(context, clause, quantity)
                    && !stake
                    && !staked
                    && loan.ceiling.is_none() =>
            {
                loan.ceiling = ceiling(quantity);
                told |= loan.ceiling.is_some();
            }
            Unit::Year if (own || speaks) && loan.tenor_years.is_none() => {
                let condition = own || quantity.bound == Bound::AtMost || cue(context, clause, "tenor");
                loan.tenor_years = quantity.upper.or(quantity.value).filter(|_| condition);
                told |= loan.tenor_years.is_some();
            }
            // A small percentage of a subsidy is that of the interest rate, not of the interest.
            Unit::Percent if cue(context, clause, "interest_subsidy") => {
                let share = quantity.value.filter(|value| own && *value >= Decimal::TEN);
                loan.subsidy_percent = loan.subsidy_percent.or(share);
                told |= share.is_some();
            }
            Unit::Percent
                if (own || speaks)
                    && cue(context, clause, "rate")
                    && quantity.value < Some(Decimal::from(RATE)) =>
            {
                loan.rate_percent = loan.rate_percent.or(quantity.value);
                told = true;
            }
            _ => {}
        }
    }
    if (own || speaks) && cue(context, clause, "whole") && interest(context, clause) {
        loan.subsidy_percent = loan.subsidy_percent.or(Some(Decimal::ONE_HUNDRED));
        told = true;
    }
    if (own || speaks) && cue(context, clause, "collateral_free") {
        loan.collateral_free = Some(true);
        told = true;
    }
    if (own || speaks) && cue(context, clause, "collateral") && loan.collateral_free.is_none() {
        loan.collateral_free = Some(false);
        told = true;
    }
    if (own || speaks) && cue(context, clause, "benchmark") {
        loan.rate_basis = Some(RateBasis::Benchmark);
        told = true;
    }
    keep(told);
}

/// `全额贴息`, `贷款利息由财政全额补贴`.
fn interest(context: &Context<'_>, clause: TextRange) -> bool {
    cue(context, clause, "interest_subsidy") || (cue(context, clause, "rate") && cue(context, clause, "give"))
}

/// A sum that bounds what one borrower gets, not one that a budget puts in.
fn limits(context: &Context<'_>, clause: TextRange, quantity: &Quantity) -> bool {
    let bounded =
        quantity.bound == Bound::AtMost || quantity.upper.is_some() || cue(context, clause, "ceiling");
    let paid = ["total", "fact", "bear"].iter().any(|code| cue(context, clause, code));
    // 每户每年拿3000元: what comes back every year is no loan.
    let yearly = quantity.per.contains(&Per::Year);
    bounded && !paid && !yearly && quantity.value.is_some_and(|value| value <= Decimal::from(3_000_000))
}

/// For each household, not each year.
fn each(quantity: &Quantity) -> bool {
    quantity.per.contains(&Per::Household) && !quantity.per.contains(&Per::Year)
}

fn ceiling(quantity: &Quantity) -> Option<Decimal> {
    quantity.upper.or(quantity.value).filter(|value| *value <= Decimal::from(CEILING))
}
