//! What holds for the policies, whatever their settings, their calls and their times: a file a policy.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[path = "common/cases.rs"]
mod cases;

mod properties {
    mod allowances;
    mod backoff;
    mod batch_work;
    mod both_breakers;
    mod breaker_calls;
    mod bulkhead;
    mod chaos;
    mod degrade;
    mod fallback;
    mod general_breaker;
    mod general_settings;
    mod general_window;
    mod health;
    mod hedge;
    mod layers;
    mod limit_layers;
    mod overload;
    mod plain_breaker;
    mod plan;
    mod pool;
    mod rate_limit;
    mod retry;
    mod retry_layers;
    mod schedule;
    mod selection;
    mod share;
    mod strategies;
    mod threads;
    mod timeout;
}
