//! Who gives a sum, as far as the words say, and which kind of money a giver's is when nothing else names it.

use lianjie_core::FundingKind;
use lianjie_core::Party;

use crate::lexicon::Class;
use crate::reading::TextRange;

use super::Reader;

use FundingKind as K;

/// Bytes of a subject that opens a clause.
const SUBJECT_REACH: u32 = 18;

/// Whose money a sum is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Giver {
    /// Who gives without return and without being told to: 爱心人士, 商会, 基金会.
    Donor,
    /// A unit or region paired with the place: 帮扶单位, 援疆, 东西部协作, 工会.
    Unit,
    PolicyBank,
    Bank,
    /// A level of government, its treasury, or an office that spends a budget on its line of work: 交通局.
    Budget,
    Firm,
    Cooperative,
    /// 村集体, 村经济合作社.
    Village,
    /// 社会资本, 民间.
    Society,
    Household,
}

impl Giver {
    /// The kind of money when only the giver is known. `special` says that the budget's money is for the poor.
    pub(super) const fn kind(self, special: bool) -> FundingKind {
        match self {
            Self::Donor => K::Donation,
            Self::Unit => K::AssistanceUnit,
            Self::PolicyBank => K::PolicyBank,
            Self::Bank => K::ProjectLoan,
            Self::Budget if special => K::FiscalSpecial,
            Self::Budget => K::FiscalOther,
            Self::Village => K::EquityStake,
            Self::Firm | Self::Cooperative | Self::Society | Self::Household => K::SocialInvestment,
        }
    }
}

