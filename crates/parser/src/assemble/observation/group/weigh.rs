//! Takes what the rules say of whom a figure is, gives what remains after it was weighed against annotated usage.
//!
//! Rules read the words of the clause; how long a passage goes on about a poor household, a loan for the poor or a list of
//! the registered, and where it turns to others, depends on many small signs together.

use lianjie_core::{Group, Measure};

use super::super::decision::{Decision, Earlier};
use super::super::view::{Family, View};
use super::sign;
use super::word::{self, Whole};
use crate::context::Context;
use crate::lexicon::Class;
use crate::reading::TextRange;
use crate::weigh;

/// How far before a figure a word still tells of whom it is, in bytes.
const FAR: u32 = 900;

/// What the signs must be worth to overrule, in thousandths of a logit.
const SURE: i32 = 700;

/// Weighs the groups of one document's figures.
pub(in super::super) struct Scale {
    whole: Whole,
}

impl Scale {
    pub(in super::super) fn of(context: &Context<'_>) -> Self {
        Self { whole: Whole::of(context) }
    }

    /// The group of a figure, of which the rules decided so.
    pub(in super::super) fn weigh(&self, view: &View<'_>, decision: &Decision, decisions: &Earlier) -> Group {
        if !is_open(view, decision.measure) || !self.may_be_poor(view) {
            return decision.group;
        }
        let signs = sign::signs(view, &self.whole, decision, decisions);
        match weigh::groups().total(signs) {
            SURE.. => Group::Poor,
            weight if weight <= -SURE => Group::All,
            _ => decision.group,
        }
    }

    /// The hashed signs of a figure; `None` for one that is not weighed.
    pub(in super::super) fn signs(
        &self,
        view: &View<'_>,
        decision: &Decision,
        decisions: &Earlier,
    ) -> Option<Vec<u32>> {
        is_open(view, decision.measure).then(|| sign::signs(view, &self.whole, decision, decisions))
    }

    /// Whether the poor are named at all where they may be spoken of.
    fn may_be_poor(&self, view: &View<'_>) -> bool {
        let Whole { title, first_line, micro_loan, .. } = self.whole;
        if title || first_line || micro_loan {
            return true;
        }
        let outline = view.context.outline;
        let at = view.quantity.range.start;
        let block = outline.sentence_holding(at).and_then(|sentence| outline.blocks.get(sentence.block));
        let block = block.map_or(view.sentence, |block| block.range);
        let around =
            TextRange::new(block.start.max(at.saturating_sub(FAR)), block.end.min(at.saturating_add(FAR)));
        let named =
            |class, codes: &[&str]| view.hits(class, around).iter().any(|hit| codes.contains(&hit.code));
        named(Class::MeasureGroup, &["poor"])
            || named(Class::Poor, &["poor", "exit"])
            || word::has_micro_loan(view, around)
            || word::heads(view)
    }
}

/// Whether the measure, the place and the figure's own words leave the group open: those that leave poverty were poor, a
/// cell's neighbours are other cells, and what is counted of a place as a whole is of all.
fn is_open(view: &View<'_>, measure: Measure) -> bool {
    let fixed = matches!(
        measure,
        Measure::HouseholdsLifted
            | Measure::PersonsLifted
            | Measure::VillagesLifted
            | Measure::PovertyIncidence
            | Measure::Population
            | Measure::RuralPopulation
    );
    !fixed && !view.in_table() && view.family != Family::Other && !is_named(view)
}

/// Whether a count's own words say of whom it is: 「974户2692名贫困人口」, 「35个非贫困村」.
fn is_named(view: &View<'_>) -> bool {
    let in_run = || !view.hits(Class::MeasureGroup, super::run(view)).is_empty();
    view.family == Family::People && (super::named(view).is_some() || in_run())
}
