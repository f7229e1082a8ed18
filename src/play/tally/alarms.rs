//! The alerts of a run: a monitor that looks every half minute, and every degraded batch.

use core::time::Duration;

use crate::policy::ConfigError;
use crate::policy::alert::{Alerts, Raised, Settings, Signs};
use crate::policy::health::{Circuit, Watch};
use crate::time::Instant;

/// How often the monitor looks (guide: every 30 s).
pub const CHECK_EVERY: Duration = Duration::from_secs(30);
/// Alerts that are kept, the first ones; those that were suppressed are only counted.
const KEPT: usize = 1_000;

/// An alert with its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// When it was sent.
    pub at: Instant,
    /// The alert.
    pub raised: Raised,
    /// How often the same was held back after it.
    pub held: u64,
    /// When its rule applied last.
    pub last: Instant,
}

/// The alerts of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alarms {
    alerts: Alerts,
    sent: Vec<Told>,
    /// How many were sent, kept or not.
    all: u64,
    next: Instant,
    /// Whether the share that failed of a closed breaker is that of its recent results.
    recently: bool,
}

impl Alarms {
    /// A monitor with limits of its own, which judges a closed breaker by its results of the last five minutes: an hour
    /// after it has failed, a service is well.
    ///
    /// # Errors
    /// What [`Alerts::new`] refuses.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        Ok(Self { alerts: Alerts::new(settings)?, recently: true, ..Self::default() })
    }

    /// Takes other limits, from now on.
    ///
    /// # Errors
    /// What [`Alerts::new`] refuses.
    pub fn configure(&mut self, settings: Settings) -> Result<(), ConfigError> {
        self.alerts.configure(settings)
    }

    /// How many were sent.
    pub const fn all(&self) -> u64 {
        self.all
    }

    /// When the monitor looked last.
    pub const fn looked(&self) -> Instant {
        self.next
    }

    /// The alerts that were sent, oldest first.
    pub fn sent(&self) -> &[Told] {
        &self.sent
    }

    /// How many were suppressed because the same had been sent.
    pub const fn suppressed(&self) -> u64 {
        self.alerts.suppressed()
    }

    /// The next moment at which the monitor looks, if it is before `until`.
    pub(super) fn due(&mut self, until: Instant) -> Option<Instant> {
        let at = self.next.after(CHECK_EVERY);
        (at < until).then(|| {
            self.next = at;
            at
        })
    }

    pub(super) fn check(&mut self, at: Instant, subject: &'static str, watch: &Watch) {
        let mut signs = signs(watch, at, self.alerts.settings());
        if self.recently {
            signs.all = signs.recent;
        }
        let raised = self.alerts.check(at, subject, &signs);
        for raised in raised {
            self.keep(at, raised);
        }
    }

    pub(super) fn batch(&mut self, at: Instant, missing: u64, total: u64) {
        if let Some(raised) = self.alerts.on_batch(at, "sensors", missing, total) {
            self.keep(at, raised);
        }
    }

    fn keep(&mut self, at: Instant, raised: Raised) {
        if raised.suppressed_since.is_some() {
            let alert = &raised.alert;
            let is_same = |told: &&mut Told| {
                told.raised.alert.subject == alert.subject && told.raised.alert.rule.is_like(alert.rule)
            };
            if let Some(told) = self.sent.iter_mut().rev().find(is_same) {
                told.held += 1;
                told.last = at;
            }
            return;
        }
        self.all += 1;
        if self.sent.len() < KEPT {
            self.sent.push(Told { at, raised, held: 0, last: at });
        }
    }
}

/// What alerts need to know of a breaker.
fn signs(watch: &Watch, now: Instant, settings: &Settings) -> Signs {
    let (recent, all) = (watch.recent(now), watch.results());
    Signs {
        open: watch.open_for(now),
        closed: watch.circuit() == Circuit::Closed,
        recent: (recent.failures, recent.all),
        all: (all.failures, all.all),
        changes: watch.changes_within(now, settings.flapping_span),
        openings: watch.openings_in_row(),
    }
}
