//! Two lanes side by side: for each lab the few numbers in which policies show what they are worth, and whether one lane
//! is better by more than chance.
//!
//! Both meet the same luck, so cases can be compared in pairs: reads by their number, and where a run goes on for ever,
//! stretches of time (`stretches`). A lane is called better only if it is so in more of them than a coin would have it
//! ([`Wins::better`]), and on the whole as well.

mod stretches;

use core::cmp::Ordering;
use core::time::Duration;

pub use stretches::{SHORTEST, Stretches};

use super::chance::{self, Wins};
use super::{Run, Settings};
use crate::sim::input::Lane;
use crate::text::play::compare as text;
use crate::time::{Instant, nanos};
use crate::words;
use crate::words::share;

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
    /// In how many cases each lane was better.
    pub wins: Wins,
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
    /// They differ, but by no more than chance may do.
    Close,
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
            Self::Count(count) => words::grouped(count),
            Self::Span(length) => words::span(length),
            Self::Mean(sum, cases) => mean(sum, cases).map_or_else(|| "–".to_owned(), words::span),
        }
    }

    /// The interval of a share that chance alone may give, in parts of one; see [`chance::interval`].
    pub fn interval(self) -> Option<(f64, f64)> {
        match self {
            Self::Share(part, whole) if whole > 0 => Some(chance::interval(part, whole)),
            _ => None,
        }
    }

    /// What has come since an earlier value of the same measure.
    fn since(self, before: Self) -> Self {
        match (self, before) {
            (Self::Share(part, whole), Self::Share(part_before, whole_before)) => {
                Self::Share(part.saturating_sub(part_before), whole.saturating_sub(whole_before))
            }
            (Self::Count(count), Self::Count(before)) => Self::Count(count.saturating_sub(before)),
            (Self::Span(span), Self::Span(before)) => Self::Span(span.saturating_sub(before)),
            (Self::Mean(sum, cases), Self::Mean(sum_before, cases_before)) => {
                Self::Mean(sum.saturating_sub(sum_before), cases.saturating_sub(cases_before))
            }
            _ => self,
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

/// The lane with the better of two amounts, if they differ and one is better.
pub fn winner(sense: Sense, a: Amount, b: Amount) -> Option<Lane> {
    match (a.compare(b)?, sense) {
        (Ordering::Equal, _) | (_, Sense::Open) => None,
        (Ordering::Greater, Sense::More) | (Ordering::Less, Sense::Less) => Some(Lane::A),
        (Ordering::Greater, Sense::Less) | (Ordering::Less, Sense::More) => Some(Lane::B),
    }
}

impl Row {
    /// How the lanes compare.
    pub fn verdict(&self) -> Verdict {
        let (a, b) = self.values;
        match (a.compare(b), winner(self.sense, a, b)) {
            (Some(Ordering::Equal), _) => Verdict::Same,
            (_, Some(lane)) if self.wins.better() == Some(lane) => Verdict::Better(lane),
            (_, Some(_)) => Verdict::Close,
            (_, None) => Verdict::Open,
        }
    }
}

impl Verdict {
    /// In words; `wins` are those of the row.
    pub const fn words(self, wins: Wins) -> &'static str {
        match self {
            Self::Better(lane) => lane.name(),
            Self::Same => "same",
            Self::Close if wins.a + wins.b < Wins::LEAST => text::TOO_FEW,
            Self::Close => text::TOO_CLOSE,
            Self::Open => "–",
        }
    }
}

/// The comparison of a run's two lanes; nothing if it has one.
pub fn rows(run: &Run) -> Vec<Row> {
    let Some((a, b)) = run.both() else { return Vec::new() };
    let wins: Vec<Wins> = match (&run.lab().cases, run.stretches()) {
        (Cases::Pairs { wins, .. }, _) => wins(a, b),
        (Cases::Stretches(_), Some(stretches)) => stretches.wins().to_vec(),
        (Cases::Stretches(_), None) => Vec::new(),
    };
    let both = a.picture().measures().into_iter().zip(b.picture().measures());
    let row = |(place, (a, b)): (usize, (Measure, Measure))| Row {
        key: a.key,
        label: a.label,
        values: (a.amount, b.amount),
        sense: a.sense,
        wins: wins.get(place).copied().unwrap_or_default(),
    };
    both.enumerate().map(row).collect()
}

/// How "better" is judged in this run, in a few sentences; nothing if it has one lane.
pub fn method(run: &Run) -> Option<String> {
    run.both()?;
    let cases = match (&run.lab().cases, run.stretches()) {
        (Cases::Pairs { method, .. }, _) => (*method).to_owned(),
        (Cases::Stretches(_), None) => return None,
        (Cases::Stretches(_), Some(stretches)) => {
            let (since, length) = stretches.measured();
            let since = if since == Instant::ZERO {
                text::THE_START.to_owned()
            } else {
                text::last_change(&words::moment(since))
            };
            text::stretches(&words::span(length), &since)
        }
    };
    let rule = text::RULE;
    Some(text::method(&cases, rule))
}

/// Why the lanes count other numbers of cases, or what the counts leave out, in a sentence.
pub fn note(run: &Run) -> Option<String> {
    let (a, b) = run.both()?;
    (run.lab().note)(a, b)
}

/// What counts as a case for or against one of two lanes.
#[derive(Debug)]
pub enum Cases {
    /// Stretches of time that both go through, at least so long with these settings: as long as what leads from one chance
    /// to the next. What happens in one then says little about the next, as the test wants it.
    Stretches(fn(&Settings) -> Duration),
    /// Pairs of things that meet the same random numbers in both lanes.
    Pairs {
        /// Of each measure, how many went better in a lane.
        wins: fn(&Run, &Run) -> Vec<Wins>,
        /// What is compared, in a sentence.
        method: &'static str,
    },
}

/// One lane's value in a row.
#[derive(Clone, Debug)]
pub struct Measure {
    key: &'static str,
    label: &'static str,
    sense: Sense,
    amount: Amount,
}

/// A row's value in one lane: its name in the page contract, its name on the page, what is good, and how much.
pub const fn measure(key: &'static str, label: &'static str, sense: Sense, amount: Amount) -> Measure {
    Measure { key, label, sense, amount }
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
        for (lab, count) in [("breaker", 9), ("retry", 4), ("batch", 6)] {
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
        let rows = compared("#batch?b.attempts=4", 300);
        assert_eq!(verdict(&rows, "data-kept"), Some(Verdict::Better(Lane::B)));
        assert_eq!(verdict(&rows, "success-share"), Some(Verdict::Better(Lane::B)));
        assert_eq!(verdict(&rows, "load"), Some(Verdict::Better(Lane::A)));
        assert_eq!(verdict(&rows, "waiting-ms"), Some(Verdict::Better(Lane::A)));
        let rows = compared("#retry?reads=60&failure=0.8&b.attempts=8", 200);
        assert_eq!(verdict(&rows, "success-share"), Some(Verdict::Better(Lane::B)));
        assert_eq!(verdict(&rows, "load"), Some(Verdict::Better(Lane::A)));
        assert_eq!(verdict(&rows, "waiting-ms"), Some(Verdict::Better(Lane::A)));
        let rows = compared("#retry?reads=100&failure=0.8&jitter=full&base=1&b.jitter=none", 60);
        assert_eq!(verdict(&rows, "peak-retries"), Some(Verdict::Better(Lane::A)));
        let rows = compared("#breaker?b.threshold=20", 120);
        assert_eq!(verdict(&rows, "load"), Some(Verdict::Better(Lane::A)));
        assert_eq!(verdict(&rows, "fast-fails"), Some(Verdict::Open));
    }

    #[test]
    fn what_chance_may_do_is_too_close_to_tell() {
        for (link, seconds, key) in [
            ("#breaker?b.threshold=1", 145, "success-share"),
            ("#breaker?b.threshold=20", 20, "load"),
            ("#retry?b.attempts=5", 60, "success-share"),
            ("#batch?b.attempts=4", 10, "data-kept"),
        ] {
            assert_eq!(verdict(&compared(link, seconds), key), Some(Verdict::Close), "{link}");
        }
        let says = |link, seconds| {
            let rows = compared(link, seconds);
            rows.first().map(|row| row.verdict().words(row.wins))
        };
        assert_eq!(says("#breaker?b.threshold=1", 20), Some("too few to tell"));
        assert_eq!(says("#breaker?b.threshold=20", 120), Some("A"));
    }

    /// How often "better" went from one lane to the other in any row, looked at each second.
    fn flips(link: &str, seed: u64, seconds: u64) -> usize {
        let mut tape = link::parse(link).tape;
        tape.scenario.seed = seed;
        let Ok(mut run) = Run::replay(tape) else { return usize::MAX };
        let mut last: Vec<Option<Lane>> = vec![None; rows(&run).len()];
        let mut flips = 0;
        for second in 1..=seconds {
            run.advance(Instant::from_millis(second * 1_000), 10_000_000);
            for (last, row) in last.iter_mut().zip(rows(&run)) {
                if let Verdict::Better(lane) = row.verdict() {
                    flips += usize::from(last.is_some_and(|last| last != lane));
                    *last = Some(lane);
                }
            }
        }
        flips
    }

    #[test]
    fn better_does_not_go_from_one_lane_to_the_other_and_back() {
        for link in [
            "#breaker?b.threshold=1&speed=16",
            "#breaker?failure=0.9&b.threshold=1",
            "#breaker?failure=0.3&b.probes=2",
            "#breaker?like=polly&b.like=resilience4j&failure=0.5&callers=2",
        ] {
            let flipped: Vec<u64> = (1..=40).filter(|seed| flips(link, *seed, 600) > 0).collect();
            assert!(flipped.is_empty(), "{link}: seeds {flipped:?}");
        }
    }

    #[test]
    fn stretches_begin_anew_with_a_setting_and_are_long_enough_for_a_turn() {
        let of = |link: &str, seconds| {
            let mut run = Run::replay(link::parse(link).tape).ok()?;
            run.advance(Instant::from_millis(seconds), 10_000_000);
            run.stretches().map(Stretches::measured)
        };
        let stretch = |since, length| Some((Instant::from_millis(since), Duration::from_millis(length)));
        assert_eq!(of("#breaker?lanes=2", 60_000), stretch(0, 6_100));
        assert_eq!(of("#breaker?b.reset=30", 60_000), stretch(0, 31_100));
        let link = "#breaker?lanes=2&in=12~b.reset~30;20~kill~S1;40~failure~0.1;40~a.pause~9";
        assert_eq!(of(link, 11_999), stretch(0, 6_100));
        assert_eq!(of(link, 20_000), stretch(12_000, 31_100));
        assert_eq!(of(link, 40_000), stretch(40_000, 31_100));
        assert_eq!(of("#batch?lanes=2&every=9", 60_000), stretch(0, 9_000));
        assert_eq!(of("#batch?lanes=2", 60_000), stretch(0, 2_000), "a batch is a case of its own");
        assert_eq!(of("#retry?lanes=2", 60_000), None);
        assert_eq!(of("#breaker", 60_000), None);
    }

    #[test]
    fn how_it_is_judged_and_why_calls_differ_is_said() {
        let run = |link: &str, seconds: u64| {
            let mut run = Run::replay(link::parse(link).tape).ok()?;
            run.advance(Instant::from_millis(seconds * 1_000), 10_000_000);
            Some((note(&run), method(&run)))
        };
        let says = |link, seconds| run(link, seconds).unwrap_or_default();
        let (note, method) = says("#breaker?b.threshold=1", 60);
        assert!(note.is_some_and(|note| note.ends_with("refusals are quicker, so it asks more often.")));
        assert!(method.is_some_and(|method| method.contains("stretches of 6.1 s since the start")));
        let (note, _) = says("#breaker?b.pause=2", 60);
        assert!(note.is_some_and(|note| note.starts_with("Calls made differ. A made") && !note.contains("refusals")));
        assert!(says("#retry?lanes=2", 1).0.is_some_and(|note| note.contains("finished")));
        assert_eq!(says("#retry?lanes=2", 100).0, None);
        assert_eq!(says("#breaker", 9), (None, None));
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
