//! Which loan a sum is: by its lender (农发行), else by who borrows, else by what it is lent for.

use lianjie_core::{Decimal, FundingKind, Unit};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;

use super::Reader;
use super::kind::{Field, Kind, PRICE, STORY, is_at_most, is_below, named, read};
use super::topic::is_fund;

use FundingKind as K;

/// What lending in all comes to at least.
const POOLED: i64 = 1_000_000;
/// The most that one person borrows without the words that say so.
pub(super) const PERSONAL_LOAN: i64 = 50_000;

impl Reader<'_> {
    /// The loan that an investment is made of: 「世行贷款项目完成投资9.6亿元」.
    pub(super) fn lent(&self, phrase: TextRange) -> Option<FundingKind> {
        let head = self.context.mentions.hits.within(Class::Fund, phrase).first()?;
        FundingKind::from_code(head.code).filter(|kind| matches!(kind, K::ProjectLoan | K::PolicyBank))
    }

    /// A loan by its lender, else by its borrower: in its own words, in the clause before, in the sentence so far.
    pub(super) fn loan(&self, quantity: &Quantity, verb: Option<&str>, field: Field) -> Option<Kind> {
        if is_below(quantity, PRICE) || !is_below(quantity, POOLED) && self.may_be_lent(field) {
            return None;
        }
        let around = field.phrase.cover(field.tail);
        let told = field.told();
        let small = is_at_most(quantity, PERSONAL_LOAN);
        let modest = is_at_most(quantity, STORY);
        let mut open = false;
        let lent_from = self.fund_before(told.start, field.phrase.start, true, is_fund);
        let kind = if self.marked("mutual", told) || lent_from == Some(K::MutualAid) {
            Some(K::MutualAid)
        } else if self.marked("policy_bank", around) || self.policy_bank_lends(field) {
            Some(K::PolicyBank)
        } else if self.marked("relending", around) || self.relends(field) {
            Some(K::Relending)
        } else if let Some(kind) = self.borrower(around) {
            Some(kind)
        } else if self.marked("poverty", around) || self.lends_to_households(quantity, field) {
            Some(K::MicroLoan)
        } else if self.marked("project", around) || self.marked("agri", around) {
            Some(K::ProjectLoan)
        } else if let Some(kind) = self.borrower(field.preceding) {
            Some(kind)
        } else if small || modest && (self.poor(told) || self.context.scopes.at(field.phrase.start).poor) {
            Some(K::MicroLoan)
        } else if self.marked("household", around) {
            Some(K::ProjectLoan)
        } else if let Some(kind) = self.reached(field.following) {
            Some(kind)
        } else if let Some(kind) = self.last_borrower(told) {
            Some(kind)
        } else if self.capped(quantity, field.phrase.start, field.phrase.end) {
            Some(K::EnterpriseLoan)
        } else {
            open = !matches!(verb, Some("lever"));
            Some(K::ProjectLoan)
        };
        kind.map(|kind| Kind { open, ..read(kind) })
    }

    /// 「放贷2996户1.42亿元」: the households counted beside a loan borrow it when a micro loan's worth falls to each.
    fn lends_to_households(&self, quantity: &Quantity, field: Field) -> bool {
        let mentions = &self.context.mentions;
        let counted = mentions
            .quantities_in(field.phrase.cover(field.tail))
            .filter_map(|index| mentions.quantities.get(index))
            .filter(|counted| counted.unit == Unit::Household);
        let most = |households: Decimal| households.checked_mul(Decimal::from(PERSONAL_LOAN));
        counted
            .filter_map(|counted| most(counted.value?))
            .any(|most| quantity.value.is_some_and(|value| value <= most))
    }

    /// 「补偿金1500万元，放大10倍，可贷1.5亿元」: what a multiple would allow is not lent.
    fn may_be_lent(&self, field: Field) -> bool {
        let before = TextRange::new(field.sentence.start, field.phrase.start);
        let leverage = self.tells_terms(&["leverage"], before) || self.leverage_told(before);
        leverage && self.linked("can", field.phrase)
    }

    /// Whether a range tells a multiple or a ratio of sums.
    fn leverage_told(&self, range: TextRange) -> bool {
        let mentions = &self.context.mentions;
        self.marked("risk", range)
            && mentions.quantities_in(range).any(|index| {
                let unit = mentions.quantities.get(index).map(|quantity| quantity.unit);
                matches!(unit, Some(Unit::Ratio | Unit::Times))
            })
    }

    /// 「…2.3亿元，惠及新型经营主体860家」: the firms that a clause behind counts as reached borrow.
    fn reached(&self, following: TextRange) -> Option<FundingKind> {
        let mentions = &self.context.mentions;
        let counted = |index: usize| {
            let unit = mentions.quantities.get(index).map(|quantity| quantity.unit);
            matches!(unit, Some(Unit::Enterprise | Unit::Cooperative | Unit::FamilyFarm))
        };
        let firms = mentions.quantities_in(following).any(counted);
        firms.then_some(K::EnterpriseLoan)
    }

    /// Whether a range names loans or who lends.
    pub(super) fn tells_of_loans(&self, range: TextRange) -> bool {
        let lends = |head: &crate::lexicon::Hit<'_>| head.code == "relending" || head.code.ends_with("loan");
        self.context.mentions.hits.within(Class::Fund, range).iter().any(lends)
            || ["bank", "policy_bank", "micro", "mutual", "guarantor"]
                .iter()
                .any(|code| self.marked(code, range))
            || self.tells_terms(&["rate"], range)
    }

    /// Whether a range names one of the terms of a loan.
    pub(super) fn tells_terms(&self, codes: &[&str], range: TextRange) -> bool {
        self.context
            .mentions
            .hits
            .within(Class::FundTerm, range)
            .iter()
            .any(|term| codes.contains(&term.code))
    }

    /// 「农发行放贷18亿元，其中水利5亿元」: the policy bank told before lends, unless another bank stands nearer.
    pub(super) fn policy_bank_lends(&self, field: Field) -> bool {
        let told = field.told();
        let hits = self.context.mentions.hits.within(Class::FundMark, told);
        hits.iter()
            .rev()
            .find(|hit| matches!(hit.code, "policy_bank" | "bank" | "poorhouse" | "micro"))
            .is_some_and(|hit| hit.code == "policy_bank")
    }

    /// The kind of loan when a poor household or a firm borrows.
    pub(super) fn borrower(&self, range: TextRange) -> Option<FundingKind> {
        if self.marked("micro", range) || self.marked("poorhouse", range) {
            Some(K::MicroLoan)
        } else {
            self.firm(range).then_some(K::EnterpriseLoan)
        }
    }

    /// 「再贷款利率1.75%，累计发放1.9亿元」: relending is told before, and no other loan since.
    fn relends(&self, field: Field) -> bool {
        let heads = self.context.mentions.hits.within(Class::Fund, field.told());
        heads.iter().rev().find(|head| head.code != "money").is_some_and(|head| head.code == "relending")
    }

    /// Who is told last before a sum, a poor household or a firm that puts up money: 「给贫困户作股金；企业自投410万元，
    /// 向农商行贷款330万元」.
    fn last_borrower(&self, told: TextRange) -> Option<FundingKind> {
        let hits = &self.context.mentions.hits;
        let role = |code: &str| match code {
            "micro" | "poorhouse" => Some(K::MicroLoan),
            "enterprise" | "coop" => Some(K::EnterpriseLoan),
            _ => None,
        };
        let poor = self.marked("micro", told) || self.marked("poorhouse", told);
        let last = hits.within(Class::FundMark, told).iter().rev().find_map(|mark| role(mark.code));
        last.filter(|_| poor)
    }

    /// 贴息贷款 beyond what one person borrows.
    pub(super) fn subsidised_loan(&self, field: Field) -> Kind {
        let around = field.phrase.cover(field.tail);
        if self.marked("policy_bank", around) || self.policy_bank_lends(field) {
            read(K::PolicyBank)
        } else if self.firm(field.phrase) && !self.marked("poorhouse", field.phrase) {
            read(K::EnterpriseLoan)
        } else {
            named(K::ProjectLoan)
        }
    }

    /// 产业扶贫贷款 names what is lent for; who borrows says which loan it is.
    pub(super) fn industry_loan(&self, field: Field) -> Kind {
        let around = field.phrase.cover(field.tail);
        if self.marked("policy_bank", around) {
            read(K::PolicyBank)
        } else if self.marked("micro", around) {
            named(K::MicroLoan)
        } else if self.firm(around) || self.firm(field.near()) {
            named(K::EnterpriseLoan)
        } else if self.marked("poorhouse", around) {
            named(K::MicroLoan)
        } else {
            named(K::ProjectLoan)
        }
    }
}
