//! A line below the timeline, where stage and controls are in sight on any screen: what is worth trying next, or what was
//! done last to the whole run, with the way back.

use yew::{Callback, Html};

use crate::app::component::icon::Icon;
use crate::app::component::tag::{Tag, button, tag};
use crate::app::message::Message;
use crate::app::page::model::Dialog;
use crate::app::panel::bar::to_lab;
use crate::labs;
use crate::play::{LabId, tries};
use crate::text::labs as overview;
use crate::text::page::tries as text;

/// What the line is drawn from: the lab, the next try, and what was done last.
pub(crate) type Key = (LabId, Option<usize>, Option<String>);

/// The line. A reader of the screen hears what is new in it.
pub(crate) fn view(&(lab, next, ref done): &Key, dispatch: &Callback<Message>) -> Html {
    let line = tag("div", "tries").attr("aria-live", "polite");
    if let Some(done) = done {
        let undo = button("btn sm", dispatch, Message::DonePressed(true)).attr("aria-label", text::undo(done));
        let dismiss = button("btn ghost icon", dispatch, Message::DonePressed(false)).attr("aria-label", text::DISMISS);
        let says = tag("p", "try did").key("did").attr("data-done", "").child(tag("span", "").text(done.clone()));
        return line.child(says.child(undo.text(text::UNDO)).child(dismiss.child(Icon::Close.view()))).html();
    }
    let says = next.and_then(|index| tries::of(lab, index)).map(|next| {
        let place = tag("span", "place").text(next.answer.place());
        tag("p", "try").key("try").child(tag("b", "").text(text::TRY)).text(" ").text(next.text).text(" ").child(place)
    });
    line.child_opt(says).html()
}

/// The question that the lab ends with, as the way to the lab that answers it; after the last one, to all of them.
pub(crate) fn onward(lab: LabId, dispatch: &Callback<Message>) -> Option<Tag> {
    let (way, to) = match labs::after(lab) {
        Some(name) => (to_lab(name, dispatch), name.title),
        None => (button("", dispatch, Message::DialogOpened(Dialog::Labs)), overview::ALL_LABS),
    };
    let way = way.child(tag("b", "").text(overview::NEXT)).text(" ").child(tag("span", "").text(lab.next));
    let way = way.text(" ").child(tag("span", "to").text(["→\u{a0}", to].concat()));
    (!lab.next.is_empty()).then(|| tag("p", "onward").child(way))
}
