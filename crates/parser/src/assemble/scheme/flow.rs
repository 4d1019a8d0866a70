//! Takes a range of text, says whether something is handed to a carrier in it and a return comes back: what makes an
//! arrangement, whatever words name it (`把资金投到公司，公司每年拿出12万元，分给60户`).

use lianjie_core::{Bound, Party, Per, Unit};

use super::cue;
use super::role::{Role, roles};
use crate::context::Context;
use crate::lexicon::{Class, Hit, has_code};
use crate::mention::Quantity;
use crate::reading::TextRange;

/// Whether one sentence tells of both ways.
pub(super) fn flows(context: &Context<'_>, range: TextRange) -> bool {
    if !["put_in", "invest", "stake"].iter().any(|code| cue(context, range, code)) {
        return false;
    }
    let clauses = context.outline.clauses_over(range);
    let within = |clause: &crate::outline::Clause| {
        TextRange::new(clause.range.start.max(range.start), clause.range.end.min(range.end))
    };
    let given = clauses.iter().enumerate().position(|(index, clause)| {
        let next = clauses.get(index + 1).map(within);
        hands_over(context, within(clause), next)
    });
    given.is_some_and(|given| {
        let after = clauses.get(given..).unwrap_or_default();
        after.iter().any(|clause| comes_back(context, within(clause)))
            && roles(context, range).iter().any(receives)
    })
}

/// Animals or plants that are given out and come back as many: 「到期还回种兔50只」, 「还等量的羊羔」.
pub(super) fn in_kind(context: &Context<'_>, range: TextRange) -> bool {
    let household = || roles(context, range).iter().any(receives);
    if !cue(context, whole_clauses(context, range), "return") {
        return false;
    }
    context.outline.clauses_over(range).iter().any(|clause| {
        let hits = context.mentions.hits.within(Class::SchemeCue, clause.range);
        hits.iter().filter(|hit| has_code(hit.code, "return")).any(|hit| {
            let after = TextRange::new(hit.range.end, clause.range.end);
            let stock = context.mentions.figures_in(after).first().is_some_and(|q| {
                matches!(q.unit, Unit::Animal | Unit::Plant)
                    && context.reading().between(hit.range.end, q.range.start).chars().count() <= reach(hit)
            });
            stock || cue(context, after, "alike")
        })
    }) && household()
}

/// Animals that one who runs something gives to each household, and buys back: 「公司给每户发鸡苗100羽，满90天每羽65元回收」.
pub(super) fn hands_out_stock(context: &Context<'_>, range: TextRange) -> bool {
    let stock = context
        .mentions
        .figures_in(range)
        .iter()
        .find(|q| q.unit == Unit::Animal && q.per.contains(&Per::Household));
    let bought = || {
        let hits = context.mentions.hits.within(Class::Tie, range).iter();
        hits.filter(|hit| hit.code == "purchase_contract").count() > 0
    };
    stock.is_some_and(|stock| roles(context, TextRange::new(range.start, stock.range.start)).iter().any(runs))
        && bought()
}

/// Characters between the word for giving back and the number: the name of the animal. 还 alone has other meanings
/// before anything else (`还有3头`).
fn reach(hit: &Hit<'_>) -> usize {
    if hit.attr == "bare" { 0 } else { 5 }
}

/// A range with the rest of the clauses in which it begins and ends.
fn whole_clauses(context: &Context<'_>, range: TextRange) -> TextRange {
    let clauses = context.outline.clauses_over(range);
    clauses.first().zip(clauses.last()).map_or(range, |(first, last)| first.range.cover(last.range))
}

/// Households, or the villages that stand for them.
fn receives(role: &Role) -> bool {
    matches!(role.party, Party::Household | Party::Village | Party::VillageCollective)
}

/// Somebody who runs what is handed over.
pub(super) fn runs(role: &Role) -> bool {
    matches!(
        role.party,
        Party::Enterprise
            | Party::Cooperative
            | Party::Park
            | Party::FamilyFarm
            | Party::LargeGrower
            | Party::ScenicArea
            | Party::Platform
    )
}

