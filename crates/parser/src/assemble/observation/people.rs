//! Decides what a count of households, persons or villages measures: a stock, people reached, lifted, employed,
//! trained, or the staff.
//!
//! What is said after the run comes first (「5750户15928人脱贫」), then the nearest event before it
//! (「带动贫困户775户」), then a noun or a word of stock, then the figure that this one is a part of.

use lianjie_core::{Bound, Decimal, Measure, Unit};

use super::Ruling;
use super::decision::{Earlier, doubtful, inferred, stated};
use super::view::{Family, View};
use crate::lexicon::{Class, Hit};
use crate::reading::TextRange;

/// How many characters may stand between a head noun and its count: 「贫困户已有486户」.
const NOUN_GAP: usize = 4;

pub(super) fn decide(view: &View<'_>, earlier: &Earlier) -> Ruling {
    let noun = head_noun(view).or_else(|| partner_noun(view));
    let noun_code = noun.map_or("", |hit| hit.code);
    let after = first_event(view, view.run_tail);
    // 「结对帮扶干部6200名」: a verb that reaches into the noun is a part of it.
    let apart = |hit: &&Hit<'_>| {
        noun.is_none_or(|noun| !matches!(noun.code, "staff" | "labour") || !hit.range.overlaps(noun.range))
    };
    let before = last_event(view, whose(view, noun)).filter(apart);
    let person = matches!(view.quantity.unit, Unit::Person | Unit::PersonTime);

    let employed = [after, before].iter().flatten().any(|hit| hit.code == "jobs")
        && !view.text(view.lead).contains('每')
        && view.quantity.bound != Bound::AtLeast;
    // 「她家4口人」
    let family = view.text(view.quantity.range).contains('口') && !is_big(view);
    if family || view.is_one() && !employed {
        return Ruling::Nothing;
    }
    if person && noun_code == "staff" && before.is_none_or(|hit| !matches!(hit.code, "trained" | "reached")) {
        return if view.is_one() { Ruling::Nothing } else { stated(Measure::Staff, "measure.people.staff") };
    }
    let still = |range| view.hits(Class::MeasureEvent, range).iter().any(|hit| hit.attr == "still");
    if still(view.run_tail) || still(view.run_lead) {
        return stated(there_are(view.quantity.unit), "measure.people.still_poor");
    }
    let events = [after, before];
    if events.iter().flatten().any(|hit| hit.code == "room") && !has_posts(view) {
        return Ruling::Barred;
    }
    let visits = events.iter().flatten().any(|hit| hit.code == "visit");
    if noun_code == "visitor" || visits && after.is_none_or(|hit| hit.code != "lifted") {
        return Ruling::Nothing;
    }
    if let Some(measure) = after.and_then(|hit| of_event(view, hit.code)) {
        // 「带动3个村400户脱贫」: the households leave poverty, the villages are reached.
        let leading = view.quantity.unit == Unit::Village
            && measure == Measure::VillagesLifted
            && leads_people(view)
            && !is_poor(view);
        let measure = if leading { Measure::VillagesBenefited } else { measure };
        return stated(measure, "measure.people.event_after");
    }
    if noun_code == "none" && before.is_none_or(|hit| hit.attr == "raise") {
        return Ruling::Nothing;
    }
    // 「人口总数7100户21400人」
    if view.quantity.unit == Unit::Household && before.is_none() && noun_code == "population" {
        return stated(Measure::Households, "measure.people.population");
    }
    // 「村民1242户,人口4050人」
    if view.quantity.unit == Unit::Household && before.is_none() && !is_poor(view) && leads_population(view) {
        return stated(Measure::Households, "measure.people.population");
    }
    // 「总户数1420户,3760人」
    if person && before.is_none() && !is_poor(view) && follows_households(view, earlier) {
        return stated(Measure::Population, "measure.people.population");
    }
    // 「全乡3120户9860口人」
    if person && before.is_none() && !is_poor(view) && view.text(view.quantity.range).contains('口') {
        let housed = view.first < view.index && view.text(view.lead).is_empty();
        let mate = view.index.checked_sub(1).filter(|_| housed).and_then(|mate| earlier.get(mate));
        return match mate.map(|mate| mate.measure) {
            // 「搬迁212户870口」
            Some(Measure::HouseholdsBenefited) => inferred(Measure::PersonsBenefited, "measure.people.run"),
            Some(Measure::HouseholdsLifted) => inferred(Measure::PersonsLifted, "measure.people.run"),
            _ if counts_mouths(view) => stated(Measure::Population, "measure.people.mouths"),
            _ => Ruling::Nothing,
        };
    }
    // 「带动1300户,人口4100人」
    if person
        && noun_code == "population"
        && before.is_none()
        && let Some(measure) = heads_of_reached(view, earlier)
    {
        return inferred(measure, "measure.people.run");
    }
    if person && before.is_none() {
        match noun_code {
            "population" if !is_poor(view) => {
                return stated(Measure::Population, "measure.people.population");
            }
            "rural" => return stated(Measure::RuralPopulation, "measure.people.rural"),
            "labour" if !is_poor(view) => return stated(Measure::LabourForce, "measure.people.labour"),
            _ => {}
        }
    }
    // 「吸纳贫困社员3720人」: members are no hands, 「吸纳社员86人务工」 are.
    if before.is_some_and(|hit| hit.code == "jobs")
        && view.text(view.run_tail).trim().is_empty()
        && head_noun(view).is_some_and(|hit| hit.attr == "member")
    {
        return inferred(reached(view.quantity.unit), "measure.people.members");
    }
    if let Some(measure) = before.and_then(|hit| of_event(view, placed(view, hit))) {
        return stated(measure, "measure.people.event_before");
    }
    if person && noun_code == "worker" {
        return inferred(Measure::Jobs, "measure.people.worker");
    }
    // 「厂里86人」, 「车间现有42人」
    let workplace = view.hits(Class::Party, view.run_lead).last().is_some_and(|hit| {
        matches!(hit.code, "enterprise" | "workshop" | "base")
            && view.gap(hit.range.end, view.run_lead.end) <= 3
    });
    if person && workplace {
        return inferred(Measure::Jobs, "measure.people.workplace");
    }
    // 「项目 | 金额 | 贫困户」: beside sums, the column counts whom they reached.
    if view.in_table()
        && noun_code == "target"
        && view.hits(Class::MeasureMoney, view.headings).iter().any(|hit| hit.code != "skip")
    {
        return inferred(reached(view.quantity.unit), "measure.people.column");
    }
    if let Some(ruling) = continued(view, earlier, noun_code) {
        return ruling;
    }
    if let Some(ruling) = stock(view, noun_code) {
        return ruling;
    }
    fallback(view, earlier)
}

