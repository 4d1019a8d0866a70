//! Totals found by their arithmetic: sums that add up to the one before or behind them are its components, whatever
//! words stand between.

use lianjie_core::{Decimal, FundingKind};

use super::breakdown::break_down_again;
use super::draft::{Draft, Line};
use super::giver::Giver;
use super::kind::PRICE;
use super::sum::is_budget;
use super::topic::is_fund;

/// How many sums a breakdown has at most.
pub(super) const BREAKDOWN: usize = 16;
/// The rule of a sum in a table that neither its row nor its column tells.
pub(super) const CELL: &str = "funding.component.cell";
/// How many sums are looked back over for one that is repeated.
const REPEAT: usize = 64;
/// How many sentences before a sum its parts may stand that says it is what they come to.
const GATHERED: usize = 2;
/// How many components make a total certain beyond its paragraph, as in a list or table.
pub(super) const CERTAIN: usize = 3;

/// A sum as the arithmetic sees it: a draft, or a sum that no word governs.
pub(super) struct Entry {
    pub(super) draft: Draft,
    /// Index among the drafts, when it is one.
    known: Option<usize>,
    /// Index of the total among the entries.
    pub(super) owner: Option<usize>,
    /// Whether it turned out to be a total.
    pub(super) total: bool,
}

/// Marks the components of every total, inner totals first; takes up the ungoverned sums that are part of one.
pub(super) fn add_up(drafts: &mut Vec<Draft>, loose: &mut Vec<Draft>) {
    let mut entries: Vec<Entry> = drafts
        .iter()
        .cloned()
        .enumerate()
        .map(|(index, draft)| Entry { draft, known: Some(index), owner: None, total: false })
        .chain(loose.iter().cloned().map(|draft| Entry { draft, known: None, owner: None, total: false }))
        .filter(|entry| entry.draft.value.is_some_and(|(value, _)| value > Decimal::ZERO))
        .collect();
    entries.sort_by_key(|entry| entry.draft.anchor);
    let mut position: Vec<Option<usize>> = vec![None; drafts.len()];
    for (at, entry) in entries.iter().enumerate() {
        if let Some(slot) = entry.known.and_then(|known| position.get_mut(known)) {
            *slot = Some(at);
        }
    }
    for at in 0..entries.len() {
        let owner = entries.get(at).and_then(|entry| entry.draft.part_of);
        let owner = owner.and_then(|known| position.get(known).copied().flatten());
        if let Some(entry) = entries.get_mut(at) {
            entry.owner = owner;
        }
    }
    for at in 0..entries.len() {
        let parts = gathered(&entries, at);
        // 「合计」 below a table repeats the sum told above it.
        let again = parts.iter().min().and_then(|first| repeated(&entries, at, *first));
        let whole = again.unwrap_or(at);
        name_whole(&mut entries, whole, &parts);
        claim(&mut entries, whole, parts);
    }
    for at in (0..entries.len()).rev() {
        if entries.get(at).is_some_and(|entry| entry.total) {
            continue;
        }
        let mut parts = behind(&entries, at, false);
        if parts.is_empty() {
            parts = behind(&entries, at, true);
        }
        claim(&mut entries, at, parts);
    }
    for at in 0..entries.len() {
        break_down_again(&mut entries, at);
        if entries.get(at).is_some_and(|entry| !entry.total) {
            let parts = behind_comparison(&entries, at);
            claim(&mut entries, at, parts);
        }
    }
    for at in 0..entries.len() {
        let Some(total) = told_before(&entries, at) else { continue };
        let parts = adding_up_behind(&entries, at, at + 1, false);
        if !parts.iter().any(|part| is_told(&entries, total, *part)) {
            claim(&mut entries, total, parts);
        }
    }
    for at in 0..entries.len() {
        let parts = before(&entries, at);
        name_whole(&mut entries, at, &parts);
        claim(&mut entries, at, parts);
    }
    store(entries, drafts, loose);
}

pub(super) fn claim(entries: &mut [Entry], total: usize, parts: Vec<usize>) {
    if parts.is_empty() {
        return;
    }
    for part in parts {
        if let Some(entry) = entries.get_mut(part) {
            entry.owner = Some(total);
        }
    }
    if let Some(entry) = entries.get_mut(total) {
        entry.total = true;
    }
}

