//! Takes the names found by their form, adds the short names of firms that end in a trade: 青禾生物, 锦绣家纺, 惠民农业.
//!
//! A trade is a thing as well (`传统农业`, `绿色食品`): only what stands where nothing but a firm can is a name.

use lianjie_core::Party;

use super::{Known, Name, TRADE_BRAND, followed_by_more, frame, is_crop, walk};
use crate::lexicon::Class;
use crate::reading::{Reading, TextRange};

/// Adds the names, and keeps all in text order.
pub(super) fn scan(reading: &Reading, known: Known<'_, '_>, names: &mut Vec<Name>) {
    let mut found: Vec<Name> = Vec::new();
    for trade in known.hits.of(Class::OrganisationFiller).iter().filter(|trade| trade.code == "firm") {
        let held = names.partition_point(|name| name.range.end <= trade.range.start);
        if names.get(held).is_some_and(|name| name.range.start < trade.range.end) {
            continue;
        }
        let taken = held.checked_sub(1).and_then(|last| names.get(last)).map_or(0, |name| name.range.end);
        let taken = found.last().map_or(taken, |name| name.range.end.max(taken));
        found.extend(by_trade(reading, known, trade.range, taken));
    }
    if !found.is_empty() {
        names.extend(found);
        names.sort_by_key(|name| name.range.start);
    }
}

fn by_trade(reading: &Reading, known: Known<'_, '_>, trade: TextRange, taken: u32) -> Option<Name> {
    let more = known.hits.starting(Class::OrganisationFiller, trade.end).is_some();
    if more || followed_by_more(reading, known, trade) || trade.start <= taken {
        return None;
    }
    let walk = walk(reading, known, trade.start, taken);
    let brand = walk.brand.filter(|_| walk.clean && TRADE_BRAND.contains(&walk.brand_chars))?;
    let range = TextRange::new(walk.start, trade.end);
    let proper = walk.division.is_none() && walk.fillers == 0 && brand.start == walk.start;
    (proper && !is_crop(known, brand) && frame::is_framed(reading, known, range)).then_some(Name {
        range,
        brand,
        party: Party::Enterprise,
        full: false,
        bare: false,
        trade: true,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::names;

    #[test]
    fn parses_firms_that_end_in_a_trade() {
        assert_eq!(names("公司叫青禾生物,跟农户签了订单。"), ["青禾生物"]);
        assert_eq!(names("大棚由惠民农业负责技术。"), ["惠民农业"]);
        assert_eq!(names("厂房租给了米妮服饰,一年一付。"), ["米妮服饰"]);
        assert_eq!(names("龙头企业森宝食品与农户签约。"), ["森宝食品"]);
    }

    #[test]
    fn rejects_trades() {
        for text in [
            "由传统农业转向现代农业。",
            "推动休闲农业与乡村旅游融合。",
            "农户靠特色农业增收。",
            "给老人送去食品。",
            "依托生态农业,带动农户。",
            "引进现代农业科技,统一管理。",
        ] {
            assert_eq!(names(text), Vec::<String>::new(), "{text}");
        }
    }
}
