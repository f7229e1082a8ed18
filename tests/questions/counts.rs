//! Questions count as the engine counts, in nanoseconds: where a quotient of floats falls short of a whole number, too.

use half_open::labs::batch;
use half_open::labs::batch::NAMES;
use half_open::link;
use half_open::play::{Run, Tape, Value};
use half_open::question::{Answer, Asked, Kind, Question};
use half_open::words::grouped;

fn tape(link: &str) -> Tape {
    let parsed = link::parse(link);
    assert_eq!(parsed.complaints, [], "{link}");
    parsed.tape
}

fn question(tape: &Tape, number: usize) -> &'static Question {
    &tape.scenario.lab.tooling().questions[number - 1]
}

/// The greatest number that can be guessed.
fn most(asked: &Asked) -> f64 {
    match &asked.kind {
        Kind::Number { max, .. } => *max,
        Kind::Curve(axes) => axes.max,
        other => panic!("{other:?} has no greatest number"),
    }
}

#[test]
fn a_pause_of_six_tenths_goes_fifty_times_into_half_a_minute() {
    let mut tape =
        tape("#breaker?latency=0&seed=28&in=5.367~threshold~16;11.886~rate~0.3&paint=4.459~11.132~failure~0.0806~0");
    // As a float this is 0.6000000000000001, into which 30 goes only 49 times.
    tape.scenario.settings.set("pause", Value::Number(0.1 * 6.0));
    let question = question(&tape, 2);
    let asked = question.asked_of(&tape);
    let mut run = Run::replay(tape).expect("a valid run");
    run.advance(question.decided_at(), usize::MAX);
    let outcome = question.decide(&run).expect("an outcome").outcome;
    assert_eq!(outcome, Answer::Number(51.0), "one at the start, and one after each pause");
    assert_eq!(most(&asked), 60.0, "rounded up to tens");
    assert!(asked.allows(&outcome));
}

#[test]
fn a_slot_of_two_seconds_holds_as_many_turns_as_end_in_it() {
    for (link, turns) in [
        ("#breaker?latency=0.1&pause=0.1", 10),
        ("#breaker?latency=0.1&pause=0.2", 7),
        ("#breaker?latency=0.2&pause=0.4", 4),
        ("#breaker?latency=0&pause=0", 2_000_u64),
        ("#breaker?latency=0&pause=0.0004", 2_000),
        ("#breaker?latency=0.000512&pause=0.002048", 782),
    ] {
        let tape = tape(link);
        let asked = question(&tape, 4).asked_of(&tape);
        let told = format!("A caller makes up to {} calls in 2 s.", grouped(turns));
        assert!(asked.prompt.starts_with(&told), "{}", asked.prompt);
        assert_eq!(most(&asked), (turns * 6).div_ceil(5) as f64, "a fifth of room above");
    }
}

/// The number of the batch that is read last, as the run has it.
fn last_batch(run: &Run, until: u64) -> u64 {
    let Some(picture) = run.picture().of::<batch::Picture>() else { panic!("the batch lab") };
    picture
        .finished_batches
        .iter()
        .filter(|batch| batch.ended.millis() <= until)
        .map(|batch| batch.number)
        .max()
        .unwrap_or(0)
}

#[test]
fn batches_are_numbered_as_the_run_numbers_them() {
    // 8.7 / 0.1 is 86.99999999999999 in floats, 0.7 / 0.1 is 6.999999999999999.
    for (every, killed, read) in [("0.1", "0.7", 88), ("0.05", "0.7", 175), ("0.058", "1", 151), ("0.116", "1.5", 76)] {
        let link = format!("#batch?failures=0,0,0,0,0&latency=0&every={every}&in={killed}~kill~{}", NAMES[3]);
        let tape = tape(&link);
        let question = question(&tape, 6);
        let asked = question.asked_of(&tape);
        let mut run = Run::replay(tape).expect("a valid run");
        run.advance(question.decided_at(), usize::MAX);
        assert_eq!(last_batch(&run, 8_700), read, "{link}");
        assert!(
            asked.prompt.ends_with(&format!("What is shown for S3 after batch {read}?")),
            "{link}: {}",
            asked.prompt
        );
    }
    let of = |link: &str| {
        let tape = tape(link);
        question(&tape, 6).asked_of(&tape).prompt
    };
    let told = of("#batch?failures=0,0,0,0,0&latency=0&every=0.1&in=0.7~kill~S3");
    assert!(told.starts_with("S3 gives a value in batch 8 and then no more"), "{told}");
}

#[test]
fn all_calls_are_surely_made_when_the_last_ends_at_the_very_moment() {
    // Each of 300 calls takes 0.1 s, so the last one ends at 30 s, where the question is decided.
    for (link, told) in [
        ("#breaker?latency=0&pause=0.1&calls=300", "How many of 300 calls reach the service?"),
        ("#breaker?latency=0.1&pause=0&calls=300", "How many of 300 calls reach the service?"),
        ("#breaker?latency=0&pause=0&calls=10000", "How many of 10,000 calls reach the service?"),
        ("#breaker?latency=0&pause=0.1&calls=301", "How many calls reach the service in 30 s?"),
    ] {
        let tape = tape(link);
        let asked = question(&tape, 2).asked_of(&tape);
        assert!(asked.prompt.ends_with(told), "{link}: {}", asked.prompt);
    }
}
