//! The sources that the storm lab's runs go through: a retry with its backoff, and what all retries draw on.

use super::World;
use crate::decimal::short;
use crate::play::Settings;
use crate::play::code::source::source;
use crate::play::code::{File, Listing, Rule, rule};
use crate::sim::event::{Decided, Event, Record};
use crate::sim::layer::optimistic;

/// A retry budget allows a retry.
pub const BUDGET_GRANTED: Rule = Rule::new("budget-granted");
/// It does not.
pub const BUDGET_REFUSED: Rule = Rule::new("budget-refused");
/// A quota pays for a retry.
pub const QUOTA_GRANTED: Rule = Rule::new("quota-granted");
/// It can't.
pub const QUOTA_REFUSED: Rule = Rule::new("quota-refused");
/// A token is there for a retry.
pub const TOKENS_GRANTED: Rule = Rule::new("tokens-granted");
/// None is.
pub const TOKENS_REFUSED: Rule = Rule::new("tokens-refused");
/// A retry breaker is closed.
pub const BREAKER_GRANTED: Rule = Rule::new("retries-granted");
/// It is open.
pub const BREAKER_REFUSED: Rule = Rule::new("retries-refused");
/// A write counts.
pub const WRITTEN: Rule = Rule::new("written");
/// It came too late.
pub const CONFLICT: Rule = Rule::new("conflict");

const RETRY: File = source!("retry/mod.rs", "policy/retry/mod.rs");
const BACKOFF: File = source!("backoff/mod.rs", "policy/backoff/mod.rs");
const LAYER: File = source!("layer/retry.rs", "sim/layer/retry.rs");

/// A retry alone.
pub static PLAIN: Listing = Listing {
    key: "storm",
    files: &[RETRY, BACKOFF, LAYER],
    named: rule::of_retry,
    shown: |_, _| None,
    numbers: |_, _| None,
};
/// With a budget.
pub static BUDGET: Listing = Listing {
    key: "storm-budget",
    files: &[RETRY, BACKOFF, LAYER, source!("retry_budget.rs", "policy/retry_budget.rs")],
    named: |event, before, settings| named("retry_budget", event, before, settings),
    ..DECIDED
};
/// With a quota.
pub static QUOTA: Listing = Listing {
    key: "storm-quota",
    files: &[RETRY, BACKOFF, LAYER, source!("retry_quota.rs", "policy/retry_quota.rs")],
    named: |event, before, settings| named("retry_quota", event, before, settings),
    ..DECIDED
};
/// With tokens.
pub static TOKENS: Listing = Listing {
    key: "storm-tokens",
    files: &[RETRY, BACKOFF, LAYER, source!("token_retry.rs", "policy/token_retry.rs")],
    named: |event, before, settings| named("retry_tokens", event, before, settings),
    ..DECIDED
};
/// With a breaker for retries.
pub static BREAKER: Listing = Listing {
    key: "storm-breaker",
    files: &[RETRY, BACKOFF, LAYER, source!("retry_breaker.rs", "policy/retry_breaker.rs")],
    named: |event, before, settings| named("retry_breaker", event, before, settings),
    ..DECIDED
};
/// Before a row that all want to write.
pub static CONTENTION: Listing = Listing {
    key: "storm-contention",
    files: &[RETRY, BACKOFF, LAYER, source!("optimistic.rs", "policy/optimistic.rs")],
    named: |event, before, settings| named(optimistic::NAME, event, before, settings),
    ..DECIDED
};

/// What those have in common whose decisions describe themselves.
const DECIDED: Listing = Listing { key: "", files: &[], named: rule::of_retry, shown: |_, _| None, numbers };

pub(super) static LISTINGS: [&Listing; 6] = [&PLAIN, &BUDGET, &QUOTA, &TOKENS, &BREAKER, &CONTENTION];

/// The one of the settings.
pub(super) fn listing(settings: &Settings) -> Option<&'static Listing> {
    Some(match settings.choice("budget") {
        "budget" => &BUDGET,
        "quota" => &QUOTA,
        "tokens" => &TOKENS,
        "breaker" => &BREAKER,
        _ if World::of(settings) == World::Contention => &CONTENTION,
        _ => &PLAIN,
    })
}

/// The rules of the retry, and of the one policy beside it that the listing shows: a run may have had another before.
fn named(policy: &str, event: &Event, before: Option<&Event>, settings: &Settings) -> Vec<Rule> {
    match event {
        Event::Decided(decided) => decided_by(decided).filter(|_| decided.policy == policy).into_iter().collect(),
        _ => rule::of_retry(event, before, settings),
    }
}

fn decided_by(decided: &Decided) -> Option<Rule> {
    Some(match (decided.policy, decided.rule) {
        ("retry_budget", "granted") => BUDGET_GRANTED,
        ("retry_budget", _) => BUDGET_REFUSED,
        ("retry_quota", "granted") => QUOTA_GRANTED,
        ("retry_quota", _) => QUOTA_REFUSED,
        ("retry_tokens", "granted") => TOKENS_GRANTED,
        ("retry_tokens", _) => TOKENS_REFUSED,
        ("retry_breaker", "granted") => BREAKER_GRANTED,
        ("retry_breaker", _) => BREAKER_REFUSED,
        (optimistic::NAME, optimistic::WRITTEN) => WRITTEN,
        (optimistic::NAME, _) => CONFLICT,
        _ => return None,
    })
}

/// What a decision tells of itself; and in contention, where attempts have no limit, their number alone.
fn numbers(record: &Record, rule: Rule) -> Option<String> {
    match (&record.event, rule) {
        (Event::Decided(decided), _) => {
            let number = |(name, value): &(&str, f64)| format!("{name} {}", short(*value, 2));
            Some(decided.numbers.iter().map(number).collect::<Vec<_>>().join(", "))
        }
        (Event::Waiting { attempt, .. } | Event::AttemptStarted { attempt, .. }, Rule::AGAIN) => {
            Some(format!("attempt {attempt}"))
        }
        _ => None,
    }
}
