//! When a closed breaker opens: every rule of the libraries, and the results that each looks back on.

use core::mem::discriminant;
use core::time::Duration;
use std::collections::VecDeque;

use super::progress::Over;
use super::value::Cause;
use super::window::{Begin, Reach, Tally, Window};
use crate::policy::ConfigError;
use crate::policy::share::Share;
use crate::time::{Instant, nanos};

/// Whether the limit itself is enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compare {
    /// At or above it (resilience4j, Polly, Hystrix).
    #[default]
    AtLeast,
    /// Strictly above it (cockatiel, opossum, SysManage).
    Above,
}

/// What may open the breaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum JudgedOn {
    /// Each result (resilience4j, failsafe-go): the success that completes a minimum may open it.
    #[default]
    Any,
    /// Failures only (Polly, gobreaker, cockatiel, opossum, SysManage).
    Failure,
    /// No result, but the end of each bucket, which looks at the buckets that are complete (Hystrix: a health snapshot
    /// every 500 ms). Only for [`Trip::TimeWindow`] with [`Begin::WithWindow`].
    Snapshot,
}

/// What a share is taken of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Of {
    /// The results.
    #[default]
    Results,
    /// The calls that were asked for, refused ones and those under way included (opossum, which says fired). A call
    /// counts when it is asked for and its failure when it comes, so a window may hold more failures than calls. Only
    /// for [`Trip::TimeWindow`].
    Fired,
}

/// Calls that took too long, and the share of them that is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slow {
    /// A call that took longer is slow, whatever came of it.
    pub longer_than: Duration,
    /// The share of slow calls that opens the breaker, alone.
    pub rate: Share,
}

/// A share of failures, or of slow calls, that is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The share of failures; not 0 with [`Compare::AtLeast`].
    pub rate: Share,
    /// Whether the share itself is too large.
    pub compare: Compare,
    /// What it is taken of.
    pub of: Of,
    /// The calls it takes before a share is judged, from 1; with [`Of::Fired`] from 0.
    pub min_calls: u32,
    /// What may open the breaker.
    pub judged_on: JudgedOn,
    /// The same for slow calls, if they are looked at.
    pub slow: Option<Slow>,
}

/// A rule that opens a closed breaker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trip {
    /// This many failures without a success between them.
    Consecutive {
        /// From 1.
        failures: u32,
    },
    /// A share of the last results.
    CountWindow {
        /// How many results, from 1. A larger minimum acts as this.
        size: u32,
        /// Judge only a result that pushes an older one out: the one after the window is full (recloser).
        only_when_full: bool,
        /// The share.
        rate: Rate,
    },
    /// A share of the results of a time, in buckets.
    TimeWindow {
        /// How far back, more than 0.
        window: Duration,
        /// How wide a bucket is, more than 0.
        bucket: Duration,
        /// Where the buckets begin.
        begin: Begin,
        /// The share.
        rate: Rate,
    },
    /// A share of the results since the counts were cleared, which happens each such time (gobreaker). Never, with
    /// an interval longer than the run.
    Tumbling {
        /// More than 0.
        interval: Duration,
        /// The share.
        rate: Rate,
    },
    /// This many failures among the last results (failsafe-go). It does not wait until there are this many results.
    LastResults {
        /// From 1 to `of`.
        failures: u32,
        /// How many results.
        of: u32,
    },
    /// This many failures, none older than a time, whatever succeeds between them (Semian; the lecture's prose).
    ErrorsWithin {
        /// From 1.
        errors: u32,
        /// How old a failure may be, more than 0; [`Duration::MAX`] for any age: failures in all since the last change
        /// of state.
        window: Duration,
        /// Failures less than this after the last one counted are one with it (Semian's lumping interval).
        lumping: Duration,
    },
    /// This many failures, no two neighbours further apart than a time, whatever succeeds between them (go-resiliency).
    ErrorGap {
        /// From 1.
        errors: u32,
        /// The longest gap.
        gap: Duration,
    },
    /// A success rate that fades with time has fallen too low; judged on failures (failsafe-rs, after Finagle). With
    /// each result `rate = value (1 - w) + rate w`, where `w = exp(-elapsed / window)`.
    SuccessRate {
        /// The time in which a result fades to 1/e, more than 0.
        window: Duration,
        /// The rate that is required.
        required: Share,
        /// The calls it takes before it is judged, from 1.
        min_calls: u32,
    },
}

