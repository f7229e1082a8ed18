//! What "Copy as" writes, played: the breaker that a text configures, as the model of its library has it, is held
//! against the playground's run and against what the text says of the differences. Texts for opossum and cockatiel run
//! with the libraries themselves in `tests/copy_as/`.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod copies {
    pub(crate) mod read;
}
#[path = "libraries/mod.rs"]
#[expect(dead_code, reason = "each test that plays libraries uses some of them")]
mod libraries;

use copies::read::{breaker, written};
use half_open::copy_as::Target;
use half_open::link;
use half_open::play::{Run, kinds};
use half_open::time::Instant;
use libraries::callers::{Played, Setting, Told, play};
use libraries::{Answer, Library};

const PLENTY: usize = 10_000_000;
const MODELLED: [Target; 4] = [Target::Resilience4j, Target::Polly, Target::Gobreaker, Target::Opossum];

/// The playground's run of a setting with these settings of the breaker.
fn played(setting: &Setting, more: &str) -> Played {
    let parsed = link::parse(&setting.link(more));
    assert!(parsed.complaints.is_empty(), "{more}: {:?}", parsed.complaints);
    let mut run = Run::replay(parsed.tape).expect("a valid link");
    let mut told = Told::default();
    assert!(run.advance_with(Instant::from_millis(setting.until), PLENTY, &mut |record| told.take(record)));
    told.0
}

/// The first opening of a run.
fn opened(run: &Played) -> Option<u64> {
    run.changes.first().map(|(at, _)| *at)
}

/// Breakers as settings of a link.
fn breakers() -> Vec<String> {
    let mut found: Vec<String> =
        [1, 2, 3, 5, 9, 10, 15, 20].iter().map(|threshold| format!("threshold={threshold}")).collect();
    for (window, min) in [(2, 1), (5, 5), (10, 5), (10, 10), (50, 20), (40, 40)] {
        found.extend(["0.1", "0.5", "1"].map(|rate| format!("trip=count&window={window}&min={min}&rate={rate}")));
    }
    for (span, min) in [("1", 1), ("5", 3), ("10", 10), ("30", 20)] {
        found.extend(["0.1", "0.5", "1"].map(|rate| format!("trip=time&span={span}&min={min}&rate={rate}")));
    }
    found.extend(["trip=within&threshold=3&span=5".to_owned(), "trip=total&threshold=3".to_owned()]);
    found
}

#[test]
fn where_the_lab_opens_at_a_service_that_is_down_so_does_every_text() {
    let mut complaints = Vec::new();
    for breaker_settings in breakers() {
        for (latency, pause) in [(300, 500), (300, 1_000), (1_000, 0), (5_000, 10_000), (0, 40)] {
            for callers in [1, 5] {
                let setting = Setting { seed: 1, callers, latency, pause, failure: 1.0, ..Setting::default() };
                let until = 50 * (latency + pause);
                let Some(at) = opened(&played(&Setting { until, ..setting.clone() }, &breaker_settings)) else {
                    continue;
                };
                for target in MODELLED {
                    let text = written(target, &setting.link(&breaker_settings));
                    // Most open when the lab does; a library with buckets may need longer, but not for ever.
                    let round = latency + pause;
                    let opens = [at, 2 * at + 5 * round, 10 * at + 30 * round].iter().any(|until| {
                        let setting = Setting { until: *until, ..setting.clone() };
                        opened(&play(&mut *breaker(target, &text), &setting)).is_some()
                    });
                    if !opens {
                        complaints.push(format!("{target:?}: {}", setting.link(&breaker_settings)));
                    }
                }
            }
        }
    }
    assert!(
        complaints.is_empty(),
        "{} texts never open:\n{}",
        complaints.len(),
        complaints[..complaints.len().min(30)].join("\n")
    );
}

