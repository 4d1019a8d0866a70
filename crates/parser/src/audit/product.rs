//! Takes the figures, gives the ways to read some as factors of another: households by a sum for each, money by a rate,
//! money by a multiple.

use lianjie_core::{Decimal, Per, Unit};

use super::equation::{Equation, Formula, Weight};
use super::term::{Cue, Term, Terms};
use crate::reading::TextRange;

/// Factors of a kind that a product may be of.
const FACTORS: usize = 4;

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    for (index, product) in terms.iter().filter(|(_, term)| !terms.is_row(term)) {
        if matches!(
            product.unit(),
            Unit::Percent | Unit::PercentagePoint | Unit::Times | Unit::Ratio | Unit::Year | Unit::Month
        ) {
            continue;
        }
        each(terms, index, product, out);
        if product.unit() != Unit::Yuan {
            continue;
        }
        rate(terms, index, product, out);
        multiple(terms, index, product, out);
    }
}

/// `100户…每户5万元…500万元`, also some sentences apart.
fn each(terms: &Terms<'_>, index: usize, product: &Term<'_>, out: &mut Vec<Equation>) {
    let lead = terms.clause_lead(product);
    if terms.has(lead, Cue::Base) && terms.has(lead, Cue::Increase) {
        // 比直接种玉米增收350元 is a difference.
        return;
    }
    let window = terms.near(index, 6, 2);
    let each_of = terms
        .range(window.clone())
        .filter(|(i, term)| *i != index && term.unit() == product.unit() && term.value < product.value);
    for (e, each) in each_of {
        let per = each_per(terms, each);
        if per.is_empty() {
            continue;
        }
        // 户均 and 人均 are averages, read as such.
        let mean = terms.has(terms.clause_lead(each), Cue::Mean);
        for (c, count) in terms.range(window.clone()).filter(|(i, _)| *i != index && *i != e) {
            let firms = count.unit() == Unit::Enterprise
                && each.is_per(Per::Household)
                && terms.share_word(each.lead, count.quantity.range);
            if !(counts(&per, count) || firms) || (mean && count.unit() != Unit::Mu) {
                continue;
            }
            if !firms && per == [Per::Item] && !is_of_item(terms, each, count) {
                continue;
            }
            if product.is_each() && !each.is_per(Per::Item) && !count.is_each() {
                continue;
            }
            let lasting = matches!(count.unit(), Unit::Year | Unit::Month | Unit::Day);
            let beside = index.abs_diff(e).max(index.abs_diff(c)).max(e.abs_diff(c)) <= 4
                && [each, count]
                    .iter()
                    .all(|term| term.block == product.block && term.sentence.abs_diff(product.sentence) <= 1);
            let far = product.digits() >= 3 || (product.digits() == 2 && terms.same_place(count, product));
            if (!beside && (lasting || !far)) || each.value == Decimal::ONE || count.value == Decimal::ONE {
                continue;
            }
            if !linked(terms, product, each, count) {
                continue;
            }
            out.push(Equation {
                formula: Formula::Product,
                figures: vec![c, e, index],
                weight: if beside { Weight::Near } else { Weight::Far },
                certain: false,
                rule: "audit.product.each",
            });
        }
    }
}

/// What a figure is for, as it says itself or as its sentence said before: 每亩交600元，付给农户500元，差出的100元归村集体.
fn each_per(terms: &Terms<'_>, each: &Term<'_>) -> Vec<Per> {
    let family = || {
        let said = terms.said(terms.clause_lead(each), Cue::Price);
        said.is_some_and(|(_, attr)| attr == "household")
    };
    if each.quantity.per == [Per::Item] && family() {
        return vec![Per::Household];
    }
    if !each.quantity.per.is_empty() || !terms.has(terms.clause_lead(each), Cue::Remainder) {
        return each.quantity.per.clone();
    }
    let here = terms.context.mentions.quantities_in(TextRange::new(terms.sentence_start(each), each.start()));
    let said = terms.range(here).rev().find(|(_, term)| term.unit() == each.unit() && term.is_each());
    said.map(|(_, term)| term.quantity.per.clone()).unwrap_or_default()
}

/// Whether a product that stands in another sentence than its factors is told as theirs: as a total, in the words of
/// a factor, or with so many digits that it is no chance.
fn linked(terms: &Terms<'_>, product: &Term<'_>, each: &Term<'_>, count: &Term<'_>) -> bool {
    if product.sentence == each.sentence || product.sentence == count.sentence && product.digits() >= 4 {
        return true;
    }
    let lead = terms.clause_lead(product);
    let exact = count.value.saturating_mul(each.value) == product.value;
    terms.has(lead, Cue::Total)
        || terms.has(lead, Cue::GrandTotal)
        || terms.has(lead, Cue::Together)
        || (exact && product.digits() >= 4)
        || terms.share_word(terms.clause_of(product), terms.clause_of(each))
}

/// Whether a figure counts the things of 每只, 每平方米: its noun has a character of what follows 每. Where the words
/// do not name the thing, it may be any.
fn is_of_item(terms: &Terms<'_>, each: &Term<'_>, count: &Term<'_>) -> bool {
    let reading = terms.context.reading();
    let Some((said, _)) = terms.said(each.lead, Cue::Price).filter(|(_, attr)| *attr == "each") else {
        return true;
    };
    let thing = reading.between(said.start, each.start());
    let noun = reading.between(count.quantity.number.end, count.end());
    // 每 itself comes first.
    thing.chars().skip(1).take(3).any(|ch| noun.contains(ch))
}

