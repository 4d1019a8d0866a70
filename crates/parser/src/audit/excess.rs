//! Takes the figures, gives a part (其中) that is more than what it is a part of.
//!
//! Several parts may overlap, and together exceed their total without contradicting it; one alone cannot.

use super::equation::{Equation, Formula, Weight};
use super::sum;
use super::term::{Cue, Term, Terms};
use crate::reading::TextRange;

/// How much larger than its total a part is at most; beyond it a unit was misprinted.
const SLIP: u64 = 100;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    for (index, total) in terms.iter().filter(|(_, term)| sum::may_total(term) && !terms.is_row(term)) {
        let Some(part) = part_of(terms, index, total) else { continue };
        out.push(Equation {
            formula: Formula::Sum,
            figures: vec![part, index],
            weight: Weight::Worded,
            need: None,
            certain: true,
            rule: "audit.sum.excess",
        });
    }
}

/// The figure behind 其中 that is more than the total before it, and than all of the kind that the sentence counts up to
/// there: 养羊户60户、养牛户50户,其中脱贫户90户.
fn part_of(terms: &Terms<'_>, index: usize, total: &Term<'_>) -> Option<usize> {
    let sentence = terms.around(total, 0, 0);
    let (next, part) = terms.range(index + 1..sentence.end).next()?;
    let gap = TextRange::new(total.end(), part.start());
    let of_which = terms.last(gap, Cue::OfWhich)?;
    let alike = !total.is_each() && !part.is_each() && terms.same_kind(total, part);
    // 新增带动: a flow is no part of a stock.
    let plain =
        !terms.has(gap, Cue::Total) && !terms.has(gap, Cue::GrandTotal) && !terms.has(gap, Cue::Together);
    let apart = terms.context.reading().between(of_which.end, part.start()).contains([',', ';', ':']);
    let counted = terms.range(sentence.start..index + 1).filter(|(_, term)| terms.same_kind(term, total));
    let before = counted.map(|(_, term)| term.value).sum();
    let slipped = part.value >= total.value.saturating_mul(SLIP.into());
    let more = part.allowed.is_above(&total.allowed) && part.value > before;
    // 村级收入都超过10万元，其中超过50万元的19个: a threshold is no part of another.
    let told = total.is_exact() || part.is_exact();
    (alike && plain && !apart && more && !slipped && told).then_some(next)
}
