//! The breaker lab: callers, a circuit breaker, one service.

mod ask;
pub mod code;
mod compare;
mod copies;
mod like;
mod own;
mod picture;
mod practice;
mod questions;
mod sample;
mod tries;
mod words;

pub use like::{ignored_succeeds, is_general, is_strict, is_without, preset, sample, shown, slow, within};
pub use own::{Own, own};
pub use picture::{Flight, KEPT, Mark, MarkKind, Picture};
pub use sample::Sample;

use crate::late::Late;
use crate::play::compare::Cases;
use crate::play::{
    CommandSpec, Fact, Group, Lab, LabId, Name, Preset, Service, Settings, Spec, Tooling, Without, power,
};
use crate::policy::ConfigError;
use crate::policy::breaker::Counts;
use crate::policy::breaker::general::{GeneralBreaker, Settings as Rules};
use crate::policy::timeout::Timeout;
use crate::sim::World;

use crate::sim::layer::Layer;
use crate::sim::layer::breaker::{BreakerLayer, FORCE_OPEN, RESET};
use crate::sim::layer::general_breaker::GeneralBreakerLayer;
use crate::sim::layer::timeout::TimeoutLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::Callers;
use crate::text::labs::AFTER_BREAKER;
use crate::words::{about, percent, share};

use crate::play::spec::Unit::{Count, Rate, Seconds};
use crate::text::breaker as text;
use crate::text::noun;

/// What is counted in the lab.
/// The only service of the lab.
pub const SERVICE: u32 = 1;

/// A healthy service that fails and comes back, so that the breaker is seen to do what it is for: it opens, probes too
/// early, probes again and closes. With the default seed that takes less than twenty seconds.
const OPENING: &str = "failure=0.05&in=4~kill~S1;12~recover~S1";

/// What it is called.
pub const NAME: Name = Name { key: "breaker", title: text::TITLE, group: Group::Lecture };

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// The registry's row.
pub static LAB: Lab = Lab {
    about: text::ABOUT,
    why: text::WHY,
    when: text::WHEN,
    next: AFTER_BREAKER,
    terms: &["closed", "open", "half-open", "probe", "fast-fail", "late-result", "random-number", "seed"],
    tries: &tries::TRIES,
    specs: &SPECS,
    presets: &[
        Preset { name: text::OPENING, note: text::OPENING_NOTE, text: OPENING },
        Preset { name: text::LECTURE, note: text::LECTURE_NOTE, text: "latency=0.05&pause=0.1&reset=2&calls=20" },
        Preset { name: text::WITHIN, note: text::WITHIN_NOTE, text: "trip=within&threshold=3&span=5&failure=0.5" },
        Preset { name: text::HALF, note: text::HALF_NOTE, text: "trip=count&window=10&rate=0.5&min=5&failure=0.4" },
        Preset { name: text::CROWD, note: text::CROWD_NOTE, text: "callers=8&latency=0.6&failure=0.8" },
    ],
    without: Some(Without { label: text::WITHOUT, settings: &[("like", "none")] }),
    opening: OPENING,
    commands: &[
        CommandSpec { command: FORCE_OPEN, told: text::FORCED_OPEN, button: text::FORCE_OPEN },
        CommandSpec { command: RESET, told: text::WAS_RESET, button: text::RESET_NOW },
    ],
    services: &[Service { id: SERVICE, name: "S1", failure: Some("failure"), latency: Some("latency") }],
    default_seed: 289,
    asks: questions::QUESTIONS.len(),
    shown,
    light: is_light,
    check: own::check,
    cases: Cases::Stretches(compare::stretch),
    telling: words::TELLING,
    note: compare::note,
    ..Lab::new(NAME, world, |_| Box::new(Picture::default()))
};

/// What the tools know of it.
pub static TOOLING: Tooling = Tooling {
    questions: &questions::QUESTIONS,
    listings: &code::LISTINGS,
    listing: code::listing,
    copy: Some(copies::write),
    practice: practice::practice,
};

/// Rules that judge a share of failures.
const WINDOWS: &[&str] = &["count", "time"];
/// Rules that count failures.
const COUNTS: &[&str] = &["row", "within", "total"];
/// The settings of the breaker itself, which "Behave like" replaces.
const OWN: &[&str] = &["own"];

