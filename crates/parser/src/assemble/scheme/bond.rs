//! Takes the sentences of a group, says whether they describe an arrangement: two sides and what ties them.
//!
//! Words of duty (`鼓励` `应当`) without a number or a name describe none, nor do the workers of a whole province.

use lianjie_core::{Decimal, Party, Per, PlaceLevel, Provision, Tie, Unit};

use super::described::Group;
use super::extent::counts_households;
use super::flow::{self, flows};
use super::role::{Role, roles};
use super::term::split;
use super::{chain, cue, is_household, operator, premium, tie};
use crate::context::Context;
use crate::lexicon::{Class, Hit};
use crate::mention::Quantity;
use crate::reading::TextRange;

/// Whether the sentences describe an arrangement.
pub(super) fn linked(context: &Context<'_>, group: &Group) -> bool {
    let roles = all_roles(context, group);
    let household = roles.iter().any(|role| role.party == Party::Household)
        || group.sentences.iter().any(|range| shared_with(context, *range, Party::Household));
    let member = || group.sentences.iter().any(|range| cue(context, *range, "member"));
    let carrier = roles.iter().any(carries) || (household && member());
    // Villages that put money into a firm are tied like households.
    let lets = |range: &TextRange| ties(context, *range).any(|(code, _)| LETTING.contains(&code));
    let pooled = || group.sentences.iter().any(|range| flows(context, *range) || lets(range));
    let villages = roles.iter().any(|role| match role.party {
        Party::VillageCollective if !role.weak => true,
        // 联村公司由五个村出资，按股分红
        Party::VillageCollective | Party::Village => {
            role.weak && (pooled() || group.sentences.iter().any(|range| strong(context, *range)))
        }
        _ => false,
    }) && roles.iter().any(flow::runs);
    // What a rule rewards is told in conditions; the rest of a rule are offices and sums.
    let named = group.sentences.iter().any(|range| !context.mentions.organisations_in(*range).is_empty());
    let insures = insures(context, group, &roles);
    let binds = || group.sentences.iter().any(|range| splits(context, *range) || guarantees(context, *range));
    if context.scopes.is_policy && !named && !binds() {
        return false;
    }
    if insures || group.sentences.iter().any(|range| linkage(context, *range).is_some()) {
        return true;
    }
    let lends =
        group.sentences.iter().any(|r| ties(context, *r).any(|(code, _)| code == "loan_to_enterprise"));
    let counted = group.sentences.iter().any(|range| counts_households(context, *range));
    if lends && counted && carrier {
        return true;
    }
    let stakes = villages_hold(context, group, &roles);
    if stakes
        || shares_out(context, group)
        || hires(context, group)
        || (counted && told_of(context, group))
        || posts(context, group)
        || divides_asset(context, group)
    {
        return true;
    }
    let meant = || group.sentences.iter().any(|range| flow::for_households(context, *range));
    if !(household || villages || supplies(context, group) || meant()) || !carrier {
        return false;
    }
    let concrete = group.sentences.iter().any(|range| {
        !context.mentions.quantities_in(*range).is_empty()
            || !context.mentions.organisations_in(*range).is_empty()
    });
    let modal = group.sentences.iter().any(|range| cue(context, *range, "modal"));
    if modal && !concrete {
        return false;
    }
    let stated = concrete || group.sentences.iter().any(|range| splits(context, *range));
    group.sentences.iter().any(|range| relates(context, *range))
        || (stated && !modal && group.sentences.iter().any(|range| strong(context, *range)))
        || (!household && !villages && concrete && !modal && meant())
        || (household && !modal && group.sentences.iter().any(|range| flow::gives_yearly(context, *range)))
        || in_workshop(context, group, &roles)
        || several_ways(context, group, &roles)
        || supplies(context, group)
        || bound_together(context, group, &roles)
}

/// A rate of dividend that is promised on a stake: 「合作社须按不低于股金8%付给保底红利」.
fn guarantees(context: &Context<'_>, range: TextRange) -> bool {
    let tied = |code: &str| ties(context, range).any(|(own, _)| own.contains(code));
    tied("guaranteed_dividend")
        && tied("equity_dividend")
        && context.mentions.figures_in(range).iter().any(|q| q.unit == Unit::Percent)
}

