//! Counts of those who are there, whatever is done: 全县有建档立卡贫困户1320户, 全村237户769人, 1698人的茅坪村.

use lianjie_core::{Measure, Unit};

use super::super::Ruling;
use super::super::decision::{doubtful, inferred, stated};
use super::super::group;
use super::super::view::View;
use super::{head_noun, is_event, is_poor, of_event, reached};
use crate::lexicon::{Class, Hit};
use crate::reading::{TextRange, offset};

/// Whether the count says how large a place is: 「1698人的茅坪村」, 「18万人的小县城」; but 「120人的村办企业」.
pub(super) fn is_size_of_place(view: &View<'_>) -> bool {
    /// Characters before the noun: 小山.
    const REACH: usize = 2;
    let of = view.text(view.tail).strip_prefix('的').filter(|_| head_noun(view).is_none());
    let Some(phrase) = of else { return false };
    let at = view.quantity.range.end + offset('的'.len_utf8());
    let place = view.context.mentions.places_in(TextRange::new(at, view.sentence.end)).first();
    let settlement = phrase.split_once(['村', '镇', '乡', '县']);
    let plain = settlement.is_some_and(|(before, after)| {
        let ends = |c: char| !c.is_alphabetic() || matches!(c, '庄' | '城' | '子' | '里' | '寨');
        before.chars().count() <= REACH && after.chars().next().is_none_or(ends)
    });
    plain || place.is_some_and(|place| place.range.start == at)
}

/// Whether the next clause tells the heads of these households: 「…户,人口…人」.
pub(super) fn leads_population(view: &View<'_>) -> bool {
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

/// 「9860口人」, 「3120户9860口」, 「全乡9860口」: not what else is counted so (网箱1200口, 水窖300口).
pub(super) fn counts_mouths(view: &View<'_>) -> bool {
    let before = view.text(view.lead);
    let whole =
        before.ends_with(['共', '有', '村', '乡', '镇', '县', '区', '市', '家', '人', '户', '总', '口']);
    before.is_empty()
        || whole
        || view.text(view.quantity.range).ends_with('人')
        || view.text(view.tail).starts_with('人')
}

/// Stocks: 「全县有建档立卡贫困户1320户」, 「辖717个行政村」, 「全村237户769人」.
pub(super) fn stock(view: &View<'_>, noun: &str) -> Option<Ruling> {
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
        // 建档立卡的贫困户: the register says no more than that they are.
        between.contains('的') && !able && hit.attr != "register"
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
    // 「村民1200多人」
    let housed = |hit: &Hit<'_>| hit.attr == "resident" && hit.range.end == lead.end;
    if unit == Unit::Person && view.text(view.run_tail).trim().is_empty() && !is_poor(view) {
        let alone = |hit: &&Hit<'_>| view.text(TextRange::new(lead.start, hit.range.start)).trim().is_empty();
        if head_noun(view).filter(|hit| housed(hit)).is_some_and(|hit| alone(&hit)) {
            return Some(inferred(Measure::Population, "measure.people.residents"));
        }
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
    let named = poor && group::leads(view) || owner.is_some();
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
