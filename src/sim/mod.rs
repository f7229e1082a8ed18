//! The engine: a discrete-event simulation over virtual time.
//!
//! A [`Simulation`] is built from a [`World`] and a seed. The calling order is: [`Simulation::next_at`] says when
//! something happens next, [`Simulation::step`] makes it happen, [`Simulation::handle_input`] takes in what the user
//! did. Both append what happened to a list of [`Record`]s, which lives outside: a clone of the simulation is small and
//! is all that a checkpoint needs.

mod attempts;
pub mod event;
mod host;
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
use host::Host;
use input::{Action, Command, Input};
use layer::{Context, Effect, Effects, Layer, RequestId};
use paint::{Painting, Track};
use queue::{Place, Queue};
use requests::{Request, Requests};
use service::{Capacity, Service, ServiceConfig};
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
    /// What each service is doing; several stacks may lead to one.
    hosts: Vec<Host>,
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
    /// Its service among the hosts.
    host: usize,
    /// Whether a layer of another stack stands among its own, too.
    shares: bool,
}

impl Stack {
    /// Whether a service answers an attempt by itself, and any number at once.
    fn is_plain(&self) -> bool {
        self.service.config.capacity == Capacity::Unlimited && self.service.config.then.is_none()
    }
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
    /// The service's own work on a request is done.
    Work(RequestId),
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
        let mut hosts: Vec<Host> = Vec::new();
        let stacks = world.stacks.into_iter().map(|(config, layers)| {
            let host = hosts.iter().position(|host| host.id == config.workers_of).unwrap_or_else(|| {
                hosts.push(Host::new(config.workers_of));
                hosts.len() - 1
            });
            let shares = layers.iter().any(|layer| layer.stands_for().is_some());
            Stack { service: Service { config, killed: false }, layers, host, shares }
        });
        let stacks: Vec<Stack> = stacks.collect();
        let mut simulation = Self {
            seed,
            now: Instant::ZERO,
            queue: Queue::new(),
            stacks,
            hosts,
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
        simulation.workload.take_seed(seed);
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
            Due::Work(request) => self.on_work_done(request, out),
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
            Due::Result(request) | Due::Work(request) | Due::Timer(request) => requests.get(request).is_some(),
            Due::Turn(_) | Due::Wake { .. } | Due::Painted(_) => true,
        });
    }

    /// Whether an action would do nothing: a Kill of what is killed, a Recover of what is not, a command that neither the
    /// workload nor a layer has a use for at present. What a setting is now, the lab knows.
    pub fn has(&self, action: Action) -> bool {
        let all = |id, killed| {
            self.stacks.iter().filter(|stack| stack.service.config.id == id).all(|stack| stack.service.killed == killed)
        };
        match action {
            Action::Set { .. } => false,
            Action::Kill { service } => all(service, true),
            Action::Recover { service } => all(service, false),
            Action::Command(command) => {
                let mut layers = self.stacks.iter().flat_map(|stack| &stack.layers);
                !self.workload.obeys(command) && !layers.any(|layer| layer.obeys(command))
            }
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
                self.command_layers(command, out);
            }
        }
        self.settle();
    }

    /// Each layer that has something to do for a command does it.
    fn command_layers(&mut self, command: Command, out: &mut Vec<Record>) {
        for stack in 0..self.stacks.len() {
            let levels = self.stacks.get(stack).map_or(0, |stack| stack.layers.len());
            for level in 0..levels {
                let Some(layer) = layer_at(&mut self.stacks, (stack, level)) else { continue };
                let from = self.effects.len();
                if layer.obeys(command) {
                    layer.on_command(self.now, command, &mut self.effects);
                    self.carry_out(RequestId::NONE, (stack, level), from, out);
                }
            }
        }
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
        // More workers may be there than before.
        for host in 0..self.hosts.len() {
            self.work_on(host, out);
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
                Some(Wish::GiveUp) => self.give_up_all(out),
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
        let Some(layer) = layer_at(&mut self.stacks, (stack, level)) else { return };
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

    fn on_timer(&mut self, id: RequestId, out: &mut Vec<Record>) {
        let Some(request) = self.requests.get_mut(id) else { return };
        request.queued = request.queued.saturating_sub(1);
        let (call, stack, level) = (request.call, request.stack, request.level);
        let at = self.context(call, stack);
        let Some(layer) = layer_at(&mut self.stacks, (stack, level)) else { return };
        let from = self.effects.len();
        layer.on_timer(at, id, &mut self.effects);
        self.carry_out(id, (stack, level), from, out);
    }

    fn on_wake(&mut self, (stack, level): (usize, usize), out: &mut Vec<Record>) {
        let Some(layer) = layer_at(&mut self.stacks, (stack, level)) else { return };
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
        if self.stacks.get(stack).is_some_and(|stack| level >= stack.layers.len()) {
            return self.on_answer_behind(parent_id, outcome, out);
        }
        let at = self.context(call, stack);
        let Some(layer) = layer_at(&mut self.stacks, (stack, level)) else { return };
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
            &Effect::ForwardTo(stack) => {
                let Some(&Request { call, .. }) = self.requests.get(id) else { return };
                self.open(call, Some(id), (stack, 0), out);
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
        let luck = service.luck(self.seed, &self.painting, self.now, call, attempt);
        let avoided = (service.latency(&self.painting, self.now), luck);
        out.push(Record { at: self.now, event: tell(call, attempt, avoided) });
        self.reply(id, CallOutcome::Refused, out);
    }

    /// Gives up everything inside a request, innermost last.
    fn cancel_inside(&mut self, id: RequestId, out: &mut Vec<Record>) {
        for inner in self.requests.inside(id) {
            self.cancel(inner, out);
        }
    }

    /// Gives up a request with everything inside it.
    fn cancel(&mut self, id: RequestId, out: &mut Vec<Record>) {
        let Some(&Request { call, stack, level, attempt, .. }) = self.requests.get(id) else { return };
        if self.stacks.get(stack).is_some_and(|stack| level >= stack.layers.len()) {
            return self.cancel_attempt(id, (call, stack, attempt), out);
        }
        self.cancel_inside(id, out);
        let Some(request) = self.close(id) else { return };
        let at = self.context(request.call, request.stack);
        let Some(layer) = layer_at(&mut self.stacks, (request.stack, request.level)) else { return };
        let from = self.effects.len();
        layer.on_cancel(at, id, &mut self.effects);
        // The request itself is gone; what is left is to tell, and to let another take its place.
        self.carry_out(id, (request.stack, request.level), from, out);
    }

    /// Gives up all calls under way.
    fn give_up_all(&mut self, out: &mut Vec<Record>) {
        for id in self.requests.outermost() {
            let call = self.requests.get(id).map(|request| request.call);
            self.cancel(id, out);
            call.and_then(|call| self.forget(call));
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

/// The layer at a level of a stack, which may be one of another stack that stands there, too.
fn layer_at(stacks: &mut [Stack], (stack, level): (usize, usize)) -> Option<&mut Box<dyn Layer>> {
    let place = match stacks.get(stack)? {
        own if !own.shares => (stack, level),
        shared => shared.layers.get(level)?.stands_for().unwrap_or((stack, level)),
    };
    stacks.get_mut(place.0)?.layers.get_mut(place.1)
}
