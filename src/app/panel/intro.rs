//! The line above the stage: why one wants the lab's mechanism at all, its words, and on a first visit where to begin.

use yew::virtual_dom::{VNode, VText};
use yew::{Callback, Html};

use crate::app::component::icon::Icon;
use crate::app::component::tag::{Tag, button, tag};
use crate::app::component::term::{self, Open, Place, Spot};
use crate::app::message::Message;
use crate::play::LabId;
use crate::play::terms::{Term, term_of};
use crate::text::page::intro as text;

/// The line; `first` says whether this is a first visit.
pub(crate) fn view(lab: LabId, first: bool, open: Open, dispatch: &Callback<Message>) -> Html {
    let look = dispatch.reform(Message::Term);
    let word = |term: &'static Term| {
        let says = VNode::from(VText::new(term.word));
        tag("li", "").key(term.key).child(term::view(Spot { place: Place::Line, term }, says, open, &look)).html()
    };
    let words = lab.terms.iter().filter_map(|key| term_of(key)).map(word).collect();
    let begin = first.then(|| {
        let start = button("btn sm primary", dispatch, Message::StartPressed).text(text::START);
        let dismiss = button("btn ghost icon", dispatch, Message::FirstDismissed).attr("aria-label", text::DISMISS);
        tag("p", "welcome")
            .attr("data-welcome", "")
            .text(text::NEW_HERE)
            .child(tag("span", "").text(text::GUESS_FIRST))
            .child(start)
            .child(dismiss.child(Icon::Close.view()))
    });
    tag("section", "intro")
        .attr("aria-label", text::WHAT_FOR)
        .child(tag("p", "purpose").text(lab.why))
        .child_opt((!lab.when[0].is_empty()).then(|| when(lab)))
        .child(tag("ul", "terms").attr("aria-label", text::WORDS).children(words))
        .child_opt(begin)
        .html()
}

/// When to use the lab's mechanism: closed at first, and again in another lab. It opens over what is below.
fn when(lab: LabId) -> Tag {
    let lines = [text::HELPS, text::HARMS, text::INSTEAD].into_iter().zip(lab.when);
    let lines = lines.flat_map(|(word, line)| [tag("dt", "").text(word), tag("dd", "").text(line)]);
    tag("details", "when")
        .key(lab.key)
        .child(tag("summary", "term-word").text(text::WHEN))
        .child(tag("dl", "").children(lines.map(Tag::html).collect()))
}
