//! Sums that belong together: one sum told twice, and a total with its components.

use std::collections::BTreeMap;

use lianjie_core::{Decimal, FundTerms, FundingKind};

use crate::reading::TextRange;

use super::arithmetic::{BREAKDOWN, breaks_down};
use super::draft::Draft;
use super::giver::Giver;
use super::kind::PRICE;
use super::list::is_bare;
use super::sum::is_budget;
use super::terms::fill;

/// A sum this small is often told of several people.
const COMMON: i64 = 100_000;
/// How many sentences behind its terms a loan is still lent on them.
const NEAR_SENTENCES: usize = 1;
/// And how many bytes.
const NEAR_BYTES: u32 = 450;

/// 「总造价96万元，县里补助48万元，其余由合作社自筹」: where what is left over is told without a sum, the sums before it are
/// parts of the first. `first` is the sentence's first draft.
pub(super) fn leave_a_rest(drafts: &mut [Draft], first: usize) {
    let whole = drafts.get(first).filter(|draft| breaks_down(draft)).and_then(|draft| draft.value);
    let Some((whole, _)) = whole else { return };
    let parts = drafts.get(first + 1..).unwrap_or(&[]);
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value?.0));
    if parts.iter().all(|part| part.part_of.is_none()) && sum.is_some_and(|sum| sum < whole) {
        for part in drafts.iter_mut().skip(first + 1) {
            part.part_of = Some(first);
        }
    }
}

/// Joins the mentions of one sum and drops ceilings that found no product of their own. Sums that `is_part` of a whole are
/// told once each, however alike.
pub(super) fn merge(drafts: &mut Vec<Draft>, is_part: impl Fn(usize) -> bool) {
    let mut first: BTreeMap<(Decimal, Option<Decimal>), Vec<usize>> = BTreeMap::new();
    let mut into: Vec<Option<usize>> = vec![None; drafts.len()];
    for index in 0..drafts.len() {
        let Some(draft) = drafts.get(index) else { continue };
        let Some(key) = draft.value else { continue };
        if key.0 < Decimal::from(COMMON) || draft.kind == FundingKind::Reward {
            continue;
        }
        let earlier = first.entry(key).or_default();
        // Only what is near or names its kind can match: the look-back stays short.
        earlier.retain(|other| {
            drafts.get(*other).is_some_and(|other| other.named || draft.block <= other.block + 1)
        });
        let part = |draft: &Draft| draft.quantity.is_some_and(&is_part);
        let one = |other: &Draft| alike(other, draft) && !(part(other) && part(draft));
        let same = earlier.iter().copied().find(|other| drafts.get(*other).is_some_and(one));
        let told = |other: &usize| drafts.get(*other).is_some_and(|other| stands_for(other, draft));
        match same {
            Some(other) => {
                if let Some(slot) = into.get_mut(index) {
                    *slot = Some(other);
                }
            }
            None if earlier.iter().any(told) => {}
            None => earlier.push(index),
        }
    }
    for (index, target) in into.iter().enumerate() {
        let (Some(target), Some(draft)) = (target, drafts.get(index).cloned()) else { continue };
        if let Some(kept) = drafts.get_mut(*target) {
            kept.evidence.extend(draft.evidence);
            if draft.named && !kept.named {
                kept.kind = draft.kind;
                kept.named = true;
            }
            kept.level = kept.level.or(draft.level);
            kept.provider = kept.provider.take().or(draft.provider);
            kept.recipient = kept.recipient.take().or(draft.recipient);
            kept.growth = kept.growth.or(draft.growth);
        }
    }
    keep(drafts, |index| into.get(index).is_none_or(Option::is_none), &into);
}

/// Whether whatever is alike to the second is alike to the first.
fn stands_for(first: &Draft, second: &Draft) -> bool {
    first.kind == second.kind
        && first.named == second.named
        && first.block == second.block
        && first.sentence == second.sentence
}

/// Whether two drafts of one value can be one sum.
fn alike(first: &Draft, second: &Draft) -> bool {
    let close = second.sentence != first.sentence && second.block <= first.block + 1;
    if first.kind == second.kind {
        return first.named && second.named || close;
    }
    close
        && !(first.named && second.named)
        && (second.kind == FundingKind::Total || first.kind == FundingKind::Total)
}