impl Trip {
    /// Whether the rule makes sense.
    ///
    /// # Errors
    /// A number of failures, calls or results of 0, a span of 0, more failures than results that they are counted in,
    /// and a rate of 0 that need only be reached: the breaker would open without a failure or could never open.
    pub fn check(&self) -> Result<(), ConfigError> {
        let from_1 = |field, value: u32| match value {
            0 => Err(ConfigError::new(field, value, "a whole number from 1 up")),
            _ => Ok(()),
        };
        let longer = |field, span: Duration| match span.is_zero() {
            true => Err(ConfigError::new(field, "0 s", "longer than 0 s")),
            false => Ok(()),
        };
        match *self {
            Self::CountWindow { size, rate, .. } => from_1("size", size).and_then(|()| rate.check(None)),
            Self::TimeWindow { window, bucket, begin, rate } => {
                longer("window", window).and_then(|()| longer("bucket", bucket)).and_then(|()| rate.check(Some(begin)))
            }
            Self::Tumbling { interval, rate } => longer("interval", interval).and_then(|()| rate.check(None)),
            Self::LastResults { failures, of } if failures > of => Err(ConfigError::new(
                "failures",
                failures,
                format!("a whole number from 1 to {of}, the results looked at"),
            )),
            Self::Consecutive { failures } | Self::LastResults { failures, .. } => from_1("failures", failures),
            Self::ErrorsWithin { errors, window, .. } => {
                from_1("errors", errors).and_then(|()| longer("window", window))
            }
            Self::ErrorGap { errors, .. } => from_1("errors", errors),
            Self::SuccessRate { window, min_calls, .. } => {
                longer("window", window).and_then(|()| from_1("min_calls", min_calls))
            }
        }
    }

    /// Which calls the rule looks at. Failures in a row are looked for among all.
    pub const fn over(&self) -> Over {
        match *self {
            Self::CountWindow { size, .. } => Over::Calls(size),
            Self::LastResults { of, .. } => Over::Calls(of),
            Self::TimeWindow { window, rate: Rate { of: Of::Fired, .. }, .. } => Over::Fired(window),
            Self::TimeWindow { window, bucket, rate: Rate { judged_on: JudgedOn::Snapshot, .. }, .. } => {
                Over::Snapshot { span: window, every: bucket }
            }
            Self::ErrorsWithin { window, .. } => reached(window),
            Self::TimeWindow { window, .. } | Self::SuccessRate { window, .. } => Over::Span(window),
            Self::Tumbling { interval, .. } => Over::Span(interval),
            Self::ErrorGap { gap, .. } => Over::Span(gap),
            Self::Consecutive { .. } => Over::Calls(u32::MAX),
        }
    }

    /// Whether both are of the same kind, so that what was counted for one can be judged by the other.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other)
    }

    /// From when on a call is slow, if that matters.
    pub const fn slow(&self) -> Option<Slow> {
        match self {
            Self::CountWindow { rate, .. } | Self::TimeWindow { rate, .. } | Self::Tumbling { rate, .. } => rate.slow,
            _ => None,
        }
    }

    const fn reach(&self) -> Reach {
        match *self {
            Self::CountWindow { size, .. } => Reach::Last(size),
            Self::LastResults { of, .. } => Reach::Last(of),
            Self::TimeWindow { window, bucket, begin, .. } => {
                let count = window.as_nanos().div_ceil(bucket.as_nanos());
                let count = if count > u64::MAX as u128 { u64::MAX } else { count as u64 };
                Reach::Buckets { width: bucket, count, begin }
            }
            Self::Tumbling { interval, .. } => Reach::Tumbling(interval),
            _ => Reach::All,
        }
    }
}

/// Which calls a span reaches: all of them, if it has no end.
const fn reached(span: Duration) -> Over {
    if span.as_nanos() == Duration::MAX.as_nanos() { Over::All } else { Over::Span(span) }
}