/// Settings of the breaker, the target whose text does the same as the lab with them, and how many callers there may be.
/// The wait ends between two calls, so that it does not matter whether a probe may go at its very end.
const EQUAL: [(Target, &str, u32); 22] = [
    (Target::Resilience4j, "threshold=3&reset=5.003", 1),
    (Target::Resilience4j, "threshold=1&reset=2.003", 1),
    (Target::Resilience4j, "threshold=4&reset=5.003&late=apply", 6),
    (Target::Resilience4j, "trip=count&window=20&min=10&rate=0.3&reset=5.003", 1),
    (Target::Resilience4j, "trip=count&window=10&min=5&rate=0.5&reset=5.003&late=apply", 6),
    (Target::Gobreaker, "threshold=3&reset=5.003", 1),
    (Target::Gobreaker, "threshold=4&reset=5.003", 6),
    (Target::Gobreaker, "trip=total&threshold=3&reset=5.003", 6),
    (Target::Polly, "threshold=2&reset=5.003", 1),
    (Target::Polly, "threshold=5&reset=5.003", 1),
    (Target::Polly, "threshold=9&reset=5.003", 1),
    (Target::Opossum, "threshold=3&reset=5.003&lease=300", 1),
    (Target::Opossum, "trip=within&threshold=3&span=4&reset=5.003&lease=300", 1),
    // What does not count is not in a window, either, so a row of failures goes on over it.
    (Target::Resilience4j, "threshold=3&reset=5.003&counts=service", 1),
    (Target::Resilience4j, "trip=count&window=20&min=10&rate=0.3&reset=5.003&counts=service", 1),
    (Target::Resilience4j, "threshold=2&reset=5.003&counts=service&ignored=success", 1),
    (Target::Gobreaker, "threshold=3&reset=5.003&counts=service", 6),
    (Target::Gobreaker, "trip=total&threshold=3&reset=5.003&counts=service", 6),
    (Target::Gobreaker, "threshold=2&reset=5.003&counts=service&ignored=success", 6),
    (Target::Polly, "threshold=2&reset=5.003&counts=service&ignored=success", 1),
    (Target::Opossum, "threshold=2&reset=5.003&lease=300&counts=service&ignored=success", 1),
    (Target::Opossum, "threshold=3&reset=5.003&lease=300&counts=all", 1),
];

#[test]
fn a_text_without_a_reservation_about_it_does_as_the_lab_does() {
    for (target, more, callers) in EQUAL {
        let mut changes = 0;
        for seed in 1..=20 {
            let (latency, pause) = if callers == 1 { (300, 500) } else { (1_700, 300) };
            let failures = vec![(20_000, 40_000, 1.0), (60_000, 75_000, 0.8)];
            let mix = kinds::read_mix("connection:0.6,client:0.2,bug:0.2").expect("shares");
            let setting = Setting {
                seed,
                callers,
                latency,
                pause,
                failure: 0.4,
                until: 120_000,
                failures,
                mix,
                ..Setting::default()
            };
            let text = written(target, &setting.link(more));
            let (lab, theirs) = (played(&setting, more), play(&mut *breaker(target, &text), &setting));
            let (lab, theirs) = if target == Target::Opossum { (lazily(lab), lazily(theirs)) } else { (lab, theirs) };
            assert_eq!(lab.difference(&theirs), None, "{target:?}, {more}, seed {seed}:\n{text}");
            changes += lab.changes.len();
        }
        assert!(changes > 20, "{target:?}, {more}: {changes} changes");
    }
}

/// A run without the moments of half-open: opossum turns by a timer, the lab with the next call.
fn lazily(mut run: Played) -> Played {
    run.changes.retain(|(_, state)| *state != "half-open");
    run
}

/// A library's breaker that has been opened, and stands just after its wait; with a call that went before.
fn half_open(library: &mut dyn Library, failures: u64, wait: u64) -> (u64, (u32, u64)) {
    let late = (9, 1);
    assert_eq!(library.ask(0, late), Answer::Goes);
    for number in 1..=failures {
        assert_eq!(library.ask(1, (1, number)), Answer::Goes);
        library.end(2, (1, number), false);
    }
    assert_eq!(library.state(), "open");
    let now = wait + 100;
    while let Some(at) = library.timer().filter(|at| *at <= now) {
        library.ring(at);
    }
    assert_eq!(library.ask(now, (2, 1)), Answer::Goes, "the probe");
    assert_eq!(library.state(), "half-open");
    (now, late)
}

