//! Decides of whom a figure is: of poor households, persons or villages, or of all.

mod sign;
mod weigh;
mod word;

use lianjie_core::{Bound, Decimal, Group, Measure, Per, Unit};

use super::decision::{Decision, Earlier};
use super::view::{Family, View};
use crate::lexicon::{Class, Hit};
use crate::mention::Quantity;
use crate::reading::{TextRange, offset};

/// How far a group noun may stand before its count, in characters.
const NOUN_GAP: usize = 6;

/// What stands for a given name: 周某.
const SOMEONE: char = '某';

/// How far back in its paragraph a count of people still says who is spoken of, in bytes.
const MEMORY: u32 = 450;

pub(super) use self::sign::PRIOR;
pub(super) use self::weigh::Scale;

pub(super) fn of(view: &View<'_>, earlier: &Earlier, decision: &Decision) -> Group {
    match view.family {
        Family::People => of_people(view, earlier, decision),
        Family::Money => of_money(view, earlier, decision),
        Family::Percent | Family::Ratio => of_rate(view, earlier, decision),
        Family::Area => last_group(view, view.clause).or_else(|| person(view)).unwrap_or(Group::All),
        Family::Thing if decision.measure == Measure::Livestock => before(view, earlier)
            .or_else(|| last_group(view, view.clause))
            .or_else(|| person(view))
            .unwrap_or(Group::All),
        Family::Thing if decision.measure == Measure::Jobs || decision.measure == Measure::Policies => {
            in_clause(view)
        }
        _ => Group::All,
    }
}

/// The group that the count's own noun phrase names.
pub(super) fn named(view: &View<'_>) -> Option<Group> {
    let own = view.quantity.range;
    let inside = view.hits(Class::MeasureGroup, own).last();
    let before = || {
        view.hits(Class::MeasureGroup, view.lead).last().filter(|hit| {
            let gap = TextRange::new(hit.range.end, view.anchor);
            view.gap(gap.start, gap.end) <= NOUN_GAP && !view.text(gap).contains('、')
        })
    };
    let phrase = view.noun_phrase(view.tail);
    let after = || {
        view.hits(Class::MeasureGroup, phrase).first().filter(|hit| {
            let gap = TextRange::new(phrase.start, hit.range.start);
            view.gap(gap.start, gap.end) <= 3
                && view.hits(Class::MeasureEvent, gap).is_empty()
                && !view.text(gap).contains('中')
        })
    };
    inside.or_else(before).or_else(after).or_else(|| modified(view)).map(|hit| group(hit.code))
}

/// The group noun behind what is said of those counted, when that tells of nothing done: 「9名|来自周边村庄的|贫困户」.
fn modified<'a>(view: &View<'a>) -> Option<&'a Hit<'a>> {
    /// How long it may be, in characters.
    const LONGEST: usize = 12;
    let words = view.text(view.tail);
    let (of, _) = words.char_indices().take(LONGEST).find(|(_, c)| *c == '的')?;
    let said = TextRange::new(view.tail.start, view.tail.start + offset(of));
    let noun = said.end + offset('的'.len_utf8());
    let plain = words.get(..of)?.chars().all(char::is_alphabetic)
        && view.hits(Class::MeasureEvent, said).iter().all(|hit| hit.code == "skip");
    view.hits(Class::MeasureGroup, TextRange::new(noun, view.tail.end))
        .first()
        .filter(|hit| plain && hit.range.start == noun)
}

/// Whether the group noun stands before the count, as its topic: 「贫困户1320户」.
pub(super) fn leads(view: &View<'_>) -> bool {
    view.hits(Class::MeasureGroup, view.run_lead)
        .last()
        .is_some_and(|hit| view.gap(hit.range.end, view.run_lead.end) <= NOUN_GAP)
}

fn group(code: &str) -> Group {
    if code == "poor" { Group::Poor } else { Group::All }
}

