//! What one unit of a quantity is for: takes the quantities of a text and the cues before them (`户均`, `每户每年`,
//! `一亩地`, `年产`), gives each quantity its `per`. Written divisors (`元/人`) are read with the unit.

use lianjie_core::{Decimal, Per, Unit};

use super::noun::Allowed;
use super::token::{char_at, is_han};
use super::unit::Beside;
use crate::lexicon::{Class, Hit, Hits};
use crate::mention::Quantity;
use crate::outline::Outline;
use crate::reading::{TextRange, offset, size};

/// A clause of little more than 每户 before its sum, in bytes.
const SHORT_CLAUSE: u32 = 18;

/// A cue where it stands.
#[derive(Clone, Debug)]
struct Cue {
    range: TextRange,
    per: Vec<Per>,
    strength: Strength,
}

/// What a cue may govern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strength {
    /// 户均: amounts and counts.
    Mean,
    /// 每户, 一亩: whatever follows.
    Each,
    /// 年产, 月工资: amounts and counts that follow; no digits before it.
    Bare,
}

/// Gives every quantity its `per`. `articles` are the unit words after an article 一: 一亩, 一年.
pub(super) fn assign(
    outline: &Outline,
    beside: Beside<'_>,
    hits: &Hits<'_>,
    articles: &[(TextRange, Unit)],
    quantities: &mut [Quantity],
) {
    let mut cues: Vec<Cue> =
        hits.of(Class::Per).iter().filter_map(|hit| cue(beside, hit, quantities)).collect();
    // 一笔 opens a loan, it does not reckon by loans.
    cues.extend(articles.iter().filter(|(_, unit)| *unit != Unit::Loan).filter_map(|(range, unit)| {
        Some(Cue { range: *range, per: vec![per_of(*unit)?], strength: Strength::Each })
    }));
    cues.sort_by_key(|cue| cue.range);
    let mut next = 0;
    let mut clause = None;
    let mut governing: Vec<Cue> = Vec::new();
    let mut last_end = 0;
    let mut sentence = None;
    let mut time: Vec<Per> = Vec::new();
    let mut before: Option<(u32, Unit)> = None;
    for quantity in quantities.iter_mut() {
        let here = outline.clause_at(quantity.range.start);
        if here != clause {
            clause = here;
            let times =
                governing.iter().filter(|cue| cue.strength == Strength::Each).flat_map(|cue| &cue.per);
            time = times.copied().filter(|per| matches!(per, Per::Year | Per::Month | Per::Day)).collect();
            governing.clear();
            last_end = 0;
        }
        let within = outline.sentence_at(quantity.range.start);
        if within != sentence {
            sentence = within;
            time.clear();
        }
        let start = here.and_then(|i| outline.clause(i)).map_or(0, |c| c.range.start);
        let mut fresh = Vec::new();
        while let Some(cue) = cues.get(next).filter(|cue| cue.range.end <= quantity.range.start) {
            if cue.range.end >= start.max(last_end) {
                fresh.push(cue.clone());
            }
            next += 1;
        }
        if !fresh.is_empty() {
            governing = fresh;
        } else if !(is_product(quantity.unit)
            && lists_on(beside, TextRange::new(last_end.min(quantity.range.start), quantity.range.start)))
        {
            // 年出栏肉鸡700只、养羊3500只: the year was the first verb's.
            governing.retain(|cue| cue.strength != Strength::Bare);
        }
        last_end = quantity.range.end;
        let before = before.replace((last_end, quantity.unit));
        if quantity.per.is_empty() && is_amount(quantity.unit) {
            quantity.per.extend(yearly(beside, start, quantity.range.start));
            let apiece = apiece(beside, start, quantity.range.start);
            let whose = apiece.and_then(|_| counted_before(before, start, quantity.range.start));
            quantity.per.extend(whose.or(apiece));
        }
        for cue in &governing {
            for per in &cue.per {
                if governs(cue.strength, *per, quantity.unit) && !quantity.per.contains(per) {
                    quantity.per.push(*per);
                }
            }
        }
        // 每年保底分红8%,一户4000元: the short clause goes on with the time of the one before.
        let short = quantity.range.start.saturating_sub(start) <= SHORT_CLAUSE;
        if short
            && quantity.unit == Unit::Yuan
            && matches!(quantity.per.as_slice(), [per] if is_of_party(*per))
        {
            quantity.per.extend(&time);
        }
        quantity.per.sort_unstable();
        quantity.per.dedup();
    }
}

/// Weighed goods are listed behind one 年产; animals have a verb of their own.
const fn is_product(unit: Unit) -> bool {
    matches!(unit, Unit::Tonne | Unit::Jin | Unit::Kg | Unit::Kwh | Unit::Count)
}

