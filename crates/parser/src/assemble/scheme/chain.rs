//! Takes the reading, gives the chains by which schemes are named: `公司+合作社+贫困户`, and those told in words,
//! `农场带园区、园区带合作社、合作社带农户`.
//!
//! Quotation marks may be lost, and so may the commas between chains: a link that goes on after a household
//! (`合作社+农户公司(基地)+农户`) ends one chain and opens the next.

use lianjie_core::{Party, Tie};

use super::tie;
use crate::context::Context;
use crate::lexicon::{Class, Hit};
use crate::reading::{Reading, TextRange, offset};

/// A chain where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    /// From the first link to the last, without quotation marks.
    pub(super) range: TextRange,
    /// `None` when the chain is told in words.
    pub(super) name: Option<String>,
    pub(super) parties: Vec<Party>,
    pub(super) ties: Vec<Tie>,
    /// One link is a form of help (`旅游产业+扶贫`).
    pub(super) aid: bool,
    /// Links without a known role.
    pub(super) unknown: Vec<TextRange>,
}

/// The longest link, in characters.
const LINK: usize = 16;

/// All chains, in text order.
pub(super) fn find(context: &Context<'_>) -> Vec<Chain> {
    let mut chains = plus(context);
    chains.extend(told(context));
    chains.sort_by_key(|chain| chain.range.start);
    chains
}

fn plus(context: &Context<'_>) -> Vec<Chain> {
    let reading = context.reading();
    let mut chains = Vec::new();
    let mut signs = reading.text().match_indices('+').map(|(at, _)| offset(at)).peekable();
    while let Some(first) = signs.next() {
        let mut last = first;
        let mut links = vec![first_link(context, first)];
        if in_title(reading, first) {
            continue;
        }
        while let Some(&next) = signs.peek() {
            let between = TextRange::new(last + 1, next);
            let text = reading.slice(between);
            if text.is_empty() || text.chars().count() > LINK || !text.chars().all(is_link_char) {
                break;
            }
            links.push(Some(between));
            last = next;
            signs.next();
        }
        let quoted = links
            .first()
            .copied()
            .flatten()
            .is_some_and(|l| reading.char_before(l.start).is_some_and(is_quote));
        links.push(last_link(context, last, quoted));
        if let Some(links) = links.into_iter().collect::<Option<Vec<_>>>() {
            chains.extend(split(context, &links).iter().filter_map(|links| chain(context, links)));
        }
    }
    chains
}

/// Bytes before a sign in which the title that holds it may begin.
const TITLE: u32 = 120;

/// Within the 《》 of a document's title.
fn in_title(reading: &Reading, at: u32) -> bool {
    // From the character on that holds the byte where the reach begins.
    let start = at.saturating_sub(TITLE);
    let before = (start.saturating_sub(3)..=start).rev().map(|start| reading.between(start, at));
    let before = before.into_iter().find(|before| !before.is_empty()).unwrap_or_default();
    match (before.rfind('《'), before.rfind('》')) {
        (Some(open), Some(close)) => open > close,
        (open, _) => open.is_some(),
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '‘' | '"' | '「')
}

fn is_link_char(c: char) -> bool {
    !matches!(
        c,
        ',' | '。' | ';' | ':' | '!' | '?' | '、' | '“' | '”' | '‘' | '’' | '"' | '\n' | '《' | '》' | '+'
    )
}

/// The link before the first sign: all of a quotation, else the party or tie that ends there, else what stands
/// after the last word that no name holds.
fn first_link(context: &Context<'_>, sign: u32) -> Option<TextRange> {
    let reading = context.reading();
    let mut start = sign;
    for _ in 0..LINK {
        match reading.char_before(start) {
            Some(c) if is_link_char(c) => start -= offset(c.len_utf8()),
            _ => break,
        }
    }
    let whole = TextRange::new(start, sign);
    if whole.is_empty() {
        return None;
    }
    if reading.char_before(start).is_some_and(is_quote) {
        return Some(whole);
    }
    let hits = &context.mentions.hits;
    // 园区(基地): the role stands before the bracket.
    let body = reading.slice(whole).rfind('(').filter(|_| reading.slice(whole).ends_with(')'));
    let end = body.map_or(sign, |at| start + offset(at));
    let ends_there = |class: Class| hits.within(class, whole).iter().rev().find(|hit| hit.range.end == end);
    if let Some(hit) =
        ends_there(Class::Party).filter(|hit| hit.code != "none").or_else(|| ends_there(Class::Tie))
    {
        return Some(TextRange::new(hit.range.start, sign));
    }
    let edge = hits.within(Class::OrganisationEdge, whole).iter().rev().find(|hit| hit.attr == "strong");
    Some(TextRange::new(edge.map_or(start, |hit| hit.range.end), sign)).filter(|link| !link.is_empty())
}

