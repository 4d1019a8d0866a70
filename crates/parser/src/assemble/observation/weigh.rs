//! Takes what the rules decided of a quantity, gives what remains after it was weighed against annotated usage.

use lianjie_core::{Confidence, Measure, Provenance};

use super::Ruling;
use super::decision::{Decision, with};
use crate::context::Context;
use crate::weigh;

/// The name of the reading that a quantity measures nothing.
pub(crate) const NONE: &str = "none";

pub(super) fn weigh(context: &Context<'_>, index: usize, ruling: Ruling) -> Ruling {
    let (favoured, bonus) = match &ruling {
        Ruling::Measure(Decision { measure, provenance, .. }) => (
            measure.as_str().to_owned(),
            match provenance.confidence {
                // The unit says it, whatever stands around: 十条措施, 提高1.5个百分点.
                _ if matches!(provenance.rule.as_ref(), "measure.thing.unit" | "measure.point.growth") => {
                    weigh::STATED + weigh::INFERRED
                }
                Confidence::Stated => weigh::STATED,
                _ => weigh::INFERRED,
            },
        ),
        Ruling::Nothing => (NONE.to_owned(), weigh::STATED),
        Ruling::Unknown => (NONE.to_owned(), weigh::INFERRED),
    };
    let features = weigh::features(context, index);
    let chosen = weigh::measures().choose(features, &favoured, bonus);
    match chosen {
        Some(chosen) if chosen == favoured => ruling,
        Some(NONE) => Ruling::Nothing,
        Some(chosen) => match Measure::from_code(chosen) {
            Some(measure) => with(measure, Provenance::doubtful("measure.usage")),
            None => ruling,
        },
        None => ruling,
    }
}