/// Whether the next clause tells the heads of these households: 「…户,人口…人」.
fn leads_population(view: &View<'_>) -> bool {
    /// Bytes of 人口 and its number.
    const REACH: u32 = 40;
    let mentions = view.context.mentions;
    let rest = TextRange::new(view.run_tail.start, view.sentence.end);
    let comma = view.text(rest).starts_with([',', '、']);
    let noun = mentions.hits.within(Class::MeasurePerson, rest).first();
    let noun = noun.filter(|noun| comma && noun.range.start <= rest.start + 3 && noun.code == "population");
    noun.and_then(|noun| mentions.figures_in(TextRange::new(noun.range.end, noun.range.end + REACH)).first())
        .is_some_and(|figure| figure.unit == Unit::Person)
}

/// What 人口 measures right behind the households of whom something is told.
fn heads_of_reached(view: &View<'_>, earlier: &Earlier) -> Option<Measure> {
    let noun = head_noun(view).filter(|noun| noun.range.start <= view.clause.start)?;
    let (i, households) =
        view.earlier_in_sentence().next().filter(|(_, figure)| figure.unit == Unit::Household)?;
    let behind = view.text(TextRange::new(households.range.end, noun.range.start)) == ",";
    let measure = earlier.get(i).map(|decision| decision.measure).filter(|_| behind)?;
    let told = matches!(measure, Measure::HouseholdsBenefited | Measure::HouseholdsLifted);
    for_unit(measure, view.quantity.unit).filter(|_| told)
}

/// Whether nothing but a comma parts the count from that of all households of a place.
fn follows_households(view: &View<'_>, earlier: &Earlier) -> bool {
    let before = view.earlier_in_sentence().next().filter(|(_, figure)| figure.unit == Unit::Household);
    let counted = before.and_then(|(i, figure)| earlier.get(i).map(|decision| (figure, decision)));
    counted.is_some_and(|(figure, decision)| {
        decision.measure == Measure::Households
            && view.text(TextRange::new(figure.range.end, view.quantity.range.start)) == ","
            && view.text(view.run_tail).trim().is_empty()
    })
}

/// Partners of a run share what is done to them: usage does not part 1012户4381人.
pub(super) fn with_run(view: &View<'_>, earlier: &Earlier, ruling: Ruling) -> Ruling {
    let by_usage =
        matches!(&ruling, Ruling::Measure(decision) if decision.provenance.rule == "measure.usage");
    if !by_usage || view.family != Family::People || view.first == view.index {
        return ruling;
    }
    let mate = view.index.checked_sub(1).and_then(|before| earlier.get(before));
    match mate.and_then(|mate| for_unit(mate.measure, view.quantity.unit)) {
        Some(measure) => inferred(measure, "measure.people.run"),
        None => ruling,
    }
}

