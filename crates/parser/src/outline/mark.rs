//! Takes the start of a line or of a clause and tells which mark of an enumeration stands there.

use crate::digit::chinese_digit;

/// The kinds of marks, from the outermost to the innermost that one usually meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MarkKind {
    /// 第一章, 第二部分.
    Part,
    /// 第一节.
    Division,
    /// 一、
    Chinese,
    /// A heading behind a bullet.
    BulletHeading,
    /// A heading without a mark.
    Heading,
    /// 【主要做法】
    Label,
    /// 第三条.
    Article,
    /// (一)
    BracketedChinese,
    /// 1、 1.
    Arabic,
    /// 2.1
    Decimal,
    /// (1) 1)
    BracketedArabic,
    /// ①
    Circled,
    /// Words that open a paragraph and end in a full stop or a colon, as a heading would.
    RunIn,
    /// 一是, 二要.
    Being,
    /// 第一, 其二.
    Ordinal,
    /// A.
    Letter,
    /// ——
    Dash,
    /// ◆
    Bullet,
    /// The name of a table.
    Table,
}

impl MarkKind {
    /// How many kinds there are.
    pub(super) const COUNT: usize = 20;

    /// Place in the order of kinds.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Part => 1,
            Self::Division => 2,
            Self::Chinese => 3,
            Self::BulletHeading => 4,
            Self::Heading => 5,
            Self::Label => 6,
            Self::Article => 7,
            Self::BracketedChinese => 8,
            Self::Arabic => 9,
            Self::Decimal => 10,
            Self::BracketedArabic => 11,
            Self::Circled => 12,
            Self::RunIn => 13,
            Self::Being => 14,
            Self::Ordinal => 15,
            Self::Letter => 16,
            Self::Dash => 17,
            Self::Bullet => 18,
            Self::Table => 19,
        }
    }

    /// Whether what stands under the mark ends with the paragraph that the mark opens.
    pub(super) fn ends_with_paragraph(self) -> bool {
        matches!(
            self,
            Self::Circled
                | Self::Being
                | Self::Ordinal
                | Self::Letter
                | Self::Dash
                | Self::Bullet
                | Self::BracketedArabic
        )
    }

    /// Whether a lone mark of the kind inside a line proves nothing: a second one must follow it.
    pub(super) fn needs_second(self) -> bool {
        matches!(self, Self::BracketedArabic | Self::Circled | Self::Arabic | Self::Ordinal)
    }
}

/// A mark at the start of some text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) kind: MarkKind,
    /// Its number; 0 where it has none.
    pub(super) number: u32,
    /// Bytes of the mark with the blanks behind it.
    pub(super) bytes: usize,
}

/// What follows a list of numbers that a comma of enumeration only seems to open.
const COUNTED: [char; 10] = ['月', '年', '日', '季', '个', '家', '户', '名', '级', '等'];

/// Divisions of a law or a long report, as they follow 第 and a number.
const PARTS: [(char, MarkKind); 6] = [
    ('章', MarkKind::Part),
    ('编', MarkKind::Part),
    ('篇', MarkKind::Part),
    ('部', MarkKind::Part),
    ('节', MarkKind::Division),
    ('条', MarkKind::Article),
];

/// The mark that opens a line.
pub(super) fn line_mark(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    match first {
        '第' => divided(text).or_else(|| ordinal(text)),
        '(' => bracketed(text),
        '0'..='9' => arabic(text, true),
        '①'..='⑳' => circled(text, first),
        '-' if text.starts_with("--") => unnumbered(text, MarkKind::Dash, "-"),
        '·' | '◆' | '♦' | '■' | '★' | '►' | '➢' | '※' | '◇' | '▲' | '□' => {
            unnumbered(text, MarkKind::Bullet, first.encode_utf8(&mut [0; 4]))
        }
        'A'..='Z' => letter(text, first),
        '其' => ordinal(text),
        _ => chinese(text),
    }
}

