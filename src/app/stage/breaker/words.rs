//! What the breaker's stage says: headline, rules at the arrows, counts. Pure text from the picture and the settings.

use super::gauge::Gauge;
use super::layout::Layout;
use crate::app::stage::Scene;
use crate::lab::breaker::Picture;
use crate::lab::spec::Settings;
use crate::policy::breaker::{Progress, State};
use crate::time::Instant;

/// The state in the words of the page; a breaker that was forced open is open.
pub(super) fn state_name(state: State) -> &'static str {
    match state {
        State::Closed => "Closed",
        State::Open | State::ForcedOpen => "Open",
        State::HalfOpen => "Half-open",
    }
}

/// The class that sets the state's tone.
pub(super) fn tone(state: State) -> &'static str {
    match state {
        State::Closed => "k-ok",
        State::Open | State::ForcedOpen => "k-bad",
        State::HalfOpen => "k-half",
    }
}

/// A number of seconds with one decimal, or two where it needs them.
pub(super) fn seconds(value: f64) -> String {
    if ((value * 10.0).round() - value * 10.0).abs() < 1e-6 { format!("{value:.1}") } else { format!("{value:.2}") }
}

/// A part of one in whole per cent.
pub(super) fn percent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

/// `1 probe`, `3 probes`.
fn counted(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// What is left of the open state's wait, if the breaker waits: zero when the next call may be a probe.
pub(super) fn time_left(picture: &Picture, now: Instant) -> Option<f64> {
    if picture.state != State::Open {
        return None;
    }
    picture.probe_at.map(|at| at.since(now).as_secs_f64())
}

/// The countdown as text, rounded up so that it never says nothing is left before it is due.
pub(super) fn countdown(left: f64) -> String {
    if left <= 0.0 { "due".to_owned() } else { format!("{:.1} s", (left * 10.0 - 1e-6).ceil() / 10.0) }
}

/// Probes that succeeded in the present half-open phase.
///
/// The picture's progress is as of the last result, which may be one of an earlier phase, so it counts for no more
/// than the successes seen since this phase began.
pub(super) fn probes_succeeded(picture: &Picture) -> u32 {
    let Some(Progress::Probing { successes, .. }) = picture.progress else { return 0 };
    let seen = picture.marks.iter().rev().take_while(|mark| mark.at >= picture.since);
    let seen = seen.filter(|mark| mark.kind == crate::lab::breaker::MarkKind::Success).take(successes as usize);
    u32::try_from(seen.count()).unwrap_or(successes)
}

/// The headline's second part: the number that matters next.
pub(super) fn clause(scene: &Scene<'_>, picture: &Picture, gauge: &Gauge, layout: &Layout) -> String {
    match picture.state {
        State::ForcedOpen => "Forced open until it is reset.".to_owned(),
        State::Open => match time_left(picture, scene.now) {
            Some(left) if left > 0.0 => {
                let first = if layout.wordy { "Calls fail fast. " } else { "" };
                format!("{first}Next probe in {}.", countdown(left))
            }
            _ => "Probe due with the next call.".to_owned(),
        },
        State::HalfOpen => half_open(scene.settings, picture),
        State::Closed => gauge.clause(layout.wordy),
    }
}

fn half_open(settings: &Settings, picture: &Picture) -> String {
    let needed = settings.count("successes");
    if needed > 1 {
        format!("{} of {needed} probes succeeded.", probes_succeeded(picture))
    } else if settings.count("probes") > 1 {
        "The first probe to answer decides.".to_owned()
    } else {
        "One probe decides.".to_owned()
    }
}

/// What stands at the probe on the wire: its name and how many there may be.
pub(super) fn probe_label(settings: &Settings, picture: &Picture) -> (&'static str, String) {
    let under_way = picture.flights.iter().filter(|flight| flight.probe).count();
    let (probes, needed) = (settings.count("probes"), settings.count("successes"));
    match (under_way, probes, needed) {
        (0, _, _) => ("no probe", "next call".to_owned()),
        (_, 1, 1) => ("probe", "only one".to_owned()),
        (_, 1, _) => ("probe", format!("{} of {needed}", probes_succeeded(picture) + 1)),
        (1, _, _) => ("probe", format!("1 of {probes}")),
        _ => ("probes", format!("{under_way} of {probes}")),
    }
}

/// The rules at the arrows of the state diagram.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rules {
    /// What opens a closed breaker, in two lines.
    pub(super) opens: (String, String),
    /// The same in two words.
    pub(super) opens_short: String,
    /// The wait before a probe.
    pub(super) wait: String,
    /// What closes it.
    pub(super) closes: String,
}

impl Rules {
    pub(super) fn new(settings: &Settings) -> Self {
        let (rate, threshold) = (percent(settings.number("rate")), u64::from(settings.count("threshold")));
        let (opens, opens_short) = match settings.choice("trip") {
            "count" => ((format!("{rate} of"), format!("{} calls", settings.count("window"))), rate),
            "time" => ((format!("{rate} of calls"), format!("in {} s", seconds(settings.number("span")))), rate),
            _ => {
                let second = if threshold == 1 { "" } else { "in a row" };
                ((counted(threshold, "failure", "failures"), second.to_owned()), counted(threshold, "fail", "fails"))
            }
        };
        let needed = settings.count("successes");
        let closes = if needed > 1 { format!("{needed} probes succeed") } else { "probe succeeds".to_owned() };
        Self { opens, opens_short, wait: format!("{} s", seconds(settings.number("reset"))), closes }
    }
}

/// The whole drawing in one sentence or three, for those who cannot see it. Its numbers change once a second at most.
pub(super) fn spoken(scene: &Scene<'_>, picture: &Picture, gauge: &Gauge) -> String {
    let callers = counted(u64::from(scene.settings.count("callers")), "caller", "callers");
    let killed = if picture.killed { " The sensor is killed." } else { "" };
    let says = match picture.state {
        State::ForcedOpen => "Calls are refused until it is reset.".to_owned(),
        State::Open => match time_left(picture, scene.now) {
            Some(left) if left > 0.0 => format!("Calls fail fast. Next probe in {:.0} s.", left.ceil()),
            _ => "Probe due with the next call.".to_owned(),
        },
        State::HalfOpen => half_open(scene.settings, picture),
        State::Closed => gauge.clause(true),
    };
    let state = state_name(picture.state).to_lowercase();
    format!("Circuit breaker between {callers} and sensor S1: {state}. {says}{killed}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countdown_rounds_up_and_ends_in_due() {
        assert_eq!(countdown(2.21), "2.3 s");
        assert_eq!(countdown(2.2), "2.2 s");
        assert_eq!(countdown(0.001), "0.1 s");
        assert_eq!(countdown(0.0), "due");
    }

    #[test]
    fn seconds_have_the_decimals_they_need() {
        assert_eq!(seconds(5.0), "5.0");
        assert_eq!(seconds(0.1), "0.1");
        assert_eq!(seconds(0.05), "0.05");
    }

    #[test]
    fn rules_read_as_settings() {
        let mut settings = Settings::new(crate::lab::LabId::Breaker.specs());
        assert_eq!(Rules::new(&settings).opens, ("3 failures".to_owned(), "in a row".to_owned()));
        settings.set("trip", crate::lab::Value::Choice(1));
        assert_eq!(Rules::new(&settings).opens, ("50 % of".to_owned(), "10 calls".to_owned()));
        settings.set("successes", crate::lab::Value::Number(3.0));
        assert_eq!(Rules::new(&settings).closes, "3 probes succeed");
    }
}
