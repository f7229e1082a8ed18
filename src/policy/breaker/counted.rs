//! Which failures a breaker counts.

use super::Outcome;
use crate::policy::FailureKind;

/// Which kinds of failure say something about the service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counts {
    /// All: a caller that asks nonsense opens the breaker for everybody (the guide's mistake 7). The default of most
    /// libraries, and of the lecture.
    #[default]
    All,
    /// Those of the service, not the caller's own mistakes: a wrong request, a missing right, a bug.
    Service,
}

impl Counts {
    /// What a failure is to the breaker.
    pub const fn outcome(self, kind: FailureKind) -> Outcome {
        match self {
            Self::Service if kind.is_callers_own() => Outcome::Ignored, // reads: counts
            Self::All | Self::Service => Outcome::Failure,
        }
    }
}
