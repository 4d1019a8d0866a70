//! Takes a range of the evidence, gives how a surplus or a risk is divided: `公司、贫困户、村集体按5:4:1分配`,
//! `三成留在村里，其余七成分给贫困户`.

use lianjie_core::{Decimal, Party, Provision, Share, Term, Unit};

use crate::assemble::scheme::role::{Role, roles};
use crate::assemble::scheme::{cue, premium};
use crate::context::Context;
use crate::lexicon::{Class, has_code};
use crate::mention::Quantity;
use crate::reading::TextRange;

/// `chain` are the parties that the name of the arrangement gives: a ratio with as many terms and nobody named beside
/// it divides among them.
pub(in crate::assemble::scheme) fn find(
    context: &Context<'_>,
    range: TextRange,
    chain: &[Party],
) -> Vec<Term> {
    let mut terms = Vec::new();
    for sentence in context.outline.sentences_over(range) {
        let part = TextRange::new(sentence.range.start.max(range.start), sentence.range.end.min(range.end));
        let taken = taken(context, part);
        let percents = percents(context, part);
        // 三七分,合作社拿三,他拿七: who takes which is told.
        let again = |term: &Term| taken.iter().chain(&percents).any(|told| alike(term, told));
        terms.extend(ratios(context, part, chain).into_iter().filter(|term| !again(term)));
        terms.extend(halves(context, part));
        terms.extend(taken);
        terms.extend(percents);
    }
    terms
}

/// Both divide into the same parts, whoever gets which.
fn alike(a: &Term, b: &Term) -> bool {
    let parts = |term: &Term| match &term.provision {
        Provision::ProfitSplit { shares } | Provision::RiskShare { shares } => {
            let whole: Decimal = shares.iter().map(|share| share.share).sum();
            let mut parts: Vec<Decimal> = shares
                .iter()
                .filter_map(|share| (share.share * Decimal::ONE_HUNDRED).checked_div(whole))
                .collect();
            parts.sort_unstable();
            parts
        }
        _ => Vec::new(),
    };
    parts(a) == parts(b)
}

fn term(context: &Context<'_>, mut shares: Vec<Share>, risk: bool, evidence: TextRange) -> Term {
    in_thirds(&mut shares);
    let provision = if risk { Provision::RiskShare { shares } } else { Provision::ProfitSplit { shares } };
    Term { provision, evidence: vec![context.span(evidence)] }
}

/// 三分之一 and 三分之二 divide as 1 to 2, which no percentage says exactly.
fn in_thirds(shares: &mut [Share]) {
    let third = |share: Decimal| {
        let tripled = share * Decimal::from(3) / Decimal::ONE_HUNDRED;
        let whole = tripled.round();
        ((tripled - whole).abs() < Decimal::new(1, 3) && share.fract() != Decimal::ZERO).then_some(whole)
    };
    let parts: Option<Vec<Decimal>> = shares.iter().map(|share| third(share.share)).collect();
    for (share, part) in shares.iter_mut().zip(parts.unwrap_or_default()) {
        share.share = part;
    }
}

/// Distinct roles in a row, the nearest to the ratio.
fn distinct(roles: impl Iterator<Item = Role>, count: usize) -> Vec<Party> {
    let mut parties = Vec::new();
    for role in roles {
        if !parties.contains(&role.party) {
            parties.push(role.party);
        }
        if parties.len() == count {
            break;
        }
    }
    parties
}

fn ratios(context: &Context<'_>, sentence: TextRange, chain: &[Party]) -> Vec<Term> {
    let mut terms = Vec::new();
    for quantity in context.mentions.figures_in(sentence) {
        let Some(parts) = quantity.parts.as_ref().filter(|parts| parts.len() > 1) else { continue };
        let Some(index) = context.outline.clause_at(quantity.range.start) else { continue };
        let Some(clause) = context.outline.clause(index).map(|clause| clause.range) else { continue };
        let risk = is_risk(context, clause);
        let divides = cue(context, clause, "split") || gained(context, clause);
        if !risk && !divides {
            continue;
        }
        let all = roles(context, sentence);
        let before = all.iter().rev().filter(|role| role.range.end <= quantity.range.start).copied();
        let mut parties = distinct(before, parts.len());
        parties.reverse();
        if parties.len() < parts.len() {
            let after = all
                .iter()
                .filter(|role| role.range.start >= quantity.range.end && clause.contains(role.range))
                .copied();
            parties = after.map(|role| role.party).take(parts.len()).collect();
        }
        let own = roles(context, TextRange::new(clause.start.max(sentence.start), quantity.range.start));
        if chain.len() == parts.len() && (parties.len() < parts.len() || own.is_empty()) {
            parties = chain.to_vec();
        }
        if parties.len() == parts.len() {
            let shares =
                parties.into_iter().zip(parts).map(|(party, share)| Share { party, share: *share }).collect();
            terms.push(term(context, shares, risk, clause));
        }
    }
    terms
}

