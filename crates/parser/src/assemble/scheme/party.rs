//! Takes the evidence of a scheme, gives its parties in the order in which the text first names them.

use lianjie_core::{Party, PlaceLevel, Provision, Term, Unit};

use super::bond::{shared_with, splits_cost, strong, ties};
use super::described::whole_scope;
use super::extent::{Draft, tied};
use super::mode::Order;
use super::role::{Role, deals, roles};
use super::{chain, cue, flow};
use crate::context::Context;
use crate::lexicon::{Class, has_code};
use crate::reading::TextRange;

/// An insurance makes up for a loss, whoever gives it.
pub(super) fn pays_out(context: &Context<'_>, draft: &Draft) -> bool {
    draft.evidence.iter().any(|range| {
        let covers =
            context.mentions.hits.within(Class::Tie, *range).iter().any(|hit| hit.code == "insurance");
        covers && cue(context, *range, "bear") && !cue(context, *range, "modal")
            || indemnifies(context, *range)
    })
}

/// 「牛死了,保险赔8000元」: an insurance, then the word for making up for a loss.
pub(super) fn indemnifies(context: &Context<'_>, range: TextRange) -> bool {
    context.outline.clauses_over(range).iter().any(|clause| {
        let hits = context.mentions.hits.within(Class::SchemeCue, clause.range);
        let covered = context.mentions.hits.within(Class::Tie, clause.range).iter();
        let covered = covered.filter(|hit| hit.code == "insurance").map(|hit| hit.range.end);
        let premium = hits.iter().filter(|hit| hit.attr == "premium").map(|hit| hit.range.end);
        let after = covered.chain(premium).min();
        let pays = |hit: &crate::lexicon::Hit<'_>| hit.code == "loss" || hit.code == "bear";
        after.is_some_and(|at| {
            hits.iter().any(|hit| pays(hit) && hit.range.start >= at && hit.range.start <= at + REPAID)
        })
    })
}

/// Bytes between an insurance and the word that it pays.
const REPAID: u32 = 12;

/// A premium is divided between a budget and the insured: there is an insurer, named or not.
pub(super) fn insured(context: &Context<'_>, draft: &Draft) -> bool {
    draft.evidence.iter().any(|range| {
        ties(context, *range).any(|(code, _)| code == "insurance") && splits_cost(context, *range)
    })
}

/// A county or township, named as a place, opens a sentence in which public money is put in: 「某镇把财政扶贫资金…折成
/// 股份」.
pub(super) fn invests(context: &Context<'_>, draft: &Draft) -> bool {
    draft.links.is_empty()
        && draft.evidence.iter().any(|range| {
            let Some(sentence) = context.outline.sentence_holding(range.start) else {
                return false;
            };
            let hits = context.mentions.hits.within(Class::SchemeCue, *range);
            let Some(money) = hits.iter().find(|hit| has_code(hit.code, "public")) else {
                return false;
            };
            let before = TextRange::new(sentence.range.start, money.range.start.max(sentence.range.start));
            let Some(place) = context.mentions.places_in(before).first() else { return false };
            let opening = TextRange::new(before.start, place.range.end + SUBJECT);
            let last_place = context.mentions.places_in(opening).last();
            let level = last_place.map(|place| place.place.level);
            matches!(level, Some(PlaceLevel::County | PlaceLevel::Township))
                && context.reading().between(before.start, place.range.start).chars().count() <= OPENING
                && !of_villages(context, last_place.map_or(place.range.end, |last| last.range.end))
                && roles(context, before).first().is_none_or(|role| role.range.start >= opening.end)
                && USES.iter().any(|code| cue(context, *range, code))
        })
}

/// A village, named as a place, opens a sentence in which money is put into something that is let or staked: 「某村拿出210万元建
/// 冷库，交给合作社用」.
pub(super) fn village_invests(context: &Context<'_>, draft: &Draft) -> bool {
    draft.evidence.iter().any(|range| {
        let Some(clause) = context.outline.clause_holding(range.start).map(|clause| clause.range) else {
            return false;
        };
        let Some(place) = context
            .mentions
            .places_in(clause)
            .iter()
            .take_while(|place| place.range.start <= range.start + SUBJECT)
            .last()
        else {
            return false;
        };
        let after = TextRange::new(place.range.end.min(clause.end), clause.end);
        let sums = context.mentions.figures_in(after);
        let Some(money) = sums.iter().find(|q| q.unit == Unit::Yuan && q.per.is_empty()) else {
            return false;
        };
        let spends = TextRange::new(after.start, money.range.start.max(after.start));
        place.place.level == PlaceLevel::Village
            && roles(context, spends).is_empty()
            && context.reading().slice(spends).chars().count() <= 12
            && (["give", "put_in", "invest", "public"].iter().any(|code| cue(context, spends, code))
                || context.reading().slice(spends).starts_with(['用', '把', '将']))
            && ["let", "leased", "rent", "asset_income"]
                .iter()
                .any(|tie| ties(context, *range).any(|(code, _)| code == *tie))
    })
}

