//! Takes the outline, the mentions and the places spoken of, gives the lines of action: which stretch of the text is
//! about what is grown, built, taught or paid.
//!
//! A stretch is a run of consecutive sentences of one kind and one place; in a policy text it is what stands under one
//! heading. Programs are made of the same stretches.

mod action;
mod kind;
mod passage;
mod piece;
mod spoken;

use lianjie_core::ProgramKind;

pub(crate) use self::action::{Action, Words};
use self::action::{Ground, actions};
pub(crate) use self::kind::{LINE, OBJECT, is_listed, is_means};
pub(crate) use self::passage::Passage;
use self::piece::{Pieces, pieces};
use super::timeline::Timeline;
use crate::mention::{Mentions, PlaceIndex};
use crate::outline::{Outline, Section};
use crate::reading::{Reading, TextRange};

/// What a document says of lines of action.
pub(super) struct Lines {
    /// The stretches, in text order.
    pub(super) actions: Vec<Action>,
    /// The pieces of the text with the kinds that their words speak for.
    pub(super) passages: Vec<Passage>,
    /// The kind of the stretch around each byte; none where its words name only the whole (产业扶贫).
    pub(super) around: Timeline<Option<ProgramKind>>,
    /// The same where the sentence, its heading or the opening of its paragraph names it.
    pub(super) named: Timeline<Option<ProgramKind>>,
}

pub(super) fn read(
    outline: &Outline,
    mentions: &Mentions<'_>,
    places: &Timeline<Option<PlaceIndex>>,
    is_policy: bool,
) -> Lines {
    let of_heading = |section: &Section| kind_of(&outline.reading, mentions, section.heading);
    let headings: Vec<Option<ProgramKind>> = outline.sections.iter().map(of_heading).collect();
    let ground = Ground { outline, mentions, places, headings: &headings, by_article: is_policy };
    let Pieces { stories, finest } = pieces(ground);
    let actions = actions(ground, &stories);
    let mut around = Timeline::default();
    for action in &actions {
        for range in &action.evidence {
            around.only(*range, Some(action.kind).filter(|kind| *kind != ProgramKind::General));
        }
    }
    let mut named = Timeline::default();
    for (range, kind) in spoken::spoken(ground, &actions) {
        named.only(range, kind);
    }
    Lines { actions, passages: passage::passages(ground, &finest), around, named }
}

/// The line of action that the words of a label name.
pub(super) fn kind_of(reading: &Reading, mentions: &Mentions<'_>, label: TextRange) -> Option<ProgramKind> {
    kind::read(reading, mentions, label, None, false).map(|verdict| verdict.kind)
}

#[cfg(test)]
mod tests {
    /// The lines of action of a text's observations, in text order.
    fn industries(text: &str) -> Vec<Option<String>> {
        let report = crate::parse(&format!("工作情况\n{text}\n")).report;
        report.observations.iter().map(|o| o.industry.map(|kind| kind.to_string())).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[Option<&str>]) {
        let found = industries(text);
        let found: Vec<Option<&str>> = found.iter().map(Option::as_deref).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn figures_belong_to_the_line_of_their_sentence() {
        check("全县栽植油茶3.2万亩，带动贫困户1850户。", &[Some("fruit_forestry"); 2]);
        check("建成村级光伏电站46座，覆盖贫困户3120户。", &[Some("photovoltaic"); 2]);
        check("举办电焊、家政培训班，培训贫困劳动力2600人次。", &[Some("training")]);
    }

    #[test]
    fn a_heading_gives_its_line_to_what_stands_under_it() {
        check("一、发展肉羊养殖\n引进种羊1200只，带动贫困户310户，户均增收2600元。", &[Some("livestock"); 3]);
    }

    #[test]
    fn the_opening_of_a_paragraph_gives_its_line_to_the_sentences_after_it() {
        check("柏坪村靠养蜂脱贫。去年带动贫困户42户。户均增收3100元。", &[Some("livestock"); 2]);
        check("全县种植茶叶4.6万亩。其中去年新栽6200亩。", &[Some("planting"); 2]);
    }

    #[test]
    fn rejects_the_line_of_a_sentence_before() {
        check("会议听取了汇报。全县种植辣椒3.1万亩。各项投入共1200万元。", &[Some("planting"), None]);
        check("村里水电齐全。今年引进种羊260只。年底给85户分了红利9万元。", &[Some("livestock"), None, None]);
    }

    #[test]
    fn the_thing_grown_outweighs_how_it_is_grown() {
        check("建成柑橘标准化生产基地2.3万亩。", &[Some("fruit_forestry")]);
        check("发展金银花种植基地6200亩。", &[Some("herbs")]);
        check("新建大棚160亩。", &[Some("planting")]);
    }

    #[test]
    fn rejects_what_tells_of_the_place_as_a_whole() {
        check("全县有贫困户5120户、17630人，贫困发生率9.6%。", &[None; 3]);
        check("通过发展茶叶种植，全县脱贫2100户7350人。", &[None; 2]);
    }
}
