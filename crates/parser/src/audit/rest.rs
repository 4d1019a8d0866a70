//! Takes the figures, gives what is left of a sum when another bears a percentage of it: 保费30元，财政补七成，农户交9元.

use lianjie_core::{Decimal, Unit};

use super::equation::{Equation, Formula, Weight};
use super::term::{Cue, Term, Terms};

/// Figures that the whole may stand before the percentage.
const REACH: usize = 3;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    for (p, percent) in terms.iter().filter(|(_, term)| term.is_percent() && !terms.is_row(term)) {
        let Some(left) = terms.get(p + 1).filter(|left| left.sentence == percent.sentence) else { continue };
        let said = terms.context.reading().slice(percent.lead);
        let borne = terms.has(terms.clause_of(percent), Cue::Return)
            || said.ends_with(['补', '贴', '出', '付', '担', '销', '免']);
        let whole = terms.range(p.saturating_sub(REACH)..p).rev().find(|(_, whole)| {
            whole.sentence == left.sentence && is_sum(whole) && is_left(whole, percent, left)
        });
        let Some((w, _)) = whole.filter(|_| borne && is_sum(left) && percent.is_exact()) else { continue };
        out.push(Equation {
            formula: Formula::Rest,
            figures: vec![w, p, p + 1],
            weight: Weight::Near,
            need: Some(3),
            certain: false,
            rule: "audit.product.rest",
        });
    }
}

fn is_sum(term: &Term<'_>) -> bool {
    term.unit() == Unit::Yuan && term.is_exact()
}

/// Whether a sum is to the digit what another leaves, and no half of it.
fn is_left(whole: &Term<'_>, percent: &Term<'_>, left: &Term<'_>) -> bool {
    let rest = Decimal::ONE_HUNDRED.checked_sub(percent.value);
    let all = rest.filter(|rest| *rest != percent.value).and_then(|rest| whole.value.checked_mul(rest));
    all.is_some_and(|all| left.value.checked_mul(Decimal::ONE_HUNDRED) == Some(all))
}
