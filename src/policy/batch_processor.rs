//! Batch processor: works through many items in batches, saves what it could not do and retries it in smaller ones.
//!
//! The guide's `ResilientBatchProcessor`. [`Processor::begin`] takes the items, [`Processor::next_batch`] hands the
//! next batch out, [`Processor::report`] takes what came of it. A breaker's refusal saves the batch and all that would
//! have followed; an error saves the batch. [`Processor::retry`] then goes through what was saved in smaller batches.
//!
//! The guide's code loses items in one way, here a setting under its name: see [`Losing`]. Its retry loses none: what
//! fails again is saved again. By default nothing is lost: what is processed and what is saved are all that was given.

use super::ConfigError;

/// What happens to the items that failed within a batch that as a whole did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Losing {
    /// They are saved for a retry. The default.
    #[default]
    Nothing,
    /// They are counted as failed and forgotten, as in the guide's code.
    PartlyFailed,
}

/// What came of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was worked on; these of its items failed, by their places in it.
    Worked {
        /// The places of failed items, from 0; repeated ones and places outside count once and not at all.
        failed: Vec<usize>,
    },
    /// A breaker refused it.
    CircuitOpen,
    /// It failed as a whole. Some of its items may have been done before it did: a retry does these twice, so the
    /// work has to be idempotent.
    Error,
}

/// A line of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The batch, from 1.
    pub batch: u64,
    /// What happened to it.
    pub status: Status,
    /// Items processed.
    pub processed: u64,
    /// Items saved for a retry.
    pub saved: u64,
    /// Items lost.
    pub lost: u64,
}

/// What happened to a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It was worked on.
    Worked,
    /// A breaker refused it.
    CircuitOpen,
    /// It was not tried, because a breaker had refused one before it.
    Skipped,
    /// It failed as a whole.
    Error,
}

/// The report of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Items given.
    pub given: u64,
    /// Items processed.
    pub processed: u64,
    /// Items that failed, alone or with their batch; those that a breaker kept from being tried are not among them.
    pub failed: u64,
    /// How often a breaker refused a batch.
    pub circuit_trips: u64,
    /// Items saved for a retry.
    pub saved: u64,
    /// Items lost; always 0 unless asked for by [`Losing`].
    pub lost: u64,
    /// What happened to each batch.
    pub details: Vec<Detail>,
}

/// Whether saved items can be tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// None are saved.
    NothingSaved,
    /// The breaker is still open: they stay saved.
    StillOpen {
        /// How many.
        saved: u64,
    },
    /// A run over them has begun.
    Begun {
        /// How many.
        items: u64,
        /// In batches of this many.
        batch_size: usize,
    },
}

/// The guide's size of a batch.
pub const BATCH_SIZE: usize = 100;
/// The guide's least size of a batch in a retry.
pub const LEAST_RETRIED: usize = 10;

/// A batch processor.
///
/// The breaker refuses the second of three batches. The third is not even tried, because it would be refused as well;
/// both are saved, and tried again in smaller batches when the breaker lets calls pass:
///
/// ```
/// use half_open::policy::batch_processor::{Losing, Outcome, Processor, Retry};
///
/// let mut processor = Processor::new(40, Losing::Nothing)?;
/// processor.begin((0..120).collect());
/// for outcome in [Outcome::Worked { failed: Vec::new() }, Outcome::CircuitOpen] {
///     assert_eq!(processor.next_batch().map(<[u32]>::len), Some(40));
///     processor.report(&outcome);
/// }
/// assert_eq!(processor.next_batch(), None);
/// assert_eq!((processor.totals().processed, processor.saved().len()), (40, 80));
/// assert_eq!(processor.retry(true), Retry::StillOpen { saved: 80 });
/// assert_eq!(processor.retry(false), Retry::Begun { items: 80, batch_size: 20 });
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Processor<T> {
    batch_size: usize,
    losing: Losing,
    /// The items of the present run that no batch has had yet, the first last.
    ahead: Vec<T>,
    /// The batch under way.
    batch: Vec<T>,
    present_size: usize,
    saved: Vec<T>,
    report: Report,
}

