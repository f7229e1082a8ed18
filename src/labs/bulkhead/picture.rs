//! The bulkhead lab's picture: everything its stage shows, folded from the events.

use core::time::Duration;
use std::collections::VecDeque;

use super::compare::measures;
use super::facts::facts;
use super::{ORDERS, REPORTS, UNLIMITED, has_wall, limit};
use crate::play::compare::Measure;
use crate::play::signs::{Look, MarkSign, Signs, StateSign};
use crate::play::{Course, Fact, Metric, Settings, changes_theory};
use crate::policy::FailureKind;
use crate::sim::event::{CallId, CallOutcome, Decided, Event, Record, Trouble};
use crate::sim::input::{Action, Input};
use crate::text::bulkhead as text;
use crate::time::{Instant, nanos};

/// How many of the last steps of busy workers are kept.
pub const STEPS: usize = 400;
/// How long a step is.
pub const STEP: Duration = Duration::from_millis(100);
/// Seconds of which the orders are counted one by one.
const SECONDS: usize = 40;
/// From here on it is told that no worker was free.
const NOTED: Duration = Duration::from_secs(1);
/// Turning points that are kept.
const TOLD: usize = 40;

static SIGNS: Signs = Signs {
    marks: &[MarkSign::Success, MarkSign::FastFail, MarkSign::Failure],
    states: &[
        StateSign { look: Look::Plain, word: text::STATE_FREE, counted: None },
        StateSign { look: Look::Hatched, word: text::STATE_FULL, counted: Some(1) },
    ],
    least: 40.0,
    bursts: false,
};

/// What the bulkhead lab shows at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Orders and reports.
    pub kinds: [Kind; 2],
    /// All workers.
    pub workers: Hull,
    /// What waits for a worker, in its order, whatever its kind.
    pub line: VecDeque<CallId>,
    /// The limiter before the reports.
    pub limiter: Limiter,
    /// The connections of the reports.
    pub connections: Connections,
    /// Orders of each of the last seconds, the oldest first, and the number of the newest second.
    pub seconds: VecDeque<Second>,
    /// The newest second.
    pub second: u64,
    /// The most workers that each kind held in each of the last steps, the oldest first, and the number of the newest step.
    pub steps: VecDeque<[u32; 2]>,
    /// The newest step.
    pub step: u64,
    /// Turning points, the newest last.
    pub turned: VecDeque<Turned>,
    /// The whole run: what became of the calls, and whether orders find a worker.
    pub course: Course,
    /// How often the orders' workers have become full or have had room again.
    pub turns: u64,
    /// What can stand beside theory.
    pub sample: Sample,
    /// The settings in force.
    settings: Settings,
    /// All the time that calls have waited in queues, and up to when that is counted.
    queued: (Duration, Instant),
    /// All that was told so far.
    tellings: u64,
}

/// Counts since the last change of a setting, of the weather or by Kill and Recover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// When the last change was; nothing if there was none since the start.
    pub since: Option<Instant>,
    /// The most workers that each kind held at once.
    pub most_busy: [u32; 2],
    /// Calls of each kind that have come to an end.
    pub ended: [u64; 2],
    /// Of these answered.
    pub served: [u64; 2],
}

/// Workers, and since when none of them is free.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hull {
    /// How many there are.
    pub workers: u32,
    /// Of these busy.
    pub busy: u32,
    /// Since when all are busy, if they are.
    pub full_since: Option<Instant>,
    /// When they all were for the first time.
    pub full_first: Option<Instant>,
}

/// A kind of work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kind {
    /// The workers that it may hold at present, and those that it holds.
    pub hull: Hull,
    /// The most that it has held at once.
    pub most_busy: u32,
    /// Calls that wait at the wall, by their numbers in order.
    pub at_wall: VecDeque<u64>,
    /// Calls that wait for a worker.
    pub in_line: u32,
    /// The most that have waited at once.
    pub most_queued: u32,
    /// Calls that have come.
    pub asked: u64,
    /// Of these answered.
    pub served: u64,
    /// Of these refused because there was no place.
    pub refused: u64,
    /// Of these refused by the limiter.
    pub limited: u64,
    /// Of these failed.
    pub failed: u64,
    /// Whether its service is killed.
    pub killed: bool,
}

