//! Takes the ways to read each stated figure, gives the findings: the reading that agrees, or a contradiction where the
//! words leave no other.

use std::collections::{BTreeMap, BTreeSet};

use lianjie_core::relation::Check;
use lianjie_core::{Decimal, Interval, Provenance, Relation, Unit, Verdict};

use super::allot::ALLOT;
use super::equation::{Equation, Formula, Weight};
use super::parts::BEFORE;
use super::sum::TOGETHER;
use super::table::ACROSS;
use super::term::{Cue, Term, Terms};

/// A relation with its verdict.
#[derive(Clone, Debug)]
pub(super) struct Solved {
    pub(super) equation: Equation,
    pub(super) check: Check,
}

impl Solved {
    pub(super) fn verdict(&self) -> Verdict {
        self.check.verdict()
    }

    pub(super) fn provenance(&self) -> Provenance {
        // Of figures that one search found, only what contradicts was told in so many words.
        let searched = self.equation.need.is_some() && self.check.agrees();
        if !searched && (self.equation.certain || self.equation.weight == Weight::Worded) {
            Provenance::stated(self.equation.rule)
        } else {
            Provenance::inferred(self.equation.rule)
        }
    }
}

pub(super) fn solve(terms: &Terms<'_>, equations: &[Equation]) -> Vec<Solved> {
    // A cell of a table is the total of its column and of its row.
    // A sum may be told by those who pay it and again by those who get it.
    let mut groups: BTreeMap<(usize, Relation, Option<&str>), Vec<&Equation>> = BTreeMap::new();
    for equation in equations {
        // Figures that were run together are read by the repair alone.
        if equation.figures.iter().any(|&index| terms.get(index).is_none_or(|term| term.damaged)) {
            continue;
        }
        if let Some(stated) = equation.stated() {
            let apart = Some(equation.rule).filter(|rule| [ACROSS, BEFORE].contains(rule));
            groups.entry((stated, equation.formula.relation(), apart)).or_default().push(equation);
        }
    }
    let mut solved: Vec<Solved> = Vec::new();
    for group in groups.values() {
        // A total may be both what is for each of a count and a percentage of another sum.
        if group.first().is_some_and(|first| first.formula.relation() == Relation::Product) {
            let mut rules: BTreeMap<&str, Vec<&Equation>> = BTreeMap::new();
            for equation in group {
                rules.entry(equation.rule).or_default().push(equation);
            }
            let found: Vec<Solved> = rules.values().flat_map(|group| judge_twice(terms, group)).collect();
            let agrees = found.iter().any(|one| one.check.agrees());
            solved.extend(found.into_iter().filter(|one| one.check.agrees() || !agrees));
        } else {
            solved.extend(judge(terms, group));
        }
    }
    // The same figures make one relation, the one that the words speak for most.
    solved.sort_by_key(|one| {
        let told = one.equation.rule != ALLOT;
        (one.equation.weight, told, rank(one.check.relation), one.equation.stated())
    });
    let mut seen = BTreeSet::new();
    solved.retain(|one| {
        let mut figures = one.equation.figures.clone();
        figures.sort_unstable();
        seen.insert(figures)
    });
    // Of a list that comes to its total, some that come to another are so by chance.
    let sums: Vec<BTreeSet<usize>> = solved
        .iter()
        .filter(|one| one.check.relation == Relation::Sum && one.check.agrees())
        .map(|one| one.equation.figures.iter().copied().collect())
        .collect();
    solved.retain(|one| {
        let figures: BTreeSet<usize> = one.equation.figures.iter().copied().collect();
        let found = one.equation.weight != Weight::Worded
            && matches!(one.check.relation, Relation::Sum | Relation::Change);
        !found || !sums.iter().any(|sum| sum.len() > figures.len() && sum.is_superset(&figures))
    });
    keep_nearest_products(terms, &mut solved);
    drop_long_products(&mut solved);
    solved.sort_by_key(|one| (one.equation.figures.iter().min().copied(), one.equation.stated()));
    solved
}

