//! Which kind of money a sum is, from its governor and the modifiers around it.

use lianjie_core::{Bound, Decimal, FundLevel, FundingKind, Party, Per};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;

use super::Reader;
use super::governor::Governor;

use FundingKind as K;

/// A kind and whether the head noun itself names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) kind: FundingKind,
    pub(super) named: bool,
}

const fn named(kind: FundingKind) -> Kind {
    Kind { kind, named: true }
}

const fn read(kind: FundingKind) -> Kind {
    Kind { kind, named: false }
}

/// Where the words around a sum are looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// The sum with its governor and modifiers.
    pub(super) phrase: TextRange,
    /// From the sum before, or the start of the sentence, up to the sum.
    pub(super) lead: TextRange,
    /// The clause before the sum's.
    pub(super) preceding: TextRange,
    /// The sentence.
    pub(super) sentence: TextRange,
    /// Behind the sum, to the end of the clause.
    pub(super) tail: TextRange,
    /// The clause after that.
    pub(super) following: TextRange,
}

/// A bonus this large is a pool, not one receiver's.
const POOL: i64 = 2_000_000;
/// Less than this is a family's expense.
const STORY: i64 = 100_000;
/// The most that one person borrows in a story.
const PERSONAL_LOAN: i64 = 500_000;

