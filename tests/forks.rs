//! What is one step to undo, and that a history comes back whole from its text.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "common/cases.rs"]
mod cases;

use cases::cases;
use half_open::link;
use half_open::play::history::FORKS;
use half_open::play::{History, Run, Tape};
use half_open::sim::input::{Action, Lanes, Value};
use half_open::time::Instant;
use proptest::prelude::*;

const PLENTY: usize = 50_000_000;

const LINKS: [&str; 6] = [
    "#breaker",
    "#breaker?failure=0.3&callers=3&in=2~kill~S1;4.25~recover~S1",
    "#breaker?like=polly&failure=0.5",
    "#retry?reads=20&jitter=full",
    "#batch?failures=0.1,0.2,0.3,0.4,0.5&every=0.5",
    "#breaker?b.threshold=5&failure=0.6&paint=1~3~failure~1~0.25",
];

fn millis(at: u64) -> Instant {
    Instant::from_millis(at)
}

fn go(history: &mut History, to: Instant) {
    history.seek(to);
    work(history);
}

/// Does all that is to be done.
fn work(history: &mut History) {
    while history.is_busy() {
        history.work(&mut PLENTY.clone());
    }
}

fn opened(link: &str) -> History {
    let mut history = History::new(link::parse(link).tape).expect("a valid link");
    go(&mut history, Instant::ZERO);
    history
}

fn set(key: &'static str, value: f64) -> Action {
    Action::Set { key, value: Value::Number(value) }
}

/// Something that a reader does.
#[derive(Clone, Debug)]
enum Move {
    Go(u64),
    Kill,
    Latency(u8, bool),
    Undo,
    Redo,
    Dismiss,
    Restart,
}

fn any_move() -> impl Strategy<Value = Move> {
    prop_oneof![
        5 => (0_u64..12_000).prop_map(Move::Go),
        2 => Just(Move::Kill),
        4 => (1_u8..9, any::<bool>()).prop_map(|(value, continued)| Move::Latency(value, continued)),
        3 => Just(Move::Undo),
        2 => Just(Move::Redo),
        1 => Just(Move::Dismiss),
        1 => Just(Move::Restart),
    ]
}

fn make(history: &mut History, step: &Move) {
    match *step {
        Move::Go(to) => history.seek(millis(to)),
        Move::Kill => drop(history.act(Action::Kill { service: 1 }).expect("a valid action")),
        Move::Latency(value, continued) => {
            history.go_on(continued);
            history.act(set("latency", f64::from(value) / 20.0)).expect("a valid value");
            history.go_on(false);
        }
        Move::Undo => step_of(history, History::undo),
        Move::Redo => step_of(history, History::redo),
        Move::Dismiss => history.dismiss(),
        Move::Restart => {
            history.begin(Tape::new(history.restarted())).expect("a valid scenario");
        }
    }
    work(history);
}

fn step_of(history: &mut History, step: fn(&mut History) -> Option<Instant>) {
    step(history);
    work(history);
}

/// All that a page shows of a history at its moment.
fn seen(history: &History) -> impl PartialEq + std::fmt::Debug + use<> {
    let run = |run: &Run| (run.tape().clone(), run.now(), run.metrics());
    let other = history.other().map(|(other, since)| (run(other), since));
    let events: Vec<String> = history.run().log().records().map(|record| format!("{record:?}")).collect();
    (run(history.run()), run(history.known()), other, history.can(), events)
}

/// The history as another page has it that reads its text.
fn elsewhere(history: &History) -> History {
    let text = link::write_history(history);
    let mut read = link::read_history(&text).expect("a history");
    assert_eq!(link::write_history(&read), text, "before anything of it is played");
    work(&mut read);
    assert_eq!(link::write_history(&read), text);
    read
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn a_history_comes_back_whole(link in 0..LINKS.len(), moves in prop::collection::vec(any_move(), 1..24)) {
        let mut here = opened(LINKS[link]);
        for step in &moves {
            make(&mut here, step);
        }
        let mut there = elsewhere(&here);
        prop_assert_eq!(seen(&here), seen(&there));
        // All the way back, all the way forth, and on.
        let back = std::iter::repeat_n(Move::Undo, here.can().0 as usize * FORKS);
        let forth = std::iter::repeat_n(Move::Redo, FORKS);
        for step in back.chain(forth).chain([Move::Go(3_000), Move::Kill, Move::Undo]) {
            if here.can() == (false, false) || matches!(step, Move::Undo) && !here.can().0 {
                continue;
            }
            make(&mut here, &step);
            make(&mut there, &step);
            prop_assert_eq!(seen(&here), seen(&there), "after {:?}", step);
        }
    }

    #[test]
    fn no_text_at_all_breaks_the_reader(text in "[\\[\\]{}\",: 0-9#breaker?=&~;.a-z]{0,80}", cut in 0_usize..400) {
        drop(link::read_history(&text));
        let whole = link::write_history(&changed());
        drop(link::read_history(&[whole.get(..cut).unwrap_or(&whole), &text].concat()));
    }
}

