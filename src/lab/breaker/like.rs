//! "Behave like ...": a known breaker in the place of the lab's own settings.

use crate::lab::spec::{Settings, Value};
use crate::policy::breaker::general::{self, Close, Compare, Trip, Wait};
use crate::policy::breaker::presets::Preset;
use crate::policy::breaker::{Over, Probes};
use crate::policy::share::Share;

/// The link's words and the page's. After the first they follow [`Preset::ALL`].
pub(super) static OPTIONS: [(&str, &str); 13] = [
    ("own", "these settings"),
    ("lecture", "the lecture"),
    ("skill", "the skill"),
    ("sysmanage", "SysManage"),
    ("guide", "the guide"),
    ("resilience4j", "resilience4j"),
    ("polly", "Polly v8"),
    ("failsafe-go", "failsafe-go"),
    ("cockatiel", "cockatiel"),
    ("opossum", "opossum"),
    ("gobreaker", "gobreaker"),
    ("semian", "Semian"),
    ("hystrix", "Hystrix"),
];

/// What is different about a choice, in a sentence; nothing about the first.
pub(super) fn difference(choice: usize) -> &'static str {
    at(choice).map_or("", Preset::difference)
}

/// The breaker chosen, if it is not the lab's own.
pub fn preset(settings: &Settings) -> Option<Preset> {
    match settings.get("like") {
        Some(Value::Choice(choice)) => at(choice),
        _ => None,
    }
}

fn at(choice: usize) -> Option<Preset> {
    Preset::ALL.get(choice.checked_sub(1)?).copied()
}

/// The settings as far as the lab's own parameters can say what the breaker chosen does: what a drawing labels its
/// parts with.
pub fn shown(settings: &Settings) -> Settings {
    let mut shown = settings.clone();
    let Some(preset) = preset(settings) else { return shown };
    let rules = preset.settings();
    if let Some(trip) = rules.trips.get(rules.leading()) {
        show_trip(&mut shown, trip);
    }
    if let Wait::Constant(wait) = rules.wait {
        shown.set("reset", Value::Number(wait.as_secs_f64()));
    }
    let callers = settings.count("callers");
    let most = match rules.half_open.probes {
        Probes::AtOnce(most) | Probes::InAll(most) | Probes::InAllEvenIfStuck(most) => most.min(callers),
    };
    let needed = match rules.half_open.close {
        Close::ConsecutiveSuccesses(needed) | Close::Successes { needed, .. } => needed,
        Close::Sample { size, .. } | Close::FewFailures { size, .. } => size,
    };
    for (key, number) in [("probes", most), ("successes", needed)] {
        shown.set(key, Value::Number(f64::from(number)));
    }
    shown
}

fn show_trip(shown: &mut Settings, trip: &Trip) {
    let mut judge = |kind: usize, rate: Share, min: u32| {
        shown.set("trip", Value::Choice(kind));
        shown.set("rate", Value::Number(rate.fraction()));
        shown.set("min", Value::Number(f64::from(min)));
    };
    let threshold = match *trip {
        Trip::CountWindow { rate, .. } => {
            judge(1, rate.rate, rate.min_calls);
            None
        }
        Trip::TimeWindow { rate, .. } | Trip::Tumbling { rate, .. } => {
            judge(2, rate.rate, rate.min_calls);
            None
        }
        Trip::SuccessRate { required, min_calls, .. } => {
            judge(2, required, min_calls);
            None
        }
        Trip::Consecutive { failures } | Trip::LastResults { failures, .. } => Some(failures),
        Trip::ErrorsWithin { errors, .. } | Trip::ErrorGap { errors, .. } => Some(errors),
    };
    match (threshold, trip.over()) {
        (Some(failures), _) => {
            shown.set("trip", Value::Choice(0));
            shown.set("threshold", Value::Number(f64::from(failures)));
        }
        (None, Over::Calls(size)) => shown.set("window", Value::Number(f64::from(size))),
        (None, Over::Span(span)) => shown.set("span", Value::Number(span.as_secs_f64().round())),
    }
}

/// Among which calls failures are counted, where that is not in a row.
pub fn within(settings: &Settings) -> Option<Over> {
    let rules: general::Settings = preset(settings)?.settings();
    match rules.trips.get(rules.leading())? {
        trip @ (Trip::LastResults { .. } | Trip::ErrorsWithin { .. } | Trip::ErrorGap { .. }) => Some(trip.over()),
        _ => None,
    }
}

/// Whether a share of failures must be passed, and not only reached, to open the breaker.
pub fn is_strict(settings: &Settings) -> bool {
    let Some(rules) = preset(settings).map(Preset::settings) else { return false };
    rules.trips.get(rules.leading()).is_some_and(|trip| match trip {
        Trip::CountWindow { rate, .. } | Trip::TimeWindow { rate, .. } | Trip::Tumbling { rate, .. } => {
            rate.compare == Compare::Above
        }
        _ => false,
    })
}

/// The share of failures among this many probes that opens the breaker again, where a sample decides.
pub fn sample(settings: &Settings) -> Option<(Share, u32)> {
    match preset(settings)?.settings().half_open.close {
        Close::Sample { size, rate, .. } => Some((rate, size)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::LabId;

    #[test]
    fn every_choice_has_its_breaker_and_its_sentence() {
        for (choice, (key, name)) in OPTIONS.iter().enumerate().skip(1) {
            assert_eq!(at(choice).map(Preset::name), Some(*name), "{key}");
            assert!(difference(choice).len() > 40, "{key}");
        }
        assert_eq!(OPTIONS.len(), Preset::ALL.len() + 1);
        assert_eq!(difference(0), "");
    }

    #[test]
    fn what_is_shown_are_the_numbers_of_the_breaker_chosen() {
        let of = |key: &str| {
            let mut settings = Settings::new(LabId::Breaker.specs());
            let choice = OPTIONS.iter().position(|(known, _)| *known == key).unwrap_or(0);
            settings.set("like", Value::Choice(choice));
            shown(&settings)
        };
        let hystrix = of("hystrix");
        assert_eq!((hystrix.choice("trip"), hystrix.number("rate"), hystrix.count("min")), ("time", 0.5, 20));
        let gobreaker = of("gobreaker");
        assert_eq!((gobreaker.choice("trip"), gobreaker.count("threshold")), ("row", 6));
        assert_eq!(gobreaker.number("reset"), 60.0);
        let semian = of("semian");
        assert_eq!(within(&semian), Some(Over::Span(core::time::Duration::from_secs(10))));
        assert!(is_strict(&of("sysmanage")) && !is_strict(&hystrix) && !is_strict(&semian));
        assert_eq!(sample(&of("resilience4j")), Some((Share::percent(50), 10)));
        assert_eq!((sample(&gobreaker), sample(&of("own"))), (None, None));
        assert_eq!(of("own"), Settings::new(LabId::Breaker.specs()));
    }
}
