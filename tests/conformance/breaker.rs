//! The kinds about breakers: `circuit_breaker`, `window_counts`, `ema_success_rate`, `half_open_attempts`.
//!
//! One breaker, the general one, replays them all by configuration. Any field, value or combination that is not known
//! is an error.

use std::collections::BTreeMap;
use std::time::Duration;

use half_open::policy::backoff::{Backoff, Growth, Jitter};
use half_open::policy::breaker::general::{
    AfterClosing, Begin, Boundary, Close, Compare, Counts, GeneralBreaker, HalfOpen, Ignored, JudgedOn, LateProbe,
    Lease, MeasuredFrom, Of, Others, Rate, Reach, Reopen, Settings, Slow, State, Tally, Trip, Turn, Wait, Window,
};
use half_open::policy::breaker::{Late, Outcome, Permit, Probes};
use half_open::policy::share::Share;
use half_open::time::Instant;
use serde_json::{Map, Value};

use crate::Replayed;
use crate::one_probe::one_probe;

type Understood<T> = Result<T, String>;

/// Replays a vector; nothing if its kind is not one of these.
pub(crate) fn replay(kind: &str, vector: &Value) -> Option<Result<Replayed, String>> {
    match kind {
        "circuit_breaker" => Some(circuit_breaker(vector)),
        "window_counts" => Some(window_counts(vector)),
        "ema_success_rate" => Some(ema_success_rate(vector)),
        "half_open_attempts" => Some(half_open_attempts(vector)),
        _ => None,
    }
}

/// An object of which every field has to be known.
struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    fn of(what: &str, value: &'a Value, known: &[&str]) -> Understood<Self> {
        let fields = value.as_object().ok_or_else(|| format!("{what} is {value}, not an object"))?;
        // A note is for readers and may stand anywhere.
        match fields.keys().find(|key| !known.contains(&key.as_str()) && *key != "note") {
            Some(key) => Err(format!("{what}: the field {key} is not known")),
            None => Ok(Self(fields)),
        }
    }

    /// A field that may be absent or null.
    fn get(&self, key: &str) -> Option<&'a Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    fn need(&self, key: &str) -> Understood<&'a Value> {
        self.get(key).ok_or_else(|| format!("the field {key} is missing"))
    }

    fn whole(&self, key: &str) -> Understood<u64> {
        let value = self.need(key)?;
        value.as_u64().ok_or_else(|| format!("{key} is {value}, not a whole number"))
    }

    fn count(&self, key: &str) -> Understood<u32> {
        u32::try_from(self.whole(key)?).map_err(|_| format!("{key} is too large"))
    }

    fn span(&self, key: &str) -> Understood<Duration> {
        self.whole(key).map(Duration::from_millis)
    }

    /// A limit. One between two millionths, a third for example, is taken so that calls which just meet it do.
    fn share(&self, key: &str, compare: Compare) -> Understood<Share> {
        let value = self.need(key)?;
        let millionths = value.as_f64().ok_or_else(|| format!("{key} is {value}, not a number"))? * 1e6;
        let near = (millionths - millionths.round()).abs() < 1e-3;
        let whole = match compare {
            _ if near => millionths.round(),
            Compare::AtLeast => millionths.floor(),
            Compare::Above => millionths.ceil(),
        };
        Share::new(whole / 1e6).ok_or_else(|| format!("{key} is {value}, not from 0 to 1"))
    }

    /// One of several words; the first is meant if the field is absent.
    fn word<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Understood<T> {
        let Some(value) = self.get(key) else { return Ok(words[0].1) };
        let found = words.iter().find(|(word, _)| value.as_str() == Some(word));
        found.map(|(_, meaning)| *meaning).ok_or_else(|| format!("{key} is {value}, which is not known"))
    }

    fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

const VECTOR: [&str; 9] = ["id", "name", "kind", "title", "source", "config", "steps", "input", "expect"];