impl Kind {
    /// Calls that wait.
    pub fn queued(&self) -> u32 {
        self.in_line.saturating_add(u32::try_from(self.at_wall.len()).unwrap_or(u32::MAX))
    }
}

/// The limiter before the reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limiter {
    /// Reports that it let in.
    pub let_in: u64,
    /// Reports that could have come in at once after its last decision; nothing before the first.
    pub left: Option<u32>,
}

/// The connections of the reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connections {
    /// In use.
    pub in_use: u32,
    /// Open and not in use.
    pub idle: u32,
    /// How many were opened.
    pub opened: u64,
    /// How many were closed because their call had failed.
    pub closed: u64,
    /// Reports that found none.
    pub exhausted: u64,
}

/// What became of the orders in one second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Second {
    /// Answered.
    pub served: u32,
    /// Refused or failed.
    pub lost: u32,
}

/// Something that turned, as Why tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turned {
    /// When.
    pub at: Instant,
    /// Its number among all that were told: one event may turn several things.
    pub id: u64,
    /// What.
    pub turn: Turn,
    /// How often in a row, for what comes again and again.
    pub count: u64,
}

/// What turned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Turn {
    /// All workers that a kind may hold are busy.
    Full {
        /// The kind.
        kind: usize,
        /// Its workers.
        workers: u32,
    },
    /// All workers are busy.
    AllBusy {
        /// How many.
        workers: u32,
        /// Of these with reports.
        reports: u32,
    },
    /// Some of them are free again, after so long.
    Free {
        /// The kind; nothing for all workers.
        kind: Option<usize>,
        /// How long none was.
        after: Duration,
    },
    /// A call was answered.
    Served {
        /// Its kind.
        kind: usize,
        /// Workers that its kind held, itself included, of those that it may hold.
        held: (u32, u32),
    },
    /// A call waits.
    Waits {
        /// Its kind.
        kind: usize,
        /// Calls of its kind that wait, itself included.
        queued: u32,
    },
    /// A call was refused because there was no place.
    NoPlace {
        /// Its kind.
        kind: usize,
        /// Workers that are busy and calls of the kind that wait.
        taken: (u32, u32),
        /// Whether a wall refused it.
        walled: bool,
    },
    /// The limiter refused a report.
    Limited {
        /// When the next one may come.
        wait: Duration,
    },
    /// An adaptive wall moved.
    Moved {
        /// Whose workers these are.
        kind: usize,
        /// How many it might hold before, and may hold now.
        limits: (u32, u32),
    },
    /// A report found no connection.
    NoConnection {
        /// Connections in use, which are all that may be.
        in_use: u32,
    },
    /// A connection was opened.
    Opened {
        /// Connections in use.
        in_use: u32,
        /// The idle one of another timeout that was closed to make room for it.
        evicted: bool,
    },
    /// A connection was closed because its call had failed.
    Closed {
        /// Connections still in use.
        in_use: u32,
    },
    /// A report took too long.
    TimedOut {
        /// How long it was waited for.
        limit: Duration,
    },
    /// A call failed.
    Failed {
        /// Its kind.
        kind: usize,
    },
}

impl Turn {
    /// Whether workers of a kind, or of all, are free again.
    fn frees(self, of: Option<usize>) -> bool {
        matches!(self, Self::Free { kind, .. } if kind == of)
    }

    /// Whether it is the same as another but for its numbers.
    fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::NoPlace { kind: a, .. }, Self::NoPlace { kind: b, .. })
            | (Self::Served { kind: a, .. }, Self::Served { kind: b, .. })
            | (Self::Waits { kind: a, .. }, Self::Waits { kind: b, .. })
            | (Self::Failed { kind: a }, Self::Failed { kind: b }) => a == b,
            (Self::Opened { evicted: a, .. }, Self::Opened { evicted: b, .. }) => a == b,
            (Self::Limited { .. }, Self::Limited { .. })
            | (Self::NoConnection { .. }, Self::NoConnection { .. })
            | (Self::Closed { .. }, Self::Closed { .. })
            | (Self::TimedOut { .. }, Self::TimedOut { .. }) => true,
            _ => false,
        }
    }
}

