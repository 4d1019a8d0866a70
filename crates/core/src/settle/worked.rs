//! Six schemes worked by hand, each beside the code that gives the same numbers. The order of payment and its sources
//! are those of the [module](super).
//!
//! # 1. A floor, then a division: 保底10%，盈余按5∶4∶1
//! A hundred households have put in 10,000 yuan each; the enterprise guarantees 10 % a year and divides the surplus
//! with households and village by 5∶4∶1. It earns 300,000 yuan in the first year and loses 50,000 in the second.
//!
//! | year | profit | guarantee | surplus | households | village | enterprise |
//! |---|---:|---:|---:|---:|---:|---:|
//! | 1 | 300,000 | 100,000 | 200,000 | 100,000 + 80,000 | 20,000 | 300,000 − 200,000 = 100,000 |
//! | 2 | −50,000 | 100,000 | none | 100,000 | 0 | −50,000 − 100,000 = −150,000 |
//!
//! The enterprise breaks even at a profit of 100,000: below that the guarantee eats more than it earns. Had it started
//! with a loss of 50,000 and nothing to pay with but 120,000 yuan, these would have paid 70,000 of the 100,000, and 30,000
//! would have stayed owed.
//!
//! ```
//! use lianjie_core::Party;
//! use lianjie_core::settle::{Case, Contract, Fen};
//!
//! let contract: Contract = serde_json::from_str(r#"{"operator":"enterprise","clauses":[
//!     {"type":"guaranteed_return","percent":"10"},
//!     {"type":"profit_split","shares":[{"party":"enterprise","share":"5"},
//!         {"party":"household","share":"4"},{"party":"village_collective","share":"1"}]}]}"#)?;
//! let case: Case = serde_json::from_str(r#"{"households":100,"capital":1000000,"profits":[300000,-50000]}"#)?;
//! let settlement = contract.settle(&case)?;
//! let income = |party, year| settlement.income_in(party, year).map(|fen| fen.to_string());
//! assert_eq!(income(Party::Household, 1)?, "180000.00");
//! assert_eq!(income(Party::VillageCollective, 1)?, "20000.00");
//! assert_eq!(income(Party::Enterprise, 1)?, "100000.00");
//! assert_eq!(income(Party::Household, 2)?, "100000.00");
//! assert_eq!(income(Party::Enterprise, 2)?, "-150000.00");
//! assert_eq!(settlement.by_household(1)?.unwrap(), vec!["1800".parse::<Fen>()?; 100]);
//! assert_eq!(contract.least_profit(&case, Party::Enterprise, Fen::ZERO)?, Some("100000".parse()?));
//!
//! let case: Case = serde_json::from_str(r#"{"capital":1000000,"equity":120000,"profits":[-50000]}"#)?;
//! let settlement = contract.settle(&case)?;
//! assert_eq!(settlement.net(Party::Household)?.to_string(), "70000.00");
//! assert_eq!(settlement.unpaid[0].amount.to_string(), "30000.00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # 2. 户贷企用: the household borrows, the enterprise uses
//! Fifty households borrow 50,000 yuan each for three years at the benchmark rate of 4.75 %, all interest
//! subsidised, the principal due at the end. The enterprise uses the 2,500,000 yuan, repays them, and pays every household
//! 3,000 yuan a year. It earns 400,000 yuan a year.
//!
//! | each year | | yuan |
//! |---|---|---:|
//! | interest | government to bank: 2,500,000 × 4.75 % | 118,750 |
//! | payout | enterprise to households: 50 × 3,000 | 150,000 |
//! | enterprise keeps | 400,000 − 150,000 | 250,000 |
//! | principal | bank to households to enterprise in year 1, all the way back in year 3 | 2,500,000 |
//!
//! ```
//! use lianjie_core::Party;
//! use lianjie_core::settle::{Account, Case, Contract, FlowKind};
//!
//! let contract: Contract = serde_json::from_str(r#"{"operator":"enterprise","clauses":[
//!     {"type":"loan","lending":"to_enterprise","ceiling":50000,"tenor_years":"3","basis":"benchmark",
//!      "subsidy_percent":"100"},
//!     {"type":"fixed_payout","amount":3000,"per":["household","year"]}]}"#)?;
//! let case: Case = serde_json::from_str(r#"{"households":50,"profits":[400000,400000,400000],
//!     "loan":{"principal":50000,"benchmark_percent":"4.75","repayment":"bullet"},
//!     "subsidy":{"payer":"government"}}"#)?;
//! let settlement = contract.settle(&case)?;
//! assert_eq!(settlement.net(Party::Household)?.to_string(), "450000.00");
//! assert_eq!(settlement.net(Party::Enterprise)?.to_string(), "750000.00");
//! assert_eq!(settlement.net(Party::Government)?.to_string(), "-356250.00");
//! assert_eq!(settlement.net(Party::Bank)?.to_string(), "356250.00");
//! let back = settlement.flows.iter().find(|flow| flow.cause.kind == FlowKind::LoanPrincipal).unwrap();
//! assert_eq!((back.year, back.from, back.amount.to_string()),
//!     (3, Account::Party(Party::Enterprise), "2500000.00".to_owned()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # 3. 户贷户用: equal instalments, interest subsidised for two years
//! One household borrows 50,000 yuan at 4.75 % and pays it back in three equal yearly instalments (等额本息) of
//! 50,000 × 4.75 % ÷ (1 − 1.0475⁻³) = 18,274.48 yuan. The government pays the interest of the first two years.
//!
//! | year | interest | principal | still owed | paid by the government | paid by the household |
//! |---|---:|---:|---:|---:|---:|
//! | 1 | 2,375.00 | 15,899.48 | 34,100.52 | 2,375.00 | 15,899.48 |
//! | 2 | 1,619.77 | 16,654.71 | 17,445.81 | 1,619.77 | 16,654.71 |
//! | 3 | 828.68 | 17,445.81 | 0.00 | 0.00 | 18,274.49 |
//!
//! ```
//! use lianjie_core::Party;
//! use lianjie_core::settle::{Case, Clause, Contract, Lending};
//!
//! let contract = Contract::new(None, [Clause::micro_loan(Lending::SelfUse)]);
//! let case: Case = serde_json::from_str(r#"{"years":3,"households":1,"loan":{"principal":50000,
//!     "benchmark_percent":"4.75","repayment":"equal_instalments","payments_per_year":1,"subsidy_years":2},
//!     "subsidy":{"payer":"government"}}"#)?;
//! let settlement = contract.settle(&case)?;
//! let income = |party, year| settlement.income_in(party, year).map(|fen| fen.to_string());
//! assert_eq!(income(Party::Government, 1)?, "-2375.00");
//! assert_eq!(income(Party::Government, 2)?, "-1619.77");
//! assert_eq!(income(Party::Household, 2)?, "0.00");
//! assert_eq!(income(Party::Household, 3)?, "-828.68");
//! assert_eq!(settlement.net_in(Party::Household, 3)?.to_string(), "-18274.49");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # 4. 风险补偿金: leverage, 8∶2 and 1∶2∶7
//! A county puts 5,000,000 yuan into a compensation fund; the bank lends 5 to 10 times as much, between 25 and 50
//! million. It lends 800 households 50,000 each, 40 million, paid back in three equal parts with the interest.
//! Borrowers fail to pay 2,000,000 yuan in the first year and 5,000,000 in the second; fund and bank bear 8∶2.
//!
//! | year | failed | the fund's 8 of 10 | the fund pays | the fund has left | the bank loses |
//! |---|---:|---:|---:|---:|---:|
//! | 1 | 2,000,000 | 1,600,000 | 1,600,000 | 3,400,000 | 400,000 |
//! | 2 | 5,000,000 | 4,000,000 | 3,400,000 | 0 | 1,000,000 + 600,000 |
//!
//! By 1∶2∶7 the first year's 2,000,000 would be 200,000 for the fund, 400,000 for the bank and 1,400,000 for the insurer.
//!
//! ```
//! use lianjie_core::Party;
//! use lianjie_core::settle::{Account, Case, Contract, FlowKind};
//!
//! let contract = |shares: &str| serde_json::from_str::<Contract>(&format!(r#"{{"clauses":[
//!     {{"type":"loan","lending":"self_use","ceiling":50000,"tenor_years":"3","basis":"benchmark"}},
//!     {{"type":"compensation_fund","leverage":["5","10"]}},
//!     {{"type":"risk_share","of":"loan","shares":[{shares}]}}]}}"#));
//! let eight_two = contract(r#"{"party":"government","share":"8"},{"party":"bank","share":"2"}"#)?;
//! let mut case: Case = serde_json::from_str(r#"{"years":3,"households":800,"compensation_fund":5000000,
//!     "loan":{"principal":50000,"benchmark_percent":"4.75","repayment":"equal_principal",
//!             "payments_per_year":1,"defaults":[2000000,5000000]}}"#)?;
//! let settlement = eight_two.settle(&case)?;
//! let fund = |year| settlement.net_in(Account::CompensationFund, year).map(|fen| fen.to_string());
//! assert_eq!([fund(1)?, fund(2)?, fund(3)?], ["-1600000.00", "-3400000.00", "0.00"]);
//! let short = settlement.unpaid.iter().find(|debt| debt.cause.kind == FlowKind::DefaultShare).unwrap();
//! assert_eq!((short.year, short.amount.to_string()), (2, "600000.00".to_owned()));
//!
//! let one_two_seven = contract(r#"{"party":"government","share":"1"},{"party":"bank","share":"2"},
//!     {"party":"insurer","share":"7"}"#)?;
//! let settlement = one_two_seven.settle(&case)?;
//! assert_eq!(settlement.net_in(Party::Insurer, 1)?.to_string(), "-1400000.00");
//! assert_eq!(settlement.net_in(Account::CompensationFund, 1)?.to_string(), "-200000.00");
//!
//! case.compensation_fund = Some("3999999.99".parse()?);
//! assert_eq!(eight_two.settle(&case).unwrap_err().to_string(),
//!     "the compensation_fund clause allows 39999999.90, but `loan.principal` comes to 40000000.00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # 5. Land, work, produce and cover: 流转得租金、务工得薪金、订单保底收购、保费补贴80%
//! An enterprise rents 200 mu at 600 yuan, employs 30 people for 120 days at 100 yuan, and buys 100,000 jin at no less
//! than 1.20 yuan when the market pays 1.00. Its harvest is insured for 60,000 yuan at a premium of 50,000, of which
//! the government pays 80 %; hail does damage of 70,000. Households get 30 % of the surplus. Before all this it earned 800,000.
//!
//! | | yuan |
//! |---|---:|
//! | profit | 800,000 |
//! | claim: 60,000 of 70,000 | + 60,000 |
//! | rent 200 × 600 | − 120,000 |
//! | wages 30 × 120 × 100 | − 360,000 |
//! | produce 100,000 at the market, 20,000 for the floor price | − 120,000 |
//! | premium: 20 % of 50,000 | − 10,000 |
//! | surplus | 250,000 |
//! | households: 120,000 + 360,000 + 120,000 + 30 % of 250,000 | 675,000 |
//! | enterprise | 175,000 |
//!
//! ```
//! use lianjie_core::Party;
//! use lianjie_core::settle::{Case, Contract, FlowKind};
//!
//! let contract: Contract = serde_json::from_str(r#"{"operator":"enterprise","clauses":[
//!     {"type":"land_rent"},{"type":"wage"},{"type":"purchase","floor_price":"1.2"},
//!     {"type":"insurance","insured":"enterprise"},
//!     {"type":"subsidy","of":"premium","percent":"80","payer":"government"},
//!     {"type":"profit_split","shares":[{"party":"household","share":"30"}]}]}"#)?;
//! let case: Case = serde_json::from_str(r#"{"profits":[800000],
//!     "land":{"mu":"200","rent_per_mu":600},"wages":{"workers":30,"times":"120","rate":100},
//!     "purchase":{"quantity":"100000","market_price":"1"},
//!     "insurance":{"premium":50000,"sum_insured":60000,"damages":70000}}"#)?;
//! let settlement = contract.settle(&case)?;
//! assert_eq!(settlement.net(Party::Household)?.to_string(), "675000.00");
//! assert_eq!(settlement.net(Party::Enterprise)?.to_string(), "175000.00");
//! assert_eq!(settlement.net(Party::Government)?.to_string(), "-40000.00");
//! assert_eq!(settlement.net(Party::Insurer)?.to_string(), "-10000.00");
//! assert_eq!(settlement.by_kind(Party::Household, FlowKind::FloorPrice)?.to_string(), "20000.00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # 6. 财政资金配股: stakes given, 5 % guaranteed, 2 % on top when earned
//! The government gives 500 people a stake of 10,000 yuan each in an enterprise for three years. It guarantees 5 %,
//! pays a secondary dividend of 2 % out of the surplus, and returns the stakes at the end. It earns 500,000 and 300,000
//! yuan and then loses 100,000.
//!
//! | year | profit | guaranteed: 5 % of 5,000,000 | surplus | 2 % are 100,000 | households | enterprise |
//! |---|---:|---:|---:|---:|---:|---:|
//! | 1 | 500,000 | 250,000 | 250,000 | 100,000 | 350,000 | 150,000 |
//! | 2 | 300,000 | 250,000 | 50,000 | 50,000 | 300,000 | 0 |
//! | 3 | −100,000 | 250,000 | none | 0 | 250,000 | −350,000 |
//!
//! ```
//! use lianjie_core::Party;
//! use lianjie_core::settle::{Case, Contract, SettleError};
//!
//! let contract: Contract = serde_json::from_str(r#"{"operator":"enterprise","clauses":[
//!     {"type":"stake","amount":10000,"per":["person"]},{"type":"tenor","years":"3"},
//!     {"type":"guaranteed_return","percent":"5"},{"type":"secondary_dividend","percent":"2"}]}"#)?;
//! let mut case: Case = serde_json::from_str(
//!     r#"{"persons":500,"stake_funder":"government","profits":[500000,300000,-100000]}"#)?;
//! assert_eq!(contract.settle(&case).unwrap_err().to_string(),
//!     "the stake clause needs `principal_returned`, which neither the scheme nor the case states");
//! case.principal_returned = Some(true);
//! let settlement = contract.settle(&case)?;
//! let outcomes = settlement.outcomes()?;
//! let of = |party: Party| outcomes.iter().find(|outcome| outcome.account == party.into()).unwrap();
//! assert_eq!(of(Party::Household).income.to_string(), "900000.00");
//! assert_eq!(of(Party::Enterprise).income.to_string(), "-200000.00");
//! assert_eq!((of(Party::Household).worst_year, of(Party::Household).worst.to_string()), (3, "250000.00".to_owned()));
//! assert_eq!(settlement.net(Party::Government)?.to_string(), "-5000000.00");
//! assert_eq!(settlement.net(Party::Household)?.to_string(), "5900000.00"); // the stakes are theirs now
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