fn of_people(view: &View<'_>, earlier: &Earlier, decision: &Decision) -> Group {
    if matches!(
        decision.measure,
        Measure::HouseholdsLifted | Measure::PersonsLifted | Measure::VillagesLifted
    ) {
        return Group::Poor;
    }
    if matches!(
        decision.measure,
        Measure::Population
            | Measure::RuralPopulation
            | Measure::LabourForce
            | Measure::Staff
            | Measure::Growth
    ) {
        return Group::All;
    }
    if let Some(group) = named(view) {
        return group;
    }
    if view.quantity.unit == Unit::Village {
        return Group::All;
    }
    // Partners of a run name one another: 「974户2692名贫困人口」, 「贫困户775户1907人」.
    if let Some(hit) = view.hits(Class::MeasureGroup, run(view)).last() {
        return group(hit.code);
    }
    match decision.provenance.rule.as_ref() {
        "measure.people.continued" => {
            before(view, earlier).or_else(|| told(view, earlier)).unwrap_or(Group::All)
        }
        _ if by_scope(view) == Group::Poor => Group::Poor,
        _ => told(view, earlier).unwrap_or(Group::All),
    }
}

/// Of whom the same count was before: …扶贫对象94户。…94户每户分得4000元.
fn told(view: &View<'_>, earlier: &Earlier) -> Option<Group> {
    /// How many figures back it is looked for.
    const REACH: usize = 60;
    /// Smaller counts may well be equal by chance.
    const LEAST: Decimal = Decimal::from_parts(10, 0, 0, false, 0);
    let own = view.quantity;
    let value = own.value.filter(|value| *value >= LEAST && own.bound == Bound::Exact)?;
    (0..view.index).rev().take(REACH).find_map(|index| {
        let quantity = view.context.mentions.quantities.get(index)?;
        let same = quantity.unit == own.unit && quantity.value == Some(value) && quantity.bound == own.bound;
        earlier.get(index).filter(|_| same).map(|decision| decision.group)
    })
}

/// From shortly before the run to shortly after it.
fn run(view: &View<'_>) -> TextRange {
    let start = view.run_lead.end.saturating_sub(18).max(view.run_lead.start);
    let end = view.run_tail.start.saturating_add(15).min(view.run_tail.end);
    if view.run_tail.start == view.tail.start && view.first == view.index {
        return TextRange::new(view.quantity.range.start, view.quantity.range.end);
    }
    TextRange::new(start, end.max(start))
}

/// The group of the nearest earlier count of people in the sentence that is a whole, not a part among it.
fn before(view: &View<'_>, earlier: &Earlier) -> Option<Group> {
    let mut found: Option<(&Decision, &Quantity, bool)> = None;
    for (index, quantity) in view.earlier_in_sentence() {
        if Family::of(quantity.unit) != Family::People {
            continue;
        }
        let Some(decision) = earlier.get(index) else { continue };
        if let Some((part, counted, among)) = found {
            // 「用工160人,贫困劳动力70人,工钱一天90元」: the smaller count is a part of the larger.
            let whole = part.group == Group::Poor
                && decision.group == Group::All
                && (decision.measure, quantity.unit) == (part.measure, counted.unit)
                && quantity.value > counted.value;
            if !among && !whole {
                break;
            }
        }
        let start = quantity.range.start;
        let lead = TextRange::new(start.saturating_sub(36).max(view.sentence.start), start);
        found = Some((decision, quantity, view.has(Class::MeasureScope, "among", lead)));
    }
    found.map(|(decision, ..)| decision.group)
}

/// The first group that the rest of the sentence names: 「村里分红160万元,涉及贫困户412户」.
fn ahead(view: &View<'_>) -> Option<Group> {
    let end = view.quantity.range.end;
    let rest = TextRange::new(end, view.sentence.end.min(end.saturating_add(90)));
    view.hits(Class::MeasureGroup, rest).first().map(|hit| group(hit.code))
}

