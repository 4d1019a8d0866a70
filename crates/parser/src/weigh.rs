//! Weighs what a rule says of a figure against what annotated reports say of figures in such words.
//!
//! Rules name the word that decides; where several words compete, or none is in the lexicon, the many small signs around
//! a figure (its unit, the characters and lexicon codes beside it, the figures before and after) say which reading is
//! usual. A linear model over those signs gives each reading an integer weight; the rule's own reading gets a bonus, and
//! the heaviest reading wins. The weights are learned from annotated documents by `cargo xtask train` and stored as a
//! table of hashed signs; there is no randomness and no floating point here.

mod feature;
mod model;

pub(crate) use self::feature::features;
pub(crate) use self::model::Model;

/// What a reading that the words of the clause state is worth beside the model's weights, in thousandths.
pub(crate) const STATED: i32 = 1500;
/// What a reading from context, or the reading that nothing is meant, is worth.
pub(crate) const INFERRED: i32 = 420;

/// The model of measures.
pub(crate) fn measures() -> &'static Model {
    static MODEL: std::sync::OnceLock<Model> = std::sync::OnceLock::new();
    MODEL.get_or_init(|| Model::read(include_str!("../data/weights/measure.tsv")))
}
