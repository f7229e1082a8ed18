//! What experiments measure with: samples and their spread, and a world played to its end.

use crate::sim::event::Record;
use crate::sim::{Simulation, World};
use crate::time::Instant;

/// How many standard errors a measured mean may be off. Of honest rows about one in 16,000 is off by more.
pub(super) const ERRORS: f64 = 4.0;

/// A row's tolerance for rounding in sums of floats, where luck plays no part.
pub(super) const EXACT: f64 = 1e-9;

/// Values with their mean and spread.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sample {
    count: f64,
    mean: f64,
    /// The sum of squared distances from the mean (Welford 1962, which loses no digits to large means).
    squares: f64,
}

impl Sample {
    /// Takes a value in.
    pub(super) fn push(&mut self, value: f64) {
        self.count += 1.0;
        let before = value - self.mean;
        self.mean += before / self.count;
        self.squares += before * (value - self.mean);
    }

    /// The mean, 0 of nothing.
    pub(super) const fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation of one value, 0 where there are fewer than two.
    pub(super) fn deviation(&self) -> f64 {
        if self.count < 2.0 { 0.0 } else { libm::sqrt(self.squares / (self.count - 1.0)) }
    }
}

/// The tolerance of a share of `cases` of which each comes with probability `share`.
pub(super) fn share_tolerance(share: f64, cases: f64) -> f64 {
    ERRORS * libm::sqrt(share * (1.0 - share) / cases) + EXACT
}

/// The tolerance between two means of values that deviate by `deviation`, one of `ours` and one of `theirs`.
pub(super) fn mean_tolerance(deviation: f64, ours: f64, theirs: f64) -> f64 {
    ERRORS * deviation * libm::sqrt(1.0 / ours + 1.0 / theirs) + EXACT
}

/// Plays a world until `until` or its end, and shows each event to `see`.
pub(super) fn play(seed: u64, world: World, until: Instant, see: &mut dyn FnMut(&Record)) {
    let mut simulation = Simulation::new(seed, world);
    let mut records = Vec::new();
    while simulation.next_at().is_some_and(|at| at <= until) && simulation.step(&mut records) {
        records.drain(..).for_each(|record| see(&record));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_its_mean_and_deviation() {
        let mut sample = Sample::default();
        [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0].into_iter().for_each(|value| sample.push(value));
        assert_eq!(sample.mean(), 5.0);
        assert!((sample.deviation() - libm::sqrt(32.0 / 7.0)).abs() < 1e-12);
        assert_eq!(Sample::default().deviation(), 0.0);
    }
}
