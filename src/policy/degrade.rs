//! Graceful degradation: a batch of concurrent reads that never fails as a whole.
//!
//! Each read has its own fallback, so a sensor that fails becomes a gap and not a crash. The batch says what is
//! missing, and those who come after it get the values alone (lecture, example 39.3).

use super::FailureKind;

/// What a read came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading<V> {
    /// The sensor's value.
    Value(V),
    /// The fallback in the place of a value.
    Fallback {
        /// The failure that it stands for.
        kind: FailureKind,
    },
}

/// What a batch made of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is the read's result.
    First,
    /// The read had one already, which stays.
    Duplicate,
    /// The batch has no such read.
    OutOfRange,
}

/// A round of reads under way.
///
/// A failed read is a gap, and the batch goes on:
///
/// ```
/// use half_open::policy::FailureKind;
/// use half_open::policy::degrade::Batch;
///
/// let mut batch = Batch::new(3);
/// batch.report(0, Ok(20.5));
/// batch.report(2, Err(FailureKind::Timeout));
/// batch.report(1, Ok(21.0));
/// let result = batch.finish();
/// assert_eq!((result.available, result.unavailable, result.degraded), (2, vec![2], true));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Batch<V> {
    total: usize,
    /// The reads that have ended, in the order in which they did.
    readings: Vec<(usize, Reading<V>)>,
}

/// A finished batch. Always `available + unavailable.len() == total`.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchResult<V> {
    /// The reads that have a value, with it, in order.
    pub readings: Vec<(usize, V)>,
    /// The reads that have none, in order.
    pub unavailable: Vec<usize>,
    /// Whether anything is missing.
    pub degraded: bool,
    /// How many values there are.
    pub available: usize,
    /// How many reads there were.
    pub total: usize,
}

impl<V> Batch<V> {
    /// A round of `total` reads, numbered from 0. A round of none is complete and healthy.
    pub const fn new(total: usize) -> Self {
        Self { total, readings: Vec::new() }
    }

    /// Takes the result of read `index`. The first one stays.
    pub fn report(&mut self, index: usize, result: Result<V, FailureKind>) -> Kept {
        if index >= self.total {
            return Kept::OutOfRange;
        }
        if self.reading(index).is_some() {
            return Kept::Duplicate;
        }
        let reading = match result {
            Ok(value) => Reading::Value(value),      // rule: value
            Err(kind) => Reading::Fallback { kind }, // rule: fallback
        };
        self.readings.push((index, reading));
        Kept::First
    }

    /// What read `index` came to, if it has ended.
    pub fn reading(&self, index: usize) -> Option<&Reading<V>> {
        self.readings.iter().find(|(read, _)| *read == index).map(|(_, reading)| reading)
    }

    /// Whether every read has ended.
    pub fn is_complete(&self) -> bool {
        self.readings.len() == self.total
    }

    /// The reads that have not ended yet, in order.
    pub fn missing(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.total).filter(|&index| self.reading(index).is_none())
    }

    /// Ends the round. A read that has not ended counts as unavailable.
    pub fn finish(mut self) -> BatchResult<V> {
        let mut readings = Vec::new();
        let mut unavailable = Vec::new();
        for index in 0..self.total {
            let ended = self.readings.iter().position(|(read, _)| *read == index);
            match ended.map(|at| self.readings.swap_remove(at).1) {
                Some(Reading::Value(value)) => readings.push((index, value)), // rule: available
                Some(Reading::Fallback { .. }) | None => unavailable.push(index), // rule: unavailable
            }
        }
        BatchResult {
            available: readings.len(),
            degraded: !unavailable.is_empty(), // rule: verdict
            total: self.total,
            readings,
            unavailable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lectures_batch_keeps_what_it_has_and_says_what_is_missing() {
        let mut batch = Batch::new(5);
        assert_eq!(batch.report(4, Ok(54.0)), Kept::First);
        assert_eq!(batch.report(3, Err(FailureKind::Connection)), Kept::First);
        assert_eq!(batch.report(0, Ok(50.0)), Kept::First);
        assert!(!batch.is_complete());
        assert_eq!(batch.missing().collect::<Vec<_>>(), [1, 2]);
        batch.report(2, Ok(52.0));
        batch.report(1, Err(FailureKind::Timeout));
        assert!(batch.is_complete());
        assert_eq!(batch.reading(1), Some(&Reading::Fallback { kind: FailureKind::Timeout }));
        let result = batch.finish();
        assert_eq!(result.readings, [(0, 50.0), (2, 52.0), (4, 54.0)]);
        assert_eq!(result.unavailable, [1, 3]);
        assert_eq!((result.degraded, result.available, result.total), (true, 3, 5));
    }

    #[test]
    fn a_batch_without_gaps_is_healthy() {
        let mut batch = Batch::new(2);
        batch.report(0, Ok("a"));
        batch.report(1, Ok("b"));
        let result = batch.finish();
        assert_eq!((result.degraded, result.available, result.unavailable), (false, 2, vec![]));
        assert!(Batch::<f64>::new(0).is_complete());
        assert!(!Batch::<f64>::new(0).finish().degraded);
    }

    #[test]
    fn a_second_report_and_an_unknown_read_change_nothing() {
        let mut batch = Batch::new(1);
        assert_eq!(batch.report(0, Ok(1)), Kept::First);
        assert_eq!(batch.report(0, Err(FailureKind::Bug)), Kept::Duplicate);
        assert_eq!(batch.report(1, Ok(2)), Kept::OutOfRange);
        assert_eq!(batch.finish().readings, [(0, 1)]);
    }

    #[test]
    fn a_read_that_never_ended_is_unavailable() {
        let mut batch = Batch::new(3);
        batch.report(1, Ok(()));
        let result = batch.finish();
        assert_eq!((result.unavailable, result.degraded), (vec![0, 2], true));
    }
}
