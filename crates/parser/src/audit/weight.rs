//! Takes the figures, gives the ways to read money as a weight by a price (19.5万吨, 每公斤52元, 101.4亿元), and a weight as
//! land by its yield in another unit (45万亩, 亩产400公斤, 18万吨).

use lianjie_core::{Decimal, Per, Unit};

use super::equation::{Equation, Formula, Weight};
use super::term::{Cue, Term, Terms};

/// Figures that weight, price and money may stand apart.
const APART: usize = 8;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    yields(terms, out);
    for (p, price) in terms.iter().filter(|(_, term)| term.unit() == Unit::Yuan && !terms.is_row(term)) {
        let Some(kilograms) = price_for(terms, price) else { continue };
        let near = || {
            terms
                .range(p.saturating_sub(APART)..p + APART)
                .filter(|(i, term)| *i != p && term.sentence.abs_diff(price.sentence) <= 2)
        };
        for (w, weight) in near() {
            let Some(weighs) = weighs(weight.unit()) else { continue };
            let Some(factor) = weighs.checked_div(kilograms) else { continue };
            for (m, money) in near().filter(|(_, money)| {
                money.unit() == Unit::Yuan
                    && money.quantity.per == weight.quantity.per
                    && money.value > price.value
                    && money.sentence.abs_diff(weight.sentence) <= 2
                    && price_for(terms, money).is_none()
            }) {
                out.push(Equation {
                    formula: Formula::Priced(factor.normalize()),
                    figures: vec![w, p, m],
                    weight: if money.block == weight.block && money.block == price.block {
                        Weight::Near
                    } else {
                        Weight::Far
                    },
                    certain: false,
                    rule: "audit.product.weight",
                });
            }
        }
    }
}

fn yields(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    for (y, of_mu) in terms.iter().filter(|(_, term)| term.is_per(Per::Mu) && !terms.is_row(term)) {
        let Some(each) = weighs(of_mu.unit()) else { continue };
        let near = || {
            terms
                .range(y.saturating_sub(APART)..y + APART)
                .filter(|(i, term)| *i != y && term.sentence.abs_diff(of_mu.sentence) <= 1)
        };
        for (a, _) in near().filter(|(_, area)| area.unit() == Unit::Mu) {
            for (t, total) in near().filter(|(_, total)| !total.is_each() && total.unit() != of_mu.unit()) {
                let Some(factor) = weighs(total.unit()).and_then(|whole| each.checked_div(whole)) else {
                    continue;
                };
                out.push(Equation {
                    formula: Formula::Priced(factor.normalize()),
                    figures: vec![a, y, t],
                    weight: Weight::Near,
                    certain: false,
                    rule: "audit.product.yield",
                });
            }
        }
    }
}

/// How many kilograms a price is for, when its words say so: 每斤, 元/公斤.
fn price_for(terms: &Terms<'_>, price: &Term<'_>) -> Option<Decimal> {
    let own = terms.said(price.quantity.range, Cue::Weight);
    // 每百斤付160元: 百斤 may itself be a figure.
    let clause = || {
        let lead = terms.clause_lead(price);
        let figures = terms.context.mentions.quantities_in(lead);
        let alone = terms.range(figures).all(|(_, term)| weighs(term.unit()).is_some());
        terms.said(lead, Cue::Weight).filter(|_| alone)
    };
    let (_, attr) = own.or_else(|| terms.said(price.lead, Cue::Weight)).or_else(clause)?;
    attr.parse().ok()
}

/// The kilograms of a unit of weight.
fn weighs(unit: Unit) -> Option<Decimal> {
    match unit {
        Unit::Jin => Some(Decimal::new(5, 1)),
        Unit::Kg => Some(Decimal::ONE),
        Unit::Tonne => Some(Decimal::ONE_THOUSAND),
        _ => None,
    }
}
