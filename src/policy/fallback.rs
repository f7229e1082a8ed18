//! Fallback ladder: full service, degraded service, cached answer, default value, error (the skill's hierarchy).
//!
//! [`Ladder`] is the rule and never changes during a call; a [`Descent`] is where one call stands. Begin a descent with
//! the call, do the step that it names, and tell [`Ladder::on_miss`] if that step gave nothing. The step that gives an
//! answer makes a [`Served`], which says which step it was and why those above gave nothing: never a silent one.
//!
//! The ladder holds no answers: who climbs down looks into the cache and has the default value.

use core::time::Duration;
use std::borrow::Cow;

use super::{ConfigError, FailureKind};

/// A step of the ladder, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The service itself.
    Full,
    /// Another way to nearly the same: a replica, a second address, a queue for later. Counted from 0.
    Degraded(u32),
    /// What the service answered last.
    Cached,
    /// A safe value that is always at hand.
    Default,
    /// There is nothing to answer with.
    Error,
}

impl Step {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Degraded(_) => "degraded",
            Self::Cached => "cached",
            Self::Default => "default",
            Self::Error => "error",
        }
    }
}

/// Which failures the ladder stands in for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Covers {
    /// Those of the service: whatever may pass by itself, and a breaker's refusal. The default. A wrong request stays
    /// an error, because an answer from a cache would hide the caller's own mistake.
    #[default]
    Failures,
    /// Every failure, as the code of SysManage and of the guide's strategies has it.
    Every,
    /// A breaker's refusal only, as the guide's clients have it.
    Refusals,
}

impl Covers {
    /// Whether a failure of this kind is answered by a lower step.
    pub const fn includes(self, kind: FailureKind) -> bool {
        match self {
            Self::Failures => kind.is_transient() || matches!(kind, FailureKind::Refused),
            Self::Every => true,
            Self::Refusals => matches!(kind, FailureKind::Refused),
        }
    }
}

/// The rule: which steps there are and how long each may take.
///
/// The service fails and the cache has nothing, so a default value is served, and flagged because it is less than what
/// was asked for:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::FailureKind;
/// use half_open::policy::fallback::{Ladder, Step, Why};
///
/// let ladder = Ladder::new(Duration::from_secs(30))?.with_cache().with_default();
/// let mut descent = ladder.begin();
/// assert_eq!(descent.step(), Step::Full);
/// assert_eq!(ladder.on_miss(&mut descent, Why::Failed(FailureKind::Timeout)), Step::Cached);
/// assert_eq!(ladder.on_miss(&mut descent, Why::NotCached), Step::Default);
/// let served = descent.serve();
/// assert_eq!((served.step, served.degraded, served.missed.len()), (Step::Default, true, 2));
/// // A wrong request leads straight to the error: a lower step would hide the caller's own mistake.
/// let wrong = Why::Failed(FailureKind::ClientError);
/// assert_eq!(ladder.on_miss(&mut ladder.begin(), wrong), Step::Error);
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    full_limit: Duration,
    degraded: Vec<Cow<'static, str>>,
    degraded_limit: Duration,
    cached: bool,
    default: bool,
    covers: Covers,
}

/// Why a step gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// What it called failed.
    Failed(FailureKind),
    /// The cache had nothing.
    NotCached,
    /// The cache had only what is too old.
    TooOld {
        /// How old.
        age: Duration,
    },
}

/// A step that gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Which.
    pub step: Step,
    /// Why.
    pub why: Why,
}

/// Where one call stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descent {
    step: Step,
    missed: Vec<Missed>,
}

/// An answer and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// The step that gave it.
    pub step: Step,
    /// Whether it is less than the full answer, and so has to be flagged: reduced confidence, to be reviewed.
    pub degraded: bool,
    /// The steps above it, each with why it gave nothing.
    pub missed: Vec<Missed>,
}

impl Ladder {
    /// A ladder with nothing below full service: a critical path, which fails loudly. Full service may take
    /// `full_limit`.
    ///
    /// # Errors
    /// `full_limit` of 0 s.
    pub fn new(full_limit: Duration) -> Result<Self, ConfigError> {
        if full_limit.is_zero() {
            return Err(ConfigError::new("full_limit", "0 s", "longer than 0 s"));
        }
        let degraded_limit = Duration::from_secs(5);
        let (degraded, covers) = (Vec::new(), Covers::default());
        Ok(Self { full_limit, degraded, degraded_limit, cached: false, default: false, covers })
    }

