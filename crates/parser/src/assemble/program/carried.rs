//! Whether a text says that a line of action is carried out, though it states no figure: 「建立就业服务站」,
//! 「集体林权制度改革稳步推进」. Takes a stretch, gives whether a verb of carrying out governs the name of its line, or follows
//! it as what is said of it.

use lianjie_core::PlaceLevel;

use super::Reader;
use crate::lexicon::Class;
use crate::reading::TextRange;
use crate::scope::Action;

/// Characters of the words for the country and for those who are helped: 农村, 乡村, 贫困, 帮扶. 城乡 is everywhere.
const COUNTRY: [char; 5] = ['农', '村', '贫', '扶', '困'];

impl Reader<'_> {
    /// Whether the name of the line stands in a clause that says it is carried out. A sentence that finds something
    /// wanting, gives an opinion or tells of an honour says nothing of the kind; nor does one of a prefecture, a province
    /// or the country that names neither villages nor those who are helped, since all services are carried out there.
    pub(super) fn is_carried_out(&self, action: &Action) -> bool {
        let Some(line) = action.line else { return false };
        let outline = self.context.outline;
        let clause = outline.clause_at(line.start).and_then(|index| outline.clause(index));
        let piece = action.evidence.iter().find(|range| range.contains(line));
        let Some((clause, piece)) = clause.zip(piece) else { return false };
        let before = TextRange::new(clause.range.start.min(line.start), line.start);
        let after = TextRange::new(line.end, clause.range.end.max(line.end));
        (self.cued(before, "act") || self.cued(after, "result"))
            && !self.cued(*piece, "aside")
            && (!self.is_wide(action) || self.context.reading().slice(*piece).contains(COUNTRY))
    }

    /// Whether it is told of a prefecture or more.
    fn is_wide(&self, action: &Action) -> bool {
        let place = self.context.scopes.at(action.anchor).place.as_ref();
        place.is_some_and(|place| {
            matches!(place.level, PlaceLevel::Country | PlaceLevel::Province | PlaceLevel::Prefecture)
        })
    }

    /// Whether a word of a code stands in the range.
    fn cued(&self, range: TextRange, code: &str) -> bool {
        let mut hits = self.context.mentions.hits.within(Class::ProgramCue, range).iter();
        hits.any(|hit| hit.code.split('+').any(|told| told == code))
    }
}