/// Words for letting something.
pub(super) const LETTING: [&str; 3] = ["rent", "let", "leased"];

/// Both sides and what binds them, in sentences of one paragraph that each name only part of it: 「超市派人来教，菜全收走。
/// 全镇210户都签了约」.
fn bound_together(context: &Context<'_>, group: &Group, roles: &[Role]) -> bool {
    let household = roles.iter().any(|role| role.party == Party::Household && (!role.weak || role.counted));
    // 某大户承包了果园: who contracts for himself binds nobody.
    let others = [Party::LargeGrower, Party::Platform];
    let carrier = roles.iter().any(|role| flow::runs(role) && !others.contains(&role.party));
    let binds = |range: &TextRange| {
        let told = ties(context, *range).any(|(code, _)| {
            matches!(
                code,
                "purchase_contract" | "contract_operation" | "entrusted_raising" | "let" | "leased"
            )
        });
        told || flow::sells_to(context, *range) || flow::in_kind(context, *range)
    };
    household
        && carrier
        && group.sentences.iter().any(binds)
        && !group.sentences.iter().any(|range| wide(context, *range))
}

/// Households bound to one whom the sentences before name: 「它又同312户农民立了订单」.
fn told_of(context: &Context<'_>, group: &Group) -> bool {
    let bound = |range: &TextRange| {
        ties(context, *range).any(|(code, strong)| {
            strong || matches!(code, "purchase_contract" | "contract_operation" | "entrusted_raising")
        }) && counts_households(context, *range)
    };
    group.sentences.iter().any(|range| {
        bound(range)
            && !wide(context, *range)
            && operator::last(context, range.start, 1, operator::carries).is_some()
    })
}

/// Shares that a budget buys a village collective in an enterprise which the sentences before name.
fn villages_hold(context: &Context<'_>, group: &Group, roles: &[Role]) -> bool {
    let named = |party: Party| roles.iter().any(|role| role.party == party);
    let held = |range: &TextRange| {
        ties(context, *range).any(|(code, _)| code.contains("equity_dividend"))
            && !context.mentions.quantities_in(*range).is_empty()
    };
    roles.iter().any(|role| role.party == Party::VillageCollective && !role.weak)
        && named(Party::Government)
        && group.sentences.iter().any(held)
        && group
            .sentences
            .first()
            .is_some_and(|range| operator::last(context, range.start, 1, operator::carries).is_some())
}

/// A village divides what its assets bring among households: 「村里分得19.8万元，3.6万元奖给24户脱贫户」.
fn shares_out(context: &Context<'_>, group: &Group) -> bool {
    let any = |holds: &dyn Fn(TextRange) -> bool| group.sentences.iter().any(|range| holds(*range));
    let village =
        any(&|range| roles(context, range).iter().any(|role| role.party == Party::VillageCollective));
    let asset =
        any(&|range| ties(context, range).any(|(code, _)| code.contains("asset_income") || code == "rent"));
    let works = any(&|range| {
        ties(context, range).any(|(code, _)| code == "wage") && cue(context, range, "public_post")
    });
    let shares = any(&|range| {
        let sums = context.mentions.figures_in(range);
        sums.iter().any(|q| q.unit == Unit::Percent)
            || (cue(context, range, "public_post")
                && sums.iter().filter(|q| q.unit == Unit::Yuan).count() > 1)
    });
    // 电费拿出六成设公益岗,三成修路: a village divides what its asset brings.
    let divided = any(&|range| shared_with(context, range, Party::Household));
    if village && asset && ((works && shares) || divided) {
        return true;
    }
    group.sentences.iter().any(|range| {
        let sides = roles(context, *range);
        let village = sides.iter().any(|role| {
            let clause = context.outline.clause_holding(role.range.start);
            role.party == Party::VillageCollective
                && clause.is_some_and(|c| cue(context, c.range, "split") || cue(context, c.range, "payout"))
        });
        let household =
            sides.iter().any(|role| role.party == Party::Household && (!role.weak || role.counted))
                || ties(context, *range).any(|(code, _)| code == "wage");
        let sums = context.mentions.figures_in(*range);
        let sum = sums.iter().any(|q| matches!(q.unit, Unit::Yuan | Unit::Percent));
        let asset = ties(context, *range).any(|(code, _)| {
            code.split('+').any(|code| matches!(code, "asset_income" | "rent" | "equity_dividend"))
        });
        let shared = cue(context, *range, "split") || (asset && cue(context, *range, "payout"));
        village && household && sum && shared && !wide(context, *range)
    })
}