impl<T> Processor<T> {
    /// A processor of batches of `batch_size` items.
    ///
    /// # Errors
    /// `batch_size` of 0.
    pub fn new(batch_size: usize, losing: Losing) -> Result<Self, ConfigError> {
        if batch_size == 0 {
            return Err(ConfigError::new("batch_size", batch_size, "a whole number from 1 up"));
        }
        let (ahead, batch, saved) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { batch_size, losing, ahead, batch, present_size: batch_size, saved, report: Report::default() })
    }

    /// The size of the batches of a retry: half, but at least 10, and never more than of those before. (The guide's
    /// code makes batches of fewer than 10 larger in the retry.)
    pub fn retried_size(&self) -> usize {
        (self.batch_size / 2).max(LEAST_RETRIED).min(self.batch_size)
    }

    /// Begins a run over `items`. What a run before it had not come to yet is saved first.
    pub fn begin(&mut self, items: Vec<T>) {
        self.start(items, self.batch_size);
    }

    /// The next batch, until [`Processor::report`] says what came of it; nothing at the end of the run.
    pub fn next_batch(&mut self) -> Option<&[T]> {
        if self.batch.is_empty() {
            let rest = self.ahead.len().saturating_sub(self.present_size);
            self.batch = self.ahead.split_off(rest);
            self.batch.reverse();
        }
        if self.batch.is_empty() { None } else { Some(&self.batch) }
    }

    /// What came of the batch under way. Without one nothing changes.
    pub fn report(&mut self, outcome: &Outcome) {
        let batch = core::mem::take(&mut self.batch);
        if batch.is_empty() {
            return;
        }
        let size = batch.len() as u64;
        match outcome {
            Outcome::Worked { failed } => self.worked(batch, failed),
            Outcome::Error => {
                self.report.failed = self.report.failed.saturating_add(size);
                self.saved.extend(batch);
                self.tell(Status::Error, 0, size, 0);
            }
            Outcome::CircuitOpen => {
                self.report.circuit_trips = self.report.circuit_trips.saturating_add(1);
                self.saved.extend(batch);
                self.tell(Status::CircuitOpen, 0, size, 0);
                self.skip_rest();
            }
        }
    }

    /// What the present or last run came to.
    pub const fn totals(&self) -> &Report {
        &self.report
    }

    /// The items saved so far, in the order in which they were.
    pub fn saved(&self) -> &[T] {
        &self.saved
    }

    /// Begins a run over what is saved, in smaller batches, unless the breaker is still open.
    pub fn retry(&mut self, breaker_open: bool) -> Retry {
        if self.saved.is_empty() {
            return Retry::NothingSaved;
        }
        let items = self.saved.len() as u64;
        if breaker_open {
            return Retry::StillOpen { saved: items };
        }
        let (saved, batch_size) = (core::mem::take(&mut self.saved), self.retried_size());
        self.start(saved, batch_size);
        Retry::Begun { items, batch_size }
    }

    fn start(&mut self, mut items: Vec<T>, size: usize) {
        let unfinished = core::mem::take(&mut self.batch);
        self.saved.extend(unfinished);
        self.saved.extend(core::mem::take(&mut self.ahead).into_iter().rev());
        self.report = Report { given: items.len() as u64, ..Report::default() };
        items.reverse();
        (self.ahead, self.present_size) = (items, size);
    }

    fn worked(&mut self, batch: Vec<T>, failed: &[usize]) {
        let (mut processed, mut missed) = (0, 0);
        for (place, item) in batch.into_iter().enumerate() {
            if !failed.contains(&place) {
                processed += 1;
                continue;
            }
            missed += 1;
            if self.losing == Losing::Nothing {
                self.saved.push(item);
            }
        }
        self.report.failed = self.report.failed.saturating_add(missed);
        let (saved, lost) = if self.losing == Losing::Nothing { (missed, 0) } else { (0, missed) };
        self.tell(Status::Worked, processed, saved, lost);
    }

    fn skip_rest(&mut self) {
        let rest = core::mem::take(&mut self.ahead);
        if rest.is_empty() {
            return;
        }
        let size = rest.len() as u64;
        self.saved.extend(rest.into_iter().rev());
        self.tell(Status::Skipped, 0, size, 0);
    }

    fn tell(&mut self, status: Status, processed: u64, saved: u64, lost: u64) {
        let report = &mut self.report;
        report.processed = report.processed.saturating_add(processed);
        report.saved = report.saved.saturating_add(saved);
        report.lost = report.lost.saturating_add(lost);
        let batch = report.details.len() as u64 + 1;
        report.details.push(Detail { batch, status, processed, saved, lost });
    }
}

