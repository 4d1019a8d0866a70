//! Decides what a count of things measures. The unit says it, save where the thing is counted with a bare
//! classifier and its noun must.

use lianjie_core::{Bound, Measure, Unit};

use super::Ruling;
use super::decision::{Earlier, inferred, stated};
use super::view::{Family, View};
use crate::lexicon::Class;
use crate::reading::TextRange;

/// Characters between 还回 or 病死 and the count.
const GONE: usize = 2;

pub(super) fn decide(view: &View<'_>, earlier: &Earlier) -> Ruling {
    let measure = match view.quantity.unit {
        Unit::Enterprise | Unit::Workshop => Measure::Enterprises,
        Unit::Cooperative => Measure::Cooperatives,
        Unit::Project => Measure::Projects,
        Unit::Base => Measure::Bases,
        Unit::Park => Measure::Parks,
        Unit::Loan => Measure::LoanCount,
        Unit::Animal => Measure::Livestock,
        Unit::Station => Measure::Stations,
        Unit::Team => Measure::Staff,
        Unit::Measure => Measure::Policies,
        _ => return of_noun(view, earlier),
    };
    if view.has(
        Class::MeasureThing,
        "none",
        TextRange::new(view.quantity.range.end, view.tail.end.min(view.quantity.range.end + 3)),
    ) {
        return Ruling::Nothing;
    }
    // 「两年后还回6只」, 「病死3头」
    let gone = view.hits(Class::MeasureScope, view.lead).last();
    if measure == Measure::Livestock
        && gone.is_some_and(|hit| hit.code == "gone" && view.gap(hit.range.end, view.lead.end) <= GONE)
    {
        return Ruling::Barred;
    }
    let rule = !view.quantity.per.is_empty() || matches!(measure, Measure::Staff | Measure::Livestock);
    let capped = measure == Measure::Livestock && view.quantity.bound == Bound::AtMost;
    if capped || view.is_one() && rule {
        return Ruling::Nothing;
    }
    stated(measure, "measure.thing.unit")
}

/// 岗位 are counted with 个, like almost everything else.
fn of_noun(view: &View<'_>, earlier: &Earlier) -> Ruling {
    let near = |range: TextRange| view.hits(Class::MeasureThing, range);
    let lead = TextRange::new(view.lead.end.saturating_sub(30).max(view.lead.start), view.lead.end);
    // 「研究中心6个、企业实验室2家」: what stands past a list mark is the next one's.
    let phrase = view.noun_phrase(view.tail);
    let phrase = if view.text(phrase).starts_with(['、', ',', ';', '。']) {
        TextRange::new(phrase.start, phrase.start)
    } else {
        phrase
    };
    let found = near(view.quantity.range)
        .last()
        .or_else(|| {
            let own = |code: &str| code == "jobs" || !view.text(view.tail).starts_with('的');
            near(phrase).first().filter(|hit| view.gap(phrase.start, hit.range.start) <= 4 && own(hit.code))
        })
        .or_else(|| near(lead).last().filter(|hit| view.gap(hit.range.end, lead.end) <= 1));
    if let Some(measure) = found.and_then(|hit| Measure::from_code(hit.code)) {
        return stated(measure, "measure.thing.noun");
    }
    if let Some(bees) = hives(view, earlier) {
        return bees;
    }
    // 「项目18个,产业类11个」: a bare classifier goes on with what was counted.
    let bare = view.quantity.unit == Unit::Count
        && view.gap(view.lead.start, view.lead.end) <= 5
        && view.text(view.quantity.range).ends_with(['个', '家', '项', '处', '座', '所']);
    let counted = view.earlier_in_sentence().find(|(_, q)| bare && Family::of(q.unit) == Family::Thing);
    let decision = counted.and_then(|(i, _)| earlier.get(i));
    if let Some(decision) = decision.filter(|decision| decision.measure != Measure::Livestock) {
        return inferred(decision.measure, "measure.thing.continued");
    }
    let before =
        view.index.checked_sub(1).filter(|before| view.first <= *before).and_then(|i| earlier.get(i));
    match before {
        Some(decision) if decision.measure == Measure::Jobs => inferred(Measure::Jobs, "measure.thing.list"),
        _ => Ruling::Nothing,
    }
}

/// Bees are counted by the hive: 「中蜂存栏由800箱发展到4600箱」; not their honey, nor what was lost.
fn hives(view: &View<'_>, earlier: &Earlier) -> Option<Ruling> {
    let hive = |text: &str| text.ends_with(['箱', '群']);
    if view.quantity.unit != Unit::Count || !hive(view.text(view.quantity.range)) {
        return None;
    }
    let other =
        |range: TextRange| view.text(range).contains(['蜜', '卖', '售', '产', '销', '死', '补', '还']);
    let told = TextRange::new(view.clause.start.min(view.lead.start), view.lead.end);
    let named = view.hits(Class::MeasureThing, told).iter().rfind(|hit| hit.code == "livestock");
    if let Some(named) = named {
        let between = TextRange::new(named.range.end, view.lead.end);
        return (!other(between)).then(|| stated(Measure::Livestock, "measure.thing.noun"));
    }
    let before = view.earlier_in_sentence().find(|(_, q)| q.unit == Unit::Count && hive(view.text(q.range)));
    let counted = before.and_then(|(i, _)| earlier.get(i));
    counted
        .filter(|decision| decision.measure == Measure::Livestock && !other(view.lead))
        .map(|_| inferred(Measure::Livestock, "measure.thing.continued"))
}
