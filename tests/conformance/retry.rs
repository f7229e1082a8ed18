//! The kinds about retries: `backoff`, `backoff_overflow`, `retry_quota`, `retry_budget`.

use std::time::Duration;

use half_open::policy::backoff::Delay;
use half_open::policy::backoff::schedule::{Ended, Growth, Jitter, LONGEST, Schedule, Settings};
use half_open::policy::retry_budget::{self, RetryBudget};
use half_open::policy::retry_quota::{self, RetryQuota};
use half_open::time::Instant;
use serde_json::{Map, Value};

use crate::Replayed;

/// What a vector may say about itself besides what is replayed.
const ABOUT: [&str; 8] = ["id", "name", "kind", "title", "source", "derived", "note", "see_also"];

/// What a configuration of delays may say.
const DELAYS: [&str; 12] = [
    "kind",
    "initial_ms",
    "factor",
    "max_ms",
    "min_ms",
    "max_times",
    "total_ms",
    "jitter",
    "random",
    "attempt",
    "formula",
    "delays_ms",
];

/// The formula that `decorrelated_v2` stands for.
const FORMULA_V2: &str = "t=i+r; n=2^t*tanh(sqrt(4t)); delay=(n-prev)/1.4*initial; prev=n";

/// The most delays of a series that depend on one another.
const MOST: u64 = 10_000_000;

/// Replays a vector; nothing if its kind is not one of these.
pub(crate) fn replay(kind: &str, vector: &Value) -> Option<Result<Replayed, String>> {
    match kind {
        "backoff" => Some(backoff(vector)),
        "backoff_overflow" => Some(backoff_overflow(vector)),
        "retry_quota" => Some(quota(vector)),
        "retry_budget" => Some(budget(vector)),
        _ => None,
    }
}

/// The fields of an object, of which each must be among those that are known.
fn object<'a>(value: &'a Value, what: &str, known: &[&str]) -> Result<&'a Map<String, Value>, String> {
    let fields = value.as_object().ok_or_else(|| format!("{what} is {value}, not an object"))?;
    match fields.keys().find(|field| !known.contains(&field.as_str())) {
        Some(field) => Err(format!("{what} has {field}: {}", fields[field])),
        None => Ok(fields),
    }
}

fn top<'a>(vector: &'a Value, fields: &[&str]) -> Result<&'a Map<String, Value>, String> {
    object(vector, "the vector", &[&ABOUT, fields].concat())
}

fn list<'a>(value: &'a Value, what: &str) -> Result<&'a Vec<Value>, String> {
    value.as_array().ok_or_else(|| format!("{what} is {value}, not a list"))
}

fn number(value: &Value, what: &str) -> Result<f64, String> {
    value.as_f64().ok_or_else(|| format!("{what} is {value}, not a number"))
}

fn whole(value: &Value, what: &str) -> Result<u64, String> {
    let float = value.as_f64().filter(|float| *float >= 0.0 && float.fract() == 0.0);
    value
        .as_u64()
        .or_else(|| float.map(|float| float as u64))
        .ok_or_else(|| format!("{what} is {value}, not a whole number"))
}

/// A number of milliseconds.
fn millis(value: &Value, what: &str) -> Result<Duration, String> {
    let nanos = (number(value, what)? * 1e6).round();
    if nanos >= 0.0 { Ok(Duration::from_nanos(nanos as u64)) } else { Err(format!("{what} is {value}, below 0")) }
}

/// A field that may be absent; `null` is absence, too.
fn given<'a>(config: &'a Map<String, Value>, field: &str) -> Option<&'a Value> {
    config.get(field).filter(|value| !value.is_null())
}

fn optional<T>(
    config: &Map<String, Value>,
    field: &str,
    read: impl Fn(&Value, &str) -> Result<T, String>,
) -> Result<Option<T>, String> {
    given(config, field).map(|value| read(value, field)).transpose()
}

/// One configuration of delays and what is expected of it.
struct Case {
    schedule: Schedule,
    random: f64,
    tolerance: f64,
}

