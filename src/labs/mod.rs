//! The labs of the playground: a folder each with all that it knows, and a line each in the registry.
//!
//! What a lab supplies, and what it may leave out, says [`Lab`](crate::play::Lab). How it looks is a folder in
//! `app/stage`, with a line in that registry.

pub mod batch;
pub mod breaker;
#[cfg(feature = "fixture")]
pub mod fixture;
pub mod retry;

use crate::play::LabId;
use crate::play::code::Listing;

/// The labs, in the order of the tabs: the registry.
static LABS: &[LabId] = &[
    retry::ID,
    breaker::ID,
    batch::ID,
    #[cfg(feature = "fixture")]
    fixture::ID,
];

/// How many labs there are.
pub const COUNT: usize = LABS.len();

impl LabId {
    /// All labs, in the order of the tabs.
    pub fn all() -> impl Iterator<Item = Self> {
        LABS.iter().copied()
    }

    /// The names of all labs in links.
    pub fn keys() -> Vec<&'static str> {
        Self::all().map(|lab| lab.key).collect()
    }

    /// The lab that is shown where none is named.
    pub const fn first() -> Self {
        breaker::ID
    }

    /// The lab that a link names.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|lab| lab.key == key)
    }
}

/// A lab that a test knows by its name.
#[cfg(test)]
pub(crate) fn named(key: &str) -> LabId {
    LabId::from_key(key).unwrap_or_else(LabId::first)
}

impl Listing {
    /// The listings of all labs.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        LabId::all().flat_map(|lab| lab.listings).copied()
    }
}
