//! The line of action that a stretch of text belongs to.

use lianjie_core::ProgramKind;

use crate::mention::Mentions;
use crate::outline::Outline;

use super::timeline::Timeline;

pub(super) fn read(_outline: &Outline, _mentions: &Mentions<'_>) -> Timeline<Option<ProgramKind>> {
    Timeline::default()
}
