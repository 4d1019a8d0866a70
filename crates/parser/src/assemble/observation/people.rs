//! Decides what a count of households, persons or villages measures: a stock, people reached, lifted, employed,
//! trained, or the staff.
//!
//! What is said after the run comes first (「5750户15928人脱贫」), then the nearest event before it
//! (「带动贫困户775户」), then a noun or a word of stock, then the figure that this one is a part of.

mod run;
mod stock;

use lianjie_core::{Bound, Decimal, Measure, Unit};

use self::run::{continued, follows_households, heads_of_reached};
pub(super) use self::run::{is_lifted, with_run};
use self::stock::{counts_mouths, is_size_of_place, leads_population, stock};
use super::Ruling;
use super::decision::{Earlier, doubtful, inferred, stated};
use super::view::View;
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
    // 「4个子女都在外地打工」
    if !is_big(view) && noun.is_some_and(|noun| noun.attr == "family") {
        return Ruling::Nothing;
    }
    // 「她家4口人」
    let family = view.text(view.quantity.range).contains('口') && !is_big(view);
    if family || view.is_one() && !employed {
        return Ruling::Nothing;
    }
    if person && noun_code == "staff" && before.is_none_or(|hit| !matches!(hit.code, "trained" | "reached")) {
        return if view.is_one() { Ruling::Nothing } else { stated(Measure::Staff, "measure.people.staff") };
    }
    // 「动员4700名机关干部到一线」
    let sent = matches!(view.text(view.tail).chars().next(), Some('到' | '赴' | '下' | '深' | '包' | '驻'));
    if person && noun_code == "staff" && sent && before.is_some_and(|hit| hit.code == "reached") {
        return stated(Measure::Staff, "measure.people.staff");
    }
    if let Some(measure) = all_lifted(view).and_then(|hit| of_event(view, hit.code)) {
        return stated(measure, "measure.people.all_lifted");
    }
    // 「1698人的茅坪村」
    if person && before.is_none() && !is_poor(view) && is_size_of_place(view) {
        return stated(Measure::Population, "measure.people.population");
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

/// 「剩余的28户，57人，全部脱贫」: that all those counted left poverty stands behind the commas.
fn all_lifted<'a>(view: &View<'a>) -> Option<&'a Hit<'a>> {
    /// Bytes of a second count and 现已全部.
    const REACH: u32 = 42;
    let start = view.quantity.range.end;
    let behind = TextRange::new(start, view.sentence.end.min(start + REACH));
    let lifted = view.hits(Class::MeasureEvent, behind).iter().find(|hit| hit.code == "lifted")?;
    let figures = view.context.mentions.figures_in(TextRange::new(start, lifted.range.start));
    let from = figures.last().map_or(start, |figure| figure.range.end);
    let between =
        view.text(TextRange::new(start, figures.first().map_or(start, |figure| figure.range.start)));
    let said = view.text(TextRange::new(from, lifted.range.start)).strip_prefix(',')?;
    let all = said.chars().all(|c| matches!(c, '全' | '部' | '均' | '都' | '已' | '现' | '也' | '如' | '期'));
    (all && !said.is_empty() && matches!(between, "" | "," | "、") && figures.len() <= 1).then_some(lifted)
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
