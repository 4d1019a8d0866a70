//! Whether the date of one sentence is still that of the next: the same account goes on, or something else is spoken of.

use lianjie_core::Unit;

use super::{Current, OPENING, Reader, starts_in};
use crate::lexicon::{Class, Hit};
use crate::mention::DateKind;
use crate::outline::Sentence;
use crate::reading::TextRange;

impl Reader<'_> {
    /// Whether a sentence goes on with what the one before dated.
    pub(super) fn carries(&self, sentence: &Sentence, current: Current) -> bool {
        // 其中 opens the parts of what was told.
        let part = self.mentions.hits.starting(Class::PlaceLead, sentence.range.start);
        if part.is_some_and(|hit| hit.code == "part") && self.mentions.dates_in(sentence.range).is_empty() {
            return current.kind != Some(DateKind::Vague);
        }
        match current.kind {
            Some(DateKind::Story) => current.age < 6 && !self.is_general(sentence.range),
            Some(DateKind::Reading) => {
                let dated = current.period.is_some()
                    && current.period.and_then(|period| period.to()) != self.published;
                current.age < 2
                    && dated
                    && !self.told_nothing(sentence)
                    && !self.is_general(sentence.range)
                    && (!self.has_new_subject(sentence.range) || self.has_come_to(sentence.range))
            }
            Some(DateKind::Stretch) => {
                (current.age < 1 || current.period.is_some() && self.goes_on_with_parts(sentence))
                    && !self.is_sharing(sentence.range)
                    && !self.is_general(sentence.range)
                    && (!self.turns_away(sentence.range) || self.adds(sentence.range))
                    && !self.was_listed(sentence)
            }
            _ => false,
        }
    }

    /// 全县已有18个村: counted up to the same day.
    fn has_come_to(&self, sentence: TextRange) -> bool {
        let figure = self.mentions.figures_in(sentence).first();
        figure.is_some_and(|figure| {
            let before = TextRange::new(sentence.start, figure.range.start);
            self.times(before).last().is_some_and(|hit| {
                matches!(hit.code, "running") && self.outline.reading.slice(hit.range).starts_with('已')
            }) && self.mentions.places_in(before).is_empty()
        })
    }

    /// The sentence before, in the same block.
    fn sentence_before(&self, sentence: &Sentence) -> Option<&Sentence> {
        let before = self.outline.sentence_at(sentence.range.start).and_then(|at| at.checked_sub(1))?;
        self.outline.sentence(before).filter(|before| before.block == sentence.block)
    }

    /// 社会各界另捐款…: one more of what was told.
    fn adds(&self, sentence: TextRange) -> bool {
        /// Bytes up to the word that says so.
        const ADDS: u32 = 24;
        let opening = TextRange::new(sentence.start, (sentence.start + ADDS).min(sentence.end));
        let mut further = self.outline.reading.slice(opening).split('另').skip(1);
        // 枫木镇另有三个村: others.
        further.next().is_some_and(|rest| !rest.starts_with('有'))
    }

    /// Whether the sentence before counted nothing at its date: 2016年底摘了帽。
    fn told_nothing(&self, sentence: &Sentence) -> bool {
        let Some(before) = self.sentence_before(sentence).map(|before| before.range) else { return false };
        let date = self.mentions.dates_in(before).last();
        date.is_some_and(|date| {
            self.mentions.figures_in(TextRange::new(date.range.end, before.end)).is_empty()
        })
    }

    /// Whether the date before is that of a register: 2014年识别贫困户128户。
    fn was_listed(&self, sentence: &Sentence) -> bool {
        let Some(before) = self.sentence_before(sentence).map(|before| before.range) else { return false };
        let date = self.mentions.dates_in(before).last();
        let clause = date.and_then(|date| self.outline.clauses_over(date.range).first());
        clause.is_some_and(|clause| self.times(clause.range).iter().any(|hit| hit.code == "listed"))
    }

    /// 其中,玉米3100公顷。大豆42公顷: the sentence behind the first part tells the next, of the same unit.
    fn goes_on_with_parts(&self, sentence: &Sentence) -> bool {
        let Some(before) = self.sentence_before(sentence) else { return false };
        let opens = self.mentions.hits.starting(Class::PlaceLead, before.range.start);
        let (whole, part) =
            (self.mentions.figures_in(before.range).last(), self.mentions.figures_in(sentence.range).first());
        opens.is_some_and(|hit| hit.code == "part")
            && self.mentions.dates_in(sentence.range).is_empty()
            && whole
                .zip(part)
                .is_some_and(|(whole, part)| whole.unit == part.unit && part.unit != Unit::Percent)
    }

    /// 每年, 一亩, 将: what is so in general or will be.
    pub(super) fn is_general(&self, range: TextRange) -> bool {
        self.times(range).iter().any(|hit| matches!(hit.code, "generic" | "plan_word" | "rate"))
    }

    pub(super) fn times(&self, range: TextRange) -> &[Hit<'_>] {
        self.mentions.hits.within(Class::Time, range)
    }

    /// Whether a sentence opens with a place, an organisation, 全县 or an enumeration mark.
    pub(super) fn has_new_subject(&self, range: TextRange) -> bool {
        let opening = TextRange::new(range.start, (range.start + OPENING).min(range.end));
        let area = self.mentions.hits.of(Class::Area);
        let first = area.partition_point(|hit| hit.range.start < opening.start);
        area.get(first).is_some_and(|hit| hit.range.start < opening.end && hit.code != "none")
            || self.turns_away(range)
            || self.opens_with_party(opening)
    }

    /// Whether a sentence opens with another place, organisation or office; 全县, 农户 and 贫困户 may still be those spoken of.
    pub(super) fn turns_away(&self, range: TextRange) -> bool {
        let opening = TextRange::new(range.start, (range.start + OPENING).min(range.end));
        let parties = self.mentions.hits.of(Class::Party);
        let party = parties.get(parties.partition_point(|hit| hit.range.start < opening.start));
        let firm = |code| !matches!(code, "household" | "industry" | "other" | "platform" | "village");
        party.is_some_and(|hit| hit.range.start < opening.end && firm(hit.code))
            || self.opens_with_body(opening)
            || starts_in(&self.mentions.places, opening, |m| m.range)
            || starts_in(&self.mentions.organisations, opening, |m| m.range)
    }

    /// 公司, 合作社, 贫困户; not 产业.
    pub(super) fn opens_with_party(&self, opening: TextRange) -> bool {
        let hits = self.mentions.hits.of(Class::Party);
        let at = hits.partition_point(|hit| hit.range.start < opening.start);
        let acts = |code| !matches!(code, "industry" | "other" | "platform" | "village");
        hits.get(at).is_some_and(|hit| hit.range.start < opening.end && acts(hit.code))
    }

    /// 县财政, 县政府.
    pub(super) fn opens_with_body(&self, opening: TextRange) -> bool {
        let hits = self.mentions.hits.of(Class::Institution);
        let at = hits.partition_point(|hit| hit.range.start < opening.start);
        hits.get(at).is_some_and(|hit| hit.range.start < opening.end && hit.code == "body")
    }
}
