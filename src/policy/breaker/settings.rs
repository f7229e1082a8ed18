//! What can be set of a breaker.

use core::time::Duration;

use super::{Probes, Trip};
use crate::policy::ConfigError;

/// What to do with a result that was asked for before the last change of state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Late {
    /// Count it as late and nothing else: it says how the service was, not how it is. The default.
    #[default]
    Drop,
    /// Count it in the present state, as most libraries do: a slow success from before the opening may then close a
    /// half-open breaker. In an open state it changes nothing; the wait is measured from the opening.
    Apply,
}

/// What an ignored outcome counts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IgnoredCounts {
    /// Nothing; a probe's place is free again. The default.
    #[default]
    Neutral,
    /// A success, as in several libraries: a probe that its caller gave up may then close the breaker.
    Success,
}

/// A breaker's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// When a closed breaker opens.
    pub trip: Trip,
    /// The wait from the opening to the first probe, 0 or more. The probe may go when just so much has passed.
    pub reset: Duration,
    /// How many probes a half-open breaker admits.
    pub probes: Probes,
    /// How many probes have to succeed to close it, from 1.
    pub successes: u32,
    /// How long a probe has to answer, more than 0. At the very end of it, it has failed.
    pub lease: Duration,
    /// What to do with late results.
    pub late: Late,
    /// What ignored outcomes count as.
    pub ignored: IgnoredCounts,
}

impl Settings {
    /// Whether the settings make sense.
    ///
    /// # Errors
    /// What [`Trip::check`] refuses; `probes`, `successes` or `lease` of 0; and `successes` above the probes allowed
    /// in total, with which a breaker would stay half-open for ever, unless that is asked for by its name
    /// ([`Probes::InAllEvenIfStuck`]).
    pub fn check(&self) -> Result<(), ConfigError> {
        self.trip.check()?;
        if self.probes.limit() == 0 {
            return Err(ConfigError::new("probes", 0, "a whole number from 1 up"));
        }
        if self.successes == 0 {
            return Err(ConfigError::new("successes", 0, "a whole number from 1 up"));
        }
        if let Probes::InAll(most) = self.probes
            && self.successes > most
        {
            let allowed = format!("a whole number from 1 to {most}, the probes allowed in total");
            return Err(ConfigError::new("successes", self.successes, allowed));
        }
        if self.lease.is_zero() {
            return Err(ConfigError::new("lease", "0 s", "longer than 0 s"));
        }
        Ok(())
    }
}
