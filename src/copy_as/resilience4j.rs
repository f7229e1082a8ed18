//! resilience4j: the properties that its Spring Boot starter reads.
//!
//! A ring of calls or of seconds judged at each result, rates in per cent; half-open lets this many calls go in total
//! and judges them together. Its properties have no linear growth, and one kind of jitter: a part more or less.

use core::time::Duration;

use super::Writer;
use super::page::{Page, counted, number};
use super::rules::{Breaker, Trip};
use super::wait::{Growth, Jitter, Retry, note_minimum, note_retried, note_stale};
use crate::time::nanos;

pub(super) const WRITER: Writer = Writer { breaker, retry, batch };

/// A randomisation of all of the wait; exactly 1 is refused by older versions.
const NEARLY_ALL: &str = "0.999";

fn breaker(page: &mut Page<'_>, rules: &Breaker) {
    let (kind, size, min, share) = match rules.trip {
        Trip::Row(threshold) => {
            page.about("threshold", "this many in a row are a window of this many calls of which all failed.");
            ("COUNT_BASED", threshold, threshold, 1.0)
        }
        Trip::Calls(window, rate) => ("COUNT_BASED", window, rate.min, rate.share),
        Trip::Time(time, rate) => {
            let whole = time.as_secs() + u64::from(time.subsec_nanos() > 0);
            if time.subsec_nanos() > 0 {
                page.tell("span", format_args!("a window is of whole seconds; {whole} s is written."));
            }
            ("TIME_BASED", u32::try_from(whole).unwrap_or(u32::MAX), rate.min, rate.share)
        }
    };
    if let Trip::Calls(_, rate) | Trip::Time(_, rate) = rules.trip
        && rate.strict
    {
        page.about("rate", "this share must be passed in the lab; resilience4j opens at it.");
    }
    if rules.reset < Duration::from_millis(1) {
        page.about("reset", "the wait is at least 1 ms, which is written; with 0 its default of 60 s would stay.");
    }
    let judged = min.min(rules.successes);
    if judged > 1 {
        page.tell(
            "successes",
            format_args!(
                "half-open waits for {judged} results and judges them together; a share of {} % of failures among them \
                 opens the breaker again, and not the first failure.",
                number(share * 100.0)
            ),
        );
    }
    if judged < rules.successes {
        page.tell(
            "successes",
            format_args!(
                "{} decides, not {}: resilience4j takes the smaller of minimumNumberOfCalls and \
                 permittedNumberOfCallsInHalfOpenState.",
                counted(judged, "result"),
                rules.successes
            ),
        );
    }
    if rules.probes != rules.successes {
        page.about("probes", "half-open admits as many calls as must succeed, in total and not at the same time.");
    }
    match rules.lease {
        Some(_) => page.about("lease", "the time counts from the beginning of half-open, not from each probe."),
        None => {
            page.note("A probe that never ends blocks the breaker for ever: maxWaitDurationInHalfOpenState is off.");
        }
    }
    rules.note_late(page, "resilience4j", "half-open, it is one of the results that are judged");
    let succeeds = rules.note_left_out(page, "resilience4j");
    page.put(format_args!(
        "
resilience4j:
  circuitbreaker:
    instances:
      sensors:
        slidingWindowType: {kind}
        slidingWindowSize: {size}
        minimumNumberOfCalls: {min}
        failureRateThreshold: {}
        waitDurationInOpenState: {}
        permittedNumberOfCallsInHalfOpenState: {}",
        number(share * 100.0),
        span(rules.reset.max(Duration::from_millis(1))),
        rules.successes
    ));
    if let Some(slow) = rules.slow {
        page.put(format_args!(
            "        slowCallDurationThreshold: {}
        slowCallRateThreshold: {}",
            span(slow.longer_than),
            number(slow.rate.fraction() * 100.0)
        ));
    }
    if let Some(lease) = rules.lease {
        page.put(format_args!("        maxWaitDurationInHalfOpenState: {}", span(lease)));
    }
    match succeeds {
        Some(true) => exceptions(page, "        recordExceptions: # all else is a success; name all that count"),
        Some(false) => page.line(
            "        ignoreExceptions:
          - java.lang.IllegalArgumentException
          - java.lang.SecurityException",
        ),
        None => {}
    }
}

