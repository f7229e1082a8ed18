//! Help: the keys, the shapes, and what can be switched.

use yew::{Callback, Html};

use crate::app::component::glyph::{Glyph, icon};
use crate::app::component::tag::{button, tag};
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
pub(crate) fn view(lab: LabId, theme: Theme, shortcuts: bool, tell: &Callback<Message>) -> Html {
    let heading = |text| tag("h3", "").say(text);
    let keys = KEYS.iter().fold(tag("dl", "keys"), |list, (key, what)| {
        list.has(tag("dt", "").has(tag("kbd", "").say(key))).has(tag("dd", "").say(what))
    });
    let switch = tag("input", "").is("type", "checkbox").is("name", "shortcuts").checked(shortcuts);
    let switch = switch.change(tell, "", |_, text| Message::ShortcutsSwitched(!text.is_empty()));
    let shapes = SHAPES
        .iter()
        .fold(tag("ul", "legend"), |list, (glyph, what)| list.has(tag("li", "").put(icon(*glyph)).say(what)));
    let themes = tag("label", "pick").say("Theme").has(theme_choice(theme, "Theme of the page", tell));
    let present = button("btn", tell, Message::PresentPressed).say("Present on a projector");
    tag("div", "")
        .has(tag("p", "").say(lab.about).say(
            " Everything happens in virtual time, with random numbers that come from the seed: the same seed and the same \
             settings give the same run.",
        ))
        .has(heading("Keys"))
        .has(keys)
        .has(tag("label", "check").has(switch).say("Single keys are shortcuts"))
        .has(heading("Appearance"))
        .has(tag("div", "options").has(themes).has(present))
        .has(heading("Shapes"))
        .has(shapes)
        .done()
}
