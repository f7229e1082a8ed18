//! Graceful degradation: a batch of reads, each with its fallback, that never fails as a whole.

use super::FailureKind;

/// What a read came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading<V> {
    /// A value.
    Value(V),
    /// The fallback in its place: nothing, and the reason.
    Fallback {
        /// The failure behind it.
        kind: FailureKind,
    },
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It was taken in.
    Taken,
    /// The read had already been recorded; the first record stays.
    Already,
    /// The batch has no such read.
    NoSuchRead,
}

/// A batch of reads under way at the same time.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch<V> {
    readings: Vec<Option<Reading<V>>>,
}

/// A finished batch: what arrived, and what is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchResult<V> {
    /// The values that arrived, with the numbers of their reads. What follows sees only these.
    pub readings: Vec<(usize, V)>,
    /// The reads without a value.
    pub unavailable: Vec<usize>,
    /// Whether anything is missing.
    pub degraded: bool,
    /// Values that arrived.
    pub available: usize,
    /// Reads of the batch.
    pub total: usize,
}

impl<V> Batch<V> {
    /// A batch of `total` reads, none of which has ended.
    pub fn new(total: usize) -> Self {
        Self { readings: (0..total).map(|_| None).collect() }
    }

    /// A read has ended: with a value, or with a failure whose place the fallback takes.
    pub fn record(&mut self, read: usize, result: Result<V, FailureKind>) -> Recorded {
        match self.readings.get_mut(read) {
            None => Recorded::NoSuchRead,
            Some(Some(_)) => Recorded::Already,
            Some(place) => {
                *place = Some(match result {
                    Ok(value) => Reading::Value(value),
                    Err(kind) => Reading::Fallback { kind },
                });
                Recorded::Taken
            }
        }
    }

    /// Whether every read has ended.
    pub fn is_complete(&self) -> bool {
        self.readings.iter().all(Option::is_some)
    }

    /// The reads that have not ended.
    pub fn missing(&self) -> impl Iterator<Item = usize> {
        self.readings.iter().enumerate().filter(|(_, reading)| reading.is_none()).map(|(read, _)| read)
    }

    /// The batch as it is handed on. A read that has not ended counts as unavailable.
    pub fn finish(self) -> BatchResult<V> {
        let total = self.readings.len();
        let (mut readings, mut unavailable) = (Vec::new(), Vec::new());
        for (read, reading) in self.readings.into_iter().enumerate() {
            match reading {
                Some(Reading::Value(value)) => readings.push((read, value)),
                Some(Reading::Fallback { .. }) | None => unavailable.push(read),
            }
        }
        let available = readings.len();
        BatchResult { readings, degraded: !unavailable.is_empty(), unavailable, available, total }
    }
}