/// What a mutual-aid society lends is its fund going round, and no money beside it: 「累计借出86笔、41万元」. The terms of
/// its loans are those of the fund.
pub(super) fn lent_in_mutual_aid<'t>(drafts: &mut Vec<Draft>, text: impl Fn(TextRange) -> &'t str) {
    let pot = |draft: &Draft| draft.kind == FundingKind::MutualAid && draft.value.is_some();
    let Some(fund) = drafts.iter().position(|draft| pot(draft) && draft.part_of.is_none()) else { return };
    let borrowed = |draft: &Draft| {
        let said = |ch: char| draft.evidence.iter().any(|range| text(*range).contains(ch));
        draft.kind == FundingKind::MicroLoan && said('借') && !said('贷')
    };
    let gone: Vec<bool> = drafts.iter().map(borrowed).collect();
    let terms = drafts.iter().find(|draft| borrowed(draft)).map(|draft| draft.terms.clone());
    if let (Some(terms), Some(draft)) = (terms, drafts.get_mut(fund)) {
        fill(&mut draft.terms, terms);
    }
    keep(drafts, |index| gone.get(index) != Some(&true), &[]);
}

/// Keeps the drafts that pass and moves the indexes of totals along; a dropped total gives its place to what it
/// was merged into.
pub(super) fn keep(drafts: &mut Vec<Draft>, passes: impl Fn(usize) -> bool, into: &[Option<usize>]) {
    let mut moved: Vec<Option<usize>> = Vec::with_capacity(drafts.len());
    let mut next = 0;
    for index in 0..drafts.len() {
        if passes(index) {
            moved.push(Some(next));
            next += 1;
        } else {
            moved.push(None);
        }
    }
    let target = |index: usize| {
        let kept = into.get(index).copied().flatten().unwrap_or(index);
        moved.get(kept).copied().flatten()
    };
    let mut index = 0;
    drafts.retain(|_| {
        let kept = moved.get(index).copied().flatten().is_some();
        index += 1;
        kept
    });
    for draft in drafts {
        draft.part_of = draft.part_of.and_then(target);
    }
}

/// Takes up the sums that no word governs as components of a total before them: when they stand behind 其中 and do not
/// exceed it, or when all sums behind it add up to it, as in a table.
pub(super) fn adopt(drafts: &mut Vec<Draft>, loose: Vec<Draft>) {
    let known = drafts.len();
    let mut taken: Vec<Option<usize>> = vec![None; loose.len()];
    for total in 0..known {
        let Some(head) = drafts.get(total).filter(|d| d.part_of.is_none() && breaks_down(d)) else {
            continue;
        };
        let Some((value, _)) = head.value else { continue };
        let from = loose.partition_point(|draft| draft.anchor < head.anchor);
        let mut sum = Decimal::ZERO;
        let mut run: Vec<usize> = Vec::new();
        let mut known_after = drafts.iter().skip(total + 1).peekable();
        let mut told = false;
        let mut complete = false;
        for (index, part) in loose.iter().enumerate().skip(from).take(BREAKDOWN) {
            // Sources between that are no components end the breakdown; those that are count.
            let mut ended = false;
            while let Some(next) = known_after.peek().filter(|next| next.anchor < part.anchor) {
                let amount = next.value.filter(|_| next.part_of == Some(total));
                let Some((amount, _)) = amount else {
                    ended = true;
                    break;
                };
                sum = sum.saturating_add(amount);
                known_after.next();
            }
            let Some((amount, _)) = part.value else { break };
            told |= part.component && part.sentence == head.sentence;
            let next = sum.saturating_add(amount);
            if ended || next > value || amount == value || taken.get(index).is_some_and(Option::is_some) {
                break;
            }
            sum = next;
            run.push(index);
            complete = sum == value;
            if complete {
                break;
            }
        }
        // Prices add up by chance.
        let price = value < Decimal::from(PRICE);
        if price || !(complete && run.len() > 1) {
            run.retain(|index| told && loose.get(*index).is_some_and(|part| part.sentence == head.sentence));
        }
        for index in run {
            if let Some(slot) = taken.get_mut(index) {
                *slot = Some(total);
            }
        }
    }
    for (mut part, total) in loose.into_iter().zip(taken) {
        if total.is_some() {
            part.part_of = total;
            drafts.push(part);
        }
    }
}

