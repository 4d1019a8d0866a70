//! Takes a short line and tells whether it is page furniture, and which date and outlet it names.

use crate::digit::chinese_digit;
use std::ops::Range;

use lianjie_core::NaiveDate;

use super::line::{Line, Signs, is_blank, is_word};
use super::words::{self, Cue};

/// Lines longer than this are text, whatever words they hold.
const LONGEST: usize = 160;
/// The same for lines with a full stop.
const LONGEST_WITH_STOP: usize = 90;

/// What a broken line may leave alone before the rest.
const OPENING: &str = "(“《";

/// What a line turned out to be.
#[derive(Clone, Debug, Default)]
pub(super) struct Verdict<'a> {
    pub(super) nature: Nature,
    /// Tells where on the site the page is.
    pub(super) breadcrumb: bool,
    /// Opens a list of links to other pages.
    pub(super) related: bool,
    /// Stands where the page shows a picture.
    pub(super) picture: bool,
    /// The day of publication.
    pub(super) date: Option<NaiveDate>,
    /// The outlet, as printed.
    pub(super) source: Option<&'a str>,
    /// The headline behind a label that says so: 标题:….
    pub(super) title: Option<&'a str>,
    /// The line ends with a label whose value must be on the next.
    pub(super) open_label: Option<Cue>,
    /// The segments of a breadcrumb or a menu.
    pub(super) segments: Vec<&'a str>,
}

/// Whether it is worth asking: long lines, and lines with a full stop that are not short, are text.
pub(super) fn may_be_furniture(line: &Line<'_>) -> bool {
    line.length <= LONGEST && (line.length <= LONGEST_WITH_STOP || !line.signs.has(Signs::STOP))
}

/// Whether a line has words, and neither a word of furniture nor a sign that furniture is told by: no [`Verdict`] calls
/// it furniture. Most lines of a text are so.
pub(super) fn is_plain(text: &str) -> bool {
    let mut worded = false;
    for c in text.chars() {
        if matches!(c, '|' | '>' | '»' | '›' | '@' | '第') || c.is_ascii_alphabetic() || is_blank(c) {
            return false;
        }
        worded |= is_word(c);
    }
    worded && !text.starts_with('-') && words::furniture().hits(text).next().is_none()
}

/// What a line is by its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Nature {
    #[default]
    Text,
    /// Could be a line of date and author or outlet, or of a register: only around the text is it one.
    MaybeDateline,
    /// Page furniture, wherever on the page it stands.
    Furniture,
}

/// A stretch between separators.
#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    text: &'a str,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A word of furniture, alone or with its value.
    Cue(Cue),
    /// A label with nothing behind its colon.
    Label(Cue),
    /// What stands behind a label.
    Value,
    /// A date, a time or a bare number.
    Number,
    Other,
}

impl<'a> Verdict<'a> {
    /// Looks at a line of folded text.
    pub(super) fn of(text: &'a str) -> Self {
        let mut verdict = Self::default();
        if text.chars().nth(LONGEST).is_some() {
            return verdict;
        }
        if !text.chars().any(is_word) && !OPENING.contains(text) || is_markup(text) {
            verdict.nature = Nature::Furniture;
            verdict.picture = is_image(text);
            return verdict;
        }
        let dates = find_dates(text);
        let mut tokens = tokens(text, &dates);
        attach_values(&mut tokens);
        verdict.read_fields(&tokens, &dates);
        verdict.title = labelled_title(text, &tokens);
        verdict.weigh(text, &tokens, !dates.is_empty());
        verdict
    }

    /// Whether the line is furniture, wherever it stands.
    pub(super) fn is_furniture(&self) -> bool {
        self.nature == Nature::Furniture
    }

    /// Whether the line is furniture where datelines are.
    pub(super) fn is_around_text(&self) -> bool {
        self.nature != Nature::Text
    }

