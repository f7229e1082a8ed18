//! Alerts: who is to be told of what, and what they are to do about it.
//!
//! [`Alerts::check`] looks at what is known of one breaker and says which alerts apply; [`Alerts::on_batch`] does so
//! for a finished batch. One that was sent a short while ago is suppressed, for an alert that comes every half minute
//! is soon read by nobody.
//!
//! The thresholds are those of SysManage's documentation and of the guide; every one is passed by more than itself.

use core::fmt;
use core::time::Duration;
use std::borrow::Cow;

use super::ConfigError;
use super::share::Share;
use crate::decimal::fixed;
use crate::time::Instant;
use crate::words::{count, span};

/// Who an alert is about, by name. It may be known only at run time; one of the program itself costs no memory.
pub type Subject = Cow<'static, str>;

/// How urgent an alert is, in the guide's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Warning,
    /// Worth looking into.
    Medium,
    /// Wake somebody.
    High,
}

/// The rule of an alert, with the numbers that met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The breaker has been open for long.
    OpenTooLong {
        /// For how long.
        open: Duration,
        /// What is allowed.
        limit: Duration,
    },
    /// Many of the recent results are failures, whatever the breaker's state.
    FailureRateHigh {
        /// Failures.
        failures: u64,
        /// Results.
        results: u64,
        /// The share allowed.
        limit: Share,
    },
    /// Many of all results are failures, and the breaker is still closed.
    HighButClosed {
        /// Failures.
        failures: u64,
        /// Results.
        results: u64,
        /// The share allowed.
        limit: Share,
    },
    /// The breaker changes its state often.
    Flapping {
        /// Changes within the span.
        changes: u64,
        /// How many are allowed.
        limit: u64,
        /// The span.
        span: Duration,
    },
    /// The breaker has opened several times without closing in between: every probe has failed.
    OpenAgain {
        /// How often.
        openings: u64,
        /// How often calls for an alert.
        limit: u64,
    },
    /// A batch lacks values.
    BatchDegraded {
        /// Values that are missing.
        missing: u64,
        /// Reads of the batch.
        total: u64,
    },
}

/// An alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Who it is about.
    pub subject: Subject,
    /// Why it was raised.
    pub rule: Rule,
}

impl Rule {
    /// The rule's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenTooLong { .. } => "open_too_long",
            Self::FailureRateHigh { .. } => "failure_rate_high",
            Self::HighButClosed { .. } => "high_but_closed",
            Self::Flapping { .. } => "flapping",
            Self::OpenAgain { .. } => "open_again",
            Self::BatchDegraded { .. } => "batch_degraded",
        }
    }

    /// Whether it is the same rule, whatever its numbers.
    pub fn is_like(self, other: Self) -> bool {
        core::mem::discriminant(&self) == core::mem::discriminant(&other)
    }

    /// How urgent it is.
    pub const fn severity(self) -> Severity {
        match self {
            Self::OpenTooLong { .. } => Severity::High,
            Self::Flapping { .. } | Self::OpenAgain { .. } => Severity::Medium,
            Self::FailureRateHigh { .. } | Self::HighButClosed { .. } | Self::BatchDegraded { .. } => Severity::Warning,
        }
    }

    /// What to do.
    pub const fn action(self) -> &'static str {
        match self {
            Self::OpenTooLong { .. } => "Look at the service's health and at its logs.",
            Self::FailureRateHigh { .. } => "Find out which failures these are.",
            Self::HighButClosed { .. } => "Watch it closely: the breaker may open soon.",
            Self::Flapping { .. } => "The service may be failing on and off: look for what comes and goes.",
            Self::OpenAgain { .. } => "The service does not recover by itself: repair it or take it out.",
            Self::BatchDegraded { .. } => "Look at the sensors that are missing.",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Medium => "medium",
            Self::High => "high",
        })
    }
}