/// 「可容纳200人用餐」 tells how many there is room for, 「车间可容纳80人就业」 of posts.
fn has_posts(view: &View<'_>) -> bool {
    let worker = head_noun(view).is_some_and(|noun| matches!(noun.code, "labour" | "worker"));
    worker || view.has(Class::MeasureEvent, "jobs", view.clause)
}

/// What stands before a count; up to the verb in 「吸纳搬迁劳动力80人」, which only says whose the workers are.
fn whose(view: &View<'_>, noun: Option<&Hit<'_>>) -> TextRange {
    let lead = view.run_lead;
    let Some(noun) = noun.filter(|noun| noun.code == "labour") else { return lead };
    let own = last_event(view, lead).filter(|hit| hit.range.end == noun.range.start);
    own.filter(|own| last_event(view, TextRange::new(lead.start, own.range.start)).is_some())
        .map_or(lead, |own| TextRange::new(lead.start, own.range.start))
}

/// 「9860口人」, 「3120户9860口」, 「全乡9860口」: not what else is counted so (网箱1200口, 水窖300口).
fn counts_mouths(view: &View<'_>) -> bool {
    let before = view.text(view.lead);
    let whole =
        before.ends_with(['共', '有', '村', '乡', '镇', '县', '区', '市', '家', '人', '户', '总', '口']);
    before.is_empty()
        || whole
        || view.text(view.quantity.range).ends_with('人')
        || view.text(view.tail).starts_with('人')
}

fn is_big(view: &View<'_>) -> bool {
    view.quantity.value.is_some_and(|value| value > Decimal::TEN)
}

/// The measure that an event gives to the unit.
fn of_event(view: &View<'_>, event: &str) -> Option<Measure> {
    let unit = view.quantity.unit;
    let person = matches!(unit, Unit::Person | Unit::PersonTime);
    Some(match (event, unit) {
        ("lifted", Unit::Household) => Measure::HouseholdsLifted,
        ("lifted", Unit::Village) => Measure::VillagesLifted,
        ("lifted", _) => Measure::PersonsLifted,
        ("jobs", _) if person => Measure::Jobs,
        ("trained", _) if person => Measure::Trainees,
        ("staffed", _) if person => Measure::Staff,
        ("reached" | "light" | "jobs" | "trained" | "staffed", Unit::Household) => {
            Measure::HouseholdsBenefited
        }
        ("reached" | "light" | "jobs" | "trained" | "staffed", Unit::Village) => Measure::VillagesBenefited,
        ("reached" | "light", _) => Measure::PersonsBenefited,
        _ => return None,
    })
}

/// 安置 is of those who move house, or of those who get a post when posts are spoken of.
fn placed<'a>(view: &View<'_>, hit: &Hit<'a>) -> &'a str {
    let posts = || {
        view.has(Class::MeasureEvent, "jobs", view.sentence)
            || view.has(Class::MeasureThing, "jobs", view.sentence)
    };
    let worker = || head_noun(view).is_some_and(|noun| noun.code == "labour");
    if hit.attr == "place" && (posts() || worker()) { "jobs" } else { hit.code }
}

fn is_event(hit: &Hit<'_>) -> bool {
    matches!(hit.code, "reached" | "lifted" | "jobs" | "trained" | "staffed" | "visit" | "room")
}

/// Whether households or persons follow the villages in their run.
fn leads_people(view: &View<'_>) -> bool {
    view.run_tail.start > view.tail.start
}

/// The first event after the run.
fn first_event<'a>(view: &View<'a>, tail: TextRange) -> Option<&'a Hit<'a>> {
    let hits = view.hits(Class::MeasureEvent, tail);
    // 「320户通过养牛脱了贫」: leaving poverty outweighs what led there.
    let lifted = hits.iter().find(|hit| hit.code == "lifted");
    lifted
        .or_else(|| hits.iter().find(|hit| is_event(hit)))
        .or_else(|| hits.iter().find(|hit| hit.code == "light"))
}

/// The event nearest before the run.
fn last_event<'a>(view: &View<'a>, lead: TextRange) -> Option<&'a Hit<'a>> {
    view.hits(Class::MeasureEvent, lead).iter().rev().find(|hit| is_event(hit))
}

