//! Places without a name: 全县, 该村, 县里, 县农商行 and several villages of it, and where they lead up and back.

use lianjie_core::{Decimal, PlaceLevel, Unit};

use super::{Governing, Lifted, Reader, area_of};
use crate::lexicon::{Class, Hit};
use crate::mention::{PlaceIndex, PlaceMention, Quantity};
use crate::outline::{Clause, Sentence};
use crate::reading::{TextRange, offset};

/// Bytes between the level word and what an office is called: 县|农商行.
const NAME: u32 = 6;

impl Reader<'_> {
    /// 附近三个村的近千户, 周围5个乡镇的312户 in the account of one village: they are of what holds them all, and so is
    /// what the sentence goes on to tell.
    pub(super) fn several(&mut self, clause: &Clause, base: Governing) {
        for figure in self.mentions.figures_in(clause.range) {
            let all = self.counties.filter(|(count, _)| {
                figure.unit == Unit::County && figure.value == Some(Decimal::from(*count))
            });
            if let Some((_, around)) = all {
                // 三个县已有… behind the accounts of each.
                self.topic = Some(around);
                self.adjunct = None;
                self.out.set(figure.range.start, Some(around));
                continue;
            }
            let level = match figure.unit {
                Unit::Village => PlaceLevel::Village,
                Unit::Township => PlaceLevel::Township,
                _ => continue,
            };
            // 三镇合计, 两村共; 甲、乙2个村.
            let next = self.outline.reading.char_at(figure.range.end);
            // 收益归周边5个村.
            let mut before = self.outline.reading.tail(figure.range.start, 9).chars();
            let shared = matches!(before.next(), Some('给' | '归'));
            let around = shared && matches!(before.nth(1), Some('边' | '近' | '围'));
            let together = around || matches!(next, Some('的' | '合' | '共' | '总' | '加'));
            let named = {
                let before = TextRange::new(clause.range.start, figure.range.start);
                self.mentions.places_in(before).iter().any(|member| {
                    let listed = self.names_between(member.range.end, figure.range.start);
                    self.table.level(member.index) == level && listed.is_some_and(|others| others > 0)
                })
            };
            let many = figure.value.is_some_and(|value| value > Decimal::ONE) && (together || named);
            let here = self.adjunct.or(self.topic).or(base).filter(|&here| self.table.level(here) >= level);
            let one = here.and_then(|here| self.table.at_level(here, level));
            if let Some(around) = one.and_then(|one| self.table.parent(one)).filter(|_| many) {
                let town =
                    self.topic.or(base).is_some_and(|now| self.table.level(now) == PlaceLevel::Township);
                if level == PlaceLevel::Township && named && town {
                    // 同甲、乙2个镇签约: the account has outgrown its town.
                    self.topic = Some(around);
                }
                self.adjunct = Some(around);
                self.out.set(figure.range.start, Some(around));
            }
        }
    }

    /// 帮助党坑、龙丛等村的18户 in the account of another village: they are of what holds them all.
    pub(super) fn and_others(&mut self, clause: &Clause, base: Governing) {
        let text = self.outline.reading.slice(clause.range);
        for (at, sign) in text.match_indices('等') {
            let end = at + sign.len();
            let mut next = text.get(end..).unwrap_or_default().chars();
            let level = match next.next() {
                Some('村') => PlaceLevel::Village,
                Some('镇' | '乡') => PlaceLevel::Township,
                _ => continue,
            };
            let goes_on = matches!(
                next.next(),
                Some('民' | '级' | '干' | '两' | '委' | '土' | '里' | '集' | '贤' | '情')
            );
            let names = text.get(..at).and_then(|before| before.rsplit_once('、')).map(|(_, last)| last);
            let named =
                names.is_some_and(|last| last.chars().count() >= 2 && last.chars().all(char::is_alphabetic));
            if goes_on || !named {
                continue;
            }
            let here = self.adjunct.or(self.topic).or(base);
            let one = here.and_then(|here| self.table.at_level(here, level));
            if let Some(around) = one.and_then(|one| self.table.parent(one)) {
                self.adjunct = Some(around);
                self.out.set(clause.range.start + offset(end), Some(around));
            }
        }
    }

    /// 全县, 该村, 我市: gives whether it governs.
    pub(super) fn area(
        &mut self,
        hit: &Hit<'_>,
        (sentence, clause): (&Sentence, &Clause),
        base: Governing,
        aside: &mut bool,
    ) -> bool {
        let current = self.adjunct.or(self.topic).or(base);
        let Some(place) = self.resolve(hit, current, base) else {
            // 全县16个乡镇 where only a town is known: it is not the town's.
            let level = PlaceLevel::from_code(hit.attr);
            let beyond = current.is_some_and(|now| level.is_some_and(|level| self.table.level(now) > level));
            if hit.code == "whole" && beyond {
                self.out.set(hit.range.start, None);
                *aside = true;
            }
            return false;
        };
        let wider = base.is_some_and(|base| self.is_wide(place, base));
        let narrower = || current.is_some_and(|now| now != place && self.holds(place, now));
        if hit.code == "whole" && self.ranks(hit.range.end) && narrower() {
            return false;
        }
        match hit.code {
            "whole" if wider => {
                // 全省前列 in a county's report speaks of the county.
                let opens = hit.range.start == clause.range.start;
                if opens && hit.attr != "country" && narrower() && self.comes_first(hit.range.start, sentence)
                {
                    // 目前,全市有…,对接…: behind what one village or county did, the sentence is on them all. 全国文明村镇
                    // is an honour.
                    self.adjunct = Some(place);
                    self.out.set(hit.range.start, Some(place));
                } else if opens {
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
            // 省里下来的资金 in the account of a county.
            "in" if wider => false,
            "in" if self.is_from_above(hit, clause) => false,
            "in" if self.opens(hit.range.start, clause.range.start)
                && self.table.level(place) <= PlaceLevel::Township =>
            {
                let narrower = current.is_some_and(|now| now != place && self.holds(place, now));
                if narrower {
                    let all = self.is_behind_those(hit.range.start, sentence);
                    let opens = all || self.opens_sentence(hit.range.start, sentence);
                    if !opens || !all && self.stays_with(place, clause, base) {
                        return false;
                    }
                    self.lift(place, hit.range.start);
                }
                self.out.set(hit.range.start, Some(place));
                true
            }
            // 跟乡里三个村签了合同.
            "in" if hit.attr == "township"
                && self.counts(hit)
                && current.is_none_or(|now| !self.holds(place, now)) =>
            {
                self.topic = Some(place);
                self.adjunct = None;
                self.out.set(hit.range.start, Some(place));
                true
            }
            "in" if hit.attr == "village" && self.lifted.is_some() => {
                self.lead_back(hit.range.start, base);
                true
            }
            _ => false,
        }
    }

    /// Whether what follows only says that something comes first: 全县最大, 全省唯一, 全市首个, 全州第一个; but 全县首批,
    /// 全县最低生活保障 and 全县第一季度 are of the county.
    fn ranks(&self, at: u32) -> bool {
        let mut next = self.outline.reading.head(at, 9).chars();
        match (next.next(), next.next(), next.next()) {
            (Some('最'), Some(how), _) => {
                matches!(how, '大' | '多' | '早' | '高' | '好' | '快' | '强' | '优' | '长' | '美')
            }
            (Some('唯'), Some('一'), _) => true,
            (Some('首'), Some(one), _) => matches!(one, '个' | '家' | '座' | '例' | '位' | '创'),
            (Some('第'), Some('一'), Some(one)) => matches!(one, '个' | '家' | '座' | '例' | '位' | '大'),
            _ => false,
        }
    }

    /// Whether a figure stands right behind the words.
    fn counts(&self, hit: &Hit<'_>) -> bool {
        /// Bytes that a figure may have.
        const FIGURE: u32 = 60;
        let behind = TextRange::new(hit.range.end, hit.range.end + FIGURE);
        self.mentions.figures_in(behind).first().is_some_and(|figure| figure.range.start == hit.range.end)
    }

    /// 某乡政府介绍他妻子去做饭: an office of what holds the village spoken of.
    pub(super) fn is_office_above(&self, place: &PlaceMention) -> bool {
        let village = self.topic.filter(|&topic| self.table.level(topic) == PlaceLevel::Village);
        let office = self.mentions.hits.starting(Class::Institution, place.range.end);
        village.is_some_and(|village| self.holds(place.index, village))
            && office.is_some_and(|hit| hit.code == "body")
    }

    /// Whether somebody only comes from there: 县里的技术员下来办班, 县里的公司送来图样, 县上派来的专家讲课6期.
    fn is_from_above(&self, hit: &Hit<'_>, clause: &Clause) -> bool {
        /// Bytes of 派来的.
        const SENT: u32 = 9;
        let Some((sent, _)) = self.outline.reading.head(hit.range.end, SENT).split_once('的') else {
            return false;
        };
        let plain = || {
            self.mentions.figures_in(clause.range).is_empty()
                && self.mentions.hits.within(Class::Fund, clause.range).is_empty()
        };
        sent.ends_with('来') || sent.is_empty() && plain()
    }

    /// 县里给每户补2000元。他买回3头牛: with him the account is where he lives again.
    pub(super) fn person(&mut self, clause: &Clause, base: Governing) {
        let dates = self.mentions.dates_in(clause.range);
        let opening = dates.first().filter(|date| date.range.start == clause.range.start);
        let at = opening.map_or(clause.range.start, |date| date.range.end);
        if !matches!(self.outline.reading.char_at(at), Some('他' | '她')) {
            return;
        }
        self.lead_back(at, base);
        // Of whom it was told last, the home.
        let now = self.adjunct.or(self.topic).or(base);
        let known = self.homes.iter().find(|(family, _)| Some(*family) == self.person);
        let home = known.and_then(|(_, home)| *home);
        let around = |home: &PlaceIndex| now.is_some_and(|now| now != *home && self.holds(now, *home));
        if let Some(home) = home.filter(around) {
            self.adjunct = Some(home);
            self.marks.firm = true;
            self.out.set(at, Some(home));
        }
    }

    /// 县里拿出800万元, 县农商行授信: from here the county is spoken of, until 村里 leads back.
    pub(super) fn lift(&mut self, place: PlaceIndex, at: u32) {
        self.lifted = Some(Lifted { at, before: self.topic, firm: false });
        self.topic = Some(place);
        self.adjunct = None;
    }

    /// 村里, 村集体: the account is of the village again from which 县里 led up.
    pub(super) fn lead_back(&mut self, at: u32, base: Governing) {
        if let Some(Lifted { before, .. }) = self.lifted.take_if(|up| up.at < at) {
            self.topic = before;
            self.out.set(at, before.or(base));
        }
    }

    /// Whether a byte opens a sentence, or stands behind nothing but a date or what someone said.
    pub(super) fn opens_sentence(&self, at: u32, sentence: &Sentence) -> bool {
        self.outline.reading.char_before(at) == Some('”') || self.opens(at, sentence.range.start)
    }

    /// Whether a sentence names no place and gives no figure before a byte: 近年来, 过去5年来.
    fn comes_first(&self, at: u32, sentence: &Sentence) -> bool {
        let before = TextRange::new(sentence.range.start, at);
        let span = |figure: &Quantity| matches!(figure.unit, Unit::Year | Unit::Month);
        self.mentions.places_in(before).is_empty() && self.mentions.figures_in(before).iter().all(span)
    }

    /// 没有劳力的人家,镇上…: whether a sentence has named no more than whom it is about.
    fn is_behind_those(&self, at: u32, sentence: &Sentence) -> bool {
        /// Bytes of such a topic.
        const TOPIC: u32 = 48;
        let topic = TextRange::new(sentence.range.start, at);
        let words = self.outline.reading.slice(topic);
        let Some(those) = words.strip_suffix(',').filter(|_| topic.len() <= TOPIC) else { return false };
        let ends = [Class::Party, Class::MeasurePerson, Class::Poor];
        let end = topic.start + offset(those.len());
        let people = ends.iter().any(|class| self.mentions.hits.ending(*class, end).is_some());
        people && those.contains('的') && !those.contains(',') && self.mentions.figures_in(topic).is_empty()
    }

    /// Whether nothing but a date stands between two bytes.
    pub(super) fn opens(&self, at: u32, start: u32) -> bool {
        self.mentions.only_dates_in(&self.outline.reading, TextRange::new(start, at))
    }

    /// 县农商行, 旗财政 as the subject of a sentence: it acts for its county, not for the village spoken of before.
    pub(super) fn office(&mut self, sentence: &Sentence, clause: &Clause, base: Governing) {
        // Most clauses have no office at all.
        let hits = self.mentions.hits.of(Class::Institution);
        let hits = hits.get(self.mentions.hits.before(Class::Institution, clause.range.start)..);
        let hits =
            hits.filter(|hits| hits.first().is_some_and(|hit| hit.range.start <= clause.range.end + NAME));
        let Some(hits) = hits else { return };
        let date = self.mentions.dates_in(clause.range).first();
        let at = date.filter(|date| date.range.start == clause.range.start).map(|date| date.range.end);
        let at = at.unwrap_or(clause.range.start);
        // “…。”县扶贫办算过账: what someone said stands in the clause.
        let text = self.outline.reading.slice(clause.range);
        let said = text
            .rfind('”')
            .filter(|&close| text.get(..close).is_some_and(|said| said.ends_with(['。', '!', '?'])));
        let at = said.map_or(at, |close| clause.range.start + offset(close + '”'.len_utf8()));
        let attr = match self.outline.reading.char_at(at) {
            Some('县' | '旗') => "county",
            Some('区') => "district",
            Some('市') => "city",
            Some('州') => "prefecture",
            Some('镇' | '乡') => "township",
            _ => return,
        };
        let office = hits.get(hits.partition_point(|hit| hit.range.start < at));
        let is_office = office.is_some_and(|hit| {
            hit.range.start <= at + NAME
                && hit.range.end > at + NAME / 2
                && matches!(hit.code, "body" | "name")
        });
        let current = self.topic.or(base);
        let place = current.and_then(|place| area_of(self.table, place, attr));
        let led =
            place.filter(|&place| current != Some(place) && is_office && self.opens_sentence(at, sentence));
        let bank = office.is_some_and(|hit| hit.code == "name");
        if let Some(place) = led.filter(|&place| bank || !self.stays_with(place, clause, base)) {
            self.lift(place, at);
        }
    }

    /// Whether one of two places holds the other.
    fn is_near(&self, one: PlaceIndex, other: PlaceIndex) -> bool {
        self.holds(one, other) || self.holds(other, one)
    }

    pub(super) fn resolve(&self, hit: &Hit<'_>, current: Governing, base: Governing) -> Governing {
        if hit.attr == "country" {
            return self.table.country();
        }
        let fits = |place: PlaceIndex| area_of(self.table, place, hit.attr);
        let recent = || self.recent.iter().rev().take(12).copied().find_map(fits);
        match hit.code {
            "own" => self.main.and_then(fits).or_else(|| current.and_then(fits)),
            "that" => recent().or_else(|| base.and_then(fits)),
            // 镇里 in the account of another county is none of the towns named before.
            "in" => {
                let county = current.filter(|&now| self.table.level(now) == PlaceLevel::County);
                let here = |place: &PlaceIndex| county.is_none_or(|now| self.is_near(now, *place));
                let own = current.and_then(fits).or_else(|| base.and_then(fits)).or_else(recent);
                own.filter(here)
            }
            // 全市 in the report of 赣州市 is the city that reports, not 瑞金市.
            "whole" if self.review => base
                .filter(|&base| fits(base) == Some(base))
                .or_else(|| current.and_then(fits))
                .or_else(recent),
            "whole" => current.and_then(fits).or_else(|| base.and_then(fits)).or_else(recent),
            _ => None,
        }
    }
}
