//! Named plans, with the numbers of the documents and libraries that they are from.
//!
//! Where a document's prose and its code differ, the plan is what was meant; its doc says what the code does.

use core::time::Duration;

use super::plan::{Kinds, Operation, Plan, RetryAfter, Settings};
use crate::policy::backoff::schedule::{self, Growth, Jitter, Schedule};
use crate::policy::{ConfigError, FailureKind};

/// What most plans share: no limits of time, an operation that may be done twice, no respect for a Retry-After.
fn plan(attempts: u32, kinds: Kinds, schedule: schedule::Settings) -> Result<Plan, ConfigError> {
    Plan::new(Settings {
        attempts,
        schedule: Schedule::new(schedule)?,
        kinds,
        operation: Operation::Idempotent,
        retry_after: RetryAfter::Ignored,
        attempt_limit: None,
        total_limit: None,
    })
}

/// Exponential delays in milliseconds, up to a cap in seconds.
fn exponential(initial: u64, factor: f64, cap: u64, jitter: Jitter) -> schedule::Settings {
    let growth = Growth::Exponential { initial: Duration::from_millis(initial), factor };
    schedule::Settings { jitter, cap: Duration::from_secs(cap), ..schedule::Settings::plain(growth) }
}

/// The lecture's `retryWithBackoff`: 4 attempts, 1 s and its doubles up to 30 s, up to 1 s added before the cap, and
/// every failure is retried (`exceptions=(Exception,)`).
///
/// # Errors
/// None: the settings are valid.
pub fn lecture() -> Result<Plan, ConfigError> {
    plan(4, Kinds::ALL, exponential(1_000, 2.0, 30, Jitter::Added { spread: Duration::from_secs(1) }))
}

/// The skill's `retry_with_backoff`: 3 retries, so 4 attempts, no jitter, connections and timeouts only.
///
/// # Errors
/// None: the settings are valid.
pub fn skill() -> Result<Plan, ConfigError> {
    let kinds = Kinds::of(&[FailureKind::Connection, FailureKind::Timeout]);
    plan(4, kinds, exponential(1_000, 2.0, 30, Jitter::None))
}

/// The guide's `RetryStrategy`: 3 attempts, the capped delay times 0.5 to 1.5, everything but errors of the client.
///
/// Its code retries those, too: it asks for network errors first, and the class of the status errors is one of them.
///
/// # Errors
/// None: the settings are valid.
pub fn guide() -> Result<Plan, ConfigError> {
    let client = [FailureKind::ClientError, FailureKind::Authentication, FailureKind::RateLimited];
    let jitter = Jitter::Scaled { least: 0.5, greatest: 1.5 };
    plan(3, Kinds::ALL.without(&client), exponential(1_000, 2.0, 30, jitter))
}

/// What `SysManage` retries by its types of exception, its status codes (429, 502, 503, 504) and its words in messages.
/// The three plans name different exceptions, but the codes and words are common to all, so it comes to the same.
const SYSMANAGE: Kinds = Kinds::TRANSIENT;
/// Plus or minus 10 % after the cap.
const TENTH: Jitter = Jitter::PlusMinus { part: 0.1 };

/// `SysManage`'s `RetryPolicy()`, its defaults: 3 attempts, 1 s and its doubles up to 60 s.
///
/// # Errors
/// None: the settings are valid.
pub fn sysmanage() -> Result<Plan, ConfigError> {
    plan(3, SYSMANAGE, exponential(1_000, 2.0, 60, TENTH))
}

/// `SysManage`'s `NETWORK_RETRY_POLICY`: 5 attempts, 1 s and its doubles up to 30 s.
///
/// # Errors
/// None: the settings are valid.
pub fn sysmanage_network() -> Result<Plan, ConfigError> {
    plan(5, SYSMANAGE, exponential(1_000, 2.0, 30, TENTH))
}