fn circuit_breaker(vector: &Value) -> Understood<Replayed> {
    let vector = Fields::of("vector", vector, &VECTOR)?;
    let settings = settings(vector.need("config")?)?;
    let breaker = GeneralBreaker::new(settings).map_err(|error| format!("config: {error}"))?;
    let mut run = Run { breaker, calls: BTreeMap::new(), holds: BTreeMap::new(), replayed: Replayed::default() };
    let steps = vector.need("steps")?.as_array().ok_or("steps is not a list")?;
    for (index, step) in steps.iter().enumerate() {
        run.step(index, step).map_err(|error| format!("step {index}: {error}"))?;
    }
    Ok(run.replayed)
}

/// A replay in progress.
struct Run {
    breaker: GeneralBreaker,
    /// The permits under way by the id of their call; nothing for a call that was refused.
    calls: BTreeMap<String, Option<Permit>>,
    /// Who isolates the breaker: false once released.
    holds: BTreeMap<String, bool>,
    replayed: Replayed,
}

impl Run {
    fn step(&mut self, index: usize, step: &Value) -> Understood<()> {
        const STEP: [&str; 8] = ["t", "op", "outcome", "id", "duration_ms", "repeat", "trip", "expect"];
        let step = Fields::of("step", step, &STEP)?;
        let times = if step.has("repeat") { step.whole("repeat")? } else { 1 };
        for _ in 0..times {
            let admitted = self.act(&step)?;
            self.replayed.steps += 1;
            if let Some(expect) = step.get("expect") {
                self.compare(index, expect, admitted)?;
            }
        }
        Ok(())
    }

    /// Does what a step says; whether a call was admitted, if it asks for one.
    fn act(&mut self, step: &Fields<'_>) -> Understood<Option<bool>> {
        let now = Instant::from_millis(step.whole("t")?);
        let id = step.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        match step.need("op")?.as_str().unwrap_or_default() {
            "call" => {
                let took = if step.has("duration_ms") { step.span("duration_ms")? } else { Duration::ZERO };
                let Ok(permit) = self.breaker.admit(now).decision else { return Ok(Some(false)) };
                let outcome = outcome(step.need("outcome")?)?;
                let _ = self.breaker.report_after(now, permit, outcome, took);
                return Ok(Some(true));
            }
            "start" => {
                let permit = self.breaker.admit(now).decision.ok();
                let admitted = permit.is_some();
                self.calls.insert(id, permit);
                return Ok(Some(admitted));
            }
            "finish" => {
                let outcome = outcome(step.need("outcome")?)?;
                if let Some(permit) = self.take(&id)? {
                    let _ = match step.has("duration_ms") {
                        true => self.breaker.report_after(now, permit, outcome, step.span("duration_ms")?),
                        false => self.breaker.report(now, permit, outcome),
                    };
                }
            }
            "cancel" => {
                if let Some(permit) = self.take(&id)? {
                    self.breaker.cancel(now, permit);
                }
            }
            "query" => drop(self.breaker.evaluate(now)),
            "force_open" => drop(self.breaker.force_open(now)),
            "force_open_timed" => drop(self.breaker.force_open_timed(now)),
            "force_half_open" => drop(self.breaker.force_half_open(now)),
            "reset" => drop(self.breaker.reset(now)),
            "isolate" => {
                self.breaker.isolate(now);
                self.holds.insert(id, true);
            }
            "release_isolation" => match self.holds.insert(id.clone(), false) {
                Some(true) => drop(self.breaker.release(now)),
                // A holder who releases twice changes nothing.
                Some(false) => {}
                None => return Err(format!("{id} does not isolate the breaker")),
            },
            "configure_trip" => {
                let trips = trips(step.need("trip")?)?;
                self.breaker.configure_trip(now, trips).map_err(|error| format!("trip: {error}"))?;
            }
            other => return Err(format!("the operation {other} is not known")),
        }
        Ok(None)
    }

