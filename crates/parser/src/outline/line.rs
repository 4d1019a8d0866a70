//! Takes folded text and gives its lines that are not blank, each with its place and its shape.

use lianjie_core::Decimal;

use crate::fold::INVISIBLE;

/// A line of the page, without the blanks around it.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Folded text.
    pub(super) text: &'a str,
    /// Code point of its first character in the document.
    pub(super) char: usize,
    /// Characters.
    pub(super) length: usize,
    /// Blanks before the text.
    pub(super) indent: usize,
    /// Whether blank lines stand between it and the line before.
    pub(super) after_blank: bool,
    /// How many `#` of a Markdown heading stood before the text.
    pub(super) hashes: usize,
    /// Which signs it holds.
    pub(super) signs: Signs,
    /// Quotations and brackets that it leaves open.
    pub(super) opens: usize,
    /// Quotations and brackets that it closes without having opened them.
    pub(super) closes: usize,
}

/// Which signs a stretch of text holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(u8);

impl Signs {
    /// 。
    pub(super) const STOP: Self = Self(1);
    /// `!` or `?`
    pub(super) const CALL: Self = Self(2);
    /// `,` or `;`
    pub(super) const COMMA: Self = Self(4);
    /// 、
    pub(super) const PAUSE: Self = Self(8);
    /// An ASCII digit.
    pub(super) const DIGIT: Self = Self(16);
    /// A tab, a bar or two spaces side by side.
    pub(super) const GAP: Self = Self(32);
    /// A space.
    pub(super) const SPACE: Self = Self(64);

    /// Whether any of `other` is among them.
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Whether a character leaves nothing on the page but distance.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | INVISIBLE)
}

/// Whether a character is a part of a word or a number. (The tables of Unicode are slow for ideographs.)
pub(super) fn is_word(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric(),
        '〇' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' => true,
        '\u{2000}'..='\u{33FF}' | '\u{FE30}'..='\u{FFFF}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// The bytes of ideographs at the start of a text, as far as their first bytes tell, up to one that is not `plain`:
/// nearly all characters are ideographs, and most questions are about what stands between them.
#[inline]
pub(super) fn ideographs(text: &[u8], plain: impl Fn(&[u8]) -> bool) -> usize {
    const BYTES: usize = 3;
    let is_plain = |character: &&[u8]| matches!(character, [0xE4..=0xEF, ..]) && plain(character);
    BYTES * text.chunks(BYTES).take_while(is_plain).count()
}

/// The characters of a text but for ideographs, with the bytes where they stand.
pub(crate) fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += ideographs(text.as_bytes().get(at..)?, |_| true);
        let c = text.get(at..)?.chars().next()?;
        let sign = (at, c);
        at += c.len_utf8();
        Some(sign)
    })
}

/// The lines of `folded` that hold something, in order.
pub(super) fn lines(folded: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let (mut start, mut after_blank) = (0, false);
    for raw in folded.split('\n') {
        let body = raw.trim_start_matches(is_blank);
        let indent = cut_chars(raw, body);
        if body.is_empty() {
            after_blank = true;
            start += indent + 1;
            continue;
        }
        let bare = body.trim_start_matches('#');
        let (rest, hashes) = if bare.len() < body.len() && bare.starts_with(is_blank) {
            (bare.trim_start_matches(is_blank), body.len() - bare.len())
        } else {
            (body, 0)
        };
        let lead = indent + cut_chars(body, rest);
        let text = rest.trim_end_matches(is_blank);
        let mut line = Line {
            text,
            char: start + lead,
            length: 0,
            indent,
            after_blank,
            hashes,
            signs: Signs::default(),
            opens: 0,
            closes: 0,
        };
        line.look();
        let trail = rest.get(text.len()..).map_or(0, |trail| trail.chars().count());
        start += lead + line.length + trail + 1;
        if !text.is_empty() {
            lines.push(line);
            after_blank = false;
        }
    }
    lines
}