/// `超产部分公司与管护户对半分`: two sides before the word get the same.
fn halves(context: &Context<'_>, sentence: TextRange) -> Vec<Term> {
    let hits = context.mentions.hits.within(Class::SchemeCue, sentence).iter();
    let shares = hits.filter(|hit| has_code(hit.code, "halves")).filter_map(|hit| {
        let clause = context.outline.clause_holding(hit.range.start)?.range;
        let before = roles(context, TextRange::new(clause.start.max(sentence.start), hit.range.start));
        let mut parties = distinct(before.iter().rev().copied(), 2);
        if parties.len() < 2 {
            // 公司供种，林农管护，收成对半: those of the sentence.
            let told = roles(context, TextRange::new(sentence.start, hit.range.start));
            parties = distinct(told.iter().rev().copied(), 3);
            parties = if parties.len() == 2 { parties } else { Vec::new() };
        }
        parties.reverse();
        let half = Decimal::from(50);
        let shares: Vec<Share> = parties.into_iter().map(|party| Share { party, share: half }).collect();
        (shares.len() == 2).then(|| term(context, shares, is_risk(context, clause), clause))
    });
    shares.collect()
}

/// `收入房主拿七、合作社拿三`, `公司拿六五、两口子拿三五`, `剩下的公司四、农户六`: who takes how many of ten or of a
/// hundred. A taker whom no role names is the household of the sentence.
fn taken(context: &Context<'_>, sentence: TextRange) -> Option<Term> {
    let all = roles(context, sentence);
    let takes = |code: &str| matches!(code, "split" | "keep" | "bear");
    let hits = context.mentions.hits.within(Class::SchemeCue, sentence).iter();
    let verbs = hits.filter(|hit| hit.code.split('+').any(takes)).map(|hit| hit.range);
    let mut leads: Vec<u32> = verbs.chain(all.iter().map(|role| role.range)).map(|range| range.end).collect();
    leads.sort_unstable();
    leads.dedup();
    let mut shares: Vec<(Option<Party>, Decimal)> = Vec::new();
    let mut evidence: Option<TextRange> = None;
    let mut previous = sentence.start;
    for at in leads {
        let Some((share, length)) = crate::scan::digits(context.reading().between(at, sentence.end)) else {
            continue;
        };
        let end = at + crate::reading::offset(length);
        let ends = context.reading().char_at(end).is_none_or(|c| !c.is_alphanumeric());
        let clause = context.outline.clause_holding(at)?.range;
        if !ends || length > SHARE {
            continue;
        }
        let mut before = all.iter().filter(|role| role.range.start >= clause.start.max(previous));
        let role = before.rfind(|role| role.range.end <= at);
        shares.push((role.map(|role| role.party), share));
        evidence = Some(evidence.map_or(clause, |known| known.cover(clause)));
        previous = end;
    }
    let sum: Decimal = shares.iter().map(|(_, share)| share).sum();
    if shares.len() < 2 || (sum != Decimal::TEN && sum != Decimal::ONE_HUNDRED) {
        return None;
    }
    let named = |party: Party| shares.iter().any(|(known, _)| *known == Some(party));
    let household = all.iter().any(|role| role.party == Party::Household) && !named(Party::Household);
    let unnamed = shares.iter().filter(|(party, _)| party.is_none()).count();
    if unnamed > usize::from(household) {
        return None;
    }
    let scale = if sum == Decimal::TEN { Decimal::TEN } else { Decimal::ONE };
    let shares = shares
        .into_iter()
        .map(|(party, share)| Share { party: party.unwrap_or(Party::Household), share: share * scale });
    let evidence = evidence?;
    Some(term(context, shares.collect(), is_risk(context, evidence), evidence))
}

