//! The signs that speak for or against a passage's being a program of some kind, each as a hash: what its words are worth,
//! what the rules say, what its figures measure, what stands before and after.

use lianjie_core::{Measure, ProgramKind};

use super::weigh::Candidate;
use crate::context::Context;
use crate::lexicon::{Class, Hit};
use crate::scope::{Passage, is_means};
use crate::weigh::{Features, Tag, first_characters, flag, last_characters, step};

use ProgramKind as K;

/// The classes whose codes say what is done, paid or shared.
const CUES: [(Tag, Class); 4] = [
    (Tag::new("event"), Class::MeasureEvent),
    (Tag::new("verb"), Class::FundVerb),
    (Tag::new("tie"), Class::Tie),
    (Tag::new("fund"), Class::Fund),
];

/// What the passage before and the one after are called.
const BESIDE: [[Tag; 2]; 2] =
    [[Tag::new("before"), Tag::new("before told")], [Tag::new("after"), Tag::new("after told")]];

/// More signs than most passages have, of those for every kind and of those for one.
const ROOM: usize = 48;

/// What a passage tells, whatever kind it may be of.
struct Told<'c> {
    /// What its figures measure, each once.
    measures: Vec<Measure>,
    /// How high the place stands that it speaks of.
    level: &'c str,
    /// Whether public money is named.
    funded: &'static str,
    /// How many words of shares in what is earned.
    shared: &'static str,
}

impl<'c> Told<'c> {
    fn in_passage(context: &'c Context<'_>, passage: &Passage) -> Self {
        let place = context.scopes.at(passage.anchor).place.as_ref();
        let hits = |class| context.mentions.hits.within(class, passage.range).iter();
        let shares = |hit: &&Hit<'_>| {
            matches!(
                hit.code,
                "equity_dividend"
                    | "asset_income"
                    | "guaranteed_dividend"
                    | "secondary_dividend"
                    | "land_rent"
            )
        };
        let shared = u32::try_from(hits(Class::Tie).filter(shares).count()).unwrap_or(0);
        Self {
            measures: measures(context, passage),
            level: place.map_or("none", |place| place.level.as_str()),
            funded: flag(hits(Class::Fund).any(|hit| hit.code.starts_with("fiscal"))),
            shared: step(shared, &[0, 1, 2]),
        }
    }
}

/// One document's passages, with the stretches around each.
pub(super) struct Signs<'c> {
    context: &'c Context<'c>,
    candidates: &'c [Candidate],
    /// For each passage the stretches that hold it.
    around: Vec<Vec<usize>>,
    /// What each passage tells, which is asked again for every kind.
    told_in: Vec<Told<'c>>,
    /// How many passages in ten lie in a stretch that the rules call a program.
    told: u32,
}

impl<'c> Signs<'c> {
    pub(super) fn of(context: &'c Context<'c>, candidates: &'c [Candidate]) -> Self {
        let passages = &context.scopes.passages;
        let mut around = vec![Vec::new(); passages.len()];
        for (index, candidate) in candidates.iter().enumerate() {
            for passage in &candidate.passages {
                if let Some(held) = around.get_mut(*passage) {
                    held.push(index);
                }
            }
        }
        let told_in = passages.iter().map(|passage| Told::in_passage(context, passage)).collect();
        let is_told = |held: &&Vec<usize>| {
            held.iter().any(|index| candidates.get(*index).is_some_and(|candidate| candidate.is_told))
        };
        let told = around.iter().filter(is_told).count() * 10 / passages.len().max(1);
        let told = u32::try_from(told).unwrap_or(0);
        Self { context, candidates, around, told_in, told }
    }