/// What a comment says, its lines put together.
fn comments(text: &str) -> String {
    let lines = text.lines().map(str::trim_start).filter(|line| line.starts_with("//") || line.starts_with('#'));
    lines.map(|line| line.trim_start_matches(['/', '#']).trim()).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_a_text_says_of_late_results_is_so() {
    for (target, says, good, bad) in [
        (Target::Resilience4j, "half-open, it is one of the results that are judged", "closed", "open"),
        (Target::Polly, "half-open, a late success closes it and a late failure opens it", "closed", "open"),
        (Target::Opossum, "half-open, a late success closes it and a late failure opens it", "closed", "open"),
    ] {
        let text = written(target, "#breaker?threshold=3");
        assert!(comments(&text).contains(says), "{text}");
        assert!(!written(target, "#breaker?threshold=3&late=apply").contains("late = "), "{target:?}");
        for (result, state) in [(true, good), (false, bad)] {
            let mut library = breaker(target, &text);
            let (now, late) = half_open(&mut *library, 3, 5_000);
            library.end(now + 1, late, result);
            assert_eq!(library.state(), state, "{target:?}, a late {result}");
        }
    }
    let text = written(Target::Gobreaker, "#breaker?threshold=3&late=apply");
    assert!(comments(&text).contains("gobreaker drops a result"), "{text}");
    let mut library = breaker(Target::Gobreaker, &text);
    let (now, late) = half_open(&mut *library, 3, 5_000);
    library.end(now + 1, late, true);
    assert_eq!(library.state(), "half-open");
    // That cockatiel's rule alone is told is tried with the library itself.
    for late in ["drop", "apply"] {
        let text = written(Target::Cockatiel, &format!("#breaker?late={late}"));
        assert!(comments(&text).contains("a late success does not close it, and a late failure may open it"), "{text}");
        assert!(!text.contains("may close a half-open"), "{text}");
    }
}

#[test]
fn what_a_text_says_of_a_callers_own_mistakes_is_so() {
    let succeeds = "takes such a call as a success, which closes a half-open breaker";
    for (target, more, says, half_open_then, ends_row) in [
        (Target::Resilience4j, "counts=all", "", "open", false),
        (Target::Resilience4j, "counts=service", "", "half-open", false),
        (Target::Resilience4j, "counts=service&ignored=success", "", "closed", true),
        (Target::Resilience4j, "counts=service&ignored=open", "lets another probe go", "half-open", false),
        (Target::Gobreaker, "counts=all", "", "open", false),
        (Target::Gobreaker, "counts=service", "", "half-open", false),
        (Target::Gobreaker, "counts=service&ignored=success", "", "closed", true),
        (Target::Gobreaker, "counts=service&ignored=open", "lets another probe go", "half-open", false),
        (Target::Polly, "counts=all", "", "open", false),
        (Target::Polly, "counts=service", succeeds, "closed", true),
        (Target::Polly, "counts=service&ignored=success", "", "closed", true),
        (Target::Polly, "counts=service&ignored=open", succeeds, "closed", true),
        (Target::Opossum, "counts=all", "", "open", false),
        (Target::Opossum, "counts=service", succeeds, "closed", true),
        (Target::Opossum, "counts=service&ignored=success", "", "closed", true),
        (Target::Opossum, "counts=service&ignored=open", succeeds, "closed", true),
    ] {
        let text = written(target, &format!("#breaker?threshold=2&mix=client:1&{more}"));
        let said = comments(&text);
        assert_eq!(said.contains("ignored = "), !says.is_empty(), "{text}");
        assert!(said.contains(says), "{text}");
        let counted = if more == "counts=all" {
            "own mistakes (client, authentication, bug) are counted."
        } else {
            "bug) are not counted"
        };
        assert!(said.contains(counted), "{text}");
        let mut library = breaker(target, &text);
        let (now, _) = half_open(&mut *library, 2, 5_000);
        library.mistaken(now + 1, (2, 1));
        assert_eq!(library.state(), half_open_then, "{target:?}, {more}: a probe");
        if half_open_then == "half-open" {
            assert_eq!(library.ask(now + 2, (2, 2)), Answer::Goes, "its place is free again");
        }
        let mut library = breaker(target, &text);
        for number in 1..=3 {
            // With all counted, the second one opens it.
            let goes = library.ask(0, (1, number)) == Answer::Goes;
            assert!(goes || more == "counts=all", "{target:?}, {more}");
            match number {
                2 => library.mistaken(0, (1, number)),
                _ if goes => library.end(0, (1, number), false),
                _ => {}
            }
        }
        assert_eq!(library.state() == "closed", ends_row, "{target:?}, {more}: between two failures");
    }
}

/// resilience4j 1523: half-open is judged after the smaller of the two numbers.
#[test]
fn resilience4j_waits_for_as_many_results_as_the_text_says() {
    for (more, judged) in [
        ("trip=time&span=30&min=3&rate=0.6&reset=60&probes=7&successes=7", 3),
        ("threshold=1&probes=3&successes=3", 1),
        ("trip=count&probes=10&successes=10", 5),
        ("threshold=3&reset=1&probes=3&successes=3", 3),
        ("threshold=5&probes=2&successes=2", 2),
    ] {
        let text = written(Target::Resilience4j, &format!("#breaker?{more}"));
        let said = comments(&text);
        let asked = u32::try_from(judged).expect("a few");
        if asked > 1 {
            assert!(said.contains(&format!("half-open waits for {judged} results")), "{text}");
        }
        assert_eq!(
            said.contains("the smaller of minimumNumberOfCalls and"),
            !more.ends_with(&format!("={judged}")),
            "{text}"
        );
        for good in [true, false] {
            let mut library = breaker(Target::Resilience4j, &text);
            for number in 1..=10 {
                if library.state() == "closed" {
                    assert_eq!(library.ask(0, (1, number)), Answer::Goes);
                    library.end(0, (1, number), false);
                }
            }
            let mut results = 0;
            while library.state() != if good { "closed" } else { "open" } || results == 0 {
                assert_eq!(library.ask(100_000, (2, results)), Answer::Goes, "{more}");
                library.end(100_000, (2, results), good);
                results += 1;
            }
            assert_eq!(results, judged, "{more}: all of them {good}");
        }
    }
}

/// gobreaker 53: MaxRequests says how many go and how many must succeed, and the first failure opens it again.
#[test]
fn gobreaker_lets_as_many_go_as_must_succeed_and_the_first_failure_opens_it() {
    let more = "#breaker?trip=time&span=10&min=100&rate=0.7&reset=1&probes=20&successes=20&latency=0&pause=0.05";
    let text = written(Target::Gobreaker, more);
    assert!(comments(&text).contains("half-open admits this many calls in total, and they must all succeed"), "{text}");
    for failing in [None, Some(0), Some(19)] {
        let mut library = breaker(Target::Gobreaker, &text);
        for number in 1..=100 {
            assert_eq!(library.ask(0, (1, number)), Answer::Goes);
            library.end(0, (1, number), false);
        }
        assert_eq!(library.state(), "open");
        let made: Vec<u64> = (0..40).filter(|number| library.ask(2_000, (2, *number)) == Answer::Goes).collect();
        assert_eq!(made.len(), 20);
        for number in made {
            library.end(2_000, (2, number), failing != Some(number));
        }
        assert_eq!(library.state(), if failing.is_none() { "closed" } else { "open" }, "{failing:?}");
    }
}

/// Polly 1854 and its samples 60: this many in a row, in a time that holds them.
#[test]
fn pollys_row_opens_at_its_last_failure_or_where_the_text_says_so_a_few_later() {
    for threshold in 1..=20_u64 {
        let more = format!("#breaker?threshold={threshold}&pause=1");
        let text = written(Target::Polly, &more);
        let said = comments(&text);
        assert_eq!(said.contains("a few failures later"), threshold >= 10, "{text}");
        assert_eq!(said.contains("MinimumThroughput is at least 2"), threshold == 1, "{text}");
        for good in 0..30 {
            let setting = Setting { callers: 1, latency: 300, pause: 1_000, until: 400_000, ..Setting::default() };
            let failures = vec![(good * 1_300, 400_000, 1.0)];
            let run = play(&mut *breaker(Target::Polly, &text), &Setting { failures, ..setting });
            let at = opened(&run).expect("it opens");
            let failed = run
                .calls
                .values()
                .filter(|fate| fate.ended.is_some_and(|(end, good)| !good && end <= at && fate.refused.is_none()))
                .count();
            let (least, most) = (threshold.max(2), if threshold < 10 { threshold.max(2) } else { threshold + 3 });
            assert!((least..=most).contains(&(failed as u64)), "threshold {threshold}: opened at failure {failed}");
        }
    }
}
