//! Takes the figures, gives the ways to read some as the parts of another: 其中, 合计, 其余, and lists that come to it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lianjie_core::{Decimal, Unit};

use super::equation::{Equation, Formula, Weight};
use super::term::{Cue, Term, Terms, is_shifted};
use crate::lexicon::Class;
use crate::reading::TextRange;
use crate::scan::chinese_digit;

/// Parts of one total.
const PARTS: usize = 12;
const HUNDRED: Decimal = Decimal::ONE_HUNDRED;
/// Name of the rule of totals that follow their parts.
pub(super) const TOGETHER: &str = "audit.sum.together";

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    let totals = || terms.iter().filter(|(_, term)| may_total(term) && !terms.is_row(term));
    let first = out.len();
    for (index, total) in totals() {
        of_which(terms, index, total, out);
    }
    let inner = inner(terms, out.get(first..).unwrap_or_default());
    for (index, total) in totals() {
        together(terms, index, total, &BTreeSet::new(), out);
        // 1.2亿元，其中中央7000万元、省级5000万元，加上上一批的8000万元，累计2亿元: the parts of a part.
        let told = inner.range(index.saturating_sub(2 * PARTS)..index);
        let told: BTreeSet<usize> = told.flat_map(|(_, parts)| parts.iter().copied()).collect();
        if !told.is_empty() {
            together(terms, index, total, &told, out);
        }
        remainder(terms, index, total, out);
    }
}

pub(super) fn may_total(term: &Term<'_>) -> bool {
    !matches!(term.unit(), Unit::Percent | Unit::PercentagePoint | Unit::Times | Unit::Age | Unit::Ratio)
}

fn is_part(terms: &Terms<'_>, total: &Term<'_>, term: &Term<'_>) -> bool {
    let summed = terms.has(total.lead, Cue::Total)
        || terms.has(total.lead, Cue::GrandTotal)
        || terms.has(total.lead, Cue::Together);
    let alike = term.is_each() == total.is_each()
        // 每户得租金1200元、工资1.8万元，合计1.92万元
        || (term.is_each() && summed && total.sentence == term.sentence && term.start() < total.start())
        // 每亩分两年补助1000元，第一年600元: what the parts are for is said once.
        || (total.is_each() && total.sentence == term.sentence && total.start() < term.start());
    alike && terms.same_kind(total, term)
}

