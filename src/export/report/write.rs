//! The report as text.

use core::fmt;
use core::time::Duration;

use super::{BatchReport, ChangeReport, LastHourReport, Report};
use crate::play::observed::is_longer_than_an_hour;
use crate::text::{pipeline, report as text};
use crate::time::Instant;
use crate::words::{grouped, moment, percent, rough, share, span};

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", text::health(self.lab, &at(self.time_ms)))?;
        self.write_overall(f)?;
        self.write_breakers(f)?;
        self.write_services(f)?;
        self.write_counts(f)?;
        self.write_retries(f)?;
        self.write_last_hour(f)?;
        for bulkhead in &self.bulkheads {
            let (used, refused) = (percent(bulkhead.utilization), percent(bulkhead.rejection_rate));
            let (active, limit) = (bulkhead.active, bulkhead.limit);
            writeln!(f, "{}", text::bulkhead(bulkhead.name, active, limit, &used, &refused))?;
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
        writeln!(f, "{}", text::overall(&score, &all.status.to_ascii_uppercase()))?;
        writeln!(f, "{}", text::mean_of(&breakers, &bulkheads, &retries))?;
        write!(f, "{}", text::serving(&self.availability.status.to_ascii_uppercase(), self.availability.status_code))?;
        if let Some(seconds) = self.availability.retry_after {
            write!(f, "{}", text::retry_after(seconds))?;
        }
        writeln!(f)
    }

    fn write_breakers(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for breaker in &self.breakers {
            let since = span(Duration::from_millis(breaker.in_state_ms));
            let [state, failures, openings] = breaker.deductions;
            let (success, failure) = (percent(breaker.success_rate), percent(breaker.recent_failure_rate));
            writeln!(f, "{}", text::breaker(breaker.name, breaker.state, &since))?;
            let (points, full) = (breaker.score, breaker.score as usize / 10);
            let bar = "█".repeat(full) + &"░".repeat(10 - full.min(10));
            writeln!(f, "{}", text::health_of(points, &bar))?;
            writeln!(f, "{}", text::less(state, failures, openings))?;
            writeln!(f, "{}", text::succeeded(&success, &text::RESULTS.count(breaker.results), &failure))?;
            let hourly = rough(breaker.openings_per_hour);
            let [openings, again, fast_fails] = [breaker.openings, breaker.reopenings, breaker.fast_fails].map(grouped);
            writeln!(f, "{}", text::openings(&openings, &hourly, &again, &fast_fails))?;
            if !breaker.recent_changes.is_empty() {
                let change = |change: &ChangeReport| text::change(change.to, &at(change.time_ms));
                let changes: Vec<String> = breaker.recent_changes.iter().map(change).collect();
                writeln!(f, "{}", text::last_changes(&changes.join(", ")))?;
            }
            writeln!(f, "  {}", breaker.recommendation)?;
        }
        Ok(())
    }

    fn write_services(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", text::SERVICES)?;
        for service in &self.services {
            write!(f, "  {}: {}", service.name, service.status)?;
            if let Some(asked) = service.last_check_ms {
                write!(f, "{}", text::last_asked(&at(asked)))?;
            }
            match service.consecutive_failures {
                0 => writeln!(f)?,
                failures => writeln!(f, "{}", text::in_a_row(failures))?,
            }
        }
        Ok(())
    }

    fn write_counts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.failures.is_empty() {
            let kinds: Vec<String> =
                self.failures.iter().map(|(kind, count)| text::kind(kind, &grouped(*count))).collect();
            writeln!(f, "{}", text::kinds(&kinds.join(", ")))?;
        }
        if !self.decisions.is_empty() {
            let rules: Vec<String> =
                self.decisions.iter().map(|(rule, count)| text::kind(rule, &grouped(*count))).collect();
            writeln!(f, "{}", text::decisions(&rules.join(", ")))?;
        }
        Ok(())
    }

    fn write_retries(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let retries = &self.retries;
        let waiting = span(Duration::from_millis(retries.waiting_ms));
        writeln!(f, "{}", text::retries(&grouped(retries.total_retries), &waiting))?;
        writeln!(f, "{}", text::tried_again(&share(retries.successful, retries.retried_calls)))
    }

    fn write_last_hour(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LastHourReport { openings, retried_calls, saved_calls, degraded, missing, .. } = &self.last_hour;
        writeln!(
            f,
            "{}",
            pipeline::asked(pipeline::since(is_longer_than_an_hour(Instant::from_millis(self.time_ms))))
        )?;
        if !self.breakers.is_empty() {
            writeln!(f, "  {} {}", pipeline::OPENED, pipeline::times(*openings))?;
        }
        writeln!(f, "  {} {}", pipeline::SAVED, pipeline::saved(*saved_calls, *retried_calls))?;
        if self.batches.is_some() {
            let ranked: Vec<(&str, u64)> = missing.clone();
            writeln!(f, "  {} {}", pipeline::DEGRADED, pipeline::degraded(*degraded, &ranked))?;
        }
        Ok(())
    }

    fn write_alerts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", text::alerts(self.alerts.len(), &grouped(self.alerts_suppressed)))?;
        for alert in &self.alerts {
            writeln!(f, "  {} {}: {}", at(alert.time_ms), alert.severity.to_ascii_uppercase(), alert.message)?;
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
    write!(f, "{}", text::last_batch(&batches.status.to_ascii_uppercase()))?;
    match batches.unavailable.as_slice() {
        [] => writeln!(f)?,
        missing => writeln!(f, "{}", text::lacking(&missing.join(" ")))?,
    }
    writeln!(f, "{}", text::degraded(&degraded, &late, &hourly))?;
    if batches.unanswered > 0 {
        writeln!(f, "{}", text::no_answer(&share(batches.unanswered, batches.batches)))?;
    }
    writeln!(f, "{}", text::kept(&share(batches.values_kept, batches.values)))?;
    if batches.enriched + batches.flagged > 0 {
        let whole = batches.enriched + batches.flagged;
        writeln!(f, "  {}", pipeline::delivered(&share(batches.enriched, whole), batches.flagged))?;
    }
    if batches.crashes > 0 {
        writeln!(f, "  {}", pipeline::crashed(batches.crashes, batches.lost))?;
    }
    let kept = share(batches.restart_kept, batches.values);
    if batches.has_twin {
        writeln!(f, "{}", text::twin_keeps(&kept, &grouped(batches.restart_crashes)))?;
    }
    for missing in &batches.missing {
        let hourly = rough(missing.per_hour);
        writeln!(f, "{}", text::missing(missing.sensor, &text::TIMES.count(missing.batches), &hourly))?;
    }
    Ok(())
}
