//! "Copy as": the present settings as configuration for this crate and for seven libraries.
//!
//! Each text stands for itself: it says which link it was made from, writes what the library can be told, and names in
//! comments each setting that it cannot be told, with its value and what happens instead. [`Target`] is the registry; a
//! file a target, `page` is what they write on, `rules` the breaker's settings as all of them read them, and
//! `wait` the formulas of a backoff.
//!
//! Option names, limits and rules are those of the versions that [`Target::name`] has, read in their sources and
//! documentation. `tests/copy_as.rs` and the step `copy-as` of `cargo xtask test` hold the texts against them: those in
//! Python, TypeScript and JavaScript run, those in Go and C# are parsed and their names looked up.

mod cockatiel;
mod gobreaker;
mod half_open;
mod opossum;
pub(crate) mod page;
mod polly;
mod pybreaker;
mod resilience4j;
pub(crate) mod rules;
mod tenacity;
pub(crate) mod wait;

use self::page::Page;
use self::rules::Breaker;
use crate::play::Settings;
pub use crate::play::target::Target;

/// How a target writes each lab.
pub(crate) struct Writer {
    /// The breaker lab.
    pub(crate) breaker: fn(&mut Page<'_>, &Breaker),
    /// The retry lab.
    pub(crate) retry: fn(&mut Page<'_>),
    /// The batch lab.
    pub(crate) batch: fn(&mut Page<'_>),
}

impl Target {
    /// What writes each lab for it.
    pub(crate) const fn writer(self) -> Writer {
        match self {
            Self::HalfOpen => half_open::WRITER,
            Self::Resilience4j => resilience4j::WRITER,
            Self::Polly => polly::WRITER,
            Self::Tenacity => tenacity::WRITER,
            Self::Pybreaker => pybreaker::WRITER,
            Self::Cockatiel => cockatiel::WRITER,
            Self::Opossum => opossum::WRITER,
            Self::Gobreaker => gobreaker::WRITER,
        }
    }
}

/// What is written for a lab that has no configuration.
pub(crate) fn nothing(target: Target, settings: &Settings, heading: &str) -> String {
    let mut page = Page::new(target.mark(), settings);
    page.note(heading);
    page.note("There is no configuration of this lab.");
    page.done()
}

/// Puts what the writers made of several policies into one document of a language in which a key stands once.
pub(crate) fn parts(page: &mut Page<'_>, parts: &[String]) {
    let joined = parts.concat();
    let mut seen = false;
    for line in joined.lines() {
        let first = line != "resilience4j:" || !core::mem::replace(&mut seen, true);
        if first {
            page.line(line);
        }
    }
}