/// `投入2.76亿元，其中…1.69亿元，…6952.4万元`, and lists that follow a total without 其中.
fn of_which(terms: &Terms<'_>, index: usize, total: &Term<'_>, out: &mut Vec<Equation>) {
    let window = terms.around(total, 0, 2);
    let mut parts: Vec<usize> = Vec::new();
    let mut cue = None;
    let mut listed = false;
    let mut closed = false;
    let mut inner = false;
    let mut last = total.end();
    let mut sum = Decimal::ZERO;
    let mut beyond = false;
    for (i, term) in terms.range(index + 1..window.end) {
        let gap = TextRange::new(last, term.start());
        last = term.end();
        listed |= parts.is_empty() && terms.has(gap, Cue::List);
        if !parts.is_empty() && closes(terms.context.reading().slice(gap)) {
            // 耕地900亩(其中水田200亩、旱地700亩)、果园120亩
            closed = true;
        }
        if let Some(hit) = terms.last(gap, Cue::OfWhich) {
            if cue.is_none() && parts.is_empty() {
                cue = Some(hit);
            } else {
                // A part of a part.
                inner = true;
            }
        }
        if terms.has(gap, Cue::GrandTotal) || terms.has(gap, Cue::Together) || parts.len() == PARTS {
            break;
        }
        // 共186万元，比上年的92万元翻了一番，其中…: what a total is compared with is no part of it.
        let compared = parts.is_empty() && cue.is_none() && terms.has(term.lead, Cue::Base);
        if compared || !is_part(terms, total, term) {
            continue;
        }
        if closed {
            break;
        }
        if inner && term.sentence == total.sentence {
            continue;
        }
        // 2.76万元，其中1.69亿元: no part is so much more; the total may have lost its 亿.
        let slipped = cue.is_some() && term.value >= total.value.saturating_mul(HUNDRED);
        if inner
            || term.value >= total.value && parts.is_empty() && !slipped
            || (total.is_exact() && !term.is_exact())
        {
            break;
        }
        beyond |= slipped;
        parts.push(i);
        sum += term.value;
        let here = term.sentence == total.sentence;
        let led = cue.is_some() || listed && here;
        let same = parts.iter().all(|&part| terms.get(part).is_some_and(Term::is_each));
        if parts.len() >= 2 && (led || !total.is_each() || !same) && (!beyond || is_shifted(sum, total.value))
        {
            let rest = terms
                .range(i + 1..window.end)
                .take_while(|(_, next)| next.sentence == total.sentence)
                .take_while(|(_, next)| !closes(terms.context.reading().between(term.end(), next.start())))
                .any(|(_, next)| is_part(terms, total, next));
            let run = parts.iter().zip(index + 1..).all(|(&part, next)| part == next);
            // 总投资870万元：土建520万元，设备210万元，培训120万元
            let opened = parts.len() >= 3 && opens_list(terms, total, parts.first().copied());
            let full = (cue.is_some() || opened) && here && !rest && !inner && run;
            out.push(Equation {
                need: None,
                formula: Formula::Sum,
                figures: parts.iter().copied().chain([index]).collect(),
                weight: match (led, here || parts.len() >= 3) {
                    (true, _) => Weight::Worded,
                    (false, true) => Weight::Near,
                    (false, false) => Weight::Far,
                },
                certain: full && complete(total, &parts, sum),
                rule: "audit.sum.of_which",
            });
        }
        if sum > total.value * Decimal::TWO && !beyond {
            break;
        }
    }
}

/// Whether a colon stands between a total that is called one and the first of its parts.
fn opens_list(terms: &Terms<'_>, total: &Term<'_>, first: Option<usize>) -> bool {
    let Some(first) = first.and_then(|first| terms.get(first)) else { return false };
    let called = terms.has(total.lead, Cue::Total) || terms.has(total.lead, Cue::GrandTotal);
    let gap = TextRange::new(total.end(), first.start());
    called
        && (terms.context.reading().slice(gap).starts_with(':')
            || terms.said(gap, Cue::List).is_some_and(|(_, attr)| attr == "all"))
}

/// Whether a bracket ends in a stretch that did not begin in it.
fn closes(text: &str) -> bool {
    let mut open = 0_u32;
    for ch in text.chars() {
        match ch {
            '(' => open += 1,
            ')' if open == 0 => return true,
            ')' => open -= 1,
            _ => {}
        }
    }
    false
}

/// Whether parts read as all there is: three or more that make all but a few per cent, or have the very digits of the
/// total, or more money or land than it.
fn complete(total: &Term<'_>, parts: &[usize], sum: Decimal) -> bool {
    let missing = total.value - sum;
    let splits = matches!(total.unit(), Unit::Yuan | Unit::Mu);
    total.is_exact()
        && ((parts.len() >= 3 && missing > Decimal::ZERO && missing * Decimal::from(16) <= total.value)
            || (parts.len() >= 3 && is_shifted(sum, total.value))
            || (splits && missing < Decimal::ZERO && -missing * Decimal::TWO <= total.value))
}

