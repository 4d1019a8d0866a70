//! Who gives and who gets, and at which level of government.

use lianjie_core::{FundLevel, FundingKind, Party, Place, PlaceLevel};

use crate::lexicon::{Class, Hit};
use crate::reading::TextRange;

use super::Reader;
use super::draft::Draft;
use super::governor::Governor;

/// Bytes between a rank and the firm or project that has it.
const RANK_REACH: u32 = 30;
/// Bytes of the longest verb that hands money down: 转移支付.
const TOUCH: u32 = 12;
/// Marks of public money, before which a single character is a level.
const PUBLIC: [&str; 7] = ["fiscal", "sector", "relief", "earmarked", "poverty", "agri", "integrated"];

impl Reader<'_> {
    /// The level of government that a phrase names; `None` when it names none or two.
    pub(super) fn level(&self, phrase: TextRange) -> Option<FundLevel> {
        let mut levels = self.levels(phrase).filter_map(|hit| {
            let level = FundLevel::from_code(hit.code)?;
            // 市级 in a municipality under the centre is provincial.
            let municipal = level == FundLevel::Prefectural && self.in_municipality();
            Some(if municipal { FundLevel::Provincial } else { level })
        });
        let Some(first) = levels.next() else { return self.office_level(phrase) };
        levels.all(|level| level == first).then_some(first)
    }

    /// 「青田县水利局」: the level of the place whose office or treasury is named.
    fn office_level(&self, phrase: TextRange) -> Option<FundLevel> {
        if self.names_far_region(phrase) {
            return None;
        }
        let hits = &self.context.mentions.hits;
        self.context.mentions.places_in(phrase).iter().find_map(|mention| {
            let mark = hits.at(Class::FundMark, mention.range.end)?;
            matches!(mark.code, "fiscal" | "sector" | "relief" | "office")
                .then(|| level_of(mention.place.level))?
        })
    }

    /// Whether a phrase names a level of government as the one who pays: 「县里」, 「各级」, not 「省级龙头企业」.
    pub(super) fn named_level(&self, phrase: TextRange) -> bool {
        self.levels(phrase).next().is_some()
    }

    /// The levels of government that 各 hands a sum out to, when it stands behind several: 「市县两级财政各安排」.
    pub(super) fn each_level(&self, phrase: TextRange) -> Vec<FundLevel> {
        let hits = &self.context.mentions.hits;
        let each = hits.within(Class::FundLink, phrase).iter().find(|hit| hit.code == "each");
        let verb = each.and_then(|each| hits.at(Class::FundVerb, each.range.end));
        let Some(each) = each.filter(|_| verb.is_some()) else { return Vec::new() };
        let before = TextRange::new(phrase.start, each.range.start);
        let mut levels: Vec<(u32, FundLevel)> = Vec::new();
        for hit in self.levels(before) {
            let codes = if hit.code == "mixed" { hit.attr } else { hit.code };
            levels.extend(
                codes.split('+').filter_map(FundLevel::from_code).map(|level| (hit.range.start, level)),
            );
        }
        for mention in self.context.mentions.places_in(before) {
            levels.extend(level_of(mention.place.level).map(|level| (mention.range.start, level)));
        }
        levels.sort_by_key(|(at, _)| *at);
        if levels.len() > 1 { levels.into_iter().map(|(_, level)| level).collect() } else { Vec::new() }
    }

    fn levels(&self, phrase: TextRange) -> impl Iterator<Item = &Hit<'_>> {
        let hits = self.context.mentions.hits.within(Class::FundLevel, phrase);
        // 「对县区转移支付」: who gets it is not who pays it.
        let gets = |hit: &Hit<'_>| {
            matches!(self.context.reading().char_before(hit.range.start), Some('对' | '给' | '向'))
        };
        hits.iter().filter(move |hit| !gets(hit)).filter(move |hit| match hit.attr {
            "whole" => false,
            "own" => self.acts_itself(hit),
            "bare" => self.stands_alone(hit, phrase) && !self.ranks_a_firm(hit, phrase),
            _ => !self.ranks_a_firm(hit, phrase),
        })
    }

    /// 「我县财政投入」, not 「下达我县财政资金」
    fn acts_itself(&self, hit: &Hit<'_>) -> bool {
        let hits = &self.context.mentions.hits;
        let fiscal = hits.at(Class::FundMark, hit.range.end).is_some_and(|mark| mark.code == "fiscal");
        let verb = hits
            .within(Class::FundVerb, TextRange::new(hit.range.start.saturating_sub(TOUCH), hit.range.start));
        fiscal && verb.last().is_none_or(|verb| verb.range.end != hit.range.start)
    }

    /// 「省级龙头企业」, 「省某某集团」: the level is the rank or part of the name of what follows.
    fn ranks_a_firm(&self, hit: &Hit<'_>, phrase: TextRange) -> bool {
        let hits = &self.context.mentions.hits;
        let behind = TextRange::new(hit.range.end, phrase.end.min(hit.range.end + RANK_REACH));
        let marks = hits.within(Class::FundMark, behind);
        let Some(firm) = marks.iter().find(|mark| matches!(mark.code, "enterprise" | "coop" | "project"))
        else {
            return false;
        };
        let between = TextRange::new(hit.range.end, firm.range.start);
        // 「县里给合作社」, 「市级财政」: the level itself acts.
        let acts = !hits.within(Class::FundVerb, between).is_empty()
            || !hits.within(Class::Fund, between).is_empty()
            || self.linked("to", between)
            || self.marked("fiscal", between);
        !acts
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
        let pays = |verb: &Hit<'_>| matches!(verb.code, "reward" | "give" | "pay" | "allot");
        let right = hits.at(Class::Fund, hit.range.end).is_some()
            || hits.at(Class::FundVerb, hit.range.end).is_some_and(pays)
            || hits.at(Class::FundMark, hit.range.end).is_some_and(|mark| PUBLIC.contains(&mark.code))
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

    /// Whether a range names a region in another province than the document's: what it pays is help.
    pub(super) fn names_far_region(&self, range: TextRange) -> bool {
        let province = |place: &Place| place.path.first().cloned();
        let Some(home) = self.context.document.place.as_ref().and_then(province) else { return false };
        let places = self.context.mentions.places_in(range);
        places.first().is_some_and(|mention| {
            let named = self.context.mentions.organisations_in(range);
            if named.iter().any(|o| o.range.contains(mention.range)) {
                return false;
            }
            let high = matches!(
                mention.place.level,
                PlaceLevel::Province | PlaceLevel::Prefecture | PlaceLevel::County
            );
            high && province(&mention.place).is_some_and(|there| there != home)
        })
    }

    /// Whether a range names a province, prefecture or county that neither holds the document's place nor lies in it.
    pub(super) fn names_other_region(&self, range: TextRange) -> bool {
        let home = self.context.document.place.as_ref();
        self.context.mentions.places_in(range).iter().any(|mention| {
            let place = &mention.place;
            let high =
                matches!(place.level, PlaceLevel::Province | PlaceLevel::Prefecture | PlaceLevel::County);
            let kin = home
                .is_some_and(|home| home.path.starts_with(&place.path) || place.path.starts_with(&home.path));
            high && !kin
        })
    }

    /// 「某市和某县各拿出100万元」: whether the name of a region ends right before the verb of paying.
    pub(super) fn region_pays(&self, phrase: TextRange) -> bool {
        let Some(verb) = self.context.mentions.hits.within(Class::FundVerb, phrase).last() else {
            return false;
        };
        self.context.mentions.places_in(phrase).iter().any(|mention| {
            let between = TextRange::new(mention.range.end, verb.range.start.max(mention.range.end));
            let high = matches!(
                mention.place.level,
                PlaceLevel::Province | PlaceLevel::Prefecture | PlaceLevel::County | PlaceLevel::Township
            );
            high && mention.range.end <= verb.range.start
                && matches!(self.text(between), "" | "各" | "又" | "先" | "再")
        })
    }

    fn role_in(&self, range: TextRange) -> Option<Party> {
        let hit = self.context.mentions.hits.within(Class::FundParty, range).first().copied()?;
        Party::from_code(hit.code)
    }

    /// The level of a policy's own government, which pays what the policy promises.
    pub(super) fn policy_level(&self, at: u32) -> Option<FundLevel> {
        if !self.ruled(at) {
            return None;
        }
        level_of(self.context.document.place.as_ref()?.level)
    }
}

/// The level of government of a place.
const fn level_of(place: PlaceLevel) -> Option<FundLevel> {
    match place {
        PlaceLevel::Country => Some(FundLevel::Central),
        PlaceLevel::Province => Some(FundLevel::Provincial),
        PlaceLevel::Prefecture => Some(FundLevel::Prefectural),
        PlaceLevel::County => Some(FundLevel::County),
        PlaceLevel::Township => Some(FundLevel::Township),
        _ => None,
    }
}