/// The kind of a call.
const fn kind_of(call: CallId) -> usize {
    if call.caller == 0 { ORDERS } else { REPORTS }
}

fn number(decided: &Decided, name: &str) -> Option<f64> {
    decided.numbers.iter().find(|(own, _)| *own == name).map(|(_, number)| *number)
}

fn whole(decided: &Decided, name: &str) -> u32 {
    number(decided, name).unwrap_or_default() as u32
}

impl Hull {
    /// So many are busy now. Says whether that fills it, or since when it was full until now.
    fn take(&mut self, at: Instant, busy: u32) -> Option<Changed> {
        self.busy = busy;
        match self.full_since {
            None if busy >= self.workers => {
                self.full_since = Some(at);
                self.full_first.get_or_insert(at);
                Some(Changed::Full)
            }
            Some(since) if busy < self.workers => {
                self.full_since = None;
                Some(Changed::Free(at.since(since)))
            }
            _ => None,
        }
    }
}

/// What has become of workers.
enum Changed {
    Full,
    Free(Duration),
}

impl Picture {
    /// The picture at the start of a run with these settings.
    pub fn new(settings: &Settings) -> Self {
        let kind = |kind| Kind { hull: Hull { workers: limit(settings, kind), ..Hull::default() }, ..Kind::default() };
        let mut course = Course::default();
        course.band(Instant::ZERO, 0);
        Self {
            kinds: [ORDERS, REPORTS].map(kind),
            workers: Hull { workers: settings.count("workers"), ..Hull::default() },
            line: VecDeque::new(),
            limiter: Limiter::default(),
            connections: Connections::default(),
            seconds: VecDeque::new(),
            second: 0,
            steps: VecDeque::new(),
            step: 0,
            turned: VecDeque::new(),
            course,
            turns: 0,
            sample: Sample::default(),
            settings: settings.clone(),
            queued: (Duration::ZERO, Instant::ZERO),
            tellings: 0,
        }
    }

    /// Whether there is a wall between the kinds at present.
    pub fn has_wall(&self) -> bool {
        has_wall(&self.settings)
    }

    /// The moment of the last event.
    pub(super) const fn counted_to(&self) -> Instant {
        self.queued.1
    }

    /// All the time that calls have waited in queues up to a moment.
    pub fn queued_for(&self, now: Instant) -> Duration {
        let (sum, until) = self.queued;
        let waiting: u32 = self.kinds.iter().map(Kind::queued).fold(0, u32::saturating_add);
        sum.saturating_add(now.since(until.min(now)).saturating_mul(waiting))
    }

    /// The most workers that a kind held in a step, as long as it is kept.
    pub fn busy_in(&self, kind: usize, step: u64) -> Option<u32> {
        // The newest step goes on, and what is too old was not kept.
        let back = usize::try_from(self.step.saturating_sub(step)).ok()?;
        let index = self.steps.len().checked_sub(back.checked_add(1)?)?;
        self.steps.get(index).and_then(|step| step.get(kind)).copied()
    }

    fn turned(&mut self, at: Instant, turn: Turn) {
        self.tellings += 1;
        let id = self.tellings;
        // The same again is one line, even if others came between.
        if let Some(index) = self.turned.iter().rev().take(8).position(|last| last.turn.is_like(turn)) {
            let place = self.turned.len() - 1 - index;
            let count = self.turned.remove(place).map_or(0, |last| last.count);
            return self.turned.push_back(Turned { at, id, turn, count: count + 1 });
        }
        if self.turned.len() == TOLD {
            self.turned.pop_front();
        }
        self.turned.push_back(Turned { at, id, turn, count: 1 });
    }

    /// The steps up to a moment are over; in each the busiest moment counts.
    fn step_to(&mut self, at: Instant) {
        let step = at.nanos() / nanos(STEP);
        let busy = [ORDERS, REPORTS].map(|kind| self.kinds[kind].hull.busy);
        // A long time in which nothing happens is as many steps as are kept, at most.
        let passed = if self.steps.is_empty() { step.saturating_add(1) } else { step.saturating_sub(self.step) };
        for _ in 0..passed.min(STEPS as u64) {
            if self.steps.len() == STEPS {
                self.steps.pop_front();
            }
            self.steps.push_back(busy);
        }
        self.step = step;
    }

