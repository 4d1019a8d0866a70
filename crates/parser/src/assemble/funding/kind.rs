//! Which kind of money a sum is. The argument, by roles:
//!
//! 1. The noun names an instrument (风险补偿金, 衔接资金, 互助金): that instrument, unless who gives it says otherwise.
//! 2. What the sum is set up as says so: 「出资320万元，设立养殖业保险基金」.
//! 3. What is lent goes by the lender (农发行), else by the borrower: household, firm, anybody.
//! 4. A bonus is a reward for who fulfils a condition; a large sum of 补贴 told as spent is the budget's.
//! 5. Plain 资金 and plain verbs of paying go by the giver; see [`Giver::kind`].
//! 6. Without a giver, money asked for or allotted is the budget's; what is invested or spent is a total.

use lianjie_core::{Bound, Decimal, FundLevel, FundingKind, Per};

use crate::lexicon::Class;
use crate::mention::Quantity;
use crate::reading::TextRange;

use super::Reader;
use super::giver::Giver;
use super::governor::Governor;
use super::loan::PERSONAL_LOAN;

use FundingKind as K;

/// A kind and whether the head noun itself names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) code: FundingKind,
    pub(super) named: bool,
    /// Whether neither giver nor receiver is told, so that the loans told before may be meant.
    pub(super) open: bool,
}

pub(super) const fn named(code: FundingKind) -> Kind {
    Kind { code, named: true, open: false }
}

pub(super) const fn read(code: FundingKind) -> Kind {
    Kind { code, named: false, open: false }
}

/// Where the words around a sum are looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// The sum with its governor and modifiers.
    pub(super) phrase: TextRange,
    /// From the sum before, or the start of the sentence, up to the sum.
    pub(super) lead: TextRange,
    /// The clause before the sum's, when it tells no sum.
    pub(super) preceding: TextRange,
    /// The sentence, as far as it is near.
    pub(super) sentence: TextRange,
    /// Behind the sum, to the end of the clause.
    pub(super) tail: TextRange,
    /// The clauses after that, up to the next sum.
    pub(super) following: TextRange,
    /// Who gave the sums told before it, when its clause opens with what is done and names nobody else.
    pub(super) subject: Option<Giver>,
}

impl Field {
    /// From the sum before to the sum after.
    pub(super) fn near(self) -> TextRange {
        self.lead.cover(self.phrase).cover(self.tail).cover(if self.following.is_empty() {
            self.tail
        } else {
            self.following
        })
    }

    /// The sentence behind the sum.
    pub(super) fn rest(self) -> TextRange {
        TextRange::new(self.phrase.end.min(self.sentence.end), self.sentence.end)
    }

    /// The sentence up to the sum.
    pub(super) fn told(self) -> TextRange {
        TextRange::new(self.sentence.start, self.phrase.end)
    }
}

/// Less than this is a price.
pub(super) const PRICE: i64 = 1_000;
/// Less than this is a family's expense.
pub(super) const STORY: i64 = 100_000;

