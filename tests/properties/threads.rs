//! Each policy may be put behind a lock and used by many threads.

use half_open::policy::backoff::{Backoff, schedule::Schedule};
use half_open::policy::batch_processor::Processor;
use half_open::policy::breaker::general::GeneralBreaker;
use half_open::policy::breaker::{Breaker, Permit};
use half_open::policy::bulkhead::{Bulkhead, resources::Bulkheads};
use half_open::policy::cache::Cache;
use half_open::policy::chaos::Chaos;
use half_open::policy::dead_letter::DeadLetters;
use half_open::policy::degrade::Batch;
use half_open::policy::fallback::Ladder;
use half_open::policy::health::{ServiceHealth, Watch};
use half_open::policy::hedge::Hedge;
use half_open::policy::pool::Pool;
use half_open::policy::rate_limit::{Gcra, TokenBucket};
use half_open::policy::restart::Process;
use half_open::policy::retry::Retry;
use half_open::policy::retry::adaptive::Adaptive;
use half_open::policy::retry::plan::Plan;
use half_open::policy::retry::selection::Selection;
use half_open::policy::retry_budget::RetryBudget;
use half_open::policy::retry_quota::RetryQuota;
use half_open::policy::shed::Shedder;
use half_open::policy::throttle::Throttle;
use half_open::policy::timeout::Timeout;
use half_open::policy::token_retry::TokenRetry;

/// Compiles for what may go to another thread and be looked at by several.
const fn shared<T: Send + Sync>() {}

#[test]
fn every_policy_may_go_to_another_thread() {
    shared::<(Backoff, Schedule, Retry, Plan, Adaptive, Selection)>();
    shared::<(Breaker, Permit, GeneralBreaker)>();
    shared::<(RetryBudget, RetryQuota, TokenRetry, Timeout, Hedge)>();
    shared::<(Bulkhead, Bulkheads, Pool, Gcra, TokenBucket, Throttle, Shedder)>();
    shared::<(Cache<u8, u8>, Ladder, DeadLetters<u8>, Processor<u8>, Batch<u8>, Process)>();
    shared::<(Chaos, ServiceHealth, Watch)>();
}
