//! The engine: a discrete-event simulation over virtual time.
//!
//! A [`Simulation`] is built from a [`World`] and a seed. The calling order is: [`Simulation::next_at`] says when
//! something happens next, [`Simulation::step`] makes it happen, [`Simulation::handle_input`] takes in what the user
//! did. Both append what happened to a list of [`Record`]s, which lives outside: a clone of the simulation is small and
//! is all that a checkpoint needs.

pub mod event;
pub mod input;
pub mod keyed;
pub mod layer;
pub mod mix;
pub mod order;
pub mod paint;
pub mod queue;
pub mod registry;
mod requests;
pub mod service;
pub mod slots;
pub mod workload;

use core::time::Duration;

use event::{CallId, CallOutcome, Event, Luck, Record};
use input::{Action, Input};
use layer::{Context, Effect, Effects, Layer, RequestId};
use paint::{Painting, Track};
use queue::{Place, Queue};
use requests::{Request, Requests};
use service::{Service, ServiceConfig};
use slots::{Id, Slots};
use workload::{Turn, Wish, Workload};

use crate::random::Address;
use crate::time::Instant;

/// Everything that a lab builds: services, a stack of layers before each, and who calls.
#[derive(Clone, Debug)]
pub struct World {
    /// Each service with the layers around it, outermost first.
    pub stacks: Vec<(ServiceConfig, Vec<Box<dyn Layer>>)>,
    /// Who calls, and when.
    pub workload: Box<dyn Workload>,
}

/// A run in progress.
#[derive(Clone, Debug)]
pub struct Simulation {
    seed: u64,
    now: Instant,
    queue: Queue<Due>,
    stacks: Vec<Stack>,
    workload: Box<dyn Workload>,
    calls: Slots<Call>,
    requests: Requests,
    /// Where the workload's turn stands that can be moved.
    movable: Option<Place>,
    finished: bool,
    painting: Painting,
    /// What layers want done and the engine has not got to, the newest last. Between steps it is empty.
    effects: Effects,
    /// The same of the workload.
    wishes: Vec<Wish>,
}

/// A service and the layers before it, outermost first.
#[derive(Clone, Debug)]
struct Stack {
    service: Service,
    layers: Vec<Box<dyn Layer>>,
}

/// A call that has not ended, or of which something is still running.
#[derive(Clone, Copy, Debug)]
struct Call {
    id: CallId,
    /// Attempts so far, refused ones included.
    asked: u32,
    /// Its requests.
    running: u32,
}

/// What the queue holds.
#[derive(Clone, Copy, Debug)]
enum Due {
    Turn(Turn),
    /// The result of a request that is at the service.
    Result(RequestId),
    /// A timer that the request's layer set.
    Timer(RequestId),
    /// A time for which a layer asked on its own behalf.
    Wake {
        stack: u32,
        level: u32,
    },
    /// A painted stroke begins or is over.
    Painted(Track),
}

impl Simulation {
    /// A run at its start.
    pub fn new(seed: u64, world: World) -> Self {
        Self::painted(seed, world, Painting::default())
    }

    /// A run at its start, with what is painted over the settings of its services.
    pub fn painted(seed: u64, world: World, painting: Painting) -> Self {
        let stacks = world.stacks.into_iter();
        let stacks: Vec<Stack> =
            stacks.map(|(config, layers)| Stack { service: Service { config, killed: false }, layers }).collect();
        let mut simulation = Self {
            seed,
            now: Instant::ZERO,
            queue: Queue::new(),
            stacks,
            workload: world.workload,
            calls: Slots::new(),
            requests: Requests::new(),
            movable: None,
            finished: false,
            painting,
            effects: Effects::default(),
            wishes: Vec::new(),
        };
        // First in the queue, so that at its moment a stroke is told of before any attempt meets it.
        for (at, track) in simulation.painting.edges() {
            simulation.queue.push(at, Due::Painted(track));
        }
        simulation.workload.begin(simulation.stacks.len(), &mut simulation.wishes);
        simulation.grant(0, &mut Vec::new());
        simulation
    }

    /// The time of the last step or input.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// When something happens next; never again if nothing.
    pub fn next_at(&self) -> Option<Instant> {
        if self.finished { None } else { self.queue.next_at() }
    }

    /// Whether a service has a layer of this name before it.
    pub fn has_layer(&self, name: &str) -> bool {
        self.stacks.iter().flat_map(|stack| &stack.layers).any(|layer| layer.name() == name)
    }

    /// Whether the run has come to its end.
    pub fn finished(&self) -> bool {
        self.finished
    }