impl fmt::Display for Alert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.subject;
        match self.rule {
            Rule::OpenTooLong { open, limit } => {
                let (open, limit) = (span(open), span(limit));
                write!(f, "Circuit breaker {name} has been open for {open} (limit {limit})")
            }
            Rule::FailureRateHigh { failures, results, limit } => {
                write!(f, "Failure rate of {name} is high: {}", share(failures, results, limit))
            }
            Rule::HighButClosed { failures, results, limit } => {
                write!(f, "Most calls of {name} fail, but the breaker is closed: {}", share(failures, results, limit))
            }
            Rule::Flapping { changes, limit, span: within } => {
                let (changes, within) = (count(changes, "change", "changes"), span(within));
                write!(f, "Circuit breaker {name} is flapping: {changes} in {within} (limit {limit})")
            }
            Rule::OpenAgain { openings, limit } => {
                let times = count(openings, "time", "times");
                write!(f, "Circuit breaker {name} opened {times} without closing (limit {limit})")
            }
            Rule::BatchDegraded { missing, total } => {
                write!(f, "Batch of {name} is degraded: {missing} of {total} values are missing")
            }
        }
    }
}

fn share(failures: u64, results: u64, limit: Share) -> String {
    let percent = |part: f64| fixed(100.0 * part, 1);
    let seen = percent(failures as f64 / results.max(1) as f64);
    format!("{seen} % ({failures} of {results}, limit {} %)", percent(limit.fraction()))
}

/// What makes two alerts about the same subject the same one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sameness {
    /// The rule. The default.
    #[default]
    Rule,
    /// The first twenty characters of the message, as the guide's code has it. It is a mistake to show: the messages
    /// about a breaker that is open and about one that flaps begin alike, so one hides the other.
    FirstTwentyCharacters,
}

/// The thresholds and the rule of suppression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long a breaker may be open without having been closed (both documents: 5 minutes).
    pub open: Duration,
    /// The share of recent failures allowed (SysManage: 0.3).
    pub failure_rate: Share,
    /// The share of failures allowed while the breaker is closed (guide: 0.5).
    pub closed_rate: Share,
    /// Changes of state allowed within `flapping_span` (guide: 5).
    pub changes: u64,
    /// The span in which changes count (guide: 1 hour).
    pub flapping_span: Duration,
    /// This many openings without a closing call for an alert, from 1 (the guide names 3 and never uses it).
    pub openings: u64,
    /// How long the same alert is suppressed after it was sent. The guide keeps what it has sent for ever, which is
    /// [`Duration::MAX`] here; the default is 1 hour.
    pub quiet: Duration,
    /// Which alerts are the same.
    pub sameness: Sameness,
}

impl Settings {
    /// The documents' thresholds.
    pub const fn documented() -> Self {
        Self {
            open: Duration::from_secs(300),
            failure_rate: Share::percent(30),
            closed_rate: Share::percent(50),
            changes: 5,
            flapping_span: Duration::from_secs(3_600),
            openings: 3,
            quiet: Duration::from_secs(3_600),
            sameness: Sameness::Rule,
        }
    }
}

/// What is known of one breaker, as alerts need it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// How long it has been open, if it is, failed probes in between included.
    pub open: Option<Duration>,
    /// Whether it is closed.
    pub closed: bool,
    /// Failures among the recent results, and the recent results.
    pub recent: (u64, u64),
    /// Failures among all results, and all results.
    pub all: (u64, u64),
    /// Changes of state within the span of the settings, of the last ten.
    pub changes: u64,
    /// Openings since it was last closed.
    pub openings: u64,
}

/// What happened to an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// The alert.
    pub alert: Alert,
    /// Nothing if it was sent; if it was suppressed, when the same one had been sent.
    pub suppressed_since: Option<Instant>,
}

/// Raises alerts and remembers which were sent.
///
/// A breaker that has been open for more than five minutes is worth an alert. Half a minute later the same alert is
/// suppressed, because it says nothing new:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::alert::{Alerts, Settings, Severity, Signs};
/// use half_open::time::Instant;
///
/// let mut alerts = Alerts::new(Settings::documented())?;
/// // The breaker opened at the start.
/// let mut check = |seconds| {
///     let signs = Signs { open: Some(Duration::from_secs(seconds)), ..Signs::default() };
///     // A name from a configuration, which the program learns at its start.
///     let name = format!("replica {}", 1);
///     alerts.check(Instant::from_millis(seconds * 1_000), name, &signs)
/// };
/// assert_eq!(check(300), []);
/// let sent = &check(301)[0];
/// assert_eq!(sent.alert.subject, "replica 1");
/// assert_eq!((sent.alert.rule.severity(), sent.suppressed_since), (Severity::High, None));
/// assert_eq!(check(331)[0].suppressed_since, Some(Instant::from_millis(301_000)));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Alerts {
    settings: Settings,
    sent: Vec<(Subject, String, Instant)>,
    suppressed: u64,
    seen: Instant,
}

