//! Whatever way leads to a moment, the moment is the same: played, sought from either side, stepped, undone, redone.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/same_run.rs"]
mod same_run;

use cases::cases;
use half_open::link;
use half_open::play::history::{CHECKPOINTS, FORKS, Worked, whole};
use half_open::play::{History, Run, Tape};
use half_open::sim::input::{Action, Lane, Value};
use half_open::sim::paint::{Stroke, Track, What};
use half_open::time::Instant;
use proptest::prelude::*;
use same_run::{assert_shows_the_same, millis};

const PLENTY: usize = 50_000_000;

/// Links from sparse to dense; the dense ones pass many checkpoints within the 40 s that are tried.
const LINKS: [&str; 12] = [
    "#breaker",
    "#breaker?callers=20&latency=0.02&pause=0.01&failure=0.5&reset=1",
    "#breaker?callers=5&latency=0.01&pause=0&trip=count&late=apply&seed=6",
    "#breaker?latency=5&lease=0.1&reset=1&failure=0.9&probes=3&successes=2&callers=3",
    "#retry",
    "#retry?jitter=decorrelated&attempts=12&failure=0.8&reads=200&start=in-turn&latency=0.05",
    "#batch?restart=1&in=3~kill~S0;9~recover~S0",
    "#batch?every=0.05&latency=0.01&attempts=3&failures=0.5,0.5,0.5,0.5,0.5",
    "#breaker?latency=0.02&pause=0.01&failure=0.1&paint=4~9~failure~1;9~20~failure~1~0;2~30~latency~0.02~0.4",
    "#breaker?callers=20&latency=0.02&pause=0.01&failure=0.5&reset=1&b.callers=1&b.pause=0.3",
    "#breaker?calls=20&b.calls=0&b.callers=9&b.latency=0.01&b.pause=0.01&in=2~a.threshold~5;7~b.reset~1",
    "#retry?reads=3&b.reads=200&b.attempts=12&b.failure=0.8&b.start=in-turn",
];

fn history(link: &str) -> History {
    History::new(link::parse(link).tape).expect("a valid link")
}

fn go(history: &mut History, to: Instant) {
    history.seek(to);
    work(history);
}

/// Does all that is to be done.
fn work(history: &mut History) {
    assert_ne!(history.work(&mut PLENTY.clone()), Worked::OnItsWay);
    assert!(!history.is_busy());
}

/// The turn before the present moment or after it, to which the history goes.
fn turn(history: &mut History, forward: bool) -> Option<Instant> {
    let before = history.moment();
    history.turn(forward);
    let worked = history.work(&mut PLENTY.clone());
    (worked == Worked::There && history.moment() != before).then(|| history.moment())
}

/// The same moment, played to from the start.
fn played(tape: &Tape, to: Instant) -> Run {
    let mut run = Run::replay(tape.clone()).expect("a valid tape");
    assert!(run.advance(to, PLENTY));
    run
}

/// Everything that a page shows of a run is the same.
fn assert_same(here: &Run, there: &Run) {
    assert_shows_the_same(here, there);
    assert_eq!(here.finished(), there.finished());
    assert_eq!(here.next_at(), there.next_at());
    assert!(here.log().records().eq(there.log().records()), "the events at {}", here.now());
    assert_eq!(here.now(), there.now());
    match (here.lane(Lane::B), there.lane(Lane::B)) {
        (Some(here), Some(there)) => assert_same(here, there),
        (here, there) => assert_eq!(here.is_some(), there.is_some(), "lane B"),
    }
}

/// Something that a reader may do.
#[derive(Clone, Debug)]
enum Move {
    Go(u64),
    Play(u64),
    Step,
    Turn(bool),
    Act(u8),
    /// Paints over a stretch.
    Paint(u64, u64, u8),
    Undo,
    Redo,
    Dismiss,
    Begin,
}

fn any_move() -> impl Strategy<Value = Move> {
    prop_oneof![
        6 => (0_u64..40_000).prop_map(Move::Go),
        2 => (1_u64..9_000).prop_map(Move::Play),
        2 => Just(Move::Step),
        2 => any::<bool>().prop_map(Move::Turn),
        3 => (0_u8..8).prop_map(Move::Act),
        2 => (0_u64..30_000, 1_u64..12_000, 0_u8..=20).prop_map(|(from, length, value)| Move::Paint(from, length, value)),
        2 => Just(Move::Undo),
        2 => Just(Move::Redo),
        1 => Just(Move::Dismiss),
        1 => Just(Move::Begin),
    ]
}

