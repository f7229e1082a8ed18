//! The labs of the playground: a folder each with all that it knows, and a line each in the lists below:
//! what it is called, itself, and what it has for the tools.
//!
//! What a lab supplies, and what it may leave out, says [`Lab`](crate::play::Lab). How it looks is a folder in
//! `app/stage`, with a line in that registry.

pub mod batch;
pub mod breaker;
pub mod cascade;
#[cfg(feature = "fixture")]
pub mod fixture;
pub mod retry;

use crate::late::Late;
use crate::play::code::{self, Listing, Step};
use crate::play::{LabId, Name, Run, Settings, Tooling};

/// What the labs are called, in the order of the tabs.
pub const NAMES: &[Name] = &[
    retry::NAME,
    breaker::NAME,
    batch::NAME,
    cascade::NAME,
    #[cfg(feature = "fixture")]
    fixture::NAME,
];

/// How many labs there are.
pub const COUNT: usize = NAMES.len();

/// The labs, in the same order: the registry.
const ALL: &[LabId] = &[
    retry::ID,
    breaker::ID,
    batch::ID,
    cascade::ID,
    #[cfg(feature = "fixture")]
    fixture::ID,
];

/// The labs that are here: a program in pieces begins with the first.
static LABS: Late<&[LabId]> = Late::new(&[breaker::ID], ALL);

/// What each lab has for the tools, by its name.
pub type Toolings = &'static [(Name, &'static Tooling)];

/// What the labs have for the tools: the registry that only these look into. A lab without a line has nothing for them.
pub const ALL_TOOLINGS: Toolings =
    &[(retry::NAME, &retry::TOOLING), (breaker::NAME, &breaker::TOOLING), (batch::NAME, &batch::TOOLING)];

/// What the labs have for the tools, once that is here; before, none has anything.
pub static TOOLINGS: Late<Toolings> = Late::new(&[], ALL_TOOLINGS);

/// What a program in pieces goes without at first: all labs but the first, and the breaker of the libraries.
#[derive(Clone, Copy, Debug)]
pub struct Rest {
    labs: &'static [LabId],
    general: breaker::General,
}

/// What is to be [added](add) to a program that began without it.
pub const fn rest() -> Rest {
    Rest { labs: ALL, general: breaker::build_general }
}

/// From now on all labs are here.
pub fn add(rest: Rest) {
    LABS.add(rest.labs);
    breaker::GENERAL.add(rest.general);
}

impl LabId {
    /// All labs that are here, in the order of the tabs.
    pub fn all() -> impl Iterator<Item = Self> {
        LABS.get().iter().copied()
    }

    /// The names of all labs in links.
    pub fn keys() -> Vec<&'static str> {
        NAMES.iter().map(|name| name.key).collect()
    }

    /// The lab that is shown where none is named.
    pub const fn first() -> Self {
        breaker::ID
    }

    /// The lab that a link names, if it is here.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|lab| lab.key == key)
    }

    /// What the tools know of the lab.
    pub fn tooling(self) -> &'static Tooling {
        TOOLINGS.get().iter().find(|(name, _)| name.key == self.key).map_or(&Tooling::NONE, |(_, tooling)| tooling)
    }
}

/// The newest decisions of a run, `most` at most, by the sources that it goes through; none where it goes through none.
pub fn steps(run: &Run, most: usize) -> Vec<Step> {
    let listing = Listing::of(run.lab(), run.settings());
    listing.map_or_else(Vec::new, |listing| code::steps(run, listing, most))
}

/// A lab that a test knows by its name.
#[cfg(test)]
pub(crate) fn named(key: &str) -> LabId {
    LabId::from_key(key).unwrap_or_else(LabId::first)
}

impl Listing {
    /// The listings of all labs.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        LabId::all().flat_map(|lab| lab.tooling().listings).copied()
    }

    /// The sources that a lab goes through with these settings; nothing where no policy is at work, or none is shown.
    pub fn of(lab: LabId, settings: &Settings) -> Option<&'static Self> {
        (lab.tooling().listing)(settings)
    }
}
