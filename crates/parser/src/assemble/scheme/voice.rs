//! Takes the drafts in text order, joins what somebody says in quotation marks to the arrangement that is told after it:
//! 「“种苗社里送，年底另分2000元。”周某一笔笔数给人听」, then who the company is and what was signed.

use super::bond::carries;
use super::extent::{Draft, Rule};
use super::role::{Role, roles};
use super::start;
use crate::context::Context;

/// Paragraphs from the words to the arrangement that they speak of.
const BLOCKS: usize = 2;

/// Joins words of a household to the draft after them; `drafts` are in text order.
pub(super) fn join(context: &Context<'_>, drafts: &mut Vec<Draft>) {
    let mut index = 0;
    while let Some(told) = drafts.get(index + 1) {
        if drafts.get(index).is_some_and(|said| speaks_of(context, said, told)) {
            let said = drafts.remove(index);
            if let Some(told) = drafts.get_mut(index) {
                told.evidence.splice(0..0, said.evidence);
            }
            continue;
        }
        index += 1;
    }
}

fn speaks_of(context: &Context<'_>, said: &Draft, told: &Draft) -> bool {
    let block = |at: u32| context.outline.sentence_holding(at).map_or(0, |sentence| sentence.block);
    let quoted = said.evidence.iter().all(|range| context.reading().char_at(range.start) == Some('“'));
    let named = |draft: &Draft| {
        draft.evidence.iter().any(|range| !context.mentions.organisations_in(*range).is_empty())
    };
    let (from, to) = (block(start(&said.evidence)), block(start(&told.evidence)));
    quoted
        && said.rule == Rule::Described
        && (1..=BLOCKS).contains(&to.saturating_sub(from))
        && !named(said)
        && named(told)
        && {
            let known = sides(context, told);
            let own = sides(context, said);
            let mut own = own.iter().filter(|role| carries(role));
            own.all(|role| known.iter().any(|other| other.party == role.party))
        }
}

fn sides(context: &Context<'_>, draft: &Draft) -> Vec<Role> {
    draft.evidence.iter().flat_map(|range| roles(context, *range)).collect()
}
