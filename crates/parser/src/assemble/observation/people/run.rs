//! Counts that share what is done to them: partners of a run (1012户4381人), parts of the count before (其中贫困群众600人) and
//! lists that go on without a verb.

use lianjie_core::{Confidence, Measure, Unit};

use super::super::Ruling;
use super::super::decision::{Earlier, inferred, stated};
use super::super::view::{Family, View};
use super::{head_noun, is_poor, there_are};
use crate::lexicon::Class;
use crate::reading::TextRange;

/// Whether the word right before the run says that those it counts have left poverty: 累计减贫9.64万人.
pub(in crate::assemble::observation) fn is_lifted(view: &View<'_>, ruling: &Ruling) -> bool {
    let at = view.run_lead.end;
    let said = view.hits(Class::MeasureEvent, view.run_lead).last();
    // 融资平台退出213户 says less.
    let lifted = said.is_some_and(|hit| {
        hit.code == "lifted" && hit.range.end == at && view.text(hit.range).contains('贫')
    });
    let measure = |measure| {
        matches!(measure, Measure::HouseholdsLifted | Measure::PersonsLifted | Measure::VillagesLifted)
    };
    lifted && matches!(ruling, Ruling::Measure(decision) if measure(decision.measure))
}

/// Partners of a run share what is done to them: usage does not part 1012户4381人.
pub(in crate::assemble::observation) fn with_run(
    view: &View<'_>,
    earlier: &Earlier,
    ruling: Ruling,
) -> Ruling {
    let open = match &ruling {
        Ruling::Measure(decision) => decision.provenance.confidence == Confidence::Doubtful,
        Ruling::Unknown => true,
        Ruling::Nothing | Ruling::Barred => false,
    };
    if !open || view.family != Family::People || view.first == view.index {
        return ruling;
    }
    let mate = view.index.checked_sub(1).and_then(|before| earlier.get(before));
    let told = |measure: &Measure| !matches!(&ruling, Ruling::Measure(own) if own.measure == *measure);
    match mate.and_then(|mate| for_unit(mate.measure, view.quantity.unit)).filter(told) {
        Some(measure) => inferred(measure, "measure.people.run"),
        None => ruling,
    }
}

/// What 人口 measures right behind the households of whom something is told.
pub(super) fn heads_of_reached(view: &View<'_>, earlier: &Earlier) -> Option<Measure> {
    let noun = head_noun(view).filter(|noun| noun.range.start <= view.clause.start)?;
    let (i, households) =
        view.earlier_in_sentence().next().filter(|(_, figure)| figure.unit == Unit::Household)?;
    let behind = view.text(TextRange::new(households.range.end, noun.range.start)) == ",";
    let measure = earlier.get(i).map(|decision| decision.measure).filter(|_| behind)?;
    let told = matches!(measure, Measure::HouseholdsBenefited | Measure::HouseholdsLifted);
    for_unit(measure, view.quantity.unit).filter(|_| told)
}

/// Whether nothing but a comma parts the count from that of all households of a place.
pub(super) fn follows_households(view: &View<'_>, earlier: &Earlier) -> bool {
    let before = view.earlier_in_sentence().next().filter(|(_, figure)| figure.unit == Unit::Household);
    let counted = before.and_then(|(i, figure)| earlier.get(i).map(|decision| (figure, decision)));
    counted.is_some_and(|(figure, decision)| {
        decision.measure == Measure::Households
            && view.text(TextRange::new(figure.range.end, view.quantity.range.start)) == ","
            && view.text(view.run_tail).trim().is_empty()
    })
}

