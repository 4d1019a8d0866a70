//! Takes the lines of a page and tells furniture from text; finds title, date and outlet.
//!
//! A page has a head (before the first running text), a body and a tail (after the last). What may be furniture differs:
//! a name beside a date is a dateline in the head and a row of a list in the body.

use std::ops::Range;

use lianjie_core::NaiveDate;

use super::dateline::{self, Verdict};
use super::layout::Full;
use super::line::{Line, is_word};
use super::mark::line_mark;
use super::title;
use super::words::{self, Cue};
use crate::fold::INVISIBLE;

/// The head of a page has at most so many lines.
const HEAD: usize = 80;
/// A line of the tail longer than this is no furniture by position alone.
const TAIL_LINE: usize = 40;

/// What a line is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    /// A line of the headline.
    Title,
    Furniture,
    /// Furniture in the place of a picture.
    Picture,
}

/// What a page says around its text.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// For each line its role.
    pub(super) roles: Vec<Role>,
    /// The lines that make up the title, in order.
    pub(super) title: Vec<usize>,
    /// The bytes of the title's first line that are the title, where the line holds more.
    pub(super) title_part: Option<Range<usize>>,
    pub(super) published: Option<NaiveDate>,
    /// The outlet, folded.
    pub(super) source: Option<String>,
}

/// The head of a page as the search for the title sees it.
pub(super) struct Head<'a> {
    pub(super) lines: &'a [Line<'a>],
    pub(super) verdicts: Vec<Verdict<'a>>,
    /// Whether the line is furniture here, where datelines are.
    pub(super) furniture: Vec<bool>,
}

