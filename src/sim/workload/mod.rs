//! Who calls, and when: a file a workload, behind the trait [`Workload`], as the layers are.

mod arrivals;
mod batches;
mod callers;
mod clients;
mod errands;
mod fleet;
mod pipeline;
mod reads;
mod streams;

use core::any::Any;
use core::fmt::{self, Debug, Formatter};

pub use arrivals::{Arrivals, Pace, Spacing};
pub use batches::{Batches, RESTART_TWIN};
pub use callers::{CALLER_PACE, Callers};
pub use clients::Clients;
pub use errands::{Errands, Letters, REPLAY_LETTERS, Replay, is_write};
pub use fleet::{Fleet, Rounds};
pub use pipeline::{Drive, Pipeline, RESTART_PIPELINE};
pub use reads::Reads;
pub use streams::Streams;

use super::event::{CallId, CallOutcome, Event};
use super::input::Command;
use crate::time::Instant;

/// Something that a workload does at a time, by a number that only itself reads.
pub type Turn = u64;

/// What a workload wants done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wish {
    /// Start a call on a stack.
    Call {
        /// The call.
        call: CallId,
        /// The stack, by its index.
        stack: usize,
    },
    /// Take a turn then.
    Turn {
        /// When.
        at: Instant,
        /// Which.
        turn: Turn,
    },
    /// Take a turn then, unless it is moved before. At most one such turn waits.
    MovableTurn {
        /// When.
        at: Instant,
        /// Which.
        turn: Turn,
    },
    /// Take the turn that can be moved at another time; nothing if none waits.
    Move {
        /// When.
        at: Instant,
        /// Which.
        turn: Turn,
    },
    /// Give up all calls under way: who made them is gone. None of them comes to an end.
    GiveUp,
    /// Say what happened.
    Emit(Event),
}

/// Who calls, and when. The engine asks it at the run's start, at each of its turns, and when a call has ended; what it
/// wants done it adds to a list of [`Wish`]es. It says [`Event::Finished`] when the run has come to its end.
pub trait Workload: Any {
    /// The run's seed, before it begins: for a workload whose calls are not all alike.
    fn take_seed(&mut self, _: u64) {}

    /// What happens at the run's start. `stacks` is how many there are to call.
    fn begin(&mut self, stacks: usize, wishes: &mut Vec<Wish>);

    /// A turn has come.
    fn on_turn(&mut self, now: Instant, turn: Turn, wishes: &mut Vec<Wish>);

    /// A call has ended.
    fn on_end(&mut self, now: Instant, call: CallId, outcome: CallOutcome, wishes: &mut Vec<Wish>);

    /// Takes the settings of another workload of its kind, which apply from now on.
    fn adopt(&mut self, now: Instant, other: &dyn Workload, wishes: &mut Vec<Wish>);

    /// A copy for another future.
    fn fork(&self) -> Box<dyn Workload>;

    /// Whether a command of the user would do something at present.
    fn obeys(&self, _: Command) -> bool {
        false
    }

    /// The user commands something.
    fn on_command(&mut self, _: Instant, _: Command, _: &mut Vec<Wish>) {}
}

/// To write all that a workload holds would put the code for it into the page.
impl Debug for dyn Workload {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("workload")
    }
}

impl Clone for Box<dyn Workload> {
    fn clone(&self) -> Self {
        self.fork()
    }
}

/// A workload of a kind, if it is of that kind.
pub fn of_kind<W: Workload>(workload: &dyn Workload) -> Option<&W> {
    let any: &dyn Any = workload;
    any.downcast_ref()
}