/// Factors have one product, the one that they come nearest to: 「20.52万元，带出470万元，放大23倍，合计490.52万元」.
fn keep_nearest_products(terms: &Terms<'_>, solved: &mut Vec<Solved>) {
    let off = |one: &Solved| {
        let (stated, factors) = one.equation.figures.split_last()?;
        let product = factors.iter().try_fold(Decimal::ONE, |product, factor| {
            let factor = terms.get(*factor)?;
            let product = product.checked_mul(factor.value)?;
            if factor.is_percent() { product.checked_div(Decimal::ONE_HUNDRED) } else { Some(product) }
        });
        Some((product? - terms.get(*stated)?.value).abs())
    };
    let off = |one: &Solved| Some((off(one)?, one.equation.reach()));
    let mut nearest: BTreeMap<Vec<usize>, (Decimal, usize)> = BTreeMap::new();
    let factors = |one: &Solved| {
        let product = one.equation.formula == Formula::Product && one.check.agrees();
        let (_, factors) = one.equation.figures.split_last()?;
        let mut factors = factors.to_vec();
        factors.sort_unstable();
        product.then_some(factors)
    };
    for one in solved.iter() {
        if let (Some(factors), Some(off)) = (factors(one), off(one)) {
            nearest.entry(factors).and_modify(|least| *least = off.min(*least)).or_insert(off);
        }
    }
    solved.retain(|one| {
        let least = factors(one).and_then(|factors| nearest.get(&factors));
        least.is_none_or(|least| off(one).is_none_or(|off| off == *least))
    });
}

/// Of two products that come to one sum and share a factor, the shorter says it: 总保费19.2万元，财政出80%，补贴15.36万元.
fn drop_long_products(solved: &mut Vec<Solved>) {
    let is_product = |one: &Solved| one.check.relation == Relation::Product && one.check.agrees();
    let short: Vec<Vec<usize>> = solved
        .iter()
        .filter(|one| is_product(one) && one.equation.figures.len() == 3)
        .map(|one| one.equation.figures.clone())
        .collect();
    solved.retain(|one| {
        let figures = &one.equation.figures;
        let shorter = |short: &Vec<usize>| {
            short.last() == figures.last() && short.iter().filter(|index| figures.contains(index)).count() > 1
        };
        !is_product(one) || figures.len() <= 3 || !short.iter().any(shorter)
    });
}

/// The readings of a product: 36户 by 3600元 and 108头 by 1200元 may come to one sum.
fn judge_twice(terms: &Terms<'_>, group: &[&Equation]) -> Vec<Solved> {
    let Some(first) = judge(terms, group) else { return Vec::new() };
    let stated = first.equation.stated();
    let shares = |equation: &Equation| {
        equation.figures.iter().any(|index| Some(*index) != stated && first.equation.figures.contains(index))
    };
    let others: Vec<&Equation> = group.iter().copied().filter(|equation| !shares(equation)).collect();
    let second = judge(terms, &others).filter(|second| second.check.agrees() && first.check.agrees());
    [first].into_iter().chain(second).collect()
}

fn rank(relation: Relation) -> usize {
    [Relation::Sum, Relation::Ratio, Relation::PerUnit, Relation::Growth, Relation::Change, Relation::Product]
        .iter()
        .position(|one| *one == relation)
        .unwrap_or(usize::MAX)
}

/// The reading of one stated figure that agrees, else the contradiction that is certain.
fn judge(terms: &Terms<'_>, group: &[&Equation]) -> Option<Solved> {
    let agreeing = group
        .iter()
        .filter_map(|equation| Some(((*equation).clone(), agreement(terms, equation)?)))
        .min_by_key(|(equation, check)| {
            let chain = equation.formula == Formula::SharePerUnit;
            (
                equation.weight,
                chain,
                margin(terms, equation, check),
                hedged(terms, equation),
                !is_computed(terms, equation),
                equation.reach(),
            )
        });
    if let Some((equation, check)) = agreeing {
        return Some(Solved { equation, check });
    }
    // A reading that nearly agrees may be the meant one: then nothing is said.
    let possible = |equation: &&&Equation| {
        equation.need.is_none() && equation.weight < Weight::Far && loosely(terms, equation)
    };
    if group.iter().any(|equation| possible(&equation)) {
        return None;
    }
    group
        .iter()
        .filter(|equation| equation.certain)
        .filter_map(|equation| Some(((*equation).clone(), contradiction(terms, equation)?)))
        .min_by_key(|(equation, _)| (equation.weight, equation.reach()))
        .map(|(equation, check)| Solved { equation, check })
}

/// How far the agreement of a reading that needs little falls short of the best.
fn margin(terms: &Terms<'_>, equation: &Equation, check: &Check) -> u32 {
    let Some(need) = equation.need else { return 0 };
    let strength =
        computed(terms, equation).map_or(0, |computed| strength(terms, equation, check, &computed));
    (MOST + need).saturating_sub(strength.min(MOST))
}

