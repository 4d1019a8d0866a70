//! Takes the evidence of a scheme, gives what was agreed: returns, payouts, stakes, splits, who bears losses, loans,
//! how long.
//!
//! A term is a rule (`每户每年分红2500元`), not what happened (`去年户均分红2500元`).

mod loan;
pub(super) mod split;

use lianjie_core::{Bound, Decimal, Party, Per, Provision, Share, Term, Unit};

use super::extent::Draft;
use super::party::roles;
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
    let loan = loan::find(context, evidence);
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
    loss(context, clause, parties, terms);
    if cue(context, clause, "rent_free") {
        push(context, terms, Provision::RentFree, clause);
    }
    // 保费由财政全额承担
    let paid = cue(context, clause, "whole") && pays_premium(context, clause) && quantities.is_empty();
    if paid {
        let of = Some("premium".to_owned());
        let percent = Some(Decimal::ONE_HUNDRED);
        let provision = Provision::Subsidy { amount: None, upper: None, percent, of, per: Vec::new() };
        push(context, terms, provision, clause);
    } else if cue(context, clause, "whole")
        && ties(context, clause, "subsidy")
        && cue(context, clause, "subsidised")
    {
        let (percent, of) = (Some(Decimal::ONE_HUNDRED), subsidised(context, clause));
        let provision = Provision::Subsidy { amount: None, upper: None, percent, of, per: Vec::new() };
        push(context, terms, provision, clause);
    }
    for quantity in quantities {
        match quantity.unit {
            Unit::Percent => percent(context, clause, quantity, terms),
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

/// `每年保底分红5%`, `二次分红不低于2%`, `保费由政府补贴80%`.
fn percent(context: &Context<'_>, clause: TextRange, quantity: &Quantity, terms: &mut Vec<Term>) {
    let Some(rate) = quantity.value else { return };
    let in_split = terms.iter().any(|term| match &term.provision {
        Provision::ProfitSplit { shares } | Provision::RiskShare { shares } => {
            shares.iter().any(|share| share.share == rate)
                && term.evidence.iter().any(|span| span.overlaps(context.span(clause)))
        }
        _ => false,
    });
    if in_split || insured_pays(context, clause, quantity) {
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
    if ties(context, clause, "secondary_dividend") || returned || rebate {
        push(context, terms, Provision::SecondaryDividend { rate_percent, bound }, clause);
    } else if ties(context, clause, "guaranteed_dividend")
        || ties(context, clause, "fixed_return")
        || per_principal(context, clause)
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
    } else if pays_premium(context, clause) {
        let of = Some("premium".to_owned());
        let provision =
            Provision::Subsidy { amount: None, upper: None, percent: rate_percent, of, per: Vec::new() };
        push(context, terms, provision, clause);
    } else if ties(context, clause, "subsidy") && cue(context, sentence_of(context, clause), "subsidised") {
        let of = subsidised(context, sentence_of(context, clause));
        push(
            context,
            terms,
            Provision::Subsidy { amount: None, upper: None, percent: rate_percent, of, per: Vec::new() },
            clause,
        );
    }
}

/// `每年按投入资金的6%分红`: a yearly rate on what was put in.
fn per_principal(context: &Context<'_>, clause: TextRange) -> bool {
    let pays = ties(context, clause, "equity_dividend") && !cue(context, clause, "surplus");
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

/// `按10%入股分红`, `按投资额的6%收年租`: a rate that is paid out, not a share of what is earned.
fn pays_rate(context: &Context<'_>, clause: TextRange, quantity: &Quantity) -> bool {
    let before = TextRange::new(clause.start, quantity.range.start);
    let after = TextRange::new(quantity.range.end, clause.end.max(quantity.range.end));
    let paid = context.mentions.hits.within(Class::Tie, after).first();
    let paid = paid.is_some_and(|hit| {
        let near = context.reading().between(after.start, hit.range.start).chars().count();
        (has(hit.code, "equity_dividend") && near == 0) || (hit.code == "rent" && near <= RENTED)
    });
    paid && !cue(context, before, "profit") && !cue(context, before, "surplus")
}

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

/// The share of a premium that the insured pay themselves.
fn insured_pays(context: &Context<'_>, clause: TextRange, quantity: &Quantity) -> bool {
    let before = roles(context, TextRange::new(clause.start, quantity.range.start));
    premium(context, sentence_of(context, clause))
        && before.last().is_some_and(|role| role.party == Party::Household)
}

/// A public budget pays its share of a premium: 「省财政出40%,县财政出35%,种植户只掏25%」.
fn pays_premium(context: &Context<'_>, clause: TextRange) -> bool {
    let payer = roles(context, clause);
    let household = payer.iter().any(|role| role.party == Party::Household);
    let public =
        payer.iter().any(|role| role.party == Party::Government) || cue(context, clause, "public_level");
    premium(context, sentence_of(context, clause))
        && public
        && !household
        && (cue(context, clause, "pays") || cue(context, clause, "give") || cue(context, clause, "bear"))
}

fn subsidised(context: &Context<'_>, clause: TextRange) -> Option<String> {
    let word = context
        .mentions
        .hits
        .within(Class::SchemeCue, clause)
        .iter()
        .find(|hit| has(hit.code, "subsidised"))?;
    Some(if word.attr.is_empty() {
        context.reading().slice(word.range).to_owned()
    } else {
        word.attr.to_owned()
    })
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
    let pooled = per.contains(&Per::Village) && stake;
    let promised = ties(context, clause, "guaranteed_dividend") || ties(context, clause, "fixed_return");
    // 按8%保底分红,一户4000元: what the rate comes to.
    let agreed = each
        && context.mentions.dates_in(clause).is_empty()
        && before.is_some_and(|range| {
            let floor = ties(context, range, "guaranteed_dividend") || ties(context, range, "fixed_return");
            floor || (ties(context, range, "equity_dividend") && cue(context, range, "yearly"))
        });
    let yearly = agreed || per.contains(&Per::Year) || cue(context, clause, "yearly");
    let most: u32 = if around.villages { 10_000_000 } else { 100_000 };
    let single = value <= Decimal::from(most);
    let household_yearly = per.contains(&Per::Year) && per.contains(&Per::Household);
    let small = value < Decimal::from(10_000);
    let contributes = cue(context, clause, "stake");
    let of_premium = pays_premium(context, clause) && gives_before(context, clause, quantity);
    if (ties(context, clause, "subsidy") || pays(context, quantity) || of_premium)
        && small
        && !household_yearly
        && !contributes
        && !cue(context, clause, "total")
    {
        let of = if of_premium { Some("premium".to_owned()) } else { subsidised(context, clause) };
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
    let price = per.as_slice() == [Per::Item] && !per_share;
    let floor = promised && (!per.is_empty() || per_share) && !price;
    if (((cue(context, clause, "payout") || promised || agreed) && yearly) || floor) && !fact && single {
        if !per.contains(&Per::Year) {
            per.push(Per::Year);
        }
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

/// 「县财政承担45元」: what is paid stands after the word.
fn gives_before(context: &Context<'_>, clause: TextRange, quantity: &Quantity) -> bool {
    let before = TextRange::new(clause.start, quantity.range.start);
    ["bear", "pays", "give"].iter().any(|code| {
        let hits = context.mentions.hits.within(Class::SchemeCue, before);
        hits.last().is_some_and(|hit| has(hit.code, code) && hit.attr != "premium")
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

/// `亏损由公司承担`, `遇到亏损，由合作社兜底`, `负盈不负亏`.
fn loss(context: &Context<'_>, clause: TextRange, parties: &[Party], terms: &mut Vec<Term>) {
    let carrier = |party: Party| {
        matches!(party, Party::Enterprise | Party::Cooperative | Party::Park | Party::VillageCollective)
    };
    let quantities = context.mentions.figures_in(clause);
    if quantities.iter().any(|quantity| quantity.parts.is_some())
        || terms.iter().any(|t| matches!(t.provision, Provision::LossBearing { .. }))
    {
        return;
    }
    let spoken = cue(context, clause, "loss")
        || clause_beside(context, clause, false).is_some_and(|before| cue(context, before, "loss"));
    if cue(context, clause, "bear") && spoken {
        let bearer = roles(context, clause).iter().map(|role| role.party).find(|party| carrier(*party));
        if let Some(party) = bearer {
            push(context, terms, Provision::LossBearing { party }, clause);
            if shares_loss(context, clause) {
                push(context, terms, Provision::LossBearing { party: Party::Household }, clause);
            }
            return;
        }
    }
    // 不论年景照单全收 promises a price.
    if cue(context, clause, "no_loss")
        && (cue(context, clause, "loss") || !ties(context, clause, "purchase_contract"))
        && let Some(party) = parties.iter().copied().find(|party| carrier(*party))
    {
        push(context, terms, Provision::LossBearing { party }, clause);
    }
}

/// 「剩下两成由公司同农户一道担」: two sides that a word joins, before the word for bearing.
fn shares_loss(context: &Context<'_>, clause: TextRange) -> bool {
    let sides = roles(context, clause);
    sides.windows(2).any(|pair| {
        let [a, b] = pair else { return false };
        let words = TextRange::new(a.range.end, b.range.start.max(a.range.end));
        let joined = context.mentions.hits.within(Class::OrganisationEdge, words).first();
        let near = context.reading().slice(words).chars().count() <= 1;
        let after = TextRange::new(b.range.end, clause.end.max(b.range.end));
        b.party == Party::Household
            && a.party != Party::Household
            && near
            && joined.is_some_and(|hit| hit.attr == "weak")
            && cue(context, after, "bear")
    })
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
