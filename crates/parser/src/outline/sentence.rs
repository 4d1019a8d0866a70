//! Takes the text of a block and gives its sentences, their clauses, and the enumeration marks inside it.

use std::ops::Range;

use super::line::is_blank;
use super::mark::{Mark, MarkKind, inline_mark};

/// A quotation or bracket up to so many bytes is a part of its sentence, even with full stops inside.
const SHORT_QUOTE: usize = 90;
/// Up to so many bytes, commas inside it part no clauses, either.
const TIGHT_QUOTE: usize = 60;
const TIGHT_BRACKET: usize = 36;

/// A sentence of a block; ranges are bytes of the block's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) range: Range<usize>,
    pub(super) clauses: Vec<Range<usize>>,
    /// The mark inside the line that opens the sentence.
    pub(super) mark: Option<Mark>,
}

/// Cuts a block. `opened` is the mark that opens its line.
pub(super) fn cut(text: &str, opened: Option<Mark>) -> Vec<Cut> {
    let mut cutter = Cutter {
        text,
        pairs: pairs(text),
        next_pair: 0,
        whole_until: 0,
        tight_until: 0,
        last: [0; MarkKind::COUNT],
        second: [None; MarkKind::COUNT],
        cuts: Vec::new(),
        current: Cut { range: 0..0, clauses: Vec::new(), mark: None },
        clause: 0,
    };
    if let Some(mark) = opened {
        cutter.remember(mark);
    }
    cutter.run(opened.map_or(0, |mark| mark.bytes));
    cutter.cuts
}

struct Cutter<'a> {
    text: &'a str,
    /// Quotations and brackets with their ends, in the order of their beginnings.
    pairs: Vec<(usize, usize)>,
    next_pair: usize,
    whole_until: usize,
    tight_until: usize,
    /// The last number seen of each kind of mark.
    last: [u32; MarkKind::COUNT],
    /// Whether the block holds a second mark of the kind.
    second: [Option<bool>; MarkKind::COUNT],
    cuts: Vec<Cut>,
    current: Cut,
    clause: usize,
}

impl Cutter<'_> {
    fn run(&mut self, body: usize) {
        let mut before = '\n';
        let mut chars = self.text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            self.enter_pair(at, c);
            if at > body && (may_precede_mark(before) || c == '一' && self.is_bare_first(at)) {
                self.try_mark(at);
            }
            let end = at + c.len_utf8();
            match c {
                '。' | '!' | '?' if at >= self.whole_until => {
                    self.end_clause(at);
                    let mut end = end;
                    while let Some(&(next_at, next)) = chars.peek() {
                        if !matches!(next, '。' | '!' | '?' | '”' | '’' | ')' | '》' | '】') {
                            break;
                        }
                        end = next_at + next.len_utf8();
                        chars.next();
                    }
                    self.clause = end;
                    self.end_sentence(end);
                    before = '。';
                    continue;
                }
                ',' | ';' | ':' | '。' | '!' | '?'
                    if at >= self.tight_until && !self.joins_digits(at, c, before) =>
                {
                    self.end_clause(at);
                    self.clause = end;
                }
                _ => {}
            }
            before = c;
        }
        self.end_clause(self.text.len());
        self.end_sentence(self.text.len());
    }

    fn enter_pair(&mut self, at: usize, c: char) {
        if !matches!(c, '“' | '‘' | '(' | '《') {
            return;
        }
        while let Some(&(open, close)) = self.pairs.get(self.next_pair) {
            if open > at {
                break;
            }
            self.next_pair += 1;
            if open == at && close > at {
                if close - open <= SHORT_QUOTE {
                    self.whole_until = self.whole_until.max(close);
                }
                let tight = if c == '(' { TIGHT_BRACKET } else { TIGHT_QUOTE };
                if close - open <= tight {
                    self.tight_until = self.tight_until.max(close);
                }
            }
        }
    }

    /// `1,234` and `1:2:7` are one number.
    fn joins_digits(&self, at: usize, c: char, before: char) -> bool {
        if !before.is_ascii_digit() {
            return false;
        }
        let after = self.text.get(at + 1..).unwrap_or_default();
        let digits = after.bytes().take(4).take_while(u8::is_ascii_digit).count();
        match c {
            ',' => digits == 3,
            ':' => digits > 0,
            _ => false,
        }
    }

    fn try_mark(&mut self, at: usize) {
        let rest = self.text.get(at..).unwrap_or_default();
        if let Some(mark) = inline_mark(rest)
            && self.in_sequence(mark, rest)
        {
            self.remember(mark);
            self.end_clause(at);
            self.end_sentence(at);
            self.clause = at + mark.bytes;
            self.current.mark = Some(mark);
        }
    }

    /// The first of a list whose punctuation was lost, as its second shows: `跟进不力一是…。二是…`.
    fn is_bare_first(&mut self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        let is_first = inline_mark(rest).is_some_and(|mark| mark.kind == MarkKind::Being && mark.number == 1);
        is_first && at >= self.whole_until && self.block_has_second(MarkKind::Being, rest)
    }

    fn block_has_second(&mut self, kind: MarkKind, rest: &str) -> bool {
        // Found once for the block: what is far behind the first mark of the kind may be another list's, but a block
        // that has a second mark is a block that enumerates.
        let slot = usize::from(kind.rank());
        let known = self.second.get(slot).copied().flatten();
        let has = known.unwrap_or_else(|| has_second(rest, kind));
        if let Some(slot) = self.second.get_mut(slot) {
            *slot = Some(has);
        }
        has
    }

    fn in_sequence(&mut self, mark: Mark, rest: &str) -> bool {
        let slot = usize::from(mark.kind.rank());
        if self.last.get(slot).is_some_and(|&last| last > 0 && mark.number == last + 1) {
            return true;
        }
        if mark.number != 1 {
            return false;
        }
        if !mark.kind.needs_second() {
            return true;
        }
        self.block_has_second(mark.kind, rest)
    }

    fn remember(&mut self, mark: Mark) {
        if let Some(last) = self.last.get_mut(usize::from(mark.kind.rank())) {
            *last = mark.number;
        }
    }

    fn end_clause(&mut self, end: usize) {
        let raw = self.text.get(self.clause..end).unwrap_or_default();
        let body = raw.trim_start_matches(is_blank);
        let start = end - body.len().min(end);
        let body = body.trim_end_matches(is_blank);
        if !body.is_empty() {
            self.current.clauses.push(start..start + body.len());
        }
        self.clause = end;
    }

    fn end_sentence(&mut self, end: usize) {
        let start = self.current.range.start;
        let raw = self.text.get(start..end).unwrap_or_default();
        let body = raw.trim_start_matches(is_blank);
        let from = end - body.len();
        let body = body.trim_end_matches(is_blank);
        let empty = Cut { range: end..end, clauses: Vec::new(), mark: None };
        let mut done = std::mem::replace(&mut self.current, empty);
        if body.is_empty() {
            self.current.mark = done.mark;
        } else {
            done.range = from..from + body.len();
            self.cuts.push(done);
        }
    }
}

