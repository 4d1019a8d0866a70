//! The kind of a stretch of text: every word of the industry class speaks for its kind, names of lines of action
//! louder than things, things louder than 产业 and 扶贫.

use lianjie_core::ProgramKind;

use crate::lexicon::{Class, Hit};
use crate::mention::{Mentions, PlaceMention};
use crate::reading::{Reading, TextRange};
use crate::scope::place::organisation_of;

use ProgramKind as K;

/// Weight of a word that names a line of action.
pub(crate) const LINE: u32 = 8;
const MEANS_LINE: u32 = 6;
pub(crate) const OBJECT: u32 = 4;
/// Weight of things that are means or results of other lines: 贷款, 分红, 岗位.
const MEANS: u32 = 2;
const WEAK: u32 = 1;
/// The most that the names of the whole, 产业扶贫, are worth beside a thing that is grown or built.
const WHOLE: u32 = 3;
/// What the first word is worth beyond its own weight.
const FIRST: u32 = 3;

/// Words that say how something is grown, not what: 大棚, 种植基地.
const MANNER: &str = "manner";

/// Words of land, which grows nothing where only its size is told.
const LAND: &str = "land";

/// Words of giving, which yield to what is given for: 「捐资80万元翻修校舍」.
const GIFT: &str = "gift";

/// What a stretch is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict<'a> {
    pub(super) kind: ProgramKind,
    pub(super) strength: u32,
    /// The first word of that kind that names a line of action.
    pub(super) line: Option<Hit<'a>>,
    /// The first word of that kind.
    pub(super) word: Hit<'a>,
}

impl Verdict<'_> {
    /// Whether it names a line of action of its own: things do, means only by a name (小额信贷), of the whole only
    /// those that reports list item by item (土地流转, 农机).
    pub(super) fn is_own(&self) -> bool {
        match self.kind {
            K::General => self.is_item(),
            kind => self.line.is_some() || !is_means(kind),
        }
    }

    /// Whether a report lists such lines one by one, each of its own name.
    pub(super) fn is_item(&self) -> bool {
        is_listed(self.kind) || self.line.is_some_and(|hit| hit.attr == "item")
    }
}

/// What the words of a range are worth together.
pub(super) struct Scores {
    /// Each kind that they speak for, in the order of their first words.
    pub(super) scores: Vec<(ProgramKind, u32)>,
    /// What speaks against a program: words of land, towns and industry at large.
    pub(super) beside: u32,
}

/// Adds up the words of a range.
pub(super) fn scores(reading: &Reading, mentions: &Mentions<'_>, range: TextRange) -> Scores {
    let hits = mentions.hits.within(Class::Industry, range);
    if hits.is_empty() {
        return Scores { scores: Vec::new(), beside: 0 };
    }
    let mut scores: Vec<(ProgramKind, u32)> = Vec::with_capacity(hits.len().min(8));
    let mut first = true;
    let mut beside = 0;
    let places = mentions.places_in(range);
    let is_place = |hit: &Hit<'_>| names_place(places, hit);
    for (index, hit) in hits.iter().enumerate() {
        let is_same = |other: &Hit<'_>| {
            other.range.len() == hit.range.len() && reading.slice(other.range) == reading.slice(hit.range)
        };
        let mut before = hits.iter().take(index);
        // 「有耕地2300亩,林地9800亩」 tells what a place has.
        let has = hit.attr == LAND && is_measured(mentions, hit);
        if is_place(hit) || has || before.any(|other| is_same(other) && !is_place(other)) {
            continue;
        }
        let Some(kind) = ProgramKind::from_code(hit.code) else {
            beside += beside_the_matter(hit.attr);
            continue;
        };
        let mut weight = weight(kind, hit.attr);
        // 「某酒业集团捐资修路」: what the name of a giver says is not what is done.
        if organisation_of(mentions, hit.range).is_some_and(|name| gives(mentions, name, range)) {
            weight = WEAK;
        }
        // 「柑橘标准化生产基地」 grows what stands beside it.
        if hit.attr == MANNER && hits.iter().any(|other| other.attr != MANNER && is_grown(other)) {
            weight = WEAK;
        }
        // 「结对帮扶的村」 tells which village.
        if kind == K::SocialAid && reading.head(hit.range.end, 3) == "的" {
            weight = WEAK;
        }
        if hit.attr == GIFT && hits.iter().any(is_served) {
            weight = WEAK;
        }
        if hits.get(index + 1).is_some_and(|next| next.range.start == hit.range.end && is_head(next, kind)) {
            weight = WEAK;
        }
        if first && weight > WEAK {
            weight += FIRST;
            first = false;
        }
        match scores.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, score)) => *score += weight,
            None => scores.push((kind, weight)),
        }
    }
    Scores { scores, beside }
}

/// Whether a figure stands right behind a word.
fn is_measured(mentions: &Mentions<'_>, hit: &Hit<'_>) -> bool {
    let next = mentions.quantities.partition_point(|quantity| quantity.range.start < hit.range.end);
    mentions.quantities.get(next).is_some_and(|quantity| quantity.range.start == hit.range.end)
}

/// Whether a word stands in the name of a place: 「桑园村」 grows nothing.
fn names_place(places: &[PlaceMention], hit: &Hit<'_>) -> bool {
    let at = places.partition_point(|place| place.range.end < hit.range.end);
    places.get(at).is_some_and(|place| place.range.contains(hit.range))
}

/// Whether an organisation gives something away in a range.
fn gives(mentions: &Mentions<'_>, name: TextRange, range: TextRange) -> bool {
    let behind = TextRange::new(name.end, range.end.max(name.end));
    let mut verbs = mentions.hits.within(Class::FundVerb, behind).iter();
    verbs.any(|verb| matches!(verb.code, "donate" | "aid"))
}