/// Bytes after a place in which another would be the subject.
const SUBJECT: u32 = 9;
/// Characters before the place that opens a sentence: a date.
const OPENING: usize = 12;

/// The carrier that the paragraph named last before `at`.
pub(super) fn before(context: &Context<'_>, at: u32) -> Option<Party> {
    let sentence = context.outline.sentence_holding(at)?;
    let block = context.outline.blocks.get(sentence.block)?;
    let carries =
        |party| matches!(party, Party::Enterprise | Party::Cooperative | Party::FamilyFarm | Party::Park);
    let roles = roles(context, TextRange::new(block.range.start, at));
    roles.iter().rev().find(|role| carries(role.party) && !role.weak).map(|role| role.party)
}

/// Whether a role is a party of the arrangement, rather than somebody who is mentioned.
fn takes_part(context: &Context<'_>, role: &Role, roles: &[Role], evidence: &[TextRange]) -> bool {
    let clause = context.outline.clause_holding(role.range.start);
    let clause = clause.map_or(role.range, |clause| clause.range);
    let does = |codes: &[&str]| codes.iter().any(|code| cue(context, clause, code));
    let strong = |party: fn(Party) -> bool| roles.iter().any(|role| !role.weak && party(role.party));
    match role.party {
        Party::Government if of_villages(context, role.range.end) => false,
        Party::Government => {
            does(&["give", "bear", "interest_subsidy", "pays"])
                || funds(context, role, roles)
                // 镇里租给鲜果公司
                || gives(context, role)
                // 县里设了420个公益岗位
                || acts(context, role) && does(&["public_post"])
                || hands_public(context, role)
                // 乡里给78户每户入股8000元
                || (acts(context, role) && does(&["stake"]) && super::is_household(context, clause))
        }
        Party::Bank => {
            does(&["loan", "bear"]) || (role.named && evidence.iter().any(|r| cue(context, *r, "loan")))
        }
        // 17个村出钱…产权按各村投钱多少确权: the villages are told as such.
        Party::VillageCollective if role.weak && among_villages(context, role) => false,
        Party::VillageCollective => {
            !role.weak
                || shares(context, clause)
                || divides_own(context, role)
                || does(&["lead"])
                || (acts(context, role) && gives(context, role))
        }
        Party::PartyBranch => does(&["lead"]) || tied(context, clause) || acts(context, role),
        Party::Village => {
            let sentence = context.outline.sentence_holding(role.range.start);
            // 6个村的集体, 12个村…各村集体: the collectives stand for them.
            let collective = roles.iter().any(|other| {
                other.party == Party::VillageCollective
                    && !other.weak
                    && sentence.is_some_and(|sentence| sentence.range.contains(other.range))
            });
            !strong(|party| chain::is_carrier(party) && party != Party::Base)
                || (role.weak && !collective && deals(context, role.range))
        }
        Party::Other => {
            !strong(|party| {
                matches!(party, Party::Enterprise | Party::Cooperative | Party::Park | Party::Workshop)
            }) || (!role.weak && super::is_household(context, clause))
        }
        Party::Park | Party::ScenicArea => {
            let beside = roles.iter().any(|other| {
                matches!(other.party, Party::Enterprise | Party::Cooperative) && clause.contains(other.range)
            });
            beside || role.named || tied(context, clause) || does(&["give", "split", "bear", "stake", "lead"])
        }
        Party::Industry => cue(context, clause, "linkage") && !strong(chain::is_carrier),
        Party::Platform => {
            let sentence = context.outline.sentence_holding(role.range.start);
            sells(context, clause)
                || does(&["agent"])
                || sentence.is_some_and(|sentence| cue(context, sentence.range, "keep"))
        }
        Party::Base => false,
        // Who only gives money away has no part in what it becomes.
        Party::Enterprise if role.weak => !does(&["donate"]),
        _ => true,
    }
}

/// The sentence counts villages that pay in or are paid before it speaks of each of them.
fn among_villages(context: &Context<'_>, role: &Role) -> bool {
    let Some(sentence) = context.outline.sentence_holding(role.range.start) else { return false };
    let before = TextRange::new(sentence.range.start, role.range.start);
    context
        .mentions
        .figures_in(before)
        .iter()
        .any(|q| q.unit == Unit::Village && q.per.is_empty() && deals(context, q.range))
}

