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

use crate::scope::{Action, LINE, is_means};

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
        if !stated && !told && !counted {
            return None;
        }
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
            provenance: provenance(action),
        })
    }
}

fn provenance(action: &Action) -> Provenance {
    match (action.heading, action.line) {
        (Some(_), _) => Provenance::stated("program.heading"),
        (None, Some(_)) => Provenance::stated("program.line"),
        (None, None) => Provenance::inferred("program.words"),
    }
}