impl Reader<'_> {
    pub(super) fn marked(&self, code: &str, range: TextRange) -> bool {
        self.context.mentions.hits.within(Class::FundMark, range).iter().any(|hit| hit.code == code)
    }

    pub(super) fn linked(&self, code: &str, range: TextRange) -> bool {
        self.context.mentions.hits.within(Class::FundLink, range).iter().any(|hit| hit.code == code)
    }

    /// An enterprise, cooperative or park named in a range, or 企业 as such.
    fn firm(&self, range: TextRange) -> bool {
        self.named_firm(range) || self.marked("enterprise", range) || self.marked("coop", range)
    }

    fn named_firm(&self, range: TextRange) -> bool {
        let organisations = self.context.mentions.organisations_in(range);
        organisations.iter().any(|o| !matches!(o.party, Party::Bank | Party::Insurer | Party::Government))
    }

    /// Money of one's own: what a firm or households invest, a cooperative's stake.
    fn own(&self, field: Field) -> Kind {
        let range = field.phrase;
        let firm = self.marked("enterprise", range) || self.marked("micro", range);
        read(if firm && !self.marked("coop", range) { K::SocialInvestment } else { K::EquityStake })
    }

    /// The kind of a sum; `None` when it is no source.
    pub(super) fn kind(&self, quantity: &Quantity, governor: &Governor<'_>, field: Field) -> Option<Kind> {
        let verb = governor.verb.map(|verb| verb.code);
        let Some(head) = governor.head.map(|head| head.code) else {
            return self.bare(quantity, verb, field);
        };
        if governor.verb_last() && self.is_mixed(field.phrase) {
            return Some(read(K::Total));
        }
        let found = match head {
            "money" => self.money(verb, true, field),
            "subsidy" | "reward" => return self.bonus(quantity, governor, field),
            "loan" => self.loan(quantity, field),
            "own" => Some(self.own(field)),
            "agri_loan" => Some(read(K::Total)),
            "investment" => Some(
                self.lent(field.phrase)
                    .map_or_else(|| self.investment(governor.is_short(), verb, field), read),
            ),
            "micro_loan" if self.marked("micro", field.phrase) => Some(named(K::MicroLoan)),
            "micro_loan" | "project_loan" if self.marked("policy_bank", field.phrase) => {
                Some(read(K::PolicyBank))
            }
            "assistance_unit"
                if self.marked("fiscal", field.phrase) && self.has(Class::FundLevel, field.phrase) =>
            {
                Some(read(K::FiscalSpecial))
            }
            "special_fund" if verb == Some("donate") => Some(read(K::Donation)),
            "fiscal_special" | "fiscal_other" | "fiscal_integrated" | "special_fund" => {
                self.budget(head, field)
            }
            code => FundingKind::from_code(code).map(named),
        };
        found.filter(|kind| {
            if kind.kind == K::Total && quantity.bound == Bound::AtMost {
                return false;
            }
            let averaged = matches!(kind.kind, K::Total | K::FiscalOther | K::FiscalSpecial | K::Donation);
            !(averaged && is_personal(quantity))
        })
    }

    /// A sum that a verb alone governs.
    fn bare(&self, quantity: &Quantity, verb: Option<&str>, field: Field) -> Option<Kind> {
        let personal = is_personal(quantity);
        match verb? {
            "invest" => Some(self.investment(true, verb, field)),
            "borrow" if quantity.value.is_some_and(|value| value <= Decimal::from(PERSONAL_LOAN)) => {
                Some(read(K::MicroLoan))
            }
            "lend" | "borrow" => self.loan(quantity, field),
            "donate" => (!personal).then_some(named(K::Donation)),
            "reward" => (!personal && !self.is_price(quantity, field)).then_some(named(K::Reward)),
            "stake" => Some(named(K::EquityStake)),
            "own" => Some(self.own(field)),
            "lever" => self.marked("social", field.phrase).then_some(read(K::SocialInvestment)),
            "spend" if self.marked("micro", field.lead) || personal || is_below(quantity, STORY) => None,
            "spend" if self.firm(field.phrase) => Some(read(K::SocialInvestment)),
            "spend" => Some(read(K::Total)),
            _ if personal || quantity.bound == Bound::AtMost => None,
            _ => self.money(verb, false, field),
        }
    }

    /// Budget money whose noun names it.
    fn budget(&self, head: &str, field: Field) -> Option<Kind> {
        let own = FundingKind::from_code(head)?;
        let phrase = field.phrase;
        if own != K::SpecialFund && self.unit_gives(phrase) {
            return Some(read(K::AssistanceUnit));
        }
        if let Some(kind) = self.purpose(field).filter(|kind| own != K::SpecialFund && *kind != K::Reward) {
            return Some(named(kind));
        }
        Some(match own {
            K::FiscalOther if self.marked("poverty", phrase) && self.marked("earmarked", phrase) => {
                read(K::FiscalSpecial)
            }
            K::FiscalSpecial if self.marked("integrated", phrase) => read(K::FiscalIntegrated),
            _ => named(own),
        })
    }

    /// 奖励 补助: a bonus for whoever fulfils a condition, or a pool of budget money.
    fn bonus(&self, quantity: &Quantity, governor: &Governor<'_>, field: Field) -> Option<Kind> {
        // A policy pays firms for each person whom they employ.
        let for_firms = self.policy && self.firm(field.lead) && !quantity.per.contains(&Per::Month);
        if is_personal(quantity) && !for_firms || self.is_price(quantity, field) {
            return None;
        }
        let large = quantity.value.is_some_and(|value| value >= Decimal::from(POOL));
        let paid = governor.verb.is_some_and(|verb| verb.code != "reward");
        let is_reward = governor.head.is_some_and(|head| head.code == "reward");
        Some(if is_reward {
            named(K::Reward)
        } else if governor.behind || !paid || !large {
            read(K::Reward)
        } else if self.marked("poverty", field.phrase) {
            read(K::FiscalSpecial)
        } else {
            read(K::FiscalOther)
        })
    }

    /// Whether a phrase lists money of several kinds: 「社会资本、扶贫资金、小额信贷汇成1000万元」.
    fn is_mixed(&self, phrase: TextRange) -> bool {
        let heads = self.context.mentions.hits.within(Class::Fund, phrase);
        let mut kinds = heads.iter().filter_map(|head| FundingKind::from_code(head.code));
        let first = kinds.next();
        kinds.any(|kind| Some(kind) != first) && self.linked("join", phrase)
    }

    /// The loan that an investment is made of: 「世行贷款项目完成投资9.6亿元」.
    fn lent(&self, phrase: TextRange) -> Option<FundingKind> {
        let head = self.context.mentions.hits.within(Class::Fund, phrase).first()?;
        FundingKind::from_code(head.code).filter(|kind| matches!(kind, K::ProjectLoan | K::PolicyBank))
    }

    /// Whether an assisting unit is the giver and no budget is named.
    fn unit_gives(&self, range: TextRange) -> bool {
        self.marked("unit", range) && !self.marked("fiscal", range)
    }

    /// A sum whose only noun is 资金, or that a verb of paying governs.
    fn money(&self, verb: Option<&str>, noun: bool, field: Field) -> Option<Kind> {
        match verb {
            Some("donate") => return Some(named(K::Donation)),
            Some("stake") => return Some(named(K::EquityStake)),
            Some("own") => return Some(self.own(field)),
            Some("lever") => return Some(read(K::SocialInvestment)),
            _ => {}
        }
        if let Some(kind) = self.purpose(field) {
            return Some(named(kind));
        }
        // 「筹措扶贫专项资金，累计投入资金1346万元」: a bare 资金 takes the modifiers of the clauses before it.
        let plain = noun && !self.has(Class::FundMark, field.phrase);
        let phrase = if plain { field.preceding.cover(field.phrase) } else { field.phrase };
        let first = [
            ("donor", K::Donation),
            ("stake", K::EquityStake),
            ("unit", K::AssistanceUnit),
            ("integrated", K::FiscalIntegrated),
            ("policy_bank", K::PolicyBank),
            ("bank", K::ProjectLoan),
        ]
        .into_iter()
        .find(|(mark, _)| {
            self.marked(mark, phrase)
                && match *mark {
                    "unit" => !self.marked("fiscal", phrase),
                    "integrated" => noun,
                    _ => true,
                }
        });
        if let Some((_, kind)) = first {
            return Some(read(kind));
        }
        let poor = self.marked("poverty", phrase);
        let level = self.has(Class::FundLevel, phrase);
        if self.marked("fiscal", phrase) || level {
            let special = poor || self.marked("poverty", field.sentence);
            return Some(read(if special { K::FiscalSpecial } else { K::FiscalOther }));
        }
        if noun && poor {
            Some(read(K::FiscalSpecial))
        } else if self.firm(phrase) || noun && self.marked("social", phrase) {
            Some(read(K::SocialInvestment))
        } else if noun || matches!(verb, Some("pay" | "raise")) {
            Some(read(K::Total))
        } else {
            None
        }
    }

    /// What a sum is set up as or used for: 「拿出500万元，建立产业保险基金」.
    fn purpose(&self, field: Field) -> Option<FundingKind> {
        let hits = &self.context.mentions.hits;
        let of = |range: TextRange| {
            hits.within(Class::Fund, range).iter().find_map(|head| {
                let kind = FundingKind::from_code(head.code)?;
                let set_aside = matches!(
                    kind,
                    K::RiskCompensation
                        | K::GuaranteeFund
                        | K::InsuranceFund
                        | K::SpecialFund
                        | K::InterestSubsidy
                        | K::MutualAid
                        | K::Reward
                );
                set_aside.then_some(kind)
            })
        };
        let before = TextRange::new(field.phrase.start, field.lead.end);
        of(field.tail)
            .or_else(|| if self.linked("purpose", field.following) { of(field.following) } else { None })
            .or_else(|| if self.linked("purpose", before) { of(before) } else { None })
    }

    fn loan(&self, quantity: &Quantity, field: Field) -> Option<Kind> {
        let small = quantity.value.is_some_and(|value| value <= Decimal::from(PERSONAL_LOAN));
        let around = field.phrase.cover(field.tail);
        let by_mark = |marks: &[(&str, FundingKind)], range| {
            marks.iter().find(|(mark, _)| self.marked(mark, range)).map(|(_, kind)| read(*kind))
        };
        by_mark(
            &[("policy_bank", K::PolicyBank), ("relending", K::Relending), ("micro", K::MicroLoan)],
            around,
        )
        .or_else(|| self.firm(around).then_some(read(K::EnterpriseLoan)))
        .or_else(|| {
            by_mark(&[("poverty", K::MicroLoan), ("agri", K::Total), ("project", K::ProjectLoan)], around)
        })
        .or_else(|| by_mark(&[("micro", K::MicroLoan), ("poverty", K::ProjectLoan)], field.sentence))
        .or_else(|| small.then_some(read(K::MicroLoan)))
        .or_else(|| {
            self.capped(quantity, field.phrase.start, field.phrase.end).then_some(read(K::EnterpriseLoan))
        })
    }

    /// `plain`: the word is 投资 itself, which has a subject, and not 总投资 or 投资规模.
    fn investment(&self, plain: bool, verb: Option<&str>, field: Field) -> Kind {
        let phrase = field.phrase;
        let level = self.has(Class::FundLevel, phrase);
        let kind = if self.marked("social", phrase) || verb == Some("lever") {
            K::SocialInvestment
        } else if self.marked("fiscal", phrase) {
            K::FiscalOther
        } else if self.marked("unit", phrase) {
            K::AssistanceUnit
        } else if self.firm(phrase) || plain && !level && self.named_firm(field.preceding) {
            K::SocialInvestment
        } else {
            K::Total
        };
        read(kind)
    }

    /// Whether a bonus is part of a price: 「每斤比市价高，再补0.2元」.
    fn is_price(&self, quantity: &Quantity, field: Field) -> bool {
        quantity.value.is_some_and(|value| value < Decimal::ONE) && self.has(Class::FundStop, field.lead)
    }
}

fn is_below(quantity: &Quantity, limit: i64) -> bool {
    quantity.value.is_some_and(|value| value < Decimal::from(limit))
}

/// Whether a sum is one person's or one family's.
pub(super) fn is_personal(quantity: &Quantity) -> bool {
    quantity.per.iter().any(|per| matches!(per, Per::Person | Per::Household | Per::Month))
}
