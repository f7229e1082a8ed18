//! "Copy as": the texts as they are kept in `tests/goldens/copy_as_*.txt`, and what holds for the texts of any
//! settings. `tests/copy_as/` runs those for Python, TypeScript and JavaScript with the real libraries, and parses those
//! for Go and C#: `cargo xtask test copy-as`.
//!
//! After an intended change: `UPDATE_GOLDENS=1 cargo test --no-default-features --test copy_as`, then read the
//! difference.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/golden.rs"]
mod golden;
#[path = "copy_as/settings.rs"]
mod settings;
#[path = "copy_as/yaml.rs"]
mod yaml;

use cases::cases;
use golden::golden;
use half_open::copy_as::Target;
use half_open::labs::breaker::{Own, is_without, own, preset};
use half_open::labs::{batch, breaker, bulkhead, cascade, clinic, dashboard, fallback, pipeline, retry, stack, storm};
use half_open::link;
use half_open::link::config;
use half_open::play::spec::Kind;
use half_open::play::{LabId, Run, Scenario, Settings, Tape, Value};
use half_open::policy::FailureKind;
use proptest::prelude::*;
use settings::{any, of};

/// The links of the goldens: the defaults and one awkward setting of each lab, and a breaker that is simulated.
const LINKS: [&str; 22] = [
    "#breaker?seed=289",
    "#breaker?trip=count&rate=1&min=20&probes=4&successes=3&reset=0&late=apply&lease=0.1",
    "#breaker?trip=time&span=1.5&rate=0.333&min=1&reset=0.25",
    "#breaker?like=opossum",
    "#breaker?trip=within&span=5&lease=0&measured=last-failure",
    "#breaker?trip=count&above=1&slow=1.5&slow-share=0.25",
    "#breaker?trip=count&counts=service&ignored=open&mix=connection:0.5,client:0.3,bug:0.2",
    "#breaker?counts=service&ignored=success&mix=connection:0.5,timeout:0.5",
    "#retry",
    "#retry?attempts=6&kind=linear&jitter=equal&base=0.75&cap=2.5",
    "#retry?kind=constant&jitter=share&spread=0.1&base=0.0005",
    "#retry?jitter=none&floor=0.5&after=2&mix=rate-limited:1",
    "#batch",
    "#batch?attempts=3&stale=0",
    "#batch?share=0.6&critical=S2",
    "#storm",
    "#storm?world=load&patience=0.5&budget=budget",
    "#storm?world=load&budget=tokens&budget-share=0.25",
    "#storm?world=contention&base=0.005&budget=quota",
    "#storm?jitter=full&budget=breaker&budget-share=0.5",
    "#fallback",
    "#fallback?degraded=0&cached=0&fixed=0&letters=0",
];

/// The texts for this crate, compiled: what is not valid Rust, or names what there is not, does not build.
#[expect(unreachable_pub, reason = "a text is made for a module of somebody's own")]
mod compiled {
    macro_rules! golden {
        ($name:ident) => {
            pub(crate) mod $name {
                include!(concat!("goldens/copy_as_half-open_", stringify!($name), ".txt"));
            }
        };
    }

    golden!(breaker);
    golden!(breaker_awkward);
    golden!(breaker_time);
    golden!(breaker_like);
    golden!(breaker_within);
    golden!(breaker_slow);
    golden!(breaker_mistakes);
    golden!(breaker_mistakes_succeed);
    golden!(retry);
    golden!(retry_awkward);
    golden!(retry_share);
    golden!(retry_waits);
    golden!(batch);
    golden!(batch_awkward);
    golden!(batch_minimum);
    golden!(storm);
    golden!(storm_budget);
    golden!(storm_tokens);
    golden!(storm_quota);
    golden!(storm_breaker);
    golden!(bulkhead);
    golden!(bulkhead_adaptive);
    golden!(fallback);
    golden!(fallback_bare);
}