fn retry(page: &mut Page<'_>) {
    let retry = Retry::new(page.settings);
    note_retried(page);
    let factor = match retry.growth {
        Growth::Exponential(factor) if !retry.base.is_zero() => Some(factor),
        Growth::Linear => {
            page.about(
                "kind",
                "there is no linear growth; each wait is the first one. An intervalBiFunction can do it.",
            );
            None
        }
        _ => None,
    };
    let mut first = retry.base.min(retry.cap);
    let mut written = "the smaller of base and cap is written.";
    if factor.is_none() && retry.jitter == Jitter::None && !retry.floor.is_zero() {
        (first, written) = (first.max(retry.floor), "the one wait that base, cap and floor give is written.");
    } else {
        retry.note_floor(page);
    }
    match (factor, retry.jitter) {
        (None, _) => {
            page.tell("cap", format_args!("waits that do not grow have no cap of their own; {written}"));
        }
        (Some(_), Jitter::Full | Jitter::Equal | Jitter::Share(_)) => {
            page.about("cap", "it is applied after luck, in the lab before; so waits at the cap spread less.");
        }
        _ => {}
    }
    let (first, random) = randomized(page, &retry, first);
    page.put(format_args!(
        "
resilience4j:
  retry:
    instances:
      sensors:
        maxAttempts: {} # the first one counts
        waitDuration: {}",
        retry.attempts,
        span(first)
    ));
    if let Some(factor) = factor {
        page.put(format_args!(
            "        enableExponentialBackoff: true
        exponentialBackoffMultiplier: {}
        exponentialMaxWaitDuration: {}",
            number(factor),
            span(retry.cap)
        ));
    }
    if let Some(random) = random {
        page.put(format_args!(
            "        enableRandomizedWait: true
        randomizedWaitFactor: {random}"
        ));
    }
    exceptions(page, "        retryExceptions:");
}

/// The wait and its randomisation that come closest to a kind of jitter.
fn randomized(page: &mut Page<'_>, retry: &Retry, first: Duration) -> (Duration, Option<String>) {
    let same = |part: &str| Some(part.to_owned());
    // Half the wait, all of it more or less, is from nothing to the whole; three quarters, a third more or less, from
    // half to the whole.
    let (wait, random) = match retry.jitter {
        Jitter::None => return (first, None),
        _ if first.is_zero() => {
            page.about("jitter", "a wait of 0 has no jitter.");
            return (first, None);
        }
        Jitter::Additive(_) => {
            page.about("jitter", "nothing is added to a wait; it is used as it stands.");
            page.about("spread", "left out. A part more or less is all there is: randomizedWaitFactor.");
            return (first, None);
        }
        Jitter::Decorrelated => {
            page.about("jitter", "no wait depends on the one before; written is a part of one half more or less.");
            return (first, same("0.5"));
        }
        Jitter::Full => {
            page.about("jitter", "from nothing to the whole wait, written as half of it, nearly all more or less.");
            (first / 2, same(NEARLY_ALL))
        }
        Jitter::Equal => {
            page.about("jitter", "from half to the whole wait, written as three quarters, a third more or less.");
            (first / 4 * 3, same("0.3333"))
        }
        Jitter::Share(part) => {
            if part > 0.999 {
                page.tell("spread", format_args!("a part is at most {NEARLY_ALL}, which is written."));
            }
            (first, Some(number(part.min(0.999))))
        }
    };
    if wait < Duration::from_millis(1) {
        page.about("base", "a wait is at least 1 ms.");
    }
    (wait.max(Duration::from_millis(1)), random)
}

/// Failures that say something about the service and may pass by themselves.
fn exceptions(page: &mut Page<'_>, key: &str) {
    page.put(format_args!(
        "\
{key}
          - java.io.IOException
          - java.util.concurrent.TimeoutException"
    ));
}

fn batch(page: &mut Page<'_>) {
    page.note(
        "A fallback is not in the properties but at the method: @Retry(name = \"sensors\", fallbackMethod = \"missing\"), \
         and missing(Exception) returns Optional.empty(). Read the sensors at the same time and await them together; the \
         empty ones are what is missing.",
    );
    note_stale(page);
    note_minimum(page);
    let attempts = page.settings.count("attempts");
    page.put(format_args!(
        "
resilience4j:
  retry:
    instances:
      sensors:
        maxAttempts: {attempts} # the first one counts
        waitDuration: 0ms"
    ));
}

/// A span as Spring reads it, in whole milliseconds: that is what resilience4j uses.
fn span(span: Duration) -> String {
    let nanos = nanos(span);
    match nanos {
        _ if nanos.is_multiple_of(1_000_000_000) && nanos > 0 => format!("{}s", nanos / 1_000_000_000),
        _ => format!("{}ms", nanos.div_ceil(1_000_000)),
    }
}
