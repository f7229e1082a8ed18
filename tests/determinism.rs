//! A run is its seed plus its inputs: the same twice, the same in small steps, and the same as was recorded.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "common/digest.rs"]
mod digest;
#[path = "common/links.rs"]
mod links;

use digest::{GOLDEN, digest, table};
use half_open::link;
use half_open::play::Run;
use half_open::time::Instant;
use links::LINKS;

/// `tests/web.rs` compares the same table in Chromium. After an intended change: `UPDATE_GOLDENS=1 cargo test`.
#[test]
fn every_link_gives_the_recorded_events() {
    let table = table();
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/goldens/runs.txt"), &table)
            .unwrap_or_else(|error| panic!("the golden could not be written: {error}"));
        return;
    }
    for (ours, theirs) in table.lines().zip(GOLDEN.lines()) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(table.lines().count(), GOLDEN.lines().count());
}

#[test]
fn the_same_link_gives_the_same_events_twice() {
    for (link, seconds) in LINKS {
        assert_eq!(digest(link, *seconds), digest(link, *seconds));
    }
}

#[test]
fn the_size_of_the_steps_changes_nothing() {
    for (link, seconds) in LINKS {
        let mut once = Run::replay(link::parse(link).tape).expect("a valid link");
        let mut often = once.clone();
        let end = Instant::from_millis(seconds * 1_000);
        assert!(once.advance(end, 10_000_000));
        // Steps of 17 ms, about a frame, with a small budget that is used up now and then.
        let mut at = Instant::ZERO;
        while at < end {
            at = Instant::from_millis(at.millis() + 17).min(end);
            while !often.advance(at, 7) {}
        }
        assert_eq!(once.picture(), often.picture(), "{link}");
        assert_eq!(once.log().total(), often.log().total(), "{link}");
    }
}

#[test]
fn a_clone_goes_on_as_the_original_would() {
    for (link, seconds) in LINKS {
        let mut run = Run::replay(link::parse(link).tape).expect("a valid link");
        run.advance(Instant::from_millis(seconds * 300), 10_000_000);
        let mut copy = run.clone();
        let end = Instant::from_millis(seconds * 1_000);
        run.advance(end, 10_000_000);
        copy.advance(end, 10_000_000);
        assert_eq!(run.picture(), copy.picture(), "{link}");
    }
}

#[test]
fn a_replayed_tape_gives_the_run_that_was_played() {
    use half_open::sim::input::{Action, Value};
    let mut played = Run::new(link::parse("#breaker?seed=99").tape.scenario).expect("a valid link");
    for (millis, action) in [
        (1_234, Action::Set { key: "failure", value: Value::Number(1.0) }),
        (1_234, Action::Set { key: "threshold", value: Value::Number(5.0) }),
        (9_000, Action::Kill { service: 1 }),
        (21_001, Action::Recover { service: 1 }),
        (21_001, Action::Set { key: "failure", value: Value::Number(0.0) }),
    ] {
        played.advance(Instant::from_millis(millis), 1_000_000);
        played.act(action).expect("a valid action");
    }
    played.advance(Instant::from_millis(60_000), 1_000_000);
    let text = link::write(played.tape(), &link::View::default());
    let mut replayed = Run::replay(link::parse(&text).tape).expect("a valid link");
    replayed.advance(Instant::from_millis(60_000), 1_000_000);
    assert_eq!(played.picture(), replayed.picture(), "{text}");
    assert_eq!(played.settings(), replayed.settings());
}