/// A government sets up posts and pays so much for each: 「县里设了420个公益岗位，每人每月600元」.
fn posts(context: &Context<'_>, group: &Group) -> bool {
    group.sentences.iter().any(|range| {
        let sides = roles(context, *range);
        let sets = sides.iter().any(|role| role.party == Party::Government && opens_sentence(context, role));
        let regular = |q: &Quantity| q.per.contains(&Per::Month) || q.per.contains(&Per::Year);
        let sums = context.mentions.figures_in(*range);
        sets && sums.iter().any(|q| q.unit == Unit::Yuan && regular(q))
            && cue(context, *range, "public_post")
            && !wide(context, *range)
            && ties(context, *range).any(|(code, _)| code == "wage")
            && sides.iter().any(|role| role.party == Party::Household)
    })
}

/// What households own together brings an income that is divided among them: 「资产全部量化给搬迁户，收益的六成按人口分」.
fn divides_asset(context: &Context<'_>, group: &Group) -> bool {
    group.sentences.iter().any(|range| {
        ties(context, *range).any(|(code, _)| code.contains("asset_income"))
            && shared_with(context, *range, Party::Household)
            && roles(context, *range).iter().any(|role| role.party == Party::Household)
    })
}

/// A named enterprise says how many it hires and what it pays them.
fn hires(context: &Context<'_>, group: &Group) -> bool {
    group.sentences.iter().any(|range| hires_in(context, *range))
}

/// One sentence tells it.
pub(super) fn hires_in(context: &Context<'_>, range: TextRange) -> bool {
    let acts = |role: &Role| role.party == Party::Enterprise && !role.weak && opens_sentence(context, role);
    let named = roles(context, range).iter().any(|role| carries(role) && (role.named || acts(role)));
    let sums = context.mentions.figures_in(range);
    let people = sums.iter().any(|q| matches!(q.unit, Unit::Person | Unit::PersonTime));
    let paid = sums.iter().any(|q| q.unit == Unit::Yuan && cue(context, range, "earning"));
    let wage = ties(context, range).any(|(code, _)| code == "wage");
    let many = |q: &Quantity| q.unit == Unit::Enterprise && q.value.is_some_and(|value| value > Decimal::ONE);
    named && people && paid && wage && !sums.iter().any(many) && !wide(context, range)
}

/// One sentence tells what one worker gets, so that those who work are a side, whatever it calls them.
pub(super) fn pays_workers(context: &Context<'_>, range: TextRange) -> bool {
    let sums = context.mentions.figures_in(range);
    let one =
        |q: &Quantity| q.unit == Unit::Yuan && q.value.is_some_and(|value| value < Decimal::from(10_000));
    hires_in(context, range) && sums.iter().any(one)
}

/// The role is the first of its sentence, and stands near its start.
fn opens_sentence(context: &Context<'_>, role: &Role) -> bool {
    let Some(sentence) = context.outline.sentence_holding(role.range.start) else { return false };
    let before = TextRange::new(sentence.range.start, role.range.start);
    context.reading().slice(before).chars().count() <= 16 && roles(context, before).is_empty()
}

/// A named enterprise and cooperatives with a contract between them.
fn supplies(context: &Context<'_>, group: &Group) -> bool {
    group.sentences.iter().any(|range| {
        let sides = roles(context, *range);
        let agreed = ties(context, *range).any(|(code, _)| {
            matches!(code, "purchase_contract" | "guaranteed_dividend" | "secondary_dividend")
        });
        agreed
            && sides.iter().any(|role| role.party == Party::Enterprise && role.named)
            && sides.iter().any(|role| role.party == Party::Cooperative && !role.weak)
            && !context.mentions.quantities_in(*range).is_empty()
    })
}