    /// The permit of a call under way. A call that was refused, perhaps wrongly, has none.
    fn take(&mut self, id: &str) -> Understood<Option<Permit>> {
        let permit = self.calls.remove(id).ok_or_else(|| format!("the call {id} is not under way"))?;
        if permit.is_none() {
            self.replayed.mismatches.push(format!("the call {id} ends, but was refused"));
        }
        Ok(permit)
    }

    fn compare(&mut self, index: usize, expect: &Value, admitted: Option<bool>) -> Understood<()> {
        let expect = Fields::of("expect", expect, &["admitted", "state", "counts"])?;
        if let Some(wanted) = expect.get("admitted") {
            let wanted = wanted.as_bool().ok_or("admitted is neither true nor false")?;
            let found = admitted.ok_or("admitted is asked of a step without a call")?;
            self.replayed.compare(&format!("step {index}, admitted"), &found, &wanted);
        }
        if expect.has("state") {
            let wanted = expect.word("state", &STATES)?;
            self.replayed.compare(&format!("step {index}, state"), &self.breaker.state(), &wanted);
        }
        if let Some(wanted) = expect.get("counts") {
            let wanted = Fields::of("counts", wanted, &["requests", "ok", "err", "ignored"])?;
            let Counts { requests, ok, err, ignored } = self.breaker.counts();
            for (key, found) in [("requests", requests), ("ok", ok), ("err", err), ("ignored", ignored)] {
                if wanted.has(key) {
                    self.replayed.compare(&format!("step {index}, {key}"), &found, &wanted.whole(key)?);
                }
            }
        }
        Ok(())
    }
}

const STATES: [(&str, State); 7] = [
    ("closed", State::Closed),
    ("open", State::Open),
    ("half_open", State::HalfOpen),
    ("forced_open", State::ForcedOpen),
    ("isolated", State::Isolated),
    ("disabled", State::Disabled),
    ("metrics_only", State::MetricsOnly),
];

fn outcome(value: &Value) -> Understood<Outcome> {
    match value.as_str() {
        Some("ok") => Ok(Outcome::Success),
        Some("err" | "panic") => Ok(Outcome::Failure),
        Some("ignored") => Ok(Outcome::Ignored),
        _ => Err(format!("the outcome {value} is not known")),
    }
}

fn settings(config: &Value) -> Understood<Settings> {
    let config = Fields::of("config", config, &["trip", "open", "half_open", "ignored", "late"])?;
    let trips = trips(config.need("trip")?)?;
    let open = Fields::of("open", config.need("open")?, &["wait_ms", "boundary", "transition", "measured_from"])?;
    let half_open = half_open_rules(config.need("half_open")?, trips.iter().find_map(slow_of))?;
    Ok(Settings {
        trips,
        after_closing: AfterClosing::Nothing,
        wait: wait(open.need("wait_ms")?)?,
        boundary: open.word("boundary", &[("ge", Boundary::AtWait), ("gt", Boundary::AfterWait)])?,
        turn: open.word("transition", &[("lazy", Turn::WithCall), ("timer", Turn::ByTimer)])?,
        measured_from: open
            .word("measured_from", &[("opened", MeasuredFrom::Opened), ("last_error", MeasuredFrom::LastFailure)])?,
        half_open,
        ignored: config.word(
            "ignored",
            &[("neutral", Ignored::Neutral), ("release_permit", Ignored::ReleasePermit), ("success", Ignored::Success)],
        )?,
        late: config.word("late", &[("drop_other_generation", Late::Drop), ("apply_to_current_state", Late::Apply)])?,
        success_closes_open: false,
    })
}

/// One trip rule, or a list of them of which any may open.
fn trips(value: &Value) -> Understood<Vec<Trip>> {
    match value.as_array() {
        Some(rules) => rules.iter().map(trip).collect(),
        None => trip(value).map(|trip| vec![trip]),
    }
}

