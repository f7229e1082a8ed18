//! The light program has no painter. This stands in its place and comes to nothing.

use yew::{Callback, Html};

use super::App;
use super::message::Message;
use super::plot::reel::Reel;
use crate::lab::LabId;
use crate::time::Instant;

/// What no painter holds.
#[derive(Debug)]
pub(crate) struct Brush;

impl Brush {
    /// As the painter has it.
    pub(crate) const fn new(_: LabId) -> Self {
        Self
    }

    /// As the painter has it.
    pub(crate) const fn rest_at(&self, _: Instant) {}
}

/// The panel of no painter.
#[derive(Default)]
pub(crate) struct Panel;

impl Panel {
    /// As the painter has it.
    pub(crate) const fn renew(&self, _: u64, _: &Reel<'_>, _: &Brush, _: &Callback<Message>) {}

    /// As the painter has it.
    pub(crate) const fn close(&self) {}

    /// As the painter has it.
    pub(crate) const fn come_into_sight(&self) {}

    /// As the painter has it.
    pub(crate) fn view(&self) -> Html {
        Html::default()
    }
}

impl App {
    /// As the painter has it.
    pub(crate) const fn reach(&self) -> f64 {
        0.0
    }
}

/// No paint on the timeline.
pub(crate) mod strip {
    use yew::Html;

    use super::Brush;
    use crate::app::plot::scale::Scale;
    use crate::app::plot::timeline::Board;
    use crate::lab::Run;

    /// No rows.
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct Strip;

    impl Strip {
        /// As the painter has it.
        pub(crate) const fn new(_: &Run, _: Option<&Brush>) -> Self {
            Self
        }

        /// As the painter has it.
        pub(crate) const fn height(&self) -> f64 {
            0.0
        }

        /// As the painter has it.
        pub(crate) fn view(&self, _: &Board, _: &Scale, _: &Run, _: f64) -> Html {
            Html::default()
        }
    }
}
