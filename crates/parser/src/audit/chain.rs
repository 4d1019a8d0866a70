//! Takes the figures, gives the ways to read one as the product of three told before it: 800 posts, 600元 a month, 12 months,
//! 576万元; 2亩, 180斤 a mu, 3.5元 a jin, 1260元.
//!
//! The product has the unit of exactly one factor, which is what is for each of the others; those count different things.
//! Only digits that agree wholly show it, so that little needs to be said.

use lianjie_core::{Decimal, Unit};

use super::equation::{Equation, Formula, Weight};
use super::scale::{Said, said};
use super::term::{Term, Terms};

/// Figures that the factors may stand before their product.
const REACH: usize = 6;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    for (t, total) in terms.iter().filter(|(_, term)| is_total(term) && !terms.is_row(term)) {
        let near = |term: &Term<'_>| {
            term.block == total.block
                && total.sentence - term.sentence <= 1
                && term.value != Decimal::ONE
                && !terms.is_row(term)
        };
        let before: Vec<(usize, &Term<'_>)> =
            terms.range(t.saturating_sub(REACH)..t).filter(|(_, term)| near(term)).collect();
        for &(e, each) in before.iter().filter(|(_, each)| each.unit() == total.unit()) {
            let counts: Vec<(usize, &Term<'_>)> =
                before.iter().copied().filter(|(_, count)| is_count(count, each)).collect();
            for (at, &(a, first)) in counts.iter().enumerate() {
                for &(b, second) in counts.get(at + 1..).unwrap_or_default() {
                    let product =
                        each.value.checked_mul(first.value).and_then(|p| p.checked_mul(second.value));
                    let hundredth =
                        Decimal::from(if first.is_percent() || second.is_percent() { 100 } else { 1 });
                    let exact = product == total.value.checked_mul(hundredth) && total.digits() >= 2;
                    if exact && differ(first, second) && fit(terms, each, [first, second]) {
                        out.push(Equation {
                            need: Some(6),
                            formula: Formula::Product,
                            figures: in_order(e, a, b, t),
                            weight: Weight::Near,
                            certain: false,
                            rule: "audit.product.lasting",
                        });
                    }
                }
            }
        }
    }
}

fn is_total(term: &Term<'_>) -> bool {
    term.unit() == Unit::Yuan && term.is_exact()
}

/// Whether a figure counts what another may be for, or is a rate of it.
fn is_count(term: &Term<'_>, each: &Term<'_>) -> bool {
    let rate = term.is_rate() && !term.is_percent();
    term.unit() != each.unit() && !rate && term.is_exact()
}

/// Whether two factors count different things.
fn differ(first: &Term<'_>, second: &Term<'_>) -> bool {
    first.unit() != second.unit() || first.unit() == Unit::Count
}

/// Whether the words let a sum be for each of one of the counts: they name one of them, or nothing else.
fn fit(terms: &Terms<'_>, each: &Term<'_>, counts: [&Term<'_>; 2]) -> bool {
    let said = counts.map(|count| {
        let ways = said(terms, each, count);
        ways.into_iter().flatten().map(|(said, _)| said).min()
    });
    let time = counts.iter().any(|count| matches!(count.unit(), Unit::Year | Unit::Month | Unit::Day));
    let open = said.iter().flatten().any(|said| *said != Said::Other);
    let named = said.contains(&Some(Said::Named));
    named || open && (time || each.is_each())
}

/// The counts in text order around what is for each, the product last.
fn in_order(each: usize, first: usize, second: usize, total: usize) -> Vec<usize> {
    let mut factors = vec![each, first, second];
    factors.sort_unstable();
    factors.push(total);
    factors
}