fn trip(value: &Value) -> Understood<Trip> {
    const RATE: [&str; 7] = ["kind", "rate", "cmp", "min_calls", "evaluate_on", "slow_ms", "slow_rate"];
    // Where only a failure can be the last one needed, it makes no difference which results are judged.
    let fields = |own: &[&str]| Fields::of("trip", value, &[&["kind", "evaluate_on"], own].concat());
    let rates = |own: &[&str]| Fields::of("trip", value, &[&RATE, own].concat());
    match value["kind"].as_str().ok_or("trip: no kind")? {
        "consecutive" => Ok(Trip::Consecutive { failures: fields(&["failures"])?.count("failures")? }),
        "count_window" => {
            let fields = rates(&["size", "evaluate_only_after_full"])?;
            let only_when_full = match fields.get("evaluate_only_after_full") {
                Some(value) => value.as_bool().ok_or("evaluate_only_after_full is neither true nor false")?,
                None => false,
            };
            Ok(Trip::CountWindow { size: fields.count("size")?, only_when_full, rate: rate(&fields)? })
        }
        "time_window" => {
            let fields = rates(&["window_ms", "bucket_ms", "aligned"])?;
            Ok(Trip::TimeWindow {
                window: fields.span("window_ms")?,
                bucket: fields.span("bucket_ms")?,
                begin: begin(&fields, true)?,
                rate: rate(&fields)?,
            })
        }
        "tumbling" => {
            let fields = rates(&["interval_ms"])?;
            // Without an interval, or with one of 0, the counts are never cleared while the breaker is closed.
            let interval = if fields.has("interval_ms") { fields.span("interval_ms")? } else { Duration::ZERO };
            let interval = if interval.is_zero() { Duration::MAX } else { interval };
            Ok(Trip::Tumbling { interval, rate: rate(&fields)? })
        }
        "last_n" => {
            let fields = fields(&["failures", "of"])?;
            Ok(Trip::LastResults { failures: fields.count("failures")?, of: fields.count("of")? })
        }
        "errors_within" => {
            let fields = fields(&["errors", "window_ms", "lumping_ms"])?;
            let lumping = if fields.has("lumping_ms") { fields.span("lumping_ms")? } else { Duration::ZERO };
            Ok(Trip::ErrorsWithin { errors: fields.count("errors")?, window: fields.span("window_ms")?, lumping })
        }
        "error_gap" => {
            let fields = fields(&["errors", "gap_ms"])?;
            Ok(Trip::ErrorGap { errors: fields.count("errors")?, gap: fields.span("gap_ms")? })
        }
        other => Err(format!("the trip rule {other} is not known")),
    }
}

fn begin(fields: &Fields<'_>, absent: bool) -> Understood<Begin> {
    let aligned = match fields.get("aligned") {
        Some(value) => value.as_bool().ok_or("aligned is neither true nor false")?,
        None => absent,
    };
    Ok(if aligned { Begin::WithClock } else { Begin::AfterIdle })
}

fn rate(fields: &Fields<'_>) -> Understood<Rate> {
    let compare = fields.word("cmp", &[("ge", Compare::AtLeast), ("gt", Compare::Above)])?;
    let slow = match (fields.has("slow_ms"), fields.has("slow_rate")) {
        (true, true) => Some(Slow { longer_than: fields.span("slow_ms")?, rate: fields.share("slow_rate", compare)? }),
        (false, false) => None,
        _ => return Err("slow_ms and slow_rate come together".to_owned()),
    };
    Ok(Rate {
        rate: fields.share("rate", compare)?,
        compare,
        of: Of::Results,
        min_calls: if fields.has("min_calls") { fields.count("min_calls")?.max(1) } else { 1 },
        judged_on: fields.word("evaluate_on", &[("any", JudgedOn::Any), ("failure", JudgedOn::Failure)])?,
        slow,
    })
}

