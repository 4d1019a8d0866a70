//! Takes the sources and how the public money is split up, gives every use of a pot as a part of it, of its kind.

use std::collections::{BTreeMap, BTreeSet};

use lianjie_core::{FundingKind, Party, Provenance};

use crate::lexicon::Class;
use crate::reading::TextRange;
use crate::scope::Part;

use super::Reader;
use super::draft::Draft;
use super::sum::is_budget;

use FundingKind as K;

/// The rule of a use that addition proves.
const USE: &str = "funding.ledger.use";
/// The rule of a pot that only its parts and the heading above it tell.
const POT: &str = "funding.ledger.pot";

impl Reader<'_> {
    /// Adds the pots and uses that have no draft yet, ties each use to its whole and gives it its kind.
    pub(super) fn keep_books(&self, drafts: &mut Vec<Draft>) {
        let ledger = &self.context.scopes.ledger;
        let mut known: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, draft) in drafts.iter().enumerate().rev() {
            known.extend(draft.quantity.map(|sum| (sum, at)));
        }
        let paid: BTreeSet<usize> =
            ledger.parts().filter(|(_, part)| !part.by_use).map(|(_, part)| part.whole).collect();
        for (sum, part) in ledger.parts() {
            // 「共计4.7亿元。其中：中央级2.8亿元」: a level that no word of its own made money.
            let told = self.level(part.label).filter(|_| !part.by_use && !known.contains_key(&sum));
            if !part.by_use && told.is_none() {
                continue;
            }
            let Some(whole) = self.booked(drafts, &mut known, (part.whole, POT), part) else { continue };
            let Some(at) = self.booked(drafts, &mut known, (sum, USE), part) else { continue };
            if let Some(whole) = drafts.get_mut(whole).filter(|whole| part.by_use && whole.kind == K::Total) {
                whole.kind = if paid.contains(&part.whole) { K::Total } else { part.fund };
            }
            let own = self.instrument(part.label).filter(|_| part.by_use);
            let head = drafts.get(whole).map(|head| (head.kind, head.level, head.provider.clone()));
            let (Some((kind, level, provider)), Some(draft)) = (head, drafts.get_mut(at)) else { continue };
            draft.kind = own.unwrap_or(if kind == K::Total { part.fund } else { kind });
            draft.part_of = Some(whole);
            draft.level = draft.level.or(told).or(level);
            draft.provider = draft.provider.take().or(provider);
        }
    }

    /// The draft of a sum, made when there is none.
    fn booked(
        &self,
        drafts: &mut Vec<Draft>,
        known: &mut BTreeMap<usize, usize>,
        (sum, rule): (usize, &'static str),
        part: &Part,
    ) -> Option<usize> {
        if let Some(at) = known.get(&sum) {
            return Some(*at);
        }
        let quantity = self.context.mentions.quantities.get(sum)?;
        let clause = self.context.outline.clause_holding(quantity.range.start)?.range;
        let start = if rule == USE { part.label.start } else { clause.start };
        let evidence = self.trim(TextRange::new(start.min(quantity.range.start), quantity.range.end));
        let mut draft = Draft::new(part.fund, quantity.range.start, evidence, Provenance::inferred(rule));
        draft.set_sum(sum, quantity);
        draft.provider = is_budget(part.fund).then(|| Party::Government.as_str().to_owned());
        known.insert(sum, drafts.len());
        drafts.push(draft);
        Some(drafts.len() - 1)
    }

    /// What a use is by its own words, other than the fund's money: 「小额信贷贴息1260万元」.
    fn instrument(&self, label: TextRange) -> Option<FundingKind> {
        let heads = self.context.mentions.hits.within(Class::Fund, label);
        let kind = match heads.last()?.code {
            "premium" => K::InsuranceFund,
            code => FundingKind::from_code(code)?,
        };
        let set_aside = matches!(
            kind,
            K::InterestSubsidy
                | K::RiskCompensation
                | K::GuaranteeFund
                | K::InsuranceFund
                | K::MutualAid
                | K::Reward
        );
        set_aside.then_some(kind)
    }
}