/// 「投到合作社」, 「交给大户经营」; a name that is not known as a firm's is one that the next clause calls so.
fn hands_over(context: &Context<'_>, clause: TextRange, next: Option<TextRange>) -> bool {
    let hits = context.mentions.hits.within(Class::SchemeCue, clause);
    let gives = |code: &str| matches!(code, "put_in" | "invest" | "stake");
    let Some(hit) = hits.iter().find(|hit| hit.code.split('+').any(gives)) else { return false };
    let to = TextRange::new(hit.range.start, clause.end);
    let named = || {
        let next = next.map(|next| roles(context, next));
        let unnamed = roles(context, to).is_empty() && !context.reading().slice(to).is_empty();
        unnamed && next.is_some_and(|next| next.first().is_some_and(runs))
    };
    roles(context, to).iter().any(runs) || named()
}

/// A sum a year, or for each of those who get it, or a rate: not a price, not what was paid in.
fn comes_back(context: &Context<'_>, clause: TextRange) -> bool {
    let regular = |quantity: &Quantity| match quantity.unit {
        Unit::Yuan => {
            cue(context, clause, "yearly")
                || quantity
                    .per
                    .iter()
                    .any(|per| matches!(per, Per::Year | Per::Month | Per::Household | Per::Item))
        }
        Unit::Percent => true,
        _ => false,
    };
    (cue(context, clause, "payout") || cue(context, clause, "split") || cue(context, clause, "give"))
        && !cue(context, clause, "loan")
        && !cue(context, clause, "earning")
        && context.mentions.figures_in(clause).iter().any(regular)
}

/// Seed or feed on credit that the harvest pays for, or a price that is promised: 「种子先由厂里垫，从蔗款里扣」, 「每吨不低于500元」,
/// 「每斤比市价高两毛」.
pub(super) fn sells_to(context: &Context<'_>, range: TextRange) -> bool {
    let buyer = || roles(context, range).iter().any(|role| runs(role) && role.party != Party::LargeGrower);
    let credit = cue(context, range, "advance") && cue(context, range, "deduct");
    (credit || promises_price(context, range)) && buyer()
}

/// A floor under a price, or so much more than others pay.
fn promises_price(context: &Context<'_>, range: TextRange) -> bool {
    const OTHER: [&str; 5] = ["payout", "earning", "fact", "bear", "fee"];
    context.mentions.figures_in(range).iter().any(|quantity| {
        let Some(clause) = context.outline.clause_holding(quantity.range.start) else { return false };
        let price = quantity.unit == Unit::Yuan && quantity.per.as_slice() == [Per::Item];
        let bought = || {
            let hits = context.mentions.hits.within(Class::Tie, range).iter();
            hits.filter(|hit| hit.code == "purchase_contract").count() > 0
        };
        let floor =
            quantity.bound == Bound::AtLeast && !OTHER.iter().any(|code| cue(context, clause.range, code));
        let hits = context.mentions.hits.within(Class::Tie, clause.range);
        let kept = hits.iter().any(|hit| hit.code == "guaranteed_dividend")
            && !cue(context, clause.range, "stake")
            && !cue(context, clause.range, "earning");
        price && (floor || ((kept || cue(context, clause.range, "above")) && bought()))
    })
}

/// What only those can be told who grow or till, though nobody names them: what they bring is bought at a promised price,
/// or their land is rented by the plot.
pub(super) fn for_households(context: &Context<'_>, range: TextRange) -> bool {
    let hits = context.mentions.hits.within(Class::Tie, range);
    let tied = |code: &str| hits.iter().any(|hit| hit.code == code);
    let by_plot = || {
        context.mentions.figures_in(range).iter().any(|q| q.unit == Unit::Yuan && q.per.contains(&Per::Mu))
    };
    let each = || {
        context
            .mentions
            .figures_in(range)
            .iter()
            .any(|q| q.unit == Unit::Yuan && q.per.iter().any(|per| matches!(per, Per::Mu | Per::Item)))
    };
    let given =
        || cue(context, range, "pays") || cue(context, range, "payout") || cue(context, range, "give");
    // 年底按交易量返六成盈余
    let by_delivery = cue(context, range, "by_delivery") && cue(context, range, "rebate");
    ((tied("secondary_dividend") || by_delivery)
        && roles(context, range).iter().any(|role| role.party == Party::Cooperative)
        && context.mentions.figures_in(range).iter().any(|q| q.unit == Unit::Percent))
        || (tied("purchase_contract") && (sells_to(context, range) || (tied("subsidy") && each())))
        || (tied("entrusted_raising") && each() && given() && roles(context, range).iter().any(runs))
        || (tied("land_rent") && by_plot() && roles(context, range).iter().any(runs))
}

