//! Label Studio: takes reports with their texts, gives tasks whose predictions are the records; takes what annotators made
//! of them, gives corrected reports.
//!
//! A record is a region with its kind as the label; attributes are choices and lines of the region, links are relations.
//! Rule and confidence stand in the region's meta information. Offsets are code points: since the end of 2021 the front end
//! counts them so ([label-studio#1559](https://github.com/HumanSignal/label-studio/pull/1559)), and a line break counts
//! once, as `\n` and `\r` each do. A region that was resized behind an emoji may still come back in UTF-16 code units; the
//! quote that Label Studio keeps beside the offsets tells, and is believed.

mod config;
mod read;
mod write;

pub use config::config;
pub use read::import;
pub use write::task;
