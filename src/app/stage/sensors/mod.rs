//! Five sensors over the five slots of one tray, and the last batches as a grid: what the stages of all labs draw that have
//! them.

pub(super) mod beside;
mod cards;
mod grid;
mod layout;
pub(super) mod words;

pub(super) use cards::view as cards;
pub(super) use grid::{COLUMNS, Column, Legend, view as grid};
pub(super) use layout::{Cards, Grid, Rack, Small};

use yew::{Callback, Html};

use crate::app::component::glyph::Glyph;
use crate::app::component::tag::{Tag, tag};
use crate::labs::sensors::{NAMES, SENSORS, Sensor};
use crate::policy::breaker::State;
use crate::sim::input::Action;
use crate::text::batch::stage as says;

/// What the sensors are drawn from.
#[derive(Clone, Copy)]
pub(super) struct Reads<'a> {
    pub(super) sensors: &'a [Sensor; SENSORS],
    /// Finished batches, and for how many of them a last good value is shown.
    pub(super) batches: u64,
    pub(super) stale: u32,
    /// Attempts that a read may have.
    pub(super) attempts: u32,
    /// The sensor without which there is no answer.
    pub(super) critical: Option<usize>,
    /// Whether what arrived is lost with the batch.
    pub(super) lost: bool,
    /// The breaker before each sensor.
    pub(super) gates: [Option<State>; SENSORS],
}

impl<'a> Reads<'a> {
    /// Sensors without all that a lab may add.
    pub(super) const fn of(sensors: &'a [Sensor; SENSORS]) -> Self {
        Self { sensors, batches: 0, stale: 0, attempts: 1, critical: None, lost: false, gates: [None; SENSORS] }
    }
}

/// The shape of a breaker in a state.
pub(super) const fn switch(state: State) -> Glyph {
    match state {
        State::Closed => Glyph::SwitchClosed,
        State::HalfOpen => Glyph::SwitchHalf,
        State::Open | State::ForcedOpen => Glyph::SwitchOpen,
    }
}

/// Whether a breaker lets no more calls through than a probe.
const fn is_shut(state: State) -> bool {
    !matches!(state, State::Closed)
}

/// The classes of small text in a size, with the weight of a state's words.
macro_rules! small {
    ($t:literal, $weight:literal) => {
        $crate::app::stage::sensors::Small {
            plain: concat!($t, " i2"),
            quiet: concat!($t, " i3"),
            plain_end: concat!($t, " i2 end"),
            quiet_end: concat!($t, " i3 end"),
            bold: concat!($t, " b"),
            tone: concat!($t, " b ct"),
            state: concat!($t, $weight, " ct"),
            falling: concat!($t, " b mid"),
            tone_end: concat!($t, " b ct end"),
            late: concat!($t, " b ct halo"),
        }
    };
}
pub(super) use small;

/// A button of the stage.
pub(super) fn button(act: &Callback<Action>, action: Action, enabled: bool) -> Tag {
    tag("button", "btn sm").attr("type", "button").attr_bool("disabled", !enabled).on_click(act, action)
}

/// Kill and Recover of a service at the place of a class; the one that applies is seen.
pub(super) fn kill_and_recover(
    act: &Callback<Action>,
    (service, name): (u32, &'static str),
    killed: bool,
    place: &'static str,
) -> Html {
    let kill = button(act, Action::Kill { service }, !killed).attr("aria-label", says::kill(name)).text(says::KILL);
    let recover = button(act, Action::Recover { service }, killed);
    let recover = recover.attr("aria-label", says::recover(name)).text(says::RECOVER);
    tag("div", place).key(name).child(kill).child(recover).html()
}

/// Kill and Recover of each sensor.
pub(super) fn buttons(act: &Callback<Action>, killed: [bool; SENSORS]) -> impl Iterator<Item = Html> {
    (0..)
        .zip(NAMES)
        .zip(killed)
        .zip(PLACES)
        .map(|((sensor, killed), place)| kill_and_recover(act, sensor, killed, place))
}

/// The classes by which the style sheet knows the place of a sensor's buttons.
const PLACES: [&str; SENSORS] =
    ["over bat-act s0", "over bat-act s1", "over bat-act s2", "over bat-act s3", "over bat-act s4"];