/// The names of the texts for this crate, in the order of [`LINKS`].
const COMPILED: [&str; 22] = [
    "breaker",
    "breaker_awkward",
    "breaker_time",
    "breaker_like",
    "breaker_within",
    "breaker_slow",
    "breaker_mistakes",
    "breaker_mistakes_succeed",
    "retry",
    "retry_awkward",
    "retry_share",
    "retry_waits",
    "batch",
    "batch_awkward",
    "batch_minimum",
    "storm",
    "storm_budget",
    "storm_tokens",
    "storm_quota",
    "storm_breaker",
    "fallback",
    "fallback_bare",
];

/// The bulkhead lab's texts for this crate.
const BULKHEADS: [(&str, &str); 2] = [
    ("bulkhead", "#bulkhead"),
    ("bulkhead_adaptive", "#bulkhead?isolation=adaptive&queueing=documented&pool=5&timeout=1"),
];

#[test]
fn the_bulkheads_texts_are_compiled() {
    for (name, link) in BULKHEADS {
        let (lab, settings) = of(link);
        golden(&format!("copy_as_half-open_{name}"), &config(Target::HalfOpen, lab, &settings));
    }
    let limits = [
        compiled::bulkhead::orders(),
        compiled::bulkhead::reports(),
        compiled::bulkhead_adaptive::orders(),
        compiled::bulkhead_adaptive::reports(),
    ];
    // Nothing has been refused, so the adaptive ones have a tenth more than five.
    assert_eq!(limits.map(|bulkhead| bulkhead.map(|bulkhead| bulkhead.limit())), [Ok(5), Ok(5), Ok(6), Ok(6)]);
}

#[test]
fn the_texts_are_those_of_the_goldens() {
    for target in Target::ALL.into_iter().filter(|target| *target != Target::HalfOpen) {
        let texts = LINKS.map(|link| {
            let (lab, settings) = of(link);
            config(target, lab, &settings)
        });
        golden(&format!("copy_as_{}", target.key()), &texts.join("\n"));
    }
    for (name, link) in COMPILED.into_iter().zip(LINKS) {
        let (lab, settings) = of(link);
        golden(&format!("copy_as_half-open_{name}"), &config(Target::HalfOpen, lab, &settings));
    }
}

#[test]
fn the_compiled_breakers_are_those_of_the_lab() {
    use half_open::policy::breaker::general::GeneralBreaker;
    use half_open::policy::breaker::{Breaker, IgnoredCounts, Late, Probes, Settings, Trip};
    use half_open::policy::share::Share;
    let lab = Settings {
        trip: Trip::Row { threshold: 3 },
        reset: core::time::Duration::from_secs(5),
        probes: Probes::AtOnce(1),
        successes: 1,
        lease: core::time::Duration::from_secs(30),
        late: Late::Drop,
        ignored: IgnoredCounts::Neutral,
    };
    let time = Settings {
        trip: Trip::Time {
            span: core::time::Duration::from_millis(1_500),
            rate: Share::new(0.333).expect("a share"),
            min: 1,
        },
        reset: core::time::Duration::from_millis(250),
        ..lab.clone()
    };
    let awkward = Settings {
        // The minimum of 20 is above the window, so it acts as the window's size.
        trip: Trip::Count { window: 10, rate: Share::percent(100), min: 10 },
        reset: core::time::Duration::ZERO,
        probes: Probes::AtOnce(4),
        successes: 3,
        lease: core::time::Duration::from_millis(100),
        late: Late::Apply,
        ..lab.clone()
    };
    let succeeds = Settings { ignored: IgnoredCounts::Success, ..lab.clone() };
    assert_eq!(compiled::breaker::breaker(), Breaker::new(lab));
    assert_eq!(compiled::breaker_awkward::breaker(), Breaker::new(awkward));
    assert_eq!(compiled::breaker_time::breaker(), Breaker::new(time));
    let preset = preset(&of("#breaker?like=opossum").1).expect("a preset");
    assert_eq!(compiled::breaker_like::breaker(), GeneralBreaker::like(preset));
    assert_eq!(compiled::breaker_mistakes_succeed::breaker(), Breaker::new(succeeds));
    for (ours, link) in [
        (compiled::breaker_within::breaker(), LINKS[4]),
        (compiled::breaker_slow::breaker(), LINKS[5]),
        (compiled::breaker_mistakes::breaker(), LINKS[6]),
    ] {
        let Ok(Own::General(rules)) = own(&of(link).1) else { panic!("{link} needs no general breaker") };
        assert_eq!(ours, GeneralBreaker::new(rules), "{link}");
    }
}

