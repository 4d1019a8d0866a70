//! Takes the reading, gives the schemes that are named without plus signs: `户贷企用`, `“五统一分”的扶贫模式`,
//! `小包模式`, `股份联结、订单联结`.
//!
//! Many things are called a 模式. A name that is not itself a way of tying households (`户贷企用`) is only a
//! candidate: what stands around it must tell of a household and a carrier.

use lianjie_core::Tie;

use super::chain::Chain;
use super::tie;
use crate::context::Context;
use crate::lexicon::{Class, Hit};
use crate::outline::signs;
use crate::reading::{TextRange, offset, size};

/// A named mode where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mode {
    pub(super) range: TextRange,
    pub(super) name: String,
    pub(super) ties: Vec<Tie>,
    /// The name itself says how households are tied.
    pub(super) certain: bool,
    /// The name puts the household first (`户贷企用`), or the carrier (`企贷户用`).
    pub(super) order: Order,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Household,
    Carrier,
    Text,
}

/// The longest quoted name, in characters.
const QUOTED: usize = 32;
/// The longest word for what is tied in such a name as `蘑菇寄养`, in characters.
const OBJECT: usize = 3;
/// The longest name without quotation marks, in characters.
const BARE: usize = 14;
/// Characters between a quotation and the noun that it names.
const NOUN: usize = 10;

/// All named modes outside the chains, in text order.
pub(super) fn find(context: &Context<'_>, chains: &[Chain]) -> Vec<Mode> {
    let mut modes = quoted(context, chains);
    modes.extend(bare(context));
    modes.extend(by_tie(context));
    modes.extend(linked(context));
    modes.sort_by_key(|mode| (mode.range.start, std::cmp::Reverse(mode.range.end)));
    modes.retain(|mode| !chains.iter().any(|chain| chain.range.overlaps(mode.range)));
    modes.dedup_by(|later, first| {
        let one =
            context.outline.sentence_at(later.range.start) == context.outline.sentence_at(first.range.start);
        later.range.overlaps(first.range) || (one && later.name == first.name)
    });
    modes
}

fn mode_hit<'h>(context: &'h Context<'_>, range: TextRange) -> Option<&'h Hit<'h>> {
    context.mentions.hits.within(Class::Tie, range).iter().find(|hit| hit.attr.starts_with("mode"))
}

fn order(hit: Option<&Hit<'_>>) -> Order {
    match hit.map(|hit| hit.attr) {
        Some("mode_household") => Order::Household,
        Some("mode_carrier") => Order::Carrier,
        _ => Order::Text,
    }
}

/// A name that is all numbers and list marks (`1+N`, `三位一体`) is kept only when a noun of the field follows.
fn quoted(context: &Context<'_>, chains: &[Chain]) -> Vec<Mode> {
    let reading = context.reading();
    let text = reading.text();
    let mut modes = Vec::new();
    let mut from = 0;
    let next_open = |from: usize| signs(text.get(from..)?).find(|(_, c)| matches!(c, '“' | '‘'));
    while let Some(open) = next_open(from).map(|(at, _)| at + from) {
        let start = open + '“'.len_utf8();
        from = start;
        let ends = if text.get(open..).is_some_and(|rest| rest.starts_with('“')) { '”' } else { '’' };
        let Some(close) = text.get(start..).and_then(|rest| rest.find(ends)).map(|at| at + start) else {
            continue;
        };
        // A quotation within a speech is found by itself.
        if text.get(start..close).is_some_and(|inner| !inner.contains('‘')) {
            from = close;
        }
        let range = TextRange::of(start..close);
        let name = reading.slice(range);
        if !(2..=QUOTED).contains(&name.chars().count()) || name.contains(['。', '\n', '+', '!', '?', '-']) {
            continue;
        }
        let named = named_by(context, TextRange::of(open..close + '”'.len_utf8()));
        let tied = mode_hit(context, range);
        let ties = tie::named(context, range);
        let whole = context.mentions.hits.within(Class::Tie, range).iter().any(|hit| {
            // 蘑菇寄养, 果园托管: what is tied, then how.
            let names = hit.range.end == range.end
                && reading.between(range.start, hit.range.start).chars().count() <= OBJECT;
            let kind = hit.attr == "strong" || (names && hit.code == Tie::EntrustedRaising.as_str());
            (hit.range == range || names) && kind && hit.code != "none"
        });
        let beside = chains.iter().any(|chain| {
            chain.range.end + 3 == range.start.saturating_sub(3)
                || chain.range.start.saturating_sub(6) == range.end
        });
        let certain = tied.is_some() || (whole && (named != Named::No || pushed(context, open)));
        let sides: Vec<&str> =
            context.mentions.hits.within(Class::Party, range).iter().map(|hit| hit.code).collect();
        let several = sides.len() > 1 && sides.windows(2).any(|pair| pair.first() != pair.last());
        let several = several && !one_each(name) && (named != Named::No || pushed(context, open));
        if certain || beside || several || named == Named::Mode || named == Named::Called {
            modes.push(Mode { range, name: name.to_owned(), ties, certain, order: order(tied) });
        }
    }
    modes
}

/// A name that deals out one to each (一村一品、一户一业) ties nobody to anybody.
fn one_each(name: &str) -> bool {
    let dealt = |item: &str| {
        let mut letters = item.chars();
        letters.next() == Some('一') && letters.nth(1) == Some('一') && letters.count() <= 1
    };
    name.split('、').all(dealt)
}

