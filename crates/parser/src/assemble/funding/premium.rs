//! Takes a premium told in a sentence and the smaller sums behind it, gives the parts that the budget pays.

use lianjie_core::{FundingKind, Party, Provenance, Unit};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;

use super::Reader;
use super::draft::Draft;
use super::giver::Giver;
use super::sum::{Spot, last_where};

/// Bytes between a percentage and the sum that it comes to.
const BESIDE: u32 = 6;

impl Reader<'_> {
    /// The premium told in the sentence of which a smaller sum is a part, when somebody is named to pay it.
    pub(super) fn premium_of(
        &self,
        drafts: &[Draft],
        index: usize,
        quantity: &Quantity,
        link: TextRange,
    ) -> Option<usize> {
        let total = last_where(
            drafts,
            |d| d.sentence == index,
            |d| d.kind == FundingKind::InsuranceFund && d.part_of.is_none(),
        )?;
        let (whole, _) = drafts.get(total)?.value?;
        let smaller = quantity.value.is_some_and(|part| part < whole);
        let payer = self.giver(link).is_some();
        (smaller && payer && !self.has(Class::FundStop, link)).then_some(total)
    }

    /// A budget's share of a premium, told as a percentage with its sum: 「中央财政40%，144元」, where the sentence, a heading
    /// or the sources before speak of insurance.
    pub(super) fn premium_share(&self, spot: Spot<'_>, drafts: &[Draft]) -> Option<Draft> {
        let Spot { quantity, field, .. } = spot;
        let shares = self.context.mentions.quantities_in(field.lead).next_back();
        let share = shares.and_then(|index| self.context.mentions.quantities.get(index))?;
        let beside = share.unit == Unit::Percent && self.gap(share.range.end, quantity.range.start) <= BESIDE;
        let pays = self.giver(TextRange::new(field.lead.start, share.range.start)) == Some(Giver::Budget);
        if !beside || !pays || !self.insures(spot) {
            return None;
        }
        let evidence = self.trim(TextRange::new(field.lead.start, quantity.range.end));
        let provenance = Provenance::inferred("funding.sum.premium");
        let mut draft = Draft::new(FundingKind::InsuranceFund, quantity.range.start, evidence, provenance);
        draft.set_sum(spot.sum, quantity);
        draft.terms.subsidy_percent = share.value;
        draft.level = self.level(evidence);
        draft.provider = Some(Party::Government.as_str().to_owned());
        draft.part_of = last_where(
            drafts,
            |d| d.block == spot.block && d.kind == FundingKind::InsuranceFund,
            |d| d.part_of.is_none() && d.value.is_some_and(|(whole, _)| Some(whole) > quantity.value),
        );
        draft.block = spot.block;
        draft.sentence = spot.sentence;
        draft.named = true;
        Some(draft)
    }

    /// Whether a sum's sentence, a heading above it or the document's title speaks of insurance.
    fn insures(&self, spot: Spot<'_>) -> bool {
        let outline = self.context.outline;
        let told = |range: TextRange| {
            self.marked("insurance", range)
                || self.context.mentions.hits.within(Class::Fund, range).iter().any(|f| f.code == "premium")
        };
        let headings = outline.headings(spot.sentence).map(|section| section.heading);
        headings.chain(outline.title_range).chain([spot.field.sentence]).any(told)
    }

    /// 「中央补40元」 of a premium is the budget's part; what households pay themselves is no source.
    pub(super) fn premium_part(
        &self,
        sum: usize,
        quantity: &Quantity,
        link: TextRange,
        (total, block, sentence): (usize, usize, usize),
    ) -> Option<Draft> {
        if self.giver(link) != Some(Giver::Budget) {
            return None;
        }
        let evidence = self.trim(TextRange::new(link.start, quantity.range.end));
        let provenance = Provenance::inferred("funding.sum.premium");
        let mut draft = Draft::new(FundingKind::InsuranceFund, quantity.range.start, evidence, provenance);
        draft.set_sum(sum, quantity);
        let mut levels = self.each_level(evidence).into_iter();
        draft.level = levels.next().or_else(|| self.level(evidence));
        draft.levels = levels.collect();
        draft.provider = Some(Party::Government.as_str().to_owned());
        draft.part_of = Some(total);
        draft.block = block;
        draft.sentence = sentence;
        draft.named = true;
        Some(draft)
    }
}
