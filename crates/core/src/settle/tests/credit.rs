//! Loans and funds.

use super::*;

#[test]
fn a_micro_loan_with_its_interest_subsidised() {
    let contract = Contract::new(None, [Clause::micro_loan(Lending::SelfUse)]);
    let json = r#"{"years":3,"households":2,
        "subsidy":{"payer":"government"},"loan":{"principal":50000,"benchmark_percent":"4.75","repayment":"bullet"}}"#;
    let settlement = contract.settle(&case(json)).unwrap();
    nets(&settlement, &[("government", "-14250.00"), ("household", "0.00"), ("bank", "14250.00")]);
    let error =
        contract.settle(&case(&json.replace(r#""subsidy":{"payer":"government"},"#, ""))).unwrap_err();
    assert!(matches!(error, SettleError::Missing { input: Input::SubsidyPayer, .. }), "{error}");
    let error =
        contract.settle(&case(r#"{"years":3,"households":2,"loan":{"principal":60000}}"#)).unwrap_err();
    assert_eq!(error.to_string(), "term 0 (loan) allows 50000.00, but `loan.principal` comes to 60000.00");
}

#[test]
fn a_loan_that_the_enterprise_uses() {
    let payout = Clause::FixedPayout {
        amount: Some(yuan("3000")),
        per: vec![Per::Household, Per::Year],
        years: Span::default(),
        floor: Floor::Beside,
    };
    let contract = Contract::new(Party::Enterprise, [Clause::micro_loan(Lending::ToEnterprise), payout]);
    let json = r#"{"profits":[10000,10000,10000],"households":1,"subsidy":{"payer":"government"},"loan":
        {"principal":50000,"years":"3","benchmark_percent":"4.75","repayment":"equal_principal","payments_per_year":1}}"#;
    let settlement = contract.settle(&case(json)).unwrap();
    assert_eq!(settlement.net(Party::Household).unwrap(), yuan("9000"));
    assert_eq!(settlement.net(Party::Enterprise).unwrap(), yuan("21000"));
    // 2375.00 + 1583.33 + 791.67
    assert_eq!(settlement.net(Party::Bank).unwrap(), yuan("4750"));
    assert_eq!(settlement.net(Party::Government).unwrap(), yuan("-4750"));
}

#[test]
fn loan_losses_by_one_two_seven_until_the_fund_is_empty() {
    let parts = shares(&[(Party::Government, "1"), (Party::Bank, "2"), (Party::Insurer, "7")]);
    let contract = Contract::new(
        None,
        [
            Clause::micro_loan(Lending::SelfUse),
            Clause::CompensationFund { leverage: Some([decimal("5"), decimal("10")]) },
            Clause::RiskShare { of: LossOf::Loan, shares: parts },
        ],
    );
    let json = |fund: &str| {
        format!(
            r#"{{"years":1,"households":100,"compensation_fund":{fund},"subsidy":{{"payer":"government"}},"loan":{{"principal":50000,"years":"1",
            "benchmark_percent":"4.35","repayment":"bullet","defaults":["6000000"]}}}}"#
        )
    };
    let error = contract.settle(&case(&json("400000").replace("6000000", "1"))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "term 1 (compensation_fund) allows 4000000.00, but `loan.principal` comes to 5000000.00"
    );
    let error = contract.settle(&case(&json("500000"))).unwrap_err();
    assert_eq!(error.to_string(), "`loan.defaults` are more than the borrowers owe in that year");
    let settlement = contract.settle(&case(&json("500000").replace("6000000", "1000000"))).unwrap();
    // Of a million the fund bears 100000, the insurer 700000, the bank the rest.
    assert_eq!(settlement.net(Account::CompensationFund).unwrap(), yuan("-100000"));
    assert_eq!(settlement.net(Party::Insurer).unwrap(), yuan("-700000"));
    assert_eq!(settlement.net(Party::Bank).unwrap(), yuan("17500"), "217500 interest less 200000");
    let json = json("500000").replace("6000000", "5000000");
    let all = contract.settle(&case(&json)).unwrap();
    assert_eq!(all.by_kind(Account::CompensationFund, FlowKind::DefaultShare).unwrap(), yuan("-500000"));
}

#[test]
fn a_stake_that_was_borrowed_moves_once() {
    let stake = Clause::Stake { amount: Some(yuan("60000")), per: vec![Per::Household] };
    let tenor = Clause::Tenor { years: Some(decimal("3")) };
    let contract = Contract::new(
        Party::Enterprise,
        [Clause::micro_loan(Lending::ToEnterprise), stake, tenor, guarantee("10")],
    );
    let json = r#"{"households":2,"profits":[20000,20000,20000],"principal_returned":true,
        "subsidy":{"payer":"government"},"loan":{"principal":50000,"benchmark_percent":"4.75","repayment":"bullet"}}"#;
    let settlement = contract.settle(&case(json)).unwrap();
    let year = |year| {
        let net = |account| settlement.net_in(account, year).unwrap().to_string();
        [net(Account::HOUSEHOLD), net(Party::Enterprise.into())]
    };
    // 20000 of 120000 are the households' own; 10 % of all of it is guaranteed.
    assert_eq!(year(1), ["-8000.00", "128000.00"]);
    assert_eq!(year(2), ["12000.00", "8000.00"]);
    assert_eq!(year(3), ["32000.00", "-112000.00"]);
    let error = contract
        .settle(&case(
            &json.replace("50000", "40000").replace("\"households\":2", "\"households\":2,\"capital\":1"),
        ))
        .unwrap_err();
    assert_eq!(error.to_string(), "term 1 (stake) states 120000.00, but `capital` comes to 1.00");
}

#[test]
fn borrowers_fail_the_principal_before_the_interest() {
    let loan: Clause = serde_json::from_str(
        r#"{"type":"loan","lending":"self_use","ceiling":50000,"tenor_years":"3","percent":"5"}"#,
    )
    .unwrap();
    let contract = Contract::new(None, [loan]);
    let json = |failed: &str| {
        format!(
            r#"{{"years":1,"households":1,
                "loan":{{"principal":1000,"years":"1","repayment":"bullet","defaults":["{failed}"]}}}}"#
        )
    };
    let settlement = contract.settle(&case(&json("1020"))).unwrap();
    assert_eq!(settlement.by_kind(Party::Bank, FlowKind::LoanPrincipal).unwrap(), Fen::ZERO);
    assert_eq!(settlement.by_kind(Party::Bank, FlowKind::LoanInterest).unwrap(), yuan("30"));
    assert_eq!(settlement.unpaid[0].amount, yuan("1020"));
    let error = contract.settle(&case(&json("1050.01"))).unwrap_err();
    assert_eq!(error.to_string(), "`loan.defaults` are more than the borrowers owe in that year");
}
