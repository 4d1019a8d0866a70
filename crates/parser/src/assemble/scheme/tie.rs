//! Takes the evidence of a scheme, gives how the household is tied.

use lianjie_core::{Bound, Party, Per, Provision, Term, Tie, Unit};

use super::cue;
use super::extent::{Draft, Rule};
use super::flow::{self, flows};
use crate::context::Context;
use crate::lexicon::{Class, Hit};
use crate::reading::TextRange;

/// A return that is a dividend only beside a stake: rent of an asset otherwise.
const FIXED_RETURN: &str = "fixed_return";
/// Rent of something: of land, where the text speaks of land, else of an asset of the village.
const RENT: &str = "rent";

/// Something is let to whoever the text names next: a household runs it, a firm pays for it.
const LET: &str = "let";

/// Something is rented by whoever the text names last before.
const LEASED: &str = "leased";

/// Bytes between a household and the rent that it is paid.
const REACH: u32 = 6;

/// Characters between the word for letting and who it is let to.
const HANDED: usize = 3;

/// The ties that words of a range name, in text order.
pub(super) fn named(context: &Context<'_>, range: TextRange) -> Vec<Tie> {
    let mut ties = Vec::new();
    for hit in context.mentions.hits.within(Class::Tie, range) {
        for tie in hit.code.split('+').filter_map(Tie::from_code) {
            push(&mut ties, tie);
        }
    }
    ties
}

