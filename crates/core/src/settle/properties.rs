//! What holds for every contract on every case: 10,000 of each.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{Decimal, Party, Per, Share};

const PARTIES: [Party; 4] =
    [Party::Enterprise, Party::Household, Party::VillageCollective, Party::Government];

/// Years of every case.
const YEARS: usize = 3;

fn percent(most: i64) -> impl Strategy<Value = Decimal> {
    (0..=most * 100).prop_map(|basis_points| Decimal::new(basis_points, 2))
}

fn shares(among: &'static [Party]) -> impl Strategy<Value = Vec<Share>> {
    let one = (prop::sample::select(among), 1_u32..100);
    prop::collection::vec(one, 1..5).prop_map(|parts| {
        let share = |(party, share)| Share { party, share: Decimal::from(share) };
        parts.into_iter().map(share).collect()
    })
}

fn floor() -> impl Strategy<Value = Floor> {
    prop_oneof![Just(Floor::Beside), Just(Floor::Within)]
}

fn promises() -> impl Strategy<Value = Vec<Clause>> {
    let guarantee = (percent(20), floor()).prop_map(|(percent, floor)| Clause::GuaranteedReturn {
        percent: Some(percent),
        years: Span::default(),
        floor,
    });
    let payout = (0_i64..500_000, floor()).prop_map(|(amount, floor)| Clause::FixedPayout {
        amount: Some(Fen::new(amount)),
        per: vec![Per::Household, Per::Year],
        years: Span::default(),
        floor,
    });
    let secondary = percent(5).prop_map(|percent| Clause::SecondaryDividend { percent: Some(percent) });
    (prop::option::of(guarantee), prop::collection::vec(payout, 0..3), prop::option::of(secondary)).prop_map(
        |(guarantee, payouts, secondary)| guarantee.into_iter().chain(payouts).chain(secondary).collect(),
    )
}

fn divisions() -> impl Strategy<Value = Vec<Clause>> {
    let split = shares(&PARTIES).prop_map(|shares| Clause::ProfitSplit { shares });
    let reserve = percent(50).prop_map(|percent| Clause::Reserve { percent });
    let bears = (prop::sample::select(&PARTIES[..]), prop::option::of(0_i64..10_000_000))
        .prop_map(|(party, cap)| Clause::LossBearing { party, cap: cap.map(Fen::new) });
    let risk = shares(&PARTIES).prop_map(|shares| Clause::RiskShare { of: LossOf::Operation, shares });
    (prop::option::of(split), prop::option::of(reserve), prop::option::of(prop_oneof![bears, risk]))
        .prop_map(|(split, reserve, loss)| split.into_iter().chain(reserve).chain(loss).collect())
}

fn trades() -> impl Strategy<Value = Vec<Clause>> {
    let all = vec![
        Clause::LandRent { per_mu: None },
        Clause::Wage { rate: None },
        Clause::Purchase { floor_price: None },
        Clause::Insurance { insured: None },
        Clause::Subsidy {
            of: Subsidised::Premium,
            amount: None,
            percent: Some(Decimal::from(80)),
            per: Vec::new(),
            payer: Some(Party::Government),
        },
        Clause::Stake { amount: None, per: Vec::new() },
        Clause::GuaranteeFund,
        Clause::Tenor { years: Some(Decimal::TWO) },
    ];
    prop::sample::subsequence(all, 0..=8)
}

fn credit() -> impl Strategy<Value = Vec<Clause>> {
    let lenders = &[Party::Government, Party::Bank, Party::Insurer];
    (prop::sample::select(Lending::ALL), shares(lenders), any::<bool>(), any::<bool>()).prop_map(
        |(lending, shares, lends, insures)| {
            let mut clauses = Vec::new();
            if lends {
                clauses.push(Clause::micro_loan(lending));
                if insures {
                    clauses.push(Clause::CompensationFund { leverage: None });
                    clauses.push(Clause::RiskShare { of: LossOf::Loan, shares });
                }
            }
            clauses
        },
    )
}

