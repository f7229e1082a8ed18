//! What happened: the engine's only output. Pictures, sentences, numbers, plots and exports are all made from these.

pub mod breaker;

use core::fmt::{self, Debug, Formatter};
use core::ops::Deref;
use core::time::Duration;

use breaker::{Progress, Transition};

use super::input::Input;
use super::paint::{Stroke, Track};
use crate::policy::FailureKind;
use crate::policy::backoff::Delay;
use crate::policy::breaker::{Outcome, Rejection};
use crate::policy::partial::Lack;
use crate::policy::retry::Reason;
use crate::time::Instant;

/// A service by its number in the lab; `S1` is 1.
pub type ServiceId = u32;

/// One wish of a caller, refused ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CallId {
    /// The caller, from 0; in the batch lab the sensor's number.
    pub caller: u32,
    /// The caller's wish, from 1; in the retry lab the read, in the batch lab the batch.
    pub number: u64,
}

/// Services of a batch, those with the numbers 0 to 63. Such a set is a plain value, so an event is one, too, and copying
/// one costs no more than its bytes.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Services(u64);

impl Debug for Services {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Services {
    /// The most that a batch can have.
    pub const MOST: u32 = u64::BITS;

    /// Whether a service is among them.
    pub fn contains(self, service: ServiceId) -> bool {
        service < Self::MOST && self.0 >> service & 1 == 1
    }

    /// The services, by their numbers in order.
    pub fn iter(self) -> impl Iterator<Item = ServiceId> {
        (0..Self::MOST).filter(move |&service| self.contains(service))
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many there are.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The set as a number, with a bit for each service.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Their names: `S1, S3` with a comma `between` them.
    pub fn names(self, between: &str) -> String {
        self.iter().map(|service| format!("S{service}")).collect::<Vec<_>>().join(between)
    }
}

/// The services with these numbers. One above 63 has no place among them.
impl FromIterator<ServiceId> for Services {
    fn from_iter<I: IntoIterator<Item = ServiceId>>(services: I) -> Self {
        let below = services.into_iter().filter(|&service| service < Self::MOST);
        Self(below.fold(0, |all, service| all | 1 << service))
    }
}

/// An event with its virtual time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// When it happened.
    pub at: Instant,
    /// What happened.
    pub event: Event,
}

/// What fixed an attempt's result when it started.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Luck {
    /// The attempt's random number, in [0, 1).
    pub draw: f64,
    /// The service's failure rate at the start: the attempt fails if `draw < rate`.
    pub rate: f64,
    /// What makes the attempt fail whatever its random number, if something does.
    pub trouble: Option<Trouble>,
    /// How it fails, if it fails.
    pub kind: FailureKind,
}

/// What makes an attempt fail whatever its random number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The user killed the service.
    Killed,
    /// The service is in an outage of its settings.
    Outage,
    /// The service has no room for the attempt: no worker and no place in its queue, or no call left in the slot.
    Full,
    /// The service did its own work, and the one behind it gave no answer.
    Behind,
}

impl Luck {
    /// Whether the attempt fails.
    pub fn fails(self) -> bool {
        self.trouble.is_some() || self.draw < self.rate
    }

    /// Whether the service was killed.
    pub fn killed(self) -> bool {
        self.trouble == Some(Trouble::Killed)
    }
}

/// How a call ended, as its caller sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CallOutcome {
    /// It got a value.
    Success {
        /// What the service answered.
        value: f64,
    },
    /// Its last attempt failed; with a retry around it, the reason why there was no further one.
    Failed {
        /// The last attempt's failure.
        kind: FailureKind,
        /// Why it was not tried again, if a retry decided so.
        reason: Option<Reason>,
    },
    /// A breaker refused it: a fast fail.
    Refused,
    /// A fallback took the place of the value, so the batch goes on without it.
    FellBack {
        /// The failure that the fallback hides.
        kind: FailureKind,
    },
}

/// A stated limit of the engine that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// A caller asked again at the very instant of its last outcome and had to wait a millisecond.
    CallerPace,
}

