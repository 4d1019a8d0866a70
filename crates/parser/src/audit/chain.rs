//! Takes the figures, gives the ways to read one as what is for each of a count over some months, days or years: 800 posts,
//! 600元 a month, 12 months, 576万元.

use lianjie_core::{Decimal, Unit};

use super::equation::{Equation, Formula, Weight};
use super::scale::{Said, said};
use super::term::{Term, Terms};

/// Figures that the factors and their product may stand apart.
const REACH: usize = 5;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    for (n, times) in terms.iter().filter(|(_, term)| is_time(term) && !terms.is_row(term)) {
        let near = || {
            terms.range(n.saturating_sub(REACH)..n + REACH + 1).filter(|(_, term)| {
                term.block == times.block
                    && term.sentence.abs_diff(times.sentence) <= 1
                    && term.value != Decimal::ONE
            })
        };
        for (e, each) in near().filter(|(_, each)| each.unit() == Unit::Yuan) {
            let totals = || near().filter(|(t, total)| *t > e && *t > n && total.unit() == Unit::Yuan);
            for (c, count) in near().filter(|(c, count)| *c != e && *c != n && is_thing(count)) {
                for (t, total) in totals().filter(|(t, _)| *t > c) {
                    let product = each
                        .value
                        .checked_mul(count.value)
                        .and_then(|product| product.checked_mul(times.value));
                    let exact = product == Some(total.value) && total.digits() >= 2 && !total.is_each();
                    let [found, _] = said(terms, each, count);
                    if !exact || found.is_none_or(|(said, _)| said == Said::Other) {
                        continue;
                    }
                    out.push(Equation {
                        need: Some(6),
                        formula: Formula::Product,
                        figures: vec![c, e, n, t],
                        weight: Weight::Near,
                        certain: false,
                        rule: "audit.product.lasting",
                    });
                }
            }
        }
    }
}

fn is_time(term: &Term<'_>) -> bool {
    matches!(term.unit(), Unit::Year | Unit::Month | Unit::Day) && term.value != Decimal::ONE
}

fn is_thing(term: &Term<'_>) -> bool {
    term.unit() != Unit::Yuan && !term.is_rate() && !term.is_time()
}
