//! Takes the reading with its lexicon hits and earlier mentions, gives the named organisations: enterprises,
//! cooperatives, farms, parks, scenic areas, banks.
//!
//! A name is found by its form. From the ending (`有限公司` `专业合作社` `园区`) the walk goes left over trade
//! words (`农业` `科技`) and the proper part, until something stands there that no name holds: punctuation, a
//! number, a verb or preposition of the closed class, a party word. A body of trade words alone
//! (`农民专业合作社` `现代农业园区`) is no name. Names of persons have none of these forms.

mod frame;
mod join;
mod list;
mod trade;
mod walk;

use lianjie_core::{Party, PlaceLevel};

use crate::lexicon::{Class, Hit, Hits};
use crate::mention::{DateMention, OrganisationMention, PlaceMention, Quantity};
use crate::outline::Outline;
use crate::reading::{Reading, TextRange};
use walk::{Left, Walk, complete, is_name_char, left_of, place_at, walk};

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
    /// Ends in a trade (青禾生物), known for a firm by what stands beside it.
    trade: bool,
}

/// The longest proper part of a name, in characters.
const BRAND: usize = 12;
/// Lengths of a proper part before a trade, in characters.
const TRADE_BRAND: std::ops::RangeInclusive<usize> = 2..=4;

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
    trade::scan(reading, known, &mut names);
    list::before_class_noun(reading, known, &mut names);
    join::join(reading, known.hits, &names)
}

fn by_form(reading: &Reading, known: Known<'_, '_>, form: &Hit<'_>, taken: u32) -> Option<Name> {
    let party = Party::from_code(form.code)?;
    if followed_by_more(reading, known, form.range) {
        return None;
    }
    let mut walk = walk(reading, known, form.range.start, taken);
    let group = form.attr == "group";
    let full = form.attr == "full";
    complete(reading, &mut walk, full || group);
    let Walk { start, brand, brand_chars, fillers, clean, .. } = walk;
    let division = walk.division.is_some();
    let start = if division && brand_chars == 0 && form.attr == "bank" {
        head_office(reading, known, start).unwrap_or(start)
    } else {
        start
    };
    let whole = TextRange::new(start, form.range.end);
    let led = known
        .hits
        .at(Class::OrganisationEdge, start.saturating_sub(1))
        .is_some_and(|edge| edge.range.end == start && (edge.attr == "weak" || edge.range.len() > 3));
    let short = form.attr == "bare" && fillers == 0 && brand_chars <= 2 && !division && !led;
    let bare = short && !frame::is_framed(reading, known, whole);
    // 马铃薯合作社 is any of them; 鱼苗公司先垫 is a topic and a subject.
    // 带动式工坊, 服务型公司 are any of that kind.
    let kind = |brand: &str| brand.starts_with(['式', '型']) || brand.ends_with(['式', '型']);
    let general = !full && brand.is_some_and(|brand| is_crop(known, brand) || kind(reading.slice(brand)));
    // Of a kind of plant there are many: 华统肉制品厂 is one of them, 豆制品厂 any.
    let kind_only = form.attr == "kind" && walk.next.is_none_or(|product| product.len() <= 3);
    let named = clean && (2..=BRAND).contains(&brand_chars) && !kind_only;
    // A bank of a county, and a registered form behind a county and a trade, are names without a proper part.
    let by_place = division && brand_chars == 0 && (form.attr == "bank" || ((full || group) && fillers > 0));
    // 某市某乡新村茶叶专业合作社: a registered one of a village and a trade.
    if full && brand.is_none() && !division && fillers > 0 && form.attr != "bank" {
        let home = places_before(known, start).map(|home| TextRange::new(home, form.range.end));
        return home.filter(|_| clean).map(|range| Name {
            range,
            brand: range,
            party,
            full: true,
            bare: false,
            trade: false,
        });
    }
    match brand {
        Some(brand) if named && !general => {
            Some(Name { range: whole, brand, party, full, bare, trade: false })
        }
        _ if by_place => {
            Some(Name { range: whole, brand: whole, party, full: true, bare: false, trade: false })
        }
        _ => None,
    }
}

/// Where the places that end at `at` begin, the last of them a township or village.
fn places_before(known: Known<'_, '_>, at: u32) -> Option<u32> {
    let last = place_at(known.places, at.checked_sub(1)?)?;
    let small = matches!(last.place.level, PlaceLevel::Township | PlaceLevel::Village);
    let mut start = Some(last).filter(|last| small && last.range.end == at)?.range.start;
    while let Some(outer) = start.checked_sub(1).and_then(|before| place_at(known.places, before))
        && outer.range.end == start
    {
        start = outer.range.start;
    }
    Some(start)
}

