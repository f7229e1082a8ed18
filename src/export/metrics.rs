//! A run's numbers as Prometheus text (exposition format 0.0.4).
//!
//! SysManage's documentation and the guide use the same name with different labels, and one exposition may not: so it
//! is one [`Dialect`] at a time.

use core::fmt::Write as _;

use super::tally::{Bulkhead, Spread, Tally};
use crate::play::{MetricUnit, Run};
use crate::policy::health::Circuit;
use crate::sim::input::Lane;
use crate::text::metrics as text;

/// Whose names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// The page contract's, each with `half_open_` before it, and the rates that the lecture asks for. The default.
    #[default]
    HalfOpen,
    /// SysManage's documentation: breakers by `name`, a state each 0 or 1, retries by `operation`, bulkheads by
    /// `resource`.
    SysManage,
    /// The guide: breakers by `service_name`, the state as a number, durations by `result`.
    Guide,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Self; 3] = [Self::HalfOpen, Self::SysManage, Self::Guide];

    /// The name on a command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::HalfOpen => "half-open",
            Self::SysManage => "sysmanage",
            Self::Guide => "guide",
        }
    }

    /// That of a run's lab, where a setting of it says whose names; the default in all others.
    pub fn of(run: &Run) -> Self {
        let settings = run.settings();
        let says = settings.spec("dialect").and_then(|_| Self::from_key(settings.choice("dialect")));
        says.unwrap_or_default()
    }

    /// The dialect of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.key() == key)
    }
}

/// The numbers of a run at its present moment; of two lanes those of both, told apart by the label `lane`.
pub fn text(run: &Run, dialect: Dialect) -> String {
    let Some(other) = run.lane(Lane::B) else { return text_of(&Tally::of(run), dialect) };
    let mut page = Page::default();
    for (lane, run) in [(Lane::A, run), (Lane::B, other)] {
        page.lane = Some(lane);
        tell(&mut page, &Tally::of(run), dialect);
    }
    page.text()
}

/// The numbers of a tally.
pub fn text_of(tally: &Tally, dialect: Dialect) -> String {
    let mut page = Page::default();
    tell(&mut page, tally, dialect);
    page.text()
}

fn tell(page: &mut Page, tally: &Tally, dialect: Dialect) {
    match dialect {
        Dialect::HalfOpen => own(page, tally),
        Dialect::SysManage => sysmanage(page, tally),
        Dialect::Guide => guide(page, tally),
    }
}

/// What is being written.
#[derive(Debug, Default)]
struct Page {
    /// The metrics by name, each with its head and its values: an exposition has all values of a metric together.
    metrics: Vec<(String, String)>,
    /// The metric that was begun last.
    present: usize,
    /// The lane that the values are of, where there are two.
    lane: Option<Lane>,
}

impl Page {
    fn text(self) -> String {
        self.metrics.into_iter().map(|(_, text)| text).collect()
    }

    /// Begins a metric, or goes on with it: its name, of which kind it is and what it means.
    fn begin(&mut self, name: &str, kind: &str, help: &str) {
        let known = self.metrics.iter().position(|(known, _)| known == name);
        self.present = known.unwrap_or_else(|| {
            let help = help.replace('\\', "\\\\").replace('\n', "\\n");
            self.metrics.push((name.to_owned(), format!("# HELP {name} {help}\n# TYPE {name} {kind}\n")));
            self.metrics.len() - 1
        });
    }

    /// A value of the metric.
    fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl core::fmt::Display) {
        let Some((_, page)) = self.metrics.get_mut(self.present) else { return };
        page.push_str(name);
        let lane = self.lane.map(|lane| ("lane", lane.key()));
        let labels = lane.iter().chain(labels);
        let mut before = '{';
        for (label, text) in labels {
            let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let _ = write!(page, "{before}{label}=\"{text}\"");
            before = ',';
        }
        let _ = writeln!(page, "{} {value}", if before == '{' { "" } else { "}" });
    }

    /// A metric of one value that goes up and down.
    fn gauge(&mut self, name: &str, help: &str, value: f64) {
        self.begin(name, "gauge", help);
        self.sample(name, &[], value);
    }

    /// The values of a histogram.
    fn histogram(&mut self, name: &str, labels: &[(&str, &str)], spread: &Spread) {
        let (bucket, sum, count) = (format!("{name}_bucket"), format!("{name}_sum"), format!("{name}_count"));
        let mut cumulative = |bound: &str, count| {
            let mut labels = labels.to_vec();
            labels.push(("le", bound));
            self.sample(&bucket, &labels, count);
        };
        for (bound, below) in spread.cumulative() {
            cumulative(&(bound as f64 / 1_000.0).to_string(), below);
        }
        cumulative("+Inf", spread.count);
        self.sample(&sum, labels, spread.sum.as_secs_f64());
        self.sample(&count, labels, spread.count);
    }
}

