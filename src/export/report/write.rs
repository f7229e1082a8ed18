//! The report as text.

use core::fmt;
use core::time::Duration;

use super::{BatchReport, ChangeReport, Report};
use crate::time::Instant;
use crate::words::{count, grouped, moment, percent, rough, share, span};

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Health of the {} lab at {}", self.lab, at(self.time_ms))?;
        self.write_overall(f)?;
        self.write_breakers(f)?;
        self.write_services(f)?;
        self.write_counts(f)?;
        self.write_retries(f)?;
        for bulkhead in &self.bulkheads {
            let (used, refused) = (percent(bulkhead.utilization), percent(bulkhead.rejection_rate));
            let (active, limit) = (bulkhead.active, bulkhead.limit);
            writeln!(f, "\nBulkhead: {active} of {limit} under way ({used}), {refused} of all calls rejected")?;
        }
        if let Some(batches) = &self.batches {
            write_batches(f, batches)?;
        }
        self.write_alerts(f)
    }
}

impl Report {
    fn write_overall(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = &self.overall;
        let [score, breakers, bulkheads, retries] =
            [all.score, all.circuit_breaker_health, all.bulkhead_health, all.retry_health].map(percent);
        writeln!(f, "\nOverall: {score}, {}", all.status.to_uppercase())?;
        writeln!(f, "  the mean of breakers {breakers}, bulkheads {bulkheads}, retries {retries}")?;
        write!(f, "Serving: {}, status {}", self.availability.status.to_uppercase(), self.availability.status_code)?;
        if let Some(seconds) = self.availability.retry_after {
            write!(f, ", Retry-After: {seconds}")?;
        }
        writeln!(f)
    }

    fn write_breakers(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for breaker in &self.breakers {
            let since = span(Duration::from_millis(breaker.in_state_ms));
            let [state, failures, openings] = breaker.deductions;
            let (success, failure) = (percent(breaker.success_rate), percent(breaker.recent_failure_rate));
            writeln!(f, "\nBreaker {}: {} for {since}", breaker.name, breaker.state)?;
            let (points, full) = (breaker.score, breaker.score as usize / 10);
            let bar = "█".repeat(full) + &"░".repeat(10 - full.min(10));
            writeln!(f, "  health {points} of 100 [{bar}]")?;
            writeln!(f, "  less {state} for the state, {failures} for failures, {openings} for openings")?;
            writeln!(
                f,
                "  {success} of {} succeeded; {failure} failed in the last 5 minutes",
                count(breaker.results, "result", "results")
            )?;
            let hourly = rough(breaker.openings_per_hour);
            let [openings, again, fast_fails] = [breaker.openings, breaker.reopenings, breaker.fast_fails].map(grouped);
            writeln!(
                f,
                "  openings: {openings}, {hourly} an hour, {again} of them after a probe; fast fails: {fast_fails}"
            )?;
            if !breaker.recent_changes.is_empty() {
                let change = |change: &ChangeReport| format!("{} at {}", change.to, at(change.time_ms));
                let changes: Vec<String> = breaker.recent_changes.iter().map(change).collect();
                writeln!(f, "  last changes: {}", changes.join(", "))?;
            }
            writeln!(f, "  {}", breaker.recommendation)?;
        }
        Ok(())
    }

    fn write_services(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nServices")?;
        for service in &self.services {
            write!(f, "  {}: {}", service.name, service.status)?;
            if let Some(asked) = service.last_check_ms {
                write!(f, ", last asked at {}", at(asked))?;
            }
            match service.consecutive_failures {
                0 => writeln!(f)?,
                failures => writeln!(f, ", failures in a row: {failures}")?,
            }
        }
        Ok(())
    }

    fn write_counts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.failures.is_empty() {
            let kinds: Vec<String> =
                self.failures.iter().map(|(kind, count)| format!("{kind} {}", grouped(*count))).collect();
            writeln!(f, "\nFailed calls by kind: {}", kinds.join(", "))?;
        }
        if !self.decisions.is_empty() {
            let rules: Vec<String> =
                self.decisions.iter().map(|(rule, count)| format!("{rule} {}", grouped(*count))).collect();
            writeln!(f, "\nDecisions: {}", rules.join(", "))?;
        }
        Ok(())
    }

    fn write_retries(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let retries = &self.retries;
        let waiting = span(Duration::from_millis(retries.waiting_ms));
        writeln!(f, "\nRetries: {}, after {waiting} of waiting", grouped(retries.total_retries))?;
        writeln!(f, "  calls tried again that got a value: {}", share(retries.successful, retries.retried_calls))
    }

    fn write_alerts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nAlerts: {} sent, {} suppressed", self.alerts.len(), grouped(self.alerts_suppressed))?;
        for alert in &self.alerts {
            writeln!(f, "  {} {}: {}", at(alert.time_ms), alert.severity.to_uppercase(), alert.message)?;
            writeln!(f, "    {}", alert.action)?;
        }
        Ok(())
    }
}

/// A moment in milliseconds, for reading.
fn at(millis: u64) -> String {
    moment(Instant::from_millis(millis))
}

fn write_batches(f: &mut fmt::Formatter<'_>, batches: &BatchReport) -> fmt::Result {
    let (degraded, late) = (share(batches.degraded, batches.batches), grouped(batches.degraded_last_hour));
    let hourly = rough(batches.degraded_per_hour);
    write!(f, "\nBatches: the last one {}", batches.status.to_uppercase())?;
    match batches.unavailable.as_slice() {
        [] => writeln!(f)?,
        missing => writeln!(f, ", without {}", missing.join(" "))?,
    }
    writeln!(f, "  degraded {degraded}; {late} in the last hour, {hourly} an hour")?;
    if batches.unanswered > 0 {
        writeln!(f, "  no answer {}", share(batches.unanswered, batches.batches))?;
    }
    writeln!(f, "  values kept {}", share(batches.values_kept, batches.values))?;
    let kept = share(batches.restart_kept, batches.values);
    writeln!(f, "  crash and restart keeps {kept}, crashes: {}", grouped(batches.restart_crashes))?;
    for missing in &batches.missing {
        let hourly = rough(missing.per_hour);
        writeln!(f, "  {} was missing {}, {hourly} an hour", missing.sensor, count(missing.batches, "time", "times"))?;
    }
    Ok(())
}
