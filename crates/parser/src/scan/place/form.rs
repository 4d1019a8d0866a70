//! Townships and villages by their form: a level word with a name before it.

use lianjie_core::PlaceLevel;

use crate::gazetteer::{NameHit, Trust};
use crate::lexicon::{Class, Hit, Hits};
use crate::outline::Outline;
use crate::reading::{Reading, TextRange, offset};

/// A name found by its form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) range: TextRange,
    pub(super) level: PlaceLevel,
    /// Both edges are certain; else it is a name only if the document has it elsewhere.
    pub(super) sure: bool,
}

/// The longest name before a level word, in characters.
const STEM: usize = 6;

/// Names of townships and villages, in text order.
pub(super) fn forms(outline: &Outline, hits: &Hits<'_>, names: &[NameHit]) -> Vec<Form> {
    let mut out: Vec<Form> = Vec::new();
    let mut names = names.iter().peekable();
    // End of the last division or known township before the level word.
    let mut floor = 0;
    let mut blocked = 0;
    for hit in hits.of(Class::Settlement) {
        while let Some(name) = names.next_if(|name| name.range.end <= hit.range.start) {
            if name.full || name.trust == Trust::Sound {
                floor = after_office(hits, name.range);
            }
        }
        if let Some(form) = common_name(&outline.reading, hits, floor, hit) {
            out.push(form);
            continue;
        }
        let taken = names.peek().is_some_and(|name| name.full && name.range.overlaps(hit.range));
        // 金塔寨, 上坡屯 are villages right behind their township; elsewhere too many words end so.
        let held = hit.code == "held";
        let code = if held { "village" } else { hit.code };
        let Some(level) = PlaceLevel::from_code(code) else {
            if ends_name_behind_township(&outline.reading, hits, floor, hit.range) {
                let range = TextRange::new(floor, hit.range.end);
                out.push(Form { range, level: PlaceLevel::Village, sure: true });
                continue;
            }
            // 贫困乡|镇: what stands before is no name either.
            blocked = hit.range.end;
            continue;
        };
        if taken || blocked == hit.range.start {
            continue;
        }
        let floor = out.last().map_or(floor, |form| floor.max(form.range.end));
        let Some((start, left)) = stem(&outline.reading, hits, floor.max(blocked), hit.range.start) else {
            continue;
        };
        let (start, left) = match behind_time(&outline.reading, hits, start, hit.range.start) {
            Some(start) if left != Left::Name => (start, Left::Lead),
            _ => (start, left),
        };
        let reading = &outline.reading;
        if is_end_of_quoted(reading, start, hit.range.end) || is_branded(reading, start, hit.range.start) {
            continue;
        }
        // 梅水乡 is a name, though 水乡 is a word.
        let word = start == blocked && (floor < blocked || floor == 0);
        let left = if word && left == Left::Name { Left::Lead } else { left };
        // 景村 is a name only behind 平山县.
        let single = offset('村'.len_utf8()) == hit.range.start - start;
        if single && left != Left::Name {
            continue;
        }
        let next = reading.char_at(hit.range.end);
        let goes_on =
            next.is_some_and(|next| hit.attr.contains(next)) && !opens_next_word(reading, hit.range.end);
        let behind_village =
            out.last().is_some_and(|form| form.range.end == start && form.level == PlaceLevel::Village);
        if held && (left != Left::Name || goes_on || behind_village || is_inside_name(&outline.reading, hit))
        {
            continue;
        }
        // 某镇|京都村的: 都 ends the name, which the text may then use again; 建成|村级 is none.
        let doubtful = ends_in_lead(hits.of(Class::PlaceLead), hit.range.start);
        if doubtful && left == Left::Name && !matches!(next, Some('的' | ',' | '、')) {
            continue;
        }
        let sure = match left {
            Left::Name => true,
            _ if doubtful => false,
            Left::Edge | Left::Lead => !goes_on,
            Left::Open => false,
        };
        out.push(Form { range: TextRange::new(start, hit.range.end), level, sure });
    }
    leave_leads(&outline.reading, hits, &mut out);
    out
}

/// Takes words that lead to a place off a name, when what is left is a name that the text has elsewhere: 某镇果村 and
/// then 协会为|果村51户发放. A single character before 村 is too little to tell it otherwise.
fn leave_leads(reading: &Reading, hits: &Hits<'_>, forms: &mut [Form]) {
    let leads = hits.of(Class::PlaceLead);
    let name = |form: &Form| {
        let start = form.range.end.saturating_sub(2 * offset('村'.len_utf8()));
        let led =
            start > form.range.start && lead_ending_at(leads, start).is_some_and(|lead| lead.code != "plain");
        led.then_some(TextRange::new(start, form.range.end))
    };
    if !forms.iter().any(|form| name(form).is_some()) {
        return;
    }
    let known: Vec<&str> =
        forms.iter().filter(|form| form.sure).map(|form| reading.slice(form.range)).collect();
    for form in forms {
        let name = name(form).filter(|name| known.contains(&reading.slice(*name)));
        form.range = name.unwrap_or(form.range);
    }
}