fn may_precede_mark(c: char) -> bool {
    matches!(c, '。' | ';' | ':' | ',' | '!' | '?' | ')' | '”' | '、' | ' ' | '-' | '\t')
}

fn has_second(text: &str, kind: MarkKind) -> bool {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if may_precede_mark(before)
            && text.get(at..).and_then(inline_mark).is_some_and(|mark| mark.kind == kind && mark.number == 2)
        {
            return true;
        }
        before = c;
    }
    false
}

/// Matching quotations and brackets by their first bytes, in order of beginning; one that never closes has end 0.
fn pairs(text: &str) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '“' | '‘' | '(' | '《' => {
                open.push((c, pairs.len()));
                pairs.push((at, 0));
            }
            '”' | '’' | ')' | '》' => {
                let opener = match c {
                    '”' => '“',
                    '’' => '‘',
                    ')' => '(',
                    _ => '《',
                };
                // A closer without its opener closes nothing; one whose opener is a little deeper closes what never closed.
                let reach = open.len().saturating_sub(4);
                let found = open.iter().skip(reach).rposition(|&(c, _)| c == opener).map(|at| at + reach);
                if let Some(depth) = found {
                    if let Some(pair) = open.get(depth).and_then(|&(_, index)| pairs.get_mut(index)) {
                        pair.1 = at;
                    }
                    open.truncate(depth);
                }
            }
            _ => {}
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::mark::line_mark;

    #[track_caller]
    fn sentences(text: &str, expected: &[&str]) {
        let cuts = cut(text, line_mark(text));
        let found: Vec<&str> = cuts.iter().filter_map(|cut| text.get(cut.range.clone())).collect();
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn clauses(text: &str, expected: &[&str]) {
        let found: Vec<&str> = cut(text, line_mark(text))
            .iter()
            .flat_map(|cut| cut.clauses.clone())
            .filter_map(|range| text.get(range))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn ends_sentences() {
        sentences(
            "全县脱贫。户均增收800元!怎么办?再说",
            &["全县脱贫。", "户均增收800元!", "怎么办?", "再说"],
        );
    }

    #[test]
    fn a_short_quotation_is_part_of_its_sentence() {
        sentences("“账算明白了。心里踏实。”他说,“好!”又笑。", &["“账算明白了。心里踏实。”他说,“好!”又笑。"]);
        let long = "“头一年只敢种两亩，心里没有底。第二年跟着合作社种了八亩，卖了四万多元钱，还清了贷款。日子越过越有奔头了。”";
        let text = crate::fold::fold(&format!("{long}老汉说。"));
        let cuts = cut(&text, None);
        assert_eq!(cuts.len(), 4);
        assert_eq!(text.get(cuts[3].range.clone()), Some("老汉说。"));
    }

    #[test]
    fn parts_clauses() {
        clauses(
            "投入1,200万元,按1:2:7分担;其中:贫困户40户",
            &["投入1,200万元", "按1:2:7分担", "其中", "贫困户40户"],
        );
        clauses("推行“资源变股权,资金变股金”模式,成效好。", &["推行“资源变股权,资金变股金”模式", "成效好"]);
        clauses("(一)扩规模,强基础。", &["(一)扩规模", "强基础"]);
    }

    #[test]
    fn marks_inside_a_line_open_sentences() {
        sentences(
            "采取三条措施:一是贷款;二是入股,分红;三是务工。",
            &["采取三条措施:", "一是贷款;", "二是入股,分红;", "三是务工。"],
        );
        sentences(
            "机制创新。(一)公司带户。甲。(二)合作社带户。",
            &["机制创新。", "(一)公司带户。", "甲。", "(二)合作社带户。"],
        );
        sentences("备注:1.收益归村。2.每亩600元。", &["备注:", "1.收益归村。", "2.每亩600元。"]);
        // No sequence, no list.
        sentences("人均(1)元,其次三是不行。", &["人均(1)元,其次三是不行。"]);
        sentences("第二,三是说,第一,他说。", &["第二,三是说,第一,他说。"]);
    }

    #[test]
    fn long_input_is_cut_in_linear_time() {
        let text = "“".repeat(200_000) + &"(1),".repeat(100_000) + &"”".repeat(200_000);
        assert!(!cut(&text, None).is_empty());
    }
}
