//! Which kind of money a sum is: from what it is called, who gives it, who gets it, and the verb between them.

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
    /// From the start of the paragraph, or somewhat before the sentence, up to the sum.
    pub(super) story: TextRange,
    /// The clause before the sum's, when it tells no sum.
    pub(super) preceding: TextRange,
    /// The sentence.
    pub(super) sentence: TextRange,
    /// Behind the sum, to the end of the clause.
    pub(super) tail: TextRange,
    /// The clauses after that, up to the next sum.
    pub(super) following: TextRange,
}

/// Whose money it is, as far as the words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Giver {
    Donor,
    Unit,
    PolicyBank,
    Bank,
    Budget,
    Firm,
    Cooperative,
    Society,
    Household,
}

/// A bonus this large is a pool, not one receiver's.
const POOL: i64 = 2_000_000;
/// Less than this is a price.
const PRICE: i64 = 1_000;
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

    fn poor(&self, range: TextRange) -> bool {
        self.marked("poverty", range) || self.marked("poorhouse", range)
    }

    /// An enterprise, cooperative or park named in a range, or 企业 as such.
    pub(super) fn firm(&self, range: TextRange) -> bool {
        self.named_firm(range) || self.marked("enterprise", range) || self.marked("coop", range)
    }

    fn named_firm(&self, range: TextRange) -> bool {
        let organisations = self.context.mentions.organisations_in(range);
        organisations.iter().any(|o| !matches!(o.party, Party::Bank | Party::Insurer | Party::Government))
    }

    fn giver(&self, range: TextRange) -> Option<Giver> {
        let budget = self.marked("fiscal", range) || self.level(range).is_some();
        let unit =
            self.marked("unit", range) && !self.marked("fiscal", range) || self.marked("office", range);
        if self.marked("donor", range) {
            Some(Giver::Donor)
        } else if unit {
            Some(Giver::Unit)
        } else if self.marked("policy_bank", range) {
            Some(Giver::PolicyBank)
        } else if self.marked("bank", range) {
            Some(Giver::Bank)
        } else if budget {
            Some(Giver::Budget)
        } else if self.marked("coop", range) {
            Some(Giver::Cooperative)
        } else if self.firm(range) {
            Some(Giver::Firm)
        } else if self.marked("social", range) {
            Some(Giver::Society)
        } else if self.marked("household", range) || self.marked("poorhouse", range) {
            Some(Giver::Household)
        } else {
            None
        }
    }

    /// The kind of a sum; `None` when it is no source.
    pub(super) fn kind(&self, quantity: &Quantity, governor: &Governor<'_>, field: Field) -> Option<Kind> {
        let verb = governor.verb.map(|verb| verb.code);
        let Some(head) = governor.head.map(|head| head.code) else {
            return self.bare(quantity, governor, field);
        };
        if governor.verb_last() && self.is_mixed(field.phrase) {
            return Some(read(K::Total));
        }
        let phrase = field.phrase;
        let found = match head {
            "money" => Some(self.money(verb, true, field)),
            "aid" if governor.behind && (self.policy || verb == Some("reward")) => {
                (!is_personal(quantity)).then_some(read(K::Reward))
            }
            "aid" => Some(self.money(verb.or(Some("allot")), true, field)),
            "subsidy" | "reward" => return self.bonus(quantity, governor, field),
            "loan" => self.loan(quantity, verb, field),
            "own" => Some(self.own(phrase)),
            "agri_loan" => Some(read(K::Total)),
            "premium" => (!is_personal(quantity)).then_some(read(K::InsuranceFund)),
            "investment" => match self.lent(phrase) {
                Some(kind) => Some(read(kind)),
                None => Some(self.investment(governor.is_short(), verb, field)),
            },
            "micro_loan" if self.marked("micro", phrase) => Some(named(K::MicroLoan)),
            "micro_loan" | "project_loan" if self.marked("policy_bank", phrase) => Some(read(K::PolicyBank)),
            "micro_loan" | "project_loan" if self.firm(phrase) && !self.marked("poorhouse", phrase) => {
                Some(read(K::EnterpriseLoan))
            }
            "assistance_unit" if self.level(phrase) == Some(FundLevel::Central) => {
                Some(read(K::FiscalSpecial))
            }
            "special_fund" if verb == Some("donate") => Some(read(K::Donation)),
            "fiscal_special" | "fiscal_other" | "fiscal_integrated" | "special_fund" => {
                self.budget(head, field)
            }
            code => FundingKind::from_code(code).map(named),
        };
        found.filter(|kind| {
            let pooled = matches!(kind.kind, K::Total | K::FiscalOther | K::FiscalSpecial | K::Donation);
            let limit =
                kind.kind == K::Total && (quantity.bound == Bound::AtMost || is_below(quantity, PRICE));
            !(limit || pooled && is_personal(quantity))
        })
    }

    /// A sum that a verb alone governs.
    fn bare(&self, quantity: &Quantity, governor: &Governor<'_>, field: Field) -> Option<Kind> {
        let verb = governor.verb.map(|verb| verb.code);
        let personal = is_personal(quantity);
        let household = self.marked("household", field.lead) || self.marked("poorhouse", field.lead);
        match verb? {
            "invest" if personal => None,
            "invest" => Some(self.investment(true, verb, field)),
            "lend" | "borrow" => self.loan(quantity, verb, field),
            "donate" => (!personal).then_some(named(K::Donation)),
            "reward" => {
                ((!personal || self.policy) && !self.is_price(quantity, field)).then_some(named(K::Reward))
            }
            "stake" if quantity.per.contains(&Per::Village) => None,
            "stake" => Some(named(K::EquityStake)),
            "give" => self.gives(governor).then(|| self.money(verb, false, field)),
            "own" => Some(self.own(field.phrase)),
            "lever" => self.marked("social", field.phrase).then_some(read(K::SocialInvestment)),
            "spend" if household || personal || is_below(quantity, STORY) => None,
            "spend" if self.firm(field.phrase) => Some(read(K::SocialInvestment)),
            "spend" => Some(read(K::Total)),
            "use" => None,
            _ if personal || quantity.bound == Bound::AtMost || is_below(quantity, PRICE) => None,
            _ => Some(self.money(verb, false, field)),
        }
    }

    /// 「某公司出4000万元」: whether a giver stands right before the verb 出.
    fn gives(&self, governor: &Governor<'_>) -> bool {
        let Some(verb) = governor.verb else { return false };
        let before = TextRange::new(governor.phrase.start, verb.range.start);
        let named = self.context.mentions.organisations_in(before).last().map(|o| o.range.end);
        let marked =
            self.context.mentions.hits.within(Class::FundMark, before).last().map(|hit| hit.range.end);
        named == Some(verb.range.start) || marked == Some(verb.range.start)
    }

    /// Money of one's own: what a firm or households invest, a cooperative's stake.
    fn own(&self, range: TextRange) -> Kind {
        read(match self.giver(range) {
            Some(Giver::Firm | Giver::Household) => K::SocialInvestment,
            _ => K::EquityStake,
        })
    }

    /// Budget money whose noun names it.
    fn budget(&self, head: &str, field: Field) -> Option<Kind> {
        let own = FundingKind::from_code(head)?;
        let phrase = field.phrase;
        let unit = self.marked("unit", phrase) && !self.marked("fiscal", phrase);
        if own != K::SpecialFund && unit {
            return Some(read(K::AssistanceUnit));
        }
        if let Some(kind) = self.purpose(field).filter(|kind| own != K::SpecialFund && *kind != K::Reward) {
            return Some(named(kind));
        }
        Some(match own {
            K::FiscalOther if self.poor(phrase) && self.marked("earmarked", phrase) => read(K::FiscalSpecial),
            K::FiscalSpecial if self.marked("integrated", phrase) => read(K::FiscalIntegrated),
            _ => named(own),
        })
    }

    /// 奖励 补助: a bonus for whoever fulfils a condition, or a pool of budget money.
    fn bonus(&self, quantity: &Quantity, governor: &Governor<'_>, field: Field) -> Option<Kind> {
        if is_personal(quantity) && !self.policy || self.is_price(quantity, field) {
            return None;
        }
        let large = !is_below(quantity, POOL);
        let paid = governor.verb.is_some_and(|verb| verb.code != "reward");
        let is_reward = governor.head.is_some_and(|head| head.code == "reward");
        Some(if is_reward {
            named(K::Reward)
        } else if governor.behind || !paid || !large {
            read(K::Reward)
        } else if self.poor(field.phrase) {
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

    /// A sum whose only noun is 资金, or that a verb of paying governs.
    fn money(&self, verb: Option<&str>, noun: bool, field: Field) -> Kind {
        match verb {
            Some("donate") => return named(K::Donation),
            Some("stake") => return named(K::EquityStake),
            Some("own") => return self.own(field.phrase),
            Some("lever") => return read(K::SocialInvestment),
            _ => {}
        }
        if let Some(kind) = self.purpose(field) {
            return named(kind);
        }
        // 「筹措扶贫专项资金，累计投入资金1346万元」: a bare 资金 takes the modifiers of the clause before it.
        let plain =
            noun && !self.has(Class::FundMark, field.phrase) && self.has(Class::Fund, field.preceding);
        let phrase = if plain { field.preceding.cover(field.phrase) } else { field.phrase };
        let special = self.poor(phrase) || self.poor(field.sentence);
        let budget = if special { K::FiscalSpecial } else { K::FiscalOther };
        // 「某大学选派干部驻村，累计筹措资金1300万元」: the subject may stand in the clause before.
        let subject = || self.giver(field.preceding).filter(|giver| *giver == Giver::Unit);
        read(match self.giver(phrase).or_else(subject) {
            Some(Giver::Donor) => K::Donation,
            _ if self.marked("stake", phrase) => K::EquityStake,
            Some(Giver::Unit) => K::AssistanceUnit,
            _ if noun && self.marked("integrated", phrase) => K::FiscalIntegrated,
            Some(Giver::PolicyBank) => K::PolicyBank,
            Some(Giver::Bank) => K::ProjectLoan,
            Some(Giver::Budget) => budget,
            _ if noun && self.poor(phrase) => K::FiscalSpecial,
            Some(Giver::Firm | Giver::Cooperative) => K::SocialInvestment,
            Some(Giver::Society) if noun => K::SocialInvestment,
            _ if matches!(verb, Some("allot" | "seek")) => budget,
            _ if verb == Some("pay") && self.named_firm(field.preceding) => K::SocialInvestment,
            _ => K::Total,
        })
    }

    /// What a sum is set up as or used for: 「拿出500万元，建立产业保险基金」.
    fn purpose(&self, field: Field) -> Option<FundingKind> {
        let hits = &self.context.mentions.hits;
        let of = |range: TextRange| {
            hits.within(Class::Fund, range).iter().find_map(|head| {
                if head.code == "premium" {
                    return Some(K::InsuranceFund);
                }
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

    /// A loan by its borrower: household, firm, project.
    fn loan(&self, quantity: &Quantity, verb: Option<&str>, field: Field) -> Option<Kind> {
        let around = field.phrase.cover(field.tail);
        let by_mark = |marks: &[(&str, FundingKind)], range| {
            marks.iter().find(|(mark, _)| self.marked(mark, range)).map(|(_, kind)| read(*kind))
        };
        let small = quantity.value.is_some_and(|value| value <= Decimal::from(PERSONAL_LOAN));
        by_mark(
            &[
                ("policy_bank", K::PolicyBank),
                ("relending", K::Relending),
                ("micro", K::MicroLoan),
                ("poorhouse", K::MicroLoan),
            ],
            around,
        )
        .or_else(|| self.firm(around).then_some(read(K::EnterpriseLoan)))
        .or_else(|| {
            by_mark(&[("poverty", K::MicroLoan), ("agri", K::Total), ("project", K::ProjectLoan)], around)
        })
        .or_else(|| small.then_some(read(K::MicroLoan)))
        .or_else(|| self.marked("household", around).then_some(read(K::ProjectLoan)))
        .or_else(|| {
            by_mark(
                &[("micro", K::MicroLoan), ("poorhouse", K::MicroLoan), ("poverty", K::ProjectLoan)],
                field.sentence,
            )
        })
        .or_else(|| {
            self.capped(quantity, field.phrase.start, field.phrase.end).then_some(read(K::EnterpriseLoan))
        })
        .or_else(|| verb.is_some().then_some(read(K::ProjectLoan)))
    }

    /// `plain`: the word is 投资 itself, which has a subject, and not 总投资 or 投资规模.
    fn investment(&self, plain: bool, verb: Option<&str>, field: Field) -> Kind {
        let phrase = field.phrase;
        read(match self.giver(phrase) {
            Some(Giver::Society) => K::SocialInvestment,
            _ if verb == Some("lever") => K::SocialInvestment,
            Some(Giver::Unit) => K::AssistanceUnit,
            Some(Giver::Firm | Giver::Cooperative) => K::SocialInvestment,
            _ if self.marked("fiscal", phrase) => K::FiscalOther,
            Some(Giver::Budget) => K::Total,
            Some(Giver::Household) if plain => K::SocialInvestment,
            _ if plain && self.named_firm(field.preceding) => K::SocialInvestment,
            _ if self.named_firm(field.story) => K::SocialInvestment,
            _ => K::Total,
        })
    }

    /// Whether a bonus is part of a price: 「每斤比市价高，再补0.2元」.
    fn is_price(&self, quantity: &Quantity, field: Field) -> bool {
        quantity.value.is_some_and(|value| value < Decimal::ONE) && self.has(Class::FundStop, field.lead)
    }

    /// A giver that stands right before a sum, in a list of givers: 「帮扶单位100万元、村民自筹50万元」.
    pub(super) fn listed_giver(&self, range: TextRange) -> Option<FundingKind> {
        let last = self.context.mentions.hits.within(Class::FundMark, range).last()?;
        if last.range.end + 3 < range.end {
            return None;
        }
        Some(match self.giver(range)? {
            Giver::Donor => K::Donation,
            Giver::Unit => K::AssistanceUnit,
            Giver::PolicyBank => K::PolicyBank,
            Giver::Bank => K::ProjectLoan,
            Giver::Budget if self.poor(range) => K::FiscalSpecial,
            Giver::Budget => K::FiscalOther,
            Giver::Cooperative => K::EquityStake,
            Giver::Firm | Giver::Society | Giver::Household => K::SocialInvestment,
        })
    }
}

fn is_below(quantity: &Quantity, limit: i64) -> bool {
    quantity.value.is_some_and(|value| value < Decimal::from(limit))
}

/// Whether a sum is one person's or one family's.
pub(super) fn is_personal(quantity: &Quantity) -> bool {
    quantity.per.iter().any(|per| matches!(per, Per::Person | Per::Household | Per::Month))
}