fn slow_of(trip: &Trip) -> Option<Slow> {
    match trip {
        Trip::CountWindow { rate, .. } | Trip::TimeWindow { rate, .. } | Trip::Tumbling { rate, .. } => rate.slow,
        _ => None,
    }
}

fn wait(value: &Value) -> Understood<Wait> {
    let whole = |value: &Value| {
        value.as_u64().map(Duration::from_millis).ok_or_else(|| format!("wait_ms has {value}, not a whole number"))
    };
    if let Some(waits) = value.as_array() {
        return waits.iter().map(whole).collect::<Understood<_>>().map(Wait::List);
    }
    if !value.is_object() {
        return whole(value).map(Wait::Constant);
    }
    let rule = Fields::of("wait_ms", value, &["exponential"])?;
    let rule = Fields::of("exponential", rule.need("exponential")?, &["initial_ms", "multiplier", "max_ms"])?;
    let factor = rule.need("multiplier")?.as_f64().ok_or("multiplier is not a number")?;
    let cap = if rule.has("max_ms") { rule.span("max_ms")? } else { Duration::MAX };
    let initial = rule.span("initial_ms")?;
    if let Ok(backoff) = Backoff::new(Growth::Exponential { factor }, initial, cap, Jitter::None) {
        return Ok(Wait::Backoff(backoff));
    }
    // Growth that a backoff for retries refuses is a list that ends at the cap, or after 64 openings.
    if !(factor > 0.0 && factor.is_finite()) {
        return Err(format!("multiplier is {factor}, not above 0"));
    }
    let grown = std::iter::successors(Some(initial.as_secs_f64()), |wait| Some(wait * factor)).take(64);
    Ok(Wait::List(grown.map(|wait| Duration::try_from_secs_f64(wait).unwrap_or(cap).min(cap)).collect()))
}

/// The rules of the half-open state; a sample is judged by slow calls too, if the trip rule is.
fn half_open_rules(value: &Value, slow: Option<Slow>) -> Understood<HalfOpen> {
    let rules = Fields::of("half_open", value, &["permits", "close", "reopen"])?;
    // A limit on all probes may leave the breaker half-open for ever; a vector may want to see that.
    let probes = match rules.has("permits") {
        true => Probes::InAllEvenIfStuck(rules.count("permits")?),
        false => Probes::AtOnce(u32::MAX),
    };
    let close = rules.need("close")?;
    let mut keys: Vec<&str> = close.as_object().ok_or("close is not an object")?.keys().map(String::as_str).collect();
    keys.sort_unstable();
    let fields = Fields::of("close", close, &keys)?;
    let sampled = |key, window, compare| {
        let size = fields.count("sample")?;
        Understood::Ok(Close::Sample { size, window, rate: fields.share(key, compare)?, compare, slow })
    };
    let close = match keys[..] {
        ["consecutive_successes"] => Close::ConsecutiveSuccesses(fields.count("consecutive_successes")?),
        ["successes"] => Close::Successes { needed: fields.count("successes")?, of: None },
        ["of", "successes"] => Close::Successes { needed: fields.count("successes")?, of: Some(fields.count("of")?) },
        ["failures", "of", "successes_exceed"] => {
            let needed = fields.count("successes_exceed")?.saturating_add(1);
            Close::Successes { needed, of: Some(fields.count("of")?) }
        }
        ["rate_below", "sample"] => sampled("rate_below", None, Compare::AtLeast)?,
        ["rate_at_most", "sample"] => sampled("rate_at_most", None, Compare::Above)?,
        ["rate_at_most", "sample", "window"] => sampled("rate_at_most", Some(fields.count("window")?), Compare::Above)?,
        ["max_failures", "sample"] => {
            Close::FewFailures { size: fields.count("sample")?, most: fields.count("max_failures")? }
        }
        _ => return Err(format!("the closing rule with {keys:?} is not known")),
    };
    let reopen = match rules.need("reopen")?.as_str().unwrap_or_default() {
        "first_failure" => Reopen::Failures(1),
        "sample_rate" => Reopen::SampleFailed,
        "failures_exceed_max" => Reopen::Failures(fields.count("max_failures")?.saturating_add(1)),
        "failure_threshold" => Reopen::Failures(fields.count("failures")?),
        "failures_gt_of_minus_successes" => {
            let (of, successes) = (fields.count("of")?, fields.count("successes")?);
            Reopen::Failures(of.checked_sub(successes).ok_or("more successes than results")?.saturating_add(1))
        }
        other => return Err(format!("the reopening rule {other} is not known")),
    };
    let lease = Lease::EndlessEvenIfStuck;
    let (others, late) = (Others::AreRefused, LateProbe::AsProbe);
    Ok(HalfOpen { probes, close, reopen, lease, carry: false, others, late })
}

