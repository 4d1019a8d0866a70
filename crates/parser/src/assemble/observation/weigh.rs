//! Takes what the rules decided of a quantity, gives what remains after it was weighed against annotated usage.

use lianjie_core::{Confidence, Measure, Provenance};

use super::Ruling;
use super::decision::{Decision, with};
use crate::context::Context;
use crate::weigh::{self, Prior};

/// The name of the reading that a quantity measures nothing.
pub(crate) const NONE: &str = "none";

pub(super) fn weigh(context: &Context<'_>, index: usize, ruling: Ruling) -> Ruling {
    let prior = prior(&ruling);
    let signs = weigh::features(context, index, prior);
    let chosen = weigh::measures().choose(signs, prior.reading, bonus(&ruling));
    match chosen {
        Some(chosen) if chosen == prior.reading => ruling,
        Some(NONE) => Ruling::Nothing,
        Some(chosen) => match Measure::from_code(chosen) {
            Some(measure) => with(measure, Provenance::doubtful("measure.usage")),
            None => ruling,
        },
        None => ruling,
    }
}

/// The hashed signs of a quantity, and those among them that only say what the rules do.
pub(super) fn signs(context: &Context<'_>, index: usize, ruling: &Ruling) -> (Vec<u32>, [u32; 3]) {
    let prior = prior(ruling);
    (weigh::features(context, index, prior), prior.signs())
}

/// What the rules say, as signs.
fn prior(ruling: &Ruling) -> Prior<'_> {
    match ruling {
        Ruling::Measure(Decision { measure, provenance, .. }) => Prior {
            reading: measure.as_str(),
            rule: provenance.rule.as_ref(),
            confidence: provenance.confidence.as_str(),
        },
        Ruling::Nothing => Prior { reading: NONE, rule: "nothing", confidence: "stated" },
        Ruling::Unknown => Prior { reading: NONE, rule: "unknown", confidence: "doubtful" },
    }
}

/// What the ruling is worth beside the weights of its signs.
fn bonus(ruling: &Ruling) -> i32 {
    match ruling {
        Ruling::Measure(Decision { provenance, .. }) => match provenance.confidence {
            // The unit says it, whatever stands around: 十条措施, 提高1.5个百分点.
            _ if matches!(provenance.rule.as_ref(), "measure.thing.unit" | "measure.point.growth") => {
                weigh::BY_UNIT
            }
            Confidence::Stated => weigh::STATED,
            _ => weigh::INFERRED,
        },
        Ruling::Nothing => weigh::STATED,
        Ruling::Unknown => weigh::INFERRED,
    }
}