/// Where a name begins behind 眼下, 去年 or the like, or behind the 驻 of who was posted there: 眼下|莲石村, 驻|崇山村.
fn behind_time(reading: &Reading, hits: &Hits<'_>, start: u32, end: u32) -> Option<u32> {
    let time = hits.starting(Class::Time, start).map(|hit| hit.range.end);
    let posted = || (reading.char_at(start) == Some('驻')).then(|| start + offset('驻'.len_utf8()));
    // Of a name at least two characters are left.
    time.or_else(posted).filter(|from| from + 2 * offset('村'.len_utf8()) <= end)
}

/// Whether a word that is no village's name (万村) only ends one, of which a single character stands between it and the
/// township: 某镇|托万村.
fn ends_name_behind_township(reading: &Reading, hits: &Hits<'_>, floor: u32, word: TextRange) -> bool {
    let first = reading.char_at(floor).filter(|c| is_name_char(*c) && !is_numeral(*c));
    let one = first.is_some_and(|c| floor + offset(c.len_utf8()) == word.start);
    matches!(reading.char_before(floor), Some('镇' | '乡'))
        && one
        && reading.char_before(word.end) == Some('村')
        && reading.slice(word).chars().count() == 2
        && lead_ending_at(hits.of(Class::PlaceLead), word.start).is_none()
        && hits.of(Class::Settlement).iter().all(|other| other.range.start != floor)
}

/// Whether a sign that often goes on the level word (村办公室, 村两委) opens the next word here: 到甲村办养鸡场,
/// 护驾村头一批, 白河村两期安置房, 沙河村组织农户种谷子.
fn opens_next_word(reading: &Reading, at: u32) -> bool {
    let mut signs = reading.head(at, offset(2 * '村'.len_utf8())).chars();
    let (sign, second) = (signs.next(), signs.next());
    match sign {
        Some('办') => !matches!(second, Some('企' | '公' | '事' | '厂' | '主' | '学')),
        Some('头') => matches!(second, Some('一' | '两' | '几' | '三')),
        Some('两') => second != Some('委'),
        Some('组') => second == Some('织'),
        _ => false,
    }
}

/// Whether the word is only a part of a longer name: 大屯坪村, 寨沙镇.
fn is_inside_name(reading: &Reading, hit: &Hit<'_>) -> bool {
    /// Characters of a name behind it.
    const REST: usize = 3;
    let rest = reading.head(hit.range.end, offset(3 * REST));
    let mut ahead = rest.chars().take_while(|c| is_name_char(*c)).take(REST);
    ahead.any(|c| matches!(c, '村' | '镇' | '乡'))
}

/// A village of one of the names that many have, and that would else read as a word: 新兴村, 前进村.
fn common_name(reading: &Reading, hits: &Hits<'_>, floor: u32, hit: &Hit<'_>) -> Option<Form> {
    let start = hit.range.start;
    let opens = start == floor
        || reading.char_before(start).is_none_or(|before| !is_name_char(before))
        || lead_ending_at(hits.of(Class::PlaceLead), start).is_some();
    // 建设村级…, 新建村卫生室 are no names.
    let goes_on = reading.char_at(hit.range.end).is_some_and(|next| hit.attr.contains(next));
    let named = hit.code == "village_name" && opens && !goes_on;
    named.then_some(Form { range: hit.range, level: PlaceLevel::Village, sure: true })
}

/// Whether a name ends with the quotation that it does not open: 「“和乐桂村”」 is one word.
fn is_end_of_quoted(reading: &Reading, start: u32, end: u32) -> bool {
    let closes = matches!(reading.char_at(end), Some('”' | '"' | '」'));
    let before = reading.tail(start, offset(3 * STEM));
    let opened = before.rfind(['“', '"', '「']);
    let inside = opened.map_or("", |at| before.get(at..).unwrap_or_default());
    closes && inside.chars().count() > 1 && inside.chars().skip(1).all(is_name_char)
}

/// Whether the name of a brand stands in what would be the place's: 稻香牌瑶乡香米; 牌楼镇 only begins so.
fn is_branded(reading: &Reading, start: u32, end: u32) -> bool {
    reading.between(start, end).chars().skip(2).any(|c| c == '牌')
}

