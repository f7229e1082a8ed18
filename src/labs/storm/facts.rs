//! Theory beside what was seen.

use core::time::Duration;

use super::{Picture, QUEUE, SLOT, World, backoff, published};
use crate::decimal::short;
use crate::play::{Fact, Settings};
use crate::policy::backoff::{Backoff, Jitter};
use crate::text::storm as text;
use crate::time::Instant;
use crate::words::{count, grouped, rough, seconds, whole_percent};

/// Theory of the present settings. What came before they held is not set beside it, and a storm has one beginning: after a
/// change nothing is.
pub(super) fn facts(picture: &Picture, settings: &Settings) -> Vec<Fact> {
    let since = picture.since;
    let fact = |(label, expected, seen): (&str, String, Option<String>)| {
        let seen = seen.filter(|_| since.is_none()).unwrap_or_else(|| "–".to_owned());
        Fact { label: label.to_owned(), expected, seen, since }
    };
    let all = match picture.world {
        World::Blip => blip(picture, settings),
        World::Load => load(picture, settings),
        World::Contention => contention(picture, settings),
    };
    all.into_iter().map(fact).collect()
}

type Row = (&'static str, String, Option<String>);

fn blip(picture: &Picture, settings: &Settings) -> Vec<Row> {
    let (clients, capacity) = (settings.count("clients"), settings.count("capacity"));
    let waves = clients.div_ceil(capacity.max(1));
    let Ok(backoff) = backoff(settings) else { return Vec::new() };
    let exact =
        backoff.jitter() == Jitter::None && settings.choice("budget") == "none" && settings.number("failure") == 0.0;
    let returns = if backoff.jitter() == Jitter::None {
        text::all_of(clients.into())
    } else {
        // The first retry is picked from a window, and a slot has its share of that.
        let (least, most) = backoff.band(1);
        let window = most.saturating_sub(least).max(SLOT).as_secs_f64();
        text::on_average(&rough(f64::from(clients) * SLOT.as_secs_f64() / window))
    };
    let peak = (picture.peak > 0).then(|| text::at_most(u64::from(picture.peak)));
    let mut rows = vec![
        (text::COME_BACK, returns, peak),
        (text::SLOTS_NEEDED, text::at_least(u64::from(waves)), slots_used(picture)),
    ];
    if exact {
        let done = all_served(&backoff, settings, waves);
        let expected = done.map_or_else(|| text::NEVER_ALL.to_owned(), |at| seconds(at.as_secs_f64()));
        let seen = picture.finished.map(|at| match picture.gave_up {
            0 => seconds(at.seconds()),
            lost => text::gave_up(lost),
        });
        rows.push((text::ALL_SERVED, expected, seen));
    }
    rows
}

/// When the last wave is served, if there are attempts enough: each wave comes back together, and each takes a capacity away.
fn all_served(backoff: &Backoff, settings: &Settings, waves: u32) -> Option<Duration> {
    let mut at = Duration::ZERO;
    let (mut left, mut slot) = (waves, None);
    for attempt in 1..=settings.count("attempts") {
        if attempt > 1 {
            at = at.saturating_add(backoff.delay(attempt - 1, None, 0.0).total);
        }
        // Two waves within a slot share its capacity.
        let present = at.as_nanos() / SLOT.as_nanos();
        if at >= settings.span("blip") && slot.replace(present) != Some(present) {
            left -= 1;
        }
        if left == 0 {
            return Some(at);
        }
    }
    None
}

/// Slots in which somebody was served, as long as each is known by itself.
fn slots_used(picture: &Picture) -> Option<String> {
    let used = picture.columns.iter().filter(|slot| slot.served > 0).count() as u64;
    (picture.joined == 1 && used > 0).then(|| count(used, "slot", "slots"))
}

fn load(picture: &Picture, settings: &Settings) -> Vec<Row> {
    let capacity = settings.number("capacity") / SLOT.as_secs_f64();
    let rate = settings.number("rate");
    let of_capacity = |calls: f64| text::of_capacity(&short(calls, 0), &whole_percent(calls / capacity));
    let worst = match settings.choice("budget") {
        "budget" => rate * (1.0 + settings.number("budget-share")),
        _ => rate * settings.number("attempts"),
    };
    let before = picture.blip.0.seconds();
    let whole = (picture.joined == 1 && before > 0.0).then_some(before / SLOT.as_secs_f64());
    let calm = whole.and_then(|slots| picture.columns.get(..slots as usize));
    let calm = calm.map(|slots| slots.iter().map(|slot| u64::from(slot.arrived)).sum::<u64>() as f64 / before);
    let behind = f64::from(QUEUE) / capacity;
    let waits = f64::from(picture.queued) / capacity;
    vec![
        (text::WHEN_CALM, of_capacity(rate), calm.map(of_capacity)),
        (text::WHEN_ALL_FAIL, of_capacity(worst), since_blip(picture).map(of_capacity)),
        (
            text::BEHIND_THE_QUEUE,
            text::beside_patience(&seconds(behind), &seconds(settings.number("patience"))),
            Some(text::waits_now(&seconds(waits), u64::from(picture.queued))),
        ),
    ]
}

/// The mean of attempts a second since the cause is gone, as far as the newest slot.
fn since_blip(picture: &Picture) -> Option<f64> {
    let length = SLOT.as_secs_f64() * picture.joined as f64;
    let first = (picture.blip.1.seconds() / length).ceil() as usize;
    let after = picture.columns.get(first..).filter(|after| after.len() > 1)?;
    // The newest is not over yet.
    let (_, over) = after.split_last()?;
    let attempts: u64 = over.iter().map(|slot| u64::from(slot.arrived)).sum();
    Some(attempts as f64 / (over.len() as f64 * length))
}

fn contention(picture: &Picture, settings: &Settings) -> Vec<Row> {
    let known = published::kind(settings).and_then(|kind| {
        let row = published::of(settings.count("clients"))?;
        Some((*row.calls.get(kind)?, *row.millis.get(kind)?))
    });
    let Some((calls, millis)) = known else {
        let least = text::at_least(u64::from(settings.count("clients")));
        return vec![(text::CALLS, least, Some(grouped(picture.attempts)))];
    };
    let verdict = |seen: f64, known: (f64, f64), words: String| match picture.done {
        Some(_) if published::is_near(seen, known) => text::as_published(&words),
        Some(_) => text::unlike_published(&words),
        None => text::so_far(&words),
    };
    let now = picture.done.unwrap_or_else(|| picture.bursts.back().map_or(Instant::ZERO, |burst| burst.at));
    vec![
        (
            text::CALLS,
            text::give_or_take(&grouped(calls.0 as u64), &short(calls.1, 0)),
            Some(verdict(picture.attempts as f64, calls, grouped(picture.attempts))),
        ),
        (
            text::ALL_SERVED,
            text::give_or_take(&seconds(millis.0 / 1e3), &seconds(millis.1 / 1e3)),
            Some(verdict(now.seconds() * 1e3, millis, seconds(now.seconds()))),
        ),
    ]
}
