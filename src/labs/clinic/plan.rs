//! A case as plain data: who calls, what the services are like, and which layers stand before them. A world is built of it.

use core::time::Duration;

use super::mistakes::breaker::{Fault, FaultyBreaker};
use super::mistakes::crash::CrashLayer;
use super::mistakes::leak::LeakyPool;
use super::visits::{Coming, Visits, Watch};
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::breaker::general::{self, GeneralBreaker, MeasuredFrom};
use crate::policy::breaker::{self, Counts, IgnoredCounts, Late, Probes, Trip};
use crate::policy::bulkhead;
use crate::policy::retry::selection::{Learning, OperationType};
use crate::policy::retry::{Retried, Retry};
use crate::policy::share::Share;
use crate::policy::timeout::Timeout;
use crate::policy::{ConfigError, FailureKind};
use crate::sim::World;
use crate::sim::layer::Layer;
use crate::sim::layer::breaker::BreakerLayer;
use crate::sim::layer::bulkhead::BulkheadLayer;
use crate::sim::layer::fallback::FallbackLayer;
use crate::sim::layer::general_breaker::GeneralBreakerLayer;
use crate::sim::layer::retry::RetryLayer;
use crate::sim::layer::same::Same;
use crate::sim::layer::selection::SelectionLayer;
use crate::sim::layer::timeout::TimeoutLayer;
use crate::sim::mix::Mix;
use crate::sim::service::{Capacity, Outage, ServiceConfig, Symptom};
use crate::time::{Instant, span_from_seconds};

/// The services, by their names on the page; a case uses the first of them.
pub const SERVICES: [&str; 3] = ["S1", "S2", "S3"];
/// How long each case runs, in seconds.
pub const LENGTH: f64 = 40.0;
/// The stack of the requests that are wrong: they go to S1, and cannot succeed.
const WRONG: usize = 3;
/// Half of all time: how long a limit is that is off.
const NEVER: Duration = Duration::from_nanos(u64::MAX / 2);

/// The layers before a service, outermost first, and whether each is one for all services.
type Layers = Vec<(bool, Box<dyn Layer>)>;

/// A case, or what the learner has made of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Seconds from one moment at which calls start to the next.
    pub every: f64,
    /// Calls that start together at each of them.
    pub together: u32,
    /// Every so many-th call is wrong, which no attempt can change; 0 for none.
    pub wrong: u32,
    /// Seconds after which nobody waits for an answer any more; 0 for no end.
    pub patience: f64,
    /// Services that are called in turn, 1 to 3.
    pub homes: usize,
    /// The share of attempts that fail by bad luck.
    pub failure: f64,
    /// Seconds that an attempt takes.
    pub latency: f64,
    /// From when until when S1 is in trouble, in seconds; nothing where both are the same.
    pub outage: (f64, f64),
    /// In the trouble an attempt fails after so many seconds.
    pub hang: f64,
    /// In the trouble an attempt takes so many times as long, in the place of failing; 0 for a failure.
    pub slow: u32,
    /// Workers of S1, and places in its queue; 0 for no limit.
    pub workers: (u32, u32),
    /// What stands in the place of an answer.
    pub fallback: Fallback,
    /// Seconds for which a caller is down that a refusal has crashed; 0 for one that handles it.
    pub crash: f64,
    /// What holds a call while it is under way.
    pub pool: Pool,
    /// How a call is tried again.
    pub again: Again,
    /// The breaker before each service.
    pub guard: Guard,
    /// Seconds that an attempt may take; 0 for no limit.
    pub timeout: f64,
    /// Whether somebody is told of a breaker that stays open, and moves the calls to S2.
    pub alert: bool,
    /// Attempts that a call makes where nothing spares the service: what the load is compared with.
    pub each: u32,
    /// Whether all calls are compared, and not only those to a service in trouble.
    pub crowd: bool,
}

/// What stands in the place of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fallback {
    /// Where it stands, if there is one.
    pub place: Place,
    /// Whether whoever gets it learns that it is a stand-in.
    pub flagged: bool,
}

/// Where a fallback stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// There is none.
    Nowhere,
    /// Around everything.
    Outside,
    /// Inside the breaker, which sees a success.
    InsideBreaker,
}

/// What holds a call while it is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pool {
    /// Nothing.
    Unlimited,
    /// A bulkhead: so many at once, and so many that wait; the queue may be one that is never used.
    Limit(u32, u32),
    /// So many connections, and a failed call keeps its own for ever.
    Leaky(u32),
}

