//! The breaker of the lab's own settings: the plain one wherever it has all of their rules, else the general one.

use core::time::Duration;

use crate::decimal::fixed;
use crate::play::spec::Settings;
use crate::policy::ConfigError;
use crate::policy::breaker::general::{self, Begin, Compare, Ignored, JudgedOn, Lease, MeasuredFrom, Of, Rate, Slow};
use crate::policy::breaker::{IgnoredCounts, Late, Probes, Settings as Plain, Trip};
use crate::policy::share::Share;

/// A breaker's settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Own {
    /// The plain breaker has all that is asked for.
    Plain(Plain),
    /// Only the general one has.
    General(general::Settings),
}

/// The breaker of the lab's own settings.
///
/// # Errors
/// Settings that make no sense together, by their keys in the link.
pub fn own(settings: &Settings) -> Result<Own, ConfigError> {
    let plain = plain(settings)?;
    let (trip, lease) = (beyond(settings)?, settings.span("lease"));
    let measured_from = match settings.choice("measured") {
        "last-failure" => MeasuredFrom::LastFailure,
        "start" => MeasuredFrom::CallStart,
        _ => MeasuredFrom::Opened,
    };
    let opens = settings.choice("ignored") == "open";
    if trip.is_none() && !lease.is_zero() && measured_from == MeasuredFrom::Opened && !opens {
        return Ok(Own::Plain(plain));
    }
    let mut rules = general::Settings { measured_from, ..general::Settings::from(&plain) };
    if let Some(trip) = trip {
        rules.trips = vec![trip];
    }
    if lease.is_zero() {
        rules.half_open.lease = Lease::EndlessEvenIfStuck;
    }
    if opens {
        rules.ignored = Ignored::Open;
    }
    Ok(Own::General(rules))
}

/// Whether the lab's own settings make sense together.
///
/// # Errors
/// More successes than probes in all, unless that is asked for.
pub(super) fn check(settings: &Settings) -> Result<(), ConfigError> {
    plain(settings)?.check()
}

/// The plain breaker's settings; what it has not is said by the nearest that it has.
fn plain(settings: &Settings) -> Result<Plain, ConfigError> {
    let min = settings.count("min");
    let trip = match settings.choice("trip") {
        "count" => Trip::Count { window: settings.count("window"), rate: share(settings, "rate")?, min },
        "time" => Trip::Time { span: settings.span("span"), rate: share(settings, "rate")?, min },
        _ => Trip::Row { threshold: settings.count("threshold") },
    };
    let lease = settings.span("lease");
    Ok(Plain {
        trip,
        reset: settings.span("reset"),
        probes: probes(settings),
        successes: settings.count("successes"),
        lease: if lease.is_zero() { Duration::MAX } else { lease },
        late: if settings.choice("late") == "apply" { Late::Apply } else { Late::Drop },
        ignored: match settings.choice("ignored") {
            "success" => IgnoredCounts::Success,
            _ => IgnoredCounts::Neutral,
        },
    })
}

/// How many probes may go: at the same time, or in all.
fn probes(settings: &Settings) -> Probes {
    match (settings.count("total"), settings.choice("stuck")) {
        (0, _) => Probes::AtOnce(settings.count("probes")),
        (total, "1") => Probes::InAllEvenIfStuck(total),
        (total, _) => Probes::InAll(total),
    }
}

/// The trip rule, if the plain breaker has not got it.
fn beyond(settings: &Settings) -> Result<Option<general::Trip>, ConfigError> {
    let within =
        |window| general::Trip::ErrorsWithin { errors: settings.count("threshold"), window, lumping: Duration::ZERO };
    let longer_than = settings.span("slow");
    let slow = match longer_than.is_zero() {
        true => None,
        false => Some(Slow { longer_than, rate: share(settings, "slow-share")? }),
    };
    let above = settings.choice("above") == "1";
    let compare = if above { Compare::Above } else { Compare::AtLeast };
    let trip = match settings.choice("trip") {
        "within" => within(settings.span("span")),
        "total" => within(Duration::MAX),
        kind @ ("count" | "time") if above || slow.is_some() => {
            let min_calls = settings.count("min");
            let (rate, judged_on) = (share(settings, "rate")?, JudgedOn::Any);
            let rate = Rate { rate, compare, of: Of::Results, min_calls, judged_on, slow };
            if kind == "count" {
                general::Trip::CountWindow { size: settings.count("window"), only_when_full: false, rate }
            } else {
                let bucket = Duration::from_millis(1);
                general::Trip::TimeWindow { window: settings.span("span"), bucket, begin: Begin::WithClock, rate }
            }
        }
        _ => return Ok(None),
    };
    Ok(Some(trip))
}

fn share(settings: &Settings, key: &'static str) -> Result<Share, ConfigError> {
    let number = settings.number(key);
    Share::new(number).ok_or_else(|| ConfigError::new(key, fixed(number, 6), "0.01 to 1"))
}
