//! What happens to an attempt at its service: a worker takes it up or it waits, the service works and asks the one behind it,
//! and answers the caller if that still waits.

use super::event::{CallOutcome, Event, Luck, Record, Trouble};
use super::host::Room;
use super::layer::{RequestId, failure_kind};
use super::service::Capacity;
use super::slots::Id;
use super::{Call, Due, Simulation, Stack};
use crate::policy::FailureKind;
use crate::time::Instant;

impl Simulation {
    pub(super) fn start_attempt(&mut self, id: RequestId, out: &mut Vec<Record>) {
        let Some(request) = self.requests.get_mut(id) else { return };
        let Some(stack) = self.stacks.get(request.stack) else { return };
        let Some(call) = self.calls.get_mut(request.call) else { return };
        call.asked += 1;
        let (call, attempt) = (call.id, call.asked);
        request.attempt = attempt;
        let service = stack.service.config.id;
        let started = |ends| Event::AttemptStarted { service, call, attempt, ends };
        if !stack.is_plain() {
            return self.arrive(id, started, out);
        }
        request.luck = Some(stack.service.luck(self.seed, &self.painting, self.now, call, attempt));
        request.queued += 1;
        let ends = self.now.after(stack.service.latency(&self.painting, self.now));
        self.queue.push_in_line(ends, Due::Result(id));
        out.push(Record { at: self.now, event: started(ends) });
    }

    /// An attempt comes to a service that can't do any number at once, or needs another one.
    fn arrive(&mut self, id: RequestId, started: impl Fn(Instant) -> Event, out: &mut Vec<Record>) {
        let Some(request) = self.requests.get_mut(id) else { return };
        let Some(stack) = self.stacks.get(request.stack) else { return };
        let Some(host) = self.hosts.get_mut(stack.host) else { return };
        let (service, capacity) = (&stack.service, stack.service.config.capacity);
        let Some(&Call { id: call, .. }) = self.calls.get(request.call) else { return };
        let luck = service.luck(self.seed, &self.painting, self.now, call, request.attempt);
        let room = match (capacity, luck.trouble) {
            // Who is dead or hangs takes nobody in, so nothing of the slot is taken either.
            (Capacity::Slots { .. }, Some(_)) => Room::Unlimited,
            _ => host.admit(self.now, &service.config, id),
        };
        let (mut ends, mut due) = (Instant::MAX, None);
        match room {
            Room::Unlimited => {
                let done = self.now.after(service.latency(&self.painting, self.now));
                request.luck = Some(luck);
                due = Some((done, Due::Work(id)));
                if service.config.then.is_none() {
                    (ends, due) = (done, Some((done, Due::Result(id))));
                }
            }
            Room::Full => {
                let (trouble, kind) = (Some(Trouble::Full), FailureKind::Unavailable);
                request.luck = Some(Luck { trouble, kind, ..luck });
                (ends, due) = (self.now, Some((self.now, Due::Result(id))));
            }
            Room::Worker | Room::Queue => {}
        }
        if let Some((at, due)) = due {
            request.queued += 1;
            self.queue.push_in_line(at, due);
        }
        let (attempt, queued) = (request.attempt, host.queued(service.config.id));
        out.push(Record { at: self.now, event: started(ends) });
        match room {
            Room::Worker => self.start_work(id, out),
            Room::Queue => {
                let event = Event::Queued { service: service.config.id, call, attempt, queued };
                out.push(Record { at: self.now, event });
            }
            Room::Unlimited | Room::Full => {}
        }
    }

    /// A worker, who is busy with a request from now on, begins.
    fn start_work(&mut self, id: RequestId, out: &mut Vec<Record>) {
        let Some(request) = self.requests.get_mut(id) else { return };
        let Some(stack) = self.stacks.get(request.stack) else { return };
        let Some(host) = self.hosts.get(stack.host) else { return };
        let Some(&Call { id: call, .. }) = self.calls.get(request.call) else { return };
        let (attempt, service) = (request.attempt, &stack.service);
        request.luck = Some(service.luck(self.seed, &self.painting, self.now, call, attempt));
        request.work = Some(self.now);
        request.queued += 1;
        let done = self.now.after(service.latency(&self.painting, self.now));
        self.queue.push_in_line(done, Due::Work(id));
        let (service, busy) = (service.config.id, host.busy());
        let queued = host.queued(service);
        out.push(Record { at: self.now, event: Event::WorkStarted { service, call, attempt, busy, queued } });
    }

    /// Free workers of a service take up what stands in its queue.
    pub(super) fn work_on(&mut self, host: usize, out: &mut Vec<Record>) {
        let capacity = self.stacks.iter().find(|stack| stack.host == host).map(|stack| stack.service.config.capacity);
        let Some(capacity) = capacity else { return };
        while let Some(next) = self.hosts.get_mut(host).and_then(|host| host.next(capacity)) {
            self.start_work(next, out);
        }
    }

