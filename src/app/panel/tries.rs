//! What is worth trying next, in a line below the timeline, where stage and controls are in sight on any screen.

use yew::Html;

use crate::app::component::tag::tag;
use crate::lab::{LabId, tries};

/// The next try of a lab, if there is one left; `lanes` says whether there are two. A reader of the screen hears the next one when the last is done.
pub(crate) fn view(lab: LabId, next: Option<usize>, lanes: bool) -> Html {
    let says = next.and_then(|index| tries::of(lab, index)).map(|next| {
        let place = tag("span", "place").write(next.answer.place(lanes));
        tag("p", "try").has(tag("b", "").say("Try")).say(" ").say(next.text).say(" ").has(place)
    });
    tag("div", "tries").is("aria-live", "polite").put_if(says).done()
}