/// Five changes, two of them taken back.
fn changed() -> History {
    let mut history = opened("#breaker?seed=3");
    for number in 1..=5 {
        go(&mut history, millis(number * 2_000));
        history.act(set("failure", number as f64 / 10.0)).expect("a valid value");
    }
    go(&mut history, millis(15_000));
    for _ in 0..2 {
        step_of(&mut history, History::undo);
    }
    history
}

#[test]
fn undo_redo_and_the_other_future_go_over() {
    let here = changed();
    let text = link::write_history(&here);
    let data: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let places: Vec<&str> =
        data["runs"].as_array().expect("runs").iter().filter_map(|run| run["place"].as_str()).collect();
    assert_eq!(places, ["here", "undo", "undo", "undo", "redo", "redo", "other"], "{text}");
    let there = elsewhere(&here);
    assert_eq!(there.can(), (true, true));
    assert_eq!(seen(&here), seen(&there));
    assert_eq!(there.edition(), 0, "what was opened is as it was opened");
}

#[test]
fn what_is_broken_is_none() {
    let history = changed();
    let text = link::write_history(&history);
    assert!(link::read_history(&text).is_some());
    let end = "]}";
    let run = |place: &str| {
        let from = text.find(&format!("{{\"place\":\"{place}\"")).expect("such a run");
        let run = text[from..].split_inclusive('}').next().expect("its end");
        format!(",{run}")
    };
    let more = |runs: String| text.replace(end, &(runs + end));
    let broken = [
        text.replace("\"version\":1", "\"version\":2"),
        text.replace("\"version\":1,", ""),
        text.replace("\"here\"", "\"undo\""),
        text.replace("\"here\"", "\"x\""),
        more(run("here")),
        more(run("other")),
        more(",".to_owned()),
        more(run("undo").repeat(FORKS)),
        text.replace("failure~0.1", "failure~7"),
        text.replace("seed=3", "seed=x"),
        text.replace("t=", "u="),
        text.replacen("\"known_ms\":", "\"known_ms\":9999999", 1),
        text.replacen("\"known_ms\":", "\"known_ms\":-", 1),
        text.replace("#breaker", "#lab"),
    ];
    assert!(link::read_history(&more(run("undo"))).is_some(), "this is how a run is added");
    for broken in broken {
        assert!(broken != text && link::read_history(&broken).is_none(), "{broken}");
    }
}

#[test]
fn what_goes_on_with_a_change_is_undone_with_it() {
    let mut history = opened("#breaker?seed=3");
    let first: Tape = history.run().tape().clone();
    for number in 0..FORKS as u64 {
        go(&mut history, millis(1_000 + number));
        history.act(set("latency", 0.1 + number as f64 / 100.0)).expect("a valid value");
    }
    for number in 0..20 {
        go(&mut history, millis(5_000 + number));
        history.go_on(true);
        history.act_in(Lanes::Both, set("failure", 0.3 + number as f64 / 100.0)).expect("a valid value");
        history.go_on(false);
    }
    assert!(!history.has_forgotten(), "there are no more changes than before");
    let inputs = history.run().tape().inputs.len();
    assert_eq!(inputs, FORKS + 20);
    let end = history.undo().expect("a change");
    work(&mut history);
    assert_eq!((end, history.run().tape().inputs.len()), (millis(1_049), FORKS - 1));
    step_of(&mut history, History::redo);
    assert_eq!(history.run().tape().inputs.len(), inputs);
    while history.can().0 {
        step_of(&mut history, History::undo);
    }
    assert_eq!(history.run().tape(), &first);
    // With nothing to go on with, or refused, it is as if it had not been tried.
    history.go_on(true);
    assert!(history.act(set("threshold", 0.0)).is_err());
    history.go_on(false);
    assert_eq!(history.can(), (false, true));
    history.go_on(true);
    history.act(set("latency", 0.5)).expect("a valid value");
    history.go_on(false);
    assert_eq!(history.can(), (true, false));
}
