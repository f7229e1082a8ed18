//! The breaker lab: callers, a circuit breaker, one service.

mod ask;
pub mod code;
mod compare;
mod copies;
mod like;
mod own;
mod picture;
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
use crate::play::{Fact, Lab, LabId, Name, Preset, Service, Settings, Spec, Tooling, Without, power};
use crate::policy::ConfigError;
use crate::policy::breaker::general::{GeneralBreaker, Settings as Rules};
use crate::policy::breaker::{Counts, State};
use crate::policy::timeout::Timeout;
use crate::sim::World;

use crate::sim::layer::Layer;
use crate::sim::layer::breaker::BreakerLayer;
use crate::sim::layer::general_breaker::GeneralBreakerLayer;
use crate::sim::layer::timeout::TimeoutLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::Callers;
use crate::words::{Noun, about, count, percent, share};

use crate::play::spec::Unit::{Count, Rate, Seconds};

/// What is counted in the lab.
const CALLS: Noun = Noun("call", "calls");
/// The only service of the lab.
pub const SERVICE: u32 = 1;

/// A healthy service that fails and comes back, so that the breaker is seen to do what it is for: it opens, probes too
/// early, probes again and closes. With the default seed that takes less than twenty seconds.
const OPENING: &str = "failure=0.05&in=4~kill~S1;12~recover~S1";

/// What it is called.
pub const NAME: Name = Name { key: "breaker", title: "Breaker" };

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// The registry's row.
pub static LAB: Lab = Lab {
    about: "A circuit breaker stops calling a service that keeps failing, and probes whether it has recovered.",
    why: "A circuit breaker stops calling a service that is down, where each call would cost a wait and fail all the same. \
          That saves the callers the wait and the service the load, until a probe finds that it works again.",
    terms: &["closed", "open", "half-open", "probe", "fast-fail", "late-result", "random-number", "seed"],
    tries: &tries::TRIES,
    specs: &SPECS,
    presets: &[
        Preset {
            name: "Opening run",
            note: "A healthy service that fails at 4 s and works again at 12 s.",
            text: OPENING,
        },
        Preset {
            name: "As in the lecture",
            note: "Twenty calls a tenth of a second apart; the breaker stays open for 2 s.",
            text: "latency=0.05&pause=0.1&reset=2&calls=20",
        },
        Preset {
            name: "3 failures in 5 seconds",
            note: "The lecture's words: failures within a span, whatever succeeds between them.",
            text: "trip=within&threshold=3&span=5&failure=0.5",
        },
        Preset {
            name: "Half of the last ten",
            note: "A failure rate over a window of calls, as most libraries count.",
            text: "trip=count&window=10&rate=0.5&min=5&failure=0.4",
        },
        Preset {
            name: "A crowd of callers",
            note: "Eight callers share one breaker; only one of them may probe.",
            text: "callers=8&latency=0.6&failure=0.8",
        },
    ],
    without: Some(Without { label: "Without a breaker", key: "like", value: "none" }),
    opening: OPENING,
    services: &[Service { id: SERVICE, name: "S1", failure: Some("failure"), latency: Some("latency") }],
    default_seed: 289,
    asks: questions::QUESTIONS.len(),
    shown,
    light: is_light,
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
};

/// Rules that judge a share of failures.
const WINDOWS: &[&str] = &["count", "time"];
/// Rules that count failures.
const COUNTS: &[&str] = &["row", "within", "total"];
/// The settings of the breaker itself, which "Behave like" replaces.
const OWN: &[&str] = &["own"];

