//! Going about in a run: play, steps, transitions, scrubbing, undo.

use super::Page;
use super::host::Host;
use crate::app::component::setting::Hand;
use crate::app::plot::timeline;
use crate::play::history::whole;
use crate::time::{Instant, span_from_seconds};

impl Page {
    pub(crate) fn play_or_pause(&mut self) {
        if !self.model.playing && self.host.run().finished() {
            self.begin_anew(Host::restart);
        }
        self.model.playing = !self.model.playing;
        self.adjusted = None;
    }

    pub(crate) fn step(&mut self) {
        self.model.playing = false;
        self.adjusted = None;
        self.host.step();
    }

    pub(crate) fn step_back(&mut self) {
        if self.host.way().is_none() {
            self.go_to(self.host.before());
        }
    }

    /// Shows another moment of the run, standing still.
    pub(crate) fn go_to(&mut self, moment: Instant) {
        self.model.playing = false;
        self.jumped = true;
        self.changes += 1;
        self.host.seek(whole(moment));
    }

    /// To the next transition, or to the one before, standing still.
    pub(crate) fn turn(&mut self, forward: bool) {
        if self.host.way().is_none() {
            self.model.playing = false;
            self.jumped = true;
            self.changes += 1;
            self.host.turn(forward);
        }
    }

    /// A replay is not waited for any longer.
    pub(crate) fn give_up(&mut self) {
        self.model.playing = false;
        self.jumped = true;
        self.changes += 1;
        self.host.give_up();
    }

    /// The timeline's right edge in seconds, as it is drawn.
    pub(crate) fn window(&self) -> f64 {
        let history = self.host.history();
        timeline::window(history.known(), history.other().map(|other| other.0), self.sight, (0.0, 1.0)).to
    }

    /// The timeline's slider was moved. Its right edge is the end of what is known.
    pub(crate) fn scrub(&mut self, seconds: f64) {
        let (end, known) = (self.window(), self.host.history().known().now());
        // As in a link: to the nanosecond first, so that 8.165 s is not a millisecond less.
        let to = Instant::ZERO.after(span_from_seconds(seconds).unwrap_or_default()).millis();
        self.go_to(if seconds < end { Instant::from_millis(to) } else { known });
    }

    /// Takes the last change back, or makes it again.
    pub(crate) fn undo(&mut self, again: bool) {
        if self.host.undo(again) {
            self.model.playing = false;
            self.jumped = true;
            self.model.hand = Hand::default();
            self.settle(Ok(()));
        }
    }
}