    fn read_fields(&mut self, tokens: &[Token<'a>], dates: &[(Range<usize>, NaiveDate)]) {
        let deadline =
            |token: &Token<'_>| matches!(token.kind, Kind::Cue(Cue::Deadline) | Kind::Label(Cue::Deadline));
        if tokens.iter().any(deadline) {
            return;
        }
        self.date = dates.first().map(|(_, date)| *date);
        for (at, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Cue(Cue::Source) if token.text.contains(':') => {
                    let value = token.text.split_once(':').map(|(_, value)| value);
                    self.source = self.source.or(value.filter(|value| !value.is_empty()));
                }
                Kind::Label(Cue::Source) | Kind::Cue(Cue::Source) => {
                    let value = tokens.get(at + 1).filter(|next| next.kind == Kind::Value);
                    self.source = self.source.or(value.map(|value| value.text));
                }
                _ => {}
            }
        }
        if let Some(Token { kind: Kind::Label(cue), .. }) = tokens.last() {
            self.open_label = Some(*cue);
        }
        // Where date and outlet stand side by side, the outlet needs no label; a bare personal name is the author's.
        if self.source.is_none() && !dates.is_empty() {
            let mut other = tokens
                .iter()
                .filter(|token| token.kind == Kind::Other)
                .map(|token| token.text.trim_end_matches('讯').trim_matches(['《', '》']));
            self.source = other.rfind(|text| is_outlet(text));
        }
    }

    fn weigh(&mut self, text: &'a str, tokens: &[Token<'a>], dated: bool) {
        let count = |kinds: fn(Kind) -> bool| -> usize {
            tokens.iter().filter(|token| kinds(token.kind)).map(|token| token.text.chars().count()).sum()
        };
        let told = count(|kind| matches!(kind, Kind::Cue(_) | Kind::Label(_) | Kind::Value));
        let other = count(|kind| kind == Kind::Other);
        // In the body, 名称:… and 文号:… are lines of a form that somebody filled in.
        let entered = tokens.iter().any(|token| {
            matches!(
                token.kind,
                Kind::Cue(Cue::Register | Cue::Title) | Kind::Label(Cue::Register | Cue::Title)
            )
        });
        let longest_other = tokens
            .iter()
            .filter(|token| token.kind == Kind::Other)
            .map(|token| token.text.chars().count())
            .max()
            .unwrap_or(0);
        let cue = |wanted: Cue| {
            tokens
                .iter()
                .any(|token| matches!(token.kind, Kind::Cue(cue) | Kind::Label(cue) if cue == wanted))
        };
        let bars = text.matches(['|', '>', '»', '›']).count();
        let ends_sentence = text.contains(['。', ';']);
        let digits_in_other = tokens
            .iter()
            .any(|token| token.kind == Kind::Other && token.text.contains(|c: char| c.is_ascii_digit()));

        let opening = words::furniture().opening(text.trim_start_matches(is_separator));
        let labelled_contact = tokens.first().is_some_and(|token| {
            matches!(token.kind, Kind::Label(Cue::Contact))
                || token.kind == Kind::Cue(Cue::Contact) && token.text.contains(':')
        });
        let path = bars >= 1 && cue(Cue::Navigation) && longest_other <= 16;
        let menu = bars >= 2 && longest_other <= 16 && !digits_in_other && tokens.len() > bars.min(3);

        self.breadcrumb = !ends_sentence && path;
        self.related = opening == Some(Cue::Related);
        self.picture = opening == Some(Cue::Placeholder) || is_image(text);
        let labelled = !ends_sentence && told > 0 && told >= other;
        let furniture = (!ends_sentence && (labelled && !entered || path || menu))
            || ((opening.is_some() || labelled_contact)
                && text.chars().count() <= LONGEST_WITH_STOP
                && !is_sentence_of_text(text))
            || is_link(text, other)
            || is_issue(text, tokens);
        let dateline = dated
            && !ends_sentence
            && !text.contains(',')
            && other <= 24
            && longest_other <= 14
            && !digits_in_other;
        self.nature = if furniture {
            Nature::Furniture
        } else if dateline || labelled {
            Nature::MaybeDateline
        } else {
            Nature::Text
        };
        if furniture {
            self.segments =
                tokens.iter().filter(|token| token.kind == Kind::Other).map(|token| token.text).collect();
        }
    }
}