    /// Makes the next thing happen and appends what came of it. Returns whether there was anything.
    pub fn step(&mut self, out: &mut Vec<Record>) -> bool {
        if self.finished {
            return false;
        }
        let Some((at, due)) = self.queue.pop() else { return false };
        self.now = at;
        match due {
            Due::Turn(turn) => {
                self.workload.on_turn(at, turn, &mut self.wishes);
                self.grant(0, out);
            }
            Due::Result(request) => self.on_service_result(request, out),
            Due::Timer(request) => self.on_timer(request, out),
            Due::Wake { stack, level } => self.on_wake((stack as usize, level as usize), out),
            Due::Painted(track) => {
                let stroke = self.painting.stroke(track, at).copied();
                out.push(Record { at, event: Event::Painted { track, stroke } });
            }
        }
        self.settle();
        true
    }

    /// Forgets what the queue holds for requests that have ended.
    fn settle(&mut self) {
        let requests = &self.requests;
        self.queue.settle(|due| match *due {
            Due::Result(request) | Due::Timer(request) => requests.get(request).is_some(),
            Due::Turn(_) | Due::Wake { .. } | Due::Painted(_) => true,
        });
    }

    /// Whether an action would do nothing: a Kill of what is killed, a Recover of what is not, a command that the workload
    /// has no use for at present. What a setting is now, the lab knows.
    pub fn has(&self, action: Action) -> bool {
        let all = |id, killed| {
            self.stacks.iter().filter(|stack| stack.service.config.id == id).all(|stack| stack.service.killed == killed)
        };
        match action {
            Action::Set { .. } => false,
            Action::Kill { service } => all(service, true),
            Action::Recover { service } => all(service, false),
            Action::Command(command) => !self.workload.obeys(command),
        }
    }

    /// Takes in what the user did, unless it does nothing. `world` is what the lab would build with the settings after
    /// it. Everything due at or before the input's time must have happened.
    pub fn handle_input(&mut self, input: Input, world: &World, out: &mut Vec<Record>) {
        self.now = self.now.max(input.at);
        if self.has(input.action) {
            return;
        }
        out.push(Record { at: self.now, event: Event::Applied(input) });
        match input.action {
            Action::Set { .. } => self.configure(world, out),
            Action::Kill { service } => self.mark_killed(service, true),
            Action::Recover { service } => self.mark_killed(service, false),
            Action::Command(command) => {
                self.workload.on_command(self.now, command, &mut self.wishes);
                self.grant(0, out);
            }
        }
        self.settle();
    }

    fn configure(&mut self, world: &World, out: &mut Vec<Record>) {
        for (stack, (service, layers)) in self.stacks.iter_mut().zip(&world.stacks) {
            stack.service.config = service.clone();
            for (layer, new) in stack.layers.iter_mut().zip(layers) {
                match new.taking_over(&**layer) {
                    Some(turned) => *layer = turned,
                    None => layer.adopt(&**new),
                }
            }
        }
        self.workload.adopt(self.now, &*world.workload, &mut self.wishes);
        self.grant(0, out);
    }

    fn mark_killed(&mut self, id: event::ServiceId, killed: bool) {
        for stack in self.stacks.iter_mut().filter(|stack| stack.service.config.id == id) {
            stack.service.killed = killed;
        }
    }

    /// Does what the workload wishes, from one of its wishes on. What comes of one of them is done before the next.
    fn grant(&mut self, from: usize, out: &mut Vec<Record>) {
        for index in from..self.wishes.len() {
            match self.wishes.get(index) {
                Some(&Wish::Emit(event)) => {
                    self.finished |= matches!(event, Event::Finished);
                    out.push(Record { at: self.now, event });
                }
                // Of those that are due at once many may come together, as reads do that start together.
                Some(&Wish::Turn { at, turn }) if at == self.now => self.queue.push_in_line(at, Due::Turn(turn)),
                Some(&Wish::Turn { at, turn }) => drop(self.queue.push(at, Due::Turn(turn))),
                Some(&Wish::MovableTurn { at, turn }) => self.movable = Some(self.queue.push(at, Due::Turn(turn))),
                Some(&Wish::Move { at, turn }) => {
                    // A turn that has come already can't be moved any more.
                    if let Some(place) = self.movable.take()
                        && self.queue.remove(place)
                    {
                        self.movable = Some(self.queue.push(at, Due::Turn(turn)));
                    }
                }
                Some(&Wish::Call { call, stack }) => {
                    out.push(Record { at: self.now, event: Event::CallStarted { call } });
                    let call = self.calls.insert(Call { id: call, asked: 0, running: 0 });
                    self.open(call, None, (stack, 0), out);
                }
                None => {}
            }
        }
        self.wishes.truncate(from);
    }

