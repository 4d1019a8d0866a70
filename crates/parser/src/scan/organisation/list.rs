//! Takes the reading, adds the names listed before a class noun: `青禾牧业、岭南果品等龙头企业` names two
//! enterprises that print no form of their own.

use lianjie_core::Party;

use super::{Known, Name, is_name_char, place_at};
use crate::lexicon::Class;
use crate::reading::{Reading, TextRange, offset, size};

/// Characters between `等` and the class noun's end.
const NOUN: usize = 10;
/// Lengths of a listed name, in characters.
const ITEM: std::ops::RangeInclusive<usize> = 2..=10;

/// Adds listed names and keeps `names` in text order.
pub(super) fn before_class_noun(reading: &Reading, known: Known<'_, '_>, names: &mut Vec<Name>) {
    let mut found = Vec::new();
    for word in known.hits.of(Class::ListEnd).iter().filter(|word| word.code == "list") {
        if let Some(party) = class_noun(reading, known, word.range.end) {
            items(reading, known, word.range.start, party, &mut found);
        }
    }
    names.extend(found);
    names.sort_by_key(|name| (name.range.start, std::cmp::Reverse(name.range.end)));
    let mut end = 0;
    names.retain(|name| {
        let free = name.range.start >= end;
        if free {
            end = name.range.end;
        }
        free
    });
}

/// The role that the noun after `等` gives the list, when it is one that names are listed for.
fn class_noun(reading: &Reading, known: Known<'_, '_>, at: u32) -> Option<Party> {
    let rest = reading.text().get(size(at)..)?;
    let reach: usize = rest.chars().take(NOUN).map(char::len_utf8).sum();
    let window = TextRange::new(at, at + offset(reach));
    let noun = known.hits.within(Class::Party, window).iter().find(|hit| hit.attr.is_empty())?;
    let between = reading.between(at, noun.range.start);
    let party = Party::from_code(noun.code)?;
    let names = matches!(party, Party::Enterprise | Party::Cooperative | Party::Park | Party::ScenicArea);
    (names && between.chars().all(is_name_char)).then_some(party)
}

fn items(reading: &Reading, known: Known<'_, '_>, end: u32, party: Party, found: &mut Vec<Name>) {
    let mut at = end;
    let mut list = Vec::new();
    loop {
        let start = item_start(reading, known, at);
        let range = TextRange::new(start, at);
        if !plausible(reading, known, range) {
            break;
        }
        list.push(Name { range, brand: range, party, full: false, bare: false, trade: false });
        if reading.char_before(start) != Some('、') {
            break;
        }
        at = start - offset('、'.len_utf8());
    }
    // A single noun before 等 is as often a thing as a name.
    if list.len() > 1 {
        found.extend(list);
    }
}

/// Where the item that ends at `end` starts.
fn item_start(reading: &Reading, known: Known<'_, '_>, end: u32) -> u32 {
    let mut start = end;
    for _ in 0..=*ITEM.end() {
        let Some(c) = reading.char_before(start).filter(|c| is_name_char(*c)) else { break };
        let before = start - offset(c.len_utf8());
        let edge = known.hits.at(Class::OrganisationEdge, before).filter(|hit| hit.range.end == start);
        let inside = reading.between(start, end).chars().count();
        let stops = edge.is_some_and(|hit| hit.attr == "strong" || (hit.attr == "weak" && inside > 2));
        let trade =
            known.hits.at(Class::OrganisationFiller, before).is_some_and(|hit| hit.range.end == start);
        if stops && inside >= *ITEM.start() && !(trade && inside < 3) {
            break;
        }
        start = before;
    }
    start
}

fn plausible(reading: &Reading, known: Known<'_, '_>, range: TextRange) -> bool {
    let length = reading.slice(range).chars().count();
    let filler: u32 =
        known.hits.within(Class::OrganisationFiller, range).iter().map(|hit| hit.range.len()).sum();
    let role =
        known.hits.within(Class::Party, range).iter().any(|hit| hit.attr.is_empty() && hit.code != "none");
    let thing = !known.hits.within(Class::Industry, range).is_empty() && filler == range.len();
    let place = place_at(known.places, range.start).is_some_and(|place| place.range.end >= range.end);
    ITEM.contains(&length) && filler < range.len() && !role && !thing && !place
}

#[cfg(test)]
mod tests {
    use super::super::tests::names;

    #[test]
    fn parses_lists_of_names() {
        assert_eq!(names("青禾牧业、岭南果品等龙头企业带动农户增收。"), ["青禾牧业", "岭南果品"]);
        assert_eq!(names("引进沐光建工、云端文旅等企业参与建设。"), ["沐光建工", "云端文旅"]);
    }

    #[test]
    fn rejects_lists_of_things_and_roles() {
        for text in [
            "合作社、家庭农场等经营主体。",
            "合作社、种植大户等企业联合。",
            "苹果、核桃等加工企业。",
            "茶叶等企业。",
        ] {
            assert_eq!(names(text), Vec::<String>::new(), "{text}");
        }
    }
}
