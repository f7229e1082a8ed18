//! The overview of the labs: the path through them, with a small picture and a sentence of each.

use yew::{Callback, Html, html};

use crate::app::browser::address;
use crate::app::component::tag::pressed;
use crate::app::message::Message;
use crate::app::panel::controls::checklist;
use crate::app::stage::thumb;
use crate::play::{Group, LabId};
use crate::text::labs as text;
use crate::text::play::practice;

/// The content of the overview; `here` is the present lab.
pub(crate) fn view(here: LabId, dispatch: &Callback<Message>) -> Html {
    html! {
        <nav class="overview" aria-label={text::ALL_LABS}>
            <p>{ text::PATH }</p>
            { for Group::ALL.into_iter().map(|group| part(group, here, dispatch)) }
            <p>{ checklist("btn sm", dispatch).html() }{ " " }{ practice::OF_THIS_LAB }</p>
        </nav>
    }
}

/// The labs of a group, if there are any.
fn part(group: Group, here: LabId, dispatch: &Callback<Message>) -> Html {
    // A place on the path does not depend on the group.
    let labs: Vec<(usize, LabId)> = (1..).zip(LabId::all()).filter(|(_, lab)| lab.group == group).collect();
    if labs.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ group.title() }</h3>
            <ul>{ for labs.into_iter().map(|(place, lab)| card(place, lab, lab == here, dispatch)) }</ul>
        </>
    }
}

/// A lab. Its title is the link, as in the bar, and can be pressed anywhere on the card; its sentence describes it. The link
/// names the page itself, because one that begins with `#` and lies out of sight is taken for a way to skip something.
fn card(place: usize, lab: LabId, here: bool, dispatch: &Callback<Message>) -> Html {
    let about = ["about-", lab.key].concat();
    html! {
        <li key={lab.key}>
            { thumb::view(lab) }
            <div>
                <a
                    href={["./", &address::of_lab(lab.key)].concat()}
                    aria-current={here.then_some("page")}
                    aria-describedby={about.clone()}
                    onclick={pressed(dispatch, Message::TabPressed(lab.key))}
                >
                    { lab.title }
                </a>
                <small aria-hidden="true">{ place }</small>
                <p id={about}>{ lab.about }</p>
            </div>
        </li>
    }
}
