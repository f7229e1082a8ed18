//! The transport: everything that moves virtual time, and the seed.

use yew::{Callback, Html};

use crate::app::component::icon::Icon;
use crate::app::component::tag::{button, tag};
use crate::app::message::Message;
use crate::link::{SPEEDS, speed_key};

/// Restart, back, play, forward; `can` tells whether there is anything to step back and forward to.
pub(crate) fn buttons(playing: bool, finished: bool, can: (bool, bool), tell: &Callback<Message>) -> Html {
    let round = |icon: Icon, label, title, message| {
        button("round", tell, message).is("aria-label", label).is("title", title).put(icon.view())
    };
    let (icon, label, title) = match (playing, finished) {
        (true, _) => (Icon::Pause, "Pause", "Pause (Space)"),
        (false, false) => (Icon::Play, "Play", "Play (Space)"),
        (false, true) => (Icon::Play, "Play", "The run has ended: play it again (Space)"),
    };
    let restart = round(Icon::Restart, "Restart", "Restart with the same seed (R)", Message::RestartPressed);
    let back = round(Icon::Back, "Step back", "Step back to the event before (,)", Message::StepBackPressed);
    let back = back.flag("disabled", !can.0);
    let play = round(icon, label, title, Message::PlayPressed).is("class", "round play");
    let step = round(Icon::Forward, "Step forward", "Step to the next event (.)", Message::StepPressed);
    tag("div", "tbtns").has(restart).has(back).has(play).has(step.flag("disabled", !can.1)).done()
}

/// The speeds, as radio buttons.
pub(crate) fn speeds(speed: f64, tell: &Callback<Message>) -> Html {
    let choice = |option: f64| {
        let radio = tag("input", "")
            .is("type", "radio")
            .is("name", "speed")
            .value(speed_key(option).to_owned())
            .checked(option == speed)
            .change(tell, "", |_, text| Message::SpeedChosen(speed_of(&text)));
        tag("label", "").has(radio).write([speed_key(option), "×"].concat()).done()
    };
    let seg = tag("div", "seg").is("role", "radiogroup").is("aria-label", "Speed");
    seg.put_all(SPEEDS.into_iter().map(choice).collect()).done()
}

fn speed_of(text: &str) -> f64 {
    SPEEDS.into_iter().find(|speed| speed_key(*speed) == text).unwrap_or(1.0)
}

/// The seed, and another one.
pub(crate) fn seed(seed: u64, tell: &Callback<Message>) -> Html {
    let dice = button("dice", tell, Message::NewSeedPressed)
        .is("aria-label", "New seed")
        .is("title", "New seed: the same with other luck")
        .put(Icon::Dice.view());
    tag("span", "chip").say("seed ").has(tag("b", "").write(seed.to_string())).has(dice).done()
}