/// `第17期(总第63期)`, `第 3 页 共 30 页`, `— 3 —`: nothing but the number of an issue or a page.
fn is_issue(text: &str, tokens: &[Token<'_>]) -> bool {
    let numbered = text.contains('第') && text.contains(['期', '版', '页']);
    let dashed = text.starts_with('-') && text.ends_with('-');
    let of_number = |token: &Token<'_>| {
        token.kind == Kind::Number
            || token.text.chars().all(|c| matches!(c, '第' | '页' | '共' | '期' | '版' | '总'))
    };
    (numbered || dashed)
        && tokens.iter().any(|token| token.kind == Kind::Number)
        && tokens.iter().all(of_number)
}

/// A full sentence with clauses is text even where it opens with a word of furniture.
fn is_sentence_of_text(text: &str) -> bool {
    text.contains('。') && text.matches([',', '、']).count() >= 2
}

fn is_markup(text: &str) -> bool {
    text.starts_with("<!-")
        || text.starts_with("![")
        || text.starts_with("</")
        || text.starts_with("http") && !text.contains(',')
}

/// An address of the web or of mail, or a path of an image, with next to no words around it.
fn is_link(text: &str, other: usize) -> bool {
    let link =
        text.contains("http") || text.contains("www.") || text.contains("[email") || text.contains('@');
    let image = is_image(text) || text.contains(".htm");
    let words = text.chars().filter(|c| !c.is_ascii()).count();
    (link || image) && words <= 12 && words * 2 <= other.max(24)
}

fn is_image(text: &str) -> bool {
    [".jpg", ".png", ".gif", ".jpeg", ".bmp"].iter().any(|ending| text.contains(ending))
}

/// Whether the words look like the name of an outlet or an office rather than a person's.
pub(super) fn is_outlet(text: &str) -> bool {
    let length = text.chars().count();
    (3..=20).contains(&length)
        && !text.contains(|c: char| c.is_ascii_digit())
        && words::outlet().ends(text, Cue::Outlet)
        && !words::outlet().begins(text, Cue::NoOutlet)
}

/// The outlet's name without what the page puts around it; nothing when it names none.
pub(super) fn outlet_name(printed: &str) -> Option<String> {
    let name = printed.trim_matches(|c: char| {
        is_blank(c)
            || matches!(
                c,
                '《' | '》'
                    | '“'
                    | '”'
                    | '"'
                    | '('
                    | ')'
                    | '['
                    | ']'
                    | '【'
                    | '】'
                    | ':'
                    | ','
                    | '。'
                    | ';'
                    | '-'
                    | '<'
                    | '>'
            )
    });
    let length = name.chars().count();
    let bare = words::outlet()
        .hits(name)
        .next()
        .is_some_and(|(range, cue)| cue == Cue::NoOutlet && range == (0..name.len()));
    let is_name = (2..=30).contains(&length) && !bare && name.contains(|c: char| !c.is_ascii());
    is_name.then(|| name.to_owned())
}