/// The noun that names who is counted: in the figure, right after it, or shortly before.
pub(super) fn head_noun<'a>(view: &View<'a>) -> Option<&'a Hit<'a>> {
    let own = view.quantity.range;
    let inside = view.hits(Class::MeasurePerson, own).last();
    let phrase = view.noun_phrase(view.tail);
    let after = || {
        view.hits(Class::MeasurePerson, phrase).first().filter(|hit| {
            view.gap(phrase.start, hit.range.start) <= 4
                && view.hits(Class::MeasureEvent, TextRange::new(phrase.start, hit.range.start)).is_empty()
        })
    };
    let before = || {
        view.hits(Class::MeasurePerson, view.lead).last().filter(|hit| {
            let gap = TextRange::new(hit.range.end, view.anchor);
            view.gap(gap.start, view.anchor) <= NOUN_GAP && !view.text(gap).contains(['、', '的'])
        })
    };
    inside.or_else(before).or_else(after)
}

/// The noun of the figure before in the run: 「贫困户775户1907人」.
fn partner_noun<'a>(view: &View<'a>) -> Option<&'a Hit<'a>> {
    (view.first < view.index)
        .then(|| view.hits(Class::MeasurePerson, TextRange::new(view.run_lead.start, view.anchor)).last())
        .flatten()
}

fn is_poor(view: &View<'_>) -> bool {
    let partner = || view.hits(Class::MeasureGroup, TextRange::new(view.run_lead.start, view.anchor)).last();
    match super::group::named(view) {
        Some(group) => group == lianjie_core::Group::Poor,
        None => view.first < view.index && partner().is_some_and(|hit| hit.code == "poor"),
    }
}

