//! Theory beside what was seen in the bulkhead lab.

use super::picture::{Picture, Sample};
use super::{ORDERS, REPORTS, has_wall, limit};
use crate::play::{Fact, Settings};
use crate::text::bulkhead as text;
use crate::text::noun;
use crate::words::{grouped, seconds};

/// Reports a second that the limiter lets in, in the long run.
pub fn let_in(settings: &Settings) -> f64 {
    let asked = settings.number("reports");
    if settings.choice("limiter") == "off" { asked } else { asked.min(settings.number("tokens")) }
}

/// How long a report holds its worker.
pub fn held(settings: &Settings) -> f64 {
    let (takes, timeout) = (settings.number("reports-take"), settings.number("timeout"));
    if timeout > 0.0 { takes.min(timeout) } else { takes }
}

/// Workers that a kind would keep busy if there were enough: Little's law.
pub fn wanted(settings: &Settings, kind: usize) -> f64 {
    if kind == REPORTS {
        let_in(settings) * held(settings)
    } else {
        settings.number("orders") * settings.number("orders-take")
    }
}

/// Workers that reports can hold at most.
pub(super) fn most_reports(settings: &Settings) -> f64 {
    let limit = f64::from(limit(settings, REPORTS));
    match settings.count("pool") {
        0 => limit,
        pool => limit.min(f64::from(pool)),
    }
}

pub(super) fn facts(picture: &Picture, settings: &Settings) -> Vec<Fact> {
    let Sample { since, most_busy, ended, served } = picture.sample;
    let seen_of = |kind: usize| text::most_of(most_busy[kind], limit(settings, kind));
    let (orders, reports) = (wanted(settings, ORDERS), wanted(settings, REPORTS));
    let held_by_reports = reports.min(most_reports(settings));
    // What the reports leave, and no more than the wall allows.
    let left = f64::from(settings.count("workers")) - held_by_reports;
    let room = if has_wall(settings) { left.min(f64::from(limit(settings, ORDERS))) } else { left };
    let expected = if orders <= room { text::ALL } else { text::NOT_ALL };
    let mut facts = vec![
        Fact {
            label: text::FACT_REPORTS.to_owned(),
            expected: text::wanted(&let_in(settings), &seconds(held(settings)), &noun::WORKERS.of(reports)),
            seen: seen_of(REPORTS),
            since,
        },
        Fact {
            label: text::FACT_ORDERS.to_owned(),
            expected: text::wanted(
                &settings.number("orders"),
                &seconds(settings.number("orders-take")),
                &noun::WORKERS.of(orders),
            ),
            seen: seen_of(ORDERS),
            since,
        },
    ];
    if orders > 0.0 {
        facts.push(Fact {
            label: text::FACT_SERVED.to_owned(),
            expected: expected.to_owned(),
            seen: text::of_ended(&grouped(served[ORDERS]), &grouped(ended[ORDERS])),
            since,
        });
    }
    facts
}
