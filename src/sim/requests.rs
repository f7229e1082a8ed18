//! The requests under way, each found at once by its number, with those that were sent inward for it.

use super::event::Luck;
use super::layer::RequestId;
use super::slots::{Id, Slots};
use crate::time::Instant;

/// A request between two levels; the service is the level behind the last layer, and what it sends to a service behind it is
/// sent for that request.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) call: Id,
    pub(super) stack: usize,
    pub(super) level: usize,
    pub(super) parent: Option<RequestId>,
    pub(super) attempt: u32,
    pub(super) luck: Option<Luck>,
    /// Since when a worker of the service is busy with it.
    pub(super) work: Option<Instant>,
    /// When its caller gave it up, if the service goes on with it all the same.
    pub(super) orphaned: Option<Instant>,
    /// How many entries of the queue are its own: its timers, or its result if it is at the service.
    pub(super) queued: u32,
    /// The oldest of those that were sent inward for it, and the next younger one of those that its parent has sent.
    inner: Option<RequestId>,
    younger: Option<RequestId>,
}

/// The requests under way. Those that were sent for the same one are few, so they are a list.
#[derive(Clone, Debug)]
pub(super) struct Requests(Slots<Request>);

impl Requests {
    pub(super) const fn new() -> Self {
        Self(Slots::new())
    }

    pub(super) fn get(&self, id: RequestId) -> Option<&Request> {
        self.0.get(id)
    }

    pub(super) fn get_mut(&mut self, id: RequestId) -> Option<&mut Request> {
        self.0.get_mut(id)
    }

    /// A new request of a call at a level of a stack, behind the others that were sent for its parent.
    pub(super) fn open(&mut self, call: Id, parent: Option<RequestId>, (stack, level): (usize, usize)) -> RequestId {
        let id = self.0.insert(Request {
            call,
            stack,
            level,
            parent,
            attempt: 0,
            luck: None,
            work: None,
            orphaned: None,
            queued: 0,
            inner: None,
            younger: None,
        });
        let Some(parent) = parent.and_then(|parent| self.0.get_mut(parent)) else { return id };
        let Some(mut last) = parent.inner else {
            parent.inner = Some(id);
            return id;
        };
        while let Some(younger) = self.0.get(last).and_then(|request| request.younger) {
            last = younger;
        }
        if let Some(last) = self.0.get_mut(last) {
            last.younger = Some(id);
        }
        id
    }

    /// Takes a request out. Those that were sent for it stay and have no parent any more.
    pub(super) fn close(&mut self, id: RequestId) -> Option<Request> {
        let request = self.0.remove(id)?;
        self.unlink(id, request.parent, request.younger);
        Some(request)
    }

    /// The caller of a request has gone, and the service goes on with it: it belongs to nobody any more.
    pub(super) fn orphan(&mut self, id: RequestId, now: Instant) {
        let Some(request) = self.0.get_mut(id) else { return };
        request.orphaned = Some(now);
        let (parent, younger) = (request.parent.take(), request.younger.take());
        self.unlink(id, parent, younger);
    }

    /// Takes a request out of what was sent for its parent.
    fn unlink(&mut self, id: RequestId, parent: Option<RequestId>, after: Option<RequestId>) {
        let Some(parent) = parent.and_then(|parent| self.0.get_mut(parent)) else { return };
        if parent.inner == Some(id) {
            parent.inner = after;
            return;
        }
        let mut next = parent.inner;
        while let Some(older) = next.and_then(|next| self.0.get_mut(next)) {
            if older.younger == Some(id) {
                older.younger = after;
                break;
            }
            next = older.younger;
        }
    }

    /// Those that nothing else was sent for: one for each call that its caller waits for.
    pub(super) fn outermost(&self) -> Vec<RequestId> {
        let waited_for = |request: &Request| request.parent.is_none() && request.orphaned.is_none();
        self.0.iter().filter(|(_, request)| waited_for(request)).map(|(id, _)| id).collect()
    }

    /// Those that were sent inward for a request, the oldest first.
    pub(super) fn inside(&self, id: RequestId) -> Vec<RequestId> {
        let oldest = self.get(id).and_then(|request| request.inner);
        core::iter::successors(oldest, |id| self.get(*id).and_then(|request| request.younger)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_for_a_request_is_known_in_order_while_it_is_under_way() {
        let mut requests = Requests::new();
        let outer = requests.open(Id::NONE, None, (0, 0));
        let inner = [(); 4].map(|()| requests.open(Id::NONE, Some(outer), (0, 1)));
        assert_eq!(requests.inside(outer), inner);
        for gone in [1, 0, 3] {
            assert!(requests.close(inner[gone]).is_some_and(|request| request.level == 1));
            assert!(requests.close(inner[gone]).is_none());
        }
        assert_eq!(requests.inside(outer), [inner[2]]);
        let last = requests.open(Id::NONE, Some(outer), (0, 1));
        assert_eq!(requests.inside(outer), [inner[2], last]);
        assert!(requests.close(outer).is_some() && requests.close(last).is_some());
        assert_eq!(requests.inside(outer), []);
        assert!(requests.get(inner[2]).is_some());
    }
}
