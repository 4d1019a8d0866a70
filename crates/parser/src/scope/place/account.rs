//! How the account goes on from one paragraph to the next: sections, lists, and those whose words open a paragraph.

use lianjie_core::PlaceLevel;

use super::{Governing, Reader, is_name};
use crate::lexicon::{Class, Hit};
use crate::mention::{PlaceIndex, PlaceMention};
use crate::outline::{Block, BlockKind, Sentence};
use crate::reading::TextRange;

/// Characters that a label in front of a paragraph has at most: 扶持政策。
const LABEL: usize = 4;

impl Reader<'_> {
    /// Whether a paragraph goes on with the account of the one before: same section, no heading of its own, and
    /// neither an office of a township or more nor what lies within the county (县内企业) opens it.
    pub(super) fn goes_on(&self, block: &Block) -> bool {
        let Some(section) = self.section_of(block).filter(|_| block.kind == BlockKind::Paragraph) else {
            return false;
        };
        let section = self.account_of(section);
        let own = self.outline.sections.get(section).is_some_and(|at| at.range.start >= block.range.start);
        let opening = TextRange::new(block.range.start, (block.range.start + 45).min(block.range.end));
        let bodies = self.mentions.hits.within(Class::Institution, opening).iter();
        let body = bodies.filter(|hit| hit.attr != "village").any(|hit| hit.code == "body");
        let areas = self.mentions.hits.within(Class::Area, opening).iter();
        let wide =
            areas.filter(|hit| hit.attr != "village").any(|hit| matches!(hit.code, "inside" | "whole"));
        let asked =
            self.outline.reading.slice(TextRange::new(0, block.range.start)).trim_end().ends_with('?');
        let turns = own || body || wide || asked || self.is_entry(block) || self.is_behind_list(block);
        self.section.map(|last| self.account_of(last)) == Some(section) && !turns
    }

    /// Whether a paragraph without a mark stands behind a list whose items are one paragraph each, and are of several
    /// towns or villages: 下一步,全县….
    fn is_behind_list(&self, block: &Block) -> bool {
        let Some(last) = self.section_of(block) else { return false };
        let parent = self.outline.sections.get(last).and_then(|section| section.parent);
        let items = self.outline.sections.get(..=last).unwrap_or_default();
        let mut items = items.iter().filter(|item| item.parent == parent && parent.is_some()).rev();
        let blocks = |from: u32, to: u32| {
            let first = self.outline.blocks.partition_point(|block| block.range.start < from);
            let end = self.outline.blocks.partition_point(|block| block.range.start < to);
            self.outline.blocks.get(first..end).unwrap_or_default()
        };
        let one = |from: u32, to: u32| {
            let [only] = blocks(from, to) else { return false };
            only.kind == BlockKind::Paragraph && only.range.start == from
        };
        let mut next = block.range.start;
        let mut told: Vec<PlaceIndex> = Vec::new();
        while let Some(item) = items.next().filter(|item| one(item.range.start, next)) {
            let places = self.mentions.places_in(TextRange::new(item.range.start, next)).iter();
            let narrow = |place: &PlaceIndex| self.table.level(*place) >= PlaceLevel::Township;
            told.extend(places.map(|m| m.index).find(narrow).filter(|place| !told.contains(place)));
            next = item.range.start;
        }
        told.len() > 1
    }

    /// 特产  雪梨5200亩: a word or two and a gap open an entry of a profile.
    fn is_entry(&self, block: &Block) -> bool {
        let words = self.outline.reading.slice(block.range).trim_start();
        let label = words.chars().take_while(|c| c.is_alphabetic()).count();
        (2..=LABEL).contains(&label) && words.chars().nth(label).is_some_and(char::is_whitespace)
    }

    /// The section without those that the short opening sentence of a paragraph makes: 租金之外还有红利。 A label opens
    /// another matter: one of a word or two (扶持政策。), and any where the document has several (农业产业发展。).
    pub(super) fn account_of(&self, section: usize) -> usize {
        let run_in = |&at: &usize| {
            let words = self.run_in(at)?;
            // 第二根绳,倒包。 is one of several that were announced.
            let goes_on = !self.labelled || words.contains(is_telling) || words.starts_with('第');
            let told = words.chars().count() > LABEL && goes_on;
            self.outline.sections.get(at)?.parent.filter(|_| told)
        };
        std::iter::successors(Some(section), run_in).last().unwrap_or(section)
    }

    /// The short sentence that opens a paragraph, where it is what opens a section.
    fn run_in(&self, section: usize) -> Option<&str> {
        let section = self.outline.sections.get(section)?;
        let block = self.outline.sentence(self.outline.sentence_at(section.range.start)?)?.block;
        let paragraph = self.outline.blocks.get(block)?.kind == BlockKind::Paragraph;
        let bare = section.heading.start == section.range.start;
        (bare && paragraph).then(|| self.outline.reading.slice(section.heading))
    }

    /// Whether several paragraphs open with a label that tells nothing.
    pub(super) fn is_labelled(&self) -> bool {
        /// As many are no chance.
        const SEVERAL: usize = 3;
        let sections = 0..self.outline.sections.len();
        let labels = sections.filter_map(|section| self.run_in(section));
        labels.filter(|words| !words.contains(is_telling)).nth(SEVERAL - 1).is_some()
    }

    /// Whether a paragraph ends with a list that its village or township makes: 村里办了三件事:
    pub(super) fn announces(&self, block: &Block) -> bool {
        let ends = self.outline.reading.slice(block.range).trim_end().ends_with(':');
        let last = self.outline.sentences.get(block.sentences.clone()).and_then(<[Sentence]>::last);
        let Some(last) = last.filter(|_| ends) else { return false };
        let areas = self.mentions.hits.within(Class::Area, last.range);
        let narrow = |m: &PlaceMention| self.table.level(m.index) >= PlaceLevel::Township;
        areas.iter().any(|hit| matches!(hit.attr, "village" | "township"))
            || self.mentions.places_in(last.range).iter().any(narrow)
    }

    /// 一、 divides a document; 一是 and 1. go on with what announced them.
    pub(super) fn divides(&self, block: &Block) -> bool {
        let reading = &self.outline.reading;
        let words = reading.slice(block.range).trim_start();
        let mark = words.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
        mark.len() < words.len() && mark.starts_with('、')
    }

    pub(super) fn section_of(&self, block: &Block) -> Option<usize> {
        self.outline.sentence(block.sentences.start).map(|sentence| sentence.section)
    }

    /// The place named in the nearest heading above.
    pub(super) fn section_place(&self, block: &Block) -> Governing {
        self.outline.headings(block.sentences.start).find_map(|section| {
            let named = self.mentions.places_in(section.heading);
            named.iter().rev().find(|m| !is_name(self.outline, self.mentions, m.range)).map(|m| m.index)
        })
    }

    /// The one place that a line names.
    pub(super) fn only_place(&self, block: &Block) -> Governing {
        let mut named = self.mentions.places_in(block.range).iter().map(|m| m.index);
        let first = named.next()?;
        named.all(|other| other == first).then_some(first)
    }

    /// Whether a paragraph turns aside to another place of the same township or county: 同镇的乙村没有种.
    pub(super) fn turns_aside(&self, block: &Block) -> bool {
        /// Bytes of 同在, the place that both lie in, and 的.
        const REACH: u32 = 30;
        let Some(first) = self.mentions.places_in(block.range).iter().rev().find(|m| {
            self.outline.reading.char_before(m.range.start) == Some('的')
                && m.range.start < block.range.start + 2 * REACH
        }) else {
            return false;
        };
        let phrase =
            TextRange::new(block.range.start.max(first.range.start.saturating_sub(REACH)), first.range.start);
        self.mentions.hits.within(Class::PlaceLead, phrase).iter().any(|hit| hit.code == "same")
    }

    /// The home of someone whose words open a paragraph or sentence: “…收入3000元。”下寨村村民说.
    pub(super) fn speaker(&self, sentence: &Sentence, limit: u32, opens_block: bool) -> Governing {
        /// Bytes behind a home in which who lives there is named.
        const PERSON: u32 = 24;
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
        // 农牧业。耕地6.8万亩,…: what stands between is of the place before.
        let behind = TextRange::new(sentence.range.end.min(place.range.start), place.range.start);
        if !quoted && !self.mentions.quantities_in(behind).is_empty() {
            return None;
        }
        // 一个月2000多元,抬脚就到家。下寨村…; but 2022年,58户增收2750元。大禾村照着办.
        let behind = TextRange::new(place.range.end, place.range.end + PERSON);
        let person = self.outline.reading.head(place.range.end, PERSON).contains('某')
            || self.mentions.hits.within(Class::Area, behind).iter().any(|hit| hit.code == "folk");
        let dated = !self.mentions.dates_in(sentence.range).is_empty();
        // 改造危房1405户,石镇镇改造208户: it is spoken of itself.
        let within = place.range.start < sentence.range.end;
        if !quoted && (within || !person && dated) {
            return None;
        }
        // Inside the quotation the place is only spoken of.
        let closed = !quoted || reading.slice(before).contains(['”', '"']);
        (!led_back && counted && closed).then_some(place.index)
    }

    /// The village of the paragraph before, when this one goes on with 村里, 该村 or 村支书 before it names another place
    /// or gives a figure.
    pub(super) fn continued(&self, block: &Block, before: Governing) -> Governing {
        let places = self.mentions.places_in(block.range);
        let named = places.iter().find(|m| !is_name(self.outline, self.mentions, m.range));
        let named = named.map_or(block.range.end, |m| m.range.start);
        let figures = &self.mentions.quantities;
        let counted = figures.get(figures.partition_point(|q| q.range.start < block.range.start));
        let counted = counted.map_or(block.range.end, |q| q.range.start);
        let opening = TextRange::new(block.range.start, named.min(counted).min(block.range.end));
        let last = before.or(self.recent.last().copied())?;
        // In a report 村民 are those of any village.
        let folk = !self.review;
        let back =
            |hit: &&Hit<'_>| matches!(hit.code, "whole" | "that" | "in") || (folk && hit.code == "folk");
        let levels = self.mentions.hits.within(Class::Area, opening).iter().filter(back);
        let level = levels
            .filter_map(|hit| PlaceLevel::from_code(hit.attr))
            .find(|level| matches!(level, PlaceLevel::Village | PlaceLevel::Township))?;
        // 镇上 behind a paragraph on the county is in the town named before.
        let earlier = || {
            let inside = self.recent.iter().rev().copied().filter(|&place| self.holds(last, place));
            inside
                .filter(|_| level == PlaceLevel::Township)
                .find_map(|place| self.table.at_level(place, level))
        };
        self.table.at_level(last, level).or_else(earlier)
    }
}

/// Whether a character is of a sentence that tells something, and not of a label.
const fn is_telling(ch: char) -> bool {
    matches!(
        ch,
        '也' | '还'
            | '都'
            | '就'
            | '又'
            | '才'
            | '更'
            | '不'
            | '没'
            | '了'
            | '是'
            | '有'
            | '来'
            | '在'
            | '能'
            | '要'
            | '可'
            | '得'
            | '的'
            | '给'
            | '把'
            | '让'
            | '被'
            | '属'
            | '怎'
            | '谁'
    )
}
