//! Takes one document's mentions, scopes and the records made so far, gives its programs: the lines of action, each
//! with what it reached, what came of it, who carries it out, and the money and schemes that belong to it.
//!
//! A program is a run of consecutive sentences of one kind and one place that states at least one fact. In a policy
//! text it is what stands under one heading.

mod content;
mod kind;
mod segment;
#[cfg(test)]
mod tests;

use lianjie_core::{Program, ProgramKind};

use crate::context::Context;

use segment::Segment;

pub(crate) fn assemble(context: &Context<'_>) -> Vec<Program> {
    let reader = Reader { context };
    segment::segments(context).into_iter().filter_map(|segment| reader.program(&segment)).collect()
}

struct Reader<'a> {
    context: &'a Context<'a>,
}

impl Reader<'_> {
    fn program(&self, segment: &Segment) -> Option<Program> {
        let facts = self.facts(segment);
        let funding = self.funding(segment);
        let schemes = self.schemes(segment);
        let operators = self.operators(segment);
        let linked = !funding.is_empty() || !schemes.is_empty() && segment.has_figures;
        // General words with nothing but incomes and stocks beside them are the setting, not a program.
        let setting =
            segment.kind == ProgramKind::General && segment.line.is_none() && segment.heading.is_none();
        let stated = (facts.count > 0 && !(setting && facts.coverage.is_empty())) || linked;
        let told = segment.strength >= kind::LINE
            && !kind::is_means(segment.kind)
            && (!operators.is_empty() || segment.is_local);
        // 「改造薄弱学校18所」: a named line with a figure, though no measure fits it.
        let counted = segment.line.is_some() && segment.has_figures && !kind::is_means(segment.kind);
        if !stated && !told && !counted {
            return None;
        }
        let scope = self.context.scopes.at(segment.anchor);
        Some(Program {
            name: self.name(segment),
            kind: segment.kind,
            place: scope.place.clone(),
            period: scope.period,
            coverage: facts.coverage,
            outcomes: facts.outcomes,
            operators,
            funding,
            schemes,
            evidence: segment.evidence.iter().map(|range| self.context.span(*range)).collect(),
            provenance: segment.provenance(),
        })
    }
}
