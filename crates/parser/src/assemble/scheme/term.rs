//! Takes the evidence of a scheme, gives what was agreed: returns, payouts, stakes, splits, who bears losses, loans,
//! how long.
//!
//! A term is a rule (`每户每年分红2500元`), not what happened (`去年户均分红2500元`).

mod loan;
mod loss;
mod premium;
mod rate;
pub(super) mod split;

use lianjie_core::{Bound, Decimal, Party, Per, Provision, Share, Term, Unit};

use super::extent::{Draft, Rule};
use super::flow;
use super::role::roles;
use super::{cue, premium};
use crate::context::Context;
use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;

/// The terms of a scheme, in text order of kinds.
pub(super) fn of(context: &Context<'_>, draft: &Draft, parties: &[Party]) -> Vec<Term> {
    let evidence = draft.evidence.as_slice();
    let mut terms = Vec::new();
    for range in evidence {
        for term in split::find(context, *range, &draft.links) {
            if !terms.iter().any(|known: &Term| same(&known.provision, &term.provision)) {
                terms.push(term);
            }
        }
    }
    if parties.contains(&Party::VillageCollective) {
        for term in &mut terms {
            keeps_rest(&mut term.provision);
        }
    }
    let loan = loan::find(context, evidence, draft.rule == Rule::Lending);
    let raised = evidence.iter().any(|range| ties(context, *range, "entrusted_raising"));
    for range in evidence {
        for clause in clauses(context, *range) {
            in_clause(context, clause, parties, loan.is_some(), &mut terms);
            if raised {
                fees(context, clause, &mut terms);
            }
        }
    }
    let lent = loan.as_ref().and_then(|term| match term.provision {
        Provision::Loan { tenor_years, .. } => tenor_years,
        _ => None,
    });
    terms.retain(|term| match term.provision {
        Provision::Tenor { years } => years.is_none() || years != lent,
        _ => true,
    });
    terms.extend(loan);
    whole_stakes(&mut terms);
    terms
}

/// 「拿2万元奖补和3万元贷款凑成5万元入股」: the stake is what the others add up to.
fn whole_stakes(terms: &mut Vec<Term>) {
    let stake = |term: &Term| match term.provision {
        Provision::Stake { amount, .. } => amount,
        _ => None,
    };
    let all: Vec<Decimal> = terms.iter().filter_map(stake).collect();
    let sum: Decimal = all.iter().sum();
    let Some(whole) = all.iter().copied().find(|whole| *whole + *whole == sum).filter(|_| all.len() > 2)
    else {
        return;
    };
    terms.retain(|term| stake(term).is_none_or(|amount| amount == whole));
}

/// What goes to nobody by name stays with the village whose asset it comes from: 「六成修水渠，四成奖给脱贫户」.
fn keeps_rest(provision: &mut Provision) {
    let Provision::ProfitSplit { shares } = provision else { return };
    let village = shares.iter().any(|share| share.party == Party::VillageCollective);
    let household = shares.iter().any(|share| share.party == Party::Household);
    let unnamed = shares.iter().filter(|share| share.party == Party::Other).count();
    if shares.len() == 2 && household && unnamed == 1 && !village {
        for share in shares.iter_mut().filter(|share| share.party == Party::Other) {
            share.party = Party::VillageCollective;
        }
    }
}

/// The clauses of a range.
fn clauses(context: &Context<'_>, range: TextRange) -> Vec<TextRange> {
    context
        .outline
        .clauses_over(range)
        .iter()
        .map(|clause| TextRange::new(clause.range.start.max(range.start), clause.range.end.min(range.end)))
        .collect()
}

fn push(context: &Context<'_>, terms: &mut Vec<Term>, provision: Provision, evidence: TextRange) {
    if !terms.iter().any(|term| same(&term.provision, &provision)) {
        terms.push(Term { provision, evidence: vec![context.span(evidence)] });
    }
}

/// The same agreement told twice.
fn same(a: &Provision, b: &Provision) -> bool {
    match (a, b) {
        (Provision::ProfitSplit { shares: a }, Provision::ProfitSplit { shares: b }) => proportional(a, b),
        (Provision::FixedPayout { amount: a, .. }, Provision::FixedPayout { amount: b, .. })
        | (Provision::Stake { amount: a, .. }, Provision::Stake { amount: b, .. })
        | (
            Provision::GuaranteedReturn { rate_percent: a, .. },
            Provision::GuaranteedReturn { rate_percent: b, .. },
        ) => a == b,
        _ => a == b,
    }
}

