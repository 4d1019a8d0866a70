//! Takes figures that cannot be what the page prints, gives the only reading that fits all that is said of them: two
//! counts run together (`1186238475人`), a lost decimal point, 万 and 亿 confused.

use std::collections::{BTreeMap, BTreeSet};

use lianjie_core::relation::Check;
use lianjie_core::{Decimal, Figure, Interval, Per, Unit};

use super::equation::{Equation, Formula, Weight};
use super::solve::Solved;
use super::term::{Term, Terms};
use crate::reading::TextRange;

/// Digits in a row, without 万 or a separator, from which a count is taken to be two.
const RUN_TOGETHER: usize = 7;

/// For damaged figures, by index, what they must have been.
pub(super) type Readings = BTreeMap<usize, Vec<Part>>;

/// Averages over the households or persons of run-together digits: total, the digits, average.
pub(super) fn averages(terms: &Terms<'_>, index: usize) -> Vec<(Equation, Unit)> {
    let mut found = Vec::new();
    let window = terms.near(index, 1, 1);
    for (e, each) in
        terms.range(window.clone()).filter(|(_, term)| term.unit() == Unit::Yuan && term.is_each())
    {
        let unit = match () {
            () if each.is_per(Per::Household) => Unit::Household,
            () if each.is_per(Per::Person) => Unit::Person,
            () => continue,
        };
        let totals =
            terms.range(window.clone()).filter(|(_, term)| term.unit() == Unit::Yuan && !term.is_each());
        for (t, _) in totals.filter(|(_, total)| total.value > each.value) {
            let equation = Equation {
                need: None,
                formula: Formula::PerUnit,
                figures: vec![t, index, e],
                weight: Weight::Near,
                certain: false,
                rule: "audit.average.run_together",
            };
            found.push((equation, unit));
        }
    }
    found
}

/// The check of an average over a reading of run-together digits.
pub(super) fn over(terms: &Terms<'_>, equation: &Equation, unit: Unit, reading: &[Part]) -> Option<Check> {
    let count = reading.iter().find(|part| part.unit == unit)?.value;
    let at = equation.figures.get(1).copied();
    equation.check(terms, |i| {
        if Some(i) == at {
            return Some((count, Interval::exact(count)));
        }
        terms.get(i).map(|term| (term.value, term.allowed.clone()))
    })
}

/// One figure of a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Where its digits stand, with the unit that is printed.
    pub(super) range: TextRange,
    pub(super) value: Decimal,
    pub(super) unit: Unit,
    pub(super) quantum: Decimal,
}