impl Case {
    /// The case of a configuration, which `overrides` replaces field by field.
    fn new(config: &Value, overrides: &Map<String, Value>) -> Result<Self, String> {
        let none = Value::Object(Map::new());
        let config = if config.is_null() { &none } else { config };
        let mut config = object(config, "the configuration", &DELAYS)?.clone();
        for field in DELAYS {
            if let Some(value) = overrides.get(field) {
                config.insert(field.to_owned(), value.clone());
            }
        }
        let random = optional(&config, "random", number)?;
        if let Some(random) = random.filter(|random| !(0.0..=1.0).contains(random)) {
            return Err(format!("random is {random}, not from 0 to 1"));
        }
        let settings = settings(&config)?;
        let lucky = settings.jitter != Jitter::None
            || matches!(settings.growth, Growth::Decorrelated { .. } | Growth::DecorrelatedV2 { .. });
        // Without a random number the middle one is taken only where luck plays no part.
        let random = random.or_else(|| (!lucky).then_some(0.5)).ok_or("a jitter, but no random")?;
        let schedule = Schedule::new(settings).map_err(|error| error.to_string())?;
        Ok(Self { schedule, random, tolerance: 0.0 })
    }

    /// Whether a delay is the expected number of milliseconds; `null` for no further delay.
    fn check(&self, replayed: &mut Replayed, number: u64, found: Result<Delay, Ended>, wanted: &Value) {
        replayed.steps += 1;
        let met = match (&found, wanted) {
            (Ok(delay), Value::String(word)) => word == "MAX" && delay.total == LONGEST,
            (Ok(delay), _) => wanted.as_f64().is_some_and(|wanted| {
                let far = (delay.total.as_nanos() as f64 - wanted * 1e6).abs();
                // Delays are whole nanoseconds, so the last half of one may be rounded.
                far <= self.tolerance * 1e6 + 0.5
            }),
            (Err(_), _) => wanted.is_null(),
        };
        if !met {
            let found = found.map(|delay| delay.total);
            replayed.mismatches.push(format!("delay {number}: {found:?}, but {wanted} is wanted"));
        }
    }

    /// Compares a series with a list, or with an object from the number of a delay to the delay.
    fn compare(&self, replayed: &mut Replayed, expect: &Value) -> Result<(), String> {
        let mut wanted: Vec<(u64, &Value)> = match expect {
            Value::Array(list) => (1..).zip(list).collect(),
            Value::Object(map) => {
                let read = |(key, value)| Some((str::parse(key).ok().filter(|number| *number > 0)?, value));
                let fields = map.iter().map(|(key, value)| (key.as_str(), value));
                fields
                    .map(|field| read(field).ok_or_else(|| format!("expect_ms has {}", field.0)))
                    .collect::<Result<_, _>>()?
            }
            _ => return Err(format!("expect_ms is {expect}, neither a list nor an object")),
        };
        for (_, value) in &wanted {
            if !(value.is_number() || value.is_null() || **value == "MAX") {
                return Err(format!("expect_ms has {value}"));
            }
        }
        wanted.sort_by_key(|(number, _)| *number);
        let (mut position, mut reached) = (self.schedule.begin(), 0);
        for (number, value) in wanted {
            let retry = u32::try_from(number).map_err(|_| format!("expect_ms has the attempt {number}"))?;
            if let Some(there) = self.schedule.jump(retry) {
                position = there;
            } else if number > MOST {
                return Err(format!("the delay {number} needs all those before it"));
            } else {
                for _ in reached + 1..number {
                    let _ = self.schedule.next(&mut position, self.random);
                }
            }
            let found = self.schedule.next(&mut position, self.random);
            reached = number;
            self.check(replayed, number, found, value);
        }
        Ok(())
    }
}

/// The settings that a configuration describes.
fn settings(config: &Map<String, Value>) -> Result<Settings, String> {
    let initial = || millis(given(config, "initial_ms").ok_or("no initial_ms")?, "initial_ms");
    let factor = optional(config, "factor", number)?.unwrap_or(2.0);
    let kind = given(config, "kind").and_then(Value::as_str).ok_or("no kind of growth")?;
    if let Some(formula) = given(config, "formula")
        && !(kind == "decorrelated_v2" && formula == FORMULA_V2)
    {
        return Err(format!("the formula is {formula}"));
    }
    let growth = match kind {
        "constant" => Growth::Constant { delay: initial()? },
        "linear" => Growth::Linear { step: initial()? },
        "exponential" | "full_jitter" => Growth::Exponential { initial: initial()?, factor },
        "decorrelated" => Growth::Decorrelated { base: initial()? },
        "decorrelated_v2" => Growth::DecorrelatedV2 { base: initial()? },
        "list" => {
            let delays = list(&config["delays_ms"], "delays_ms")?;
            Growth::Listed { delays: delays.iter().map(|ms| millis(ms, "delays_ms")).collect::<Result<_, _>>()? }
        }
        _ => return Err(format!("the kind of growth is {kind}")),
    };
    let jitter = match (jitter(config.get("jitter"))?, kind) {
        (Jitter::None, "full_jitter") => Jitter::Full,
        (_, "full_jitter") => return Err("a jitter beside full_jitter".to_owned()),
        (jitter, _) => jitter,
    };
    let max_times = optional(config, "max_times", whole)?;
    Ok(Settings {
        growth,
        jitter,
        min: optional(config, "min_ms", millis)?.unwrap_or_default(),
        cap: optional(config, "max_ms", millis)?.unwrap_or(LONGEST),
        max_times: max_times.map(|times| u32::try_from(times).unwrap_or(u32::MAX)),
        total: optional(config, "total_ms", millis)?,
    })
}