/// Whether a batch gives up as a whole: as soon as more than half of its items have failed (the guide's example), so
/// that its breaker learns of it.
pub const fn gives_up(failed: u64, items: u64) -> bool {
    failed > items / 2
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn processor(batch_size: usize, losing: Losing, items: u32) -> Processor<u32> {
        let mut processor = Processor::new(batch_size, losing).unwrap();
        processor.begin((0..items).collect());
        processor
    }

    fn run(processor: &mut Processor<u32>, mut outcomes: impl Iterator<Item = Outcome>) -> Vec<Vec<u32>> {
        let mut batches = Vec::new();
        while let Some(batch) = processor.next_batch() {
            batches.push(batch.to_vec());
            processor.report(&outcomes.next().unwrap());
        }
        batches
    }

    fn worked(failed: &[usize]) -> Outcome {
        Outcome::Worked { failed: failed.to_vec() }
    }

    #[test]
    fn an_open_breaker_saves_its_batch_and_all_the_rest_and_the_retry_is_smaller() {
        let mut processor = processor(50, Losing::Nothing, 200);
        let outcomes = [worked(&[]), Outcome::Error, Outcome::CircuitOpen];
        assert_eq!(run(&mut processor, outcomes.into_iter()).len(), 3);
        let report = processor.totals();
        assert_eq!((report.processed, report.failed, report.saved, report.circuit_trips), (50, 50, 150, 1));
        let statuses: Vec<_> = report.details.iter().map(|detail| (detail.status, detail.saved)).collect();
        let error = (Status::Error, 50);
        assert_eq!(statuses, [(Status::Worked, 0), error, (Status::CircuitOpen, 50), (Status::Skipped, 50)]);
        assert_eq!(processor.saved(), (50..200).collect::<Vec<_>>());
        assert_eq!(processor.retry(true), Retry::StillOpen { saved: 150 });
        assert_eq!(processor.retry(false), Retry::Begun { items: 150, batch_size: 25 });
        let batches = run(&mut processor, std::iter::repeat(worked(&[])));
        assert_eq!((batches.len(), batches[0][0], batches[5][24]), (6, 50, 199));
        assert_eq!(processor.retry(false), Retry::NothingSaved);
    }

    #[test]
    fn items_that_fail_within_a_batch_are_saved_unless_asked_to_be_lost() {
        for (losing, saved, lost) in [(Losing::Nothing, &[1, 3][..], 0), (Losing::PartlyFailed, &[], 2)] {
            let mut processor = processor(4, losing, 4);
            run(&mut processor, std::iter::once(worked(&[3, 1, 1, 9])));
            assert_eq!((processor.saved(), processor.totals().lost), (saved, lost));
            assert_eq!((processor.totals().processed, processor.totals().failed), (2, 2));
        }
    }

    /// The guide's retry, which is said to lose items, saves what fails again: 200 before it, 200 after it.
    #[test]
    fn a_retry_that_fails_loses_nothing_even_as_in_the_guides_code() {
        let mut processor = processor(50, Losing::PartlyFailed, 200);
        run(&mut processor, std::iter::repeat(Outcome::CircuitOpen));
        assert_eq!(processor.saved().len(), 200);
        assert_eq!(processor.retry(false), Retry::Begun { items: 200, batch_size: 25 });
        run(&mut processor, [worked(&[]), Outcome::Error, Outcome::CircuitOpen].into_iter());
        let report = processor.totals();
        assert_eq!((report.processed, processor.saved().len(), report.lost), (25, 175, 0));
    }

    #[test]
    fn a_retry_is_never_in_larger_batches() {
        let size = |batch_size| Processor::<()>::new(batch_size, Losing::Nothing).unwrap().retried_size();
        assert_eq!([1, 9, 10, 19, 20, 100].map(size), [1, 9, 10, 10, 10, 50]);
    }

    #[test]
    fn a_new_run_saves_what_the_old_one_had_not_done() {
        let mut processor = processor(2, Losing::Nothing, 5);
        assert_eq!(processor.next_batch(), Some(&[0, 1][..]));
        assert_eq!(processor.next_batch(), Some(&[0, 1][..]), "the same until it is recorded");
        processor.begin(vec![9]);
        assert_eq!(processor.saved(), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn more_than_half_failed_gives_a_batch_up() {
        assert!(!gives_up(5, 10) && gives_up(6, 10) && gives_up(1, 1) && !gives_up(0, 0) && !gives_up(2, 5));
        assert!(gives_up(3, 5));
    }

    #[test]
    fn no_batch_at_all_is_refused_by_name() {
        assert_eq!(Processor::<()>::new(0, Losing::Nothing).unwrap_err().field, "batch_size");
    }
}
