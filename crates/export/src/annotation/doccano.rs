//! doccano: takes reports with their texts, gives lines to import; takes exported lines, gives corrected reports.
//!
//! doccano has one label for a span and nothing beside it, so the label says what it can: `figure/households_benefited`,
//! `figure/households_benefited/poor`, `funding_source/fiscal_special`, `program/planting`, `scheme`,
//! `finding/sum/consistent`. Offsets are code points. Records overlap, so a project needs "Allow overlapping spans".

mod read;
mod write;

pub use read::import;
pub use write::{related, spans};