/// Sums that add up to the one told just before them are its components: 「筹资781万元，中央534万元、市级67万元、企业
/// 180万元」.
pub(super) fn sums_that_add_up(drafts: &mut [Draft]) {
    for total in 0..drafts.len() {
        let Some((value, block, sentence)) =
            drafts.get(total).and_then(|d| Some((d.value?.0, d.block, d.sentence)))
        else {
            continue;
        };
        let mut sum = Decimal::ZERO;
        let mut last = None;
        for (index, part) in drafts.iter().enumerate().skip(total + 1).take(BREAKDOWN) {
            let Some((part_value, _)) = part.value else { break };
            if part.block != block || part.sentence > sentence + 1 || part.part_of.is_some() {
                break;
            }
            let Some(next) = sum.checked_add(part_value) else { break };
            sum = next;
            if sum >= value {
                last = (sum == value && index > total + 1).then_some(index);
                break;
            }
        }
        let Some(last) = last else { continue };
        let reward = drafts.get(total).is_some_and(|d| d.kind == FundingKind::Reward);
        let piece = drafts.get(total).map_or(0, |d| d.piece);
        let instalments = drafts.get(total..=last).is_some_and(|all| {
            all.iter().all(|d| d.kind == FundingKind::Reward && d.sentence == sentence && d.piece == piece)
        });
        for part in drafts.iter_mut().take(last + 1).skip(total + 1).filter(|_| !reward || instalments) {
            part.part_of = Some(total);
        }
    }
}

/// Money whose components may be of other kinds.
fn breaks_down_into_kinds(kind: FundingKind) -> bool {
    use FundingKind as K;
    !matches!(
        kind,
        K::InsuranceFund
            | K::RiskCompensation
            | K::GuaranteeFund
            | K::MicroLoan
            | K::InterestSubsidy
            | K::MutualAid
            | K::SpecialFund
            | K::EquityStake
    )
}

/// What was lent on the terms told before it is one source with them: 「每户最多4万元，三年还清。到年底放贷2600万元」.
pub(super) fn join_products(drafts: &mut Vec<Draft>) {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|index| drafts.get(*index).map(|draft| draft.anchor));
    let mut into: Vec<Option<usize>> = vec![None; drafts.len()];
    let mut product: Option<usize> = None;
    for index in order {
        let Some(draft) = drafts.get(index).filter(|draft| draft.is_credit() && !draft.is_backing()) else {
            continue;
        };
        if draft.quantity.is_none() {
            product = Some(index).filter(|_| product.is_none());
            continue;
        }
        let Some(terms) =
            product.take().and_then(|product| drafts.get(product).map(|p| (product, p.clone())))
        else {
            continue;
        };
        let (at, terms) = terms;
        let near = draft.sentence <= terms.sentence + NEAR_SENTENCES
            && draft.anchor.abs_diff(terms.anchor) <= NEAR_BYTES;
        let same = draft.kind == terms.kind || is_open(draft);
        if !near || !same || draft.terms != FundTerms::default() {
            continue;
        }
        let Some(draft) = drafts.get_mut(index) else { continue };
        if is_open(draft) {
            draft.kind = terms.kind;
        }
        fill(&mut draft.terms, terms.terms);
        draft.evidence.extend(terms.evidence);
        if let Some(slot) = into.get_mut(at) {
            *slot = Some(index);
        }
    }
    keep(drafts, |index| into.get(index).is_none_or(Option::is_none), &into);
}

/// Whether it is a loan whose borrower nothing names.
fn is_open(draft: &Draft) -> bool {
    draft.kind == FundingKind::ProjectLoan && !draft.named
}

/// A bonus paid in instalments is one source: 「补助1000元，第一年600元，第二年400元」.
pub(super) fn drop_instalments(drafts: &mut Vec<Draft>) {
    let reward = |draft: &Draft| draft.kind == FundingKind::Reward;
    let whole = |draft: &Draft| draft.part_of.and_then(|total| drafts.get(total)).is_some_and(reward);
    // What each level of government pays of a bonus is no instalment.
    let of_level = |draft: &Draft| is_bare(draft) || draft.giver == Some(Giver::Budget);
    let gone: Vec<bool> =
        drafts.iter().map(|draft| reward(draft) && whole(draft) && !of_level(draft)).collect();
    keep(drafts, |index| gone.get(index) != Some(&true), &[]);
}

