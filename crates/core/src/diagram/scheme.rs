//! What the terms and ties of a scheme promise, as arrows.

use super::{Diagram, words};
use crate::settle::{Agreed, Clause, Contract};
use crate::{Bound, Decimal, LinkageScheme, Party, Per, Provision, Share, Tie};

const HOUSEHOLD: &str = "household";

impl Diagram {
    /// The parties of a scheme in the order of its chain, what its terms promise, and what its ties add to them.
    ///
    /// What the business owes starts at the party that runs it; where several could, at the first of the chain. Who
    /// really runs it, settling asks for.
    pub fn of_scheme(scheme: &LinkageScheme) -> Self {
        let mut diagram = Self { title: scheme.name.clone(), parties: Vec::new(), arrows: Vec::new() };
        for party in &scheme.parties {
            diagram.party(party.as_str());
        }
        let operator = operator(scheme);
        let divided = if divides_return(scheme) { "return" } else { "surplus" };
        for term in &scheme.terms {
            diagram.term(&term.provision, operator.as_str(), &scheme.ties, divided);
        }
        for tie in &scheme.ties {
            diagram.tie(*tie, operator.as_str());
        }
        diagram
    }

    fn term(&mut self, provision: &Provision, operator: &str, ties: &[Tie], divided: &str) {
        match provision {
            Provision::GuaranteedReturn { rate_percent, bound, .. } => {
                let rate = percent(*rate_percent);
                self.arrow(operator, HOUSEHOLD, format!("{}{rate} of principal a year", bounded(*bound)));
            }
            Provision::SecondaryDividend { rate_percent, bound } => {
                let rate = percent(*rate_percent);
                self.arrow(operator, HOUSEHOLD, format!("second dividend {}{rate}", bounded(*bound)));
            }
            Provision::ProfitSplit { shares } => {
                for (party, part) in parts(shares) {
                    self.arrow(operator, party.as_str(), format!("{part} of the {divided}"));
                }
            }
            Provision::LossBearing { party } => self.arrow(party.as_str(), operator, "bears losses"),
            Provision::RiskShare { shares } => {
                let lends = ties.iter().any(|tie| matches!(tie, Tie::LoanSelfUse | Tie::LoanToEnterprise));
                let bank = shares.iter().any(|share| share.party == Party::Bank);
                let to = if lends || bank { "bank" } else { operator };
                for (party, part) in parts(shares) {
                    self.arrow(party.as_str(), to, format!("{part} of losses"));
                }
            }
            Provision::Stake { amount, per } => {
                self.arrow(HOUSEHOLD, operator, format!("stake {}", sum(*amount, per)));
            }
            Provision::FixedPayout { amount, bound, per } => {
                self.arrow(operator, HOUSEHOLD, format!("{}{}", bounded(*bound), sum(*amount, per)));
            }
            Provision::Loan { ceiling, subsidy_percent, .. } => {
                let business = ties.contains(&Tie::EnterpriseLoan) || !ties.iter().any(|tie| lends(*tie));
                let borrower = if business { operator } else { HOUSEHOLD };
                let most = ceiling.map(|most| format!(" up to {most} yuan")).unwrap_or_default();
                self.arrow("bank", borrower, format!("loan{most}"));
                if let Some(share) = subsidy_percent {
                    self.arrow("government", "bank", format!("{share} % of the interest"));
                }
            }
            Provision::Subsidy { amount, upper, percent: share, of, per } => {
                let size = match (amount, upper, share) {
                    (Some(least), Some(most), _) => format!("{least} to {}", sum(Some(*most), per)),
                    (Some(amount), None, _) => sum(Some(*amount), per),
                    (_, _, Some(share)) => format!("{share} %"),
                    _ => String::new(),
                };
                let of = of.as_deref().unwrap_or_default();
                let label = format!("subsidy {size} {of}");
                self.arrow("government", HOUSEHOLD, label.trim_end());
            }
            Provision::Tenor { .. } | Provision::RentFree | Provision::Unlisted => {}
        }
    }

    /// What a tie moves that no term states.
    fn tie(&mut self, tie: Tie, operator: &str) {
        let drawn =
            |diagram: &Self, label: &str| diagram.arrows.iter().any(|arrow| arrow.label.starts_with(label));
        match tie {
            Tie::LandRent => self.arrow(operator, HOUSEHOLD, "rent"),
            Tie::Wage | Tie::ProcurementOfLabour => self.arrow(operator, HOUSEHOLD, "wages"),
            Tie::PurchaseContract => self.arrow(operator, HOUSEHOLD, "buys produce"),
            Tie::Insurance => self.arrow("insurer", HOUSEHOLD, "cover"),
            Tie::LoanToEnterprise => {
                if !drawn(self, "loan") {
                    self.arrow("bank", HOUSEHOLD, "loan");
                }
                self.arrow(HOUSEHOLD, operator, "hands on the loan");
            }
            Tie::LoanSelfUse if !drawn(self, "loan") => self.arrow("bank", HOUSEHOLD, "loan"),
            Tie::EnterpriseLoan if !drawn(self, "loan") => self.arrow("bank", operator, "loan"),
            _ => {}
        }
    }
}

/// Who runs the business, as far as a picture needs to know.
fn operator(scheme: &LinkageScheme) -> Party {
    let stated = Contract::of(scheme).ok().and_then(|contract| contract.operator);
    let other = |party: &&Party| {
        !matches!(
            party,
            Party::Household | Party::Government | Party::Bank | Party::Insurer | Party::PartyBranch
        )
    };
    stated.or(scheme.parties.iter().find(other).copied()).unwrap_or(Party::Other)
}

fn divides_return(scheme: &LinkageScheme) -> bool {
    let divides = |agreed: &Agreed| matches!(agreed.clause, Clause::ReturnSplit { .. });
    Contract::of(scheme).is_ok_and(|contract| contract.clauses.iter().any(divides))
}

fn lends(tie: Tie) -> bool {
    matches!(tie, Tie::LoanSelfUse | Tie::LoanToEnterprise | Tie::EnterpriseLoan)
}

fn parts(shares: &[Share]) -> Vec<(Party, String)> {
    let total: Decimal = shares.iter().map(|share| share.share).sum();
    let part = |share: &Share| match shares.len() {
        1 => format!("{} %", share.share),
        _ => format!("{}/{total}", share.share),
    };
    shares.iter().map(|share| (share.party, part(share))).collect()
}

fn percent(rate: Option<Decimal>) -> String {
    rate.map_or_else(|| "a part".to_owned(), |rate| format!("{rate} %"))
}

fn bounded(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "at least ",
        Bound::AtMost => "at most ",
        Bound::About | Bound::Nearly => "about ",
        Bound::Over => "over ",
        _ => "",
    }
}

/// `2500 yuan per household and year`
fn sum(amount: Option<Decimal>, per: &[Per]) -> String {
    let amount = amount.map_or_else(|| "a sum".to_owned(), |amount| format!("{amount} yuan"));
    let per: Vec<String> = per.iter().map(|per| words(per.as_str())).collect();
    if per.is_empty() { amount } else { format!("{amount} per {}", per.join(" and ")) }
}