    /// The stretches that hold a passage.
    pub(super) fn around(&self, index: usize) -> impl Iterator<Item = &'c Candidate> {
        let held = self.around.get(index).map_or(&[][..], Vec::as_slice);
        held.iter().filter_map(|index| self.candidates.get(*index))
    }

    /// Every passage with the kinds that its words speak for, and those of the stretches around it.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (usize, Vec<ProgramKind>)> {
        self.context.scopes.passages.iter().enumerate().map(|(index, passage)| {
            let mut kinds: Vec<ProgramKind> = passage.scores.iter().map(|(kind, _)| *kind).collect();
            for candidate in self.around(index) {
                if !kinds.contains(&candidate.action.kind) {
                    kinds.push(candidate.action.kind);
                }
            }
            (index, kinds)
        })
    }

    /// The signs of a passage that are the same for every kind.
    pub(super) fn of_any(&self, index: usize) -> Vec<u32> {
        let mut out = Features::with_room(ROOM);
        if let Some((passage, told)) = self.passage(index) {
            out.add(const { Tag::new("program") }, &[]);
            self.foreign(passage, &mut out);
            self.content(passage, told, &mut out);
            self.document(passage, &mut out);
        }
        out.finish()
    }

    /// The signs of a passage for one kind.
    pub(super) fn of_kind(&self, index: usize, kind: ProgramKind) -> Vec<u32> {
        let mut out = Features::with_room(ROOM);
        if let Some((passage, told)) = self.passage(index) {
            out.add(const { Tag::new("kind") }, &[kind.as_str()]);
            worth(passage, kind, &mut out);
            self.ruled(index, kind, &mut out);
            self.words(passage, kind, &mut out);
            content_for(passage, told, kind, &mut out);
            self.beside(index, passage, kind, &mut out);
        }
        out.finish()
    }

    fn passage(&self, index: usize) -> Option<(&'c Passage, &Told<'c>)> {
        self.context.scopes.passages.get(index).zip(self.told_in.get(index))
    }

    /// What the rules say of the stretches around.
    fn ruled(&self, index: usize, kind: ProgramKind, out: &mut Features) {
        let (mut own, mut other) = (None::<bool>, None::<bool>);
        for candidate in self.around(index) {
            let ruling = if candidate.action.kind == kind { &mut own } else { &mut other };
            *ruling = Some(ruling.unwrap_or(false) || candidate.is_told);
            if candidate.action.kind == kind {
                let told = flag(candidate.is_told);
                out.add(const { Tag::new("line of it") }, &[flag(candidate.action.line.is_some()), told]);
                out.add(
                    const { Tag::new("strength") },
                    &[step(candidate.action.strength, &[3, 7, 11, 15, 22])],
                );
                if candidate.action.heading.is_some() {
                    out.add(const { Tag::new("its heading") }, &[]);
                }
                out.add(const { Tag::new("ruled kind") }, &[kind.as_str(), told]);
            }
        }
        let ruling = match (own, other) {
            (Some(true), _) => "told",
            (Some(false), _) => "not told",
            (None, Some(true)) => "other told",
            (None, Some(false)) => "other not told",
            (None, None) => "none",
        };
        out.add(const { Tag::new("ruled") }, &[ruling]);
    }

    /// The words that speak for no kind.
    fn foreign(&self, passage: &Passage, out: &mut Features) {
        for hit in self.hits(passage).iter().filter(|hit| hit.code == "none") {
            out.add(const { Tag::new("not word") }, &[self.context.reading().slice(hit.range)]);
        }
    }

    /// The words of lines of action, and the characters beside the first of the kind.
    fn words(&self, passage: &Passage, kind: ProgramKind, out: &mut Features) {
        let reading = self.context.reading();
        let hits = self.hits(passage);
        let other_hit = const { Tag::new("other hit") }.part(kind.as_str());
        let mut first = None;
        for hit in hits {
            if hit.code == kind.as_str() {
                out.add(const { Tag::new("hit") }, &[hit.attr, hit.code]);
                out.add(const { Tag::new("word") }, &[reading.slice(hit.range)]);
                first = first.or(Some(hit));
            } else if hit.code != "none" {
                out.add(other_hit, &[hit.code, hit.attr]);
            }
        }
        let named = hits.iter().any(|hit| hit.code == kind.as_str() && matches!(hit.attr, "line" | "item"));
        out.add(const { Tag::new("named") }, &[flag(named)]);
        let Some(first) = first else { return };
        let before = reading.between(passage.range.start, first.range.start);
        let after = reading.between(first.range.end, passage.range.end);
        let count = u32::try_from(before.chars().count()).unwrap_or(u32::MAX);
        out.add(const { Tag::new("first at") }, &[step(count, &[0, 4, 10, 20, 40])]);
        out.add(const { Tag::new("left") }, &[last_characters(before, 1)]);
        out.add(const { Tag::new("left two") }, &[last_characters(before, 2)]);
        out.add(const { Tag::new("right") }, &[first_characters(after, 1)]);
        out.add(const { Tag::new("right two") }, &[first_characters(after, 2)]);
        let loud = |hit: &&Hit<'_>| hit.attr != "weak" && hit.code != "none";
        let opens = hits.iter().find(loud).is_some_and(|hit| hit.code == kind.as_str());
        out.add(const { Tag::new("opens") }, &[flag(opens)]);
    }

    /// What the passage tells.
    fn content(&self, passage: &Passage, told: &Told<'_>, out: &mut Features) {
        for measure in &told.measures {
            out.add(const { Tag::new("measure") }, &[measure.as_str()]);
        }
        let figures = flag(passage.has_figures);
        out.add(const { Tag::new("figures") }, &[figures]);
        out.add(const { Tag::new("measured") }, &[flag(!told.measures.is_empty()), figures]);
        out.add(const { Tag::new("level") }, &[told.level]);
        let length = self.context.reading().slice(passage.range).chars().count();
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        out.add(const { Tag::new("length") }, &[step(length, &[8, 15, 25, 40, 70, 120])]);
        let cues = |class| self.context.mentions.hits.within(class, passage.range);
        for (tag, class) in CUES {
            for hit in cues(class) {
                out.add(tag, &[hit.code]);
            }
        }
        out.add(const { Tag::new("shared") }, &[told.funded, told.shared]);
    }

    /// What stands before and after.
    fn beside(&self, index: usize, passage: &Passage, kind: ProgramKind, out: &mut Features) {
        let passages = &self.context.scopes.passages;
        let beside = [index.checked_sub(1), Some(index + 1)];
        for ([tag, told_tag], other) in BESIDE.into_iter().zip(beside) {
            let Some((at, other)) = other.and_then(|at| Some((at, passages.get(at)?))) else {
                out.add(tag, &["edge"]);
                continue;
            };
            let same = if other.score(kind) > 0 {
                "same"
            } else if other.scores.is_empty() {
                "none"
            } else {
                "other"
            };
            out.add(tag, &[same, flag(other.block == passage.block)]);
            let best = flag(other.best() == Some(kind));
            out.add(told_tag, &["best", best, flag(other.has_figures)]);
            let told = self.around(at).any(|candidate| candidate.is_told && candidate.action.kind == kind);
            out.add(told_tag, &[flag(told)]);
        }
    }

    /// What the document is, and how much of it is programs.
    fn document(&self, passage: &Passage, out: &mut Features) {
        let context = self.context;
        out.add(const { Tag::new("policy") }, &[flag(context.scopes.is_policy)]);
        let count = u32::try_from(context.scopes.passages.len()).unwrap_or(u32::MAX);
        out.add(const { Tag::new("passages") }, &[step(count, &[5, 10, 20, 40])]);
        out.add(const { Tag::new("told") }, &[step(self.told, &[2, 4, 6, 8])]);
        let sentence = context.outline.sentence_at(passage.range.start);
        let headed = sentence.is_some_and(|sentence| {
            context.outline.headings(sentence).any(|section| !section.heading.is_empty())
        });
        out.add(const { Tag::new("headed") }, &[flag(headed)]);
    }

    fn hits(&self, passage: &Passage) -> &'c [Hit<'c>] {
        self.context.mentions.hits.within(Class::Industry, passage.range)
    }
}