    /// A kind holds so many workers now.
    fn busy(&mut self, at: Instant, kind: usize, busy: u32) {
        self.step_to(at);
        if let Some(newest) = self.steps.back_mut().and_then(|step| step.get_mut(kind)) {
            *newest = busy.max(*newest);
        }
        let of = &mut self.kinds[kind];
        of.most_busy = of.most_busy.max(busy);
        self.sample.most_busy[kind] = self.sample.most_busy[kind].max(busy);
        let changed = of.hull.take(at, busy);
        let workers = of.hull.workers;
        let walled = self.has_wall();
        match changed {
            Some(Changed::Full) if walled => self.filled(at, Some(kind), Turn::Full { kind, workers }),
            Some(Changed::Free(after)) if walled => self.freed(at, Some(kind), after),
            _ => {}
        }
        let [orders, reports] = [ORDERS, REPORTS].map(|kind| self.kinds[kind].hull.busy);
        let all = self.workers.take(at, orders.saturating_add(reports));
        let workers = self.workers.workers;
        match all {
            Some(Changed::Full) if !walled => self.filled(at, None, Turn::AllBusy { workers, reports }),
            Some(Changed::Free(after)) if !walled => self.freed(at, None, after),
            _ => {}
        }
        self.look(at);
    }

    /// Whether an order would find a worker is what the timeline tells.
    fn look(&mut self, at: Instant) {
        let is_full = self.workers.full_since.is_some() || self.kinds[ORDERS].hull.full_since.is_some();
        if is_full != (self.turns % 2 == 1) {
            self.turns += 1;
            self.course.band(at, u8::from(is_full));
        }
    }

    /// No worker is free; who is taken again at once was never free.
    fn filled(&mut self, at: Instant, of: Option<usize>, turn: Turn) {
        let freed = self.turned.iter().rposition(|turned| turned.at == at && turned.turn.frees(of));
        let Some(Turned { turn: Turn::Free { after, .. }, .. }) = freed.and_then(|index| self.turned.remove(index))
        else {
            return self.turned(at, turn);
        };
        let since = Instant::from_nanos(at.nanos().saturating_sub(nanos(after)));
        let hull = of.map_or(&mut self.workers, |kind| &mut self.kinds[kind].hull);
        hull.full_since = Some(since);
    }

    /// Workers are free again. What was so for a moment only is not told.
    fn freed(&mut self, at: Instant, kind: Option<usize>, after: Duration) {
        if after >= NOTED {
            return self.turned(at, Turn::Free { kind, after });
        }
        let is_that = |turned: &Turned| match turned.turn {
            Turn::Full { kind: last, .. } => kind == Some(last),
            Turn::AllBusy { .. } => kind.is_none(),
            _ => false,
        };
        if let Some(index) = self.turned.iter().rposition(is_that)
            && self.turned.get(index).is_some_and(|turned| at.since(turned.at) < NOTED)
        {
            self.turned.remove(index);
        }
    }

    fn end(&mut self, at: Instant, call: CallId, outcome: CallOutcome) {
        let kind = kind_of(call);
        let of = &mut self.kinds[kind];
        let mark = match outcome {
            CallOutcome::Success { .. } | CallOutcome::FellBack { .. } => {
                of.served += 1;
                0
            }
            CallOutcome::Refused | CallOutcome::Failed { kind: FailureKind::Unavailable, .. } => 1,
            CallOutcome::Failed { .. } => {
                of.failed += 1;
                2
            }
        };
        self.course.mark(at, mark);
        self.sample.ended[kind] += 1;
        self.sample.served[kind] += u64::from(mark == 0);
        if kind == ORDERS {
            self.second_to(at);
            if let Some(second) = self.seconds.back_mut() {
                *(if mark == 0 { &mut second.served } else { &mut second.lost }) += 1;
            }
        }
        match mark {
            0 => {
                let hull = self.kinds[kind].hull;
                // Its worker is free already.
                let held = (hull.busy.saturating_add(1).min(hull.workers), hull.workers);
                self.turned(at, Turn::Served { kind, held });
            }
            2 if kind == ORDERS || self.settings.number("timeout") == 0.0 => self.turned(at, Turn::Failed { kind }),
            _ => {}
        }
    }