/// 6:4 and 60 to 40 percent divide alike.
fn proportional(a: &[Share], b: &[Share]) -> bool {
    let parties = |shares: &[Share]| shares.iter().map(|share| share.party).collect::<Vec<_>>();
    let (Some(first), Some(second)) = (a.first(), b.first()) else { return false };
    parties(a) == parties(b) && a.iter().zip(b).all(|(x, y)| x.share * second.share == y.share * first.share)
}

fn in_clause(
    context: &Context<'_>,
    clause: TextRange,
    parties: &[Party],
    has_loan: bool,
    terms: &mut Vec<Term>,
) {
    let quantities = context.mentions.figures_in(clause);
    loss::find(context, clause, parties, terms);
    if cue(context, clause, "rent_free") {
        push(context, terms, Provision::RentFree, clause);
    }
    // 保费由财政全额承担
    let interest = ["rate", "interest_subsidy", "loan"].iter().any(|code| cue(context, clause, code));
    let paid =
        cue(context, clause, "whole") && !interest && premium::pays(context, clause) && quantities.is_empty();
    if paid {
        let of = Some("premium".to_owned());
        let percent = Some(Decimal::ONE_HUNDRED);
        let provision = Provision::Subsidy { amount: None, upper: None, percent, of, per: Vec::new() };
        push(context, terms, provision, clause);
    } else if cue(context, clause, "whole")
        && ties(context, clause, "subsidy")
        && cue(context, clause, "subsidised")
    {
        let (percent, of) = (Some(Decimal::ONE_HUNDRED), premium::subsidised(context, clause));
        let provision = Provision::Subsidy { amount: None, upper: None, percent, of, per: Vec::new() };
        push(context, terms, provision, clause);
    }
    for quantity in quantities {
        match quantity.unit {
            Unit::Percent => rate::find(context, clause, quantity, terms),
            Unit::Yuan => {
                let villages =
                    parties.contains(&Party::VillageCollective) && !parties.contains(&Party::Household);
                amount(context, clause, quantity, Around { has_loan, villages }, terms);
            }
            Unit::Year => tenor(context, clause, quantity, has_loan, terms),
            _ => {}
        }
    }
}

/// What a household gets for each animal or lot that somebody else raises, or that it raises for somebody else.
fn fees(context: &Context<'_>, clause: TextRange, terms: &mut Vec<Term>) {
    let quantities = context.mentions.figures_in(clause);
    let told = cue(context, clause, "fact") || cue(context, clause, "stake") || cue(context, clause, "total");
    for quantity in quantities.iter().filter(|q| q.unit == Unit::Yuan && !told) {
        let before = TextRange::new(clause.start, quantity.range.start);
        let received = roles(context, before).iter().any(|role| role.party == Party::Household);
        let least = if received { Decimal::ZERO } else { Decimal::TEN };
        // 按每只3元的代养费结算: the fee is named after the sum.
        let after = TextRange::new(quantity.range.end, clause.end.max(quantity.range.end));
        let fee = ties(context, after, "entrusted_raising") && cue(context, after, "fee");
        let paid = cue(context, before, "payout") || fee;
        let least = if fee { Decimal::ZERO } else { least };
        let small = quantity.value.is_some_and(|value| value >= least) && small_enough(quantity);
        let asked = ties(context, clause, "purchase_contract");
        let animal = quantity.per.contains(&Per::Item);
        if small && paid && animal && !asked {
            let provision = Provision::FixedPayout {
                amount: quantity.value,
                bound: quantity.bound,
                per: quantity.per.clone(),
            };
            push(context, terms, provision, clause);
        }
    }
}

fn small_enough(quantity: &Quantity) -> bool {
    quantity.value.is_some_and(|value| value < Decimal::from(20_000))
}

fn ties(context: &Context<'_>, range: TextRange, code: &str) -> bool {
    context.mentions.hits.within(Class::Tie, range).iter().any(|hit| hit.code.split('+').any(|c| c == code))
}

fn has(code: &str, wanted: &str) -> bool {
    code.split('+').any(|code| code == wanted)
}

/// What stands around a sum.
#[derive(Clone, Copy)]
struct Around {
    has_loan: bool,
    /// It is villages that are paid, not households.
    villages: bool,
}

