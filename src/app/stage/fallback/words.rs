//! What the fallback lab's stage says.

use super::SIGNS;
use crate::app::component::glyph::Glyph;
use crate::app::stage::Scene;
use crate::labs::fallback::{Answered, Miss, Picture, is_on};
use crate::text::fallback::stage as text;
use crate::words::{grouped, span};

/// The sign, the headline and its clause.
pub(super) fn headline(scene: &Scene<'_>, picture: &Picture, brief: bool) -> (Glyph, String, String) {
    let Some(last) = &picture.last else {
        return (Glyph::InFlight, text::TITLE_IDLE.to_owned(), text::BY_SERVICE.to_owned());
    };
    let (title, clause) = told(picture, last, brief);
    let hidden = is_on(scene.settings, "silent") && (1..4).contains(&last.step);
    let clause = if hidden { [clause.as_str(), ", ", text::NOBODY_TOLD].concat() } else { clause };
    (SIGNS.get(last.step).copied().unwrap_or(Glyph::Failure), title, clause)
}

fn told(picture: &Picture, last: &Answered, brief: bool) -> (String, String) {
    let two = |title: &str, clause: &str| (title.to_owned(), clause.to_owned());
    let (came, of) = last.parts;
    match (last.step, last.write) {
        (0, false) => two(text::TITLE_FULL, text::BY_SERVICE),
        (0, true) => two(text::TITLE_WRITTEN, text::BY_SERVICE),
        (1, false) if last.missed.is_empty() => (text::title_partial(came, of), text::IN_PART.to_owned()),
        (1, false) => (text::TITLE_DEGRADED.to_owned(), by_replica(last)),
        (1, true) => (text::TITLE_DEGRADED_WRITE.to_owned(), by_replica(last)),
        (2, _) => {
            let age = last.age.unwrap_or_default();
            let [ttl, stale] = picture.fresh();
            let (fresh, allowed) = (ttl.checked_sub(age), (ttl.saturating_add(stale)).saturating_sub(age));
            let clause = match fresh {
                _ if last.missed.is_empty() => text::FIRST.to_owned(),
                Some(more) => text::fresh_for(&whole(more)),
                None if brief => text::allowed_for(&whole(allowed)),
                None => text::stale_for(&span(ttl), &whole(allowed)),
            };
            (text::title_cached(&whole(age)), clause)
        }
        (3, _) => {
            let cache = last.missed.iter().rev().find(|miss| matches!(miss, Miss::Empty | Miss::TooOld(_)));
            (text::TITLE_FIXED.to_owned(), cache.map_or(text::NOTHING_CACHED, |miss| reason(*miss)).to_owned())
        }
        (_, false) => two(text::TITLE_READ_FAILED, text::NOTHING_LEFT),
        (_, true) if picture.letters.back().is_some_and(|letter| letter.number == last.number) => {
            two(text::TITLE_WRITE_WAITS, text::NO_LAST_VALUE)
        }
        (_, true) => two(text::TITLE_WRITE_FAILED, text::NO_LAST_VALUE),
    }
}

/// By the replica, and why not by the service.
fn by_replica(last: &Answered) -> String {
    let why = last.missed.first().map_or("", |miss| reason(*miss));
    if why.is_empty() { text::BY_REPLICA.to_owned() } else { [text::BY_REPLICA, ": ", why].concat() }
}

/// Why a step gave nothing.
pub(super) const fn reason(miss: Miss) -> &'static str {
    match miss {
        Miss::Service(true) => text::SERVICE_DOWN,
        Miss::Service(false) => text::SERVICE_FAILED,
        Miss::Replica(true) => text::REPLICA_DOWN,
        Miss::Replica(false) => text::REPLICA_FAILED,
        Miss::Empty => text::CACHE_EMPTY,
        Miss::TooOld(_) => text::CACHE_OLD,
    }
}

/// A span in whole seconds, as an age is read at a glance.
pub(super) fn whole(time: core::time::Duration) -> String {
    span(core::time::Duration::from_secs(time.as_secs()))
}

/// What the monitoring knows, its verdict, and how that is to be seen.
pub(super) fn monitoring(scene: &Scene<'_>, picture: &Picture) -> (String, &'static str, &'static str) {
    let (below, of) = picture.watched();
    let silent = is_on(scene.settings, "silent") && picture.unflagged > 0;
    let (verdict, tone) = match (picture.rings(), silent) {
        (true, _) => (text::ALARM, "k-bad"),
        (false, true) => (text::NO_ALARM, "k-bad"),
        (false, false) => (text::NO_ALARM, "k-ok"),
    };
    (text::watched(below, of), verdict, tone)
}

/// How many letters wait.
pub(super) fn letters(picture: &Picture) -> String {
    match picture.letters.len() as u64 {
        0 => text::NO_LETTERS.to_owned(),
        1 => ["1 ", text::DEAD_LETTER].concat(),
        many => [grouped(many).as_str(), " ", text::DEAD_LETTERS].concat(),
    }
}

/// The drawing for those who cannot see it.
pub(super) fn spoken(scene: &Scene<'_>, picture: &Picture) -> String {
    let (_, title, clause) = headline(scene, picture, false);
    let calls = grouped(picture.calls());
    let steps = text::STEPS.iter().zip(picture.counts);
    let steps: String = steps.map(|(step, count)| text::spoken_step(step, &grouped(count), &calls)).collect();
    let (told, verdict, _) = monitoring(scene, picture);
    let monitoring = [told.as_str(), ": ", verdict].concat();
    [text::spoken(&title, &clause), steps, text::spoken_letters(&letters(picture), &monitoring)].concat()
}
