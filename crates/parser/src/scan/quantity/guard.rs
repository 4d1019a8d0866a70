//! Whether a number with a unit counts anything: takes a number and what was read beside it, gives false for set
//! phrases, ordinals, slogans, names and articles.

use lianjie_core::{Bound, Decimal, Unit};

use super::{Scanner, is_measure};
use crate::lexicon::Class;
use crate::reading::{TextRange, size};
use crate::scan::approximator::Touch;
use crate::scan::numeral::{Numeral, NumeralKind, starts_numeral};
use crate::scan::token;
use crate::scan::unit::Counted;

impl Scanner<'_> {
    /// Whether a number with a unit is still no quantity.
    pub(super) fn refuses(&self, numeral: &Numeral, touch: Touch, counted: &Counted) -> bool {
        let text = self.text();
        let start = size(numeral.range.start);
        let before = token::char_before(text, start);
        let next = token::char_at(text, counted.end);
        let chinese = matches!(numeral.kind, NumeralKind::Chinese | NumeralKind::Scale);
        if numeral.kind == NumeralKind::Scale {
            let hedged = touch.bound.is_some() || numeral.hedge.is_some() || counted.bound.is_some();
            let large_measure = matches!(
                counted.unit,
                Unit::Mu
                    | Unit::Jin
                    | Unit::Kg
                    | Unit::Tonne
                    | Unit::Animal
                    | Unit::Plant
                    | Unit::Km
                    | Unit::SqM
            );
            let sum = counted.unit == Unit::Yuan
                && numeral.quantum >= Decimal::from(1000)
                && numeral.range.len() > 3;
            // 每百斤 is what a price is for.
            let each = before == Some('每') && !hedged;
            if each || !hedged && !large_measure && !sum {
                return true;
            }
        }
        // “四个村庄”, “十条”: a name in quotation marks.
        if chinese && matches!(before, Some('“' | '‘' | '"')) {
            let individual = counted.classifier.is_some_and(|c| self.slice(c).starts_with('个'))
                || counted.classifier.is_none() && !is_measure(counted.unit);
            if individual
                || matches!(next, Some('”' | '’' | '"')) && counted.noun.is_none_or(|noun| noun.len() <= 3)
            {
                return true;
            }
        }
        // 四个不摘: a slogan goes on where a counted noun would; 十来个 and 三十几名 count.
        if chinese
            && counted.by_default
            && counted.bound.is_none()
            && numeral.hedge.is_none()
            && counted.classifier.is_some_and(|c| self.slice(c).starts_with(['个', '位', '名']))
            && next.is_some_and(|c| token::is_han(c) && !matches!(c, '的' | '了'))
            && self.who_they_are(counted.end).is_none()
        {
            return true;
        }
        let single =
            numeral.kind == NumeralKind::Chinese && numeral.range.len() == 3 && numeral.upper.is_none();
        let counter = counted.classifier.or(counted.noun).map_or("", |c| self.slice(c));
        let word = self.slice(numeral.range);
        if single && !counted.bound.is_some_and(|_| true) {
            // 二次, 三期 are ordinals; 两次 counts, and so does what a verb has done: 办了三期.
            if word == "二" && matches!(counter, "次" | "期" | "批" | "轮" | "类" | "重") {
                return true;
            }
            if counter == "期" && !matches!(word, "两") && !matches!(before, Some('了' | '分' | '共' | '办'))
            {
                return numeral.value <= Decimal::from(6);
            }
            // 二本 and 三本 are classes of colleges.
            if counter == "本" && matches!(word, "一" | "二" | "三") {
                return true;
            }
            // 突破一批 names an open number.
            if word == "一" && matches!(counter, "批" | "期" | "轮" | "次") {
                return true;
            }
        }
        // 十一届三次全会; the twentieth congress.
        if chinese && (before == Some('届') || counter == "大" && numeral.value >= Decimal::from(16)) {
            return true;
        }
        // 居全国前5位 is a rank.
        if before == Some('前') && matches!(counter, "位" | "名") {
            return true;
        }
        // A heading 三重保障—医疗救助 numbers what it opens.
        if single
            && counter.starts_with('重')
            && matches!(before, None | Some('\n'))
            && matches!(next, Some('—' | '-'))
        {
            return true;
        }
        // 15分钟生活圈, 1小时经济圈 name a circle.
        if counted.unit == Unit::Hour || counter.ends_with('钟') {
            let rest = self.text().get(size(counted.end)..).unwrap_or("");
            if rest.chars().take(8).take_while(|c| token::is_han(*c)).any(|c| c == '圈') {
                return true;
            }
        }
        // 前五个月 is a part of the year.
        if counted.unit == Unit::Month && before == Some('前') {
            return true;
        }
        // 这两年, 那三天 point at a time.
        if chinese
            && matches!(counted.unit, Unit::Year | Unit::Month | Unit::Day)
            && matches!(before, Some('这' | '那'))
        {
            return true;
        }
        // 三家村, 七台河市, 五里坪镇: the place's own name goes on.
        if numeral.kind == NumeralKind::Chinese && numeral.value <= Decimal::TEN && numeral.hedge.is_none() {
            let unit = counted.classifier.or(counted.noun);
            let named = counted.noun.is_some_and(|noun| noun.len() > 3);
            let exempt = counted.classifier.is_some() && !counted.by_default && named
                || unit.is_some_and(|c| {
                    self.slice(c).starts_with(['个', '大', '项', '种', '名', '级', '层', '条'])
                        || matches!(counted.unit, Unit::Year | Unit::Percent | Unit::Mu | Unit::Person)
                });
            if !exempt && unit.is_some_and(|c| self.names_a_place(c.end)) {
                return true;
            }
        }
        // 一城十镇百村: a pattern of numbers and single nouns, unless the one before counts too (两县三镇).
        if chinese && counted.classifier.is_none() && !is_measure(counted.unit) && counter != "口" {
            let mut back = self.text().get(..start).unwrap_or("").chars().rev();
            let (noun, number) = (back.next(), back.next());
            let pattern = noun.is_some_and(token::is_han) && number.is_some_and(starts_numeral);
            let counts = self.found.last().is_some_and(|last| last.range.end == numeral.range.start);
            if pattern && !counts {
                return true;
            }
        }
        // Consecutive number words in a list are ordinals: 一、二类村.
        if numeral.kind == NumeralKind::Chinese
            && let Some((last, _)) = self.pending.last()
            && last.kind == NumeralKind::Chinese
            && last.value + Decimal::ONE == numeral.value
        {
            return true;
        }
        false
    }

    /// Whether a name ending of a place stands within two characters.
    pub(super) fn names_a_place(&self, at: u32) -> bool {
        let rest = self.text().get(size(at)..).unwrap_or("");
        rest.chars().take(2).take_while(|c| token::is_han(*c) && !starts_numeral(*c)).any(|c| {
            matches!(
                c,
                '村' | '镇'
                    | '乡'
                    | '县'
                    | '市'
                    | '寨'
                    | '沟'
                    | '坪'
                    | '河'
                    | '屯'
                    | '庄'
                    | '湾'
                    | '店'
                    | '山'
            )
        })
    }

    /// Whether the word 一 counts rather than being an article.
    pub(super) fn one_counts(&self, numeral: &Numeral, touch: Touch, counted: &Counted, floor: u32) -> bool {
        if matches!(counted.unit, Unit::Percent | Unit::Times | Unit::PercentagePoint)
            || touch.bound.is_some()
        {
            return true;
        }
        let before = token::char_before(self.text(), size(numeral.range.start));
        if matches!(before, Some('每' | '各' | '某' | '这' | '那' | '同' | '另')) {
            return false;
        }
        let clause = TextRange::new(floor, numeral.range.start);
        if self.cue_in(clause).is_some() {
            return true;
        }
        if self.goes_on_counting(numeral, counted) {
            return true;
        }
        let time = matches!(counted.unit, Unit::Year | Unit::Month | Unit::Day);
        if time {
            let after = token::char_at(self.text(), counted.end);
            return counted.bound.is_some_and(|bound| bound != Bound::AtMost || counted.unit != Unit::Year)
                || matches!(before, Some('期' | '限' | '满'))
                || after == Some('期');
        }
        let measure = is_measure(counted.unit);
        let whole = TextRange::new(self.floor_of_clause(numeral.range.start), numeral.range.start);
        let each = self.hits.within(Class::Per, whole).iter().any(|hit| hit.code == "each");
        let counts = counted.classifier.is_some()
            || matches!(counted.unit, Unit::Household | Unit::Person | Unit::Count);
        // 每卖一公斤返一毛
        let coin = counted.unit == Unit::Yuan && counted.factor < Decimal::ONE;
        each && (counts && !measure || coin)
    }

    /// 办公楼1栋,肥料厂一座,水池一个: a noun with its one, behind another that was counted so.
    fn goes_on_counting(&self, numeral: &Numeral, counted: &Counted) -> bool {
        let text = self.text();
        let Some(last) = self.found.last().filter(|last| last.unit != Unit::Yuan) else { return false };
        let between = text.get(size(last.range.end)..size(numeral.range.start)).unwrap_or_default();
        let noun = between.strip_prefix([',', '、', ';']).unwrap_or_default();
        let closes = token::char_at(text, counted.end).is_none_or(|c| !token::is_han(c));
        counted.classifier.is_some_and(|word| word.end == counted.end)
            && closes
            && noun.chars().count() >= 2
            && noun.chars().all(token::is_han)
    }
}

/// Whether an article with its unit says what the next amount is for: 一亩, 一年; but not 第一年, 最多的一户.
pub(super) fn article_reckons(numeral: &Numeral, text: &str) -> bool {
    !matches!(
        token::char_before(text, size(numeral.range.start)),
        Some('第' | '头' | '另' | '前' | '后' | '的' | '某' | '同' | '这' | '那')
    )
}
