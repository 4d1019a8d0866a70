//! Takes one document's mentions, scopes and the records made so far, gives its programs: the lines of action, each
//! with what it reached, what came of it, who carries it out, and the money and schemes that belong to it.
//!
//! A program is a run of consecutive sentences of one kind and one place that states at least one fact. In a policy
//! text it is what stands under one heading.

mod content;
#[cfg(test)]
mod tests;

use lianjie_core::{Program, ProgramKind, Provenance};

use crate::context::Context;
use crate::scope::{Action, LINE, OBJECT, Words, is_means};

use self::content::Facts;

pub(crate) fn assemble(context: &Context<'_>) -> Vec<Program> {
    let reader = Reader { context };
    context.scopes.actions.iter().filter_map(|action| reader.program(action)).collect()
}

struct Reader<'a> {
    context: &'a Context<'a>,
}

impl Reader<'_> {
    fn program(&self, action: &Action) -> Option<Program> {
        let facts = self.facts(action);
        let funding = self.funding(action);
        let schemes = self.schemes(action);
        let operators = self.operators(action);
        let linked = !funding.is_empty() || !schemes.is_empty() && action.has_figures;
        // General words with nothing but incomes and stocks beside them are the setting, not a program.
        let setting =
            action.kind == ProgramKind::General && action.line.is_none() && action.heading.is_none();
        let bare = if action.kind == ProgramKind::General {
            facts.coverage.is_empty() && (setting || facts.outcomes.is_empty())
        } else {
            false
        };
        let stated = (facts.count > 0 && !bare) || linked;
        let told =
            action.strength >= LINE && !is_means(action.kind) && (!operators.is_empty() || action.is_local);
        // 「改造薄弱学校18所」: a named line with a figure, though no measure fits it.
        let counted = action.line.is_some()
            && action.has_figures
            && (!is_means(action.kind) || action.kind == ProgramKind::General && action.is_item);
        // 「争取项目86个」: a word such as 项目 or 产业 alone says nothing of what is done.
        let empty = setting && action.strength < OBJECT;
        if empty || !stated && !told && !counted {
            return None;
        }
        let provenance = provenance(action, &facts);
        let scope = self.context.scopes.at(action.anchor);
        Some(Program {
            name: self.name(action),
            kind: action.kind,
            place: scope.place.clone(),
            period: scope.period,
            coverage: facts.coverage,
            outcomes: facts.outcomes,
            operators,
            funding,
            schemes,
            evidence: action.evidence.iter().map(|range| self.context.span(*range)).collect(),
            provenance,
        })
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