/// Whether the range names what is grown or raised, and nothing else.
fn is_crop(known: Known<'_, '_>, range: TextRange) -> bool {
    let grown = |code: &str| matches!(code, "planting" | "livestock" | "fruit_forestry" | "herbs");
    known.hits.within(Class::Industry, range).iter().any(|hit| hit.range == range && grown(hit.code))
}

/// Where the name of the bank or insurer begins of which a county has a branch: 农业发展银行|岷县支行, 人保财险|岷县支公司.
fn head_office(reading: &Reading, known: Known<'_, '_>, branch: u32) -> Option<u32> {
    let party = known.hits.ending(Class::Party, branch);
    let mut walk = Walk::at(party.filter(|party| matches!(party.code, "bank" | "insurer"))?.range.start);
    while walk.brand_chars < BRAND {
        match left_of(reading, known, &walk) {
            Left::Filler(at) | Left::Brand(at) => {
                walk.brand_chars += reading.between(at, walk.start).chars().count();
                walk.start = at;
            }
            // 向银行某县支行 names no bank.
            Left::Edge | Left::Division(_) | Left::Quoted(..) => {
                let general = walk.brand_chars == 0 && reading.char_at(walk.start) == Some('银');
                return Some(walk.start).filter(|_| !general);
            }
        }
    }
    // What runs on for so long is no name.
    party.map(|party| party.range.start)
}

/// A form inside a longer word (`公司化`, `园区化`) or one link of a chain ends no name.
fn followed_by_more(reading: &Reading, known: Known<'_, '_>, form: TextRange) -> bool {
    let inside = known
        .hits
        .at(Class::Party, form.end.saturating_sub(1))
        .is_some_and(|party| party.range.end > form.end);
    // 牧业 before 公司 is what the company does.
    let form_follows =
        known.hits.at(Class::OrganisationForm, form.end).is_some_and(|next| next.range.start == form.end);
    inside || form_follows || reading.char_at(form.end) == Some('+')
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
    fn parses_proper_parts_of_one_character_and_a_general_word() {
        check("各家投进南粮农业股份有限公司。", &["南粮农业股份有限公司"]);
        check("他领办的红土地农机合作社代耕。", &["红土地农机合作社"]);
        check("由富硒堂农业科技公司收购。", &["富硒堂农业科技公司"]);
        check("村民加盟了乡里乡亲农民专业合作社。", &["乡里乡亲农民专业合作社"]);
        check("同和美鸭业有限公司合办。", &["和美鸭业有限公司"]);
        check("华英肉类食品有限公司来了。", &["华英肉类食品有限公司"]);
        check("恒远新型建材有限公司招工。", &["恒远新型建材有限公司"]);
        check("由领航农业发展有限公司收购。", &["领航农业发展有限公司"]);
        check("好些家庭到唐家湾山货公司领料。", &["唐家湾山货公司"]);
    }

    #[test]
    fn parses_names_in_quotation_marks() {
        check("成立“田园梦”种植专业合作社,68户入社。", &["田园梦种植专业合作社"]);
        check("“众鑫”合作社与农户签了合同。", &["众鑫合作社"]);
        check("清理“空壳”合作社,规范运行。", &[]);
        check("干部下沉,全力“护航”加工坊建设。", &[]);
    }

    #[test]
    fn parses_short_names_beside_what_only_firms_do() {
        check("由国胜合作社统一育苗。", &["国胜合作社"]);
        check("田地公司把种薯送给农户。", &["田地公司"]);
        check("竹席卖给岭南竹制品厂。", &["岭南竹制品厂"]);
        check("建成标准厂房,租给企业,办起豆制品厂。", &[]);
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
            "公司与社区集体经济合作社各占一半。",
            "获评全国四星级休闲农业园。",
            "培育一批优秀种植合作社。",
            "超产部分公司与农户对半分。",
            "一旦公司按不上,农户自己卖。",
            "在量子科技、生物制造上布局。",
            "政府与银行合作,公司化运作。",
            "成立合作社,由有限公司经营。",
            "推行党支部引领合作社发展的做法。",
            "新建来料加工式共富工坊4家、服务型公司2家。",
            "村里的妇女合作社和强村公司一起接单。",
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
