//! The lanes of the light program: there is one, and who wants two is led to the complete program.

use yew::{Callback, Html};

use super::App;
use super::component::tag::Tag;
use super::message::Message;
use super::narrator::Piece;
use super::stage::Drawing;
use crate::lab::{Picture, Run, Settings};
use crate::sim::input::{Action, Lanes};

/// The lane that is chosen: there is nothing to choose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Choice;

pub(crate) fn switch(_: Choice, _: &Callback<Message>) -> Option<Tag> {
    None
}

pub(crate) fn is_two(_: Choice) -> bool {
    false
}

impl App {
    pub(super) fn lane_b(&self) -> Option<&Run> {
        None
    }

    pub(super) fn chosen(&self) -> &Run {
        self.host.run()
    }

    pub(super) fn choice(&self) -> Choice {
        Choice
    }

    pub(super) fn lanes_of(&self, _: Action) -> Lanes {
        Lanes::Both
    }

    pub(super) fn compare(&mut self) {
        self.reload("lanes=2");
    }

    pub(super) fn lane_size(&self) -> Option<(f64, f64, bool)> {
        None
    }

    pub(super) fn lane_drawing(&self) -> Option<Drawing> {
        None
    }

    pub(super) fn timeline_size(&self) -> (Drawing, f64) {
        (self.drawing(), self.stage_size(960.0).0)
    }

    pub(super) fn lanes_height(&self, _: f64) -> Option<f64> {
        None
    }

    pub(super) fn publish_lanes(&self) {}

    pub(super) fn newest_of_lanes(&self) -> Option<Piece> {
        None
    }

    pub(super) fn beside(&self, _: &Run) -> Option<(&Picture, &Settings)> {
        None
    }

    pub(super) fn two_stages(&self) -> Option<Tag> {
        None
    }

    pub(super) fn below_lanes(&self) -> Option<Tag> {
        None
    }

    pub(super) fn compared(&self) -> Html {
        Html::default()
    }
}
