//! The reader's own run while a question is asked: the tab keeps its history, so that a reload does not lose it.

use crate::app::browser::storage;
use crate::link;
use crate::play::{History, LabId};

const OWN_RUN: &str = "own-run";

/// The run waits at its moment. Without storage, a reload forgets it.
pub(super) fn keep(history: &History) {
    storage::remember_here(OWN_RUN, &link::write_history(history));
}

/// Nothing waits any more.
pub(super) fn forget() {
    storage::forget_here(OWN_RUN);
}

/// The run of this lab that waited when the page was left.
pub(super) fn recall(lab: LabId) -> Option<History> {
    let kept = link::read_history(&storage::recall_here(OWN_RUN)?);
    kept.filter(|history| history.run().lab() == lab)
}