/// How a call is tried again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Again {
    /// Retries around each other; 0 for none.
    pub layers: u32,
    /// Attempts of each of them.
    pub attempts: u32,
    /// Seconds of the first wait, which doubles.
    pub base: f64,
    /// The longest wait, in seconds.
    pub cap: f64,
    /// Whether the waits are random, from 0 up to what they would be.
    pub jitter: bool,
    /// Whether every failure is tried again.
    pub every: bool,
    /// A strategy that is chosen from three, in the place of the above.
    pub chosen: Option<Learning>,
}

/// The breaker before each service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guard {
    /// Which one.
    pub kind: Kind,
    /// Failures in a row that open it; 0 where a share does.
    pub row: u32,
    /// The share that opens it.
    pub share: f64,
    /// Of the last so many calls.
    pub window: u32,
    /// Calls that it takes before the share is judged.
    pub min: u32,
    /// Seconds that it stays open.
    pub reset: f64,
    /// Probes, and whether that is in all and not at once.
    pub probes: (u32, bool),
    /// Successes that close it.
    pub successes: u32,
    /// What it counts.
    pub counts: Counts,
    /// Whether all services share one.
    pub shared: bool,
}

/// Which breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// None.
    Off,
    /// The one of the breaker lab.
    Real,
    /// The same, whose wait counts from the start of the call that failed.
    FromStart,
    /// One with a mistake that the types of the real one do not allow.
    Faulty(Fault),
}

impl Plan {
    /// What the cases differ from.
    pub const BASE: Self = Self {
        every: 0.25,
        together: 1,
        wrong: 0,
        patience: 0.0,
        homes: 1,
        failure: 0.0,
        latency: 0.1,
        outage: (10.0, 20.0),
        hang: 0.1,
        slow: 0,
        workers: (0, 0),
        fallback: Fallback { place: Place::Nowhere, flagged: true },
        crash: 0.0,
        pool: Pool::Unlimited,
        again: Again { layers: 0, attempts: 1, base: 0.0, cap: 30.0, jitter: false, every: false, chosen: None },
        guard: Guard {
            kind: Kind::Real,
            row: 5,
            share: 0.5,
            window: 10,
            min: 1,
            reset: 2.0,
            probes: (1, false),
            successes: 1,
            counts: Counts::All,
            shared: false,
        },
        timeout: 0.0,
        alert: false,
        each: 1,
        crowd: false,
    };

    /// The service that a call is for, by the call's number.
    pub const fn home(&self, number: u64) -> usize {
        (number.saturating_sub(1) % self.homes as u64) as usize
    }

    /// Whether a call is wrong in itself.
    pub const fn is_wrong(&self, number: u64) -> bool {
        self.wrong > 0 && number.is_multiple_of(self.wrong as u64)
    }

    /// From when until when S1 is in trouble.
    pub fn trouble(&self) -> (Instant, Instant) {
        (Instant::ZERO.after(span(self.outage.0)), Instant::ZERO.after(span(self.outage.1)))
    }

    /// Builds the world.
    ///
    /// # Errors
    /// Those of the policies' settings.
    pub fn world(&self) -> Result<World, ConfigError> {
        let first = self.layers()?;
        let mut stacks = Vec::new();
        for service in 0..SERVICES.len() {
            let layers = if service == 0 {
                Ok(first.iter().map(|(_, layer)| layer.clone()).collect())
            } else {
                self.beside(&first)
            };
            stacks.push((self.service(service), layers?));
        }
        let same = (0..first.len()).map(|level| Box::new(Same { stack: 0, level }) as Box<dyn Layer>);
        let wrong = ServiceConfig { failure: 1.0, mix: Mix::only(FailureKind::ClientError), ..self.service(0) };
        stacks.push((wrong, same.collect()));
        let coming = Coming {
            every: span(self.every),
            together: self.together,
            wrong: (self.wrong, WRONG),
            homes: self.homes,
            until: Instant::ZERO.after(span(LENGTH)),
            watch: self.alert.then_some(Watch { open_for: span(3.0), takes: span(3.0), to: 1 }),
        };
        Ok(World { stacks, workload: Box::new(Visits::new(coming)) })
    }

