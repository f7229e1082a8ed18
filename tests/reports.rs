//! What users of the libraries have reported in public, with the right answer of each as a test. The reports that are
//! sequences of calls are in `tests/vectors/reports.json`.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::time::Duration;

use half_open::link;
use half_open::play::Run;
use half_open::policy::breaker::general::{GeneralBreaker, State};
use half_open::policy::breaker::presets::Preset;
use half_open::policy::breaker::{Outcome, State as Plain};
use half_open::sim::event::Event;
use half_open::time::Instant;

/// The events of a link up to a moment, with their times in ms.
fn events(text: &str, until: u64) -> Vec<(u64, Event)> {
    let parsed = link::parse(text);
    assert!(parsed.complaints.is_empty(), "{text}: {:?}", parsed.complaints);
    let mut run = Run::replay(parsed.tape).expect("a valid link");
    let mut seen = Vec::new();
    run.advance_with(Instant::from_millis(until), 10_000_000, &mut |record| {
        seen.push((record.at.millis(), record.event));
    });
    seen
}

/// When the breaker opened, whatever it was before.
fn openings(text: &str, until: u64) -> Vec<u64> {
    let opened = |event: &Event| matches!(event, Event::Transition(made) if made.to == Plain::Open);
    events(text, until).into_iter().filter(|(_, event)| opened(event)).map(|(at, _)| at).collect()
}

/// opossum, 558: the share is of the calls fired, and ten seconds of refusals thin out a second fault.
#[test]
fn opossum_opens_at_the_first_of_two_faults_and_not_again() {
    for callers in [1, 5] {
        let link =
            format!("#breaker?like=opossum&failure=0&callers={callers}&seed=1&paint=0~12~failure~1;31~33~failure~1");
        assert_eq!(openings(&link, 60_000), [300], "{callers} callers");
        let closed = events(&link, 60_000).into_iter().find_map(|(at, event)| match event {
            Event::Transition(made) if made.to == Plain::Closed => Some(at),
            _ => None,
        });
        assert_eq!(closed, Some(30_600), "{callers} callers");
    }
}

/// A review of NeMo Agent Toolkit, 2158, and cockatiel: a call from before the opening does not decide half-open.
#[test]
fn a_success_from_before_the_opening_does_not_close_cockatiels_half_open_breaker() {
    let at = Instant::from_millis;
    let mut breaker = GeneralBreaker::like(Preset::Cockatiel);
    let slow = breaker.admit(at(0)).decision.expect("closed");
    for _ in 0..5 {
        let permit = breaker.admit(at(1)).decision.expect("closed");
        let _ = breaker.report_after(at(1), permit, Outcome::Failure, Duration::ZERO);
    }
    let probe = breaker.admit(at(10_002)).decision.expect("the probe");
    let _ = breaker.report(at(10_003), slow, Outcome::Success);
    assert_eq!(breaker.state(), State::HalfOpen);
    let _ = breaker.report(at(15_002), probe, Outcome::Success);
    assert_eq!(breaker.state(), State::Closed);
}

/// How many results had come when it first opened, and when that was.
fn opened_after(text: &str, until: u64) -> Option<(usize, u64)> {
    let seen = events(text, until);
    let place = seen.iter().position(|(_, event)| matches!(event, Event::Transition(_)))?;
    let results = seen[..place].iter().filter(|(_, event)| matches!(event, Event::AttemptEnded { .. })).count();
    Some((results, seen[place].0))
}

