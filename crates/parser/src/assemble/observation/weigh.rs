//! Takes what the rules decided of a quantity, gives what remains after it was weighed against annotated usage.

use std::collections::BTreeMap;

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

/// Why a quantity got its reading: what the rules said, and what the signs around it were worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Weighing {
    /// The reading of the rules, [`NONE`] for none.
    pub(crate) ruled: String,
    pub(crate) rule: String,
    pub(crate) confidence: String,
    /// What that is worth beside the signs.
    pub(crate) bonus: i32,
    /// The readings by weight, the heaviest first; that of the rules with its bonus.
    pub(crate) readings: Vec<(&'static str, i32)>,
    /// The signs that tell the first reading from the second, with what they add to its lead, the strongest first.
    pub(crate) signs: Vec<(String, i32)>,
}

/// The same weights as [`weigh`], told rather than used.
pub(super) fn weighing(context: &Context<'_>, index: usize, ruling: &Ruling) -> Weighing {
    let prior = prior(ruling);
    let model = weigh::measures();
    let named = weigh::named_features(context, index, prior);
    let bonus = bonus(ruling);
    let mut readings = model.weights(named.iter().map(|(hash, _)| *hash).collect());
    for (_, weight) in readings.iter_mut().filter(|(reading, _)| *reading == prior.reading) {
        *weight += bonus;
    }
    // Of equal weights the first class wins, as when it is chosen.
    readings.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    let (first, second) = (readings.first().map(|r| r.0), readings.get(1).map(|r| r.0));
    let mut leads = BTreeMap::<String, i32>::new();
    for (hash, name) in named {
        for (reading, weight) in model.weights(vec![hash]) {
            let sign = i32::from(Some(reading) == first) - i32::from(Some(reading) == second);
            if sign * weight != 0 {
                *leads.entry(name.clone()).or_default() += sign * weight;
            }
        }
    }
    let mut signs: Vec<(String, i32)> = leads.into_iter().filter(|(_, lead)| *lead != 0).collect();
    signs.sort_by_key(|(_, lead)| std::cmp::Reverse(lead.abs()));
    Weighing {
        ruled: prior.reading.to_owned(),
        rule: prior.rule.to_owned(),
        confidence: prior.confidence.to_owned(),
        bonus,
        readings,
        signs,
    }
}

/// What the rules say, as signs.
fn prior(ruling: &Ruling) -> Prior<'_> {
    match ruling {
        Ruling::Measure(Decision { measure, provenance, .. }) => Prior {
            reading: measure.as_str(),
            rule: provenance.rule.as_ref(),
            confidence: provenance.confidence.as_str(),
        },
        Ruling::Nothing | Ruling::Barred => Prior { reading: NONE, rule: "nothing", confidence: "stated" },
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
            // The form of the sentence says it, whatever its words are: 比去年多放610万元; 公司六成,村里四成; 股东35人.
            _ if matches!(
                provenance.rule.as_ref(),
                "measure.area.sown"
                    | "measure.growth.amount"
                    | "measure.growth.list"
                    | "measure.money.allotted"
                    | "measure.money.foreign"
                    | "measure.people.all_lifted"
                    | "measure.people.members"
                    | "measure.point.list"
                    | "measure.point.margin"
                    | "measure.percent.whole"
                    | "measure.goods.rent"
            ) =>
            {
                weigh::BY_FORM
            }
            Confidence::Stated => weigh::STATED,
            _ => weigh::INFERRED,
        },
        Ruling::Nothing | Ruling::Barred => weigh::STATED,
        Ruling::Unknown => weigh::INFERRED,
    }
}