#[test]
fn what_the_compiled_texts_make_of_a_mistake_and_of_a_retry_after_is_what_the_lab_does() {
    use core::time::Duration;
    use half_open::policy::breaker::Counts;
    for kind in FailureKind::ALL {
        let lab = Counts::Service.outcome(kind);
        assert_eq!(compiled::breaker_mistakes::outcome(kind), lab, "{kind:?}");
        assert_eq!(compiled::breaker_mistakes_succeed::outcome(kind), lab, "{kind:?}");
    }
    let backoff = compiled::retry_waits::retry().expect("the settings are valid").backoff().clone();
    let waits = [None, Some(2)].map(|asked| {
        [1, 2, 3, 5].map(|retry| {
            compiled::retry_waits::wait(backoff.delay(retry, None, 0.5), asked.map(Duration::from_secs)).as_millis()
        })
    });
    assert_eq!(waits, [[500, 500, 800, 3_200], [2_000, 2_000, 2_000, 3_200]]);
}

#[test]
fn the_compiled_retries_are_those_of_the_lab_and_a_round_keeps_what_came() {
    let retries = [
        compiled::retry::retry(),
        compiled::retry_awkward::retry(),
        compiled::retry_share::retry(),
        compiled::retry_waits::retry(),
    ];
    let links = LINKS.into_iter().filter(|link| link.starts_with("#retry"));
    for (link, compiled) in links.zip(retries) {
        let (_, settings) = of(link);
        let compiled = compiled.expect("the settings are valid");
        assert_eq!(compiled.attempts(), settings.count("attempts"));
        assert_eq!(compiled.backoff(), &retry::backoff(&settings).expect("valid settings"));
    }
    let storm = [
        compiled::storm::retry(),
        compiled::storm_budget::retry(),
        compiled::storm_tokens::retry(),
        compiled::storm_quota::retry(),
        compiled::storm_breaker::retry(),
    ];
    for (compiled, link) in storm.into_iter().zip(LINKS.into_iter().filter(|link| link.starts_with("#storm"))) {
        let compiled = compiled.expect("the settings are valid");
        assert_eq!(compiled.backoff(), &storm::backoff(&of(link).1).expect("valid settings"), "{link}");
    }
    assert!(compiled::storm_budget::budget().is_ok() && compiled::storm_tokens::budget().is_ok());
    assert!(compiled::storm_quota::budget().is_ok() && compiled::storm_breaker::budget().is_ok());
    assert_eq!(compiled::fallback::ladder().map(|ladder| ladder.ways()), Ok(1));
    assert!(compiled::fallback::cache::<u8>().is_ok() && compiled::fallback::letters::<u8>().is_ok());
    assert_eq!(compiled::fallback_bare::ladder().map(|ladder| ladder.ways()), Ok(0));
    assert_eq!(compiled::batch::retry().map(|retry| retry.attempts()), Ok(1));
    assert_eq!(compiled::batch_awkward::retry().map(|retry| retry.attempts()), Ok(3));
    let reads = [Ok(1), Err(FailureKind::Timeout), Ok(3)];
    for round in [compiled::batch::round(reads.into_iter()), compiled::batch_awkward::round(reads.into_iter())] {
        assert_eq!((round.readings, round.unavailable), (vec![(0, 1), (2, 3)], vec![1]));
    }
    let judged = |reads: [Result<u8, FailureKind>; 3]| {
        compiled::batch_minimum::is_answer(&compiled::batch_minimum::round(reads.into_iter()))
    };
    let missing = Err(FailureKind::Timeout);
    assert_eq!(compiled::batch_minimum::retry().map(|retry| retry.attempts()), Ok(1));
    assert_eq!(judged([Ok(1), missing, Ok(3)]), Ok(true));
    assert_eq!(judged([Ok(1), Ok(2), missing]), Ok(false), "the critical one is missing");
    assert_eq!(judged([missing, missing, Ok(3)]), Ok(false), "one of three is too few");
}