/// `保底的24万元，二次分红9.6万元，两项合计33.6万元`; `inner` are figures that are parts of another already.
fn together(
    terms: &Terms<'_>,
    index: usize,
    total: &Term<'_>,
    inner: &BTreeSet<usize>,
    out: &mut Vec<Equation>,
) {
    // The number of 两项合计 may itself be a figure, and then stands before the lead.
    // 两批合到一块，借出羊2100只，惠及105户: one word for the totals that follow it.
    let before = terms.range(index.saturating_sub(2)..index.saturating_sub(1)).next();
    let before = before.map_or(0, |(_, term)| term.end());
    let reach = TextRange::new(terms.sentence_start(total).max(before).min(total.start()), total.start());
    let said = terms
        .last(terms.clause_lead(total), Cue::Together)
        .filter(|cue| cue.end > total.lead.start)
        .or_else(|| terms.last(reach, Cue::Together));
    // 累计脱贫500户1750人: the word is said of the households and of those who live in them.
    let mate = terms.range(index.saturating_sub(1)..index).next().map(|(_, mate)| mate);
    let mate = mate.filter(|mate| mate.end() == total.start() && mate.unit() == Unit::Household);
    let lead = mate.map_or(total.lead, |mate| mate.lead);
    let grand = terms.last(lead, Cue::GrandTotal);
    let cue = if said.is_some() {
        Cue::Together
    } else if grand.is_some() {
        Cue::GrandTotal
    } else if terms.has(lead, Cue::Total) {
        Cue::Total
    } else {
        return;
    };
    let said = said.or(grand);
    let window = terms.around(total, if cue == Cue::Together { 2 } else { 1 }, 0);
    let mut parts = Vec::new();
    let mut sum = Decimal::ZERO;
    for (i, term) in terms.range(window.start..index).rev() {
        let aside = inner.contains(&i) || is_aside(terms, window.start..i, total, term);
        if aside || !is_part(terms, total, term) {
            continue;
        }
        if term.value >= total.value || parts.len() == PARTS {
            break;
        }
        parts.insert(0, i);
        sum += term.value;
        let here = term.sentence == total.sentence;
        if parts.len() >= 2 {
            let counted = said.is_some_and(|cue| says_how_many(terms, cue, parts.len()));
            // 土建2600万元，水电740万元，绿化180万元，三项合计3620万元: a run with nothing of its kind before it.
            let run = parts.iter().zip(i..).all(|(&part, next)| part == next);
            let alone = !terms
                .range(window.start..i)
                .any(|(_, other)| other.sentence == total.sentence && is_part(terms, total, other));
            let listed = run && alone && complete(total, &parts, sum);
            // 2万元奖补和3万元贷款凑成5万元: the clause says no more than that.
            let clause = terms.clause_lead(total).start;
            let one =
                run && parts.iter().all(|&part| terms.get(part).is_some_and(|part| part.start() >= clause));
            out.push(Equation {
                need: None,
                formula: Formula::Sum,
                figures: parts.iter().copied().chain([index]).collect(),
                weight: match (cue, here) {
                    (Cue::Together, _) | (Cue::GrandTotal, true) => Weight::Worded,
                    (Cue::Total, true) if one => Weight::Worded,
                    (_, true) => Weight::Near,
                    _ => Weight::Far,
                },
                certain: here && (counted && parts.len() == 2 || (counted || parts.len() >= 3) && listed),
                rule: TOGETHER,
            });
        }
        if sum > total.value * Decimal::TWO {
            break;
        }
    }
}

/// 20.52万元(每人400元)，贷款470万元，合计490.52万元: what a sum before it is for each is no part beside that sum.
fn is_aside(terms: &Terms<'_>, before: Range<usize>, total: &Term<'_>, term: &Term<'_>) -> bool {
    let whole = |other: &Term<'_>| {
        other.sentence == term.sentence && !other.is_each() && terms.same_kind(other, term)
    };
    term.is_each() && !total.is_each() && terms.range(before).any(|(_, other)| whole(other))
}

/// Whether 两项合计, 三者合计, 两批合计 or the like says of how many the total is.
fn says_how_many(terms: &Terms<'_>, cue: TextRange, parts: usize) -> bool {
    let hit = terms.context.mentions.hits.at(Class::RelationCue, cue.start);
    let before = terms.context.reading().between(0, cue.start);
    // The number stands before a classifier of one character.
    let counted = || before.chars().rev().nth(1).and_then(chinese_digit)?.try_into().ok();
    hit.and_then(|hit| hit.attr.parse().ok()).or_else(counted) == Some(parts)
}

