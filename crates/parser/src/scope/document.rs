//! The place that a document is about: the one of its headline, else the narrowest that most of its text names.

mod helped;

use lianjie_core::{Decimal, Place, PlaceLevel, Unit};

use crate::gazetteer::{Gazetteer, PlaceId};
use crate::lexicon::{Class, Hit};
use crate::mention::{Mentions, PlaceIndex, PlaceMention, PlaceTable};
use crate::outline::Outline;
use crate::reading::TextRange;

pub(super) use self::helped::supports;
use self::helped::{aided_county, helped_county, helped_side};
use super::place::{area_of, exceeds, is_name, is_neighbour, is_passed, organisation_of};

/// The place that the document is about.
pub(crate) fn document_place(outline: &Outline, mentions: &Mentions<'_>) -> Option<Place> {
    let areas = mentions.hits.of(Class::Area);
    let national = areas.iter().filter(|hit| hit.attr == "country" && hit.code != "state").count();
    let title = outline.title_range.unwrap_or_default();
    let headlined = mentions.hits.within(Class::Area, title).iter().any(|hit| hit.attr == "country");
    let country = |hit: &Hit<'_>| hit.attr == "country" && hit.code != "state";
    let spread =
        |holds: &dyn Fn(TextRange) -> bool| outline.blocks.iter().filter(|block| holds(block.range)).count();
    let named =
        spread(&|block| mentions.places_in(block).iter().any(|m| !is_name(outline, mentions, m.range)));
    let spoken = spread(&|block| mentions.hits.within(Class::Area, block).iter().any(country));
    // Not the account of a county whose name was not understood.
    let mut bodies = mentions.hits.of(Class::Institution).iter().filter(|hit| hit.code == "body");
    let local = areas.iter().any(|hit| {
        matches!(hit.code, "whole" | "own" | "that") && !matches!(hit.attr, "country" | "village")
    }) || bodies.any(|hit| is_own(outline, mentions, hit));
    // 我国 spoken of more than any place.
    let all = headlined
        || (national >= 3 && national > 2 * mentions.places.len())
        || (!local && national >= 2 && spoken >= named);
    let told = || {
        let several = announced_counties(outline, mentions).map(|(_, around)| around);
        let local = several.or_else(|| local_place(outline, mentions));
        local.or_else(|| aided_county(outline, mentions, None)).filter(|_| !all)
    };
    let index = headline_place(outline, mentions).or_else(|| signed_place(outline, mentions)).or_else(told);
    if let Some(index) = index {
        let index = helped_county(outline, mentions, index)
            .or_else(|| helped_side(outline, mentions, index))
            .unwrap_or(index);
        let index = headline_stem(outline, mentions, index)
            .or_else(|| told_township(outline, mentions, index))
            .unwrap_or(index);
        return Some(mentions.place_table.place(index).clone());
    }
    let provinces = provinces(mentions);
    let round_up = headlined
        || (!local && national >= 1)
        || provinces >= 3
        || (national >= 3 && provinces == 0)
        || national >= 8;
    round_up.then(|| Gazetteer::shared().place(PlaceId::Country, None))
}

/// The narrowest place in a short line near the head that says nothing but where and when: 某县某乡 2018年7月.
fn signed_place(outline: &Outline, mentions: &Mentions<'_>) -> Option<PlaceIndex> {
    /// Lines at the head.
    const LINES: usize = 4;
    /// Bytes of such a line.
    const LINE: u32 = 75;
    let title = outline.title_range?;
    let mut head = outline.blocks.iter().take(LINES).filter(|block| !title.overlaps(block.range));
    head.find_map(|block| {
        let places = mentions.places_in(block.range);
        let (first, last) = (places.first()?, places.last()?);
        let told = block.range.len() <= LINE && first.range.start == block.range.start;
        let together = places.windows(2).all(|pair| matches!(pair, [a, b] if a.range.end >= b.range.start));
        let rest = TextRange::new(last.range.end, block.range.end);
        let dated = !mentions.dates_in(rest).is_empty() && mentions.only_dates_in(&outline.reading, rest);
        (told && together && dated).then_some(last.index)
    })
}