static SPECS: [Spec; 26] = [
    Spec::number("failure", text::FAILURE, (0.0, 1.0), 0.01, 0.7, Rate).of_service().on_grid().hint(text::FAILURE_HINT),
    Spec::number("threshold", text::THRESHOLD, (1.0, 20.0), 1.0, 3.0, Count(noun::FAILURES))
        .only("trip", COUNTS)
        .hint(text::THRESHOLD_HINT),
    Spec::number("rate", text::RATE, (0.01, 1.0), 0.01, 0.5, Rate).only("trip", WINDOWS).hint(text::RATE_HINT),
    Spec::number("reset", text::RESET, (0.0, 3600.0), 0.5, 5.0, Seconds)
        .reaching(60.0)
        .only("like", OWN)
        .hint(text::RESET_HINT),
    Spec::choice("like", text::LIKE, &like::OPTIONS, 0)
        .first()
        .restarting()
        .notes(like::difference)
        .hint(text::LIKE_HINT),
    Spec::choice(
        "trip",
        text::TRIP,
        &[
            ("row", text::TRIP_ROW),
            ("count", text::TRIP_COUNT),
            ("time", text::TRIP_TIME),
            ("within", text::TRIP_WITHIN),
            ("total", text::TRIP_TOTAL),
        ],
        0,
    )
    .only("like", OWN)
    .hint(text::TRIP_HINT),
    Spec::number("window", text::WINDOW, (2.0, 200.0), 1.0, 10.0, Count(noun::CALLS))
        .more()
        .only("trip", &["count"])
        .hint(text::WINDOW_HINT),
    Spec::number("span", text::SPAN, (1.0, 120.0), 1.0, 10.0, Seconds)
        .more()
        .only("trip", &["time", "within"])
        .hint(text::SPAN_HINT),
    Spec::number("min", text::MIN, (1.0, 200.0), 1.0, 5.0, Count(noun::CALLS))
        .more()
        .only("trip", WINDOWS)
        .hint(text::MIN_HINT),
    Spec::choice("above", text::ABOVE, &[("0", text::ABOVE_REACHED), ("1", text::ABOVE_PASSED)], 0)
        .only("trip", WINDOWS)
        .hint(text::ABOVE_HINT),
    Spec::number("slow", text::SLOW, (0.0, 60.0), 0.1, 0.0, Seconds)
        .more()
        .field()
        .only("trip", WINDOWS)
        .hint(text::SLOW_HINT),
    Spec::number("slow-share", text::SLOW_SHARE, (0.01, 1.0), 0.01, 0.5, Rate)
        .more()
        .only("trip", WINDOWS)
        .unless("slow", &["0"])
        .hint(text::SLOW_SHARE_HINT),
    Spec::number("probes", text::PROBES, (1.0, 20.0), 1.0, 1.0, Count(text::AT_ONCE))
        .more()
        .only("like", OWN)
        .only("total", &["0"])
        .hint(text::PROBES_HINT),
    Spec::number("total", text::TOTAL, (0.0, 20.0), 1.0, 0.0, Count(text::IN_ALL))
        .more()
        .only("like", OWN)
        .hint(text::TOTAL_HINT),
    Spec::number("successes", text::SUCCESSES, (1.0, 20.0), 1.0, 1.0, Count(noun::PROBES))
        .more()
        .only("like", OWN)
        .hint(text::SUCCESSES_HINT),
    Spec::choice("stuck", text::STUCK, &[("0", text::STUCK_REFUSED), ("1", text::STUCK_ALLOWED)], 0)
        .only("like", OWN)
        .unless("total", &["0"])
        .hint(text::STUCK_HINT),
    Spec::number("lease", text::LEASE, (0.0, 300.0), 0.1, 30.0, Seconds)
        .more()
        .field()
        .only("like", OWN)
        .hint(text::LEASE_HINT),
    Spec::choice(
        "measured",
        text::MEASURED,
        &[
            ("opening", text::MEASURED_OPENING),
            ("last-failure", text::MEASURED_FAILURE),
            ("start", text::MEASURED_START),
        ],
        0,
    )
    .only("like", OWN)
    .hint(text::MEASURED_HINT),
    Spec::choice("late", text::LATE, &[("drop", text::LATE_DROP), ("apply", text::LATE_APPLY)], 0)
        .only("like", OWN)
        .hint(text::LATE_HINT),
    Spec::choice("counts", text::COUNTS, &[("all", text::COUNTS_ALL), ("service", text::COUNTS_SERVICE)], 0)
        .unless("like", &["none"])
        .hint(text::COUNTS_HINT),
    Spec::choice(
        "ignored",
        text::IGNORED,
        &[("neutral", text::IGNORED_NEUTRAL), ("success", text::IGNORED_SUCCESS), ("open", text::IGNORED_OPEN)],
        0,
    )
    .only("like", OWN)
    .only("counts", &["service"])
    .hint(text::IGNORED_HINT),
    Spec::mix("mix", text::MIX).of_service().hint(text::MIX_HINT),
    Spec::number("latency", text::LATENCY, (0.0, 60.0), 0.05, 0.3, Seconds)
        .of_service()
        .more()
        .reaching(5.0)
        .hint(text::LATENCY_HINT),
    Spec::number("pause", text::PAUSE, (0.0, 10.0), 0.1, 0.5, Seconds).more().hint(text::PAUSE_HINT),
    Spec::number("callers", text::CALLERS, (1.0, 20.0), 1.0, 1.0, Count(text::CALLER))
        .more()
        .restarting()
        .hint(text::CALLERS_HINT),
    Spec::number("calls", text::CALLS, (0.0, 10_000.0), 1.0, 0.0, Count(noun::CALLS))
        .more()
        .field()
        .restarting()
        .hint(text::CALLS_HINT),
];

