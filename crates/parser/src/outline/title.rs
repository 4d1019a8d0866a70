//! Takes the head of a page and finds the headline.

use std::ops::Range;

use super::dateline::{find_dates, is_outlet};
use super::layout::Full;
use super::line::Line;
use super::mark::line_mark;
use super::page::Head;
use super::words::{self, Cue};

/// Headlines are not longer, and a line of one character is none.
const LONGEST: usize = 64;

/// The headline that was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Its lines: the headline and the subtitle that goes with it.
    pub(super) lines: Vec<usize>,
    /// Its folded text.
    pub(super) text: String,
    /// The bytes of its first line that are the headline, where that holds more: it says it twice, or labels it.
    pub(super) part: Option<Range<usize>>,
}

/// Finds the headline among the lines of the head; `all` are the lines of the page.
pub(super) fn find(head: &Head<'_>, all: &[Line<'_>], full: Option<Full>) -> Found {
    if let Some(found) = labelled(head) {
        return found;
    }
    let Some(first) = best(head, all, full) else { return Found::default() };
    let first = above_colon(head, first);
    let Some(line) = head.lines.get(first) else { return Found::default() };
    if let Some(half) = first_half(line.text) {
        return Found { lines: vec![first], text: half.to_owned(), part: Some(0..half.len()) };
    }
    let lines: Vec<usize> = (issuers(head, first)..=first).collect();
    let text = lines.iter().filter_map(|at| head.lines.get(*at)).map(|line| line.text).collect();
    let mut found = Found { lines, text, part: None };
    for (at, next) in head.lines.iter().enumerate().skip(first + 1) {
        if head.furniture.get(at) == Some(&true) || !goes_on(&found.text, next) {
            break;
        }
        found.text.push_str(next.text);
        found.lines.push(at);
    }
    found
}

/// The headline that a label names, among the entries of a register: 标题:…. Below lines of text 名称:… is an entry of
/// what they tell.
fn labelled(head: &Head<'_>) -> Option<Found> {
    let register = head.verdicts.iter().zip(&head.furniture).take_while(|(_, furniture)| **furniture);
    let (at, title) = register.enumerate().find_map(|(at, (verdict, _))| Some((at, verdict.title?)))?;
    let line = head.lines.get(at)?;
    let from = line.text.find(title)?;
    Some(Found { lines: vec![at], text: title.to_owned(), part: Some(from..from + title.len()) })
}

/// The first of the offices named in the lines right above 关于…: they issue it.
fn issuers(head: &Head<'_>, at: usize) -> usize {
    let concerns = |at: usize| {
        head.lines.get(at).is_some_and(|line| words::page_line().begins(line.text, Cue::Concerning))
    };
    if !concerns(at) {
        return at;
    }
    let office = |at: &usize| {
        head.furniture.get(*at) == Some(&false)
            && head.lines.get(*at).is_some_and(|line| is_outlet(line.text))
    };
    (0..at).rev().take_while(office).last().unwrap_or(at)
}

/// The first of the two equal halves of a line.
fn first_half(text: &str) -> Option<&str> {
    let (first, second) = text.split_at_checked(text.len() / 2)?;
    (first == second && first.chars().count() >= 6).then_some(first)
}

/// Whether the next line is a part of the headline: a subtitle after a dash, or the rest of what a colon, a comma, a
/// quotation or a bracket left open.
fn goes_on(title: &str, next: &Line<'_>) -> bool {
    if next.length > LONGEST {
        return false;
    }
    if next.text.starts_with("--") {
        return !is_occasion(next.text) && !next.has_sentence_end();
    }
    let open = |open: char, close: char| title.matches(open).count() > title.matches(close).count();
    let left_open = open('“', '”') || open('《', '》') || open('(', ')');
    let unfinished = title.ends_with([':', ',', '、']) || left_open;
    unfinished && is_headline(next)
}

/// Whether a line behind a dash says when and where a speech was given.
fn is_occasion(text: &str) -> bool {
    let bare = text.trim_start_matches(['-', '(']).trim_end_matches(')');
    let dated = find_dates(bare).first().is_some_and(|(range, _)| range.start == 0);
    dated || words::page_line().ends(bare, Cue::Meeting)
}