/// Bytes between whose money it is and what it is called: 贫困户|生产|发展资金.
const OWN: u32 = 9;

/// Bytes of a share told in bare digits: 七, 六五.
const SHARE: usize = 6;

/// A loss is divided, not a profit.
fn is_risk(context: &Context<'_>, range: TextRange) -> bool {
    let (loss, bear) = (cue(context, range, "loss"), cue(context, range, "bear"));
    let profit = cue(context, range, "profit");
    (bear && (loss || !profit)) || (loss && !profit && !cue(context, range, "split"))
}

/// Percentages of one sentence that make up the whole, once or several times over.
fn percents(context: &Context<'_>, sentence: TextRange) -> Vec<Term> {
    let all: Vec<&Quantity> = context
        .mentions
        .figures_in(sentence)
        .iter()
        .filter(|q| q.unit == Unit::Percent && q.upper.is_none())
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    let held = cue(context, sentence, "hold")
        && (cue(context, sentence, "stake") || cue(context, sentence, "profit"));
    let mut terms = Vec::new();
    let divided = ["split", "bear", "loss"].iter().any(|code| cue(context, sentence, code));
    if !divided && !held && !gained(context, sentence) {
        return terms;
    }
    // Who pays what of a premium divides a cost.
    let cost = premium(context, sentence) && !cue(context, sentence, "profit");
    if cost && !cue(context, sentence, "loss") {
        return terms;
    }
    let mut rest = all.as_slice();
    let mut previous = sentence.start;
    let mut covered: Vec<TextRange> = Vec::new();
    while let Some((from, to)) = whole(rest) {
        let run = rest.get(from..to).unwrap_or_default();
        let end = rest.get(to).map_or(sentence.end, |next| next.range.start);
        if let Some(before) = from.checked_sub(1).and_then(|i| rest.get(i)) {
            previous = before.range.end;
        }
        terms.extend(shared(context, sentence, run, previous, end));
        previous = run.last().map_or(previous, |last| last.range.end);
        covered.extend(run.iter().map(|share| share.range));
        rest = rest.get(to..).unwrap_or_default();
    }
    if terms.is_empty() && !cost {
        terms.extend(with_rest(context, sentence, &all));
    }
    if terms.is_empty() && !cost {
        let alone = all.iter().filter(|share| !covered.contains(&share.range));
        terms.extend(alone.filter_map(|share| single(context, sentence, share)).take(1));
    }
    terms
}

/// Shares of which the last has no number: 「租金六成分给24户贫困户，其余归村」.
fn with_rest(context: &Context<'_>, sentence: TextRange, all: &[&Quantity]) -> Option<Term> {
    let last = all.last()?;
    let after = TextRange::new(last.range.end, sentence.end);
    let hits = context.mentions.hits.within(Class::SchemeCue, after);
    let rest = hits.iter().find(|hit| hit.code == "rest")?;
    let next = context.outline.clause_holding(rest.range.start)?.range;
    let first = all.first()?;
    let opening = context.outline.clause_holding(first.range.start)?.range;
    let told = TextRange::new(sentence.start, first.range.start);
    let gained = gained(context, told) && !cue(context, opening, "principal");
    // 租金不许闲放,一半养岗位,三成滚进集体账上
    let opens = |share: TextRange| {
        context.outline.clause_holding(share.start).is_some_and(|clause| clause.range.start == share.start)
    };
    let divided = all.iter().all(|share| divides(context, share.range) || opens(share.range)) && gained;
    let sum: Decimal = all.iter().filter_map(|share| share.value).sum();
    let others = context.mentions.figures_in(next);
    let again = |q: &Quantity| q.unit == Unit::Percent || q.parts.is_some();
    if !divided || sum >= Decimal::ONE_HUNDRED || others.iter().any(again) {
        return None;
    }
    let mut shares = Vec::new();
    let mut previous = sentence.start;
    for (index, share) in all.iter().enumerate() {
        let next = all.get(index + 1).map_or(rest.range.start, |next| next.range.start);
        shares.push(Share { party: receiver(context, share.range, previous, next), share: share.value? });
        previous = share.range.end;
    }
    let party = receiver(context, rest.range, previous, sentence.end);
    shares.push(Share { party, share: Decimal::ONE_HUNDRED - sum });
    let differs = shares.iter().any(|share| Some(share.party) != shares.first().map(|first| first.party));
    let known = shares.iter().filter(|share| share.party != Party::Other).count();
    (differs && known > 0).then(|| term(context, shares, false, first.range.cover(rest.range)))
}

