//! tenacity: retries of any kind, in Python, and nothing else.

use core::iter::once;

use super::Writer;
use super::page::{Page, number, seconds};
use super::rules::{BREAKER_KEYS, Breaker};
use super::wait::{Growth, Jitter, Language, Retry, note_minimum, note_retried, note_stale};

pub(super) const WRITER: Writer = Writer { breaker, retry, batch };

const LANGUAGE: Language = Language {
    min: "min",
    max: "max",
    random: "random.random()",
    retry: "state.attempt_number",
    previous: "previous",
    power: |factor| format!("{factor} ** (state.attempt_number - 1)"),
    span: seconds,
    number,
};

fn breaker(page: &mut Page<'_>, rules: &Breaker) {
    // The last key is the lease.
    let keys = if rules.lease.is_some() { BREAKER_KEYS.len() } else { BREAKER_KEYS.len() - 1 };
    page.nothing(
        "tenacity has no circuit breaker. Take pybreaker, outside or inside the retry.",
        BREAKER_KEYS.get(..keys).unwrap_or(&BREAKER_KEYS),
    );
}

fn retry(page: &mut Page<'_>) {
    let retry = Retry::new(page.settings);
    note_retried(page);
    let mut imports = "from tenacity import Retrying, retry_if_exception_type, stop_after_attempt".to_owned();
    let wait = match own(&retry).filter(|_| retry.floor.is_zero()) {
        Some((schedule, arguments)) => {
            imports = format!("{imports}, {schedule}");
            page.put(format_args!(
                "
{}",
                &imports
            ));
            format!("{schedule}({arguments})")
        }
        None => {
            let wait = retry.wait(&LANGUAGE);
            if wait.contains(LANGUAGE.random) {
                page.put(format_args!(
                    "
import random

{}",
                    &imports
                ));
            } else {
                page.put(format_args!(
                    "
{}",
                    &imports
                ));
            }
            wait_by_hand(page, &retry, &wait);
            "wait".to_owned()
        }
    };
    page.put(format_args!(
        "
policy = Retrying(
    stop=stop_after_attempt({}),  # the first one counts
    wait={wait},
    retry=retry_if_exception_type((ConnectionError, TimeoutError)),
    reraise=True,
)

# value = policy(read)",
        retry.attempts
    ));
}

/// A function for the waits that no schedule of the library has.
fn wait_by_hand(page: &mut Page<'_>, retry: &Retry, wait: &str) {
    page.put(format_args!(
        "

def wait(state):
    \"\"\"{}.\"\"\"",
        capital(retry.jitter_in_words())
    ));
    if retry.jitter == Jitter::Decorrelated {
        // Before the first retry there was no wait.
        let base = seconds(retry.base);
        page.put(format_args!("    previous = state.upcoming_sleep if state.attempt_number > 1 else {base}"));
    }
    page.put(format_args!(
        "    return {wait}
"
    ));
}

/// The schedule of the library that does the same, with its arguments.
fn own(retry: &Retry) -> Option<(&'static str, String)> {
    let (base, cap) = (seconds(retry.base), seconds(retry.cap));
    Some(match (retry.growth, retry.jitter) {
        (Growth::Constant, Jitter::None) => ("wait_fixed", seconds(retry.base.min(retry.cap))),
        (Growth::Linear, Jitter::None) => ("wait_incrementing", format!("start={base}, increment={base}, max={cap}")),
        (Growth::Exponential(factor), Jitter::None) => {
            ("wait_exponential", format!("multiplier={base}, exp_base={}, max={cap}", number(factor)))
        }
        (Growth::Exponential(factor), Jitter::Full) => {
            ("wait_random_exponential", format!("multiplier={base}, exp_base={}, max={cap}", number(factor)))
        }
        (Growth::Exponential(factor), Jitter::Additive(spread)) => (
            "wait_exponential_jitter",
            format!("multiplier={base}, exp_base={}, jitter={}, max={cap}", number(factor), seconds(spread)),
        ),
        _ => return None,
    })
}

fn batch(page: &mut Page<'_>) {
    note_stale(page);
    note_minimum(page);
    let attempts = page.settings.count("attempts");
    page.put(format_args!(
        "
from concurrent.futures import ThreadPoolExecutor

from tenacity import Retrying, stop_after_attempt, wait_none

policy = Retrying(
    stop=stop_after_attempt({attempts}),  # the first one counts
    wait=wait_none(),
    retry_error_callback=lambda state: None,  # a read that failed permanently is a gap
)


def round_of(reads):
    \"\"\"The values, with a gap for each that is missing, and which are.\"\"\"
    with ThreadPoolExecutor(max_workers=max(1, len(reads))) as pool:
        values = list(pool.map(policy, reads))
    return values, [index for index, value in enumerate(values) if value is None]"
    ));
}

/// With a capital letter at its beginning.
fn capital(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| once(first.to_ascii_uppercase()).chain(rest).collect())
}
