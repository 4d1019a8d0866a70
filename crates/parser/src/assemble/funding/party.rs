//! Who gives and who gets, and at which level of government.

use lianjie_core::{FundLevel, FundingKind, Party, PlaceLevel};

use crate::lexicon::{Class, Hit};
use crate::reading::TextRange;

use super::Reader;
use super::draft::Draft;
use super::governor::Governor;

impl Reader<'_> {
    /// The level of government that a phrase names; `None` when it names none or two.
    pub(super) fn level(&self, phrase: TextRange) -> Option<FundLevel> {
        let hits = self.context.mentions.hits.within(Class::FundLevel, phrase);
        let mut levels = hits
            .iter()
            .filter(|hit| hit.attr != "bare" || self.stands_alone(hit, phrase))
            .filter_map(|hit| {
                let level = FundLevel::from_code(hit.code)?;
                // 市级 in a municipality under the centre is provincial.
                let municipal = level == FundLevel::Prefectural && self.in_municipality();
                Some(if municipal { FundLevel::Provincial } else { level })
            });
        let first = levels.next()?;
        levels.all(|level| level == first).then_some(first)
    }

    /// A single character is a level only beside punctuation on its left and a head noun or sum on its right:
    /// 「其中：省5000万元」, not 「平山县」.
    fn stands_alone(&self, hit: &Hit<'_>, phrase: TextRange) -> bool {
        let hits = &self.context.mentions.hits;
        let left = hit.range.start == phrase.start
            || self
                .context
                .reading()
                .char_before(hit.range.start)
                .is_some_and(|ch| ch.is_ascii_punctuation())
            || hits.at(Class::FundLink, hit.range.start - 1).is_some()
            || hits.at(Class::FundVerb, hit.range.start - 1).is_some();
        let right = hits.at(Class::Fund, hit.range.end).is_some()
            || hits.at(Class::FundMark, hit.range.end).is_some()
            || self
                .context
                .mentions
                .quantities_in(TextRange::new(hit.range.end, phrase.end))
                .next()
                .is_some_and(|i| {
                    self.context.mentions.quantities.get(i).is_some_and(|q| q.range.start == hit.range.end)
                });
        left && right
    }

    /// Whether the document's place lies in a municipality under the centre, where 市 is a province.
    fn in_municipality(&self) -> bool {
        self.context
            .document
            .place
            .as_ref()
            .and_then(|place| place.adcode)
            .is_some_and(|code| matches!(code.as_str().get(..2), Some("11" | "12" | "31" | "50")))
    }

    /// Giver and taker as names or roles.
    pub(super) fn parties(
        &self,
        draft: &Draft,
        governor: &Governor<'_>,
        evidence: TextRange,
    ) -> (Option<String>, Option<String>) {
        use FundingKind as K;
        let verb_at = governor.verb.map_or(evidence.start, |verb| verb.range.start);
        let before = TextRange::new(evidence.start, verb_at.max(evidence.start));
        let named = self.context.mentions.organisations_in(before).first();
        let role = |party: Party| Some(party.as_str().to_owned());
        let provider = match draft.kind {
            K::FiscalSpecial | K::FiscalOther | K::FiscalIntegrated => role(Party::Government),
            K::MicroLoan | K::EnterpriseLoan | K::ProjectLoan => {
                let bank =
                    self.context.mentions.organisations_in(evidence).iter().find(|o| o.party == Party::Bank);
                bank.map(|o| o.name.clone()).or_else(|| role(Party::Bank))
            }
            K::SocialInvestment | K::Donation | K::AssistanceUnit | K::EquityStake => {
                named.map(|o| o.name.clone()).or_else(|| {
                    let kind = self.role_in(before)?;
                    role(kind)
                })
            }
            K::Reward if self.policy => role(Party::Government),
            _ => draft.level.and_then(|_| role(Party::Government)),
        };
        let recipient = match draft.kind {
            K::MicroLoan => role(Party::Household),
            K::EnterpriseLoan => role(Party::Enterprise),
            K::RiskCompensation => role(Party::Bank),
            _ => None,
        };
        (provider, recipient)
    }

    fn role_in(&self, range: TextRange) -> Option<Party> {
        let hit = self.context.mentions.hits.within(Class::FundParty, range).first().copied()?;
        Party::from_code(hit.code)
    }

    /// The level of a policy's own government, which pays what the policy promises.
    pub(super) fn policy_level(&self) -> Option<FundLevel> {
        if !self.policy {
            return None;
        }
        match self.context.document.place.as_ref()?.level {
            PlaceLevel::Country => Some(FundLevel::Central),
            PlaceLevel::Province => Some(FundLevel::Provincial),
            PlaceLevel::Prefecture => Some(FundLevel::Prefectural),
            PlaceLevel::County => Some(FundLevel::County),
            PlaceLevel::Township => Some(FundLevel::Township),
            _ => None,
        }
    }
}
