//! New settings for a breaker at work, and the work of a plain breaker taken over.

use super::settings::Settings;
use super::trip::Watch;
use super::window::Tally;
use super::{GeneralBreaker, Phase};
use crate::policy::ConfigError;
use crate::policy::breaker::{Breaker, Phase as Plain};

impl GeneralBreaker {
    /// Takes new settings; they apply from the next decision on, as with the plain breaker. Results stay counted,
    /// except that another kind of trip rule starts without any.
    ///
    /// # Errors
    /// What [`Settings::check`] refuses; the settings before then stay.
    pub fn configure(&mut self, settings: Settings) -> Result<(), ConfigError> {
        settings.check()?;
        self.watches.truncate(settings.trips.len());
        for (place, trip) in settings.trips.iter().enumerate() {
            match (self.watches.get_mut(place), self.settings.trips.get(place)) {
                (Some(watch), Some(old)) if trip.is_like(old) => watch.adopt(trip),
                (Some(watch), _) => *watch = Watch::new(trip, self.seen),
                (None, _) => self.watches.push(Watch::new(trip, self.seen)),
            }
        }
        self.settings = settings.into();
        Ok(())
    }

    /// A breaker that goes on where a plain one stands, with other settings: permits that the plain one gave are good
    /// for this one, and results that it counted stay counted if the trip rule is of the same kind.
    ///
    /// # Errors
    /// What [`Settings::check`] refuses.
    pub fn taking_over(plain: &Breaker, settings: Settings) -> Result<Self, ConfigError> {
        let mut taken = Self::new(settings)?;
        (taken.generation, taken.late, taken.seen) = (plain.generation, plain.late, plain.seen);
        taken.forget(plain.seen, false);
        taken.phase = match &plain.phase {
            Plain::Closed(window) => {
                let old = Settings::from(&plain.settings);
                let alike = taken.watches.iter_mut().zip(taken.settings.trips.iter().zip(&old.trips));
                for (watch, (trip, _)) in alike.filter(|(_, (trip, old))| trip.is_like(old)) {
                    for (at, failed) in window.results() {
                        watch.record(trip, at, one(failed));
                    }
                }
                Phase::Closed
            }
            Plain::Open { since, wait, .. } => {
                Phase::Open { since: *since, wait: *wait, known: *since, counts: Tally::default() }
            }
            Plain::HalfOpen(probing) => {
                let mut trial = taken.trial();
                trial.probing = probing.clone();
                for _ in 0..probing.successes {
                    trial.record(one(false));
                }
                Phase::HalfOpen(trial)
            }
            Plain::ForcedOpen => Phase::ForcedOpen,
        };
        Ok(taken)
    }
}

/// The tally of one result.
fn one(failed: bool) -> Tally {
    Tally { ok: u64::from(!failed), err: u64::from(failed), ..Tally::default() }
}