/// How many counties a round-up announces in its first lines, and what holds them all: 走进甲、乙、丙三个县.
pub(super) fn announced_counties(outline: &Outline, mentions: &Mentions<'_>) -> Option<(usize, PlaceIndex)> {
    /// Lines that may announce them.
    const LINES: usize = 4;
    let table = &mentions.place_table;
    let head = outline.blocks.iter().take(LINES).map(|block| block.range).reduce(TextRange::cover)?;
    mentions.figures_in(head).iter().filter(|figure| figure.unit == Unit::County).find_map(|figure| {
        let before = mentions.places_in(TextRange::new(head.start, figure.range.start));
        let mut end = figure.range.start;
        let joined = |place: &&PlaceMention| {
            let next = std::mem::replace(&mut end, place.range.start);
            matches!(outline.reading.between(place.range.end, next), "" | "、" | "和" | "与" | "及" | "等")
        };
        let listed: Vec<PlaceIndex> = before.iter().rev().take_while(joined).map(|m| m.index).collect();
        let counties = listed.iter().all(|&place| table.level(place) == PlaceLevel::County);
        let count = figure.value.is_some_and(|value| value == Decimal::from(listed.len()));
        let (&first, rest) =
            listed.split_first().filter(|(_, rest)| counties && count && !rest.is_empty())?;
        let around = rest.iter().try_fold(first, |common, &other| table.common(common, other))?;
        (table.level(around) > PlaceLevel::Country).then_some((listed.len(), around))
    })
}

/// The mentions that name a place as itself, not as what lies beside the one spoken of.
fn free<'m>(outline: &'m Outline, mentions: &'m Mentions<'_>) -> impl Iterator<Item = &'m PlaceMention> {
    let named =
        |m: &&PlaceMention| !is_name(outline, mentions, m.range) && !is_neighbour(outline, mentions, m);
    mentions.places.iter().filter(named)
}

/// The township or village of the place that the headline names without its level word: 甲县乙乡 as 甲县乙.
fn headline_stem(outline: &Outline, mentions: &Mentions<'_>, place: PlaceIndex) -> Option<PlaceIndex> {
    let table = &mentions.place_table;
    let title = outline.title_range?;
    let words = outline.reading.slice(title);
    let inside = |&at: &PlaceIndex| {
        table.level(at) >= PlaceLevel::Township && at != place && table.contains(place, at)
    };
    let headlined = mentions.places_in(title);
    // 甲镇乙村 names the town too.
    let told = free(outline, mentions).flat_map(|m| table.line(m.index)).filter(inside);
    told.into_iter().find(|&narrow| {
        let name = table.place(narrow).name.as_str();
        let Some((last, _)) = name.char_indices().next_back() else { return false };
        let stem = name.get(..last).unwrap_or_default();
        let long = stem.chars().count() > 2;
        stem.chars().count() >= 2
            && words.match_indices(stem).any(|(at, _)| {
                let start = title.start + crate::reading::offset(at);
                (long && headlined.is_empty()) || headlined.iter().any(|m| m.range.end == start)
            })
    })
}

/// The township that is the only one the text tells of, when 全镇 and 镇里 are said in it and no county is spoken of as a
/// whole.
fn told_township(outline: &Outline, mentions: &Mentions<'_>, place: PlaceIndex) -> Option<PlaceIndex> {
    let table = &mentions.place_table;
    let title = outline.title_range.unwrap_or_default();
    let level = |m: &PlaceMention| table.level(m.index);
    let headlined = free(outline, mentions).any(|m| title.contains(m.range));
    if headlined || table.level(place) > PlaceLevel::County {
        return None;
    }
    let told = || free(outline, mentions).filter(|m| !is_passed(outline, mentions, m));
    let town = told().find(|m| level(m) == PlaceLevel::Township)?.index;
    let town = Some(town).filter(|&town| table.contains(place, town))?;
    let mut towns = told().filter_map(|m| table.at_level(m.index, PlaceLevel::Township));
    // A text without a headline that begins with the town and names it more than its county.
    let begins = free(outline, mentions).next().filter(|m| outline.title_range.is_none() && m.index == town);
    let opens = begins.is_some_and(|m| outline.blocks.iter().any(|block| block.range.start == m.range.start));
    let times = |place| mentions.places.iter().filter(|m| m.index == place).count();
    if opens && times(town) > times(place).max(2) {
        return Some(town);
    }
    let elsewhere =
        free(outline, mentions).any(|m| level(m) == PlaceLevel::County && !table.contains(m.index, town));
    let areas = mentions.hits.of(Class::Area);
    let said = |hit: &&Hit<'_>| matches!(hit.code, "whole" | "own" | "that" | "in");
    let mut spoken = areas.iter().filter(said);
    let of_town = spoken.clone().any(|hit| hit.attr == "township");
    let wider = spoken.any(|hit| hit.code != "in" && !matches!(hit.attr, "township" | "village" | "country"));
    (towns.all(|other| other == town) && !elsewhere && of_town && !wider).then_some(town)
}

