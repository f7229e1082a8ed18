//! What only the history itself can see: its copies, and the steps that it takes.

use super::*;
use crate::labs::named;
use crate::link;
use crate::play::run::tests::STEPS;
use crate::play::{LabId, Scenario, Value};
use crate::sim::paint::{Stroke, Track, What};

/// The copies of a run, each as large as a run's picture.
fn copies(history: &History) -> usize {
    let branches = history.undo.iter().chain(&history.redo);
    let (here, ahead, other) = (1, history.ahead.iter().len(), history.other.iter().len());
    history.checkpoints.len()
        + history.again.len()
        + here
        + ahead
        + other
        + branches.filter(|branch| branch.ahead.is_some()).count()
}

fn go(history: &mut History, to: u64) {
    history.seek(Instant::from_millis(to));
    work(history);
}

/// Does all that is to be done.
fn work(history: &mut History) {
    while history.is_busy() {
        history.work(&mut 1_000_000);
    }
}

#[test]
fn an_old_change_takes_no_more_than_its_tape() -> Result<(), ConfigError> {
    let mut history = History::new(Tape::new(Scenario::new(named("retry"))))?;
    for _ in 0..FORKS {
        go(&mut history, 60_000);
        let again = history.restarted();
        history.begin(Tape::new(again))?;
        work(&mut history);
    }
    assert_eq!(copies(&history), 2, "the start and the present; the runs that were left have nothing ahead");
    for number in 0..FORKS as u64 {
        go(&mut history, 4_000);
        go(&mut history, 2_000);
        history.act(Action::Set { key: "failure", value: Value::Number(0.01 * number as f64) })?;
        work(&mut history);
        assert!(copies(&history) <= history.checkpoints.len() + FUTURES + 3);
    }
    for number in 0..FORKS {
        let now = history.undo();
        work(&mut history);
        let known = history.known().now();
        assert!(now.is_some_and(|now| known > now), "change {number}, known to {known}");
        assert!(copies(&history) <= history.checkpoints.len() + 2 * FUTURES + 3);
    }
    // What was not kept has been played anew, as the tape says.
    go(&mut history, 4_000);
    let mut played = Run::replay(history.run().tape().clone())?;
    played.advance(Instant::from_millis(4_000), usize::MAX);
    assert!(history.run().picture() == played.picture());
    Ok(())
}

/// From sparse to dense, with one lane and two.
const LINKS: [&str; 7] = [
    "#breaker",
    "#breaker?callers=20&latency=0.02&pause=0.01&failure=0.5&reset=1",
    "#breaker?callers=9&latency=0&pause=0&trip=count&seed=6&in=3~kill~S1;9~recover~S1",
    "#retry?reads=60&start=in-turn&jitter=full&attempts=9&failure=0.8",
    "#batch?every=0.05&latency=0.01&attempts=3&failures=0.5,0.5,0.5,0.5,0.5",
    "#breaker?callers=20&latency=0.02&pause=0.01&failure=0.5&reset=1&b.callers=1&b.pause=0.3&in=5~b.reset~2",
    "#retry?reads=9&b.reads=80&b.attempts=12&b.failure=0.8&b.start=in-turn",
];

/// Numbers that are the same in each run of the tests.
struct Luck(u64);

