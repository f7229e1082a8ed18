//! The breaker's settings as every target reads them: the lab's own, or those of the breaker that is simulated.

use core::time::Duration;

use super::page::{Page, counted, seconds};
use crate::play::Settings;
use crate::policy::breaker::general::{self, Ignored, Over, Slow};
use crate::policy::breaker::presets::Preset;
use crate::time::nanos;

/// A window that is estimated from the lab's pace is not shorter than this.
const SHORTEST: Duration = Duration::from_secs(1);

/// A breaker's settings.
pub(crate) struct Breaker {
    /// The breaker that is simulated, if it is not the lab's own.
    pub(crate) like: Option<Preset>,
    /// The rules of the lab's own settings, where the plain breaker has not all of them.
    pub(crate) beyond: Option<general::Settings>,
    /// Among which calls failures count where a row is written, if not in a row.
    pub(crate) within: Option<Over>,
    /// The lab's parameters with the values that are in force, as if they were its own.
    pub(crate) shown: Settings,
    /// When it opens.
    pub(crate) trip: Trip,
    /// How long it stays open.
    pub(crate) reset: Duration,
    /// How many probes may be under way at the same time.
    pub(crate) probes: u32,
    /// How many probes must succeed.
    pub(crate) successes: u32,
    /// How long a probe has to answer, if there is a limit.
    pub(crate) lease: Option<Duration>,
    /// From when on a call is slow and the share of slow calls that opens, if they are looked at.
    pub(crate) slow: Option<Slow>,
    /// Whether late results count in the present state.
    pub(crate) late_counts: bool,
    /// What a caller's own mistake does, where it does not count as a failure.
    pub(crate) mistakes: Option<Ignored>,
    /// The mean time from a call to the next, all callers together.
    pub(crate) pace: Duration,
    /// How long a call takes.
    pub(crate) latency: Duration,
}

/// When a breaker opens.
#[derive(Clone, Copy)]
pub(crate) enum Trip {
    /// After this many failures in a row.
    Row(u32),
    /// At a share of failures among the last calls.
    Calls(u32, Rate),
    /// At a share of failures among the calls of the last time.
    Time(Duration, Rate),
}

/// A share of failures.
#[derive(Clone, Copy)]
pub(crate) struct Rate {
    /// More than 0, at most 1.
    pub(crate) share: f64,
    /// How many calls it takes before the share is judged.
    pub(crate) min: u32,
    /// Whether the share must be passed and not only reached.
    pub(crate) strict: bool,
}

impl Breaker {
    /// A breaker that opens after so many failures in a row and lets one probe through after so long, in a lab whose settings
    /// say no more of it; calls come so far apart.
    pub(crate) fn in_a_row(settings: &Settings, (failures, reset): (u32, Duration), pace: Duration) -> Self {
        Self {
            like: None,
            beyond: None,
            within: None,
            trip: Trip::Row(failures),
            reset,
            probes: 1,
            successes: 1,
            lease: None,
            slow: None,
            late_counts: false,
            mistakes: None,
            pace,
            latency: settings.span("latency"),
            shown: settings.clone(),
        }
    }

    /// How long this many calls take in the lab.
    pub(crate) fn time_of(&self, calls: u32) -> Duration {
        self.pace.saturating_mul(calls)
    }

    /// The time over which a library with ten buckets counts, where it counts calls as they begin: the trip rule's, and
    /// at least what the calls take that it must count before it judges. One bucket is lost, as the present one is not
    /// whole.
    pub(crate) fn bucketed(&self, rate: Rate) -> Duration {
        let needed = (self.time_of(rate.min) + self.latency) / 9 * 10;
        let needed = Duration::from_millis(nanos(needed).div_ceil(10_000_000) * 10);
        match self.trip {
            Trip::Calls(window, _) => self.time_of(window).max(SHORTEST).max(needed),
            Trip::Time(span, _) => span.max(needed),
            Trip::Row(_) => needed,
        }
    }

    /// Says what holds for every target: whose rules are simulated, if they are not the lab's own, and which minimum
    /// counts.
    pub(crate) fn note_all(&self, page: &mut Page<'_>) {
        if let Trip::Calls(window, rate) = self.trip
            && rate.min < self.shown.count("min")
        {
            page.tell("min", format_args!("above the window it acts as the window's size; {window} is written."));
        }
        let Some(like) = self.like else { return };
        let (name, difference) = (like.name(), like.difference());
        page.note(&format!(
            "Behave like {name}: the playground simulates its rules, and the numbers here are its own. {difference}"
        ));
    }

    /// Says where failures in a row stand for failures that are counted in another way.
    pub(crate) fn note_within(&self, page: &mut Page<'_>) {
        let counted = match self.within {
            None => return,
            Some(Over::All) => "in total, whatever succeeds between them".to_owned(),
            Some(Over::Calls(of)) => format!("among the last {of} results"),
            Some(Over::Span(span) | Over::Fired(span) | Over::Snapshot { span, .. }) => {
                format!("within {} s", seconds(span))
            }
        };
        page.tell(
            "threshold",
            format_args!("its failures are counted {counted}, not in a row; what is written counts a row."),
        );
    }

