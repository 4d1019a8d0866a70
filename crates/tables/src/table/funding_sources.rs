//! `funding_sources`: one row a source of money.

use lianjie_parser::{Bound, FundLevel, FundTerms, FundingKind, Measured, ProgramKind, RateBasis};

use crate::column::{Code, Exact, Flag, Index, Name, OptionalIndex};
use crate::group::{EvidenceColumns, PeriodColumns, PlaceColumns, ProvenanceColumns, ReportColumns};
use crate::reading::Reading;
use crate::schema::{columns, table};

columns! {
    /// Which money.
    SourceColumns {
        /// Index of the source in its report.
        funding_source: Index,
        /// What kind of money.
        kind: Code<FundingKind>,
        /// The sum in yuan; a repaired one where the audit mended the digits.
        amount: Exact,
        /// Upper end of a range of sums.
        amount_upper: Exact,
        /// How firm the text is about the sum.
        amount_bound: Code<Bound>,
        /// The figure of the sum, in `figures`.
        amount_figure: OptionalIndex,
        /// Level of government whose money it is.
        level: Code<FundLevel>,
        /// Who gives: a name or a party role.
        provider: Name,
        /// Who gets: a name or a party role.
        recipient: Name,
        /// What it is for.
        purpose: Code<ProgramKind>,
        /// Growth against the year before, in percent.
        growth: Exact,
        /// Upper end of a range of growth.
        growth_upper: Exact,
        /// How firm the text is about the growth.
        growth_bound: Code<Bound>,
        /// The figure of the growth, in `figures`.
        growth_figure: OptionalIndex,
        /// The total of which it is a component, in `funding_sources`.
        part_of: OptionalIndex,
    }
}

columns! {
    /// Terms of a loan or fund.
    TermColumns {
        /// Most that one borrower gets, in yuan.
        ceiling: Exact,
        /// How long, in years.
        tenor_years: Exact,
        /// Yearly interest, in percent.
        rate_percent: Exact,
        /// What the rate is set against.
        rate_basis: Code<RateBasis>,
        /// Share of the interest or premium that is subsidised, in percent.
        subsidy_percent: Exact,
        /// Whether no collateral is asked.
        collateral_free: Flag,
        /// Lending as a multiple of the fund.
        leverage: Exact,
        /// Upper end of that multiple.
        leverage_upper: Exact,
    }
}

table! {
    /// One row a source.
    FundingSources {
        report: ReportColumns,
        own: SourceColumns,
        terms: TermColumns,
        place: PlaceColumns,
        period: PeriodColumns,
        provenance: ProvenanceColumns,
        evidence: EvidenceColumns,
    }
}

impl FundingSources {
    pub(crate) fn push(&mut self, reading: &Reading<'_>) {
        for (index, source) in reading.report.funding_sources.iter().enumerate() {
            self.report.push(reading);
            let own = &mut self.own;
            own.funding_source.push(index);
            own.kind.push(Some(source.kind));
            let value = |measured: &Option<Measured>| measured.as_ref().and_then(|measured| measured.value);
            let upper = |measured: &Option<Measured>| measured.as_ref().and_then(|measured| measured.upper);
            own.amount.push(value(&source.amount));
            own.amount_upper.push(upper(&source.amount));
            own.amount_bound.push(source.amount.as_ref().map(|amount| amount.bound));
            own.amount_figure.push(source.amount.as_ref().map(|amount| amount.figure));
            own.level.push(source.level);
            own.provider.push(source.provider.as_deref());
            own.recipient.push(source.recipient.as_deref());
            own.purpose.push(source.purpose);
            own.growth.push(value(&source.growth));
            own.growth_upper.push(upper(&source.growth));
            own.growth_bound.push(source.growth.as_ref().map(|growth| growth.bound));
            own.growth_figure.push(source.growth.as_ref().map(|growth| growth.figure));
            own.part_of.push(source.part_of);
            self.terms.push(source.terms.as_ref());
            self.place.push(source.place.as_ref());
            self.period.push(source.period.as_ref());
            self.provenance.push(&source.provenance);
            self.evidence.push(reading, &source.evidence);
        }
    }
}

impl TermColumns {
    fn push(&mut self, terms: Option<&FundTerms>) {
        self.ceiling.push(terms.and_then(|terms| terms.ceiling));
        self.tenor_years.push(terms.and_then(|terms| terms.tenor_years));
        self.rate_percent.push(terms.and_then(|terms| terms.rate_percent));
        self.rate_basis.push(terms.and_then(|terms| terms.rate_basis));
        self.subsidy_percent.push(terms.and_then(|terms| terms.subsidy_percent));
        self.collateral_free.push(terms.and_then(|terms| terms.collateral_free));
        let leverage = |at: usize| terms.and_then(|terms| terms.leverage.as_ref()?.get(at).copied());
        self.leverage.push(leverage(0));
        self.leverage_upper.push(leverage(1));
    }
}