/// 年产果汁3000吨、果酱5000吨: whether one more name without a verb stands between two amounts of a list.
fn lists_on(beside: Beside<'_>, gap: TextRange) -> bool {
    let Some(name) = beside.text.get(gap.bytes()).and_then(|text| text.strip_prefix(['、', '和'])) else {
        return false;
    };
    let mut at = gap.end - offset(name.len());
    while at < gap.end {
        match beside.lexicon.starts_at(Class::PhraseEnd, beside.text, at) {
            Some(stop) if stop.code == "none" => at = stop.range.end,
            Some(_) => return false,
            None => at += char_at(beside.text, at).map_or(1, |c| offset(c.len_utf8())),
        }
    }
    true
}

/// Whether a year's worth of it can be told: no rate, no length of time.
const fn is_amount(unit: Unit) -> bool {
    !matches!(
        unit,
        Unit::Percent
            | Unit::PercentagePoint
            | Unit::Times
            | Unit::Ratio
            | Unit::Age
            | Unit::Year
            | Unit::Month
            | Unit::Day
            | Unit::Hour
    )
}

/// 年加工能力4万吨, 年采集量约3万吨: a capacity or volume whose name opens with 年. The calendar's 年 (去年产量) does not.
fn yearly(beside: Beside<'_>, floor: u32, start: u32) -> Option<Per> {
    const NAME: usize = 8;
    let near = beside.over_bridges(start, floor);
    let before = beside.text.get(size(floor)..size(near))?;
    let capacity = || before.strip_suffix('力').and_then(|name| name.strip_suffix('能'));
    let name = before.strip_suffix('量').or_else(capacity)?;
    let (i, _) =
        name.char_indices().rev().take(NAME).take_while(|(_, c)| is_han(*c)).find(|(_, c)| *c == '年')?;
    let dated = name.get(..i).and_then(|head| head.chars().next_back()).is_some_and(is_of_calendar);
    let named = !name.get(i..).is_some_and(|name| {
        name.starts_with(['年'])
            && name
                .chars()
                .nth(1)
                .is_some_and(|c| matches!(c, '均' | '度' | '来' | '底' | '初' | '末' | '内' | '的'))
    });
    (!dated && named).then_some(Per::Year)
}

/// What stands before 年 when it names a year or a stretch of years.
fn is_of_calendar(c: char) -> bool {
    super::numeral::starts_numeral(c)
        || matches!(
            c,
            '去' | '今'
                | '上'
                | '前'
                | '当'
                | '全'
                | '本'
                | '明'
                | '同'
                | '历'
                | '近'
                | '半'
                | '多'
                | '余'
                | '几'
        )
}

/// 生产线各1条, 两家各拿出100万元: as much for each of those just named; 各项补贴5万元 is one sum.
fn apiece(beside: Beside<'_>, floor: u32, start: u32) -> Option<Per> {
    let mut before = beside.text.get(size(floor)..size(start))?.chars().rev();
    let near = [before.next(), before.next(), before.next()];
    match near {
        [Some('各'), ..] => Some(Per::Item),
        [Some(last), Some('各'), _] => (is_han(last) && !is_kind(last)).then_some(Per::Item),
        [Some(last), Some(first), Some('各')] => (is_han(last) && !is_kind(first)).then_some(Per::Item),
        _ => None,
    }
}

/// 各项, 各级: a sum for all kinds together.
const fn is_kind(c: char) -> bool {
    matches!(c, '项' | '类' | '级' | '种' | '地' | '界' | '方' | '村' | '县' | '乡' | '镇' | '户' | '家')
}

/// 13个村各50万元, 43户贫困户各把2万元: those just counted, in the clause that opens at `floor`.
fn counted_before(before: Option<(u32, Unit)>, floor: u32, start: u32) -> Option<Per> {
    /// How far the count may stand before the sum, in bytes.
    const NEAR: u32 = 24;
    let (_, unit) = before.filter(|(end, _)| *end >= floor && start.saturating_sub(*end) <= NEAR)?;
    per_of(unit).filter(|per| matches!(per, Per::Household | Per::Person | Per::Village))
}

const fn is_of_party(per: Per) -> bool {
    matches!(per, Per::Household | Per::Person | Per::Village | Per::Mu)
}