impl Reader<'_> {
    /// The kind of a sum; `None` when it is no source.
    pub(super) fn kind(&self, quantity: &Quantity, governor: &Governor<'_>, field: Field) -> Option<Kind> {
        let verb = governor.verb.map(|verb| if verb.code == "pay_out" { "allot" } else { verb.code });
        let Some(head) = governor.head.map(|head| head.code) else {
            return self.bare(quantity, governor, field);
        };
        if governor.verb_last() && self.is_mixed(field.phrase) {
            return Some(read(K::Total));
        }
        let phrase = field.phrase;
        let found = match head {
            "interest_subsidy" if verb == Some("borrow") && governor.verb_last() => {
                self.loan(quantity, verb, field)
            }
            "money" if self.is_bonus_for(quantity, verb, field) => Some(read(K::Reward)),
            "money" => Some(self.money(verb, true, field)),
            // 「搬迁资金总盘子4.6亿元」
            "pot" if self.pools(governor) => Some(self.pot(field).map_or(read(K::Total), read)),
            "pot" => self.pot(field).map(read),
            // 「到户产业扶持资金人均6400元」
            "aid" | "fiscal_special" | "fiscal_other"
                if is_personal(quantity) && self.ruled(quantity.range.start) =>
            {
                (!self.schools(field.lead)).then_some(read(K::Reward))
            }
            "aid" if governor.behind && (self.policy || verb == Some("reward")) => {
                (!is_personal(quantity)).then_some(read(K::Reward))
            }
            "aid" => {
                let given = verb.filter(|verb| !matches!(*verb, "pay" | "spend" | "use"));
                Some(self.money(given.or(Some("allot")), true, field))
            }
            "subsidy" | "reward" => return self.bonus(quantity, governor, field),
            "loan" if self.overview && self.is_signed(field.told()) => None,
            "loan" => self.loan(quantity, verb, field),
            "subsidised_loan" if is_at_most(quantity, PERSONAL_LOAN) => Some(read(K::MicroLoan)),
            "subsidised_loan" => Some(self.subsidised_loan(field)),
            "industry_loan" => Some(self.industry_loan(field)),
            "own" => (!is_personal(quantity)).then(|| self.own(phrase)),
            "agri_loan" => Some(read(K::Total)),
            // A premium for one head or one mu is a price, unless it is told who pays which part of it.
            "premium" => {
                let shared = is_below(quantity, PRICE)
                    && (self.public_pays(quantity, field.rest())
                        || self.public_pays(quantity, self.next_sentence(field)));
                (shared || !is_unit_price(quantity)).then_some(read(K::InsuranceFund))
            }
            "investment" if self.is_signed(phrase) => None,
            "investment" => match self.lent(phrase) {
                Some(kind) => Some(read(kind)),
                None => Some(self.investment(governor.is_short(), verb, field)),
            },
            "micro_loan" if self.marked("micro", phrase) => Some(named(K::MicroLoan)),
            "micro_loan" | "project_loan" | "enterprise_loan"
                if self.marked("policy_bank", phrase.cover(field.tail))
                    || head == "project_loan" && self.policy_bank_lends(field) =>
            {
                Some(read(K::PolicyBank))
            }
            "micro_loan" | "project_loan" if self.firm(phrase) && !self.marked("poorhouse", phrase) => {
                Some(read(K::EnterpriseLoan))
            }
            "assistance_unit" => Some(self.assistance(governor, field)),
            "help" => Some(self.help(governor, field)),
            "special_fund" if verb == Some("donate") => Some(read(K::Donation)),
            // 「专项债券」: the noun's own 专项 earmarks nothing.
            "fiscal_other" if self.bonds(governor) => Some(named(K::FiscalOther)),
            "fiscal_special" | "fiscal_other" | "fiscal_integrated" | "special_fund" => {
                self.budget(head, governor, field)
            }
            code => FundingKind::from_code(code).map(named),
        };
        found.filter(|kind| {
            let pooled = matches!(kind.code, K::Total | K::FiscalOther | K::FiscalSpecial | K::Donation);
            let limit = kind.code == K::Total
                && (quantity.bound == Bound::AtMost || is_below(quantity, PRICE) || is_unit_price(quantity));
            !(limit || pooled && is_personal(quantity))
        })
    }

    /// A sum that a verb alone governs.
    fn bare(&self, quantity: &Quantity, governor: &Governor<'_>, field: Field) -> Option<Kind> {
        let verb = governor.verb.map(|verb| verb.code);
        let personal = is_personal(quantity);
        let household = self.marked("household", field.lead) || self.marked("poorhouse", field.lead);
        match verb? {
            "invest" | "donate" | "aid" if personal => None,
            "invest" => Some(self.investment(true, verb, field)),
            // 「发放补助450万元」 lends nothing.
            "pay_out" | "hand_out" if verb == Some("pay_out") || !self.tells_of_loans(field.sentence) => {
                let large = !personal && !is_below(quantity, STORY);
                let told = if self.tells_of_bonus(field) {
                    read(K::Reward)
                } else {
                    Kind { open: true, ..self.money(Some("allot"), false, field) }
                };
                large.then_some(told)
            }
            "lend" | "borrow" | "hand_out" => self.loan(quantity, verb, field),
            "donate" => Some(named(K::Donation)),
            // 「某市援建150万元」: a paired region or unit builds; others give.
            "aid" => Some(match self.giver(field.phrase) {
                Some(Giver::Unit | Giver::Budget) => read(K::AssistanceUnit),
                _ => read(K::Donation),
            }),
            "more" if !self.policy => None,
            "reward" | "more" => self.is_bonus(quantity, field).then_some(named(K::Reward)),
            // 「县财政贴出96万元」: interest where lending is told, else what the treasury adds.
            "subsidise" => Some(self.reimbursed(field)),
            "stake" if quantity.per.contains(&Per::Village) => None,
            // 「一头作价2万元」 is a price, unless what it is worth is put in.
            "stake" if is_unit_price(quantity) && self.prices(governor) && !self.has_stake(field) => None,
            "stake" => Some(named(K::EquityStake)),
            "give" if !quantity.per.is_empty() => None,
            "give" if self.giver(field.phrase) == Some(Giver::Household) => None,
            "give" => self.gives(governor).then(|| self.money(verb, false, field)),
            "own" => Some(self.own(field.phrase)),
            "lever" => self.marked("social", field.phrase).then_some(read(K::SocialInvestment)),
            "raise" | "spend" | "pay" if self.is_put_in(quantity, verb, field) => Some(read(K::EquityStake)),
            "spend" if household && !self.firm(field.lead) || personal || is_below(quantity, STORY) => None,
            "spend" => Some(self.money(verb, false, field)),
            "use" => None,
            _ if personal || quantity.bound == Bound::AtMost || is_below(quantity, PRICE) => None,
            _ => Some(self.money(verb, false, field)).filter(|kind| !self.is_paid_out(*kind, field)),
        }
    }

    /// 「拿出8万元给股东分红」: what nobody in particular pays, told with what is got by it, is a receipt.
    fn is_paid_out(&self, kind: Kind, field: Field) -> bool {
        let clause = TextRange::new(field.phrase.start, field.tail.end.max(field.phrase.end));
        let stops = self.context.mentions.hits.within(Class::FundStop, clause);
        matches!(kind.code, K::Total | K::EquityStake) && stops.iter().any(|stop| stop.code == "income")
    }

    /// 「某公司出4000万元」: whether a giver stands right before the verb 出.
    fn gives(&self, governor: &Governor<'_>) -> bool {
        let Some(verb) = governor.verb else { return false };
        let before = TextRange::new(governor.phrase.start, verb.range.start);
        let hits = &self.context.mentions.hits;
        let named = self.context.mentions.organisations_in(before).last().map(|o| o.range.end);
        let marked = hits.within(Class::FundMark, before).last().map(|hit| hit.range.end);
        let level = hits.within(Class::FundLevel, before).last().map(|hit| hit.range.end);
        [named, marked, level].contains(&Some(verb.range.start))
    }

    /// Whether a pot's noun stands right behind 资金.
    fn pools(&self, governor: &Governor<'_>) -> bool {
        let start = governor.head.map_or(0, |head| head.range.start);
        let before = TextRange::new(governor.phrase.start.min(start), start);
        let head = self.context.mentions.hits.within(Class::Fund, before).last();
        head.is_some_and(|head| head.code == "money" && head.range.end == start)
    }

    /// Money of one's own: what a firm or households invest, a cooperative's stake.
    fn own(&self, range: TextRange) -> Kind {
        read(match self.giver(range) {
            Some(Giver::Firm | Giver::Household) => K::SocialInvestment,
            Some(Giver::Unit | Giver::Donor) => K::Donation,
            _ => K::EquityStake,
        })
    }

    /// 帮扶资金 援助资金: the budget's when its treasury or a named region gives it, the units' otherwise.
    fn assistance(&self, governor: &Governor<'_>, field: Field) -> Kind {
        let start = governor.head.map_or(field.phrase.end, |head| head.range.start);
        let before = TextRange::new(field.phrase.start, start.max(field.phrase.start));
        if self.marked("unit", before) {
            return named(K::AssistanceUnit);
        }
        if self.level(before) == Some(FundLevel::Central) {
            return read(K::FiscalSpecial);
        }
        let sought = governor.verb.is_some_and(|verb| verb.code == "seek");
        let treasury = self.marked("fiscal", before.cover(TextRange::new(start, field.phrase.end)));
        if treasury && !sought && self.names_other_region(field.preceding.cover(before)) {
            return read(K::FiscalOther);
        }
        named(K::AssistanceUnit)
    }

    /// 帮扶资金: who is paired with the place gives it, when one is told; else it is the budget's for the poor.
    fn help(&self, governor: &Governor<'_>, field: Field) -> Kind {
        let start = governor.head.map_or(field.phrase.end, |head| head.range.start);
        let told = TextRange::new(field.sentence.start.min(start), start);
        let paired = ["unit", "pair", "office", "donor"].iter().any(|code| self.marked(code, told))
            || self.names_other_region(told)
            || self.firm(TextRange::new(field.phrase.start.min(start), start));
        if paired { self.assistance(governor, field) } else { read(K::FiscalSpecial) }
    }

    /// Whether the verb tells what a thing is worth: 作价.
    fn prices(&self, governor: &Governor<'_>) -> bool {
        let stops = &self.context.mentions.hits;
        governor.verb.is_some_and(|verb| {
            stops.within(Class::FundStop, verb.range).iter().any(|stop| stop.code == "convert")
        })
    }

    /// Whether the head noun is a bond.
    fn bonds(&self, governor: &Governor<'_>) -> bool {
        governor.head.is_some_and(|head| self.marked("bond", head.range))
    }

    /// Whether a range tells that the budget pays: 「县财政出36元」, 「中央补40元」.
    fn public_pays(&self, premium: &Quantity, range: TextRange) -> bool {
        let part = |index: usize| {
            let part = self.context.mentions.quantities.get(index);
            part.is_some_and(|part| part.value < premium.value)
        };
        (self.marked("fiscal", range) || self.named_level(range)) && self.yuan(range).any(part)
    }

    /// The sentence behind the one of a sum, in its paragraph.
    fn next_sentence(&self, field: Field) -> TextRange {
        let outline = self.context.outline;
        let at = outline.sentence_at(field.phrase.start);
        let own = at.and_then(|at| outline.sentence(at));
        let next = at.and_then(|at| outline.sentence(at + 1));
        let next = next.filter(|next| own.is_some_and(|own| own.block == next.block));
        next.map_or(TextRange::default(), |next| next.range)
    }

    /// Budget money whose noun names it.
    fn budget(&self, head: &str, governor: &Governor<'_>, field: Field) -> Option<Kind> {
        let own = FundingKind::from_code(head)?;
        let phrase = field.phrase;
        let unit =
            (self.marked("unit", phrase) || self.marked("pair", phrase)) && !self.marked("fiscal", phrase);
        // 「第一书记争取的衔接资金」: who asks for the budget's money does not give it.
        let sought = || self.has_verb("seek", phrase);
        if own != K::SpecialFund && unit && !sought() {
            return Some(read(K::AssistanceUnit));
        }
        // 「各企业累计投入扶贫资金18亿元」: firms put in money of their own.
        let verb = governor.verb.filter(|verb| matches!(verb.code, "pay" | "invest"));
        let before = verb.map(|verb| TextRange::new(phrase.start, verb.range.start.max(phrase.start)));
        let firm = before
            .is_some_and(|before| self.giver(before) == Some(Giver::Firm) && !self.linked("to", before));
        if own == K::FiscalSpecial && firm && !self.marked("fiscal", phrase) {
            return Some(read(K::SocialInvestment));
        }
        if let Some(kind) = self.purpose(field).filter(|kind| own != K::SpecialFund && *kind != K::Reward) {
            return Some(named(kind));
        }
        Some(match own {
            K::FiscalOther if self.poor(field.near()) && self.marked("earmarked", phrase) => {
                read(K::FiscalSpecial)
            }
            K::FiscalSpecial | K::FiscalOther if self.marked("integrated", phrase) => {
                read(K::FiscalIntegrated)
            }
            _ => named(own),
        })
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
        if let Some(kind) = self.topic(field) {
            return read(kind);
        }
        // 「筹措扶贫专项资金，累计投入资金1346万元」: a bare 资金 takes the modifiers of the clause before it.
        let plain =
            noun && !self.has(Class::FundMark, field.phrase) && self.has(Class::Fund, field.preceding);
        let phrase = if plain { field.preceding.cover(field.phrase) } else { field.phrase };
        let special = self.poor(field.near());
        // 「某大学选派干部驻村，累计筹措资金1300万元」: the subject may stand in the clause before.
        let subject = || self.giver(field.preceding).filter(|giver| *giver == Giver::Unit);
        let giver = self.giver(phrase).or_else(subject);
        read(match giver {
            Some(Giver::Donor) => K::Donation,
            _ if self.marked("stake", phrase) => K::EquityStake,
            Some(Giver::Unit) => K::AssistanceUnit,
            _ if noun && self.marked("integrated", field.lead.cover(field.preceding)) => K::FiscalIntegrated,
            Some(giver @ (Giver::PolicyBank | Giver::Bank | Giver::Budget)) => giver.kind(special),
            _ if noun && self.poor(phrase) => K::FiscalSpecial,
            // What is asked for or allotted comes from above: a firm beside it receives.
            _ if matches!(verb, Some("allot" | "seek")) => {
                self.fund.filter(|_| noun).unwrap_or_else(|| Giver::Budget.kind(special))
            }
            Some(giver @ (Giver::Firm | Giver::Cooperative)) => giver.kind(special),
            Some(Giver::Society) if noun => K::SocialInvestment,
            Some(Giver::Village) if !noun && !matches!(verb, Some("raise")) && !self.linked("to", phrase) => {
                K::EquityStake
            }
            _ if noun && matches!(verb, Some("lend" | "hand_out")) => Giver::Budget.kind(special),
            Some(Giver::Household) if verb == Some("raise") => K::SocialInvestment,
            _ if matches!(verb, Some("pay" | "spend")) && self.firm_acts(field.preceding) => {
                K::SocialInvestment
            }
            _ if noun => self.fund.or_else(|| subject_kind(field, special)).unwrap_or(K::Total),
            // 「返乡青年拿出80万元」, not 「为村民拿出80万元」
            Some(Giver::Household) if matches!(verb, Some("pay")) && !self.linked("to", phrase) => {
                self.inherited(field).unwrap_or(K::SocialInvestment)
            }
            _ if verb == Some("pay") && self.region_pays(phrase) => K::FiscalOther,
            _ => self.inherited(field).or_else(|| subject_kind(field, special)).unwrap_or(K::Total),
        })
    }

    /// `plain`: the word is 投资 itself, which has a subject, and not 总投资 or 投资规模.
    fn investment(&self, plain: bool, verb: Option<&str>, field: Field) -> Kind {
        let phrase = field.phrase;
        read(match self.giver(phrase) {
            Some(Giver::Society | Giver::Donor) => K::SocialInvestment,
            _ if verb == Some("lever") => K::SocialInvestment,
            Some(Giver::Unit) => K::AssistanceUnit,
            Some(Giver::Firm | Giver::Cooperative) => K::SocialInvestment,
            _ if self.marked("fiscal", phrase) || self.marked("sector", phrase) => K::FiscalOther,
            Some(Giver::Budget) => K::Total,
            Some(Giver::Household) if plain => K::SocialInvestment,
            _ if plain && (self.firm_acts(field.preceding) || self.draws_firms(field.preceding)) => {
                K::SocialInvestment
            }
            // 「投资3亿元的某酒店项目」: what is to be built, not who pays.
            _ if self.linked("of", TextRange::new(field.lead.end, field.tail.end.max(field.lead.end)))
                && !self.named_firm(phrase)
                && self.marked("project", field.tail) =>
            {
                K::Total
            }
            _ if plain && field.subject.is_some() => subject_kind(field, false).unwrap_or(K::Total),
            _ if !self.overview && self.named_firm(field.told()) => K::SocialInvestment,
            _ => K::Total,
        })
    }

    /// 「签订的总投资150亿元的项目」: nothing is paid yet.
    fn is_signed(&self, phrase: TextRange) -> bool {
        self.context.mentions.hits.within(Class::FundStop, phrase).iter().any(|stop| stop.code == "signed")
    }
}

/// 「帮扶单位协调资金60万元修路，投入8万元建场」: the kind of money of who gave the sums before.
fn subject_kind(field: Field, special: bool) -> Option<FundingKind> {
    field.subject.map(|giver| giver.kind(special))
}

pub(super) fn is_at_most(quantity: &Quantity, limit: i64) -> bool {
    quantity.value.is_some_and(|value| value <= Decimal::from(limit))
}

pub(super) fn is_below(quantity: &Quantity, limit: i64) -> bool {
    quantity.value.is_some_and(|value| value < Decimal::from(limit))
}

/// Whether a sum is told for each mu, head or piece.
pub(super) fn is_unit_price(quantity: &Quantity) -> bool {
    quantity.per.iter().any(|per| !matches!(per, Per::Year | Per::Village))
}

/// Whether a sum is one person's or one family's.
pub(super) fn is_personal(quantity: &Quantity) -> bool {
    quantity.per.iter().any(|per| matches!(per, Per::Person | Per::Household | Per::Month))
}
