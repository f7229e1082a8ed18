//! What a service with a limit is doing: its workers, its queue, its slot. Every stack that leads to the same service shares
//! it.

use std::collections::VecDeque;

use super::event::ServiceId;
use super::layer::RequestId;
use super::service::{Capacity, ServiceConfig};
use crate::time::{Instant, nanos};

/// What becomes of an attempt that has come to a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// The service does what it does without a worker of its own.
    Unlimited,
    /// A worker takes it up.
    Worker,
    /// It stands in the queue.
    Queue,
    /// It fails at once.
    Full,
}

/// A service's workers, queue and slot.
#[derive(Clone, Debug)]
pub(super) struct Host {
    /// The service whose workers these are; others may share them.
    pub(super) id: ServiceId,
    busy: u32,
    /// Attempts in the order in which they came, each with its service: several may share the workers, and each has places
    /// of its own.
    queue: VecDeque<(RequestId, ServiceId)>,
    /// The present slot by its number, and what has been taken of it.
    slot: (u64, u32),
}

impl Host {
    pub(super) const fn new(id: ServiceId) -> Self {
        Self { id, busy: 0, queue: VecDeque::new(), slot: (0, 0) }
    }

    /// Workers that are busy.
    pub(super) const fn busy(&self) -> u32 {
        self.busy
    }

    /// Attempts of a service in the queue.
    pub(super) fn queued(&self, service: ServiceId) -> u32 {
        u32::try_from(self.queue.iter().filter(|(_, of)| *of == service).count()).unwrap_or(u32::MAX)
    }

    /// Takes an attempt at a service in: a worker is busy with it from now on, or it stands in the queue.
    pub(super) fn admit(&mut self, now: Instant, service: &ServiceConfig, request: RequestId) -> Room {
        match service.capacity {
            Capacity::Unlimited => Room::Unlimited,
            Capacity::Slots { length, calls } => {
                let present = now.nanos() / nanos(length).max(1);
                if self.slot.0 != present {
                    self.slot = (present, 0);
                }
                if self.slot.1 >= calls {
                    return Room::Full;
                }
                self.slot.1 += 1;
                Room::Unlimited
            }
            Capacity::Workers { workers, .. } if self.busy < workers => {
                self.busy += 1;
                Room::Worker
            }
            Capacity::Workers { queue, .. } if self.queued(service.id) < queue => {
                self.queue.push_back((request, service.id));
                Room::Queue
            }
            Capacity::Workers { .. } => Room::Full,
        }
    }

    /// A worker is free again.
    pub(super) fn release(&mut self) {
        self.busy = self.busy.saturating_sub(1);
    }

    /// The next attempt of the queue, if there is one and a worker for it, who is busy with it from now on.
    pub(super) fn next(&mut self, capacity: Capacity) -> Option<RequestId> {
        let has_room = match capacity {
            Capacity::Workers { workers, .. } => self.busy < workers,
            Capacity::Unlimited | Capacity::Slots { .. } => true,
        };
        let (next, _) = has_room.then(|| self.queue.pop_front()).flatten()?;
        self.busy += 1;
        Some(next)
    }

    /// Takes an attempt out of the queue. Returns whether it stood there.
    pub(super) fn leave(&mut self, request: RequestId) -> bool {
        let before = self.queue.len();
        self.queue.retain(|(waiting, _)| *waiting != request);
        self.queue.len() < before
    }
}