#[test]
fn every_target_has_a_name_of_its_own_and_is_found_by_it() {
    for target in Target::ALL {
        assert_eq!(Target::from_key(target.key()), Some(target));
        assert_eq!(Target::ALL.iter().filter(|other| other.name() == target.name()).count(), 1);
        assert!(!target.language().is_empty() && target.file_name().contains('.'));
    }
    assert_eq!(Target::from_key("hystrix"), None);
}

/// A text without its head, which has the link and with it each setting.
fn body(target: Target, lab: LabId, settings: &Settings) -> String {
    let text = config(target, lab, settings);
    let scenario = Scenario { settings: settings.clone(), ..Scenario::new(lab) };
    let head = link::write(&Tape::new(scenario), &link::View::default());
    let (_, after) = text.split_once(&head).unwrap_or_else(|| panic!("{target:?} names {head}: {text}"));
    after.to_owned()
}

/// The parameters of a lab's policies; the others say how it is called and how the service is.
fn policy(lab: LabId) -> &'static [&'static str] {
    match lab.key {
        "breaker" => &[
            "threshold",
            "rate",
            "reset",
            "trip",
            "window",
            "span",
            "min",
            "probes",
            "total",
            "successes",
            "stuck",
            "lease",
            "late",
            "like",
            "above",
            "slow",
            "slow-share",
            "measured",
            "counts",
            "ignored",
        ],
        "retry" => &["attempts", "spread", "plan", "jitter", "kind", "base", "factor", "cap", "floor", "after"],
        "stack" => &[
            "attempts",
            "spread",
            "jitter",
            "base",
            "factor",
            "cap",
            "threshold",
            "reset",
            "probes",
            "timeout",
            "refusals",
            "expired",
            "retried",
            "counts",
            "after",
        ],
        "cascade" => &["timeout", "budgeted", "bulkhead"],
        "bulkhead" => &["isolation", "own", "queue", "queueing", "limiter", "tokens", "burst", "pool", "timeout"],
        "fallback" => &["degraded", "fixed", "ttl", "stale", "silent", "letters", "replay"],
        "dashboard" => &["open-long", "failing", "flaps", "suppress"],
        "clinic" => &["case", "first"],
        "storm" => {
            &["attempts", "spread", "jitter", "kind", "base", "factor", "cap", "budget", "budget-share", "patience"]
        }
        _ => &["attempts", "stale"],
    }
}

#[test]
fn a_policy_setting_that_applies_shows_in_every_text() {
    for (lab, start) in [
        (breaker::ID, ""),
        (breaker::ID, "trip=count&min=3&slow=2"),
        (breaker::ID, "total=3&successes=5&stuck=1"),
        (breaker::ID, "trip=time&probes=7&successes=5&reset=0.7"),
        (breaker::ID, "counts=service"),
        (breaker::ID, "trip=count&counts=service&ignored=success"),
        (retry::ID, ""),
        (retry::ID, "jitter=share&spread=0.3"),
        (retry::ID, "jitter=none&kind=linear"),
        (batch::ID, ""),
        (batch::ID, "attempts=3"),
        (stack::ID, ""),
        (stack::ID, "jitter=additive&reset=7"),
        (cascade::ID, "timeout=1&bulkhead=8&breaker=1"),
        (bulkhead::ID, ""),
        (bulkhead::ID, "isolation=none"),
        (bulkhead::ID, "isolation=shared&pool=5&timeout=1&limiter=gcra"),
        (fallback::ID, ""),
        (dashboard::ID, ""),
        (storm::ID, ""),
        (storm::ID, "world=load&budget=budget"),
        (storm::ID, "budget=breaker&jitter=share"),
    ] {
        let settings = link::parse(&format!("#{}?seed=1&{start}", lab.key)).tape.scenario.settings;
        for spec in policy(lab).iter().filter_map(|key| settings.spec(key)).filter(|spec| settings.applies(spec)) {
            let mut other = settings.clone();
            let value = match &spec.kind {
                // Different from the default and from each start, and allowed.
                Kind::Number { min, step, .. } => Value::Number(((min + 3.0 * step) * 1e6).round() / 1e6),
                Kind::Choice { .. } if settings.get(spec.key) == Some(Value::Choice(2)) => Value::Choice(0),
                Kind::Choice { options, .. } => Value::Choice(2.min(options.len() - 1)),
                Kind::Mix | Kind::Kinds | Kind::Order { .. } => continue,
            };
            other.set(spec.key, value);
            if settings.get(spec.key) == Some(value) {
                continue;
            }
            for target in Target::ALL {
                let (before, after) = (body(target, lab, &settings), body(target, lab, &other));
                assert_ne!(before, after, "{target:?}: {} = {value:?} changes nothing", spec.key);
            }
        }
    }
}