/// A named carrier, households, and two ways in which they are tied, told in sentences of their own.
fn several_ways(context: &Context<'_>, group: &Group, roles: &[Role]) -> bool {
    let household = roles.iter().any(|role| role.party == Party::Household && !role.weak);
    let named = roles.iter().any(|role| role.named && carries(role))
        || group.sentences.iter().any(|range| priced(context, *range));
    let mut codes: Vec<&str> =
        group.sentences.iter().flat_map(|range| ties(context, *range)).map(|(code, _)| code).collect();
    codes.retain(|code| matches!(*code, "land_rent" | "wage" | "purchase_contract" | "contract_operation"));
    codes.sort_unstable();
    codes.dedup();
    household && named && codes.len() > 1 && !group.sentences.iter().any(|range| wide(context, *range))
}

/// Land for so much a plot and work for so much a day, paid by one who runs something.
fn priced(context: &Context<'_>, range: TextRange) -> bool {
    let sums = context.mentions.figures_in(range);
    let each = |per: Per| sums.iter().any(|q| q.unit == Unit::Yuan && q.per.contains(&per));
    each(Per::Mu)
        && (each(Per::Day) || each(Per::Month))
        && roles(context, range).iter().any(|role| flow::runs(role) && !role.weak)
}

/// A division gives this party a share.
pub(super) fn shared_with(context: &Context<'_>, range: TextRange, party: Party) -> bool {
    split::find(context, range, &[]).iter().any(|term| match &term.provision {
        Provision::ProfitSplit { shares } => shares.iter().any(|share| share.party == party),
        _ => false,
    })
}

/// An insurer, households and a premium that somebody pays.
fn insures(context: &Context<'_>, group: &Group, roles: &[Role]) -> bool {
    let named = |party: Party| roles.iter().any(|role| role.party == party && !role.weak);
    let premium = |range: &TextRange| {
        ties(context, *range).any(|(code, _)| code == "insurance") && splits_cost(context, *range)
    };
    let household = roles.iter().any(|role| role.party == Party::Household);
    let public = roles.iter().any(|role| role.party == Party::Government)
        || group.sentences.iter().any(|range| premium(range) && cue(context, *range, "public_level"));
    household && (named(Party::Insurer) || public) && group.sentences.iter().any(premium)
}

/// 「经营主体与七成脱贫户建立利益联结关系」: the tie is said to exist, with whom and with how many.
pub(super) fn linkage(context: &Context<'_>, range: TextRange) -> Option<TextRange> {
    let clauses = context.outline.clauses_over(range);
    let whole = clauses.first()?.range.cover(clauses.last()?.range);
    if !cue(context, whole, "linkage") {
        return None;
    }
    clauses.iter().map(|clause| clause.range).find(|clause| {
        if !cue(context, *clause, "linkage") {
            return false;
        }
        let sides = roles(context, *clause);
        sides.iter().any(|role| role.party == Party::Household)
            && sides.iter().any(|role| role.party == Party::Other && !role.weak)
            && !context.mentions.quantities_in(*clause).is_empty()
    })
}

pub(super) fn splits_cost(context: &Context<'_>, range: TextRange) -> bool {
    let quantities = context.mentions.figures_in(range);
    let sums = quantities.iter().filter(|quantity| quantity.unit == Unit::Yuan).count();
    // 保费每亩100元,省补40元,县里担20元: shares of a sum.
    let shares = sums > 1
        && (cue(context, range, "pays")
            || cue(context, range, "bear")
            || (cue(context, range, "give") && ties(context, range).any(|(code, _)| code == "subsidy")));
    (shares || cue(context, range, "whole") || quantities.iter().any(|q| q.unit == Unit::Percent))
        && premium(context, range)
        && ["pays", "give", "bear"].iter().any(|code| cue(context, range, code))
}

