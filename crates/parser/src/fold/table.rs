//! The table of folded characters: built once from `data/fold/`, flat over the basic plane.

use std::sync::LazyLock;

use super::INVISIBLE;
use super::script::Evidence;

const CHARACTERS: &str = include_str!("../../data/fold/characters.tsv");
const CONTEXT: &str = include_str!("../../data/fold/context.tsv");

/// How many code points the basic plane holds.
const PLANE: usize = 0x1_0000;

/// Marks a character that its neighbours decide. (No character folds to U+FFFF, which is none.)
const BY_NEIGHBOURS: u16 = 0xFFFF;

/// Circles that stand for the digit zero beside other Chinese digits.
const CIRCLES: [char; 3] = ['○', '◯', '〇'];
const ZERO: char = '〇';
const DIGITS: &str = "〇零一二三四五六七八九十百千";

/// Characters that fold to one form and are not letters: the canonical form, and what folds to it.
const SIGNS: [(char, &str); 14] = [
    ('“', "„‟「『〝﹁﹃"),
    ('”', "」』〞〟﹂﹄"),
    ('‘', "‚‛"),
    ('’', "′"),
    ('-', "—–―‒‐‑−﹣－─━⸺⸻﹘"),
    ('~', "～〜∼∽˜"),
    (':', "∶：︰﹕ː꞉"),
    ('·', "•・･‧∙⋅﹒●▪"),
    ('…', "⋯"),
    ('×', "✕╳✖"),
    (
        ' ',
        "\u{3000}\u{A0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200A}\u{202F}\u{205F}\u{E5E5}",
    ),
    ('\n', "\u{2028}\u{2029}\u{85}\u{B}\u{C}"),
    (
        INVISIBLE,
        "\u{200C}\u{200D}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{FEFF}\u{AD}\u{61C}\u{180E}",
    ),
    ('¥', "￥"),
];

/// Small and other forms of ASCII signs.
const SMALL_FORMS: [(char, char); 19] = [
    ('﹐', ','),
    ('﹑', '、'),
    ('﹔', ';'),
    ('﹖', '?'),
    ('﹗', '!'),
    ('﹙', '('),
    ('﹚', ')'),
    ('﹛', '{'),
    ('﹜', '}'),
    ('﹟', '#'),
    ('﹠', '&'),
    ('﹡', '*'),
    ('﹢', '+'),
    ('﹤', '<'),
    ('﹥', '>'),
    ('﹦', '='),
    ('﹪', '%'),
    ('｡', '。'),
    ('､', '、'),
];

/// A character decided by its neighbours, both given in folded form.
struct Context {
    char: char,
    folded: char,
    keep_after: &'static str,
    keep_before: &'static str,
}

/// Maps each character of the basic plane to its folded form and its script.
pub(super) struct Table {
    folded: Box<[u16]>,
    evidence: Box<[Evidence]>,
    contexts: Vec<Context>,
}

/// The one table of the process.
pub(super) fn shared() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(Table::build);
    &TABLE
}

impl Table {
    /// The folded form, or nothing when the neighbours decide. Characters outside the basic plane stay.
    #[inline]
    pub(super) fn get(&self, c: char) -> Option<char> {
        let Ok(unit) = u16::try_from(u32::from(c)) else { return Some(c) };
        match self.folded.get(usize::from(unit)) {
            Some(&folded) if folded == BY_NEIGHBOURS => None,
            Some(&folded) if folded != unit => char::from_u32(u32::from(folded)),
            _ => Some(c),
        }
    }

    /// The folded form of a character that its neighbours decide: `before` is folded already, `after` is not.
    #[cold]
    pub(super) fn by_neighbours(&self, c: char, before: char, after: Option<char>) -> char {
        if c == '\r' {
            return if after == Some('\n') { INVISIBLE } else { '\n' };
        }
        if CIRCLES.contains(&c) {
            let beside_digit = DIGITS.contains(before) || after.is_some_and(|after| DIGITS.contains(after));
            return if beside_digit { ZERO } else { c };
        }
        let after = after.and_then(|after| self.get(after));
        self.contexts.iter().find(|context| context.char == c).map_or(c, |context| {
            let keep = context.keep_after.contains(before)
                || after.is_some_and(|after| context.keep_before.contains(after));
            if keep { c } else { context.folded }
        })
    }

    /// Which script the character speaks for.
    #[inline]
    pub(super) fn evidence(&self, c: char) -> Evidence {
        let unit = u16::try_from(u32::from(c)).unwrap_or(0);
        self.evidence.get(usize::from(unit)).copied().unwrap_or(Evidence::None)
    }

    fn build() -> Self {
        let mut table = Self {
            folded: vec![0; PLANE].into_boxed_slice(),
            evidence: vec![Evidence::None; PLANE].into_boxed_slice(),
            contexts: Vec::new(),
        };
        for (unit, slot) in (0..=u16::MAX).zip(table.folded.iter_mut()) {
            *slot = unit;
        }
        for wide in '！'..='～' {
            if let Some(ascii) = u32::from(wide).checked_sub(0xFEE0).and_then(char::from_u32) {
                table.set(wide, ascii);
            }
        }
        for (to, all) in SIGNS {
            for from in all.chars() {
                table.set(from, to);
            }
        }
        for (from, to) in SMALL_FORMS {
            table.set(from, to);
        }
        table.set('＇', '’');
        for row in CHARACTERS.lines().skip(1) {
            table.read_character(row);
        }
        for row in CONTEXT.lines().skip(1) {
            table.read_context(row);
        }
        for c in CIRCLES.into_iter().chain(['\r']) {
            table.set(c, '\u{FFFF}');
        }
        table
    }

    fn read_character(&mut self, row: &str) {
        let mut cells = row.split('\t');
        let (Some(from), Some(to)) = (cells.next().and_then(first), cells.next().and_then(first)) else {
            return;
        };
        self.set(from, to);
        let evidence = match cells.next() {
            Some("traditional") => Evidence::Traditional,
            Some("simplified") => Evidence::Simplified,
            _ => return,
        };
        if let Some(slot) = unit(from).and_then(|at| self.evidence.get_mut(usize::from(at))) {
            *slot = evidence;
        }
    }

    fn read_context(&mut self, row: &'static str) {
        let mut cells = row.split('\t');
        let (Some(char), Some(folded)) = (cells.next().and_then(first), cells.next().and_then(first)) else {
            return;
        };
        let (keep_after, keep_before) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        self.contexts.push(Context { char, folded, keep_after, keep_before });
        self.set(char, '\u{FFFF}');
    }

    fn set(&mut self, from: char, to: char) {
        if let (Some(at), Some(to)) = (unit(from), unit(to))
            && let Some(slot) = self.folded.get_mut(usize::from(at))
        {
            *slot = to;
        }
    }
}

fn unit(c: char) -> Option<u16> {
    u16::try_from(u32::from(c)).ok()
}

fn first(cell: &str) -> Option<char> {
    cell.chars().next()
}