/// 「村里开会定了分法：五成给公益岗位发工资」: nobody else in the sentence could divide it.
fn divides_own(context: &Context<'_>, role: &Role) -> bool {
    let Some(sentence) = context.outline.sentence_holding(role.range.start) else { return false };
    let others = roles(context, sentence.range).iter().any(flow::runs);
    !others && acts(context, role) && shared_with(context, sentence.range, Party::Household)
}

/// 村里拿出水面80亩: the verb stands right after.
fn gives(context: &Context<'_>, role: &Role) -> bool {
    let verb = context.mentions.hits.starting(Class::SchemeCue, role.range.end);
    let clause = context.outline.clause_holding(role.range.start).map_or(role.range, |clause| clause.range);
    let after = TextRange::new(role.range.end.min(clause.end), clause.end);
    // 村里把旧小学租给合作社
    let hands = context.reading().slice(after).starts_with(['把', '将'])
        && context.mentions.hits.within(Class::Tie, after).iter().any(|hit| hit.code == "let");
    if hands {
        return true;
    }
    let lets = context.mentions.hits.starting(Class::Tie, role.range.end);
    verb.is_some_and(|hit| hit.code.split('+').any(|code| matches!(code, "give" | "put_in" | "stake")))
        || lets.is_some_and(|hit| hit.code == "let")
}

/// A government that opens a sentence in which public money is put in: 「旗里按每户10只的标准，用扶贫资金420万元买羊」.
fn funds(context: &Context<'_>, role: &Role, roles: &[Role]) -> bool {
    let Some(sentence) = context.outline.sentence_holding(role.range.start) else {
        return false;
    };
    let next = roles
        .iter()
        .find(|other| other.range.start > role.range.end && chain::is_carrier(other.party) && !other.weak);
    let clause = context.outline.clause_holding(role.range.start);
    let own = clause.map_or(role.range.end, |clause| clause.range.end);
    let end = next.map_or(sentence.range.end, |next| next.range.start.min(sentence.range.end)).max(own);
    let reach = TextRange::new(role.range.start, end.max(role.range.end));
    let sum = || context.mentions.figures_in(reach).iter().any(|q| q.unit == Unit::Yuan);
    let used = || USES.iter().any(|code| cue(context, reach, code));
    acts(context, role)
        && ((public_money(context, reach) && (used() || sum()))
            || (cue(context, reach, "give") && sum())
            || cue(context, TextRange::new(role.range.end, own), "build"))
}

/// 「120万元是县里切下来的扶贫资金」: whose money it is, told in the words before it.
fn hands_public(context: &Context<'_>, role: &Role) -> bool {
    let Some(clause) = context.outline.clause_holding(role.range.start) else { return false };
    let hits = context
        .mentions
        .hits
        .within(Class::SchemeCue, TextRange::new(role.range.end.min(clause.range.end), clause.range.end));
    let money = hits.iter().find(|hit| has_code(hit.code, "public"));
    money.is_some_and(|money| {
        let between = context.reading().between(role.range.end, money.range.start);
        between.ends_with('的') && between.chars().count() <= 6
    })
}

/// 「镇上四个村把各自的30万元凑到一起」: what is named before a number of villages only says whose they are.
fn of_villages(context: &Context<'_>, at: u32) -> bool {
    let next = context.mentions.quantities.partition_point(|q| q.range.start < at);
    context.mentions.quantities.get(next).is_some_and(|q| {
        q.unit == Unit::Village && ["", "的"].contains(&context.reading().between(at, q.range.start))
    })
}

/// Money of a budget, by the words of schemes or by those of funds.
fn public_money(context: &Context<'_>, range: TextRange) -> bool {
    let funds = context.mentions.hits.within(Class::Fund, range);
    cue(context, range, "public") || funds.iter().any(|hit| hit.code.starts_with("fiscal"))
}

/// What is done with public money.
const USES: [&str; 5] = ["stake", "put_in", "invest", "give", "lead"];

/// The role opens its sentence, or what follows the date or place that opens it.
fn acts(context: &Context<'_>, role: &Role) -> bool {
    let sentence = context.outline.sentence_holding(role.range.start);
    sentence.is_some_and(|sentence| {
        let before = TextRange::new(sentence.range.start, role.range.start);
        context.reading().slice(before).chars().count() <= 16
            && !roles(context, before).iter().any(|other| other.party != role.party)
    })
}