/// The sums behind a source that add up to it; `sources` leaves out those that no word governs.
fn behind(entries: &[Entry], at: usize, sources: bool) -> Vec<usize> {
    if is_source(entries, at) { adding_up_behind(entries, at, at + 1, sources) } else { Vec::new() }
}

/// The same when a sum that the total is compared with stands between: 「2.18亿元，同上年的1.96亿元相比增长11%，中央1.5亿元…」.
fn behind_comparison(entries: &[Entry], at: usize) -> Vec<usize> {
    let compared = is_source(entries, at) && entries.get(at + 1).is_some_and(|entry| entry.known.is_none());
    let parts = if compared { adding_up_behind(entries, at, at + 2, false) } else { Vec::new() };
    if parts.len() >= CERTAIN { parts } else { Vec::new() }
}

pub(super) fn is_source(entries: &[Entry], at: usize) -> bool {
    entries.get(at).is_some_and(|entry| entry.known.is_some() && breaks_down(&entry.draft))
}

/// The source told before, in another sentence, whose sum one without a word of its own repeats: 「那486万元怎么花的？」.
fn told_before(entries: &[Entry], at: usize) -> Option<usize> {
    let again = entries.get(at).filter(|again| again.known.is_none() && again.owner.is_none())?;
    let same = |entry: &Entry| {
        entry.draft.value == again.draft.value && entry.draft.sentence != again.draft.sentence
    };
    entries
        .iter()
        .enumerate()
        .take(at)
        .rev()
        .take(REPEAT)
        .find(|(before, entry)| same(entry) && is_source(entries, *before))
        .map(|(before, _)| before)
}

/// Whether a total has a part of the same value already, so that its breakdown is told twice.
pub(super) fn is_told(entries: &[Entry], total: usize, part: usize) -> bool {
    let value = entries.get(part).and_then(value);
    let behind = entries.iter().skip(total + 1).take(2 * BREAKDOWN);
    let mut parts = behind.filter(|entry| entry.owner == Some(total));
    parts.any(|entry| self::value(entry) == value)
}

/// The sums from an entry on that add up to the one at `at`.
fn adding_up_behind(entries: &[Entry], at: usize, from: usize, sources: bool) -> Vec<usize> {
    let Some(head) = entries.get(at) else { return Vec::new() };
    let run = entries.iter().enumerate().skip(from).take(BREAKDOWN);
    let nested = |entry: &Entry| entry.owner.is_some_and(|owner| owner > at);
    let run = run.filter(|(_, entry)| !(nested(entry) || sources && entry.known.is_none()));
    let free = |entry: &Entry| entry.owner.is_none_or(|owner| owner == at);
    let parts = adding_up(run.take_while(|(_, entry)| free(entry)), head);
    let near = |part: &usize| entries.get(*part).is_some_and(|e| e.draft.block == head.draft.block);
    // Prices add up by chance.
    let apart = |part: &usize| {
        let price = value(head).is_some_and(|whole| whole < Decimal::from(PRICE));
        price
            && entries.get(*part).is_none_or(|e| e.known.is_none() && e.draft.sentence != head.draft.sentence)
    };
    let certain = parts.len() >= CERTAIN || parts.len() > 1 && parts.iter().all(near);
    let certain = certain && !parts.iter().any(apart);
    if certain { parts } else { Vec::new() }
}

/// The sources just before a sum, in its sentence, that add up to it: 「财政60万元，镇里配12万元，合起来72万元」.
fn before(entries: &[Entry], at: usize) -> Vec<usize> {
    let Some(head) = entries.get(at).filter(|e| {
        let stake = e.draft.kind == FundingKind::EquityStake;
        e.owner.is_none() && !e.total && (stake || !e.draft.named)
    }) else {
        return Vec::new();
    };
    let run = entries.iter().enumerate().take(at).rev().take(BREAKDOWN);
    let run = run.take_while(|(_, entry)| entry.draft.sentence == head.draft.sentence);
    let parts = adding_up(run.filter(|(_, entry)| entry.owner.is_none()), head);
    // A sum that no word governs counts when its giver is told.
    let told = |entry: &Entry| entry.known.is_some() || entry.draft.kind != FundingKind::Total;
    let told = parts.iter().filter(|part| entries.get(**part).is_some_and(told)).count();
    // What has a giver of its own is no total of others: 「财政400万元，农户200万元，企业600万元」.
    let kind = head.draft.kind;
    let alike = |part: &usize| entries.get(*part).is_some_and(|entry| entry.draft.kind == kind);
    // 「凑成5万元入股」: a stake may be put together from several sources.
    let open = matches!(kind, FundingKind::Total | FundingKind::EquityStake)
        || head.known.is_none()
        || parts.iter().all(alike);
    let stakes = kind == FundingKind::EquityStake && parts.iter().all(alike);
    if told > 1 && open && !(stakes && head.draft.named) { parts } else { Vec::new() }
}

