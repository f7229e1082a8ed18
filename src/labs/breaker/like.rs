//! "Behave like ...": a known breaker in the place of the lab's own settings.

use super::own::{Own, own};
use crate::late::Late;
use crate::play::spec::{Settings, Value};
use crate::policy::breaker::Probes;
use crate::policy::breaker::general::{self, Close, Compare, Ignored, Over, Slow, Trip, Wait};
use crate::policy::breaker::presets::Preset;
use crate::policy::share::Share;
use crate::text::breaker::like as text;

/// The link's words and the page's. After the first two they follow [`Preset::ALL`].
pub(super) static OPTIONS: [(&str, &str); 14] = [
    ("own", text::OWN),
    ("none", text::NONE),
    ("lecture", text::LECTURE),
    ("skill", text::SKILL),
    ("sysmanage", text::SYSMANAGE),
    ("guide", text::GUIDE),
    ("resilience4j", text::RESILIENCE4J),
    ("polly", text::POLLY),
    ("failsafe-go", text::FAILSAFE),
    ("cockatiel", text::COCKATIEL),
    ("opossum", text::OPOSSUM),
    ("gobreaker", text::GOBREAKER),
    ("semian", text::SEMIAN),
    ("hystrix", text::HYSTRIX),
];

/// What is different about a choice, in a sentence; nothing about the first, and nothing of a library as long as its breaker
/// is not here.
pub(super) fn difference(choice: usize) -> &'static str {
    match choice {
        1 => text::NONE_NOTE,
        _ => at(choice).map_or("", DIFFERENCE.get()),
    }
}

/// What is different about a library's breaker.
pub(super) type Difference = fn(Preset) -> &'static str;

/// That, once it is here: it comes with the breaker itself.
pub(super) static DIFFERENCE: Late<Difference> = Late::new(|_| "", Preset::difference);

/// Whether there is no breaker before the service.
pub fn is_without(settings: &Settings) -> bool {
    settings.get("like") == Some(Value::Choice(1))
}

/// The breaker chosen, if it is not the lab's own.
pub fn preset(settings: &Settings) -> Option<Preset> {
    match settings.get("like") {
        Some(Value::Choice(choice)) => at(choice),
        _ => None,
    }
}

fn at(choice: usize) -> Option<Preset> {
    Preset::ALL.get(choice.checked_sub(2)?).copied()
}

/// The rules of the general breaker that is in force: the one chosen, or the lab's own settings where the plain breaker
/// has not all of their rules.
fn rules(settings: &Settings) -> Option<general::Settings> {
    match (preset(settings), own(settings)) {
        (Some(preset), _) => Some(preset.settings()),
        (None, Ok(Own::General(rules))) if !is_without(settings) => Some(rules),
        _ => None,
    }
}

/// Whether the general breaker is in force.
pub fn is_general(settings: &Settings) -> bool {
    rules(settings).is_some()
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

/// Says a trip rule by the lab's own keys, as far as they can.
fn show_trip(shown: &mut Settings, trip: &Trip) {
    let mut show = |kind: usize, (key, number): (&str, f64)| {
        shown.set("trip", Value::Choice(kind));
        shown.set(key, Value::Number(number));
    };
    let count = |failures: u32| ("threshold", f64::from(failures));
    let share = |rate: Share| ("rate", rate.fraction());
    let min = match *trip {
        Trip::CountWindow { rate, .. } => {
            show(1, share(rate.rate));
            Some(rate.min_calls)
        }
        Trip::TimeWindow { rate, .. } | Trip::Tumbling { rate, .. } => {
            show(2, share(rate.rate));
            Some(rate.min_calls)
        }
        Trip::SuccessRate { required, min_calls, .. } => {
            show(2, share(required));
            Some(min_calls)
        }
        Trip::ErrorsWithin { errors, .. } => {
            show(if trip.over() == Over::All { 4 } else { 3 }, count(errors));
            None
        }
        Trip::Consecutive { failures }
        | Trip::LastResults { failures, .. }
        | Trip::ErrorGap { errors: failures, .. } => {
            show(0, count(failures));
            None
        }
    };
    if let Some(min) = min {
        // A minimum of none acts as one call, where there is one.
        shown.set("min", Value::Number(f64::from(min.max(1))));
    }
    match trip.over() {
        Over::Calls(size) if size < u32::MAX => shown.set("window", Value::Number(f64::from(size))),
        Over::Span(span) | Over::Fired(span) | Over::Snapshot { span, .. } => {
            shown.set("span", Value::Number(span.as_secs_f64().round()));
        }
        Over::Calls(_) | Over::All => {}
    }
}

/// Among which calls failures are counted, where that is not in a row.
pub fn within(settings: &Settings) -> Option<Over> {
    let rules = rules(settings)?;
    match rules.trips.get(rules.leading())? {
        trip @ (Trip::LastResults { .. } | Trip::ErrorsWithin { .. } | Trip::ErrorGap { .. }) => Some(trip.over()),
        _ => None,
    }
}

/// Whether a share of failures must be passed, and not only reached, to open the breaker.
pub fn is_strict(settings: &Settings) -> bool {
    let Some(rules) = rules(settings) else { return false };
    rules.trips.get(rules.leading()).is_some_and(|trip| match trip {
        Trip::CountWindow { rate, .. } | Trip::TimeWindow { rate, .. } | Trip::Tumbling { rate, .. } => {
            rate.compare == Compare::Above
        }
        _ => false,
    })
}

/// Whether an outcome that does not count is taken as a success.
pub fn ignored_succeeds(settings: &Settings) -> bool {
    match rules(settings) {
        Some(rules) => rules.ignored == Ignored::Success,
        None => settings.choice("ignored") == "success",
    }
}

/// From when on a call is slow and the share of slow calls that opens the breaker, if it looks at them.
pub fn slow(settings: &Settings) -> Option<Slow> {
    let rules = rules(settings)?;
    rules.trips.get(rules.leading())?.slow()
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

    #[test]
    fn every_choice_has_its_breaker_and_its_sentence() {
        for (choice, (key, name)) in OPTIONS.iter().enumerate().skip(2) {
            assert_eq!(at(choice).map(Preset::name), Some(*name), "{key}");
            assert!(difference(choice).len() > 40, "{key}");
        }
        assert_eq!(OPTIONS.len(), Preset::ALL.len() + 2);
        assert_eq!((difference(0), at(0), at(1)), ("", None, None));
    }

    #[test]
    fn what_is_shown_are_the_numbers_of_the_breaker_chosen() {
        let of = |key: &str| {
            let mut settings = Settings::new(super::super::LAB.specs);
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
        assert_eq!((semian.choice("trip"), semian.count("threshold"), semian.number("span")), ("within", 3, 10.0));
        assert!(is_strict(&of("sysmanage")) && !is_strict(&hystrix) && !is_strict(&semian));
        assert_eq!(sample(&of("resilience4j")), Some((Share::percent(50), 10)));
        assert_eq!((sample(&gobreaker), sample(&of("own"))), (None, None));
        assert_eq!(of("own"), Settings::new(super::super::LAB.specs));
    }
}
