//! A library's breaker from a text of "Copy as": the numbers that are written there, put into the library's model.

use half_open::copy_as::Target;
use half_open::link;
use half_open::link::config;

use crate::libraries::gobreaker::{self, Counts, Gobreaker};
use crate::libraries::opossum::{self, Opossum};
use crate::libraries::polly::{self, Polly};
use crate::libraries::resilience4j::{self, Resilience4j};
use crate::libraries::{Answer, Call, Library, Mistake};

/// The text of a link.
pub(crate) fn written(target: Target, text_of: &str) -> String {
    let parsed = link::parse(text_of);
    assert!(parsed.complaints.is_empty(), "{text_of}: {:?}", parsed.complaints);
    config(target, parsed.tape.scenario.lab, &parsed.tape.scenario.settings)
}

/// What stands after a name up to the end of the line, without a comma or a comment; nothing if the name is not there.
fn after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//") && !line.trim_start().starts_with('#'));
    let value = code.filter_map(|line| line.trim().strip_prefix(name)).next()?;
    Some(value.split("//").next().unwrap_or_default().trim().trim_end_matches(','))
}

fn number(text: &str, name: &str) -> Option<f64> {
    after(text, name).map(|value| value.parse().unwrap_or_else(|_| panic!("{name} {value} is a number in {text}")))
}

fn need(text: &str, name: &str) -> f64 {
    number(text, name).unwrap_or_else(|| panic!("{name} in {text}"))
}

/// The breaker that a text configures.
pub(crate) fn breaker(target: Target, text: &str) -> Box<dyn Library> {
    match target {
        Target::Resilience4j => Box::new(Resilience4j::new(resilience4j(text))),
        Target::Polly => Box::new(Polly::new(polly(text))),
        Target::Gobreaker => Box::new(Gobreaker::new(gobreaker(text))),
        Target::Opossum => Box::new(guarded(text)),
        _ => panic!("there is no model of {target:?}"),
    }
}

/// What a text says of a caller's own mistakes, by the names that say so.
fn mistake(text: &str, nothing: &str, success: &str) -> Mistake {
    match (after(text, nothing), after(text, success)) {
        (Some(_), None) => Mistake::Nothing,
        (None, Some(_)) => Mistake::Success,
        (None, None) => Mistake::Failure,
        _ => panic!("{nothing} and {success} in {text}"),
    }
}

fn resilience4j(text: &str) -> resilience4j::Config {
    let span = |name| {
        after(text, name).map(|value| match value.strip_suffix("ms") {
            Some(millis) => millis.parse::<u64>().unwrap_or_else(|_| panic!("{name} in {text}")),
            None => 1_000 * value.trim_end_matches('s').parse::<u64>().unwrap_or_else(|_| panic!("{name} in {text}")),
        })
    };
    let known = resilience4j::Config::default();
    resilience4j::Config {
        count_based: after(text, "slidingWindowType: ") == Some("COUNT_BASED"),
        sliding_window_size: need(text, "slidingWindowSize: ") as u64,
        minimum_number_of_calls: need(text, "minimumNumberOfCalls: ") as u64,
        failure_rate_threshold: need(text, "failureRateThreshold: ") as f32,
        slow_call_duration: span("slowCallDurationThreshold: ").unwrap_or(known.slow_call_duration),
        slow_call_rate_threshold: number(text, "slowCallRateThreshold: ")
            .map_or(known.slow_call_rate_threshold, |rate| rate as f32),
        wait_duration_in_open_state: span("waitDurationInOpenState: ").unwrap_or_else(|| panic!("no wait in {text}")),
        permitted_in_half_open: need(text, "permittedNumberOfCallsInHalfOpenState: ") as u64,
        max_wait_in_half_open: span("maxWaitDurationInHalfOpenState: ").unwrap_or(0),
        mistake: mistake(text, "ignoreExceptions:", "recordExceptions:"),
    }
}

fn polly(text: &str) -> polly::Options {
    let span = |name| {
        let value = after(text, name).unwrap_or_else(|| panic!("{name} in {text}"));
        let seconds = value.strip_prefix("TimeSpan.FromSeconds(").map(|rest| rest.trim_end_matches(')'));
        let seconds: f64 =
            seconds.and_then(|seconds| seconds.parse().ok()).unwrap_or_else(|| panic!("{name} in {text}"));
        (seconds * 1_000.0).round() as u64
    };
    polly::Options {
        failure_ratio: need(text, "FailureRatio = "),
        minimum_throughput: need(text, "MinimumThroughput = ") as u32,
        sampling_duration: span("SamplingDuration = "),
        break_duration: span("BreakDuration = "),
        leaves_out: after(text, "ShouldHandle = ").is_some(),
    }
}

