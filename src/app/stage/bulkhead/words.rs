//! What the bulkhead lab's stage says.

use super::measures::{Layout, Words};
use crate::app::stage::Scene;
use crate::labs::bulkhead::{ORDERS, Picture, REPORTS, has_wall, held, let_in, limit, wanted};
use crate::play::Settings;
use crate::text::bulkhead::stage as text;
use crate::text::noun;
use crate::words::{decimal, grouped, seconds};

/// A share, its tone, and the words behind it.
type Share = (String, &'static str, &'static str);

/// The orders that are served on both sides.
pub(super) fn headline(bare: &Picture, picture: &Picture, words: Words) -> Vec<Share> {
    if !picture.has_wall() {
        let (share, tone) = share(picture);
        return vec![(share, tone, if words == Words::Full { text::WITHOUT_A_WALL } else { text::BRIEF_WITHOUT })];
    }
    let clauses = match words {
        Words::Full => [text::OF_ORDERS_FROM_ONE_POOL, text::BEHIND_A_BULKHEAD],
        Words::Brief => [text::BRIEF_ONE_POOL, text::BRIEF_BULKHEAD],
        Words::Short => [text::SHORT_ONE_POOL, text::SHORT_BULKHEAD],
    };
    let sides = [bare, picture].map(share).into_iter().zip(clauses);
    sides.map(|((share, tone), clause)| (share, tone, clause)).collect()
}

/// The orders that were served, of those that have ended; all only if none was lost.
fn share(picture: &Picture) -> (String, &'static str) {
    let orders = &picture.kinds[ORDERS];
    let ended = orders.served + orders.refused + orders.failed;
    let Some(percent) = (orders.served * 100).checked_div(ended) else { return (text::NO_SHARE.to_owned(), "k-ink") };
    (format!("{percent} %"), if percent >= 99 { "k-ok" } else { "k-bad" })
}

/// The name of a kind.
pub(super) const fn name(kind: usize) -> &'static str {
    if kind == ORDERS { text::ORDERS } else { text::REPORTS }
}

/// Places of each kind's queue; none where nothing bounds it or nobody stands in it.
pub(super) fn places(settings: &Settings) -> u32 {
    let documented = has_wall(settings) && settings.choice("queueing") == "documented";
    if documented { 0 } else { settings.count("queue") }
}

/// How many of each kind come, and how long each takes.
pub(super) fn rates(settings: &Settings) -> [String; 2] {
    [("orders", "orders-take"), ("reports", "reports-take")]
        .map(|(rate, takes)| text::rate(&decimal(settings.number(rate), 1), &seconds(settings.number(takes))))
}

/// Behind the title of the pool.
pub(super) fn pool_title(workers: u32) -> String {
    noun::WORKERS.count(workers.into())
}

/// The title of the side with the wall, and what stands behind it.
pub(super) fn wall_title(settings: &Settings, picture: &Picture) -> (&'static str, String) {
    let [orders, reports] = [ORDERS, REPORTS].map(|kind| picture.kinds[kind].hull.workers);
    let workers = noun::WORKERS.count(picture.workers.workers.into());
    match settings.choice("isolation") {
        "none" => (text::NO_WALL_SIDE, workers),
        "strict" => (text::WALL_SIDE, text::workers(&workers, orders, reports)),
        _ => (text::LIMITS_SIDE, text::limits(&workers, orders, reports)),
    }
}

/// What became of a kind on one side, as a line.
pub(super) fn results(picture: &Picture, kind: usize, is_wall: bool, layout: &Layout) -> String {
    let of = &picture.kinds[kind];
    let side = match (layout.lines.len() > 2, is_wall) {
        (true, _) => "",
        (false, true) => text::LINE_WALL,
        (false, false) => text::LINE_POOL,
    };
    let failed = if of.failed > 0 { text::and_failed(&grouped(of.failed)) } else { String::new() };
    text::results(side, name(kind), &grouped(of.served), &grouped(of.refused)) + &failed
}

/// The limiter and the connections, in so many lines.
pub(super) fn notes(scene: &Scene<'_>, picture: &Picture, lines: usize) -> Vec<String> {
    let settings = scene.settings;
    let limiter = if settings.choice("limiter") == "off" {
        text::NOTE_LIMITER_OFF.to_owned()
    } else {
        text::limiter(&grouped(picture.limiter.let_in), &grouped(picture.kinds[REPORTS].limited))
    };
    let pool = settings.count("pool");
    if pool == 0 {
        return vec![limiter];
    }
    let of = picture.connections;
    let connections = text::pool(of.in_use, pool, &grouped(of.opened), &grouped(of.closed));
    if lines == 1 { vec![[limiter, connections].join(" ")] } else { vec![limiter, connections] }
}

/// Whether there are enough workers for the reports that are let in, and by which law.
pub(super) fn verdict(settings: &Settings) -> (bool, [String; 3]) {
    let wants = wanted(settings, REPORTS);
    let there = limit(settings, REPORTS);
    let lines = [
        text::little(&decimal(let_in(settings), 1), &seconds(held(settings))),
        text::wanted(&noun::WORKERS.of(wants)),
        text::there(there),
    ];
    (wants <= f64::from(there), lines)
}

/// The drawing for those who cannot see it.
pub(super) fn spoken(scene: &Scene<'_>, bare: &Picture, picture: &Picture) -> String {
    let shares = headline(bare, picture, Words::Full).into_iter();
    let headline: Vec<String> = shares.map(|(share, _, clause)| [share.as_str(), clause].join(" ")).collect();
    let [orders, reports] = [ORDERS, REPORTS].map(|kind| {
        let of = &picture.kinds[kind];
        text::spoken_hull(name(kind), of.hull.busy, of.hull.workers, of.queued())
    });
    let line = u32::try_from(bare.line.len()).unwrap_or(u32::MAX);
    let pool = text::spoken_hull(text::POOL_SIDE, bare.workers.busy, bare.workers.workers, line);
    let notes = notes(scene, picture, 1).concat();
    [text::spoken(&headline.join(" ")), pool, orders, reports, notes].concat()
}