fn window_counts(vector: &Value) -> Understood<Replayed> {
    let vector = Fields::of("vector", vector, &VECTOR)?;
    let config = Fields::of("config", vector.need("config")?, &["window_ms", "bucket_ms", "aligned"])?;
    let (window, bucket) = (config.whole("window_ms")?, config.whole("bucket_ms")?);
    if bucket == 0 {
        return Err("bucket_ms is 0".to_owned());
    }
    let width = Duration::from_millis(bucket);
    let reach = Reach::Buckets { width, count: window.div_ceil(bucket), begin: begin(&config, false)? };
    let input = vector.need("input")?.as_array().ok_or("input is not a list")?;
    let mut replayed = Replayed::default();
    for (index, expect) in vector.need("expect")?.as_array().ok_or("expect is not a list")?.iter().enumerate() {
        let expect = Fields::of("expect", expect, &["t", "after", "total", "failures", "rate"])?;
        let after = usize::try_from(expect.whole("after")?).map_err(|error| error.to_string())?;
        let mut window = Window::new(reach, Instant::ZERO);
        for result in input.get(..after).ok_or("after is more than there are inputs")? {
            let [at, what] = &result.as_array().ok_or("an input is not a list")?[..] else {
                return Err(format!("the input {result} is not a time and an outcome"));
            };
            let at = Instant::from_millis(at.as_u64().ok_or("an input's time is not a whole number")?);
            window.advance(at);
            window.record(at, one(outcome(what)?));
        }
        window.advance(Instant::from_millis(expect.whole("t")?));
        replayed.steps += 1;
        let found = window.sum();
        for (key, found) in [("total", found.judged()), ("failures", found.err)] {
            if expect.has(key) {
                replayed.compare(&format!("expect {index}, {key}"), &found, &expect.whole(key)?);
            }
        }
        if let Some(wanted) = expect.get("rate") {
            let wanted = wanted.as_f64().ok_or("rate is not a number")?;
            let rate = if found.judged() == 0 { 0.0 } else { found.err as f64 / found.judged() as f64 };
            // A library that gives whole percents is met to half a percent.
            replayed.compare(
                &format!("expect {index}, rate {rate} near {wanted}"),
                &((rate - wanted).abs() <= 0.005),
                &true,
            );
        }
    }
    Ok(replayed)
}

fn one(outcome: Outcome) -> Tally {
    let is = |other| u64::from(outcome == other);
    let (ok, err, ignored) = (is(Outcome::Success), is(Outcome::Failure), is(Outcome::Ignored));
    Tally { ok, err, ignored, ..Tally::default() }
}

/// A breaker with one trip rule that opens for a second and closes with one success.
fn simple(trip: Trip) -> Understood<GeneralBreaker> {
    GeneralBreaker::new(one_probe(trip, Duration::from_secs(1))).map_err(|error| format!("config: {error}"))
}

