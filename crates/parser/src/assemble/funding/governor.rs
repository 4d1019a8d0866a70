//! Which word governs a sum: 「投入扶贫资金260万元」 the noun before it, 「拿出500万元专项基金」 the noun behind it,
//! 「投资2亿元打造」 the verb.

use lianjie_core::Bound;

use crate::lexicon::{Class, Hit};
use crate::mention::Quantity;
use crate::reading::TextRange;

use super::Reader;

/// Bytes between a sum and the word that governs it, quantities in between not counted.
const NOUN_REACH: u32 = 27;
const VERB_REACH: u32 = 33;
const NOUN_BEHIND_REACH: u32 = 48;
/// The same behind a limit, where other terms may stand between: 「5万元以下、3年期、免抵押的小额信贷」.
const LIMIT_REACH: u32 = 96;
/// Bytes of a sum.
const SUM_REACH: u32 = 48;
/// Bytes of 的 and one more character.
const TOUCH: u32 = 6;

/// The words that say what a sum is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Governor<'a> {
    /// Head noun, before or behind the sum.
    pub(super) head: Option<Hit<'a>>,
    /// Verb before the sum.
    pub(super) verb: Option<Hit<'a>>,
    /// Whether the head stands behind the sum.
    pub(super) behind: bool,
    /// The sum with its words: where modifiers are read.
    pub(super) phrase: TextRange,
}

impl Governor<'_> {
    /// Whether the head is a bare two-character noun: 投资, not 总投资 or 投资规模.
    pub(super) fn is_short(&self) -> bool {
        self.head.is_some_and(|head| head.range.len() <= TOUCH)
    }

    /// Whether the words leave open who pays: no noun, or a plain one.
    pub(super) fn may_be_anybodys(&self) -> bool {
        self.head.is_none_or(|head| matches!(head.code, "money" | "investment"))
            && self.verb.is_none_or(|verb| matches!(verb.code, "pay" | "spend" | "raise" | "invest"))
    }

    /// Whether a verb stands between the head and the sum.
    pub(super) fn verb_last(&self) -> bool {
        match (self.head, self.verb) {
            (Some(head), Some(verb)) => !self.behind && head.range.end <= verb.range.start,
            _ => false,
        }
    }
}

