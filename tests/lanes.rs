//! The same luck, twice: two lanes are two runs, and one tape leads to both.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/links.rs"]
mod common_links;
#[path = "common/same_run.rs"]
mod same_run;

use std::collections::BTreeMap;

use cases::cases;
use half_open::labs::{self, breaker};
use half_open::link;
use half_open::play::history::{Worked, whole};
use half_open::play::{History, LabId, Run, Scenario, Tape};
use half_open::policy::Kinds;
use half_open::sim::event::{Event, Record};
use half_open::sim::input::{Action, Input, Lane, Lanes, Value};
use half_open::sim::mix::Mix;
use half_open::sim::order::Order;
use half_open::time::Instant;
use proptest::prelude::*;

use common_links::LINKS;
use same_run::{assert_shows_the_same, millis};

const PLENTY: usize = 10_000_000;

fn tape(link: &str) -> Tape {
    let parsed = link::parse(link);
    assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
    parsed.tape
}

/// A run played to a moment, and all events of one of its lanes.
fn played(tape: Tape, to: Instant) -> (Run, Vec<Record>) {
    let mut run = Run::replay(tape).expect("a valid tape");
    let mut records = Vec::new();
    assert!(run.advance_with(to, PLENTY, &mut |record| records.push(*record)));
    (run, records)
}

/// The events that a lane keeps; for which lanes an input was is not asked.
fn events(lane: &Run) -> impl Iterator<Item = Record> {
    lane.log().records().copied().map(|mut record| {
        if let Event::Applied(input) = &mut record.event {
            input.lanes = Lanes::Both;
        }
        record
    })
}

/// Everything that the page shows of a lane is the same as of a run of its own.
fn assert_same(lane: &Run, alone: &Run) {
    assert_shows_the_same(lane, alone);
    assert!(events(lane).eq(events(alone)), "the events at {}", lane.now());
    assert_eq!(labs::steps(lane, 40), labs::steps(alone, 40));
    let untold = |input: &Input| (input.at, input.action);
    assert!(lane.inputs().map(untold).eq(alone.inputs().map(untold)), "the inputs at {}", lane.now());
}

fn lane_b(run: &Run) -> &Run {
    run.lane(Lane::B).expect("two lanes")
}

/// Both lanes stand at the same moment, and in neither anything is missing that was before it.
fn assert_together(run: &Run) {
    assert_eq!(lane_b(run).now(), run.now());
    assert!(run.next_at().is_none_or(|at| at >= run.now()), "{:?} is to come at {}", run.next_at(), run.now());
}

/// An input that any lab takes, by a number.
fn action(lab: LabId, number: usize) -> Action {
    let set = |key, value| Action::Set { key, value: Value::Number(value) };
    let service = lab.services[0].id;
    let has = |key: &str| lab.specs.iter().any(|spec| spec.key == key);
    let rate = ["failure", "failures.S1", "latency", "orders-take"]
        .into_iter()
        .find(|key| has(key))
        .expect("a setting of a service");
    match number {
        0 => Action::Kill { service },
        1 => Action::Recover { service },
        2 if has("latency") => set("latency", 0.2),
        3 if has("threshold") => set("threshold", 2.0),
        3 if has("attempts") => set("attempts", 2.0),
        3 if has("timeout") => set("timeout", 2.0),
        other => set(rate, other as f64 / 10.0),
    }
}

fn inputs(lab: LabId, picks: &[(u64, usize)], lanes: impl Fn(usize) -> Lanes) -> Vec<Input> {
    let mut inputs: Vec<Input> = picks
        .iter()
        .enumerate()
        .map(|(index, &(at, number))| Input { at: millis(at), lanes: lanes(index), action: action(lab, number) })
        .collect();
    inputs.sort_by_key(|input| input.at);
    inputs
}

