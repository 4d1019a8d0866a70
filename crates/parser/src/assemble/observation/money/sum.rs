//! Whose a sum is, by its size and by the sums before it: one family's or all of them, a dividend once more, a charge remitted.

use lianjie_core::{Decimal, Measure, Per, Unit};

use super::super::decision::Earlier;
use super::super::view::{Family, View};
use super::{per, scope};
use crate::lexicon::Class;

/// Whether a sum of wages is more than what one family is paid at once.
pub(super) fn exceeds_family_pay(view: &View<'_>) -> bool {
    let family = view.has(Class::MeasureHolder, "family", view.sentence_before())
        || view.text(view.lead).ends_with('薪');
    let most = Decimal::from(if family { 200_000 } else { 100_000 });
    view.quantity.value.is_some_and(|value| value >= most)
}

/// 「60户把贷款投进公司,约定一年分红3000元」: a small sum in a sentence on many households is that of each.
pub(super) fn of_many(view: &View<'_>) -> bool {
    let small = view.quantity.value.is_some_and(|value| value < Decimal::from(20_000));
    small
        && view
            .earlier_in_sentence()
            .any(|(_, q)| q.unit == Unit::Household && q.value.is_some_and(|value| value > Decimal::ONE))
}

/// 「每年给贫困户分红3000元」: a small yearly sum to households in general is that of each.
pub(super) fn of_each(view: &View<'_>) -> bool {
    let small = view.quantity.value.is_some_and(|value| value < Decimal::from(20_000));
    let to = view.last(Class::MeasurePerson, "target", view.lead).is_some_and(|hit| {
        view.context.reading().char_before(hit.range.start).is_some_and(|c| matches!(c, '给' | '向' | '为'))
    });
    small && per(view, Per::Year) && to
}

/// 领, 拿, 得 after a dividend in the sentence is one more dividend, unless it is for work.
pub(super) fn follows_dividend(view: &View<'_>, earlier: &Earlier) -> bool {
    let work = view.has(Class::MeasureSetting, "labour", view.clause)
        || view.has(Class::MeasureSetting, "trade", view.clause);
    !work && matches!(previous(view, earlier), Some(Measure::Dividend | Measure::DividendPerHousehold))
}

pub(super) fn follows_wage(view: &View<'_>, earlier: &Earlier) -> bool {
    let other =
        ["trade", "land", "stake"].iter().any(|code| view.has(Class::MeasureSetting, code, view.clause));
    !other && scope(view).is_none() && previous(view, earlier) == Some(Measure::Wage)
}

/// 「每年照10%领回500元」: what is paid at a rate that the sentence names is a return on capital.
pub(super) fn at_rate(view: &View<'_>, earlier: &Earlier) -> bool {
    let mut before = view.earlier_in_sentence();
    let rate = before.next().and_then(|(i, q)| earlier.get(i).filter(|_| q.unit == Unit::Percent));
    rate.is_some_and(|decision| decision.measure == Measure::Rate)
}

/// The measure of the sum before this one in the sentence, of one that is for the same before one that is not.
pub(super) fn previous(view: &View<'_>, earlier: &Earlier) -> Option<Measure> {
    let single = |per: &[Per]| per.iter().any(|per| matches!(per, Per::Mu | Per::Item));
    let sums = || view.earlier_in_sentence().filter(|(_, q)| Family::of(q.unit) == Family::Money);
    let alike = sums().find(|(_, q)| single(&q.per) == single(&view.quantity.per));
    alike.or_else(|| sums().next()).and_then(|(i, _)| earlier.get(i)).map(|decision| decision.measure)
}

/// A charge that is remitted is help of that sum.
pub(super) fn remitted(view: &View<'_>) -> bool {
    let before = view.hits(Class::MeasureMoney, view.clauses_before()).iter().rev();
    before
        .chain(view.hits(Class::MeasureMoney, view.lead))
        .any(|hit| hit.code == "none" && hit.attr == "remit")
}

/// Whether the sum before in the sentence was read by a rule.
pub(super) fn told_by(view: &View<'_>, earlier: &Earlier, rule: &str) -> bool {
    let before = view.earlier_in_sentence().find(|(_, q)| Family::of(q.unit) == Family::Money);
    before.and_then(|(i, _)| earlier.get(i)).is_some_and(|decision| decision.provenance.rule.as_ref() == rule)
}
