//! Sums in a review of a place's whole economy: most of what is invested and lent there is no money for rural
//! development, and only groups of projects and what serves people's livelihood is told as a source.

use lianjie_core::{FundingKind, ProgramKind, Unit};

use crate::context::Context;
use crate::lexicon::Class;
use crate::outline::BlockKind;
use crate::reading::TextRange;

use super::Reader;
use super::governor::Governor;
use super::kind::{Field, Kind};

use FundingKind as K;

/// How many aggregates of an economy make a review of it.
const AGGREGATES: usize = 3;

/// Whether a document tells the aggregates of an economy: output, fixed investment, revenue, deposits.
pub(super) fn is_overview(context: &Context<'_>) -> bool {
    let stops = context.mentions.hits.of(Class::FundStop);
    let titles = context.outline.blocks.iter().take_while(|block| block.kind == BlockKind::Title);
    for title in titles {
        let named = context.mentions.hits.within(Class::FundStop, title.range);
        if named.iter().any(|stop| stop.code == "review") {
            return true;
        }
    }
    let mut told: Vec<&str> = Vec::new();
    for stop in stops.iter().filter(|stop| stop.code == "macro") {
        let word = context.reading().slice(stop.range);
        if !told.contains(&word) {
            told.push(word);
            if told.len() == AGGREGATES {
                return true;
            }
        }
    }
    false
}

impl Reader<'_> {
    /// Whether a sum of a kind is told as a source in this document.
    pub(super) fn is_told(&self, kind: Kind, governor: &Governor<'_>, field: Field) -> bool {
        let invested = governor.head.map_or_else(
            || governor.verb.is_some_and(|verb| verb.code == "invest"),
            |head| head.code == "investment",
        );
        let own = matches!(kind.code, K::Total | K::SocialInvestment) && invested;
        // What a mine or a mill costs is no money for the countryside, unless households are told to gain by it.
        let heavy = self.marked("heavy", field.sentence) && !self.is_group(field.phrase);
        if own && heavy && !self.is_livelihood(field.sentence) {
            return false;
        }
        if !self.overview {
            return true;
        }
        match kind.code {
            K::Total | K::SocialInvestment | K::AssistanceUnit if invested && !kind.named => {
                self.is_group(field.phrase) || self.is_livelihood(field.lead.cover(field.following))
            }
            K::ProjectLoan | K::EnterpriseLoan if !invested => {
                self.poor(field.told()) || self.marked("agri", field.lead)
            }
            _ => true,
        }
    }

    /// 「168个项目完成投资97亿元」
    fn is_group(&self, phrase: TextRange) -> bool {
        let quantities = &self.context.mentions.quantities;
        self.context
            .mentions
            .quantities_in(phrase)
            .filter_map(|index| quantities.get(index))
            .any(|q| matches!(q.unit, Unit::Project | Unit::Township | Unit::Village | Unit::Household))
    }

    fn is_livelihood(&self, range: TextRange) -> bool {
        use ProgramKind as P;
        let rural = self.context.scopes.at(range.start).line.is_some_and(|kind| {
            matches!(
                kind,
                P::Planting
                    | P::Livestock
                    | P::FruitForestry
                    | P::Herbs
                    | P::Relocation
                    | P::Education
                    | P::Health
            )
        });
        rural
            || self.poor(range)
            || ["livelihood", "agri", "household"].iter().any(|code| self.marked(code, range))
    }
}