/// Whether an office is of a place that needs no name: 代表市人民政府, 县委.
fn is_own(outline: &Outline, mentions: &Mentions<'_>, office: &Hit<'_>) -> bool {
    let at = office.range.start;
    let own = |c: Option<char>| matches!(c, Some('县' | '市' | '旗' | '州'));
    let reading = &outline.reading;
    let level = if own(reading.char_at(at)) { at } else { at.saturating_sub(3) };
    let named = mentions.places_in(TextRange::new(level.saturating_sub(60), at + 3));
    let named = named.iter().any(|m| m.range.end >= level);
    own(reading.char_at(level)) && !named
}

/// The place of a text whose headline names none: the narrowest down to a county that holds most of it, else the
/// outlet's county, else what is known.
fn local_place(outline: &Outline, mentions: &Mentions<'_>) -> Option<PlaceIndex> {
    let table = &mentions.place_table;
    let outlet = table.outlet();
    match main_place(outline, mentions, |_| true) {
        // 某县扶贫办编印: what a county's own paper or office says of a distant one is on what came from there.
        Some(place) if outlet.is_some_and(|outlet| is_distant(table, outlet, place)) => outlet,
        Some(place) if table.at_level(place, PlaceLevel::County).is_none() => {
            outlet.filter(|&outlet| table.contains(place, outlet)).or(Some(place))
        }
        Some(place) => Some(place),
        None => outlet.or_else(|| {
            let own = |m: &&PlaceMention| {
                organisation_of(mentions, m.range).is_none() && !is_neighbour(outline, mentions, m)
            };
            let mut said = mentions.places.iter().filter(own);
            let first = said.next().filter(|_| provinces(mentions) <= 1)?;
            let place = widest(table, first.index);
            // Of several towns whose county is not named it is none of them, unless the headline names one.
            let headlined = outline.title_range.is_some_and(|title| title.contains(first.range));
            let narrow = table.level(place) >= PlaceLevel::Township && !headlined;
            let several = narrow && said.any(|other| widest(table, other.index) != place);
            (!several).then_some(place)
        }),
    }
}

/// Whether a county lies in another province than a place.
fn is_distant(table: &PlaceTable, county: PlaceIndex, place: PlaceIndex) -> bool {
    let province = |place| table.at_level(place, PlaceLevel::Province);
    let known = province(county).zip(province(place));
    table.level(county) == PlaceLevel::County && known.is_some_and(|(a, b)| a != b)
}

/// The place that sentences are about which name none: the one village of the account, else the document's place.
pub(super) fn account_place(
    outline: &Outline,
    mentions: &Mentions<'_>,
    document: Option<&Place>,
) -> Option<PlaceIndex> {
    let table = &mentions.place_table;
    let document = document.and_then(|place| table.find(place));
    let inside = |&village: &PlaceIndex| document.is_none_or(|place| table.contains(place, village));
    let one = || only_village(outline, mentions).filter(inside);
    let seat = || seat_of_organisation(outline, mentions).filter(inside);
    let diary = || village_of_diary(mentions).filter(inside);
    posted_village(outline, mentions).or_else(diary).or_else(seat).or_else(one).or(document)
}

/// The village or town in which the one organisation lies that the headline names: 某合作社联农带农的做法, then 某合作社位于甲县
/// 乙镇丙村.
fn seat_of_organisation(outline: &Outline, mentions: &Mentions<'_>) -> Option<PlaceIndex> {
    /// Paragraphs in which it is introduced.
    const LINES: usize = 6;
    let title = outline.title_range?;
    let mut named = mentions.organisations.iter().filter(|one| title.contains(one.range));
    let one = named.next().filter(|_| named.next().is_none())?;
    let body = outline.blocks.iter().filter(|block| block.range.start >= title.end).take(LINES);
    let end = body.last()?.range.end;
    let mut told = mentions
        .organisations
        .iter()
        .filter(|other| other.range.start >= title.end && other.range.end <= end && other.name == one.name);
    told.find_map(|subject| {
        let lead = mentions.hits.starting(Class::PlaceLead, subject.range.end);
        let lead = lead.filter(|lead| lead.attr == "seat")?;
        let place = mentions.places.iter().find(|place| place.range.start >= lead.range.end)?;
        let narrow = mentions.place_table.level(place.index) >= PlaceLevel::Township;
        (place.range.start == lead.range.end && narrow).then_some(place.index)
    })
}