/// A platform that sells what households bring: 「村里的电商站替茶农卖茶」.
pub(super) fn sells(context: &Context<'_>, clause: TextRange) -> bool {
    let household = roles(context, clause).iter().any(|role| role.party == Party::Household);
    household
        && (ties(context, clause).any(|(code, _)| code == "purchase_contract")
            || cue(context, clause, "agent"))
}

/// The parties that the evidence tells of.
pub(super) fn told(context: &Context<'_>, evidence: &[TextRange], order: Order) -> Vec<Party> {
    let mut evidence = evidence.to_vec();
    evidence.sort_unstable();
    let parts: Vec<TextRange> = evidence.iter().flat_map(|range| sentences(context, *range)).collect();
    // A heading names nobody.
    let named = parts.iter().find(|part| !roles(context, **part).is_empty());
    let first = named.or(parts.first()).map_or(0, |part| part.start);
    let told: Vec<(Role, bool)> = parts
        .into_iter()
        .flat_map(|sentence| {
            let whole = context.outline.sentence_holding(sentence.start);
            let whole = whole.map_or(sentence, |whole| whole.range);
            // What a county counts in the end names nobody new.
            let counts = sentence.start > first && whole_scope(context, whole);
            let core = core(context, whole) && !counts;
            roles(context, sentence).into_iter().map(move |role| (role, core))
        })
        .collect();
    let tied = told.iter().any(|(role, core)| role.party == Party::Household && (*core || !role.counted));
    // A sentence that tells no tie brings in no carrier, and its households are counted for something else.
    let kept = |role: &Role, core: bool| {
        core || role.party == Party::Workshop || (role.party == Party::Household && (!role.counted || !tied))
    };
    let roles: Vec<Role> =
        told.into_iter().filter(|(role, core)| kept(role, *core)).map(|(role, _)| role).collect();
    let strong = |party| roles.iter().any(|role| role.party == party && !role.weak);
    let taking: Vec<Party> = roles
        .iter()
        .filter(|role| takes_part(context, role, &roles, &evidence))
        .map(|role| role.party)
        .collect();
    let mut parties = enumerated(context, &roles);
    for role in &roles {
        let passing = role.weak && !role.counted && role.party == Party::Household && strong(role.party);
        let of_those = role.weak && role.party == Party::VillageCollective && among_villages(context, role);
        if !passing && !of_those && taking.contains(&role.party) && !parties.contains(&role.party) {
            parties.push(role.party);
        }
    }
    let at = parties.iter().position(|party| *party == Party::Household);
    let order = if order == Order::Text && evidence.first().is_some_and(|range| done_for(context, *range)) {
        Order::Carrier
    } else {
        order
    };
    match (order, at) {
        (Order::Household, Some(at)) => {
            parties.remove(at);
            parties.insert(0, Party::Household);
        }
        (Order::Carrier, Some(at)) => {
            parties.remove(at);
            parties.push(Party::Household);
        }
        _ => {}
    }
    parties
}

/// 「对缺劳力的贫困户，由乡里…投入公司」: the sentence opens with those for whom others act.
fn done_for(context: &Context<'_>, range: TextRange) -> bool {
    let hits = context.mentions.hits.within(Class::SchemeCue, range);
    let Some(hit) = hits.first().filter(|hit| hit.code == "toward" && hit.range.start == range.start) else {
        return false;
    };
    let clause = context.outline.clause_holding(hit.range.start).map_or(range, |clause| clause.range);
    let first = roles(context, TextRange::new(hit.range.end.min(clause.end), clause.end));
    first.first().is_some_and(|role| role.party == Party::Household)
}

/// The parties with those that the terms bring in: who shares a risk, and the government that pays a subsidy.
pub(super) fn with_terms(
    context: &Context<'_>,
    mut parties: Vec<Party>,
    draft: &Draft,
    terms: &[Term],
) -> Vec<Party> {
    let mut paid = false;
    for term in terms {
        match &term.provision {
            // 六成设公益岗: who works there is named by the share alone.
            Provision::ProfitSplit { shares } if draft.links.is_empty() => {
                let household = shares.iter().any(|share| share.party == Party::Household);
                if household && !parties.contains(&Party::Household) {
                    parties.push(Party::Household);
                }
                let village = shares.iter().any(|share| share.party == Party::VillageCollective);
                let known = |party: &Party| parties.contains(party);
                if village && ![Party::Village, Party::VillageCollective].iter().any(known) {
                    parties.push(Party::VillageCollective);
                }
            }
            Provision::RiskShare { shares } => {
                let more: Vec<Party> =
                    shares.iter().map(|share| share.party).filter(|p| !parties.contains(p)).collect();
                parties.extend(more);
            }
            Provision::Subsidy { .. } | Provision::RentFree | Provision::Loan { .. } => paid = true,
            _ => {}
        }
    }
    if paid && !draft.links.is_empty() && !parties.contains(&Party::Government) {
        let told = told(context, &draft.evidence, Order::Text);
        let at = if parties.first() == Some(&Party::Insurer) { 0 } else { parties.len() };
        parties.splice(at..at, told.into_iter().filter(|party| *party == Party::Government));
    }
    parties
}