/// The ties of a scheme with these parties and terms, in the order of the model.
pub(super) fn of(context: &Context<'_>, parties: &[Party], terms: &[Term], draft: &Draft) -> Vec<Tie> {
    let (evidence, given) = (&draft.evidence, &draft.ties);
    let mut ties = given.clone();
    let mut fixed = false;
    let (mut rent, mut let_by_household, mut land) = (false, false, false);
    for range in evidence {
        for hit in context.mentions.hits.within(Class::Tie, *range) {
            if hit.code == FIXED_RETURN {
                fixed = true;
            }
            let_by_household |= hit.code == RENT && household_in(context, hit.range);
            rent |= hit.code == RENT
                && !cue(context, sentence_at(context, hit.range), "rent_free")
                && !paid_for(context, hit.range);
            if matches!(hit.code, LET | LEASED) {
                match let_to(context, hit) {
                    Some(Party::Household) => push(&mut ties, Tie::ContractOperation),
                    Some(_) if owned(context, hit.range) => push(&mut ties, Tie::AssetIncome),
                    Some(_) => rent = true,
                    None => {}
                }
            }
            land |= matches!(hit.code, RENT | LET | LEASED) && by_area(context, hit.range);
            if !divides_profit(context, hit) || divided(context, hit) {
                continue;
            }
            for tie in hit.code.split('+').filter_map(Tie::from_code) {
                let tie = if tie == Tie::GuaranteedDividend && floors(context, hit.range) {
                    Tie::PurchaseContract
                } else {
                    tie
                };
                if holds(context, tie, hit.range, parties) {
                    push(&mut ties, tie);
                }
            }
        }
    }
    if rent && !ties.contains(&Tie::LandRent) {
        let public = parties.contains(&Party::Village) || parties.contains(&Party::Government);
        let public = public || ties.contains(&Tie::AssetIncome);
        let asset = !land && (public || parties.contains(&Party::VillageCollective));
        push(&mut ties, if asset && !let_by_household { Tie::AssetIncome } else { Tie::LandRent });
    }
    from_terms(terms, draft, &mut ties);
    let dividend = ties.contains(&Tie::EquityDividend);
    if fixed {
        push(&mut ties, if dividend { Tie::GuaranteedDividend } else { Tie::AssetIncome });
    }
    if loan_put_in(context, evidence, parties) {
        push(&mut ties, Tie::LoanToEnterprise);
    }
    // What is given out to be raised and given back is the household's own trade.
    if evidence.iter().any(|range| flow::in_kind(context, *range)) {
        push(&mut ties, Tie::SelfOperation);
    }
    if evidence.iter().any(|range| flow::sells_to(context, *range)) {
        push(&mut ties, Tie::PurchaseContract);
    }
    let earns = [
        Tie::EquityDividend,
        Tie::AssetIncome,
        Tie::EntrustedRaising,
        Tie::LoanToEnterprise,
        Tie::PurchaseContract,
        Tie::ContractOperation,
        Tie::LandRent,
    ];
    // A return on what was handed over, whatever it is called.
    if !earns.iter().any(|tie| ties.contains(tie))
        && evidence.iter().any(|range| flows(context, *range) || flow::gives_yearly(context, *range))
    {
        let own = parties.first() == Some(&Party::Household);
        push(&mut ties, if own { Tie::EquityDividend } else { Tie::AssetIncome });
    }
    let raised = ties.contains(&Tie::EntrustedRaising);
    let borne = terms.iter().any(|term| matches!(term.provision, Provision::LossBearing { .. }));
    let payout = terms.iter().any(|term| matches!(term.provision, Provision::FixedPayout { .. }));
    let carried = |party: &Party| matches!(party, Party::Enterprise | Party::Cooperative | Party::Park);
    let answers = terms.iter().any(|term| match &term.provision {
        Provision::LossBearing { party } => carried(party),
        _ => false,
    });
    let lends = ties.contains(&Tie::LoanToEnterprise) || ties.contains(&Tie::EquityDividend);
    // A fixed sum for what somebody else keeps or uses and answers for.
    if payout && ((raised && borne) || (lends && answers)) {
        push(&mut ties, Tie::GuaranteedDividend);
    }
    if ties.contains(&Tie::GuaranteedDividend) && !raised && !given.contains(&Tie::LoanToEnterprise) {
        push(&mut ties, Tie::EquityDividend);
    }
    let floor = terms.iter().any(|term| matches!(term.provision, Provision::GuaranteedReturn { .. }));
    // A rate on what was put in, whatever is earned with it.
    let yearly = || {
        evidence.iter().flat_map(|range| context.outline.clauses_over(*range)).any(|clause| {
            let rates = context.mentions.figures_in(clause.range);
            cue(context, clause.range, "yearly") && rates.iter().any(|q| q.unit == Unit::Percent)
        })
    };
    if floor && ties.contains(&Tie::EquityDividend) && yearly() {
        push(&mut ties, Tie::GuaranteedDividend);
    }
    // What a village gets from a stake or an asset is its income.
    let households = parties.contains(&Party::Household);
    let own = [Party::Household, Party::VillageCollective, Party::Village, Party::Government];
    let carried = parties.iter().any(|party| !own.contains(party));
    let village = parties.contains(&Party::VillageCollective);
    // A village that rents or buys from households lets nothing.
    let own = households
        && !carried
        && !let_by_household
        && !ties.contains(&Tie::LandRent)
        && !ties.contains(&Tie::PurchaseContract);
    // 经营主体按投入资金的5%向村集体缴纳收益
    if floor && !ties.contains(&Tie::EquityDividend) && (village || parties.contains(&Party::Village)) {
        push(&mut ties, Tie::AssetIncome);
    }
    if village && ((!households && ties.contains(&Tie::EquityDividend)) || own) {
        push(&mut ties, Tie::AssetIncome);
    }
    // Shares that public money paid for are assets of those who hold them.
    let public = evidence.iter().any(|range| cue(context, *range, "public"));
    if public && draft.rule == Rule::Described && ties.contains(&Tie::EquityDividend) {
        push(&mut ties, Tie::AssetIncome);
    }
    // 三分之二年底按交茶斤两返给农户
    let by_delivery = |range: TextRange| cue(context, range, "by_delivery") && cue(context, range, "rebate");
    let mut told = evidence.iter().flat_map(|range| context.outline.clauses_over(*range));
    if told.any(|clause| by_delivery(clause.range)) {
        push(&mut ties, Tie::SecondaryDividend);
    }
    if parties.contains(&Party::Insurer)
        && evidence.iter().any(|range| super::party::indemnifies(context, *range))
    {
        push(&mut ties, Tie::Insurance);
    }
    if village && evidence.iter().any(|range| village_holds(context, *range)) {
        push(&mut ties, Tie::AssetIncome);
    }
    if loan_used(context, evidence, parties, &ties) {
        push(&mut ties, Tie::LoanSelfUse);
    }
    if !ties.contains(&Tie::EntrustedRaising)
        && evidence.iter().any(|range| flow::hands_out_stock(context, *range))
    {
        push(&mut ties, Tie::SelfOperation);
    }
    // 每年不少于3000元: a floor under what is paid.
    let floor = terms
        .iter()
        .any(|term| matches!(term.provision, Provision::FixedPayout { bound: Bound::AtLeast, .. }));
    if floor && (ties.contains(&Tie::EquityDividend) || ties.contains(&Tie::LoanToEnterprise)) {
        push(&mut ties, Tie::GuaranteedDividend);
    }
    if payout && ties.contains(&Tie::LoanToEnterprise) && !ties.contains(&Tie::EntrustedRaising) {
        push(&mut ties, Tie::EquityDividend);
    }
    // 户贷户用 by name: what the household does with its loan is no second tie.
    if given.contains(&Tie::LoanSelfUse) {
        ties.retain(|tie| *tie != Tie::SelfOperation);
    }
    Tie::ALL.iter().copied().filter(|tie| ties.contains(tie)).collect()
}