    /// The layers of another service: its own, but for what all have in common.
    fn beside(&self, first: &[(bool, Box<dyn Layer>)]) -> Result<Vec<Box<dyn Layer>>, ConfigError> {
        let own = self.layers()?.into_iter().zip(first).enumerate();
        Ok(own
            .map(
                |(level, ((_, layer), (is_shared, _)))| {
                    if *is_shared { Box::new(Same { stack: 0, level }) as Box<dyn Layer> } else { layer }
                },
            )
            .collect())
    }

    fn service(&self, id: usize) -> ServiceConfig {
        let name = SERVICES.get(id).copied().unwrap_or_default();
        let mut service = ServiceConfig::new(id as u32 + 1, name, self.failure, span(self.latency));
        if id > 0 {
            return service;
        }
        let (from, until) = self.trouble();
        if until > from {
            let symptom = match self.slow {
                0 => Symptom::Fails { after: span(self.hang) },
                times => Symptom::Slow { times },
            };
            service = service.outage(Outage { from, until, symptom });
        }
        if self.workers.0 > 0 {
            let (workers, queue) = self.workers;
            service = service.capacity(Capacity::Workers { workers, queue, leaves: false });
        }
        service
    }

    /// The layers before a service, outermost first, and whether each is one for all services.
    fn layers(&self) -> Result<Layers, ConfigError> {
        let mut layers = Layers::new();
        if self.crash > 0.0 {
            layers.push((true, Box::new(CrashLayer::new(span(self.crash)))));
        }
        if self.fallback.place == Place::Outside {
            layers.push((false, Box::new(FallbackLayer)));
        }
        match self.pool {
            Pool::Unlimited => {}
            Pool::Limit(limit, queue) => {
                let settings =
                    bulkhead::Settings { limit, queue, run_limit: NEVER, max_wait: NEVER, ..Default::default() };
                layers.push((true, Box::new(BulkheadLayer::new(settings)?)));
            }
            Pool::Leaky(connections) => layers.push((true, Box::new(LeakyPool::new(connections)))),
        }
        layers.extend(self.guard.layer()?.map(|layer| (self.guard.shared, layer)));
        if self.fallback.place == Place::InsideBreaker {
            layers.push((false, Box::new(FallbackLayer)));
        }
        for _ in 0..self.again.layers {
            layers.push((false, self.again.layer()?));
        }
        if self.timeout > 0.0 {
            layers.push((false, Box::new(TimeoutLayer::new(Timeout::new(span(self.timeout))?))));
        }
        Ok(layers)
    }
}

impl Again {
    fn layer(&self) -> Result<Box<dyn Layer>, ConfigError> {
        if let Some(learning) = self.chosen {
            return Ok(Box::new(SelectionLayer::new(learning, OperationType::Database)?));
        }
        let jitter = if self.jitter { Jitter::Full } else { Jitter::None };
        let backoff = Backoff::new(Growth::Exponential { factor: 2.0 }, span(self.base), span(self.cap), jitter)?;
        let retried = if self.every { Retried::Every } else { Retried::Transient };
        Ok(Box::new(RetryLayer::new(Retry::new(self.attempts, backoff, retried)?)))
    }
}

impl Guard {
    fn layer(&self) -> Result<Option<Box<dyn Layer>>, ConfigError> {
        let settings = self.settings();
        Ok(Some(match self.kind {
            Kind::Off => return Ok(None),
            Kind::Real => Box::new(BreakerLayer::new(settings)?.counting(self.counts)),
            Kind::FromStart => {
                let general =
                    general::Settings { measured_from: MeasuredFrom::CallStart, ..general::Settings::from(&settings) };
                Box::new(GeneralBreakerLayer::new(GeneralBreaker::new(general)?).counting(self.counts))
            }
            Kind::Faulty(fault) => Box::new(FaultyBreaker::new(fault, self.row, span(self.reset))),
        }))
    }

    fn settings(&self) -> breaker::Settings {
        let rate = Share::new(self.share).unwrap_or_default();
        let (most, in_all) = self.probes;
        breaker::Settings {
            trip: match self.row {
                0 => Trip::Count { window: self.window, rate, min: self.min },
                threshold => Trip::Row { threshold },
            },
            reset: span(self.reset),
            probes: if in_all { Probes::InAllEvenIfStuck(most) } else { Probes::AtOnce(most) },
            successes: self.successes,
            lease: NEVER,
            late: Late::Drop,
            ignored: IgnoredCounts::Neutral,
        }
    }
}

fn span(seconds: f64) -> Duration {
    span_from_seconds(seconds).unwrap_or_default()
}
