//! Runs that were left for another: a tab leads to the lab as it was left, and the browser's back and forward lead to
//! the run that they led to, at its moment.
//!
//! Each run has a number, which the browser keeps with the address. A document counts for itself, so a number from before
//! a reload means nothing to the next one; then the address says what to open.

use super::App;
use super::browser::address;
use super::component::setting::Hand;
use super::page::host::Host;
use super::page::model::Mode;
use super::tool::predict;
use crate::labs;
use crate::link::{self, Parsed, Theme, Tool};
use crate::play::LabId;
use crate::sim::input::Lane;

/// The most runs that are kept: one of each lab, and a few more, each with at most the copies that a history holds.
const KEPT: usize = labs::COUNT + 3;

/// The runs that were left, and the number of the present one.
#[derive(Default)]
pub(super) struct Shelf {
    left: Vec<Left>,
    present: u32,
    /// The last number given.
    last: u32,
    /// The lab whose tab was pressed, until the address follows.
    heading: Option<&'static str>,
}

/// A run that was left, with what was open beside it.
struct Left {
    number: u32,
    host: Host,
    predict: Option<Box<predict::Model>>,
    playing: bool,
    speed: f64,
    tool: Option<Tool>,
    lane: Lane,
}

impl Left {
    fn lab(&self) -> LabId {
        self.host.run().lab()
    }
}

impl Shelf {
    /// The present run is a new one.
    pub(super) fn begin(&mut self) {
        self.last += 1;
        self.present = self.last;
    }

    /// The number of the present run.
    pub(super) fn present(&self) -> u32 {
        self.present
    }

    /// A tab was pressed.
    pub(super) fn head_for(&mut self, lab: &'static str) {
        self.heading = Some(lab);
    }

    fn put(&mut self, left: Left) {
        self.left.push(left);
        if self.left.len() > KEPT {
            // The oldest of those whose lab has a newer one.
            let newer = |at: usize| self.left.iter().skip(at + 1).any(|other| other.lab() == self.left[at].lab());
            let old = (0..self.left.len()).find(|&at| newer(at)).unwrap_or(0);
            self.left.remove(old);
        }
    }

    fn take(&mut self, number: u32) -> Option<Left> {
        let at = self.left.iter().position(|left| left.number == number)?;
        Some(self.left.remove(at))
    }

    fn newest(&self, lab: LabId) -> Option<u32> {
        self.left.iter().rev().find(|left| left.lab() == lab).map(|left| left.number)
    }
}

impl App {
    /// The address was changed: by a tab, the back button, a link, the reader's hand.
    pub(super) fn follow_address(&mut self) {
        let hash = address::hash();
        let parsed = link::parse(&hash);
        if parsed.view.theme != Theme::Auto {
            self.page.model.theme = parsed.view.theme;
        }
        self.page.model.mode = match (parsed.view.embed, self.page.model.mode) {
            (true, _) => Mode::Embed,
            (false, Mode::Present) => Mode::Present,
            (false, _) => Mode::Page,
        };
        self.page.model.dialog = None;
        let lab = parsed.tape.scenario.lab;
        let headed = self.shelf.heading.take().is_some_and(|tab| tab == lab.key && hash == address::of_lab(tab));
        let wanted = match address::number() {
            Some(number) => Some(number),
            None if headed && lab == self.page.host.run().lab() => Some(self.shelf.present),
            None if headed => self.shelf.newest(lab),
            None => None,
        };
        if wanted != Some(self.shelf.present) {
            self.turn_to_run(wanted, parsed);
        }
        if self.page.model.mode != Mode::Embed {
            address::mark(self.shelf.present);
            self.address.forget();
            self.page.unwritten = headed || wanted.is_some();
        }
    }

    /// Leaves the present run for one that was left, or else for the link's.
    fn turn_to_run(&mut self, wanted: Option<u32>, parsed: Parsed) {
        let lab = self.page.host.run().lab();
        let left = Left {
            number: self.shelf.present,
            host: core::mem::replace(&mut self.page.host, Host::of_defaults(lab)),
            predict: self.tools.take_question(),
            playing: self.page.model.playing,
            speed: self.page.model.speed,
            tool: self.page.model.tool,
            lane: self.page.model.lane,
        };
        let next = wanted.and_then(|number| self.shelf.take(number));
        self.shelf.put(left);
        match next {
            Some(next) => self.go_on_with(next),
            None => self.open(parsed),
        }
    }

    fn go_on_with(&mut self, left: Left) {
        self.shelf.present = left.number;
        self.page.host = left.host;
        self.page.host.rest();
        self.tools.put_back(&self.page, left.predict);
        self.page.model.notices.clear();
        self.page.model.hand = Hand::default();
        self.page.model.lane = left.lane;
        self.page.model.open_tool(left.tool);
        self.page.model.playing = left.playing;
        self.page.model.speed = left.speed;
        self.arrive();
    }
}
