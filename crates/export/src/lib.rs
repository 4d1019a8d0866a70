//! Takes a report with its text, gives pages for people and annotations for other tools.

pub mod annotation;
pub mod page;
