//! Texts that promise money by rules: takes the words of titles and headings, gives whether a document or a passage is a
//! rule, and the norms that a rule lists without a verb: 「老茶园改造：每亩400元」.

use lianjie_core::{FundTerms, FundingKind, Per, Provenance};

use crate::context::Context;
use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;

use super::Reader;
use super::draft::Draft;
use super::sum::{Spot, upper};

/// How many lines at the head of a page may hold its title.
const HEAD_LINES: usize = 4;
/// Bytes of the longest of them.
const LINE: u32 = 150;

/// Whether a title says that the document promises bonuses by rules: 「奖补实施细则」, 「补助办法」.
pub(super) fn is_rulebook(context: &Context<'_>) -> bool {
    titles(context).any(|title| is_rule(context, title))
}

/// Whether a title says that an income is handed out: 「光伏收益分配公示」. What is given from it is no money that pays.
pub(super) fn hands_out_income(context: &Context<'_>) -> bool {
    titles(context).any(|title| told(context, "income", title))
}

/// The title, and the lines at the head of a page that may hold it.
fn titles(context: &Context<'_>) -> impl Iterator<Item = TextRange> {
    let head = context.outline.blocks.iter().take(HEAD_LINES);
    let line =
        |range: &TextRange| range.len() <= LINE && !context.reading().slice(*range).contains(['。', ';']);
    head.map(|block| block.range).filter(line).chain(context.outline.title_range)
}

fn told(context: &Context<'_>, code: &str, range: TextRange) -> bool {
    context.mentions.hits.within(Class::FundRule, range).iter().any(|hit| hit.code == code)
}

/// Whether a title or heading names rules of giving: 「补助标准」, 「产业扶持办法」, 「政策明白卡」, not 「资金分配方案」.
fn is_rule(context: &Context<'_>, range: TextRange) -> bool {
    let hits = &context.mentions.hits;
    let gives = || {
        let noun =
            hits.within(Class::Fund, range).iter().any(|f| matches!(f.code, "reward" | "subsidy" | "aid"));
        noun || hits.within(Class::FundVerb, range).iter().any(|verb| verb.code == "reward")
    };
    let lends = || hits.within(Class::Fund, range).iter().any(|fund| fund.code.ends_with("loan"));
    let rule = || told(context, "rule", range) && !told(context, "plan", range) && gives();
    (told(context, "card", range) || rule()) && !lends()
}

impl Reader<'_> {
    /// Whether what stands at a byte is promised by a rule: the document is one, or a heading above says so.
    pub(super) fn ruled(&self, at: u32) -> bool {
        self.policy || {
            let outline = self.context.outline;
            let sentence = outline.sentence_at(at);
            sentence.is_some_and(|sentence| {
                outline.headings(sentence).any(|section| is_rule(self.context, section.heading))
            })
        }
    }

    /// 「补助206万元，户均2395元」: what a sum told before comes to for each is no norm.
    pub(super) fn is_mean(&self, quantity: &Quantity, sentence: TextRange) -> bool {
        let before = TextRange::new(sentence.start, quantity.range.start);
        let whole = |index: usize| {
            let sum = self.context.mentions.quantities.get(index);
            sum.is_some_and(|sum| sum.per.is_empty() && sum.value > quantity.value)
        };
        self.cued("average", sentence.start, quantity) && self.yuan(before).any(whole)
    }

    /// Whether a clause names a loan, who lends or what interest.
    fn lends(&self, clause: TextRange) -> bool {
        self.context.mentions.hits.within(Class::Fund, clause).iter().any(|fund| fund.code.ends_with("loan"))
            || ["bank", "policy_bank", "guarantor"].iter().any(|code| self.marked(code, clause))
            || self.tells_terms(&["rate", "collateral_free"], clause)
    }

    /// What pupils and students are given is no money of the field: 「免学费3830元/生•年」.
    pub(super) fn schools(&self, range: TextRange) -> bool {
        told(self.context, "school", range)
    }

    /// A norm of a rule that no word governs: 「附子：每亩400元」, 「每户不超过3000元」 what limits it.
    /// `piece` is where the stretch between semicolons starts.
    pub(super) fn listed_norm(&self, spot: Spot<'_>, piece: u32) -> Option<Draft> {
        let Spot { quantity, link, clause, .. } = spot;
        let capped = self.capped(quantity, link.start, quantity.range.end);
        let each = self.cued("each", link.start, quantity) || is_norm(quantity);
        let plain =
            ![Class::FundStop, Class::Fund, Class::FundVerb].iter().any(|class| self.has(*class, link));
        let other = || {
            self.lends(clause)
                || self.is_mean(quantity, spot.field.sentence)
                || self.schools(clause)
                || self.marked("insurance", spot.field.preceding.cover(clause))
                || quantity.per.contains(&Per::Month)
                || quantity.per.contains(&Per::Day)
        };
        if !each || !plain || other() || !self.ruled(quantity.range.start) {
            return None;
        }
        let evidence = self.trim(TextRange::new(clause.start, quantity.range.end));
        let provenance = Provenance::inferred("funding.sum.rule");
        let mut draft = Draft::new(FundingKind::Reward, quantity.range.start, evidence, provenance);
        if capped {
            // 「按造价的50%补，单个主体不超过30万元」 limits that bonus alone.
            let before = TextRange::new(piece.min(link.start), link.start);
            let share = self.percents_paid(before).last();
            draft.each = share.is_none();
            draft.terms = FundTerms {
                ceiling: upper(quantity),
                subsidy_percent: share.and_then(|share| share.value),
                ..FundTerms::default()
            };
            if let Some(share) = share {
                let clause = self.context.outline.clause_holding(share.range.start);
                draft.widen(clause.map_or(share.range, |clause| clause.range));
            }
        } else {
            draft.set_sum(spot.sum, quantity);
        }
        draft.piece = piece;
        draft.block = spot.block;
        draft.sentence = spot.sentence;
        Some(draft)
    }
}

/// Whether a sum is told for each of something other than a stretch of time.
fn is_norm(quantity: &Quantity) -> bool {
    quantity.per.iter().any(|per| !matches!(per, Per::Year | Per::Month | Per::Day))
}