/// 「以村集体名义投进公司作股金」「每年按8%保底分红给村集体」: what a village holds brings it an income.
fn village_holds(context: &Context<'_>, range: TextRange) -> bool {
    context.outline.clauses_over(range).iter().any(|clause| {
        let sides = super::role::roles(context, clause.range);
        let named = |party: Party| sides.iter().any(|role| role.party == party);
        let pays = context.mentions.hits.within(Class::Tie, clause.range).iter();
        let pays = pays.filter(|hit| hit.code.contains("dividend")).count() > 0;
        named(Party::VillageCollective)
            && !named(Party::Household)
            && pays
            && (cue(context, clause.range, "put_in") || cue(context, clause.range, "split"))
            && context.mentions.figures_in(clause.range).iter().all(|q| q.parts.is_none())
    })
}

/// 「干椒每公斤保底16元」 is the price of what is bought.
pub(super) fn floors(context: &Context<'_>, at: TextRange) -> bool {
    let clause = context.outline.clause_holding(at.start);
    let clause = clause.map_or(at, |clause| clause.range);
    // 每股保底400元
    if cue(context, TextRange::new(clause.start, at.start), "stake") {
        return false;
    }
    let next = context.mentions.figures_in(TextRange::new(at.end, clause.end.max(at.end))).first();
    // 每棚保底给2000元: what is paid, not what is asked.
    let given =
        next.is_some_and(|q| cue(context, TextRange::new(at.end, q.range.start.max(at.end)), "payout"));
    !given && next.is_some_and(|q| q.unit == Unit::Yuan && q.per.as_slice() == [Per::Item])
}

/// 厂房租金由政府全额补贴: it is no household's income.
fn paid_for(context: &Context<'_>, at: TextRange) -> bool {
    let clause = context.outline.clause_holding(at.start);
    clause.is_some_and(|clause| {
        let ties = context.mentions.hits.within(Class::Tie, clause.range);
        ties.iter().any(|hit| hit.code == Tie::Subsidy.as_str()) && cue(context, clause.range, "whole")
    })
}

/// What is let is no household's: nobody of them stands before, and it is no land.
fn owned(context: &Context<'_>, at: TextRange) -> bool {
    let Some(clause) = context.outline.clause_holding(at.start).map(|clause| clause.range) else {
        return false;
    };
    let before = super::role::roles(context, TextRange::new(clause.start, at.start));
    let area = |q: &crate::mention::Quantity| q.unit == Unit::Mu;
    !before.iter().any(|role| role.party == Party::Household)
        && !context.mentions.figures_in(clause).iter().any(area)
        && !by_area(context, at)
}

/// The rent is for so much land.
fn by_area(context: &Context<'_>, at: TextRange) -> bool {
    let clause = context.outline.clause_holding(at.start);
    clause.is_some_and(|clause| {
        let sums = context.mentions.figures_in(clause.range);
        sums.iter().any(|q| q.per.contains(&Per::Mu))
    })
}

/// Whom something is let to: 「租给脱贫户」, 「由一家食品厂承租」.
fn let_to(context: &Context<'_>, hit: &Hit<'_>) -> Option<Party> {
    let at = hit.range;
    let clause = context.outline.clause_holding(at.start)?.range;
    if hit.code == LEASED {
        let before = super::role::roles(context, TextRange::new(clause.start, at.start));
        return before.last().map(|role| role.party);
    }
    let after = super::role::roles(context, TextRange::new(at.end.min(clause.end), clause.end));
    after.first().map(|role| role.party)
}

