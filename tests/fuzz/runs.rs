//! Any run plays, and in any portions it is the same run.

use half_open::link;
use half_open::play::{Run, explain};
use half_open::sim::input::Lane;
use half_open::time::Instant;

use super::text::link;
use crate::same_run::{assert_shows_the_same, millis};
use crate::texts::texts;

/// This many steps of a run are played, or its first 40 s.
const STEPS: usize = 20_000;

fn holds(text: &str) {
    let read = link::parse(text);
    assert_eq!(read.complaints, []);
    let tape = read.tape;
    let mut run = Run::replay(tape.clone()).expect("the table allows only valid settings");
    run.advance(millis(40_000), STEPS);
    // What belongs to the last moment has happened, too.
    let now = run.now();
    run.advance(now, usize::MAX);
    for lane in Lane::ALL.into_iter().filter_map(|lane| run.lane(lane)) {
        let lines = explain::lines(lane, 50);
        assert!(lines.iter().all(|line| !line.head.is_empty()));
        assert!(lines.windows(2).all(|pair| pair[0].at >= pair[1].at), "time goes back");
        assert!(lane.inputs().all(|input| input.at <= now), "an input before its time");
        let told = lane.facts().into_iter().flat_map(|fact| [fact.label, fact.expected, fact.seen]);
        for text in told.chain(lines.into_iter().map(|line| line.head)) {
            assert!(!["NaN", "inf "].iter().any(|odd| text.contains(odd)), "{text}");
        }
    }
    let mut other = Run::replay(tape).expect("valid, as before");
    let mut goal = Instant::ZERO;
    while goal < now {
        goal = Instant::from_nanos(goal.nanos() + 777_777_777).min(now);
        while !other.advance(goal, 97) {}
    }
    assert_shows_the_same(&run, &other);
}

#[test]
fn any_run_plays_and_is_the_same_in_any_portions() {
    texts(file!(), 150, link(), holds);
}