impl Rate {
    /// Whether it makes sense; `begin` are the buckets of a window of time, if it is taken over one.
    fn check(&self, begin: Option<Begin>) -> Result<(), ConfigError> {
        if self.min_calls == 0 && self.of == Of::Results {
            return Err(ConfigError::new("min_calls", 0, "a whole number from 1 up"));
        }
        if self.of == Of::Fired && begin.is_none() {
            return Err(ConfigError::new("of", "fired", "results, where no time is looked back on"));
        }
        if self.judged_on == JudgedOn::Snapshot && begin != Some(Begin::WithWindow) {
            return Err(ConfigError::new(
                "judged_on",
                "snapshot",
                "a result, without buckets that begin with a window",
            ));
        }
        let rates = [Some(("rate", self.rate)), self.slow.map(|slow| ("slow_rate", slow.rate))];
        for (field, rate) in rates.into_iter().flatten() {
            if self.compare == Compare::AtLeast && rate.fraction() == 0.0 {
                return Err(ConfigError::new(field, 0, "above 0 and at most 1"));
            }
        }
        Ok(())
    }

    /// Why a result opens the breaker, if it does.
    fn judge(&self, found: Tally, most: u64, failed: bool) -> Option<Cause> {
        let judged = match self.judged_on {
            JudgedOn::Any => true,
            JudgedOn::Failure => failed,
            JudgedOn::Snapshot => false,
        };
        judged.then(|| self.verdict(found, most)).flatten()
    }

    /// Why this many results are too bad, if they are.
    fn verdict(&self, found: Tally, most: u64) -> Option<Cause> {
        let calls = self.calls(found);
        // reads: min
        if calls < u64::from(self.min_calls).min(most) {
            return None;
        }
        let compare = self.compare;
        // rule: rate-threshold; reads: rate, above
        if self.compare.met(self.rate, found.err, calls) {
            return Some(Cause::Rate { failures: found.err, calls, rate: self.rate, compare });
        }
        let slow = self.slow.filter(|slow| compare.met(slow.rate, found.slow, calls))?; // rule: slow-rate; reads: slow-share
        Some(Cause::SlowRate { slow: found.slow, calls, rate: slow.rate, compare })
    }

    /// What the share is taken of.
    pub(super) const fn calls(&self, found: Tally) -> u64 {
        match self.of {
            Of::Results => found.judged(),
            Of::Fired => found.fired, // rule: fired-count
        }
    }
}

impl Compare {
    /// Whether `part` of `whole` is too much.
    pub(super) fn met(self, limit: Share, part: u64, whole: u64) -> bool {
        match self {
            Self::AtLeast => limit.reached_by(part, whole),
            Self::Above => limit.passed_by(part, whole),
        }
    }
}

/// A trip rule's memory.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Watch {
    pub(super) window: Window,
    /// Whether the last result pushed an older one out of the window.
    full: bool,
    /// Failures in a row.
    run: u64,
    /// Failures that still count for [`Trip::ErrorsWithin`] and [`Trip::ErrorGap`], never more than these ask for.
    errors: VecDeque<Instant>,
    /// The fading success rate and when it was last moved.
    faded: Option<(Instant, f64)>,
}

impl Watch {
    pub(super) const fn new(trip: &Trip, start: Instant) -> Self {
        let window = Window::new(trip.reach(), start);
        Self { window, full: false, run: 0, errors: VecDeque::new(), faded: None }
    }

    /// Takes the numbers of a rule of the same kind.
    pub(super) const fn adopt(&mut self, trip: &Trip) {
        self.window.set_reach(trip.reach());
    }

    /// Failures in a row.
    pub(super) const fn run(&self) -> u64 {
        self.run
    }

    /// Failures that still count where their age or distance matters: a success drops none of those that are too old.
    pub(super) fn errors(&self, trip: &Trip, now: Instant) -> u64 {
        let counts = |at: &Instant| match *trip {
            Trip::ErrorsWithin { window, .. } => now.since(*at) <= window,
            // A longer gap ends them all.
            Trip::ErrorGap { gap, .. } => self.errors.back().is_some_and(|last| now.since(*last) <= gap),
            _ => true,
        };
        self.errors.iter().filter(|at| counts(at)).count() as u64
    }

    /// Forgets everything but the window: what a breaker that keeps its window through closing forgets.
    pub(super) fn forget_run(&mut self) {
        (self.full, self.run, self.faded) = (false, 0, None);
        self.errors.clear();
    }