/// A sum: a payout, a stake or a subsidy.
fn amount(
    context: &Context<'_>,
    clause: TextRange,
    quantity: &Quantity,
    around: Around,
    terms: &mut Vec<Term>,
) {
    let has_loan = around.has_loan;
    let Some(value) = quantity.value else { return };
    let amount = Some(value);
    let mut per = quantity.per.clone();
    let before = clause_beside(context, clause, false);
    let after = clause_beside(context, clause, true);
    let beside = |range: Option<TextRange>, code: &str| range.is_some_and(|range| cue(context, range, code));
    let each = per.iter().any(|per| matches!(per, Per::Household | Per::Person));
    let fact = cue(context, clause, "fact");
    // 净利全数分红,每股1000元
    let shared = per.is_empty() && beside(before, "surplus");
    // 每股保底400元: what a share brings, not what it costs.
    let guaranteed = ties(context, clause, "guaranteed_dividend") && cue(context, clause, "stake");
    let per_share = guaranteed && matches!(quantity.per.as_slice(), [] | [Per::Item]);
    let stake = (cue(context, clause, "stake") && !shared && !per_share)
        || (each && beside(before, "stake"))
        || (cue(context, clause, "loan")
            && (beside(after, "stake") || beside(after, "invest"))
            && !beside(after, "tenor"))
        || (cue(context, clause, "loan") && cue(context, clause, "invest") && !cue(context, clause, "use"));
    // 13个村各50万元拢到一起,入股冷库
    let each_village =
        from_each_village(context, quantity) && cue(context, sentence_of(context, clause), "stake");
    if each_village {
        push(context, terms, Provision::Stake { amount, per: vec![Per::Village] }, clause);
        return;
    }
    let pooled = per.contains(&Per::Village) && stake;
    let promised = ties(context, clause, "guaranteed_dividend") || ties(context, clause, "fixed_return");
    // 按8%保底分红,一户4000元: what the rate comes to.
    let agreed = each
        && context.mentions.dates_in(clause).is_empty()
        && before.is_some_and(|range| {
            let floor = ties(context, range, "guaranteed_dividend") || ties(context, range, "fixed_return");
            let yearly = cue(context, range, "yearly") || quantity.per.contains(&Per::Year);
            floor || (ties(context, range, "equity_dividend") && yearly)
        });
    let yearly = agreed || per.contains(&Per::Year) || cue(context, clause, "yearly");
    let most: u32 = if around.villages { 10_000_000 } else { 100_000 };
    let single = value <= Decimal::from(most);
    let household_yearly = per.contains(&Per::Year) && per.contains(&Per::Household);
    let small = value < Decimal::from(10_000);
    let contributes = cue(context, clause, "stake");
    let own = || {
        let before = roles(context, TextRange::new(clause.start, quantity.range.start));
        before.last().is_some_and(|role| {
            context.reading().between(role.range.end, quantity.range.start).chars().count() <= OWN
        })
    };
    // 农户自缴20元
    if premium::insured_pays(context, clause, quantity) && !cue(context, clause, "payout") && own() {
        return;
    }
    let of_premium = premium::pays(context, clause) && premium::gives_before(context, clause, quantity);
    if (ties(context, clause, "subsidy") || pays(context, quantity) || of_premium)
        && small
        && !household_yearly
        && !contributes
        && !cue(context, clause, "total")
    {
        let of = if of_premium { Some("premium".to_owned()) } else { premium::subsidised(context, clause) };
        push(
            context,
            terms,
            Provision::Subsidy { amount, upper: quantity.upper, percent: None, of, per },
            clause,
        );
        return;
    }
    if (cue(context, clause, "earning") && !stake) || ties(context, clause, "rent") {
        return;
    }
    let before_sum = TextRange::new(clause.start, quantity.range.start);
    let floors = context.mentions.hits.within(Class::Tie, before_sum).iter();
    let given = floors
        .filter(|hit| has(hit.code, "guaranteed_dividend"))
        .any(|hit| cue(context, TextRange::new(hit.range.end, quantity.range.start), "payout"));
    let price = per.as_slice() == [Per::Item] && !per_share && !(promised && given);
    let floor = promised && (!per.is_empty() || per_share) && !price;
    if (((cue(context, clause, "payout") || promised || agreed) && yearly) || floor) && !fact && single {
        if !each && small && of_each(context, clause, quantity) {
            per.insert(0, Per::Household);
        }
        if !(per.contains(&Per::Year) || given && per.as_slice() == [Per::Item]) {
            per.push(Per::Year);
        }
        // 每户每年还有1200元垫底
        let least = quantity.bound == Bound::Exact && (given || cue(context, clause, "least"));
        let bound = if least { Bound::AtLeast } else { quantity.bound };
        push(context, terms, Provision::FixedPayout { amount, bound, per }, clause);
        return;
    }
    if !stake
        && single
        && flow::gives_each(context, TextRange::new(sentence_of(context, clause).start, clause.end))
        && cue(context, clause, "payout")
        && !ties(context, clause, "purchase_contract")
    {
        push(context, terms, Provision::FixedPayout { amount, bound: quantity.bound, per }, clause);
        return;
    }
    if stake && !fact && !has_loan && (value <= Decimal::from(200_000) || pooled) {
        if !each && !pooled {
            per = vec![Per::Household];
        }
        push(context, terms, Provision::Stake { amount, per }, clause);
    }
}