/// The last group named in a stretch.
fn last_group(view: &View<'_>, range: TextRange) -> Option<Group> {
    view.hits(Class::MeasureGroup, range).last().map(|hit| group(hit.code))
}

/// 每户贷4万元,共120万元: the sum of what each poor household borrowed.
fn total(view: &View<'_>, earlier: &Earlier) -> Option<Group> {
    let (index, quantity) = view.earlier_in_sentence().find(|(_, q)| Family::of(q.unit) == Family::Money)?;
    let each = quantity.per.contains(&Per::Household);
    let decision = earlier.get(index)?;
    (each && decision.measure == Measure::Loan).then_some(decision.group)
}

/// Of whom the paragraph has told since it named one of them: 贫困户周某养了8头牛。他去年卖了3头; 她家原是贫困户,….
fn person(view: &View<'_>) -> Option<Group> {
    let outline = view.context.outline;
    let at = view.quantity.range.start;
    let block = outline.sentence_at(at).and_then(|i| outline.sentence(i))?.block;
    let start = outline.blocks.get(block)?.range.start.max(at.saturating_sub(MEMORY));
    let hit = view.hits(Class::MeasureGroup, TextRange::new(start, at)).last()?;
    let reading = view.context.reading();
    let mut after = view.text(TextRange::new(hit.range.end, at)).chars();
    let named = after.next().is_some_and(char::is_alphabetic) && after.next() == Some(SOMEONE);
    let is = reading.char_before(hit.range.start) == Some('是')
        && matches!(reading.char_at(hit.range.end), Some(',' | '。'));
    (named || is).then(|| group(hit.code))
}

fn by_scope(view: &View<'_>) -> Group {
    if view.context.scopes.at(view.quantity.range.start).poor { Group::Poor } else { Group::All }
}

fn in_clause(view: &View<'_>) -> Group {
    view.hits(Class::MeasureGroup, view.clause)
        .iter()
        .rev()
        .map(|hit| group(hit.code))
        .next()
        .unwrap_or(Group::All)
}

fn of_money(view: &View<'_>, earlier: &Earlier, decision: &Decision) -> Group {
    match decision.measure {
        Measure::Funding
        | Measure::Donation
        | Measure::OutputValue
        | Measure::Revenue
        | Measure::Sales
        | Measure::Growth => Group::All,
        Measure::Loan => {
            let lead = view.clause_before();
            let named = view.hits(Class::MeasureGroup, lead).last().map(|hit| group(hit.code));
            let each = view.quantity.per.contains(&Per::Household);
            named
                .or_else(|| before(view, earlier).filter(|_| each))
                .or_else(|| total(view, earlier))
                .or_else(|| last_group(view, view.sentence_before()).filter(|_| each))
                .or_else(|| person(view))
                .unwrap_or(Group::All)
        }
        // 户均折股3000元, 每人入股2000元: the stake is of those who hold it.
        Measure::Investment => {
            let each = view.quantity.per.iter().any(|per| matches!(per, Per::Household | Per::Person));
            let owner = || {
                last_group(view, view.clause_before())
                    .or_else(|| before(view, earlier))
                    .or_else(|| last_group(view, view.sentence_before()))
            };
            if each { owner() } else { None }.or_else(|| person(view)).unwrap_or(Group::All)
        }
        Measure::Subsidy if given_to_firm(view) => Group::All,
        Measure::Subsidy => view
            .hits(Class::MeasureGroup, view.clause_before())
            .last()
            .map(|hit| group(hit.code))
            .or_else(|| before(view, earlier))
            .or_else(|| {
                view.hits(Class::MeasureGroup, view.sentence_before()).last().map(|hit| group(hit.code))
            })
            .unwrap_or(Group::All),
        _ => {
            if let Some(hit) = view.hits(Class::MeasureGroup, view.clause_before()).last() {
                return group(hit.code);
            }
            // 「全县农民人均可支配收入」
            if decision.measure == Measure::IncomePerCapita
                && view.has(Class::MeasureScope, "whole", view.clause_before())
            {
                return Group::All;
            }
            before(view, earlier)
                .or_else(|| {
                    view.hits(Class::MeasureGroup, view.sentence_before()).last().map(|hit| group(hit.code))
                })
                .or_else(|| ahead(view))
                .or_else(|| carried(view, earlier, decision))
                .or_else(|| person(view))
                .unwrap_or_else(|| by_scope(view))
        }
    }
}

