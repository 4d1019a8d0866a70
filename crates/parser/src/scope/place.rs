//! The place that each clause speaks of.
//!
//! A place governs from where it is named: as the topic of its paragraph when it opens a sentence or names whose
//! something is, for its sentence alone when it only says where (在…). 全县 and 该村 lead back. A place from which
//! something comes, with which something is compared, or that is part of a name governs nothing. A new paragraph
//! starts from the place of its section, else of the document.

use lianjie_core::{Place, PlaceLevel};

use crate::lexicon::{Class, Hit};
use crate::mention::{Mentions, OrganisationMention, PlaceIndex, PlaceMention, PlaceTable};
use crate::outline::{Block, BlockKind, Clause, Outline, Sentence};
use crate::reading::TextRange;

use super::timeline::Timeline;

type Governing = Option<PlaceIndex>;

pub(super) fn read(
    outline: &Outline,
    mentions: &Mentions<'_>,
    document: Option<&Place>,
) -> Timeline<Governing> {
    let table = &mentions.place_table;
    let main = document.and_then(|place| table.find(place));
    let mut reader = Reader {
        outline,
        mentions,
        table,
        main,
        out: Timeline::default(),
        topic: None,
        adjunct: None,
        section: None,
        carried: false,
        marks: Marks::default(),
        recent: Vec::new(),
    };
    for block in &outline.blocks {
        reader.block(block);
    }
    reader.out
}

/// Whether a place is part of a name (平利县农商行, 山西日报) or stands in the title of a document.
pub(super) fn is_name(outline: &Outline, mentions: &Mentions<'_>, place: TextRange) -> bool {
    organisation_of(mentions, place).is_some() || institution(outline, mentions, place)
}

/// The place of an area word's kind (全市 is a 市) that is or holds a place.
pub(super) fn area_of(table: &PlaceTable, place: PlaceIndex, attr: &str) -> Option<PlaceIndex> {
    let named = |ends: char, levels: &[PlaceLevel]| {
        table
            .line(place)
            .find(|&at| levels.contains(&table.level(at)) && table.place(at).name.ends_with(ends))
    };
    match attr {
        "city" => named('市', &[PlaceLevel::Prefecture, PlaceLevel::County, PlaceLevel::Province]),
        "district" => named('区', &[PlaceLevel::County, PlaceLevel::Province]),
        code => table.at_level(place, PlaceLevel::from_code(code)?),
    }
}

/// The organisation whose name holds the place.
fn organisation_of(mentions: &Mentions<'_>, place: TextRange) -> Option<TextRange> {
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
        // 延边黄牛 is a breed.
        return hit.range.start == place.end
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

/// How a named place governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Not at all.
    None,
    /// What the sentences are about.
    Topic,
    /// Where something is done.
    Where,
    /// For whom something is done.
    Recipient,
    /// A part of what was named before (其中), or wider than the document's place.
    Aside,
}

/// What has been seen in the sentence so far.
#[derive(Clone, Copy, Default)]
struct Marks {
    /// The adjunct is where the subject of its clause is (公司在某村), so that it holds past a semicolon.
    firm: bool,
    /// It has named its topic.
    renamed: bool,
    /// It goes from one place to another beside it.
    siblings: bool,
}

