//! The tools: Predict, Compare, Paint, Code and Copy as. Each has a model, messages, an update and a view of its own, in
//! a folder of its own; what the page asks of all of them alike is a [`Tool`], and what it wants of one stands with that one.

pub(crate) mod code;
pub(crate) mod compare;
pub(crate) mod copy_as;
pub(crate) mod paint;
pub(crate) mod predict;

use super::page::Page;
use super::plot::draw::Point;
use super::plot::timeline::Flag;
use crate::link::View;
use crate::play::Tape;

/// What a tool adds to the page; where it says nothing else, nothing.
pub(crate) trait Tool {
    /// Another run is the present one.
    fn arrive(&mut self, _: &Page) {}

    /// Something has changed, which may have been the last thing that the tool was waiting for. Returns whether the page
    /// looks different by that.
    fn look(&mut self, _: &mut Page) -> bool {
        false
    }

    /// What was drawn is on the page now.
    fn rendered(&mut self, _: &Page) {}

    /// How many seconds the timeline has at least and up to where it reaches, given what others want.
    fn sight(&self, _: &Page, sight: Point) -> Point {
        sight
    }

    /// The moments that are pointed at on the timeline.
    fn flags(&self) -> Vec<Flag> {
        Vec::new()
    }

    /// Whether what theory expects must not be told, which would give an answer away.
    fn hides_theory(&self) -> bool {
        false
    }

    /// Play was pressed. Returns whether that was meant for the tool.
    fn on_play(&mut self, _: &mut Page) -> bool {
        false
    }

    /// Restart was asked for. Returns whether that was meant for the tool.
    fn on_restart(&self, _: &mut Page) -> bool {
        false
    }

    /// The timeline was pointed at, in seconds. Returns whether that was meant for the tool.
    fn on_scrub(&mut self, _: f64) -> bool {
        false
    }

    /// What a link to the present run says instead, as far as the tool knows better.
    fn link(&self, _: &Page, _: View) -> Option<(Tape, View)> {
        None
    }
}

/// All tools.
pub(crate) struct Tools {
    pub(crate) predict: predict::Predict,
    pub(crate) compare: compare::Compare,
    pub(crate) paint: paint::Paint,
    pub(crate) code: code::Code,
    pub(crate) copy_as: copy_as::CopyAs,
}

impl Tools {
    fn all(&self) -> [&dyn Tool; 5] {
        [&self.predict, &self.compare, &self.paint, &self.code, &self.copy_as]
    }

    fn all_mut(&mut self) -> [&mut dyn Tool; 5] {
        [&mut self.predict, &mut self.compare, &mut self.paint, &mut self.code, &mut self.copy_as]
    }

    /// Another run is the present one.
    pub(crate) fn arrive(&mut self, page: &Page) {
        self.all_mut().into_iter().for_each(|tool| tool.arrive(page));
    }

    /// Something has changed. Returns whether the page looks different by what a tool made of it.
    pub(crate) fn look(&mut self, page: &mut Page) -> bool {
        self.all_mut().into_iter().fold(false, |looks, tool| tool.look(page) | looks)
    }

    /// What was drawn is on the page now.
    pub(crate) fn rendered(&mut self, page: &Page) {
        self.all_mut().into_iter().for_each(|tool| tool.rendered(page));
    }

    /// How many seconds the timeline has at least, and up to where it must reach: over all that is painted.
    pub(crate) fn sight(&self, page: &Page) -> Point {
        let painted = page.host.history().known().tape().scenario.paint.end().seconds();
        self.all().into_iter().fold((0.0, painted), |sight, tool| tool.sight(page, sight))
    }

    /// The moments that are pointed at on the timeline.
    pub(crate) fn flags(&self) -> Vec<Flag> {
        self.all().into_iter().flat_map(Tool::flags).collect()
    }

    /// Whether what theory expects must not be told.
    pub(crate) fn hide_theory(&self) -> bool {
        self.all().into_iter().any(Tool::hides_theory)
    }

    /// Play was pressed. Returns whether that was meant for a tool.
    pub(crate) fn on_play(&mut self, page: &mut Page) -> bool {
        self.all_mut().into_iter().any(|tool| tool.on_play(page))
    }

    /// Restart was asked for. Returns whether that was meant for a tool.
    pub(crate) fn on_restart(&self, page: &mut Page) -> bool {
        self.all().into_iter().any(|tool| tool.on_restart(page))
    }

    /// The timeline was pointed at. Returns whether that was meant for a tool.
    pub(crate) fn on_scrub(&mut self, seconds: f64) -> bool {
        self.all_mut().into_iter().any(|tool| tool.on_scrub(seconds))
    }

    /// What a link to the present run says: its tape, and how it is shown.
    pub(crate) fn link(&self, page: &Page, view: View) -> (Tape, View) {
        let own = || (page.host.run().tape().clone(), view);
        self.all().into_iter().find_map(|tool| tool.link(page, view)).unwrap_or_else(own)
    }
}
