//! What the cascade lab's stage says.

use super::is_out;
use crate::app::component::glyph::Glyph;
use crate::app::stage::Scene;
use crate::labs::cascade::{A, B, C, D, Picture, SERVICES, STATUS, is_protected};
use crate::text::cascade as text;
use crate::words::grouped;

/// The sign, the headline and its clause.
pub(super) fn headline(scene: &Scene<'_>, picture: &Picture, brief: bool) -> (Glyph, String, String) {
    let hosts = &picture.hosts;
    let (a, status) = (&hosts[A], picture.routes[STATUS]);
    if a.full_since.is_some() {
        // As long as there is room in its queue, nobody is refused yet.
        let status = if a.queued < scene.settings.count("queue") { text::STATUS_WAITS } else { text::STATUS_REFUSED };
        let clause = if brief {
            text::brief_full(a.busy, a.workers, status)
        } else {
            text::clause_full(a.busy, a.workers, hosts[B].awaited + hosts[D].awaited, status)
        };
        return (Glyph::Failure, text::TITLE_FULL.to_owned(), clause);
    }
    if let Some(killed) = hosts.iter().position(|host| host.killed) {
        let title = text::title_killed(SERVICES[killed]);
        return (Glyph::Degraded, title, text::CLAUSE_KILLED.to_owned());
    }
    if is_out(scene, picture) {
        let clause = if is_protected(scene.settings) {
            text::clause_kept(&grouped(status.served), &grouped(status.asked))
        } else {
            text::clause_filling(a.busy, a.workers)
        };
        return (Glyph::Degraded, text::TITLE_HANGS.to_owned(), clause);
    }
    let clause = if !picture.hanging.is_empty() {
        text::CLAUSE_CLEARS
    } else if picture.outage.0 < picture.outage.1 && picture.outage.1 <= scene.now {
        text::CLAUSE_HEALED
    } else {
        text::CLAUSE_WELL
    };
    (Glyph::Success, text::TITLE_WELL.to_owned(), clause.to_owned())
}

/// How many asked for status, and were answered.
pub(super) fn status(picture: &Picture) -> String {
    let status = picture.routes[STATUS];
    text::status_answered(&grouped(status.served), &grouped(status.asked))
}

/// How that is to be seen: whether any was lost.
pub(super) fn tone(picture: &Picture) -> &'static str {
    if picture.routes[STATUS].lost > 0 { "k-bad" } else { "k-ok" }
}

/// What a side is called.
pub(super) fn title(scene: &Scene<'_>, protected: bool) -> &'static str {
    match protected {
        false => text::BARE_SIDE,
        true if is_protected(scene.settings) => text::PROTECTED_SIDE,
        true => text::NOTHING_CHOSEN,
    }
}

/// The drawing for those who cannot see it.
pub(super) fn spoken(scene: &Scene<'_>, picture: &Picture) -> String {
    let (_, title, clause) = headline(scene, picture, false);
    let of = |service: usize| {
        let host = picture.hosts[service];
        text::spoken_service(SERVICES[service], host.busy, host.workers, host.queued)
    };
    [text::spoken(&title, &clause), [A, B, C, D].map(of).concat(), status(picture)].concat()
}
