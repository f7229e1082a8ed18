//! What a user did during a run.

use super::event::ServiceId;
use super::mix::Mix;
use super::order::Order;
use crate::decimal;
use crate::policy::Kinds;
use crate::time::Instant;

/// A setting's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A number in link units.
    Number(f64),
    /// The index of a choice.
    Choice(usize),
    /// Kinds of failure with their shares.
    Mix(Mix),
    /// Some kinds of failure.
    Kinds(Kinds),
    /// Some of several named things in an order, each by its index.
    Order(Order),
}

impl Value {
    /// The value that is read where this one was written.
    pub fn written(self) -> Self {
        match self {
            Self::Number(number) => Self::Number(decimal::rounded(number)),
            Self::Choice(_) | Self::Mix(_) | Self::Kinds(_) | Self::Order(_) => self,
        }
    }
}

/// One of two runs with the same random numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lane {
    /// The first; the only one where there is one run.
    #[default]
    A,
    /// The second.
    B,
}

impl Lane {
    /// Both, in order.
    pub const ALL: [Self; 2] = [Self::A, Self::B];

    /// The name in attributes and exports.
    pub const fn key(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }

    /// The name on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
        }
    }

    /// What stands before a word of the link that is about this lane alone.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::A => "a.",
            Self::B => "b.",
        }
    }

    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// The lanes in which an input acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lanes {
    /// In both; also where there is one run.
    #[default]
    Both,
    /// In one of the two.
    Only(Lane),
}

impl Lanes {
    /// Whether a lane is among them.
    pub fn has(self, lane: Lane) -> bool {
        match self {
            Self::Both => true,
            Self::Only(one) => one == lane,
        }
    }
}

impl Action {
    /// The action that is read where this one was written.
    pub fn written(self) -> Self {
        match self {
            Self::Set { key, value } => Self::Set { key, value: value.written() },
            other => other,
        }
    }
}

/// Something the user did, with its virtual time in whole milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Input {
    /// When. It comes after the events of that moment.
    pub at: Instant,
    /// In which lanes.
    pub lanes: Lanes,
    /// What.
    pub action: Action,
}

/// What a user can do to a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// A setting was changed.
    Set {
        /// Its key in the lab's table of parameters.
        key: &'static str,
        /// Its new value.
        value: Value,
    },
    /// From now on every attempt that starts at the service fails, after its normal latency.
    Kill {
        /// The service.
        service: ServiceId,
    },
    /// The Kill is removed; the failure rate stays what it is.
    Recover {
        /// The service.
        service: ServiceId,
    },
    /// Something that only the workload of one lab knows.
    Command(Command),
}

/// Something that the user can command in one lab, as a link writes it: `twin~restart`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// About what.
    pub word: &'static str,
    /// What is to be done.
    pub argument: &'static str,
    /// What exports call it.
    pub exported: &'static str,
}