fn ema_success_rate(vector: &Value) -> Understood<Replayed> {
    let vector = Fields::of("vector", vector, &VECTOR)?;
    let config = Fields::of(
        "config",
        vector.need("config")?,
        &["window_ms", "required_success_rate", "min_requests", "formula"],
    )?;
    if let Some(formula) = config.get("formula")
        && formula != "ema = v*(1-w) + ema*w, w = exp(-dt/window)"
    {
        return Err(format!("the formula {formula} is not known"));
    }
    let mut breaker = simple(Trip::SuccessRate {
        window: config.span("window_ms")?,
        required: config.share("required_success_rate", Compare::AtLeast)?,
        min_calls: if config.has("min_requests") { config.count("min_requests")?.max(1) } else { 1 },
    })?;
    let input = Fields::of("input", vector.need("input")?, &["ok_at_s", "err_at_s"])?;
    let seconds = |key: &str, outcome| {
        let range = input.get(key).map_or(Ok(Vec::new()), |range| {
            match range.as_array().map(Vec::as_slice) {
                Some([first, last]) => {
                    first.as_u64().zip(last.as_u64()).ok_or_else(|| format!("{key} has no whole numbers"))
                }
                _ => Err(format!("{key} is not a first and a last second")),
            }
            .map(|(first, last)| (first..=last).collect())
        })?;
        Understood::Ok(range.into_iter().map(|second: u64| (second, outcome)).collect::<Vec<_>>())
    };
    let mut results = [seconds("ok_at_s", Outcome::Success)?, seconds("err_at_s", Outcome::Failure)?].concat();
    results.sort_by_key(|(second, _)| *second);
    let (mut replayed, mut failures, mut tripped) = (Replayed::default(), 0, None);
    for (second, outcome) in results {
        let now = Instant::from_millis(second * 1_000);
        let Ok(permit) = breaker.admit(now).decision else { break };
        failures += u64::from(outcome == Outcome::Failure);
        let _ = breaker.report(now, permit, outcome);
        replayed.steps += 1;
        if breaker.state() == State::Open {
            tripped = Some(failures);
            break;
        }
    }
    let expect = Fields::of("expect", vector.need("expect")?, &["not_tripped_through_failure", "tripped_at_failure"])?;
    if expect.has("tripped_at_failure") {
        replayed.compare("tripped at failure", &tripped, &Some(expect.whole("tripped_at_failure")?));
    }
    if expect.has("not_tripped_through_failure") {
        let through = expect.whole("not_tripped_through_failure")?;
        replayed.compare("not tripped so far", &tripped.is_none_or(|failure| failure > through), &true);
    }
    Ok(replayed)
}

fn half_open_attempts(vector: &Value) -> Understood<Replayed> {
    let vector = Fields::of("vector", vector, &VECTOR)?;
    let mut breaker = simple(Trip::Consecutive { failures: 1 })?;
    let (mut replayed, mut now, mut attempts) = (Replayed::default(), Instant::ZERO, Vec::new());
    for state in vector.need("input")?.as_array().ok_or("input is not a list")? {
        // Each state is entered as in practice: by a failure, by the wait's end, by a success.
        now = now.after(Duration::from_secs(1));
        let made = match state.as_str() {
            Some("half_open") => breaker.evaluate(now),
            Some(word @ ("open" | "closed")) => {
                let outcome = if word == "open" { Outcome::Failure } else { Outcome::Success };
                let permit = breaker.admit(now).decision.map_err(|_| format!("{word} cannot be entered here"))?;
                breaker.report(now, permit, outcome).transitions
            }
            _ => return Err(format!("the state {state} is not known")),
        };
        attempts.extend(made.iter().filter_map(|made| made.opening).map(|opening| u64::from(opening.number) - 1));
        replayed.steps += 1;
    }
    let wanted = vector.need("expect")?.as_array().ok_or("expect is not a list")?;
    let wanted: Option<Vec<u64>> = wanted.iter().map(Value::as_u64).collect();
    replayed.compare("attempts", &attempts, &wanted.ok_or("expect has something else than whole numbers")?);
    Ok(replayed)
}
