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
pub(crate) fn view(lab: LabId, theme: Theme, shortcuts: bool, dispatch: &Callback<Message>) -> Html {
    let heading = |text| tag("h3", "").text(text);
    let keys = KEYS.iter().fold(tag("dl", "keys"), |list, (key, what)| {
        list.child(tag("dt", "").child(tag("kbd", "").text(*key))).child(tag("dd", "").text(*what))
    });
    let switch = tag("input", "").attr("type", "checkbox").attr("name", "shortcuts").checked(shortcuts);
    let switch = switch.on_change(dispatch, "", |_, text| Message::ShortcutsSwitched(!text.is_empty()));
    let shapes = SHAPES
        .iter()
        .fold(tag("ul", "legend"), |list, (glyph, what)| list.child(tag("li", "").child(icon(*glyph)).text(*what)));
    let themes = tag("label", "pick").text("Theme").child(theme_choice(theme, "Theme of the page", dispatch));
    let present = button("btn", dispatch, Message::PresentPressed).text("Present on a projector");
    tag("div", "")
        .child(tag("p", "").text(lab.about).text(
            " Everything happens in virtual time, with random numbers that come from the seed: the same seed and the same \
             settings give the same run.",
        ))
        .child(heading("Keys"))
        .child(keys)
        .child(tag("label", "check").child(switch).text("Single keys are shortcuts"))
        .child(heading("Appearance"))
        .child(tag("div", "options").child(themes).child(present))
        .child(heading("Shapes"))
        .child(shapes)
        .html()
}