    /// A service has done its own work on a request: it asks the service behind it, or that is its answer.
    pub(super) fn on_work_done(&mut self, id: RequestId, out: &mut Vec<Record>) {
        let Some(request) = self.requests.get_mut(id) else { return };
        request.queued = request.queued.saturating_sub(1);
        let (call, fails) = (request.call, request.luck.is_some_and(Luck::fails));
        let then = self.stacks.get(request.stack).and_then(|stack| stack.service.config.then);
        match then.filter(|_| !fails) {
            Some(stack) => self.open(call, Some(id), (stack, 0), out),
            None => self.answer(id, out),
        }
    }

    /// The service behind has come to an outcome for a request that is at a service.
    pub(super) fn on_answer_behind(&mut self, id: RequestId, outcome: CallOutcome, out: &mut Vec<Record>) {
        let luck = self.requests.get_mut(id).and_then(|request| request.luck.as_mut());
        if let (Some(luck), Some(kind)) = (luck, failure_kind(outcome)) {
            (luck.trouble, luck.kind) = (Some(Trouble::Behind), kind);
        }
        self.answer(id, out);
    }

    pub(super) fn on_service_result(&mut self, id: RequestId, out: &mut Vec<Record>) {
        if let Some(request) = self.requests.get_mut(id) {
            request.queued = request.queued.saturating_sub(1);
            self.answer(id, out);
        }
    }

    /// A service answers a request: its worker, if it has one, is free again, and who called is told.
    fn answer(&mut self, id: RequestId, out: &mut Vec<Record>) {
        let Some(request) = self.requests.get(id) else { return };
        let (Some(luck), Some(stack)) = (request.luck, self.stacks.get(request.stack)) else { return };
        let (is_awaited, host) = (request.orphaned.is_none(), stack.host);
        if request.work.is_some() {
            // Who stands in the queue comes before whoever calls because of this answer.
            self.end_work(id, out);
            self.work_on(host, out);
        }
        let Some(request) = self.requests.get(id) else { return };
        let Some(stack) = self.stacks.get(request.stack) else { return };
        let Some(&Call { id: call, .. }) = self.calls.get(request.call) else { return };
        if is_awaited {
            let (attempt, service) = (request.attempt, stack.service.config.id);
            let value = (!luck.fails()).then(|| stack.service.value(self.seed, call, attempt));
            out.push(Record { at: self.now, event: Event::AttemptEnded { service, call, attempt, luck, value } });
            let failed = CallOutcome::Failed { kind: luck.kind, reason: None };
            self.reply(id, value.map_or(failed, |value| CallOutcome::Success { value }), out);
        } else if let Some(request) = self.close(id) {
            self.forget(request.call);
        }
    }

    /// The worker who was busy with a request is free again; the queue has not been looked at.
    fn end_work(&mut self, id: RequestId, out: &mut Vec<Record>) {
        let Some(request) = self.requests.get_mut(id) else { return };
        let Some(since) = request.work.take() else { return };
        let wasted = request.orphaned.map(|gone| self.now.since(gone.max(since)));
        let Some(stack) = self.stacks.get(request.stack) else { return };
        let Some(host) = self.hosts.get_mut(stack.host) else { return };
        host.release();
        let Some(&Call { id: call, .. }) = self.calls.get(request.call) else { return };
        let (service, attempt, busy) = (stack.service.config.id, request.attempt, host.busy());
        out.push(Record { at: self.now, event: Event::WorkEnded { service, call, attempt, busy, wasted } });
    }

    /// The caller of an attempt gives it up. Where the service knows nothing of that, it goes on with it.
    pub(super) fn cancel_attempt(
        &mut self,
        id: RequestId,
        (call, stack, attempt): (Id, usize, u32),
        out: &mut Vec<Record>,
    ) {
        let Some(Stack { service, host, .. }) = self.stacks.get(stack) else { return };
        let (capacity, host, service) = (service.config.capacity, *host, service.config.id);
        let Some(&Call { id: named, .. }) = self.calls.get(call) else { return };
        let cancelled = Record { at: self.now, event: Event::AttemptCancelled { service, call: named, attempt } };
        if let Capacity::Workers { leaves: false, .. } = capacity {
            out.push(cancelled);
            return self.requests.orphan(id, self.now);
        }
        self.cancel_inside(id, out);
        out.push(cancelled);
        let left = self.hosts.get_mut(host).is_some_and(|host| host.leave(id));
        if !left && let Some(request) = self.requests.get_mut(id) {
            // For nobody, from now on, is for no time at all.
            request.orphaned = Some(self.now);
            self.end_work(id, out);
        }
        self.close(id);
        self.work_on(host, out);
    }
}