struct Reader<'a> {
    outline: &'a Outline,
    mentions: &'a Mentions<'a>,
    table: &'a PlaceTable,
    /// The document's place.
    main: Governing,
    out: Timeline<Governing>,
    topic: Governing,
    adjunct: Governing,
    /// Section of the last paragraph.
    section: Option<usize>,
    /// Whether the topic comes from the paragraph before.
    carried: bool,
    marks: Marks,
    /// Places named, the last one last.
    recent: Vec<PlaceIndex>,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block) {
        // 记者在某镇看到: the next paragraph may go on there.
        let before = self.adjunct.or(self.topic);
        let base = self.section_place(block).or(self.main);
        self.topic = None;
        self.adjunct = None;
        self.carried = false;
        if block.kind != BlockKind::Title {
            self.topic = self.continued(block, before);
            if self.topic.is_none() && self.goes_on(block) {
                self.topic = before.filter(|&place| base.is_some_and(|base| self.is_inside(place, base)));
                self.carried = self.topic.is_some();
            }
        }
        self.section = (block.kind == BlockKind::Paragraph).then(|| self.section_of(block)).flatten();
        for index in block.sentences.clone() {
            let Some(sentence) = self.outline.sentence(index) else { continue };
            self.adjunct = None;
            let opens_block = index == block.sentences.start;
            if block.kind != BlockKind::Title {
                self.topic = self.speaker(sentence, block.range.end, opens_block).or(self.topic);
            }
            let before = self.topic;
            self.marks = Marks::default();
            self.out.set(sentence.range.start, self.topic.or(base));
            for index in sentence.clauses.clone() {
                let Some(clause) = self.outline.clause(index) else { continue };
                self.clause(sentence, clause, base);
            }
            if self.marks.siblings {
                // 甲县评为…,乙县创建…: an enumeration; the account goes on from before it.
                self.topic = before;
            }
        }
        self.out.set(block.range.end, self.main);
    }

    /// Whether a paragraph goes on with the account of the one before: same section, no heading of its own, and
    /// neither the government nor a wider place opens it.
    fn goes_on(&self, block: &Block) -> bool {
        let Some(section) = self.section_of(block).filter(|_| block.kind == BlockKind::Paragraph) else {
            return false;
        };
        let own = self.outline.sections.get(section).is_some_and(|at| at.range.start >= block.range.start);
        let opening = TextRange::new(block.range.start, (block.range.start + 45).min(block.range.end));
        let body =
            self.mentions.hits.within(Class::Institution, opening).iter().any(|hit| hit.code == "body");
        self.section == Some(section) && !own && !body
    }

    fn section_of(&self, block: &Block) -> Option<usize> {
        self.outline.sentence(block.sentences.start).map(|sentence| sentence.section)
    }

    /// Whether a place is a township or village inside a county or less.
    fn is_inside(&self, place: PlaceIndex, outer: PlaceIndex) -> bool {
        let story = self.table.level(outer) >= PlaceLevel::County;
        story
            && place != outer
            && self.table.level(place) >= PlaceLevel::Township
            && self.table.contains(outer, place)
    }

    /// The place named in the nearest heading above.
    fn section_place(&self, block: &Block) -> Governing {
        self.outline.headings(block.sentences.start).find_map(|section| {
            let named = self.mentions.places_in(section.heading);
            named.iter().rev().find(|m| !is_name(self.outline, self.mentions, m.range)).map(|m| m.index)
        })
    }

    /// The home of someone whose words open a paragraph or sentence: “…收入3000元。”下寨村村民说.
    fn speaker(&self, sentence: &Sentence, limit: u32, opens_block: bool) -> Governing {
        let reading = &self.outline.reading;
        let start = sentence.range.start;
        let quoted = matches!(reading.char_at(start), Some('“' | '"'));
        let short = opens_block && sentence.range.len() <= 60;
        if !quoted && !short {
            return None;
        }
        let reach = if opens_block && quoted { limit } else { sentence.range.end + 200 };
        let limit = limit.min(reach);
        let all = &self.mentions.places;
        let place = all.get(all.partition_point(|m| m.range.start < start))?;
        let narrow = self.table.level(place.index) >= PlaceLevel::Township;
        if place.range.end > limit || !narrow || is_name(self.outline, self.mentions, place.range) {
            return None;
        }
        let before = TextRange::new(start, place.range.start);
        let areas = self.mentions.hits.within(Class::Area, before);
        let led_back = areas.iter().any(|hit| matches!(hit.code, "whole" | "that" | "own"));
        let counted = !self.mentions.quantities_in(before).is_empty();
        // Inside the quotation the place is only spoken of.
        let closed = !quoted || reading.slice(before).contains(['”', '"']);
        (!led_back && counted && closed).then_some(place.index)
    }

    /// The village of the paragraph before, when this one goes on with 村里 or 该村 before it names another place
    /// or gives a figure.
    fn continued(&self, block: &Block, before: Governing) -> Governing {
        let places = self.mentions.places_in(block.range);
        let named = places.iter().find(|m| !is_name(self.outline, self.mentions, m.range));
        let named = named.map_or(block.range.end, |m| m.range.start);
        let figures = &self.mentions.quantities;
        let counted = figures.get(figures.partition_point(|q| q.range.start < block.range.start));
        let counted = counted.map_or(block.range.end, |q| q.range.start);
        let opening = TextRange::new(block.range.start, named.min(counted).min(block.range.end));
        let last = before.or(self.recent.last().copied())?;
        let back = |hit: &&Hit<'_>| matches!(hit.code, "whole" | "that" | "in");
        let levels = self.mentions.hits.within(Class::Area, opening).iter().filter(back);
        let level = levels
            .filter_map(|hit| PlaceLevel::from_code(hit.attr))
            .find(|level| matches!(level, PlaceLevel::Village | PlaceLevel::Township))?;
        self.table.at_level(last, level)
    }

    fn clause(&mut self, sentence: &Sentence, clause: &Clause, base: Governing) {
        if self.outline.reading.char_before(clause.range.start) == Some(';') && !self.marks.firm {
            self.adjunct = None;
        }
        self.out.set(clause.range.start, self.adjunct.or(self.topic).or(base));
        let mut governed = false;
        let places = self.mentions.places_in(clause.range);
        let areas = self.mentions.hits.within(Class::Area, clause.range);
        let mut areas = areas.iter().peekable();
        let mut rest = places;
        let mut aside = false;
        while let Some((place, after)) = rest.split_first() {
            while let Some(area) = areas.next_if(|area| area.range.start < place.range.start) {
                governed |= self.area(area, clause, base, &mut aside);
            }
            while areas.next_if(|area| area.range.start < place.range.end).is_some() {}
            let listed = self.listed(place, after);
            let (members, after) = after.split_at_checked(listed).unwrap_or((after, &[]));
            rest = after;
            let role = self.role(place, clause, base);
            if role == Role::None {
                continue;
            }
            for member in std::iter::once(place).chain(members) {
                self.recent.push(member.index);
            }
            if listed > 0 {
                self.list(place, members, sentence, base);
                governed = true;
                continue;
            }
            // 投资2000万元在某村建: where it is done holds for the whole clause.
            let donated =
                role == Role::Recipient && self.topic.is_none_or(|topic| self.is_far(topic, place.index));
            let whole_clause = (!governed && matches!(role, Role::Where | Role::Recipient)) || donated;
            let from = if whole_clause { clause.range.start } else { place.range.start };
            match role {
                Role::Topic => {
                    let before = self.topic.filter(|_| self.marks.renamed);
                    self.marks.siblings |= before.is_some_and(|topic| self.are_siblings(topic, place.index));
                    self.marks.renamed = true;
                    self.carried = false;
                    self.topic = Some(place.index);
                    self.adjunct = None;
                }
                Role::Where if self.topic.is_none_or(|topic| !self.table.contains(topic, place.index)) => {
                    self.topic = Some(place.index);
                    self.adjunct = None;
                }
                Role::Recipient if !whole_clause => self.topic = Some(place.index),
                Role::Where | Role::Recipient => {
                    let lead = self
                        .lead_before(place.range.start)
                        .map_or(place.range.start, |lead| lead.range.start);
                    self.marks.firm =
                        starts_in(&self.mentions.organisations, TextRange::new(clause.range.start, lead));
                    self.adjunct = Some(place.index);
                }
                Role::Aside => aside = true,
                Role::None => {}
            }
            self.out.set(from, Some(place.index));
            governed = true;
        }
        for area in areas {
            self.area(area, clause, base, &mut aside);
        }
        if aside {
            self.out.set(clause.range.end, self.adjunct.or(self.topic).or(base));
        }
    }

    /// 全县, 该村, 我市: gives whether it governs.
    fn area(&mut self, hit: &Hit<'_>, clause: &Clause, base: Governing, aside: &mut bool) -> bool {
        let current = self.adjunct.or(self.topic).or(base);
        let Some(place) = self.resolve(hit, current, base) else { return false };
        let wider = base.is_some_and(|base| self.is_wide(place, base));
        match hit.code {
            "whole" if wider => {
                // 全省前列 in a county's report speaks of the county.
                let opens = hit.range.start == clause.range.start;
                if opens {
                    self.out.set(hit.range.start, Some(place));
                    *aside = true;
                }
                opens
            }
            "whole" | "that" | "own" => {
                self.topic = Some(place);
                self.adjunct = None;
                self.out.set(hit.range.start, Some(place));
                true
            }
            "in" if hit.range.start == clause.range.start
                && self.table.level(place) <= PlaceLevel::Township =>
            {
                let narrower = current.is_some_and(|now| now != place && self.table.contains(place, now));
                if narrower && self.adjunct.is_none() {
                    return false;
                }
                self.out.set(hit.range.start, Some(place));
                true
            }
            _ => false,
        }
    }

    fn resolve(&self, hit: &Hit<'_>, current: Governing, base: Governing) -> Governing {
        if hit.attr == "country" {
            return self.table.country();
        }
        let fits = |place: PlaceIndex| area_of(self.table, place, hit.attr);
        let recent = || self.recent.iter().rev().take(12).copied().find_map(fits);
        match hit.code {
            "own" => self.main.and_then(fits).or_else(|| current.and_then(fits)),
            "that" => recent().or_else(|| base.and_then(fits)),
            "in" => current.and_then(fits).or_else(|| base.and_then(fits)).or_else(recent),
            "whole" => current.and_then(fits).or_else(|| base.and_then(fits)).or_else(recent),
            _ => None,
        }
    }

    /// How many of the places that follow are in one list with the first: 宁强、镇巴.
    fn listed(&self, first: &PlaceMention, after: &[PlaceMention]) -> usize {
        let mut end = first.range.end;
        let mut count = 0;
        for place in after {
            let between = self.outline.reading.between(end, place.range.start);
            let conjunction = (1..=2).contains(&between.chars().count())
                && between.chars().all(|c| matches!(c, '、' | '和' | '与' | '及' | '以'));
            let gap = TextRange::new(end, place.range.start);
            // 紫金矿业、西和某金矿等12个项目.
            let enumerated = between.contains('、')
                && self.mentions.quantities_in(gap).is_empty()
                && !between.contains(|c: char| c.is_ascii_digit());
            if !conjunction && !enumerated {
                break;
            }
            end = place.range.end;
            count += 1;
        }
        count
    }

    /// Several places at once: each its own figure where the sentence says 分别, else what holds them all.
    fn list(&mut self, first: &PlaceMention, others: &[PlaceMention], sentence: &Sentence, base: Governing) {
        let end = others.last().unwrap_or(first).range.end;
        let rest = TextRange::new(end, sentence.range.end);
        let spread = self.mentions.hits.within(Class::Time, rest).iter().find(|hit| hit.code == "each");
        let members: Vec<PlaceIndex> =
            std::iter::once(first).chain(others).map(|member| member.index).collect();
        if let Some(spread) = spread {
            let figures = self.mentions.quantities_in(TextRange::new(spread.range.end, sentence.range.end));
            let figures = self.mentions.quantities.get(figures).unwrap_or(&[]);
            if figures.len() >= members.len() {
                for (figure, member) in figures.iter().zip(&members) {
                    self.out.only(figure.range, Some(*member));
                }
                return;
            }
        }
        let common = members.iter().try_fold(first.index, |common, &other| self.table.common(common, other));
        let place = match (common, base) {
            (Some(common), Some(base)) if self.table.contains(common, base) => Some(base),
            (Some(common), _) => Some(common),
            (None, base) => base,
        };
        self.adjunct = place;
        self.out.set(first.range.start, place);
    }

    fn role(&self, place: &PlaceMention, clause: &Clause, base: Governing) -> Role {
        let reading = &self.outline.reading;
        let level = self.table.level(place.index);
        if let Some(name) = organisation_of(self.mentions, place.range) {
            // A company of the county as subject: what it does is done in the county.
            let subject = name.start == clause.range.start && level == PlaceLevel::County;
            let leads_back = self.topic.is_some_and(|topic| self.table.contains(place.index, topic));
            let agent = self.lead_before(name.start).is_some_and(|lead| lead.code == "agent");
            let resumed = self.carried && level == PlaceLevel::County && !agent;
            let topic = leads_back && (subject || resumed);
            return if topic { Role::Topic } else { Role::None };
        }
        let prefix = level <= PlaceLevel::County;
        if (prefix && institution(self.outline, self.mentions, place.range)) || self.is_titled(place.range) {
            return Role::None;
        }
        let lead = self.lead_before(place.range.start);
        let rest = TextRange::new(place.range.end, clause.range.end);
        let comes_or_goes = || {
            self.mentions
                .hits
                .within(Class::PlaceLead, rest)
                .iter()
                .any(|hit| hit.code == "from" && hit.range.len() > 3 && hit.attr != "only")
        };
        match lead.map(|lead| lead.code) {
            Some("from") => return Role::None,
            Some("agent") if level <= PlaceLevel::County => return Role::None,
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
        // A fair in a distant city is not where the county's figures are.
        if level == PlaceLevel::County && self.is_elsewhere(place, clause, base) {
            return Role::None;
        }
        // 花田村在板溪镇: the town only says where the village lies.
        let seat = lead.is_some_and(|lead| lead.attr == "seat");
        if seat
            && self.topic.is_some_and(|topic| topic != place.index && self.table.contains(place.index, topic))
        {
            return Role::None;
        }
        let next = self.mentions.places_in(rest).first();
        let gives = base.is_some_and(|base| {
            let here = next.is_some_and(|next| self.table.contains(base, next.index));
            let county = self.table.level(base) >= PlaceLevel::County;
            let outside = !self.table.contains(base, place.index);
            self.is_far(base, place.index) || (outside && (here || county))
        });
        let donor =
            gives && self.mentions.hits.within(Class::Institution, rest).iter().any(|hit| hit.code == "aid");
        if donor && level <= PlaceLevel::County {
            return Role::None;
        }
        let distant = base.is_some_and(|base| !self.table.contains(base, place.index));
        if distant && level <= PlaceLevel::Prefecture && !(opens && lead.is_none()) {
            return Role::None;
        }
        match lead.map(|lead| lead.code) {
            Some("at" | "go") => Role::Where,
            Some("for") => Role::Recipient,
            _ if self.is_part(place.range.start, clause) => Role::Aside,
            _ => Role::Topic,
        }
    }

    /// Whether a county far from the document's is only where something was bought or put: 买下某区一处厂房,
    /// 庆元县也在嘉善县置了.
    fn is_elsewhere(&self, place: &PlaceMention, clause: &Clause, base: Governing) -> bool {
        let Some(base) = base.filter(|&base| self.table.level(base) >= PlaceLevel::County) else {
            return false;
        };
        if self.table.contains(base, place.index) || self.table.contains(place.index, base) {
            return false;
        }
        let before = self.mentions.places_in(TextRange::new(clause.range.start, place.range.start));
        let beside = before.iter().any(|other| self.table.level(other.index) == PlaceLevel::County);
        let object =
            self.lead_before(place.range.start).is_none() && place.range.start > clause.range.start + 18;
        beside || object
    }

    /// Whether two places lie beside one another in one place.
    fn are_siblings(&self, a: PlaceIndex, b: PlaceIndex) -> bool {
        a != b && self.table.parent(a).is_some() && self.table.parent(a) == self.table.parent(b)
    }

    /// Whether two places lie in different provinces.
    fn is_far(&self, a: PlaceIndex, b: PlaceIndex) -> bool {
        let province = |place| self.table.at_level(place, PlaceLevel::Province);
        province(a) != province(b)
    }

    /// Whether a place is a prefecture or more that holds the place spoken of.
    fn is_wide(&self, place: PlaceIndex, base: PlaceIndex) -> bool {
        let level = self.table.level(place);
        let holds = level == PlaceLevel::Country || self.table.contains(place, base);
        place != base && holds && level <= PlaceLevel::Prefecture
    }

    /// The word that ends where the place starts.
    fn lead_before(&self, at: u32) -> Option<&Hit<'_>> {
        let leads = self.mentions.hits.of(Class::PlaceLead);
        leads.get(leads.partition_point(|lead| lead.range.end < at)).filter(|lead| lead.range.end == at)
    }

    fn compares(&self, rest: TextRange) -> bool {
        self.mentions.hits.within(Class::PlaceLead, rest).iter().any(|hit| hit.code == "from")
    }

    /// Whether 其中 stands before it in the sentence.
    fn is_part(&self, at: u32, clause: &Clause) -> bool {
        let before = TextRange::new(clause.range.start, at);
        self.mentions.hits.within(Class::PlaceLead, before).iter().any(|hit| hit.code == "part")
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
                Some(ch) => at -= crate::reading::offset(ch.len_utf8()),
            }
        }
        false
    }
}

fn starts_in(organisations: &[OrganisationMention], range: TextRange) -> bool {
    let at = organisations.partition_point(|organisation| organisation.range.start < range.start);
    organisations.get(at).is_some_and(|organisation| organisation.range.start < range.end)
}

/// Whether a place stands one character behind a byte.
fn lead_is_place(mentions: &Mentions<'_>, at: u32) -> bool {
    let from = at + 3;
    mentions
        .places
        .get(mentions.places.partition_point(|m| m.range.start < from))
        .is_some_and(|m| m.range.start == from)
}