fn act(history: &mut History, number: u8) {
    let set = |key, value| Action::Set { key, value: Value::Number(value) };
    let lab = history.run().lab().key;
    let rate = if lab == "batch" { "failures.S1" } else { "failure" };
    let service = if lab == "batch" { 2 } else { 1 };
    let action = match number {
        0 => Action::Kill { service },
        1 => Action::Recover { service },
        2 if lab == "retry" => Action::Set { key: "jitter", value: Value::Choice(2) },
        2 | 3 => set("latency", 0.25),
        4 if lab == "breaker" => set("reset", 2.0),
        4 => set("attempts", 2.0),
        other => set(rate, f64::from(other) / 10.0),
    };
    history.act(action).expect("a valid action");
    work(history);
}

/// Paints a rate if the value is even and a latency if it is odd, as a level or a slope.
fn paint(history: &mut History, from: u64, length: u64, value: u8) {
    let mut tape = history.run().tape().clone();
    let what = if value.is_multiple_of(2) { What::Failure } else { What::Latency };
    let track = Track { service: tape.scenario.lab.services[0].id, what };
    let (start, end) = (f64::from(value) / 20.0, f64::from(20 - value) / 20.0);
    let end = if value.is_multiple_of(3) { start } else { end };
    let stroke = Stroke::new(track, (millis(from), millis(from + length)), (start, end)).expect("a valid stroke");
    tape.scenario.paint.paint(&[stroke]).expect("few strokes");
    history.rewrite(&tape).expect("a valid tape");
    work(history);
}

