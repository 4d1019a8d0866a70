//! Takes the figures, gives what a rule allots to a party beside what that party got, where the two are told apart: 利润农户得四成
//! and, sentences later, 净利60万元，农户领走24万元.
//!
//! The rule is a percentage, a sum for each, or a number of shares. That the same party is named, and that the digits agree
//! wholly, is what joins the two.

use lianjie_core::{Decimal, Unit};

use super::equation::{Equation, Formula, Weight};
use super::scale::{Said, said};
use super::term::{Cue, Term, Terms};
use crate::lexicon::Class;
use crate::reading::TextRange;

/// Figures that a rule may stand before what came of it.
const REACH: usize = 24;
/// Sentences that it may stand before it.
const SENTENCES: usize = 8;
/// Sentences that the whole or the count may stand before it.
const NEAR: usize = 1;
const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    let sums = terms.iter().filter(|(_, term)| is_sum(term) && !terms.is_row(term));
    for (t, total) in sums {
        let window = t.saturating_sub(REACH)..t;
        let near = |term: &Term<'_>| term.sentence + SENTENCES >= total.sentence && !terms.is_row(term);
        for (x, rule) in terms.range(window).rev().filter(|(_, rule)| near(rule) && rule.is_exact()) {
            let found = if rule.is_percent() {
                of_whole(terms, (x, rule), (t, total))
            } else if rule.unit() == Unit::Yuan {
                for_each(terms, (x, rule), (t, total))
            } else if !rule.is_rate() && !rule.is_time() {
                of_shares(terms, (x, rule), (t, total))
            } else {
                None
            };
            out.extend(found.filter(|_| is_of_one(terms, rule, total)));
        }
    }
}

fn is_sum(term: &Term<'_>) -> bool {
    term.unit() == Unit::Yuan && term.is_exact() && term.digits() >= 2
}

/// A percentage of a sum told beside the result.
fn of_whole(
    terms: &Terms<'_>,
    (x, rule): (usize, &Term<'_>),
    (t, total): (usize, &Term<'_>),
) -> Option<Equation> {
    let moved = matches!(terms.ending(rule.lead), Some("growth" | "increase" | "fall" | "mean_growth" | "to" | "from"));
    let whole = |term: &Term<'_>| {
        term.unit() == Unit::Yuan
            && term.sentence + NEAR >= total.sentence
            && term.quantity.per == total.quantity.per
            && term.value.checked_mul(rule.value) == total.value.checked_mul(HUNDRED)
    };
    // 四成归农户。净利60万元，农户领走24万元: the rule, the whole, what came of it.
    let (w, _) = terms.range(x + 1..t).rev().find(|(_, term)| whole(term)).filter(|_| !moved)?;
    let shared = terms.has(rule.lead, Cue::Share);
    Some(if shared {
        equation(Formula::Ratio, vec![t, w, x])
    } else {
        equation(Formula::Product, vec![w, x, t])
    })
}

/// A sum for each of what is counted beside the result.
fn for_each(
    terms: &Terms<'_>,
    (x, rule): (usize, &Term<'_>),
    (t, total): (usize, &Term<'_>),
) -> Option<Equation> {
    let count = |term: &Term<'_>| is_count(term) && comes_to(rule, term, total);
    let (c, _) = terms
        .range(x + 1..t)
        .rev()
        .find(|(_, term)| term.sentence + NEAR >= total.sentence && count(term))?;
    Some(equation(Formula::Product, vec![c, x, t]))
}

/// A number of shares, of which the text tells what each got.
fn of_shares(
    terms: &Terms<'_>,
    (x, rule): (usize, &Term<'_>),
    (t, total): (usize, &Term<'_>),
) -> Option<Equation> {
    let each = |term: &Term<'_>| {
        term.unit() == Unit::Yuan
            && comes_to(term, rule, total)
            && said(terms, term, rule).into_iter().flatten().any(|(said, _)| said == Said::Named)
    };
    let (e, _) = terms
        .range(x + 1..t)
        .rev()
        .find(|(_, term)| term.sentence + NEAR >= total.sentence && is_count(rule) && each(term))?;
    Some(equation(Formula::Product, vec![x, e, t]))
}

fn is_count(term: &Term<'_>) -> bool {
    !term.is_rate() && !term.is_time() && term.unit() != Unit::Yuan && term.is_exact() && term.digits() >= 2
}

fn comes_to(each: &Term<'_>, count: &Term<'_>, total: &Term<'_>) -> bool {
    each.value > Decimal::ONE && each.value.checked_mul(count.value) == Some(total.value)
}

/// Whether a rule and what came of it are told of one party, or in one word.
fn is_of_one(terms: &Terms<'_>, rule: &Term<'_>, total: &Term<'_>) -> bool {
    let words = TextRange::new(rule.lead.start, rule.tail.end);
    let party = |range: TextRange| {
        let hits = terms.context.mentions.hits.within(Class::Party, range);
        hits.iter().rev().map(|hit| hit.code).find(|code| !matches!(*code, "none" | "other"))
    };
    party(rule.lead).is_some_and(|code| party(total.lead) == Some(code))
        || terms.share_word(words, total.lead)
}

fn equation(formula: Formula, figures: Vec<usize>) -> Equation {
    Equation {
        formula,
        figures,
        weight: Weight::Near,
        need: Some(3),
        certain: false,
        rule: "audit.allot",
    }
}
