//! Hedged requests: when an answer is slow, send another copy and take whichever answer is first.
//!
//! [`Hedge`] is the rule with its memory of answer times, a [`Race`] is one request with its copies. Dean and Barroso,
//! "The Tail at Scale", CACM 2013: the second copy goes when the answer has taken longer than the 95th percentile, so
//! it costs about 5 % more requests.

use core::time::Duration;
use std::collections::VecDeque;

use super::ConfigError;
use super::share::Share;
use crate::time::Instant;

/// The most answer times that are remembered.
const WINDOW: usize = 10_000;

/// How long a copy is waited for before the next one goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Always as long. Polly: 2 s.
    Fixed(Duration),
    /// As long as the given share of the last answers took at most.
    Quantile {
        /// Such as 95 %.
        share: Share,
        /// How many answers are remembered, 1 to 10,000. The quantile counts once there are as many.
        window: usize,
        /// What is waited until then.
        until_known: Duration,
    },
}

/// Which answer ends the race.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wins {
    /// The first success; a failure makes the next copy go at once, and the last failure is the answer: Polly.
    #[default]
    FirstSuccess,
    /// The first answer of any kind: failsafe-go.
    FirstResult,
}

/// What a hedge is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The most copies besides the first request, 1 or more.
    pub extra: u32,
    /// When the next one goes.
    pub after: After,
    /// Which answer ends the race.
    pub wins: Wins,
}

impl Default for Settings {
    /// Polly's: one more copy after 2 s, the first success wins.
    fn default() -> Self {
        Self { extra: 1, after: After::Fixed(Duration::from_secs(2)), wins: Wins::FirstSuccess }
    }
}

/// The rule, and how long answers took lately.
///
/// The second copy goes only when no answer has come for 100 ms, so a quick answer costs no further request:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::hedge::{After, Hedge, Settings, Verdict};
/// use half_open::time::Instant;
///
/// let after = After::Fixed(Duration::from_millis(100));
/// let mut hedge = Hedge::new(Settings { after, ..Settings::default() })?;
/// let mut race = hedge.begin(Instant::ZERO);
/// assert_eq!(hedge.poll(&mut race, Instant::from_millis(99)), None);
/// let launch = hedge.poll(&mut race, Instant::from_millis(100));
/// assert_eq!(launch.map(|launch| launch.copy), Some(2));
/// // One of them answers, and the other is to be cancelled, because nobody waits for it any more.
/// let verdict = hedge.report(&mut race, Instant::from_millis(130), true);
/// assert_eq!(verdict, Verdict::Ends { cancelled: 1, took: Duration::from_millis(130) });
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Hedge {
    settings: Settings,
    recent: VecDeque<Duration>,
}

/// A request and its copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Race {
    started: Instant,
    latest: Instant,
    launched: u32,
    under_way: u32,
    wait: Duration,
    due: Option<Instant>,
}

/// A copy that goes now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Launch {
    /// Its number, counted from 1 for the first request, so 2 or more.
    pub copy: u32,
    /// How long the request has been waiting.
    pub waited: Duration,
    /// Whether a failure and not the wait made it go.
    pub after_failure: bool,
}

/// What an answer means for its race.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the request's answer. The copies that are still under way are to be cancelled.
    Ends {
        /// How many these are.
        cancelled: u32,
        /// How long the request took.
        took: Duration,
    },
    /// It failed, and the next copy goes now.
    Launch(Launch),
    /// It failed, and others are awaited.
    Awaits {
        /// How many.
        under_way: u32,
    },
}

impl Hedge {
    /// A hedge without memory.
    ///
    /// # Errors
    /// `extra` of 0, which would hedge nothing, and a `window` out of range.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        if settings.extra == 0 {
            return Err(ConfigError::new("extra", settings.extra, "a whole number from 1 up"));
        }
        if let After::Quantile { window, .. } = settings.after
            && !(1..=WINDOW).contains(&window)
        {
            return Err(ConfigError::new("window", window, "a whole number from 1 to 10,000"));
        }
        Ok(Self { settings, recent: VecDeque::new() })
    }

    /// What it is made of.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// How long a copy is waited for at present.
    pub fn wait(&self) -> Duration {
        match self.settings.after {
            After::Fixed(wait) => wait,
            After::Quantile { window, until_known, .. } if self.recent.len() < window => until_known,
            After::Quantile { share, .. } => {
                let mut sorted: Vec<Duration> = self.recent.iter().copied().collect();
                sorted.sort_unstable();
                // The least time that as many answers as the share wants did not exceed.
                let of = sorted.len() as u64;
                let enough = (1..=of).find(|&count| share.reached_by(count, of));
                sorted[enough.map_or(0, |count| count as usize - 1)]
            }
        }
    }

    /// A request starts now.
    pub fn begin(&self, now: Instant) -> Race {
        let wait = self.wait();
        Race { started: now, latest: now, launched: 1, under_way: 1, wait, due: Some(now.after(wait)) }
    }

    /// Lets the next copy go if it is due.
    pub fn poll(&self, race: &mut Race, now: Instant) -> Option<Launch> {
        let now = race.seen(now);
        race.due.filter(|&due| now >= due)?;
        Some(self.launch(race, now, false))
    }

    /// Whether a failure now would make the next copy of a race go.
    pub fn launches_on_failure(&self, race: &Race) -> bool {
        race.due.is_some() && self.settings.wins == Wins::FirstSuccess
    }

    /// An answer came.
    pub fn report(&mut self, race: &mut Race, now: Instant, success: bool) -> Verdict {
        let now = race.seen(now);
        race.under_way = race.under_way.saturating_sub(1);
        let took = now.since(race.started);
        if success || self.settings.wins == Wins::FirstResult {
            race.due = None;
            if success {
                self.remember(took);
            }
            return Verdict::Ends { cancelled: race.under_way, took };
        }
        if race.due.is_some() {
            return Verdict::Launch(self.launch(race, now, true));
        }
        if race.under_way > 0 {
            Verdict::Awaits { under_way: race.under_way }
        } else {
            Verdict::Ends { cancelled: 0, took }
        }
    }

    fn launch(&self, race: &mut Race, now: Instant, after_failure: bool) -> Launch {
        race.launched += 1;
        race.under_way += 1;
        race.due = (race.launched <= self.settings.extra).then(|| now.after(race.wait));
        Launch { copy: race.launched, waited: now.since(race.started), after_failure }
    }

    fn remember(&mut self, took: Duration) {
        if let After::Quantile { window, .. } = self.settings.after {
            if self.recent.len() >= window {
                self.recent.pop_front();
            }
            self.recent.push_back(took);
        }
    }
}