fn best(head: &Head<'_>, all: &[Line<'_>], full: Option<Full>) -> Option<usize> {
    let is_furniture = |at: usize| head.furniture.get(at) == Some(&true);
    // 某县先建项目库,再从里头挑出5家龙头企业,由它们同: a line of running text that the page broke.
    let runs_on = |at: usize, line: &Line<'_>| {
        full.is_some_and(|full| full.holds(line.text, line.indent))
            && line.text.contains(',')
            && all.get(at + 1).is_some_and(|next| !next.after_blank)
    };
    let candidate = |at: usize| -> bool {
        let is = |line: &Line<'_>| is_headline(line) || (line.text.ends_with(':') && continues(head, at));
        !is_furniture(at)
            && head.lines.get(at).is_some_and(|line| {
                is(line) && !runs_on(at, line) && !is_person(line.text) && !is_segment(head, line.text)
            })
            && !is_masthead(head, at)
    };
    let count = head.lines.len();
    let first = (0..count).find(|&at| candidate(at));
    let dateline =
        head.verdicts.iter().enumerate().position(|(at, verdict)| {
            is_furniture(at) && (verdict.date.is_some() || verdict.source.is_some())
        });
    // The line before the dateline, past subtitles, occasions and names of persons.
    let above = dateline.and_then(|dateline| (0..dateline).rev().find(|&at| candidate(at)));
    // Where the dateline stands above the headline, the line after it.
    let below =
        dateline.filter(|_| above.is_none()).and_then(|dateline| (dateline..count).find(|&at| candidate(at)));
    let path = head.verdicts.iter().rposition(|verdict| verdict.breadcrumb);
    let after_path = path.and_then(|path| (path..count).find(|&at| candidate(at)));
    let mut best: Option<(u32, usize)> = None;
    for at in (0..count).filter(|&at| candidate(at)) {
        let Some(line) = head.lines.get(at) else { continue };
        let again = all.iter().enumerate().any(|(other, twin)| other != at && twin.text == line.text);
        let score = 4 * u32::from(above == Some(at))
            + 3 * u32::from(below == Some(at))
            + 3 * u32::from(after_path == Some(at))
            + 3 * u32::from(again)
            + 2 * u32::from(first == Some(at))
            + 4 * u32::from(words::page_line().begins(line.text, Cue::Concerning))
            + u32::from(line.length >= 9);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, at));
        }
    }
    let (_, at) = best?;
    // A page that gives the headline twice gives it in full once.
    let text = head.lines.get(at)?.text;
    let fuller = (0..at).filter(|&other| candidate(other)).find(|&other| {
        head.lines.get(other).is_some_and(|line| line.text != text && line.text.ends_with(text))
    });
    Some(fuller.unwrap_or(at))
}

/// Whether a line names the office or the gazette whose paper this is, not what the document is about: 某局文件, the
/// name above the number of an issue, an office between a headline and a date or above 关于….
fn is_masthead(head: &Head<'_>, at: usize) -> bool {
    /// A headline right above an office has so many characters.
    const HEADLINE: usize = 6;
    let Some(text) = head.lines.get(at).map(|line| line.text) else { return false };
    let text = text.split_once('(').map_or(text, |(name, _)| name);
    let near = |at: Option<usize>| at.and_then(|at| Some((head.lines.get(at)?, head.furniture.get(at)?)));
    let above = near(at.checked_sub(1));
    let below = near(at.checked_add(1));
    if words::page_line().ends(text, Cue::Letterhead) {
        let office = text.chars().count() > 4 && !text.contains(|c: char| c.is_ascii_digit());
        let headed = below.is_some_and(|(line, furniture)| *furniture || is_file_number(line.text));
        return office && (headed || later_concerns(head, at));
    }
    let headline =
        above.is_some_and(|(line, furniture)| !furniture && line.length >= HEADLINE && is_headline(line));
    let dated = below.is_some_and(|(_, furniture)| *furniture);
    is_outlet(text) && (headline && dated || later_concerns(head, at))
}

/// Whether a later line of the head begins with 关于.
fn later_concerns(head: &Head<'_>, at: usize) -> bool {
    let mut later = head.lines.iter().skip(at + 1);
    later.any(|line| is_headline(line) && words::page_line().begins(line.text, Cue::Concerning))
}

/// The line above, when a colon at its end leaves the headline to this one.
fn above_colon(head: &Head<'_>, at: usize) -> usize {
    let above = at.checked_sub(1).filter(|&above| {
        head.furniture.get(above) == Some(&false)
            && head.lines.get(above).is_some_and(|line| line.text.ends_with(':') && line.length >= 4)
            && continues(head, above)
    });
    above.unwrap_or(at)
}

/// Whether the line after a line with a colon could be the rest of a headline.
fn continues(head: &Head<'_>, at: usize) -> bool {
    let next = head.lines.get(at + 1);
    next.is_some_and(|next| !next.after_blank && is_headline(next))
        && head.furniture.get(at + 1) == Some(&false)
        && head.lines.get(at).is_some_and(|line| !words::page_line().begins(line.text, Cue::Address))
}

fn is_headline(line: &Line<'_>) -> bool {
    let text = line.text;
    (2..=LONGEST).contains(&line.length)
        && !text.contains('。')
        && !text.ends_with([':', ',', ';', '、'])
        && !text.starts_with("--")
        && !text.starts_with(['(', '□', '■', '◎', '△', '▲', '●'])
        && line_mark(text).is_none_or(|mark| mark.number == 0)
        && !is_file_number(text)
        && !is_annex(text)
        && !words::page_line().begins(text, Cue::Address)
        && !is_occasion(text)
        && !text.is_ascii()
}

/// 县政办发〔2018〕21号.
fn is_file_number(text: &str) -> bool {
    text.contains(['〔', '[']) && text.ends_with('号')
}

/// 附件1, 附表: what stands above the headline of an annex.
fn is_annex(text: &str) -> bool {
    let number = |c: char| matches!(c, '件' | '表' | ':' | ' ' | '一' | '二' | '三') || c.is_ascii_digit();
    text.strip_prefix('附').is_some_and(|rest| rest.chars().all(number))
}

/// 市长 王某某: an office and a name.
pub(super) fn is_person(text: &str) -> bool {
    let mut words_of = text.split([' ', '\t']).filter(|word| !word.is_empty());
    let (Some(office), Some(name)) = (words_of.next(), words_of.next()) else { return false };
    let rest: usize = words_of.map(|word| word.chars().count()).sum();
    words::page_line().ends(office, Cue::Office) && name.chars().count() + rest <= 6
}

/// Whether the text is one of the steps of the path to the page.
fn is_segment(head: &Head<'_>, text: &str) -> bool {
    text.chars().count() <= 12 && head.verdicts.iter().any(|verdict| verdict.segments.contains(&text))
}