/// The page contract's numbers and the rates that the lecture asks for.
fn own(page: &mut Page, tally: &Tally) {
    for metric in &tally.metrics {
        let name = metric.name.replace('-', "_");
        let (name, kind, unit) = match metric.unit {
            MetricUnit::Count => (format!("half_open_{name}_total"), "counter", ""),
            MetricUnit::Level => (format!("half_open_{name}"), "gauge", ""),
            MetricUnit::Millis => (format!("half_open_{name}_total"), "counter", text::IN_MILLISECONDS),
        };
        page.begin(&name, kind, &text::counter(tally.lab, metric.label, unit));
        page.sample(&name, &[], metric.value);
    }
    page.gauge("half_open_virtual_seconds", text::VIRTUAL, tally.at.seconds());
    let observed = &tally.observed;
    if !tally.breakers.is_empty() {
        let openings = observed.openings.per_hour(tally.at);
        page.gauge("half_open_openings_per_hour", text::OPENINGS, openings);
        let name = "half_open_openings_last_hour";
        page.gauge(name, text::OPENINGS_LAST_HOUR, observed.openings.of_late(tally.at) as f64);
    }
    let [retried, saved] = [&observed.retried, &observed.saved].map(|calls| calls.of_late(tally.at) as f64);
    let name = "half_open_retried_calls_last_hour";
    page.gauge(name, text::RETRIED_LAST_HOUR, retried);
    page.gauge("half_open_saved_calls_last_hour", text::SAVED_LAST_HOUR, saved);
    let ratio = tally.retries().success_rate();
    page.gauge("half_open_retry_success_ratio", text::RATIO, ratio);
    if !tally.decisions.is_empty() {
        let name = "half_open_decisions_total";
        page.begin(name, "counter", text::DECISIONS);
        for ((policy, rule), count) in &tally.decisions {
            page.sample(name, &[("policy", policy), ("rule", rule)], count);
        }
    }
    if tally.batches.is_none() {
        return;
    }
    let degraded = observed.degraded.per_hour(tally.at);
    page.gauge("half_open_degraded_batches_per_hour", text::DEGRADED, degraded);
    let name = "half_open_sensor_missing_per_hour";
    page.begin(name, "gauge", text::MISSING);
    for (sensor, missing) in &observed.missing {
        page.sample(name, &[("sensor", tally.missing(*sensor))], missing.per_hour(tally.at));
    }
    let degraded = observed.degraded.of_late(tally.at) as f64;
    page.gauge("half_open_degraded_batches_last_hour", text::DEGRADED_LAST_HOUR, degraded);
    let name = "half_open_sensor_missing_last_hour";
    page.begin(name, "gauge", text::MISSING_LAST_HOUR);
    for (sensor, missing) in observed.ranked(tally.at) {
        page.sample(name, &[("sensor", tally.missing(sensor))], missing);
    }
}

/// The names of SysManage's documentation. What the run has no policy for is left out.
fn sysmanage(page: &mut Page, tally: &Tally) {
    for breaker in &tally.breakers {
        let name = "circuit_breaker_state";
        page.begin(name, "gauge", text::STATE);
        let states = [(Circuit::Closed, "closed"), (Circuit::Open, "open"), (Circuit::HalfOpen, "half_open")];
        for (circuit, state) in states {
            let present = u8::from(breaker.watch.circuit() == circuit);
            page.sample(name, &[("name", breaker.name), ("state", state)], present);
        }
    }
    failures(page, tally, "name");
    page.begin("retry_attempts_total", "counter", text::ATTEMPTS);
    for service in tally.services.values() {
        for (attempt, count) in &service.attempts {
            let labels = [("operation", service.name), ("attempt", &attempt.to_string())];
            page.sample("retry_attempts_total", &labels, count);
        }
    }
    page.begin("retry_success_total", "counter", text::RETRIED);
    for service in tally.services.values() {
        page.sample("retry_success_total", &[("operation", service.name)], service.recovered);
    }
    page.begin("retry_duration_seconds", "histogram", text::DURATION);
    for service in tally.services.values() {
        let all = service.succeeded.with(&service.failed);
        page.histogram("retry_duration_seconds", &[("operation", service.name)], &all);
    }
    for bulkhead in &tally.bulkheads {
        bulkheads(page, bulkhead);
    }
}

fn bulkheads(page: &mut Page, bulkhead: &Bulkhead) {
    let labels = [("resource", bulkhead.name.unwrap_or("bulkhead"))];
    page.begin("bulkhead_active_calls", "gauge", text::ACTIVE);
    page.sample("bulkhead_active_calls", &labels, bulkhead.active);
    page.begin("bulkhead_rejected_calls_total", "counter", text::REJECTED);
    page.sample("bulkhead_rejected_calls_total", &labels, bulkhead.rejected);
    page.begin("bulkhead_utilization_ratio", "gauge", text::UTILIZATION);
    page.sample("bulkhead_utilization_ratio", &labels, bulkhead.utilization());
}

/// The guide's names. Its code counts a refused call as a failure of the service; here a failure is a real one.
fn guide(page: &mut Page, tally: &Tally) {
    if tally.breakers.is_empty() {
        return;
    }
    for breaker in &tally.breakers {
        let state = match breaker.watch.circuit() {
            Circuit::Closed => 0,
            Circuit::HalfOpen => 1,
            Circuit::Open => 2,
        };
        page.begin("circuit_breaker_state", "gauge", text::STATES);
        page.sample("circuit_breaker_state", &[("service_name", breaker.name)], state);
    }
    failures(page, tally, "service_name");
    for breaker in &tally.breakers {
        page.begin("circuit_breaker_successes_total", "counter", text::SUCCESSES);
        let successes = breaker.watch.results().successes();
        page.sample("circuit_breaker_successes_total", &[("service_name", breaker.name)], successes);
    }
    let name = "circuit_breaker_call_duration_seconds";
    page.begin(name, "histogram", text::REACHED);
    for service in tally.services.values() {
        for (result, spread) in [("success", &service.succeeded), ("failure", &service.failed)] {
            page.histogram(name, &[("service_name", service.name), ("result", result)], spread);
        }
    }
}

/// The counter that both documents have, each with a label of its own.
fn failures(page: &mut Page, tally: &Tally, label: &str) {
    for breaker in &tally.breakers {
        page.begin("circuit_breaker_failures_total", "counter", text::FAILURES);
        page.sample("circuit_breaker_failures_total", &[(label, breaker.name)], breaker.watch.results().failures);
    }
}
