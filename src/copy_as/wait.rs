//! The waits of a backoff as an expression of a language, for what a library's own schedules do not have.

use core::time::Duration;

use super::Target;
use super::page::Page;
use crate::play::Settings;
use crate::policy::Kinds;

/// The retry lab's settings.
pub(crate) struct Retry {
    /// Attempts, the first included.
    pub(crate) attempts: u32,
    /// The wait before the first retry.
    pub(crate) base: Duration,
    /// The longest wait.
    pub(crate) cap: Duration,
    /// The shortest wait, 0 for none; never above the longest.
    pub(crate) floor: Duration,
    /// How the waits grow.
    pub(crate) growth: Growth,
    /// How luck changes them.
    pub(crate) jitter: Jitter,
}

/// How the waits grow.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Growth {
    /// Not at all.
    Constant,
    /// By the same step.
    Linear,
    /// By this factor.
    Exponential(f64),
}

/// How luck changes a wait.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Jitter {
    /// Not at all.
    None,
    /// Up to so much is added, before the cap.
    Additive(Duration),
    /// From nothing to the whole wait.
    Full,
    /// From half of the wait to the whole.
    Equal,
    /// From the base to three times the wait before.
    Decorrelated,
    /// This part more or less.
    Share(f64),
}

/// How a language writes what the formulas need.
pub(crate) struct Language {
    /// The smaller of two numbers.
    pub(crate) min: &'static str,
    /// The greater of two numbers.
    pub(crate) max: &'static str,
    /// A random number from 0 to 1.
    pub(crate) random: &'static str,
    /// The number of the retry, from 1.
    pub(crate) retry: &'static str,
    /// The wait before, or the base where there is none.
    pub(crate) previous: &'static str,
    /// `factor` to the power of the retries before.
    pub(crate) power: fn(factor: &str) -> String,
    /// A span in the library's unit.
    pub(crate) span: fn(Duration) -> String,
    /// A factor.
    pub(crate) number: fn(f64) -> String,
}

impl Retry {
    /// The retry of the lab's settings.
    pub(crate) fn new(settings: &Settings) -> Self {
        let cap = settings.span("cap");
        Self {
            attempts: settings.count("attempts"),
            base: settings.span("base"),
            cap,
            floor: settings.span("floor").min(cap),
            growth: match settings.choice("kind") {
                "constant" => Growth::Constant,
                "linear" => Growth::Linear,
                _ => Growth::Exponential(settings.number("factor")),
            },
            jitter: match settings.choice("jitter") {
                "none" => Jitter::None,
                "full" => Jitter::Full,
                "equal" => Jitter::Equal,
                "decorrelated" => Jitter::Decorrelated,
                "share" => Jitter::Share(settings.number("spread")),
                _ => Jitter::Additive(settings.span("spread")),
            },
        }
    }

    /// The wait before a retry.
    pub(crate) fn wait(&self, language: &Language) -> String {
        let Language { min, max, random, span, number, .. } = *language;
        let (base, cap, grown) = (span(self.base), span(self.cap), self.grown(language));
        let planned = format!("{min}({cap}, {grown})");
        let wait = match self.jitter {
            Jitter::None => planned,
            Jitter::Additive(spread) => format!("{min}({cap}, {grown} + {} * {random})", span(spread)),
            Jitter::Full => format!("{random} * {planned}"),
            Jitter::Equal => format!("(0.5 + 0.5 * {random}) * {planned}"),
            Jitter::Decorrelated => {
                let previous = language.previous;
                format!("{min}({cap}, {base} + {random} * {max}({}, 3 * {previous} - {base}))", span(Duration::ZERO))
            }
            Jitter::Share(part) => {
                let (part, whole) = (number(part), span(Duration::ZERO));
                format!("{min}({cap}, {max}({whole}, {planned} * (1 + {part} * (2 * {random} - 1))))")
            }
        };
        if self.floor.is_zero() { wait } else { format!("{max}({}, {wait})", span(self.floor)) }
    }

    /// A note for a library whose waits have no shortest one.
    pub(super) fn note_floor(&self, page: &mut Page<'_>) {
        if !self.floor.is_zero() {
            page.about("floor", "no wait is shorter than this in the lab; it is not written.");
        }
    }

    /// What the growth asks for, before the cap.
    fn grown(&self, language: &Language) -> String {
        let base = (language.span)(self.base);
        match self.growth {
            Growth::Constant => base,
            Growth::Linear => format!("{base} * {}", language.retry),
            Growth::Exponential(factor) => format!("{base} * {}", (language.power)(&(language.number)(factor))),
        }
    }

    /// What the jitter does, in a few words.
    pub(crate) fn jitter_in_words(&self) -> &'static str {
        match self.jitter {
            Jitter::None => "the wait itself",
            Jitter::Additive(_) => "a bit more, before the cap",
            Jitter::Full => "from nothing to the whole wait",
            Jitter::Equal => "half certain, half random",
            Jitter::Decorrelated => "from the base to three times the wait before",
            Jitter::Share(_) => "a part more or less",
        }
    }
}

/// The keys of the retry lab's policy, for a library without retries.
pub(crate) const RETRY_KEYS: [&str; 10] =
    ["attempts", "kind", "base", "factor", "cap", "floor", "jitter", "spread", "retried", "after"];

/// A note on which failures are tried again.
pub(crate) fn note_retried(page: &mut Page<'_>) {
    page.note(
        "Only failures that may pass by themselves are worth another attempt, as in the lab: the connection, a timeout, \
         an unavailable or overloaded service. Name yours.",
    );
}

/// A note on the values that stay on show, which no library knows.
pub(crate) fn note_stale(page: &mut Page<'_>) {
    let what = match page.settings.count("stale") {
        0 => "no last good value stands in for a missing one.",
        _ => "showing a last good value for this many batches is left to the code that shows it; here it is missing.",
    };
    page.about("stale", what);
}

/// A note on what a batch must have to be an answer, which no library knows.
pub(super) fn note_minimum(page: &mut Page<'_>) {
    if page.settings.number("share") > 0.0 {
        page.about("share", "a batch with a smaller share of its values is no answer; count those that came.");
    }
    if page.settings.choice("critical") != "none" {
        page.about("critical", "without this sensor's value a batch is no answer; look for it.");
    }
}

/// Says what of a retry is beyond the text: which kinds of failure are tried again, and a Retry-After.
pub(crate) fn note_beyond(page: &mut Page<'_>, target: Target) {
    let settings = page.settings;
    if settings.kinds("retried") != Kinds::TRANSIENT {
        page.about("retried", "say by your own types which failures these are; the text does not.");
    }
    if settings.number("after") > 0.0 && target != Target::HalfOpen {
        let what = match target {
            Target::Polly => {
                "in the lab a wait after a 429 is at least as long as its Retry-After. HttpRetryStrategyOptions of \
                 Microsoft.Extensions.Http.Resilience waits the Retry-After instead; the strategy written here knows neither."
            }
            _ => "a wait as long as the Retry-After of a 429 is not written; it needs the answer.",
        };
        page.about("after", what);
    }
}