/// Characters between the insured and what they pay of a premium themselves.
const OWN: usize = 2;

/// A small sum that is paid to as many as the sentence counts: 「60户把贷款投进公司，约定一年分红最低3000元」.
fn of_each(context: &Context<'_>, clause: TextRange, quantity: &Quantity) -> bool {
    let before = TextRange::new(sentence_of(context, clause).start, quantity.range.start);
    let counted = context.mentions.figures_in(before).iter().rev().find(|q| q.unit == Unit::Household);
    let others = roles(context, before)
        .iter()
        .any(|role| matches!(role.party, Party::Village | Party::VillageCollective));
    let by_lot = quantity.per.iter().any(|per| matches!(per, Per::Item | Per::Mu | Per::Village));
    counted.is_some_and(|q| q.per.is_empty() && q.value > Some(Decimal::ONE)) && !others && !by_lot
}

/// A sum right after a number of villages: 「13个村各50万元」.
fn from_each_village(context: &Context<'_>, quantity: &Quantity) -> bool {
    let all = &context.mentions.quantities;
    let at = all.partition_point(|other| other.range.start < quantity.range.start);
    at.checked_sub(1).and_then(|before| all.get(before)).is_some_and(|before| {
        let between = context.reading().between(before.range.end, quantity.range.start);
        before.unit == Unit::Village && (1..=2).contains(&between.chars().count())
    })
}

/// `一株苗补8块`: the word stands before the sum.
fn pays(context: &Context<'_>, quantity: &Quantity) -> bool {
    let before = context.mentions.hits.at(Class::SchemeCue, quantity.range.start.saturating_sub(1));
    before.is_some_and(|hit| has(hit.code, "pays") && hit.range.end == quantity.range.start)
}

/// `期限三年`, `连续分红3年`; the tenor of a loan belongs to the loan.
fn tenor(
    context: &Context<'_>,
    clause: TextRange,
    quantity: &Quantity,
    has_loan: bool,
    terms: &mut Vec<Term>,
) {
    let lends = |range: TextRange| cue(context, range, "loan") || cue(context, range, "interest_subsidy");
    // The years of a loan product belong to the loan.
    let loan = cue(context, sentence_of(context, clause), "product")
        || has_loan && (lends(clause) || clause_beside(context, clause, false).is_some_and(lends));
    let runs = ["tenor", "rent_free"].iter().any(|code| cue(context, clause, code))
        || (ties(context, clause, "subsidy") && cue(context, clause, "whole"));
    let promised = ties(context, clause, "guaranteed_dividend") || ties(context, clause, "fixed_return");
    // 签订1年以上劳动合同的,每人补贴1000元: a condition, unless its word stands beside it (合作期5年以上).
    let lead = TextRange::new(clause.start, quantity.range.start);
    let near = context.mentions.hits.within(Class::SchemeCue, lead).last();
    let near = near.is_some_and(|hit| has(hit.code, "tenor") && hit.range.end + 3 >= lead.end);
    let condition = quantity.bound == Bound::AtLeast && !near;
    let runs = (runs || (promised && cue(context, clause, "first_years"))) && !condition;
    if quantity.upper.is_none() && runs && !loan {
        push(context, terms, Provision::Tenor { years: quantity.value }, clause);
    }
}

fn sentence_of(context: &Context<'_>, clause: TextRange) -> TextRange {
    let sentence = context.outline.sentence_holding(clause.start);
    sentence.map_or(clause, |sentence| sentence.range)
}

/// The clause after or before one, in its sentence.
fn clause_beside(context: &Context<'_>, clause: TextRange, after: bool) -> Option<TextRange> {
    let index = context.outline.clause_at(clause.start)?;
    let own = context.outline.clause(index)?;
    let beside = context.outline.clause(if after { index + 1 } else { index.checked_sub(1)? })?;
    (beside.sentence == own.sentence).then_some(beside.range)
}