/// Builds the lab's world.
fn world(settings: &Settings) -> Result<World, ConfigError> {
    let counts = if settings.choice("counts") == "service" { Counts::Service } else { Counts::All };
    let layers: Vec<Box<dyn Layer>> = match preset(settings) {
        _ if is_without(settings) => Vec::new(),
        Some(preset) => {
            let breaker = GENERAL.get()(preset.settings(), counts)?;
            let limit = preset.limit().map(Timeout::new).transpose()?;
            // The limit is inside, so that the breaker hears of a call that was given up.
            core::iter::once(breaker).chain(limit.map(|limit| Box::new(TimeoutLayer::new(limit)) as _)).collect()
        }
        None => vec![match own(settings)? {
            Own::Plain(rules) => Box::new(BreakerLayer::new(rules)?.counting(counts)),
            Own::General(rules) => GENERAL.get()(rules, counts)?,
        }],
    };
    let service = ServiceConfig::new(SERVICE, "S1", settings.number("failure"), settings.span("latency"));
    let service = ServiceConfig { mix: settings.mix("mix"), ..service };
    Ok(World {
        stacks: vec![(service, layers)],
        workload: Box::new(Callers::new(
            settings.count("callers"),
            settings.span("pause"),
            u64::from(settings.count("calls")),
        )),
    })
}

/// How the general breaker is built.
pub type General = fn(Rules, Counts) -> Result<Box<dyn Layer>, ConfigError>;

/// What is different about the breakers of the libraries, and how they are built.
#[derive(Clone, Copy, Debug)]
pub struct Libraries {
    build: General,
    difference: like::Difference,
}

/// The breakers of the libraries, which a program in pieces begins without.
pub const fn libraries() -> Libraries {
    Libraries { build: build_general, difference: crate::policy::breaker::presets::Preset::difference }
}

/// From now on they are here.
pub fn add(libraries: Libraries) {
    GENERAL.add(libraries.build);
    like::DIFFERENCE.add(libraries.difference);
}

/// How the general breaker is built, once it is here. `Lab::light` says which runs go without.
pub static GENERAL: Late<General> = Late::new(|_, _| Err(ConfigError::new("like", "loading", "here")), build_general);

/// Builds the general breaker.
///
/// # Errors
/// Rules that make no sense.
pub fn build_general(rules: Rules, counts: Counts) -> Result<Box<dyn Layer>, ConfigError> {
    Ok(Box::new(GeneralBreakerLayer::new(GeneralBreaker::new(rules)?).counting(counts)))
}

/// Whether the plain breaker is enough for these settings.
fn is_light(settings: &Settings) -> bool {
    is_without(settings) || (preset(settings).is_none() && matches!(own(settings), Ok(Own::Plain(_)) | Err(_)))
}