fn jitter(value: Option<&Value>) -> Result<Jitter, String> {
    let unknown = |value: &Value| Err(format!("the jitter is {value}"));
    match value {
        None | Some(Value::Null) => Ok(Jitter::None),
        // The jitter of Polly, which applies its MaxDelay last.
        Some(Value::String(word)) if word == "plus_minus_25" => Ok(Jitter::PlusMinusThenCap { part: 0.25 }),
        Some(value @ Value::Object(fields)) if fields.len() == 1 => match fields.iter().next() {
            Some((key, part)) if key == "plus_minus" => Ok(Jitter::PlusMinus { part: number(part, key)? }),
            Some((key, spread)) if key == "additive_ms" => Ok(Jitter::Added { spread: millis(spread, key)? }),
            Some((key, Value::Array(ends))) if key == "scale" && ends.len() == 2 => {
                Ok(Jitter::Scaled { least: number(&ends[0], key)?, greatest: number(&ends[1], key)? })
            }
            _ => unknown(value),
        },
        Some(value) => unknown(value),
    }
}

fn backoff(vector: &Value) -> Result<Replayed, String> {
    let fields = top(vector, &["config", "expect_ms", "cases", "tolerance_ms"])?;
    let tolerance = optional(fields, "tolerance_ms", number)?.unwrap_or(0.0);
    let mut replayed = Replayed::default();
    let mut compared = 0;
    if let Some(expect) = given(fields, "expect_ms") {
        let case = Case { tolerance, ..Case::new(&vector["config"], &Map::new())? };
        case.compare(&mut replayed, expect)?;
        compared += 1;
    }
    for case in optional(fields, "cases", |cases, what| list(cases, what).cloned())?.unwrap_or_default() {
        let known = [&DELAYS[..], &["config", "expect_ms", "tolerance_ms", "title", "note"]].concat();
        let own = object(&case, "a case", &known)?;
        let config = own.get("config").unwrap_or_else(|| &vector["config"]);
        let tolerance = optional(own, "tolerance_ms", number)?.unwrap_or(tolerance);
        let expect = given(own, "expect_ms").ok_or("a case without expect_ms")?;
        Case { tolerance, ..Case::new(config, own)? }.compare(&mut replayed, expect)?;
        compared += 1;
    }
    if compared == 0 { Err("nothing is expected".to_owned()) } else { Ok(replayed) }
}

/// The delay of one attempt far out, once for each way of capping that is expected.
fn backoff_overflow(vector: &Value) -> Result<Replayed, String> {
    let fields = top(vector, &["config", "expect", "cases", "tolerance_ms"])?;
    let tolerance = optional(fields, "tolerance_ms", number)?.unwrap_or(0.0);
    let mut replayed = Replayed::default();
    let none = [Value::Null];
    let cases = given(fields, "cases").map_or(Ok(&none[..]), |cases| list(cases, "cases").map(Vec::as_slice))?;
    for case in cases {
        let empty = Map::new();
        let own = match case {
            Value::Null => &empty,
            case => object(case, "a case", &[&DELAYS[..], &["config", "expect", "title", "note"]].concat())?,
        };
        let expect = own.get("expect").unwrap_or_else(|| &vector["expect"]);
        let expect = expect.as_object().filter(|expect| !expect.is_empty()).ok_or("nothing is expected")?;
        let config = own.get("config").unwrap_or_else(|| &vector["config"]);
        for (key, wanted) in expect {
            let mut own = own.clone();
            let cap = match key.strip_prefix("with_cap_ms_").map(str::parse::<u64>) {
                Some(Ok(cap)) => Value::from(cap),
                None if key == "without_cap" => Value::Null,
                _ => return Err(format!("expect has {key}")),
            };
            own.insert("max_ms".to_owned(), cap);
            let attempt = own.get("attempt").or_else(|| config.get("attempt")).ok_or("no attempt")?;
            let attempt = whole(attempt, "attempt")?;
            let case = Case { tolerance, ..Case::new(config, &own)? };
            let wanted = Map::from_iter([(attempt.to_string(), wanted.clone())]);
            case.compare(&mut replayed, &Value::Object(wanted))?;
        }
    }
    Ok(replayed)
}

