//! Takes a line with spaces in it and leaves out those that stand inside a word or between a number and its unit, as
//! typesetting and text from PDF files put them: `2020 年`, `300 万元`, `通风透 光`.

use super::block::{Shape, Unit};
use super::build::push_visible;
use super::line::Signs;
use crate::fold::INVISIBLE;
use crate::reading::ReadingBuilder;

/// So many spaces between ideographs in running text show that they part nothing.
const SPACED: usize = 8;
/// Near the start of a line a space may part a heading from the text.
const START: usize = 14;

/// Whether the page scatters spaces over its sentences.
pub(super) fn is_spaced(units: &[Unit<'_>]) -> bool {
    let prose = units.iter().filter(|unit| is_prose(unit) && unit.signs.has(Signs::SPACE));
    let spaces = prose.flat_map(|unit| &unit.pieces).flat_map(|&(text, _)| spaces(text));
    spaces.filter(Space::is_inside).take(SPACED).count() == SPACED
}

/// Appends a line of a block without those spaces; `scattered`: the page scatters them over its sentences. The cells of a
/// row are as they are.
pub(super) fn push(builder: &mut ReadingBuilder, unit: &Unit<'_>, text: &str, at: usize, scattered: bool) {
    if unit.shape == Shape::Row || !unit.signs.has(Signs::SPACE) {
        push_visible(builder, text, at);
    } else {
        close(builder, text, at, scattered && is_running_text(unit));
    }
}

fn close(builder: &mut ReadingBuilder, text: &str, at: usize, spaced: bool) {
    let (mut from, mut char) = (0, at);
    for space in spaces(text) {
        if space.parts_number() || spaced && space.is_inside() {
            push_visible(builder, text.get(from..space.byte).unwrap_or_default(), char);
            from = space.byte + 1;
            char = at + space.index + 1;
        }
    }
    push_visible(builder, text.get(from..).unwrap_or_default(), char);
}

/// Whether spaces in the block may stand inside words: in headings and lists they part.
fn is_running_text(unit: &Unit<'_>) -> bool {
    matches!(unit.shape, Shape::Paragraph | Shape::Caption) && unit.signs.has(Signs::STOP.with(Signs::COMMA))
}

fn is_prose(unit: &Unit<'_>) -> bool {
    unit.shape == Shape::Paragraph && unit.signs.has(Signs::STOP)
}

/// A single space with what stands around it.
struct Space {
    byte: usize,
    /// Characters before it in the line.
    index: usize,
    before: char,
    after: char,
    /// Only a short number, or digits and points, stand before it in the line, or 表2: it ends a mark.
    ends_mark: bool,
    /// Inside a quotation or a title.
    quoted: bool,
    /// Beside the point of a decimal.
    at_point: bool,
}

impl Space {
    fn parts_number(&self) -> bool {
        let number = |c: char| c.is_ascii_digit() || c == '%';
        // 11 月 1 日 is no item 11.
        (!self.ends_mark || self.after == '月')
            && (number(self.before) && is_han(self.after)
                || is_han(self.before) && number(self.after)
                || self.at_point)
    }

    fn is_inside(&self) -> bool {
        self.index > START && !self.quoted && is_han(self.before) && is_han(self.after)
    }
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}

fn spaces(text: &str) -> impl Iterator<Item = Space> {
    let (mut before, mut in_mark, mut pointed, mut depth) = ('\0', true, false, 0_usize);
    // 表2, 附件 3: the number names what follows.
    let mut named = false;
    // What stands before the number: 「校舍18. 6万」 goes on, 「任务：1. 3个村」 is an item.
    let mut opener = '\0';
    let mut chars = text.char_indices().enumerate();
    std::iter::from_fn(move || {
        loop {
            let (index, (byte, c)) = chars.next()?;
            if c == INVISIBLE {
                continue;
            }
            let last = std::mem::replace(&mut before, c);
            match c {
                ' ' => {
                    let rest = text.get(byte + 1..).unwrap_or_default().chars();
                    let mut rest = rest.filter(|c| *c != INVISIBLE);
                    let (after, next) = (rest.next().unwrap_or('\0'), rest.next().unwrap_or('\0'));
                    let point = last == '.' && after.is_ascii_digit()
                        || last.is_ascii_digit() && after == '.' && next.is_ascii_digit();
                    return Some(Space {
                        at_point: point && is_han(opener),
                        byte,
                        index,
                        before: last,
                        after,
                        ends_mark: in_mark && (pointed || index <= 2) || named && last.is_ascii_digit(),
                        quoted: depth > 0,
                    });
                }
                '“' | '《' => depth += 1,
                '”' | '》' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if !(c.is_ascii_digit() || matches!(c, '.' | ' ')) {
                opener = c;
            }
            let names = matches!((last, c), (_, '图') | ('附', '件')) || c == '表' && last != '代';
            named = names || named && c.is_ascii_digit();
            in_mark &= c.is_ascii_digit() || matches!(c, '.' | '/');
            pointed |= matches!(c, '.' | '/');
        }
    })
}

#[cfg(test)]
mod tests {
    use super::close;
    use crate::reading::Reading;

    #[track_caller]
    fn check(text: &str, spaced: bool, expected: &str) {
        let mut builder = Reading::builder();
        close(&mut builder, text, 0, spaced);
        assert_eq!(builder.finish().text(), expected);
    }

    #[test]
    fn numbers_and_their_units_stand_together() {
        check("2020 年投入 300 万元,占 65% 以上。", false, "2020年投入300万元,占65%以上。");
        check("11 月 1 日, 21 户贫困户", false, "11月1日, 21户贫困户");
        check("1 基本情况", false, "1 基本情况");
        check("表2 村级分配", false, "表2 村级分配");
        check("见附件3 户数", false, "见附件3 户数");
        check("代表 35 人,文件 2 件", false, "代表35人,文件2件");
        check("2.1 产业链", false, "2.1 产业链");
        check("校舍18. 6 万平方米,投资12 .6亿元", false, "校舍18.6万平方米,投资12.6亿元");
        check("任务:1. 30个村", false, "任务:1. 30个村");
        check("2. 12个村", false, "2. 12个村");
        check("折股到户 能进能退", false, "折股到户 能进能退");
    }

    #[test]
    fn scattered_spaces_go_where_the_page_scatters_them() {
        let text = "雨后及时排水,冬季做好防寒工作,注意通风透 光,推行“统一种植 统一销售”。";
        check(text, true, "雨后及时排水,冬季做好防寒工作,注意通风透光,推行“统一种植 统一销售”。");
        check(text, false, text);
        check("整枝 盖膜之后再整枝", true, "整枝 盖膜之后再整枝");
    }
}
