//! Takes a premium told in a sentence and the smaller sums behind it, gives the parts that the budget pays.

use lianjie_core::{FundingKind, Party, Provenance};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;

use super::Reader;
use super::draft::Draft;
use super::giver::Giver;
use super::sum::last_where;

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
