//! Takes the figures, gives what a rule allots to a party beside what that party got, where the two are told apart: 利润农户得四成
//! and, sentences later, 净利60万元，农户领走24万元.
//!
//! The rule is a percentage, a sum for each, or a number of shares. That the same party is named, and that the digits agree
//! wholly, is what joins the two.

use lianjie_core::{Decimal, Unit};

use super::equation::{Equation, Formula, Weight};
use super::scale::{Said, counts, said};
use super::term::{Cue, Term, Terms};
use crate::lexicon::Class;
use crate::reading::TextRange;

/// Figures that a rule may stand before what came of it.
const REACH: usize = 24;
/// Sentences that it may stand before it.
const SENTENCES: usize = 8;
/// Sentences that the whole or the count may stand before it.
const NEAR: usize = 1;
/// Parts of a sum by which it may miss the share that 三分之二 makes of another.
const FINE: u32 = 10_000;
const HUNDRED: Decimal = Decimal::ONE_HUNDRED;
/// Name of the rule.
pub(super) const ALLOT: &str = "audit.allot";

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
            out.extend(found);
        }
    }
}

fn is_sum(term: &Term<'_>) -> bool {
    term.unit() == Unit::Yuan && term.is_exact()
}

/// A percentage of a sum told beside the result, or of one that the percentage names.
fn of_whole(
    terms: &Terms<'_>,
    (x, rule): (usize, &Term<'_>),
    (t, total): (usize, &Term<'_>),
) -> Option<Equation> {
    let moved = matches!(
        terms.ending(rule.lead),
        Some("growth" | "increase" | "fall" | "mean_growth" | "to" | "from")
    );
    if moved {
        return None;
    }
    let whole = |term: &Term<'_>| term.unit() == Unit::Yuan && term.is_exact() && is_part(term, rule, total);
    let told = is_of_one(terms, rule, (t, total));
    // 四成归农户。净利60万元，农户领走24万元: the rule, the whole, what came of it.
    let after = terms.range(x + 1..t).rev().find(|(_, term)| {
        let here = term.sentence == total.sentence;
        told && whole(term)
            && term.quantity.per == total.quantity.per
            && (here || term.sentence + NEAR >= total.sentence && total.digits() >= 2)
    });
    // 按股金的8%发……发红利20.8万元: what it is of stands before it.
    let base = terms.without_links(rule.lead);
    let paid = terms.has(terms.clause_of(rule), Cue::Return) && terms.has(total.lead, Cue::Return);
    let before = || {
        terms.range(x.saturating_sub(REACH)..x).rev().find(|(_, term)| {
            let alike = term.quantity.per == total.quantity.per;
            // 每户3万元，每年分红8%……领到头一笔2400元: what each put in, and what one of them got.
            let one = paid && total.quantity.per.is_empty() && x + 2 >= t;
            let each =
                (alike || one) && term.is_each() && (told || paid) && term.sentence + 2 >= rule.sentence;
            let named = alike && told && total.digits() >= 3 && base.len() > 2 && terms.named(term, base);
            let column = is_beside(terms, rule, total) && x + 1 == t && term.block + 12 >= rule.block;
            whole(term) && (each || named || column)
        })
    };
    // 总保费378万元，其中省级151万元: a part of what is told there; as is 提30%作公益金，去年收益46万元，提了13.8万元.
    let part = after.is_some_and(|(_, whole)| {
        rule.sentence == total.sentence || terms.has(TextRange::new(whole.end(), total.start()), Cue::OfWhich)
    });
    let (w, _) = after.or_else(before)?;
    let shared = part || terms.has(rule.lead, Cue::Share);
    Some(if shared {
        equation(Formula::Ratio, vec![t, w, x])
    } else {
        equation(Formula::Product, vec![w, x, t])
    })
}

/// Whether a sum is the percentage of another, as exactly as a third or two can be written.
fn is_part(whole: &Term<'_>, percent: &Term<'_>, part: &Term<'_>) -> bool {
    let all = whole.value.checked_mul(percent.value).zip(part.value.checked_mul(HUNDRED));
    all.is_some_and(|(all, part)| (all - part).abs().saturating_mul(Decimal::from(FINE)) <= part)
}

/// Whether nothing but blanks stands between a percentage and a sum: 县财政  30%  18元.
fn is_beside(terms: &Terms<'_>, rule: &Term<'_>, total: &Term<'_>) -> bool {
    let gap = terms.context.reading().between(rule.end(), total.start());
    rule.sentence == total.sentence && gap.chars().all(char::is_whitespace)
}

/// A sum for each of what is counted beside the result.
fn for_each(
    terms: &Terms<'_>,
    (x, rule): (usize, &Term<'_>),
    (t, total): (usize, &Term<'_>),
) -> Option<Equation> {
    let count = |term: &Term<'_>| is_counted(term) && comes_to(rule, term, total);
    let after =
        terms.range(x + 1..t).rev().find(|(_, term)| term.sentence + NEAR >= total.sentence && count(term));
    // 960亩……每亩交600元，付租金500元，差出的100元归村里: the count was told before.
    let priced = |term: &Term<'_>| {
        let here = terms.range(x.saturating_sub(3)..x + 1);
        here.filter(|(_, each)| each.sentence == rule.sentence)
            .any(|(_, each)| counts(&each.quantity.per, term))
    };
    let before =
        || terms.range(x.saturating_sub(REACH)..x).rev().find(|(_, term)| count(term) && priced(term));
    let (c, count) = after.or_else(before)?;
    // 新栽油茶每亩补600元……刘某新栽油茶5亩，能领3000元
    let run = if rule.sentence + 1 >= total.sentence { 2 } else { 3 };
    let named = || counts(&rule.quantity.per, count) && terms.share_run(rule.lead, count.lead, run);
    if !(count.digits() >= 2 && total.digits() >= 2 && is_of_one(terms, rule, (t, total)) || named()) {
        return None;
    }
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
        .find(|(_, term)| term.sentence + NEAR >= total.sentence && is_count(rule) && each(term))
        .filter(|_| is_of_one(terms, rule, (t, total)))?;
    Some(equation(Formula::Product, vec![x, e, t]))
}

fn is_count(term: &Term<'_>) -> bool {
    is_counted(term) && term.digits() >= 2
}

fn is_counted(term: &Term<'_>) -> bool {
    !term.is_rate()
        && !term.is_time()
        && term.unit() != Unit::Yuan
        && term.is_exact()
        && term.value > Decimal::ONE
}

fn comes_to(each: &Term<'_>, count: &Term<'_>, total: &Term<'_>) -> bool {
    each.value > Decimal::ONE && each.value.checked_mul(count.value) == Some(total.value)
}

/// Whether a rule and what came of it are told of one party, or in one word.
fn is_of_one(terms: &Terms<'_>, rule: &Term<'_>, (t, total): (usize, &Term<'_>)) -> bool {
    let words = TextRange::new(rule.lead.start, rule.tail.end);
    // 6名乡贤凑的80万元占20%: whose the share is stands before the sum.
    let words = if terms.without_links(rule.lead).len() <= 6 && terms.has(rule.lead, Cue::Share) {
        TextRange::new(terms.clause_lead(rule).start, words.end)
    } else {
        words
    };
    // 有126户，合计630万元 of a loan: of what a total is stands in its sentence.
    let summed = [Cue::Total, Cue::GrandTotal].into_iter().any(|cue| terms.has(total.lead, cue));
    let start = if summed { terms.sentence_start(total) } else { total.lead.start };
    let said = TextRange::new(start, total.start());
    let party = |range: TextRange| {
        let hits = terms.context.mentions.hits.within(Class::Party, range);
        hits.iter().rev().map(|hit| hit.code).find(|code| !matches!(*code, "none" | "other"))
    };
    // 省财政补25% and 省65万元
    let level = |range: TextRange| {
        terms.context.mentions.hits.within(Class::FundLevel, range).last().map(|hit| hit.code)
    };
    // 80户分31.2万元: the party may itself be counted.
    let counted = terms.range(t.saturating_sub(1)..t).any(|(_, term)| {
        term.unit() == Unit::Household && term.end() == total.lead.start && term.clause == total.clause
    });
    let got = party(total.lead).or(counted.then_some("household"));
    party(rule.lead).is_some_and(|code| got == Some(code))
        || level(rule.lead).is_some_and(|code| level(total.lead) == Some(code))
        || terms.share_word(words, said)
}

fn equation(formula: Formula, figures: Vec<usize>) -> Equation {
    Equation { formula, figures, weight: Weight::Near, need: Some(3), certain: false, rule: ALLOT }
}