fn quota(vector: &Value) -> Result<Replayed, String> {
    let fields = top(vector, &["config", "steps"])?;
    let config = object(&vector["config"], "the configuration", &["capacity"])?;
    let capacity = whole(config.get("capacity").ok_or("no capacity")?, "capacity")?;
    let settings = retry_quota::Settings { capacity, ..retry_quota::Settings::default() };
    let mut quota = RetryQuota::new(settings).map_err(|error| error.to_string())?;
    let mut replayed = Replayed::default();
    for step in list(fields.get("steps").ok_or("no steps")?, "steps")? {
        let step = object(step, "a step", &["op", "n", "ok", "left", "t", "repeat"])?;
        let tokens = whole(step.get("n").ok_or("a step without n")?, "n")?;
        for _ in 0..optional(step, "repeat", whole)?.unwrap_or(1) {
            replayed.steps += 1;
            let granted = match step.get("op").and_then(Value::as_str) {
                Some("acquire") => quota.acquire(tokens).is_ok(),
                Some("release") => {
                    quota.release(tokens);
                    true
                }
                _ => return Err(format!("the op is {:?}", step.get("op"))),
            };
            let name = format!("step {}, {:?} {tokens}", replayed.steps, step.get("op"));
            if let Some(ok) = given(step, "ok") {
                let ok = ok.as_bool().ok_or_else(|| format!("ok is {ok}"))?;
                replayed.compare(&format!("{name}, ok"), &granted, &ok);
            }
            if let Some(left) = optional(step, "left", whole)? {
                replayed.compare(&format!("{name}, left"), &quota.left(), &left);
            }
        }
    }
    Ok(replayed)
}

/// Each case makes 10,000 deposits at one instant; then withdrawals are made until one is refused.
fn budget(vector: &Value) -> Result<Replayed, String> {
    const CONFIG: [&str; 4] = ["ttl_s", "min_per_s", "percent", "expect"];
    let fields = top(vector, &["config", "cases", "expect"])?;
    let mut replayed = Replayed::default();
    let one = [Value::Object(Map::new())];
    let cases = given(fields, "cases").map_or(Ok(&one[..]), |cases| list(cases, "cases").map(Vec::as_slice))?;
    for case in cases {
        let mut config = match given(fields, "config") {
            Some(config) => object(config, "the configuration", &CONFIG)?.clone(),
            None => Map::new(),
        };
        config.extend(fields.get("expect").map(|expect| ("expect".to_owned(), expect.clone())));
        config.extend(object(case, "a case", &CONFIG)?.clone());
        let field = |name: &str| given(&config, name).ok_or_else(|| format!("no {name}"));
        let min = whole(field("min_per_s")?, "min_per_s")?;
        let settings = retry_budget::Settings {
            ttl: Duration::try_from_secs_f64(number(field("ttl_s")?, "ttl_s")?).map_err(|error| error.to_string())?,
            min_per_second: u32::try_from(min).map_err(|_| format!("min_per_s is {min}"))?,
            share: number(field("percent")?, "percent")?,
        };
        let wanted = whole(field("expect")?, "expect")?;
        let mut budget = RetryBudget::new(settings).map_err(|error| error.to_string())?;
        (0..10_000).for_each(|_| budget.on_call(Instant::ZERO));
        let granted = (0..wanted + 2).take_while(|_| budget.admit(Instant::ZERO).is_ok()).count() as u64;
        replayed.steps += 1;
        if granted.abs_diff(wanted) > 1 {
            replayed.mismatches.push(format!("{settings:?}: {granted} withdrawals, but {wanted} are wanted"));
        }
    }
    Ok(replayed)
}
