//! Takes the outline, gives the mentions: one pass of the lexicon and one of the numeral scanner over the
//! reading, then dates, places and organisations.

mod quantity;

use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::outline::Outline;

pub(crate) fn scan<'a>(outline: &Outline, lexicon: &'a Lexicon) -> Mentions<'a> {
    let hits = lexicon.scan(outline.reading.text());
    let quantities = quantity::scan(outline, &hits);
    Mentions { quantities, hits, ..Mentions::default() }
}
