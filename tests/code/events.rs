//! Lit lines of decisions that no link brings about: policies can decide so all the same, so their events are built here.

use core::time::Duration;

use half_open::labs::{breaker, retry};
use half_open::play::Settings;
use half_open::play::code::{Listing, Rule};
use half_open::play::spec::Kind;
use half_open::policy::FailureKind;
use half_open::policy::breaker::general::{Close, Lease, Slow, Trip};
use half_open::policy::breaker::presets::Preset;
use half_open::policy::breaker::{Outcome, RejectReason, Rejection, State};
use half_open::policy::retry::Reason;
use half_open::policy::share::Share;
use half_open::sim::event::breaker::{Cause, Progress, Transition};
use half_open::sim::event::{CallId, CallOutcome, Event, Luck};
use half_open::time::Instant;

use crate::place;

const CALL: CallId = CallId { caller: 0, number: 1 };

/// The rules of a single event with the lab's own settings.
fn of(listing: &'static Listing, event: &Event) -> Vec<Rule> {
    (listing.named)(event, None, &Settings::new(breaker::LAB.specs))
}

/// Each event names one rule, and the line of that rule is the one given.
fn check(listing: &'static Listing, rows: &[(Event, &str)]) {
    for (event, text) in rows {
        let named = of(listing, event);
        assert_eq!(named.len(), 1, "{text}");
        assert_eq!(place(listing, named[0]).1, *text);
    }
}

fn refused(reason: RejectReason) -> Event {
    let rejection = Rejection { reason, retry_at: None };
    let luck = Luck { draw: 0.5, rate: 0.5, trouble: None, kind: FailureKind::Connection };
    Event::Refused { call: CALL, attempt: 1, rejection, saved: Duration::ZERO, luck }
}

fn changed(cause: Cause) -> Event {
    let (from, to) = (State::Closed, State::ForcedOpen);
    Event::Transition(Transition { at: Instant::ZERO, from, to, cause, probe_at: None, call: Some(CALL) })
}

fn ended(reason: Option<Reason>) -> Event {
    let outcome = CallOutcome::Failed { kind: FailureKind::Bug, reason };
    Event::CallEnded { call: CALL, attempts: 1, outcome }
}

fn ignored() -> Event {
    Event::Counted { call: CALL, outcome: Outcome::Ignored, progress: Progress::Forced }
}

#[test]
fn decisions_that_no_lab_brings_about_light_their_lines() {
    check(
        &breaker::code::PLAIN,
        &[
            (
                refused(RejectReason::ProbesUsed),
                "Probes::InAll(_) | Probes::InAllEvenIfStuck(_) => (self.used, RejectReason::ProbesUsed),",
            ),
            (
                refused(RejectReason::ForcedOpen),
                "Phase::ForcedOpen => Err(Rejection { reason: RejectReason::ForcedOpen, retry_at: None }),",
            ),
            (changed(Cause::Forced), "transitions.push(self.enter(self.seen, Phase::ForcedOpen, Cause::Forced));"),
            (changed(Cause::Reset), "transitions.push(self.close(self.seen, Cause::Reset));"),
            (ignored(), "Outcome::Ignored if self.settings.ignored == IgnoredCounts::Neutral => None,"),
        ],
    );
    let not_retried = Reason::NotRetried { kind: FailureKind::Bug };
    check(&retry::code::LISTING, &[(ended(Some(not_retried)), "return Next::GiveUp(Reason::NotRetried { kind });")]);
    assert_eq!(of(&retry::code::LISTING, &ended(None)), []);
}

#[test]
fn decisions_of_the_general_breaker_that_no_lab_brings_about_light_their_lines() {
    let half = Share::percent(50);
    let lease = Cause::LeaseExpired { issued: Instant::ZERO, lease: Duration::from_secs(1) };
    check(
        &breaker::code::GENERAL,
        &[
            (
                refused(RejectReason::ForcedOpen),
                "Err(Rejection { state, reason: RejectReason::ForcedOpen, retry_at: None, waits: false })",
            ),
            (changed(Cause::Forced), "transitions.push(self.enter(self.seen, phase, Cause::ByHand));"),
            (changed(Cause::Reset), "transitions.push(self.close(Cause::ByHand));"),
            (changed(lease), "(lease.until, Cause::LeaseExpired { issued: lease.issued, lease: lasted })"),
            (
                changed(Cause::Slow { slow: 1, calls: 1, rate: half }),
                "let slow = self.slow.filter(|slow| compare.met(slow.rate, found.slow, calls))?;",
            ),
            (
                changed(Cause::Faded { required: half }),
                "(failed && found.judged() >= u64::from(min_calls) && rate < required.fraction())",
            ),
            (ignored(), "(false, _) => Effect::Ignored,"),
        ],
    );
}

/// Why no link brings them about: the labs force nothing by hand and no other policy stands within the breaker. Of the
/// breakers to behave like, none has a lease or a rate that fades, and a call is slow only after the longest that a
/// service takes.
#[test]
fn no_breaker_to_behave_like_has_a_lease_a_fading_rate_or_a_reachable_slow_call() {
    let settings = Settings::new(breaker::LAB.specs);
    let longest = settings.spec("latency").and_then(|spec| match spec.kind {
        Kind::Number { max, .. } => Some(Duration::from_secs_f64(max)),
        _ => None,
    });
    let longest = longest.expect("a number of seconds");
    let reachable = |slow: Option<Slow>| slow.is_some_and(|slow| slow.longer_than < longest);
    for preset in Preset::ALL {
        let rules = preset.settings();
        assert_eq!(rules.half_open.lease, Lease::EndlessEvenIfStuck, "{preset:?}");
        assert!(!matches!(rules.half_open.close, Close::Sample { slow, .. } if reachable(slow)), "{preset:?}");
        for trip in rules.trips {
            assert!(!matches!(trip, Trip::SuccessRate { .. }), "{preset:?}");
            let (Trip::CountWindow { rate, .. } | Trip::TimeWindow { rate, .. } | Trip::Tumbling { rate, .. }) = trip
            else {
                continue;
            };
            assert!(!reachable(rate.slow), "{preset:?}");
        }
    }
}
