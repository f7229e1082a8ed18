//! The breaker of a case, as it is with the changes, as configuration for libraries: that of the breaker lab; what is said
//! of the rest in comments.

use super::plan::{Kind, Plan};
use super::{case, plan};
use crate::copy_as::Target;
use crate::copy_as::page::Page;
use crate::copy_as::rules::{Breaker, Rate, Trip};
use crate::play::Settings;
use crate::text::clinic as text;
use crate::time::span_from_seconds;

pub(super) fn write(target: Target, settings: &Settings, heading: &str) -> String {
    let plan = plan(settings);
    let mut page = Page::new(target.mark(), settings);
    page.note(heading);
    let (_, words) = case(settings);
    page.note(&text::copied_case(words.title));
    let stuck = plan.guard.probes.1 && plan.guard.probes.0 < plan.guard.successes;
    match plan.guard.kind {
        Kind::Real if !stuck => (target.writer().breaker)(&mut page, &breaker(&plan, settings)),
        Kind::Off => page.note(text::COPIED_NONE),
        // What is wrong with it no library can be told to do.
        _ => page.note(text::COPIED_MISTAKE),
    }
    if plan.again.layers > 0 {
        page.note(text::COPIED_RETRY);
    }
    page.done()
}

/// The breaker of a plan, as the targets read it.
fn breaker(plan: &Plan, settings: &Settings) -> Breaker {
    let guard = plan.guard;
    let span = |seconds: f64| span_from_seconds(seconds).unwrap_or_default();
    let pace = span(plan.every / f64::from(plan.together.max(1)));
    let base = Breaker::in_a_row(settings, (guard.row.max(1), span(guard.reset)), pace);
    let rate = Rate { share: guard.share, min: guard.min.min(guard.window), strict: false };
    let trip = if guard.row == 0 { Trip::Calls(guard.window, rate) } else { base.trip };
    Breaker { trip, probes: guard.probes.0, successes: guard.successes, latency: span(plan.latency), ..base }
}
