//! What a user did during a run.

use super::event::ServiceId;
use crate::time::Instant;

/// A setting's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A number in link units.
    Number(f64),
    /// The index of a choice.
    Choice(usize),
}

/// Something the user did, with its virtual time in whole milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Input {
    /// When. It comes after the events of that moment.
    pub at: Instant,
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
    /// The all-or-nothing twin of the batch lab is started again.
    RestartTwin,
}
