//! Takes a percentage of a clause, gives what is paid by it: `每年保底分红5%`, `二次分红不低于2%`, `保费由政府补贴80%`.

use lianjie_core::{Bound, Decimal, Per, Provision, Term, Unit};

use super::{clause_beside, has, premium, push, sentence_of, ties};
use crate::assemble::scheme::cue;
use crate::assemble::scheme::role::roles;
use crate::context::Context;
use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;

/// `每年保底分红5%`, `二次分红不低于2%`, `保费由政府补贴80%`.
pub(super) fn find(context: &Context<'_>, clause: TextRange, quantity: &Quantity, terms: &mut Vec<Term>) {
    let Some(rate) = quantity.value else { return };
    let in_split = terms.iter().any(|term| match &term.provision {
        Provision::ProfitSplit { shares } | Provision::RiskShare { shares } => {
            shares.iter().any(|share| share.share == rate)
                && term.evidence.iter().any(|span| span.overlaps(context.span(clause)))
        }
        _ => false,
    });
    if in_split || premium::insured_pays(context, clause, quantity) {
        return;
    }
    let rate_percent = Some(rate);
    let bound = quantity.bound;
    let returned = cue(context, clause, "surplus")
        && clause_beside(context, clause, true).is_some_and(|next| ties(context, next, "secondary_dividend"));
    // 拿利润的5%返给茶农
    let gained = cue(context, TextRange::new(clause.start, quantity.range.start), "profit");
    let after = TextRange::new(quantity.range.end, clause.end.max(quantity.range.end));
    let rebate = gained
        && cue(context, after, "rebate")
        && !cue(context, clause, "principal")
        && !ties(context, sentence_of(context, clause), "equity_dividend");
    let by_delivery = gained && cue(context, clause, "by_delivery") && cue(context, clause, "rebate");
    if ties(context, clause, "secondary_dividend") || returned || rebate || by_delivery {
        push(context, terms, Provision::SecondaryDividend { rate_percent, bound }, clause);
    } else if ties(context, clause, "guaranteed_dividend")
        || ties(context, clause, "fixed_return")
        || per_principal(context, clause, quantity)
        || pays_rate(context, clause, quantity)
        || rises(context, clause, quantity)
    {
        let base = Some("principal".to_owned());
        push(
            context,
            terms,
            Provision::GuaranteedReturn { rate_percent, bound, base, per: vec![Per::Year] },
            clause,
        );
    } else if premium::pays(context, clause) {
        let of = Some("premium".to_owned());
        let provision =
            Provision::Subsidy { amount: None, upper: None, percent: rate_percent, of, per: Vec::new() };
        push(context, terms, provision, clause);
    } else if ties(context, clause, "subsidy") && cue(context, sentence_of(context, clause), "subsidised") {
        let of = premium::subsidised(context, sentence_of(context, clause));
        push(
            context,
            terms,
            Provision::Subsidy { amount: None, upper: None, percent: rate_percent, of, per: Vec::new() },
            clause,
        );
    }
}

/// `每年按投入资金的6%分红`: a yearly rate on what was put in.
fn per_principal(context: &Context<'_>, clause: TextRange, quantity: &Quantity) -> bool {
    let pays = ties(context, clause, "equity_dividend") && !cue(context, clause, "surplus");
    if paid_on_principal(context, clause, quantity) || paid_on_stake(context, clause, quantity) {
        return true;
    }
    // 每年保底840万元,折合投资额的7%
    let before = clause_beside(context, clause, false);
    if cue(context, clause, "principal")
        && before.is_some_and(|range| ties(context, range, "guaranteed_dividend"))
    {
        return true;
    }
    // 年租金照本金8%收
    if cue(context, clause, "principal") && ties(context, clause, "rent") {
        return true;
    }
    cue(context, clause, "yearly")
        && ((cue(context, clause, "principal") && cue(context, clause, "profit")) || pays)
}