impl Luck {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Something that a hand or a message may do at any time. All of it but `Stop` and `Turn` comes to the same however far
/// the run has come on its way.
#[derive(Clone, Copy, Debug)]
enum Move {
    Seek(u64),
    Act(Lanes, u64),
    Paint(u64, u64),
    Lanes(u64),
    Undo,
    Redo,
    Begin,
    Dismiss,
    Stop,
    Turn(bool),
}

fn any_move(luck: &mut Luck) -> Move {
    let lanes = [Lanes::Both, Lanes::Both, Lanes::Only(Lane::A), Lanes::Only(Lane::B)][luck.below(4) as usize];
    match luck.below(24) {
        0..8 => Move::Seek(luck.below(30_000)),
        8..14 => Move::Act(lanes, luck.below(8)),
        14 => Move::Paint(luck.below(20_000), luck.below(10)),
        15 => Move::Lanes(luck.below(3)),
        16..18 => Move::Undo,
        18 => Move::Redo,
        19 => Move::Begin,
        20 => Move::Dismiss,
        21 => Move::Stop,
        number => Move::Turn(number == 22),
    }
}

fn action(lab: LabId, number: u64) -> Action {
    let set = |key, value| Action::Set { key, value: Value::Number(value) };
    let (rate, service) = if lab == named("batch") { ("failures.S1", 2) } else { ("failure", 1) };
    match number {
        0 => Action::Kill { service },
        1 => Action::Recover { service },
        2 if lab == named("retry") => Action::Set { key: "jitter", value: Value::Choice(3) },
        2 => set("latency", 0.25),
        3 if lab == named("breaker") => set("threshold", 2.0),
        3 => set("attempts", 2.0),
        other => set(rate, other as f64 / 10.0),
    }
}

fn make(history: &mut History, step: Move) -> Result<(), ConfigError> {
    let tape = history.run().tape().clone();
    match step {
        Move::Seek(to) => history.seek(Instant::from_millis(to)),
        Move::Act(lanes, number) => {
            let lanes = if tape.scenario.lane_b.is_some() { lanes } else { Lanes::Both };
            let at = history.moment();
            if history.act_in(lanes, action(tape.scenario.lab, number))? {
                let last = history.run().tape().inputs.last();
                assert!(last.is_none_or(|last| last.at <= at), "what was to come is dropped");
            }
            assert_eq!(history.moment(), at, "an act stays at the moment that is wanted");
        }
        Move::Paint(from, tenths) => {
            let track = Track { service: tape.scenario.lab.services[0].id, what: What::Failure };
            let span = (Instant::from_millis(from), Instant::from_millis(from + 4_000));
            let mut painted = tape;
            if let Ok(stroke) = Stroke::new(track, span, (tenths as f64 / 10.0, 0.5)) {
                painted.scenario.paint.paint(&[stroke])?;
            }
            history.rewrite(&painted)?;
        }
        Move::Lanes(0) => history.rewrite(&tape.split())?,
        Move::Lanes(1) => history.rewrite(&tape.swapped())?,
        Move::Lanes(_) => history.rewrite(&tape.of_lane(Lane::B))?,
        Move::Undo => drop(history.undo()),
        Move::Redo => drop(history.redo()),
        Move::Begin => history.begin(Tape::new(history.restarted()))?,
        Move::Dismiss => history.dismiss(),
        Move::Stop => history.stop(),
        Move::Turn(forward) => history.turn(forward),
    }
    Ok(())
}

fn steps() -> usize {
    STEPS.with(core::cell::Cell::get)
}

/// A fresh replay of the tape stands at the same moment, in both lanes.
fn assert_as_replayed(history: &History) -> Result<(), ConfigError> {
    let now = history.run().now();
    assert_eq!(now, history.moment());
    let mut fresh = Run::replay(history.run().tape().clone())?;
    assert!(fresh.advance(now, usize::MAX));
    for lane in Lane::ALL {
        let (here, there) = (history.run().lane(lane), fresh.lane(lane));
        assert_eq!(here.map(Run::settings), there.map(Run::settings));
        assert!(here.map(Run::picture) == there.map(Run::picture), "the picture of lane {lane:?} at {now}");
        assert!(
            here.and_then(Run::baseline) == there.and_then(Run::baseline),
            "the baseline of lane {lane:?} at {now}"
        );
    }
    Ok(())
}

#[test]
fn whatever_is_done_on_the_way_no_call_takes_more_steps_than_it_was_given() -> Result<(), ConfigError> {
    for (link, round) in LINKS.into_iter().flat_map(|link| (0..6).map(move |round| (link, round))) {
        let mut luck = Luck(round);
        let mut history = History::new(link::parse(link).tape)?;
        for _ in 0..40 {
            let step = any_move(&mut luck);
            let before = steps();
            make(&mut history, step)?;
            assert_eq!(steps(), before, "{link}, {step:?}: only work takes steps");
            for _ in 0..luck.below(3) {
                let given = [1, 30, 700, 5_000][luck.below(4) as usize];
                let (before, mut budget) = (steps(), given);
                let worked = history.work(&mut budget);
                assert_eq!(steps() - before, given - budget, "{link}, {step:?}: what is taken is counted");
                assert!(budget == 0 || worked != Worked::OnItsWay, "{link}, {step:?}: nothing is left undone");
            }
        }
        work(&mut history);
        assert_as_replayed(&history)?;
        while history.undo().is_some() {}
        work(&mut history);
        assert_as_replayed(&history)?;
    }
    Ok(())
}

#[test]
fn what_is_done_on_the_way_comes_to_the_same_as_after_it() -> Result<(), ConfigError> {
    for (link, round) in LINKS.into_iter().flat_map(|link| (0..6).map(move |round| (link, round))) {
        let mut luck = Luck(1_000 + round);
        let mut patient = History::new(link::parse(link).tape)?;
        let mut hasty = History::new(link::parse(link).tape)?;
        for _ in 0..30 {
            let step = any_move(&mut luck);
            if matches!(step, Move::Stop | Move::Turn(_)) {
                continue;
            }
            make(&mut patient, step)?;
            work(&mut patient);
            make(&mut hasty, step)?;
            hasty.work(&mut (luck.below(2_000) as usize));
            assert_eq!(patient.run().tape(), hasty.run().tape(), "{link}, {step:?}");
            assert_eq!(patient.moment(), hasty.moment(), "{link}, {step:?}");
            assert_eq!(patient.can(), hasty.can(), "{link}, {step:?}");
        }
        work(&mut hasty);
        assert_as_replayed(&hasty)?;
    }
    Ok(())
}

#[test]
fn a_replay_that_is_stopped_stays_at_the_moment_that_it_has_reached() -> Result<(), ConfigError> {
    let mut history = History::new(link::parse(LINKS[2]).tape)?;
    history.seek(Instant::from_millis(3_600_000));
    history.work(&mut 20_000);
    let way = history.way();
    assert!(way.is_some_and(|way| way.part > 0.0 && way.part < 0.1 && way.to == Some(history.moment())));
    history.act(Action::Kill { service: 1 })?;
    history.stop();
    work(&mut history);
    assert!(history.run().now() < Instant::from_millis(60_000) && history.way().is_none());
    assert_as_replayed(&history)?;
    let last = history.run().tape().inputs.last().map(|input| input.at);
    assert_eq!(last, Some(Instant::from_millis(3_600_000)), "what was done is to come");
    Ok(())
}