/// Reads a page. What nobody sees parts no word of a dateline or a headline.
pub(super) fn read(lines: &[Line<'_>]) -> Page {
    if lines.iter().all(|line| !line.text.contains(INVISIBLE)) {
        return read_visible(lines);
    }
    let texts: Vec<String> = lines.iter().map(|line| line.text.replace(INVISIBLE, "")).collect();
    let visible: Vec<Line<'_>> = lines
        .iter()
        .zip(&texts)
        .map(|(line, text)| Line { text, length: text.chars().count(), ..line.clone() })
        .collect();
    let mut page = read_visible(&visible);
    if let Some((part, &at)) = page.title_part.as_mut().zip(page.title.first())
        && let Some(line) = lines.get(at)
    {
        *part = printed(line.text, part);
    }
    page
}

/// Where a stretch of the bytes that are seen stands in the text as it is printed.
fn printed(text: &str, seen: &Range<usize>) -> Range<usize> {
    let mut at = 0;
    let mut places = text.char_indices().filter(|(_, c)| *c != INVISIBLE).map(|(byte, c)| {
        let here = at;
        at += c.len_utf8();
        (here, byte)
    });
    let start = places.find(|(here, _)| *here == seen.start).map_or(0, |(_, byte)| byte);
    let end = places.find(|(here, _)| *here == seen.end).map_or(text.len(), |(_, byte)| byte);
    start..end
}

fn read_visible(lines: &[Line<'_>]) -> Page {
    // A line by itself is no page: whoever gives one means its words.
    if lines.len() <= 1 {
        return Page { roles: vec![Role::Text; lines.len()], ..Page::default() };
    }
    let head = head(lines);
    let full = Full::of(lines.iter());
    let found = title::find(&head, lines, full);
    let mut page = Page { roles: vec![Role::Text; lines.len()], ..Page::default() };
    let head_end = head.lines.len();
    for ((role, &furniture), verdict) in page.roles.iter_mut().zip(&head.furniture).zip(&head.verdicts) {
        if furniture {
            *role = if verdict.picture { Role::Picture } else { Role::Furniture };
        }
    }
    let first_title = found.lines.first().copied();
    if let Some(first) = first_title {
        for role in page.roles.iter_mut().take(first) {
            *role = Role::Furniture;
        }
    }
    page.mark_body(lines, head_end);
    if let Some(first) = first_title.and_then(|first| lines.get(first)) {
        page.mark_repeats(lines, first, &found.text);
    }
    page.mark_tail(lines, head_end, full);
    for &at in &found.lines {
        if let Some(role) = page.roles.get_mut(at) {
            *role = Role::Title;
        }
    }
    page.title = found.lines;
    page.title_part = found.part;
    page.read_fields(lines, &head, full);
    page
}

fn head<'a>(lines: &'a [Line<'a>]) -> Head<'a> {
    let mut verdicts: Vec<Verdict<'a>> = Vec::new();
    let mut furniture: Vec<bool> = Vec::new();
    let mut awaits = None;
    for (at, line) in lines.iter().enumerate().take(HEAD) {
        let mut verdict = Verdict::of(line.text);
        let short = line.length <= 24;
        // 名称:… below text is an entry of what that tells.
        let entry = verdict.title.is_some() && furniture.contains(&false);
        let mut is_furniture = verdict.is_around_text() && !entry || (line.length == 1 && at > 0);
        let is_prose = line.is_prose() && !words::page_line().ends(line.text, Cue::Caption);
        if at > 0 && stands_in_table(lines, at) {
            break;
        }
        // 2018年4月26日 大风 below the page's own day begins a diary.
        let other_day = verdict.date.filter(|_| verdict.source.is_none() && !verdict.is_furniture());
        if other_day.is_some_and(|day| {
            verdicts.iter().any(|above| above.date.is_some_and(|own| own != day))
                && line.text.ends_with(super::WEATHER)
        }) {
            break;
        }
        if !is_furniture && (is_prose || (at > 0 && line_mark(line.text).is_some_and(|mark| mark.number > 0)))
        {
            break;
        }
        // The value of a label that ended the line before.
        if let Some(cue) = awaits.filter(|_| short) {
            if cue == Cue::Source && verdict.source.is_none() && !verdict.is_furniture() {
                verdict.source = Some(line.text);
            }
            is_furniture |=
                matches!(cue, Cue::Source | Cue::Date | Cue::Byline | Cue::Views | Cue::Navigation);
        }
        awaits = verdict.open_label;
        verdicts.push(verdict);
        furniture.push(is_furniture);
    }
    let lines = lines.get(..verdicts.len()).unwrap_or_default();
    Head { lines, verdicts, furniture }
}

impl Page {
    fn set(&mut self, at: usize, role: Role) {
        if let Some(slot) = self.roles.get_mut(at) {
            *slot = role;
        }
    }

    fn mark_body(&mut self, lines: &[Line<'_>], from: usize) {
        for (at, line) in lines.iter().enumerate().skip(from) {
            if !dateline::may_be_furniture(line) || dateline::is_plain(line.text) {
                continue;
            }
            let verdict = Verdict::of(line.text);
            if verdict.is_furniture() && !stands_in_table(lines, at) {
                self.set(at, if verdict.picture { Role::Picture } else { Role::Furniture });
            }
        }
    }

    fn mark_tail(&mut self, lines: &[Line<'_>], head_end: usize, full: Option<Full>) {
        // On a page of one width a full line and the one after it are text.
        let is_full = |at: usize| {
            full.zip(lines.get(at)).is_some_and(|(full, line)| full.holds(line.text, line.indent))
        };
        let runs_on = |at: usize| is_full(at) || at.checked_sub(1).is_some_and(is_full);
        let is_text = |(at, line): (usize, &Line<'_>)| {
            self.roles.get(at) == Some(&Role::Text)
                && (line.is_prose() || runs_on(at) || stands_in_table(lines, at))
        };
        let last = lines.iter().enumerate().rev().find_map(|(at, line)| is_text((at, line)).then_some(at));
        let Some(tail) = last.map(|last| last + 1).filter(|&tail| tail > head_end.saturating_sub(1)) else {
            return;
        };
        let (mut gone, mut related) = (false, false);
        for (at, line) in lines.iter().enumerate().skip(tail) {
            if matches!(self.roles.get(at), Some(Role::Furniture | Role::Picture)) {
                gone = true;
                related |= Verdict::of(line.text).related;
            } else if gone
                && line.length <= TAIL_LINE
                && !line.has_sentence_end()
                && (related || line_mark(line.text).is_none())
            {
                self.set(at, Role::Furniture);
            }
        }
    }

    /// Lines that only say the title again, once or several times.
    fn mark_repeats(&mut self, lines: &[Line<'_>], first: &Line<'_>, title: &str) {
        let titles =
            [first.text, title].map(|title| title.chars().filter(|c| is_word(*c)).collect::<Vec<char>>());
        for (at, line) in lines.iter().enumerate() {
            if titles.iter().any(|title| says_again(line.text, title)) {
                self.set(at, Role::Picture);
            }
        }
    }

    fn read_fields(&mut self, lines: &[Line<'_>], head: &Head<'_>, full: Option<Full>) {
        self.published =
            head.verdicts.iter().filter(|verdict| verdict.is_around_text()).find_map(|verdict| verdict.date);
        self.source = head.verdicts.iter().find_map(|verdict| verdict.source.and_then(dateline::outlet_name));
        if self.published.is_none() {
            let lines = head.lines.iter().zip(head.lines.iter().skip(1).map(Some).chain([None]));
            self.published = lines.into_iter().find_map(|(line, next)| {
                let broken = next.filter(|_| full.is_some_and(|full| full.holds(line.text, line.indent)));
                meeting_date(&[line.text, broken.map_or("", |next| next.text)].concat())
                    .or_else(|| bracketed_date(line.text))
            });
        }
        if self.published.is_none() {
            self.published = openings(lines).find_map(|line| wire(line.text)?.1);
        }
        let tail_start =
            lines.iter().rposition(Line::is_prose).map_or(0, |last| last + 1).max(head.lines.len());
        let tail = lines.get(tail_start..).unwrap_or_default();
        for line in tail.iter().take(HEAD) {
            let verdict = Verdict::of(line.text);
            if verdict.is_around_text() {
                self.published = self.published.or(verdict.date);
                let named = verdict.source.filter(|_| verdict.is_furniture()).and_then(dateline::outlet_name);
                self.source = self.source.take().or(named);
            }
        }
        if self.source.is_none() {
            self.source = openings(lines).find_map(|line| wire(line.text)?.0);
        }
        if self.source.is_none() {
            self.source = colophon(tail).or_else(|| signature(tail));
        }
    }
}

/// The lines that may open a dispatch: the first of running text, broken or not.
fn openings<'a>(lines: &'a [Line<'a>]) -> impl Iterator<Item = &'a Line<'a>> {
    const LONG: usize = 20;
    lines.iter().filter(|line| line.is_prose() || line.length >= LONG && line.text.contains(',')).take(2)
}

/// Whether a line is a row among rows.
fn stands_in_table(lines: &[Line<'_>], at: usize) -> bool {
    let cells = |at: usize| lines.get(at).and_then(Line::cells).map(|cells| cells.len());
    let width = |at: usize| {
        lines.get(at).map_or(0, |line| line.text.matches('|').count().max(line.text.matches('\t').count()))
    };
    if lines.get(at).is_some_and(Line::is_rule) {
        return false;
    }
    let Some(here) = cells(at).or_else(|| Some(width(at)).filter(|&bars| bars >= 2).map(|bars| bars + 1))
    else {
        return false;
    };
    let rule = |at: usize| lines.get(at).is_some_and(Line::is_rule);
    let below = if rule(at + 1) { at + 2 } else { at + 1 };
    let above = at.checked_sub(1).map(|above| if rule(above) { above.saturating_sub(1) } else { above });
    [above, Some(below)].into_iter().flatten().filter_map(cells).any(|there| there.abs_diff(here) <= 2)
}

/// Whether `line` says nothing but the words of `title`, perhaps several times over.
fn says_again(line: &str, title: &[char]) -> bool {
    let mut wanted = title.iter().cycle();
    let mut said = 0;
    for c in line.chars().filter(|c| is_word(*c)) {
        if wanted.next() != Some(&c) {
            return false;
        }
        said += 1;
    }
    title.len() >= 6 && said > 0 && said % title.len() == 0
}

/// The date of a line such as `——2019年1月8日在县第十八届人民代表大会第三次会议上`, or of a date in brackets.
fn meeting_date(text: &str) -> Option<NaiveDate> {
    let dates = dateline::find_dates(text);
    let (range, date) = dates.first()?;
    let opens = text.get(..range.start)?.chars().all(|c| !c.is_alphanumeric());
    (opens && words::page_line().has(text, Cue::Meeting)).then_some(*date)
}

/// The day that ends a line in brackets under the headline or under the text, or that stands in brackets behind the
/// number of a paper: (摘自某县计划执行情况报告,2019年1月8日), 某府发〔2012〕22号(2012年11月26日).
fn bracketed_date(text: &str) -> Option<NaiveDate> {
    let closed = text.trim().strip_suffix(')')?;
    let (range, date) = dateline::find_dates(closed).pop()?;
    let before = closed.get(..range.start)?;
    let own = before.strip_prefix('(').is_some_and(|words| !words.contains(['。', '(', '%']));
    let paper = before.strip_suffix('(').is_some_and(|number| number.ends_with('号'));
    (range.end == closed.len() && (own || paper)).then_some(date)
}

/// The outlet that opens a dispatch, and the full date that may stand beside it: `秦东新闻网渭南讯(…)`,
/// `央视网消息(…):`, `清河网2011年4月12日讯`, `本报讯(2011年4月12日)`.
fn wire(text: &str) -> Option<(Option<String>, Option<NaiveDate>)> {
    let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
    let opening = text.get(..end)?;
    let mut outlet: Option<std::ops::Range<usize>> = None;
    for (range, cue) in words::outlet().hits(opening) {
        match cue {
            Cue::Outlet => match &mut outlet {
                None => outlet = Some(0..range.end),
                Some(name) if name.end == range.start => name.end = range.end,
                Some(_) => {}
            },
            Cue::Wire => {
                let name = outlet.unwrap_or(0..0);
                let between = opening.get(name.end..range.start)?;
                let after = opening.get(range.end..)?.chars().next();
                let plain =
                    !between.contains([',', '。', ';', ':', '“', '、']) && between.chars().count() <= 20;
                let printed = opening.get(name)?;
                let bounded = after.is_none_or(|c| matches!(c, '(' | ':' | ' ' | ',' | '【'));
                if !plain || !bounded {
                    return None;
                }
                let named = (1..=16).contains(&printed.chars().count());
                let name = if named { dateline::outlet_name(printed) } else { None };
                let parts = [Some(between), text.get(range.end..).and_then(bracketed)];
                let mut dates = parts.into_iter().flatten().flat_map(dateline::find_dates);
                return Some((name, dates.next().map(|(_, date)| date)));
            }
            Cue::NoOutlet if range.start == 0 => outlet = Some(0..range.end),
            _ => {}
        }
    }
    None
}

/// What stands in brackets where a text begins: `(记者 王某 2019年3月6日)`.
fn bracketed(text: &str) -> Option<&str> {
    /// Characters that a byline may take.
    const BYLINE: usize = 40;
    let (inside, _) = text.strip_prefix('(')?.split_once(')')?;
    (inside.chars().count() <= BYLINE).then_some(inside)
}

/// The publication named in quotation marks above the line that says who is its host.
fn colophon(tail: &[Line<'_>]) -> Option<String> {
    let host = tail
        .iter()
        .position(|line| words::outlet().ends(line.text, Cue::Host) && line.length <= TAIL_LINE)?;
    let above = host.checked_sub(1).and_then(|at| tail.get(at))?;
    let name = above.text.strip_prefix('“')?.strip_suffix('”')?;
    dateline::outlet_name(name)
}

/// The office that signs a notice: `某县人民政府办公室` above or before the date.
fn signature(tail: &[Line<'_>]) -> Option<String> {
    let dated = |line: &Line<'_>| !dateline::find_dates(line.text).is_empty() && line.length <= TAIL_LINE;
    let office =
        |line: &Line<'_>| dateline::is_outlet(line.text).then(|| dateline::outlet_name(line.text)).flatten();
    let above = tail.windows(2).find_map(|pair| match pair {
        [name, date] if dated(date) => office(name),
        _ => None,
    });
    above.or_else(|| {
        let line = tail.iter().find(|line| dated(line))?;
        Verdict::of(line.text).source.and_then(dateline::outlet_name)
    })
}
