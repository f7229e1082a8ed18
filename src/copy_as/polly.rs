//! Polly: strategies of a pipeline, in C#.
//!
//! Its breaker judges a share over a time, at failures; a minimum throughput of 2 and a break of 0.5 s are the least.
//! Its retry has factor 2 and jitter of its own, and a generator for everything else.

use core::time::Duration;

use super::Writer;
use super::page::{Page, counted, float, seconds};
use super::rules::{Breaker, Rate, Trip};
use super::wait::{Growth, Jitter, Language, Retry, note_minimum, note_retried, note_stale};
use crate::time::nanos;

pub(super) const WRITER: Writer = Writer { breaker, retry, batch };

/// The least time to stay open and the least time to sample.
const SHORTEST: Duration = Duration::from_millis(500);
/// The most time to sample.
const LONGEST: Duration = Duration::from_secs(86_400);

const LANGUAGE: Language = Language {
    min: "Math.Min",
    max: "Math.Max",
    random: "Random.Shared.NextDouble()",
    retry: "(args.AttemptNumber + 1)",
    previous: "",
    power: |factor| format!("Math.Pow({factor}, args.AttemptNumber)"),
    span: |span| float(span.as_secs_f64()),
    number: float,
};

fn breaker(page: &mut Page<'_>, rules: &Breaker) {
    let Rate { share, min, strict } = match rules.trip {
        Trip::Row(threshold) => Rate { share: 1.0, min: threshold, strict: false },
        Trip::Calls(_, rate) | Trip::Time(_, rate) => rate,
    };
    let throughput = min.max(2);
    // The slices begin with results, so as many calls as take this time at their pace are in it together.
    let needed = rules.time_of(throughput).max(SHORTEST);
    let time = match rules.trip {
        Trip::Row(_) => needed,
        Trip::Calls(window, _) => rules.time_of(window).max(needed),
        Trip::Time(time, _) => time.max(needed),
    };
    let time = Duration::from_millis(nanos(time).div_ceil(1_000_000)).min(LONGEST);
    if let Trip::Row(_) = rules.trip {
        let (calls, within) = (counted(throughput, "call"), seconds(time));
        let later = if throughput < 10 { "" } else { " It may open a few failures later, as it counts in ten slices." };
        page.tell(
            "threshold",
            format_args!(
                "there is no count of failures in a row. Written: all of at least {calls} within {within} s failed, \
                 which is room for them here. Set your own pace.{later}"
            ),
        );
    }
    rules.note_time(page, time, throughput);
    rules.note_judged(page);
    if min < 2 {
        let key = if matches!(rules.trip, Trip::Row(_)) { "threshold" } else { "min" };
        page.about(key, "MinimumThroughput is at least 2, which is written.");
    }
    if strict {
        page.about("rate", "this share must be passed in the lab; Polly opens at it.");
    }
    if rules.reset < SHORTEST {
        page.about("reset", "BreakDuration is at least 0.5 s, which is written.");
    }
    rules.note_one_probe(page, "the other calls are refused meanwhile");
    rules.note_no_lease(page, "AddTimeout behind the breaker ends it, but limits every call");
    rules.note_late(page, "Polly", "half-open, a late success closes it and a late failure opens it");
    rules.note_succeeds(page, "Polly");
    page.put(format_args!(
        "
using Polly;
using Polly.CircuitBreaker;

var pipeline = new ResiliencePipelineBuilder()
    .AddCircuitBreaker(new CircuitBreakerStrategyOptions
    {{
        FailureRatio = {},
        MinimumThroughput = {throughput},
        SamplingDuration = {},
        BreakDuration = {},",
        float(share),
        span(time),
        span(rules.reset.max(SHORTEST))
    ));
    if rules.mistakes.is_some() {
        page.line(
            "        ShouldHandle = new PredicateBuilder().Handle<Exception>(static error =>
            error is not (ArgumentException or UnauthorizedAccessException or OperationCanceledException)),",
        );
    }
    page.line(
        "    })
    .Build();",
    );
}

fn retry(page: &mut Page<'_>) {
    let retry = Retry::new(page.settings);
    note_retried(page);
    if retry.attempts == 1 {
        page.about("attempts", "MaxRetryAttempts is at least 1, so the strategy is left out.");
        page.line(
            "
using Polly;

var pipeline = ResiliencePipeline.Empty;",
        );
        return;
    }
    let kind = match (retry.jitter, retry.growth) {
        (Jitter::Decorrelated, _) => {
            page.about(
                "jitter",
                "Polly's own decorrelated form is written: its median doubles from the base, where the lab takes any number from the \
                 base to three times the wait before.",
            );
            retry.note_floor(page);
            Some("Exponential")
        }
        // Only a generator has a shortest wait.
        _ if !retry.floor.is_zero() => None,
        (Jitter::None, Growth::Constant) => Some("Constant"),
        (Jitter::None, Growth::Linear) => Some("Linear"),
        (Jitter::None, Growth::Exponential(2.0)) => Some("Exponential"),
        _ => None,
    };
    page.put(format_args!(
        "
using Polly;
using Polly.Retry;

var pipeline = new ResiliencePipelineBuilder()
    .AddRetry(new RetryStrategyOptions
    {{
        MaxRetryAttempts = {}, // beside the first attempt
        ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>().Handle<TimeoutException>(),",
        retry.attempts - 1
    ));
    match kind {
        Some(kind) => {
            page.put(format_args!(
                "        BackoffType = DelayBackoffType.{kind},
        Delay = {},
        MaxDelay = {},",
                span(retry.base),
                span(retry.cap)
            ));
            if retry.jitter == Jitter::Decorrelated {
                page.line("        UseJitter = true,");
            }
        }
        None => page.put(format_args!(
            "        // {}
        DelayGenerator = static args => ValueTask.FromResult<TimeSpan?>(TimeSpan.FromSeconds(
            {})),",
            retry.jitter_in_words(),
            retry.wait(&LANGUAGE)
        )),
    }
    page.line(
        "    })
    .Build();",
    );
}

fn batch(page: &mut Page<'_>) {
    note_stale(page);
    note_minimum(page);
    let attempts = page.settings.count("attempts");
    if attempts == 1 {
        page.about("attempts", "MaxRetryAttempts is at least 1, so the retry is left out.");
    }
    page.line(
        "
using Polly;
using Polly.Fallback;",
    );
    if attempts > 1 {
        page.line("using Polly.Retry;");
    }
    page.line(
        "
var sensor = new ResiliencePipelineBuilder<double?>()
    .AddFallback(new FallbackStrategyOptions<double?>
    {
        ShouldHandle = new PredicateBuilder<double?>().Handle<Exception>(),
        FallbackAction = static _ => Outcome.FromResultAsValueTask<double?>(null),
    })",
    );
    if attempts > 1 {
        page.put(format_args!(
            "    .AddRetry(new RetryStrategyOptions<double?>
    {{
        MaxRetryAttempts = {}, // beside the first attempt
        Delay = TimeSpan.Zero,
    }})",
            attempts - 1
        ));
    }
    page.line(
        "    .Build();

// One round: a read that failed permanently is null, and the batch goes on.
async Task<double?[]> Round(IEnumerable<Func<CancellationToken, ValueTask<double?>>> reads) =>
    await Task.WhenAll(reads.Select(read => sensor.ExecuteAsync(read).AsTask()));",
    );
}

fn span(span: Duration) -> String {
    if span.is_zero() { "TimeSpan.Zero".to_owned() } else { format!("TimeSpan.FromSeconds({})", seconds(span)) }
}
