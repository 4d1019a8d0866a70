//! Contracts settled on cases whose outcome is worked out by hand.

mod credit;

use super::*;
use crate::{Bound, LinkageScheme, Party, Per, Provision, Share, Term, Tie};

fn decimal(text: &str) -> crate::Decimal {
    text.parse().unwrap()
}

fn yuan(text: &str) -> Fen {
    text.parse().unwrap()
}

fn shares(parts: &[(Party, &str)]) -> Vec<Share> {
    parts.iter().map(|(party, share)| Share { party: *party, share: decimal(share) }).collect()
}

fn guarantee(percent: &str) -> Clause {
    Clause::GuaranteedReturn { percent: Some(decimal(percent)), years: Span::default(), floor: Floor::Beside }
}

fn case(json: &str) -> Case {
    serde_json::from_str(json).unwrap()
}

#[track_caller]
fn nets(settlement: &Settlement, expected: &[(&str, &str)]) {
    let nets: Vec<(String, String)> = settlement
        .accounts()
        .into_iter()
        .map(|account| (account.to_string(), settlement.net(account).unwrap().to_string()))
        .collect();
    let expected: Vec<(String, String)> =
        expected.iter().map(|(account, net)| ((*account).to_owned(), (*net).to_owned())).collect();
    assert_eq!(nets, expected);
}

fn five_four_one() -> Contract {
    let split = shares(&[(Party::Enterprise, "5"), (Party::Household, "4"), (Party::VillageCollective, "1")]);
    Contract::new(Party::Enterprise, [guarantee("10"), Clause::ProfitSplit { shares: split }])
}

