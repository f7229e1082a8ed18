//! What the cascade lab's stage says.

use super::is_out;
use crate::app::component::glyph::Glyph;
use crate::app::stage::Scene;
use crate::labs::cascade::{A, B, C, D, Picture, is_protected};
use crate::text::cascade as text;
use crate::words::grouped;

/// The sign, the headline and its clause.
pub(super) fn headline(scene: &Scene<'_>, picture: &Picture, brief: bool) -> (Glyph, String, String) {
    let hosts = &picture.hosts;
    let (a, status) = (&hosts[A], picture.routes[2]);
    if a.full_since.is_some() {
        let clause = if brief {
            text::brief_full(a.busy, a.workers)
        } else {
            text::clause_full(a.busy, a.workers, hosts[B].awaited + hosts[D].awaited)
        };
        return (Glyph::Failure, text::TITLE_FULL.to_owned(), clause);
    }
    if is_out(scene, picture) {
        let clause = if is_protected(scene.settings) {
            text::clause_kept(&grouped(status.served), &grouped(status.asked))
        } else {
            text::clause_filling(a.busy, a.workers)
        };
        let title = if hosts[C].killed { text::TITLE_KILLED } else { text::TITLE_HANGS };
        return (Glyph::Degraded, title.to_owned(), clause);
    }
    let clause = if a.full_first.is_some() { text::CLAUSE_HEALED } else { text::CLAUSE_WELL };
    (Glyph::Success, text::TITLE_WELL.to_owned(), clause.to_owned())
}

/// How many asked for status, and were answered.
pub(super) fn status(picture: &Picture) -> String {
    let status = picture.routes[2];
    text::status_answered(&grouped(status.served), &grouped(status.asked))
}

/// How that is to be seen: whether any was lost.
pub(super) fn tone(picture: &Picture) -> &'static str {
    if picture.routes[2].lost > 0 { "k-bad" } else { "k-ok" }
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
        text::spoken_service(crate::labs::cascade::SERVICES[service], host.busy, host.workers, host.queued)
    };
    [text::spoken(&title, &clause), [A, B, C, D].map(of).concat(), status(picture)].concat()
}