/// The mark that opens an item inside a line; only kinds that cannot be mistaken for words.
pub(super) fn inline_mark(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    match first {
        '(' => bracketed(text),
        '0'..='9' => arabic(text, false),
        '①'..='⑳' => circled(text, first),
        '第' | '其' => ordinal(text),
        _ => chinese(text).filter(|mark| mark.kind == MarkKind::Being),
    }
}

fn divided(text: &str) -> Option<Mark> {
    let rest = text.strip_prefix('第')?;
    let (number, rest) = chinese_number(rest).or_else(|| arabic_number(rest))?;
    let (sign, kind) = PARTS.into_iter().find(|(sign, _)| rest.starts_with(*sign))?;
    let rest = rest.strip_prefix(sign)?;
    let rest = if sign == '部' { rest.strip_prefix('分')? } else { rest };
    // An article is quoted in running text, too: as a mark it has distance after it or ends the line.
    (rest.is_empty() || rest.starts_with([' ', '\t', ':', '、']) || kind != MarkKind::Article)
        .then(|| mark(text, rest, kind, number))
}

fn ordinal(text: &str) -> Option<Mark> {
    if let Some(rest) = text.strip_prefix('其') {
        let (number, rest) = chinese_number(rest)?;
        let rest = rest.strip_prefix([',', '、', ':', '是'])?;
        return Some(mark(text, rest, MarkKind::Ordinal, number));
    }
    let (number, rest) = chinese_number(text.strip_prefix('第')?)?;
    let rest = rest.strip_prefix([',', '、', ':', ' '])?;
    Some(mark(text, rest, MarkKind::Ordinal, number))
}

fn bracketed(text: &str) -> Option<Mark> {
    let inner = text.strip_prefix('(')?;
    let (kind, (number, rest)) = match chinese_number(inner) {
        Some(found) => (MarkKind::BracketedChinese, found),
        None => (MarkKind::BracketedArabic, arabic_number(inner)?),
    };
    let rest = rest.trim_start_matches(' ').strip_prefix(')')?;
    let rest = rest.strip_prefix(['、', '.']).unwrap_or(rest);
    (number < 100).then(|| mark(text, rest, kind, number))
}

fn arabic(text: &str, at_line_start: bool) -> Option<Mark> {
    let (number, rest) = arabic_number(text)?;
    if number == 0 || number > 99 {
        return None;
    }
    if let Some(after) = rest.strip_prefix(')') {
        return Some(mark(text, after, MarkKind::BracketedArabic, number));
    }
    if let Some(after) = rest.strip_prefix('、') {
        // 3、5和8万元 is a list of numbers.
        return (!after.starts_with(|c: char| c.is_ascii_digit()))
            .then(|| mark(text, after, MarkKind::Arabic, number));
    }
    let after = rest.strip_prefix('.')?;
    let Some((second, deeper)) = arabic_number(after) else {
        return Some(mark(text, after, MarkKind::Arabic, number));
    };
    let deeper = deeper.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    (at_line_start && second > 0 && second < 100 && deeper.starts_with([' ', '\t']))
        .then(|| mark(text, deeper, MarkKind::Decimal, second))
}

fn circled(text: &str, first: char) -> Option<Mark> {
    let number = u32::from(first).checked_sub(u32::from('①'))? + 1;
    let rest = text.strip_prefix(first)?;
    Some(mark(text, rest.strip_prefix(['、', '.']).unwrap_or(rest), MarkKind::Circled, number))
}