/// Characters of `all` before its end `rest`.
fn cut_chars(all: &str, rest: &str) -> usize {
    all.get(..all.len() - rest.len()).map_or(0, |cut| cut.chars().count())
}

impl<'a> Line<'a> {
    /// Counts the characters and notes the signs.
    fn look(&mut self) {
        self.length = self.text.chars().count();
        let mut space_end = None;
        for (at, c) in signs(self.text) {
            match c {
                '。' => self.note(Signs::STOP),
                '、' => self.note(Signs::PAUSE),
                ',' | ';' => self.note(Signs::COMMA),
                '!' | '?' => self.note(Signs::CALL),
                '0'..='9' => self.note(Signs::DIGIT),
                '\t' | '|' => self.note(Signs::GAP),
                ' ' => {
                    self.note(if space_end == Some(at) { Signs::GAP } else { Signs::SPACE });
                    space_end = Some(at + 1);
                }
                '“' | '《' | '(' => self.opens += 1,
                '”' | '》' | ')' => self.close(),
                _ => {}
            }
        }
    }

    fn note(&mut self, sign: Signs) {
        self.signs = self.signs.with(sign);
    }

    fn close(&mut self) {
        if self.opens > 0 {
            self.opens -= 1;
        } else {
            self.closes += 1;
        }
    }

    /// Whether a sentence ends in the line or at its end.
    pub(super) fn has_sentence_end(&self) -> bool {
        self.signs.has(Signs::STOP)
    }

    /// Whether the line reads as running text rather than as a heading, a label or furniture.
    pub(super) fn is_prose(&self) -> bool {
        (self.has_sentence_end() && self.length >= 12)
            || (self.length >= 40 && self.signs.has(Signs::COMMA.with(Signs::CALL)))
    }

    /// The cells, when the line is laid out as a table row: tabs, bars or runs of spaces between three cells or more,
    /// or between two of which one is a number.
    pub(super) fn cells(&self) -> Option<Vec<Cell<'a>>> {
        if self.length > LONGEST_ROW || !self.signs.has(Signs::GAP) {
            return None;
        }
        let tabs = self.text.contains('\t');
        let bars = !tabs && self.text.contains('|');
        let cells = split_cells(self.text, tabs, bars);
        let numbers = cells.iter().filter(|cell| cell.is_number()).count();
        let is_row = match cells.iter().filter(|cell| !cell.text.is_empty()).count() {
            0 | 1 => false,
            2 => tabs && numbers >= 1 || numbers == 1,
            _ => tabs || numbers >= 1,
        };
        let is_row =
            is_row && !cells.iter().any(|cell| cell.text.contains('。') && cell.text.chars().count() > 80);
        is_row.then_some(cells)
    }

    /// Whether tabs or bars part its cells: an empty one keeps its place.
    pub(super) fn is_ruled(&self) -> bool {
        self.text.contains(['\t', '|'])
    }

    /// The pieces between signs.
    pub(super) fn split(&self, sign: char) -> Vec<Cell<'a>> {
        let mut offset = 0;
        let mut cells = Vec::new();
        for piece in self.text.split(sign) {
            if !piece.is_empty() {
                cells.push(Cell { text: piece, offset });
            }
            offset += piece.chars().count() + 1;
        }
        cells
    }

    /// The line between the heading and the rows of a Markdown table: `|---|:-:|`.
    pub(super) fn is_rule(&self) -> bool {
        self.text.contains('|')
            && self.text.contains('-')
            && self.text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    }

    /// The cells, when the line has as many as the row under it: the names of the columns.
    pub(super) fn heads_table(&self, under: Option<&Line<'_>>) -> Option<Vec<Cell<'a>>> {
        if self.length > LONGEST_ROW || !self.signs.has(Signs::GAP) || self.has_sentence_end() {
            return None;
        }
        let under = under?.cells()?.len();
        let cells = split_cells(self.text, self.text.contains('\t'), self.text.contains('|'));
        // A row of units leaves out the cell of what heads the rows.
        let short = |cell: &Cell<'_>| cell.text.chars().count() <= 4 && !cell.is_number();
        let units = self.text.contains('\t') && cells.len() + 1 == under && cells.iter().all(short);
        if cells.len() >= 2 && (cells.len() == under || units) {
            return Some(cells);
        }
        // Headings fill more of their columns than numbers: one blank may part them.
        let cells = self.split(' ');
        let parted = !self.is_ruled() && cells.len() > 2 && !cells.iter().any(Cell::is_number);
        (parted && cells.len() == under).then_some(cells)
    }
}