/// A part of the figure before: 「就业3000人,其中贫困群众600人」, and lists that go on without a verb.
fn continued(view: &View<'_>, earlier: &Earlier, noun: &str) -> Option<Ruling> {
    if !view
        .hits(Class::MeasureEvent, view.run_lead)
        .iter()
        .all(|hit| matches!(hit.code, "skip" | "grown" | "stock"))
    {
        return None;
    }
    let before = previous(view, earlier)?;
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

/// Stocks: 「全县有建档立卡贫困户1320户」, 「辖717个行政村」, 「全村237户769人」.
fn stock(view: &View<'_>, noun: &str) -> Option<Ruling> {
    let unit = view.quantity.unit;
    let lead = view.run_lead;
    let owner = view
        .hits(Class::MeasureEvent, lead)
        .iter()
        .rev()
        .find(|hit| hit.code == "stock" && view.gap(hit.range.end, lead.end) <= 12);
    // 有增收项目的贫困户: the relative clause says what they have, so they are reached.
    let relative = owner.is_some_and(|hit| {
        let between = view.text(TextRange::new(hit.range.end, lead.end));
        let able = view
            .hits(Class::MeasureEvent, TextRange::new(hit.range.end, lead.end))
            .iter()
            .any(|hit| hit.attr == "able");
        between.contains('的') && !able
    });
    if relative && unit != Unit::Person {
        return Some(inferred(reached(unit), "measure.people.having"));
    }
    // 「温家沟村就有100多名」: what they do stands in the clause before.
    let unnamed = head_noun(view).is_none() && view.hits(Class::MeasureGroup, lead).is_empty();
    if owner.is_some() && unnamed && !person_free(view) {
        let before =
            view.hits(Class::MeasureEvent, view.clauses_before()).iter().rev().find(|hit| is_event(hit));
        if let Some(measure) = before.and_then(|hit| of_event(view, hit.code)) {
            return Some(inferred(measure, "measure.people.clause_before"));
        }
    }
    let closed = view.text(view.run_tail).trim().is_empty();
    let whole = (closed || unit == Unit::Village)
        && view
            .last(Class::MeasureScope, "whole", lead)
            .is_some_and(|hit| view.gap(hit.range.end, lead.end) <= 2);
    let poor = is_poor(view);
    // 「跟着公司干的有230户」: what precedes 的 says what those do.
    let nominal = owner.is_some_and(|hit| {
        let before = TextRange::new(lead.start, hit.range.start);
        view.gap(hit.range.end, lead.end) <= 1 && view.text(before).contains('的')
    });
    if nominal && !is_poor(view) && !view.has(Class::MeasureGroup, "poor", lead) {
        return Some(inferred(reached(unit), "measure.people.doing"));
    }
    // 「城区居民23622户」: where nothing is done to them, those who live there.
    let lives = |hit: &Hit<'_>| hit.attr == "resident" && hit.range.end <= view.anchor;
    if unit == Unit::Household
        && view.text(view.run_tail).trim().is_empty()
        && head_noun(view).is_some_and(lives)
    {
        return Some(inferred(Measure::Households, "measure.people.residents"));
    }
    // 「合作社有社员137户」
    if head_noun(view).is_some_and(|hit| hit.attr == "member") {
        return Some(inferred(reached(unit), "measure.people.members"));
    }
    // 「64个贫困村中有58个发展了产业」: what those who are had did, not that they are.
    let acting = owner.is_some_and(|hit| view.gap(hit.range.end, lead.end) == 0) && acts(view);
    if acting {
        return Some(doubtful(reached(unit), "measure.people.acting"));
    }
    let named = poor && super::group::leads(view) || owner.is_some();
    if !named && !whole {
        return None;
    }
    let measure = match unit {
        Unit::Household => Measure::Households,
        Unit::Village => Measure::Villages,
        _ if poor => Measure::Persons,
        _ if noun == "labour" => Measure::LabourForce,
        _ if whole || view.first < view.index || noun == "population" => Measure::Population,
        _ => Measure::Persons,
    };
    Some(stated(measure, "measure.people.stock"))
}

/// Whether the count is followed by more than its noun.
fn acts(view: &View<'_>) -> bool {
    let phrase = view.noun_phrase(view.run_tail);
    let after_noun = view
        .hits(Class::MeasurePerson, phrase)
        .first()
        .filter(|hit| hit.range.start == phrase.start)
        .map_or(phrase.start, |hit| hit.range.end);
    let rest = view.text(TextRange::new(after_noun, phrase.end));
    view.first == view.index && view.quantity.unit != Unit::Person && rest.chars().count() > 2
}

/// Whether the count stands without any noun of people, so that an earlier clause must say whom it counts.
fn person_free(view: &View<'_>) -> bool {
    view.hits(Class::MeasurePerson, view.lead).is_empty() && view.quantity.unit == Unit::Village
}

fn there_are(unit: Unit) -> Measure {
    match unit {
        Unit::Household => Measure::Households,
        Unit::Village => Measure::Villages,
        _ => Measure::Persons,
    }
}

fn reached(unit: Unit) -> Measure {
    match unit {
        Unit::Household => Measure::HouseholdsBenefited,
        Unit::Village => Measure::VillagesBenefited,
        _ => Measure::PersonsBenefited,
    }
}

/// No word of the clause decides: the clause before may, and people who are merely named in a report of what
/// was done are most often those it was done for.
fn fallback(view: &View<'_>, _earlier: &Earlier) -> Ruling {
    let unit = view.quantity.unit;
    let person = matches!(unit, Unit::Person | Unit::PersonTime);
    // 「160多人腾出手,到厂里打工」: what they do stands in the next clause.
    let end = view.clause.end;
    let next = TextRange::new(end, view.sentence.end.min(end.saturating_add(75)));
    let doing = first_event(view, next)
        .filter(|hit| person && matches!(hit.code, "jobs" | "trained") && !view.in_table())
        .and_then(|hit| of_event(view, hit.code));
    if let Some(measure) = doing {
        return doubtful(measure, "measure.people.clause_after");
    }
    let governed = view.hits(Class::MeasureEvent, view.clauses_before()).iter().any(|hit| hit.attr == "rule");
    if person
        && !governed
        && head_noun(view).is_none_or(|hit| hit.code != "target" || hit.attr == "weak")
        && view.first == view.index
    {
        return Ruling::Unknown;
    }
    if view.hits(Class::MeasureEvent, view.clauses_before()).iter().rev().any(|hit| hit.attr == "rule") {
        let measure = match unit {
            Unit::Household => Measure::Households,
            Unit::Village => Measure::Villages,
            _ => Measure::Population,
        };
        // 「辖22个村,4280户12600人」
        let leads = unit == Unit::Household && view.run_tail.start > view.tail.start;
        let judge = if leads { stated } else { inferred };
        return judge(measure, "measure.people.governed");
    }
    // 「旅游专业村50个」 counts villages of a kind, 「在4个村」 names where.
    let placed = view
        .context
        .mentions
        .places_in(view.run_lead)
        .last()
        .is_some_and(|place| view.gap(place.range.end, view.run_lead.end) <= 1);
    let kind = unit == Unit::Village
        && view.text(view.quantity.range).ends_with('个')
        && !view.text(view.lead).is_empty();
    let alone = placed
        && unit == Unit::Household
        && view.text(view.run_tail).trim().is_empty()
        && head_noun(view).is_none();
    if kind || alone {
        return doubtful(
            if kind { Measure::Villages } else { Measure::Households },
            "measure.people.counted",
        );
    }
    doubtful(reached(unit), "measure.people.named")
}
