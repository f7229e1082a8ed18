//! Help: the keys, the shapes, and what can be switched.

use yew::{Callback, Event, Html, html};

use crate::app::component::glyph::{Glyph, icon};
use crate::app::component::tag::{pressed, value_of};
use crate::app::message::Message;
use crate::app::panel::bar::theme_choice;
use crate::link::Theme;
use crate::play::LabId;
use crate::text::labs as overview;
use crate::text::page::bar;
use crate::text::page::help as text;
use crate::text::play::practice;

const KEYS: [(&str, &str); 10] = [
    (text::SPACE, text::PLAYS),
    (".", text::STEPS),
    (",", text::STEPS_BACK),
    (">", text::TO_NEXT),
    ("<", text::TO_PREVIOUS),
    (text::CONTROL_Z, text::UNDOES),
    ("R", text::RESTARTS),
    ("L", overview::OVERVIEW_KEY),
    ("C", practice::KEY),
    ("?", text::HELPS),
];

const SHAPES: [(Glyph, &str); 12] = [
    (Glyph::SwitchClosed, text::SWITCH_CLOSED),
    (Glyph::SwitchOpen, text::SWITCH_OPEN),
    (Glyph::SwitchHalf, text::SWITCH_HALF),
    (Glyph::Success, text::SUCCESS),
    (Glyph::Failure, text::FAILURE),
    (Glyph::Unavailable, text::UNAVAILABLE),
    (Glyph::Half, text::HALF),
    (Glyph::FastFail, text::FAST_FAIL),
    (Glyph::Waiting, text::WAITING),
    (Glyph::Degraded, text::DEGRADED),
    (Glyph::Stale, text::STALE),
    (Glyph::InFlight, text::IN_FLIGHT),
];

/// The content of the Help dialog.
pub(crate) fn view(lab: LabId, theme: Theme, shortcuts: bool, dispatch: &Callback<Message>) -> Html {
    let switched = dispatch.reform(|event: Event| Message::ShortcutsSwitched(!value_of(&event).is_empty()));
    let present = pressed(dispatch, Message::PresentPressed);
    html! {
        <div>
            <p>
                { lab.about }
                { text::VIRTUAL }
            </p>
            <h3>{ text::KEYS }</h3>
            <dl class="keys">
                { for KEYS.iter().map(|(key, what)| html! { <><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></> }) }
            </dl>
            <label class="check">
                <input type="checkbox" name="shortcuts" checked={shortcuts} onchange={switched} />
                { text::SHORTCUTS }
            </label>
            <h3>{ text::APPEARANCE }</h3>
            <div class="options">
                <label class="pick">{ bar::THEME }{ theme_choice(theme, text::THEME_OF_PAGE, dispatch).html() }</label>
                <button class="btn" type="button" onclick={present}>{ text::PROJECTOR }</button>
            </div>
            <h3>{ text::SHAPES }</h3>
            <ul class="legend">
                { for SHAPES.iter().map(|(glyph, what)| html! { <li>{ icon(*glyph) }{ *what }</li> }) }
            </ul>
        </div>
    }
}
