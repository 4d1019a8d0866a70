//! The place that each clause speaks of.
//!
//! A place governs from where it is named: as the topic of its paragraph when it opens a sentence or names whose
//! something is, for its sentence alone when it only says where (在…). 全县 and 该村 lead back. A place from which
//! something comes, with which something is compared, or that is part of a name governs nothing. A new paragraph
//! starts from the place of its section, else of the document.

mod account;
mod area;
mod extent;
mod giver;
mod person;
mod role;

use lianjie_core::{PlaceLevel, Unit};

use crate::lexicon::Class;
use crate::mention::{Mentions, OrganisationMention, PlaceIndex, PlaceMention, PlaceTable, Quantity};
use crate::outline::{Block, BlockKind, Clause, Outline, Sentence};
use crate::reading::{TextRange, offset};

pub(super) use self::extent::exceeds;
use self::role::Role;
pub(super) use self::role::{is_name, is_neighbour, is_passed, organisation_of};
use super::document::announced_counties;
use super::timeline::Timeline;

type Governing = Option<PlaceIndex>;

pub(super) fn read(outline: &Outline, mentions: &Mentions<'_>, main: Governing) -> Timeline<Governing> {
    let table = &mentions.place_table;
    let mut reader = Reader {
        outline,
        mentions,
        table,
        main,
        review: super::is_review(outline, mentions),
        labelled: false,
        out: Timeline::default(),
        topic: None,
        opened: None,
        adjunct: None,
        section: None,
        paragraph: Paragraph::default(),
        caption: None,
        list: None,
        lifted: None,
        led: false,
        bracket: None,
        marks: Marks::default(),
        recent: Vec::new(),
        someone: outline.reading.text().find(person::SOMEONE).map(offset),
        homes: Vec::new(),
        person: None,
        counties: announced_counties(outline, mentions),
    };
    reader.labelled = reader.is_labelled();
    for block in &outline.blocks {
        reader.block(block);
    }
    reader.out
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

/// What the sentences of a paragraph have done so far.
#[derive(Default)]
struct Account {
    /// They gave figures.
    counted: bool,
    /// The last one turned to an example; with the topic before it.
    example: Option<Governing>,
}

/// What a paragraph has done so far.
#[derive(Clone, Copy, Default)]
struct Paragraph {
    /// Its topic comes from the paragraph before.
    carried: bool,
    /// It has named a township or village itself.
    settled: bool,
}

/// Where the account went up from a village, and to where it goes back.
#[derive(Clone, Copy)]
struct Lifted {
    at: u32,
    before: Governing,
    /// By a firm, of which the next sentences tell too.
    firm: bool,
}

/// 12户55人(甲村11户53人,乙村1户2人): where such a bracket closes, and what the account goes on with.
#[derive(Clone, Copy)]
struct Bracket {
    close: u32,
    topic: Governing,
    adjunct: Governing,
}

struct Reader<'a> {
    outline: &'a Outline,
    mentions: &'a Mentions<'a>,
    table: &'a PlaceTable,
    /// What paragraphs are about that name no place.
    main: Governing,
    /// It is a work report or a summary.
    review: bool,
    /// Its paragraphs open with labels.
    labelled: bool,
    out: Timeline<Governing>,
    topic: Governing,
    /// The topic with which the sentence opened.
    opened: Governing,
    adjunct: Governing,
    /// Section of the last paragraph.
    section: Option<usize>,
    paragraph: Paragraph,
    /// The one place named in the line above a table.
    caption: Governing,
    /// Whose measures a paragraph that ends with a colon lists.
    list: Governing,
    /// Where 县里 or a firm of the county led up.
    lifted: Option<Lifted>,
    /// A clause of the sentence opens with its topic.
    led: bool,
    /// The bracket that counts by places, with what was spoken of before it.
    bracket: Option<Bracket>,
    marks: Marks,
    /// Places named, the last one last.
    recent: Vec<PlaceIndex>,
    /// Where the text first tells of somebody without a given name.
    someone: Option<u32>,
    /// Where those live that are named so far, by their family names.
    homes: Vec<(char, Governing)>,
    /// Who was named last.
    person: Option<char>,
    /// How many counties a round-up is of, and what holds them.
    counties: Option<(usize, PlaceIndex)>,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block) {
        // 记者在某镇看到: the next paragraph may go on there. 全镇有某村羊场一处 speaks of the town.
        let of_main = self.topic.is_some() && self.topic == self.main;
        let before = self.adjunct.filter(|_| !of_main).or(self.topic);
        let section = self.section_place(block).or(self.main);
        let base = if block.kind == BlockKind::Row { self.caption.or(section) } else { section };
        if block.kind != BlockKind::Row {
            self.caption = self.only_place(block);
        }
        self.topic = None;
        self.adjunct = None;
        self.paragraph = Paragraph::default();
        let item = self.outline.section_opened_at(block.range.start).is_some();
        self.list = self.list.filter(|_| item && !self.review && !self.divides(block));
        if block.kind != BlockKind::Title {
            self.topic = self.continued(block, before).or(self.list);
            // A report's next paragraph is on its next matter, whatever village the last one ended with.
            if self.topic.is_none() && !self.review && self.goes_on(block) {
                self.topic = before.filter(|&place| base.is_some_and(|base| self.is_inside(place, base)));
                self.paragraph.carried = self.topic.is_some();
            }
        }
        self.section = (block.kind == BlockKind::Paragraph).then(|| self.section_of(block)).flatten();
        self.lifted = None;
        let mut account = Account::default();
        for index in block.sentences.clone() {
            let Some(sentence) = self.outline.sentence(index) else { continue };
            self.adjunct = None;
            let opens_block = index == block.sentences.start;
            if let Some(before) = account.example.take().filter(|_| !self.stays(sentence)) {
                self.topic = before;
            }
            if block.kind != BlockKind::Title {
                self.topic = self.speaker(sentence, block.range.end, opens_block).or(self.topic);
            }
            self.outgrow(sentence.range, base, opens_block);
            let before = self.topic;
            self.opened = before;
            self.marks = Marks::default();
            self.led = false;
            self.bracket = None;
            self.out.set(sentence.range.start, self.adjunct.or(self.topic).or(base));
            for index in sentence.clauses.clone() {
                let Some(clause) = self.outline.clause(index) else { continue };
                self.clause(sentence, clause, base);
            }
            if self.marks.siblings {
                // 甲县评为…,乙县创建…: an enumeration; the account goes on from before it.
                self.topic = before;
            } else if (account.counted && self.led || self.review)
                && self.topic != before
                && (self.is_example(base) || super::is_bulletin(self.outline, self.mentions))
            {
                account.example = Some(before);
            }
            // What the county did in a paragraph on its village ends with the sentence.
            if let Some(Lifted { before, .. }) = self
                .lifted
                .take_if(|up| !up.firm && self.paragraph.settled && (self.topic != base || !self.review))
            {
                self.topic = before;
            }
            account.counted |= !self.mentions.quantities_in(sentence.range).is_empty();
        }
        if block.kind == BlockKind::Paragraph && self.announces(block) {
            self.list = self.adjunct.or(self.topic);
        }
        self.out.set(block.range.end, self.main);
        if block.kind == BlockKind::Paragraph && self.turns_aside(block) {
            self.topic = before;
            self.adjunct = None;
        }
    }

    /// A sentence that counts more than a place holds is not of the one spoken of before.
    fn outgrow(&mut self, sentence: TextRange, base: Governing, opens_block: bool) {
        let Some(here) = self.topic.or(base).filter(|&here| self.main != Some(here)) else { return };
        let named = |local: bool| {
            let mut places = self.mentions.places_in(sentence).iter();
            let own = |place: PlaceIndex| !local || self.main.is_none_or(|main| self.holds(main, place));
            places.find(|place| own(place.index)).map_or(sentence.end, |place| place.range.start)
        };
        let figures = self.mentions.figures_in(TextRange::new(sentence.start, named(false)));
        // 苹果发往上海,三个乡镇有果农1260户: where things go to is no new account.
        let further = self.mentions.figures_in(TextRange::new(named(false), named(true)));
        let towns = |figure: &&Quantity| matches!(figure.unit, Unit::Township | Unit::County);
        let level = self.table.level(here);
        let wider = |place: &PlaceIndex| *place != here && self.holds(*place, here);
        let around = base.filter(wider).or(self.main.filter(wider)).or_else(|| self.table.parent(here));
        let mut counted = figures.iter().chain(further.iter().filter(towns));
        if counted.any(|figure| extent::exceeds(figure, level)) {
            self.topic = around;
            self.paragraph.carried = false;
        } else if level == PlaceLevel::Village && figures.iter().any(extent::counts_villages) {
            // 3个村共新增就业212人 opens a paragraph on them all.
            self.topic = if opens_block && self.topic.is_none() { around } else { self.topic };
            self.adjunct = around;
        }
    }

    /// Whether the county or city now spoken of is only an example in the account of a prefecture or more.
    fn is_example(&self, base: Governing) -> bool {
        let wide = base.is_some_and(|base| self.table.level(base) <= PlaceLevel::Prefecture);
        wide && self.topic.is_some_and(|topic| self.table.level(topic) <= PlaceLevel::County)
    }

    /// Whether a county is named inside a clause in the account of a prefecture or more.
    fn is_passing(&self, place: &PlaceMention, clause: &Clause, base: Governing) -> bool {
        let wide = base.is_some_and(|base| self.table.level(base) <= PlaceLevel::Prefecture);
        let county = self.table.level(place.index) <= PlaceLevel::County;
        let before = TextRange::new(clause.range.start, place.range.start);
        wide && county && !self.mentions.only_dates_in(&self.outline.reading, before)
    }

    /// Whether another village or town is only named on the way in the account of a village: it holds for its sentence.
    fn passes_by(&self, place: &PlaceMention, sentence: &Sentence, base: Governing) -> bool {
        let village = self.topic.or(base).filter(|&here| self.table.level(here) == PlaceLevel::Village);
        let Some(village) = village else { return false };
        let other = place.index != village
            && self.table.level(place.index) >= PlaceLevel::County
            && !self.holds(village, place.index)
            && !self.holds(place.index, village);
        // 十几里外的甲村不寄养: a paragraph that opens with another village is on it.
        let block = self.outline.blocks.get(sentence.block);
        let before = TextRange::new(sentence.range.start, place.range.start);
        let opens = block.is_some_and(|block| block.range.start == sentence.range.start)
            && self.mentions.figures_in(before).iter().all(|figure| figure.unit == Unit::Km);
        other && !self.review && !opens && !self.opens_sentence(place.range.start, sentence)
    }

    /// Whether a sentence stays where the one before was: 当地, 这里.
    fn stays(&self, sentence: &Sentence) -> bool {
        self.mentions.hits.within(Class::Area, sentence.range).iter().any(|hit| hit.code == "here")
    }

    /// Whether a place holds the one spoken of.
    fn leads_up(&self, place: PlaceIndex) -> bool {
        self.topic.is_some_and(|topic| topic != place && self.holds(place, topic))
    }

    /// Whether a place is a township or village inside a prefecture or less.
    fn is_inside(&self, place: PlaceIndex, outer: PlaceIndex) -> bool {
        let story = matches!(self.table.level(outer), PlaceLevel::Prefecture | PlaceLevel::County);
        story && place != outer && self.table.level(place) >= PlaceLevel::Township && self.holds(outer, place)
    }

    fn clause(&mut self, sentence: &Sentence, clause: &Clause, base: Governing) {
        if self.outline.reading.char_before(clause.range.start) == Some(';') && !self.marks.firm {
            self.adjunct = None;
            // 民主村成为网红;粮食产量创新高: in the account of a city or province a semicolon ends the example.
            let wide = base.is_some_and(|base| self.table.level(base) <= PlaceLevel::Prefecture);
            if wide && self.topic.is_some_and(|topic| self.table.level(topic) > PlaceLevel::County) {
                self.topic = self.opened;
            }
        }
        self.office(sentence, clause, base);
        self.person(clause, base);
        self.out.set(clause.range.start, self.adjunct.or(self.topic).or(base));
        let mut governed = false;
        let places = self.mentions.places_in(clause.range);
        let areas = self.mentions.hits.within(Class::Area, clause.range);
        let mut areas = areas.iter().peekable();
        let mut rest = places;
        let mut aside = false;
        while let Some((place, after)) = rest.split_first() {
            while let Some(area) = areas.next_if(|area| area.range.start < place.range.start) {
                governed |= self.area(area, (sentence, clause), base, &mut aside);
            }
            while areas.next_if(|area| area.range.start < place.range.end).is_some() {}
            self.close_bracket(place.range.start, base);
            self.open_bracket(place);
            let listed = self.listed(place, after);
            let (members, after) = after.split_at_checked(listed).unwrap_or((after, &[]));
            rest = after;
            let role = match self.role(place, clause, base) {
                Role::None => continue,
                Role::Donor => {
                    if let Some(place) = self.beneficiary(place, sentence, base) {
                        self.topic = Some(place);
                        self.adjunct = None;
                        self.out.set(clause.range.start, Some(place));
                    }
                    continue;
                }
                // 支持某县发展…: in a city's report the county holds for its clause.
                Role::Topic | Role::Recipient if self.review && self.is_passing(place, clause, base) => {
                    Role::Aside
                }
                role => role,
            };
            for member in std::iter::once(place).chain(members) {
                self.recent.push(member.index);
            }
            self.paragraph.settled |= self.table.level(place.index) >= PlaceLevel::Township;
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
                Role::Where | Role::Topic if self.passes_by(place, sentence, base) => {
                    self.adjunct = Some(place.index);
                }
                Role::Topic => {
                    let before = self.topic.filter(|_| self.marks.renamed);
                    self.marks.siblings |= before.is_some_and(|topic| self.are_siblings(topic, place.index));
                    self.marks.renamed = true;
                    self.led |= place.range.start == clause.range.start;
                    self.paragraph.carried = false;
                    if organisation_of(self.mentions, place.range).is_some() {
                        self.lifted = Some(Lifted { at: place.range.start, before: self.topic, firm: true });
                    } else if self.is_office_above(place) {
                        self.lifted = Some(Lifted { at: place.range.start, before: self.topic, firm: false });
                    }
                    self.topic = Some(place.index);
                    self.adjunct = None;
                }
                Role::Where if self.topic.is_none_or(|topic| !self.holds(topic, place.index)) => {
                    self.topic = Some(place.index);
                    self.adjunct = None;
                }
                // What is done for the county ends the account of a village that only comes from the paragraph before.
                Role::Where | Role::Recipient if self.paragraph.carried && self.leads_up(place.index) => {
                    self.topic = Some(place.index);
                    self.adjunct = None;
                    self.paragraph.carried = false;
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
                Role::Aside if self.counts_on(clause, sentence) || self.acts(place, clause) => {
                    self.adjunct = Some(place.index);
                }
                Role::Aside => aside = true,
                Role::None | Role::Donor => {}
            }
            self.out.set(from, Some(place.index));
            if matches!(role, Role::Where | Role::Recipient) {
                self.put_in(place, (sentence, clause));
            }
            governed = true;
        }
        for area in areas {
            self.area(area, (sentence, clause), base, &mut aside);
        }
        let parties = self.mentions.hits.within(Class::Party, clause.range);
        if let Some(village) = parties.iter().find(|hit| hit.code == "village_collective") {
            self.lead_back(village.range.start, base);
        }
        self.several(clause, base);
        self.and_others(clause, base);
        if aside {
            self.out.set(clause.range.end, self.adjunct.or(self.topic).or(base));
        }
        self.close_bracket(clause.range.end, base);
        self.people(sentence, clause, base);
    }

    /// Keeps what is spoken of when the place stands in a bracket that counts by places.
    fn open_bracket(&mut self, place: &PlaceMention) {
        let counted = |inside: &TextRange| {
            !self.mentions.quantities_in(TextRange::new(place.range.end, inside.end)).is_empty()
        };
        if self.bracket.is_none()
            && let Some(inside) = self.bracket_of(place.range).filter(counted)
        {
            self.bracket = Some(Bracket { close: inside.end, topic: self.topic, adjunct: self.adjunct });
        }
    }

    /// Goes on as before the bracket, when it closes before `at`.
    fn close_bracket(&mut self, at: u32, base: Governing) {
        if let Some(Bracket { close, topic, adjunct }) = self.bracket.take_if(|bracket| bracket.close < at) {
            (self.topic, self.adjunct) = (topic, adjunct);
            self.out.set(close, adjunct.or(topic).or(base));
        }
    }

    /// Whether the next clause opens with a figure: 其中甲镇发放3200万元,640户.
    fn counts_on(&self, clause: &Clause, sentence: &Sentence) -> bool {
        let rest = TextRange::new(clause.range.end, sentence.range.end);
        let next = self.mentions.figures_in(rest).first();
        next.is_some_and(|figure| self.outline.reading.between(clause.range.end, figure.range.start) == ",")
    }

    /// Whether a part is told of as one that does something: 其中甲镇投入1200万元,建成茶园3000亩; not 其中甲镇2800户.
    fn acts(&self, place: &PlaceMention, clause: &Clause) -> bool {
        let rest = TextRange::new(place.range.end, clause.range.end);
        let Some(figure) = self.mentions.figures_in(rest).first() else { return false };
        let before = TextRange::new(place.range.end, figure.range.start);
        self.is_part(place.range.start, clause)
            && [Class::FundVerb, Class::MeasureEvent]
                .iter()
                .any(|class| !self.mentions.hits.within(*class, before).is_empty())
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
            // 紫金矿业、西和某金矿等12个项目; but 某镇的甲、乙等5个村 are in that town.
            let enumerated = between.contains('、')
                && !between.starts_with('的')
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
        let close = |at: u32| !self.outline.reading.between(end, at).contains(['、', ';']);
        if let Some(spread) = spread.filter(|spread| close(spread.range.start)) {
            let figures = self.mentions.figures_in(TextRange::new(spread.range.end, sentence.range.end));
            if figures.len() >= members.len() {
                for (figure, member) in figures.iter().zip(&members) {
                    self.out.only(figure.range, Some(*member));
                }
                return;
            }
        }
        let common = members.iter().try_fold(first.index, |common, &other| self.table.common(common, other));
        // 各县照着做,甲县、乙县已选定19个村 in the account of a third; 到甲县和乙县投资 in that of the one.
        let others = |base| {
            let county = self.table.level(base) >= PlaceLevel::County;
            let other = |&member: &PlaceIndex| {
                let beside = member == base || !self.holds(base, member);
                self.table.level(member) == PlaceLevel::County && beside
            };
            county && members.iter().all(other)
        };
        let place = match (common, base) {
            (Some(common), Some(base)) if self.holds(common, base) && !others(base) => Some(base),
            (Some(common), _) => Some(common),
            (None, base) => base,
        };
        // 南京、徐州的货车: whose they are is not where the account is.
        let far = base.is_some_and(|base| members.iter().all(|&member| !self.holds(base, member)));
        if far && self.outline.reading.char_at(end) == Some('的') {
            return;
        }
        self.adjunct = place;
        self.out.set(first.range.start, place);
    }
}

fn starts_in(organisations: &[OrganisationMention], range: TextRange) -> bool {
    let at = organisations.partition_point(|organisation| organisation.range.start < range.start);
    organisations.get(at).is_some_and(|organisation| organisation.range.start < range.end)
}
