//! Lit lines of the clinic's mistakes, and of the policies that are set wrongly there.

use half_open::labs::clinic::code::{
    ADMITTED, AGAIN, ALERTED, CLOSED, COUNTED, CRASHED, EXHAUSTED, GUARD, LEAKED, MISTAKES, MOVED, NEVER_REOPENS,
    NO_HALF_OPEN, NO_LOCK, OPENED, PROBE, REFUSED, REOPENED,
};
use half_open::play::code::Rule;

use crate::check;

#[test]
fn each_mistake_lights_its_line() {
    let breaker = "mistakes/breaker.rs";
    check(
        &MISTAKES,
        &[
            ("#clinic?case=1", ADMITTED, "call 2", breaker, "State::Closed => effects.push(Effect::Forward),"),
            ("#clinic?case=1", COUNTED, "1 of 5", breaker, "self.now.failures = seen.failures + 1;"),
            (
                "#clinic?case=1",
                OPENED,
                "5 >= 5",
                breaker,
                "self.turn(at, State::Open, Cause::Row { failures, threshold }, effects);",
            ),
            (
                "#clinic?case=1",
                REFUSED,
                "11 < 11.6",
                breaker,
                "effects.push(Effect::Refuse(Rejection { reason, retry_at }));",
            ),
            (
                "#clinic?case=1",
                PROBE,
                "1 under way, no lease",
                breaker,
                "let probe = Event::ProbeStarted { call: at.call, under_way: 1, lease_until: Instant::MAX };",
            ),
            (
                "#clinic?case=1",
                NO_LOCK,
                "1 under way, no lease",
                breaker,
                "if self.fault == Fault::NoLock { self.before.1 } else { self.now }",
            ),
            (
                "#clinic?case=1",
                REOPENED,
                "open until 13.6",
                breaker,
                "State::HalfOpen => self.turn(at, State::Open, Cause::ProbeFailed, effects),",
            ),
            (
                "#clinic?case=1",
                CLOSED,
                "1 succeeded",
                breaker,
                "self.turn(at, State::Closed, Cause::ProbesSucceeded { successes: 1 }, effects);",
            ),
            (
                "#clinic?case=2",
                NO_HALF_OPEN,
                "11.25 - 9.1 >= 2",
                breaker,
                "return self.turn(at, State::Closed, over, effects);",
            ),
            ("#clinic?case=8", NEVER_REOPENS, "0 of 5", breaker, "effects.push(Effect::Emit(self.counted(at, 0)));"),
            ("#clinic?case=4", CRASHED, "", "mistakes/crash.rs", "self.until = at.now.after(self.down);"),
            ("#clinic?case=23", LEAKED, "", "mistakes/leak.rs", "self.leaked += 1;"),
            (
                "#clinic?case=23",
                EXHAUSTED,
                "",
                "mistakes/leak.rs",
                "return effects.push(Effect::Reject(self.decided(at, EXHAUSTED)));",
            ),
        ],
    );
}

#[test]
fn the_real_policies_light_theirs() {
    let visits = "clinic/visits.rs";
    check(
        &GUARD,
        &[
            ("#clinic?case=6&first=alert", ALERTED, "", visits, "self.alerted = true;"),
            ("#clinic?case=6&first=alert", MOVED, "", visits, "self.moved = true;"),
        ],
    );
    check(
        &AGAIN,
        &[(
            "#clinic?case=10&first=backoff",
            Rule::AGAIN,
            "2",
            "retry/mod.rs",
            "Next::Again { attempt: course.attempt, delay }",
        )],
    );
}
