//! The breaker lab's settings as configuration for libraries.

use core::time::Duration;

use super::{Own, is_strict, is_without, own, own_share, preset, shown, slow, within};
use crate::copy_as::Target;
use crate::copy_as::page::Page;
use crate::copy_as::rules::{Breaker, Rate, Trip};
use crate::play::{Settings, Value};
use crate::policy::breaker::Late;
use crate::policy::breaker::general::{Ignored, Lease};
use crate::policy::breaker::presets::Preset;

/// The most probes that the lab's own settings can say.
const PROBES: f64 = 20.0;

pub(super) fn write(target: Target, settings: &Settings, heading: &str) -> String {
    let rules = rules(settings);
    let mut page = Page::new(target.mark(), &rules.shown);
    page.note(heading);
    if is_without(settings) {
        page.note("like = none: there is no breaker, so there is nothing to configure.");
        return page.done();
    }
    rules.note_all(&mut page);
    if target != Target::Tenacity {
        note_mix(&mut page, &rules);
    }
    // These can count failures in other ways than in a row.
    if !matches!(target, Target::HalfOpen | Target::Gobreaker | Target::Opossum) {
        rules.note_within(&mut page);
    }
    if !matches!(target, Target::HalfOpen | Target::Tenacity) {
        rules.note_beyond(&mut page, target.name(), target == Target::Resilience4j);
    }
    (target.writer().breaker)(&mut page, &rules);
    page.done()
}

/// Says whether a caller's own mistakes count, where there are some among the lab's failures.
fn note_mix(page: &mut Page<'_>, rules: &Breaker) {
    if own_share(&rules.shown) > 0.0 {
        let counted = match rules.mistakes {
            None => "a caller's own mistakes (client, authentication, bug) are counted.",
            Some(_) => "a caller's own mistakes (client, authentication, bug) are not counted.",
        };
        page.about("mix", counted);
    }
}

/// The breaker of the lab's settings, as the targets read it.
fn rules(settings: &Settings) -> Breaker {
    let like = preset(settings);
    let mut shown = shown(settings);
    let own_lease = settings.span("lease");
    let (mut lease, mut late_counts) =
        ((!own_lease.is_zero()).then_some(own_lease), settings.choice("late") == "apply");
    let mut ignored = match settings.choice("ignored") {
        "success" => Ignored::Success,
        "open" => Ignored::Open,
        _ => Ignored::Neutral,
    };
    if let Some(rules) = like.map(Preset::settings) {
        late_counts = rules.late == Late::Apply;
        ignored = rules.ignored;
        shown.set("ignored", Value::Choice(usize::from(ignored == Ignored::Success)));
        lease = match rules.half_open.lease {
            Lease::For(lease) => Some(lease),
            Lease::EndlessEvenIfStuck => None,
        };
        shown.set("late", Value::Choice(usize::from(late_counts)));
        // Where there is no limit, as many as there are callers, as the lab shows it.
        let most = f64::from(rules.half_open.probes.limit());
        if most <= PROBES {
            shown.set("probes", Value::Number(most));
        }
    }
    shown.set("like", Value::Choice(0));
    let rate = Rate { share: shown.number("rate"), min: shown.count("min"), strict: is_strict(settings) };
    let window = shown.count("window");
    let trip = match shown.choice("trip") {
        "count" => Trip::Calls(window, Rate { min: rate.min.min(window), ..rate }),
        "time" => Trip::Time(shown.span("span"), rate),
        _ => Trip::Row(shown.count("threshold")),
    };
    Breaker {
        like,
        beyond: match own(settings) {
            Ok(Own::General(rules)) if like.is_none() => Some(rules),
            _ => None,
        },
        within: within(settings),
        trip,
        reset: shown.span("reset"),
        probes: shown.count("probes"),
        successes: shown.count("successes"),
        lease,
        slow: slow(settings),
        late_counts,
        mistakes: (settings.choice("counts") == "service").then_some(ignored),
        // A caller takes at least a millisecond from call to call.
        pace: (settings.span("latency") + settings.span("pause")).max(Duration::from_millis(1))
            / settings.count("callers").max(1),
        latency: settings.span("latency"),
        shown,
    }
}