/// What stands behind 标题: up to the next label.
fn labelled_title<'a>(text: &'a str, tokens: &[Token<'a>]) -> Option<&'a str> {
    let label = tokens
        .iter()
        .position(|token| matches!(token.kind, Kind::Cue(Cue::Title) | Kind::Label(Cue::Title)))?;
    let from = text.find(tokens.get(label)?.text)?;
    let (_, rest) = text.get(from..)?.split_once(':')?;
    let next =
        tokens.iter().skip(label + 1).find(|token| matches!(token.kind, Kind::Cue(_) | Kind::Label(_)));
    let end = next.and_then(|next| rest.find(next.text)).unwrap_or(rest.len());
    let title = rest.get(..end)?.trim_matches(is_blank);
    (title.chars().count() >= 2).then_some(title)
}

/// Labels take the token behind them.
fn attach_values(tokens: &mut [Token<'_>]) {
    let mut longest = 0;
    for token in tokens {
        let takes = token.kind == Kind::Other && token.text.chars().count() <= longest;
        longest = match token.kind {
            // A headline may have blanks within.
            Kind::Label(Cue::Title) => LONGEST,
            Kind::Other if longest == LONGEST => LONGEST,
            Kind::Label(_) => 24,
            // 摄影 王某某
            Kind::Cue(Cue::Byline) if !token.text.contains(':') => 5,
            // 来源 清河日报
            Kind::Cue(Cue::Source) if !token.text.contains(':') => 16,
            _ => 0,
        };
        if takes {
            token.kind = Kind::Value;
        }
    }
}

fn is_separator(c: char) -> bool {
    is_blank(c)
        || matches!(
            c,
            '|' | '>'
                | '»'
                | '›'
                | '<'
                | '«'
                | '【'
                | '】'
                | '['
                | ']'
                | '('
                | ')'
                | '{'
                | '}'
                | '*'
                | '□'
                | '■'
                | '◎'
                | '→'
        )
}

fn tokens<'a>(text: &'a str, dates: &[(Range<usize>, NaiveDate)]) -> Vec<Token<'a>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (range, _) in dates {
        push_tokens(&mut found, text.get(from..range.start).unwrap_or_default());
        found.push(Token { text: text.get(range.clone()).unwrap_or_default(), kind: Kind::Number });
        from = range.end;
    }
    push_tokens(&mut found, text.get(from..).unwrap_or_default());
    found
}

/// 索 引 号: a label whose characters are set apart; its end and what it is.
fn spaced_label(text: &str) -> Option<(usize, Kind)> {
    let (label, _) = text.split_once(':')?;
    let apart = label.split(is_blank).filter(|piece| !piece.is_empty());
    let characters = apart.clone().count();
    let single = (2..=6).contains(&characters) && apart.clone().all(|piece| piece.chars().count() == 1);
    let kind = kind(&apart.chain([":"]).collect::<String>());
    (single && matches!(kind, Kind::Label(_))).then_some((label.len() + 1, kind))
}

fn push_tokens<'a>(found: &mut Vec<Token<'a>>, text: &'a str) {
    let mut text = text.trim_start_matches(is_separator);
    if let Some((end, kind)) = spaced_label(text) {
        let (label, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        found.push(Token { text: label, kind });
        text = rest;
    }
    for piece in text.split(is_separator) {
        let piece = piece.trim_matches(|c| matches!(c, ',' | ';' | '.' | '-' | '/' | '_' | '"' | '、' | '×'));
        let (name, issue) = issue_behind(piece);
        for piece in [name, issue] {
            if !piece.is_empty() && piece != ":" {
                found.push(Token { text: piece, kind: kind(piece) });
            }
        }
    }
}

/// The name of a paper and the number of its issue or page, where that stands right behind it: `《桑植报》第612期`.
fn issue_behind(piece: &str) -> (&str, &str) {
    let number = piece.rfind('第').filter(|&at| {
        at > 0 && piece.ends_with(['期', '版']) && is_time_or_number(piece.get(at..).unwrap_or_default())
    });
    number.and_then(|at| piece.split_at_checked(at)).unwrap_or((piece, ""))
}

fn kind(token: &str) -> Kind {
    // 第05版:县域
    let page = token.split_once(':').filter(|(page, name)| page.ends_with('版') && name.chars().count() <= 6);
    if is_time_or_number(page.map_or(token, |(page, _)| page)) || words::page_line().has(token, Cue::Weekday)
    {
        return Kind::Number;
    }
    let mut covered = 0;
    let mut first = None;
    for (range, cue) in words::furniture().hits(token) {
        covered += range.len();
        if range.start == 0 {
            first = Some((range.end, cue));
        }
    }
    let Some((end, cue)) = first else { return Kind::Other };
    let rest = token.get(end..).unwrap_or_default();
    if rest == ":" {
        return Kind::Label(cue);
    }
    let counted =
        rest.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '次' | '人' | '条' | ':' | '度'));
    if rest.starts_with([':', '_']) || counted.is_empty() || covered * 10 >= token.len() * 7 {
        return Kind::Cue(cue);
    }
    Kind::Other
}