    /// Says which of the lab's own rules a library has no setting for.
    pub(crate) fn note_beyond(&self, page: &mut Page<'_>, library: &str, has_slow: bool) {
        if self.mistakes.is_some() {
            page.about("counts", "the types of a caller's own mistakes are left out. Name yours.");
        }
        if self.shown.count("total") > 0 {
            page.about("total", "in all, and not at the same time; see what is said of probes.");
            if self.shown.choice("stuck") == "1" {
                page.about("stuck", "nothing is written: to wait for more successes than may come never ends.");
            }
        }
        if self.beyond.is_none() {
            return;
        }
        if self.shown.choice("above") == "1" && !matches!(self.trip, Trip::Row(_)) {
            page.about("above", "this share of failures must be passed, not only reached.");
        }
        if self.shown.choice("measured") != "opening" {
            page.tell("measured", format_args!("{library} has no such setting; its wait begins by its own rule."));
        }
        if self.slow.is_some() && !has_slow {
            page.tell("slow", format_args!("{library} does not look at slow calls, so they open nothing."));
            page.about("slow-share", "nothing is written.");
        }
    }

    /// Says what a library makes of a caller's own mistake, `so`, and what the lab does.
    pub(crate) fn note_mistakes(&self, page: &mut Page<'_>, so: &str) {
        let lab = match self.mistakes {
            None => return,
            Some(Ignored::Success) => "is a success",
            Some(Ignored::Open) => "opens a half-open breaker again",
            Some(Ignored::KeepPermitEvenIfStuck) => "uses up a probe",
            Some(Ignored::Neutral | Ignored::ReleasePermit) => "decides nothing",
        };
        page.tell("ignored", format_args!("{so}. In the lab it {lab}."));
    }

    /// A note for a library that takes all that it does not count as a success.
    pub(crate) fn note_succeeds(&self, page: &mut Page<'_>, library: &str) {
        if self.mistakes != Some(Ignored::Success) {
            let so = format!("{library} takes such a call as a success, which closes a half-open breaker");
            self.note_mistakes(page, &so);
        }
    }

    /// A note for a library that can take it as a success and as nothing; whether it is to be a success.
    pub(crate) fn note_left_out(&self, page: &mut Page<'_>, library: &str) -> Option<bool> {
        if let Some(Ignored::Open | Ignored::KeepPermitEvenIfStuck) = self.mistakes {
            self.note_mistakes(page, &format!("{library} lets another probe go"));
        }
        self.mistakes.map(|ignored| ignored == Ignored::Success)
    }

    /// A note for a library that takes a late result for one of the present state; `so` is what comes of it while
    /// half-open.
    pub(crate) fn note_late(&self, page: &mut Page<'_>, library: &str, so: &str) {
        if !self.late_counts {
            page.tell(
                "late",
                format_args!(
                    "{library} drops none. A result of a call from before the last change of state counts in the present \
                     one: {so}."
                ),
            );
        }
    }

    /// Notes for a library whose single probe decides.
    pub(crate) fn note_one_probe(&self, page: &mut Page<'_>, others: &str) {
        if self.probes > 1 {
            page.tell("probes", format_args!("a single probe goes; {others}."));
        }
        if self.successes > 1 {
            page.about("successes", "one success closes.");
        }
    }

    /// A note for a library in which a probe without an answer is never given up.
    pub(crate) fn note_no_lease(&self, page: &mut Page<'_>, instead: &str) {
        if self.lease.is_some() {
            page.tell("lease", format_args!("a probe that never ends blocks the breaker for ever; {instead}."));
        }
    }

    /// A note for a library that judges a share at failures alone.
    pub(crate) fn note_judged(&self, page: &mut Page<'_>) {
        if let Trip::Calls(_, rate) | Trip::Time(_, rate) = self.trip
            && !rate.strict
        {
            page.about(
                "min",
                "the share is judged when a call fails; the success that completes these calls opens nothing.",
            );
        }
    }

    /// A note for a library that counts over a time only, and over `time` as it is written, which is room for at least
    /// this many calls.
    pub(crate) fn note_time(&self, page: &mut Page<'_>, time: Duration, least: u32) {
        let written = seconds(time);
        match self.trip {
            Trip::Calls(window, _) => {
                let calls = counted(window, "call");
                let what = format!(
                    "it counts over a time, not over calls; {written} s is written, which is room for {calls} here. Set \
                     your own pace."
                );
                page.about("window", &what);
            }
            Trip::Time(span, _) if time > span => {
                let calls = counted(least, "call");
                let what = format!(
                    "{written} s is written: a shorter time may never hold {calls} here, and the breaker would not open. \
                     Set your own pace."
                );
                page.about("span", &what);
            }
            _ => {}
        }
    }
}

/// The keys of the breaker lab's policy, for a library without breakers; the lease stands last.
pub(crate) const BREAKER_KEYS: [&str; 19] = [
    "trip",
    "threshold",
    "rate",
    "above",
    "window",
    "span",
    "min",
    "slow",
    "slow-share",
    "reset",
    "measured",
    "probes",
    "total",
    "successes",
    "stuck",
    "late",
    "counts",
    "ignored",
    "lease",
];
