//! The health report of a run, as text to read and as data.

mod write;

use core::time::Duration;
use std::collections::BTreeMap;

use serde::Serialize;

use super::tally::{Batches, Breaker, Bulkhead, Tally, Told};
use crate::play::Run;
use crate::policy::health::{
    self, Breakers, Circuit, Rejections, Retries, ServiceState, Serving, Status, availability, recommend, score,
};

/// How a run is at one moment, and what led there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The lab's name in a link.
    pub lab: &'static str,
    /// The moment, in virtual milliseconds.
    pub time_ms: u64,
    /// SysManage's judgement.
    pub overall: Overall,
    /// The guide's judgement.
    pub availability: Availability,
    /// How many breakers are in which state.
    pub summary: Summary,
    /// The breakers; none in a run without.
    pub breakers: Vec<BreakerReport>,
    /// The services.
    pub services: Vec<ServiceReport>,
    /// Calls that failed, by the kind of their last failure.
    pub failures: BTreeMap<&'static str, u64>,
    /// Decisions of policies that have no event of their own, by policy and rule.
    pub decisions: BTreeMap<String, u64>,
    /// What came of trying again.
    pub retries: RetryReport,
    /// What happened in the last hour, or in the run so far where that is shorter.
    pub last_hour: LastHourReport,
    /// The bulkheads; none in a run without.
    pub bulkheads: Vec<BulkheadReport>,
    /// The batches, in a run that has them.
    pub batches: Option<BatchReport>,
    /// The alerts that were sent, oldest first.
    pub alerts: Vec<AlertReport>,
    /// How many alerts were suppressed because the same had just been sent.
    pub alerts_suppressed: u64,
}

/// SysManage's judgement: shares in [0, 1], and a word.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overall {
    /// The mean of the three shares.
    pub score: f64,
    /// The share of breakers that are not open.
    pub circuit_breaker_health: f64,
    /// One minus the bulkheads' mean rejection rate.
    pub bulkhead_health: f64,
    /// The share of the calls tried again that got a value.
    pub retry_health: f64,
    /// `healthy`, `degraded` or `critical`.
    pub status: &'static str,
}

/// The guide's judgement, as a health check over HTTP answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Availability {
    /// `healthy`, `degraded` or `unhealthy`.
    pub status: &'static str,
    /// The status code.
    pub status_code: u16,
    /// With a 503, after how many seconds to ask again.
    pub retry_after: Option<u64>,
}

/// How many breakers are in which state.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// All.
    pub total_breakers: u64,
    /// Those that refuse all.
    pub open_breakers: u64,
    /// Those that probe.
    pub half_open_breakers: u64,
    /// Those that let calls pass.
    pub closed_breakers: u64,
    /// The mean of their failure rates of the last five minutes; 0 without any.
    pub avg_failure_rate: f64,
}

/// A breaker.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BreakerReport {
    /// Its name.
    pub name: &'static str,
    /// `closed`, `open` or `half-open`.
    pub state: &'static str,
    /// From 0 to 100.
    pub score: u32,
    /// What was taken off for the state, for failures, for openings.
    pub deductions: [u32; 3],
    /// What to do.
    pub recommendation: String,
    /// Results that it was told of.
    pub results: u64,
    /// The share of successes among them.
    pub success_rate: f64,
    /// The share of failures among those of the last five minutes.
    pub recent_failure_rate: f64,
    /// Calls that it refused.
    pub fast_fails: u64,
    /// Openings.
    pub openings: u64,
    /// Of these: after a probe.
    pub reopenings: u64,
    /// Openings an hour, as of the last hour.
    pub openings_per_hour: f64,
    /// How long it has been in its state, in milliseconds.
    pub in_state_ms: u64,
    /// Its last changes of state, oldest first, at most five.
    pub recent_changes: Vec<ChangeReport>,
}

/// A change of state.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangeReport {
    /// When, in virtual milliseconds.
    pub time_ms: u64,
    /// The state after it.
    pub to: &'static str,
}