/// Thirds of a digit beyond which agreement says no more.
const MOST: u32 = 12;

/// Whether the printed values give the stated one to the digit.
fn is_computed(terms: &Terms<'_>, equation: &Equation) -> bool {
    computed(terms, equation).is_some_and(|check| check.agrees())
}

/// How many of the figures are hedged: 418亿元 says more than 突破400亿元.
fn hedged(terms: &Terms<'_>, equation: &Equation) -> usize {
    equation.figures.iter().filter(|&&index| terms.get(index).is_some_and(|term| !term.is_exact())).count()
}

fn strict(terms: &Terms<'_>, index: usize) -> Option<(Decimal, Interval)> {
    terms.get(index).map(|term| (term.value, term.allowed.clone()))
}

/// The check, where the figures agree so closely that it is no chance.
pub(super) fn agreement(terms: &Terms<'_>, equation: &Equation) -> Option<Check> {
    let check = equation.check(terms, |index| strict(terms, index))?;
    if !check.agrees() || !check.implied.is_bounded() {
        return None;
    }
    let stated = terms.get(equation.stated()?)?;
    let computed = computed(terms, equation)?;
    if equation.formula == Formula::Sum && !comes_near(terms, equation) {
        return None;
    }
    if let Some(need) = equation.need {
        return (strength(terms, equation, &check, &computed) >= need).then_some(check);
    }
    let closely = computed.implied.meets(&Interval::exact(check.stated).widened(2, 1000)?);
    let close_to =
        |parts| computed.implied.meets(&Interval::exact(check.stated).widened(parts, 1000)?).then_some(());
    // 近1200元 and 1300多元 are told of what comes out a little beside.
    let about = |parts| !stated.is_exact() && close_to(parts).is_some();
    let gives_it = computed.implied.meets(&check.allowed);
    let coarse = coarse(equation.weight);
    let fine = !check.implied.is_coarser_than(coarse) && !check.allowed.is_coarser_than(coarse);
    let proven = match equation.weight {
        Weight::Worded => gives_it || fine,
        Weight::Near if equation.formula == Formula::Sum => closely && tells(terms, equation),
        Weight::Near => closely || about(50) || (fine && stated.digits() >= 2),
        Weight::Far if equation.formula == Formula::SharePerUnit => closely && stated.digits() >= 2,
        Weight::Far => fine && stated.digits() >= 3 && tells(terms, equation),
    };
    proven.then_some(check)
}

/// The check with each figure taken as exactly what it says.
fn computed(terms: &Terms<'_>, equation: &Equation) -> Option<Check> {
    equation.check(terms, |index| terms.get(index).map(|term| (term.value, Interval::exact(term.value))))
}

/// How little chance it is that figures agree, in thirds of a digit: the digits that the others determine where the
/// printed values are equal, else how fine the intervals are that meet.
fn strength(terms: &Terms<'_>, equation: &Equation, check: &Check, computed: &Check) -> u32 {
    const PARTS: [u32; 9] = [2, 5, 10, 20, 50, 100, 200, 500, 1000];
    let figures = || equation.figures.iter().filter_map(|&index| terms.get(index));
    let digits = u32::try_from(figures().map(Term::digits).max().unwrap_or(0)).unwrap_or(0);
    if computed.agrees() {
        return 3 * digits;
    }
    let stated = equation.stated().and_then(|index| terms.get(index));
    let rounded = stated.filter(|term| {
        let quantum = term.quantity.quantum.unwrap_or(Decimal::ONE);
        let half = quantum / Decimal::TWO;
        let printed = Interval::new(term.value - half, term.value + half);
        printed.is_ok_and(|printed| computed.implied.meets(&printed))
    });
    if let Some(term) = rounded.filter(|term| term.is_exact()) {
        return 3 * u32::try_from(term.digits()).unwrap_or(0);
    }
    let about =
        Interval::exact(check.stated).widened(1, 20).is_some_and(|near| computed.implied.meets(&near));
    if figures().any(|term| !term.is_exact()) && about {
        return 4;
    }
    let fine =
        |parts: &&u32| !check.implied.is_coarser_than(**parts) && !check.allowed.is_coarser_than(**parts);
    let level = u32::try_from(PARTS.iter().take_while(fine).count()).unwrap_or(0);
    level.min(3 * digits)
}

