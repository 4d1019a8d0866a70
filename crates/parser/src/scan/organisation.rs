//! Takes the reading with its lexicon hits and earlier mentions, gives the named organisations: enterprises,
//! cooperatives, farms, parks, scenic areas, banks.
//!
//! A name is found by its form. From the ending (`有限公司` `专业合作社` `园区`) the walk goes left over trade
//! words (`农业` `科技`) and the proper part, until something stands there that no name holds: punctuation, a
//! number, a verb or preposition of the closed class, a party word. A body of trade words alone
//! (`农民专业合作社` `现代农业园区`) is no name. Names of persons have none of these forms.

mod join;
mod list;

use lianjie_core::{Party, PlaceLevel};

use crate::lexicon::{Class, Hit, Hits};
use crate::mention::{DateMention, OrganisationMention, PlaceMention, Quantity};
use crate::outline::Outline;
use crate::reading::{Reading, TextRange, offset};

/// What the earlier scanners found, as far as names need it.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a, 'h> {
    pub(crate) hits: &'a Hits<'h>,
    pub(crate) quantities: &'a [Quantity],
    pub(crate) dates: &'a [DateMention],
    pub(crate) places: &'a [PlaceMention],
}

/// A name where it stands, before mentions of one organisation are joined.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    range: TextRange,
    /// The proper part: `佳农` of 佳农牧业有限公司.
    brand: TextRange,
    party: Party,
    /// A registered form (`有限公司` `专业合作社`), not a short one.
    full: bool,
    /// A general noun behind one short word, with neither a trade nor a county: 佳农公司 is a name only beside a fuller one,
    /// for `整地公司先垫` is a topic and a verb's subject.
    bare: bool,
}

/// The longest body of a name, in characters.
const BODY: usize = 22;
/// The longest proper part of a name, in characters.
const BRAND: usize = 12;

/// The organisations named in the reading, in text order; mentions of one share its fullest name.
pub(crate) fn scan(outline: &Outline, known: Known<'_, '_>) -> Vec<OrganisationMention> {
    let reading = &outline.reading;
    let mut names = Vec::new();
    let mut taken = 0;
    for form in known.hits.of(Class::OrganisationForm) {
        if let Some(name) = by_form(reading, known, form, taken) {
            taken = name.range.end;
            names.push(name);
        }
    }
    list::before_class_noun(reading, known, &mut names);
    join::join(reading, known.hits, &names)
}

/// What stands left of a position in a name.
enum Left {
    /// Something that no name holds: the name starts here.
    Edge,
    /// A province, prefecture or county: may open a name.
    Division(u32),
    /// A trade word or other general part.
    Filler(u32),
    /// A part of the proper name.
    Brand(u32),
}

fn by_form(reading: &Reading, known: Known<'_, '_>, form: &Hit<'_>, taken: u32) -> Option<Name> {
    let party = Party::from_code(form.code)?;
    if followed_by_more(reading, known, form) {
        return None;
    }
    let mut start = form.range.start;
    let mut brand: Option<TextRange> = None;
    let mut brand_chars = 0;
    let mut fillers = 0;
    let mut division = false;
    let mut clean = false;
    for _ in 0..BODY {
        if start <= taken {
            clean = true;
            break;
        }
        match left_of(reading, known, start, brand_chars, division) {
            Left::Edge => {
                clean = true;
                break;
            }
            Left::Division(at) => {
                division = true;
                start = at;
            }
            Left::Filler(at) => {
                fillers += 1;
                start = at;
            }
            Left::Brand(at) => {
                let part = TextRange::new(at, start);
                brand_chars += reading.slice(part).chars().count();
                brand = Some(brand.map_or(part, |brand| brand.cover(part)));
                start = at;
            }
        }
    }
    if division && brand_chars == 0 && form.attr == "bank" {
        start = head_office(reading, known, start).unwrap_or(start);
    }
    let whole = TextRange::new(start, form.range.end);
    let full = form.attr == "full";
    let led = known
        .hits
        .at(Class::OrganisationEdge, start.saturating_sub(1))
        .is_some_and(|edge| edge.range.end == start && (edge.attr == "weak" || edge.range.len() > 3));
    let bare = form.attr == "bare" && fillers == 0 && brand_chars <= 2 && !division && !led;
    // 马铃薯合作社 is any of them.
    let general = !full
        && brand.is_some_and(|brand| {
            let grown = |code: &str| matches!(code, "planting" | "livestock" | "fruit_forestry" | "herbs");
            known.hits.within(Class::Industry, brand).iter().any(|hit| hit.range == brand && grown(hit.code))
        });
    let named = clean && (2..=BRAND).contains(&brand_chars);
    // A bank of a county, and a registered form behind a county and a trade, are names without a proper part.
    let by_place = division && brand_chars == 0 && (form.attr == "bank" || (full && fillers > 0));
    match brand {
        Some(brand) if named && !general => Some(Name { range: whole, brand, party, full, bare }),
        _ if by_place => Some(Name { range: whole, brand: whole, party, full: true, bare: false }),
        _ => None,
    }
}

/// Where the name of the bank or insurer begins of which a county has a branch: 农业发展银行|岷县支行, 人保财险|岷县支公司.
fn head_office(reading: &Reading, known: Known<'_, '_>, branch: u32) -> Option<u32> {
    let party = known.hits.ending(Class::Party, branch);
    let mut start = party.filter(|party| matches!(party.code, "bank" | "insurer"))?.range.start;
    let mut chars = 0;
    while chars < BRAND {
        match left_of(reading, known, start, chars, false) {
            Left::Filler(at) | Left::Brand(at) => {
                chars += reading.between(at, start).chars().count();
                start = at;
            }
            // 向银行某县支行 names no bank.
            Left::Edge | Left::Division(_) => {
                let general = chars == 0 && reading.char_at(start) == Some('银');
                return Some(start).filter(|_| !general);
            }
        }
    }
    // What runs on for so long is no name.
    party.map(|party| party.range.start)
}

