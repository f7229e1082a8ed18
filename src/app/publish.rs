//! What is told of the run beside its picture: the panels, the live region and the embedding page.

use std::rc::Rc;

use super::App;
use super::embed::{Report, Said, Side, Stand};
use super::narrator::Piece;
use crate::link::{self, MAX_CHARACTERS, View};
use crate::play::{Run, explain, tries};

/// Lines of the Why panel that are worked out.
const LINES: usize = 40;

impl App {
    /// Works out what the panels show. What has not changed stays the very same, so that it is not drawn again. `whole`
    /// also draws what follows the clock and not the events, `rests` what is out of sight.
    pub(super) fn publish(&mut self, whole: bool, rests: bool) {
        self.told.events = self.host.events();
        let run = self.host.run();
        renew(&mut self.told.lines, explain::lines(run, LINES));
        renew(&mut self.told.metrics, run.metrics());
        let facts = run.facts();
        // Theory would give the answer away.
        let facts = if self.waits_for_guess() { Vec::new() } else { facts };
        renew(&mut self.told.facts, facts);
        self.publish_lanes(rests);
        self.draw_told();
        if whole {
            self.note_tried();
            self.draw_panels();
        }
    }

    /// Remembers what has been tried. The run of a question is not the reader's own.
    fn note_tried(&mut self) {
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
    pub(super) fn next_try(&self) -> Option<usize> {
        let run = self.host.run();
        tries::present(run, self.model.lane, |index| self.model.tried.contains(&(run.lab(), index)))
    }

    /// Says what has happened, unless something was said just now. Returns whether it had to be put off.
    pub(super) fn narrate(&mut self, now: f64) -> bool {
        let spoken = self.told.lines.iter().find(|line| line.spoken);
        if self.jumped {
            if self.host.way().is_none() {
                self.jumped = false;
                let id = spoken.map(|line| line.id);
                let id = self.newest_of_lanes().map(|piece| piece.id).or(id);
                self.narrator.begin(id);
            }
            return false;
        }
        let piece = spoken.map(|line| Piece { id: line.id, sentence: format!("{} {}", line.head, line.body) });
        let piece = self.newest_of_lanes().or(piece);
        self.narrator.hear(now, piece)
    }

    /// Tells the embedding page how things stand, if that has changed. Returns whether it had to be put off.
    pub(super) fn report(&mut self, now: f64) -> bool {
        if !self.embedded() || !self.ready || self.host.way().is_some() {
            return false;
        }
        let run = self.host.run();
        let picture = run.picture();
        let turns = if picture.tells_turns() { picture.turns() } else { 0 };
        let (playing, finished) = (self.model.playing, run.finished());
        let turns_b = self.lane_b().map_or(0, Run::turns);
        let stand = Stand { state: run.state(), changes: self.changes + turns + turns_b, playing, finished };
        match self.reporter.look(now, stand) {
            Report::Nothing => false,
            Report::Later => true,
            Report::Now => {
                let link = link::write(run.tape(), &View::default());
                let of_b = self.lane_b().map(|lane| (lane.state(), lane.metrics()));
                Said::State {
                    lab: run.lab().key,
                    time_ms: self.now().millis(),
                    seed: run.seed(),
                    playing,
                    finished,
                    state: run.state(),
                    metrics: &run.metrics(),
                    question: self.question_number(),
                    b: of_b.as_ref().map(|(state, metrics)| Side { state, metrics }),
                    link: (link.len() <= MAX_CHARACTERS).then_some(&link),
                }
                .send();
                false
            }
        }
    }

    pub(super) fn say_ready(&self) {
        let lab = self.host.run().lab().key;
        Said::Ready { lab, version: env!("CARGO_PKG_VERSION") }.send();
    }
}

/// Puts new values in place of old ones only if they differ.
pub(super) fn renew<T: PartialEq>(told: &mut Rc<[T]>, new: Vec<T>) {
    if **told != *new {
        *told = new.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_not_changed_stays_the_same() {
        let mut told: Rc<[u32]> = Rc::new([1, 2]);
        let before = Rc::clone(&told);
        renew(&mut told, vec![1, 2]);
        assert!(Rc::ptr_eq(&before, &told));
        renew(&mut told, vec![3]);
        assert_eq!(*told, [3]);
    }
}