fn last_link(context: &Context<'_>, sign: u32, quoted: bool) -> Option<TextRange> {
    let reading = context.reading();
    let start = sign + 1;
    let rest = reading.text().get(crate::reading::size(start)..)?;
    let length: usize = rest.chars().take(LINK).take_while(|c| is_link_char(*c)).map(char::len_utf8).sum();
    let whole = TextRange::new(start, start + offset(length));
    if whole.is_empty() {
        return None;
    }
    if quoted && reading.char_at(whole.end).is_some_and(|c| matches!(c, '”' | '’' | '"')) {
        return Some(whole);
    }
    let hits = &context.mentions.hits;
    let opens = |class: Class| hits.within(class, whole).iter().find(|hit| hit.range.start == start);
    if let Some(hit) = opens(Class::Party).filter(|hit| hit.code != "none").or_else(|| opens(Class::Tie)) {
        let bracket = reading.slice(TextRange::new(hit.range.end, whole.end));
        let end = match bracket.find(')') {
            Some(at) if bracket.starts_with('(') => hit.range.end + offset(at) + 1,
            _ => hit.range.end,
        };
        return Some(TextRange::new(start, end));
    }
    let noun = hits.within(Class::SchemeName, whole).iter().find(|hit| matches!(hit.code, "mode" | "noun"));
    let link = TextRange::new(start, noun.map_or(whole.end, |hit| hit.range.start));
    // 农户+模式 joins nothing.
    Some(link).filter(|link| !link.is_empty())
}

/// Splits run-together chains after each household that does not end its link.
fn split(context: &Context<'_>, links: &[TextRange]) -> Vec<Vec<TextRange>> {
    let mut chains = vec![Vec::new()];
    for (index, link) in links.iter().enumerate() {
        let household = context
            .mentions
            .hits
            .within(Class::Party, *link)
            .iter()
            .find(|hit| hit.range.start == link.start);
        let cut = household
            .filter(|hit| hit.code == "household" && index > 0 && index + 1 < links.len())
            .map(|hit| hit.range.end)
            .filter(|end| *end < link.end && context.reading().char_at(*end) != Some('('))
            .filter(|end| !roles(context, TextRange::new(*end, link.end)).is_empty());
        match (cut, chains.last_mut()) {
            (Some(cut), Some(last)) => {
                last.push(TextRange::new(link.start, cut));
                chains.push(vec![TextRange::new(cut, link.end)]);
            }
            (None, Some(last)) => last.push(*link),
            (_, None) => {}
        }
    }
    chains
}

/// The roles that a link names: that of its last word, and one in brackets.
fn roles(context: &Context<'_>, link: TextRange) -> Vec<Party> {
    let reading = context.reading();
    let text = reading.slice(link);
    let body = text.find('(').map_or(link, |at| TextRange::new(link.start, link.start + offset(at)));
    let hits = context.mentions.hits.within(Class::Party, link);
    let whole = hits.iter().find(|hit| hit.range == link);
    let head = hits.iter().rev().find(|hit| hit.range.end == body.end);
    let inner = hits.iter().find(|hit| hit.range.start > body.end);
    let found = match whole {
        Some(hit) => vec![hit],
        None => head
            .or_else(|| hits.iter().rev().find(|hit| body.contains(hit.range)))
            .into_iter()
            .chain(inner)
            .collect(),
    };
    let mut roles: Vec<Party> = Vec::new();
    for party in found.iter().filter_map(|hit: &&Hit<'_>| Party::from_code(hit.code)) {
        if !roles.contains(&party) {
            roles.push(party);
        }
    }
    roles
}