/// A form inside a longer word (`公司化`, `园区化`) or one link of a chain ends no name.
fn followed_by_more(reading: &Reading, known: Known<'_, '_>, form: &Hit<'_>) -> bool {
    let inside = known
        .hits
        .at(Class::Party, form.range.end.saturating_sub(1))
        .is_some_and(|party| party.range.end > form.range.end);
    // 牧业 before 公司 is what the company does.
    let form_follows = known
        .hits
        .at(Class::OrganisationForm, form.range.end)
        .is_some_and(|next| next.range.start == form.range.end);
    inside || form_follows || reading.char_at(form.range.end) == Some('+')
}

fn left_of(reading: &Reading, known: Known<'_, '_>, at: u32, brand: usize, division: bool) -> Left {
    let Some(last) = reading.char_before(at) else { return Left::Edge };
    let before = at - offset(last.len_utf8());
    if let Some(place) = place_at(known.places, before) {
        let opens =
            matches!(place.place.level, PlaceLevel::Province | PlaceLevel::Prefecture | PlaceLevel::County);
        return if opens && place.range.end == at { Left::Division(place.range.start) } else { Left::Edge };
    }
    if division || !is_name_char(last) {
        return Left::Edge;
    }
    if at_quantity(known.quantities, before) || at_date(known.dates, before) {
        return Left::Edge;
    }
    let ends_here = |class| known.hits.at(class, before).filter(|hit| hit.range.end == at);
    let filler = ends_here(Class::OrganisationFiller);
    if let Some(edge) = ends_here(Class::OrganisationEdge) {
        match (edge.code, edge.attr) {
            ("keep", _) => return Left::Brand(edge.range.start),
            (_, "strong") if brand > 0 || filler.is_none() => return Left::Edge,
            (_, "weak") if brand != 1 => return Left::Edge,
            _ => {}
        }
    }
    if let Some(party) = ends_here(Class::Party)
        && party.attr.is_empty()
        && party.code != "none"
        && filler.is_none()
    {
        return Left::Edge;
    }
    match filler {
        // 大山 is as proper as 青山: a general character before the proper part belongs to it.
        Some(filler) if brand > 0 && filler.range.start == before => Left::Brand(before),
        Some(filler) => Left::Filler(filler.range.start),
        None => Left::Brand(before),
    }
}

fn is_name_char(c: char) -> bool {
    c == '·' || c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic())
}

fn place_at(places: &[PlaceMention], at: u32) -> Option<&PlaceMention> {
    let index = places.partition_point(|place| place.range.end <= at);
    places.get(index).filter(|place| place.range.holds(at))
}

fn at_quantity(quantities: &[Quantity], at: u32) -> bool {
    let index = quantities.partition_point(|quantity| quantity.range.end <= at);
    quantities.get(index).is_some_and(|quantity| quantity.range.holds(at))
}

fn at_date(dates: &[DateMention], at: u32) -> bool {
    let index = dates.partition_point(|date| date.range.end <= at);
    dates.get(index).is_some_and(|date| date.range.holds(at))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::fold::fold;
    use crate::lexicon::Lexicon;
    use crate::outline::outline;

    pub(in crate::scan) fn names(text: &str) -> Vec<String> {
        let outline = outline(text, &fold(text));
        let hits = Lexicon::builtin().scan(outline.reading.text());
        let known = Known { hits: &hits, quantities: &[], dates: &[], places: &[] };
        scan(&outline, known).into_iter().map(|o| o.name).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(names(text), expected, "{text}");
    }

    #[test]
    fn parses_registered_forms() {
        check("村里引进青禾生态农业有限公司发展蓝莓。", &["青禾生态农业有限公司"]);
        check("他牵头成立了岭上人家蜂业专业合作社。", &["岭上人家蜂业专业合作社"]);
        check("由石泉绿洲实业有限责任公司承建。", &["石泉绿洲实业有限责任公司"]);
        check("与云岭果业集团签订协议。", &["云岭果业集团"]);
        check("坡头村的大山药业有限公司来了。", &["大山药业有限公司"]);
        check("乡亲们在丰硕肉羊养殖场务工。", &["丰硕肉羊养殖场"]);
        check("把棚租给了晨曦家庭农场。", &["晨曦家庭农场"]);
    }

    #[test]
    fn parses_parks_and_banks() {
        check("龙泉谷景区投资建设民宿。", &["龙泉谷景区"]);
        check("到锦绣现代农业园区上班。", &["锦绣现代农业园区"]);
        check("由邮储银行放贷。", &["邮储银行"]);
    }

    #[test]
    fn rejects_general_words() {
        for text in [
            "引导农民专业合作社规范发展。",
            "培育农业产业化龙头企业17家公司。",
            "建设现代农业产业园。",
            "一家公司来村里考察。",
            "当地公司和合作社都参加了。",
            "采取公司+合作社+农户的方式。",
            "村里的马铃薯合作社统一收购。",
            "种苗由农户自备,整地公司先垫。",
            "群众到公司上班,在合作社分红。",
            "政府与银行合作,公司化运作。",
            "成立合作社,由有限公司经营。",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn keeps_a_weak_edge_that_belongs_to_the_name() {
        check("他是同泽肉牛养殖场的员工。", &["同泽肉牛养殖场"]);
        check("村民同泽润农业公司签约。", &["泽润农业公司"]);
    }
}
