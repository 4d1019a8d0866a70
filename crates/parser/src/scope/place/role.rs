//! How a named place governs: as the topic, as where something is done, for whom, or not at all.

use lianjie_core::{Decimal, PlaceLevel, Unit};

use super::super::document::supports;
use super::{Governing, Reader};
use crate::lexicon::{Class, Hit};
use crate::mention::{Mentions, PlaceIndex, PlaceMention};
use crate::outline::{Clause, Outline, Sentence};
use crate::reading::{Reading, TextRange, offset};

/// Whether a place is part of a name (平利县农商行, 山西日报) or stands in the title of a document.
pub(in crate::scope) fn is_name(outline: &Outline, mentions: &Mentions<'_>, place: TextRange) -> bool {
    organisation_of(mentions, place).is_some() || institution(outline, mentions, place)
}

/// The organisation whose name holds the place.
pub(in crate::scope) fn organisation_of(mentions: &Mentions<'_>, place: TextRange) -> Option<TextRange> {
    let all = &mentions.organisations;
    let at = all.partition_point(|organisation| organisation.range.end <= place.start);
    all.get(at).map(|organisation| organisation.range).filter(|range| range.contains(place))
}

/// Whether the name of an institution goes on behind the place: 安徽|农业大学.
fn institution(outline: &Outline, mentions: &Mentions<'_>, place: TextRange) -> bool {
    /// Bytes that a name may go on for.
    const REACH: u32 = 12;
    let hits = mentions.hits.of(Class::Institution);
    let Some(hit) = hits.get(hits.partition_point(|hit| hit.range.start < place.end)) else { return false };
    if hit.code == "speciality" {
        // 延边黄牛 is a breed; 某县黄牛 are the cattle of the county.
        let full = matches!(outline.reading.char_before(place.end), Some('县' | '市' | '区' | '旗'));
        return hit.range.start == place.end
            && !full
            && !outline.title_range.is_some_and(|title| title.contains(place));
    }
    if hit.code != "name" || hit.range.start > place.end + REACH {
        return false;
    }
    let between = TextRange::new(place.end, hit.range.start);
    let edge = |c: char| {
        !c.is_alphanumeric()
            || matches!(c, '一' | '两' | '几' | '家' | '个' | '的' | '在' | '是' | '有' | '与' | '和' | '了')
    };
    let other = mentions.hits.within(Class::PlaceLead, between).iter().any(|lead| lead.range.len() > 3);
    !other && !outline.reading.slice(between).chars().any(edge)
}

/// Whether a partner who needs no name stands behind a place: 一家, 的一家, 客商, 的一位客商.
fn is_of_partner(outline: &Outline, mentions: &Mentions<'_>, at: u32) -> bool {
    let partner =
        |at| mentions.hits.starting(Class::Institution, at).is_some_and(|hit| hit.code == "partner");
    let skip = |at: u32, signs: &[char]| {
        let next = outline.reading.char_at(at).filter(|next| signs.contains(next));
        next.map_or(at, |next| at + offset(next.len_utf8()))
    };
    let of = skip(at, &['的']);
    partner(of) || partner(skip(skip(of, &['一']), &['个', '位', '名']))
}

/// Whether a place is only where something came from or went to, where someone is away, or who came from there:
/// 从甲县乙镇、丙镇搬来, 卖到广州、深圳, 在丁市打工, 深圳客商.
pub(in crate::scope) fn is_passed(outline: &Outline, mentions: &Mentions<'_>, place: &PlaceMention) -> bool {
    let lead = mentions.hits.ending(Class::PlaceLead, start_of_list(outline, mentions, place));
    // 在甲县上高中, 到乙市打工.
    let after = mentions.hits.starting(Class::PlaceLead, place.range.end);
    let away = after.is_some_and(|hit| hit.code == "from" && hit.range.len() > 3);
    away || lead.is_some_and(|lead| lead.code == "from") || is_of_partner(outline, mentions, place.range.end)
}