impl Race {
    /// When the next copy goes if no answer comes before.
    pub const fn next_deadline(&self) -> Option<Instant> {
        self.due
    }

    /// Lets no further copy go, because a budget does not allow it.
    pub const fn hold_back(&mut self) {
        self.due = None;
    }

    /// Requests that were sent, the first included.
    pub const fn launched(&self) -> u32 {
        self.launched
    }

    /// Those whose answer has not come.
    pub const fn under_way(&self) -> u32 {
        self.under_way
    }

    /// The time, which never goes back.
    fn seen(&mut self, now: Instant) -> Instant {
        self.latest = self.latest.max(now);
        self.latest
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn at(millis: u64) -> Instant {
        Instant::from_millis(millis)
    }

    fn hedge(extra: u32, wins: Wins) -> Hedge {
        Hedge::new(Settings { extra, after: After::Fixed(Duration::from_millis(100)), wins }).unwrap()
    }

    #[test]
    fn a_copy_goes_after_the_wait_and_the_first_success_cancels_the_others() {
        let mut hedge = hedge(2, Wins::FirstSuccess);
        let mut race = hedge.begin(at(50));
        assert_eq!((race.next_deadline(), hedge.poll(&mut race, at(149))), (Some(at(150)), None));
        let launch = |copy, waited| Some(Launch { copy, waited: Duration::from_millis(waited), after_failure: false });
        assert_eq!(hedge.poll(&mut race, at(150)), launch(2, 100));
        assert_eq!(hedge.poll(&mut race, at(250)), launch(3, 200));
        assert_eq!((race.next_deadline(), hedge.poll(&mut race, at(900))), (None, None), "no more than two copies");
        let ends = Verdict::Ends { cancelled: 2, took: Duration::from_millis(850) };
        assert_eq!(hedge.report(&mut race, at(300), true), ends, "time does not go back");
    }

    #[test]
    fn a_failure_lets_the_next_copy_go_and_the_last_failure_is_the_answer() {
        let mut hedge = hedge(1, Wins::FirstSuccess);
        let mut race = hedge.begin(at(0));
        let next = Launch { copy: 2, waited: Duration::from_millis(30), after_failure: true };
        assert_eq!(hedge.report(&mut race, at(30), false), Verdict::Launch(next));
        let ends = Verdict::Ends { cancelled: 0, took: Duration::from_millis(60) };
        assert_eq!(hedge.report(&mut race, at(60), false), ends);
        let mut race = hedge.begin(at(0));
        assert!(hedge.poll(&mut race, at(100)).is_some());
        assert_eq!(hedge.report(&mut race, at(110), false), Verdict::Awaits { under_way: 1 });
    }

    #[test]
    fn the_first_result_may_win_even_if_it_is_a_failure() {
        let mut hedge = hedge(1, Wins::FirstResult);
        let mut race = hedge.begin(at(0));
        assert!(hedge.poll(&mut race, at(100)).is_some());
        let ends = Verdict::Ends { cancelled: 1, took: Duration::from_millis(110) };
        assert_eq!(hedge.report(&mut race, at(110), false), ends);
        assert_eq!(race.next_deadline(), None);
    }

    #[test]
    fn the_quantile_of_the_last_answers_is_waited_once_it_is_known() {
        let until_known = Duration::from_secs(9);
        let after = After::Quantile { share: Share::new(0.95).unwrap(), window: 20, until_known };
        let mut hedge = Hedge::new(Settings { after, ..Settings::default() }).unwrap();
        for millis in (1..=20).rev() {
            assert_eq!(hedge.wait(), until_known);
            let mut race = hedge.begin(at(0));
            hedge.report(&mut race, at(millis), true);
        }
        assert_eq!(hedge.wait(), Duration::from_millis(19), "19 of 20 took no longer");
    }

    #[test]
    fn point_9_a_meaningless_setting_is_refused_by_name() {
        let refused = |settings| Hedge::new(settings).unwrap_err().field;
        assert_eq!(refused(Settings { extra: 0, ..Settings::default() }), "extra");
        let share = Share::new(0.95).unwrap();
        for window in [0, WINDOW + 1] {
            let after = After::Quantile { share, window, until_known: Duration::ZERO };
            assert_eq!(refused(Settings { after, ..Settings::default() }), "window");
        }
    }
}
