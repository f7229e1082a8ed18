//! Going about in a run: play, steps, transitions, scrubbing, undo.

use super::App;
use super::component::setting::Hand;
use super::host::Host;
use super::plot::pen::Point;
use super::plot::reel;
use crate::decimal;
use crate::play::history::whole;
use crate::time::{Instant, span_from_seconds};

impl App {
    pub(super) fn play_or_pause(&mut self) {
        if self.commit_by_playing() {
            return;
        }
        if !self.model.playing && self.host.run().finished() {
            self.begin_anew(Host::restart);
        }
        self.model.playing = !self.model.playing;
        self.adjusted = None;
    }

    pub(super) fn step(&mut self) {
        self.model.playing = false;
        self.adjusted = None;
        self.host.step();
    }

    pub(super) fn step_back(&mut self) {
        if self.host.way().is_none() {
            self.go_to(self.host.before());
        }
    }

    /// Shows another moment of the run, standing still.
    pub(super) fn go_to(&mut self, moment: Instant) {
        self.model.playing = false;
        self.jumped = true;
        self.changes += 1;
        self.host.seek(whole(moment));
    }

    /// To the next transition, or to the one before, standing still.
    pub(super) fn turn(&mut self, forward: bool) {
        if self.host.way().is_none() {
            self.model.playing = false;
            self.jumped = true;
            self.changes += 1;
            self.host.turn(forward);
        }
    }

    /// A replay is not waited for any longer.
    pub(super) fn give_up(&mut self) {
        self.model.playing = false;
        self.jumped = true;
        self.changes += 1;
        self.host.give_up();
    }

    /// How many seconds the timeline has at least, if a tool wants more than suit the lab, and up to where it reaches.
    pub(super) fn sight(&self) -> Point {
        (self.span().unwrap_or(0.0), self.reach())
    }

    /// The timeline's slider was moved. Its right edge is the end of what is known.
    pub(super) fn scrub(&mut self, text: &str) {
        let Some(seconds) = decimal::read(text.get(..12).unwrap_or(text)) else { return };
        if self.point_at(seconds) {
            return;
        }
        let history = self.host.history();
        let end = reel::window(history.known(), history.other().map(|other| other.0), self.sight(), (0.0, 1.0)).to;
        let known = history.known().now();
        // As in a link: to the nanosecond first, so that 8.165 s is not a millisecond less.
        let to = Instant::ZERO.after(span_from_seconds(seconds).unwrap_or_default()).millis();
        self.go_to(if seconds < end { Instant::from_millis(to) } else { known });
    }

    /// Takes the last change back, or makes it again.
    pub(super) fn undo(&mut self, again: bool) {
        if self.host.undo(again) {
            self.model.playing = false;
            self.jumped = true;
            self.model.hand = Hand::default();
            self.settle(Ok(()));
        }
    }
}
