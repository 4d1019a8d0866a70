//! The fund that a sum without a noun of its own belongs to: what it is set up as, or what the sentence speaks of.

use lianjie_core::FundingKind;

use crate::lexicon::Class;
use crate::reading::TextRange;

use super::Reader;
use super::kind::{Field, Kind, read};

use FundingKind as K;

/// Bytes before the word that says what a sum is, in a clause behind it: 「钱」.
const TOUCH: u32 = 12;

impl Reader<'_> {
    /// The fund that a sentence speaks of before its sums: 「某村办起互助社，上级给了12万元」.
    pub(super) fn topic(&self, field: Field) -> Option<FundingKind> {
        let start = field.sentence.start;
        self.fund_before(start, field.phrase.start.max(field.lead.start), false, is_fund)
            .or_else(|| self.fund_by_mark(TextRange::new(start, field.lead.end)))
    }

    /// The fund whose 本金 or 规模 a sum is, else the money told before it: 「基金首期规模10亿元」, 「当年盘子1200万元」.
    pub(super) fn pot(&self, field: Field) -> Option<FundingKind> {
        let told = TextRange::new(field.sentence.start, field.lead.end);
        let of_guarantor = || self.marked("guarantor", told).then_some(K::GuaranteeFund);
        self.fund_before(told.start, told.end, true, is_fund)
            .or_else(|| self.fund_by_mark(told))
            .or_else(of_guarantor)
            .or_else(|| self.inherited(field))
    }

    /// The fund spoken of last between two bytes of a sentence. A fund that stands at a sum in the same clause is told
    /// with that sum, unless the sum is a pot's (`own`).
    pub(super) fn fund_before(
        &self,
        start: u32,
        end: u32,
        own: bool,
        passes: fn(FundingKind) -> bool,
    ) -> Option<FundingKind> {
        let told = TextRange::new(start.min(end), end);
        let heads = self.context.mentions.hits.within(Class::Fund, told);
        let head = heads.iter().rev().find(|head| !is_plain(head.code))?;
        let kind = FundingKind::from_code(head.code).filter(|kind| passes(*kind))?;
        let first = self.yuan(TextRange::new(head.range.end, end)).next();
        let first = first.and_then(|index| self.context.mentions.quantities.get(index));
        let taken = first.is_some_and(|first| {
            let between = self.context.reading().between(head.range.end, first.range.start);
            !between.contains([',', ';', ':', '、'])
        });
        (own || !taken).then_some(kind)
    }

    /// 互助社: the money of who holds a fund is the fund's, unless the sentence names other money.
    fn fund_by_mark(&self, told: TextRange) -> Option<FundingKind> {
        let heads = self.context.mentions.hits.within(Class::Fund, told);
        (self.marked("mutual", told) && heads.iter().all(|head| is_plain(head.code))).then_some(K::MutualAid)
    }

    /// 「把产业扶贫资金配给205户，凑成102.5万元投进厂里」: a bare sum is of the money named before it in the sentence.
    pub(super) fn inherited(&self, field: Field) -> Option<FundingKind> {
        let heads = self.context.mentions.hits.within(Class::Fund, field.told());
        let head = heads.iter().rev().find(|head| !matches!(head.code, "money" | "pot"))?;
        let kind = FundingKind::from_code(head.code)?;
        let told = matches!(
            kind,
            K::FiscalSpecial
                | K::FiscalIntegrated
                | K::FiscalOther
                | K::AssistanceUnit
                | K::MutualAid
                | K::MicroLoan
        );
        let sums = self
            .yuan(field.told())
            .filter(|index| self.context.mentions.quantities.get(*index).is_some_and(|q| q.per.is_empty()));
        // 「协作资金420万元，州里配80万元，凑成500万元」: what several sums come to is of none of them.
        let gathered = self.has_verb("raise", field.phrase) && sums.count() > 2;
        (told && !gathered && !self.is_mixed(field.told())).then_some(kind)
    }

    /// 「烘干房花了46万元，全是扶贫款」: the money that a clause behind says a sum of nobody's in particular is.
    pub(super) fn told_behind(&self, kind: Kind, field: Field) -> Option<Kind> {
        let hits = &self.context.mentions.hits;
        let link = hits.within(Class::FundLink, field.following).first();
        let source = link.filter(|link| matches!(link.code, "source" | "by"))?;
        let touches = source.range.start <= field.following.start + TOUCH;
        let clause = self.context.outline.clause_at(source.range.start);
        let clause = clause.and_then(|at| self.context.outline.clause(at))?;
        let behind = TextRange::new(source.range.end, clause.range.end.max(source.range.end));
        let named = hits.within(Class::Fund, behind).iter().find_map(|f| FundingKind::from_code(f.code));
        // 「由某公司建成」 is who builds, not who pays.
        let giver = || self.giver(behind).filter(|_| source.code == "source");
        let kind_behind = named.or_else(|| giver().map(|giver| giver.kind(self.poor(behind))));
        kind_behind.filter(|_| touches && kind.code == K::Total && !kind.named).map(read)
    }

    /// What a sum is set up as or used for: 「出资320万元，设立养殖业保险基金」.
    pub(super) fn purpose(&self, field: Field) -> Option<FundingKind> {
        let hits = &self.context.mentions.hits;
        let of = |range: TextRange| {
            hits.within(Class::Fund, range).iter().find_map(|head| {
                if head.code == "premium" {
                    return Some(K::InsuranceFund);
                }
                let kind = FundingKind::from_code(head.code)?;
                let set_aside = is_fund(kind) || matches!(kind, K::InterestSubsidy | K::Reward);
                set_aside.then_some(kind)
            })
        };
        let before = TextRange::new(field.phrase.start, field.lead.end);
        let bought = hits.within(Class::FundStop, field.tail).iter().any(|stop| stop.code == "buy");
        if bought && self.marked("insurance", field.tail) {
            return Some(K::InsuranceFund);
        }
        if self.linked("purpose", field.tail) && self.marked("guarantor", field.tail) {
            return Some(K::GuaranteeFund);
        }
        of(field.tail)
            .or_else(|| if self.linked("purpose", field.following) { of(field.following) } else { None })
            .or_else(|| if self.linked("purpose", before) { of(before) } else { None })
    }

    /// Whether a phrase lists money of several kinds: 「社会资本、扶贫资金、小额信贷汇成1000万元」.
    pub(super) fn is_mixed(&self, phrase: TextRange) -> bool {
        let heads = self.context.mentions.hits.within(Class::Fund, phrase);
        let mut kinds = heads.iter().filter_map(|head| FundingKind::from_code(head.code));
        let first = kinds.next();
        kinds.any(|kind| Some(kind) != first) && self.linked("join", phrase)
    }
}

/// Money set aside, into which several may pay.
pub(super) fn is_fund(kind: FundingKind) -> bool {
    matches!(kind, K::RiskCompensation | K::GuaranteeFund | K::InsuranceFund | K::SpecialFund | K::MutualAid)
}

/// Money whose parts are told by year or giver alone.
pub(super) fn is_listed(kind: FundingKind) -> bool {
    is_fund(kind) || matches!(kind, K::InterestSubsidy | K::FiscalIntegrated)
}

/// A noun that names no money in particular.
fn is_plain(code: &str) -> bool {
    matches!(code, "pot" | "money" | "loan" | "aid")
}