/// A contract with each kind of clause there or not.
fn contract() -> impl Strategy<Value = Contract> {
    (promises(), divisions(), trades(), credit()).prop_map(|(a, b, c, d)| {
        let clauses: Vec<Clause> = a.into_iter().chain(b).chain(c).chain(d).collect();
        let none = clauses.is_empty();
        Contract::new(Party::Enterprise, clauses.into_iter().chain(none.then_some(Clause::RentFree)))
    })
}

/// The numbers of a case that grow with its size, for one unit of size.
#[derive(Clone, Debug)]
struct Numbers {
    profits: [i64; YEARS],
    sums: [i64; 6],
    equity: Option<i64>,
    counts: [u64; 3],
    terms: (Decimal, Repayment, bool, bool, i64),
}

fn numbers() -> impl Strategy<Value = Numbers> {
    let profits = prop::array::uniform3(-50_000_000_i64..100_000_000);
    let sums = prop::array::uniform6(0_i64..30_000_000);
    let counts = prop::array::uniform3(1_u64..30);
    let repayment = prop::sample::select(Repayment::ALL);
    let terms = (percent(10), repayment, any::<bool>(), any::<bool>(), 0_i64..300);
    (profits, sums, prop::option::of(0_i64..50_000_000), counts, terms)
        .prop_map(|(profits, sums, equity, counts, terms)| Numbers { profits, sums, equity, counts, terms })
}

impl Numbers {
    /// A case of so many units.
    fn case(&self, size: i64) -> Case {
        let [capital, fund, guarantee_fund, premium, cover, damage] =
            self.sums.map(|sum| Fen::new(sum * size));
        let count = |count: u64| Some(count * u64::try_from(size).unwrap());
        let [households, workers, mu] = self.counts;
        let (rate, repayment, carry, returned, failing) = self.terms;
        // What borrowers surely still owe in the last year of three: 3 payments of the least principal.
        let failed = 500_000 * i64::try_from(households).unwrap() * size * failing / 300;
        // Capital holds what may have been lent for it: 50,000 yuan for each household.
        let capital =
            capital.plus(Fen::new(5_000_000).times(households).unwrap().times(count(1).unwrap()).unwrap());
        Case {
            profits: self.profits.map(|profit| Fen::new(profit * size)).to_vec(),
            equity: self.equity.map(|equity| Fen::new(equity * size)),
            households: count(households),
            capital: capital.ok(),
            principal_returned: Some(returned),
            carry_losses: Some(carry),
            compensation_fund: Some(fund),
            guarantee_fund: Some(guarantee_fund),
            loan: LoanCase {
                principal: Some(Fen::new(5_000_000)),
                borrowers: count(households),
                benchmark_percent: Some(rate),
                repayment: Some(repayment),
                payments_per_year: Some(4),
                subsidy_percent: Some(Decimal::from(50)),
                defaults: vec![Fen::ZERO, Fen::ZERO, Fen::new(failed)],
                ..LoanCase::default()
            },
            subsidy: SubsidyCase { payer: Some(Party::Government), ..SubsidyCase::default() },
            land: LandCase {
                mu: Some(Decimal::from(mu) * Decimal::from(size)),
                rent_per_mu: Some(Yearly::Same(Fen::new(80_000))),
                landlord: None,
            },
            wages: WageCase {
                workers: count(workers),
                times: Some(Yearly::Same(Decimal::from(20))),
                rate: Some(Yearly::Same(Fen::new(10_000))),
            },
            purchase: PurchaseCase {
                quantity: Some(Yearly::Same(Decimal::from(100 * size))),
                market_price: Some(Yearly::Each(vec![Decimal::ONE, Decimal::TWO, Decimal::TEN])),
                floor_price: Some(Decimal::new(25, 1)),
            },
            insurance: InsuranceCase {
                insured: Some(if failing % 2 == 0 { Party::Household } else { Party::Enterprise }),
                premium: Some(Yearly::Same(premium)),
                sum_insured: Some(cover),
                damages: Some(Yearly::Each(vec![Fen::ZERO, damage, Fen::ZERO])),
            },
            ..Case::default()
        }
    }
}