/// Whether a count has too many digits to be one: two that lost what stood between them.
pub(super) fn is_run_together(digits: &str, unit: Unit) -> bool {
    matches!(unit, Unit::Person | Unit::Household)
        && digits.len() >= RUN_TOGETHER
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Figures that two repairs stand apart, and all that is said of them, so that neither changes what the other rests on:
/// more than relations reach, and those of the figures in them.
const APART: usize = 64;

/// The next figures that have one reading each which the text proves, with every reading so far taken in; none when
/// nothing more can be proved. Those beside one another are repaired one after the other: the second may rest on the first.
pub(super) fn next(terms: &Terms<'_>, equations: &[Equation], solved: &[Solved]) -> Vec<(usize, Vec<Part>)> {
    let mut about: BTreeMap<usize, Vec<&Equation>> = BTreeMap::new();
    for equation in equations {
        let at = usize::from(equation.formula == Formula::Exit);
        let counted =
            equation.figures.get(at).filter(|_| matches!(equation.formula, Formula::Ratio | Formula::Exit));
        if let Some(&index) = counted {
            about.entry(index).or_default().push(equation);
        }
    }
    let mut repaired: Vec<(usize, Vec<Part>)> = Vec::new();
    for (index, term) in terms.iter().filter(|(_, term)| term.damaged) {
        let about = about.get(&index).map_or(&[][..], Vec::as_slice);
        let figures = about.iter().flat_map(|equation| &equation.figures).copied();
        if is_apart(&repaired, figures.chain([index]))
            && let Some(cut) = only_cut(terms, about, index, term)
        {
            repaired.push((index, cut));
        }
    }
    if !repaired.is_empty() {
        return repaired;
    }
    let agreeing = agreeing(solved);
    for contradiction in solved.iter().filter(|one| !one.check.agrees()) {
        if is_apart(&repaired, contradiction.equation.figures.iter().copied())
            && let Some((index, part)) = only_slip(terms, &agreeing, contradiction)
        {
            repaired.push((index, vec![part]));
        }
    }
    repaired
}

/// Whether figures stand apart from all that are repaired.
fn is_apart(repaired: &[(usize, Vec<Part>)], mut figures: impl Iterator<Item = usize>) -> bool {
    figures.all(|figure| repaired.iter().all(|(other, _)| other.abs_diff(figure) > APART))
}

/// The readings of run-together digits that language allows: households, then more persons, neither led by a zero, one
/// and a half to six persons a household.
fn cuts(terms: &Terms<'_>, term: &Term<'_>) -> Vec<Vec<Part>> {
    let number = term.quantity.number;
    let digits = terms.context.reading().slice(number);
    let mut cuts = Vec::new();
    for (at, byte) in digits.bytes().enumerate().skip(1) {
        let (Some(first), Some(second)) = (digits.get(..at), digits.get(at..)) else { continue };
        let (Ok(households), Ok(persons)) = (first.parse::<Decimal>(), second.parse::<Decimal>()) else {
            continue;
        };
        let size = persons.saturating_mul(Decimal::TWO);
        let plausible = size >= households.saturating_mul(Decimal::from(3))
            && persons <= households.saturating_mul(Decimal::from(6));
        if byte != b'0' && plausible {
            let middle = number.start + crate::reading::offset(at);
            let part = |range, value, unit| Part { range, value, unit, quantum: Decimal::ONE };
            cuts.push(vec![
                part(TextRange::new(number.start, middle), households, Unit::Household),
                part(TextRange::new(middle, term.end()), persons, Unit::Person),
            ]);
        }
    }
    cuts
}

/// The only cut that fits every percentage said of a figure, by the equations in which it is the part.
fn only_cut(terms: &Terms<'_>, about: &[&Equation], index: usize, term: &Term<'_>) -> Option<Vec<Part>> {
    let whole = |i: usize| i == index || terms.get(i).is_some_and(|term| !term.damaged);
    let about: Vec<&Equation> =
        about.iter().copied().filter(|equation| equation.figures.iter().all(|&i| whole(i))).collect();
    // Of the percentages, those that speak of no other figure.
    let said: BTreeSet<usize> = about
        .iter()
        .filter(|equation| equation.weight == Weight::Worded || nearest(terms, index, equation))
        .filter_map(|equation| equation.stated())
        .collect();
    let fits = |cut: &[Part], stated: usize| {
        about.iter().filter(|equation| equation.stated() == Some(stated)).any(|equation| {
            let persons = cut.iter().find(|part| part.unit == term.unit()).map(|part| part.value);
            let check = equation.check(terms, |i| {
                if i == index {
                    return persons.map(|value| (value, Interval::exact(value)));
                }
                terms.get(i).map(|term| (term.value, term.allowed.clone()))
            });
            check.is_some_and(|check| check.agrees() && !check.implied.is_coarser_than(100))
        })
    };
    let averages = averages(terms, index);
    let averaged = |cut: &[Part]| {
        averages.iter().any(|(equation, unit)| {
            over(terms, equation, *unit, cut)
                .is_some_and(|check| check.agrees() && !check.implied.is_coarser_than(100))
        })
    };
    let mut fitting = cuts(terms, term)
        .into_iter()
        .filter(|cut| said.iter().all(|&stated| fits(cut, stated)) && (!said.is_empty() || averaged(cut)));
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Whether no other figure of the kind stands between the damaged one and what is said of it.
fn nearest(terms: &Terms<'_>, index: usize, equation: &Equation) -> bool {
    let said =
        if equation.formula == Formula::Exit { equation.figures.first().copied() } else { equation.stated() };
    let (Some(damaged), Some(said)) = (terms.get(index), said) else { return false };
    terms.range(index + 1..said).all(|(_, term)| !terms.same_kind(damaged, term))
}

/// A slip of the pen in one figure of a contradiction that alone makes it agree, so closely that it is no chance, and
/// disturbs no other relation.
fn only_slip(terms: &Terms<'_>, agreeing: &BTreeSet<usize>, contradiction: &Solved) -> Option<(usize, Part)> {
    let mut fitting = fitting_slips(terms, agreeing, contradiction);
    let (index, part, check) = fitting.pop()?;
    let proves =
        !check.implied.is_coarser_than(50) || comes_out(terms, &contradiction.equation, index, &part);
    (fitting.is_empty() && proves).then_some((index, part))
}

/// The slips of the pen in a figure of a contradiction, each of which makes it agree.
fn fitting_slips(
    terms: &Terms<'_>,
    agreeing: &BTreeSet<usize>,
    contradiction: &Solved,
) -> Vec<(usize, Part, Check)> {
    let mut fitting = Vec::new();
    for &index in &contradiction.equation.figures {
        let Some(term) = terms.get(index) else { continue };
        if agreeing.contains(&index) || term.repaired {
            continue;
        }
        for part in slips(terms, term) {
            let check = contradiction.equation.check(terms, |i| {
                if i == index {
                    return Some((part.value, part.allowed()));
                }
                terms.get(i).map(|term| (term.value, term.allowed.clone()))
            });
            if let Some(check) = check.filter(Check::agrees) {
                fitting.push((index, part, check));
            }
        }
    }
    fitting
}

/// Whether what is computed of the printed values, one of them as it is repaired, rounds to three or more digits of what is
/// stated.
fn comes_out(terms: &Terms<'_>, equation: &Equation, index: usize, part: &Part) -> bool {
    let check = equation.check(terms, |i| {
        let value = if i == index { part.value } else { terms.get(i)?.value };
        Some((value, Interval::exact(value)))
    });
    let stated = equation.stated().and_then(|stated| Some((stated, terms.get(stated)?)));
    let (Some(check), Some((at, term))) = (check, stated) else { return false };
    let quantum = if at == index { part.quantum } else { term.quantity.quantum.unwrap_or(Decimal::ONE) };
    let half = quantum / Decimal::TWO;
    let rounded = Interval::new(check.stated - half, check.stated + half);
    check.stated.abs() >= quantum.saturating_mul(Decimal::ONE_HUNDRED)
        && rounded.is_ok_and(|rounded| check.implied.meets(&rounded))
}

/// The figures of contradictions that would agree if their decimal point had been lost, or 万 and 亿 confused, with what they
/// would be; nothing proves which it is.
pub(super) fn unproved(terms: &Terms<'_>, solved: &[Solved]) -> Vec<(usize, Part)> {
    let agreeing = agreeing(solved);
    solved
        .iter()
        .filter(|one| !one.check.agrees())
        .flat_map(|one| fitting_slips(terms, &agreeing, one))
        .map(|(index, part, _)| (index, part))
        .collect()
}

/// The figures that stand in a relation that holds.
fn agreeing(solved: &[Solved]) -> BTreeSet<usize> {
    let holds = solved.iter().filter(|one| one.check.agrees());
    holds.flat_map(|one| one.equation.figures.iter().copied()).collect()
}

/// What a figure may have been before its decimal point was lost, or 万 and 亿 were confused.
fn slips(terms: &Terms<'_>, term: &Term<'_>) -> Vec<Part> {
    let reading = terms.context.reading();
    let printed = reading.slice(term.quantity.range);
    let digits = printed.trim_start_matches(|ch: char| !ch.is_ascii_digit());
    let digits = digits.split(|ch: char| !ch.is_ascii_digit() && ch != '.').next().unwrap_or_default();
    let plain = digits.len() >= 2 && !digits.contains('.');
    let quantum = term.quantity.quantum.unwrap_or(Decimal::ONE);
    let part = |value: Decimal, quantum| Part {
        range: term.quantity.range,
        value: value.normalize(),
        unit: term.unit(),
        quantum: Decimal::normalize(&quantum),
    };
    let mut slips = Vec::new();
    let scaled = quantum > Decimal::ONE || !is_count(term.unit());
    if plain && scaled {
        let mut factor = Decimal::ONE;
        for _ in 1..digits.len() {
            factor *= Decimal::TEN;
            slips.push(part(term.value / factor, quantum / factor));
        }
    }
    let unit = printed;
    let myriad = Decimal::from(10_000);
    if unit.contains(MYRIAD) {
        slips.push(part(term.value.saturating_mul(myriad), quantum.saturating_mul(myriad)));
    } else if unit.contains(HUNDRED_MILLION) {
        slips.push(part(term.value / myriad, quantum / myriad));
    }
    slips
}

const MYRIAD: char = '万';
const HUNDRED_MILLION: char = '亿';

fn is_count(unit: Unit) -> bool {
    matches!(unit, Unit::Household | Unit::Person | Unit::Village)
}

impl Part {
    pub(super) fn allowed(&self) -> Interval {
        if is_count(self.unit) {
            Interval::exact(self.value)
        } else {
            Interval::printed(self.value, self.quantum)
        }
    }

    /// The figure that it makes of a damaged one.
    pub(super) fn figure(&self, terms: &Terms<'_>, damaged: &Figure) -> Figure {
        let span = terms.context.span(self.range);
        let size = |chars: u32| usize::try_from(chars).unwrap_or(usize::MAX);
        let skip = size(span.start().saturating_sub(damaged.span.start()));
        Figure {
            span,
            text: damaged.text.chars().skip(skip).take(size(span.len())).collect(),
            value: Some(self.value),
            upper: None,
            parts: None,
            unit: self.unit,
            bound: damaged.bound,
            quantum: Some(self.quantum),
            per: damaged.per.clone(),
        }
    }
}