/// A part of the figure before: 「就业3000人,其中贫困群众600人」, and lists that go on without a verb.
pub(super) fn continued(view: &View<'_>, earlier: &Earlier, noun: &str) -> Option<Ruling> {
    if !view
        .hits(Class::MeasureEvent, view.run_lead)
        .iter()
        .all(|hit| matches!(hit.code, "skip" | "grown" | "stock"))
    {
        return None;
    }
    let before = previous(view, earlier)?;
    // 「脱贫70户,新识别176户,返贫20户」: a change of the register is no part of what was told before.
    let registers = view.hits(Class::MeasureEvent, view.run_lead).last().is_some_and(|hit| {
        hit.code == "stock" && (hit.attr == "register" || view.text(hit.range).starts_with('返'))
    });
    if registers && view.first == view.index {
        return None;
    }
    // 「已脱贫121户,还剩5户」
    let lifted =
        matches!(before, Measure::HouseholdsLifted | Measure::PersonsLifted | Measure::VillagesLifted);
    let closes = view.text(view.run_tail).trim().is_empty();
    if lifted && closes && view.text(view.run_lead).contains(['剩', '余']) {
        return Some(stated(there_are(view.quantity.unit), "measure.people.still_poor"));
    }
    let among = view.has(Class::MeasureScope, "among", view.run_lead)
        || view.has(
            Class::MeasureScope,
            "among",
            TextRange::new(view.clause.start.saturating_sub(12).max(view.sentence.start), view.clause.start),
        );
    let measure = match before {
        Measure::Population | Measure::RuralPopulation if is_poor(view) => Measure::Persons,
        Measure::Population | Measure::RuralPopulation | Measure::LabourForce => match noun {
            "labour" => Measure::LabourForce,
            "rural" => Measure::RuralPopulation,
            // 「劳动人口8120人,其中城区7200人」
            _ if among && before == Measure::LabourForce && head_noun(view).is_none() => {
                return Some(stated(before, "measure.people.part"));
            }
            _ => return None,
        },
        Measure::Staff | Measure::Growth => return None,
        // 「教职工93人,在校生2010人」: others are named, who need not do the same.
        Measure::Jobs | Measure::Trainees if !among && !is_poor(view) && named_else(view, noun) => {
            return None;
        }
        other => other,
    };
    let measure = for_unit(measure, view.quantity.unit)?;
    let stock = matches!(measure, Measure::Households | Measure::Persons | Measure::Villages);
    let part = matches!(before, Measure::Population | Measure::RuralPopulation);
    if among || part || !stock { Some(inferred(measure, "measure.people.continued")) } else { None }
}

/// Whether the count has a noun of its own, which is no worker's.
fn named_else(view: &View<'_>, noun: &str) -> bool {
    // 甘肃省199万人,贵州省333万人: a place is no one else.
    let place = view.context.mentions.places_in(view.run_lead).last();
    let place = place.filter(|place| place.range.end == view.run_lead.end);
    let words = place.map_or(view.run_lead.end, |place| place.range.start);
    let bare = view.gap(view.run_lead.start, words) <= 2 && view.text(view.run_tail).trim().is_empty();
    !bare && !matches!(noun, "worker" | "labour" | "target")
        || head_noun(view).is_some_and(|hit| hit.attr == "weak")
}

/// The measure of the nearest count of people before this one in the sentence.
fn previous(view: &View<'_>, earlier: &Earlier) -> Option<Measure> {
    view.earlier_in_sentence()
        .find(|(i, q)| *i < view.first && Family::of(q.unit) == Family::People)
        .and_then(|(i, _)| earlier.get(i))
        .map(|decision| decision.measure)
}

/// The same measure for another unit: households lifted, persons lifted.
fn for_unit(measure: Measure, unit: Unit) -> Option<Measure> {
    let household = unit == Unit::Household;
    let village = unit == Unit::Village;
    Some(match measure {
        Measure::HouseholdsLifted | Measure::PersonsLifted | Measure::VillagesLifted => {
            if household {
                Measure::HouseholdsLifted
            } else if village {
                Measure::VillagesLifted
            } else {
                Measure::PersonsLifted
            }
        }
        Measure::HouseholdsBenefited | Measure::PersonsBenefited | Measure::VillagesBenefited => {
            if household {
                Measure::HouseholdsBenefited
            } else if village {
                Measure::VillagesBenefited
            } else {
                Measure::PersonsBenefited
            }
        }
        Measure::Households | Measure::Persons | Measure::Villages => {
            if household {
                Measure::Households
            } else if village {
                Measure::Villages
            } else {
                Measure::Persons
            }
        }
        Measure::Jobs | Measure::Trainees if household => Measure::HouseholdsBenefited,
        Measure::Jobs | Measure::Trainees | Measure::LabourForce | Measure::RuralPopulation
            if !village && !household =>
        {
            measure
        }
        _ => return None,
    })
}
