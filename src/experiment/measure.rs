//! What experiments measure with: samples and their spread, runs on all cores, and a world played to its end.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;

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

/// What `one` makes of each of `cases` runs, in their order, measured on all cores. `progress` is told how many are
/// done. In a browser, which gives a page one thread, one run follows the other; the results are the same.
pub(super) fn on_all_cores<T: Send>(
    cases: u32,
    one: impl Fn(u32) -> T + Sync,
    mut progress: impl FnMut(u32),
) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    if cores == 1 {
        return (0..cases).map(|case| (one(case), progress(case + 1)).0).collect();
    }
    let next = AtomicU32::new(0);
    let (sender, results) = mpsc::channel();
    let mut all: Vec<(u32, T)> = thread::scope(|scope| {
        for _ in 0..cores {
            let sender = sender.clone();
            scope.spawn(|| {
                let sender = sender;
                loop {
                    let case = next.fetch_add(1, Ordering::Relaxed);
                    // Nobody listens any more only when the one who asked has panicked.
                    if case >= cases || sender.send((case, one(case))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        (1..).zip(results).map(|(done, result)| (result, progress(done)).0).collect()
    });
    all.sort_unstable_by_key(|(case, _)| *case);
    all.into_iter().map(|(_, result)| result).collect()
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
    fn runs_on_all_cores_come_back_in_their_order() {
        let mut told = Vec::new();
        let squares = on_all_cores(1_000, |case| case * case, |done| told.push(done));
        assert_eq!(squares, (0..1_000).map(|case| case * case).collect::<Vec<_>>());
        assert_eq!(told, (1..=1_000).collect::<Vec<_>>());
    }

    #[test]
    fn a_sample_has_its_mean_and_deviation() {
        let mut sample = Sample::default();
        [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0].into_iter().for_each(|value| sample.push(value));
        assert_eq!(sample.mean(), 5.0);
        assert!((sample.deviation() - libm::sqrt(32.0 / 7.0)).abs() < 1e-12);
        assert_eq!(Sample::default().deviation(), 0.0);
    }
}