/// `照股金的8%先垫着发`, `按投资额的6%交租`: the rate stands right after what it is a rate of.
fn paid_on_principal(context: &Context<'_>, clause: TextRange, quantity: &Quantity) -> bool {
    const OTHER: [&str; 6] = ["bear", "loss", "subsidised", "loan", "interest_subsidy", "hold"];
    let before = TextRange::new(clause.start, quantity.range.start);
    let hits = context.mentions.hits.within(Class::SchemeCue, before).iter();
    let named = hits.rev().find(|hit| has(hit.code, "principal"));
    let near = named.is_some_and(|hit| {
        context.reading().between(hit.range.end, quantity.range.start).chars().count() <= 1
    });
    near && cue(context, clause, "payout") && !OTHER.iter().any(|code| cue(context, clause, code))
}

/// `投进奶牛场，每年按6%返给7个村`, `入股公司，每年收益不低于5%`: a yearly rate on what was put in just before; a share of a
/// profit stands after it with 的.
fn paid_on_stake(context: &Context<'_>, clause: TextRange, quantity: &Quantity) -> bool {
    let lead = TextRange::new(clause.start, quantity.range.start);
    let gained =
        context.mentions.hits.within(Class::SchemeCue, lead).iter().rev().find(|hit| has(hit.code, "profit"));
    let of_profit = gained.is_some_and(|hit| {
        quantity.bound != Bound::AtLeast
            && context.reading().between(hit.range.end, quantity.range.start).chars().count() <= 2
    });
    let staked = clause_beside(context, clause, false)
        .is_some_and(|before| ["put_in", "stake", "invest"].iter().any(|code| cue(context, before, code)));
    staked
        && cue(context, clause, "yearly")
        && cue(context, clause, "payout")
        && !cue(context, clause, "surplus")
        && !of_profit
        && quantity.value.is_some_and(|value| value <= Decimal::from(MOST))
        && context.mentions.figures_in(clause).iter().filter(|q| q.unit == Unit::Percent).count() == 1
}

/// `按10%入股分红`, `按投资额的6%收年租`: a rate that is paid out, not a share of what is earned.
fn pays_rate(context: &Context<'_>, clause: TextRange, quantity: &Quantity) -> bool {
    let before = TextRange::new(clause.start, quantity.range.start);
    let after = TextRange::new(quantity.range.end, clause.end.max(quantity.range.end));
    let paid = context.mentions.hits.within(Class::Tie, after).first();
    let paid = paid.is_some_and(|hit| {
        let between = context.reading().between(after.start, hit.range.start).chars().count();
        let paid = cue(context, TextRange::new(after.start, hit.range.start), "payout");
        let near = if paid && between <= PAID { 0 } else { between };
        (has(hit.code, "equity_dividend") && near == 0) || (hit.code == "rent" && near <= RENTED)
    });
    paid && !cue(context, before, "profit") && !cue(context, before, "surplus")
}

/// Characters of the word for paying between a rate and the dividend that it comes to: 按10%兑付红利.
const PAID: usize = 2;
/// Characters between a rate and the rent that it comes to.
const RENTED: usize = 2;

/// `收益比例一年一抬，先12%，再14%`: the clause before says what the rates are of.
fn rises(context: &Context<'_>, clause: TextRange, quantity: &Quantity) -> bool {
    let sentence = sentence_of(context, clause);
    let before = TextRange::new(sentence.start, clause.start);
    let told = context.outline.clauses_over(before).iter().rev().find(|clause| {
        context.mentions.hits.within(Class::Tie, clause.range).iter().any(|hit| hit.code != "none")
            || !context.mentions.quantities_in(clause.range).is_empty()
                && !context.mentions.figures_in(clause.range).iter().all(|q| q.unit == Unit::Percent)
    });
    let only = context.mentions.figures_in(clause).len() == 1;
    only && quantity.value.is_some_and(|value| value <= Decimal::from(MOST))
        && context.mentions.hits.within(Class::Tie, clause).is_empty()
        && roles(context, clause).is_empty()
        && told.is_some_and(|told| ties(context, told.range, "fixed_return"))
}

/// No return is higher, in percent.
const MOST: u32 = 30;