/// Posts in a workshop that an earlier sentence names.
fn in_workshop(context: &Context<'_>, group: &Group, roles: &[Role]) -> bool {
    let named = |party: Party| roles.iter().any(|role| role.party == party && !role.weak);
    let employs = |range: &TextRange| {
        let paid = ties(context, *range).any(|(code, _)| code == "wage");
        paid && is_household(context, *range) && !wide(context, *range)
    };
    named(Party::Workshop) && named(Party::Household) && group.sentences.iter().any(employs)
}

/// The sentence speaks of a whole province or country, or of many workshops: its workers are a statistic.
fn wide(context: &Context<'_>, range: TextRange) -> bool {
    let place = super::place_of(context, &[range]);
    let quantities = context.mentions.figures_in(range);
    let named = !context.mentions.organisations_in(range).is_empty();
    let several = |q: &Quantity| {
        !named && q.unit == Unit::Workshop && q.value.is_some_and(|value| value > Decimal::ONE)
    };
    place.is_some_and(|place| matches!(place.level, PlaceLevel::Country | PlaceLevel::Province))
        || quantities.iter().any(several)
}

/// One sentence names both sides and what ties them.
pub(super) fn relates(context: &Context<'_>, range: TextRange) -> bool {
    let roles = roles(context, range);
    let owner = |role: &Role| matches!(role.party, Party::VillageCollective | Party::Village);
    let household = roles.iter().any(|role| role.party == Party::Household);
    let lets = || ties(context, range).any(|(code, _)| LETTING.contains(&code));
    let carrier = roles.iter().any(|role| {
        carries(role) && (role.party != Party::Other || !context.mentions.quantities_in(range).is_empty())
    });
    if !(household || (roles.iter().any(owner) && lets())) || !carrier {
        return false;
    }
    if (household && strong(context, range))
        || (cue(context, range, "rent_free") && is_household(context, range))
    {
        return true;
    }
    let concrete = !context.mentions.quantities_in(range).is_empty();
    let carriers = || roles.iter().filter(|role| carries(role));
    let poor = |party: Party| roles.iter().any(|role| role.party == party && !role.weak);
    ties(context, range).any(|(code, _)| match code {
        "loan_to_enterprise" => true,
        // 按销售额的8%提成
        "profit_split" => {
            poor(Party::Household)
                && context.mentions.figures_in(range).iter().any(|q| q.unit == Unit::Percent)
        }
        "entrusted_raising" => {
            poor(Party::Household) && (poor(Party::Enterprise) || poor(Party::Cooperative))
        }
        "asset_income" => poor(Party::Household) && poor(Party::VillageCollective),
        // 村里建、老板租，租金一年2万元; 17个村出资，租给公司
        "rent" | "let" | "leased" if roles.iter().any(owner) => concrete && roles.iter().any(flow::runs),
        "rent" => {
            let by_plot =
                |q: &Quantity| (q.unit == Unit::Yuan && q.per.contains(&Per::Mu)) || q.unit == Unit::Mu;
            let counted = || roles.iter().any(|role| role.party == Party::Household && role.counted);
            (poor(Party::Household) || counted())
                && context.mentions.figures_in(range).iter().any(by_plot)
                && roles.iter().any(flow::runs)
        }
        // 某大户承包了果园: who contracts for himself binds nobody.
        "contract_operation" if carriers().all(|role| role.party == Party::LargeGrower) => false,
        "purchase_contract" | "contract_operation" | "land_rent" | "let" | "leased" => {
            poor(Party::Household) || concrete
        }
        "wage" | "procurement_of_labour" if wide(context, range) => false,
        // 景区聘用贫困户做保洁,月工资1800元: whom, by whom and for how much.
        "wage" if poor(Party::Household) && roles.iter().any(employs) && tells_wage(context, range) => true,
        "wage" | "procurement_of_labour" => {
            let others = [Party::Enterprise, Party::Park, Party::ScenicArea, Party::FamilyFarm];
            let known = |party: Party| operator::last(context, range.start, 0, |of| of == party).is_some();
            let carrier = |party: Party| {
                let named = context.mentions.organisations_in(range).iter().any(|o| o.party == party);
                poor(party) && (named || known(party))
            };
            (poor(Party::Workshop) && concrete)
                || (poor(Party::Household) && others.into_iter().any(carrier))
                || (poor(Party::Household) && poor(Party::Cooperative))
        }
        _ => false,
    })
}