fn governs(strength: Strength, per: Per, unit: Unit) -> bool {
    let rate = matches!(unit, Unit::Percent | Unit::PercentagePoint | Unit::Times);
    let time = matches!(unit, Unit::Year | Unit::Month | Unit::Day | Unit::Hour | Unit::Age);
    match strength {
        _ if unit == Unit::Ratio || unit == Unit::Age => false,
        // 按每户5000元配给205户: households are not reckoned by the household.
        Strength::Each if per_of(unit) == Some(per) && per != Per::Item => false,
        Strength::Each => {
            !(time && matches!(per, Per::Year | Per::Month)) || unit == Unit::Hour || unit == Unit::Day
        }
        Strength::Mean | Strength::Bare if rate => {
            unit == Unit::Percent && matches!(per, Per::Year | Per::Month)
        }
        Strength::Mean | Strength::Bare => !time,
    }
}

/// The `per` of a unit that something is reckoned by.
pub(super) fn per_of(unit: Unit) -> Option<Per> {
    Some(match unit {
        Unit::Household => Per::Household,
        Unit::Person => Per::Person,
        Unit::Village => Per::Village,
        Unit::Mu => Per::Mu,
        Unit::Year => Per::Year,
        Unit::Month => Per::Month,
        Unit::Day => Per::Day,
        Unit::Percent | Unit::PercentagePoint | Unit::Ratio | Unit::Times | Unit::Age | Unit::Yuan => {
            return None;
        }
        _ => Per::Item,
    })
}

fn cue(beside: Beside<'_>, hit: &Hit<'_>, quantities: &[Quantity]) -> Option<Cue> {
    let strength = match hit.attr {
        "mean" => Strength::Mean,
        "bare" => {
            let before = beside.text.get(..size(hit.range.start))?.chars().next_back();
            if before
                .is_some_and(|c| super::numeral::starts_numeral(c) || matches!(c, '半' | '多' | '余' | '/'))
            {
                return None;
            }
            Strength::Bare
        }
        _ => Strength::Each,
    };
    if hit.code == "each" {
        let (per, end) = each(beside, hit.range.end, quantities)?;
        return Some(Cue { range: TextRange::new(hit.range.start, end), per: vec![per], strength });
    }
    let mut per: Vec<Per> = hit.code.split(' ').filter_map(Per::from_code).collect();
    // 2020年人均, 去年户均: the year is the calendar's.
    let dated = beside.text.get(..size(hit.range.start))?.chars().next_back().is_some_and(|c| {
        super::numeral::starts_numeral(c)
            || matches!(c, '去' | '今' | '上' | '前' | '当' | '全' | '本' | '明' | '同')
    });
    if dated && per.len() > 1 && char_at(beside.text, hit.range.start) == Some('年') {
        per.retain(|per| *per != Per::Year);
    }
    (!per.is_empty()).then_some(Cue { range: hit.range, per, strength })
}

/// 每: by the unit, or the noun after a classifier, or 每带动1个贫困人口.
fn each(beside: Beside<'_>, at: u32, quantities: &[Quantity]) -> Option<(Per, u32)> {
    let at = if char_at(beside.text, at) == Some('一') { at + 3 } else { at };
    // 每百斤, 每千户
    let at = if char_at(beside.text, at).is_some_and(|c| matches!(c, '百' | '千' | '万')) {
        at + 3
    } else {
        at
    };
    if let Some(hit) = beside.lexicon.starts_at(Class::Unit, beside.text, at) {
        let end = hit.range.end;
        match hit.code {
            "none" => {}
            // 每种1亩补500元: a verb before what the sum is for.
            "classifier" if let Some(base) = one_at(quantities, end) => return Some(base),
            "classifier" => {
                let person = hit.attr.starts_with("person");
                let household = hit.attr.starts_with("household");
                return Some(match first_noun(beside, end, household) {
                    _ if person => (Per::Person, end),
                    Some(Unit::Person) if !household => (Per::Person, end),
                    Some(Unit::Village) => (Per::Village, end),
                    Some(Unit::Household) => (Per::Household, end),
                    None if household => (Per::Household, end),
                    _ => (Per::Item, end),
                });
            }
            code => {
                let per = Unit::from_code(code).map_or(Some(Per::Item), per_of);
                return per.map(|per| (per, end));
            }
        }
    }
    if let Some(hit) = beside.lexicon.starts_at(Class::CountedNoun, beside.text, at) {
        return Unit::from_code(hit.code).and_then(per_of).map(|per| (per, hit.range.end));
    }
    // 每带动1个贫困人口, 每新增1户
    let index = quantities.partition_point(|quantity| quantity.range.start < at);
    let base = quantities.get(index)?;
    let near = base.range.start <= at + 18 && base.value == Some(Decimal::ONE);
    let glued = beside
        .text
        .get(size(at)..size(base.range.start))
        .is_some_and(|gap| !gap.contains([',', '。', ';', '、']));
    if near && glued { per_of(base.unit).map(|per| (per, base.range.end)) } else { None }
}