/// A word of dividing touches the share.
fn divides(context: &Context<'_>, share: TextRange) -> bool {
    let hits = &context.mentions.hits;
    let verb = |at: u32, ends: bool| {
        hits.at(Class::SchemeCue, at).is_some_and(|hit| {
            // 六成分给: the word may start within 成分.
            let touches = if ends { hit.range.end == share.start } else { hit.range.start <= at };
            let codes = || hit.code.split('+');
            touches
                && codes().any(|code| matches!(code, "split" | "keep" | "payout"))
                && codes().all(|c| c != "spend")
        })
    };
    verb(share.end, false) || verb(share.start.saturating_sub(1), true)
}

/// What is earned: a word for it, or the money of a sale (`卖鱼的钱`, `赚来的钱`).
fn gained(context: &Context<'_>, range: TextRange) -> bool {
    let hits = context.mentions.hits.within(Class::SchemeCue, range);
    let sells = hits.iter().filter(|hit| has_code(hit.code, "earning"));
    let mut money = sells.map(|hit| {
        context
            .mentions
            .hits
            .within(Class::SchemeCue, TextRange::new(hit.range.end, range.end.min(hit.range.end + SALE)))
    });
    cue(context, range, "profit") || money.any(|after| after.iter().any(|hit| hit.code == "money"))
}

/// Bytes between a sale and the money that it brings.
const SALE: u32 = 18;

/// One share of a profit that is told without the rest: 「收益八成归搬迁户」, 「卖猪所得合作社扣40%」.
fn single(context: &Context<'_>, sentence: TextRange, share: &Quantity) -> Option<Term> {
    let clause = context.outline.clause_holding(share.range.start)?.range;
    // 收到分红12万元,其中七成发给贫困户
    let of_them = context.reading().slice(clause).starts_with('其');
    let from = if of_them { sentence.start } else { sentence.start.max(clause.start) };
    let told = TextRange::new(from, share.range.start);
    let after = TextRange::new(share.range.end, clause.end.max(share.range.end));
    // 每年按6%给各村分红: a rate, not a share.
    let rate_paid = cue(context, told, "yearly");
    let gained = (gained(context, told) || cue(context, after, "profit") && !rate_paid)
        && !cue(context, told, "principal")
        && !hits_in(context, sentence, "secondary_dividend");
    let divides = divides(context, share.range) || handed_out(context, after);
    let rate = share.value?;
    let other = context
        .mentions
        .hits
        .within(Class::Tie, clause)
        .iter()
        .any(|hit| matches!(hit.code, "guaranteed_dividend" | "fixed_return" | "secondary_dividend"));
    if !gained || !divides || other || rate >= Decimal::ONE_HUNDRED {
        return None;
    }
    let party = receiver(context, share.range, clause.start, clause.end);
    // 年终再拿利润的5%返给茶农: a second payment for what they brought.
    let second = rate <= Decimal::from(50)
        && cue(context, after, "rebate")
        && !hits_in(context, sentence, "equity_dividend");
    let known = !matches!(party, Party::Other | Party::Government) && !second;
    known.then(|| term(context, vec![Share { party, share: rate }], false, clause))
}

/// 「盈余的10%按积分分给社员」, 「利润的60%向股东分配」: the rest of the clause gives the share to households.
fn handed_out(context: &Context<'_>, after: TextRange) -> bool {
    let takes = |party| matches!(party, Party::Household | Party::Village | Party::VillageCollective);
    roles(context, after).first().is_some_and(|role| takes(role.party)) && cue(context, after, "split")
}

