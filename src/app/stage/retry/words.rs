//! What the retry lab's stage says. Pure text from the picture and the settings.

use core::time::Duration;

use crate::labs::retry::{Picture, Read, ReadOutcome, Span};
use crate::play::spec::Settings;
use crate::policy::backoff::Delay;
use crate::text::noun;
use crate::text::retry::stage as says;
use crate::time::nanos;
use crate::words::{grouped, span};

/// `Ten reads`, `One read`, `200 reads`.
pub(super) fn title(reads: u64) -> String {
    let noun = noun::READS;
    match usize::try_from(reads).ok().and_then(|reads| says::NUMBERS.get(reads)) {
        Some(word) => says::these(word, noun.form(reads)),
        None => noun.count(reads),
    }
}

/// The most letters that have room beside the title.
const ROOM: usize = 48;

/// How they stand: `8 succeeded, 1 failed permanently, 1 still trying.` With fewer words where there is no room for
/// all.
pub(super) fn clause(picture: &Picture, reads: u64) -> String {
    let started = picture.reads.len() as u64;
    let says = |failed, trying| {
        let parts = [
            (picture.successes, says::SUCCEEDED),
            (picture.failures, failed),
            (started.saturating_sub(picture.successes + picture.failures), trying),
            (reads.saturating_sub(started), says::TO_COME),
        ];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        parts.map(|(count, what)| format!("{} {what}", grouped(count))).collect::<Vec<_>>().join(", ") + "."
    };
    let whole = says(says::FAILED_PERMANENTLY, says::STILL_TRYING);
    if whole.len() <= ROOM { whole } else { says(says::FAILED, says::TRYING) }
}

/// `1 attempt`, `3 attempts`.
pub(super) fn attempts(made: u32) -> String {
    noun::ATTEMPTS.count(made.into())
}

/// The outcome as the page contract names it.
pub(super) fn outcome(outcome: ReadOutcome) -> &'static str {
    match outcome {
        ReadOutcome::Running => "running",
        ReadOutcome::Success => "success",
        ReadOutcome::Failed => "failed",
    }
}

/// The part of a wait that was certain; the rest is random. With the growing kinds of jitter it is the planned delay;
/// where jitter shortens, it is what jitter could not take.
pub(super) fn certain(delay: &Delay, settings: &Settings) -> Duration {
    if delay.shortened.is_zero() && delay.jitter > Duration::ZERO {
        return delay.planned.min(delay.total);
    }
    let part = match settings.choice("jitter") {
        "full" => 0.0,
        "equal" => 0.5,
        "share" => (1.0 - settings.number("spread")).max(0.0),
        _ => 1.0,
    };
    Duration::from_nanos((nanos(delay.planned) as f64 * part) as u64).min(delay.total)
}

/// A wait spelled out, and what its terms are.
pub(super) fn sum(delay: &Delay, decorrelated: bool) -> (String, &'static str) {
    let planned = if decorrelated { says::BASE } else { says::BACKOFF };
    if delay.shortened > Duration::ZERO {
        (format!("{} − {}", span(delay.planned), span(delay.shortened)), says::LESS_JITTER)
    } else if delay.jitter > Duration::ZERO {
        let what = match (delay.capped, planned) {
            (true, _) => says::CUT,
            (_, "base") => says::BASE_AND_JITTER,
            _ => says::BACKOFF_AND_JITTER,
        };
        (format!("{} + {}", span(delay.planned), span(delay.jitter)), what)
    } else {
        let what = match (delay.capped, planned) {
            (true, _) => says::LONGEST,
            (_, "base") => says::BASE,
            _ => says::BACKOFF,
        };
        (span(delay.total), what)
    }
}

/// The focus read in one line, where there is no room for its waits one by one.
pub(super) fn told(read: &Read, decorrelated: bool, killed: bool) -> String {
    let number = read.number;
    match (read.outcome, read.spans.last()) {
        (ReadOutcome::Success, _) => says::succeeded(number, read.attempts),
        (ReadOutcome::Failed, _) => says::failed(number, &attempts(read.attempts)),
        (ReadOutcome::Running, Some(Span::Wait { delay, .. })) => {
            let (sum, what) = sum(delay, decorrelated);
            says::waits(number, &sum, what)
        }
        (ReadOutcome::Running, _) if killed => says::killed(number, read.attempts),
        (ReadOutcome::Running, _) => says::under_way(number, read.attempts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;

    #[test]
    fn the_tally_reads_as_a_sentence() {
        assert_eq!((title(10), title(1), title(200)), ("Ten reads".into(), "One read".into(), "200 reads".into()));
        let picture = Picture { successes: 8, failures: 1, ..Picture::default() };
        assert_eq!(clause(&picture, 10), "8 succeeded, 1 failed permanently, 10 to come.");
        let picture = Picture { successes: 98, failures: 26, ..Picture::default() };
        assert_eq!(clause(&picture, 200), "98 succeeded, 26 failed, 200 to come.");
    }

    #[test]
    fn a_wait_is_spelled_out_from_its_terms() {
        let ms = Duration::from_millis;
        let delay = |planned, jitter, shortened, capped| Delay {
            raised: Duration::ZERO,
            total: ms(planned + jitter - shortened),
            planned: ms(planned),
            jitter: ms(jitter),
            shortened: ms(shortened),
            capped,
        };
        assert_eq!(sum(&delay(200, 430, 0, false), false), ("0.2 s + 0.43 s".into(), "backoff + jitter"));
        assert_eq!(sum(&delay(200, 430, 0, false), true), ("0.2 s + 0.43 s".into(), "base + jitter"));
        assert_eq!(sum(&delay(400, 0, 120, false), false), ("0.4 s − 0.12 s".into(), "backoff − jitter"));
        assert_eq!(sum(&delay(400, 0, 0, false), false), ("0.4 s".into(), "backoff"));
        assert_eq!(sum(&delay(30_000, 0, 0, true), false), ("30 s".into(), "longest wait"));
        let mut settings = Settings::new(named("retry").specs);
        assert_eq!(certain(&delay(200, 430, 0, false), &settings), ms(200));
        settings.set("jitter", crate::play::Value::Choice(3));
        assert_eq!(certain(&delay(400, 0, 120, false), &settings), ms(200));
        settings.set("jitter", crate::play::Value::Choice(2));
        assert_eq!(certain(&delay(400, 0, 120, false), &settings), Duration::ZERO);
    }
}