    /// Counts a result of the time `at`. False if a failure was one with the last.
    pub(super) fn record(&mut self, trip: &Trip, at: Instant, one: Tally) -> bool {
        self.full = self.window.record(at, one); // rule: window-count; reads: window
        let failed = one.err > 0;
        match *trip {
            Trip::Consecutive { .. } if one.judged() > 0 => {
                self.run = if failed { self.run.saturating_add(1) } else { 0 }; // rule: row-count
            }
            Trip::ErrorsWithin { errors, window, lumping } if failed => {
                // reads: span
                while self.errors.front().is_some_and(|first| at.since(*first) > window) {
                    self.errors.pop_front();
                }
                let lumped = self.errors.back().is_some_and(|last| at.since(*last) < lumping);
                if !lumped {
                    self.remember(at, errors);
                }
                return !lumped;
            }
            Trip::ErrorGap { errors, gap } if failed => {
                if self.errors.back().is_some_and(|last| at.since(*last) > gap) {
                    self.errors.clear();
                }
                self.remember(at, errors);
            }
            Trip::SuccessRate { window, .. } if one.judged() > 0 => self.fade(at, window, one.ok as f64),
            _ => {}
        }
        true
    }

    /// Counts a success where failures in a row are counted: as [`Watch::record`].
    #[inline]
    pub(super) const fn record_in_row(&mut self) {
        self.window.count_success();
        (self.full, self.run) = (false, 0);
    }

    fn remember(&mut self, at: Instant, most: u32) {
        self.errors.push_back(at);
        while self.errors.len() > most as usize {
            self.errors.pop_front();
        }
    }

    fn fade(&mut self, at: Instant, window: Duration, value: f64) {
        let rate = self.faded.map_or(value, |(last, rate)| {
            let weight = libm::exp(-(nanos(at.since(last)) as f64 / nanos(window) as f64));
            value * (1.0 - weight) + rate * weight
        });
        self.faded = Some((at, rate));
    }

    /// Counts a call that was asked for, where a share is taken of those.
    pub(super) fn fire(&mut self, trip: &Trip, at: Instant) {
        if let Trip::TimeWindow { rate: Rate { of: Of::Fired, .. }, .. } = trip {
            self.window.record(at, Tally { fired: 1, ..Tally::default() });
        }
    }

    /// The first snapshot after `looked` that opens the breaker if no result comes before it, and why.
    pub(super) fn snapshot(&self, trip: &Trip, looked: Instant) -> Option<(Instant, Cause)> {
        let Trip::TimeWindow { rate, .. } = trip else { return None };
        if rate.judged_on != JudgedOn::Snapshot {
            return None;
        }
        let mut ends = self.window.ends_after(looked);
        ends.find_map(|(at, complete)| rate.verdict(complete, u64::MAX).map(|cause| (at, cause))) // rule: snapshot
    }

    /// Why the breaker opens after the result that was counted last, if it does.
    pub(super) fn judge(&self, trip: &Trip, failed: bool) -> Option<Cause> {
        let found = self.window.sum();
        let errors = self.errors.len() as u64;
        match *trip {
            Trip::Consecutive { failures } => {
                // rule: row-threshold; reads: threshold
                (self.run >= u64::from(failures)).then_some(Cause::Row { failures: self.run, threshold: failures })
            }
            Trip::CountWindow { only_when_full, .. } if only_when_full && !self.full => None,
            Trip::CountWindow { size, rate, .. } => rate.judge(found, u64::from(size), failed),
            Trip::TimeWindow { rate, .. } | Trip::Tumbling { rate, .. } => rate.judge(found, u64::MAX, failed),
            // rule: several-of-the-last
            Trip::LastResults { failures, of } => (found.err >= u64::from(failures)).then_some(Cause::Among {
                failures: found.err,
                of,
                threshold: failures,
            }),
            Trip::ErrorsWithin { errors: most, window, .. } => {
                // rule: several-within; reads: threshold
                (failed && errors >= u64::from(most)).then_some(Cause::Within { errors, window })
            }
            Trip::ErrorGap { errors: most, gap } => {
                (failed && errors >= u64::from(most)).then_some(Cause::Gap { errors, gap })
            }
            Trip::SuccessRate { required, min_calls, .. } => {
                let (_, rate) = self.faded?;
                // rule: success-rate
                (failed && found.judged() >= u64::from(min_calls) && rate < required.fraction())
                    .then_some(Cause::SuccessRate { rate, required })
            }
        }
    }
}