/// A service.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServiceReport {
    /// Its name.
    pub name: &'static str,
    /// `healthy`, `unhealthy`, `circuit_open`, or `unknown` before its first attempt has ended.
    pub status: &'static str,
    /// When it was last asked, in virtual milliseconds.
    pub last_check_ms: Option<u64>,
    /// Attempts that failed since the last success.
    pub consecutive_failures: u64,
}

/// What came of trying again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RetryReport {
    /// Further attempts.
    pub total_retries: u64,
    /// Calls that were tried more than once.
    pub retried_calls: u64,
    /// Of these: calls that got a value.
    pub successful: u64,
    /// Of these: calls that did not.
    pub exhausted: u64,
    /// The share of the retried calls that got a value; 1 where there are none.
    pub success_rate: f64,
    /// Time spent waiting, in milliseconds.
    pub waiting_ms: u64,
}

/// What happened in the last hour.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LastHourReport {
    /// Openings of all breakers.
    pub openings: u64,
    /// Calls that failed at first and were tried again.
    pub retried_calls: u64,
    /// Of these: calls that got a value.
    pub saved_calls: u64,
    /// Finished batches.
    pub batches: u64,
    /// Of these: degraded.
    pub degraded: u64,
    /// The sensors that were missing and in how many batches, the most often missing first.
    pub missing: Vec<(&'static str, u64)>,
}

/// A bulkhead.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BulkheadReport {
    /// Its name, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'static str>,
    /// Calls under way.
    pub active: u64,
    /// How many may be.
    pub limit: u64,
    /// The one as a part of the other.
    pub utilization: f64,
    /// Calls rejected.
    pub rejected: u64,
    /// Calls rejected as a part of all.
    pub rejection_rate: f64,
}

/// The batches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BatchReport {
    /// Finished batches.
    pub batches: u64,
    /// Of these: degraded.
    pub degraded: u64,
    /// Of these: within the last hour.
    pub degraded_last_hour: u64,
    /// Degraded batches an hour, as of the last hour.
    pub degraded_per_hour: f64,
    /// Of all batches: no answer.
    pub unanswered: u64,
    /// Reads of all batches.
    pub values: u64,
    /// Values kept.
    pub values_kept: u64,
    /// Batches that the service behind the sensors enriched.
    pub enriched: u64,
    /// Batches that it did not enrich: kept, and flagged.
    pub flagged: u64,
    /// Batches that were lost in a crash, or because the pipeline was down.
    pub lost: u64,
    /// Crashes of the pipeline.
    pub crashes: u64,
    /// How late the newest batch was, in milliseconds.
    pub late_ms: u64,
    /// Whether the same reads were given to a twin that crashes and restarts.
    #[serde(skip)]
    pub has_twin: bool,
    /// Values that crashing and restarting keeps of the same reads.
    pub restart_kept: u64,
    /// Its crashes.
    pub restart_crashes: u64,
    /// `healthy`, `degraded` or `no answer`, the last batch.
    pub status: &'static str,
    /// The sensors that the last batch lacks.
    pub unavailable: Vec<&'static str>,
    /// The sensors that were missing, the one that was missing most often first.
    pub missing: Vec<MissingReport>,
}

/// A sensor that was missing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MissingReport {
    /// Its name.
    pub sensor: &'static str,
    /// Batches that lack it.
    pub batches: u64,
    /// Batches an hour that lack it, as of the last hour.
    pub per_hour: f64,
}

/// An alert.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AlertReport {
    /// When it was sent, in virtual milliseconds.
    pub time_ms: u64,
    /// `high`, `medium` or `warning`.
    pub severity: String,
    /// The rule.
    pub rule: &'static str,
    /// Who it is about.
    pub subject: String,
    /// What happened.
    pub message: String,
    /// What to do.
    pub action: &'static str,
}

/// The report of a run at its present moment.
pub fn report(run: &Run) -> Report {
    report_of(&Tally::of(run))
}

