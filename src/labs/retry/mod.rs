//! The retry lab: reads that try again, waiting longer each time.

mod ask;
pub mod code;
mod compare;
mod copies;
mod picture;
mod plan;
mod practice;
mod questions;
mod tries;
mod words;

pub use super::waits::backoff;
pub use picture::{Picture, Read, ReadOutcome, SLOT, SLOTS, Span};
pub use plan::shown;

use crate::decimal::{fixed, short};
use crate::play::compare::Cases;
use crate::play::spec::Unit::{Count, Rate, Seconds, Spread, Times};
use crate::play::{
    Fact, Group, Lab, LabId, Name, Preset, Service, Settings, Spec, Tape, Tooling, Value, Without, power,
};
use crate::policy::retry::{Retried, Retry};
use crate::policy::{ConfigError, FailureKind, Kinds};
use crate::sim::World;

use crate::sim::layer::retry::RetryLayer;
use crate::sim::service::ServiceConfig;
use crate::sim::workload::Reads;
use crate::text::labs::AFTER_RETRY;
use crate::text::noun;
use crate::text::retry as text;
use crate::words::{grouped, percent};

/// The only service of the lab.
pub const SERVICE: u32 = 1;

/// What it is called.
pub const NAME: Name = Name { key: "retry", title: text::TITLE, group: Group::Lecture };

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// The registry's row.
pub static LAB: Lab = Lab {
    about: text::ABOUT,
    why: text::WHY,
    when: text::WHEN,
    next: AFTER_RETRY,
    terms: &["retry", "attempt", "backoff", "jitter", "retry-storm", "random-number", "seed"],
    tries: &tries::TRIES,
    specs: &SPECS,
    presets: &[
        Preset { name: text::LECTURE, note: text::LECTURE_NOTE, text: "base=0.1&spread=1&latency=0&start=in-turn" },
        Preset { name: text::PLAIN, note: text::PLAIN_NOTE, text: "jitter=none&reads=100&failure=0.8" },
        Preset { name: text::FULL, note: text::FULL_NOTE, text: "jitter=full&reads=100&failure=0.8&base=1" },
        Preset { name: text::CONSTANT, note: text::CONSTANT_NOTE, text: "kind=constant&jitter=none&base=0.5" },
    ],
    without: Some(Without { label: text::WITHOUT, settings: &[("plan", "own"), ("attempts", "1")] }),
    services: &[Service { id: SERVICE, name: "S1", failure: Some("failure"), latency: Some("latency") }],
    default_seed: 1390,
    asks: questions::QUESTIONS.len(),
    shown,
    baseline: Some(without_jitter),
    cases: Cases::Pairs { wins: compare::wins, method: text::METHOD },
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
    practice: practice::practice,
};

/// The tape of the run without jitter.
fn without_jitter(tape: &Tape) -> Tape {
    let plan = plan::chosen(&tape.scenario.settings).and_then(|(plan, _)| plan::said(&plan));
    let jitter = ("jitter", Value::Choice(0));
    tape.holding(&plan.into_iter().flatten().chain([jitter]).collect::<Vec<_>>())
}

static SPECS: [Spec; 16] = [
    Spec::number("failure", text::FAILURE, (0.0, 1.0), 0.01, 0.6, Rate).of_service().on_grid().hint(text::FAILURE_HINT),
    Spec::number("attempts", text::ATTEMPTS, (1.0, 12.0), 1.0, 4.0, Count(text::PER_READ))
        .only("plan", plan::OWN)
        .hint(text::ATTEMPTS_HINT),
    Spec::number("spread", text::SPREAD, (0.0, 10.0), 0.1, 0.5, Spread)
        .only("jitter", &["additive", "share"])
        .hint(text::SPREAD_HINT),
    Spec::choice("plan", text::PLAN, &plan::OPTIONS, 0).first().restarting().notes(plan::note).hint(text::PLAN_HINT),
    Spec::choice(
        "jitter",
        text::JITTER,
        &[
            ("none", text::JITTER_NONE),
            ("additive", text::JITTER_ADDITIVE),
            ("full", text::JITTER_FULL),
            ("equal", text::JITTER_EQUAL),
            ("decorrelated", text::JITTER_DECORRELATED),
            ("share", text::JITTER_SHARE),
        ],
        1,
    )
    .only("plan", plan::OWN)
    .hint(text::JITTER_HINT),
    Spec::choice(
        "kind",
        text::KIND,
        &[("constant", text::KIND_CONSTANT), ("linear", text::KIND_LINEAR), ("exponential", text::KIND_EXPONENTIAL)],
        2,
    )
    .only("plan", plan::OWN)
    .hint(text::KIND_HINT),
    Spec::number("base", text::BASE, (0.0, 10.0), 0.1, 0.2, Seconds)
        .more()
        .only("plan", plan::OWN)
        .hint(text::BASE_HINT),
    Spec::number("factor", text::FACTOR, (1.0, 5.0), 0.1, 2.0, Times)
        .more()
        .only("kind", &["exponential"])
        .hint(text::FACTOR_HINT),
    Spec::number("cap", text::CAP, (0.1, 600.0), 0.1, 30.0, Seconds)
        .more()
        .field()
        .only("plan", plan::OWN)
        .hint(text::CAP_HINT),
    Spec::number("floor", text::FLOOR, (0.0, 300.0), 0.1, 0.0, Seconds)
        .more()
        .field()
        .only("plan", plan::OWN)
        .hint(text::FLOOR_HINT),
    Spec::mix("mix", text::MIX).of_service().hint(text::MIX_HINT),
    Spec::kinds("retried", text::RETRIED).only("plan", plan::OWN).hint(text::RETRIED_HINT),
    Spec::number("after", text::AFTER, (0.0, 300.0), 0.1, 0.0, Seconds)
        .of_service()
        .more()
        .field()
        .only("plan", plan::OWN)
        .hint(text::AFTER_HINT),
    Spec::number("latency", text::LATENCY, (0.0, 5.0), 0.05, 0.3, Seconds).of_service().more().hint(text::LATENCY_HINT),
    Spec::number("reads", text::READS, (1.0, 200.0), 1.0, 10.0, Count(noun::READS))
        .more()
        .restarting()
        .hint(text::RESTARTS),
    Spec::choice("start", text::START, &[("together", text::START_TOGETHER), ("in-turn", text::START_IN_TURN)], 0)
        .restarting()
        .hint(text::RESTARTS),
];

/// Builds the lab's world.
fn world(settings: &Settings) -> Result<World, ConfigError> {
    let settings = &shown(settings);
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
    let settings = &shown(settings);
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
    let so_far = if picture.finished { "" } else { text::SO_FAR };
    let (lost_seen, made_seen) = if ended == 0 {
        ("–".to_owned(), "–".to_owned())
    } else {
        let part = percent(failed as f64 / ended as f64);
        let mean = fixed(made as f64 / ended as f64, 2);
        let reads = noun::READS.count(ended);
        (text::part_of(&part, &grouped(failed), &reads, so_far), text::mean_of(&mean, &grouped(made), &reads))
    };
    let since = picture.since;
    vec![
        Fact { label: text::LOST.to_owned(), expected, seen: lost_seen, since },
        Fact { label: text::PER_READ_ON_AVERAGE.to_owned(), expected: fixed(mean, 2), seen: made_seen, since },
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
