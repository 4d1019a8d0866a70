//! Whether the text speaks of poor households, persons or villages.

use crate::lexicon::Class;
use crate::mention::Mentions;
use crate::outline::Outline;

use super::timeline::Timeline;

/// From a word for the poor on, until a word for others or the sentence's end.
pub(super) fn read(outline: &Outline, mentions: &Mentions<'_>) -> Timeline<bool> {
    let mut out = Timeline::default();
    let hits = mentions.hits.of(Class::Poor);
    let mut hits = hits.iter().peekable();
    for sentence in &outline.sentences {
        out.set(sentence.range.start, false);
        while let Some(hit) = hits.next_if(|hit| hit.range.start < sentence.range.end) {
            match hit.code {
                "poor" => out.set(hit.range.start, true),
                "all" => out.set(hit.range.start, false),
                _ => {}
            }
        }
    }
    out
}
