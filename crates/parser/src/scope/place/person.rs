//! People told of without their given names (王某, 老王): what is told of them again is told of where they live.

use lianjie_core::PlaceLevel;

use super::{Governing, Reader};
use crate::lexicon::Class;
use crate::outline::{Clause, Sentence};
use crate::reading::{TextRange, offset};

/// What stands for a given name.
pub(super) const SOMEONE: &str = "某";

/// Bytes between someone's village and the name: 大湾村|脱贫户|王某.
const HOME: u32 = 45;

impl Reader<'_> {
    /// Remembers the homes of those that the clause names first, and goes to the home of one named again, when the account
    /// has gone on to what holds it.
    pub(super) fn people(&mut self, sentence: &Sentence, clause: &Clause, base: Governing) {
        for (start, family) in self.named_people(clause) {
            self.person = Some(family);
            match self.homes.iter().find(|(known, _)| *known == family) {
                None => {
                    let from = start.saturating_sub(HOME).max(sentence.range.start);
                    let named = self.mentions.places_in(TextRange::new(from, start)).last();
                    let home = named
                        .map(|mention| mention.index)
                        .filter(|&home| self.table.level(home) >= PlaceLevel::Township);
                    self.homes.push((family, home));
                }
                Some(&(_, home)) => {
                    let rest = TextRange::new(start, clause.range.end);
                    let now = self.adjunct.or(self.topic).or(base);
                    let around = |home| now.is_some_and(|now| now != home && self.holds(now, home));
                    let here = home.filter(|&home| around(home) && self.mentions.places_in(rest).is_empty());
                    if here.is_some() {
                        self.adjunct = here;
                        // What someone reckons up goes on behind a semicolon.
                        self.marks.firm = true;
                        self.out.set(start, here);
                    }
                }
            }
        }
    }
}

impl Reader<'_> {
    /// Where the clause names somebody, and the family name: 王某, 老王.
    fn named_people(&self, clause: &Clause) -> Vec<(u32, char)> {
        let reading = &self.outline.reading;
        let text = reading.slice(clause.range);
        let mut found = Vec::new();
        let told = self.someone.is_some_and(|first| first < clause.range.end);
        let searched = if told { text } else { "" };
        for (at, _) in searched.match_indices(SOMEONE) {
            let some = clause.range.start + offset(at);
            let next = reading.char_at(some + offset(SOMEONE.len()));
            let family =
                reading.char_before(some).filter(|ch| ch.is_alphabetic() && !SOMEONE.starts_with(*ch));
            if let Some(family) = family.filter(|_| !next.is_some_and(is_of_a_thing)) {
                found.push((some - offset(family.len_utf8()), family));
            }
        }
        let holders = self.mentions.hits.within(Class::MeasureHolder, clause.range);
        if !holders.is_empty() && text.contains('老') {
            for hit in holders {
                let mut name = reading.slice(hit.range).chars();
                let (old, family, end) = (name.next(), name.next(), name.next());
                let named = old == Some('老') && end.is_none() && hit.code == "family";
                found.extend(
                    family.filter(|c| named && !matches!(c, '人' | '汉')).map(|c| (hit.range.start, c)),
                );
            }
        }
        // 向老汉, 谭大嫂.
        for hit in holders {
            let kin = reading.slice(hit.range).starts_with(['大', '老', '阿']) && hit.code == "family";
            let family = reading.char_before(hit.range.start).filter(|c| kin && c.is_alphabetic());
            if let Some(family) =
                family.filter(|c| !matches!(c, '的' | '位' | '个' | '名' | '老' | '村' | '户'))
            {
                found.push((hit.range.start - offset(family.len_utf8()), family));
            }
        }
        found
    }
}

/// Whether 某 stands for the name of a place, an office or a firm (某县, 某公司), or for some (某些).
const fn is_of_a_thing(next: char) -> bool {
    matches!(
        next,
        '县' | '村'
            | '镇'
            | '乡'
            | '市'
            | '区'
            | '省'
            | '州'
            | '部'
            | '局'
            | '厅'
            | '单'
            | '公'
            | '企'
            | '厂'
            | '合'
            | '社'
            | '集'
            | '大'
            | '些'
            | '个'
            | '种'
            | '地'
            | '银'
            | '协'
    )
}