/// Theory beside what was seen since it has been this theory.
pub fn facts(picture: &Picture, settings: &Settings) -> Vec<Fact> {
    let settings = &shown(settings);
    let sample = &picture.sample;
    let since = sample.since;
    let failure = if picture.killed { 1.0 } else { settings.number("failure") };
    if is_without(settings) {
        return vec![Fact {
            label: text::SUCCEED.to_owned(),
            expected: percent(1.0 - failure),
            seen: share(sample.successes, sample.calls),
            since,
        }];
    }
    let mut facts = Vec::new();
    let threshold = settings.count("threshold");
    let counted = counted_failures(failure, picture.killed, settings);
    let expected = match (settings.choice("trip"), within(settings), counted) {
        ("row", None, Some(counted)) => Some(calls_to_open(counted, threshold)),
        // Each failure takes 1 / f calls.
        ("total", _, Some(counted)) => Some((counted > 0.0).then(|| f64::from(threshold) / counted)),
        _ => None,
    };
    if let Some(expected) = expected {
        let own = uncounted(failure, picture.killed, settings);
        let expected = expected.map_or_else(|| text::NEVER.to_owned(), |calls| mean_calls(calls, own, settings));
        let seen = if sample.trips == 0 {
            "–".to_owned()
        } else {
            let mean = sample.closed_results as f64 / sample.trips as f64;
            format!("{} ({})", noun::CALLS.roughly(mean), noun::OPENINGS.count(sample.trips) + text::FROM_CLOSED)
        };
        let that_count = if own > 0.0 { text::IN_CALLS_THAT_COUNT } else { "" };
        facts.push(Fact { label: text::until_it_opens(that_count), expected, seen, since });
    }
    facts.push(Fact {
        label: text::REFUSED_GOOD.to_owned(),
        expected: percent(1.0 - failure),
        seen: share(sample.good_refused, sample.refused),
        since,
    });
    facts.push(Fact {
        label: text::PROBES_SUCCEED.to_owned(),
        expected: percent(1.0 - failure),
        seen: share(sample.probe_successes, sample.probe_results),
        since,
    });
    facts
}

/// The share of failures among the results that the breaker counts; nothing where a result that does not count is taken
/// as a success, which is no result of the lab's numbers.
fn counted_failures(failure: f64, killed: bool, settings: &Settings) -> Option<f64> {
    if settings.choice("counts") != "service" || killed {
        return Some(failure);
    }
    let own = own_share(settings);
    let of_service = failure * (1.0 - own);
    let all = of_service + 1.0 - failure;
    (own == 0.0 || !ignored_succeeds(settings)).then_some(if all > 0.0 { of_service / all } else { 0.0 })
}

/// The share of a caller's own mistakes among the failures, from 0 to 1.
pub fn own_share(settings: &Settings) -> f64 {
    settings.mix("mix").iter().filter(|(kind, _)| kind.is_callers_own()).map(|(_, share)| share).sum()
}

/// The share of calls that the breaker does not count: a caller's own mistakes.
fn uncounted(failure: f64, killed: bool, settings: &Settings) -> f64 {
    if settings.choice("counts") == "service" && !killed { failure * own_share(settings) } else { 0.0 }
}

/// A mean number of calls that count, and about how long it takes until they have come, if a share of all calls does not
/// count: each caller makes its next call when an attempt and a pause are over.
fn mean_calls(calls: f64, uncounted: f64, settings: &Settings) -> String {
    let each = settings.number("latency") + settings.number("pause");
    let took = calls / (1.0 - uncounted) * each / settings.number("callers").max(1.0);
    text::calls_about(&noun::CALLS.roughly(calls), &about(took))
}

/// The mean number of calls until `threshold` failures in a row, each call failing with probability `failure`:
/// (1 - f^k) / (f^k (1 - f)), the mean waiting time for a run (Feller, volume I, XIII.7). Nothing if it never comes.
fn calls_to_open(failure: f64, threshold: u32) -> Option<f64> {
    let run = power(failure, threshold);
    if run <= 0.0 {
        None
    } else if failure >= 1.0 {
        Some(f64::from(threshold))
    } else {
        Some((1.0 - run) / (run * (1.0 - failure)))
    }
}
