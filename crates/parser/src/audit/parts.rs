//! Takes the figures, gives the ways to read some of a sentence as the parts of another, or as a value, what it became and
//! the difference, where no words lead to them.

use lianjie_core::{Decimal, Unit};

use super::equation::{Equation, Formula, Weight};
use super::term::{Cue, Term, Terms};
use crate::lexicon::Class;

/// Figures of one kind in a sentence that are looked at.
const MOST: usize = 12;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    let all: Vec<(usize, &Term<'_>)> =
        terms.iter().filter(|(_, term)| is_amount(term) && !terms.is_row(term)).collect();
    let sentences: Vec<&[(usize, &Term<'_>)]> =
        all.chunk_by(|(_, a), (_, b)| a.sentence == b.sentence).collect();
    for sentence in &sentences {
        kinds(terms, sentence.to_vec(), out);
    }
    for pair in sentences.windows(2) {
        let [first, second] = pair else { continue };
        let next = first
            .last()
            .zip(second.first())
            .is_some_and(|((_, a), (_, b))| a.block == b.block && a.sentence + 1 == b.sentence);
        if next {
            kinds(terms, [*first, *second].concat(), out);
        }
    }
    for (at, sentence) in sentences.iter().enumerate() {
        let earlier = sentences.get(at.saturating_sub(BACK)..at).unwrap_or_default();
        told_before(terms, earlier, sentence, out);
    }
}

/// Name of the rule of lists that make a total told some sentences before.
pub(super) const BEFORE: &str = "audit.sum.before";

/// Sentences with amounts back from a list to the total that it makes.
const BACK: usize = 8;

/// All the amounts of a kind in a sentence, three or more, that make a total told some sentences before: a sum is
/// announced, then what it is split into. Nothing but the digits says so, so that they must agree to the last one.
fn told_before(
    terms: &Terms<'_>,
    earlier: &[&[(usize, &Term<'_>)]],
    sentence: &[(usize, &Term<'_>)],
    out: &mut Vec<Equation>,
) {
    let Some(&(_, first)) = sentence.first() else { return };
    let parts: Vec<(usize, &Term<'_>)> = sentence
        .iter()
        .copied()
        .filter(|(_, term)| {
            terms.same_kind(first, term) && !term.is_each() && !terms.has(term.lead, Cue::Mean)
        })
        .collect();
    if !(3..=MOST).contains(&parts.len()) {
        return;
    }
    let sum: Decimal = parts.iter().map(|(_, part)| part.value).sum();
    let beside = |total: &Term<'_>| total.block == first.block && total.sentence + 1 == first.sentence;
    let totals = earlier.iter().rev().flat_map(|told| told.iter()).filter(|(_, total)| {
        total.value == sum && terms.same_kind(first, total) && !total.is_each() && !beside(total)
    });
    let least = if parts.len() == 3 { 100 } else { 50 };
    let told = totals.copied().find(|(_, total)| resolution(total, &parts) >= Decimal::from(least));
    if let Some((index, _)) = told {
        out.push(Equation {
            formula: Formula::Sum,
            figures: parts.iter().map(|(part, _)| *part).chain([index]).collect(),
            weight: Weight::Near,
            need: Some(0),
            certain: false,
            rule: BEFORE,
        });
    }
}

/// Looks at the figures of each kind.
fn kinds(terms: &Terms<'_>, mut left: Vec<(usize, &Term<'_>)>, out: &mut Vec<Equation>) {
    while let Some(&(_, first)) = left.first() {
        let (kind, rest): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|(_, term)| terms.same_kind(first, term));
        left = rest;
        if !(3..=MOST).contains(&kind.len()) {
            continue;
        }
        alike(terms, &kind, out);
        // 本钱32万元：拨款20万元，120户每户500元，共6万元……: what is for each stands beside the parts, as do parts of a part.
        let whole: Vec<(usize, &Term<'_>)> = kind
            .iter()
            .copied()
            .filter(|(_, term)| !term.is_each() && !terms.has(term.lead, Cue::Mean))
            .collect();
        for fewer in [&whole, &outer(&kind), &outer(&whole)] {
            if (3..kind.len()).contains(&fewer.len()) {
                alike(terms, fewer, out);
            }
        }
    }
}

/// The figures of a kind without those that follow another and come to it: 180股给了村里60股、脱贫户120股.
fn outer<'t, 'a>(kind: &[(usize, &'t Term<'a>)]) -> Vec<(usize, &'t Term<'a>)> {
    let mut outer = Vec::new();
    let mut rest = kind;
    while let Some((&(index, total), after)) = rest.split_first() {
        outer.push((index, total));
        let sums = after.iter().scan(Decimal::ZERO, |sum, (_, part)| {
            *sum += part.value;
            Some(*sum)
        });
        let told = sums.take_while(|sum| *sum <= total.value).position(|sum| sum == total.value);
        // Those that make all there is are no part of a part.
        let parts = told.map_or(0, |last| last + 1);
        let inner = parts >= 2 && (outer.len() > 1 || parts < after.len());
        rest = after.get(if inner { parts } else { 0 }..).unwrap_or_default();
    }
    outer
}

fn is_amount(term: &Term<'_>) -> bool {
    !term.is_rate() && !matches!(term.unit(), Unit::Year | Unit::Month | Unit::Day) && term.is_exact()
}

/// Sums among the figures of one kind in a sentence.
fn alike(terms: &Terms<'_>, kind: &[(usize, &Term<'_>)], out: &mut Vec<Equation>) {
    for (t, &(index, total)) in kind.iter().enumerate() {
        let others: Vec<(usize, &Term<'_>)> =
            kind.iter().enumerate().filter(|(at, _)| *at != t).map(|(_, one)| *one).collect();
        for start in 0..others.len() {
            let mut sum = Decimal::ZERO;
            for (len, (_, part)) in others.iter().skip(start).enumerate().map(|(at, one)| (at + 1, one)) {
                sum += part.value;
                if sum > total.value.saturating_mul(Decimal::from(2)) {
                    break;
                }
                if len < 2 {
                    continue;
                }
                let parts: Vec<(usize, &Term<'_>)> = others.iter().skip(start).take(len).copied().collect();
                let beside = start == t || start + len == t;
                let place = match () {
                    () if len == others.len() && t == len => Place::Last,
                    () if len == others.len() && t == 0 => Place::All,
                    () if beside => Place::Beside,
                    () => Place::Apart,
                };
                if let Some(found) = equation(terms, (index, total), &parts, sum, place) {
                    out.push(found);
                }
            }
        }
    }
}

/// How parts stand to their total among the figures of their kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// They are all the others, and it stands before them.
    All,
    /// They are all the others, and it stands behind them.
    Last,
    /// They stand next to it.
    Beside,
    Apart,
}

fn equation(
    terms: &Terms<'_>,
    (index, total): (usize, &Term<'_>),
    parts: &[(usize, &Term<'_>)],
    sum: Decimal,
    place: Place,
) -> Option<Equation> {
    let quantum = total.quantity.quantum.unwrap_or(Decimal::ONE);
    let off = (sum - total.value).abs();
    if off.saturating_mul(Decimal::TWO) > quantum || off > Decimal::ZERO && parts.len() < 3 {
        return is_complete(terms, (index, total), parts, sum, place).then(|| Equation {
            formula: Formula::Sum,
            figures: parts.iter().map(|(part, _)| *part).chain([index]).collect(),
            weight: Weight::Worded,
            need: Some(u32::MAX),
            certain: true,
            rule: "audit.sum",
        });
    }
    let three = parts.len() == 2;
    let moved = three && changes(terms, index, parts);
    let levels = || {
        let level = |lead| !terms.context.mentions.hits.within(Class::FundLevel, lead).is_empty();
        parts.iter().all(|(_, part)| level(part.lead))
    };
    let said =
        !total.is_each() && total.unit() == Unit::Yuan && (terms.has(total.lead, Cue::Total) || levels())
            || terms.is_called_sum(total)
            || terms.has(total.lead, Cue::GrandTotal)
            || terms.has(total.lead, Cue::Together)
            || !total.is_each() && parts.iter().any(|(_, part)| terms.has(part.lead, Cue::Remainder));
    let resolution = if off.is_zero() { resolution(total, parts) } else { total.resolution() };
    let across = parts.iter().any(|(_, part)| part.sentence != total.sentence);
    let least = match (said || moved, place) {
        _ if !off.is_zero() => 50,
        (true, _) if across => 50,
        (false, Place::All | Place::Last) if across => {
            if three {
                150
            } else {
                100
            }
        }
        (false, Place::Beside) if across => {
            if three {
                300
            } else {
                100
            }
        }
        (false, _) if across => 1000,
        (true, Place::All | Place::Last) => 3,
        (true, _) if total.unit() == Unit::Yuan => 10,
        (true, _) => 50,
        (false, Place::All) if follow((index, total), parts) => 5,
        (false, Place::All | Place::Last) if total.is_each() => 40,
        (false, Place::All) if total.unit() == Unit::Yuan => 5,
        // What a list ends with is its total when the words say so: 种稻2.3万亩，种菜1.8万亩，种油菜4.1万亩.
        (false, Place::Last) if total.unit() == Unit::Yuan => 20,
        (false, Place::Last) => 200,
        (false, Place::All) => 30,
        (false, Place::Beside) if total.unit() != Unit::Yuan => 100,
        (false, _) if total.unit() != Unit::Yuan => 200,
        (false, Place::Beside) => {
            if three {
                50
            } else {
                20
            }
        }
        (false, Place::Apart) => {
            if three {
                200
            } else {
                50
            }
        }
    };
    if resolution < Decimal::from(least) {
        return None;
    }
    // 750元每月, 100元 and 1100元, 月进账1950元: for what they are is said once.
    let alike = parts.iter().all(|(_, part)| part.quantity.per == total.quantity.per)
        || parts.iter().all(|(_, part)| !part.is_each() && !total.is_each())
        || total.quantity.per.is_empty()
        || place == Place::All && !across && follow((index, total), parts)
        || place != Place::Apart && !across && resolution >= Decimal::from(50);
    if !alike {
        return None;
    }
    let (formula, figures) = if moved {
        let mut three: Vec<usize> = parts.iter().map(|(part, _)| *part).chain([index]).collect();
        three.sort_unstable();
        (Formula::Difference, three)
    } else {
        (Formula::Sum, parts.iter().map(|(part, _)| *part).chain([index]).collect())
    };
    Some(Equation {
        formula,
        figures,
        weight: Weight::Near,
        need: Some(0),
        certain: false,
        rule: if moved { "audit.change" } else { "audit.sum" },
    })
}

/// Whether parts follow a sum for each, and for what they are is not said again: 每亩补助600元，头年400元，次年200元.
fn follow((index, total): (usize, &Term<'_>), parts: &[(usize, &Term<'_>)]) -> bool {
    let after = |(part, of): &(usize, &Term<'_>)| *part > index && !of.is_each();
    total.is_each() && total.unit() == Unit::Yuan && parts.iter().all(after)
}

/// Whether the words leave no doubt that these and no others are the parts: all that the sentence told before 合计, or
/// all that follows a colon, and of about the total's size.
fn is_complete(
    terms: &Terms<'_>,
    (index, total): (usize, &Term<'_>),
    parts: &[(usize, &Term<'_>)],
    sum: Decimal,
    place: Place,
) -> bool {
    let (Some((first, start)), Some((last, _))) = (parts.first(), parts.last()) else { return false };
    // 蚕豆一季2100元，烤烟一季4800元，加起来一亩7900元: for what they are may be said of the total, or of the parts.
    let said = |(_, part): &(usize, &Term<'_>)| part.quantity.per == start.quantity.per;
    let alike = parts.iter().all(|(_, part)| part.sentence == total.sentence && part.value < total.value)
        && parts.iter().all(said)
        && (start.quantity.per == total.quantity.per
            || start.quantity.per.is_empty()
            || total.quantity.per.is_empty());
    // No other figures between.
    let run = last - first + 1 == parts.len();
    if !alike
        || !run
        || !matches!(place, Place::All | Place::Last)
        || sum > total.value.saturating_mul(Decimal::new(125, 2))
    {
        return false;
    }
    // The number of 三项合计 may itself be a figure.
    let counts_them = |term: &Term<'_>| {
        let hit = terms.context.mentions.hits.at(Class::RelationCue, term.start());
        hit.is_some_and(|hit| hit.code == "together")
    };
    if *last < index && terms.range(last + 1..index).all(|(_, between)| counts_them(between)) {
        let together = terms.has(total.lead, Cue::GrandTotal) || terms.has(total.lead, Cue::Together);
        let least = if together || last + 1 < index {
            2
        } else if terms.has(total.lead, Cue::Total) {
            3
        } else {
            return false;
        };
        return parts.len() >= least && sum >= total.value.saturating_mul(Decimal::new(75, 2));
    }
    let gap = terms.context.reading().between(total.end(), start.start());
    index + 1 == *first
        && parts.len() >= 3
        && gap.chars().find(|ch| !ch.is_alphanumeric()) == Some(':')
        && sum >= total.value.saturating_mul(Decimal::new(95, 2))
}

/// Whether the words say that one of three figures became another, or is more or less than it.
fn changes(terms: &Terms<'_>, index: usize, parts: &[(usize, &Term<'_>)]) -> bool {
    let three = || parts.iter().map(|(part, _)| *part).chain([index]).filter_map(|part| terms.get(part));
    let first = three().map(Term::start).min();
    three().any(|term| {
        terms.has(term.lead, Cue::Fall)
            || terms.has(term.lead, Cue::To) && Some(term.start()) != first
            || terms.has(term.lead, Cue::Increase) && Some(term.start()) != first
            || terms.has(term.lead, Cue::From)
    })
}

/// How many steps the total holds, of the decimal place that all are told to, or ten times those of what divides all.
fn resolution(total: &Term<'_>, parts: &[(usize, &Term<'_>)]) -> Decimal {
    let step = parts.iter().fold(total.value, |step, (_, part)| divisor(step, part.value));
    let common = total.value.checked_div(step).unwrap_or(Decimal::ONE).saturating_mul(Decimal::TEN);
    let place = |term: &Term<'_>| place(term.value);
    let least = parts.iter().map(|(_, part)| place(part)).min().unwrap_or(Decimal::ONE).min(place(total));
    common.min(total.value.checked_div(least).unwrap_or(Decimal::ONE))
}

/// The size of the last digit of a value that is not zero.
fn place(value: Decimal) -> Decimal {
    let value = value.normalize();
    let mut place = Decimal::new(1, value.scale());
    while !value.is_zero() && (value % (place * Decimal::TEN)).is_zero() {
        place *= Decimal::TEN;
    }
    place
}

fn divisor(a: Decimal, b: Decimal) -> Decimal {
    let (mut a, mut b) = (a.abs(), b.abs());
    while !b.is_zero() {
        (a, b) = (b, a % b);
    }
    a
}
