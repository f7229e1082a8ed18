//! The kinds about limits: `rate_limiter_gcra`, `adaptive_throttle`.

use std::time::Duration;

use half_open::policy::rate_limit::{Decision, Gcra, Rate};
use half_open::policy::throttle::{Settings, WINDOW};
use half_open::time::Instant;
use serde_json::{Map, Value};

use crate::Replayed;

/// Replays a vector; nothing if its kind is not one of these.
pub(crate) fn replay(kind: &str, vector: &Value) -> Option<Result<Replayed, String>> {
    match kind {
        "rate_limiter_gcra" => Some(cases(vector, &["per_s", "burst", "at_ms", "expect"], &[], gcra)),
        "adaptive_throttle" => {
            Some(cases(vector, &["n", "ok", "threshold", "expect"], &["cap", "tolerance"], throttle))
        }
        _ => None,
    }
}

/// What a vector of these kinds may say about itself.
const ABOUT: [&str; 6] = ["id", "kind", "title", "source", "note", "cases"];

type Case = fn(&Map<String, Value>, &mut Replayed) -> Result<(), String>;

/// Replays each case; a vector without `cases` is one itself. What stands beside the cases holds for all of them.
fn cases(vector: &Value, needed: &[&str], optional: &[&str], replay: Case) -> Result<Replayed, String> {
    let vector = vector.as_object().ok_or("not an object")?;
    let mut common = vector.clone();
    common.retain(|key, _| !ABOUT.contains(&key.as_str()));
    // A setting may stand under `config`, as in the other kinds.
    if let Some(config) = common.remove("config") {
        common.extend(config.as_object().ok_or("config is not an object")?.clone());
    }
    let own = vec![Value::Object(Map::new())];
    let list = match vector.get("cases") {
        Some(cases) => cases.as_array().ok_or("cases is not a list")?,
        None => &own,
    };
    let mut replayed = Replayed::default();
    for case in list {
        let mut whole = common.clone();
        whole.extend(case.as_object().ok_or("a case is not an object")?.clone());
        let known = |key: &str| needed.contains(&key) || optional.contains(&key) || ABOUT.contains(&key);
        if let Some(key) = whole.keys().find(|key| !known(key)) {
            return Err(format!("field {key}"));
        }
        if let Some(key) = needed.iter().find(|key| !whole.contains_key(**key)) {
            return Err(format!("no {key}"));
        }
        replay(&whole, &mut replayed)?;
    }
    Ok(replayed)
}

fn number(case: &Map<String, Value>, key: &str) -> Result<f64, String> {
    case[key].as_f64().ok_or_else(|| format!("{key} is not a number"))
}

fn whole(case: &Map<String, Value>, key: &str) -> Result<u64, String> {
    case[key].as_u64().ok_or_else(|| format!("{key} is not a whole number"))
}

fn list<'a>(case: &'a Map<String, Value>, key: &str) -> Result<&'a [Value], String> {
    case[key].as_array().map(Vec::as_slice).ok_or_else(|| format!("{key} is not a list"))
}

/// Whole calls a second are exact; of a broken number the time between two calls is taken to the nanosecond.
fn rate(case: &Map<String, Value>) -> Result<Rate, String> {
    let rate = match case["per_s"].as_u64() {
        Some(calls) => Rate::per_second(u32::try_from(calls).map_err(|error| error.to_string())?),
        None => Rate::new(1, Duration::try_from_secs_f64(1.0 / number(case, "per_s")?).map_err(|e| e.to_string())?),
    };
    rate.map_err(|error| error.to_string())
}

fn gcra(case: &Map<String, Value>, replayed: &mut Replayed) -> Result<(), String> {
    let burst = u32::try_from(whole(case, "burst")?).map_err(|error| error.to_string())?;
    let mut limiter = Gcra::new(rate(case)?, burst).map_err(|error| error.to_string())?;
    let (times, expect) = (list(case, "at_ms")?, list(case, "expect")?);
    if times.len() != expect.len() {
        return Err("at_ms and expect differ in length".to_owned());
    }
    for (at, wanted) in times.iter().zip(expect) {
        let millis = at.as_u64().ok_or("at_ms holds something else than whole numbers")?;
        let wanted = wanted.as_bool().ok_or("expect holds something else than true and false")?;
        let found = matches!(limiter.admit(Instant::from_millis(millis)), Decision::Admitted { .. });
        replayed.steps += 1;
        replayed.compare(&format!("let through at {millis} ms"), &found, &wanted);
    }
    Ok(())
}

fn throttle(case: &Map<String, Value>, replayed: &mut Replayed) -> Result<(), String> {
    let optional = |key: &str, without: f64| if case.contains_key(key) { number(case, key) } else { Ok(without) };
    let settings = Settings::with_success_threshold(WINDOW, number(case, "threshold")?, optional("cap", 1.0)?)
        .map_err(|error| error.to_string())?;
    let (requests, accepts) = (whole(case, "n")?, whole(case, "ok")?);
    let (found, wanted) = (settings.probability(requests, accepts), number(case, "expect")?);
    let tolerance = optional("tolerance", 0.0)?;
    replayed.steps += 1;
    let met = (found - wanted).abs() <= tolerance;
    replayed.compare(&format!("{accepts} of {requests}: {found} for {wanted}"), &met, &true);
    Ok(())
}
