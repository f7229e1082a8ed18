//! Lit lines of a stack: what only layers in an order decide.

use half_open::labs::stack::code::{AWAITED, CANCELLED, EXPIRED, LEFT_RUNNING, LISTING, REPLACED};
use half_open::labs::steps;
use half_open::play::code::Rule;

use crate::{at, check};

#[test]
fn each_decision_of_a_layer_lights_its_line() {
    let (retry, layer, deadline) = ("retry/mod.rs", "layer/retry.rs", "layer/deadline.rs");
    check(
        &LISTING,
        &[
            (
                "#stack?failure=0",
                EXPIRED,
                "0.3 s",
                "timeout.rs",
                "(now >= self.at).then(|| Expired { limit: self.at.since(self.started), waited: now.since(self.started) })",
            ),
            ("#stack?failure=0", CANCELLED, "call 4, attempt 1", deadline, "Late::Cancelled => Effect::CancelInner,"),
            (
                "#stack?failure=0&expired=leave",
                LEFT_RUNNING,
                "call 4, attempt 1",
                deadline,
                "Late::Counted => Effect::Emit(Event::Decided(at.decided(",
            ),
            (
                "#stack?failure=0&expired=await",
                AWAITED,
                "call 4, attempt 1",
                deadline,
                "Late::AwaitedAllTheSame => return effects.push(Effect::Emit(timed_out)),",
            ),
            (
                "#stack?failure=0",
                REPLACED,
                "call 4",
                "layer/fallback.rs",
                "effects.push(Effect::Reply(failure_kind(outcome).map_or(outcome, |kind| CallOutcome::FellBack { kind })));",
            ),
            ("#stack?failure=0", Rule::EXHAUSTED, "4 of its own", retry, "if course.attempt >= self.attempts {"),
            (
                "#stack?failure=0&base=0",
                Rule::AT_ONCE,
                "no wait",
                layer,
                "Next::Again { .. } => effects.push(Effect::Forward),",
            ),
            (
                "#stack?failure=0&refusals=final",
                Rule::NOT_RETRIED,
                "call 4",
                retry,
                "return Next::GiveUp(Reason::NotRetried { kind });",
            ),
            ("#stack?failure=0", Rule::SUCCESS, "call 1", layer, "return effects.push(Effect::Reply(outcome));"),
            ("#stack?failure=0", Rule::ADMITTED, "call 1", "breaker/mod.rs", "Phase::Closed(_) => Ok(None),"),
        ],
    );
}

#[test]
fn where_no_layer_stands_nothing_decides() {
    assert_eq!(steps(&at("#stack?order=none", 20_000), 6), []);
}