static SPECS: [Spec; 24] = [
    Spec::number("failure", "Failure rate", (0.0, 1.0), 0.01, 0.7, Rate)
        .of_service()
        .on_grid()
        .hint("of all attempts at the service fail"),
    Spec::number("threshold", "Failure threshold", (1.0, 20.0), 1.0, 3.0, Count(Noun("failure", "failures")))
        .only("trip", COUNTS)
        .hint("this many failures open the breaker"),
    Spec::number("rate", "Failure rate that opens", (0.01, 1.0), 0.01, 0.5, Rate)
        .only("trip", WINDOWS)
        .hint("this share of failures opens the breaker"),
    Spec::number("reset", "Reset timeout", (0.0, 3600.0), 0.5, 5.0, Seconds)
        .reaching(60.0)
        .only("like", OWN)
        .hint("open this long, then a probe"),
    Spec::choice("like", "Behave like", &like::OPTIONS, 0)
        .first()
        .restarting()
        .notes(like::difference)
        .hint("a known breaker in the place of these settings; changing it restarts the run"),
    Spec::choice(
        "trip",
        "Opens on",
        &[
            ("row", "failures in a row"),
            ("count", "failure rate over the last calls"),
            ("time", "failure rate over a time"),
            ("within", "failures within a time"),
            ("total", "failures in total"),
        ],
        0,
    )
    .only("like", OWN)
    .hint("what the breaker counts while it is closed"),
    Spec::number("window", "Window", (2.0, 200.0), 1.0, 10.0, Count(CALLS))
        .more()
        .only("trip", &["count"])
        .hint("the rate is taken over this many last calls"),
    Spec::number("span", "Time window", (1.0, 120.0), 1.0, 10.0, Seconds)
        .more()
        .only("trip", &["time", "within"])
        .hint("the calls of this time are looked at"),
    Spec::number("min", "Minimum calls", (1.0, 200.0), 1.0, 5.0, Count(CALLS))
        .more()
        .only("trip", WINDOWS)
        .hint("no rate is judged before this many calls"),
    Spec::choice("above", "The rate opens", &[("0", "when it is reached"), ("1", "when it is passed")], 0)
        .only("trip", WINDOWS)
        .hint("whether exactly this share is enough"),
    Spec::number("slow", "Slow from", (0.0, 60.0), 0.1, 0.0, Seconds)
        .more()
        .field()
        .only("trip", WINDOWS)
        .hint("a call that takes longer is slow, however it ends; 0 for off"),
    Spec::number("slow-share", "Slow calls that open", (0.01, 1.0), 0.01, 0.5, Rate)
        .more()
        .only("trip", WINDOWS)
        .unless("slow", &["0"])
        .hint("this share of slow calls opens the breaker, too"),
    Spec::number("probes", "Probes at the same time", (1.0, 20.0), 1.0, 1.0, Count(Noun("at once", "at once")))
        .more()
        .only("like", OWN)
        .hint("a half-open breaker lets this many through"),
    Spec::number("successes", "Successes to close", (1.0, 20.0), 1.0, 1.0, Count(Noun("probe", "probes")))
        .more()
        .only("like", OWN)
        .hint("this many probes must succeed"),
    Spec::number("lease", "Time for a probe to answer", (0.0, 300.0), 0.1, 30.0, Seconds)
        .more()
        .field()
        .only("like", OWN)
        .hint("a probe without an answer then counts as failed; 0 for no limit"),
    Spec::choice(
        "measured",
        "The reset timeout runs from",
        &[
            ("opening", "the opening"),
            ("last-failure", "the last failure"),
            ("start", "the start of the call that failed last"),
        ],
        0,
    )
    .only("like", OWN)
    .hint("a late failure while open makes the wait longer, except for the first"),
    Spec::choice(
        "late",
        "Late results",
        &[("drop", "are dropped and counted"), ("apply", "count in the present state")],
        0,
    )
    .only("like", OWN)
    .hint("results of calls that started before the last change of state"),
    Spec::choice("counts", "Failures that count", &[("all", "all"), ("service", "those of the service")], 0)
        .unless("like", &["none"])
        .hint("a caller's own mistakes say nothing about the service: a wrong request, a missing right, a bug"),
    Spec::choice(
        "ignored",
        "A probe that does not count",
        &[("neutral", "decides nothing"), ("success", "is a success"), ("open", "opens it again")],
        0,
    )
    .only("like", OWN)
    .only("counts", &["service"])
    .hint("what a caller's own mistake does while the breaker is half-open"),
    Spec::mix("mix", "Kinds of failure")
        .of_service()
        .hint("what goes wrong when an attempt fails, and how often it is that"),
    Spec::number("latency", "Latency", (0.0, 60.0), 0.05, 0.3, Seconds)
        .of_service()
        .more()
        .reaching(5.0)
        .hint("each fast fail avoids this much waiting"),
    Spec::number("pause", "Pause between calls", (0.0, 10.0), 0.1, 0.5, Seconds)
        .more()
        .hint("each caller waits this long after an outcome"),
    Spec::number("callers", "Callers", (1.0, 20.0), 1.0, 1.0, Count(Noun("caller", "callers")))
        .more()
        .restarting()
        .hint("all share the breaker; changing it restarts the run"),
    Spec::number("calls", "Number of calls", (0.0, 10_000.0), 1.0, 0.0, Count(CALLS))
        .more()
        .field()
        .restarting()
        .hint("0 = endless; changing it restarts the run"),
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

/// A breaker's state as the page contract writes it.
pub fn state_key(state: State) -> &'static str {
    match state {
        State::Closed => "closed",
        State::Open | State::ForcedOpen => "open",
        State::HalfOpen => "half-open",
    }
}

/// Theory beside what was seen since it has been this theory.
pub fn facts(picture: &Picture, settings: &Settings) -> Vec<Fact> {
    let settings = &shown(settings);
    let sample = &picture.sample;
    let since = sample.since;
    let failure = if picture.killed { 1.0 } else { settings.number("failure") };
    if is_without(settings) {
        return vec![Fact {
            label: "Calls that succeed".to_owned(),
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
        let expected = expected.map_or_else(|| "never".to_owned(), |calls| mean_calls(calls, own, settings));
        let seen = if sample.trips == 0 {
            "–".to_owned()
        } else {
            let mean = sample.closed_results as f64 / sample.trips as f64;
            format!("{} ({})", CALLS.roughly(mean), count(sample.trips, "opening", "openings") + " from closed")
        };
        let that_count = if own > 0.0 { ", in calls that count" } else { "" };
        facts.push(Fact { label: format!("Closed until it opens, on average{that_count}"), expected, seen, since });
    }
    facts.push(Fact {
        label: "Refused calls that would have succeeded".to_owned(),
        expected: percent(1.0 - failure),
        seen: share(sample.good_refused, sample.refused),
        since,
    });
    facts.push(Fact {
        label: "Probes that succeed".to_owned(),
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
    format!("{}, about {}", CALLS.roughly(calls), about(took))
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
