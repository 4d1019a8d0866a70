//! Takes the text of a block and gives its sentences, their clauses, and the enumeration marks inside it.

use std::ops::Range;

use super::line::{ideographs, is_blank, signs};
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
    /// Which of the block's clauses are its own.
    pub(super) clauses: Range<usize>,
    /// The mark inside the line that opens the sentence.
    pub(super) mark: Option<Mark>,
}

/// The sentences and clauses of one block after the other; room is kept for the next.
#[derive(Default)]
pub(super) struct Cuts {
    pub(super) sentences: Vec<Cut>,
    pub(super) clauses: Vec<Range<usize>>,
    pairs: Vec<(usize, usize)>,
    open: Vec<(char, usize)>,
}

impl Cuts {
    /// Cuts a block. `opened` is the mark that opens its line.
    pub(super) fn cut(&mut self, text: &str, opened: Option<Mark>) {
        self.sentences.clear();
        self.clauses.clear();
        self.pair(text);
        let mut cutter = Cutter {
            text,
            cuts: self,
            next_pair: 0,
            whole_until: 0,
            tight_until: 0,
            last: [0; MarkKind::COUNT],
            second: [None; MarkKind::COUNT],
            sentence: 0,
            mark: None,
            clause: 0,
            first_clause: 0,
        };
        if let Some(mark) = opened {
            cutter.remember(mark);
        }
        cutter.run(opened.map_or(0, |mark| mark.bytes));
    }
}

struct Cutter<'a> {
    text: &'a str,
    cuts: &'a mut Cuts,
    next_pair: usize,
    whole_until: usize,
    tight_until: usize,
    /// The last number seen of each kind of mark.
    last: [u32; MarkKind::COUNT],
    /// Whether the block holds a second mark of the kind.
    second: [Option<bool>; MarkKind::COUNT],
    /// Where the sentence at hand begins, and the mark that opened it.
    sentence: usize,
    mark: Option<Mark>,
    /// Where the clause at hand begins.
    clause: usize,
    first_clause: usize,
}

impl Cutter<'_> {
    fn run(&mut self, body: usize) {
        let (mut before, mut gate, mut at) = ('\n', false, 0);
        while let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) {
            let may_open = at > body && (gate || c == '一' && self.is_bare_first(at));
            let end = at + c.len_utf8();
            if c >= '\u{3400}' && !may_open {
                (before, gate) = (c, false);
                at = end + self.inside_word(end);
                continue;
            }
            self.enter_pair(at, c);
            if may_open {
                self.try_mark(at);
            }
            let mut next = end;
            (before, gate) = match c {
                '。' | '!' | '?' if at >= self.whole_until => {
                    self.end_clause(at);
                    let rest = self.text.get(end..).unwrap_or_default();
                    let after = rest.trim_start_matches(['。', '!', '?', '”', '’', ')', '》', '】']);
                    next = self.text.len() - after.len();
                    self.clause = next;
                    self.end_sentence(next);
                    ('。', true)
                }
                ',' | ';' | ':' | '。' | '!' | '?'
                    if at >= self.tight_until && !self.joins_digits(at, c, before) =>
                {
                    self.end_clause(at);
                    self.clause = end;
                    (c, true)
                }
                _ => (c, may_precede_mark(c)),
            };
            at = next;
        }
        self.end_clause(self.text.len());
        self.end_sentence(self.text.len());
    }

    /// The bytes of ideographs from here on before which no sentence or list begins: up to 一, which may be a mark.
    fn inside_word(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        ideographs(rest, |character| character != "一".as_bytes())
    }

    fn enter_pair(&mut self, at: usize, c: char) {
        if !matches!(c, '“' | '‘' | '(' | '《') {
            return;
        }
        while let Some(&(open, close)) = self.cuts.pairs.get(self.next_pair) {
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
            self.mark = Some(mark);
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
            self.cuts.clauses.push(start..start + body.len());
        }
        self.clause = end;
    }

    fn end_sentence(&mut self, end: usize) {
        let raw = self.text.get(self.sentence..end).unwrap_or_default();
        let body = raw.trim_start_matches(is_blank);
        let start = end - body.len();
        let body = body.trim_end_matches(is_blank);
        self.sentence = end;
        if !body.is_empty() {
            let clauses = self.first_clause..self.cuts.clauses.len();
            let range = start..start + body.len();
            self.cuts.sentences.push(Cut { range, clauses, mark: self.mark.take() });
        }
        self.first_clause = self.cuts.clauses.len();
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

impl Cuts {
    /// Finds matching quotations and brackets by their first bytes, in order of beginning; one that never closes has
    /// end 0.
    fn pair(&mut self, text: &str) {
        self.pairs.clear();
        self.open.clear();
        for (at, c) in signs(text) {
            match c {
                '“' | '‘' | '(' | '《' => {
                    self.open.push((c, self.pairs.len()));
                    self.pairs.push((at, 0));
                }
                '”' | '’' | ')' | '》' => self.close(at, c),
                _ => {}
            }
        }
    }

    /// A closer without its opener closes nothing; one whose opener is a little deeper closes what never closed.
    fn close(&mut self, at: usize, closer: char) {
        let opener = match closer {
            '”' => '“',
            '’' => '‘',
            ')' => '(',
            _ => '《',
        };
        let reach = self.open.len().saturating_sub(4);
        let found = self.open.iter().skip(reach).rposition(|&(c, _)| c == opener).map(|depth| depth + reach);
        if let Some(depth) = found {
            if let Some(pair) = self.open.get(depth).and_then(|&(_, index)| self.pairs.get_mut(index)) {
                pair.1 = at;
            }
            self.open.truncate(depth);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::mark::line_mark;

    fn cut(text: &str, opened: Option<Mark>) -> Cuts {
        let mut cuts = Cuts::default();
        cuts.cut(text, opened);
        cuts
    }

    #[track_caller]
    fn sentences(text: &str, expected: &[&str]) {
        let cuts = cut(text, line_mark(text)).sentences;
        let found: Vec<&str> = cuts.iter().filter_map(|cut| text.get(cut.range.clone())).collect();
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn clauses(text: &str, expected: &[&str]) {
        let cuts = cut(text, line_mark(text));
        let found: Vec<&str> = cuts.clauses.iter().filter_map(|range| text.get(range.clone())).collect();
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
        let cuts = cut(&text, None).sentences;
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
        assert!(!cut(&text, None).sentences.is_empty());
    }
}