/// What one unit is counted at the byte: 1亩, 1头.
fn one_at(quantities: &[Quantity], at: u32) -> Option<(Per, u32)> {
    let index = quantities.partition_point(|quantity| quantity.range.start < at);
    let base =
        quantities.get(index).filter(|base| base.range.start == at && base.value == Some(Decimal::ONE))?;
    per_of(base.unit).map(|per| (per, base.range.end))
}

/// The first noun of the phrase after a classifier; the head noun is not what 每 reckons by (每个村党支部).
fn first_noun(beside: Beside<'_>, at: u32, household: bool) -> Option<Unit> {
    let allowed = if household {
        Allowed {
            units: "enterprise cooperative family_farm household",
            any: false,
            default: Some(Unit::Household),
        }
    } else {
        Allowed { units: "", any: true, default: None }
    };
    let (unit, noun) = beside.first_noun(at, &allowed)?;
    // 每个有条件的党员: what stands before 的 only describes.
    match char_at(beside.text, noun.end) {
        Some('的') => beside.first_noun(noun.end + 3, &allowed).map(|(unit, _)| unit).or(Some(unit)),
        _ => Some(unit),
    }
}

/// What the numbers under a heading are for: 户均增收(元).
pub(super) fn per_of_header(hits: &Hits<'_>, name: TextRange, unit: Unit) -> Vec<Per> {
    let mut per: Vec<Per> = hits
        .within(Class::Per, name)
        .iter()
        .filter(|hit| hit.code != "each")
        .flat_map(|hit| hit.code.split(' ').filter_map(Per::from_code))
        .filter(|per| governs(Strength::Mean, *per, unit))
        .collect();
    per.sort_unstable();
    per.dedup();
    per
}

/// 1200元一年, 300元一亩: what a sum is for, said after it.
pub(super) fn after(beside: Beside<'_>, at: u32) -> Option<Per> {
    if char_at(beside.text, at) != Some('一') {
        return None;
    }
    let hit = beside.lexicon.starts_at(Class::Unit, beside.text, at + 3)?;
    let unit = match hit.code {
        "classifier" => hit.attr.split(' ').next().and_then(Unit::from_code),
        code => Unit::from_code(code),
    }?;
    let closes = char_at(beside.text, hit.range.end).is_none_or(|c| !is_han(c) || c == '的');
    let weight = matches!(unit, Unit::Jin | Unit::Kg | Unit::Tonne);
    per_of(unit).filter(|_| closes || weight)
}

/// A divisor written after the unit: 元/人, 元/户·年, 元每亩. Gives what it is for and where it ends.
pub(super) fn divisors(beside: Beside<'_>, from: u32, money: bool) -> (Vec<Per>, u32) {
    let mut per = Vec::new();
    let mut end = from;
    while let Some(c) = char_at(beside.text, end) {
        let slash = c == '/' || (c == '·' && !per.is_empty());
        let each = c == '每' && money;
        if !slash && !each {
            break;
        }
        let mut at = end + offset(c.len_utf8());
        if slash && char_at(beside.text, at) == Some('每') {
            at += 3;
        }
        let Some((kind, stop)) = divisor(beside, at, slash) else {
            break;
        };
        // 800元每亩, but not 补助300元每户5亩.
        if !slash && char_at(beside.text, stop).is_some_and(|c| is_han(c) && c != '的' || c.is_ascii_digit())
        {
            break;
        }
        if !per.contains(&kind) {
            per.push(kind);
        }
        end = stop;
    }
    (per, end)
}

fn divisor(beside: Beside<'_>, at: u32, slash: bool) -> Option<(Per, u32)> {
    match char_at(beside.text, at) {
        Some('月') => return Some((Per::Month, at + 3)),
        Some('日') => return Some((Per::Day, at + 3)),
        _ => {}
    }
    if let Some(hit) = beside.lexicon.starts_at(Class::Unit, beside.text, at) {
        let end = hit.range.end;
        return match hit.code {
            "none" => None,
            "classifier" => {
                let first = hit.attr.split(' ').next().and_then(Unit::from_code).and_then(per_of);
                Some((first.unwrap_or(Per::Item), end))
            }
            code => Unit::from_code(code).and_then(per_of).map(|per| (per, end)),
        };
    }
    if !slash {
        return None;
    }
    let hit = beside.lexicon.starts_at(Class::CountedNoun, beside.text, at)?;
    Unit::from_code(hit.code).and_then(per_of).map(|per| (per, hit.range.end))
}