/// Whether a place only lies beside the one spoken of: 南临甲镇、乙镇, 与丙县接壤.
pub(in crate::scope) fn is_neighbour(
    outline: &Outline,
    mentions: &Mentions<'_>,
    place: &PlaceMention,
) -> bool {
    /// Bytes between the last neighbour and 接壤: 隔河.
    const REACH: u32 = 9;
    let start = start_of_list(outline, mentions, place);
    if looks_out(&outline.reading, start) {
        return true;
    }
    let Some(lead) = mentions.hits.ending(Class::PlaceLead, start) else { return false };
    if lead.code != "with" {
        return lead.code == "border";
    }
    let places = &mentions.places;
    let next = places.partition_point(|m| m.range.start < place.range.end);
    let mut end = place.range.end;
    for after in places.get(next..).unwrap_or_default() {
        if !is_joint(outline.reading.between(end, after.range.start)) {
            break;
        }
        end = after.range.end;
    }
    let behind = TextRange::new(end, end + 2 * REACH);
    let beside = mentions.hits.within(Class::PlaceLead, behind);
    beside.iter().any(|hit| matches!(hit.code, "beside" | "border") && hit.range.start <= end + REACH)
}

/// Whether 东连, 西望 or the like ends at a byte: these also stand in names, 西和县.
fn looks_out(reading: &Reading, at: u32) -> bool {
    let mut before = reading.tail(at, 6).chars();
    matches!(before.next(), Some('东' | '南' | '西' | '北'))
        && matches!(before.next(), Some('和' | '同' | '连' | '望' | '至' | '依' | '隔' | '界'))
}

/// Where the list of places begins that holds one: 从甲县乙镇、丙镇, 南临甲镇、乙镇.
fn start_of_list(outline: &Outline, mentions: &Mentions<'_>, place: &PlaceMention) -> u32 {
    let places = &mentions.places;
    let mut at = places.partition_point(|m| m.range.start < place.range.start);
    let mut start = place.range.start;
    while let Some(before) = at.checked_sub(1).and_then(|at| places.get(at)) {
        if !is_joint(outline.reading.between(before.range.end, start)) {
            break;
        }
        (at, start) = (at - 1, before.range.start);
    }
    start
}

fn is_joint(between: &str) -> bool {
    matches!(between, "" | "、" | "和" | "与" | "及" | "的")
}

/// How a named place governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Not at all.
    None,
    /// What the sentences are about.
    Topic,
    /// Where something is done.
    Where,
    /// For whom something is done.
    Recipient,
    /// It helps from elsewhere.
    Donor,
    /// A part of what was named before (其中), or wider than the document's place.
    Aside,
}