/// `SysManage`'s `DATABASE_RETRY_POLICY`: 3 attempts, 0.5 s and its doubles up to 10 s.
///
/// # Errors
/// None: the settings are valid.
pub fn sysmanage_database() -> Result<Plan, ConfigError> {
    plan(3, SYSMANAGE, exponential(500, 2.0, 10, TENTH))
}

/// `SysManage`'s `API_RETRY_POLICY`: 4 attempts, 2 s growing by half up to 60 s.
///
/// # Errors
/// None: the settings are valid.
pub fn sysmanage_api() -> Result<Plan, ConfigError> {
    plan(4, SYSMANAGE, exponential(2_000, 1.5, 60, TENTH))
}

/// `SysManage`'s `RetryPolicy(backoff_strategy="linear")`: 3 attempts, 1 s, 2 s, 3 s ... up to 60 s.
///
/// # Errors
/// None: the settings are valid.
pub fn sysmanage_linear() -> Result<Plan, ConfigError> {
    let growth = Growth::Linear { step: Duration::from_secs(1) };
    let cap = Duration::from_secs(60);
    plan(3, SYSMANAGE, schedule::Settings { jitter: TENTH, cap, ..schedule::Settings::plain(growth) })
}

/// The standard mode of the AWS SDKs: 3 attempts, a random number from 0 to 1 s and its doubles up to 20 s. Its
/// [quota](crate::policy::retry_quota) stands beside it. botocore, `botocore/retries/standard.py`.
///
/// # Errors
/// None: the settings are valid.
pub fn aws_standard() -> Result<Plan, ConfigError> {
    plan(3, Kinds::TRANSIENT, exponential(1_000, 2.0, 20, Jitter::Full))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::super::plan::{Failure, Next};
    use super::*;
    use crate::time::Instant;

    /// The waits in milliseconds after connection failures at one random number.
    fn waits(plan: &Plan, random: f64) -> Vec<u128> {
        let mut course = plan.begin(Instant::ZERO);
        let failure = Failure { kind: FailureKind::Connection, retry_after: None };
        let again = || match plan.on_failure(&mut course, Instant::ZERO, failure, random) {
            Next::Again { delay, .. } => Some(delay.total.as_millis()),
            Next::GiveUp(_) => None,
        };
        core::iter::from_fn(again).collect()
    }

    #[test]
    fn each_plan_waits_as_its_document_says() {
        assert_eq!(waits(&lecture().unwrap(), 0.43), [1_430, 2_430, 4_430]);
        assert_eq!(waits(&skill().unwrap(), 0.43), [1_000, 2_000, 4_000]);
        assert_eq!(waits(&guide().unwrap(), 0.9), [1_400, 2_800]);
        assert_eq!(waits(&sysmanage().unwrap(), 0.75), [1_050, 2_100]);
        assert_eq!(waits(&sysmanage_network().unwrap(), 0.25), [950, 1_900, 3_800, 7_600]);
        assert_eq!(waits(&sysmanage_database().unwrap(), 0.5), [500, 1_000]);
        assert_eq!(waits(&sysmanage_api().unwrap(), 0.5), [2_000, 3_000, 4_500]);
        assert_eq!(waits(&sysmanage_linear().unwrap(), 1.0), [1_100, 2_200]);
        assert_eq!(waits(&aws_standard().unwrap(), 1.0), [1_000, 2_000]);
    }

    #[test]
    fn each_plan_retries_the_kinds_of_its_document() {
        let of = |plan: Result<Plan, ConfigError>, kind| plan.unwrap().settings().kinds.includes(kind);
        assert!(of(lecture(), FailureKind::Bug), "the lecture hides programming errors behind waits");
        assert!(!of(skill(), FailureKind::Unavailable));
        assert!(!of(guide(), FailureKind::RateLimited) && of(guide(), FailureKind::Unavailable));
        for plan in [sysmanage(), sysmanage_network(), sysmanage_database(), sysmanage_api()] {
            assert_eq!(plan.unwrap().settings().kinds, Kinds::TRANSIENT);
        }
    }
}
