//! Takes the figures, gives the ways to read three of them as a count, what is for each, and what it comes to: households
//! by money for each, land by its yield, weight by its price.
//!
//! Any three figures near one another whose units fit and whose digits agree may be meant so. The less their agreement
//! can be chance, the less the words have to say of it. The figure that is told last is the one that follows from the
//! others: a total (`product`), or what it is for each (`per_unit`).

use lianjie_core::{Bound, Decimal, Per, Unit};

use super::average::is_joined;
use super::equation::{Equation, Formula, Weight};
use super::logarithm;
use super::term::{Cue, Term, Terms, is_shifted};
use crate::lexicon::Class;
use crate::reading::TextRange;

/// Figures that the three may stand apart.
const REACH: usize = 16;
/// Figures that the three may stand apart where little is said of them.
const CLOSE: usize = 8;

/// How the words say that a figure is for one of what another counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// 每户, 一亩, 村均 of households, mu, villages.
    Named,
    /// 平均, 各, 每个 of something.
    Open,
    /// Nothing.
    Nothing,
    /// 每社 where villages are counted.
    Other,
}

/// A figure that may be one of the three.
struct Candidate<'t, 'a> {
    index: usize,
    term: &'t Term<'a>,
    /// The logarithm of its value.
    size: i32,
    /// Whether it may be the count.
    counts: bool,
}

/// A figure as the total of what is for each.
struct Total<'t, 'a> {
    index: usize,
    term: &'t Term<'a>,
    /// What turns the unit of what is for each into its own.
    scale: Decimal,
    /// The logarithm of the count that would make it the product.
    wanted: i32,
}

impl Total<'_, '_> {
    /// Whether a count, or what the words make of it, is near enough to the one that would make the product for
    /// [`off`] to be asked, or is it but for its decimal point.
    fn may_follow(&self, count: i32) -> bool {
        let apart = self.wanted.abs_diff(count);
        apart <= FAR || logarithm::is_near_power_of_ten(apart)
    }
}

/// Beyond this distance of logarithms a product is off by more than [`MOST_OFF`].
const FAR: u32 = 3 * logarithm::ONE.unsigned_abs() / 4;

/// How far a product may be from its total, as a part of the larger.
const MOST_OFF: Decimal = Decimal::from_parts(4, 0, 0, false, 1);

pub(super) fn read(terms: &Terms<'_>, out: &mut Vec<Equation>) {
    let candidate = |(index, term)| {
        Some(Candidate { index, term, size: logarithm::of(term.value)?, counts: is_count(term) })
    };
    let all: Vec<Candidate<'_, '_>> = terms
        .iter()
        .filter(|(_, term)| !terms.is_row(term) && !is_threshold(terms, term))
        .filter_map(candidate)
        .collect();
    let mut near: Vec<&Candidate<'_, '_>> = Vec::new();
    let mut totals: Vec<Total<'_, '_>> = Vec::new();
    for (at, &Candidate { index: e, term: each, size, .. }) in all.iter().enumerate() {
        if !is_amount(each) || each.value == Decimal::ONE {
            continue;
        }
        let window = at.saturating_sub(REACH)..(at + REACH + 1).min(all.len());
        near.clear();
        near.extend(all.get(window).unwrap_or_default().iter().filter(|other| {
            other.index != e
                && other.index.abs_diff(e) <= REACH
                && other.term.sentence.abs_diff(each.sentence) <= 6
        }));
        totals.clear();
        totals.extend(near.iter().filter_map(|total| {
            let (scale, factor) = scale(each, total.term)?;
            let wanted = total.size - size - factor;
            Some(Total { index: total.index, term: total.term, scale, wanted })
        }));
        if totals.is_empty() {
            continue;
        }
        for &&Candidate { index: c, term: count, size, counts } in &near {
            // What the words say changes the product of weights alone.
            let fits = || totals.iter().any(|total| total.may_follow(size));
            if !counts || weighs(count.unit()).is_none() && !fits() {
                continue;
            }
            for (said, factor) in said(terms, each, count).into_iter().flatten() {
                let Some(size) = logarithm::of(factor).map(|factor| factor + size) else { continue };
                for total in totals.iter().filter(|total| total.index != c && total.may_follow(size)) {
                    out.extend(read_three(terms, (e, each), (c, count), total, said, factor));
                }
            }
        }
    }
}

