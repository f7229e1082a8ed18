//! The retry lab: reads that try again, waiting longer each time.

mod picture;
mod tries;

pub use picture::{Picture, Read, ReadOutcome, SLOT, SLOTS, Span};

use super::spec::Unit::{Count, Rate, Seconds, Spread, Times};
use super::{Fact, Lab, Preset, Settings, Spec, Without, percent, power};
use crate::decimal::{fixed, short};
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::retry::{Retried, Retry};
use crate::policy::{ConfigError, Kinds};
use crate::sim::World;
use crate::sim::caller::WorkloadConfig;
use crate::sim::layer::retry::RetryLayer;
use crate::sim::service::ServiceConfig;
use crate::words::{Noun, count, grouped};

/// The only service of the lab.
pub const SERVICE: u32 = 1;

/// The registry's row.
pub const LAB: Lab = Lab {
    key: "retry",
    title: "Retry",
    about: "Reads that fail try again, after waits that grow and that luck keeps apart.",
    why: "Many failures are short: asked again a moment later, the service answers. Waiting longer each time, and not all for \
          the same time, gives it the rest that it needs to recover.",
    terms: &["retry", "attempt", "backoff", "jitter", "retry-storm", "random-number", "seed"],
    tries: &tries::TRIES,
    specs: &SPECS,
    presets: &[
        Preset {
            name: "As in the lecture",
            note: "Base 0.1 s and up to 1 s of jitter, one read after the other.",
            text: "base=0.1&spread=1&latency=0&start=in-turn",
        },
        Preset {
            name: "Without jitter",
            note: "A hundred clients that fail together retry together: a storm.",
            text: "jitter=none&reads=100&failure=0.8",
        },
        Preset {
            name: "Full jitter",
            note: "The same hundred clients, their waits drawn between nothing and the full wait.",
            text: "jitter=full&reads=100&failure=0.8&base=1",
        },
        Preset {
            name: "Constant waits",
            note: "The same wait before every retry, as a naive loop does it.",
            text: "kind=constant&jitter=none&base=0.5",
        },
    ],
    without: Some(Without { label: "Without retries", key: "attempts", value: "1" }),
    opening: "",
    services: &[(SERVICE, "S1")],
    default_seed: 1390,
    questions: 6,
    world,
};

static SPECS: [Spec; 15] = [
    Spec::number("failure", "Failure rate", (0.0, 1.0), 0.01, 0.6, Rate).on_grid().hint("of all attempts fail"),
    Spec::number("attempts", "Attempts", (1.0, 12.0), 1.0, 4.0, Count(Noun("per read", "per read")))
        .hint("the first try counts as one"),
    Spec::number("spread", "Jitter", (0.0, 10.0), 0.1, 0.5, Spread)
        .only("jitter", &["additive", "share"])
        .hint("random part of each wait, keeps reads apart"),
    Spec::choice(
        "jitter",
        "Kind of jitter",
        &[
            ("none", "none"),
            ("additive", "additive: a bit more, before the cap"),
            ("full", "full: from nothing to the whole wait"),
            ("equal", "equal: half certain, half random"),
            ("decorrelated", "decorrelated: from the last wait"),
            ("share", "share: a part more or less"),
        ],
        1,
    )
    .hint("how chance changes a wait"),
    Spec::choice(
        "kind",
        "Waits grow",
        &[("constant", "not at all"), ("linear", "by the same step"), ("exponential", "by a factor")],
        2,
    )
    .hint("from one retry to the next"),
    Spec::number("base", "Base delay", (0.0, 10.0), 0.1, 0.2, Seconds).more().hint("the wait before the first retry"),
    Spec::number("factor", "Factor", (1.0, 5.0), 0.1, 2.0, Times)
        .more()
        .only("kind", &["exponential"])
        .hint("each wait is this many times the one before"),
    Spec::number("cap", "Longest wait", (0.1, 600.0), 0.1, 30.0, Seconds)
        .more()
        .field()
        .hint("no wait is longer than this"),
    Spec::number("floor", "Shortest wait", (0.0, 300.0), 0.1, 0.0, Seconds)
        .more()
        .field()
        .hint("no wait is shorter than this, whatever the jitter; at most the longest wait"),
    Spec::mix("mix", "Kinds of failure").hint("what goes wrong when an attempt fails, and how often it is that"),
    Spec::kinds("retried", "Tried again after").hint("failures of other kinds end the read at once"),
    Spec::number("after", "Retry-After", (0.0, 300.0), 0.1, 0.0, Seconds)
        .more()
        .field()
        .hint("a 429 asks the caller to wait at least this long"),
    Spec::number("latency", "Latency", (0.0, 5.0), 0.05, 0.3, Seconds).more().hint("how long an attempt takes"),
    Spec::number("reads", "Reads", (1.0, 200.0), 1.0, 10.0, Count(Noun("read", "reads")))
        .more()
        .restarting()
        .hint("changing it restarts the run"),
    Spec::choice("start", "Reads start", &[("together", "all together"), ("in-turn", "one after the other")], 0)
        .restarting()
        .hint("changing it restarts the run"),
];