/// The source before the first part of a whole that the whole repeats.
fn repeated(entries: &[Entry], at: usize, first: usize) -> Option<usize> {
    let whole = entries.get(at).filter(|whole| whole.known.is_none())?.draft.value;
    let before = entries.iter().enumerate().take(first).rev().take(REPEAT);
    let mut same = before.filter(|(index, entry)| entry.draft.value == whole && is_source(entries, *index));
    same.next().map(|(index, _)| index)
}

/// Gives a whole the kind of its parts, unless it has a name of its own.
fn name_whole(entries: &mut [Entry], at: usize, parts: &[usize]) {
    let kind = kind_of_parts(entries, parts);
    let budget = |part: &usize| entries.get(*part).is_some_and(|entry| is_budget(entry.draft.kind));
    let budgets = parts.iter().all(budget);
    // Levels of one fund are told without its name.
    let fund = |kind| matches!(kind, FundingKind::FiscalSpecial | FundingKind::FiscalIntegrated);
    let own = |entry: &&mut Entry| {
        let kind = entry.draft.kind;
        entry.draft.named || kind == FundingKind::EquityStake || is_fund(kind) || budgets && fund(kind)
    };
    if let Some(entry) = entries.get_mut(at).filter(|entry| !parts.is_empty() && !own(entry)) {
        entry.draft.kind = kind.unwrap_or(FundingKind::Total);
    }
}

/// The sources before a sum whose own words say that it is what they come to, in its sentence or the ones just before:
/// 「整合资金260万元；企业自投410万元；…。三股合起来…」. What is paid beside, and norms, do not count.
fn gathered(entries: &[Entry], at: usize) -> Vec<usize> {
    let Some(head) =
        entries.get(at).filter(|e| e.draft.said.gathers && !e.draft.said.apiece && e.owner.is_none())
    else {
        return Vec::new();
    };
    // 「县水务局：12万元」 … 「合计：67万元」, one a line.
    let line = head.draft.said.line == Line::Whole && head.draft.block > 0;
    let near = |(_, entry): &(usize, &Entry)| {
        let close = entry.draft.sentence + GATHERED >= head.draft.sentence
            && entry.draft.block + 1 >= head.draft.block;
        close || line && entry.draft.block + BREAKDOWN >= head.draft.block
    };
    let all = || entries.iter().enumerate().take(at).rev().take(BREAKDOWN).take_while(near);
    let whole = |(_, entry): &(usize, &Entry)| entry.owner.is_none() && !entry.draft.said.apiece;
    let beside = |(_, entry): &(usize, &Entry)| entry.draft.kind != FundingKind::InterestSubsidy;
    let told = |(_, entry): &(usize, &Entry)| entry.known.is_some() || entry.draft.kind != FundingKind::Total;
    let certain = |parts: &Vec<usize>| {
        let told =
            parts.iter().filter_map(|part| Some((*part, entries.get(*part)?))).filter(|part| told(part));
        // 「总股本」 is no money beside the stakes that it consists of.
        let stake =
            |part: &usize| entries.get(*part).is_some_and(|e| e.draft.kind == FundingKind::EquityStake);
        let capital = head.draft.kind == FundingKind::EquityStake && head.draft.named;
        told.count() > 1 && !(capital && parts.iter().all(stake))
    };
    let each_way = [
        adding_up(all().filter(whole), head),
        adding_up(all().filter(whole).filter(beside), head),
        adding_up(all().filter(whole).filter(beside).filter(told), head),
    ];
    each_way.into_iter().find(certain).unwrap_or_default()
}