/// 付给农户租金: the word for a household stands just before.
fn household_in(context: &Context<'_>, at: TextRange) -> bool {
    let before = TextRange::new(at.start.saturating_sub(REACH), at.start);
    let hits = context.mentions.hits.of(Class::Party);
    // 按年租金付给农户: it is paid to one.
    let next = hits.get(hits.partition_point(|hit| hit.range.start < at.end));
    let receives = next.is_some_and(|hit| {
        hit.code == "household"
            && hit.range.start <= at.end + 2 * REACH
            && cue(context, TextRange::new(at.end, hit.range.start), "payout")
            && context.mentions.quantities_in(TextRange::new(at.end, hit.range.start)).is_empty()
    });
    if receives {
        return true;
    }
    let last = hits.get(..hits.partition_point(|hit| hit.range.end <= at.start)).and_then(<[Hit<'_>]>::last);
    last.is_some_and(|hit| hit.code == "household" && hit.range.end >= before.start)
}

fn sentence_at(context: &Context<'_>, at: TextRange) -> TextRange {
    context.outline.sentence_holding(at.start).map_or(at, |s| s.range)
}

fn push(ties: &mut Vec<Tie>, tie: Tie) {
    if !ties.contains(&tie) {
        ties.push(tie);
    }
}

/// 分成32个片区 divides no profit: the word stands before a number.
pub(super) fn divides_profit(context: &Context<'_>, hit: &Hit<'_>) -> bool {
    let quantities = &context.mentions.quantities;
    let next = quantities.get(quantities.partition_point(|quantity| quantity.range.start < hit.range.end));
    hit.code != Tie::ProfitSplit.as_str() || next.is_none_or(|quantity| quantity.range.start > hit.range.end)
}

/// Whether a word that may mean a tie means one here.
pub(super) fn holds(context: &Context<'_>, tie: Tie, at: TextRange, parties: &[Party]) -> bool {
    let Some(clause) = context.outline.clause_holding(at.start) else {
        return true;
    };
    match tie {
        // Help to the carrier is no tie of the household.
        Tie::Subsidy => {
            let paid = context.mentions.figures_in(clause.range).iter().any(|quantity| {
                quantity.unit == Unit::Yuan && quantity.value.is_some_and(|v| v < 10_000.into())
            });
            let carrier = context
                .mentions
                .hits
                .within(Class::Party, clause.range)
                .iter()
                .any(|hit| hit.code == "enterprise");
            paid && !carrier
        }

        // 流转来的土地, 流转了土地的农户: says which, not how they are tied; 拿荒山作股,一流转就是50年: a stake.
        Tie::LandRent => {
            let alone = context.mentions.hits.at(Class::Tie, at.start);
            let listed = context.reading().char_before(at.start) == Some('、');
            if listed || alone.is_none_or(|hit| hit.code != Tie::LandRent.as_str()) {
                return true;
            }
            let which = [at.end, at.end + 3, at.end + 6].into_iter().any(|end| {
                let of = context.mentions.hits.starting(Class::SchemeCue, end);
                end < clause.range.end && of.is_some_and(|of| of.code == "whoever")
            });
            let sentence = sentence_at(context, at);
            let ties = context.mentions.hits.within(Class::Tie, sentence);
            let staked = ties.iter().any(|hit| {
                hit.code.contains("equity_dividend")
                    && hit.range.end <= at.start
                    && cue(context, TextRange::new(hit.range.start, at.start), "stake")
            });
            let paid = ties.iter().any(|hit| hit.code == RENT);
            !which && (paid || !staked)
        }
        // 月工资保底2000元: a wage.
        Tie::GuaranteedDividend => {
            let hits = context.mentions.hits.within(Class::Tie, TextRange::new(clause.range.start, at.start));
            hits.last().is_none_or(|hit| hit.code != "wage" || hit.range.end != at.start)
        }
        // 由某公司承包: the carrier runs it, no household does.
        Tie::ContractOperation => {
            let organisations = context.mentions.organisations_in(clause.range);
            // 大棚租给了蔬菜公司
            let after = TextRange::new(at.end, clause.range.end.max(at.end));
            let sides = super::role::roles(context, after);
            let handed = sides.first().is_some_and(|role| {
                flow::runs(role)
                    && role.party != Party::LargeGrower
                    && context.reading().between(at.end, role.range.start).chars().count() <= HANDED
            });
            !handed && !organisations.iter().any(|organisation| organisation.range.end == at.start)
        }
        // 吸纳342户农户参与养殖, 吸纳村民为社员: taken in, not hired.
        Tie::Wage => {
            let absorbs = context.mentions.hits.within(Class::SchemeCue, at).iter();
            let mut absorbs = absorbs.filter(|hit| hit.range == at && hit.code == "absorb");
            let after = TextRange::new(at.end, clause.range.end.max(at.end));
            // 管护、销售全归公司: the firm does it.
            let handed = cue(context, after, "use") && cue(context, after, "put_in");
            !handed
                && (absorbs.next().is_none()
                    || !(super::extent::counts_households(context, after) || cue(context, after, "member")))
        }
        // 民宿净利村集体留八成: it is the village's.
        Tie::SelfOperation => {
            let sides = super::role::roles(context, clause.range);
            let named = |party: Party| sides.iter().any(|role| role.party == party);
            named(Party::Household) || !named(Party::VillageCollective)
        }
        Tie::Insurance => parties.contains(&Party::Insurer) || parties.contains(&Party::Government),
        _ => true,
    }
}

/// 红利由农户与公司按4:6分成: the word that opens the clause names what a ratio divides, whoever holds shares.
fn divided(context: &Context<'_>, hit: &Hit<'_>) -> bool {
    let clause = context.outline.clause_holding(hit.range.start);
    let Some(clause) = clause.map(|clause| clause.range).filter(|c| c.start == hit.range.start) else {
        return false;
    };
    let opening = context.mentions.hits.at(Class::SchemeCue, hit.range.start);
    let profit = opening.is_some_and(|cue| {
        let codes = || cue.code.split('+');
        cue.range == hit.range
            && codes().any(|c| c == "profit")
            && codes().all(|c| c != "split" && c != "stake")
    });
    let quantities = context.mentions.figures_in(clause);
    hit.code == Tie::EquityDividend.as_str()
        && profit
        && quantities.iter().any(|quantity| quantity.parts.is_some())
}

fn from_terms(terms: &[Term], draft: &Draft, ties: &mut Vec<Tie>) {
    for term in terms {
        match &term.provision {
            Provision::ProfitSplit { .. } => push(ties, Tie::ProfitSplit),
            Provision::SecondaryDividend { .. } => push(ties, Tie::SecondaryDividend),
            // A chain that names all sides is tied by the insurance, whoever pays for it.
            Provision::Subsidy { of, .. }
                if !draft.links.contains(&Party::Household)
                    && (of.as_deref() == Some("premium") || ties.contains(&Tie::Insurance)) =>
            {
                push(ties, Tie::Subsidy);
            }
            Provision::Subsidy { amount: Some(_), .. } if draft.rule != Rule::Reward => {
                push(ties, Tie::Subsidy);
            }
            _ => {}
        }
    }
}

/// A loan that the household itself uses: it rents a greenhouse with it, or a bank lends to it and nobody else.
fn loan_used(context: &Context<'_>, evidence: &[TextRange], parties: &[Party], ties: &[Tie]) -> bool {
    if ties.iter().any(|tie| matches!(tie, Tie::LoanToEnterprise | Tie::EnterpriseLoan | Tie::EquityDividend))
    {
        return false;
    }
    let works = ties.iter().any(|tie| matches!(tie, Tie::ContractOperation | Tie::SelfOperation));
    let banked = parties.contains(&Party::Bank) && parties.contains(&Party::Household);
    let borrows = |range: TextRange| {
        cue(context, range, "loan")
            && context.mentions.hits.within(Class::Party, range).iter().any(|hit| hit.code == "household")
    };
    evidence.iter().any(|range| {
        (works && cue(context, *range, "loan"))
            || (banked && context.outline.clauses_over(*range).iter().any(|clause| borrows(clause.range)))
    })
}

/// One clause says that households put in what they were lent: 「85户拿贴息贷款入股公司」.
fn stakes_loan(context: &Context<'_>, sentence: TextRange) -> bool {
    context.outline.clauses_over(sentence).iter().any(|clause| {
        let household = super::role::roles(context, clause.range);
        household.iter().any(|role| role.party == Party::Household)
            && cue(context, clause.range, "loan")
            && cue(context, clause.range, "stake")
    })
}

/// A loan of the household that the carrier uses: 「贫困户把贷款投进公司」.
fn loan_put_in(context: &Context<'_>, evidence: &[TextRange], parties: &[Party]) -> bool {
    let carrier = |party: &Party| !matches!(party, Party::Household | Party::Bank | Party::Insurer);
    parties.iter().any(carrier)
        && parties.contains(&Party::Household)
        && evidence.iter().any(|range| {
            context.outline.sentences_over(*range).iter().any(|sentence| {
                let staked = cue(context, sentence.range, "stake") && stakes_loan(context, sentence.range);
                cue(context, sentence.range, "loan") && (cue(context, sentence.range, "put_in") || staked)
            })
        })
}
