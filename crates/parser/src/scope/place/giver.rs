//! Whether what a county gives in the account of a village stays with the village.

use lianjie_core::{Decimal, PlaceLevel, Unit};

use super::extent::counts_villages;
use super::{Governing, Reader, is_name};
use crate::lexicon::{Class, Hit};
use crate::mention::{PlaceIndex, PlaceMention};
use crate::outline::{Clause, Sentence};
use crate::reading::TextRange;

impl Reader<'_> {
    /// Whether what the county gives in a paragraph is for the village that it names: the account is not the county's,
    /// nor is it the pool behind its banks' loans, nor are there several villages (镇里另外四个村).
    pub(super) fn stays_with(&self, giver: PlaceIndex, clause: &Clause, base: Governing) -> bool {
        let funds = self.mentions.hits.within(Class::Fund, clause.range);
        let pool = funds.iter().any(|hit| matches!(hit.code, "risk_compensation" | "guarantee_fund"));
        let several = self.mentions.figures_in(clause.range).iter().any(counts_villages);
        !pool && !several && ((self.paragraph.settled && base != Some(giver)) || self.provides(giver, clause))
    }

    /// A sum is of the place where it is put in: 县里安排450万元在乙村建大棚; 公司掏出2600万元,在乙镇盖起厂房; 捐了200万元,给乙村建起
    /// 食堂.
    pub(super) fn put_in(&mut self, place: &PlaceMention, (sentence, clause): (&Sentence, &Clause)) {
        let Some(lead) = self.lead_before(place.range.start) else { return };
        let lead = lead.range.start;
        let rest = self.outline.reading.between(place.range.end, clause.range.end);
        let builds = rest.contains(['建', '盖', '修', '办', '种', '栽', '铺']);
        let before = if lead == clause.range.start {
            let clauses = self.outline.clauses_over(TextRange::new(sentence.range.start, lead));
            clauses.last().map(|before| before.range)
        } else {
            Some(TextRange::new(clause.range.start, lead))
        };
        let Some(before) = before.filter(|_| builds) else { return };
        let sum = self.mentions.figures_in(before).last().filter(|sum| {
            let behind = self.outline.reading.between(sum.range.end, lead);
            sum.unit == Unit::Yuan && sum.per.is_empty() && matches!(behind, "" | ",")
        });
        let Some(sum) = sum else { return };
        let told = TextRange::new(before.start, sum.range.start);
        let spent = |hit: &Hit<'_>| {
            matches!(
                hit.code,
                "allot" | "donate" | "invest" | "outlay" | "pay" | "raise" | "spend" | "stake" | "use"
            )
        };
        let spent = self.mentions.hits.within(Class::FundVerb, told).iter().any(spent)
            || !self.mentions.hits.within(Class::Fund, told).is_empty();
        let other = |other: &PlaceMention| {
            !is_name(self.outline, self.mentions, other.range) && !self.holds(other.index, place.index)
        };
        if spent && !self.mentions.places_in(told).iter().any(other) {
            self.out.only(sum.range, Some(place.index));
        }
    }

    /// Whether what the county pays in the account of a village is for the village: 县里给每户安排4000元. What it builds or
    /// reaches several of (建起仓库6座) is its own.
    fn provides(&self, giver: PlaceIndex, clause: &Clause) -> bool {
        let village = self
            .topic
            .is_some_and(|topic| self.table.level(topic) == PlaceLevel::Village && self.holds(giver, topic));
        let verbs = self.mentions.hits.within(Class::FundVerb, clause.range);
        let pays = verbs.iter().any(|hit| {
            matches!(hit.code, "aid" | "allot" | "give" | "invest" | "pay" | "stake" | "subsidise")
        });
        let sentence = self.outline.sentence_at(clause.range.start).and_then(|at| self.outline.sentence(at));
        let sentence = sentence.map_or(clause.range, |sentence| sentence.range);
        let wide = |unit| {
            matches!(
                unit,
                Unit::Village
                    | Unit::Township
                    | Unit::Base
                    | Unit::Park
                    | Unit::Project
                    | Unit::Enterprise
                    | Unit::Cooperative
                    | Unit::Station
                    | Unit::Workshop
                    | Unit::Count
            )
        };
        let figures = self.mentions.figures_in(sentence);
        let several = || {
            figures
                .iter()
                .any(|figure| wide(figure.unit) && figure.value.is_some_and(|value| value > Decimal::ONE))
        };
        // 县里用…给村里建起, 县里在乙村建成: the sentence itself comes back to the village.
        let back = || {
            let said = self.outline.reading.slice(clause.range).rfind('”').map_or(0, crate::reading::offset);
            let rest = TextRange::new(clause.range.start + said, sentence.end);
            let areas = self.mentions.hits.within(Class::Area, rest);
            areas.iter().any(|hit| hit.code == "in" && hit.attr == "village")
                || self.mentions.places_in(rest).iter().any(|m| Some(m.index) == self.topic)
        };
        village && (pays || back()) && !several()
    }
}
