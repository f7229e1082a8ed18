//! Two lanes side by side: for each lab the few numbers in which policies show what they are worth.

use core::cmp::Ordering;
use core::time::Duration;

use super::retry::{SLOT, SLOTS};
use super::{Picture, Run, batch, breaker, retry, share};
use crate::sim::input::Lane;
use crate::time::nanos;
use crate::words::{grouped, span};

/// A row of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name in the page contract.
    pub key: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// The values of lanes A and B.
    pub values: (Amount, Amount),
    /// What is good.
    pub sense: Sense,
}

/// A value of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A part of a whole.
    Share(u64, u64),
    /// Things.
    Count(u64),
    /// A span.
    Span(Duration),
    /// The mean of spans: their sum, and how many they are.
    Mean(Duration, u64),
}

/// Which of two different values is the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// The greater.
    More,
    /// The smaller.
    Less,
    /// Neither: it depends on what one wants.
    Open,
}

/// How the lanes compare in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This one is better.
    Better(Lane),
    /// Both are the same.
    Same,
    /// They differ, and neither is better; or there is nothing to compare yet.
    Open,
}

impl Amount {
    /// As the page contract writes it: a count, a span in whole milliseconds, a share in whole parts of a thousand.
    /// Nothing for a share or a mean before there is any case.
    pub fn whole(self) -> Option<u64> {
        match self {
            Self::Share(part, whole) => part.saturating_mul(1_000).checked_div(whole),
            Self::Count(count) => Some(count),
            Self::Span(span) => Some(u64::try_from(span.as_millis()).unwrap_or(u64::MAX)),
            Self::Mean(sum, cases) => mean(sum, cases).and_then(|mean| Self::Span(mean).whole()),
        }
    }

    /// For reading.
    pub fn words(self) -> String {
        match self {
            Self::Share(part, whole) => share(part, whole),
            Self::Count(count) => grouped(count),
            Self::Span(length) => span(length),
            Self::Mean(sum, cases) => mean(sum, cases).map_or_else(|| "–".to_owned(), span),
        }
    }

    /// Shares and means by cross-multiplication, so that equal ones are equal. Nothing where there is no case, or other
    /// things.
    fn compare(self, other: Self) -> Option<Ordering> {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        match (self, other) {
            (Self::Share(_, 0) | Self::Mean(_, 0), _) | (_, Self::Share(_, 0) | Self::Mean(_, 0)) => None,
            (Self::Share(a, of_a), Self::Share(b, of_b)) => Some(product(a, of_b).cmp(&product(b, of_a))),
            (Self::Count(a), Self::Count(b)) => Some(a.cmp(&b)),
            (Self::Span(a), Self::Span(b)) => Some(a.cmp(&b)),
            (Self::Mean(a, of_a), Self::Mean(b, of_b)) => Some(product(nanos(a), of_b).cmp(&product(nanos(b), of_a))),
            _ => None,
        }
    }
}

/// The mean of spans; nothing of none.
fn mean(sum: Duration, cases: u64) -> Option<Duration> {
    sum.checked_div(u32::try_from(cases).unwrap_or(u32::MAX))
}

impl Row {
    /// How the lanes compare.
    pub fn verdict(&self) -> Verdict {
        let (a, b) = self.values;
        match (a.compare(b), self.sense) {
            (Some(Ordering::Equal), _) => Verdict::Same,
            (Some(Ordering::Greater), Sense::More) | (Some(Ordering::Less), Sense::Less) => Verdict::Better(Lane::A),
            (Some(_), Sense::More | Sense::Less) => Verdict::Better(Lane::B),
            (None, _) | (Some(_), Sense::Open) => Verdict::Open,
        }
    }
}

/// The comparison of a run's two lanes; nothing if it has one.
pub fn rows(run: &Run) -> Vec<Row> {
    let Some(other) = run.lane(Lane::B) else { return Vec::new() };
    let both = measures(run.picture()).into_iter().zip(measures(other.picture()));
    let row = |(a, b): (Measure, Measure)| Row { key: a.0, label: a.1, values: (a.3, b.3), sense: a.2 };
    both.map(row).collect()
}

