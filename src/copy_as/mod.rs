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
mod page;
mod polly;
mod pybreaker;
mod resilience4j;
mod rules;
mod tenacity;
mod wait;

use self::page::Page;
use self::rules::Breaker;
use crate::lab::breaker::is_without;
use crate::lab::{LabId, Scenario, Settings, Tape};
use crate::link::{self, View};

/// What the settings can be copied as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// This crate.
    HalfOpen,
    /// resilience4j, configured by Spring Boot.
    Resilience4j,
    /// Polly, version 8 and later.
    Polly,
    /// tenacity.
    Tenacity,
    /// pybreaker.
    Pybreaker,
    /// cockatiel.
    Cockatiel,
    /// opossum.
    Opossum,
    /// sony/gobreaker, version 2.4; its buckets are not in the first ones of version 2.
    Gobreaker,
}

/// What is said of a target.
struct Row {
    key: &'static str,
    name: &'static str,
    language: &'static str,
    file_name: &'static str,
}

/// How a target writes each lab.
struct Writer {
    /// The breaker lab.
    breaker: fn(&mut Page<'_>, &Breaker),
    /// The retry lab.
    retry: fn(&mut Page<'_>),
    /// The batch lab.
    batch: fn(&mut Page<'_>),
}

impl Target {
    /// All targets, in the order of the choice.
    pub const ALL: [Self; 8] = [
        Self::HalfOpen,
        Self::Resilience4j,
        Self::Polly,
        Self::Tenacity,
        Self::Pybreaker,
        Self::Cockatiel,
        Self::Opossum,
        Self::Gobreaker,
    ];

    /// The name by which the page and the headless program know it.
    pub const fn key(self) -> &'static str {
        self.row().key
    }

    /// The target of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.key() == key)
    }

    /// Its name and the version that the text is for.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The language of the text.
    pub const fn language(self) -> &'static str {
        self.row().language
    }

    /// A name for a file with the text.
    pub const fn file_name(self) -> &'static str {
        self.row().file_name
    }

    const fn row(self) -> Row {
        let (key, name, language, file_name) = match self {
            Self::HalfOpen => ("half-open", "half-open, this crate", "Rust", "policy.rs"),
            Self::Resilience4j => ("resilience4j", "resilience4j 2 with Spring Boot", "YAML", "application.yml"),
            Self::Polly => ("polly", "Polly 8", "C#", "Policy.cs"),
            Self::Tenacity => ("tenacity", "tenacity 9.2", "Python", "policy.py"),
            Self::Pybreaker => ("pybreaker", "pybreaker 1.4", "Python", "policy.py"),
            Self::Cockatiel => ("cockatiel", "cockatiel 3.2", "TypeScript", "policy.ts"),
            Self::Opossum => ("opossum", "opossum 8", "JavaScript", "policy.mjs"),
            Self::Gobreaker => ("gobreaker", "gobreaker 2.4", "Go", "policy.go"),
        };
        Row { key, name, language, file_name }
    }

    /// What begins a comment.
    const fn mark(self) -> &'static str {
        match self {
            Self::Resilience4j | Self::Tenacity | Self::Pybreaker => "#",
            _ => "//",
        }
    }

    const fn writer(self) -> Writer {
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

/// The settings of a lab as configuration for `target`, with a line break at its end.
pub fn text(target: Target, lab: LabId, settings: &Settings) -> String {
    let scenario = Scenario { settings: settings.clone(), ..Scenario::new(lab) };
    let link = link::write(&Tape::new(scenario), &View::default());
    let rules = (lab == LabId::Breaker).then(|| Breaker::new(settings));
    let mut page = Page::new(target.mark(), rules.as_ref().map_or(settings, |rules| &rules.shown));
    page.note(&format!("{}, from the playground half-open: {link}", target.name()));
    let writer = target.writer();
    match (&rules, lab) {
        (Some(_), _) if is_without(settings) => {
            page.note("like = none: there is no breaker, so there is nothing to configure.");
        }
        (Some(rules), _) => {
            rules.note_all(&mut page);
            if target != Target::Tenacity {
                rules.note_mix(&mut page);
            }
            // These can count failures in other ways than in a row.
            if !matches!(target, Target::HalfOpen | Target::Gobreaker | Target::Opossum) {
                rules.note_within(&mut page);
            }
            if !matches!(target, Target::HalfOpen | Target::Tenacity) {
                rules.note_beyond(&mut page, target.name(), target == Target::Resilience4j);
            }
            (writer.breaker)(&mut page, rules);
        }
        (None, LabId::Batch) => (writer.batch)(&mut page),
        (None, _) => {
            // Those without a retry list its settings.
            if !matches!(target, Target::Pybreaker | Target::Opossum | Target::Gobreaker) {
                wait::note_beyond(&mut page, target);
            }
            (writer.retry)(&mut page);
        }
    }
    page.done()
}