    fn second_to(&mut self, at: Instant) {
        let second = at.nanos() / 1_000_000_000;
        let passed = if self.seconds.is_empty() { second + 1 } else { second.saturating_sub(self.second) };
        for _ in 0..passed.min(SECONDS as u64) {
            if self.seconds.len() == SECONDS {
                self.seconds.pop_front();
            }
            self.seconds.push_back(Second::default());
        }
        self.second = second;
    }

    /// A call was refused because there was no place for it.
    fn no_place(&mut self, at: Instant, kind: usize, taken: (u32, u32), walled: bool) {
        self.kinds[kind].refused += 1;
        self.turned(at, Turn::NoPlace { kind, taken, walled });
    }

    fn waits(&mut self, at: Instant, kind: usize) {
        let of = &mut self.kinds[kind];
        let queued = of.queued();
        of.most_queued = of.most_queued.max(queued);
        self.turned(at, Turn::Waits { kind, queued });
    }

    fn out_of_line(&mut self, call: CallId) {
        if let Some(place) = self.line.iter().position(|one| *one == call) {
            self.line.remove(place);
            let of = &mut self.kinds[kind_of(call)];
            of.in_line = of.in_line.saturating_sub(1);
        }
    }

    /// What a wall said of its limit.
    fn limited_to(&mut self, at: Instant, kind: usize, new: u32) {
        let of = &mut self.kinds[kind];
        let before = of.hull.workers;
        if new > UNLIMITED || new == before {
            return;
        }
        of.hull.workers = new;
        let busy = of.hull.busy;
        self.turned(at, Turn::Moved { kind, limits: (before, new) });
        self.busy(at, kind, busy);
    }

    fn at_wall(&mut self, at: Instant, decided: &Decided) {
        let kind = kind_of(decided.call);
        let (active, limit) = (whole(decided, "active"), number(decided, "limit"));
        if let Some(limit) = limit {
            self.limited_to(at, kind, limit as u32);
        }
        match decided.rule {
            "queued" => {
                self.kinds[kind].at_wall.push_back(decided.call.number);
                self.waits(at, kind);
            }
            "admitted" | "waited_too_long" => {
                let waiting = &mut self.kinds[kind].at_wall;
                if let Some(place) = waiting.iter().position(|number| *number == decided.call.number) {
                    waiting.remove(place);
                }
            }
            "full" => self.no_place(at, kind, (active, whole(decided, "waiting")), true),
            _ => {}
        }
    }

    fn at_limiter(&mut self, at: Instant, decided: &Decided) {
        if decided.rule == "admitted" {
            self.limiter.let_in += 1;
            self.limiter.left = Some(whole(decided, "left"));
            return;
        }
        self.limiter.left = Some(0);
        self.kinds[REPORTS].limited += 1;
        let wait = Duration::from_nanos((number(decided, "wait_ms").unwrap_or_default() * 1e6) as u64);
        self.turned(at, Turn::Limited { wait });
    }

    fn at_pool(&mut self, at: Instant, decided: &Decided) {
        let in_use = whole(decided, "in_use");
        self.connections.in_use = in_use;
        self.connections.idle = number(decided, "idle").map_or(self.connections.idle, |idle| idle as u32);
        match decided.rule {
            "opened" => {
                self.connections.opened += 1;
                self.turned(at, Turn::Opened { in_use, evicted: number(decided, "evicted").is_some() });
            }
            "closed" => {
                self.connections.closed += 1;
                self.turned(at, Turn::Closed { in_use });
            }
            "exhausted" => {
                self.connections.exhausted += 1;
                self.kinds[REPORTS].refused += 1;
                self.turned(at, Turn::NoConnection { in_use });
            }
            _ => {}
        }
    }

    fn applied(&mut self, at: Instant, action: Action) {
        match action {
            Action::Kill { service } | Action::Recover { service } => {
                if let Some(kind) = self.kinds.get_mut(service as usize) {
                    kind.killed = matches!(action, Action::Kill { .. });
                }
            }
            Action::Set { key, value } => {
                self.settings.set(key, value);
                self.workers.workers = self.settings.count("workers");
                for kind in [ORDERS, REPORTS] {
                    self.kinds[kind].hull.workers = limit(&self.settings, kind);
                    self.busy(at, kind, self.kinds[kind].hull.busy);
                }
                if self.settings.count("pool") == 0 {
                    self.connections = Connections::default();
                }
            }
            Action::Command(_) => {}
        }
    }
}