/// A verb by which schemes are introduced stands just before: `推行“…”`.
fn pushed(context: &Context<'_>, open: usize) -> bool {
    let open = offset(open);
    let before = context.mentions.hits.at(Class::SchemeName, open.saturating_sub(1));
    before.is_some_and(|hit| matches!(hit.code, "push" | "result") && hit.range.end == open)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// `“…”的扶贫模式`
    Mode,
    /// `“…”机制`, `“…”项目`
    Noun,
    /// `叫做“…”`
    Called,
    No,
}

fn named_by(context: &Context<'_>, quote: TextRange) -> Named {
    let reading = context.reading();
    let hits = &context.mentions.hits;
    let before =
        hits.at(Class::SchemeName, quote.start.saturating_sub(1)).filter(|hit| hit.range.end == quote.start);
    if before.is_some_and(|hit| hit.code == "call") {
        return Named::Called;
    }
    // Quotations in a row share the noun after the last.
    let mut end = quote.end;
    while reading.char_at(end) == Some('“') {
        let rest = reading.text().get(size(end)..).unwrap_or_default();
        let Some(at) = rest.find('”').filter(|at| *at < 4 * QUOTED) else { break };
        end += offset(at + '”'.len_utf8());
    }
    let rest = reading.text().get(size(end)..).unwrap_or_default();
    let length: usize = rest.chars().take(NOUN).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let window = TextRange::new(end, end + offset(length));
    let nouns = hits.within(Class::SchemeName, window);
    if nouns.iter().any(|hit| hit.code == "mode") {
        Named::Mode
    } else if nouns.iter().any(|hit| hit.code == "noun") {
        Named::Noun
    } else {
        Named::No
    }
}

/// `小包模式`: back from the noun to what no name holds.
fn bare(context: &Context<'_>) -> Vec<Mode> {
    let reading = context.reading();
    let hits = &context.mentions.hits;
    let mut modes = Vec::new();
    for noun in hits.of(Class::SchemeName).iter().filter(|hit| hit.code == "mode") {
        let mut start = noun.range.start;
        for _ in 0..BARE {
            let Some(c) = reading.char_before(start).filter(|c| c.is_alphabetic()) else { break };
            let before = start - offset(c.len_utf8());
            let ends = |class| hits.at(class, before).filter(|hit| hit.range.end == start);
            let verb = ends(Class::SchemeName)
                .is_some_and(|hit| matches!(hit.code, "verb" | "call" | "push" | "result"));
            let generic = ends(Class::SchemeGeneric);
            let edge = ends(Class::OrganisationEdge).is_some_and(|hit| hit.attr == "strong");
            if (edge && generic.is_none())
                || (verb && specific(context, TextRange::new(start, noun.range.start)))
            {
                break;
            }
            start = generic.map_or(before, |hit| hit.range.start);
        }
        let stem = TextRange::new(start, noun.range.start);
        // The name stands in the quotation before: 「“户贷企用”的红利分享模式」.
        let particle =
            hits.at(Class::OrganisationEdge, start.saturating_sub(1)).filter(|hit| hit.range.end == start);
        if reading.char_before(particle.map_or(start, |hit| hit.range.start)) == Some('”')
            || !specific(context, stem)
        {
            continue;
        }
        let range = stem.cover(noun.range);
        let tied = mode_hit(context, stem);
        modes.push(Mode {
            range,
            name: reading.slice(range).to_owned(),
            ties: tie::named(context, stem),
            certain: tied.is_some(),
            order: order(tied),
        });
    }
    modes
}

/// Whether more than general words make up the stem of a name.
fn specific(context: &Context<'_>, stem: TextRange) -> bool {
    let general: u32 =
        context.mentions.hits.within(Class::SchemeGeneric, stem).iter().map(|hit| hit.range.len()).sum();
    stem.len().saturating_sub(general) >= 6
}

/// `户贷企用` wherever it stands.
fn by_tie(context: &Context<'_>) -> Vec<Mode> {
    let named = |hit: &Hit<'_>| Mode {
        range: hit.range,
        name: context.reading().slice(hit.range).to_owned(),
        ties: hit.code.split('+').filter_map(Tie::from_code).collect(),
        certain: true,
        order: order(Some(hit)),
    };
    context
        .mentions
        .hits
        .of(Class::Tie)
        .iter()
        .filter(|hit| hit.attr.starts_with("mode"))
        .map(named)
        .collect()
}

/// `股份联结、订单联结`: at least two in a row.
fn linked(context: &Context<'_>) -> Vec<Mode> {
    let reading = context.reading();
    let ties = context.mentions.hits.of(Class::Tie);
    let listed = |hit: &Hit<'_>| hit.attr == "link";
    let mut modes = Vec::new();
    for (index, hit) in ties.iter().enumerate().filter(|(_, hit)| listed(hit)) {
        let near = |other: Option<&Hit<'_>>| {
            other.is_some_and(|other| {
                let between = TextRange::new(
                    hit.range.end.min(other.range.end),
                    hit.range.start.max(other.range.start),
                );
                listed(other) && reading.slice(between).chars().count() <= 1
            })
        };
        if near(ties.get(index + 1)) || near(index.checked_sub(1).and_then(|before| ties.get(before))) {
            modes.push(Mode {
                range: hit.range,
                name: reading.slice(hit.range).to_owned(),
                ties: hit.code.split('+').filter_map(Tie::from_code).collect(),
                certain: true,
                order: Order::Text,
            });
        }
    }
    modes
}