    /// Hands a new request of a call to its level of a stack.
    fn open(&mut self, call: Id, parent: Option<RequestId>, place: (usize, usize), out: &mut Vec<Record>) {
        let (stack, level) = place;
        if let Some(call) = self.calls.get_mut(call) {
            call.running += 1;
        }
        let id = self.requests.open(call, parent, place);
        if self.stacks.get(stack).is_none_or(|stack| level >= stack.layers.len()) {
            return self.start_attempt(id, out);
        }
        let at = self.context(call, stack);
        let Some(layer) = self.stacks.get_mut(stack).and_then(|stack| stack.layers.get_mut(level)) else { return };
        let from = self.effects.len();
        layer.on_call(at, id, &mut self.effects);
        self.carry_out(id, place, from, out);
    }

    /// What a layer of a stack may know of a call.
    fn context(&self, call: Id, stack: usize) -> Context {
        let nobody = CallId { caller: 0, number: 0 };
        let (call, asked) = self.calls.get(call).map_or((nobody, 0), |call| (call.id, call.asked));
        let service = self.stacks.get(stack).map_or(0, |stack| stack.service.config.id);
        let address = Address { service, caller: call.caller, call: call.number, attempt: asked };
        Context { now: self.now, call, asked, seed: self.seed, address }
    }

    fn start_attempt(&mut self, id: RequestId, out: &mut Vec<Record>) {
        let Some(request) = self.requests.get_mut(id) else { return };
        let Some(Stack { service, .. }) = self.stacks.get(request.stack) else { return };
        let Some(call) = self.calls.get_mut(request.call) else { return };
        call.asked += 1;
        let (call, attempt) = (call.id, call.asked);
        let rate = service.failure(&self.painting, self.now);
        request.attempt = attempt;
        request.luck = Some(Luck { rate, ..service.luck(self.seed, call, attempt) });
        request.queued += 1;
        let ends = self.now.after(service.latency(&self.painting, self.now));
        self.queue.push_in_line(ends, Due::Result(id));
        let service = service.config.id;
        out.push(Record { at: self.now, event: Event::AttemptStarted { service, call, attempt, ends } });
    }

    fn on_service_result(&mut self, id: RequestId, out: &mut Vec<Record>) {
        let Some(request) = self.requests.get_mut(id) else { return };
        request.queued = request.queued.saturating_sub(1);
        let (Some(luck), Some(stack)) = (request.luck, self.stacks.get(request.stack)) else { return };
        let Some(&Call { id: call, .. }) = self.calls.get(request.call) else { return };
        let (attempt, service) = (request.attempt, stack.service.config.id);
        let value = (!luck.fails()).then(|| stack.service.value(self.seed, call, attempt));
        out.push(Record { at: self.now, event: Event::AttemptEnded { service, call, attempt, luck, value } });
        let failed = CallOutcome::Failed { kind: luck.kind, reason: None };
        let outcome = value.map_or(failed, |value| CallOutcome::Success { value });
        self.reply(id, outcome, out);
    }

    fn on_timer(&mut self, id: RequestId, out: &mut Vec<Record>) {
        let Some(request) = self.requests.get_mut(id) else { return };
        request.queued = request.queued.saturating_sub(1);
        let (call, stack, level) = (request.call, request.stack, request.level);
        let at = self.context(call, stack);
        let Some(layer) = self.stacks.get_mut(stack).and_then(|stack| stack.layers.get_mut(level)) else { return };
        let from = self.effects.len();
        layer.on_timer(at, id, &mut self.effects);
        self.carry_out(id, (stack, level), from, out);
    }

    fn on_wake(&mut self, (stack, level): (usize, usize), out: &mut Vec<Record>) {
        let Some(layer) = self.stacks.get_mut(stack).and_then(|stack| stack.layers.get_mut(level)) else { return };
        let from = self.effects.len();
        layer.on_wake(self.now, &mut self.effects);
        self.carry_out(RequestId::NONE, (stack, level), from, out);
    }

    /// The request has come to an outcome: it ends, and the layer outside it, or the caller, is told.
    fn reply(&mut self, id: RequestId, outcome: CallOutcome, out: &mut Vec<Record>) {
        let Some(request) = self.close(id) else { return };
        let Some(parent_id) = request.parent else {
            let Some(Call { id: call, asked: attempts, .. }) = self.forget(request.call) else { return };
            out.push(Record { at: self.now, event: Event::CallEnded { call, attempts, outcome } });
            let from = self.wishes.len();
            self.workload.on_end(self.now, call, outcome, &mut self.wishes);
            self.grant(from, out);
            return;
        };
        let Some(parent) = self.requests.get(parent_id) else {
            // A layer outside answered before this came and left it running.
            self.forget(request.call);
            return;
        };
        let &Request { call, stack, level, .. } = parent;
        let at = self.context(call, stack);
        let Some(layer) = self.stacks.get_mut(stack).and_then(|stack| stack.layers.get_mut(level)) else { return };
        let from = self.effects.len();
        layer.on_result(at, parent_id, outcome, &mut self.effects);
        self.carry_out(parent_id, (stack, level), from, out);
    }