/// 「合作社带动贫困户20户以上的,奖励5万元」, 「对吸纳脱贫劳动力的车间,每人补1000元」: whom a firm reached is the condition,
/// the firm is paid.
fn given_to_firm(view: &View<'_>) -> bool {
    let mean = view.text(view.lead).contains('均');
    if mean || view.in_table() || view.has(Class::MeasureGroup, "poor", view.clause_before()) {
        return false;
    }
    let before = view.clauses_before();
    let parties = view.hits(Class::Party, before);
    let payer =
        |code: &str| matches!(code, "government" | "bank" | "insurer" | "party_branch" | "none" | "aid");
    let firm = |code: &str| {
        matches!(
            code,
            "enterprise" | "cooperative" | "workshop" | "base" | "park" | "family_farm" | "large_grower"
        )
    };
    let first = parties.iter().find(|hit| !payer(hit.code)).is_some_and(|hit| firm(hit.code));
    let last = parties.last().is_some_and(|hit| firm(hit.code) && view.gap(hit.range.end, before.end) <= 2);
    first || last
}

/// What a household gets in a paragraph that last counted households or persons is what those get.
fn carried(view: &View<'_>, earlier: &Earlier, decision: &Decision) -> Option<Group> {
    let of_household = matches!(
        decision.measure,
        Measure::DividendPerHousehold
            | Measure::Dividend
            | Measure::HouseholdIncome
            | Measure::IncomePerHousehold
            | Measure::IncomeGainPerHousehold
            | Measure::IncomeGainPerCapita
    );
    if !of_household {
        return None;
    }
    let outline = view.context.outline;
    let block = outline.sentence_at(view.quantity.range.start).and_then(|i| outline.sentence(i))?.block;
    let start = outline.blocks.get(block)?.range.start.max(view.quantity.range.start.saturating_sub(MEMORY));
    let quantities = &view.context.mentions.quantities;
    let before = (0..view.index).rev().map_while(|i| quantities.get(i).map(|q| (i, q)));
    before
        .take_while(|(_, q)| q.range.start >= start)
        .filter(|(_, q)| Family::of(q.unit) == Family::People)
        .find_map(|(i, _)| earlier.get(i))
        .map(|decision| decision.group)
}

/// 「30%归村集体」: the share is of another party than households.
fn kept_by_others(view: &View<'_>) -> bool {
    view.hits(Class::Party, view.tail).first().is_some_and(|hit| {
        view.gap(view.tail.start, hit.range.start) <= 4
            && matches!(
                hit.code,
                "village_collective" | "cooperative" | "enterprise" | "bank" | "insurer" | "government"
            )
    })
}

fn of_rate(view: &View<'_>, earlier: &Earlier, decision: &Decision) -> Group {
    match decision.measure {
        Measure::Growth | Measure::PovertyIncidence | Measure::Leverage => Group::All,
        // 「公司、农户、村集体按5:3:2分」 is of all of them.
        Measure::Share if view.family == Family::Ratio => Group::All,
        Measure::Share if kept_by_others(view) => Group::All,
        Measure::Rate if given_to_firm(view) => Group::All,
        Measure::CoverageRate => {
            if let Some(hit) = view.hits(Class::MeasureGroup, view.clause).last() {
                return group(hit.code);
            }
            before(view, earlier).unwrap_or(Group::All)
        }
        _ => view
            .hits(Class::MeasureGroup, view.clause)
            .last()
            .map(|hit| group(hit.code))
            .or_else(|| before(view, earlier))
            .unwrap_or_else(|| by_scope(view)),
    }
}