/// Reads the kind of a range; `lean` is the kind of the heading above it, `is_story` that it
/// tells of one village or township, where loans, jobs and the collective serve what is grown there.
pub(super) fn read<'a>(
    reading: &Reading,
    mentions: &'a Mentions<'_>,
    range: TextRange,
    lean: Option<ProgramKind>,
    is_story: bool,
) -> Option<Verdict<'a>> {
    let hits = mentions.hits.within(Class::Industry, range);
    let Scores { mut scores, beside } = scores(reading, mentions, range);
    if let Some((_, score)) = lean.and_then(|lean| scores.iter_mut().find(|(kind, _)| *kind == lean)) {
        *score += LINE;
    }
    // Public money turned into shares is a line of its own; shares in land or labour are how a thing is run.
    let funded = || mentions.hits.within(Class::Fund, range).iter().any(|hit| hit.code.starts_with("fiscal"));
    if is_story && scores.iter().any(|(kind, score)| !is_means(*kind) && *score >= OBJECT) {
        for (kind, score) in &mut scores {
            match kind {
                K::General => *score = (*score).min(WHOLE),
                K::AssetIncome if funded() => {}
                K::Training => {}
                kind if is_means(*kind) => *score = (*score).min(MEANS),
                _ => {}
            }
        }
    }
    // The earliest of the best.
    let mut best: Option<(ProgramKind, u32)> = None;
    for (kind, score) in scores {
        if best.is_none_or(|(_, most)| score > most) {
            best = Some((kind, score));
        }
    }
    let (kind, strength) = best.filter(|(_, score)| *score > beside)?;
    let of_kind = |hit: &&Hit<'_>| hit.code == kind.as_str();
    let grown = |hit: &&Hit<'_>| of_kind(hit) && hit.attr != LAND;
    let word = *hits.iter().find(grown).or_else(|| hits.iter().find(of_kind))?;
    let line = hits.iter().find(|hit| of_kind(hit) && names(hit)).copied();
    Some(Verdict { kind, strength, line, word })
}

/// Whether a word of the passage, outside the names of places, speaks for the kind.
pub(super) fn is_named(mentions: &Mentions<'_>, range: TextRange, kind: ProgramKind) -> bool {
    let places = mentions.places_in(range);
    mentions
        .hits
        .within(Class::Industry, range)
        .iter()
        .any(|hit| hit.code == kind.as_str() && hit.attr != "weak" && !names_place(places, hit))
}

/// Whether two words or more of some passages speak for a kind and none for another.
pub(super) fn is_plain(mentions: &Mentions<'_>, passages: &[TextRange], kind: ProgramKind) -> bool {
    let hits = passages.iter().flat_map(|range| mentions.hits.within(Class::Industry, *range));
    let loud = hits
        .filter(|hit| hit.attr != "weak")
        .try_fold(0_u32, |count, hit| (hit.code == kind.as_str()).then(|| count.saturating_add(1)));
    loud.is_some_and(|count| count > 1)
}

/// Whether a word heads the compound that a word of another kind opens: 核桃加工 is processing, 药材产业园 a park.
fn is_head(hit: &Hit<'_>, before: ProgramKind) -> bool {
    hit.attr != "weak"
        && hit.code != before.as_str()
        && matches!(
            ProgramKind::from_code(hit.code),
            Some(K::AgriPark | K::Processing | K::Insurance | K::Training)
        )
}

/// Whether a word names a thing or service that a gift pays for.
fn is_served(hit: &Hit<'_>) -> bool {
    hit.attr != "weak" && ProgramKind::from_code(hit.code).is_some_and(|kind| !is_means(kind))
}

/// Whether a word says how something is grown, not what.
pub(super) fn is_manner(hit: &Hit<'_>) -> bool {
    hit.attr == MANNER
}

/// Whether a word names what is grown or kept.
fn is_grown(hit: &Hit<'_>) -> bool {
    hit.attr != "weak"
        && matches!(
            ProgramKind::from_code(hit.code),
            Some(K::Planting | K::Livestock | K::FruitForestry | K::Herbs)
        )
}

/// Whether a word names a line of action.
pub(super) fn names(hit: &Hit<'_>) -> bool {
    matches!(hit.attr, "line" | "item" | GIFT)
}

/// Weight of a word that tells of land, towns, trade or industry at large: no program is there unless its own words
/// outweigh them.
fn beside_the_matter(attr: &str) -> u32 {
    match attr {
        "line" => LINE,
        "object" => OBJECT,
        _ => 0,
    }
}

fn weight(kind: ProgramKind, attr: &str) -> u32 {
    match (attr, kind) {
        ("weak", _) => WEAK,
        ("line" | "item", K::General) => OBJECT,
        ("line" | GIFT, _) if is_means(kind) => MEANS_LINE,
        ("line", _) => LINE,
        _ if is_means(kind) => MEANS,
        _ => OBJECT,
    }
}

/// Kinds whose words also tell how other lines are paid for, run and shared out.
pub(crate) fn is_means(kind: ProgramKind) -> bool {
    matches!(
        kind,
        K::AssetIncome
            | K::Employment
            | K::Training
            | K::Finance
            | K::SocialAid
            | K::PartyBuilding
            | K::CollectiveEconomy
            | K::General
    )
}

/// Lines of action that a report goes through one by one, each of its own name: roads, water, houses.
pub(crate) fn is_listed(kind: ProgramKind) -> bool {
    matches!(
        kind,
        K::Infrastructure
            | K::Health
            | K::Education
            | K::SocialAid
            | K::Employment
            | K::Training
            | K::Afforestation
            | K::PartyBuilding
    )
}