/// For each total whose parts behind 其中 come to it, the parts.
fn inner(terms: &Terms<'_>, equations: &[Equation]) -> BTreeMap<usize, BTreeSet<usize>> {
    let exact =
        equations.iter().filter(|equation| equation.weight == Weight::Worded && comes_to(terms, equation));
    exact
        .filter_map(|equation| {
            let (total, parts) = equation.figures.split_last()?;
            Some((*total, parts.iter().copied().collect()))
        })
        .collect()
}

/// Whether parts come to their total to the digit.
pub(super) fn comes_to(terms: &Terms<'_>, equation: &Equation) -> bool {
    let value = |index: &usize| terms.get(*index).map(|term| term.value);
    let Some((total, parts)) = equation.figures.split_last() else { return false };
    equation.formula == Formula::Sum && parts.iter().map(value).sum::<Option<Decimal>>() == value(total)
}

/// `规划安置点14个…已有1个实现入住，其余13个完工`: done and left make the total.
fn remainder(terms: &Terms<'_>, index: usize, left: &Term<'_>, out: &mut Vec<Equation>) {
    if !terms.has(left.lead, Cue::Remainder) {
        return;
    }
    let alike = |term: &Term<'_>| {
        terms.same_kind(left, term) && (term.is_each() == left.is_each() || term.sentence == left.sentence)
    };
    let back = index.saturating_sub(40);
    if let Some(contradicted) = not_left(terms, index, left) {
        out.push(contradicted);
        return;
    }
    let done: Vec<(usize, &Term<'_>)> = terms
        .range(back..index)
        .rev()
        .filter(|(_, term)| alike(term) && left.sentence - term.sentence <= 16)
        .take(4)
        .collect();
    for (i, part) in done {
        for (t, total) in terms.range(back..index).rev().filter(|(t, term)| *t != i && alike(term)).take(6) {
            let beside = TextRange::new(total.lead.start, total.tail.end);
            let named = terms.share_word(TextRange::new(left.start(), left.tail.end), beside)
                || terms.share_word(TextRange::new(part.start(), part.tail.end), beside);
            let here = total.sentence == left.sentence;
            if part.value + left.value == total.value && (named || here) {
                out.push(Equation {
                    need: None,
                    formula: Formula::Sum,
                    figures: vec![i, index, t],
                    weight: Weight::Worded,
                    certain: false,
                    rule: "audit.sum.remainder",
                });
            }
        }
    }
}

/// 贫困户86户，已脱贫61户，还剩35户: what is left is neither what the two others leave nor told of anything else.
fn not_left(terms: &Terms<'_>, index: usize, left: &Term<'_>) -> Option<Equation> {
    let people = matches!(left.unit(), Unit::Household | Unit::Person);
    let alike = |term: &Term<'_>| terms.same_kind(left, term) && term.is_each() == left.is_each();
    let sentence = terms.around(left, 0, 0);
    let counted: Vec<(usize, &Term<'_>)> =
        terms.range(sentence.start..sentence.end).filter(|(_, term)| alike(term)).collect();
    let [(t, total), (i, part), (l, _)] = counted[..] else { return None };
    let done = terms.context.mentions.hits.within(Class::Time, part.lead);
    let done = done.iter().any(|hit| hit.code == "running");
    let exact = [total, part, left].iter().all(|term| term.is_exact() && !term.is_each());
    let bare = terms.context.reading().slice(left.lead).trim_start_matches([',', ';']).chars().count() <= 3;
    let off = part.value < total.value && total.value != part.value + left.value;
    (people && l == index && done && exact && bare && off).then(|| Equation {
        formula: Formula::Sum,
        figures: vec![i, index, t],
        weight: Weight::Worded,
        need: None,
        certain: true,
        rule: "audit.sum.remainder",
    })
}