#[test]
fn what_says_how_the_lab_is_called_changes_no_policy() {
    for target in [Target::HalfOpen, Target::Resilience4j, Target::Pybreaker, Target::Cockatiel] {
        let body = |link: &str| {
            let (lab, settings) = of(link);
            body(target, lab, &settings)
        };
        assert_eq!(body("#breaker"), body("#breaker?failure=0.2&latency=2&pause=3&callers=9&calls=7"));
        assert_eq!(body("#retry"), body("#retry?failure=0.2&latency=2&reads=9&start=in-turn"));
        assert_eq!(body("#batch"), body("#batch?failures=0,0,0,0,0&latency=2&every=3&batches=9&restart=1"));
    }
}

/// A text without its head, its comments and code in one line.
fn line(target: Target, link: &str) -> String {
    let (lab, settings) = of(link);
    let body = body(target, lab, &settings);
    body.split_whitespace().filter(|word| !["//", "#"].contains(word)).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_shortest_wait_is_written_or_the_text_says_that_it_is_not() {
    for (target, link, written) in [
        (Target::Tenacity, "jitter=none&floor=0.5", "return max(0.5, min(30, 0.2 * 2 ** (state.attempt_number - 1)))"),
        (Target::Tenacity, "jitter=full&floor=0.5", "return max(0.5, random.random() * min(30, 0.2 * 2 **"),
        (Target::Tenacity, "jitter=none&kind=constant&cap=1&floor=9", "return max(1, min(1, 0.2))"),
        (
            Target::Polly,
            "jitter=none&floor=0.5",
            "Math.Max(0.5, Math.Min(30.0, 0.2 * Math.Pow(2.0, args.AttemptNumber)))",
        ),
        (Target::Polly, "jitter=full&floor=0.5", "Math.Max(0.5, Random.Shared.NextDouble() * Math.Min(30.0,"),
        (Target::Cockatiel, "jitter=none&floor=0.5", "Math.max(500, Math.min(30000, 200 * 2 ** (attempt - 1)))"),
        (Target::Cockatiel, "jitter=decorrelated&floor=0.5", "const delay = Math.max(500, Math.min(30000, 200 + "),
        (Target::Cockatiel, "jitter=none&kind=constant&floor=0.5", "new ConstantBackoff(500)"),
        (Target::Resilience4j, "jitter=none&kind=constant&floor=0.5", "waitDuration: 500ms"),
    ] {
        let text = line(target, &format!("#retry?{link}"));
        assert!(text.contains(written), "{text}");
        assert!(!text.contains("not written"), "{text}");
        if target == Target::Tenacity {
            assert_eq!(text.contains("import random "), written.contains("random.random()"), "{text}");
        }
    }
    for (target, link) in [
        (Target::Polly, "#retry?jitter=decorrelated&floor=0.5"),
        (Target::Resilience4j, "#retry?jitter=none&floor=0.5"),
        (Target::Resilience4j, "#retry?kind=constant&jitter=full&floor=0.5"),
    ] {
        let text = line(target, link);
        assert!(text.contains("floor = 0.5 s: no wait is shorter than this in the lab; it is not written."), "{text}");
    }
}

#[test]
fn what_a_service_asks_for_is_a_function_here_and_a_sentence_elsewhere() {
    assert!(line(Target::HalfOpen, "#retry?after=2").contains("delay.at_least(asked.unwrap_or_default()).total"));
    assert!(line(Target::Polly, "#retry?after=2").contains("waits the Retry-After instead"));
    for target in [Target::Resilience4j, Target::Tenacity, Target::Cockatiel] {
        let text = line(target, "#retry?after=2");
        assert!(text.contains("after = 2 s: a wait as long as the Retry-After of a 429 is not written"), "{text}");
    }
}

#[test]
fn a_mix_is_named_where_a_callers_own_mistakes_are_in_it() {
    for target in Target::ALL.into_iter().filter(|target| *target != Target::Tenacity) {
        for (more, said) in [
            ("mix=timeout:1", None),
            (
                "mix=timeout:0.5,authentication:0.5",
                Some("a caller's own mistakes (client, authentication, bug) are counted."),
            ),
            ("counts=service&mix=timeout:1", None),
            (
                "counts=service&mix=client:0.5,bug:0.5",
                Some("a caller's own mistakes (client, authentication, bug) are not counted."),
            ),
        ] {
            let text = line(target, &format!("#breaker?{more}"));
            assert_eq!(text.contains(" mix = ") || text.starts_with("mix = "), said.is_some(), "{text}");
            assert!(said.is_none_or(|said| text.contains(said)), "{text}");
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn the_text_of_any_settings_is_whole_and_has_only_numbers_that_can_be_written((lab, settings) in any()) {
        for target in Target::ALL {
            let text = config(target, lab, &settings);
            prop_assert!(text.ends_with('\n') && text.lines().count() > 1, "{text}");
            prop_assert!(!text.contains("NaN") && !text.contains("inf") && !text.contains("-0"), "{text}");
            prop_assert!(text.lines().all(|line| line == line.trim_end()), "no blanks at the end of a line: {text}");
            prop_assert!(!text.contains("\n\n\n\n"), "{text}");
            let mark = if matches!(target.language(), "YAML" | "Python") { "#" } else { "//" };
            prop_assert!(text.starts_with(mark), "{text}");
            // What a comment is about has a value.
            prop_assert!(!text.contains(" = : "), "{text}");
        }
    }

    #[test]
    fn yaml_always_parses_into_known_properties_that_are_accepted((lab, settings) in any()) {
        let text = config(Target::Resilience4j, lab, &settings);
        // Where there is neither a breaker nor a retry there is nothing but comments.
        if text.lines().all(|line| line.is_empty() || line.starts_with('#')) {
            let some = [bulkhead::ID, cascade::ID, clinic::ID, fallback::ID, pipeline::ID, stack::ID];
            prop_assert!(is_without(&settings) || some.contains(&lab), "{}", text);
            return Ok(());
        }
        yaml::check(&text);
    }

    #[test]
    fn a_text_says_which_link_it_is_made_from((lab, settings) in any()) {
        let text = config(Target::HalfOpen, lab, &settings);
        let link = text.split_whitespace().find(|word| word.starts_with('#')).expect("a link");
        prop_assert_eq!(&link::parse(link).tape.scenario.settings, &settings);
        prop_assert!(Run::replay(link::parse(link).tape).is_ok());
    }
}

/// What the Go text compares, evaluated here: floats are the same in both languages.
#[test]
fn the_go_text_trips_at_exactly_the_share_that_the_lab_trips_at() {
    use half_open::policy::share::Share;
    let (lab, mut settings) = of("#breaker?trip=count&window=100&min=1");
    for percent in 1..=100 {
        settings.set("rate", Value::Number(f64::from(percent) / 100.0));
        let text = config(Target::Gobreaker, lab, &settings);
        let quotient = "float64(counts.TotalFailures)/float64(counts.Requests) >= ";
        let (_, share) = text.split_once(quotient).unwrap_or_else(|| panic!("no quotient in {text}"));
        let share: f64 = share.lines().next().and_then(|share| share.parse().ok()).expect("a share");
        for requests in 1..=100_u32 {
            for failures in 0..=requests {
                let lab = Share::percent(percent).reached_by(failures.into(), requests.into());
                let go = f64::from(failures) / f64::from(requests) >= share;
                assert_eq!(go, lab, "{failures} of {requests} at {percent} %");
            }
        }
    }
}