/// `09:45`, `07时41分`, `327`, `327次`, `A4`.
fn is_time_or_number(token: &str) -> bool {
    let mut digits = 0;
    for c in token.chars() {
        match c {
            '0'..='9' => digits += 1,
            ':'
            | '时'
            | '分'
            | '秒'
            | '.'
            | '-'
            | '/'
            | '次'
            | '第'
            | '页'
            | '共'
            | '版'
            | '期'
            | '年'
            | '总'
            | 'A'..='D' => {}
            _ => return false,
        }
    }
    digits > 0
}

/// The full dates in a short text, in order.
pub(super) fn find_dates(text: &str) -> Vec<(Range<usize>, NaiveDate)> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut after_digit = false;
    for (at, c) in text.char_indices() {
        let digit = digit(c).is_some();
        if at >= from
            && digit
            && !after_digit
            && let Some((length, date)) = text.get(at..).and_then(read_date)
        {
            from = at + length;
            found.push((at..from, date));
        }
        after_digit = digit;
    }
    found
}

/// A date with year, month and day at the start of the text, and its length in bytes.
fn read_date(text: &str) -> Option<(usize, NaiveDate)> {
    if let Some(date) = compact_date(text) {
        return Some((8, date));
    }
    let mut reader = Reader { text, at: 0 };
    let year = reader.year()?;
    let written = reader.separator(['-', '/', '.', '年'])?;
    let month = reader.number()?;
    let second = reader.separator(['-', '/', '.', '月'])?;
    let day = reader.number()?;
    if (written == '年') != (second == '月') {
        return None;
    }
    if written == '年' {
        reader.separator(['日', '号', '曰', '\u{2F47}'])?;
    } else if reader.peek().is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    (1949..2100).contains(&year).then_some((reader.at, date))
}

/// `20180703`, standing alone.
fn compact_date(text: &str) -> Option<NaiveDate> {
    let digits = text.get(..8)?;
    let alone =
        !text.get(8..)?.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '号'));
    let number: u32 = digits.parse().ok().filter(|_| alone && digits.starts_with("20"))?;
    NaiveDate::from_ymd_opt(i32::try_from(number / 10_000).ok()?, number / 100 % 100, number % 100)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn skip_blanks(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    fn next_digit(&mut self) -> Option<u32> {
        let c = self.peek()?;
        let value = digit(c)?;
        self.at += c.len_utf8();
        Some(value)
    }

    fn year(&mut self) -> Option<u32> {
        let mut year = 0;
        for _ in 0..4 {
            year = year * 10 + self.next_digit().filter(|&digit| digit < 10)?;
        }
        Some(year)
    }

    /// One or two Arabic digits, or a Chinese number up to thirty-one.
    fn number(&mut self) -> Option<u32> {
        self.skip_blanks();
        let mut value = None;
        for _ in 0..3 {
            let start = self.at;
            let Some(digit) = self.next_digit() else { break };
            value = match (value, digit) {
                (None, _) => Some(digit),
                (Some(before), 10) if before < 10 => Some(before * 10),
                (Some(before), _) if before % 10 == 0 && before > 0 => Some(before + digit),
                (Some(before), _) if before < 10 && self.text.is_char_boundary(start) => {
                    Some(before * 10 + digit)
                }
                _ => return None,
            };
        }
        value
    }

    fn separator(&mut self, among: [char; 4]) -> Option<char> {
        self.skip_blanks();
        let c = self.peek().filter(|c| among.contains(c))?;
        self.at += c.len_utf8();
        Some(c)
    }
}

