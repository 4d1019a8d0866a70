//! Weighs what a rule says of a figure, of whom it is, of its date, or of a passage's being a program, against what annotated reports
//! say of such.
//!
//! Rules name the word that decides; where several words compete, or none is in the lexicon, the many small signs around
//! a figure (its unit, the characters and lexicon codes beside it, the figures before and after) say which reading is
//! usual. What the rules say, and which rule says it, is one of the signs. A linear model over them gives each reading an
//! integer weight; the rules' own reading gets a small bonus, and the heaviest reading wins. The weights are learned from
//! annotated documents by `cargo xtask train` and stored as a table of hashed signs; there is no randomness and no
//! floating point here.

mod feature;
mod model;

pub(crate) use self::feature::{
    Features, Prior, Tag, features, first_characters, flag, last_characters, named_features, step,
};
pub(crate) use self::model::Model;

/// What a reading that the words of the clause state is worth beside the weights of its signs, in thousandths.
pub(crate) const STATED: i32 = 500;
/// What a reading from context, or the reading that nothing is meant, is worth.
pub(crate) const INFERRED: i32 = 112;
/// What a reading that the unit alone gives is worth.
pub(crate) const BY_UNIT: i32 = 700;
/// What a reading that the form of the sentence gives is worth.
pub(crate) const BY_FORM: i32 = 2500;

/// The model of measures.
pub(crate) fn measures() -> &'static Model {
    static MODEL: std::sync::OnceLock<Model> = std::sync::OnceLock::new();
    MODEL.get_or_init(|| Model::read(include_str!("../data/weights/measure.tsv")))
}

/// The model of programs: whether a passage belongs to one of a kind.
pub(crate) fn programs() -> &'static Model {
    static MODEL: std::sync::OnceLock<Model> = std::sync::OnceLock::new();
    MODEL.get_or_init(|| Model::read(include_str!("../data/weights/program.tsv")))
}

/// The model of groups: whether a figure is of the poor.
pub(crate) fn groups() -> &'static Model {
    static MODEL: std::sync::OnceLock<Model> = std::sync::OnceLock::new();
    MODEL.get_or_init(|| Model::read(include_str!("../data/weights/group.tsv")))
}

/// The model of dates: whether the period in force does not date a figure.
pub(crate) fn dates() -> &'static Model {
    static MODEL: std::sync::OnceLock<Model> = std::sync::OnceLock::new();
    MODEL.get_or_init(|| Model::read(include_str!("../data/weights/date.tsv")))
}