/// What the passage's words are worth for the kind beside others.
fn worth(passage: &Passage, kind: ProgramKind, out: &mut Features) {
    let score = passage.score(kind);
    let more = passage.scores.iter().filter(|(other, worth)| *other != kind && *worth > score).count();
    let rank = if score == 0 { 3 } else { u32::try_from(more).unwrap_or(3) };
    let rank = step(rank, &[0, 1, 2]);
    out.add(const { Tag::new("rank") }, &[rank]);
    out.add(const { Tag::new("kind rank") }, &[kind.as_str(), rank]);
    out.add(const { Tag::new("score") }, &[step(score, &[0, 2, 4, 6, 8, 11, 15, 22])]);
    out.add(const { Tag::new("against") }, &[step(passage.beside, &[0, 4, 8, 16])]);
    let over =
        |score: u32, other: u32| step((score + 50).saturating_sub(other), &[42, 46, 49, 50, 53, 57, 61]);
    out.add(const { Tag::new("over against") }, &[over(score, passage.beside)]);
    let next = passage.scores.iter().filter(|(other, _)| *other != kind).map(|(_, worth)| *worth).max();
    out.add(const { Tag::new("over next") }, &[over(score, next.unwrap_or(0))]);
    out.add(
        const { Tag::new("kinds") },
        &[step(u32::try_from(passage.scores.len()).unwrap_or(9), &[0, 1, 2, 3])],
    );
    if let Some(best) = passage.best().filter(|best| *best != kind) {
        out.add(const { Tag::new("best") }, &[kind.as_str(), best.as_str()]);
    }
}

/// What the passage tells, as far as it means something else for each kind.
fn content_for(passage: &Passage, told: &Told<'_>, kind: ProgramKind, out: &mut Features) {
    let means = flag(is_means(kind));
    for measure in &told.measures {
        out.add(const { Tag::new("measure of means") }, &[means, measure.as_str()]);
    }
    out.add(const { Tag::new("level of means") }, &[told.level, means]);
    let earns =
        matches!(kind, K::AssetIncome | K::Planting | K::Livestock | K::FruitForestry | K::Processing);
    let earner = if earns { kind.as_str() } else { "" };
    out.add(const { Tag::new("shared kind") }, &[earner, told.funded, told.shared]);
    let grown = |kind: &ProgramKind| matches!(kind, K::Planting | K::Livestock | K::FruitForestry | K::Herbs);
    let kinds = passage.scores.iter().filter(|(kind, _)| grown(kind)).count();
    let of_them = if grown(&kind) || kind == K::General { kind.as_str() } else { "" };
    out.add(const { Tag::new("grown") }, &[of_them, step(u32::try_from(kinds).unwrap_or(0), &[0, 1, 2])]);
}

/// What the figures of a passage measure, each once.
fn measures(context: &Context<'_>, passage: &Passage) -> Vec<Measure> {
    let mut out = Vec::new();
    for observation in context.observations_in(passage.range) {
        if !out.contains(&observation.measure) {
            out.push(observation.measure);
        }
    }
    out
}