/// What moved, without the places of the terms.
fn moved(settlement: &Settlement) -> BTreeMap<(u32, Account, Account, FlowKind), i64> {
    let mut sums = BTreeMap::new();
    for flow in &settlement.flows {
        *sums.entry((flow.year, flow.from, flow.to, flow.cause.kind)).or_default() += flow.amount.get();
    }
    sums
}

fn bears_losses(contract: &Contract, party: Party) -> bool {
    contract.clauses.iter().any(|agreed| match &agreed.clause {
        Clause::LossBearing { party: bearer, .. } => *bearer == party,
        Clause::RiskShare { of: LossOf::Operation, shares } => {
            shares.iter().any(|share| share.party == party)
        }
        _ => false,
    })
}

fn has(contract: &Contract, is: impl Fn(&Clause) -> bool) -> bool {
    contract.clauses.iter().any(|agreed| is(&agreed.clause))
}

/// A fen for each division and percentage of each year.
fn tolerance(contract: &Contract) -> i64 {
    i64::try_from((contract.clauses.len() + 4) * YEARS).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn nothing_is_lost_or_made(contract in contract(), numbers in numbers()) {
        let case = numbers.case(1);
        let settlement = contract.settle(&case).unwrap();
        for flow in &settlement.flows {
            prop_assert!(flow.amount > Fen::ZERO && flow.from != flow.to, "{flow:?}");
        }
        let nets = settlement.accounts().into_iter().map(|account| settlement.net(account).unwrap());
        prop_assert_eq!(Fen::total(nets).unwrap(), Fen::ZERO);
        let profit: i64 = numbers.profits.iter().sum();
        prop_assert_eq!(settlement.net(Account::Market).unwrap(), Fen::new(-profit));
        for (year, _) in (1..).zip(&numbers.profits) {
            let each = settlement.by_household(year).unwrap().unwrap();
            prop_assert_eq!(Fen::total(each).unwrap(), settlement.income_in(Party::Household, year).unwrap());
        }
    }

    #[test]
    fn the_household_has_its_guarantee_while_the_operator_can_pay(contract in contract(), numbers in numbers()) {
        let case = numbers.case(1);
        let settlement = contract.settle(&case).unwrap();
        let active = if has(&contract, |clause| matches!(clause, Clause::Tenor { .. })) { 2 } else { YEARS };
        for agreed in &contract.clauses {
            let owed = match &agreed.clause {
                Clause::GuaranteedReturn { percent, .. } => {
                    case.capital.unwrap().percent(percent.unwrap()).unwrap()
                }
                Clause::FixedPayout { amount, .. } => amount.unwrap().times(case.households.unwrap()).unwrap(),
                _ => continue,
            };
            let owed = owed.get() * i64::try_from(active).unwrap();
            let of_term = |term: Option<usize>| term == agreed.term;
            let paid: i64 =
                settlement.flows.iter().filter(|flow| of_term(flow.cause.term)).map(|flow| flow.amount.get()).sum();
            let last = u32::try_from(YEARS).unwrap();
            let unpaid: i64 = settlement
                .unpaid
                .iter()
                .filter(|debt| debt.year == last && of_term(debt.cause.term))
                .map(|debt| debt.amount.get())
                .sum();
            if !has(&contract, |clause| matches!(clause, Clause::GuaranteeFund)) {
                prop_assert_eq!(paid + unpaid, owed);
            }
            prop_assert!(paid + unpaid <= owed);
            if case.equity.is_none() {
                prop_assert_eq!(unpaid, 0);
                prop_assert_eq!(paid, owed);
            }
        }
        // Unpaid debts of the operator come only with an empty till.
        let operator = Account::Party(Party::Enterprise);
        for year in 1..=u32::try_from(YEARS).unwrap() {
            let owes = |debt: &Unpaid| {
                debt.year == year
                    && matches!(debt.cause.kind, FlowKind::GuaranteedReturn | FlowKind::FixedPayout)
            };
            if settlement.unpaid.iter().any(owes) {
                let so_far = settlement.flows.iter().filter(|flow| flow.year <= year);
                let net: i64 = so_far
                    .map(|flow| match (flow.from == operator, flow.to == operator) {
                        (true, false) => -flow.amount.get(),
                        (false, true) => flow.amount.get(),
                        _ => 0,
                    })
                    .sum();
                prop_assert!(numbers.equity.unwrap() + net <= 0, "owes and has {net}");
            }
        }
    }

    #[test]
    fn nobody_gets_less_from_a_higher_profit(
        contract in contract(),
        numbers in numbers(),
        year in 0..YEARS,
        more in 0_i64..50_000_000,
    ) {
        let before = contract.settle(&numbers.case(1)).unwrap();
        let mut better = numbers.clone();
        better.profits[year] += more;
        let after = contract.settle(&better.case(1)).unwrap();
        for party in PARTIES {
            let (before, after) = (before.income(party).unwrap(), after.income(party).unwrap());
            prop_assert!(after.get() + tolerance(&contract) >= before.get(), "{party}: {before} then {after}");
        }
    }

    #[test]
    fn no_loss_reaches_whoever_bears_none(contract in contract(), numbers in numbers()) {
        let settlement = contract.settle(&numbers.case(1)).unwrap();
        for party in [Party::Household, Party::VillageCollective, Party::Government] {
            if bears_losses(&contract, party) {
                continue;
            }
            prop_assert_eq!(settlement.by_kind(party, FlowKind::LossShare).unwrap(), Fen::ZERO);
            let paid = settlement.flows.iter().filter(|flow| flow.from == Account::Party(party));
            for flow in paid {
                let own = matches!(
                    flow.cause.kind,
                    FlowKind::LoanInterest | FlowKind::Premium | FlowKind::InterestSubsidy
                        | FlowKind::PremiumSubsidy | FlowKind::DefaultShare
                );
                prop_assert!(own || flow.cause.kind.is_capital(), "{flow:?}");
            }
        }
    }

    #[test]
    fn two_parts_add_up_to_the_whole(
        contract in contract(),
        numbers in numbers(),
        (a, b) in (1_i64..5, 1_i64..5),
    ) {
        let contract = per_unit_caps(contract);
        let settle = |size| contract(size).settle(&numbers.case(size)).unwrap();
        let (one, other, whole) = (settle(a), settle(b), settle(a + b));
        for account in whole.accounts() {
            let parts = one.net(account).unwrap().plus(other.net(account).unwrap()).unwrap();
            let off = whole.net(account).unwrap().minus(parts).unwrap();
            let most = 3 * tolerance(&contract(1));
            prop_assert!(off.get().abs() <= most, "{account}: {off}");
        }
    }

    #[test]
    fn the_order_of_parties_and_clauses_changes_nothing(
        (ordered, shuffled) in contract().prop_flat_map(|contract| {
            (Just(contract.clone()), Just(contract.clauses).prop_shuffle())
        }),
        numbers in numbers(),
    ) {
        let mut other = Contract { clauses: shuffled, ..ordered.clone() };
        for agreed in &mut other.clauses {
            if let Clause::ProfitSplit { shares } | Clause::RiskShare { shares, .. } = &mut agreed.clause {
                shares.reverse();
            }
        }
        let case = numbers.case(1);
        let (a, b) = (ordered.settle(&case).unwrap(), other.settle(&case).unwrap());
        prop_assert_eq!(moved(&a), moved(&b));
    }

    #[test]
    fn the_fast_path_gives_what_settling_gives(contract in contract(), numbers in numbers()) {
        let case = numbers.case(1);
        let payouts = contract.payouts(&case, &numbers.profits).unwrap();
        for (index, profit) in numbers.profits.iter().enumerate() {
            let one = Case { profits: vec![Fen::new(*profit)], ..case.clone() };
            let settlement = contract.settle(&one).unwrap();
            for (account, column) in payouts.columns() {
                prop_assert_eq!(settlement.income(account).unwrap().get(), column[index], "{}", account);
            }
            let operator = Account::Party(Party::Enterprise);
            let owed = settlement.unpaid.iter().filter(|debt| debt.from == operator);
            let owed: i64 = owed.map(|debt| debt.amount.get()).sum();
            prop_assert_eq!(owed, payouts.unpaid()[index]);
        }
    }
}

