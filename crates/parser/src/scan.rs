//! Takes the outline, gives the mentions: one pass of the lexicon and one of the numeral scanner over the
//! reading, then dates, places and organisations.

mod approximator;
mod coin;
mod date;
mod noun;
mod numeral;
mod organisation;
mod per;
pub(crate) mod place;
pub(crate) mod quantity;
mod shape;
mod table;
mod token;
mod unit;

pub(crate) use self::date::Dates;
pub(crate) use numeral::chinese_digit;

use lianjie_core::{Decimal, NaiveDate};

use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::outline::Outline;

/// The Chinese digits that open the text, named one by one, and their length in bytes: `七`, `六五`.
pub(crate) fn digits(text: &str) -> Option<(Decimal, usize)> {
    numeral::digits(text)
}

/// `published` is the day that relative dates are counted from.
pub(crate) fn scan<'a>(
    outline: &Outline,
    lexicon: &'a Lexicon,
    published: Option<NaiveDate>,
) -> Mentions<'a> {
    let hits = lexicon.scan(outline.reading.text());
    let quantities = quantity::scan(outline, lexicon, &hits);
    let dates = date::scan(outline, &hits, published);
    let known = place::Known { hits: &hits, dates: &dates.mentions, published };
    let (places, place_table) = place::scan(outline, known);
    let mut mentions = Mentions::new(quantities, dates, (places, place_table), hits);
    let known = organisation::Known {
        hits: &mentions.hits,
        quantities: &mentions.quantities,
        dates: &mentions.dates,
        places: &mentions.places,
    };
    mentions.organisations = organisation::scan(outline, known);
    mentions.index(&outline.reading);
    mentions
}