    /// With other ways, tried in this order, each for at most `limit`: shorter than full service, because somebody
    /// has waited already (SysManage: 5 s after 30 s). Their names may be known only at run time.
    ///
    /// # Errors
    /// `limit` of 0 s.
    pub fn with_degraded<W>(mut self, ways: Vec<W>, limit: Duration) -> Result<Self, ConfigError>
    where
        W: Into<Cow<'static, str>>,
    {
        if limit.is_zero() {
            return Err(ConfigError::new("degraded_limit", "0 s", "longer than 0 s"));
        }
        (self.degraded, self.degraded_limit) = (ways.into_iter().map(Into::into).collect(), limit);
        Ok(self)
    }

    /// With an answer from a cache.
    pub const fn with_cache(mut self) -> Self {
        self.cached = true;
        self
    }

    /// With a default value.
    pub const fn with_default(mut self) -> Self {
        self.default = true;
        self
    }

    /// With another choice of failures to stand in for.
    pub const fn covering(mut self, covers: Covers) -> Self {
        self.covers = covers;
        self
    }

    /// How long a step may take; nothing for steps that take no time.
    pub const fn limit(&self, step: Step) -> Option<Duration> {
        match step {
            Step::Full => Some(self.full_limit),
            Step::Degraded(_) => Some(self.degraded_limit),
            Step::Cached | Step::Default | Step::Error => None,
        }
    }

    /// How many other ways there are.
    pub fn ways(&self) -> usize {
        self.degraded.len()
    }

    /// The name of a degraded step's way.
    pub fn way(&self, step: Step) -> Option<&str> {
        if let Step::Degraded(index) = step { self.degraded.get(index as usize).map(AsRef::as_ref) } else { None }
    }

    /// The descent of a new call, which begins with full service.
    pub const fn begin(&self) -> Descent {
        Descent { step: Step::Full, missed: Vec::new() }
    }

    /// The present step gave nothing: which one comes next. A failure that the ladder does not stand in for leads
    /// straight to the error, and so does a miss after it.
    pub fn on_miss(&self, descent: &mut Descent, why: Why) -> Step {
        if descent.step == Step::Error {
            return Step::Error;
        }
        descent.missed.push(Missed { step: descent.step, why }); // rule: missed
        descent.step = match why {
            Why::Failed(kind) if !self.covers.includes(kind) => Step::Error,
            _ => self.below(descent.step),
        };
        descent.step
    }

    fn below(&self, step: Step) -> Step {
        let next = match step {
            Step::Full => 0,
            Step::Degraded(index) => index.saturating_add(1),
            Step::Cached | Step::Default | Step::Error => u32::MAX,
        };
        // reads: degraded
        if (next as usize) < self.degraded.len() {
            return Step::Degraded(next); // rule: to-degraded
        }
        // reads: cached
        if self.cached && step < Step::Cached {
            return Step::Cached; // rule: to-cached
        }
        // reads: fixed
        if self.default && step < Step::Default {
            return Step::Default; // rule: to-default
        }
        Step::Error // rule: to-error
    }
}

impl Descent {
    /// The step to take now.
    pub const fn step(&self) -> Step {
        self.step
    }

    /// The steps that gave nothing, in order.
    pub fn missed(&self) -> &[Missed] {
        &self.missed
    }

    /// The present step gave an answer, or is the error.
    pub fn serve(self) -> Served {
        Served { step: self.step, degraded: self.step > Step::Full, missed: self.missed } // rule: served
    }
}