impl Reader<'_> {
    /// The governor of a sum, looked for between `left` and `right`; `None` when the sum is no source. `next` says
    /// that another sum stands at `right`.
    pub(super) fn governor(
        &self,
        quantity: &Quantity,
        left: u32,
        right: u32,
        next: bool,
    ) -> Option<Governor<'_>> {
        let hits = &self.context.mentions.hits;
        let before = TextRange::new(left, quantity.range.start);
        let after = TextRange::new(quantity.range.end, right);

        if hits.within(Class::FundStop, after).first().is_some_and(|stop| {
            stop.code != "buy"
                && !self.names_it(before)
                && stop.range.start - after.start <= TOUCH
                && !hits.within(Class::Fund, after).iter().any(|head| head.range.start <= stop.range.start)
        }) {
            return None;
        }
        if self.is_difference(before) {
            return None;
        }
        let behind = self.noun_behind(after, next, quantity.bound == Bound::AtMost);
        // 「扶贫资金150万元作股本」, 「小额贷款5万元以内全额贴息」: what is done with money that its noun touches.
        // 「投入资金18万元扶持养蜂业」: a verb with its object is no noun.
        let behind = behind.filter(|head| {
            let done = matches!(head.code, "equity_stake" | "interest_subsidy") && self.is_named(before);
            let verb = head.attr == "verb" && head.range.start == after.start && self.has_object(head);
            !done && !verb
        });

        let noun = self.last_noun(before).filter(|noun| !self.is_of_sum_before(noun, before));
        // A verb within the noun is no verb: 「资助资金」, 「贷款」. 「县财政支出120万元」: what a treasury spends is paid.
        let fiscal = self.marked("fiscal", before);
        let free = |verb: &&Hit<'_>| {
            noun.is_none_or(|noun| noun.range == verb.range || !noun.range.contains(verb.range))
        };
        let acts = |verb: &&Hit<'_>| verb.code != "none" && (fiscal || verb.code != "outlay");
        let verbs = hits.within(Class::FundVerb, before).iter().rev();
        let verb = verbs.filter(acts).find(free).copied();
        // 「标准由100元提高到120元」: only what it rose from is no source.
        let stop = hits.within(Class::FundStop, before).iter().rev().find(|stop| match stop.code {
            "rise" | "convert" => false,
            "outlay" => !fiscal,
            _ => !self.is_what_for(stop),
        });
        let order = |hit: &Hit<'_>| (hit.range.end, hit.range.len());
        let last = noun.iter().chain(&verb).map(order).max();
        // 「分给入股农户27.8万元」: the receipt governs through the word that says whose it is.
        let received = verb.is_some_and(|verb| {
            verb.code == "stake"
                && stop.is_some_and(|stop| verb.range.start.abs_diff(stop.range.end) <= TOUCH)
        });
        if received {
            return None;
        }

        // 「领走146万元现金」: a plain noun behind does not make a receipt a source.
        if behind.is_none_or(|head| head.code == "money")
            && stop.is_some_and(|stop| {
                last.is_none_or(|last| last < order(stop))
                    && self.gap(stop.range.end, quantity.range.start) <= VERB_REACH
            })
        {
            return None;
        }
        if let Some(head) = behind {
            let phrase = TextRange::new(left, head.range.end);
            return Some(Governor { head: Some(head), verb, behind: true, phrase });
        }
        let phrase = TextRange::new(left, quantity.range.end);
        let near = |hit: &Hit<'_>, reach: u32| self.gap(hit.range.end, quantity.range.start) <= reach;
        // 「每户以5000元入股」: the verb of a stake may follow.
        let staked = hits.within(Class::FundVerb, after).first().copied().filter(|verb| {
            let gap = self.gap(after.start, verb.range.start);
            // 「按每平方米80元补」, 「3万元奖给20户」
            verb.code == "stake" && gap <= 2 * TOUCH || verb.code == "reward" && gap == 0
        });
        let noun_last = noun.as_ref().is_some_and(|noun| Some(order(noun)) == last);
        // 「分别投入40万元入股」: the plain word yields to the stake.
        let plain = staked.is_some_and(|staked| staked.range.start == after.start)
            && noun.as_ref().is_some_and(|noun| Some(noun.range) == verb.map(|verb| verb.range));
        if noun_last && !plain {
            return noun.filter(|noun| near(noun, NOUN_REACH)).map(|noun| Governor {
                head: Some(noun),
                verb,
                behind: false,
                phrase,
            });
        }
        let verb = verb.filter(|verb| near(verb, VERB_REACH)).or(staked)?;
        let verb = staked.unwrap_or(verb);
        let head = noun.filter(|noun| {
            noun.range.end <= verb.range.start && self.gap(noun.range.end, verb.range.start) <= NOUN_REACH
        });
        Some(Governor { head, verb: Some(verb), behind: false, phrase })
    }

    /// The noun that a sum stands before as a measure: 「500万元的专项基金」.
    /// 「5万元以下、3年期以内的小额信贷」: a limit may be one of several before the noun.
    fn noun_behind(&self, after: TextRange, next: bool, limit: bool) -> Option<Hit<'_>> {
        let hits = &self.context.mentions.hits;
        let heads = hits.within(Class::Fund, after);
        let first = heads.first()?;
        let gap = TextRange::new(after.start, first.range.start);
        let links = hits.within(Class::FundLink, gap);
        // 「按每头2000元的标准给予补助」
        let gives = |verb: &Hit<'_>| verb.code == "reward" && matches!(first.code, "reward" | "subsidy");
        // 「某公司拿出800万元作资本金」: a pot's noun stands right behind its sum.
        let blocked = first.code == "pot" && !gap.is_empty()
            || gap.len() > if limit { LIMIT_REACH } else { NOUN_BEHIND_REACH }
            || hits.within(Class::FundVerb, gap).iter().any(|verb| !gives(verb))
            || self.text(gap).contains(['(', ')'])
            || links.iter().any(|hit| !(matches!(hit.code, "of" | "to") || limit && hit.code == "join"));
        if blocked {
            return None;
        }
        // 「贷款」 then 「担保基金」: the last of a chain is the head.
        let mut head = *first;
        for other in heads.iter().skip(1) {
            // 「50万元扶持资金投入合作社」: 投入 is the verb of what is done with it.
            let moves = hits
                .at(Class::FundVerb, other.range.start)
                .is_some_and(|verb| verb.range.len() >= other.range.len());
            let turned = other.code == "equity_stake" && is_budget(head.code);
            if other.range.start > head.range.end + TOUCH || moves || turned {
                break;
            }
            head = *other;
        }
        // 「财政资金100万元、贷款50万元」: the noun is the next sum's.
        let between = TextRange::new(head.range.end, after.end.max(head.range.end));
        // 「280万元产业资金和120万元企业投资」: each sum has its noun behind it.
        let joined = gap.is_empty() && self.linked("join", between);
        let stolen =
            next && !joined && between.len() <= TOUCH && hits.within(Class::FundVerb, between).is_empty();
        (!stolen).then_some(head)
    }

    /// 「3万元贴息贷款凑成5万元」: a noun right behind the sum before is that sum's, when a verb follows it.
    fn is_of_sum_before(&self, noun: &Hit<'_>, before: TextRange) -> bool {
        let lead = TextRange::new(before.start.saturating_sub(1), before.start);
        let behind = TextRange::new(noun.range.end, before.end.max(noun.range.end));
        let touches = noun.range.start == before.start
            && self
                .context
                .mentions
                .quantities_in(TextRange::new(lead.start.saturating_sub(SUM_REACH), lead.end))
                .any(|index| {
                    self.context.mentions.quantities.get(index).is_some_and(|q| q.range.end == before.start)
                });
        touches && self.context.mentions.hits.within(Class::FundVerb, behind).last().is_some()
    }

    /// The last noun of a range; of a compound that ends in a plain noun the one that says more: 「支农再贷款资金」.
    fn last_noun(&self, range: TextRange) -> Option<Hit<'_>> {
        let heads = self.context.mentions.hits.within(Class::Fund, range);
        let last = heads.last().copied()?;
        let inner = heads
            .iter()
            .rev()
            .nth(1)
            .filter(|inner| last.code == "money" && inner.range.end == last.range.start);
        Some(inner.map_or(last, |inner| Hit { range: inner.range.cover(last.range), ..*inner }))
    }

    /// Whether words go on behind a head: 扶持|养蜂业; not 扶持的, 扶持,.
    fn has_object(&self, head: &Hit<'_>) -> bool {
        let next = self.context.reading().char_at(head.range.end);
        next.is_some_and(|c| c.is_alphabetic() && c != '的')
    }

    /// Whether the noun of a budget's money or of a loan touches a sum.
    fn is_named(&self, before: TextRange) -> bool {
        let noun = self.context.mentions.hits.within(Class::Fund, before).last();
        noun.is_some_and(|noun| {
            noun.range.end == before.end && (is_budget(noun.code) || noun.code.ends_with("_loan"))
        })
    }

    /// Whether a noun of paid money, or a verb of giving, touches a sum: 「衔接资金300万元分到各村」.
    fn names_it(&self, before: TextRange) -> bool {
        let hits = &self.context.mentions.hits;
        let noun = hits.within(Class::Fund, before).last();
        let verb = hits.within(Class::FundVerb, before).last();
        noun.is_some_and(|noun| noun.range.end == before.end && is_budget(noun.code))
            || verb.is_some_and(|verb| {
                verb.range.end == before.end && matches!(verb.code, "donate" | "subsidise")
            })
    }

    /// 「比去年同期多放610万元」, 「同比增长620万元」: how much more or less is no money of its own.
    pub(super) fn is_difference(&self, before: TextRange) -> bool {
        let links = self.context.mentions.hits.within(Class::FundLink, before);
        let Some(moved) = links.iter().rev().find(|link| matches!(link.code, "growth" | "fall" | "more"))
        else {
            return false;
        };
        let than = || links.iter().any(|link| link.code == "than" && link.range.end <= moved.range.start);
        // 「提高到190元」 is what it came to.
        let touches = moved.range.end == before.end;
        touches && (moved.code != "more" || than())
    }

    /// 「补助管护费150元」, 「奖补运费2元」: what a bonus is for is no receipt.
    fn is_what_for(&self, stop: &Hit<'_>) -> bool {
        let before = TextRange::new(stop.range.start.saturating_sub(2 * TOUCH), stop.range.start);
        let hits = &self.context.mentions.hits;
        let verb = hits.within(Class::FundVerb, before).last();
        stop.code == "output" && verb.is_some_and(|v| v.code == "reward" && v.range.end == stop.range.start)
    }

    /// Bytes from `start` to `end` that are no part of a quantity.
    pub(super) fn gap(&self, start: u32, end: u32) -> u32 {
        let range = TextRange::new(start, end.max(start));
        let quantities = self.context.mentions.quantities_in(range);
        let counted: u32 = quantities
            .filter_map(|index| self.context.mentions.quantities.get(index))
            .map(|quantity| quantity.range.len())
            .sum();
        range.len().saturating_sub(counted)
    }
}

/// Whether a noun names budget money.
fn is_budget(code: &str) -> bool {
    matches!(code, "fiscal_special" | "fiscal_integrated" | "fiscal_other" | "assistance_unit")
}
