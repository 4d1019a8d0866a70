//! Takes the figures, gives the ways to read some as factors of another: money by two percentages, a value by a multiple.

use lianjie_core::{Decimal, Unit};

use super::equation::{Equation, Formula, Weight};
use super::term::{Cue, Term, Terms, is_shifted};
use crate::reading::TextRange;

/// Factors of a kind that a product may be of.
const FACTORS: usize = 4;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    for (index, product) in terms.iter().filter(|(_, term)| !terms.is_row(term)) {
        if matches!(
            product.unit(),
            Unit::Percent | Unit::PercentagePoint | Unit::Times | Unit::Ratio | Unit::Year | Unit::Month
        ) {
            continue;
        }
        fold(terms, index, product, out);
        if product.unit() != Unit::Yuan {
            continue;
        }
        rate(terms, index, product, out);
        multiple(terms, index, product, out);
    }
}

/// `红利36万元，七成归农户，其中三成给老人……`: money by two percentages, one of the other.
fn rate(terms: &Terms<'_>, index: usize, product: &Term<'_>, out: &mut Vec<Equation>) {
    let window = terms.near(index, 4, 1);
    let percents = terms.range(index.saturating_sub(8).max(window.start)..(index + 3).min(window.end));
    for (p, percent) in percents.filter(|(_, term)| term.is_percent()) {
        if !pays(terms, (p, percent), (index, product)) {
            continue;
        }
        let monies = terms
            .range(window.clone())
            .filter(|(i, term)| *i != index && term.unit() == Unit::Yuan && term.value > product.value)
            .filter(|(_, term)| !term.is_each() || product.is_each() || term.sentence == product.sentence);
        for (m, money) in monies {
            if m.abs_diff(index) > 12 || (m > index && money.sentence != product.sentence) {
                continue;
            }
            // 净赚180万元，先留两成，其余144万元……: the percentage is of what stands before it.
            let taken = p < m
                && terms.range(window.start..p).any(|(_, term)| {
                    term.unit() == Unit::Yuan
                        && term.sentence == percent.sentence
                        && term.value > product.value
                });
            if taken || (product.is_exact() && !money.is_exact()) {
                continue;
            }
            let second = terms.range(p + 1..index).find(|(_, term)| term.is_percent());
            if let Some((q, _)) = second.filter(|(_, term)| m < p && term.sentence == percent.sentence) {
                out.push(Equation {
                    need: None,
                    formula: Formula::Product,
                    figures: vec![m, p, q, index],
                    weight: Weight::Near,
                    certain: false,
                    rule: "audit.product.rate",
                });
            }
        }
    }
}

/// Whether a percentage is what money pays, or the part of it that a sum is.
fn pays(terms: &Terms<'_>, (p, percent): (usize, &Term<'_>), (index, product): (usize, &Term<'_>)) -> bool {
    let lead = terms.clause_lead(product);
    let moved = matches!(
        terms.ending(terms.clause_lead(percent)),
        Some("growth" | "increase" | "fall" | "share" | "mean_growth")
    );
    let here = percent.sentence == product.sentence;
    let beside = p + 1 == index
        && here
        && !terms.has(product.lead, Cue::Growth)
        && !terms.has(product.lead, Cue::Increase);
    let paid = terms.has(terms.clause_of(percent), Cue::Return);
    let received = terms.has(lead, Cue::Return);
    let of_which = here && terms.has(terms.clause_of(percent), Cue::OfWhich);
    !moved && (beside || of_which || (paid && received) || (here && (paid || received)))
}

/// `社会资本22.8亿元，是财政投入7.6亿元的3倍`: a value as so many times another; 增长2.4倍 is of what was added.
fn fold(terms: &Terms<'_>, index: usize, product: &Term<'_>, out: &mut Vec<Equation>) {
    let range = || terms.range(index.saturating_sub(FACTORS)..index + FACTORS + 1);
    let here = |term: &Term<'_>| term.block == product.block && term.sentence.abs_diff(product.sentence) <= 1;
    for (x, times) in range().filter(|(_, term)| term.unit() == Unit::Times && here(term)) {
        for (b, _) in range()
            .filter(|(_, term)| here(term) && term.value < product.value && terms.same_kind(term, product))
        {
            let apart = index.max(x).max(b) - index.min(x).min(b);
            let grew = matches!(terms.ending(times.lead), Some("growth" | "increase"));
            out.push(Equation {
                formula: if grew { Formula::GrowthTimes } else { Formula::Product },
                figures: if grew { vec![b, index, x] } else { vec![b, x, index] },
                weight: Weight::Near,
                need: Some(if apart == 2 { 3 } else { 6 }),
                certain: false,
                rule: "audit.product.fold",
            });
        }
    }
}

/// `拿出2000万元…撬动1.6亿元，放大8倍`
fn multiple(terms: &Terms<'_>, index: usize, product: &Term<'_>, out: &mut Vec<Equation>) {
    let window = terms.around(product, 0, 0);
    for (t, times) in terms
        .range(window.clone())
        .filter(|(_, term)| matches!(term.unit(), Unit::Times | Unit::Ratio))
        .take(FACTORS)
    {
        let clause = TextRange::new(terms.clause_lead(times).start, times.tail.end);
        if !terms.has(clause, Cue::Leverage) && !terms.has(terms.clause_lead(product), Cue::Leverage) {
            continue;
        }
        for (m, _) in terms
            .range(window.start..index)
            .filter(|(_, term)| term.unit() == Unit::Yuan && term.value < product.value)
            .filter(|(_, term)| !term.is_each() && term.quantity.upper.is_none())
            .take(FACTORS)
        {
            let sole = terms
                .range(window.clone())
                .filter(|(_, term)| matches!(term.unit(), Unit::Yuan | Unit::Times | Unit::Ratio))
                .filter(|(_, term)| term.clause <= product.clause.max(times.clause))
                .count()
                == 3;
            // Less may have been lent so far, more cannot be; nor can it be less by four digits.
            let most = terms.get(m).map_or(Decimal::ZERO, |money| money.value.saturating_mul(times.value));
            let more = product.value > most;
            let slipped = is_shifted(product.value, most);
            out.push(Equation {
                need: None,
                formula: Formula::Product,
                figures: vec![m, t, index],
                weight: Weight::Worded,
                certain: sole && (more || slipped) && product.is_exact() && times.is_exact(),
                rule: "audit.product.multiple",
            });
        }
    }
}