/// No alerts yet, with the documents' thresholds.
impl Default for Alerts {
    fn default() -> Self {
        Self { settings: Settings::documented(), sent: Vec::new(), suppressed: 0, seen: Instant::ZERO }
    }
}

impl Alerts {
    /// No alerts yet.
    ///
    /// # Errors
    /// `openings` of 0: every breaker would call for an alert, always.
    pub fn new(settings: Settings) -> Result<Self, ConfigError> {
        if settings.openings == 0 {
            return Err(ConfigError::new("openings", 0, "a whole number from 1 up"));
        }
        Ok(Self { settings, ..Self::default() })
    }

    /// Takes other settings, which apply from now on. What was sent is remembered.
    ///
    /// # Errors
    /// As [`Alerts::new`].
    pub fn configure(&mut self, settings: Settings) -> Result<(), ConfigError> {
        self.settings = Self::new(settings)?.settings;
        Ok(())
    }

    /// The settings.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The alerts that apply to a breaker, most urgent first, each sent or suppressed. Time does not go back.
    pub fn check(&mut self, now: Instant, subject: impl Into<Subject>, signs: &Signs) -> Vec<Raised> {
        self.seen = self.seen.max(now);
        let subject = subject.into();
        let mut rules = applying(&self.settings, signs);
        rules.sort_by_key(|rule| core::cmp::Reverse(rule.severity()));
        rules.into_iter().map(|rule| self.raise(Alert { subject: subject.clone(), rule })).collect()
    }

    /// The alert of a batch that lacks values: sent or suppressed, and nothing for a batch that is whole.
    pub fn on_batch(&mut self, now: Instant, subject: impl Into<Subject>, missing: u64, total: u64) -> Option<Raised> {
        self.seen = self.seen.max(now);
        let rule = Rule::BatchDegraded { missing, total };
        (missing > 0).then(|| self.raise(Alert { subject: subject.into(), rule }))
    }

    /// How many alerts were suppressed.
    pub const fn suppressed(&self) -> u64 {
        self.suppressed
    }

    fn raise(&mut self, alert: Alert) -> Raised {
        let key = match self.settings.sameness {
            Sameness::Rule => alert.rule.name().to_owned(),
            Sameness::FirstTwentyCharacters => alert.to_string().chars().take(20).collect(),
        };
        let same = self.sent.iter_mut().find(|(subject, sent, _)| *subject == alert.subject && *sent == key);
        match same {
            Some((_, _, at)) if self.seen.since(*at) < self.settings.quiet => {
                // reads: suppress
                self.suppressed = self.suppressed.saturating_add(1);
                return Raised { alert, suppressed_since: Some(*at) };
            }
            Some((_, _, at)) => *at = self.seen,
            None => self.sent.push((alert.subject.clone(), key, self.seen)),
        }
        Raised { alert, suppressed_since: None }
    }
}

