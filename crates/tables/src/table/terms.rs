//! `terms`: one row a provision of a scheme. What a type does not provide for is null; parties of a split are in `shares`.

use lianjie_parser::{Bound, Decimal, Party, Per, Provision, RateBasis};

use crate::column::{Code, Exact, Flag, Index, Name};
use crate::group::{EvidenceColumns, ReportColumns, push_joined};
use crate::reading::Reading;
use crate::schema::{columns, table};

columns! {
    /// Which term, and what it provides.
    TermColumns {
        /// The scheme, in `schemes`.
        scheme: Index,
        /// Index of the term in its scheme.
        term: Index,
        /// `guaranteed_return`, `secondary_dividend`, `profit_split`, `loss_bearing`, `risk_share`, `stake`,
        /// `fixed_payout`, `loan`, `tenor`, `rent_free` or `subsidy`.
        kind = "type": Name,
        /// A return, a dividend or yearly interest, in percent.
        rate_percent: Exact,
        /// Whether a return or payout is exact or a floor.
        bound: Code<Bound>,
        /// What a return is of: `principal`.
        base: Name,
        /// For each of whom and how often, separated by spaces.
        per: Name,
        /// The party that bears losses.
        party: Code<Party>,
        /// A stake, payout or subsidy in yuan for each `per`.
        amount: Exact,
        /// Upper end of a range of subsidies.
        upper: Exact,
        /// A subsidy as a percentage of `of`.
        percent: Exact,
        /// What is subsidised: `rent`, `premium`, `interest`, or the text's word.
        of: Name,
        /// Most that one borrower gets, in yuan.
        ceiling: Exact,
        /// How long a loan runs, in years.
        tenor_years: Exact,
        /// What a loan's rate is set against.
        rate_basis: Code<RateBasis>,
        /// Share of a loan's interest that is subsidised, in percent.
        subsidy_percent: Exact,
        /// Whether a loan asks no collateral.
        collateral_free: Flag,
        /// How long the arrangement runs, in years.
        years: Exact,
    }
}

table! {
    /// One row a term.
    Terms {
        report: ReportColumns,
        own: TermColumns,
        evidence: EvidenceColumns,
    }
}

impl Terms {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (scheme, at) in reading.report.schemes.iter().zip(0..) {
            for (index, term) in scheme.terms.iter().enumerate() {
                self.report.push(reading);
                self.own.scheme.push(at);
                self.own.term.push(index);
                self.own.push(&Cells::of(&term.provision));
                self.evidence.push(reading, &term.evidence);
            }
        }
    }
}

/// What a provision states, under one name whatever its type.
#[derive(Default)]
struct Cells<'a> {
    kind: Option<&'static str>,
    rate_percent: Option<Decimal>,
    bound: Option<Bound>,
    base: Option<&'a str>,
    per: &'a [Per],
    party: Option<Party>,
    amount: Option<Decimal>,
    upper: Option<Decimal>,
    percent: Option<Decimal>,
    of: Option<&'a str>,
    ceiling: Option<Decimal>,
    tenor_years: Option<Decimal>,
    rate_basis: Option<RateBasis>,
    subsidy_percent: Option<Decimal>,
    collateral_free: Option<bool>,
    years: Option<Decimal>,
}

impl<'a> Cells<'a> {
    fn of(provision: &'a Provision) -> Self {
        let none = Self { kind: provision.code(), ..Self::default() };
        match provision {
            Provision::GuaranteedReturn { rate_percent, bound, base, per } => {
                Self { rate_percent: *rate_percent, bound: Some(*bound), base: base.as_deref(), per, ..none }
            }
            Provision::SecondaryDividend { rate_percent, bound } => {
                Self { rate_percent: *rate_percent, bound: Some(*bound), ..none }
            }
            Provision::LossBearing { party } => Self { party: Some(*party), ..none },
            Provision::Stake { amount, per } => Self { amount: *amount, per, ..none },
            Provision::FixedPayout { amount, bound, per } => {
                Self { amount: *amount, bound: Some(*bound), per, ..none }
            }
            Provision::Loan {
                ceiling,
                tenor_years,
                rate_basis,
                rate_percent,
                subsidy_percent,
                collateral_free,
            } => Self {
                ceiling: *ceiling,
                tenor_years: *tenor_years,
                rate_basis: *rate_basis,
                rate_percent: *rate_percent,
                subsidy_percent: *subsidy_percent,
                collateral_free: *collateral_free,
                ..none
            },
            Provision::Tenor { years } => Self { years: *years, ..none },
            Provision::Subsidy { amount, upper, percent, of, per } => {
                Self { amount: *amount, upper: *upper, percent: *percent, of: of.as_deref(), per, ..none }
            }
            // Shares stand in a table of their own; the others state no more than their type.
            _ => none,
        }
    }
}

impl TermColumns {
    fn push(&mut self, cells: &Cells<'_>) {
        self.kind.push(cells.kind);
        self.rate_percent.push(cells.rate_percent);
        self.bound.push(cells.bound);
        self.base.push(cells.base);
        push_joined(&mut self.per, cells.per, Per::as_str);
        self.party.push(cells.party);
        self.amount.push(cells.amount);
        self.upper.push(cells.upper);
        self.percent.push(cells.percent);
        self.of.push(cells.of);
        self.ceiling.push(cells.ceiling);
        self.tenor_years.push(cells.tenor_years);
        self.rate_basis.push(cells.rate_basis);
        self.subsidy_percent.push(cells.subsidy_percent);
        self.collateral_free.push(cells.collateral_free);
        self.years.push(cells.years);
    }
}
