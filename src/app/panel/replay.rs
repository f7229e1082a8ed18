//! What is shown while the run is on its way to a moment: how far it has come, how long it will take, and the way out.

use yew::Callback;

use crate::app::component::tag::{Tag, button, tag};
use crate::app::message::Message;
use crate::decimal;
use crate::play::history::Way;
use crate::text::page::replay as text;
use crate::words;

/// A strip over the foot of the stage. Only its first words are spoken.
pub(crate) fn view(way: Way, left: Option<f64>, dispatch: &Callback<Message>) -> Tag {
    let (name, rule) = match way.to {
        Some(to) => {
            let to = words::moment(to);
            (text::replaying_to(&to), text::acts_at(&to))
        }
        None => (text::LOOKING.to_owned(), String::new()),
    };
    let tenths = (way.part * 1_000.0).floor();
    let far = format!("{} %", decimal::short(tenths / 10.0, u32::from(tenths < 100.0)));
    let far = left.map_or_else(|| far.clone(), |left| text::left(&far, &words::about(left.max(1.0))));
    let bar = tag("progress", "").attr_num("value", way.part).attr("max", "1").attr("aria-label", text::REPLAYING);
    tag("div", "veil")
        .child(tag("p", "").attr("role", "status").text(name))
        .child(bar)
        .child(tag("p", "num").text(far))
        .child(button("btn sm", dispatch, Message::GivenUp).attr("title", text::STAY).text(text::CANCEL))
        .child(tag("p", "rule").text(rule))
}
