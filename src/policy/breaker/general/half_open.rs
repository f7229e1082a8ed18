//! The half-open state: what closes the breaker and what opens it again.

use core::time::Duration;

use super::trip::{Compare, Slow};
use super::window::{Reach, Tally, Window};
use crate::policy::ConfigError;
use crate::policy::breaker::Probes;
use crate::policy::breaker::probing::Probing;
use crate::policy::share::Share;
use crate::time::Instant;

/// What closes a half-open breaker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Close {
    /// This many successes without a failure between them, from 1.
    ConsecutiveSuccesses(u32),
    /// This many successes.
    Successes {
        /// From 1.
        needed: u32,
        /// Only this many of the last results count, failures too (failsafe-go: 3 of 4).
        of: Option<u32>,
    },
    /// A small enough share of failures, and of slow calls, among this many results.
    Sample {
        /// How many results it takes, from 1.
        size: u32,
        /// How many of the last results are looked at, if fewer than `size` (recloser: its ring must be full first).
        window: Option<u32>,
        /// The share of failures that is too large.
        rate: Share,
        /// Whether the share itself is too large: at or above it (resilience4j), or only above it (recloser).
        compare: Compare,
        /// The same for slow calls, if they are looked at.
        slow: Option<Slow>,
    },
    /// At most this many failures among this many results (cockatiel).
    FewFailures {
        /// How many results it takes, from 1.
        size: u32,
        /// How many of them may be failures.
        most: u32,
    },
}

/// What opens a half-open breaker again. What closes it is looked at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reopen {
    /// This many failures, from 1: the first one in most libraries.
    Failures(u32),
    /// The sample is there and does not close it.
    SampleFailed,
}

/// How long a probe has to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lease {
    /// So long, more than 0; then it counts as a failure that opens.
    For(Duration),
    /// For ever: a known mistake of most libraries. A probe that never answers keeps its place, and when all places
    /// are gone the breaker stays half-open and refuses everything.
    EndlessEvenIfStuck,
}

/// What happens to calls for which there is no place among the probes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// They are refused.
    #[default]
    AreRefused,
    /// They wait until the half-open state is over, and ask again (cockatiel).
    Wait,
}

/// What a late result that is applied to the half-open state counts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LateProbe {
    /// As a probe's, so a success from before the opening may close the breaker (most libraries).
    #[default]
    AsProbe,
    /// As a result of the closed state: the trip rule is told, as it is in any state, and the probe alone decides
    /// unless that opens the breaker (cockatiel). A late probe counts as nothing.
    ForTripRule,
}

/// The rules of the half-open state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HalfOpen {
    /// How many probes may go. Any number is `Probes::AtOnce(u32::MAX)`.
    pub probes: Probes,
    /// What closes the breaker.
    pub close: Close,
    /// What opens it again.
    pub reopen: Reopen,
    /// How long a probe has.
    pub lease: Lease,
    /// Whether successes of earlier half-open states count on, until the breaker closes (the guide). Only for
    /// [`Close::Successes`].
    pub carry: bool,
    /// What happens to calls for which there is no place.
    pub others: Others,
    /// What a late result that is applied counts as.
    pub late: LateProbe,
}

/// How a half-open breaker's results stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Pass,
    Fail,
}

impl HalfOpen {
    /// Whether the rules make sense.
    ///
    /// # Errors
    /// Numbers of 0; more successes than the results that they are counted in; [`Reopen::SampleFailed`] without a
    /// sample; a lease of 0; and a limit on all probes with which every one could answer without a verdict, unless
    /// that is asked for by its name ([`Probes::InAllEvenIfStuck`]).
    pub fn check(&self) -> Result<(), ConfigError> {
        let from_1 = |field, value: u32| match value {
            0 => Err(ConfigError::new(field, value, "a whole number from 1 up")),
            _ => Ok(()),
        };
        from_1("probes", self.probes.limit())?;
        let needed = match self.close {
            Close::Successes { needed, of: Some(of) } if needed > of => {
                let allowed = format!("a whole number from 1 to {of}, the results looked at");
                return Err(ConfigError::new("successes", needed, allowed));
            }
            Close::ConsecutiveSuccesses(needed) | Close::Successes { needed, .. } => needed,
            Close::Sample { window: Some(0), .. } => 0,
            Close::Sample { size, .. } | Close::FewFailures { size, .. } => size,
        };
        from_1("successes", needed)?;
        match self.reopen {
            Reopen::Failures(failures) => from_1("failures", failures)?,
            Reopen::SampleFailed if matches!(self.close, Close::ConsecutiveSuccesses(_) | Close::Successes { .. }) => {
                return Err(ConfigError::new("reopen", "sample", "a number of failures, where no sample is taken"));
            }
            Reopen::SampleFailed => {}
        }
        if self.lease == Lease::For(Duration::ZERO) {
            return Err(ConfigError::new("lease", "0 s", "longer than 0 s"));
        }
        if let Probes::InAll(most) = self.probes
            && self.certain_after().is_none_or(|results| results > u64::from(most))
        {
            let allowed = format!("a rule that is certain after {most} results, the probes allowed in total");
            return Err(ConfigError::new("close", "a rule that may leave it undecided", allowed));
        }
        Ok(())
    }

