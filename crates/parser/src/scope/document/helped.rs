//! Of a place that gives and one that is helped, the one that is helped: 东西部协作, 对口支援.

use lianjie_core::PlaceLevel;

use super::{free, main_place};
use crate::lexicon::Class;
use crate::mention::{Mentions, PlaceIndex, PlaceMention, PlaceTable};
use crate::outline::Outline;
use crate::reading::TextRange;

/// The county whose towns and villages the text tells of, when it tells of none in the county that it names most: that
/// one only gives (某区对口帮扶某县).
pub(super) fn helped_county(
    outline: &Outline,
    mentions: &Mentions<'_>,
    giver: PlaceIndex,
) -> Option<PlaceIndex> {
    let table = &mentions.place_table;
    let helps = mentions.hits.of(Class::Institution).iter().any(|hit| hit.code == "aid");
    if !helps || table.level(giver) != PlaceLevel::County {
        return None;
    }
    let narrow = |m: &&PlaceMention| table.level(m.index) >= PlaceLevel::Township;
    let mut counties =
        free(outline, mentions).filter(narrow).filter_map(|m| table.at_level(m.index, PlaceLevel::County));
    let Some(first) = counties.next() else { return aided_county(outline, mentions, Some(giver)) };
    let named = mentions.places.iter().any(|m| m.index == first);
    let province = |place| table.at_level(place, PlaceLevel::Province);
    (named && province(first) != province(giver) && counties.all(|county| county == first)).then_some(first)
}

/// The place that is told of on the other side of a city or province that gives: what helps lies in a province that helps
/// others, and the text names none of its towns or villages.
pub(super) fn helped_side(
    outline: &Outline,
    mentions: &Mentions<'_>,
    giver: PlaceIndex,
) -> Option<PlaceIndex> {
    let table = &mentions.place_table;
    let helps = mentions.hits.of(Class::Institution).iter().any(|hit| matches!(hit.code, "aid" | "help"));
    let province = |place| table.at_level(place, PlaceLevel::Province);
    // A village that is named without its town stands under any place of the text.
    let town = |place| table.at_level(place, PlaceLevel::Township).and_then(|town| table.id(town)).is_some();
    let at_home = free(outline, mentions).any(|m| town(m.index) && province(m.index) == province(giver));
    if !helps || !supports(table, giver) || at_home {
        return None;
    }
    let other = |place| province(place).is_some() && !supports(table, place);
    let told = free(outline, mentions).any(|m| table.level(m.index) >= PlaceLevel::County && other(m.index));
    main_place(outline, mentions, other).filter(|_| told)
}

/// Provinces that help others in the cooperation of east and west, by the first digits of their codes: those of the
/// guidance of 2016 on that cooperation, Beijing, Tianjin, Liaoning, Shanghai, Jiangsu, Zhejiang, Fujian, Shandong and
/// Guangdong.
const SUPPORTING: [&str; 9] = ["11", "12", "21", "31", "32", "33", "35", "37", "44"];

/// Whether a place lies in one of them.
pub(in crate::scope) fn supports(table: &PlaceTable, place: PlaceIndex) -> bool {
    let province = table.at_level(place, PlaceLevel::Province);
    let adcode = province.and_then(|province| table.place(province).adcode);
    adcode.is_some_and(|code| SUPPORTING.iter().any(|digits| code.as_str().starts_with(digits)))
}

/// The one county that the text says a place elsewhere helps, which is the giver where one is given: 甲区累计援助乙县资金,
/// 甲区与乙县结对, 在甲区的帮扶下,乙县.
pub(super) fn aided_county(
    outline: &Outline,
    mentions: &Mentions<'_>,
    giver: Option<PlaceIndex>,
) -> Option<PlaceIndex> {
    let table = &mentions.place_table;
    let province = |place| table.at_level(place, PlaceLevel::Province);
    let supports = |place| supports(table, place);
    let aid = mentions.hits.of(Class::Institution).iter().filter(|hit| matches!(hit.code, "aid" | "help"));
    let mut aided = aid.filter_map(|aid| {
        let clause = outline.clauses_over(aid.range).first()?.range;
        let before = mentions.places_in(TextRange::new(clause.start, aid.range.start));
        let after = mentions.places_in(TextRange::new(aid.range.end, clause.end)).first();
        let close = |after: &&PlaceMention| {
            outline.reading.between(aid.range.end, after.range.start).chars().count() <= 3
        };
        let (from, to) = match (before, after.filter(close)) {
            ([.., from], Some(to)) => (from.index, to.index),
            ([one, other], _) if supports(one.index) != supports(other.index) => {
                let (one, other) = (one.index, other.index);
                if supports(one) { (one, other) } else { (other, one) }
            }
            _ => return None,
        };
        let given = giver.is_none_or(|giver| table.contains(giver, from) || table.contains(from, giver));
        let county = table.at_level(to, PlaceLevel::County)?;
        (given && province(county) != province(from)).then_some(county)
    });
    let first = aided.next()?;
    aided.all(|county| county == first).then_some(first)
}
