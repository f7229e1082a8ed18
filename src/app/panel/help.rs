//! Help: the keys, the shapes, and what can be switched.

use yew::{Callback, Event, Html, html};

use crate::app::component::glyph::{Glyph, icon};
use crate::app::component::tag::{pressed, value_of};
use crate::app::message::Message;
use crate::app::panel::bar::theme_choice;
use crate::link::Theme;
use crate::play::LabId;

const KEYS: [(&str, &str); 8] = [
    ("Space", "play or pause, unless the Tab key has led to a button"),
    (".", "step to the next event"),
    (",", "step back to the event before"),
    (">", "to the next transition"),
    ("<", "to the previous transition"),
    ("Ctrl Z", "undo a change; with Shift: redo"),
    ("R", "restart with the same seed and settings"),
    ("?", "this help"),
];

const SHAPES: [(Glyph, &str); 12] = [
    (Glyph::SwitchClosed, "the breaker closed: current flows"),
    (Glyph::SwitchOpen, "the breaker opened: no call passes"),
    (Glyph::SwitchHalf, "the breaker half-opened: a probe"),
    (Glyph::Success, "success, kept"),
    (Glyph::Failure, "failure"),
    (Glyph::Unavailable, "unavailable, no value"),
    (Glyph::Half, "half-open, probe"),
    (Glyph::FastFail, "fast fail: refused, not called"),
    (Glyph::Waiting, "waiting, retrying"),
    (Glyph::Degraded, "degraded: some is missing"),
    (Glyph::Stale, "an old value"),
    (Glyph::InFlight, "under way; or something you did"),
];

/// The content of the Help dialog.
pub(crate) fn view(lab: LabId, theme: Theme, shortcuts: bool, dispatch: &Callback<Message>) -> Html {
    let switched = dispatch.reform(|event: Event| Message::ShortcutsSwitched(!value_of(&event).is_empty()));
    let present = pressed(dispatch, Message::PresentPressed);
    html! {
        <div>
            <p>
                { lab.about }
                { " Everything happens in virtual time, with random numbers that come from the seed: the same seed and the same \
                   settings give the same run." }
            </p>
            <h3>{ "Keys" }</h3>
            <dl class="keys">
                { for KEYS.iter().map(|(key, what)| html! { <><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></> }) }
            </dl>
            <label class="check">
                <input type="checkbox" name="shortcuts" checked={shortcuts} onchange={switched} />
                { "Single keys are shortcuts" }
            </label>
            <h3>{ "Appearance" }</h3>
            <div class="options">
                <label class="pick">{ "Theme" }{ theme_choice(theme, "Theme of the page", dispatch).html() }</label>
                <button class="btn" type="button" onclick={present}>{ "Present on a projector" }</button>
            </div>
            <h3>{ "Shapes" }</h3>
            <ul class="legend">
                { for SHAPES.iter().map(|(glyph, what)| html! { <li>{ icon(*glyph) }{ *what }</li> }) }
            </ul>
        </div>
    }
}