fn chain(context: &Context<'_>, links: &[TextRange]) -> Option<Chain> {
    let reading = context.reading();
    let range = links.first()?.cover(*links.last()?);
    let mut chain = Chain {
        range,
        name: Some(name(reading, range)),
        parties: Vec::new(),
        ties: Vec::new(),
        aid: false,
        unknown: Vec::new(),
    };
    for link in links {
        let found = roles(context, *link);
        let ties = tie::named(context, *link);
        let aid = context.mentions.hits.within(Class::Party, *link).iter().any(|hit| hit.code == "aid");
        let tied = super::extent::tied(context, *link);
        if found.is_empty() && !tied && !aid {
            chain.unknown.push(*link);
            if !chain.parties.contains(&Party::Other) {
                chain.parties.push(Party::Other);
            }
        }
        // A link that tells an action (`带资入企`) names no party of its own, unless a household opens it.
        let is_role = context.mentions.hits.within(Class::Party, *link).iter().any(|hit| hit.range == *link);
        if ties.is_empty() || is_role || found.first() == Some(&Party::Household) {
            chain
                .parties
                .extend(found.into_iter().filter(|party| !chain.parties.contains(party)).collect::<Vec<_>>());
        }
        chain.ties.extend(ties.into_iter().filter(|tie| !chain.ties.contains(tie)).collect::<Vec<_>>());
        chain.aid |= aid;
    }
    // 肉牛+企业+合作社+农户: what is raised takes no part beside those who raise it.
    let carriers = chain.parties.iter().filter(|party| is_carrier(**party)).count();
    if chain.parties.first() == Some(&Party::Industry) && carriers > 1 {
        chain.parties.remove(0);
    }
    plausible(&chain, links).then_some(chain)
}

/// Most signs join no parties at all (`互联网+政务服务`, `1+N`).
fn plausible(chain: &Chain, links: &[TextRange]) -> bool {
    let has = |party| chain.parties.contains(&party);
    let carriers = chain.parties.iter().filter(|party| is_carrier(**party)).count();
    let known = links.len() - chain.unknown.len();
    has(Party::Household) && links.len() > 1
        || carriers >= 2
        || chain.aid && has_any(chain, &[Party::Industry, Party::Park, Party::ScenicArea, Party::Workshop])
        || has(Party::ScenicArea) && has(Party::Village)
        || has(Party::Insurer)
        || (!chain.ties.is_empty() && known * 2 > links.len())
}

fn has_any(chain: &Chain, parties: &[Party]) -> bool {
    parties.iter().any(|party| chain.parties.contains(party))
}

/// Roles that carry a scheme.
pub(super) const fn is_carrier(party: Party) -> bool {
    matches!(
        party,
        Party::PartyBranch
            | Party::Enterprise
            | Party::Cooperative
            | Party::FamilyFarm
            | Party::LargeGrower
            | Party::Base
            | Party::Park
            | Party::ScenicArea
            | Party::VillageCollective
            | Party::Workshop
    )
}

fn name(reading: &Reading, range: TextRange) -> String {
    reading.slice(range).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Chains told in words: at least two joins, the last of them to a household.
fn told(context: &Context<'_>) -> Vec<Chain> {
    let reading = context.reading();
    let hits = context.mentions.hits.of(Class::Party);
    let mut chains = Vec::new();
    let mut run: Vec<&Hit<'_>> = Vec::new();
    let mut joins = 0;
    for hit in hits.iter().filter(|hit| hit.code != "none" && hit.code != "aid") {
        let step = run.last().and_then(|last| step(context, last, hit));
        if step.is_none() {
            run.clear();
            joins = 0;
        }
        joins += usize::from(step == Some(Step::Join));
        run.push(hit);
        let goes_on = reading.char_at(hit.range.end) == Some('、');
        if joins >= 2 && hit.code == "household" && !goes_on {
            let mut parties = Vec::new();
            for party in run.iter().filter_map(|hit| Party::from_code(hit.code)) {
                if !parties.contains(&party) {
                    parties.push(party);
                }
            }
            if let (Some(first), true) = (run.first(), parties.len() > 1) {
                chains.push(Chain {
                    range: first.range.cover(hit.range),
                    name: None,
                    parties,
                    ties: Vec::new(),
                    aid: false,
                    unknown: Vec::new(),
                });
            }
            run.clear();
            joins = 0;
        }
    }
    chains
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// `公司带支部`
    Join,
    /// `支部、支部`
    Again,
}

fn step(context: &Context<'_>, from: &Hit<'_>, to: &Hit<'_>) -> Option<Step> {
    let between = TextRange::new(from.range.end, to.range.start);
    let text = context.reading().slice(between);
    if matches!(text, "、" | ",") {
        return (from.code == to.code).then_some(Step::Again);
    }
    let verb = context.mentions.hits.at(Class::ChainLink, between.start)?;
    (verb.range == between).then_some(Step::Join)
}