/// The kind that all parts are of; what several givers pay together is a total. Budget money without a name of its own is
/// of the fund that is named beside it.
fn kind_of_parts(entries: &[Entry], parts: &[usize]) -> Option<FundingKind> {
    let drafts = || parts.iter().filter_map(|part| entries.get(*part)).map(|entry| &entry.draft);
    let own = drafts().find(|draft| draft.named).or_else(|| drafts().next())?.kind;
    let open = |draft: &Draft| {
        !draft.named
            && draft.level.is_none()
            && draft.giver.is_none()
            && draft.kind == FundingKind::FiscalOther
            && is_budget(own)
    };
    // What several levels of government pay together is a total.
    let levels = own == FundingKind::FiscalOther;
    (!levels && drafts().all(|draft| draft.kind == own || open(draft))).then_some(own)
}

/// The first of a run of sums that add up to a total, not all of them rewards.
pub(super) fn adding_up<'a>(run: impl Iterator<Item = (usize, &'a Entry)>, total: &Entry) -> Vec<usize> {
    let Some(whole) = value(total) else { return Vec::new() };
    let mut sum = Decimal::ZERO;
    let mut parts = Vec::new();
    let mut rewards = 0;
    for (index, entry) in run {
        rewards += usize::from(entry.draft.kind == FundingKind::Reward);
        let Some(next) = value(entry).and_then(|part| sum.checked_add(part)) else { break };
        sum = next;
        parts.push(index);
        if sum >= whole {
            break;
        }
    }
    if sum == whole && rewards < parts.len() { parts } else { Vec::new() }
}

pub(super) fn value(entry: &Entry) -> Option<Decimal> {
    entry.draft.value.map(|(value, _)| value)
}

/// Money that reports break down by giver, level and use.
pub(super) fn breaks_down(draft: &Draft) -> bool {
    use FundingKind as K;
    matches!(
        draft.kind,
        K::FiscalSpecial
            | K::FiscalIntegrated
            | K::FiscalOther
            | K::SpecialFund
            | K::AssistanceUnit
            | K::Donation
            | K::Total
            | K::PolicyBank
            | K::MicroLoan
            | K::EnterpriseLoan
            | K::InterestSubsidy
    ) || is_fund(draft.kind)
}

/// Writes what was found back: drafts keep their index, ungoverned sums that belong to a total follow.
fn store(entries: Vec<Entry>, drafts: &mut Vec<Draft>, loose: &mut Vec<Draft>) {
    let mut index_of: Vec<Option<usize>> = entries.iter().map(|entry| entry.known).collect();
    let mut next = drafts.len();
    // What households pay of their premium themselves adds up with the rest, and is no source.
    let own =
        |draft: &Draft| draft.kind == FundingKind::InsuranceFund && draft.giver == Some(Giver::Household);
    for (entry, index) in entries.iter().zip(&mut index_of) {
        if index.is_none() && !own(&entry.draft) && (entry.owner.is_some() || entry.total) {
            *index = Some(next);
            next += 1;
        }
    }
    loose.clear();
    for (entry, index) in entries.into_iter().zip(&index_of) {
        let mut draft = entry.draft;
        draft.part_of = entry.owner.and_then(|owner| index_of.get(owner).copied().flatten());
        match (entry.known, index) {
            (Some(known), _) => {
                if let Some(slot) = drafts.get_mut(known) {
                    *slot = draft;
                }
            }
            (None, Some(_)) => drafts.push(draft),
            (None, None) => loose.push(draft),
        }
    }
}

/// Sorts the drafts as they stand in the text.
pub(super) fn in_text_order(drafts: &mut [Draft]) {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|index| drafts.get(*index).map(|draft| draft.anchor));
    let mut place = vec![0; drafts.len()];
    for (at, index) in order.iter().enumerate() {
        if let Some(slot) = place.get_mut(*index) {
            *slot = at;
        }
    }
    for draft in drafts.iter_mut() {
        draft.part_of = draft.part_of.and_then(|total| place.get(total).copied());
    }
    drafts.sort_by_key(|draft| draft.anchor);
}