fn letter(text: &str, first: char) -> Option<Mark> {
    let rest = text.strip_prefix(first)?.strip_prefix(['、', '.'])?;
    let number = u32::from(first).checked_sub(u32::from('A'))? + 1;
    (!rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        .then(|| mark(text, rest, MarkKind::Letter, number))
}

fn unnumbered(text: &str, kind: MarkKind, sign: &str) -> Option<Mark> {
    let mut rest = text;
    while let Some(less) = rest.strip_prefix(sign) {
        rest = less;
    }
    (!rest.is_empty()).then(|| mark(text, rest, kind, 0))
}

fn chinese(text: &str) -> Option<Mark> {
    let (number, rest) = chinese_number(text)?;
    if let Some(rest) = rest.strip_prefix(['是', '要']) {
        return Some(mark(text, rest, MarkKind::Being, number));
    }
    let rest = rest.trim_start_matches(' ').strip_prefix(['、', '.'])?;
    // 三、四月份 is a list of numbers.
    let listed = chinese_number(rest).is_some_and(|(_, after)| after.starts_with(COUNTED));
    (!listed).then(|| mark(text, rest, MarkKind::Chinese, number))
}

fn mark(text: &str, rest: &str, kind: MarkKind, number: u32) -> Mark {
    let rest = rest.trim_start_matches([' ', '\t']);
    Mark { kind, number, bytes: text.len() - rest.len() }
}

fn arabic_number(text: &str) -> Option<(u32, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.strip_suffix(rest)?;
    (digits.len() <= 3).then(|| digits.parse().ok()).flatten().map(|number| (number, rest))
}

/// A Chinese number from one to ninety-nine at the start of the text, and what follows it.
fn chinese_number(text: &str) -> Option<(u32, &str)> {
    let mut chars = text.chars();
    let (tens, rest) = match mark_digit(chars.next()?)? {
        10 => (10, chars.as_str()),
        digit => {
            let rest = chars.as_str();
            let Some(more) = rest.strip_prefix('十') else { return Some((digit, rest)) };
            (digit * 10, more)
        }
    };
    let mut chars = rest.chars();
    match chars.next().and_then(mark_digit) {
        Some(digit) if digit < 10 => Some((tens + digit, chars.as_str())),
        _ => Some((tens, rest)),
    }
}

/// A digit word that a mark may hold; there is no mark of nought.
fn mark_digit(c: char) -> Option<u32> {
    if c == '十' { Some(10) } else { chinese_digit(c).filter(|value| *value > 0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn opens(text: &str, kind: MarkKind, number: u32, rest: &str) {
        let mark = line_mark(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((mark.kind, mark.number, text.get(mark.bytes..)), (kind, number, Some(rest)), "{text}");
    }

    #[test]
    fn reads_marks_of_lines() {
        opens("一、基本情况", MarkKind::Chinese, 1, "基本情况");
        opens("十二、保障措施", MarkKind::Chinese, 12, "保障措施");
        opens("(二)主要做法", MarkKind::BracketedChinese, 2, "主要做法");
        opens("3、引导企业", MarkKind::Arabic, 3, "引导企业");
        opens("1.普通高中(1900元/生)", MarkKind::Arabic, 1, "普通高中(1900元/生)");
        opens("2.1 产业链", MarkKind::Decimal, 1, "产业链");
        opens("(1)药剂防治", MarkKind::BracketedArabic, 1, "药剂防治");
        opens("①清园", MarkKind::Circled, 1, "清园");
        opens("一是强化领导", MarkKind::Being, 1, "强化领导");
        opens("第一章 总则", MarkKind::Part, 1, "总则");
        opens("第三条 种植补助。", MarkKind::Article, 3, "种植补助。");
        opens("第一,加大投入", MarkKind::Ordinal, 1, "加大投入");
        opens("--综合实力提升", MarkKind::Dash, 0, "综合实力提升");
    }

    #[test]
    fn rejects_what_only_looks_like_a_mark() {
        for text in [
            "1.2万户贫困户脱贫",
            "3、5和8万元三档",
            "三、四月份种下",
            "2017年,全县",
            "第一书记驻村",
            "第三条规定的情形",
            "一村一品",
            "(含易地搬迁户)",
            "(2018年)",
            "A级景区",
            "十里八乡",
            "其中贫困户",
        ] {
            assert_eq!(line_mark(text), None, "{text}");
        }
        assert_eq!(inline_mark("一、二、三产业"), None);
    }
}
