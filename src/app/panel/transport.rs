//! The transport: everything that moves virtual time, and the seed.

use yew::{Callback, Html};

use crate::app::component::icon::Icon;
use crate::app::component::tag::{Tag, button, tag};
use crate::app::message::Message;
use crate::decimal;
use crate::link::{SPEEDS, speed_key};
use crate::text::page::transport as text;

/// Restart, back, play, forward; `can` tells whether there is anything to step back and forward to.
pub(crate) fn buttons(playing: bool, finished: bool, can: (bool, bool), dispatch: &Callback<Message>) -> Html {
    let round = |icon, label, title, message| round(icon, label, title, message, dispatch);
    let (icon, label, title) = match (playing, finished) {
        (true, _) => (Icon::Pause, text::PAUSE, text::PAUSE_KEY),
        (false, false) => (Icon::Play, text::PLAY, text::PLAY_KEY),
        (false, true) => (Icon::Play, text::PLAY, text::AGAIN_KEY),
    };
    let restart = round(Icon::Restart, text::RESTART, text::RESTART_KEY, Message::RestartPressed);
    let back = round(Icon::Back, text::BACK, text::BACK_KEY, Message::StepBackPressed);
    let back = back.attr_bool("disabled", !can.0);
    let play = round(icon, label, title, Message::PlayPressed).attr("class", "round play");
    let step = round(Icon::Forward, text::STEP, text::STEP_KEY, Message::StepPressed);
    let [to, from] =
        [(Icon::Before, text::BEFORE, text::BEFORE_KEY, false), (Icon::After, text::AFTER, text::AFTER_KEY, true)].map(
            |(icon, label, title, forward)| {
                let can = if forward { can.1 } else { can.0 };
                round(icon, label, title, Message::TurnPressed(forward)).attr_bool("disabled", !can)
            },
        );
    let step = step.attr_bool("disabled", !can.1);
    tag("div", "tbtns").child(restart).child(to).child(back).child(play).child(step).child(from).html()
}

fn round(icon: Icon, label: &'static str, title: &'static str, message: Message, dispatch: &Callback<Message>) -> Tag {
    button("round", dispatch, message).attr("aria-label", label).attr("title", title).child(icon.view())
}

/// Undo and redo.
pub(crate) fn undo(can: (bool, bool), dispatch: &Callback<Message>) -> Html {
    let undo = round(Icon::Undo, text::UNDO, text::UNDO_KEY, Message::UndoPressed(false), dispatch);
    let redo = round(Icon::Redo, text::REDO, text::REDO_KEY, Message::UndoPressed(true), dispatch);
    tag("div", "tbtns undos").child(undo.attr_bool("disabled", !can.0)).child(redo.attr_bool("disabled", !can.1)).html()
}

/// The speeds, as radio buttons; and what is reached instead, if the machine cannot keep the one that is chosen.
pub(crate) fn speeds(speed: f64, kept: Option<&str>, dispatch: &Callback<Message>) -> Html {
    let choice = |option: f64| {
        let radio = tag("input", "")
            .attr("type", "radio")
            .attr("name", "speed")
            .value(speed_key(option).to_owned())
            .checked(option == speed)
            .on_change(dispatch, "", |_, text| Message::SpeedChosen(speed_of(&text)));
        tag("label", "").child(radio).text(format!("{}×", speed_key(option))).html()
    };
    let seg = tag("div", "seg").attr("role", "radiogroup").attr("aria-label", text::SPEED);
    let seg = seg.children(SPEEDS.into_iter().map(choice).collect());
    let kept = kept.map(|kept| {
        // Few words: what comes and goes must not move what stands beside it.
        let why = text::AS_FAST_AS_IT_GOES;
        tag("span", "kept").attr("title", why).attr("data-speed-kept", kept.to_owned()).text(text::about(kept))
    });
    tag("div", "speeds").child(seg).child_opt(kept).html()
}

/// A speed to two digits at most.
pub(crate) fn about(speed: f64) -> String {
    decimal::short(speed, if speed < 0.995 { 2 } else { u32::from(speed < 1.95) })
}

fn speed_of(text: &str) -> f64 {
    SPEEDS.into_iter().find(|speed| speed_key(*speed) == text).unwrap_or(1.0)
}

/// The seed, and another one.
pub(crate) fn seed(seed: u64, dispatch: &Callback<Message>) -> Html {
    let dice = button("dice", dispatch, Message::NewSeedPressed)
        .attr("aria-label", text::NEW_SEED)
        .attr("title", text::NEW_SEED_MORE)
        .child(Icon::Dice.view());
    tag("span", "chip").text(text::SEED).child(tag("b", "").text(seed.to_string())).child(dice).html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speed_that_is_reached_is_told_with_two_digits() {
        assert_eq!([0.126, 0.9, 1.0, 1.53, 1.96, 9.4, 14.26].map(about), ["0.13", "0.9", "1", "1.5", "2", "9", "14"]);
    }
}
