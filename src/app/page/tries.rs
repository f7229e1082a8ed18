//! What is worth trying next, and what has been tried.

use super::Page;
use crate::play::tries;

impl Page {
    /// Remembers what has been tried. The run of a question is not the reader's own.
    pub(crate) fn note_tried(&mut self) {
        if self.host.aside().is_some() {
            return;
        }
        let run = self.host.run();
        let lab = run.lab();
        let tried = &self.model.tried;
        let new: Vec<_> = tries::done(run, |index| tried.contains(&(lab, index))).map(|index| (lab, index)).collect();
        self.model.tried.extend(new);
    }

    /// What is worth trying next, if anything is left.
    pub(crate) fn next_try(&self) -> Option<usize> {
        let run = self.host.run();
        tries::present(run, self.model.lane, |index| self.model.tried.contains(&(run.lab(), index)))
    }
}
