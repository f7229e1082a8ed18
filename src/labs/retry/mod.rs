//! The retry lab: reads that try again, waiting longer each time.

mod ask;
pub mod code;
mod compare;
mod copies;
mod picture;
mod questions;
mod tries;
mod words;

pub use picture::{Picture, Read, ReadOutcome, SLOT, SLOTS, Span};

use crate::decimal::{fixed, short};
use crate::play::compare::Cases;
use crate::play::spec::Unit::{Count, Rate, Seconds, Spread, Times};
use crate::play::{Fact, Lab, LabId, Name, Preset, Service, Settings, Spec, Tape, Tooling, Value, Without, power};
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::retry::{Retried, Retry};
use crate::policy::{ConfigError, FailureKind, Kinds};
use crate::sim::World;

use crate::sim::input::{Action, Lane};
use crate::sim::layer::retry::RetryLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::Reads;
use crate::words::{Noun, count, grouped, percent};

/// The only service of the lab.
pub const SERVICE: u32 = 1;

/// What it is called.
pub const NAME: Name = Name { key: "retry", title: "Retry" };

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// The registry's row.
pub static LAB: Lab = Lab {
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
            note: "The same hundred clients, their waits random between nothing and the full wait.",
            text: "jitter=full&reads=100&failure=0.8&base=1",
        },
        Preset {
            name: "Constant waits",
            note: "The same wait before every retry, as a naive loop does it.",
            text: "kind=constant&jitter=none&base=0.5",
        },
    ],
    without: Some(Without { label: "Without retries", key: "attempts", value: "1" }),
    services: &[Service { id: SERVICE, name: "S1", failure: Some("failure"), latency: Some("latency") }],
    default_seed: 1390,
    asks: questions::QUESTIONS.len(),
    baseline: Some(without_jitter),
    cases: Cases::Pairs {
        wins: compare::wins,
        method: "Both lanes are compared read by read, as soon as a read has ended in both.",
    },
    telling: words::TELLING,
    note: compare::note,
    ..Lab::new(NAME, world, |_| Box::new(Picture::default()))
};

/// What the tools know of it.
pub static TOOLING: Tooling = Tooling {
    questions: &questions::QUESTIONS,
    listings: &[&code::LISTING],
    listing: |_| Some(&code::LISTING),
    copy: Some(copies::write),
};

/// The tape of the run without jitter.
fn without_jitter(tape: &Tape) -> Tape {
    let mut tape = tape.of_lane(Lane::A);
    tape.scenario.settings.set("jitter", Value::Choice(0));
    tape.inputs.retain(|input| !about_jitter(input.action));
    tape
}

fn about_jitter(action: Action) -> bool {
    matches!(action, Action::Set { key: "jitter" | "spread", .. })
}

static SPECS: [Spec; 15] = [
    Spec::number("failure", "Failure rate", (0.0, 1.0), 0.01, 0.6, Rate)
        .of_service()
        .on_grid()
        .hint("of all attempts fail"),
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
    Spec::mix("mix", "Kinds of failure")
        .of_service()
        .hint("what goes wrong when an attempt fails, and how often it is that"),
    Spec::kinds("retried", "Tried again after").hint("failures of other kinds end the read at once"),
    Spec::number("after", "Retry-After", (0.0, 300.0), 0.1, 0.0, Seconds)
        .of_service()
        .more()
        .field()
        .hint("a 429 asks the caller to wait at least this long"),
    Spec::number("latency", "Latency", (0.0, 5.0), 0.05, 0.3, Seconds)
        .of_service()
        .more()
        .hint("how long an attempt takes"),
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
        workload: Box::new(Reads::new(u64::from(settings.count("reads")), settings.choice("start") == "in-turn")),
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

/// The chance that an attempt fails in such a way that the read is tried again. Who is dead answers no connection.
fn tried_again(failure: f64, killed: bool, settings: &Settings) -> f64 {
    let retried = settings.kinds("retried");
    if killed {
        return if retried.includes(FailureKind::Connection) { failure } else { 0.0 };
    }
    let mix = settings.mix("mix");
    let (all, share) = mix.iter().fold((true, 0.0), |(all, sum), (kind, share)| {
        let again = retried.includes(kind);
        (all && again, if again { sum + share } else { sum })
    });
    if all { failure } else { failure * share }
}

/// Theory beside what was seen since it has been this theory.
pub fn facts(picture: &Picture, settings: &Settings) -> Vec<Fact> {
    let failure = if picture.killed { 1.0 } else { settings.number("failure") };
    let attempts = settings.count("attempts");
    let again = tried_again(failure, picture.killed, settings);
    // Of each read the first attempt is made for certain, and each further one if all before it failed in such a way that
    // the read is tried again.
    let mean: f64 = (0..attempts).map(|before| power(again, before)).sum();
    let expected = if again < failure {
        percent(1.0 - (1.0 - failure) * mean)
    } else {
        format!("{}^{attempts} = {}", short(failure, 2), percent(power(failure, attempts)))
    };
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
        Fact { label: "Reads that fail permanently".to_owned(), expected, seen: lost_seen, since },
        Fact { label: "Attempts per read".to_owned(), expected: fixed(mean, 2), seen: made_seen, since },
    ]
}

#[cfg(test)]
mod tests {
    use crate::link;
    use crate::play::Run;
    use crate::time::Instant;

    /// What theory expects: the reads that fail permanently, and the attempts per read.
    fn expected(link: &str) -> Vec<String> {
        let Ok(mut run) = Run::replay(link::parse(link).tape) else { unreachable!("{link}") };
        run.advance(Instant::from_millis(2_000), 10_000_000);
        run.facts().into_iter().map(|fact| fact.expected).collect()
    }

    #[test]
    fn theory_knows_which_failures_are_tried_again() {
        assert_eq!(expected("#retry?failure=0.6&attempts=4"), ["0.6^4 = 13.0 %", "2.18"]);
        // Half of the failures end the read: 1 - 0.4 (1 + 0.3 + 0.09 + 0.027).
        assert_eq!(expected("#retry?failure=0.6&attempts=4&mix=connection:0.5,client:0.5"), ["43.3 %", "1.42"]);
        assert_eq!(expected("#retry?failure=0.6&attempts=4&retried=none"), ["60 %", "1.00"]);
        assert_eq!(expected("#retry?attempts=4&mix=client:1&in=1~kill~S1"), ["1^4 = 100 %", "4.00"]);
    }
}
