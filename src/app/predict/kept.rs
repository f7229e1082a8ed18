//! The reader's own run while a question is asked: the tab keeps its history, so that a reload does not lose it.

use crate::app::storage;
use crate::lab::{History, LabId};
use crate::link;
use crate::time::Instant;

const OWN_RUN: &str = "own-run";

/// The run waits at this moment. Without storage, a reload forgets it.
pub(super) fn keep(history: &History, moment: Instant) {
    storage::remember_here(OWN_RUN, &link::write_history(history, moment));
}

/// Nothing waits any more.
pub(super) fn forget() {
    storage::forget_here(OWN_RUN);
}

/// The run of this lab that waited when the page was left, and its moment.
pub(super) fn recall(lab: LabId) -> Option<(History, Instant)> {
    let kept = link::read_history(&storage::recall_here(OWN_RUN)?);
    kept.filter(|(history, _)| history.run().lab() == lab)
}
