//! cockatiel: policies in TypeScript.
//!
//! Its breakers judge at failures and want a share to be passed; one probe goes while the other calls wait for it. Its
//! exponential backoff doubles whatever its exponent says, unless the jitter is decorrelated; a delegate does the rest.

use super::Writer;
use super::page::{OWN_MISTAKE, Page, millis, number, seconds};
use super::rules::{Breaker, Rate, Trip};
use super::wait::{Growth, Jitter, Language, Retry, note_minimum, note_retried, note_stale};

pub(super) const WRITER: Writer = Writer { breaker, retry, batch };

const LANGUAGE: Language = Language {
    min: "Math.min",
    max: "Math.max",
    random: "Math.random()",
    retry: "attempt",
    previous: "previous",
    power: |factor| format!("{factor} ** (attempt - 1)"),
    span: millis,
    number,
};

fn breaker(page: &mut Page<'_>, rules: &Breaker) {
    let (class, arguments) = match rules.trip {
        Trip::Row(threshold) => ("ConsecutiveBreaker", threshold.to_string()),
        Trip::Calls(window, rate) => {
            let (threshold, min) = (threshold(page, rate), rate.min);
            let arguments = format!("{{ threshold: {threshold}, size: {window}, minimumNumberOfCalls: {min} }}");
            ("CountBreaker", arguments)
        }
        Trip::Time(span, rate) => {
            page.about(
                "span",
                "kept in buckets of at most 1 s of which one is dropped at a time, so a pause is not noticed.",
            );
            page.about(
                "min",
                "said as calls a second over the window, half a call less so that rounding cannot matter.",
            );
            let threshold = threshold(page, rate);
            let min = format!("{} / {}", number(f64::from(rate.min) - 0.5), seconds(span));
            let arguments = format!("{{ threshold: {threshold}, duration: {}, minimumRps: {min} }}", millis(span));
            ("SamplingBreaker", arguments)
        }
    };
    rules.note_judged(page);
    if !matches!(rules.trip, Trip::Row(_)) {
        page.about("min", "the probe that closes it counts as the first call of the new window.");
    }
    rules.note_one_probe(page, "version 4 can do more");
    page.note("While a probe is under way other calls wait for it; in the lab they fail fast.");
    rules.note_no_lease(page, "wrap the call in a timeout policy");
    page.about(
        "late",
        "cockatiel tells a result of a call from before the last change of state to its breaker rule alone: half-open, a \
         late success does not close it, and a late failure may open it.",
    );
    rules.note_mistakes(page, "half-open, such a call closes it; closed, it does not count");
    let (import, handled) = match rules.mistakes {
        None => ("handleAll", "handleAll"),
        Some(_) => ("handleWhen", "handleWhen((error) => !(error instanceof OwnMistake))"),
    };
    page.put(format_args!(
        "
import {{ {class}, circuitBreaker, {import} }} from \"cockatiel\";
"
    ));
    if rules.mistakes.is_some() {
        page.line(OWN_MISTAKE);
    }
    page.put(format_args!(
        "\
export const breaker = circuitBreaker({handled}, {{
  breaker: new {class}({arguments}),
  halfOpenAfter: {}, // ms
}});

// const value = await breaker.execute(() => read());",
        millis(rules.reset)
    ));
}

/// The share that must be passed to have reached the lab's.
fn threshold(page: &mut Page<'_>, rate: Rate) -> String {
    if rate.strict {
        return number(rate.share.min(0.9999));
    }
    page.about(
        "rate",
        "the share must be passed, not only reached, and be below 1; so a ten-thousandth less is written.",
    );
    number(rate.share - 0.0001)
}

fn retry(page: &mut Page<'_>) {
    let retry = Retry::new(page.settings);
    note_retried(page);
    let (import, backoff) = backoff(&retry);
    page.put(format_args!(
        "
import {{ {import}handleAll, retry }} from \"cockatiel\";

export const policy = retry(handleAll, {{
  maxAttempts: {}, // beside the first attempt
  // {}, in ms",
        retry.attempts - 1,
        retry.jitter_in_words()
    ));
    page.put(format_args!(
        "  backoff: {backoff},
}});

// const value = await policy.execute(() => read());"
    ));
}

/// What is imported for a backoff, and the backoff.
fn backoff(retry: &Retry) -> (String, String) {
    let generator = match (retry.growth, retry.jitter) {
        (Growth::Exponential(2.0), Jitter::None) => Some("noJitterGenerator"),
        (Growth::Exponential(2.0), Jitter::Full) => Some("fullJitterGenerator"),
        (Growth::Exponential(2.0), Jitter::Equal) => Some("halfJitterGenerator"),
        _ => None,
    };
    let (base, cap) = (millis(retry.base), millis(retry.cap));
    if let Some(generator) = generator.filter(|_| retry.floor.is_zero()) {
        let options = format!("{{ generator: {generator}, initialDelay: {base}, maxDelay: {cap} }}");
        return (format!("ExponentialBackoff, {generator}, "), format!("new ExponentialBackoff({options})"));
    }
    let wait = retry.wait(&LANGUAGE);
    let delegate = match (retry.growth, retry.jitter) {
        (Growth::Constant, Jitter::None) => {
            let wait = millis(retry.base.min(retry.cap).max(retry.floor));
            return ("ConstantBackoff, ".to_owned(), format!("new ConstantBackoff({wait})"));
        }
        (_, Jitter::Decorrelated) => {
            format!(
                "new DelegateBackoff((_, previous: number = {base}) => {{\n    const delay = {wait};\n    return {{ delay, \
                 state: delay }};\n  }})"
            )
        }
        (Growth::Constant, _) => format!("new DelegateBackoff(() => {wait})"),
        _ => format!("new DelegateBackoff(\n    ({{ attempt }}: {{ attempt: number }}) => {wait},\n  )"),
    };
    ("DelegateBackoff, ".to_owned(), delegate)
}

fn batch(page: &mut Page<'_>) {
    note_stale(page);
    note_minimum(page);
    let retries = page.settings.count("attempts").saturating_sub(1);
    page.put(format_args!(
        "
import {{ fallback, handleAll, retry, wrap }} from \"cockatiel\";

/** A read that failed permanently is null. */
export const sensor = wrap(
  fallback(handleAll, null),
  retry(handleAll, {{ maxAttempts: {retries} }}), // beside the first attempt, no wait between
);

/** One round: the values, null where one is missing, and which are. */
export async function round<T>(reads: (() => Promise<T>)[]) {{
  const values = await Promise.all(reads.map((read) => sensor.execute(read)));
  const missing = values.flatMap((value, index) => (value === null ? [index] : []));
  return {{ values, missing }};
}}"
    ));
}
