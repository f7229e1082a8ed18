//! Layers: policies in the path of a call. They compose in any order.
//!
//! A layer is told of a request from outside ([`Layer::on_call`]), of the result of what it forwarded
//! ([`Layer::on_result`]), of a timer it set ([`Layer::on_timer`]) and of a cancellation from outside
//! ([`Layer::on_cancel`]). It answers with [`Effect`]s and never calls another layer. What a layer keeps for a request
//! is kept under the request's id and goes with it.

use core::time::Duration;

use super::event::{CallId, CallOutcome, Event};
use super::keyed::Keyed;
use crate::policy::breaker::{self, Breaker, Decision, Permit, Rejection, Transition};
use crate::policy::retry::{Course, Next, Retry};
use crate::policy::timeout::{Deadline, Timeout};
use crate::policy::{ConfigError, FailureKind};
use crate::random::{Address, Purpose, draw};
use crate::time::Instant;

/// A request between two levels of a stack.
pub type RequestId = u64;

/// What a layer is like at present.
#[derive(Clone, Debug, PartialEq)]
pub enum LayerConfig {
    /// A circuit breaker.
    Breaker(breaker::Settings),
    /// Retries with backoff.
    Retry(Retry),
    /// A limit on the time of what is inside.
    Timeout(Timeout),
    /// A fallback in the place of a failure, so that what is outside never fails.
    Fallback,
}

/// A layer of a run.
#[derive(Debug)]
pub enum Layer {
    /// See [`LayerConfig::Breaker`].
    Breaker {
        /// The state machine.
        breaker: Breaker,
        /// The permits of the requests under way.
        permits: Keyed<RequestId, Permit>,
    },
    /// See [`LayerConfig::Retry`].
    Retry {
        /// The policy.
        retry: Retry,
        /// Where each request under way stands.
        courses: Keyed<RequestId, Course>,
    },
    /// See [`LayerConfig::Timeout`].
    Timeout {
        /// The policy.
        timeout: Timeout,
        /// The deadlines of the requests under way.
        deadlines: Keyed<RequestId, Deadline>,
    },
    /// See [`LayerConfig::Fallback`].
    Fallback,
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
    /// The draw for a wait after the present attempt.
    fn jitter(&self) -> f64 {
        draw(self.seed, Purpose::Jitter, self.address)
    }
}

/// What a layer wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send an attempt inward on behalf of the request.
    Forward,
    /// Answer the request.
    Reply(CallOutcome),
    /// Refuse the request: it counts as an attempt asked, and the service is not called.
    Refuse(Rejection),
    /// Call [`Layer::on_timer`] then, unless the request has ended before.
    Timer(Instant),
    /// Give up everything inside the request.
    CancelInner,
    /// Say what happened.
    Emit(Event),
}

/// A checkpoint of a run copies the permits under way together with the breaker that issued them.
impl Clone for Layer {
    fn clone(&self) -> Self {
        match self {
            Self::Breaker { breaker, permits } => Self::Breaker { breaker: breaker.clone(), permits: fork(permits) },
            Self::Retry { retry, courses } => Self::Retry { retry: retry.clone(), courses: courses.clone() },
            Self::Timeout { timeout, deadlines } => {
                Self::Timeout { timeout: timeout.clone(), deadlines: deadlines.clone() }
            }
            Self::Fallback => Self::Fallback,
        }
    }
}

impl Layer {
    /// A layer as configured. The error names the setting that makes no sense.
    pub fn new(config: &LayerConfig) -> Result<Self, ConfigError> {
        Ok(match config {
            LayerConfig::Breaker(settings) => {
                Self::Breaker { breaker: Breaker::new(settings.clone())?, permits: Keyed::new() }
            }
            LayerConfig::Retry(retry) => Self::Retry { retry: retry.clone(), courses: Keyed::new() },
            LayerConfig::Timeout(timeout) => Self::Timeout { timeout: timeout.clone(), deadlines: Keyed::new() },
            LayerConfig::Fallback => Self::Fallback,
        })
    }

    /// Takes new settings; they apply from the layer's next decision on. A config of another kind changes nothing.
    pub fn configure(&mut self, config: &LayerConfig) -> Result<(), ConfigError> {
        match (self, config) {
            (Self::Breaker { breaker, .. }, LayerConfig::Breaker(settings)) => breaker.configure(settings.clone())?,
            (Self::Retry { retry, .. }, LayerConfig::Retry(new)) => *retry = new.clone(),
            (Self::Timeout { timeout, .. }, LayerConfig::Timeout(new)) => *timeout = new.clone(),
            _ => {}
        }
        Ok(())
    }

    /// A request came from outside.
    pub fn on_call(&mut self, at: Context, request: RequestId) -> Vec<Effect> {
        match self {
            Self::Breaker { breaker, permits } => {
                let admission = breaker.admit(at.now);
                let mut effects = transitions(admission.transitions);
                match admission.decision {
                    Decision::Admitted(permit) => {
                        effects.extend(probe(breaker, at, &permit));
                        permits.insert(request, permit);
                        effects.push(Effect::Forward);
                    }
                    Decision::Rejected(rejection) => effects.push(Effect::Refuse(rejection)),
                }
                effects
            }
            Self::Retry { retry, courses } => {
                courses.insert(request, retry.begin());
                vec![Effect::Forward]
            }
            Self::Timeout { timeout, deadlines } => {
                let deadline = timeout.start(at.now);
                deadlines.insert(request, deadline);
                vec![Effect::Timer(deadline.at), Effect::Forward]
            }
            Self::Fallback => vec![Effect::Forward],
        }
    }

