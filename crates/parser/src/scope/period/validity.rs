//! How long a rule text is in force: what it grants is granted in that time.

use chrono::{Months, NaiveDate};
use lianjie_core::{Period, Unit};

use super::{Reader, is_several_years};
use crate::lexicon::Class;
use crate::mention::DateKind;
use crate::reading::TextRange;

impl Reader<'_> {
    /// The time that a rule's title or its last articles name: 奖补办法(2021—2023年), 自2019年1月1日起执行,暂定三年,
    /// 有效期至2025年12月31日. A rule without an end holds until another is made: no period.
    pub(super) fn validity(&self, title: Option<Period>) -> Option<Period> {
        let heading = self.outline.title_range?;
        let rule = self.mentions.hits.within(Class::FundRule, heading).iter().any(|hit| hit.code == "rule");
        let years = title.filter(|period| rule && is_several_years(*period));
        years.or_else(|| {
            let mut sentences = self.outline.sentences.iter().rev();
            sentences.find_map(|sentence| self.in_force(sentence.range, rule))
        })
    }

    fn in_force(&self, sentence: TextRange, rule: bool) -> Option<Period> {
        let times = self.times(sentence);
        // 协议有效期三年 is of an agreement.
        let own = times.iter().any(|hit| hit.code == "this_rule");
        let term = times.iter().find(|hit| hit.code == "validity")?.range;
        if !(own || rule && term.start < sentence.start + super::OPENING) {
            return None;
        }
        let dates = self.mentions.dates_in(sentence);
        let behind = |at: u32| at >= term.end;
        let named = dates.iter().filter(|date| behind(date.range.start)).filter_map(|date| date.period);
        if let Some(years) = named.clone().find(|period| is_several_years(*period)) {
            return Some(years);
        }
        let onward = dates.iter().find(|date| date.kind == DateKind::Onward);
        let since = onward.and_then(|date| date.period?.from()).or(self.published)?;
        let until = named.filter_map(|period| period.to()).find(|day| *day > since);
        let lasts = || {
            let counted = self.mentions.quantities.get(self.mentions.quantities_in(sentence))?.iter();
            let mut years = counted.filter(|count| behind(count.range.start) && count.unit == Unit::Year);
            after_years(since, years.find_map(|count| u32::try_from(count.value?).ok())?)
        };
        Period::new(Some(since), Some(until.or_else(lasts)?), false).ok()
    }
}

/// The last day of so many years.
fn after_years(since: NaiveDate, years: u32) -> Option<NaiveDate> {
    since.checked_add_months(Months::new(years.checked_mul(12)?))?.pred_opt()
}