fn make(history: &mut History, step: &Move) {
    match *step {
        Move::Go(to) => go(history, millis(to)),
        Move::Play(for_so_long) => {
            let until = millis(history.run().now().millis() + for_so_long).min(millis(40_000));
            while !history.advance(until, 700) {}
        }
        Move::Step => {
            if let Some(at) = history.run().next_at().filter(|at| *at < millis(40_000)) {
                go(history, whole(at));
            }
        }
        Move::Turn(forward) => {
            let before = history.moment();
            if turn(history, forward).is_some_and(|at| at > millis(40_000)) {
                go(history, before);
            }
        }
        Move::Act(number) => act(history, number),
        Move::Paint(from, length, value) => paint(history, from, length, value),
        Move::Undo => {
            history.undo();
            work(history);
        }
        Move::Redo => {
            history.redo();
            work(history);
        }
        Move::Dismiss => history.dismiss(),
        Move::Begin => {
            history.begin(Tape::new(history.restarted())).expect("a valid scenario");
            work(history);
        }
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn every_way_to_a_moment_gives_the_same_moment(
        link in 0..LINKS.len(),
        seed in 0_u64..1_000,
        moves in prop::collection::vec(any_move(), 1..24),
    ) {
        let mut tape = link::parse(LINKS[link]).tape;
        tape.scenario.seed = seed;
        let mut history = History::new(tape).expect("a valid link");
        go(&mut history, Instant::ZERO);
        for step in &moves {
            make(&mut history, step);
            prop_assert!(history.known().now() >= history.run().now());
        }
        let now = history.run().now();
        assert_same(history.run(), &played(history.run().tape(), now));
        let known = history.known().now();
        assert!(history.known().picture() == played(history.run().tape(), known).picture());
        // The link of the run, opened elsewhere, shows it too.
        let text = link::write(history.run().tape(), &link::View::default());
        let elsewhere = link::parse(&text);
        prop_assert!(elsewhere.complaints.is_empty(), "{text}: {:?}", elsewhere.complaints);
        assert_same(history.run(), &played(&elsewhere.tape, now));
    }

    #[test]
    fn turns_are_found_from_either_side(link in 0..LINKS.len(), moment in 0_u64..20_000) {
        let mut history = history(LINKS[link]);
        go(&mut history, millis(20_000));
        go(&mut history, millis(moment));
        let mut scan = Run::replay(history.run().tape().clone()).expect("a valid tape");
        let mut turns: Vec<Instant> = Vec::new();
        while let Some(at) = scan.next_at().map(whole).filter(|at| *at <= millis(20_000)) {
            let before = scan.turns();
            scan.advance(at, PLENTY);
            if scan.turns() > before {
                turns.push(at);
            }
        }
        let before = turns.iter().rev().find(|at| **at < millis(moment)).copied();
        let after = turns.iter().find(|at| **at > millis(moment)).copied();
        let start = (moment > 0).then_some(Instant::ZERO);
        prop_assert_eq!(turn(&mut history, false), before.or(start));
        go(&mut history, millis(moment));
        if let Some(after) = after {
            prop_assert_eq!(turn(&mut history, true), Some(after));
        }
    }
}

#[test]
fn undo_and_redo_return_the_exact_moment() {
    let mut history = history("#breaker?failure=1");
    go(&mut history, millis(30_000));
    go(&mut history, millis(12_000));
    let before = history.run().clone();
    history.act(Action::Kill { service: 1 }).expect("a valid action");
    work(&mut history);
    let (other, since) = history.other().expect("what followed is kept");
    assert_eq!((other.now(), since), (millis(30_000), millis(12_000)));
    go(&mut history, millis(20_000));
    let after = history.run().clone();

    let to = history.undo().expect("a change");
    go(&mut history, to);
    assert_same(history.run(), &before);
    assert_eq!(history.known().now(), millis(30_000), "what followed is known again");
    assert_eq!(
        history.other().map(|(other, _)| other.now()),
        Some(millis(20_000)),
        "what was left is the other future"
    );
    assert_eq!(history.can(), (false, true));

    let to = history.redo().expect("a change");
    go(&mut history, to);
    assert_same(history.run(), &after);
    history.dismiss();
    assert!(history.other().is_none());
}

#[test]
fn painting_is_undone_and_redone_exactly_and_survives_a_restart() {
    let mut history = history("#breaker?failure=0.1&in=6~threshold~2;14~threshold~5");
    go(&mut history, millis(30_000));
    go(&mut history, millis(12_000));
    let before = history.run().clone();
    paint(&mut history, 3_000, 9_500, 20);
    assert_eq!(history.run().now(), millis(12_000), "the moment stays");
    assert_eq!(history.run().tape().inputs, before.tape().inputs, "and so do inputs, those to come included");
    let after = history.run().clone();
    assert!(after.picture() != before.picture(), "the outage has happened");
    let to = history.undo().expect("a change");
    go(&mut history, to);
    assert_same(history.run(), &before);
    assert_eq!(history.known().now(), millis(30_000));
    let to = history.redo().expect("a change");
    go(&mut history, to);
    assert_same(history.run(), &after);
    history
        .begin(Tape::new(half_open::play::Scenario { seed: 5, ..history.run().restarted() }))
        .expect("a valid scenario");
    assert_eq!(history.run().tape().scenario.paint, after.tape().scenario.paint, "the weather is the same");
}

#[test]
fn a_restart_can_be_undone() {
    let mut history = history("#batch");
    go(&mut history, millis(9_000));
    let before = history.run().clone();
    history
        .begin(Tape::new(half_open::play::Scenario { seed: 5, ..history.run().restarted() }))
        .expect("a valid scenario");
    let to = history.undo().expect("a change");
    go(&mut history, to);
    assert_same(history.run(), &before);
    assert!(history.other().is_none(), "a run of another seed is no other future of this one");
}

#[test]
fn forks_are_bounded_and_what_is_forgotten_is_said_once() {
    let mut history = history("#breaker");
    for number in 0..FORKS as u64 + 1 {
        go(&mut history, millis(1_000 + number));
        let action = if number % 2 == 0 { Action::Kill { service: 1 } } else { Action::Recover { service: 1 } };
        assert!(!history.has_forgotten());
        history.act(action).expect("a valid action");
        work(&mut history);
    }
    assert!(history.has_forgotten() && !history.has_forgotten());
    assert_eq!(std::iter::from_fn(|| history.undo()).count(), FORKS);
}

/// Run with `cargo test --release --test history -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn an_hour_is_at_hand() {
    for link in [
        "#breaker",
        "#batch",
        "#retry?reads=200",
        "#breaker?callers=20&latency=0.1&pause=0.1",
        "#cascade",
        "#storm?world=load",
    ] {
        let mut history = history(link);
        let start = std::time::Instant::now();
        assert!(history.advance(millis(3_600_000), usize::MAX));
        let whole = start.elapsed();
        let mut spans: Vec<_> = (0..400_u64)
            .map(|number| {
                let start = std::time::Instant::now();
                go(&mut history, millis(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % 3_600_000));
                start.elapsed()
            })
            .collect();
        spans.sort_unstable();
        let (half, most) = (spans[200], spans[380]);
        println!("{link}: an hour {whole:?}, seek p50 {half:?}, p95 {most:?}; at most {CHECKPOINTS} checkpoints");
    }
}

#[test]
fn a_run_that_is_left_on_its_way_to_a_moment_comes_back_at_that_moment() {
    let mut history = history("#breaker?callers=20&latency=0.05&pause=0.1");
    let moment = millis(1_200_000);
    history.seek(moment);
    assert_eq!(history.work(&mut 1_000.clone()), Worked::OnItsWay);
    let other = history.restarted();
    history.begin(Tape::new(other)).expect("a valid run");
    assert_eq!(history.undo(), Some(moment));
}

#[test]
fn what_replaces_a_change_of_the_same_moment_can_be_undone() {
    let mut history = history("#breaker?in=10~failure~0.5");
    let moment = millis(10_000);
    go(&mut history, moment);
    let linked = history.run().tape().clone();
    for (value, joined) in [(0.9, false), (0.8, true)] {
        history.go_on(joined);
        assert_eq!(history.act(Action::Set { key: "failure", value: Value::Number(value) }), Ok(true));
        work(&mut history);
    }
    assert_eq!(history.run().tape().inputs.len(), 1);
    assert_eq!(history.undo(), Some(moment));
    assert_eq!(history.run().tape(), &linked);
    assert_eq!(history.undo(), None);
}