/// A row's key, label and sense, and one lane's value.
type Measure = (&'static str, &'static str, Sense, Amount);

fn measures(picture: &Picture) -> Vec<Measure> {
    match picture {
        Picture::Breaker(picture) => of_breaker(picture),
        Picture::Retry(picture) => of_retry(picture),
        Picture::Batch(picture) => of_batch(picture),
    }
}

/// A fast fail is a wait that was avoided and a chance that was missed, so more of them is neither good nor bad.
fn of_breaker(picture: &breaker::Picture) -> Vec<Measure> {
    let load = picture.successes + picture.failures + picture.flights.len() as u64;
    vec![
        ("success-share", "Calls that succeeded", Sense::More, Amount::Share(picture.successes, picture.calls)),
        ("load", "Load on the service", Sense::Less, Amount::Count(load)),
        ("good-refused", "Good calls refused", Sense::Less, Amount::Count(picture.good_refused)),
        ("bad-through", "Bad calls let through", Sense::Less, Amount::Count(picture.failures)),
        ("fast-fails", "Fast fails", Sense::Open, Amount::Count(picture.fast_fails)),
        ("openings", "Openings", Sense::Open, Amount::Count(picture.openings)),
        ("reopenings", "Of these after a probe", Sense::Open, Amount::Count(picture.reopenings)),
        ("waiting-spared-ms", "Waiting avoided", Sense::Open, Amount::Span(picture.time_saved)),
    ]
}

fn of_retry(picture: &retry::Picture) -> Vec<Measure> {
    const { assert!(SLOT.as_millis() == 100, "the label of the peak names its width") };
    let ended = picture.successes + picture.failures;
    vec![
        ("success-share", "Reads that succeeded", Sense::More, Amount::Share(picture.successes, ended)),
        ("load", "Load on the service", Sense::Less, Amount::Count(picture.attempts)),
        ("peak-retries", "Most retries within 0.1 s", Sense::Less, Amount::Count(peak_of_retries(picture))),
        ("waiting-ms", "Time spent waiting", Sense::Less, Amount::Span(picture.waiting)),
    ]
}

/// The most retries that started within one slot. First attempts may all start together, whatever the policy.
fn peak_of_retries(picture: &retry::Picture) -> u64 {
    let mut slots: Vec<u64> = Vec::new();
    for span in picture.reads.iter().flat_map(|read| &read.spans) {
        let &retry::Span::Attempt { attempt: 2.., from, .. } = span else { continue };
        let slot = usize::try_from(from.nanos() / nanos(SLOT)).unwrap_or(usize::MAX).min(SLOTS - 1);
        if slots.len() <= slot {
            slots.resize(slot + 1, 0);
        }
        slots[slot] += 1;
    }
    slots.into_iter().max().unwrap_or(0)
}