fn extreme() -> impl Strategy<Value = i64> {
    prop_oneof![any::<i64>(), Just(0), Just(i64::MIN), Just(i64::MAX), -1_000_000_i64..1_000_000]
}

fn extreme_decimal() -> impl Strategy<Value = Decimal> {
    let any = (any::<i64>(), 0_u32..28).prop_map(|(digits, places)| Decimal::new(digits, places));
    prop_oneof![any, Just(Decimal::MAX), Just(Decimal::MIN), Just(Decimal::ZERO)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn extremes_are_errors_and_never_a_panic(
        contract in contract(),
        numbers in numbers(),
        sums in prop::array::uniform8(extreme()),
        decimals in prop::array::uniform5(extreme_decimal()),
        (count, share, drops) in (any::<u64>(), extreme_decimal(), any::<bool>()),
    ) {
        let [profit, equity, capital, fund, rent, wage, failed, principal] = sums.map(Fen::new);
        let [mu, times, quantity, price, rate] = decimals;
        let mut case = numbers.case(1);
        case.profits[1] = profit;
        case.equity = Some(equity);
        case.capital = Some(capital);
        case.guarantee_fund = Some(fund);
        case.compensation_fund = Some(fund);
        case.households = Some(count);
        case.wages.workers = Some(count);
        case.wages.times = Some(Yearly::Same(times));
        case.wages.rate = Some(Yearly::Same(wage));
        case.land.mu = Some(mu);
        case.land.rent_per_mu = Some(Yearly::Same(rent));
        case.purchase.quantity = Some(Yearly::Same(quantity));
        case.purchase.floor_price = Some(price);
        case.loan.defaults = vec![failed];
        case.loan.principal = Some(principal);
        case.loan.percent = Some(rate);
        case.loan.years = Some(times);
        let mut contract = contract;
        for agreed in &mut contract.clauses {
            match &mut agreed.clause {
                Clause::ProfitSplit { shares } | Clause::RiskShare { shares, .. } => shares[0].share = share,
                Clause::GuaranteedReturn { percent, .. } => *percent = Some(rate),
                Clause::Reserve { percent } => *percent = rate,
                Clause::Tenor { years } if drops => *years = Some(times),
                _ => {}
            }
        }
        if let Ok(settlement) = contract.settle(&case) {
            prop_assert!(settlement.flows.iter().all(|flow| flow.amount > Fen::ZERO));
        }
        let _ = contract.least_profit(&case, Party::Household, capital);
    }
}

/// The contract for a case of some size: sums that it fixes for all together grow with it.
fn per_unit_caps(contract: Contract) -> impl Fn(i64) -> Contract {
    move |size| {
        let mut contract = contract.clone();
        for agreed in &mut contract.clauses {
            if let Clause::LossBearing { cap: Some(cap), .. } = &mut agreed.clause {
                *cap = Fen::new(cap.get() * size);
            }
        }
        contract
    }
}
