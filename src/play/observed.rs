//! What one wants to know of a pipeline that runs: how often a breaker opened, how many calls a retry saved, and how many
//! batches were degraded, by which sensors; of the whole run and of the last hour.
//!
//! The page's stage and the exports fold the same events by this, so that they tell the same numbers.

use core::time::Duration;

use crate::order;
use crate::policy::breaker::State;
use crate::sim::event::{CallOutcome, Event, Record, ServiceId};
use crate::time::Instant;

const HOUR: Duration = Duration::from_secs(3_600);
/// What the last hour is counted by, in nanoseconds: a minute. So a long run takes no more memory than a short one.
const MINUTE: u64 = 60_000_000_000;
/// Minutes in an hour.
const MINUTES: u64 = 60;

/// How often something happened, in total and in the last hour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastHour {
    /// In total.
    pub all: u64,
    /// Minutes of the run in which it happened, the oldest first, and how often in each.
    minutes: Vec<(u64, u64)>,
}

impl LastHour {
    /// It happened, not earlier than the time before.
    pub fn count(&mut self, at: Instant) {
        self.all += 1;
        let minute = at.nanos() / MINUTE;
        match self.minutes.last_mut() {
            Some((last, count)) if *last == minute => *count += 1,
            _ => {
                self.minutes.retain(|(known, _)| known + MINUTES >= minute);
                self.minutes.push((minute, 1));
            }
        }
    }

    /// How often in the hour up to `now`: in the present minute and the sixty before it.
    pub fn of_late(&self, now: Instant) -> u64 {
        let minute = now.nanos() / MINUTE;
        self.minutes.iter().filter(|(known, _)| known + MINUTES >= minute).map(|(_, count)| count).sum()
    }

    /// How often an hour: what happened in the last hour, or, in a shorter run, what would have happened in an hour of
    /// the same. 0 at the start.
    pub fn per_hour(&self, now: Instant) -> f64 {
        let seconds = now.seconds().min(HOUR.as_secs_f64());
        if seconds > 0.0 { self.of_late(now) as f64 * HOUR.as_secs_f64() / seconds } else { 0.0 }
    }
}

/// Whether a run has passed its first hour, so that its last hour is not all of it.
pub fn is_longer_than_an_hour(now: Instant) -> bool {
    now > Instant::ZERO.after(HOUR)
}

/// What has been observed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// Openings of all breakers.
    pub openings: LastHour,
    /// Calls that failed at first and were tried again, once they have ended.
    pub retried: LastHour,
    /// Of these: calls that got a value.
    pub saved: LastHour,
    /// Further attempts of these calls.
    pub again: u64,
    /// Time spent waiting before further attempts.
    pub waiting: Duration,
    /// Finished batches, lost ones included.
    pub batches: LastHour,
    /// Of these: batches with something missing.
    pub degraded: LastHour,
    /// For each sensor that was ever missing the batches that lack it.
    pub missing: Vec<(ServiceId, LastHour)>,
}

impl Observed {
    /// Takes the next event in.
    pub fn apply(&mut self, record: &Record) {
        let at = record.at;
        match &record.event {
            Event::Transition(transition) if transition.to == State::Open => self.openings.count(at),
            Event::Waiting { delay, .. } => self.waiting = self.waiting.saturating_add(delay.total),
            Event::CallEnded { attempts, outcome, .. } if *attempts > 1 => {
                self.retried.count(at);
                self.again += u64::from(attempts - 1);
                if matches!(outcome, CallOutcome::Success { .. }) {
                    self.saved.count(at);
                }
            }
            Event::BatchEnded { available, total, unavailable, .. } => {
                self.batches.count(at);
                if available < total {
                    self.degraded.count(at);
                }
                for sensor in unavailable.iter() {
                    self.of(sensor).count(at);
                }
            }
            Event::Lost { .. } => self.batches.count(at),
            _ => {}
        }
    }

    fn of(&mut self, sensor: ServiceId) -> &mut LastHour {
        let known = self.missing.iter().position(|(known, _)| *known == sensor);
        let index = known.unwrap_or_else(|| {
            self.missing.push((sensor, LastHour::default()));
            self.missing.len() - 1
        });
        &mut self.missing[index].1
    }

    /// The sensors that were missing in the last hour and how many batches lacked each, the most often missing first.
    pub fn ranked(&self, now: Instant) -> Vec<(ServiceId, u64)> {
        let missing = self.missing.iter().map(|(sensor, missing)| (*sensor, missing.of_late(now)));
        let mut ranked: Vec<(ServiceId, u64)> = missing.filter(|(_, batches)| *batches > 0).collect();
        order::sort(&mut ranked, |one, other| (other.1, one.0) < (one.1, other.0));
        ranked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_hour_forgets_and_a_short_run_is_scaled() {
        let at = |minutes: u64| Instant::from_millis(minutes * 60_000);
        let mut openings = LastHour::default();
        for minutes in [1, 2, 3] {
            openings.count(at(minutes));
        }
        assert_eq!((openings.of_late(at(6)), openings.per_hour(at(6))), (3, 30.0));
        assert_eq!((openings.of_late(at(62)), openings.per_hour(at(62)), openings.all), (2, 2.0, 3));
        assert_eq!(LastHour::default().per_hour(Instant::ZERO), 0.0);
    }

    #[test]
    fn a_long_run_is_remembered_by_minutes() {
        let mut each = LastHour::default();
        for second in 0..20_000 {
            each.count(Instant::from_millis(second * 1_000));
        }
        assert_eq!(each.all, 20_000);
        assert!(each.minutes.len() <= 61, "{}", each.minutes.len());
        // 19,999 s lie 19 s into a minute, so that minute and the sixty before it.
        assert_eq!(each.of_late(Instant::from_millis(19_999_000)), 3_600 + 20);
    }

    #[test]
    fn sensors_are_ranked_by_the_batches_that_lack_them() {
        let mut observed = Observed::default();
        let mut batch = |millis, sensors: &[ServiceId]| {
            let unavailable = sensors.iter().copied().collect();
            let available = 5 - sensors.len() as u32;
            let event = Event::BatchEnded { batch: 1, available, total: 5, unavailable, lack: None };
            observed.apply(&Record { at: Instant::from_millis(millis), event });
        };
        batch(0, &[4]);
        batch(1_000, &[1, 3]);
        batch(2_000, &[3]);
        batch(3_000, &[]);
        let ranked = observed.ranked(Instant::from_millis(4_000));
        assert_eq!(ranked, [(3, 2), (1, 1), (4, 1)]);
        assert_eq!((observed.batches.all, observed.degraded.all), (4, 3));
        assert_eq!(observed.ranked(Instant::from_millis(7_200_000)), []);
    }
}