/// The rules that a breaker meets.
fn applying(settings: &Settings, signs: &Signs) -> Vec<Rule> {
    let mut rules = Vec::new();
    if let Some(open) = signs.open.filter(|open| *open > settings.open) {
        // reads: open-long
        rules.push(Rule::OpenTooLong { open, limit: settings.open });
    }
    if signs.changes > settings.changes {
        // reads: flaps
        let (limit, span) = (settings.changes, settings.flapping_span);
        rules.push(Rule::Flapping { changes: signs.changes, limit, span });
    }
    if signs.openings >= settings.openings {
        rules.push(Rule::OpenAgain { openings: signs.openings, limit: settings.openings });
    }
    let (failures, results) = signs.recent;
    if settings.failure_rate.passed_by(failures, results) {
        rules.push(Rule::FailureRateHigh { failures, results, limit: settings.failure_rate });
    }
    let (failures, results) = signs.all;
    if signs.closed && settings.closed_rate.passed_by(failures, results) {
        // reads: failing
        rules.push(Rule::HighButClosed { failures, results, limit: settings.closed_rate });
    }
    rules
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> Instant {
        Instant::from_millis(seconds * 1_000)
    }

    fn documented() -> Alerts {
        Alerts::new(Settings::documented()).unwrap()
    }

    fn names(alerts: &mut Alerts, now: Instant, signs: &Signs) -> Vec<&'static str> {
        alerts.check(now, "S1", signs).into_iter().map(|raised| raised.alert.rule.name()).collect()
    }

    #[test]
    fn every_threshold_is_passed_by_more_than_itself() {
        let none = |signs| assert_eq!(names(&mut documented(), at(0), &signs), Vec::<&str>::new(), "{signs:?}");
        let one = |signs, name| assert_eq!(names(&mut documented(), at(0), &signs), [name]);
        let open = |millis| Signs { open: Some(Duration::from_millis(millis)), ..Signs::default() };
        none(open(300_000));
        one(open(300_001), "open_too_long");
        none(Signs { recent: (3, 10), ..Signs::default() });
        one(Signs { recent: (31, 100), ..Signs::default() }, "failure_rate_high");
        none(Signs { all: (5, 10), closed: true, ..Signs::default() });
        one(Signs { all: (51, 100), closed: true, ..Signs::default() }, "high_but_closed");
        none(Signs { all: (10, 10), closed: false, ..Signs::default() });
        none(Signs { changes: 5, ..Signs::default() });
        one(Signs { changes: 6, ..Signs::default() }, "flapping");
        none(Signs { openings: 2, ..Signs::default() });
        one(Signs { openings: 3, ..Signs::default() }, "open_again");
        none(Signs { closed: true, ..Signs::default() });
    }

    #[test]
    fn the_most_urgent_comes_first() {
        let signs = Signs {
            open: Some(Duration::from_secs(900)),
            closed: false,
            recent: (9, 10),
            all: (9, 10),
            changes: 9,
            openings: 4,
        };
        let all = ["open_too_long", "flapping", "open_again", "failure_rate_high"];
        assert_eq!(names(&mut documented(), at(0), &signs), all);
    }

    #[test]
    fn the_same_alert_is_sent_again_only_after_the_quiet_time() {
        let mut alerts = documented();
        let signs = Signs { changes: 6, ..Signs::default() };
        let sent = |alerts: &mut Alerts, seconds| alerts.check(at(seconds), "S1", &signs)[0].suppressed_since;
        assert_eq!(sent(&mut alerts, 0), None);
        assert_eq!(sent(&mut alerts, 3_599), Some(at(0)));
        assert_eq!(sent(&mut alerts, 3_600), None);
        assert_eq!(sent(&mut alerts, 3_601), Some(at(3_600)));
        assert_eq!(alerts.check(at(3_601), "S2", &signs)[0].suppressed_since, None, "another breaker, another alert");
        assert_eq!(alerts.suppressed(), 2);
    }

    #[test]
    fn kept_for_ever_an_alert_is_sent_once() {
        let quiet = Duration::MAX;
        let mut alerts = Alerts::new(Settings { quiet, ..Settings::documented() }).unwrap();
        let first = alerts.on_batch(at(0), "the sensors", 1, 5).unwrap();
        assert_eq!((first.alert.rule.severity(), first.suppressed_since), (Severity::Warning, None));
        assert!(alerts.on_batch(Instant::MAX, "the sensors", 2, 5).unwrap().suppressed_since.is_some());
        assert_eq!(alerts.on_batch(at(1), "the sensors", 0, 5), None);
    }

    #[test]
    fn the_guides_key_lets_one_alert_hide_another() {
        let signs = Signs { open: Some(Duration::from_secs(301)), changes: 6, ..Signs::default() };
        let fates = |sameness| {
            let mut alerts = Alerts::new(Settings { sameness, ..Settings::documented() }).unwrap();
            let raised = alerts.check(at(0), "payment-api", &signs);
            raised.into_iter().map(|raised| raised.suppressed_since.is_none()).collect::<Vec<_>>()
        };
        assert_eq!(fates(Sameness::Rule), [true, true]);
        assert_eq!(fates(Sameness::FirstTwentyCharacters), [true, false]);
    }

    #[test]
    fn a_limit_of_no_openings_is_refused() {
        assert_eq!(Alerts::new(Settings { openings: 0, ..Settings::documented() }).unwrap_err().field, "openings");
    }
}
