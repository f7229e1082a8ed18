//! A whole system, judged in two vocabularies.

use core::time::Duration;

use crate::policy::share::Share;
use crate::time::nanos;

/// How many breakers are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Breakers {
    /// Those that let calls pass.
    pub closed: u64,
    /// Those that refuse all.
    pub open: u64,
    /// Those that probe.
    pub half_open: u64,
}

impl Breakers {
    /// How many there are.
    pub const fn total(self) -> u64 {
        self.closed.saturating_add(self.open).saturating_add(self.half_open)
    }
}

/// What one bulkhead has refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rejections {
    /// Calls refused. More than all are read as all.
    pub rejected: u64,
    /// All calls.
    pub calls: u64,
}

/// What came of operations that were tried again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retries {
    /// Operations that succeeded in the end. More than all are read as all.
    pub succeeded: u64,
    /// All operations.
    pub operations: u64,
}

/// SysManage's word for a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A score above 0.8.
    Healthy,
    /// Above 0.6.
    Degraded,
    /// 0.6 or less.
    Critical,
}

/// SysManage's judgement of a system: the mean of three shares, each 1 where there is nothing to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overall {
    /// The mean, rounded to a millionth; the status is judged by this number.
    pub score: Share,
    /// The share of breakers that are not open.
    pub breakers: Share,
    /// One minus the mean of the bulkheads' rejection rates.
    pub bulkheads: Share,
    /// The share of the retried operations that succeeded.
    pub retries: Share,
    /// The word.
    pub status: Status,
}

/// SysManage's judgement of a system.
pub fn overall(breakers: Breakers, bulkheads: &[Rejections], retries: Retries) -> Overall {
    let open = part(breakers.open, breakers.total()).unwrap_or(0.0);
    let refused: f64 = bulkheads.iter().map(|one| part(one.rejected, one.calls).unwrap_or(0.0)).sum();
    let refused = if bulkheads.is_empty() { 0.0 } else { refused / bulkheads.len() as f64 };
    let recovered = part(retries.succeeded, retries.operations).unwrap_or(1.0);
    let score = share((1.0 - open + (1.0 - refused) + recovered) / 3.0);
    // A share of 800,000 millionths is the float nearest to 0.8, so the comparison is exact.
    let status = if score.fraction() > 0.8 {
        Status::Healthy
    } else if score.fraction() > 0.6 {
        Status::Degraded
    } else {
        Status::Critical
    };
    Overall { score, breakers: share(1.0 - open), bulkheads: share(1.0 - refused), retries: share(recovered), status }
}

fn part(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part.min(whole) as f64 / whole as f64)
}

/// A fraction that is in [0, 1] except for rounding.
fn share(fraction: f64) -> Share {
    Share::new(fraction.clamp(0.0, 1.0)).unwrap_or_default()
}

/// The guide's word for a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serving {
    /// No breaker is open.
    Healthy,
    /// Some are, but less than half.
    Degraded,
    /// Half or more are.
    Unhealthy,
}

/// The guide's answer to a health check over HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Availability {
    /// The word.
    pub serving: Serving,
    /// The status code: 200, or 503 when unhealthy.
    pub code: u16,
    /// With a 503, after how long to ask again, in whole seconds as the header `Retry-After` wants it.
    pub retry_after: Option<Duration>,
}

/// What the guide tells a caller to wait whom an open breaker has refused.
pub const DEFAULT_RETRY_AFTER: Duration = Duration::from_secs(30);

/// The guide's answer. `until_probe` is how long it takes until the first open breaker may probe; a caller who comes
/// back earlier cannot be served. Where nobody knows, it is the guide's [`DEFAULT_RETRY_AFTER`].
pub fn availability(breakers: Breakers, until_probe: Option<Duration>) -> Availability {
    let (open, total) = (u128::from(breakers.open), u128::from(breakers.total()));
    let serving = if open == 0 {
        Serving::Healthy
    } else if open * 2 < total {
        Serving::Degraded
    } else {
        Serving::Unhealthy
    };
    let unhealthy = serving == Serving::Unhealthy;
    Availability {
        serving,
        code: if unhealthy { 503 } else { 200 },
        retry_after: unhealthy.then(|| until_probe.map_or(DEFAULT_RETRY_AFTER, whole_seconds)),
    }
}

/// Rounded up to whole seconds, at least one: a caller who is told 0 comes back at once.
fn whole_seconds(span: Duration) -> Duration {
    Duration::from_secs(nanos(span).div_ceil(1_000_000_000).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn breakers(open: u64, half_open: u64, closed: u64) -> Breakers {
        Breakers { closed, open, half_open }
    }

    const fn retried(succeeded: u64, operations: u64) -> Retries {
        Retries { succeeded, operations }
    }

    #[test]
    fn nothing_to_judge_is_healthy() {
        let all = overall(Breakers::default(), &[], Retries::default());
        assert_eq!((all.score.fraction(), all.status), (1.0, Status::Healthy));
        assert_eq!(availability(Breakers::default(), None).serving, Serving::Healthy);
    }

    #[test]
    fn sysmanages_words_begin_above_their_thresholds() {
        // (0.4 + 1 + 1) / 3 is 0.8, and (0.4 + 1 + 0.4) / 3 is 0.6.
        let at = |succeeded| overall(breakers(3, 0, 2), &[], retried(succeeded, 100));
        assert_eq!((at(100).score.fraction(), at(100).status), (0.8, Status::Degraded));
        assert_eq!((at(40).score.fraction(), at(40).status), (0.6, Status::Critical));
        assert_eq!(at(41).status, Status::Degraded);
        assert_eq!(overall(breakers(2, 0, 3), &[], retried(100, 100)).status, Status::Healthy);
    }

    #[test]
    fn half_open_breakers_count_as_not_open_and_bulkheads_by_their_mean() {
        let bulkheads = [
            Rejections { rejected: 1, calls: 2 },
            Rejections { rejected: 0, calls: 1_000 },
            Rejections { rejected: 0, calls: 0 },
            Rejections { rejected: 9, calls: 3 },
        ];
        let all = overall(breakers(1, 2, 1), &bulkheads, retried(9, 3));
        assert_eq!(all.breakers.fraction(), 0.75);
        assert_eq!(all.bulkheads.fraction(), 0.625);
        assert_eq!(all.retries.fraction(), 1.0);
    }

    #[test]
    fn the_guides_words_change_with_the_first_opening_and_at_half() {
        let serving = |open, closed| availability(breakers(open, 0, closed), None).serving;
        assert_eq!(serving(0, 4), Serving::Healthy);
        assert_eq!(serving(1, 3), Serving::Degraded);
        assert_eq!(serving(2, 2), Serving::Unhealthy);
        assert_eq!(serving(1, 0), Serving::Unhealthy);
        assert_eq!(availability(breakers(1, 0, 2), Some(Duration::ZERO)).code, 200);
    }

    #[test]
    fn retry_after_is_the_time_to_the_next_probe_in_whole_seconds() {
        let after = |until| availability(breakers(1, 0, 0), until).retry_after;
        assert_eq!(after(None), Some(Duration::from_secs(30)));
        assert_eq!(after(Some(Duration::from_millis(4_001))), Some(Duration::from_secs(5)));
        assert_eq!(after(Some(Duration::ZERO)), Some(Duration::from_secs(1)));
        assert_eq!(availability(breakers(1, 0, 2), None).retry_after, None);
    }
}
