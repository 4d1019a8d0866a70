//! Takes one document's mentions, scopes and the records made so far, gives its programs: the lines of action, each
//! with what it reached, what came of it, who carries it out, and the money and schemes that belong to it.
//!
//! A program is a run of consecutive sentences of one kind and one place that states at least one fact, or says that a
//! named line is carried out. In a policy text it is what stands under one heading.

mod carried;
mod content;
mod sign;
#[cfg(test)]
mod tests;
mod weigh;

use lianjie_core::{LinkageScheme, Measure, Program, ProgramKind, Provenance, Span, Tie};

use crate::context::Context;
use crate::lexicon::Class;
use crate::reading::TextRange;
use crate::scope::{Action, LINE, OBJECT, Words, is_listed, is_means};

use self::content::Facts;

pub(crate) fn assemble(context: &Context<'_>) -> Vec<Program> {
    let reader = Reader { context };
    let candidates = weigh::candidates(&reader);
    // The unit tests are of the rules alone: what is learned may change with the annotations.
    let actions: Vec<Action> = if cfg!(test) {
        candidates
            .into_iter()
            .filter(|candidate| candidate.is_told)
            .map(|candidate| candidate.action)
            .collect()
    } else {
        weigh::weigh(context, candidates)
    };
    actions.iter().map(|action| reader.program(&reader.of_assets(action))).collect()
}

/// The signs of a passage for one kind of program that it may tell.
#[derive(Clone, Debug)]
pub struct PassageSigns {
    /// Where the passage stands.
    pub span: Span,
    /// The kind.
    pub kind: ProgramKind,
    /// All signs, hashed.
    pub signs: Vec<u32>,
}

/// The signs of every passage and kind: what the weights are learned from.
pub(crate) fn signs(context: &Context<'_>) -> Vec<PassageSigns> {
    let candidates = weigh::candidates(&Reader { context });
    let passages = &context.scopes.passages;
    let signs = |choice: weigh::Choice| {
        let passage = passages.get(choice.passage)?;
        Some(PassageSigns { span: context.span(passage.range), kind: choice.kind, signs: choice.signs })
    };
    weigh::choices(context, &candidates).into_iter().filter_map(signs).collect()
}

struct Reader<'a> {
    context: &'a Context<'a>,
}

impl Reader<'_> {
    /// Whether the rules call a stretch a program: it states what was reached, what came of it or who pays or runs it,
    /// or says that a line of action is carried out, and its words name more than the whole.
    fn is_told(&self, action: &Action) -> bool {
        let facts = self.facts(action);
        let linked =
            !self.funding(action).is_empty() || action.has_figures && !self.schemes(action).is_empty();
        // General words with nothing but incomes and stocks beside them are the setting, not a program.
        let setting =
            action.kind == ProgramKind::General && action.line.is_none() && action.heading.is_none();
        let bare = if action.kind == ProgramKind::General {
            let reached = facts.coverage.keys().any(|measure| *measure != Measure::Policies);
            !reached && (setting || facts.outcomes.is_empty())
        } else {
            false
        };
        let stated = (facts.count > 0 && !bare) || linked;
        let told = action.strength >= LINE
            && !is_means(action.kind)
            && (action.is_local || !self.operators(action).is_empty());
        // 「改造薄弱学校18所」: a named line with a figure, though no measure fits it; 「整治山塘32口」: public works.
        let counted = action.has_figures
            && if is_means(action.kind) {
                action.line.is_some() && action.kind == ProgramKind::General && action.is_item
            } else {
                action.line.is_some() || is_listed(action.kind)
            };
        // 「争取项目86个」: a word such as 项目 or 产业 alone says nothing of what is done.
        let empty = setting && action.strength < OBJECT;
        !empty && (stated || told || counted) || self.is_carried_out(action)
    }

    /// A crop, or no line in particular, is only what the money was put into where most of the stretch tells of an
    /// arrangement by which assets bring households an income.
    fn of_assets(&self, action: &Action) -> Action {
        let kinds = [ProgramKind::Planting, ProgramKind::General];
        let told: Vec<Span> = action.evidence.iter().map(|range| self.context.span(*range)).collect();
        let length = |spans: &[Span]| spans.iter().map(|span| span.end() - span.start()).sum::<u32>();
        let assets = |scheme: &LinkageScheme| {
            let pairs = scheme.evidence.iter().flat_map(|a| told.iter().map(move |b| (a, b)));
            let common: u32 =
                pairs.map(|(a, b)| a.end().min(b.end()).saturating_sub(a.start().max(b.start()))).sum();
            scheme.ties.contains(&Tie::AssetIncome)
                && common * 2 > length(&told).min(length(&scheme.evidence))
        };
        let schemes = self.schemes(action);
        let mut schemes = schemes.iter().filter_map(|index| self.context.schemes.get(*index));
        if !kinds.contains(&action.kind) || !schemes.any(assets) {
            return action.clone();
        }
        let kind = ProgramKind::AssetIncome;
        let hits = |range: &TextRange| self.context.mentions.hits.within(Class::Industry, *range);
        let about = action.clone().about(kind, action.evidence.first().map(hits).unwrap_or_default());
        // What was bought with the money names it better than the word for the return.
        let named = about.kind == kind && action.kind != ProgramKind::General;
        if named { action.clone().seen_as(kind) } else { about }
    }

    fn program(&self, action: &Action) -> Program {
        let facts = self.facts(action);
        let provenance = provenance(action, &facts);
        let scope = self.context.scopes.at(action.anchor);
        Program {
            name: self.name(action),
            kind: action.kind,
            place: scope.place.as_deref().cloned(),
            period: scope.period,
            coverage: facts.coverage,
            outcomes: facts.outcomes,
            operators: self.operators(action),
            funding: self.funding(action),
            schemes: self.schemes(action),
            evidence: action.evidence.iter().map(|range| self.context.span(*range)).collect(),
            provenance,
        }
    }
}

/// A line is stated where its own words agree on it and it tells whom or what it reached. The words of public works,
/// of scenery and of the party also tell of a place at large, and those of the whole name no line.
fn provenance(action: &Action, facts: &Facts) -> Provenance {
    let at_large = matches!(
        action.kind,
        ProgramKind::General
            | ProgramKind::Infrastructure
            | ProgramKind::Tourism
            | ProgramKind::PartyBuilding
            | ProgramKind::CollectiveEconomy
    );
    let bare = facts.coverage.is_empty() && facts.outcomes.is_empty();
    let named = action.heading.is_some() || action.line.is_some();
    if named && action.words == Words::Agree && !at_large && !facts.coverage.is_empty() {
        Provenance::stated("program.line")
    } else if action.heading.is_some() {
        Provenance::inferred("program.heading")
    } else if named && !bare {
        Provenance::inferred("program.name")
    } else if named {
        Provenance::doubtful("program.bare")
    } else {
        Provenance::doubtful("program.words")
    }
}
