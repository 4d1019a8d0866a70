//! Schemes that run: who pays whom how much, year by year, when a scheme's terms meet a profit or a loss.
//!
//! A [`Contract`] is the list of [`Clause`]s that a scheme states ([`Contract::of`]) or that somebody writes down. A
//! [`Case`] is what happened: capital, households, the profit or loss of each year, rents, loans, defaults.
//! [`Contract::settle`] gives a [`Settlement`]: [`Flow`]s in double entry, each with the term that caused it, and the debts
//! that could not be paid. All money is in whole [`Fen`].
//!
//! ```
//! use lianjie_core::Party;
//! use lianjie_core::settle::{Case, Contract};
//!
//! // 每年保底分红10%，盈余由企业、贫困户、村集体按5∶4∶1分配
//! let contract: Contract = serde_json::from_str(
//!     r#"{"operator":"enterprise","clauses":[
//!         {"type":"guaranteed_return","percent":"10","floor":"beside"},
//!         {"type":"profit_split","shares":[{"party":"enterprise","share":"5"},
//!             {"party":"household","share":"4"},{"party":"village_collective","share":"1"}]}]}"#,
//! )?;
//! let case: Case = serde_json::from_str(r#"{"capital":"1000000","profits":["300000"]}"#)?;
//! let settlement = contract.settle(&case)?;
//! assert_eq!(settlement.net(Party::Household)?.to_string(), "180000.00"); // 100000 + 4/10 of 200000
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`worked`] works six schemes by hand. [`Contract::payouts`], [`Contract::least_profit`], [`Contract::simulate`] and
//! [`compare`] ask about many profits or contracts at once.
//!
//! # What is asked, what is assumed
//! Nothing that moves money is assumed. A clause that needs a number which neither the scheme nor the case states gives
//! [`SettleError::Missing`] with the clause and the [`Input`]; [`Contract::missing`] lists all such questions at once.
//! One principle stands for everything else: *a term moves money, and what no term moves stays where it is*. The
//! surplus that nobody is promised stays with the operator; a loss that nobody is bound to bear stays where it arises,
//! with the operator or, of a loan, with the bank.
//!
//! A profit is what the operator earned in a year *before* anything that the contract has it pay.
//!
//! # Who is paid first
//! The order of a year follows from the kinds of the clauses, never from their order in the text.
//!
//! 1. **Capital comes in** (first year): loans are paid out and handed on, stakes paid in.
//! 2. **Subsidies, premiums of others, claims** are paid, and the year's **profit or loss** arises.
//! 3. **The result**: profit, with claims and subsidies to the operator, less its costs (wages, rent, produce, premium,
//!    interest). That these lessen the profit is tax and accounting law (企业所得税法 第八条). Where the result is below zero,
//!    those who **bear losses** pay the operator their part of it. A guaranteed return is no part of a loss: nobody
//!    who bears losses pays for dividends (this library's convention).
//! 4. **What the operator owes**, whatever it earned: wages; rent, produce and premiums; interest and principal of
//!    loans; guaranteed returns and fixed payouts; the stake that is returned. As long as nobody states the operator's
//!    own means ([`Case::equity`]) all of it is paid. With them it pays in this order as far as they go, and equal ranks in
//!    proportion. Wages before other debts, and proportion within a rank, are those of bankruptcy
//!    (企业破产法 第一百一十三条); that guarantees follow loans and precede the return of principal is this library's
//!    convention. What is not paid stays owed, is reported as [`Unpaid`] and is paid, by rank, before later dues.
//! 5. **The guarantee fund** pays what is still owed of guarantees and payouts, until it is empty; the operator then owes
//!    it to the fund (追偿权, 民法典 第七百条) and pays it back after its guarantees (the rank is a convention).
//! 6. **The surplus**: the result, with what others bore of a loss, less guarantees and payouts that stand *beside* the
//!    division. Where the case says so ([`Case::carry_losses`], asked when it matters) losses of earlier years are made
//!    good first, then the **reserve** is kept: 弥补亏损、提取公积金 before 可分配盈余, as in 农民专业合作社法
//!    第四十四条 and 公司法 第二百一十条 (2023; 第一百六十六条 before).
//! 7. **Secondary dividends** take their percentage of the principal out of it, as far as it goes (convention: 二次分红 is
//!    paid out of what was earned, so it is no debt).
//! 8. **The division** by shares, by largest remainder ([`Weights`]). What a floor (不低于) has paid counts towards the
//!    household's share. A division that names one party is a percentage.
//! 9. **Borrowers pay the bank**, and whoever subsidises the interest pays its part; who that is, is asked for where the
//!    scheme does not name the government. What borrowers fail to pay is divided by the risk share of loans, the fund up
//!    to its balance.
//!
//! # How the terms are read
//! - **保底分红** is owed whatever the profit, in every year of the arrangement, on the whole principal. Paid beside a
//!   share of the surplus ([`Floor::Beside`]), as 保底分红加盈余分成 has it.
//! - **每户每年分红2500元** is owed whatever the profit; **不低于** makes it a floor within the share ([`Floor::Within`]).
//!   A hedged sum (约, 余) is settled at what is printed.
//!   A payout that comes to what the guaranteed return comes to is the same money said twice (按6%分红，每户每年3000元).
//! - **A division that leaves out the operator** divides the guaranteed return, where there is one, and not the surplus
//!   (公司每年上交6%收益，七成分给农户，三成留村集体): [`Clause::ReturnSplit`].
//! - **Subsidies** of something else than rent, premium or interest ask who gets them: some are paid to households, some to
//!   the business that takes them on.
//! - **Loans** are paid back as [`schedule`] has it; the interest subsidy goes to the bank, so that the borrower pays the
//!   rest only. Under **户贷企用** the operator passes to the household what the household owes the bank; should the
//!   operator be unable to, the household still owes, which is the risk of the arrangement. A default there is the
//!   operator's and the household's together. The usual micro loan ([`Clause::micro_loan`]: 5万元以下、3年期以内、免担保免抵押、
//!   基准利率、财政贴息、县建风险补偿金) is that of 国开办发〔2014〕78号, 银监发〔2017〕42号 and 银保监发〔2019〕24号. A loan runs its own
//!   course: it does not end with the tenor of the arrangement.
//! - **A sum that names nobody** (每年分红4000元) asks whether it is for each household, each person or all together;
//!   **several guaranteed rates** ask whether they are those of successive years; two divisions of one surplus, two loan
//!   products or two bearers of one loss are [`SettleError::Ambiguous`].
//! - **1∶2∶7** of a loan's default: the government's part comes out of the compensation fund where there is one, and
//!   ends with it; the bank's part is what it does not get back.
//! - **Stakes** move once, at the start, and go back when the tenor ends if the case says so. What households borrowed
//!   for their stake, the loan brings in and takes back.
//!
//! # Rounding
//! Percentages are rounded half up to the fen, divisions by largest remainder with ties to the first party by code. So
//! settling two halves of a case and adding differs from settling the whole by a few fen, and a payout can fall by a fen a
//! division when the profit grows (see [`Weights`]); nothing is ever lost or made.

mod account;
mod analysis;
mod case;
mod clause;
mod contract;
mod error;
mod loan;
mod money;
mod plan;
mod settlement;
mod split;
mod waterfall;
pub mod worked;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use account::Account;
pub use analysis::{Compared, Distribution, Draws, Outcome, Payouts, Simulation, compare, grid};
pub use case::{
    Case, Input, InsuranceCase, LandCase, Lending, LoanCase, PurchaseCase, Recipients, SubsidyCase, WageCase,
    Yearly,
};
pub use clause::{Clause, Floor, LossOf, ProvisionError, Span, Subsidised};
pub use contract::{Agreed, Contract};
pub use error::{SettleError, TermRef};
pub use loan::{Instalment, Repayment, schedule};
pub use money::{Fen, MoneyError};
pub use plan::lending_capacity;
pub use settlement::{Cause, Flow, FlowKind, Members, Settlement, Unpaid};
pub use split::{WeightError, Weights};
