//! Two lanes as the page knows them: which of them is worked on, and where an act takes effect.

use super::Page;
use super::model::Mode;
use crate::app::component::setting::Hand;
use crate::play::{Picture, Run, Settings, Tape, lanes};
use crate::sim::input::{Action, Lane, Lanes};

/// The lane whose settings are shown, if there are two.
pub(crate) type Choice = Option<Lane>;

impl Page {
    /// Lane B, if there are two.
    pub(crate) fn lane_b(&self) -> Option<&Run> {
        self.host.run().lane(Lane::B)
    }

    /// The run of the lane that is chosen.
    pub(crate) fn chosen_run(&self) -> &Run {
        self.host.run().lane(self.model.lane).unwrap_or_else(|| self.host.run())
    }

    /// The settings that are shown: those of the lane that is chosen, where an act takes effect.
    pub(crate) fn chosen(&self) -> Settings {
        self.host.settings(self.model.lane)
    }

    /// The lane whose settings are shown, if there are two.
    pub(crate) fn choice(&self) -> Choice {
        self.lane_b().map(|_| self.model.lane)
    }

    /// What the stage of a lane's run shares its scales with.
    pub(crate) fn beside(&self, run: &Run) -> Option<(&dyn Picture, &Settings)> {
        let other = if core::ptr::eq(run, self.host.run()) { self.lane_b()? } else { self.host.run() };
        Some((other.picture(), other.settings()))
    }

    /// In which lanes something acts that is done on the page.
    pub(super) fn lanes_of(&self, action: Action) -> Lanes {
        match self.choice() {
            // An embedded page shows no settings; who sets them from outside says for which lane.
            Some(lane) if self.model.mode != Mode::Embed => lanes::reach(self.host.run().lab(), action, lane),
            _ => Lanes::Both,
        }
    }

    /// Another lane's settings are to be shown.
    pub(crate) fn choose_lane(&mut self, lane: Lane) {
        self.model.lane = lane;
        self.model.hand = Hand::default();
    }

    /// Makes the lanes something else, at the present moment.
    pub(crate) fn rewrite(&mut self, change: impl FnOnce(Tape) -> Tape) {
        let tape = change(self.host.run().tape().clone());
        let done = self.host.rewrite(&tape);
        self.settle(done);
        self.jumped = true;
        self.moved = true;
    }
}