/// One who runs something gives households a sum every year: 「合作社每年拿出12万元分给60户」.
pub(super) fn gives_yearly(context: &Context<'_>, range: TextRange) -> bool {
    if !cue(context, range, "yearly") {
        return false;
    }
    context.outline.clauses_over(range).iter().any(|clause| {
        let clause = TextRange::new(clause.range.start.max(range.start), clause.range.end.min(range.end));
        let paid = ["payout", "split"].iter().any(|code| cue(context, clause, code));
        let told =
            ["earning", "loan", "total", "donate", "fee"].iter().any(|code| cue(context, clause, code));
        let sums = context.mentions.figures_in(clause);
        let sides = roles(context, clause);
        let taker = sides.iter().rev().find(|role| role.party == Party::Household);
        let given =
            |taker: &Role| roles(context, TextRange::new(range.start, taker.range.start)).iter().any(runs);
        paid && !told
            && cue(context, clause, "yearly")
            && sums.iter().any(|q| q.unit == Unit::Yuan)
            && taker.is_some_and(given)
    })
}

/// A share of a profit goes back to those who brought what it was made of: 「将利润的15%返还给1300户农户」.
pub(super) fn returns_profit(context: &Context<'_>, range: TextRange) -> bool {
    if !cue(context, range, "rebate") {
        return false;
    }
    context.outline.clauses_over(range).iter().any(|clause| {
        let clause = TextRange::new(clause.range.start.max(range.start), clause.range.end.min(range.end));
        let rates = context.mentions.figures_in(clause);
        let Some(rate) = rates.iter().find(|q| q.unit == Unit::Percent) else { return false };
        let after = TextRange::new(rate.range.end, clause.end);
        // 按交果斤数返纯利的三成
        if ["by_delivery", "rebate", "surplus"].iter().all(|code| cue(context, clause, code)) {
            return true;
        }
        cue(context, TextRange::new(clause.start, rate.range.start), "surplus")
            && cue(context, after, "rebate")
            && roles(context, after).iter().any(receives)
    })
}

/// So much a year at least for what was put in, or so much a share: 「一年至少分4.5万元」, 「每股120元的底」.
pub(super) fn promises_yearly(context: &Context<'_>, range: TextRange) -> bool {
    let clauses = whole_clauses(context, range);
    if !cue(context, clauses, "payout") && !cue(context, clauses, "split") {
        return false;
    }
    context.mentions.figures_in(range).iter().any(|quantity| {
        let Some(clause) = context.outline.clause_holding(quantity.range.start) else { return false };
        let told = ["earning", "fact", "loan", "total"].iter().any(|code| cue(context, clause.range, code));
        let yearly = quantity.per.as_slice() == [Per::Year] && quantity.bound == Bound::AtLeast;
        let share = quantity.per.contains(&Per::Item) && cue(context, clause.range, "stake");
        let paid = cue(context, clause.range, "payout") || cue(context, clause.range, "split");
        quantity.unit == Unit::Yuan && !told && paid && (yearly || share)
    })
}

/// One who runs something gives households so much for each lot, plot or season: 「公司每亩付农户800元」, 「一袋给户里返八毛」.
pub(super) fn gives_each(context: &Context<'_>, range: TextRange) -> bool {
    if !cue(context, range, "payout") && !cue(context, range, "split") {
        return false;
    }
    context.outline.clauses_over(range).iter().any(|clause| {
        let clause = TextRange::new(clause.range.start.max(range.start), clause.range.end.min(range.end));
        let each = |quantity: &Quantity| {
            quantity.unit == Unit::Yuan && quantity.per.iter().any(|per| matches!(per, Per::Item | Per::Mu))
        };
        let paid = cue(context, clause, "payout") || cue(context, clause, "split");
        if !paid || !context.mentions.figures_in(clause).iter().any(each) {
            return false;
        }
        let told =
            ["earning", "fact", "loan", "total", "donate"].iter().any(|code| cue(context, clause, code));
        let sides = roles(context, clause);
        let taker = sides.iter().find(|role| role.party == Party::Household);
        let given =
            |taker: &Role| roles(context, TextRange::new(range.start, taker.range.start)).iter().any(runs);
        !told && taker.is_some_and(given)
    })
}
