//! Takes one document's mentions and scopes, gives its sources: the money that pays, with its kind, level,
//! parties, terms and shares of risk.
//!
//! A sum is a source when the word that governs it names money that pays (资金, 贷款, 投资, 奖补) and not money that
//! comes in (收入, 销售额, 分红). A loan product or a reward without a sum is a source when its terms are printed.

mod arithmetic;
mod bonus;
mod breakdown;
mod column;
mod draft;
mod giver;
mod governor;
mod kind;
mod ledger;
mod limit;
mod list;
mod loan;
mod norm;
mod overview;
mod part;
mod party;
mod premium;
mod product;
mod rule;
mod sum;
mod terms;
#[cfg(test)]
mod tests;
mod topic;
mod ungoverned;

use lianjie_core::{FundTerms, FundingKind, FundingSource, ProgramKind, Unit};

use crate::context::Context;
use crate::lexicon::Class;
use crate::outline::{BlockKind, Sentence};
use crate::reading::TextRange;

use draft::Draft;

pub(crate) fn assemble(context: &Context<'_>) -> Vec<FundingSource> {
    let reader = Reader {
        context,
        policy: context.scopes.is_policy || rule::is_rulebook(context),
        income: rule::hands_out_income(context),
        overview: overview::is_overview(context),
        fund: context.scopes.ledger.fund,
    };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut loose: Vec<Draft> = Vec::new();
    for (block_index, block) in context.outline.blocks.iter().enumerate() {
        if block.kind == BlockKind::Title {
            continue;
        }
        for index in block.sentences.clone() {
            let Some(sentence) = context.outline.sentences.get(index) else { continue };
            let first = drafts.len();
            reader.sums(sentence, (block_index, index), &mut drafts, &mut loose);
            reader.products(sentence, block_index, index, first, &mut drafts);
            reader.attach(sentence, block_index, first, &mut drafts);
        }
    }
    part::join_products(&mut drafts);
    column::add_up(&mut drafts);
    arithmetic::add_up(&mut drafts, &mut loose);
    part::adopt(&mut drafts, loose);
    part::merge(&mut drafts, |sum| context.scopes.ledger.part(sum).is_some());
    part::sums_that_add_up(&mut drafts);
    part::drop_instalments(&mut drafts);
    part::kinds_of_totals(&mut drafts);
    part::kinds_of_contributions(&mut drafts);
    reader.keep_books(&mut drafts);
    part::lent_in_mutual_aid(&mut drafts, |range| reader.text(range));
    arithmetic::in_text_order(&mut drafts);
    drafts.into_iter().map(|draft| reader.source(draft)).collect()
}

/// The document and what was found out about it as a whole.
struct Reader<'a> {
    context: &'a Context<'a>,
    /// Whether it promises rewards to whoever fulfils a condition.
    policy: bool,
    /// Whether it tells how an income is handed out.
    income: bool,
    /// Whether it reviews the whole economy of a place.
    overview: bool,
    /// The fund that it is about.
    fund: Option<FundingKind>,
}

impl Reader<'_> {
    fn text(&self, range: TextRange) -> &str {
        self.context.reading().slice(range)
    }

    fn has(&self, class: Class, range: TextRange) -> bool {
        !self.context.mentions.hits.within(class, range).is_empty()
    }

    /// Indexes of the sums of money in a range.
    fn yuan(&self, range: TextRange) -> impl Iterator<Item = usize> {
        self.context.mentions.quantities_in(range).filter(|index| {
            self.context.mentions.quantities.get(*index).is_some_and(|q| q.unit == Unit::Yuan)
        })
    }

    /// The stretch of one clause, without its punctuation.
    fn clauses(&self, sentence: &Sentence) -> impl Iterator<Item = TextRange> {
        self.context.outline.clauses.get(sentence.clauses.clone()).unwrap_or(&[]).iter().map(|c| c.range)
    }

    fn source(&self, draft: Draft) -> FundingSource {
        let measured = |index: usize| {
            self.context.mentions.quantities.get(index).map(|q| lianjie_core::Measured {
                value: q.value,
                upper: q.upper,
                unit: q.unit,
                bound: q.bound,
                figure: index,
            })
        };
        let scope = self.context.scopes.at(draft.anchor);
        let terms = (draft.terms != FundTerms::default()).then_some(draft.terms);
        FundingSource {
            kind: draft.kind,
            amount: draft.quantity.and_then(measured),
            level: draft.level,
            provider: draft.provider,
            recipient: draft.recipient,
            place: scope.place.as_deref().cloned(),
            period: scope.period,
            purpose: self
                .context
                .scopes
                .line_of(draft.quantity, draft.anchor)
                .filter(|line| *line != ProgramKind::Finance || serves_finance(draft.kind)),
            growth: draft.growth.and_then(measured),
            terms,
            risk_share: draft.risk_share,
            part_of: draft.part_of,
            evidence: draft.evidence.iter().map(|range| self.context.span(*range)).collect(),
            provenance: draft.provenance,
        }
    }
}

/// Whether money of a kind may be for finance as a line of action. What a bond or a fund is raised or set up as is no use
/// of it.
const fn serves_finance(kind: FundingKind) -> bool {
    use FundingKind as K;
    !matches!(kind, K::FiscalOther | K::SpecialFund | K::SocialInvestment | K::Donation | K::EquityStake)
}