impl Reader<'_> {
    pub(super) fn role(&self, place: &PlaceMention, clause: &Clause, base: Governing) -> Role {
        let reading = &self.outline.reading;
        let level = self.table.level(place.index);
        if let Some(name) = organisation_of(self.mentions, place.range) {
            // A company of the county as subject: what it does is done in the county.
            let subject = name.start == clause.range.start && level == PlaceLevel::County;
            let leads_back = self.topic.is_some_and(|topic| self.holds(place.index, topic));
            let agent = self.lead_before(name.start).is_some_and(|lead| lead.code == "agent");
            let resumed = self.paragraph.carried && level == PlaceLevel::County && !agent;
            let topic = leads_back && ((subject && !self.stays_with(place.index, clause, base)) || resumed);
            // 规模最大的是胜利村农机合作社: what is told of a village's own is told of the village.
            let own = level == PlaceLevel::Village && name.start == place.range.start;
            let opens = name.start == clause.range.start || reading.char_before(name.start) == Some('是');
            return if topic || own && opens { Role::Topic } else { Role::None };
        }
        // 小通沟羊场, with a village as without its 村, is no village either.
        let short = !matches!(reading.char_before(place.range.end), Some('村' | '镇' | '乡' | '区'));
        let prefix = level <= PlaceLevel::County || short;
        if (prefix && institution(self.outline, self.mentions, place.range))
            || self.is_titled(place.range)
            || self.is_bracketed(place.range)
            || is_neighbour(self.outline, self.mentions, place)
        {
            return Role::None;
        }
        let lead = self.lead_before(place.range.start);
        let rest = TextRange::new(place.range.end, clause.range.end);
        // 某局驻甲村工作队: what those posted there do is told of the village.
        if reading.char_before(place.range.start) == Some('驻') && level >= PlaceLevel::Township {
            return Role::Topic;
        }
        // 脱贫144户,甲村摘帽: the account of the town goes on.
        if level == PlaceLevel::Village && lead.is_none() && self.only_leaves(rest) {
            return Role::None;
        }
        // 来自甲镇乙村
        let home = lead.filter(|lead| lead.code == "from" && reading.slice(lead.range).ends_with('自'));
        if home.is_some_and(|lead| {
            self.is_home(place, lead.range.start, clause, base) || self.is_origin(place, clause, base)
        }) {
            return Role::Where;
        }
        if self.comes_back(place, clause)
            || self.is_counted(place, clause)
            || (lead.is_some() && self.is_way(place))
            || self.is_patron(place, base)
        {
            return Role::None;
        }
        let comes_or_goes =
            || {
                self.mentions.hits.within(Class::PlaceLead, rest).iter().any(|hit| {
                    matches!(hit.code, "from" | "beside") && hit.range.len() > 3 && hit.attr != "only"
                })
            };
        // 比甲市的乙镇多, 从甲县、乙县来.
        let listed = self.lead_before(start_of_list(self.outline, self.mentions, place));
        if listed.is_some_and(|lead| matches!(lead.code, "from" | "than")) {
            return Role::None;
        }
        match lead.map(|lead| lead.code) {
            Some("agent") if level <= PlaceLevel::County => return Role::None,
            Some("at") if self.is_lent(place, clause) => return Role::None,
            Some("with") if self.compares(rest) => return Role::None,
            Some("at" | "for" | "with" | "go")
                if comes_or_goes() && lead.is_some_and(|lead| lead.range.len() == 3) =>
            {
                return Role::None;
            }
            _ => {}
        }
        let next = reading.char_at(place.range.end);
        let route = matches!(next, Some('至' | '到')) && lead_is_place(self.mentions, place.range.end);
        let arrived = matches!(reading.char_before(place.range.start), Some('至'));
        if route || arrived {
            return Role::None;
        }
        let opens = place.range.start == clause.range.start;
        if base.is_some_and(|base| self.is_wide(place.index, base)) {
            return if opens { Role::Aside } else { Role::None };
        }
        // 租给福鼎市一家茶企, 哈尔滨的一家电商, 广州客商: a partner from elsewhere is where it is from, not where the account is.
        if level <= PlaceLevel::County
            && is_of_partner(self.outline, self.mentions, place.range.end)
            && base.is_some_and(|base| !self.holds(base, place.index))
        {
            return Role::None;
        }
        // A fair in a distant city is not where the county's figures are.
        if level == PlaceLevel::County && self.is_elsewhere(place, clause, base) {
            return Role::None;
        }
        // 花田村在板溪镇: the town only says where the village lies.
        let led = |lead: &Hit<'_>| {
            let before = TextRange::new(clause.range.start, lead.range.start);
            let lies = |place: &PlaceMention| {
                matches!(reading.between(place.range.end, lead.range.start), "" | "就" | "地")
            };
            lead.range.len() > 3 || self.mentions.places_in(before).last().is_some_and(lies)
        };
        let seat = lead.is_some_and(|lead| lead.attr == "seat" && led(lead));
        if seat && self.topic.is_some_and(|topic| topic != place.index && self.holds(place.index, topic)) {
            return Role::None;
        }
        // 红旗镇是桦甸市的…: what something is does not lead up from it.
        let copula = matches!(reading.char_before(place.range.start), Some('是' | '为' | '属'));
        let around =
            self.topic.or(base).is_some_and(|now| now != place.index && self.holds(place.index, now));
        let village = self.topic.is_some_and(|topic| self.table.level(topic) == PlaceLevel::Village);
        let belongs = reading.char_before(place.range.start) == Some('属') && level == PlaceLevel::Township;
        if copula && around || belongs && village {
            return Role::None;
        }
        // 云台村股份经济合作社(云台镇): the town in brackets only says where the village lies.
        let alone = reading.char_before(place.range.start) == Some('(') && next == Some(')');
        if alone && village && self.marks.renamed && level == PlaceLevel::Township {
            return Role::None;
        }
        // 某社区归某街道管.
        if reading.char_before(place.range.start) == Some('归') && matches!(next, Some('管' | '所')) {
            return Role::None;
        }
        let sentence = self.outline.sentence_at(place.range.start).and_then(|at| self.outline.sentence(at));
        let sentence = sentence.map_or(clause.range.end, |sentence| sentence.range.end);
        let next = self.mentions.places_in(TextRange::new(place.range.end, sentence)).first();
        let gives = base.is_some_and(|base| {
            let here = next.is_some_and(|next| self.holds(base, next.index));
            let county = self.table.level(base) >= PlaceLevel::County;
            let outside = !self.holds(base, place.index);
            outside && (here || county || self.is_far(base, place.index))
        });
        // 某区那头没断线,协作资金给了…: who lives far away gives in the rest of the sentence too.
        let far = base.is_some_and(|base| self.is_far(base, place.index));
        let spoken = TextRange::new(place.range.end, if far { sentence } else { clause.range.end });
        // 甲区帮扶乙县: any help is where it goes to, when it comes from so far.
        let prefecture = |place| self.table.at_level(place, PlaceLevel::Prefecture);
        let apart = base
            .is_some_and(|base| prefecture(base).is_some() && prefecture(base) != prefecture(place.index));
        let helps = |hit: &Hit<'_>| hit.code == "aid" || ((far || apart) && hit.code == "help");
        let donor = gives && self.mentions.hits.within(Class::Institution, spoken).iter().any(helps);
        if donor && level <= PlaceLevel::County {
            return Role::Donor;
        }
        let distant = base.is_some_and(|base| !self.holds(base, place.index));
        // 北京的超市来订货: who comes from so far is no topic.
        let comes = reading.char_at(place.range.end) == Some('的');
        if distant && level <= PlaceLevel::Prefecture && (comes || !(opens && lead.is_none())) {
            return Role::None;
        }
        match lead.map(|lead| lead.code) {
            Some("at" | "go") => Role::Where,
            Some("for") => Role::Recipient,
            _ if self.is_part(place.range.start, clause) => Role::Aside,
            _ => Role::Topic,
        }
    }

    /// The one township or village of the account that the sentence of a donor goes on to name: what is given is for it.
    pub(super) fn beneficiary(
        &self,
        donor: &PlaceMention,
        sentence: &Sentence,
        base: Governing,
    ) -> Governing {
        let rest = TextRange::new(donor.range.end, sentence.range.end);
        let mut named = self.mentions.places_in(rest).iter().map(|place| place.index);
        let first = named.next()?;
        let narrow = self.table.level(first) >= PlaceLevel::Township;
        let here = base.is_some_and(|base| base != first && self.holds(base, first));
        Some(first).filter(|_| donor.full && narrow && here && named.all(|other| other == first))
    }

    /// Whether it acts for the village spoken of, to which its sentence comes back: 甲镇争取资金,把路修到了乙村.
    fn comes_back(&self, place: &PlaceMention, clause: &Clause) -> bool {
        let village = self.topic.filter(|&topic| self.table.level(topic) == PlaceLevel::Village);
        let Some(village) =
            village.filter(|&village| self.holds(place.index, village) && village != place.index)
        else {
            return false;
        };
        if !self.opens(place.range.start, clause.range.start) {
            return false;
        }
        let sentence = self.outline.sentence_at(place.range.start).and_then(|at| self.outline.sentence(at));
        let end = sentence.map_or(clause.range.end, |sentence| sentence.range.end);
        let rest = TextRange::new(place.range.end, end);
        self.mentions.places_in(rest).iter().any(|m| m.index == village)
            || !self.paragraph.carried
                && self
                    .mentions
                    .hits
                    .within(Class::Area, rest)
                    .iter()
                    .any(|hit| hit.code == "in" && hit.attr == "village")
    }

    /// Whether it only ends a list whose members are counted behind it: 甲、乙2个村, 甲镇、乙镇等5个乡镇, 以甲、乙、丙镇3个园区.
    fn is_counted(&self, place: &PlaceMention, clause: &Clause) -> bool {
        let unit = match self.table.level(place.index) {
            PlaceLevel::Village => Unit::Village,
            PlaceLevel::Township => Unit::Township,
            _ => return false,
        };
        let at = place.range.end;
        let reading = &self.outline.reading;
        let before = reading.between(clause.range.start, place.range.start).matches('、').count();
        let figure = self.mentions.figures_in(TextRange::new(at, clause.range.end)).first();
        figure.is_some_and(|figure| {
            // 扶持甲小镇、乙镇研学等项目15个
            let listed = reading.char_before(place.range.start) == Some('、');
            let words = reading.between(at, figure.range.start);
            if listed && words.contains('等') && !words.contains([',', ';']) && before > 0 {
                return true;
            }
            let Some(behind) = self.names_between(at, figure.range.start) else { return false };
            let named = before + behind;
            let members = figure.value.is_some_and(|value| named > 0 && value == Decimal::from(named + 1));
            let several = figure.value.is_some_and(|value| value > Decimal::ONE);
            // 甲村、乙镇2个村: the villages of the second.
            figure.unit == unit && several || members && figure.unit != Unit::Village
        })
    }

    /// The number of names of a list that stand between one of its members and the count of them, which 等 may open.
    pub(super) fn names_between(&self, from: u32, to: u32) -> Option<usize> {
        /// Characters of a name.
        const NAME: std::ops::RangeInclusive<usize> = 1..=6;
        /// Bytes of such a list.
        const LIST: u32 = 120;
        if to.checked_sub(from)? > LIST {
            return None;
        }
        // 在甲乡、乙乡建起两座: what follows the last name is none.
        let last = self.mentions.places_in(TextRange::new(from, to)).last();
        if last.is_some_and(|last| !matches!(self.outline.reading.between(last.range.end, to), "" | "等")) {
            return None;
        }
        let list = self.outline.reading.between(from, to);
        let list = list.strip_suffix('等').unwrap_or(list);
        let names = if list.is_empty() { list } else { list.strip_prefix('、')? };
        let named =
            |name: &str| NAME.contains(&name.chars().count()) && name.chars().all(char::is_alphabetic);
        (names.is_empty() || names.split('、').all(named)).then(|| list.matches('、').count())
    }

    /// Whether it is the township or village that one person comes from: 27岁的李某来自某镇某村。
    fn is_home(&self, place: &PlaceMention, lead: u32, clause: &Clause, base: Governing) -> bool {
        let before = TextRange::new(clause.range.start, lead);
        let one = self.outline.reading.slice(before).contains('某')
            || self.mentions.figures_in(before).iter().all(|figure| figure.unit == Unit::Age)
                && !self.mentions.figures_in(before).is_empty();
        let local = base.is_some_and(|base| base != place.index && self.holds(base, place.index));
        one && local && self.table.level(place.index) >= PlaceLevel::Township
    }

    /// Whether it is where a thing comes from of which an account of the country or a province goes on to tell:
    /// 来自昭通市的花椒.
    fn is_origin(&self, place: &PlaceMention, clause: &Clause, base: Governing) -> bool {
        /// Bytes of what the thing is called.
        const NAME: u32 = 18;
        let wide = base.is_none_or(|base| {
            self.table.level(base) <= PlaceLevel::Province && self.holds(base, place.index)
        });
        let behind =
            TextRange::new(place.range.end, clause.range.end.min(place.range.end.saturating_add(NAME)));
        let grown = self.mentions.hits.within(Class::Industry, behind);
        wide && self.outline.reading.char_at(place.range.end) == Some('的')
            && grown.first().is_some_and(|word| word.attr == "object")
            && self.mentions.hits.within(Class::Party, behind).iter().all(|party| party.code == "industry")
    }

    /// Whether a clause says of a place no more than that it left poverty.
    fn only_leaves(&self, rest: TextRange) -> bool {
        let hits = self.mentions.hits.within(Class::MeasureEvent, rest);
        hits.iter().any(|hit| hit.code == "lifted" && hit.range == rest)
    }

    /// Whether it is only whose way is followed: 把甲村的做法搬到…, 照乙县的模式.
    fn is_way(&self, place: &PlaceMention) -> bool {
        self.mentions.hits.starting(Class::PlaceLead, place.range.end).is_some_and(|hit| hit.code == "way")
    }

    /// Whether it is a city or county of a province that helps others, named on the way in the account of a county
    /// outside: 对口帮扶的甲区出300万元, 乙区的超市买走.
    fn is_patron(&self, place: &PlaceMention, base: Governing) -> bool {
        let Some(base) = base.filter(|&base| self.table.level(base) >= PlaceLevel::County) else {
            return false;
        };
        let helps = supports(self.table, place.index) && !supports(self.table, base);
        if !helps || self.table.level(place.index) > PlaceLevel::County {
            return false;
        }
        let sentence = self.outline.sentence_at(place.range.start).and_then(|at| self.outline.sentence(at));
        let Some(sentence) = sentence.map(|sentence| sentence.range) else { return false };
        let next = self.mentions.places_in(TextRange::new(place.range.end, sentence.end)).first();
        let told = next.is_some_and(|next| self.holds(place.index, next.index));
        !told && !self.opens(place.range.start, sentence.start)
    }

    /// Whether a county far from the document's is only where something was bought or put: 买下某区一处厂房,
    /// 庆元县也在嘉善县置了.
    fn is_elsewhere(&self, place: &PlaceMention, clause: &Clause, base: Governing) -> bool {
        let Some(base) = base.filter(|&base| self.table.level(base) >= PlaceLevel::County) else {
            return false;
        };
        if self.holds(base, place.index) || self.holds(place.index, base) {
            return false;
        }
        let before = self.mentions.places_in(TextRange::new(clause.range.start, place.range.start));
        let beside = before.iter().any(|other| self.table.level(other.index) == PlaceLevel::County);
        let object =
            self.lead_before(place.range.start).is_none() && place.range.start > clause.range.start + 18;
        beside || object
    }

    /// Whether a place is or lies in another; in the country they all do.
    pub(super) fn holds(&self, outer: PlaceIndex, inner: PlaceIndex) -> bool {
        self.table.level(outer) == PlaceLevel::Country || self.table.contains(outer, inner)
    }

    /// Whether two places lie beside one another in one place.
    pub(super) fn are_siblings(&self, a: PlaceIndex, b: PlaceIndex) -> bool {
        a != b && self.table.parent(a).is_some() && self.table.parent(a) == self.table.parent(b)
    }

    /// Whether two places lie in different provinces.
    pub(super) fn is_far(&self, a: PlaceIndex, b: PlaceIndex) -> bool {
        let province = |place| self.table.at_level(place, PlaceLevel::Province);
        province(a) != province(b)
    }

    /// Whether a place is a prefecture or more that holds the place spoken of.
    pub(super) fn is_wide(&self, place: PlaceIndex, base: PlaceIndex) -> bool {
        let level = self.table.level(place);
        let holds = self.holds(place, base);
        place != base && holds && level <= PlaceLevel::Prefecture
    }

    /// The word that ends where the place starts.
    pub(super) fn lead_before(&self, at: u32) -> Option<&Hit<'_>> {
        let leads = self.mentions.hits.of(Class::PlaceLead);
        leads.get(leads.partition_point(|lead| lead.range.end < at)).filter(|lead| lead.range.end == at)
    }

    fn compares(&self, rest: TextRange) -> bool {
        self.mentions
            .hits
            .within(Class::PlaceLead, rest)
            .iter()
            .any(|hit| matches!(hit.code, "from" | "beside"))
    }

    /// Whether 其中 stands before it in the sentence.
    pub(super) fn is_part(&self, at: u32, clause: &Clause) -> bool {
        let before = TextRange::new(clause.range.start, at);
        self.mentions.hits.within(Class::PlaceLead, before).iter().any(|hit| hit.code == "part")
    }

    /// Whether it stands in a list in brackets that hold no figure: 塘坝(甲屯、乙村), but not 甲镇(含乙村、丙村320户).
    fn is_bracketed(&self, place: TextRange) -> bool {
        self.bracket_of(place).is_some_and(|inside| {
            self.outline.reading.slice(inside).contains('、')
                && self.mentions.quantities_in(inside).is_empty()
        })
    }

    /// From the bracket that opens before it to the one that closes behind it.
    pub(super) fn bracket_of(&self, place: TextRange) -> Option<TextRange> {
        /// Bytes of what stands in brackets.
        const REACH: u32 = 300;
        let reading = &self.outline.reading;
        let (before, after) = (reading.tail(place.start, REACH), reading.head(place.end, REACH));
        let open = before.rfind(['(', ')', '。'])?;
        let close = after.find(['(', ')', '。'])?;
        let enclosed = before.get(open..)?.starts_with('(') && after.get(close..)?.starts_with(')');
        enclosed.then(|| TextRange::new(place.start - offset(before.len() - open), place.end + offset(close)))
    }

    /// 在某县委、县政府的扶持下: whose hand it was is not where it was done.
    fn is_lent(&self, place: &PlaceMention, clause: &Clause) -> bool {
        let rest = self.outline.reading.between(place.range.end, clause.range.end);
        let rest = rest.strip_prefix(['省', '市', '县', '区', '旗', '州']).unwrap_or(rest);
        let office = self.mentions.hits.starting(Class::Institution, place.range.end);
        let led = rest.starts_with(['委', '政', '党']) || office.is_some_and(|hit| hit.code == "body");
        let help = |word: &str| word.ends_with(['持', '助', '扶', '怀', '导', '领', '动', '署']);
        led && rest.match_indices('下').any(|(at, _)| rest.get(..at).is_some_and(help))
    }

    /// Whether it stands between 《 and 》.
    fn is_titled(&self, place: TextRange) -> bool {
        let reading = &self.outline.reading;
        let mut at = place.start;
        // A document's title is short.
        for _ in 0..40 {
            match reading.char_before(at) {
                Some('《') => return true,
                None | Some('》' | '\n' | '。') => return false,
                Some(ch) => at -= offset(ch.len_utf8()),
            }
        }
        false
    }
}

/// Whether a place stands one character behind a byte.
fn lead_is_place(mentions: &Mentions<'_>, at: u32) -> bool {
    let from = at + 3;
    mentions
        .places
        .get(mentions.places.partition_point(|m| m.range.start < from))
        .is_some_and(|m| m.range.start == from)
}