/// Where the name of a street office ends: 龙泉街道|办事处.
pub(super) fn after_office(hits: &Hits<'_>, name: TextRange) -> u32 {
    let words = hits.of(Class::Settlement);
    let word = words.get(words.partition_point(|word| word.range.end < name.end));
    let office = word.filter(|word| word.code == "township" && word.range.start < name.end);
    office.map_or(name.end, |word| word.range.end)
}

/// What stands left of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    /// The place that holds it.
    Name,
    /// Punctuation or a number.
    Edge,
    /// A word that is no part of a name.
    Lead,
    /// Something that may belong to it.
    Open,
}

/// Where the name before a level word starts.
fn stem(reading: &Reading, hits: &Hits<'_>, floor: u32, end: u32) -> Option<(u32, Left)> {
    let leads = hits.of(Class::PlaceLead);
    if floor == end {
        return None;
    }
    let mut start = end;
    let mut count = 0;
    let mut short: Option<u32> = None;
    loop {
        if count > 0 {
            if start == floor {
                return checked(reading, leads, start, end, Left::Name);
            }
            // 乙镇|上坪村: what begins in the holder's name is none of its leads.
            if let Some(lead) = lead_ending_at(leads, start).filter(|lead| lead.range.start >= floor) {
                let long = lead.range.len() > 3;
                // 和 and 在 may stand inside a name; 位于 may not.
                if long || count > 1 {
                    return checked(reading, leads, start, end, Left::Lead);
                }
                if lead.attr != "end" {
                    short.get_or_insert(start);
                }
            }
        }
        let Some(before) = reading.char_before(start) else { break };
        if !is_name_char(before) {
            // 要|把|通村 holds a preposition: no name. 在|桥村 opens with one.
            let opens = short.is_some_and(|short| {
                lead_starting_at(leads, start).is_some_and(|lead| lead.range.end == short)
            });
            // 32家绣坊拢成土乡: what is counted is no name; MVR世博村 is a brand.
            let named = count > 0 && !before.is_ascii_alphanumeric() && (short.is_none() || opens);
            return if named { checked(reading, leads, start, end, Left::Edge) } else { None };
        }
        if count == STEM {
            break;
        }
        start -= offset(before.len_utf8());
        count += 1;
    }
    if let Some(start) = short {
        return checked(reading, leads, start, end, Left::Lead);
    }
    // Two characters are the most common length; memory decides.
    let mut open = end;
    for _ in 0..2 {
        open -= offset(reading.char_before(open)?.len_utf8());
    }
    Some((open, Left::Open))
}

fn checked(reading: &Reading, leads: &[Hit<'_>], start: u32, end: u32, left: Left) -> Option<(u32, Left)> {
    let mut start = start;
    // 在X村 at the start of a clause: the preposition is no part of the name.
    if let Some(lead) =
        lead_starting_at(leads, start).filter(|lead| lead.code == "at" && lead.range.end < end)
        && left != Left::Name
    {
        start = lead.range.end;
    }
    let text = reading.between(start, end);
    let within = leads.iter().skip(leads.partition_point(|lead| lead.range.start < start));
    let broken = within.take_while(|lead| lead.range.end <= end).any(|lead| lead.code == "break");
    let counted = text.chars().next_back().is_some_and(is_numeral);
    // 两成留村, 租金三成归村 are shares.
    let ahead = text.chars().skip(1);
    let shared = text.chars().zip(ahead).any(|(digit, next)| is_numeral(digit) && next == '成');
    (!broken && !counted && !shared && !text.is_empty()).then_some((start, left))
}

/// Whether the last character before a level word is a word that leads to a place: 到村.
fn ends_in_lead(leads: &[Hit<'_>], end: u32) -> bool {
    lead_ending_at(leads, end).is_some_and(|lead| lead.attr != "end")
}

fn lead_ending_at<'a, 'b>(leads: &'b [Hit<'a>], at: u32) -> Option<&'b Hit<'a>> {
    leads.get(leads.partition_point(|lead| lead.range.end < at)).filter(|lead| lead.range.end == at)
}

fn lead_starting_at<'a, 'b>(leads: &'b [Hit<'a>], at: u32) -> Option<&'b Hit<'a>> {
    leads.get(leads.partition_point(|lead| lead.range.start < at)).filter(|lead| lead.range.start == at)
}

/// Characters that names of places are written with.
fn is_name_char(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}') && ch != '〇'
}

fn is_numeral(ch: char) -> bool {
    matches!(
        ch,
        '一' | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '余'
            | '多'
            | '几'
            | '数'
    )
}