/// The division that a run of percentages makes, when it names different parties.
fn shared(
    context: &Context<'_>,
    sentence: TextRange,
    run: &[&Quantity],
    from: u32,
    end: u32,
) -> Option<Term> {
    let first_clause = context.outline.clause_holding(run.first()?.range.start)?.range;
    let last_clause = context.outline.clause_holding(run.last()?.range.start)?.range;
    let evidence = run.first()?.range.cover(run.last()?.range);
    let whole = first_clause.cover(last_clause);
    let before = context.outline.clause_at(first_clause.start).and_then(|i| i.checked_sub(1));
    let before = before.and_then(|i| context.outline.clause(i)).filter(|c| sentence.contains(c.range));
    let risk = is_risk(context, whole)
        || (cue(context, whole, "bear") && before.is_some_and(|clause| cue(context, clause.range, "loss")));
    // 利息财政贴七成,农户自担三成
    let interest = ["rate", "interest_subsidy"].iter().any(|code| cue(context, whole, code));
    if interest && !cue(context, whole, "loss") && !cue(context, whole, "profit") {
        return None;
    }
    let cost = premium(context, sentence) || cue(context, whole, "bear");
    if !risk && cost && !cue(context, sentence, "profit") {
        return None;
    }
    // 凑起900万元占八成,公司作价220万元占20%: what was put in, not what is divided.
    let paid_in = |share: &&&Quantity| {
        let clause = context.outline.clause_holding(share.range.start).map_or(share.range, |c| c.range);
        let index = context.outline.clause_at(clause.start).and_then(|index| index.checked_sub(1));
        let before = index.and_then(|index| context.outline.clause(index)).map_or(clause, |c| c.range);
        let sums = context.mentions.figures_in(before.cover(clause));
        cue(context, TextRange::new(clause.start, share.range.start), "hold")
            && sums
                .iter()
                .any(|q| q.unit == Unit::Yuan && q.per.is_empty() && q.range.end <= share.range.start)
    };
    let beside = |clause: TextRange| cue(context, clause, "split");
    if !beside(first_clause) && !beside(last_clause) && run.iter().filter(paid_in).count() > 1 {
        return None;
    }
    if let Some(shares) = listed(context, run, first_clause) {
        return Some(term(context, shares, risk, evidence));
    }
    let mut shares = Vec::new();
    let mut previous = from;
    for (index, quantity) in run.iter().enumerate() {
        let next = run.get(index + 1).map_or(end, |next| next.range.start);
        let party = receiver(context, quantity.range, previous, next);
        shares.push(Share { party, share: quantity.value? });
        previous = quantity.range.end;
    }
    // Of two shares, the one without a name is that of the household of whom the sentence speaks.
    let told = roles(context, sentence).first().is_some_and(|role| role.party == Party::Household);
    if told && !risk && shares.len() == 2 && !shares.iter().any(|share| share.party == Party::Household) {
        for share in shares.iter_mut().filter(|share| share.party == Party::Other) {
            share.party = Party::Household;
        }
    }
    // 六成开公益岗、修水渠,四成奖给脱贫户: the village spends the first, households are given the second.
    if !risk && shares.iter().all(|share| share.party == Party::Household) {
        for (index, share) in shares.iter_mut().enumerate() {
            let at = run.get(index).map_or(end, |quantity| quantity.range.end);
            let next = run.get(index + 1).map_or(end, |next| next.range.start);
            let land = TextRange::new(at, next.max(at));
            if cue(context, land, "public_post") && roles(context, land).is_empty() {
                share.party = Party::VillageCollective;
            }
        }
    }
    let first = shares.first()?.party;
    let differs = shares.iter().any(|share| share.party != first);
    let banked = !risk || shares.iter().all(|share| share.party != Party::Other);
    (differs && banked).then(|| term(context, shares, risk, evidence))
}

fn hits_in(context: &Context<'_>, range: TextRange, code: &str) -> bool {
    context.mentions.hits.within(Class::Tie, range).iter().any(|hit| hit.code == code)
}

/// Shares in the order of the parties listed before them: `公司、村集体、房主按65%、20%、15%切分`.
fn listed(context: &Context<'_>, run: &[&Quantity], clause: TextRange) -> Option<Vec<Share>> {
    let joined = run.windows(2).all(|pair| {
        let [a, b] = pair else { return false };
        context.reading().between(a.range.end, b.range.start) == "、"
    });
    let first = run.first()?.range.start;
    let before = roles(context, TextRange::new(clause.start, first));
    let mut parties = distinct(before.iter().rev().copied(), run.len());
    parties.reverse();
    if !joined || parties.len() != run.len() {
        return None;
    }
    parties.into_iter().zip(run).map(|(party, share)| Some(Share { party, share: share.value? })).collect()
}

