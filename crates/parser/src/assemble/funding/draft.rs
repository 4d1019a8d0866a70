//! A source while it is being put together.

use lianjie_core::{Decimal, FundLevel, FundTerms, FundingKind, Provenance, Share};

use crate::mention::Quantity;
use crate::reading::TextRange;

use super::giver::Giver;

/// How many sources are looked back over for one that belongs to a sum or a term: in a sentence that lists thousands,
/// none further off does.
pub(super) const LOOK_BACK: usize = 64;

/// Whether a line is opened by the words that call a sum a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Line {
    #[default]
    Other,
    Whole,
}

/// What the words of a sum say beside its kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    /// That it is an award: 奖励, 奖补.
    pub(super) award: bool,
    /// That it is what several come to: 合起来, 总共.
    pub(super) gathers: bool,
    /// Whether these open its line: 「合计：67万元」.
    pub(super) line: Line,
    /// That it is told for each of something.
    pub(super) apiece: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: FundingKind,
    /// Index of the sum.
    pub(super) quantity: Option<usize>,
    /// Its value and upper end, to recognise the same sum told twice.
    pub(super) value: Option<(Decimal, Option<Decimal>)>,
    pub(super) level: Option<FundLevel>,
    pub(super) provider: Option<String>,
    pub(super) recipient: Option<String>,
    /// Index of the percentage of growth.
    pub(super) growth: Option<usize>,
    pub(super) terms: FundTerms,
    pub(super) risk_share: Option<Vec<Share>>,
    /// Index among the drafts.
    pub(super) part_of: Option<usize>,
    /// Where scope is read.
    pub(super) anchor: u32,
    pub(super) block: usize,
    pub(super) sentence: usize,
    /// Where the stretch between semicolons starts.
    pub(super) piece: u32,
    /// Whether it limits what each receiver gets.
    pub(super) each: bool,
    /// Who gives it, as far as its own words say.
    pub(super) giver: Option<Giver>,
    /// What its own words say besides.
    pub(super) said: Said,
    /// Whether 其中 stands before it.
    pub(super) component: bool,
    /// The levels of the sums that follow it in a list: 「中央、省、县分别补240元、150元、90元」.
    pub(super) levels: Vec<FundLevel>,
    /// Whether the head noun itself names the kind.
    pub(super) named: bool,
    pub(super) evidence: Vec<TextRange>,
    pub(super) provenance: Provenance,
}

impl Draft {
    pub(super) fn new(kind: FundingKind, anchor: u32, evidence: TextRange, provenance: Provenance) -> Self {
        Self {
            kind,
            quantity: None,
            value: None,
            level: None,
            provider: None,
            recipient: None,
            growth: None,
            terms: FundTerms::default(),
            risk_share: None,
            part_of: None,
            anchor,
            block: 0,
            sentence: 0,
            piece: 0,
            each: false,
            giver: None,
            said: Said::default(),
            component: false,
            levels: Vec::new(),
            named: false,
            evidence: vec![evidence],
            provenance,
        }
    }

    /// Whether it is lent or stands behind lending: money that can have loan terms and shares of risk.
    pub(super) fn is_credit(&self) -> bool {
        use FundingKind as K;
        matches!(
            self.kind,
            K::MicroLoan
                | K::EnterpriseLoan
                | K::ProjectLoan
                | K::PolicyBank
                | K::Relending
                | K::InterestSubsidy
                | K::RiskCompensation
                | K::GuaranteeFund
                | K::InsuranceFund
                | K::MutualAid
        )
    }

    /// Whether it stands behind lending, and loan terms told beside it are the loans'.
    pub(super) fn is_backing(&self) -> bool {
        use FundingKind as K;
        matches!(self.kind, K::RiskCompensation | K::GuaranteeFund | K::InsuranceFund)
    }

    /// Takes a sum as its amount; `sum` is its index.
    pub(super) fn set_sum(&mut self, sum: usize, quantity: &Quantity) {
        self.quantity = Some(sum);
        self.value = quantity.value.map(|value| (value, quantity.upper));
    }

    /// A source that shares its words and has a sum of its own.
    pub(super) fn twin(&self, sum: usize, quantity: &Quantity, evidence: TextRange) -> Self {
        let mut twin = Self { anchor: quantity.range.start, evidence: vec![evidence], ..self.clone() };
        twin.set_sum(sum, quantity);
        if !twin.levels.is_empty() {
            twin.level = Some(twin.levels.remove(0));
        }
        twin
    }

    pub(super) fn widen(&mut self, range: TextRange) {
        match self.evidence.last_mut() {
            Some(last) => *last = last.cover(range),
            None => self.evidence.push(range),
        }
    }
}