/// Whether a figure counts what another is for.
pub(super) fn counts(per: &[Per], count: &Term<'_>) -> bool {
    let unit = count.unit();
    per.iter().any(|per| match per {
        Per::Household => unit == Unit::Household,
        Per::Person => unit == Unit::Person,
        Per::Village => unit == Unit::Village,
        Per::Mu => unit == Unit::Mu,
        Per::Year => unit == Unit::Year,
        Per::Month => unit == Unit::Month,
        Per::Day => unit == Unit::Day,
        Per::Item => !matches!(
            unit,
            Unit::Yuan
                | Unit::Percent
                | Unit::PercentagePoint
                | Unit::Times
                | Unit::Year
                | Unit::Month
                | Unit::Day
                | Unit::Ratio
                | Unit::Household
                | Unit::Person
                | Unit::Village
                | Unit::Mu
                | Unit::Age
                | Unit::Hour
        ),
        _ => false,
    })
}

/// `600万元…按6%…36万元`, also with a second percentage.
fn rate(terms: &Terms<'_>, index: usize, product: &Term<'_>, out: &mut Vec<Equation>) {
    let window = terms.near(index, 4, 1);
    let percents = terms.range(index.saturating_sub(8).max(window.start)..(index + 3).min(window.end));
    for (p, percent) in percents.filter(|(_, term)| term.is_percent()) {
        if !pays(terms, (p, percent), (index, product)) {
            continue;
        }
        let monies = terms
            .range(window.clone())
            .filter(|(i, term)| *i != index && term.unit() == Unit::Yuan && term.value > product.value)
            .filter(|(_, term)| !term.is_each() || product.is_each() || term.sentence == product.sentence);
        for (m, money) in monies {
            if m.abs_diff(index) > 12 || (m > index && money.sentence != product.sentence) {
                continue;
            }
            // 净赚180万元，先留两成，其余144万元……: the percentage is of what stands before it.
            let taken = p < m
                && terms.range(window.start..p).any(|(_, term)| {
                    term.unit() == Unit::Yuan
                        && term.sentence == percent.sentence
                        && term.value > product.value
                });
            if taken || (product.is_exact() && !money.is_exact()) {
                continue;
            }
            let far = money.sentence.abs_diff(product.sentence) > 2;
            let paid = terms.has(terms.clause_lead(product), Cue::Return)
                && terms.has(terms.clause_of(percent), Cue::Return);
            let alone = terms
                .range(window.clone())
                .filter(|(_, term)| term.sentence == product.sentence && term.unit() == Unit::Yuan)
                .count()
                == 2;
            let together = money.sentence == product.sentence && percent.sentence == product.sentence;
            let worded =
                paid && ((m < p && p < index && money.sentence == percent.sentence) || (alone && together));
            out.push(Equation {
                formula: Formula::Product,
                figures: vec![m, p, index],
                weight: match (worded, far) {
                    (true, _) => Weight::Worded,
                    (false, true) => Weight::Far,
                    (false, false) => Weight::Near,
                },
                certain: false,
                rule: "audit.product.rate",
            });
            let second = terms.range(p + 1..index).find(|(_, term)| term.is_percent());
            if let Some((q, _)) = second.filter(|(_, term)| m < p && term.sentence == percent.sentence) {
                out.push(Equation {
                    formula: Formula::Product,
                    figures: vec![m, p, q, index],
                    weight: Weight::Near,
                    certain: false,
                    rule: "audit.product.rate",
                });
            }
        }
    }
}

/// Whether a percentage is what money pays, or the part of it that a sum is.
fn pays(terms: &Terms<'_>, (p, percent): (usize, &Term<'_>), (index, product): (usize, &Term<'_>)) -> bool {
    let lead = terms.clause_lead(product);
    let moved = matches!(
        terms.ending(terms.clause_lead(percent)),
        Some("growth" | "increase" | "fall" | "share" | "mean_growth")
    );
    let here = percent.sentence == product.sentence;
    let beside = p + 1 == index
        && here
        && !terms.has(product.lead, Cue::Growth)
        && !terms.has(product.lead, Cue::Increase);
    let paid = terms.has(terms.clause_of(percent), Cue::Return);
    let received = terms.has(lead, Cue::Return);
    let of_which = here && terms.has(terms.clause_of(percent), Cue::OfWhich);
    !moved && (beside || of_which || (paid && received) || (here && (paid || received)))
}

/// `拿出2000万元…撬动1.6亿元，放大8倍`
fn multiple(terms: &Terms<'_>, index: usize, product: &Term<'_>, out: &mut Vec<Equation>) {
    let window = terms.around(product, 0, 0);
    for (t, times) in terms
        .range(window.clone())
        .filter(|(_, term)| matches!(term.unit(), Unit::Times | Unit::Ratio))
        .take(FACTORS)
    {
        let clause = TextRange::new(terms.clause_lead(times).start, times.tail.end);
        if !terms.has(clause, Cue::Leverage) && !terms.has(terms.clause_lead(product), Cue::Leverage) {
            continue;
        }
        for (m, _) in terms
            .range(window.start..index)
            .filter(|(_, term)| term.unit() == Unit::Yuan && term.value < product.value)
            .filter(|(_, term)| !term.is_each() && term.quantity.upper.is_none())
            .take(FACTORS)
        {
            let sole = terms
                .range(window.clone())
                .filter(|(_, term)| matches!(term.unit(), Unit::Yuan | Unit::Times | Unit::Ratio))
                .filter(|(_, term)| term.clause <= product.clause.max(times.clause))
                .count()
                == 3;
            // Less may have been lent so far, more cannot be.
            let more =
                terms.get(m).is_some_and(|money| product.value > money.value.saturating_mul(times.value));
            out.push(Equation {
                formula: Formula::Product,
                figures: vec![m, t, index],
                weight: Weight::Worded,
                certain: sole && more && product.is_exact() && times.is_exact(),
                rule: "audit.product.multiple",
            });
        }
    }
}