fn of_batch(picture: &batch::Picture) -> Vec<Measure> {
    let healthy = picture.batches - picture.degraded;
    vec![
        ("success-share", "Batches with all values", Sense::More, Amount::Share(healthy, picture.batches)),
        ("data-kept", "Data kept", Sense::More, Amount::Share(picture.values_kept, picture.values)),
        ("twin-kept", "Kept by all-or-nothing", Sense::More, Amount::Share(picture.twin_kept, picture.values)),
        ("load", "Load on the sensors", Sense::Less, Amount::Count(picture.attempts)),
        ("waiting-ms", "Mean wait for a batch", Sense::Less, Amount::Mean(picture.took, picture.batches)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link;
    use crate::time::Instant;

    fn compared(link: &str, seconds: u64) -> Vec<Row> {
        let parsed = link::parse(link);
        assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
        let Ok(mut run) = Run::replay(parsed.tape) else { return Vec::new() };
        run.advance(Instant::from_millis(seconds * 1_000), 10_000_000);
        rows(&run)
    }

    fn verdict(rows: &[Row], key: &str) -> Option<Verdict> {
        rows.iter().find(|row| row.key == key).map(Row::verdict)
    }

    #[test]
    fn one_lane_has_nothing_to_compare_and_two_equal_ones_are_the_same() {
        assert!(compared("#breaker", 10).is_empty());
        for (lab, count) in [("breaker", 8), ("retry", 4), ("batch", 5)] {
            let rows = compared(&format!("#{lab}?lanes=2"), 20);
            assert_eq!(rows.len(), count);
            assert!(rows.iter().all(|row| row.verdict() == Verdict::Same), "{rows:?}");
            let before = compared(&format!("#{lab}?lanes=2"), 0);
            assert_eq!(verdict(&before, "success-share"), Some(Verdict::Open), "no case yet");
            let mean = if lab == "batch" { Verdict::Open } else { Verdict::Same };
            assert!(verdict(&before, "waiting-ms").is_none_or(|verdict| verdict == mean), "{before:?}");
        }
    }

    #[test]
    fn more_attempts_keep_more_and_cost_more() {
        let rows = compared("#batch?b.attempts=4", 60);
        assert_eq!(verdict(&rows, "data-kept"), Some(Verdict::Better(Lane::B)));
        assert_eq!(verdict(&rows, "success-share"), Some(Verdict::Better(Lane::B)));
        assert_eq!(verdict(&rows, "load"), Some(Verdict::Better(Lane::A)));
        assert_eq!(verdict(&rows, "waiting-ms"), Some(Verdict::Better(Lane::A)));
        let rows = compared("#retry?failure=0.8&b.attempts=8", 60);
        assert_eq!(verdict(&rows, "success-share"), Some(Verdict::Better(Lane::B)));
        assert_eq!(verdict(&rows, "waiting-ms"), Some(Verdict::Better(Lane::A)));
        let rows = compared("#retry?reads=100&failure=0.8&jitter=full&base=1&b.jitter=none", 60);
        assert_eq!(verdict(&rows, "peak-retries"), Some(Verdict::Better(Lane::A)));
        let rows = compared("#breaker?b.threshold=20", 60);
        assert_eq!(verdict(&rows, "load"), Some(Verdict::Better(Lane::A)));
        assert_eq!(verdict(&rows, "fast-fails"), Some(Verdict::Open));
    }

    #[test]
    fn values_are_those_of_the_metrics() {
        let rows = compared("#batch?b.attempts=4&seed=7", 30);
        let parsed = link::parse("#batch?attempts=4&seed=7");
        let Ok(mut alone) = Run::replay(parsed.tape) else { return };
        alone.advance(Instant::from_millis(30_000), 10_000_000);
        let metric = |name: &str| alone.metrics().iter().find(|metric| metric.name == name).map(|metric| metric.value);
        let kept = rows.iter().find(|row| row.key == "data-kept").map(|row| row.values.1);
        assert_eq!(kept, metric("values-kept").zip(metric("values")).map(|(part, whole)| Amount::Share(part, whole)));
    }

    #[test]
    fn shares_are_compared_exactly_and_written_whole() {
        let third = Amount::Share(1, 3);
        assert_eq!(third.compare(Amount::Share(1_000_000_007, 3_000_000_021)), Some(Ordering::Equal));
        assert_eq!(third.whole(), Some(333));
        assert_eq!(Amount::Share(0, 0).whole(), None);
        assert_eq!(Amount::Share(0, 0).compare(third), None);
        assert_eq!(Amount::Span(Duration::from_micros(1_999)).whole(), Some(1));
        assert_eq!(Amount::Count(7).words(), "7");
        let mean = |millis, cases| Amount::Mean(Duration::from_millis(millis), cases);
        assert_eq!((mean(700, 2).whole(), mean(700, 2).words()), (Some(350), "0.35 s".to_owned()));
        assert_eq!((mean(0, 0).whole(), mean(0, 0).words()), (None, "–".to_owned()));
        assert_eq!(mean(100, 3).compare(mean(200, 6)), Some(Ordering::Equal));
        assert_eq!((mean(0, 0).compare(mean(0, 0)), mean(1, 2).compare(mean(0, 0))), (None, None));
    }
}