/// A line longer than this is no row.
const LONGEST_ROW: usize = 400;

/// A cell of a table row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'a> {
    pub(super) text: &'a str,
    /// Characters of the line before the cell.
    pub(super) offset: usize,
}

impl Cell<'_> {
    /// The number that fills the cell.
    pub(super) fn number(&self) -> Option<Decimal> {
        let digits = self.text.contains(|c: char| c.is_ascii_digit());
        digits.then(|| Decimal::from_str_exact(&self.text.replace(',', "")).ok()).flatten()
    }

    /// Whether the cell is a number, perhaps with a sign or a unit after it.
    pub(super) fn is_number(&self) -> bool {
        let unsigned = self.text.trim_start_matches(['+', '-', '¥', '约']);
        let digits =
            unsigned.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'));
        digits.len() < unsigned.len() && digits.chars().count() <= 3
    }
}

fn split_cells(text: &str, tabs: bool, bars: bool) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    let mut start = None;
    let (mut end, mut blanks) = (0, 0);
    for (offset, (at, c)) in text.char_indices().enumerate() {
        let cut = if tabs { c == '\t' } else { bars && c == '|' };
        blanks = if is_blank(c) { blanks + 1 } else { 0 };
        if cut {
            // The bar that opens a row parts nothing.
            if at > 0 {
                push_cell(&mut cells, text, start.take().unwrap_or((at, offset)), end.max(at));
                end = 0;
            }
        } else if !tabs && !bars && blanks >= 2 {
            if let Some(start) = start.take() {
                push_cell(&mut cells, text, start, end);
            }
        } else if !is_blank(c) {
            if start.is_none() {
                start = Some((at, offset));
            }
            end = at + c.len_utf8();
        }
    }
    if let Some(start) = start {
        push_cell(&mut cells, text, start, end);
    }
    cells
}

fn push_cell<'a>(cells: &mut Vec<Cell<'a>>, text: &'a str, (start, offset): (usize, usize), end: usize) {
    if let Some(text) = text.get(start..end) {
        cells.push(Cell { text: text.trim_end_matches(is_blank), offset });
    }
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::fold::fold;

    #[test]
    fn lines_know_their_place() {
        let text = "首行\r\n\r\n　　次行 \n## 标题\n";
        let folded = fold(text);
        let found = lines(&folded);
        let shape: Vec<_> =
            found.iter().map(|l| (l.text, l.char, l.indent, l.after_blank, l.hashes)).collect();
        assert_eq!(shape, [("首行", 0, 0, false, 0), ("次行", 8, 2, true, 0), ("标题", 15, 0, false, 2)]);
        for line in &found {
            let at: String = folded.chars().skip(line.char).take(line.length).collect();
            assert_eq!(at, line.text);
        }
    }

    #[test]
    fn cells_of_rows() {
        let cells = |text: &str| {
            lines(text)
                .first()
                .unwrap()
                .cells()
                .map(|c| c.iter().map(|c| c.text.to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(cells("项目\t金额(万元)\t占比").unwrap(), ["项目", "金额(万元)", "占比"]);
        assert_eq!(cells("沙坝村    100    9.9").unwrap(), ["沙坝村", "100", "9.9"]);
        assert_eq!(cells("| 沙坝村 | 12户 |").unwrap(), ["沙坝村", "12户"]);
        assert_eq!(cells("全村共有42户人家,其中贫困户10户。"), None);
        assert_eq!(cells("折股到户 能进能退"), None);
        assert_eq!(cells("首页 | 政务 | 新闻"), None);
    }
}