/// The report of a tally.
pub fn report_of(tally: &Tally) -> Report {
    let breakers = states(tally);
    let probe = tally.breakers.iter().filter_map(|breaker| breaker.probe_at).min().map(|at| at.since(tally.at));
    let answer = availability(breakers, probe);
    Report {
        lab: tally.lab,
        time_ms: tally.at.millis(),
        overall: overall(tally, breakers),
        availability: Availability {
            status: match answer.serving {
                Serving::Healthy => "healthy",
                Serving::Degraded => "degraded",
                Serving::Unhealthy => "unhealthy",
            },
            status_code: answer.code,
            retry_after: answer.retry_after.map(|after| after.as_secs()),
        },
        summary: Summary {
            total_breakers: breakers.total(),
            open_breakers: breakers.open,
            half_open_breakers: breakers.half_open,
            closed_breakers: breakers.closed,
            avg_failure_rate: mean(tally.breakers.iter().map(|breaker| failing(breaker, tally))),
        },
        breakers: tally.breakers.iter().map(|breaker| of_breaker(breaker, tally)).collect(),
        services: services(tally),
        failures: tally.failures.clone(),
        decisions: tally.decisions.iter().map(|((policy, rule), count)| (format!("{policy} {rule}"), *count)).collect(),
        retries: RetryReport {
            total_retries: tally.observed.again,
            retried_calls: tally.observed.retried.all,
            successful: tally.observed.saved.all,
            exhausted: tally.retries().failures,
            success_rate: tally.retries().success_rate(),
            waiting_ms: millis(tally.observed.waiting),
        },
        last_hour: of_last_hour(tally),
        bulkheads: tally.bulkheads.iter().map(of_bulkhead).collect(),
        batches: tally.batches.as_ref().map(|batches| of_batches(batches, tally)),
        alerts: tally.alarms.sent().iter().map(of_alert).collect(),
        alerts_suppressed: tally.alarms.suppressed(),
    }
}

fn of_last_hour(tally: &Tally) -> LastHourReport {
    let (observed, at) = (&tally.observed, tally.at);
    LastHourReport {
        openings: observed.openings.of_late(at),
        retried_calls: observed.retried.of_late(at),
        saved_calls: observed.saved.of_late(at),
        batches: observed.batches.of_late(at),
        degraded: observed.degraded.of_late(at),
        missing: observed.ranked(at).into_iter().map(|(sensor, missing)| (tally.missing(sensor), missing)).collect(),
    }
}

fn states(tally: &Tally) -> Breakers {
    let mut breakers = Breakers::default();
    for breaker in &tally.breakers {
        match breaker.watch.circuit() {
            Circuit::Closed => breakers.closed += 1,
            Circuit::Open => breakers.open += 1,
            Circuit::HalfOpen => breakers.half_open += 1,
        }
    }
    breakers
}

fn overall(tally: &Tally, breakers: Breakers) -> Overall {
    let bulkheads: Vec<Rejections> =
        tally.bulkheads.iter().map(|one| Rejections { rejected: one.rejected, calls: one.calls }).collect();
    let retries = Retries { succeeded: tally.observed.saved.all, operations: tally.observed.retried.all };
    let overall = health::overall(breakers, &bulkheads, retries);
    Overall {
        score: overall.score.fraction(),
        circuit_breaker_health: overall.breakers.fraction(),
        bulkhead_health: overall.bulkheads.fraction(),
        retry_health: overall.retries.fraction(),
        status: match overall.status {
            Status::Healthy => "healthy",
            Status::Degraded => "degraded",
            Status::Critical => "critical",
        },
    }
}

/// The mean of some numbers; 0 of none.
fn mean(numbers: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = numbers.len().max(1) as f64;
    numbers.sum::<f64>() / count
}

/// The share of failures of the last five minutes.
fn failing(breaker: &Breaker, tally: &Tally) -> f64 {
    1.0 - breaker.watch.recent(tally.at).success_rate()
}

