//! Decides whether land is sown or planted, or merely land.

use lianjie_core::{Measure, ProgramKind, Unit};

use super::Ruling;
use super::decision::{Earlier, doubtful, inferred, stated};
use super::view::{Family, View};
use crate::lexicon::Class;

/// Characters of a verb of reaching: 达到, 提升到.
const VERB: usize = 3;

pub(super) fn decide(view: &View<'_>, earlier: &Earlier) -> Ruling {
    // 「每600平方米栽1200株」: what a rate is counted by.
    if view.text(view.lead).ends_with('每') {
        return Ruling::Barred;
    }
    if view.quantity.unit == Unit::SqKm {
        return stated(Measure::Area, "measure.area.unit");
    }
    // 「地板砖产能1500万平方米」
    let capacity = view.hits(Class::MeasureLand, view.lead).last();
    if capacity.is_some_and(|hit| hit.code == "none" && view.gap(hit.range.end, view.lead.end) <= VERB) {
        return Ruling::Barred;
    }
    let phrase = view.noun_phrase(view.tail);
    let usable =
        |hit: &&crate::lexicon::Hit<'_>, gap: usize| hit.code != "skip" && (hit.attr != "close" || gap == 0);
    let after = view
        .hits(Class::MeasureLand, phrase)
        .iter()
        .find(|hit| usable(hit, view.gap(phrase.start, hit.range.start)))
        .map(|hit| (view.gap(phrase.start, hit.range.start) + 1, hit.code, hit.attr))
        .filter(|(gap, ..)| *gap <= 12);
    let mut weak = false;
    let mut before = None;
    for hit in view.hits(Class::MeasureLand, view.lead).iter().rev() {
        if !usable(&hit, view.gap(hit.range.end, view.lead.end)) {
            continue;
        }
        if hit.attr == "weak" {
            weak = true;
            continue;
        }
        before = Some((view.gap(hit.range.end, view.lead.end), hit.code, hit.attr));
        break;
    }
    // 面积 and 占地 alone are land; what stands on it may be planted.
    let small = view.quantity.unit == Unit::SqM;
    let bare = weak && before.is_none();
    if bare && after.is_none() && !small {
        let crop = view
            .hits(Class::Industry, view.lead)
            .iter()
            .filter_map(|hit| ProgramKind::from_code(hit.code))
            .any(is_growing);
        let previous = view.earlier_in_sentence().find(|(_, q)| Family::of(q.unit) == Family::Area);
        let planted =
            previous.and_then(|(i, _)| earlier.get(i)).is_some_and(|d| d.measure == Measure::PlantedArea);
        if crop || planted {
            return inferred(Measure::PlantedArea, "measure.area.continued");
        }
    }
    if weak && (before.is_none() || small) {
        before = Some((0, "area", "")).filter(|_| after.is_none_or(|(_, code, _)| code != "planted"));
    }
    let nearest = match (before, after) {
        (Some(before), Some(after)) => Some(if after.0 < before.0 { after } else { before }),
        (one, two) => one.or(two),
    };
    if let Some((gap, code, attr)) = nearest {
        // 「玉米3100公顷」, not 「果园200公顷」
        let ground = view.text(view.lead).ends_with(['园', '地', '场', '棚', '林']);
        let touches = !ground && gap == 0 && code == "planted" && before.is_some_and(|before| before.0 == 0);
        if touches && view.quantity.unit != Unit::SqM {
            return stated(Measure::PlantedArea, "measure.area.sown");
        }
        return stated(of_hit(view, code, attr), "measure.area.land");
    }
    let crop =
        view.hits(Class::Industry, view.clause).iter().filter_map(|hit| ProgramKind::from_code(hit.code));
    if crop.rev().any(is_growing) {
        return stated(Measure::PlantedArea, "measure.area.crop");
    }
    let previous = view.earlier_in_sentence().find(|(_, q)| Family::of(q.unit) == Family::Area);
    if let Some(decision) = previous.and_then(|(i, _)| earlier.get(i)) {
        return inferred(decision.measure, "measure.area.continued");
    }
    if let Some(hit) = view.hits(Class::MeasureLand, view.sentence_before()).last() {
        return inferred(of_code(hit.code), "measure.area.sentence");
    }
    let growing = view.context.scopes.at(view.quantity.range.start).line.is_some_and(is_growing);
    let mu = matches!(view.quantity.unit, Unit::Mu | Unit::Hectare);
    doubtful(if growing && mu { Measure::PlantedArea } else { Measure::Area }, "measure.area.bare")
}

/// Floors and plots count in square metres; only what stands in a greenhouse is planted then.
fn of_hit(view: &View<'_>, code: &str, attr: &str) -> Measure {
    if view.quantity.unit == Unit::SqM && attr != "shed" { Measure::Area } else { of_code(code) }
}

fn of_code(code: &str) -> Measure {
    if code == "planted" { Measure::PlantedArea } else { Measure::Area }
}

fn is_growing(kind: ProgramKind) -> bool {
    matches!(
        kind,
        ProgramKind::Planting | ProgramKind::FruitForestry | ProgramKind::Herbs | ProgramKind::Afforestation
    )
}
