//! The labs of the playground: a folder each with all that it knows, and a line each in the lists below:
//! what it is called, itself, and what it has for the tools.
//!
//! What a lab supplies, and what it may leave out, says [`Lab`](crate::play::Lab). How it looks is a folder in
//! `app/stage`, with a line in that registry.

pub mod batch;
pub mod breaker;
pub mod bulkhead;
pub mod cascade;
pub mod clinic;
pub mod dashboard;
pub mod fallback;
#[cfg(feature = "fixture")]
pub mod fixture;
pub mod pipeline;
pub mod published;
pub mod retry;
pub mod sensors;
pub mod stack;
pub mod storm;
mod waits;

use crate::late::Late;
use crate::play::code::{self, Listing, Step};
use crate::play::{LabId, Name, Run, Settings, Tooling};

/// What the labs are called, in the order of the tabs. It is a path: each lab ends with the question that the next one
/// answers, group by group.
pub const NAMES: &[Name] = &[
    retry::NAME,
    breaker::NAME,
    batch::NAME,
    stack::NAME,
    pipeline::NAME,
    storm::NAME,
    cascade::NAME,
    bulkhead::NAME,
    fallback::NAME,
    dashboard::NAME,
    clinic::NAME,
    #[cfg(feature = "fixture")]
    fixture::NAME,
];

/// What the lab that comes next on the path is called; nothing after the last one.
pub fn after(lab: LabId) -> Option<&'static Name> {
    NAMES.iter().skip_while(|name| name.key != lab.key).nth(1)
}

/// How many labs there are.
pub const COUNT: usize = NAMES.len();

/// The labs of the lecture: a part of the registry, which is a piece of its own in a program of pieces.
const LECTURE: &[LabId] = &[retry::ID, breaker::ID, batch::ID, stack::ID, pipeline::ID];

/// The first labs beyond it, a piece as well.
const BEYOND: &[LabId] = &[storm::ID, cascade::ID, bulkhead::ID, fallback::ID];

/// The labs that follow, the last piece.
const FURTHER: &[LabId] = &[
    dashboard::ID,
    clinic::ID,
    #[cfg(feature = "fixture")]
    fixture::ID,
];

/// The labs that are here: a program in pieces begins with the first.
static LABS: [Late<&[LabId]>; 3] =
    [Late::new(&[breaker::ID], LECTURE), Late::new(&[], BEYOND), Late::new(&[], FURTHER)];

/// What each lab has for the tools, by its name.
pub type Toolings = &'static [(Name, &'static Tooling)];

/// What the labs have for the tools: the registry that only these look into. A lab without a line has nothing for them.
pub const ALL_TOOLINGS: Toolings = &[
    (retry::NAME, &retry::TOOLING),
    (breaker::NAME, &breaker::TOOLING),
    (batch::NAME, &batch::TOOLING),
    (stack::NAME, &stack::TOOLING),
    (pipeline::NAME, &pipeline::TOOLING),
    (storm::NAME, &storm::TOOLING),
    (cascade::NAME, &cascade::TOOLING),
    (bulkhead::NAME, &bulkhead::TOOLING),
    (fallback::NAME, &fallback::TOOLING),
    (dashboard::NAME, &dashboard::TOOLING),
    (clinic::NAME, &clinic::TOOLING),
];

/// What the labs have for the tools, once that is here; before, none has anything.
pub static TOOLINGS: Late<Toolings> = Late::new(&[], ALL_TOOLINGS);

/// What a program in pieces goes without at first: the labs but the first, in three pieces, and the breaker of the libraries.
#[derive(Clone, Copy, Debug)]
pub struct Rest {
    labs: &'static [LabId],
    libraries: breaker::Libraries,
}

/// What is to be [added](add) to a program that began without it.
pub const fn rest() -> Rest {
    Rest { labs: LECTURE, libraries: breaker::libraries() }
}

/// The first labs beyond the lecture, which are to be added with it.
pub const fn beyond() -> &'static [LabId] {
    BEYOND
}

/// The labs that follow, likewise.
pub const fn further() -> &'static [LabId] {
    FURTHER
}

/// From now on all labs are here.
pub fn add(rest: Rest, beyond: [&'static [LabId]; 2]) {
    for (part, labs) in LABS.iter().zip([rest.labs].into_iter().chain(beyond)) {
        part.add(labs);
    }
    breaker::add(rest.libraries);
}

impl LabId {
    /// All labs that are here, in the order of the tabs.
    pub fn all() -> impl Iterator<Item = Self> {
        LABS.iter().flat_map(Late::get).copied()
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

#[cfg(test)]
mod tests {
    use super::{LabId, NAMES, after};
    use crate::play::Group;

    /// The whole path. Labs that are not there are passed over.
    const PATH: [&str; 11] = [
        "retry",
        "breaker",
        "batch",
        "stack",
        "pipeline",
        "storm",
        "cascade",
        "bulkhead",
        "fallback",
        "dashboard",
        "clinic",
    ];

    fn on_the_path() -> Vec<LabId> {
        LabId::all().filter(|lab| PATH.contains(&lab.key)).collect()
    }

    #[test]
    fn the_labs_stand_in_the_order_of_the_path() {
        let there: Vec<&str> = on_the_path().into_iter().map(|lab| lab.key).collect();
        let wanted: Vec<&str> = PATH.into_iter().filter(|key| there.contains(key)).collect();
        assert_eq!(there, wanted);
        // The first five are the lecture's.
        let in_lecture = |lab: &LabId| PATH.iter().take(5).any(|key| *key == lab.key);
        for lab in on_the_path() {
            assert_eq!(lab.group == Group::Lecture, in_lecture(&lab), "{lab:?}");
        }
        for (lab, name) in LabId::all().zip(NAMES) {
            assert_eq!((lab.key, lab.title, lab.group), (name.key, name.title, name.group));
        }
    }

    #[test]
    fn each_lab_says_what_it_is_about_and_ends_with_a_question() {
        for lab in on_the_path() {
            assert!(lab.about.ends_with('.'), "{lab:?}: {}", lab.about);
            assert!(lab.next.ends_with('?'), "{lab:?}: {}", lab.next);
        }
    }

    #[test]
    fn each_lab_says_when_its_mechanism_helps_and_harms_and_what_to_use_instead() {
        for lab in on_the_path() {
            for line in lab.when {
                assert!(line.len() > 40 && line.ends_with('.'), "{lab:?}: {line}");
            }
        }
    }

    #[test]
    fn from_each_lab_the_path_leads_to_the_next_one_that_is_there() {
        let all: Vec<LabId> = LabId::all().collect();
        for pair in all.windows(2) {
            assert_eq!(after(pair[0]).map(|name| name.key), Some(pair[1].key));
        }
        assert_eq!(all.last().and_then(|lab| after(*lab)), None);
    }
}