/// Each attempt's address with its draw.
fn draws(records: &[Record]) -> BTreeMap<(u32, u32, u64, u32), f64> {
    let mut draws = BTreeMap::new();
    for record in records {
        if let Event::AttemptEnded { service, call, attempt, luck, .. } = record.event {
            draws.insert((service, call.caller, call.number, attempt), luck.draw);
        }
    }
    draws
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn lanes_with_the_same_settings_never_differ(
        link in 0..LINKS.len(),
        seed in 0_u64..1_000,
        picks in prop::collection::vec((0_u64..20_000, 0_usize..9), 0..8),
        moment in 0_u64..25_000,
        strides in 1_usize..3_000,
    ) {
        let mut one = tape(LINKS[link].0);
        one.scenario.seed = seed;
        one.inputs = inputs(one.scenario.lab, &picks, |_| Lanes::Both);
        let (alone, events) = played(one.clone(), millis(moment));
        let two = one.clone().split();
        let (run, of_a) = played(two.clone(), millis(moment));
        let (_, of_b) = played(two.of_lane(Lane::B), millis(moment));
        prop_assert_eq!(&of_a, &events);
        prop_assert_eq!(&of_b, &events);
        assert_same(&run, &alone);
        assert_same(lane_b(&run), &alone);
        prop_assert!(run.log().records().eq(lane_b(&run).log().records()));
        // In portions of any size, too.
        let mut portions = Run::replay(two).expect("a valid tape");
        while !portions.advance(millis(moment), strides) {
            assert_together(&portions);
        }
        assert_same(&portions, &alone);
        assert_same(lane_b(&portions), &alone);
    }

    #[test]
    fn each_lane_is_a_run_of_its_own(
        lab in 0..labs::COUNT,
        seed in 0_u64..1_000,
        key in 0_usize..20,
        picks in prop::collection::vec((0_u64..20_000, 0_usize..9), 0..8),
        moment in 0_u64..25_000,
        strides in 1_usize..3_000,
    ) {
        let lab = LabId::all().nth(lab).expect("a lab");
        let mut tape = Tape::new(Scenario { seed, ..Scenario::new(lab) }).split();
        // Another preset or a single other setting in lane B.
        if let (Some(preset), Some(b)) = (lab.presets.get(key), tape.scenario.lane_b.as_mut()) {
            *b = link::of_preset(lab, preset).scenario.settings;
        } else if let Some(b) = tape.scenario.lane_b.as_mut() {
            b.set(if lab == breaker::ID { "threshold" } else { "attempts" }, Value::Number((key % 6 + 1) as f64));
        }
        let lanes = [Lanes::Both, Lanes::Only(Lane::A), Lanes::Only(Lane::B)];
        tape.inputs = inputs(lab, &picks, |index| lanes[index % 3]);
        let mut run = Run::replay(tape.clone()).expect("a valid tape");
        while !run.advance(millis(moment), strides) {
            assert_together(&run);
        }
        assert_same(&run, &played(tape.of_lane(Lane::A), millis(moment)).0);
        assert_same(lane_b(&run), &played(tape.of_lane(Lane::B), millis(moment)).0);
        // The link of both, opened elsewhere, is both again.
        let text = link::write(&tape, &link::View::default());
        prop_assert_eq!(link::parse(&text).tape, tape, "{}", text);
    }

    #[test]
    fn a_changed_setting_leaves_the_failure_draws(
        lab in 0..labs::COUNT,
        seed in 0_u64..1_000,
        spec in 0_usize..20,
        share in 0.0..1.0_f64,
    ) {
        use half_open::play::spec::Kind;
        let lab = LabId::all().nth(lab).expect("a lab");
        let mut tape = Tape::new(Scenario { seed, ..Scenario::new(lab) }).split();
        let spec = &lab.specs[spec % lab.specs.len()];
        let value = match &spec.kind {
            Kind::Number { min, max, step, .. } => Value::Number(min + ((max - min) * share / step).round() * step),
            Kind::Choice { options, .. } => Value::Choice((options.len() as f64 * share) as usize),
            Kind::Mix => Value::Mix(Mix::only(Mix::KINDS[(8.0 * share) as usize])),
            Kind::Kinds => Value::Kinds(Kinds::of(&Mix::KINDS[(8.0 * share) as usize..])),
            Kind::Order { things, .. } => {
                let first = (things.len() as f64 * share) as usize;
                Value::Order(Order::new(&[first]).expect("an order"))
            }
        };
        tape.scenario.lane_b.as_mut().expect("two lanes").set(spec.key, value);
        let until = millis(15_000);
        let of = |lane| {
            let mut run = Run::replay(tape.of_lane(lane)).expect("a valid tape");
            let mut records = Vec::new();
            run.advance_with(until, 200_000, &mut |record| records.push(*record));
            draws(&records)
        };
        let (a, b) = (of(Lane::A), of(Lane::B));
        let both: Vec<_> = a.iter().filter(|(address, _)| b.contains_key(*address)).collect();
        prop_assert!(!both.is_empty() || b.is_empty(), "{}: no attempt in common", spec.key);
        for (address, draw) in both {
            prop_assert_eq!(b.get(address), Some(draw), "{} {:?}", spec.key, address);
        }
    }
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

fn rewrite(history: &mut History, change: impl FnOnce(Tape) -> Tape) {
    history.rewrite(&change(history.run().tape().clone())).expect("a valid tape");
    work(history);
}

/// The turn after the present moment or before it, to which the history goes.
fn turn(history: &mut History, forward: bool) -> Option<Instant> {
    history.turn(forward);
    (history.work(&mut PLENTY.clone()) == Worked::There).then(|| history.moment())
}

/// The whole of a run of one lane or two, to be compared.
fn seen(history: &History) -> (Tape, Run) {
    (history.run().tape().clone(), history.run().clone())
}

fn assert_seen(history: &History, (tape, run): &(Tape, Run)) {
    assert_eq!(history.run().tape(), tape);
    assert_eq!(history.run().now(), run.now());
    for lane in Lane::ALL {
        match (history.run().lane(lane), run.lane(lane)) {
            (Some(here), Some(there)) => assert_same(here, there),
            (here, there) => assert_eq!(here.is_some(), there.is_some(), "{lane:?}"),
        }
    }
}

#[test]
fn lanes_are_made_changed_and_closed_and_all_of_it_is_undone_and_redone() {
    for (link, key) in [("#breaker?seed=42", "threshold"), ("#retry?start=in-turn", "attempts"), ("#batch", "attempts")]
    {
        let mut history = History::new(tape(link)).expect("a valid link");
        go(&mut history, millis(4_000));
        history.act(action(history.run().lab(), 0)).expect("a valid action");
        go(&mut history, millis(6_000));
        let mut before = vec![seen(&history)];

        rewrite(&mut history, Tape::split);
        assert_same(lane_b(history.run()), history.run());
        before.push(seen(&history));

        let set = Action::Set { key, value: Value::Number(5.0) };
        history.act_in(Lanes::Only(Lane::B), set).expect("a valid action");
        go(&mut history, millis(6_000));
        before.push(seen(&history));
        assert_eq!(history.run().settings().number(key), Scenario::new(history.run().lab()).settings.number(key));
        assert_eq!(lane_b(history.run()).settings().number(key), 5.0);
        go(&mut history, millis(12_000));
        let (a, b) = (seen(&history).0.of_lane(Lane::A), seen(&history).0.of_lane(Lane::B));
        let whole = seen(&history);

        rewrite(&mut history, Tape::swapped);
        assert_same(history.run(), &played(b.clone(), millis(12_000)).0);
        assert_same(lane_b(history.run()), &played(a, millis(12_000)).0);
        let swapped = seen(&history);

        rewrite(&mut history, |tape| tape.of_lane(Lane::A).split());
        assert_same(history.run(), &played(b.clone(), millis(12_000)).0);
        assert_same(lane_b(history.run()), history.run());
        let copied = seen(&history);

        rewrite(&mut history, |tape| tape.of_lane(Lane::A));
        assert!(history.run().lane(Lane::B).is_none());
        let closed = seen(&history);

        let undo = |history: &mut History| {
            assert!(history.undo().is_some());
            work(history);
        };
        undo(&mut history);
        assert_seen(&history, &copied);
        undo(&mut history);
        assert_seen(&history, &swapped);
        undo(&mut history);
        assert_seen(&history, &whole);
        undo(&mut history);
        assert_seen(&history, &before[1]);
        undo(&mut history);
        assert_seen(&history, &before[0]);
        for after in [&before[1], &whole, &swapped, &copied, &closed] {
            let to = history.redo().expect("a change");
            go(&mut history, to.max(after.1.now()));
            assert_seen(&history, after);
        }
    }
}

#[test]
fn any_way_to_a_moment_shows_both_lanes_the_same() {
    let link = "#breaker?callers=20&latency=0.02&pause=0.01&failure=0.5&reset=1&b.threshold=8&b.reset=0.5\
                &in=3~a.threshold~2;9~b.reset~4;11~kill~S1;12~recover~S1";
    let mut history = History::new(tape(link)).expect("a valid link");
    for to in [20_000, 3_000, 9_000, 15_500, 0, 11_000, 40_000, 9_000, 8_999] {
        go(&mut history, millis(to));
        let (there, _) = played(tape(link), millis(to));
        assert_seen(&history, &(tape(link), there));
    }
    // Turns of either lane are turns of the run.
    let after = turn(&mut history, true).expect("a turn");
    let (before, _) = played(tape(link), millis(8_999));
    let (there, _) = played(tape(link), after);
    assert!(there.turns() > before.turns());
    let alone = |lane| {
        let mut history = History::new(tape(link).of_lane(lane)).expect("a valid tape");
        go(&mut history, millis(8_999));
        turn(&mut history, true)
    };
    assert_eq!(Some(after), alone(Lane::A).min(alone(Lane::B)));
    // A slider under the hand changes one lane, and leaves one input.
    go(&mut history, millis(8_999));
    for value in [7.0, 6.0, 5.0] {
        let (key, value) = ("threshold", Value::Number(value));
        history.act_in(Lanes::Only(Lane::B), Action::Set { key, value }).expect("a valid action");
        work(&mut history);
    }
    assert_eq!(history.run().tape().inputs.len(), 2);
    assert_eq!(lane_b(history.run()).settings().number("threshold"), 5.0);
    assert_eq!(history.run().settings().number("threshold"), 2.0);
}

#[test]
fn the_events_of_both_lanes_are_the_same_whatever_the_way_and_near_at_hand() {
    for link in [
        "#breaker?callers=20&b.callers=1",
        "#breaker?callers=1&b.callers=20&in=1200~a.threshold~5;1400~b.reset~1",
        "#breaker?calls=20&b.calls=0&b.latency=0.05&b.pause=0.01",
        "#breaker?latency=0.05&pause=0.01&b.calls=20",
        "#retry?lanes=2&reads=3&b.reads=200&b.jitter=full",
        "#batch?every=0.5&b.every=20",
    ] {
        let mut history = History::new(tape(link)).expect("a valid link");
        go(&mut history, millis(1_800_000));
        for to in [1_500_000, 1_799_000, 0, 1_790_500, 1_301_000, 1_000, 700_300, 700_900] {
            history.seek(millis(to));
            let is_near = (0..80).any(|_| history.advance(millis(to), 500));
            assert!(is_near, "{link} at {to} ms: more is replayed than it takes");
            for lane in Lane::ALL {
                let (alone, _) = played(tape(link).of_lane(lane), millis(to));
                assert_same(history.run().lane(lane).expect("two lanes"), &alone);
            }
            assert_eq!(lane_b(history.run()).now(), history.run().now());
            assert_eq!(history.known().now(), millis(1_800_000));
        }
    }
}

/// The whole milliseconds at which something turns in either lane, found step by step.
fn turns(tape: &Tape, until: Instant) -> Vec<Instant> {
    let of = |lane| {
        let mut run = Run::replay(tape.of_lane(lane)).expect("a valid tape");
        let mut turns = Vec::new();
        while let Some(at) = run.next_at().map(whole).filter(|at| *at <= until) {
            let before = run.turns();
            assert!(run.advance(at, PLENTY));
            if run.turns() > before {
                turns.push(at);
            }
        }
        turns
    };
    let mut both = Lane::ALL.map(of).concat();
    both.sort_unstable();
    both
}

#[test]
fn the_turn_before_is_found_however_much_more_happens_in_the_other_lane() {
    for link in ["#breaker?callers=1&failure=0.7&b.callers=20", "#breaker?callers=20&failure=0.7&b.callers=1"] {
        let mut history = History::new(tape(link)).expect("a valid link");
        go(&mut history, millis(2_000_000));
        let turns = turns(&tape(link), millis(2_000_000));
        for moment in (1_000..2_000_000).step_by(40_007).chain([460_200, 919_700, 1_378_300, 1_838_200]) {
            let before = turns.iter().rev().find(|at| **at < millis(moment)).copied();
            go(&mut history, millis(moment));
            assert_eq!(turn(&mut history, false), before.or(Some(Instant::ZERO)), "{link} at {moment} ms");
        }
    }
}

#[test]
fn in_an_unfinished_replay_both_lanes_stand_at_one_moment() {
    for link in [
        "#breaker?callers=1&b.callers=20&b.pause=0",
        "#breaker?callers=20&pause=0&b.callers=1",
        "#breaker?calls=2&b.calls=0",
    ] {
        let mut run = Run::replay(tape(link)).expect("a valid link");
        let mut portions = 0;
        while !run.advance(millis(100_000), 100) {
            assert_together(&run);
            portions += 1;
        }
        assert!(portions > 1, "{link}: {portions}");
        assert_together(&run);
    }
}

#[test]
fn a_lane_tells_the_rules_that_decided_in_it() {
    let link = "#retry?lanes=2&reads=3&jitter=full&in=0.1~b.jitter~none;1.5~a.attempts~6";
    for at in (0..5_000).step_by(100) {
        let (run, _) = played(tape(link), millis(at));
        for lane in Lane::ALL {
            assert_same(run.lane(lane).expect("two lanes"), &played(tape(link).of_lane(lane), millis(at)).0);
        }
    }
    // An input that is still to come is none yet.
    let (run, _) = played(tape(link), millis(1_000));
    assert_eq!(run.lane(Lane::A).map(|lane| lane.inputs().count()), Some(0));
    assert_eq!(lane_b(&run).inputs().count(), 1);
}

#[test]
fn a_run_of_two_lanes_ends_when_both_have_ended() {
    let (run, _) = played(tape("#breaker?calls=4&b.calls=9&failure=0"), millis(4_000));
    assert!(!run.finished() && !lane_b(&run).finished());
    assert!(run.next_at().is_some(), "the other lane goes on");
    let (run, _) = played(tape("#breaker?calls=4&b.calls=9&failure=0"), millis(60_000));
    assert!(run.finished() && lane_b(&run).finished());
    assert_eq!(run.next_at(), None);
}

#[test]
fn restart_keeps_both_lanes_with_their_present_settings() {
    let (run, _) = played(tape("#breaker?b.threshold=5&in=2~a.threshold~7;3~b.reset~9;4~failure~0.2"), millis(9_000));
    let scenario = run.restarted();
    let b = scenario.lane_b.as_ref().expect("two lanes");
    assert_eq!(scenario.settings.number("threshold"), 7.0);
    assert_eq!((b.number("threshold"), b.number("reset"), b.number("failure")), (5.0, 9.0, 0.2));
    assert_eq!(scenario.settings.number("reset"), 5.0);
}

#[test]
fn what_is_refused_in_one_lane_changes_neither() {
    let mut run = Run::replay(tape("#breaker?lanes=2")).expect("a valid link");
    run.advance(millis(3_000), PLENTY);
    let before = run.clone();
    let bad = Action::Set { key: "threshold", value: Value::Number(0.0) };
    assert!(run.act_in(Lanes::Only(Lane::B), bad).is_err() && run.act(bad).is_err());
    assert_eq!(run.tape(), before.tape());
    assert_same(lane_b(&run), lane_b(&before));
}
