//! The closed word classes that tell page furniture, outlets and special lines: from `lexicon/furniture.tsv`,
//! `lexicon/outlet.tsv` and `lexicon/page_line.tsv`, all in folded form.

use std::ops::Range;
use std::sync::LazyLock;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

/// What a word on a page says of the line that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// Where on the site one is, and where one can go: 首页, 当前位置.
    Navigation,
    /// What one can do with the page: 打印, 字号.
    Tool,
    /// 分享到, 扫一扫.
    Share,
    /// 点击, 浏览量.
    Views,
    /// 编辑, 作者.
    Byline,
    /// 来源.
    Source,
    /// 发布时间.
    Date,
    /// 完成时限: a day that is none of publication.
    Deadline,
    /// What a register of public documents enters: 索引号, 公开方式, 文号.
    Register,
    /// 标题.
    Title,
    /// Ends the head of an office's paper or the name of its gazette: 文件, 公报.
    Letterhead,
    /// Opens what a document is about: 关于.
    Concerning,
    /// Links to other pages: 上一篇, 相关链接.
    Related,
    /// 版权所有, 技术支持.
    Legal,
    /// 电话, 邮编.
    Contact,
    /// 楼主, 只看该作者.
    Forum,
    /// What stands for a picture or a greeting: 图片默认标题, 欢迎访问.
    Placeholder,
    /// How the name of an outlet or an office ends: 日报, 新闻网, 局.
    Outlet,
    /// What stands in an outlet's place and names none: 本站.
    NoOutlet,
    /// What follows an outlet's name where a dispatch begins: 讯, 电, 消息.
    Wire,
    /// What follows the host of a publication: 主办.
    Host,
    /// Marks a picture's caption: 图为, 摄.
    Caption,
    /// The office of one who speaks or writes: 市长, 记者.
    Office,
    /// Opens an address to an audience: 各位.
    Address,
    /// Ends the line that says where a speech was given: 会议上.
    Meeting,
    /// 星期四
    Weekday,
}

impl Cue {
    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "nav" => Self::Navigation,
            "tool" => Self::Tool,
            "share" => Self::Share,
            "views" => Self::Views,
            "deadline" => Self::Deadline,
            "byline" => Self::Byline,
            "source" => Self::Source,
            "date" => Self::Date,
            "register" => Self::Register,
            "title" => Self::Title,
            "letterhead" => Self::Letterhead,
            "concerning" => Self::Concerning,
            "related" => Self::Related,
            "legal" => Self::Legal,
            "contact" => Self::Contact,
            "forum" => Self::Forum,
            "placeholder" => Self::Placeholder,
            "outlet" => Self::Outlet,
            "none" => Self::NoOutlet,
            "wire" => Self::Wire,
            "host" => Self::Host,
            "caption" => Self::Caption,
            "office" => Self::Office,
            "address" => Self::Address,
            "meeting" => Self::Meeting,
            "weekday" => Self::Weekday,
            _ => return None,
        })
    }
}

/// One compiled class of words.
pub(super) struct Words {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// For each word what it says, and whether a line that it opens is furniture whatever follows.
    rows: Vec<(Cue, bool)>,
}

/// Words of page furniture.
pub(super) fn furniture() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| Words::compile(include_str!("../../lexicon/furniture.tsv")));
    &WORDS
}

/// Words that make out an outlet.
pub(super) fn outlet() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| Words::compile(include_str!("../../lexicon/outlet.tsv")));
    &WORDS
}

/// Words that make out lines of special kinds.
pub(super) fn page_line() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| Words::compile(include_str!("../../lexicon/page_line.tsv")));
    &WORDS
}

impl Words {
    fn compile(tsv: &str) -> Self {
        let rows: Vec<(&str, Cue, bool)> = tsv
            .lines()
            .skip(1)
            .filter_map(|row| {
                let mut columns = row.split('\t');
                let (word, code) = (columns.next()?, columns.next()?);
                Some((word, Cue::from_code(code)?, columns.next() == Some("line")))
            })
            .collect();
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build(rows.iter().map(|(word, ..)| word))
            .ok();
        debug_assert!(automaton.is_some(), "the words of a file are unique");
        Self { automaton, rows: rows.into_iter().map(|(_, cue, line)| (cue, line)).collect() }
    }

    /// The words in `text`, longest first from the left, without overlap.
    pub(super) fn hits<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, Cue)> + 't {
        self.found(text).map(|(range, (cue, _))| (range, cue))
    }

    /// The word that opens `text` when it settles what the whole line is.
    pub(super) fn opening(&self, text: &str) -> Option<Cue> {
        let (range, (cue, line)) = self.found(first_chars(text)).next()?;
        (range.start == 0 && line).then_some(cue)
    }

    fn found<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, (Cue, bool))> + 't {
        self.automaton.iter().flat_map(move |automaton| automaton.leftmost_find_iter(text)).filter_map(
            |hit| {
                let row = usize::try_from(hit.value()).ok().and_then(|at| self.rows.get(at));
                row.map(|&row| (hit.start()..hit.end(), row))
            },
        )
    }

    /// Whether a word of the kind stands in `text`.
    pub(super) fn has(&self, text: &str, cue: Cue) -> bool {
        self.hits(text).any(|(_, found)| found == cue)
    }

    /// Whether `text` ends with a word of the kind.
    pub(super) fn ends(&self, text: &str, cue: Cue) -> bool {
        let tail = last_chars(text);
        self.hits(tail).any(|(range, found)| found == cue && range.end == tail.len())
    }

    /// Whether `text` begins with a word of the kind.
    pub(super) fn begins(&self, text: &str, cue: Cue) -> bool {
        self.hits(first_chars(text)).next().is_some_and(|(range, found)| found == cue && range.start == 0)
    }
}

/// No word is longer than this.
const LONGEST_WORD: usize = 16;

fn first_chars(text: &str) -> &str {
    text.char_indices().nth(LONGEST_WORD).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

fn last_chars(text: &str) -> &str {
    text.char_indices().nth_back(LONGEST_WORD).and_then(|(start, _)| text.get(start..)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use crate::fold::fold;

    #[test]
    fn files_are_sorted_unique_folded_and_coded() {
        for file in [
            include_str!("../../lexicon/furniture.tsv"),
            include_str!("../../lexicon/outlet.tsv"),
            include_str!("../../lexicon/page_line.tsv"),
        ] {
            let rows: Vec<(&str, &str)> = file
                .lines()
                .skip(1)
                .map(|row| row.split_once('\t').unwrap())
                .map(|(word, rest)| (word, rest.split('\t').next().unwrap()))
                .collect();
            assert!(rows.is_sorted_by(|a, b| a.0 < b.0));
            for (word, code) in rows {
                assert_eq!(word, fold(word));
                assert!(word.chars().count() < super::LONGEST_WORD);
                assert!(super::Cue::from_code(code).is_some(), "{word} {code}");
            }
        }
    }
}