/// Builds the lab's world.
fn world(settings: &Settings) -> Result<World, ConfigError> {
    // The default is said in its own words, which are those of the other labs.
    let retried = match settings.kinds("retried") {
        Kinds::TRANSIENT => Retried::Transient,
        kinds => Retried::Only(kinds),
    };
    let retry = Retry::new(settings.count("attempts"), backoff(settings)?, retried)?;
    let service = ServiceConfig::new(SERVICE, "S1", settings.number("failure"), settings.span("latency"));
    let service = ServiceConfig { mix: settings.mix("mix"), ..service };
    Ok(World {
        stacks: vec![(service, vec![Box::new(RetryLayer::new(retry).after(settings.span("after")))])],
        workload: WorkloadConfig::Reads {
            reads: u64::from(settings.count("reads")),
            in_turn: settings.choice("start") == "in-turn",
        },
    })
}

/// The backoff of the settings.
pub fn backoff(settings: &Settings) -> Result<Backoff, ConfigError> {
    let growth = match settings.choice("kind") {
        "constant" => Growth::Constant,
        "linear" => Growth::Linear,
        _ => Growth::Exponential { factor: settings.number("factor") },
    };
    let jitter = match settings.choice("jitter") {
        "none" => Jitter::None,
        "full" => Jitter::Full,
        "equal" => Jitter::Equal,
        "decorrelated" => Jitter::Decorrelated,
        "share" => Jitter::Share { part: settings.number("spread") },
        _ => Jitter::Additive { spread: settings.span("spread") },
    };
    let backoff = Backoff::new(growth, settings.span("base"), settings.span("cap"), jitter)?;
    Ok(backoff.with_floor(settings.span("floor")))
}

/// Theory beside what was seen since it has been this theory.
pub fn facts(picture: &Picture, settings: &Settings) -> Vec<Fact> {
    let failure = if picture.killed { 1.0 } else { settings.number("failure") };
    let attempts = settings.count("attempts");
    let lost = power(failure, attempts);
    // Of each read the first attempt is made for certain, and each further one if all before it failed.
    let mean: f64 = (0..attempts).map(|before| power(failure, before)).sum();
    let finished = || picture.sample().filter(|read| read.ended.is_some());
    let ended = finished().count() as u64;
    let failed = finished().filter(|read| read.outcome == ReadOutcome::Failed).count() as u64;
    let made: u64 = finished().map(|read| u64::from(read.attempts)).sum();
    // Of reads that are still trying, those that will fail take longest.
    let so_far = if picture.finished { "" } else { "; finished reads only, failures come last" };
    let (lost_seen, made_seen) = if ended == 0 {
        ("–".to_owned(), "–".to_owned())
    } else {
        let part = percent(failed as f64 / ended as f64);
        let mean = fixed(made as f64 / ended as f64, 2);
        let reads = count(ended, "read", "reads");
        (format!("{part} ({} of {reads}{so_far})", grouped(failed)), format!("{mean} ({} in {reads})", grouped(made)))
    };
    let since = picture.since;
    vec![
        Fact {
            label: "Reads that fail permanently".to_owned(),
            expected: format!("{}^{attempts} = {}", short(failure, 2), percent(lost)),
            seen: lost_seen,
            since,
        },
        Fact { label: "Attempts per read".to_owned(), expected: fixed(mean, 2), seen: made_seen, since },
    ]
}
