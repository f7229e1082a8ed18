//! What all retries of a stack draw on, so that they cannot be more than the calls pay for.

use super::Context;
use crate::policy::FailureKind;
use crate::policy::retry_breaker::RetryBreaker;
use crate::policy::retry_budget::RetryBudget;
use crate::policy::retry_quota::{RetryQuota, Taken};
use crate::policy::token_retry::TokenRetry;
use crate::sim::event::Decided;
use crate::time::Instant;

/// What all retries of a stack draw on.
#[derive(Clone, Debug, Default)]
pub enum Allowance {
    /// Nothing: a call's own limits are all.
    #[default]
    Unlimited,
    /// A share of the requests made lately: Finagle.
    Budget(RetryBudget),
    /// Tokens that successes give back: AWS.
    Quota(RetryQuota),
    /// A bucket that successes or calls fill: Brooker.
    Tokens(TokenRetry),
    /// A breaker that stops retries alone: Brooker.
    Breaker(RetryBreaker),
}

impl Allowance {
    /// Takes the settings of another one. What is left stays, unless it is of another kind or made of other numbers: then
    /// it begins anew.
    pub(super) fn adopt(&mut self, other: &Self) {
        let goes_on = match (&*self, other) {
            (Self::Unlimited, Self::Unlimited) => true,
            (Self::Budget(own), Self::Budget(other)) => own.settings() == other.settings(),
            (Self::Quota(own), Self::Quota(other)) => own.settings() == other.settings(),
            (Self::Tokens(own), Self::Tokens(other)) => own.settings() == other.settings(),
            (Self::Breaker(own), Self::Breaker(other)) => own.share() == other.share(),
            _ => false,
        };
        if !goes_on {
            *self = other.clone();
        }
    }

    /// A request is made.
    pub(super) fn on_call(&mut self, now: Instant) {
        match self {
            Self::Unlimited | Self::Quota(_) => {}
            Self::Budget(budget) => budget.on_call(now),
            Self::Tokens(bucket) => bucket.on_call(),
            Self::Breaker(breaker) => breaker.on_call(),
        }
    }

    /// An attempt has failed, the last one of a request included.
    pub(super) fn on_failure(&mut self) {
        if let Self::Breaker(breaker) = self {
            breaker.on_failure();
        }
    }

    /// A request has succeeded; `taken` is what its last retry took.
    pub(super) fn on_success(&mut self, taken: Option<Taken>) {
        match self {
            Self::Unlimited | Self::Budget(_) | Self::Breaker(_) => {}
            Self::Quota(quota) => {
                quota.on_success(taken);
            }
            Self::Tokens(bucket) => bucket.on_success(),
        }
    }

    /// Whether a retry is allowed, with what it took if that may come back; and the decision to be told.
    pub(super) fn admit(&mut self, at: Context, kind: FailureKind) -> (Option<Option<Taken>>, Option<Decided>) {
        let (policy, granted, numbers) = match self {
            Self::Unlimited => return (Some(None), None),
            Self::Budget(budget) => match budget.admit(at.now) {
                Ok(done) => ("retry_budget", Some(None), vec![("left", done.left as f64)]),
                Err(refused) => {
                    let numbers = vec![("balance", refused.balance as f64), ("cost", refused.withdrawal as f64)];
                    ("retry_budget", None, numbers)
                }
            },
            Self::Quota(quota) => match quota.admit(kind) {
                Ok(taken) => {
                    let numbers = vec![("cost", taken.tokens as f64), ("left", taken.left as f64)];
                    ("retry_quota", Some(Some(taken)), numbers)
                }
                Err(refused) => {
                    ("retry_quota", None, vec![("cost", refused.cost as f64), ("left", refused.left as f64)])
                }
            },
            Self::Tokens(bucket) => match bucket.admit() {
                Ok(left) => ("retry_tokens", Some(None), vec![("left", left)]),
                Err(refused) => ("retry_tokens", None, vec![("left", refused.tokens)]),
            },
            Self::Breaker(breaker) => {
                let numbers = vec![("failures", breaker.failures() as f64), ("calls", breaker.calls() as f64)];
                ("retry_breaker", breaker.admit().is_ok().then_some(None), numbers)
            }
        };
        let rule = if granted.is_some() { "granted" } else { "refused" };
        (granted, Some(at.decided(policy, rule, &numbers)))
    }
}