/// The parts of a range that lie in one sentence each.
fn sentences(context: &Context<'_>, range: TextRange) -> Vec<TextRange> {
    let within = context.outline.sentences_over(range).iter();
    within.map(|s| TextRange::new(s.range.start.max(range.start), s.range.end.min(range.end))).collect()
}

/// Says how somebody is tied, or what is put in.
fn core(context: &Context<'_>, sentence: TextRange) -> bool {
    let lends = cue(context, sentence, "loan") && !context.mentions.quantities_in(sentence).is_empty();
    lends
        || tied(context, sentence)
        || strong(context, sentence)
        || ["split", "put_in", "stake", "give", "lead", "rent_free", "linkage"]
            .iter()
            .any(|code| cue(context, sentence, code))
        || !context.mentions.organisations_in(sentence).is_empty()
}

/// 村里 takes part where it lets an asset or has a share.
fn shares(context: &Context<'_>, clause: TextRange) -> bool {
    let quantities = context.mentions.figures_in(clause);
    let ties = context.mentions.hits.within(Class::Tie, clause).iter();
    let ties: Vec<&str> = ties.map(|hit| hit.code).collect();
    let assets = ties.iter().any(|code| matches!(*code, "asset_income" | "let" | "leased"));
    let gets = cue(context, clause, "split") || cue(context, clause, "payout");
    assets
        || (gets && ties.contains(&"rent"))
        || (gets && quantities.iter().any(|quantity| quantity.unit == Unit::Yuan))
        || quantities.iter().any(|quantity| quantity.unit == Unit::Percent || quantity.parts.is_some())
}

/// The parties where the text lists them: 「公司、农商行、乡政府同80户农户签下合同」. A list that a ratio follows divides a
/// surplus instead.
fn enumerated(context: &Context<'_>, roles: &[Role]) -> Vec<Party> {
    let mut run: Vec<Party> = Vec::new();
    let mut last: Option<&Role> = None;
    for role in roles {
        let joined = last.is_some_and(|last| {
            let between = context.reading().between(last.range.end, role.range.start);
            let words = TextRange::new(last.range.end, role.range.start);
            let joins = context
                .mentions
                .hits
                .within(Class::OrganisationEdge, words)
                .first()
                .is_some_and(|hit| hit.attr == "weak");
            (between.starts_with('、') && between.chars().count() <= 3)
                || (between.chars().count() <= 8 && joins && !between.contains([',', '。', ';']))
        });
        if !joined {
            if run.len() > 2 {
                break;
            }
            run.clear();
        }
        if !run.contains(&role.party) {
            run.push(role.party);
        }
        last = Some(role);
    }
    let clause = last.and_then(|role| context.outline.clause_holding(role.range.start));
    let divided = clause.is_some_and(|clause| {
        let mut figures = context.mentions.figures_in(clause.range).iter();
        figures.any(|q| q.parts.is_some() || q.unit == Unit::Percent)
    });
    if run.len() > 2 && run.contains(&Party::Household) && !divided { run } else { Vec::new() }
}

/// The parties of a scheme whose name gives some: those, with what the description must add.
pub(super) fn of_chain(
    context: &Context<'_>,
    links: &[Party],
    aid: bool,
    evidence: &[TextRange],
) -> Vec<Party> {
    let mut parties = links.to_vec();
    if parties.is_empty() {
        return told(context, evidence, Order::Text);
    }
    if aid && parties.as_slice() == [Party::Industry] {
        // 产业 carries nothing where the text names who does.
        let carriers: Vec<Party> = told(context, evidence, Order::Text)
            .into_iter()
            .filter(|party| matches!(party, Party::Enterprise | Party::Cooperative | Party::LargeGrower))
            .collect();
        if carriers.len() > 1 {
            parties = carriers;
        }
    }
    let household = evidence.iter().any(|range| super::is_household(context, *range));
    let villages = parties.contains(&Party::Village) && parties.contains(&Party::ScenicArea);
    if household && !parties.contains(&Party::Household) && !villages {
        parties.push(Party::Household);
    }
    if parties.len() < 2 {
        let more = told(context, evidence, Order::Text);
        parties.extend(more.into_iter().filter(|party| !links.contains(party)));
    }
    parties
}
