//! The reader's own run while a question is asked: the tab keeps its link, so that a reload does not lose it.

use crate::app::storage;
use crate::lab::{LabId, Tape};
use crate::link::{self, MAX_CHARACTERS, View};
use crate::time::Instant;

const NAME: &str = "own-run";

/// The run waits at this moment. One that is too long for a link is not kept.
pub(super) fn keep(tape: &Tape, moment: Instant) {
    let link = link::write(tape, &View { t: Some(moment), ..View::default() });
    storage::remember_here(NAME, if link.len() <= MAX_CHARACTERS { &link } else { "" });
}

/// Nothing waits any more.
pub(super) fn forget() {
    storage::remember_here(NAME, "");
}

/// The run of this lab that waited when the page was left, and its moment.
pub(super) fn recall(lab: LabId) -> Option<(Tape, Instant)> {
    let parsed = link::parse(&storage::recall_here(NAME).filter(|link| !link.is_empty())?);
    let whole = parsed.complaints.is_empty() && parsed.tape.scenario.lab == lab;
    whole.then(|| (parsed.tape, parsed.view.t.unwrap_or(Instant::ZERO)))
}