    /// Takes a call out, unless something of it is still running. Returns what was known of it.
    fn forget(&mut self, id: Id) -> Option<Call> {
        let call = *self.calls.get(id)?;
        if call.running == 0 {
            self.calls.remove(id);
        }
        Some(call)
    }

    /// Does what the layer at a level of a stack wants done for a request, which may be gone: the effects from one on. What
    /// comes of one of them is done before the next.
    fn carry_out(&mut self, id: RequestId, place: (usize, usize), from: usize, out: &mut Vec<Record>) {
        for index in from..self.effects.len() {
            self.do_effect(id, place, index, out);
        }
        self.effects.truncate(from);
    }

    fn do_effect(&mut self, id: RequestId, place: (usize, usize), index: usize, out: &mut Vec<Record>) {
        let Some((whose, effect)) = self.effects.get(index) else { return };
        let id = whose.unwrap_or(id);
        match effect {
            Effect::Emit(event) => out.push(Record { at: self.now, event: *event }),
            &Effect::Timer(at) => {
                if let Some(request) = self.requests.get_mut(id) {
                    request.queued += 1;
                    self.queue.push(at, Due::Timer(id));
                }
            }
            &Effect::Reply(outcome) => self.reply(id, outcome, out),
            Effect::CancelInner => self.cancel_inside(id, out),
            Effect::Forward => {
                let Some(&Request { call, stack, level, .. }) = self.requests.get(id) else { return };
                self.open(call, Some(id), (stack, level + 1), out);
            }
            &Effect::Refuse(rejection) => {
                self.refuse(id, out, |call, attempt, (saved, luck)| Event::Refused {
                    call,
                    attempt,
                    rejection,
                    saved,
                    luck,
                });
            }
            &Effect::Reject(decided) => self.refuse(id, out, |_, _, _| Event::Decided(decided)),
            &Effect::Wake(at) => {
                let [stack, level] = [place.0, place.1].map(|index| u32::try_from(index).unwrap_or(u32::MAX));
                self.queue.push(at, Due::Wake { stack, level });
            }
        }
    }

    /// Ends a request without calling the service. `tell` makes the event from the call, the attempt and what the
    /// service would have made of it: the wait that the caller avoided, and the luck.
    fn refuse(
        &mut self,
        id: RequestId,
        out: &mut Vec<Record>,
        tell: impl FnOnce(CallId, u32, (Duration, Luck)) -> Event,
    ) {
        let Some(request) = self.requests.get(id) else { return };
        let Some(Stack { service, .. }) = self.stacks.get(request.stack) else { return };
        let Some(call) = self.calls.get_mut(request.call) else { return };
        call.asked += 1;
        let (call, attempt) = (call.id, call.asked);
        let luck = Luck { rate: service.failure(&self.painting, self.now), ..service.luck(self.seed, call, attempt) };
        let avoided = (service.latency(&self.painting, self.now), luck);
        out.push(Record { at: self.now, event: tell(call, attempt, avoided) });
        self.reply(id, CallOutcome::Refused, out);
    }

    /// Gives up everything inside a request, innermost last.
    fn cancel_inside(&mut self, id: RequestId, out: &mut Vec<Record>) {
        for inner in self.requests.inside(id) {
            self.cancel_inside(inner, out);
            let Some(request) = self.close(inner) else { continue };
            let at = self.context(request.call, request.stack);
            let Some(stack) = self.stacks.get_mut(request.stack) else { continue };
            let (service, call, attempt) = (stack.service.config.id, at.call, request.attempt);
            let Some(layer) = stack.layers.get_mut(request.level) else {
                out.push(Record { at: self.now, event: Event::AttemptCancelled { service, call, attempt } });
                continue;
            };
            let from = self.effects.len();
            layer.on_cancel(at, inner, &mut self.effects);
            // The request itself is gone; what is left is to tell, and to let another take its place.
            self.carry_out(inner, (request.stack, request.level), from, out);
        }
    }

    /// Takes a request out; what it has in the queue is not waited for any more.
    fn close(&mut self, id: RequestId) -> Option<Request> {
        let request = self.requests.close(id)?;
        self.queue.give_up(request.queued as usize);
        if let Some(call) = self.calls.get_mut(request.call) {
            call.running = call.running.saturating_sub(1);
        }
        Some(request)
    }
}