impl crate::play::Picture for Picture {
    fn apply(&mut self, record: &Record) {
        let at = record.at;
        self.queued = (self.queued_for(at), at);
        if changes_theory(&record.event) {
            let since = (at > Instant::ZERO).then_some(at);
            let most_busy = [ORDERS, REPORTS].map(|kind| self.kinds[kind].hull.busy);
            self.sample = Sample { since, most_busy, ..Sample::default() };
        }
        match record.event {
            Event::CallStarted { call } => self.kinds[kind_of(call)].asked += 1,
            Event::Queued { call, .. } => {
                self.line.push_back(call);
                let kind = kind_of(call);
                self.kinds[kind].in_line += 1;
                self.waits(at, kind);
            }
            Event::WorkStarted { call, .. } => {
                self.out_of_line(call);
                let kind = kind_of(call);
                self.busy(at, kind, self.kinds[kind].hull.busy.saturating_add(1));
            }
            Event::WorkEnded { call, .. } => {
                let kind = kind_of(call);
                self.busy(at, kind, self.kinds[kind].hull.busy.saturating_sub(1));
            }
            Event::AttemptEnded { call, luck, .. } if luck.trouble == Some(Trouble::Full) => {
                let kind = kind_of(call);
                let taken = (self.workers.busy, self.kinds[kind].queued());
                self.no_place(at, kind, taken, false);
            }
            Event::AttemptCancelled { call, .. } => self.out_of_line(call),
            Event::TimedOut { limit, .. } => self.turned(at, Turn::TimedOut { limit }),
            Event::Decided(decided) => match decided.policy {
                "bulkhead" => self.at_wall(at, &decided),
                "rate_limit" => self.at_limiter(at, &decided),
                "pool" => self.at_pool(at, &decided),
                _ => {}
            },
            Event::CallEnded { call, outcome, .. } => self.end(at, call, outcome),
            Event::Applied(Input { action, .. }) => self.applied(at, action),
            _ => {}
        }
    }

    fn metrics(&self) -> Vec<Metric> {
        self.metrics_at(self.queued.1, None)
    }

    /// The last number is of the side without a wall.
    fn metrics_at(&self, now: Instant, baseline: Option<&dyn crate::play::Picture>) -> Vec<Metric> {
        let bare: &Self = baseline.and_then(|picture| picture.of()).unwrap_or(self);
        let [orders, reports] = &self.kinds;
        vec![
            Metric::count("orders", text::ORDERS_ASKED, orders.asked),
            Metric::count("orders-served", text::ORDERS_SERVED, orders.served),
            Metric::count("orders-refused", text::ORDERS_REFUSED, orders.refused),
            Metric::count("reports", text::REPORTS_ASKED, reports.asked),
            Metric::count("reports-served", text::REPORTS_SERVED, reports.served),
            Metric::count("reports-refused", text::REPORTS_REFUSED, reports.refused),
            Metric::count("limited", text::LIMITED, reports.limited),
            Metric::count("failed", text::FAILED, orders.failed + reports.failed),
            Metric::millis("queued-ms", text::QUEUED, self.queued_for(now)),
            Metric::count("none-orders-served", text::NONE_ORDERS, bare.kinds[ORDERS].served),
            Metric::count("none-reports-served", text::NONE_REPORTS, bare.kinds[REPORTS].served),
        ]
    }

    fn course(&self) -> &Course {
        &self.course
    }

    fn signs(&self, _: &Settings) -> &'static Signs {
        &SIGNS
    }

    fn measures(&self) -> Vec<Measure> {
        measures(self)
    }

    fn facts(&self, settings: &Settings) -> Vec<Fact> {
        facts(self, settings)
    }

    fn turns(&self) -> u64 {
        self.turns
    }

    fn state(&self) -> &'static str {
        if self.turns % 2 == 1 { "full" } else { "free" }
    }
}