#[test]
fn the_first_opening_comes_with_the_call_that_the_library_opens_at() {
    let cases = [
        // resilience4j 1349: a minimum of 10 over a window of 5 opens after 5.
        ("#breaker?trip=count&window=5&min=10&rate=0.5&reset=30&probes=5&successes=5&failure=1", Some((5, None))),
        // resilience4j 966: the real default minimum is 100.
        ("#breaker?like=resilience4j&failure=1&latency=0.1&pause=0.1", Some((100, Some(19_900)))),
        // MicroProfile 342: a window of 4, half of them, opens at the fifth.
        ("#breaker?trip=count&window=4&min=4&rate=0.5&failure=1&paint=0~2.3~failure~0", Some((5, Some(3_500)))),
        // opossum 481: a share must be passed. F; S F F; S S F F F.
        ("#breaker?like=opossum&failure=1", Some((1, None))),
        ("#breaker?like=opossum&failure=1&paint=0~0.5~failure~0", Some((3, None))),
        ("#breaker?like=opossum&failure=1&paint=0~1.5~failure~0", Some((5, None))),
        // Polly samples 60: at a ratio of 1, one success of long ago keeps it closed until it has left the window.
        (
            "#breaker?trip=time&span=30&rate=1&min=4&reset=3&failure=1&latency=0.1&pause=0.4&paint=0~0.2~failure~0",
            Some((61, Some(30_100))),
        ),
        (
            "#breaker?trip=time&span=2&rate=1&min=4&reset=3&failure=1&latency=0.1&pause=0.4&paint=0~0.2~failure~0",
            Some((5, Some(2_100))),
        ),
        // cockatiel 64: failures before a long pause have left the lab's window.
        ("#breaker?trip=time&span=5&rate=0.2&min=5&reset=10&failure=1&pause=10", None),
        // opossum in a configuration of its users: half of the calls must be passed; 3 good and 3 bad stay closed.
        ("#breaker?trip=time&span=10&rate=0.5&min=1&above=1&failure=1&paint=0~2~failure~0", Some((7, None))),
        // gobreaker in a configuration of its users: the third failure in total, whatever succeeds between them.
        ("#breaker?trip=total&threshold=3&failure=1&paint=0.5~1~failure~0;1.5~2.5~failure~0", Some((6, None))),
        // cockatiel 91: a limit of 1 %.
        ("#breaker?trip=time&span=30&rate=0.01&min=30&reset=10&failure=1&paint=0~23~failure~0", Some((30, None))),
    ];
    for (text, wanted) in cases {
        let found = opened_after(text, 60_000);
        assert_eq!(found.map(|(results, _)| results), wanted.map(|(results, _)| results), "{text}: {found:?}");
        if let (Some((_, at)), Some((_, Some(wanted)))) = (found, wanted) {
            assert_eq!(at, wanted, "{text}");
        }
    }
}

/// The waits of the reads of a link, by attempt, in ms.
fn waits(text: &str, until: u64) -> Vec<Vec<f64>> {
    let mut waits: Vec<Vec<f64>> = Vec::new();
    for (_, event) in events(text, until) {
        if let Event::Waiting { attempt, delay, .. } = event {
            waits.resize(waits.len().max(attempt as usize - 1), Vec::new());
            waits[attempt as usize - 2].push(delay.total.as_secs_f64() * 1_000.0);
        }
    }
    waits
}

#[test]
fn retries_wait_as_the_reports_expect() {
    let first = |text: &str| waits(text, 700_000).iter().map(|seen| seen[0].round() as u64).collect::<Vec<_>>();
    // tenacity 175: the first wait is the multiplier, not twice that.
    let tenacity = first("#retry?attempts=6&base=0.2&jitter=none&cap=300&failure=1&reads=1");
    assert_eq!(tenacity, [200, 400, 800, 1_600, 3_200]);
    // tenacity 710: nothing times a factor stays nothing; a wait of nothing is no event.
    assert_eq!(first("#retry?attempts=12&base=0&jitter=none&failure=1&reads=1"), [0_u64; 0]);
    // resilience4j 1605: 10 s times 3, four times.
    let minutes = first("#retry?attempts=5&base=10&factor=3&cap=300&jitter=none&failure=1&reads=1");
    assert_eq!(minutes, [10_000, 30_000, 90_000, 270_000]);
    // Polly 2160: 100 ms doubling, at most 10 s.
    let polly = first("#retry?attempts=9&base=0.1&cap=10&jitter=none&failure=1&reads=1");
    assert_eq!(polly, [100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000]);
    // failsafe 115: a jitter larger than the delay gives no negative waits.
    let failsafe = waits("#retry?kind=constant&base=0.1&jitter=share&spread=2&failure=1&attempts=12&reads=200", 60_000);
    assert!(failsafe.iter().flatten().all(|wait| (0.0..=300.0).contains(wait)));
    // tenacity, pull request 703: jitter that is added before the cap is gone at the cap.
    let capped = waits("#retry?attempts=12&base=1&jitter=additive&spread=1&cap=10&failure=1&reads=100", 200_000);
    let different = |seen: &Vec<f64>| seen.iter().map(|wait| wait.to_bits()).collect::<BTreeSet<_>>().len();
    assert!(capped[..4].iter().all(|seen| different(seen) > 90));
    assert!(capped[4..].iter().all(|seen| different(seen) == 1));
}

/// Joist 923 and 593: each bad parameter is named with what is allowed.
#[test]
fn every_bad_parameter_of_a_link_is_named_with_what_is_allowed() {
    let complaints = link::parse("#breaker?threshold=22&nonsense=1&failure=abc&like=akka").complaints;
    assert_eq!(complaints.len(), 4);
    let told: Vec<String> = complaints.iter().map(ToString::to_string).collect();
    for word in ["threshold", "nonsense", "failure", "like", "1 to 20", "0 to 1", "opossum"] {
        assert!(told.iter().any(|told| told.contains(word)), "{word} in {told:?}");
    }
}