    /// After how many results there is a verdict whatever they are, if that is certain at all.
    fn certain_after(&self) -> Option<u64> {
        match (self.close, self.reopen) {
            (Close::ConsecutiveSuccesses(needed), Reopen::Failures(failures)) => {
                Some(u64::from(needed).saturating_mul(u64::from(failures)))
            }
            (Close::Successes { needed, of }, Reopen::Failures(failures)) => {
                let results = u64::from(needed) + u64::from(failures) - 1;
                of.is_none_or(|of| results <= u64::from(of)).then_some(results)
            }
            (Close::Sample { size, .. } | Close::FewFailures { size, .. }, Reopen::SampleFailed) => {
                Some(u64::from(size))
            }
            (Close::FewFailures { size, most }, Reopen::Failures(failures)) => {
                (u64::from(failures) <= u64::from(most) + 1).then_some(u64::from(size))
            }
            // One failure opens, and successes alone pass; slow successes would do neither.
            (Close::Sample { size, slow: None, rate, compare, .. }, Reopen::Failures(1)) => {
                (compare == Compare::Above || rate.fraction() > 0.0).then_some(u64::from(size))
            }
            (Close::Sample { .. }, Reopen::Failures(_))
            | (Close::ConsecutiveSuccesses(_) | Close::Successes { .. }, Reopen::SampleFailed) => None,
        }
    }

    /// From when on a probe is slow, if that matters.
    pub(super) const fn slow(&self) -> Option<Slow> {
        match self.close {
            Close::Sample { slow, .. } => slow,
            _ => None,
        }
    }

    /// How long a probe has, as a span.
    pub(super) const fn lease(&self) -> Duration {
        match self.lease {
            Lease::For(span) => span,
            Lease::EndlessEvenIfStuck => Duration::MAX,
        }
    }
}

/// One stay in the half-open state.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trial {
    pub(super) probing: Probing,
    /// All results.
    pub(super) all: Tally,
    /// The results that are looked at.
    window: Window,
    /// Successes without a failure between them.
    run: u64,
    /// Successes of earlier half-open states that count on.
    carried: u64,
}

impl Trial {
    pub(super) fn new(rules: &HalfOpen, carried: u64) -> Self {
        let reach = match rules.close {
            Close::Successes { of: Some(last), .. } | Close::Sample { window: Some(last), .. } => Reach::Last(last),
            Close::Sample { size, .. } => Reach::Last(size),
            _ => Reach::All,
        };
        let window = Window::new(reach, Instant::ZERO);
        Self { probing: Probing::default(), all: Tally::default(), window, run: 0, carried }
    }

    pub(super) fn record(&mut self, one: Tally) {
        self.all.add(one);
        self.window.record(Instant::ZERO, one);
        if one.err > 0 {
            self.run = 0;
        }
        self.run = self.run.saturating_add(one.ok);
    }

    /// Successes that count, earlier ones that count on included.
    pub(super) fn successes(&self) -> u64 {
        self.window.sum().ok.saturating_add(self.carried)
    }

    /// What the results so far say.
    pub(super) fn verdict(&self, rules: &HalfOpen) -> Option<Verdict> {
        let seen = self.window.sum();
        let sampled = |size| self.all.judged() >= u64::from(size);
        let (there, good) = match rules.close {
            Close::ConsecutiveSuccesses(needed) => (false, self.run >= u64::from(needed)),
            Close::Successes { needed, .. } => (false, self.successes() >= u64::from(needed)),
            Close::FewFailures { size, most } => (sampled(size), seen.err <= u64::from(most)),
            Close::Sample { size, rate, compare, slow, .. } => {
                let slow = slow.is_some_and(|slow| compare.met(slow.rate, seen.slow, seen.judged()));
                (sampled(size), !slow && !compare.met(rate, seen.err, seen.judged()))
            }
        };
        let counted = matches!(rules.close, Close::ConsecutiveSuccesses(_) | Close::Successes { .. });
        match rules.reopen {
            _ if good && (there || counted) => Some(Verdict::Pass),
            Reopen::Failures(most) if seen.err >= u64::from(most) => Some(Verdict::Fail),
            Reopen::SampleFailed if there => Some(Verdict::Fail),
            _ => None,
        }
    }
}
