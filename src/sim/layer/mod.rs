//! Layers: policies in the path of a call, one file each. They compose in any order.
//!
//! A layer is told of a request from outside ([`Layer::on_call`]), of the result of what it forwarded
//! ([`Layer::on_result`]), of a timer it set ([`Layer::on_timer`]), of a cancellation from outside
//! ([`Layer::on_cancel`]) and of a time for which it asked on its own behalf ([`Layer::on_wake`]). It answers with
//! [`Effects`] and never calls another layer. What a layer keeps for a request is kept under the request's id; the layer
//! takes it out in `on_result` and in `on_cancel`, of which the last comes where there is no result.
//!
//! Layers are a trait and not an enum, so that a program carries only those that it builds.

pub mod allowance;
pub mod breaker;
pub mod bulkhead;
pub mod chaos;
pub mod deadline;
pub mod fallback;
pub mod general_breaker;
pub mod hedge;
pub mod ladder;
pub mod optimistic;
pub mod placed;
pub mod plan;
pub mod pool;
pub mod rate_limit;
pub mod retry;
pub mod same;
pub mod selection;
pub mod shed;
pub mod steps;
pub mod throttle;
pub mod through;
pub mod timeout;

use core::any::Any;
use core::fmt;
use core::time::Duration;

use super::event::{CallId, CallOutcome, Decided, Event, Numbers};
use super::input::Command;
use super::slots::Id;
use crate::policy::FailureKind;
use crate::policy::breaker::Rejection;
use crate::random::{Address, Purpose, draw};
use crate::time::{Instant, nanos};

/// A request between two levels of a stack.
pub type RequestId = Id;

/// A policy in the path of a call, with what it keeps for each request under way.
pub trait Layer: Any {
    /// The policy's name, such as `breaker`.
    fn name(&self) -> &'static str;

    /// The same layer for another future of the run: a checkpoint.
    fn fork(&self) -> Box<dyn Layer>;

    /// Takes the settings of `other`; they apply from the next decision on, and what is kept for requests stays. A
    /// layer of another kind changes nothing.
    fn adopt(&mut self, other: &dyn Layer) {
        let _ = other;
    }

    /// This layer in the place of `before`, which is of another kind and in the midst of its work, with what that keeps
    /// for requests. Nothing if `before` can go on itself; then its [`Layer::adopt`] takes the settings.
    fn taking_over(&self, before: &dyn Layer) -> Option<Box<dyn Layer>> {
        let _ = before;
        None
    }

    /// The place of another layer, by stack and level, that stands here, too: see [`Same`](same::Same).
    fn stands_for(&self) -> Option<(usize, usize)> {
        None
    }

    /// A request came from outside.
    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let _ = (at, request);
        effects.push(Effect::Forward);
    }

    /// What was forwarded for `request` has come to `outcome`.
    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects);

    /// A timer that was set for `request` is due.
    fn on_timer(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let _ = (at, request, effects);
    }

    /// A time has come for which the layer asked on its own behalf. There is no request to forward or to answer.
    fn on_wake(&mut self, now: Instant, effects: &mut Effects) {
        let _ = (now, effects);
    }

    /// Whether a command of the user would do something at present.
    fn obeys(&self, _: Command) -> bool {
        false
    }

    /// The user commands something. There is no request to forward or to answer.
    fn on_command(&mut self, now: Instant, command: Command, effects: &mut Effects) {
        let _ = (now, command, effects);
    }

    /// `request` was given up from outside: what was kept for it goes, and a permit goes back.
    fn on_cancel(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let _ = (at, request, effects);
    }
}

/// Only the name: code that asks a layer for more would carry the printing of all that it holds.
impl fmt::Debug for dyn Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Clone for Box<dyn Layer> {
    fn clone(&self) -> Self {
        self.fork()
    }
}

/// What a layer may know of the request it is told of.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The present.
    pub now: Instant,
    /// The call that the request serves.
    pub call: CallId,
    /// Attempts asked within the call so far, refused ones included.
    pub asked: u32,
    /// The run's seed.
    pub seed: u64,
    /// The address of the present attempt's luck.
    pub address: Address,
}

impl Context {
    /// A decision of `policy` about this call, by its rule and the numbers that led to it.
    fn decided(&self, policy: &'static str, rule: &'static str, numbers: &[(&'static str, f64)]) -> Decided {
        Decided { policy, rule, call: self.call, numbers: Numbers::new(numbers) }
    }

    /// The random number for a wait after the present attempt.
    pub fn jitter(&self) -> f64 {
        draw(self.seed, Purpose::Jitter, self.address)
    }
}

/// What a layer wants done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// Send an attempt inward on behalf of the request.
    Forward,
    /// Send an attempt to another stack on behalf of the request, by its index: its answer comes as any other result.
    ForwardTo(usize),
    /// Answer the request.
    Reply(CallOutcome),
    /// A breaker refuses the request: it counts as an attempt asked, and the service is not called.
    Refuse(Rejection),
    /// Another policy refuses the request: as [`Effect::Refuse`], told by its decision.
    Reject(Decided),
    /// Call [`Layer::on_timer`] then, unless the request has ended before.
    Timer(Instant),
    /// Give up everything inside the request.
    CancelInner,
    /// Say what happened.
    Emit(Event),
    /// Call [`Layer::on_wake`] then, whichever requests have ended by then.
    Wake(Instant),
}

/// A list of what is wanted, to be added to: one for all layers, so that an answer needs no memory of its own. Each effect
/// is for the request that its layer was told of, unless it says another one.
#[derive(Clone, Debug, Default)]
pub struct Effects(Vec<(Option<RequestId>, Effect)>);

impl Effects {
    /// Adds an effect.
    pub fn push(&mut self, effect: Effect) {
        self.0.push((None, effect));
    }

    /// Adds an effect for another request of the same layer, for one that waited in its queue. Nothing if that has ended.
    pub fn push_for(&mut self, request: RequestId, effect: Effect) {
        self.0.push((Some(request), effect));
    }

    /// Adds effects in order.
    pub fn extend(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.0.extend(effects.into_iter().map(|effect| (None, effect)));
    }

    /// How many there are; those of a layer begin where the list ended before it.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&(Option<RequestId>, Effect)> {
        self.0.get(index)
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// Takes out the effects from one on.
    fn split_off(&mut self, from: usize) -> Vec<(Option<RequestId>, Effect)> {
        self.0.split_off(from)
    }

    /// Makes the effects from one on those of another request.
    fn hand_over(&mut self, from: usize, request: RequestId) {
        for (whose, _) in self.0.iter_mut().skip(from) {
            *whose = Some(request);
        }
    }
}

/// A span in milliseconds, for a decision's numbers.
fn ms(span: Duration) -> f64 {
    nanos(span) as f64 / 1e6
}

/// `layer` as the kind of layer wanted, if it is one.
fn of_kind<L: Layer>(layer: &dyn Layer) -> Option<&L> {
    (layer as &dyn Any).downcast_ref()
}

/// The failure that a retry or a fallback sees in an outcome.
pub(super) fn failure_kind(outcome: CallOutcome) -> Option<FailureKind> {
    match outcome {
        CallOutcome::Success { .. } | CallOutcome::FellBack { .. } => None,
        CallOutcome::Failed { kind, .. } => Some(kind),
        CallOutcome::Refused => Some(FailureKind::Refused),
    }
}