/// Who gets a share: the party after it (`七成分给农户`), or before it when the share ends its phrase (`农户拿49%`).
fn receiver(context: &Context<'_>, share: TextRange, previous: u32, next: u32) -> Party {
    let clause = context.outline.clause_holding(share.start);
    let clause = clause.map_or(share, |clause| clause.range);
    let pick = |roles: &mut dyn Iterator<Item = Role>| {
        let roles: Vec<Role> = roles.collect();
        roles.iter().find(|role| !role.weak).or_else(|| roles.first()).map(|role| role.party)
    };
    let before = roles(context, TextRange::new(previous.max(clause.start), share.start));
    let ends = context.reading().char_at(share.end).is_none_or(|c| !c.is_alphanumeric());
    // 林农七成分账: whose it is stands right before it.
    if let Some(role) = before.last().filter(|role| role.range.end == share.start) {
        return role.party;
    }
    // 村里拿出七成,分给脱贫户: what is taken out is for somebody else.
    let given = context.reading().char_before(share.start) == Some('出');
    if ends
        && !given
        && let Some(party) = pick(&mut before.iter().rev().copied())
    {
        return party;
    }
    let land = TextRange::new(share.end, clause.end.min(next));
    let lands = roles(context, land);
    // 四成给村,六成分给脱贫户
    let whose = context.mentions.hits.starting(Class::SchemeCue, share.end);
    let village = whose.filter(|hit| has_code(hit.code, "to_village"));
    if village
        .is_some_and(|hit| context.reading().char_at(hit.range.end).is_none_or(|c| !c.is_alphanumeric()))
    {
        return Party::VillageCollective;
    }
    // 合作社留三成作发展: who keeps it stands before the word.
    let kept = context.mentions.hits.at(Class::SchemeCue, share.start.saturating_sub(1)).filter(|hit| {
        hit.range.end == share.start && hit.code.split('+').any(|code| matches!(code, "keep" | "split"))
    });
    if let Some(kept) = kept
        && lands.is_empty()
        && let Some(role) = before.last().filter(|role| role.range.end == kept.range.start)
    {
        return role.party;
    }
    let kept =
        context.mentions.hits.within(Class::SchemeCue, land).iter().find(|hit| has_code(hit.code, "reserve"));
    if let Some(kept) = kept.filter(|_| !lands.iter().any(|role| role.party == Party::VillageCollective)) {
        // 60%作为31户贫困户|生产发展资金: whose money it is stands right before it.
        let whose = lands.iter().rfind(|role| role.range.end <= kept.range.start);
        let theirs = whose.filter(|role| !role.weak && kept.range.start - role.range.end <= OWN);
        return theirs.map_or(Party::Cooperative, |role| role.party);
    }
    // 六成设公益岗位: who works there gets it.
    let upkeep = |hit: &crate::lexicon::Hit<'_>| context.reading().char_at(hit.range.start) == Some('管');
    if lands.is_empty()
        && context.mentions.hits.within(Class::Tie, land).iter().any(|hit| hit.code == "wage" && !upkeep(hit))
    {
        return Party::Household;
    }
    if cue(context, land, "land_share") {
        return Party::Household;
    }
    // 40%用于村内公益事业: nobody by name.
    if lands.is_empty() && cue(context, land, "spend") {
        return Party::Other;
    }
    // The clause of the next share names who gets that one.
    let reach = context
        .outline
        .clause_holding(next)
        .map_or(next, |clause| if clause.range.holds(next) { clause.range.start.min(next) } else { next });
    let beyond = TextRange::new(share.end, reach.max(share.end));
    pick(&mut roles(context, land).into_iter())
        .or_else(|| pick(&mut roles(context, beyond).into_iter()).filter(|_| reach > clause.end))
        .unwrap_or(Party::Other)
}

/// The first run of two to six percentages that sum to a hundred.
fn whole(found: &[&Quantity]) -> Option<(usize, usize)> {
    let hundred = Decimal::from(100);
    (0..found.len()).find_map(|from| {
        (from + 2..=found.len().min(from + 6)).find_map(|to| {
            let run = found.get(from..to)?;
            let sum: Decimal = run.iter().filter_map(|quantity| quantity.value).sum();
            (sum == hundred).then_some((from, to))
        })
    })
}