/// What a giver pays towards a total is not what it pays alone: a budget's 补助 is its money, not a bonus, and a cooperative's
/// is its stake.
pub(super) fn kinds_of_contributions(drafts: &mut [Draft]) {
    let whole = |draft: &Draft| draft.part_of.and_then(|total| drafts.get(total)).map(|total| total.kind);
    let to_a_total: Vec<bool> =
        drafts.iter().map(|draft| whole(draft) == Some(FundingKind::Total) && !draft.said.apiece).collect();
    for (draft, _) in drafts.iter_mut().zip(to_a_total).filter(|(_, total)| *total) {
        match (draft.kind, draft.giver) {
            (FundingKind::Reward, Some(Giver::Budget)) if !draft.said.award => {
                draft.kind = FundingKind::FiscalOther;
            }
            (FundingKind::SocialInvestment, Some(Giver::Cooperative)) => {
                draft.kind = FundingKind::EquityStake;
            }
            _ => {}
        }
    }
}

/// A sum with components of several kinds is a total; components that name no kind take their total's, and a total whose
/// components are all of one kind is of that kind; what several levels of government pay together stays a total.
pub(super) fn kinds_of_totals(drafts: &mut [Draft]) {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        if let Some(total) = draft.part_of {
            members.entry(total).or_default().push(index);
        }
    }
    for (total, members) in members {
        let Some(head) = drafts.get(total).cloned() else { continue };
        let own = head.kind;
        let parts: Vec<&Draft> = members.iter().filter_map(|index| drafts.get(*index)).collect();
        let told = |part: &&&Draft| part.named || part.kind != FundingKind::Total;
        let mixed = parts.iter().filter(told).any(|part| is_other_money(part, &head));
        let alike = common_kind(&parts, &head);
        // An instrument stays what it is, whoever pays its parts.
        // 整合涉农资金28亿元,其中…: what is put together is of several kinds by its name.
        let put_together = own == FundingKind::FiscalIntegrated && head.named;
        if mixed && breaks_down_into_kinds(own) && !put_together {
            if let Some(draft) = drafts.get_mut(total) {
                draft.kind = FundingKind::Total;
            }
        } else if let Some(kind) = alike
            && let Some(draft) = drafts.get_mut(total)
        {
            draft.kind = kind;
        } else if !matches!(own, FundingKind::InsuranceFund | FundingKind::EquityStake) || !mixed {
            for index in &members {
                let open =
                    |draft: &&mut Draft| !draft.named || is_gift(own) && is_bare(draft) || lent(draft, own);
                let Some(part) = drafts.get_mut(*index).filter(open) else { continue };
                if own != FundingKind::Total {
                    part.kind = own;
                }
                part.level = part.level.or(head.level);
            }
        }
    }
}

/// What a policy bank lends for projects is its own.
fn lent(part: &Draft, whole: FundingKind) -> bool {
    whole == FundingKind::PolicyBank && part.kind == FundingKind::ProjectLoan
}

/// Money that others than a budget give, of which each giver's part is told.
fn is_gift(kind: FundingKind) -> bool {
    use FundingKind as K;
    matches!(kind, K::Donation | K::AssistanceUnit | K::SocialInvestment)
}

/// Whether a part is money of another kind than its whole's, so that the whole is a total.
fn is_other_money(part: &Draft, head: &Draft) -> bool {
    use FundingKind as K;
    let fiscal = |kind: K| matches!(kind, K::FiscalSpecial | K::FiscalOther | K::Total);
    let (kind, own) = (part.kind, head.kind);
    // Uses of pooled money are told as plain budget money.
    let pooled = own == K::FiscalIntegrated && fiscal(kind) && !part.named;
    // What a budget's fund is spent on stays its money: 「专项资金…，贴息1000万元」.
    let spent = head.named
        && is_budget(own)
        && matches!(kind, K::InterestSubsidy | K::Reward | K::RiskCompensation | K::InsuranceFund);
    let given = is_gift(own) && is_bare(part);
    let same = kind == own || fiscal(kind) && fiscal(own);
    !(same || pooled || spent || given || lent(part, own))
}

/// The kind of all parts of a whole that only its sum names, when they make it up.
fn common_kind(parts: &[&Draft], head: &Draft) -> Option<FundingKind> {
    let first = parts.first()?.kind;
    let levels = first == FundingKind::FiscalOther;
    let mut sums = parts.iter().map(|part| part.value.map(|(value, _)| value));
    let sum = sums.try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?))?;
    let whole = head.value.is_some_and(|(value, _)| value == sum);
    let alike = parts.len() > 1 && parts.iter().all(|part| part.kind == first);
    (head.kind == FundingKind::Total && !head.named && whole && alike && !levels).then_some(first)
}
