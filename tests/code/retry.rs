//! Lit lines of the retry and of each part of a wait.

use half_open::labs::retry;
use half_open::labs::steps;
use half_open::play::code::Rule;
use half_open::sim::input::{Action, Value};
use half_open::time::Instant;

use crate::{PLENTY, at, check};

#[test]
fn each_decision_of_the_retry_and_each_part_of_a_wait_light_their_lines() {
    let (retry, backoff, layer) = ("retry/mod.rs", "backoff/mod.rs", "layer/retry.rs");
    check(
        &retry::code::LISTING,
        &[
            ("#retry?seed=7", Rule::AGAIN, "attempt 2 of 4", retry, "Next::Again { attempt: course.attempt, delay }"),
            ("#retry?failure=1&seed=7", Rule::EXHAUSTED, "4 >= 4", retry, "if course.attempt >= self.attempts {"),
            (
                "#retry?failure=0&seed=7",
                Rule::SUCCESS,
                "attempt 1",
                layer,
                "return effects.push(Effect::Reply(outcome));",
            ),
            (
                "#retry?jitter=none&base=0&failure=1",
                Rule::AT_ONCE,
                "no wait",
                layer,
                "Next::Again { .. } => effects.push(Effect::Forward),",
            ),
            (
                "#retry?kind=constant&jitter=none&failure=1",
                Rule::GROWTH_CONSTANT,
                "0.2",
                backoff,
                "Growth::Constant => base,",
            ),
            (
                "#retry?kind=linear&jitter=none&failure=1",
                Rule::GROWTH_LINEAR,
                "0.2",
                backoff,
                "Growth::Linear => base.saturating_mul(retry),",
            ),
            (
                "#retry?jitter=none&failure=1",
                Rule::GROWTH_EXPONENTIAL,
                "0.2",
                backoff,
                "Growth::Exponential { factor } => span(nanos(base) as f64 * power(factor, retry - 1)),",
            ),
            (
                "#retry?base=0&failure=1",
                Rule::GROWTH_OF_NOTHING,
                "0",
                backoff,
                "Growth::Exponential { .. } if base.is_zero() => Duration::ZERO,",
            ),
            (
                "#retry?jitter=none&failure=1",
                Rule::JITTER_NONE,
                "0.2",
                backoff,
                "Jitter::None => self.longer(grown, Duration::ZERO),",
            ),
            (
                "#retry?failure=1&seed=7",
                Rule::JITTER_ADDITIVE,
                "0.2 + 0.135 = 0.335",
                backoff,
                "Jitter::Additive { spread } => self.longer(grown, part_of(spread, random)),",
            ),
            (
                "#retry?jitter=full&failure=1&seed=7",
                Rule::JITTER_FULL,
                "0.2 - 0.146 = 0.054",
                backoff,
                "Jitter::Full => self.shorter(grown, planned - part_of(planned, random)),",
            ),
            (
                "#retry?jitter=equal&failure=1&seed=7",
                Rule::JITTER_EQUAL,
                "0.2 - 0.073 = 0.127",
                backoff,
                "self.shorter(grown, planned - half - part_of(planned - half, random))",
            ),
            (
                "#retry?jitter=decorrelated&failure=1&seed=7",
                Rule::JITTER_DECORRELATED,
                "0.2 + 0.108 = 0.308",
                backoff,
                "self.longer(self.base, part_of(greatest.saturating_sub(self.base), random))",
            ),
            (
                "#retry?jitter=share&failure=1&seed=7",
                Rule::JITTER_SHARE,
                "0.2 - 0.046 = 0.154",
                backoff,
                "let turn = 2.0 * random - 1.0;",
            ),
            ("#retry?jitter=none&failure=1&base=1&cap=0.5", Rule::CAP, "0.5 at most", backoff, "wanted.min(self.cap)"),
            (
                "#retry?jitter=none&failure=1&floor=1",
                Rule::FLOOR,
                "1",
                backoff,
                "self.lucky(retry, previous, random).at_least(self.floor)",
            ),
            (
                "#retry?jitter=none&failure=1&mix=rate-limited:1&after=2",
                Rule::ASKED,
                "2",
                layer,
                "let delay = delay.at_least(asked);",
            ),
        ],
    );
}

#[test]
fn a_wait_lights_the_rule_that_made_it_also_after_the_rule_was_changed() {
    let mut run = at("#retry?failure=1&jitter=full&seed=7", 300);
    let before = steps(&run, 3);
    assert_eq!(before[0].rule(), Some(Rule::JITTER_FULL));
    run.act(Action::Set { key: "jitter", value: Value::Choice(3) }).expect("a valid setting");
    assert_eq!(steps(&run, 3), before, "what was decided stays as it was");
    run.advance(Instant::from_millis(1_000), PLENTY);
    assert_eq!(steps(&run, 1)[0].rule(), Some(Rule::JITTER_EQUAL));
}
