//! The Code panel of the program of a first visit, which has none: the button leads to the complete one.

use yew::{Callback, Html};

use super::host::Host;
use super::message::Message;
use super::model::Model;

/// Nothing.
#[derive(Default)]
pub(crate) struct Code {}

impl Code {
    /// There is nothing to draw.
    pub(crate) const fn draw(&self, _: &Host, _: &Model, _: &Callback<Message>) {}

    /// Nothing.
    pub(crate) fn view(&self) -> Html {
        Html::default()
    }

    /// There is nothing to scroll.
    pub(crate) const fn follow(&self) {}
}