/// The village in whose name the headline has a team that was posted there: 某局驻甲县乙村工作队述职.
fn posted_village(outline: &Outline, mentions: &Mentions<'_>) -> Option<PlaceIndex> {
    let title = outline.title_range?;
    let level = |m: &&PlaceMention| mentions.place_table.level(m.index);
    let village = mentions.places_in(title).iter().find(|m| level(m) == PlaceLevel::Village)?;
    (outline.reading.char_before(village.range.start) == Some('驻')).then_some(village.index)
}

/// The village whose days a diary tells, named before its first entry: 陈某,甲县乙镇丙村第一书记。以下摘自他的驻村日记。
fn village_of_diary(mentions: &Mentions<'_>) -> Option<PlaceIndex> {
    let [(first, _), _, ..] = mentions.entries.as_slice() else { return None };
    let before = mentions.places.iter().take_while(|place| place.range.start < *first);
    before
        .last()
        .map(|place| place.index)
        .filter(|place| mentions.place_table.level(*place) == PlaceLevel::Village)
}

/// The village that all of the text is about: it is the first place that the body names, no other village is named,
/// no county or town is spoken of as a whole, and no more than once is more counted than a village has (its visitors).
fn only_village(outline: &Outline, mentions: &Mentions<'_>) -> Option<PlaceIndex> {
    let table = &mentions.place_table;
    let title = outline.title_range.unwrap_or_default();
    let level = |m: &PlaceMention| table.level(m.index);
    let aside = |m: &PlaceMention| {
        is_name(outline, mentions, m.range) || gives(mentions, m) || is_neighbour(outline, mentions, m)
    };
    let free = || mentions.places.iter().filter(|m| !aside(m));
    let first = free().find(|m| !title.contains(m.range)).filter(|m| level(m) == PlaceLevel::Village)?;
    let village = first.index;
    // 目前,某县果园达50万亩: behind its village the county is told of for itself.
    let told = free().any(|m| {
        let opens = outline.reading.char_before(m.range.start).is_some_and(|c| !c.is_alphanumeric());
        opens && m.range.start > first.range.start && level(m) == PlaceLevel::County
    });
    let other = |m: &&PlaceMention| level(m) == PlaceLevel::Village && m.index != village;
    let one_line =
        free().all(|m| table.contains(m.index, village)) && !mentions.places.iter().any(|m| other(&m));
    let areas = || mentions.hits.of(Class::Area).iter();
    let whole = areas().filter(|hit| matches!(hit.code, "whole" | "own" | "that"));
    let mut wider = whole.filter(|hit| !matches!(hit.attr, "village" | "country"));
    // 全镇另有3个村照着做: one look around at its town leaves the account with the village, unless the headline has
    // the town.
    let towns = mentions.places_in(title).iter().any(|m| level(m) == PlaceLevel::Township);
    let around = wider.next().is_none_or(|hit| hit.attr == "township" && !towns) && wider.next().is_none();
    let quantities = mentions.quantities.iter();
    let beyond = quantities.filter(|figure| exceeds(figure, PlaceLevel::Village)).nth(1).is_some();
    (one_line && around && !told && !beyond).then_some(village)
}

/// Bytes of 财政 between who helps and its help.
const GIVER: u32 = 6;

/// Whether a place is only where help comes from: 某市对口援疆资金.
fn gives(mentions: &Mentions<'_>, place: &PlaceMention) -> bool {
    let hits = mentions.hits.of(Class::Institution);
    let next = hits.get(hits.partition_point(|hit| hit.range.start < place.range.end));
    // 黄埔区财政援助资金
    let near = |at: u32| at <= place.range.end + GIVER;
    mentions.place_table.level(place.index) <= PlaceLevel::County
        && next.is_some_and(|hit| hit.code == "aid" && near(hit.range.start))
}

fn widest(table: &PlaceTable, place: PlaceIndex) -> PlaceIndex {
    table.line(place).last().unwrap_or(place)
}