/// The ladder that SysManage has for a service, with its other ways by name. All cover every failure, give full
/// service 30 s and each other way 5 s, and end with a cache of 300 s and a default value. Its setting that would
/// switch the degraded service off is never read.
pub fn documented(service: &str) -> Ladder {
    let degraded = match service {
        "agent_communication" => vec!["alternative endpoint", "queue for later"],
        "database" => vec!["read replica 1", "read replica 2"],
        // A second way there looks into the same cache that the ladder comes to next anyway.
        "external_api" => vec!["backup endpoint"],
        _ => Vec::new(),
    };
    let (full_limit, degraded_limit) = (Duration::from_secs(30), Duration::from_secs(5));
    let degraded = degraded.into_iter().map(Cow::Borrowed).collect();
    Ladder { full_limit, degraded, degraded_limit, cached: true, default: true, covers: Covers::Every }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    const DOWN: Why = Why::Failed(FailureKind::Unavailable);

    #[test]
    fn every_step_in_order_and_each_miss_is_visible() {
        let ladder = documented("database");
        let mut descent = ladder.begin();
        let mut steps = vec![descent.step()];
        for why in [DOWN, DOWN, DOWN, Why::NotCached] {
            steps.push(ladder.on_miss(&mut descent, why));
        }
        assert_eq!(steps, [Step::Full, Step::Degraded(0), Step::Degraded(1), Step::Cached, Step::Default]);
        assert_eq!(ladder.way(Step::Degraded(1)), Some("read replica 2"));
        let limits = [30, 5].map(|seconds| Some(Duration::from_secs(seconds)));
        assert_eq!([ladder.limit(Step::Full), ladder.limit(Step::Degraded(0))], limits);
        let served = descent.serve();
        assert!(served.degraded);
        assert_eq!(served.missed.iter().map(|missed| missed.step).collect::<Vec<_>>(), &steps[..4]);
        assert_eq!(served.missed[3].why, Why::NotCached);
    }

    #[test]
    fn full_service_is_not_flagged_and_everything_else_is() {
        let ladder = Ladder::new(Duration::from_secs(1)).unwrap().with_default();
        assert_eq!(ladder.begin().serve(), Served { step: Step::Full, degraded: false, missed: vec![] });
        let mut descent = ladder.begin();
        assert_eq!(ladder.on_miss(&mut descent, DOWN), Step::Default);
        assert!(descent.serve().degraded);
    }

    #[test]
    fn a_critical_path_has_nothing_below_and_errors_loudly() {
        let ladder = Ladder::new(Duration::from_secs(1)).unwrap();
        let mut descent = ladder.begin();
        assert_eq!(ladder.on_miss(&mut descent, DOWN), Step::Error);
        assert_eq!(ladder.on_miss(&mut descent, DOWN), Step::Error);
        assert_eq!(descent.missed().len(), 1);
        assert_eq!(descent.serve().step, Step::Error);
    }

    #[test]
    fn a_way_may_have_a_name_that_is_known_only_at_run_time() {
        let replicas: Vec<String> = (1..=2).map(|number| format!("replica {number}")).collect();
        let ladder = Ladder::new(Duration::from_secs(1)).unwrap();
        let ladder = ladder.with_degraded(replicas, Duration::from_secs(1)).unwrap();
        assert_eq!(ladder.way(Step::Degraded(1)), Some("replica 2"));
        assert_eq!((ladder.way(Step::Degraded(2)), ladder.way(Step::Full)), (None, None));
    }

    #[test]
    fn what_is_covered_is_a_choice() {
        for (covers, kind, step) in [
            (Covers::Failures, FailureKind::Timeout, Step::Cached),
            (Covers::Failures, FailureKind::Refused, Step::Cached),
            (Covers::Failures, FailureKind::ClientError, Step::Error),
            (Covers::Every, FailureKind::Bug, Step::Cached),
            (Covers::Refusals, FailureKind::Refused, Step::Cached),
            (Covers::Refusals, FailureKind::Timeout, Step::Error),
        ] {
            let ladder = Ladder::new(Duration::from_secs(1)).unwrap().with_cache().covering(covers);
            assert_eq!(ladder.on_miss(&mut ladder.begin(), Why::Failed(kind)), step, "{covers:?} {kind:?}");
        }
    }

    #[test]
    fn no_time_at_all_is_refused_by_name() {
        assert_eq!(Ladder::new(Duration::ZERO).unwrap_err().field, "full_limit");
        let ladder = Ladder::new(Duration::MAX).unwrap();
        assert_eq!(ladder.with_degraded(vec!["replica"], Duration::ZERO).unwrap_err().field, "degraded_limit");
    }
}