fn gobreaker(text: &str) -> gobreaker::Settings {
    let span = |name| {
        after(text, name).map(|value| {
            let (count, unit) = value.split_once(" * time.").unwrap_or_else(|| panic!("{name} in {text}"));
            let millis = match unit {
                "Second" => 1_000.0,
                "Millisecond" => 1.0,
                _ => 1e-6,
            };
            count.parse::<f64>().unwrap_or_else(|_| panic!("{name} in {text}")) * millis
        })
    };
    let interval = span("settings.Interval = ").unwrap_or(0.0).round() as u64;
    let trips = after(text, "return counts.").unwrap_or_else(|| panic!("no rule in {text}"));
    gobreaker::Settings {
        max_requests: need(text, "settings.MaxRequests = ") as u32,
        interval,
        bucket_period: interval / 10,
        timeout: span("settings.Timeout = ").unwrap_or_else(|| panic!("no wait in {text}")),
        ready_to_trip: rule(trips),
        mistake: mistake(text, "settings.IsExcluded = ", "settings.IsSuccessful = "),
    }
}

/// A rule as the text has it, `counts.` of its first word being gone.
fn rule(trips: &str) -> Box<dyn Fn(Counts) -> bool> {
    let whole = |text: &str| text.parse::<u32>().unwrap_or_else(|_| panic!("{text} is a number in {trips}"));
    if let Some(failures) = trips.strip_prefix("ConsecutiveFailures >= ").map(whole) {
        return Box::new(move |counts| counts.consecutive_failures >= failures);
    }
    if let Some(failures) = trips.strip_prefix("TotalFailures >= ").map(whole) {
        return Box::new(move |counts| counts.failures >= failures);
    }
    let (calls, rest) = trips.split_once(" >= ").unwrap_or_else(|| panic!("{trips} is a rule"));
    let excludes = match calls {
        "Requests" => false,
        "Requests-counts.TotalExclusions" => true,
        _ => panic!("{calls} are no calls"),
    };
    let (least, share) = rest
        .split_once(&format!(" && float64(counts.TotalFailures)/float64(counts.{calls}) "))
        .unwrap_or_else(|| panic!("{trips} is a rule"));
    let (least, strict) = (whole(least), share.starts_with("> "));
    let share: f64 = share.trim_start_matches(['>', '=', ' ']).parse().unwrap_or_else(|_| panic!("a share in {trips}"));
    Box::new(move |counts| {
        let calls = counts.requests - if excludes { counts.exclusions } else { 0 };
        let found = f64::from(counts.failures) / f64::from(calls);
        calls >= least && if strict { found > share } else { found >= share }
    })
}

/// opossum, with what the text does at its events.
struct Guarded {
    breaker: Opossum,
    /// Whether a caller's own mistakes are left out.
    filters: bool,
    counts: Option<Counted>,
}

/// Failures that are counted by events.
struct Counted {
    threshold: usize,
    within: u64,
    forgotten_by: &'static str,
    failures: Vec<u64>,
}

fn guarded(text: &str) -> Guarded {
    let options = opossum::Options {
        timeout: if after(text, "timeout: ") == Some("false") { 0 } else { need(text, "timeout: ") as u64 },
        reset_timeout: need(text, "resetTimeout: ") as u64,
        error_threshold_percentage: need(text, "errorThresholdPercentage: "),
        volume_threshold: number(text, "volumeThreshold: ").unwrap_or(0.0) as u32,
        rolling_count_timeout: number(text, "rollingCountTimeout: ").unwrap_or(10_000.0) as u64,
        rolling_count_buckets: 10,
    };
    let filters = after(text, "errorFilter: ").is_some();
    let number_in = |start: &str, end: &str| {
        let (_, rest) = text.split_once(start)?;
        rest.split_once(end)?.0.parse::<u64>().ok()
    };
    let opens = number_in("if (failures.length >= ", ")").or_else(|| number_in("if (failures >= ", ")"));
    let counts = opens.map(|threshold| Counted {
        threshold: threshold as usize,
        within: number_in("Date.now() - at <= ", ")").unwrap_or(u64::MAX),
        forgotten_by: if text.contains("breaker.on(\"success\"") { "success" } else { "close" },
        failures: Vec::new(),
    });
    Guarded { breaker: Opossum::new(options), filters, counts }
}

impl Library for Guarded {
    fn state(&self) -> &'static str {
        self.breaker.state()
    }

    fn ask(&mut self, now: u64, call: Call) -> Answer {
        self.breaker.ask(now, call)
    }

    fn end(&mut self, now: u64, call: Call, good: bool) {
        let closes = good && self.state() == "half-open";
        if let Some(counts) = &mut self.counts {
            if (good && counts.forgotten_by == "success") || closes {
                counts.failures.clear();
            }
            if !good {
                counts.failures.retain(|at| now - at <= counts.within);
                counts.failures.push(now);
                if counts.failures.len() >= counts.threshold {
                    self.breaker.open(now);
                }
            }
        }
        self.breaker.end(now, call, good);
    }

    fn mistaken(&mut self, now: u64, call: Call) {
        // A filtered error is told as a success.
        let good = self.filters;
        self.end(now, call, good);
    }

    fn timer(&self) -> Option<u64> {
        self.breaker.timer()
    }

    fn ring(&mut self, now: u64) {
        self.breaker.ring(now);
    }

    fn limit(&self) -> Option<u64> {
        self.breaker.limit()
    }
}