/// The numbers that led to a decision, each by its name and unit, such as `("wait_ms", 120.0)`: five at most.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Numbers {
    numbers: [(&'static str, f64); 5],
    count: usize,
}

impl Numbers {
    /// The first five of some numbers.
    pub fn new(numbers: &[(&'static str, f64)]) -> Self {
        let mut kept = Self::default();
        debug_assert!(numbers.len() <= kept.numbers.len(), "a decision has five numbers at most");
        for (place, &number) in kept.numbers.iter_mut().zip(numbers) {
            *place = number;
            kept.count += 1;
        }
        kept
    }
}

impl Deref for Numbers {
    type Target = [(&'static str, f64)];

    fn deref(&self) -> &Self::Target {
        self.numbers.get(..self.count).unwrap_or_default()
    }
}

impl Debug for Numbers {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// A policy's decision, described by itself: code that shows or exports it needs to know nothing of the policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decided {
    /// The policy, such as `bulkhead`.
    pub policy: &'static str,
    /// The rule that decided, such as `queued`. It is named once in the policy's source.
    pub rule: &'static str,
    /// The call it is about.
    pub call: CallId,
    /// The numbers that led to it.
    pub numbers: Numbers,
}

/// What happens to a request at a layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LayerStep {
    /// It came from outside.
    In,
    /// The layer sent it inward, perhaps once more.
    Out,
    /// The layer itself does what the next event says, and what follows it at once: it waits, refuses, cuts off, counts.
    Decides,
    /// The layer answered what is outside.
    Back {
        /// With what.
        outcome: CallOutcome,
    },
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// A call's time has come, and it has to wait for the one before it.
    Due {
        /// The call.
        call: CallId,
        /// Calls that are due and have not started, this one included.
        backlog: u64,
    },
    /// A caller wants something.
    CallStarted {
        /// The call.
        call: CallId,
    },
    /// An attempt set out to a service.
    AttemptStarted {
        /// The service.
        service: ServiceId,
        /// The call.
        call: CallId,
        /// The attempt, from 1.
        attempt: u32,
        /// When its result comes; never ([`Instant::MAX`]) where that is not known, as at a service with a queue.
        ends: Instant,
    },
    /// An attempt found no free worker and stands in the service's queue.
    Queued {
        /// The service.
        service: ServiceId,
        /// The call.
        call: CallId,
        /// The attempt, from 1.
        attempt: u32,
        /// Attempts in the queue, this one included.
        queued: u32,
    },
    /// A worker of a service has taken an attempt up.
    WorkStarted {
        /// The service.
        service: ServiceId,
        /// The call.
        call: CallId,
        /// The attempt, from 1.
        attempt: u32,
        /// Workers that are busy, this one included.
        busy: u32,
        /// Attempts that still stand in the queue.
        queued: u32,
    },
    /// A worker is free again.
    WorkEnded {
        /// The service.
        service: ServiceId,
        /// The call.
        call: CallId,
        /// The attempt, from 1.
        attempt: u32,
        /// Workers that are still busy.
        busy: u32,
        /// If its caller had gone: how long it worked for nobody.
        wasted: Option<Duration>,
    },
    /// An attempt's result came.
    AttemptEnded {
        /// The service.
        service: ServiceId,
        /// The call.
        call: CallId,
        /// The attempt, from 1.
        attempt: u32,
        /// What decided the result.
        luck: Luck,
        /// The value, if it succeeded.
        value: Option<f64>,
    },
    /// An attempt was given up from outside before its result came.
    AttemptCancelled {
        /// The service.
        service: ServiceId,
        /// The call.
        call: CallId,
        /// The attempt, from 1.
        attempt: u32,
    },
    /// A timeout ended an attempt.
    TimedOut {
        /// The call.
        call: CallId,
        /// The attempt, from 1.
        attempt: u32,
        /// The timeout's limit.
        limit: Duration,
    },
    /// A breaker refused an attempt: a fast fail. The service was not called.
    Refused {
        /// The call.
        call: CallId,
        /// The attempt, from 1.
        attempt: u32,
        /// Why, and when to come back.
        rejection: Rejection,
        /// The service's present latency, which the caller did not have to wait.
        saved: Duration,
        /// What would have decided the attempt, had it been made at that moment.
        luck: Luck,
    },
    /// A half-open breaker lets a call wait until its probe has answered; then the call is asked about again.
    Held {
        /// The call.
        call: CallId,
        /// Calls that wait, this one included.
        waiting: u32,
    },
    /// A half-open breaker let a probe through.
    ProbeStarted {
        /// The call.
        call: CallId,
        /// Probes under way, this one included.
        under_way: u32,
        /// When the probe counts as failed if no result has come.
        lease_until: Instant,
    },
    /// A breaker took note of a result.
    Counted {
        /// The call.
        call: CallId,
        /// The result.
        outcome: Outcome,
        /// How far the breaker now is from its next decision.
        progress: Progress,
    },
    /// A result of an earlier generation reached a breaker.
    Late {
        /// The call.
        call: CallId,
        /// The result.
        outcome: Outcome,
        /// Whether it was applied to the present state; dropped otherwise.
        applied: bool,
    },
    /// A result of an earlier generation reached a breaker that was not closed, and only its trip rule was told: it is
    /// nothing to the probes.
    LateForTripRule {
        /// The call.
        call: CallId,
        /// The result.
        outcome: Outcome,
    },
    /// A breaker changed its state.
    Transition(Transition),
    /// A retry waits before the next attempt.
    Waiting {
        /// The call.
        call: CallId,
        /// The attempt that follows the wait.
        attempt: u32,
        /// The wait and how it came about.
        delay: Delay,
        /// When the next attempt starts.
        until: Instant,
    },
    /// A request came to a layer that tells of it, or left it; see [`Placed`](super::layer::placed::Placed).
    AtLayer {
        /// The call.
        call: CallId,
        /// Where the layer stands, from 1 for the outermost.
        place: u32,
        /// What happened there.
        step: LayerStep,
    },
    /// A call ended.
    CallEnded {
        /// The call.
        call: CallId,
        /// Attempts made or refused.
        attempts: u32,
        /// How.
        outcome: CallOutcome,
    },
    /// A batch's reads set out together.
    BatchStarted {
        /// The batch, from 1.
        batch: u64,
    },
    /// A batch is complete: every read gave a value or its fallback.
    BatchEnded {
        /// The batch.
        batch: u64,
        /// Values that arrived.
        available: u32,
        /// Reads of the batch.
        total: u32,
        /// Sensors without a value.
        unavailable: Services,
        /// What it lacks to be an answer; its values are lost then.
        lack: Option<Lack>,
    },
    /// The reads of a batch have ended, and it waits for its turn at the service behind.
    Gathered {
        /// The batch.
        batch: u64,
        /// Values that arrived.
        available: u32,
        /// Reads of the batch.
        total: u32,
        /// Sensors without a value.
        unavailable: Services,
    },
    /// A batch has left a pipeline; its end follows.
    Delivered {
        /// The batch.
        batch: u64,
        /// Whether it was enriched; else it is kept as it is, with a flag.
        enriched: bool,
        /// How much later that was than if nothing had failed and nothing had waited.
        late: Duration,
    },
    /// A pipeline without degradation stopped at its first failure.
    Crashed {
        /// The batch.
        batch: u64,
        /// The service that failed.
        service: ServiceId,
        /// When it is up again, if it comes back by itself.
        back_at: Option<Instant>,
    },
    /// A batch was lost: it was in hand when the pipeline crashed, or due while it was down.
    Lost {
        /// The batch.
        batch: u64,
        /// The values that were wanted.
        values: u32,
    },
    /// A pipeline that had crashed is up again.
    Restarted {
        /// How long it was down.
        down: Duration,
    },
    /// What the all-or-nothing twin made of the same batch.
    Twin {
        /// The batch.
        batch: u64,
        /// Its fate.
        fate: TwinFate,
    },
    /// A policy decided something that has no event of its own.
    Decided(Decided),
    /// The user did something.
    Applied(Input),
    /// A painted stroke begins, or the last one is over and nothing is painted behind it.
    Painted {
        /// Where.
        track: Track,
        /// What applies from now on; the setting if nothing.
        stroke: Option<Stroke>,
    },
    /// A stated limit was reached.
    LimitReached(Limit),
    /// The run has come to its end.
    Finished,
}

/// What a batch came to without fallbacks, where the first failed read stops everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TwinFate {
    /// All reads succeeded, so the values were kept.
    Kept {
        /// Values of the batch.
        values: u32,
    },
    /// A read failed and the twin crashed: the batch is lost.
    Crashed {
        /// The first failed sensor, in the order S0 to S4.
        sensor: ServiceId,
    },
    /// The twin was still down from an earlier crash.
    Down,
    /// The user started it again.
    Restarted,
    /// It has come back by itself, and reads this batch.
    Back {
        /// How long that takes after a crash.
        after: Duration,
    },
}