    /// What was forwarded for `request` has come to `outcome`.
    pub fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome) -> Vec<Effect> {
        match self {
            Self::Breaker { breaker, permits } => {
                let mut effects =
                    permits.remove(request).map_or_else(Vec::new, |permit| record(breaker, at, permit, outcome));
                effects.push(Effect::Reply(outcome));
                effects
            }
            Self::Retry { retry, courses } => match (failure_kind(outcome), courses.get_mut(request)) {
                (Some(kind), Some(course)) => match retry.on_failure(course, kind, at.jitter()) {
                    Next::Again { delay, .. } if delay.total > Duration::ZERO => {
                        let until = at.now.after(delay.total);
                        let waiting = Event::Waiting { call: at.call, attempt: at.asked + 1, delay, until };
                        vec![Effect::Emit(waiting), Effect::Timer(until)]
                    }
                    Next::Again { .. } => vec![Effect::Forward],
                    Next::GiveUp(reason) => {
                        courses.remove(request);
                        vec![Effect::Reply(CallOutcome::Failed { kind, reason: Some(reason) })]
                    }
                },
                _ => {
                    courses.remove(request);
                    vec![Effect::Reply(outcome)]
                }
            },
            Self::Timeout { deadlines, .. } => {
                deadlines.remove(request);
                vec![Effect::Reply(outcome)]
            }
            Self::Fallback => {
                vec![Effect::Reply(failure_kind(outcome).map_or(outcome, |kind| CallOutcome::FellBack { kind }))]
            }
        }
    }

    /// A timer that was set for `request` is due.
    pub fn on_timer(&mut self, at: Context, request: RequestId) -> Vec<Effect> {
        match self {
            Self::Breaker { breaker, .. } => transitions(breaker.poll(at.now)),
            Self::Retry { .. } => vec![Effect::Forward],
            Self::Timeout { deadlines, .. } => {
                let Some(expired) = deadlines.remove(request).and_then(|deadline| deadline.expired(at.now)) else {
                    return Vec::new();
                };
                vec![
                    Effect::Emit(Event::TimedOut { call: at.call, attempt: at.asked, limit: expired.limit }),
                    Effect::CancelInner,
                    Effect::Reply(CallOutcome::Failed { kind: FailureKind::Timeout, reason: None }),
                ]
            }
            Self::Fallback => Vec::new(),
        }
    }

    /// `request` was given up from outside: what was kept for it goes, and a permit goes back.
    pub fn on_cancel(&mut self, at: Context, request: RequestId) -> Vec<Effect> {
        match self {
            Self::Breaker { breaker, permits } => {
                permits.remove(request).map_or_else(Vec::new, |permit| transitions(breaker.cancel(at.now, permit)))
            }
            Self::Retry { courses, .. } => {
                courses.remove(request);
                Vec::new()
            }
            Self::Timeout { deadlines, .. } => {
                deadlines.remove(request);
                Vec::new()
            }
            Self::Fallback => Vec::new(),
        }
    }
}

/// The permits under way for another future of the same run.
fn fork(permits: &Keyed<RequestId, Permit>) -> Keyed<RequestId, Permit> {
    let mut copies = Keyed::new();
    for (request, permit) in permits.iter() {
        copies.insert(request, permit.fork());
    }
    copies
}

/// The failure that a retry or a fallback sees in an outcome.
fn failure_kind(outcome: CallOutcome) -> Option<FailureKind> {
    match outcome {
        CallOutcome::Success { .. } | CallOutcome::FellBack { .. } => None,
        CallOutcome::Failed { kind, .. } => Some(kind),
        CallOutcome::Refused => Some(FailureKind::Refused),
    }
}

fn transitions(made: Vec<Transition>) -> Vec<Effect> {
    made.into_iter().map(|transition| Effect::Emit(Event::Transition(transition))).collect()
}

/// What there is to say and to watch when a permit is for a probe.
fn probe(breaker: &Breaker, at: Context, permit: &Permit) -> Vec<Effect> {
    let Some(lease_until) = permit.lease_until() else { return Vec::new() };
    let under_way = match breaker.progress(at.now) {
        breaker::Progress::Probing { under_way, .. } => under_way,
        _ => 1,
    };
    let started = Event::ProbeStarted { call: at.call, under_way, lease_until };
    vec![Effect::Emit(started), Effect::Timer(lease_until)]
}

/// Reports a result to the breaker and says what it made of it.
fn record(breaker: &mut Breaker, at: Context, permit: Permit, result: CallOutcome) -> Vec<Effect> {
    let outcome = match result {
        CallOutcome::Success { .. } | CallOutcome::FellBack { .. } => breaker::Outcome::Success,
        CallOutcome::Failed { .. } => breaker::Outcome::Failure,
        // A refusal by another layer inside says nothing about the service.
        CallOutcome::Refused => breaker::Outcome::Ignored,
    };
    // A lease that has run out comes before the result that it makes late.
    let mut effects = transitions(breaker.poll(at.now));
    let recorded = breaker.report(at.now, permit, outcome);
    let said = match recorded.effect {
        breaker::Effect::Late { applied } => Event::Late { call: at.call, outcome, applied },
        breaker::Effect::Counted | breaker::Effect::Ignored => {
            Event::Counted { call: at.call, outcome, progress: recorded.progress }
        }
    };
    effects.push(Effect::Emit(said));
    effects.extend(transitions(recorded.transitions));
    effects
}
