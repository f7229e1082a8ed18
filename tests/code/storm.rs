//! Lit lines of what all retries draw on, and of a row that all want to write.

use half_open::labs::storm::code;

use crate::check;

#[test]
fn each_decision_about_a_retry_and_about_a_write_lights_its_line() {
    let load = |budget: &str| {
        let link = format!("#storm?world=load&capacity=10&blip=3&attempts=4&base=0.1&jitter=full&budget={budget}");
        &*Box::leak(link.into_boxed_str())
    };
    let (granted, refused) =
        ("Ok(Withdrawn { left: (balance - withdrawal) / withdrawal })", "return Err(Refused { balance, withdrawal });");
    check(
        &code::BUDGET,
        &[
            (load("budget"), code::BUDGET_GRANTED, "left 42", "retry_budget.rs", granted),
            (load("budget"), code::BUDGET_REFUSED, "balance 8000, cost 10000", "retry_budget.rs", refused),
        ],
    );
    check(
        &code::QUOTA,
        &[
            (load("quota"), code::QUOTA_GRANTED, "cost 10, left 490", "retry_quota.rs", "self.left -= tokens;"),
            (
                load("quota"),
                code::QUOTA_REFUSED,
                "cost 10, left 0",
                "retry_quota.rs",
                "return Err(Refused { cost: tokens, left: self.left });",
            ),
        ],
    );
    check(
        &code::TOKENS,
        &[
            (load("tokens"), code::TOKENS_GRANTED, "left 4", "token_retry.rs", "self.parts = left;"),
            (
                load("tokens"),
                code::TOKENS_REFUSED,
                "left 0",
                "token_retry.rs",
                "None => Err(Refused { tokens: self.tokens() }),",
            ),
        ],
    );
    check(
        &code::BREAKER,
        &[
            (load("breaker"), code::BREAKER_GRANTED, "failures 1, calls 431", "retry_breaker.rs", "Ok(())"),
            (
                load("breaker"),
                code::BREAKER_REFUSED,
                "failures 48, calls 478",
                "retry_breaker.rs",
                "return Err(Open { failures: self.failures, calls: self.calls });",
            ),
        ],
    );
    let all = "#storm?world=contention&kind=constant&base=0";
    check(
        &code::CONTENTION,
        &[
            (all, code::WRITTEN, "read 0, present 1", "optimistic.rs", "self.version += 1;"),
            (
                all,
                code::CONFLICT,
                "read 0, present 1",
                "optimistic.rs",
                "return Err(Conflict { read, present: self.version });",
            ),
        ],
    );
}