fn provinces(mentions: &Mentions<'_>) -> usize {
    let table = &mentions.place_table;
    let mut found: Vec<PlaceIndex> =
        mentions.places.iter().filter_map(|m| table.at_level(m.index, PlaceLevel::Province)).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// The place of the headline, when the body speaks of it too.
fn headline_place(outline: &Outline, mentions: &Mentions<'_>) -> Option<PlaceIndex> {
    let table = &mentions.place_table;
    let title = outline.title_range?;
    let (inside, body): (Vec<&PlaceMention>, Vec<&PlaceMention>) =
        mentions.places.iter().partition(|m| title.contains(m.range));
    let mut named: Vec<&PlaceMention> = inside;
    named.retain(|m| !is_name(outline, mentions, m.range));
    // 某市对口帮扶某县 is of the one that is helped.
    if named.iter().any(|m| !gives(mentions, m)) {
        named.retain(|m| !gives(mentions, m));
    }
    // 去某市买楼: where something is done is not who does it.
    let led = |m: &PlaceMention| {
        let leads = mentions.hits.of(Class::PlaceLead);
        let lead = leads.get(leads.partition_point(|lead| lead.range.end < m.range.start));
        lead.is_some_and(|lead| lead.range.end == m.range.start && matches!(lead.code, "at" | "go" | "from"))
    };
    if named.iter().any(|m| !led(m)) {
        named.retain(|m| !led(m));
    }
    let mut named: Vec<PlaceIndex> = named.iter().map(|m| m.index).collect();
    // Of two distant ones the text may tell which is helped.
    if let [one, other] = *named
        && let Some(aided) =
            aided_county(outline, mentions, None).filter(|aided| [one, other].contains(aided))
        && table.common(one, other).is_none_or(|common| table.level(common) == PlaceLevel::Country)
    {
        named.retain(|&place| place == aided);
    }
    let (&first, rest) = named.split_first()?;
    let mut place = first;
    // Of several counties side by side it is what holds them all.
    let mut widened = false;
    for &other in rest {
        if table.contains(place, other) {
            place = if widened { place } else { other };
        } else if !table.contains(other, place) {
            place = table.common(place, other)?;
            widened = true;
        }
    }
    let related = |m: &&PlaceMention| {
        let around = table.level(m.index) >= PlaceLevel::Prefecture && table.contains(m.index, place);
        around || table.contains(place, m.index)
    };
    // A village of the county may well be the headline's township's.
    let near = |m: &&PlaceMention| {
        let county = table.at_level(place, PlaceLevel::County);
        table.level(place) == PlaceLevel::Township && county.is_some() && table.parent(m.index) == county
    };
    // 我县 in the body is the county of the headline even where the body names another.
    let own = mentions
        .hits
        .of(Class::Area)
        .iter()
        .any(|hit| matches!(hit.code, "own" | "whole") && area_of(table, place, hit.attr) == Some(place));
    if !body.is_empty() && !own && !body.iter().any(|m| related(m) || near(m)) {
        return None;
    }
    // A county's account under a village's headline; one look around at the county leaves it with the village.
    let villages = mentions.hits.of(Class::Area).iter().filter(|hit| hit.attr == "village").count();
    if table.level(place) == PlaceLevel::Village
        && openings(outline, mentions, "county") * 2 > villages.saturating_sub(1)
    {
        return table.at_level(place, PlaceLevel::County).or(Some(place));
    }
    Some(place)
}

/// How many paragraphs open with 全县 and the like.
fn openings(outline: &Outline, mentions: &Mentions<'_>, level: &str) -> usize {
    let opens = |block: &&crate::outline::Block| {
        let opening = TextRange::new(block.range.start, (block.range.start + 24).min(block.range.end));
        mentions.hits.within(Class::Area, opening).iter().any(|hit| hit.code == "whole" && hit.attr == level)
    };
    outline.blocks.iter().filter(opens).count()
}

/// Goes down from the province as long as one place holds most of what is named; only places that `counts` says are looked
/// at.
fn main_place(
    outline: &Outline,
    mentions: &Mentions<'_>,
    counts: impl Fn(PlaceIndex) -> bool,
) -> Option<PlaceIndex> {
    let table = &mentions.place_table;
    let opening = outline.blocks.iter().find(|b| b.range.len() > 90).map_or(0, |block| block.range.end);
    let dateline = super::dateline(outline, mentions).unwrap_or_default();
    let told = told_provinces(outline, mentions);
    let far = |place| {
        table.at_level(place, PlaceLevel::Province).is_some_and(|province| !told.contains(&province))
            && !told.is_empty()
    };
    let mut weights: Vec<(PlaceIndex, u32)> = Vec::new();
    for mention in mentions.places.iter().filter(|m| !dateline.contains(m.range) && counts(m.index)) {
        let weight = if is_neighbour(outline, mentions, mention) {
            0
        } else if organisation_of(mentions, mention.range).is_some() {
            // A county's company works in the county, a province's anywhere.
            if table.level(mention.index) >= PlaceLevel::County { 2 } else { 0 }
        } else if is_name(outline, mentions, mention.range)
            || gives(mentions, mention)
            || far(mention.index)
            || is_passed(outline, mentions, mention)
        {
            1
        } else if mention.range.end <= opening {
            4
        } else {
            2
        };
        weights.push((mention.index, weight));
    }
    let own = |level: &str| {
        mentions.hits.of(Class::Area).iter().filter(|hit| hit.attr == level && hit.code != "in").count()
    };
    let (city, county) = (own("city") + own("prefecture"), own("county") + own("district"));
    // 全市 may be said of a county that is called a city.
    let called_city = weightiest(table, &weights, PlaceLevel::County)
        .is_some_and(|(place, _)| table.place(place).name.ends_with('市'));
    let prefecture = city > county * 2 && !called_city;
    let floor = if prefecture { PlaceLevel::Prefecture } else { PlaceLevel::County };
    let total: u32 = weights.iter().map(|(_, weight)| weight).sum();
    let mut best = None;
    let mut room = total;
    for level in [PlaceLevel::Province, PlaceLevel::Prefecture, PlaceLevel::County] {
        if level > floor {
            break;
        }
        // What lies elsewhere does not count: the counties of 重庆 have no prefecture, those it is compared with have.
        let inside: Vec<(PlaceIndex, u32)> = weights
            .iter()
            .copied()
            .filter(|&(place, _)| best.is_none_or(|best| table.contains(best, place)))
            .collect();
        let Some((place, share)) = weightiest(table, &inside, level) else { continue };
        if share * 2 <= room {
            // A province's counties are each a small part; a prefecture without its own name is no step.
            break;
        }
        best = Some(place);
        room = share;
    }
    // 全县 or 县里 is said, and nothing wider: the account is of a county, though it names others too.
    let wider = city + own("province");
    let inside = best.is_some_and(|best| table.level(best) < PlaceLevel::County);
    let local = mentions.hits.of(Class::Area).iter().any(|hit| matches!(hit.attr, "county" | "district"));
    if local && wider == 0 && inside {
        return weightiest(table, &weights, PlaceLevel::County)
            .map(|(place, _)| place)
            .filter(|&place| best.is_some_and(|best| table.contains(best, place)))
            .or(best);
    }
    best
}

/// The provinces whose townships and villages the text tells of under their counties' names. What is far from them gives
/// help or buys.
fn told_provinces(outline: &Outline, mentions: &Mentions<'_>) -> Vec<PlaceIndex> {
    let table = &mentions.place_table;
    let narrow = |m: &&PlaceMention| table.level(m.index) >= PlaceLevel::Township;
    let sited = |m: &PlaceMention| {
        let county = table.at_level(m.index, PlaceLevel::County)?;
        let stem: String = table.place(county).name.chars().take(2).collect();
        outline.reading.slice(m.range).starts_with(stem.as_str()).then_some(county)
    };
    let counties = free(outline, mentions).filter(narrow).filter_map(sited);
    let mut told: Vec<PlaceIndex> =
        counties.filter_map(|county| table.at_level(county, PlaceLevel::Province)).collect();
    told.sort_unstable();
    told.dedup();
    told
}

/// The place of a level that weighs most with what lies in it; of equals, the first named.
fn weightiest(
    table: &PlaceTable,
    weights: &[(PlaceIndex, u32)],
    level: PlaceLevel,
) -> Option<(PlaceIndex, u32)> {
    let mut shares: Vec<(PlaceIndex, u32)> = Vec::new();
    for &(place, weight) in weights {
        let Some(at) = table.at_level(place, level) else { continue };
        match shares.iter_mut().find(|(known, _)| *known == at) {
            Some((_, share)) => *share += weight,
            None => shares.push((at, weight)),
        }
    }
    shares.into_iter().reduce(|top, share| if share.1 > top.1 { share } else { top })
}
