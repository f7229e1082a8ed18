//! What the breaker's stage says: headline, rules at the arrows, counts. Pure text from the picture and the settings.

use super::gauge::{Gauge, among};
use crate::app::stage::Scene;
use crate::labs::breaker::{MarkKind, Picture, is_strict, sample, within};
use crate::play::spec::Settings;
use crate::policy::breaker::State;
use crate::sim::event::breaker::Progress;
use crate::text::breaker::stage as says;
use crate::text::noun;
use crate::time::Instant;
use crate::words::{self};

/// The state in the words of the page; a breaker that was forced open is open.
pub(super) fn state_name(state: State) -> &'static str {
    match state {
        State::Closed => says::CLOSED,
        State::Open | State::ForcedOpen => says::OPEN,
        State::HalfOpen => says::HALF_OPEN,
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

/// What is left of the open state's wait, if the breaker waits: zero when the next call may be a probe.
pub(super) fn time_left(picture: &Picture, now: Instant) -> Option<f64> {
    if picture.state != State::Open {
        return None;
    }
    picture.probe_at.map(|at| at.since(now).as_secs_f64())
}

/// The countdown as text, rounded up so that it never says nothing is left before it is due.
pub(super) fn countdown(left: f64) -> String {
    if left <= 0.0 { "due".to_owned() } else { words::seconds_in_tenths((left * 10.0 - 1e-6).ceil() / 10.0) }
}

/// Probes that succeeded in the present half-open phase.
///
/// The picture's progress is as of the last result, which may be one of an earlier phase, so it counts for no more
/// than the successes seen since this phase began.
pub(super) fn probes_succeeded(picture: &Picture) -> u32 {
    let Some(Progress::Probing { successes, .. }) = picture.progress else { return 0 };
    let recent = picture.marks.iter().rev().take_while(|mark| mark.at >= picture.since);
    let seen = recent.filter(|mark| mark.kind == MarkKind::Success).take(successes as usize).count();
    u32::try_from(seen).unwrap_or(successes)
}

/// The headline's second part: the number that matters next. `wordy` asks for whole sentences.
pub(super) fn clause(scene: &Scene<'_>, picture: &Picture, gauge: &Gauge, wordy: bool) -> String {
    match picture.state {
        State::ForcedOpen => says::FORCED_OPEN.to_owned(),
        State::Open => match time_left(picture, scene.now) {
            Some(left) if left > 0.0 => {
                says::next_probe(if wordy { says::CALLS_FAIL_FAST } else { "" }, &countdown(left))
            }
            _ => says::PROBE_DUE.to_owned(),
        },
        State::HalfOpen => half_open(scene.settings, picture),
        State::Closed => gauge.clause(wordy),
    }
}

fn half_open(settings: &Settings, picture: &Picture) -> String {
    let needed = settings.count("successes");
    if needed > 1 {
        return says::probes_succeeded(probes_succeeded(picture), needed);
    }
    let several = settings.count("probes") > 1;
    if several { says::FIRST_PROBE } else { says::ONE_PROBE }.to_owned()
}

/// What stands at the probe on the wire: its name and how many there may be.
pub(super) fn probe_label(settings: &Settings, picture: &Picture) -> (&'static str, String) {
    let under_way = picture.flights.iter().filter(|flight| flight.probe).count();
    let (probes, needed) = (settings.count("probes"), settings.count("successes"));
    let name = match under_way {
        0 => says::NO_PROBE,
        1 => says::PROBE,
        _ => says::PROBES,
    };
    let of = if under_way == 0 {
        says::NEXT_CALL.to_owned()
    } else if probes > 1 {
        says::under_way(under_way, probes)
    } else if needed > 1 {
        says::nth_of(probes_succeeded(picture) + 1, needed)
    } else {
        says::ONLY_ONE.to_owned()
    };
    (name, of)
}

/// The rules at the arrows of the state diagram.
#[derive(Clone, Debug, Default, PartialEq)]
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
        let above = if is_strict(settings) { says::OVER } else { "" };
        let (rate, threshold) =
            (says::rate(above, &words::whole_percent(settings.number("rate"))), settings.count("threshold"));
        let failures = noun::FAILURES.count(threshold.into());
        let (opens, opens_short) = match settings.choice("trip") {
            "count" => ((says::of_the(&rate), noun::CALLS.count(settings.count("window").into())), rate),
            "time" => {
                ((says::of_calls(&rate), says::within_time(&words::seconds_in_tenths(settings.number("span")))), rate)
            }
            // A single failure is no row.
            _ if threshold == 1 => ((failures.clone(), String::new()), failures),
            _ => ((failures.clone(), among(within(settings))), failures),
        };
        let needed = settings.count("successes");
        let closes = match sample(settings) {
            Some((rate, size)) => says::under_fail(&words::whole_percent(rate.fraction()), size),
            None if needed > 1 => says::succeed(needed),
            None => says::ONE_SUCCEEDS.to_owned(),
        };
        Self { opens, opens_short, wait: words::seconds_in_tenths(settings.number("reset")), closes }
    }
}

/// The whole drawing in a sentence or three, for those who cannot see it. Its numbers change once a second at most.
pub(super) fn spoken(scene: &Scene<'_>, picture: &Picture, gauge: &Gauge) -> String {
    let callers = scene.settings.count("callers");
    let between = if callers > 1 { says::between_callers(callers) } else { says::A_CALLER.to_owned() };
    let says = match time_left(picture, scene.now) {
        Some(left) if left > 0.0 => says::fast_until(&words::seconds(left.ceil())),
        _ => clause(scene, picture, gauge, true),
    };
    let killed = if picture.killed { says::SENSOR_KILLED } else { "" };
    if *gauge == Gauge::None {
        return says::without(&between, &says, killed);
    }
    says::picture(&between, state_name(picture.state), &says, killed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;

    #[test]
    fn a_countdown_rounds_up_and_ends_in_due() {
        assert_eq!(countdown(2.21), "2.3 s");
        assert_eq!(countdown(2.2), "2.2 s");
        assert_eq!(countdown(4.95), "5.0 s");
        assert_eq!(countdown(0.001), "0.1 s");
        assert_eq!(countdown(0.0), "due");
    }

    #[test]
    fn rules_read_as_settings() {
        let mut settings = Settings::new(named("breaker").specs);
        assert_eq!(Rules::new(&settings).opens, ("3 failures".to_owned(), "in a row".to_owned()));
        settings.set("trip", crate::play::Value::Choice(1));
        assert_eq!(Rules::new(&settings).opens, ("50 % of".to_owned(), "10 calls".to_owned()));
        settings.set("trip", crate::play::Value::Choice(0));
        settings.set("threshold", crate::play::Value::Number(1.0));
        assert_eq!(Rules::new(&settings).opens, ("1 failure".to_owned(), String::new()));
        settings.set("successes", crate::play::Value::Number(3.0));
        assert_eq!(Rules::new(&settings).closes, "3 probes succeed");
    }
}