#[test]
fn divides_the_surplus_above_a_guarantee() {
    let settlement =
        five_four_one().settle(&case(r#"{"capital":"1000000","profits":["300000.01"]}"#)).unwrap();
    // 300000.01 − 100000 = 200000.01 by 5∶4∶1: the fen goes to the largest fraction, that of the enterprise.
    nets(
        &settlement,
        &[
            ("enterprise", "100000.01"),
            ("household", "180000.00"),
            ("village_collective", "20000.00"),
            ("market", "-300000.01"),
        ],
    );
}

#[test]
fn owes_the_guarantee_in_a_year_of_loss() {
    let settlement = five_four_one().settle(&case(r#"{"capital":"1000000","profits":["-50000"]}"#)).unwrap();
    nets(&settlement, &[("enterprise", "-150000.00"), ("household", "100000.00"), ("market", "50000.00")]);
    assert!(settlement.unpaid.is_empty());
}

#[test]
fn reports_what_an_empty_till_cannot_pay() {
    let json = r#"{"capital":"1000000","equity":"120000","carry_losses":true,"profits":["-50000","100000","130000"]}"#;
    let settlement = five_four_one().settle(&case(json)).unwrap();
    let unpaid: Vec<(u32, String)> =
        settlement.unpaid.iter().map(|debt| (debt.year, debt.amount.to_string())).collect();
    // 120000 − 50000 pays 70000 of 100000; the next year pays 100000 of 130000, the last all 130000.
    assert_eq!(unpaid, [(1, "30000.00".to_owned()), (2, "30000.00".to_owned())]);
    assert_eq!(settlement.net_in(Party::Household, 3).unwrap(), yuan("130000"));
}

#[test]
fn asks_whether_losses_are_carried_over() {
    let json = |carry: &str| format!(r#"{{"capital":0,{carry}"profits":[-100,300]}}"#);
    let error = five_four_one().settle(&case(&json(""))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "term 1 (profit_split) needs `carry_losses`, which neither the scheme nor the case states"
    );
    let household =
        |carry| five_four_one().settle(&case(&json(carry))).unwrap().net_in(Party::Household, 2).unwrap();
    assert_eq!(household(r#""carry_losses":true,"#), yuan("80"));
    assert_eq!(household(r#""carry_losses":false,"#), yuan("120"));
}

#[test]
fn a_floor_takes_in_the_share_of_the_surplus() {
    let payout = Clause::FixedPayout {
        amount: Some(yuan("2500")),
        per: vec![Per::Household, Per::Year],
        years: Span::default(),
        floor: Floor::Within,
    };
    let split = Clause::ProfitSplit { shares: shares(&[(Party::Household, "30")]) };
    let contract = Contract::new(Party::Cooperative, [payout, split]);
    let household = |profit: &str| {
        let json = format!(r#"{{"households":10,"profits":["{profit}"]}}"#);
        contract.settle(&case(&json)).unwrap().net(Party::Household).unwrap()
    };
    assert_eq!(household("-1"), yuan("25000"));
    assert_eq!(household("50000"), yuan("25000"), "30 % are 15000, topped up");
    assert_eq!(household("100000"), yuan("30000"), "30 % are above the floor");
}

#[test]
fn asks_for_what_a_scheme_leaves_open() {
    let scheme = |provision| LinkageScheme {
        name: None,
        parties: vec![Party::Enterprise, Party::Cooperative, Party::Household],
        ties: vec![Tie::LoanToEnterprise],
        terms: vec![Term { provision, evidence: Vec::new() }],
        operators: Vec::new(),
        place: None,
        period: None,
        coverage: serde_json::from_str("{}").unwrap(),
        outcomes: serde_json::from_str("{}").unwrap(),
        evidence: Vec::new(),
        provenance: serde_json::from_str("{}").unwrap(),
    };
    let payout = |bound| Provision::FixedPayout {
        amount: Some(decimal("3000")),
        bound,
        per: vec![Per::Household, Per::Year],
    };
    let contract = Contract::of(&scheme(payout(Bound::Exact))).unwrap();
    let asked = |json| contract.missing(&case(json)).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        asked("{}"),
        [
            "term 0 (fixed_payout) needs `years`, which neither the scheme nor the case states",
            "term 0 (fixed_payout) needs `households`, which neither the scheme nor the case states",
        ]
    );
    assert_eq!(
        asked(r#"{"years":1,"households":3}"#),
        ["term 0 (fixed_payout) needs `operator`, which neither the scheme nor the case states"]
    );
    assert!(asked(r#"{"years":1,"households":3,"operator":"enterprise"}"#).is_empty());
    let error = Contract::of(&scheme(payout(Bound::AtMost))).unwrap_err();
    assert_eq!(error.to_string(), "term 0 (fixed_payout) sets a ceiling, not a sum to pay");
}

#[test]
fn several_rates_are_those_of_successive_years() {
    let contract = Contract::new(Party::Enterprise, ["12", "14", "16"].map(guarantee));
    let settle = |json: &str| contract.settle(&case(json));
    let error = settle(r#"{"capital":100,"profits":[0]}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "term 0 (guaranteed_return) needs `guarantees_by_year`, which neither the scheme nor the case states"
    );
    let error = settle(r#"{"capital":100,"profits":[0],"guarantees_by_year":false}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "term 0 (guaranteed_return) and term 1 (guaranteed_return) answer the same question: a contract can keep only one"
    );
    let settlement = settle(r#"{"capital":100,"profits":[0,0,0,0],"guarantees_by_year":true}"#).unwrap();
    let years: Vec<i64> =
        (1..=4).map(|year| settlement.net_in(Party::Household, year).unwrap().get() / 100).collect();
    assert_eq!(years, [12, 14, 16, 16]);
}

#[test]
fn a_percentage_of_something_else_asks_what_it_costs() {
    let contract: Contract = serde_json::from_str(
        r#"{"clauses":[{"term":3,"type":"subsidy","of":{"other":"种苗"},"percent":"80","payer":"government"}]}"#,
    )
    .unwrap();
    let error = contract.settle(&case(r#"{"years":1}"#)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "term 3 (subsidy) needs `subsidy.cost`, which neither the scheme nor the case states"
    );
    let settlement =
        contract.settle(&case(r#"{"years":1,"subsidy":{"cost":500,"recipient":"household"}}"#)).unwrap();
    nets(&settlement, &[("government", "-400.00"), ("household", "400.00")]);
    assert_eq!(contract.without(3).settle(&case("{}")), Err(SettleError::Empty));
}

#[test]
fn a_fund_lends_its_name_until_the_operator_earns_again() {
    let contract = Contract::new(Party::Enterprise, [guarantee("10"), Clause::GuaranteeFund]);
    let json = r#"{"capital":1000,"equity":30,"guarantee_fund":60,"profits":[0,0,300]}"#;
    let settlement = contract.settle(&case(json)).unwrap();
    let income =
        |account: Account| [1, 2, 3].map(|year| settlement.income_in(account, year).unwrap().to_string());
    // Year 1: 30 of its own, 60 of the fund. Year 3: 100 and 110 in arrears, then 60 back to the fund.
    assert_eq!(income(Account::HOUSEHOLD), ["90.00", "0.00", "210.00"]);
    assert_eq!(income(Account::GuaranteeFund), ["-60.00", "0.00", "60.00"]);
    assert_eq!(income(Party::Enterprise.into()), ["-30.00", "0.00", "30.00"]);
}

#[test]
fn reads_and_writes_json() {
    let json = r#"{"households":2,"capital":"1000.00","profits":["5.00"],"wages":{"times":{}}}"#;
    assert!(serde_json::from_str::<Case>(json).is_err(), "times is no number");
    let case = case(r#"{"households":2,"capital":1000,"profits":[5],"wages":{"times":["1","2"]}}"#);
    let again: Case = serde_json::from_str(&serde_json::to_string(&case).unwrap()).unwrap();
    assert_eq!(again, case);
    let contract = five_four_one().with(Clause::RentFree);
    let again: Contract = serde_json::from_str(&serde_json::to_string(&contract).unwrap()).unwrap();
    assert_eq!(again, contract);
    let settlement = contract.settle(&case).unwrap();
    let flow = serde_json::to_string(&settlement.flows[1]).unwrap();
    assert_eq!(
        flow,
        r#"{"year":1,"from":"enterprise","to":"household","amount":"100.00","term":0,"kind":"guaranteed_return"}"#
    );
    let again: Settlement = serde_json::from_str(&serde_json::to_string(&settlement).unwrap()).unwrap();
    assert_eq!(again, settlement);
}

#[test]
fn divides_among_households_by_stake() {
    let json = r#"{"stakes":[100,200,400],"profits":["1000.01"]}"#;
    let settlement = five_four_one().settle(&case(json)).unwrap();
    // 70.00 guaranteed and 372.00 of 930.01, both by 1∶2∶4.
    let each: Vec<String> =
        settlement.by_household(1).unwrap().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(each, ["63.14", "126.29", "252.57"]);
}

#[test]
fn a_loss_is_borne_by_shares_and_the_rest_by_whom_bears_it() {
    let bearing = |party| Clause::LossBearing { party, cap: None };
    let share = Clause::RiskShare { of: LossOf::Operation, shares: shares(&[(Party::Insurer, "80")]) };
    let settle = |clauses: Vec<Clause>| {
        Contract::new(Party::Cooperative, clauses).settle(&case(r#"{"profits":[-1000]}"#))
    };
    let settlement = settle(vec![share.clone(), bearing(Party::Government)]).unwrap();
    nets(
        &settlement,
        &[("government", "-200.00"), ("cooperative", "0.00"), ("insurer", "-800.00"), ("market", "1000.00")],
    );
    let settlement = settle(vec![share]).unwrap();
    assert_eq!(settlement.net(Party::Cooperative).unwrap(), yuan("-200"), "what nobody bears stays");
    let error = settle(vec![bearing(Party::Government), bearing(Party::Household)]).unwrap_err();
    assert!(matches!(error, SettleError::Ambiguous { .. }), "{error}");
}

#[test]
fn equal_claims_take_the_last_fen_in_the_order_of_their_kinds() {
    let payout = Clause::FixedPayout {
        amount: Some(yuan("100")),
        per: vec![Per::Household, Per::Year],
        // In the first year only, or it would be the guarantee said again.
        years: Span { from: None, to: Some(1) },
        floor: Floor::Beside,
    };
    for clauses in [[guarantee("10"), payout.clone()], [payout, guarantee("10")]] {
        let contract = Contract::new(Party::Enterprise, clauses);
        let json = r#"{"households":1,"capital":1000,"equity":"0.01","profits":[0,0]}"#;
        let settlement = contract.settle(&case(json)).unwrap();
        assert_eq!(settlement.by_kind(Party::Household, FlowKind::GuaranteedReturn).unwrap(), Fen::ONE);
    }
}

fn scheme(parties: &[Party], terms: &str) -> LinkageScheme {
    let json = format!(
        r#"{{"name":null,"parties":{},"ties":[],"terms":[{terms}],"operators":[],"place":null,"period":null,"evidence":[]}}"#,
        serde_json::to_string(parties).unwrap()
    );
    serde_json::from_str(&json).unwrap()
}

const SIX_PERCENT: &str =
    r#"{"type":"guaranteed_return","rate_percent":"6","bound":"exact","base":"principal","per":["year"]}"#;

#[test]
fn a_division_without_the_operator_divides_the_return() {
    let seven_three = r#"{"type":"profit_split","shares":[{"party":"household","share":"70"},
        {"party":"village_collective","share":"30"}]}"#;
    let parties = [Party::VillageCollective, Party::Enterprise, Party::Household];
    let contract = Contract::of(&scheme(&parties, &format!("{SIX_PERCENT},{seven_three}"))).unwrap();
    let settlement = contract.settle(&case(r#"{"capital":"100.01","years":1}"#)).unwrap();
    nets(&settlement, &[("enterprise", "-6.00"), ("household", "4.20"), ("village_collective", "1.80")]);
    let with_operator = seven_three.replace("village_collective", "enterprise");
    let contract = Contract::of(&scheme(&parties, &format!("{SIX_PERCENT},{with_operator}"))).unwrap();
    let settlement = contract.settle(&case(r#"{"capital":"100","profits":["16"]}"#)).unwrap();
    assert_eq!(settlement.net(Party::Household).unwrap(), yuan("13"), "6 and 7 of the surplus");
    let alone = Contract::of(&scheme(&parties, seven_three)).unwrap();
    let settlement = alone.settle(&case(r#"{"profits":["10"]}"#)).unwrap();
    assert_eq!(
        settlement.net(Party::Household).unwrap(),
        yuan("7"),
        "without a guarantee it divides the surplus"
    );
}

#[test]
fn a_payout_that_says_the_guarantee_again_is_paid_once() {
    let stake = r#"{"type":"stake","amount":"50000","per":["household"]}"#;
    let payout = |yuan: &str| {
        format!(r#"{{"type":"fixed_payout","amount":"{yuan}","bound":"exact","per":["household","year"]}}"#)
    };
    let income = |yuan: &str| {
        let terms = format!("{stake},{SIX_PERCENT},{}", payout(yuan));
        let contract = Contract::of(&scheme(&[Party::Enterprise, Party::Household], &terms)).unwrap();
        let settlement = contract.settle(&case(r#"{"households":180,"years":1}"#)).unwrap();
        settlement.income(Party::Household).unwrap()
    };
    assert_eq!(income("3000"), yuan("540000"));
    assert_eq!(income("2000"), yuan("900000"), "6 % and 2000 beside it");
}

#[test]
fn asks_who_gets_a_subsidy_and_for_how_many_things_a_payout_is() {
    let subsidy = r#"{"type":"subsidy","amount":"1000","of":"用工","per":["person"]}"#;
    let contract = Contract::of(&scheme(&[Party::Government, Party::Workshop], subsidy)).unwrap();
    let json = |to: &str| format!(r#"{{"years":1,"persons":30,"subsidy":{{"yearly":false{to}}}}}"#);
    let error = contract.settle(&case(&json(""))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "term 0 (subsidy) needs `subsidy.recipient`, which neither the scheme nor the case states"
    );
    let settlement = contract.settle(&case(&json(r#","recipient":"workshop""#))).unwrap();
    nets(&settlement, &[("government", "-30000.00"), ("workshop", "30000.00")]);
    let calf = r#"{"type":"fixed_payout","amount":"1500","bound":"exact","per":["item","year"]}"#;
    let contract = Contract::of(&scheme(&[Party::Enterprise, Party::Household], calf)).unwrap();
    let error = contract.settle(&case(r#"{"years":1}"#)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "term 0 (fixed_payout) needs `items`, which neither the scheme nor the case states"
    );
    let settlement = contract.settle(&case(r#"{"years":1,"items":"58"}"#)).unwrap();
    assert_eq!(settlement.net(Party::Household).unwrap(), yuan("87000"));
}