/// Who runs something and is named as such.
fn employs(role: &Role) -> bool {
    !role.weak && (flow::runs(role) || role.party == Party::Workshop) && role.party != Party::Platform
}

/// So much a day, a month or a piece, or what one earns.
fn tells_wage(context: &Context<'_>, range: TextRange) -> bool {
    let several = |q: &Quantity| {
        let runs = matches!(q.unit, Unit::Enterprise | Unit::Workshop | Unit::Cooperative | Unit::Park);
        runs && q.value.is_some_and(|value| value > Decimal::ONE)
    };
    // 15家企业用工1260人,月均2800元 is a statistic.
    let counts = context.mentions.figures_in(range).iter().any(several);
    !counts
        && !cue(context, range, "modal")
        && context.mentions.figures_in(range).iter().any(|q| {
            let small = q.unit == Unit::Yuan && q.value.is_some_and(|value| value < Decimal::from(10_000));
            let paid = q.per.iter().any(|per| matches!(per, Per::Day | Per::Month | Per::Item));
            let clause = context.outline.clause_holding(q.range.start);
            small && (paid || clause.is_some_and(|clause| cue(context, clause.range, "earning")))
        })
}

pub(super) fn ties<'c>(context: &'c Context<'_>, range: TextRange) -> impl Iterator<Item = (&'c str, bool)> {
    let hits = context.mentions.hits.within(Class::Tie, range).iter();
    let means = |hit: &&Hit<'_>| {
        let hired = hit.code != "wage" || tie::holds(context, Tie::Wage, hit.range, &[]);
        hit.code != "none" && hired && tie::divides_profit(context, hit)
    };
    hits.filter(means).map(|hit| (hit.code, !hit.attr.is_empty()))
}

/// A tie that shows an arrangement by itself.
pub(super) fn strong(context: &Context<'_>, range: TextRange) -> bool {
    let carried = || roles(context, range).iter().any(|role| carries(role) && role.party != Party::Other);
    let put_in = cue(context, range, "loan")
        && cue(context, range, "put_in")
        && is_household(context, range)
        && carried();
    put_in
        || ties(context, range).any(|(_, strong)| strong)
        || splits(context, range)
        || pays(context, range)
        || flows(context, range)
        || flow::in_kind(context, range)
        || flow::sells_to(context, range)
        || flow::gives_each(context, range)
        || flow::returns_profit(context, range)
        || flow::promises_yearly(context, range)
}

/// A yearly sum for each household: 「每户每年领3000元」.
fn pays(context: &Context<'_>, range: TextRange) -> bool {
    let quantities = context.mentions.figures_in(range);
    let each = |per: &[Per]| per.contains(&Per::Household) && per.contains(&Per::Year);
    quantities.iter().any(|quantity| {
        let clause = context.outline.clause_holding(quantity.range.start);
        quantity.unit == Unit::Yuan
            && each(&quantity.per)
            && clause.is_some_and(|c| {
                cue(context, c.range, "payout")
                    && !cue(context, c.range, "earning")
                    && !cue(context, c.range, "fact")
            })
    })
}

/// Percentages or a ratio that divide a profit, or a loss among those who run something.
fn splits(context: &Context<'_>, range: TextRange) -> bool {
    let runs = |party: Party| chain::is_carrier(party) || party == Party::Household;
    split::find(context, range, &[]).iter().any(|term| match &term.provision {
        Provision::ProfitSplit { .. } => true,
        Provision::RiskShare { shares } => shares.iter().filter(|share| runs(share.party)).count() > 1,
        _ => false,
    })
}

pub(super) fn all_roles(context: &Context<'_>, group: &Group) -> Vec<Role> {
    group.sentences.iter().flat_map(|range| roles(context, *range)).collect()
}

pub(super) fn carries(role: &Role) -> bool {
    role.party == Party::Insurer
        || (chain::is_carrier(role.party) && role.party != Party::Base && role.party != Party::PartyBranch)
        || role.party == Party::Platform
        || (role.party == Party::Other && !role.weak)
}
