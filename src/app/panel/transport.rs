//! The transport: everything that moves virtual time, and the seed.

use yew::{Callback, Html};

use crate::app::component::icon::Icon;
use crate::app::component::tag::{Tag, button, tag};
use crate::app::message::Message;
use crate::decimal;
use crate::link::{SPEEDS, speed_key};

/// Restart, back, play, forward; `can` tells whether there is anything to step back and forward to.
pub(crate) fn buttons(playing: bool, finished: bool, can: (bool, bool), tell: &Callback<Message>) -> Html {
    let round = |icon, label, title, message| round(icon, label, title, message, tell);
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
    let [to, from] = [
        (Icon::Before, "To the previous transition", "To the previous transition (<)", false),
        (Icon::After, "To the next transition", "To the next transition (>)", true),
    ]
    .map(|(icon, label, title, forward)| {
        let can = if forward { can.1 } else { can.0 };
        round(icon, label, title, Message::TurnPressed(forward)).flag("disabled", !can)
    });
    let step = step.flag("disabled", !can.1);
    tag("div", "tbtns").has(restart).has(to).has(back).has(play).has(step).has(from).done()
}

fn round(icon: Icon, label: &'static str, title: &'static str, message: Message, tell: &Callback<Message>) -> Tag {
    button("round", tell, message).is("aria-label", label).is("title", title).put(icon.view())
}

/// Undo and redo.
pub(crate) fn undo(can: (bool, bool), tell: &Callback<Message>) -> Html {
    let undo = round(Icon::Undo, "Undo", "Undo the last change (Ctrl+Z)", Message::UndoPressed(false), tell);
    let redo = round(Icon::Redo, "Redo", "Redo (Ctrl+Shift+Z, Ctrl+Y)", Message::UndoPressed(true), tell);
    tag("div", "tbtns undos").has(undo.flag("disabled", !can.0)).has(redo.flag("disabled", !can.1)).done()
}

/// The speeds, as radio buttons; and what is reached instead, if the machine cannot keep the one that is chosen.
pub(crate) fn speeds(speed: f64, kept: Option<&str>, tell: &Callback<Message>) -> Html {
    let choice = |option: f64| {
        let radio = tag("input", "")
            .is("type", "radio")
            .is("name", "speed")
            .value(speed_key(option).to_owned())
            .checked(option == speed)
            .change(tell, "", |_, text| Message::SpeedChosen(speed_of(&text)));
        tag("label", "").has(radio).write(format!("{}×", speed_key(option))).done()
    };
    let seg = tag("div", "seg").is("role", "radiogroup").is("aria-label", "Speed");
    let seg = seg.put_all(SPEEDS.into_iter().map(choice).collect());
    let kept = kept.map(|kept| {
        // Few words: what comes and goes must not move what stands beside it.
        let why = "As fast as this machine can go";
        tag("span", "kept").is("title", why).set("data-speed-kept", kept.to_owned()).write(format!("about {kept}×"))
    });
    tag("div", "speeds").has(seg).put_if(kept).done()
}

/// A speed to two digits at most.
pub(crate) fn about(speed: f64) -> String {
    decimal::short(speed, if speed < 0.995 { 2 } else { u32::from(speed < 1.95) })
}

fn speed_of(text: &str) -> f64 {
    SPEEDS.into_iter().find(|speed| speed_key(*speed) == text).unwrap_or(1.0)
}

/// The seed, and another one.
pub(crate) fn seed(seed: u64, tell: &Callback<Message>) -> Html {
    let dice = button("dice", tell, Message::NewSeedPressed)
        .is("aria-label", "New seed")
        .is("title", "New seed: the same with other random numbers")
        .put(Icon::Dice.view());
    tag("span", "chip").say("seed ").has(tag("b", "").write(seed.to_string())).has(dice).done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speed_that_is_reached_is_told_with_two_digits() {
        assert_eq!([0.126, 0.9, 1.0, 1.53, 1.96, 9.4, 14.26].map(about), ["0.13", "0.9", "1", "1.5", "2", "9", "14"]);
    }
}
