//! The line above the stage: why one wants the lab's mechanism at all, its words, and on a first visit where to begin.

use yew::virtual_dom::{VNode, VText};
use yew::{Callback, Html};

use crate::app::component::icon::Icon;
use crate::app::component::tag::{button, tag};
use crate::app::component::term::{self, Open, Place, Spot};
use crate::app::message::Message;
use crate::play::LabId;
use crate::play::terms::{Term, term_of};

/// The line; `first` says whether this is a first visit.
pub(crate) fn view(lab: LabId, first: bool, open: Open, tell: &Callback<Message>) -> Html {
    let look = tell.reform(Message::Term);
    let word = |term: &'static Term| {
        let says = VNode::from(VText::new(term.word));
        tag("li", "").key(term.key).has(term::view(Spot { place: Place::Line, term }, says, open, &look)).done()
    };
    let words = lab.terms.iter().filter_map(|key| term_of(key)).map(word).collect();
    let begin = first.then(|| {
        let start = button("btn sm primary", tell, Message::StartPressed).say("Start with Predict");
        let dismiss = button("btn ghost icon", tell, Message::FirstDismissed).is("aria-label", "Dismiss the welcome");
        tag("p", "welcome")
            .is("data-welcome", "")
            .say("New here? ")
            .has(
                tag("span", "")
                    .say("Guess what will happen, then see it. Or change what you like: all can be undone. "),
            )
            .has(start)
            .has(dismiss.put(Icon::Close.view()))
    });
    tag("section", "intro")
        .is("aria-label", "What it is for")
        .has(tag("p", "purpose").say(lab.why))
        .has(tag("ul", "terms").is("aria-label", "Words and their meaning").put_all(words))
        .put_if(begin)
        .done()
}