/// The value of an Arabic or Chinese digit; ten counts as one.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '十' => Some(10),
        _ => chinese_digit(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn reads_dates() {
        let first = |text: &str| find_dates(text).first().map(|(_, date)| *date);
        assert_eq!(first("2017年12月13日 09:45"), date(2017, 12, 13));
        assert_eq!(first("时间:2018-1-3"), date(2018, 1, 3));
        assert_eq!(first("(2019/03/15)"), date(2019, 3, 15));
        assert_eq!(first("2019.11.05"), date(2019, 11, 5));
        assert_eq!(first("2019 年 7 月 8 日"), date(2019, 7, 8));
        assert_eq!(first("二〇一七年十二月十三日"), date(2017, 12, 13));
        assert_eq!(first("二〇一六年三月二十一日"), date(2016, 3, 21));
        assert_eq!(first("日期:20180703"), date(2018, 7, 3));
        assert_eq!(first("电话20180703-2"), None);
        assert_eq!(first("2020年6月"), None);
        assert_eq!(first("7-9 08:52"), None);
        assert_eq!(first("2018-13-40"), None);
        assert_eq!(first("0916-6221687"), None);
        assert_eq!(first("12018-01-02"), None);
    }

    #[track_caller]
    fn furniture(text: &str) {
        assert!(Verdict::of(text).is_furniture(), "{text} {:?}", tokens(text, &find_dates(text)));
    }

    #[track_caller]
    fn text(text: &str) {
        assert!(!Verdict::of(text).is_furniture(), "{text} {:?}", tokens(text, &find_dates(text)));
    }

    #[test]
    fn tells_furniture() {
        furniture("首页 > 政务公开 > 部门动态");
        furniture("当前位置:首页>>调查研究>>正文");
        furniture("首页 渭南 正文");
        furniture("首页 新闻 视频 专题 > 正文");
        furniture("秦山论坛 » 乡村旅游 » 主题:走了一趟梯田");
        furniture("发布时间:2018-01-03 17:46:23 | 来源:秦东新闻网 | 编辑:王某 | 责编:李某");
        furniture("来源:秦山日报     日期:2018-07-02     浏览量:1464");
        furniture("上一条:关于农村饮水安全的调研报告 下一条:没有了");
        furniture("【打印本页】【关闭窗口】");
        furniture("分享到: 微信 微博 QQ空间 打印 字号:大 中 小");
        furniture("电话:0900-6221687 邮编:723500 邮箱:admin@mail.example.cn");
        furniture("版权所有:某某网 技术支持:信息中心 备案序号:某ICP备00000000号");
        furniture("图片默认标题_fororder_008_副本");
        furniture("/images/xx_07.jpg");
        furniture("[email protected]");
        furniture("扫一扫在手机打开当前页面");
        furniture("省人民政府|新华网频道|日报|晚报");
        furniture("责任编辑:孙某  版权所有 未经授权不得转载");
        furniture("发表于 7-9 08:52 | 只看该作者 | 倒序浏览");
        furniture("本帖最后由 老李 于 7-9 09:10 编辑");
        furniture("<!-- INFO END -->");
        furniture("× ");
        furniture("第17期(总第63期)");
        furniture("第12期 总第208期 A3版");
        furniture("第 3 页 共 30 页");
        furniture("第3页/共30页");
        furniture("-- 3 --");
        text("第3页的表");
    }

    #[test]
    fn plain_lines_are_no_furniture() {
        for line in
            ["一、基本情况", "大力发展社会事业", "第二批", "政府+公司+基地+农户", "来源单一,产业基础薄弱"]
        {
            assert!(!is_plain(line) || !Verdict::of(line).is_furniture(), "{line}");
        }
        assert!(is_plain("一、基本情况") && !is_plain("分享到: 微信") && !is_plain("-- 3 --"));
    }

    #[test]
    fn leaves_text_alone() {
        text("全县贫困户的收入来源:一是务工,二是种植。");
        text("一、基本情况");
        text("来源单一,产业基础薄弱");
        text("办理流程:选定搬迁对象→公布搬迁条件→农户自愿申请");
        text("1.普通高中(1900元/生·年)");
        text("时间紧、任务重");
        text("大力发展社会事业");
        text("专题培训与实地教学");
        text("政府+公司+基地+农户");
        text("项目类别\t项目数(个)\t金额(万元)");
        text("公示期10天,监督电话:0566-0000000,邮编:245100。");
        text("小计    220    21.8");
        text("打印机厂带动就业120人");
        text("第三期培训班");
        text("第二批");
    }

    #[test]
    fn reads_lines_of_newspapers() {
        let line = |text: &str| {
            let verdict = Verdict::of(text);
            (verdict.is_around_text(), verdict.date)
        };
        let day = |month, day| NaiveDate::from_ymd_opt(2021, month, day);
        assert_eq!(line("2021年6月3日 星期四 第05版:县域"), (true, day(6, 3)));
        assert_eq!(line("2021年11月19日 星期五 A04版"), (true, day(11, 19)));
        assert_eq!(line("《秦山农民报》第612期 2021年11月19日 本报通讯员 王某"), (true, day(11, 19)));
        assert_eq!(line("《县域周刊》2021年6月3日第5版"), (true, day(6, 3)));
        assert_eq!(line("培训班办到第12期"), (false, None));
        assert_eq!(line("星期天农贸市场开市"), (false, None));
    }

    #[test]
    fn reads_the_register_of_a_public_document() {
        let line = |text: &str| {
            let verdict = Verdict::of(text);
            (verdict.is_around_text(), verdict.is_furniture(), verdict.title.map(str::to_owned))
        };
        let title = |text: &str| Some(text.to_owned());
        assert_eq!(line("索引号:QX-NYJ/2022-0417    公开方式:主动公开"), (true, false, None));
        assert_eq!(line("索 引 号:  11520328MB/2021-12345"), (true, false, None));
        assert_eq!(line("主动公开"), (true, false, None));
        assert_eq!(
            line("标    题: 县财政局 县扶贫办关于下达资金的通知"),
            (true, false, title("县财政局 县扶贫办关于下达资金的通知"))
        );
        assert_eq!(
            line("名称:关于下达资金的通知 文号:县财农〔2022〕7号"),
            (true, false, title("关于下达资金的通知"))
        );
        assert_eq!(line("公开方式要便民,名称要统一"), (false, false, None));
        assert_eq!(line("主动公开扶贫资金分配结果"), (false, false, None));
    }

    #[test]
    fn reads_outlets() {
        let source = |text: &str| Verdict::of(text).source.and_then(outlet_name);
        assert_eq!(
            source("发布时间:2018-01-03 | 来源:秦东新闻网 | 编辑:王某").as_deref(),
            Some("秦东新闻网")
        );
        assert_eq!(source("来源: 秦山日报  日期:2018-07-02").as_deref(), Some("秦山日报"));
        assert_eq!(source("2017年12月13日 09:45 县政协农业委 点击:[]").as_deref(), Some("县政协农业委"));
        assert_eq!(source("罗江新闻网 2015-12-04").as_deref(), Some("罗江新闻网"));
        assert_eq!(source("(来源:《秦山日报》)").as_deref(), Some("秦山日报"));
        assert_eq!(source("《秦山日报》2019年5月20日第5版").as_deref(), Some("秦山日报"));
        assert_eq!(source("来源 秦山日报 2015-12-04").as_deref(), Some("秦山日报"));
        assert_eq!(source("稿源:秦山日报·云上秦山 2015-12-04").as_deref(), Some("秦山日报·云上秦山"));
        assert_eq!(source("来源:本站 2015-12-04"), None);
        assert_eq!(source("王某某 2018/03/15"), None);
        assert_eq!(Verdict::of("来源:").open_label, Some(Cue::Source));
        assert_eq!(source("来 源: 秦山日报").as_deref(), Some("秦山日报"));
    }
}