/// Whether parts come as near their total as rounding makes likely.
fn comes_near(terms: &Terms<'_>, equation: &Equation) -> bool {
    let Some((total, parts)) = equation.figures.split_last() else { return false };
    let (Some(total), parts) = (terms.get(*total), parts.iter().filter_map(|&part| terms.get(part))) else {
        return false;
    };
    let quantum = |term: &Term<'_>| term.quantity.quantum.unwrap_or(Decimal::ONE);
    let (mut sum, mut slack, mut exact) = (Decimal::ZERO, Decimal::ZERO, total.is_exact());
    for part in parts {
        sum += part.value;
        slack += quantum(part) / Decimal::from(4);
        exact &= part.is_exact();
    }
    // A total may also be cut off.
    let last = if sum > total.value { quantum(total) } else { quantum(total) / Decimal::TWO };
    !exact || (sum - total.value).abs() <= slack + last
}

/// Whether a total has so many digits, for so many parts, that it is no chance that they come to it.
fn tells(terms: &Terms<'_>, equation: &Equation) -> bool {
    let Some(stated) = equation.stated().and_then(|index| terms.get(index)) else { return false };
    let here = equation
        .figures
        .iter()
        .all(|&index| terms.get(index).is_some_and(|term| term.sentence == stated.sentence));
    let paid =
        equation.figures.iter().filter(|&&index| Some(index) != equation.stated()).all(|&index| {
            terms.get(index).is_some_and(|term| terms.has(terms.clause_lead(term), Cue::Return))
        });
    let totalled =
        terms.has(terms.clause_lead(stated), Cue::Total) || terms.has(terms.clause_lead(stated), Cue::Return);
    let least = match (here, equation.figures.len()) {
        (true, 4..) if equation.rule == TOGETHER => 2,
        (true, _) if equation.rule == TOGETHER => 10,
        (true, 4..) if in_a_row(equation) && stated.unit() == Unit::Yuan => 10,
        (true, 4..) => 50,
        (true, _) if paid => 10,
        (true, _) if totalled && (equation.rule == TOGETHER || unbroken(terms, equation)) => 20,
        (false, 4..) => 100,
        _ => 1000,
    };
    equation.formula != Formula::Sum || stated.resolution() >= Decimal::from(least)
}

/// Whether the parts follow the total one after another.
fn in_a_row(equation: &Equation) -> bool {
    let Some((total, parts)) = equation.figures.split_last() else { return false };
    parts.iter().zip(total + 1..).all(|(part, next)| *part == next)
}

/// Whether nothing but percentages stands between the total and its parts.
fn unbroken(terms: &Terms<'_>, equation: &Equation) -> bool {
    let (first, last) = (equation.figures.iter().min(), equation.figures.iter().max());
    let (Some(&first), Some(&last)) = (first, last) else { return false };
    terms.range(first..last).all(|(index, term)| equation.figures.contains(&index) || term.is_percent())
}

/// The part of its own size that an interval may hold and still show something.
fn coarse(weight: Weight) -> u32 {
    match weight {
        Weight::Worded => 4,
        Weight::Near => 40,
        Weight::Far => 120,
    }
}

/// Whether the figures agree when round ones are taken as rounded.
fn loosely(terms: &Terms<'_>, equation: &Equation) -> bool {
    let cell = |&index: &usize| terms.get(index).is_some_and(|term| terms.is_row(term));
    if equation.figures.iter().all(cell) {
        // Tables are not rounded for the ear.
        return false;
    }
    // Who prints one part to the 10万元 prints them all so: 2600万元, 740万元 and 180万元 are no 3620万元.
    let parts = equation.figures.iter().filter_map(|&index| terms.get(index));
    let finest = parts.map(Term::step).min().filter(|_| equation.formula == Formula::Sum);
    equation
        .check(terms, |index| {
            let term = terms.get(index)?;
            let loose = match finest {
                Some(step) if term.step() > step => Interval::printed(term.value, step),
                _ => term.loose.clone(),
            };
            Some((term.value, loose))
        })
        .is_some_and(|check| check.agrees())
}

/// The check, where the figures cannot both be true.
fn contradiction(terms: &Terms<'_>, equation: &Equation) -> Option<Check> {
    let check = equation.check(terms, |index| strict(terms, index))?;
    (!check.agrees() && !loosely(terms, equation) && check.implied.is_bounded()).then_some(check)
}