impl Reader<'_> {
    pub(super) fn marked(&self, code: &str, range: TextRange) -> bool {
        self.context.mentions.hits.within(Class::FundMark, range).iter().any(|hit| hit.code == code)
    }

    pub(super) fn linked(&self, code: &str, range: TextRange) -> bool {
        self.context.mentions.hits.within(Class::FundLink, range).iter().any(|hit| hit.code == code)
    }

    pub(super) fn has_verb(&self, code: &str, range: TextRange) -> bool {
        self.context.mentions.hits.within(Class::FundVerb, range).iter().any(|hit| hit.code == code)
    }

    /// Whether a range speaks of poverty or of money against it.
    pub(super) fn poor(&self, range: TextRange) -> bool {
        ["poverty", "poorhouse", "revival", "relief"].iter().any(|code| self.marked(code, range))
    }

    /// An enterprise, cooperative or park named in a range, or 企业 as such.
    pub(super) fn firm(&self, range: TextRange) -> bool {
        self.named_firm(range) || self.marked("enterprise", range) || self.marked("coop", range)
    }

    pub(super) fn named_firm(&self, range: TextRange) -> bool {
        let organisations = self.context.mentions.organisations_in(range);
        let guarantees = |range| self.marked("guarantor", range);
        organisations.iter().filter(|o| !guarantees(o.range)).any(|o| {
            !matches!(
                o.party,
                Party::Bank
                    | Party::Insurer
                    | Party::Government
                    | Party::Park
                    | Party::Base
                    | Party::Workshop
            )
        })
    }

    /// Whether a clause tells of a firm: by name, or as its subject: 「公司流转土地2000亩」.
    pub(super) fn firm_acts(&self, clause: TextRange) -> bool {
        let opens = TextRange::new(clause.start, clause.end.min(clause.start + SUBJECT_REACH));
        self.named_firm(clause) || self.marked("enterprise", opens) || self.marked("coop", opens)
    }

    /// 「引来企业12家」
    pub(super) fn draws_firms(&self, clause: TextRange) -> bool {
        let drawn = self.context.mentions.hits.within(Class::FundVerb, clause);
        drawn.iter().any(|verb| verb.code == "lever") && self.firm(clause)
    }

    /// The giver that a range names. The more particular role wins: a paired unit may be a firm or an office too.
    pub(super) fn giver(&self, range: TextRange) -> Option<Giver> {
        let fiscal = self.marked("fiscal", range) || self.marked("bond", range);
        let unit = (self.marked("unit", range) || self.marked("pair", range)) && !fiscal
            || self.marked("office", range)
            || self.names_far_region(range);
        [
            (self.marked("donor", range), Giver::Donor),
            (unit, Giver::Unit),
            (self.marked("policy_bank", range), Giver::PolicyBank),
            (self.marked("bank", range), Giver::Bank),
            (
                fiscal
                    || self.marked("sector", range)
                    || self.marked("relief", range)
                    || self.named_level(range),
                Giver::Budget,
            ),
            (self.marked("coop", range), Giver::Cooperative),
            (self.firm(range), Giver::Firm),
            (self.marked("village", range), Giver::Village),
            (self.marked("social", range), Giver::Society),
            (self.marked("household", range) || self.marked("poorhouse", range), Giver::Household),
        ]
        .into_iter()
        .find_map(|(named, giver)| named.then_some(giver))
    }

    /// Whether a range says that a sum is what several come to: 「三股合起来」, 「总盘子」.
    pub(super) fn gathers(&self, link: TextRange) -> bool {
        let hits = &self.context.mentions.hits;
        let cues = hits.within(Class::RelationCue, link);
        cues.iter().any(|cue| matches!(cue.code, "together" | "grand_total" | "total"))
            || hits.within(Class::Fund, link).last().is_some_and(|head| head.code == "pot")
    }

    /// A giver that stands right before a sum, in a list of givers: 「帮扶单位100万元、村民自筹50万元」.
    pub(super) fn listed_giver(&self, range: TextRange) -> Option<FundingKind> {
        let last = self.context.mentions.hits.within(Class::FundMark, range).last()?;
        if last.range.end + 3 < range.end {
            return None;
        }
        Some(match self.giver(range)? {
            Giver::Cooperative => K::EquityStake,
            giver => giver.kind(self.poor(range)),
        })
    }

    /// 「省城援建的280万元」: the giver whose money a sum is called, right before it.
    pub(super) fn given_by(&self, before: TextRange) -> Option<FundingKind> {
        let hits = &self.context.mentions.hits;
        let of = hits.within(Class::FundLink, before).last()?;
        if of.code != "of" || of.range.end != before.end {
            return None;
        }
        let mark = hits.within(Class::FundMark, before).last()?;
        if mark.range.end != of.range.start {
            return None;
        }
        match mark.code {
            "pair" | "unit" => Some(K::AssistanceUnit),
            "donor" => Some(K::Donation),
            _ => None,
        }
    }

    /// 「余下80万元由某公司补齐」: the giver behind a sum, when a verb of paying follows it.
    pub(super) fn paid_by(&self, after: TextRange) -> Option<FundingKind> {
        let hits = &self.context.mentions.hits;
        let by = hits.within(Class::FundLink, after).iter().find(|hit| match hit.code {
            "by" => true,
            "is" => hit.range.start == after.start,
            _ => false,
        })?;
        let from = TextRange::new(by.range.end, after.end.max(by.range.end));
        // 「是公司出的」: only with 的 behind its verb.
        if by.code == "is" {
            let verb = hits.within(Class::FundVerb, from).last()?;
            hits.at(Class::FundLink, verb.range.end).filter(|hit| hit.code == "of")?;
        }
        let verb = hits.within(Class::FundVerb, from).last();
        let pays = verb
            .is_some_and(|verb| !matches!(verb.code, "use" | "lend" | "hand_out" | "borrow" | "reward"))
            || hits.within(Class::FundTerm, from).iter().any(|term| term.code == "share");
        if !pays {
            return None;
        }
        if verb.is_some_and(|verb| verb.code == "donate") {
            return Some(K::Donation);
        }
        let fund =
            hits.within(Class::Fund, from).iter().any(|head| FundingKind::from_code(head.code).is_some());
        if self.linked("join", from) && (fund || self.marked("fiscal", from)) {
            return Some(K::Total);
        }
        self.giver(from).map(|giver| giver.kind(self.poor(from)))
    }
}