/// The reading of three figures as each, count and total, where they agree so far.
fn read_three(
    terms: &Terms<'_>,
    (e, each): (usize, &Term<'_>),
    (c, count): (usize, &Term<'_>),
    total: &Total<'_, '_>,
    said: Said,
    factor: Decimal,
) -> Option<Equation> {
    let (t, scale, total) = (total.index, factor.checked_mul(total.scale)?, total.term);
    let off = off(each, count, total, scale);
    let product = each.value.checked_mul(count.value)?.checked_mul(scale)?;
    if off > MOST_OFF && !is_shifted(product, total.value) || !fits(each, count, total) {
        return None;
    }
    let found = equation(terms, (e, each), (c, count), (t, total), said, scale)?;
    let certain = scale == Decimal::ONE && is_sure(terms, (e, each), (c, count), (t, total), said);
    (certain || off <= Decimal::new(125, 3)).then_some(Equation { certain, ..found })
}

fn is_amount(term: &Term<'_>) -> bool {
    !term.is_rate() && !matches!(term.unit(), Unit::Year | Unit::Month)
}

/// 百亩以上|茶农: which of them are counted, no size of anything.
fn is_threshold(terms: &Terms<'_>, term: &Term<'_>) -> bool {
    let next = terms.context.reading().char_at(term.end());
    matches!(term.unit(), Unit::Mu | Unit::Animal)
        && term.quantity.bound == Bound::AtLeast
        && next.is_some_and(|next| next.is_alphabetic() && next != '的')
}

fn is_count(term: &Term<'_>) -> bool {
    is_amount(term) && term.unit() != Unit::Yuan && term.value != Decimal::ONE
        || matches!(term.unit(), Unit::Year | Unit::Month) && term.value != Decimal::ONE
}

/// What turns the unit of what is for each into that of the total, and its logarithm.
fn scale(each: &Term<'_>, total: &Term<'_>) -> Option<(Decimal, i32)> {
    if each.unit() == total.unit() {
        return Some((Decimal::ONE, 0));
    }
    let scale = weighs(each.unit())?.checked_div(weighs(total.unit())?)?;
    Some((scale, logarithm::of(scale)?))
}

/// How far the product is from the total, as a part of the larger.
fn off(each: &Term<'_>, count: &Term<'_>, total: &Term<'_>, scale: Decimal) -> Decimal {
    let product = each.value.checked_mul(count.value).and_then(|product| product.checked_mul(scale));
    let far =
        |product: Decimal| (product - total.value).abs().checked_div(product.abs().max(total.value.abs()));
    product.and_then(far).unwrap_or(Decimal::ONE)
}

/// Whether the words leave no doubt that the three belong together: one after another in a sentence with no others of
/// their units, told as an average or a total.
fn is_sure(
    terms: &Terms<'_>,
    (e, each): (usize, &Term<'_>),
    (c, count): (usize, &Term<'_>),
    (t, total): (usize, &Term<'_>),
    said: Said,
) -> bool {
    let first = e.min(c).min(t);
    let timed = |term: &Term<'_>| term.is_per(Per::Year) || term.is_per(Per::Month) || term.is_per(Per::Day);
    let three = [each, count, total];
    if said != Said::Named
        || e.max(c).max(t) - first != 2
        || three.iter().any(|term| term.sentence != each.sentence || !term.is_exact() || timed(term))
        || matches!(count.unit(), Unit::Year | Unit::Month | Unit::Day)
        || total.is_each()
    {
        return false;
    }
    let sentence = terms.around(each, 0, 0);
    let alone = terms.range(sentence).all(|(i, term)| {
        [e, c, t].contains(&i) || (term.unit() != count.unit() && term.unit() != total.unit())
    });
    // 分红48万元，户均增收5200元 speaks of two things.
    let gained = terms.has(each.lead, Cue::Increase) && !terms.has(terms.clause_lead(total), Cue::Increase);
    let told = if t > e && t > c { is_told(terms, total) } else { e > c };
    let mean = terms.last(each.lead, Cue::Mean);
    let other = mean.is_some_and(|mean| is_joined(terms, TextRange::new(mean.end, each.start()), total));
    alone && !gained && told && !other && terms.is_shared_out(total, count, each)
}

/// Whether the total is for no other unit than its factors are.
fn fits(each: &Term<'_>, count: &Term<'_>, total: &Term<'_>) -> bool {
    let standing = |per: &&Per| !matches!(per, Per::Year | Per::Month | Per::Day);
    let held = |per: &Per| each.is_per(*per) || count.is_per(*per);
    let total_held = total.quantity.per.iter().filter(standing).all(held);
    // 每户600根，一根3元，一年1800元: for whom it is was said before.
    let count_held = count.quantity.per.iter().filter(standing).all(|per| total.is_per(*per))
        || total.sentence == count.sentence && count.start() < total.start() && !total.is_each();
    total_held && count_held
}

/// How the words make one figure that which is for each of another, and what the units of weight make of it.
pub(super) fn said(terms: &Terms<'_>, each: &Term<'_>, count: &Term<'_>) -> [Option<(Said, Decimal)>; 2] {
    let Some(kilograms) = weighs(count.unit()).filter(|_| each.unit() == Unit::Yuan) else {
        return [named(terms, each, count).map(|said| (said, Decimal::ONE)), None];
    };
    if let Some(price) = price_for(terms, each) {
        return [kilograms.checked_div(price).map(|factor| (Said::Named, factor)), None];
    }
    if each.is_each() && !each.is_per(Per::Item) {
        return [None, None];
    }
    // 均价3.5元: of the weight's own unit, or of a kilogram.
    let open = terms.has(each.lead, Cue::Mean) || terms.has(each.lead, Cue::Price);
    let said = if open { Said::Open } else { Said::Nothing };
    [Some((said, Decimal::ONE)), Some((said, kilograms)).filter(|_| count.unit() == Unit::Tonne)]
}

/// How the words make one figure that which is for each of another.
fn named(terms: &Terms<'_>, each: &Term<'_>, count: &Term<'_>) -> Option<Said> {
    let per = &each.quantity.per;
    if counts(per, count) || is_divided(terms, each, count) {
        return Some(Said::Named);
    }
    let stretch = TextRange::new(each.lead.start, each.tail.end);
    let noun = noun(terms, count);
    let reading = terms.context.reading();
    let mut open = false;
    let mut other = false;
    for hit in terms.context.mentions.hits.within(Class::RelationCue, stretch) {
        if hit.range.start >= each.end() + 9 {
            break;
        }
        if !matches!(hit.code, "price" | "one" | "mean") {
            continue;
        }
        let word = reading.slice(hit.range);
        let rest = reading.slice(TextRange::new(hit.range.end, stretch.end.max(hit.range.end)));
        let each_one = hit.attr == "each" || hit.code == "one";
        let mut after = word.chars().skip(1).chain(rest.chars().take(if each_one { 2 } else { 1 }));
        let first = word.chars().next().filter(|_| hit.code == "mean");
        let family = hit.attr == "household" && count.unit() == Unit::Household;
        if family || after.any(|ch| noun.contains(ch)) || first.is_some_and(|ch| noun.contains(ch)) {
            return Some(Said::Named);
        }
        other |= hit.attr == "each";
        open |= !each_one;
    }
    let typed = per.iter().any(|per| matches!(per, Per::Household | Per::Person | Per::Village | Per::Mu));
    if typed || matches!(count.unit(), Unit::Year | Unit::Month | Unit::Day) {
        return None;
    }
    let bare = count.unit() == Unit::Count && noun.chars().count() <= 1;
    Some(match () {
        () if open && !other || (other || each.is_per(Per::Item)) && bare => Said::Open,
        () if other => Said::Other,
        () => Said::Nothing,
    })
}

/// 5个村平分，各得6万元: the words behind the count divide among those whom it counts.
fn is_divided(terms: &Terms<'_>, each: &Term<'_>, count: &Term<'_>) -> bool {
    let mut next = terms.context.reading().slice(count.tail).chars();
    let divides = matches!(next.next(), Some('平' | '均')) && matches!(next.next(), Some('分' | '摊'));
    divides && each.start() > count.end() && each.sentence == count.sentence
}

/// The characters that name what a figure counts.
fn noun(terms: &Terms<'_>, count: &Term<'_>) -> String {
    let reading = terms.context.reading();
    let own = reading.between(count.quantity.number.end, count.end());
    own.chars().filter(|ch| !ch.is_whitespace()).collect()
}

/// Whether a figure counts what another is for.
pub(super) fn counts(per: &[Per], count: &Term<'_>) -> bool {
    let unit = count.unit();
    per.iter().any(|per| match per {
        Per::Household => unit == Unit::Household,
        Per::Person => matches!(unit, Unit::Person | Unit::PersonTime),
        Per::Village => unit == Unit::Village,
        Per::Mu => unit == Unit::Mu,
        Per::Year => unit == Unit::Year,
        Per::Month => unit == Unit::Month,
        Per::Day => unit == Unit::Day,
        _ => false,
    })
}

fn equation(
    terms: &Terms<'_>,
    (e, each): (usize, &Term<'_>),
    (c, count): (usize, &Term<'_>),
    (t, total): (usize, &Term<'_>),
    said: Said,
    scale: Decimal,
) -> Option<Equation> {
    let first = each.sentence.min(count.sentence).min(total.sentence);
    let last = each.sentence.max(count.sentence).max(total.sentence);
    let span = e.max(c).max(t) - e.min(c).min(t);
    let together = each.block == count.block && each.block == total.block;
    let lasting = u32::from(matches!(count.unit(), Unit::Year | Unit::Month | Unit::Day));
    // 两年 of 补助1000元，第一年600元 times nothing: years make a total that follows, or a mean.
    if lasting > 0 && t < c && !is_mean(terms, each) {
        return None;
    }
    // 每户15只……每只120元，一户1800元: the units themselves say it.
    let standing =
        |term: &Term<'_>| term.quantity.per.iter().any(|per| matches!(per, Per::Household | Per::Person));
    let carried = standing(count) && standing(total) && !standing(each);
    let need = match (said, last - first) {
        (Said::Named, _) if carried && last - first <= 3 && c < e && e < t => 3,
        // 每天4元，按200天计，折合800元
        (Said::Named, 0) if span == 2 && lasting > 0 && t > c && t > e && is_told(terms, total) => 1,
        (Said::Named, 0) => 3,
        (Said::Named, 1) if together && span == 2 => 3,
        (Said::Named, 1) if together && span <= CLOSE => 5,
        (Said::Named, 1) if span <= CLOSE => 6,
        (Said::Named, 2) if together && span <= CLOSE => 6,
        (Said::Named, _) if total.sentence.abs_diff(each.sentence) <= 2 => 9,
        _ if span > CLOSE => return None,
        // 5个镇，各奖200万元，总共1000万元
        (Said::Open, 0) if span == 2 && lasting == 0 && t > c && t > e && is_told(terms, total) => 3,
        (Said::Open, 0) => 6,
        (Said::Open, 1) if together => 8,
        (Said::Other, 0) if terms.has(total.lead, Cue::Total) || terms.has(total.lead, Cue::GrandTotal) => 6,
        (Said::Nothing, 0) if span <= 3 => 9,
        _ => return None,
    } + 2 * lasting;
    let mean = is_mean(terms, each);
    let per_unit = match (e > c, e > t, c > t) {
        // Told last: what is for each, the count, the total.
        (true, true, _) => {
            let paid =
                matches!(count.unit(), Unit::Household | Unit::Person | Unit::PersonTime | Unit::Village);
            mean || c < t || each.unit() == Unit::Yuan && (paid || weighs(count.unit()).is_some())
        }
        (_, _, true) => mean,
        _ => false,
    };
    let (formula, figures) = if per_unit && scale == Decimal::ONE {
        (Formula::PerUnit, vec![t, c, e])
    } else if per_unit {
        (Formula::PerPriced(Decimal::ONE.checked_div(scale)?.normalize()), vec![t, c, e])
    } else if scale == Decimal::ONE {
        (Formula::Product, vec![c, e, t])
    } else {
        (Formula::Priced(scale.normalize()), vec![c, e, t])
    };
    Some(Equation {
        formula,
        figures,
        weight: if together && last - first <= 1 { Weight::Near } else { Weight::Far },
        need: Some(need),
        certain: false,
        rule: "audit.scale",
    })
}

/// Whether the words call a figure what others come to.
fn is_told(terms: &Terms<'_>, total: &Term<'_>) -> bool {
    [Cue::Total, Cue::GrandTotal, Cue::List].into_iter().any(|cue| terms.has(total.lead, cue))
        || terms.is_called_sum(total)
}

/// Whether the words call a figure an average.
fn is_mean(terms: &Terms<'_>, each: &Term<'_>) -> bool {
    let stretch = TextRange::new(each.lead.start, each.end());
    terms.has(stretch, Cue::Mean)
}

/// How many kilograms a price is for, when its words say so: 每斤, 元/公斤.
fn price_for(terms: &Terms<'_>, price: &Term<'_>) -> Option<Decimal> {
    let own = terms.said(price.quantity.range, Cue::Weight);
    // 每百斤付160元: 百斤 may itself be a figure.
    let clause = || {
        let lead = terms.clause_lead(price);
        let figures = terms.context.mentions.quantities_in(lead);
        let alone = terms.range(figures).all(|(_, term)| weighs(term.unit()).is_some());
        terms.said(lead, Cue::Weight).filter(|_| alone)
    };
    let (_, attr) = own
        .or_else(|| terms.said(price.lead, Cue::Weight))
        .or_else(|| {
            terms
                .hits(price.tail)
                .next()
                .filter(|hit| hit.code == "weight" && hit.range.start <= price.end())
                .map(|hit| (hit.range, hit.attr))
        })
        .or_else(clause)?;
    attr.parse().ok()
}

/// The kilograms of a unit of weight.
fn weighs(unit: Unit) -> Option<Decimal> {
    match unit {
        Unit::Jin => Some(Decimal::new(5, 1)),
        Unit::Kg => Some(Decimal::ONE),
        Unit::Tonne => Some(Decimal::ONE_THOUSAND),
        _ => None,
    }
}
