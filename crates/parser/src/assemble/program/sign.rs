//! The signs that speak for or against a passage's being a program of some kind, each as a hash: what its words are worth,
//! what the rules say, what its figures measure, what stands before and after.

use lianjie_core::{Measure, ProgramKind};

use super::weigh::Candidate;
use crate::context::Context;
use crate::lexicon::{Class, Hit};
use crate::scope::{Passage, is_means};
use crate::weigh::Features;

use ProgramKind as K;

/// The classes whose codes say what is done, paid or shared.
const CUES: [Class; 4] = [Class::MeasureEvent, Class::FundVerb, Class::Tie, Class::Fund];

/// One document's passages, with the stretches around each.
pub(super) struct Signs<'c> {
    context: &'c Context<'c>,
    candidates: &'c [Candidate],
    /// For each passage the stretches that hold it.
    around: Vec<Vec<usize>>,
    /// What the figures of each passage measure.
    measures: Vec<Vec<Measure>>,
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
        let measures = passages.iter().map(|passage| measures(context, passage)).collect();
        let is_told = |held: &&Vec<usize>| {
            held.iter().any(|index| candidates.get(*index).is_some_and(|candidate| candidate.is_told))
        };
        let told = around.iter().filter(is_told).count() * 10 / passages.len().max(1);
        let told = u32::try_from(told).unwrap_or(0);
        Self { context, candidates, around, measures, told }
    }

    /// The stretches that hold a passage.
    pub(super) fn around(&self, index: usize) -> impl Iterator<Item = &'c Candidate> {
        let held = self.around.get(index).map_or(&[][..], Vec::as_slice);
        held.iter().filter_map(|index| self.candidates.get(*index))
    }

    /// All signs of a passage for a kind.
    pub(super) fn read(&self, index: usize, kind: ProgramKind) -> Vec<u32> {
        let mut out = Features::default();
        if let Some(passage) = self.context.scopes.passages.get(index) {
            out.add("program", &[]);
            out.add("kind", &[kind.as_str()]);
            worth(passage, kind, &mut out);
            self.ruled(index, kind, &mut out);
            self.words(passage, kind, &mut out);
            self.content(index, passage, kind, &mut out);
            self.beside(index, passage, kind, &mut out);
        }
        out.finish()
    }

    /// What the rules say of the stretches around.
    fn ruled(&self, index: usize, kind: ProgramKind, out: &mut Features) {
        let (mut own, mut other) = (None::<bool>, None::<bool>);
        for candidate in self.around(index) {
            let ruling = if candidate.action.kind == kind { &mut own } else { &mut other };
            *ruling = Some(ruling.unwrap_or(false) || candidate.is_told);
            if candidate.action.kind == kind {
                let told = flag(candidate.is_told);
                out.add("line of it", &[flag(candidate.action.line.is_some()), told]);
                out.add("strength", &[step(candidate.action.strength, &[3, 7, 11, 15, 22])]);
                if candidate.action.heading.is_some() {
                    out.add("its heading", &[]);
                }
                out.add("ruled kind", &[kind.as_str(), told]);
            }
        }
        let ruling = match (own, other) {
            (Some(true), _) => "told",
            (Some(false), _) => "not told",
            (None, Some(true)) => "other told",
            (None, Some(false)) => "other not told",
            (None, None) => "none",
        };
        out.add("ruled", &[ruling]);
    }

    /// The words of lines of action, and the characters beside the first of the kind.
    fn words(&self, passage: &Passage, kind: ProgramKind, out: &mut Features) {
        let reading = self.context.reading();
        let hits = self.hits(passage);
        let mut first = None;
        for hit in hits {
            if hit.code == kind.as_str() {
                out.add("hit", &[hit.attr, hit.code]);
                out.add("word", &[reading.slice(hit.range)]);
                first = first.or(Some(hit));
            } else if hit.code == "none" {
                out.add("not word", &[reading.slice(hit.range)]);
            } else {
                out.add("other hit", &[kind.as_str(), hit.code, hit.attr]);
            }
        }
        let named = hits.iter().any(|hit| hit.code == kind.as_str() && matches!(hit.attr, "line" | "item"));
        out.add("named", &[flag(named)]);
        let Some(first) = first else { return };
        let before = reading.between(passage.range.start, first.range.start);
        let after = reading.between(first.range.end, passage.range.end);
        let count = u32::try_from(before.chars().count()).unwrap_or(u32::MAX);
        out.add("first at", &[step(count, &[0, 4, 10, 20, 40])]);
        out.add("left", &[last(before, 1)]);
        out.add("left two", &[last(before, 2)]);
        out.add("right", &[start(after, 1)]);
        out.add("right two", &[start(after, 2)]);
        let loud = |hit: &&Hit<'_>| hit.attr != "weak" && hit.code != "none";
        let opens = hits.iter().find(loud).is_some_and(|hit| hit.code == kind.as_str());
        out.add("opens", &[flag(opens)]);
    }

    /// What the passage tells.
    fn content(&self, index: usize, passage: &Passage, kind: ProgramKind, out: &mut Features) {
        let reading = self.context.reading();
        let measures = self.measures.get(index).map_or(&[][..], Vec::as_slice);
        for measure in measures {
            out.add("measure", &[measure.as_str()]);
            out.add("measure of means", &[flag(is_means(kind)), measure.as_str()]);
        }
        let figures = flag(passage.has_figures);
        out.add("figures", &[figures]);
        out.add("measured", &[flag(!measures.is_empty()), figures]);
        let level = self.context.scopes.at(passage.anchor).place.as_ref().map(|place| place.level);
        let level = level.as_ref().map_or("none", |level| level.as_str());
        out.add("level", &[level]);
        out.add("level of means", &[level, flag(is_means(kind))]);
        let length = u32::try_from(reading.slice(passage.range).chars().count()).unwrap_or(u32::MAX);
        out.add("length", &[step(length, &[8, 15, 25, 40, 70, 120])]);
        out.add("policy", &[flag(self.context.scopes.is_policy)]);
        let cues = CUES.map(|class| self.context.mentions.hits.within(class, passage.range));
        for (class, hits) in ["event", "verb", "tie", "fund"].into_iter().zip(cues) {
            for hit in hits {
                out.add(class, &[hit.code]);
            }
        }
        let [_, _, ties, funds] = cues;
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
        let shared = u32::try_from(ties.iter().filter(shares).count()).unwrap_or(0);
        let funded = flag(funds.iter().any(|hit| hit.code.starts_with("fiscal")));
        let earns =
            matches!(kind, K::AssetIncome | K::Planting | K::Livestock | K::FruitForestry | K::Processing);
        let earner = if earns { kind.as_str() } else { "" };
        out.add("shared", &[funded, step(shared, &[0, 1, 2])]);
        out.add("shared kind", &[earner, funded, step(shared, &[0, 1, 2])]);
        let grown =
            |kind: &ProgramKind| matches!(kind, K::Planting | K::Livestock | K::FruitForestry | K::Herbs);
        let kinds = passage.scores.iter().filter(|(kind, _)| grown(kind)).count();
        let of_them = if grown(&kind) || kind == K::General { kind.as_str() } else { "" };
        out.add("grown", &[of_them, step(u32::try_from(kinds).unwrap_or(0), &[0, 1, 2])]);
    }

    /// What stands before and after, and how much of the document is programs.
    fn beside(&self, index: usize, passage: &Passage, kind: ProgramKind, out: &mut Features) {
        let passages = &self.context.scopes.passages;
        let beside = [index.checked_sub(1), Some(index + 1)];
        for (tags, other) in [["before", "before told"], ["after", "after told"]].into_iter().zip(beside) {
            let [tag, told_tag] = tags;
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
        let count = u32::try_from(passages.len()).unwrap_or(u32::MAX);
        out.add("passages", &[step(count, &[5, 10, 20, 40])]);
        out.add("told", &[step(self.told, &[2, 4, 6, 8])]);
        let sentence = self.context.outline.sentence_at(passage.range.start);
        let headed = sentence.is_some_and(|sentence| {
            self.context.outline.headings(sentence).any(|section| !section.heading.is_empty())
        });
        out.add("headed", &[flag(headed)]);
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
    out.add("rank", &[rank]);
    out.add("kind rank", &[kind.as_str(), rank]);
    out.add("score", &[step(score, &[0, 2, 4, 6, 8, 11, 15, 22])]);
    out.add("against", &[step(passage.beside, &[0, 4, 8, 16])]);
    let over =
        |score: u32, other: u32| step((score + 50).saturating_sub(other), &[42, 46, 49, 50, 53, 57, 61]);
    out.add("over against", &[over(score, passage.beside)]);
    let next = passage.scores.iter().filter(|(other, _)| *other != kind).map(|(_, worth)| *worth).max();
    out.add("over next", &[over(score, next.unwrap_or(0))]);
    out.add("kinds", &[step(u32::try_from(passage.scores.len()).unwrap_or(9), &[0, 1, 2, 3])]);
    if let Some(best) = passage.best().filter(|best| *best != kind) {
        out.add("best", &[kind.as_str(), best.as_str()]);
    }
}

/// What the figures of a passage measure, each once.
fn measures(context: &Context<'_>, passage: &Passage) -> Vec<Measure> {
    let figures = context.mentions.quantities_in(passage.range);
    let all = &context.observations;
    let from = all.partition_point(|observation| observation.figure < figures.start);
    let mut out = Vec::new();
    let rest = all.get(from..).unwrap_or_default();
    for observation in rest.iter().take_while(|observation| observation.figure < figures.end) {
        if !out.contains(&observation.measure) {
            out.push(observation.measure);
        }
    }
    out
}

const fn flag(is: bool) -> &'static str {
    if is { "+" } else { "-" }
}

/// The first of the bounds that the number does not pass, by its place.
fn step(number: u32, bounds: &[u32]) -> &'static str {
    let at = bounds.iter().position(|bound| number <= *bound).unwrap_or(bounds.len());
    ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].get(at).unwrap_or(&"9")
}

fn last(text: &str, count: usize) -> &str {
    let at = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(at..).unwrap_or_default()
}

fn start(text: &str, count: usize) -> &str {
    let at = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..at).unwrap_or_default()
}