fn of_breaker(breaker: &Breaker, tally: &Tally) -> BreakerReport {
    let (watch, score) = (&breaker.watch, score(&breaker.watch));
    BreakerReport {
        name: breaker.name,
        state: state(watch.circuit()),
        score: score.points,
        deductions: [score.circuit, score.failures, score.openings],
        recommendation: recommend(watch).to_string(),
        results: watch.results().all,
        success_rate: watch.results().success_rate(),
        recent_failure_rate: failing(breaker, tally),
        fast_fails: breaker.fast_fails,
        openings: watch.openings(),
        reopenings: watch.reopenings(),
        openings_per_hour: breaker.openings.per_hour(tally.at),
        in_state_ms: millis(tally.at.since(watch.since())),
        recent_changes: watch
            .last_changes()
            .skip(watch.last_changes().len().saturating_sub(5))
            .map(|change| ChangeReport { time_ms: change.at.millis(), to: state(change.to) })
            .collect(),
    }
}

/// A state as the page contract writes it.
const fn state(circuit: Circuit) -> &'static str {
    match circuit {
        Circuit::Closed => "closed",
        Circuit::Open => "open",
        Circuit::HalfOpen => "half-open",
    }
}

fn services(tally: &Tally) -> Vec<ServiceReport> {
    let report = |service: &super::tally::Service| ServiceReport {
        name: service.name,
        status: match service.health.state() {
            None => "unknown",
            Some(ServiceState::Healthy) => "healthy",
            Some(ServiceState::Unhealthy) => "unhealthy",
            Some(ServiceState::CircuitOpen) => "circuit_open",
        },
        last_check_ms: service.health.last_check().map(crate::time::Instant::millis),
        consecutive_failures: service.health.failures_in_row(),
    };
    tally.services.values().map(report).collect()
}

fn of_bulkhead(bulkhead: &Bulkhead) -> BulkheadReport {
    BulkheadReport {
        name: bulkhead.name,
        active: bulkhead.active,
        limit: bulkhead.limit,
        utilization: bulkhead.utilization(),
        rejected: bulkhead.rejected,
        rejection_rate: bulkhead.rejected as f64 / bulkhead.calls.max(1) as f64,
    }
}

fn of_batches(batches: &Batches, tally: &Tally) -> BatchReport {
    let observed = &tally.observed;
    let missing = observed.missing.iter().map(|(sensor, missing)| MissingReport {
        sensor: tally.missing(*sensor),
        batches: missing.all,
        per_hour: missing.per_hour(tally.at),
    });
    let mut missing: Vec<MissingReport> = missing.collect();
    missing.sort_by_key(|sensor| (core::cmp::Reverse(sensor.batches), sensor.sensor));
    BatchReport {
        batches: observed.batches.all,
        degraded: observed.degraded.all,
        degraded_last_hour: observed.degraded.of_late(tally.at),
        degraded_per_hour: observed.degraded.per_hour(tally.at),
        unanswered: batches.unanswered,
        values: batches.values,
        values_kept: batches.kept,
        enriched: batches.enriched,
        flagged: batches.flagged,
        lost: batches.lost,
        crashes: batches.crashes,
        late_ms: millis(batches.late),
        has_twin: !tally.is_watched(),
        restart_kept: batches.twin.kept,
        restart_crashes: batches.twin.crashes,
        status: match batches.lack {
            Some(_) => "no answer",
            None if batches.last.is_empty() => "healthy",
            None => "degraded",
        },
        unavailable: batches.last.iter().map(|sensor| tally.missing(sensor)).collect(),
        missing,
    }
}

fn of_alert(told: &Told) -> AlertReport {
    let alert = &told.raised.alert;
    AlertReport {
        time_ms: told.at.millis(),
        severity: alert.rule.severity().to_string(),
        rule: alert.rule.name(),
        subject: alert.subject.to_string(),
        message: alert.to_string(),
        action: alert.rule.action(),
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
