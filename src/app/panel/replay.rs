//! What is shown while the run is on its way to a moment: how far it has come, how long it will take, and the way out.

use yew::Callback;

use crate::app::component::tag::{Tag, button, tag};
use crate::app::message::Message;
use crate::decimal;
use crate::play::history::Way;
use crate::words;

/// A strip over the foot of the stage. Only its first words are spoken.
pub(crate) fn view(way: Way, left: Option<f64>, tell: &Callback<Message>) -> Tag {
    let (name, rule) = match way.to {
        Some(to) => {
            let to = words::moment(to);
            (format!("Replaying to {to}…"), format!("What you change meanwhile acts at {to}."))
        }
        None => ("Looking for a transition…".to_owned(), String::new()),
    };
    let tenths = (way.part * 1_000.0).floor();
    let far = format!("{} %", decimal::short(tenths / 10.0, u32::from(tenths < 100.0)));
    let far = left.map_or_else(|| far.clone(), |left| format!("{far}, about {} left", words::about(left.max(1.0))));
    let bar = tag("progress", "").at("value", way.part).is("max", "1").is("aria-label", "Replaying");
    tag("div", "veil")
        .has(tag("p", "").is("role", "status").write(name))
        .has(bar)
        .has(tag("p", "num").write(far))
        .has(button("btn sm", tell, Message::GivenUp).is("title", "Stay at the moment reached (Escape)").say("Cancel"))
        .has(tag("p", "rule").write(rule))
}
