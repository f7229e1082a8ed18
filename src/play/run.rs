//! A run: a tape being played, with the picture that its events make and the newest of the events.

use std::collections::VecDeque;

use super::compare::Stretches;
use super::{Fact, LabId, Metric, Picture, Scenario, Settings, Spec, Tape, Value, paint};
use crate::policy::ConfigError;
use crate::sim::Simulation;
use crate::sim::event::Record;
use crate::sim::input::{Action, Input, Lane, Lanes};
use crate::time::Instant;

/// The most steps that a run goes ahead of its baseline.
const ALONG: usize = 250;

/// Events that a run keeps; older ones fall off. The numbers count all events ever.
pub const EVENTS_KEPT: usize = 2_000;
/// Inputs that a run records; further ones are refused, so that its link stays a link.
pub const INPUTS_KEPT: usize = 200;

/// The newest events of a run.
#[derive(Clone, Debug)]
pub struct Log {
    records: VecDeque<Record>,
    total: u64,
    /// The most that are kept.
    most: usize,
}

impl Log {
    /// A log without events, which will keep `most` of them.
    const fn new(most: usize) -> Self {
        Self { records: VecDeque::new(), total: 0, most }
    }

    /// The kept events, oldest first.
    pub fn records(&self) -> impl DoubleEndedIterator<Item = &Record> + ExactSizeIterator {
        self.records.iter()
    }

    /// How many events there have been.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The same with no event kept.
    fn emptied(&self) -> Self {
        Self { total: self.total, ..Self::new(self.most) }
    }

    fn push(&mut self, record: &Record) {
        self.total += 1;
        if self.records.len() == self.most && self.records.pop_front().is_none() {
            return;
        }
        // Most runs come to as many, and a log that grows step by step is copied at each.
        if self.records.capacity() == 0 {
            self.records.reserve_exact(self.most);
        }
        self.records.push_back(*record);
    }
}

/// A tape being played.
///
/// The clock is the caller's: [`Run::advance`] makes everything up to a moment happen, [`Run::act`] takes in what the
/// user does at the present moment.
#[derive(Clone, Debug)]
pub struct Run {
    tape: Tape,
    /// How many of the tape's inputs have been applied.
    applied: usize,
    settings: Settings,
    simulation: Simulation,
    picture: Box<dyn Picture>,
    log: Log,
    now: Instant,
    fresh: Vec<Record>,
    /// The lab's baseline, with the same random numbers and inputs.
    baseline: Option<Box<Self>>,
    /// The second lane, a whole run of its own; this one is lane A and holds the tape of both.
    lane_b: Option<Box<Self>>,
    /// Of two lanes in a lab without an end of its own: how they compare, stretch by stretch.
    stretches: Option<Box<Stretches>>,
}

impl Run {
    /// A run at its start. The error names the setting that makes no sense.
    pub fn new(scenario: Scenario) -> Result<Self, ConfigError> {
        Self::replay(Tape::new(scenario))
    }

    /// A run at the start of a tape; its inputs are applied as their time comes.
    pub fn replay(tape: Tape) -> Result<Self, ConfigError> {
        let lane_b = match &tape.scenario.lane_b {
            Some(_) => Some(Box::new(Self::replay(tape.of_lane(Lane::B))?)),
            None => None,
        };
        let baseline = match tape.scenario.lab.baseline {
            // Nothing but its picture is ever asked for.
            Some(of) => Some(Box::new(Self { log: Log::new(0), ..Self::alone(of(&tape))? })),
            None => None,
        };
        let run = Self::alone(tape)?;
        let stretches = lane_b.as_deref().and_then(|b| Stretches::begin(&run, b, Instant::ZERO, 0)).map(Box::new);
        Ok(Self { baseline, lane_b, stretches, ..run })
    }

    /// A copy that has forgotten the events themselves, so it is small. Once as many have come as a run keeps, it is
    /// the same again as the run that has gone on.
    pub fn without_events(&self) -> Self {
        Self {
            tape: self.tape.clone(),
            applied: self.applied,
            settings: self.settings.clone(),
            simulation: self.simulation.clone(),
            picture: self.picture.clone(),
            log: self.log.emptied(),
            now: self.now,
            fresh: Vec::new(),
            baseline: self.baseline.as_ref().map(|baseline| Box::new(baseline.without_events())),
            lane_b: self.lane(Lane::B).map(|lane| Box::new(lane.without_events())),
            stretches: self.stretches.clone(),
        }
    }

    /// Whether this run may also be a part of another tape's run: so far both say the same, in each lane.
    pub fn fits(&self, tape: &Tape) -> bool {
        let next = tape.inputs.get(self.applied);
        self.tape.scenario == tape.scenario
            && self.tape.inputs.get(..self.applied) == tape.inputs.get(..self.applied)
            && next.is_none_or(|input| input.at >= self.now)
            && self.lane(Lane::B).is_none_or(|lane| lane.fits(&tape.of_lane(Lane::B)))
    }

    /// A copy without events that goes on with another tape, which this run must fit.
    pub fn copy_for(&self, tape: &Tape) -> Self {
        self.copy_with(self, tape)
    }

    /// As [`Run::copy_for`], with lane B as it is in another run; where the lanes then stand at two moments, the later
    /// one waits for the other.
    pub fn copy_with(&self, of_b: &Self, tape: &Tape) -> Self {
        let mut copy = self.without_events();
        copy.lane_b = of_b.lane(Lane::B).map(|lane| Box::new(lane.without_events()));
        // What the lanes have gone through together is known as far as the one that waits has come.
        if of_b.now > self.now {
            copy.stretches = of_b.stretches.clone();
        }
        copy.take_tape(tape);
        copy
    }

    /// Goes on with another tape, which this run must fit.
    pub fn take_tape(&mut self, tape: &Tape) {
        if let (Some(baseline), Some(of)) = (&mut self.baseline, tape.scenario.lab.baseline) {
            baseline.tape = of(tape);
        }
        if let Some(lane) = self.lane_b_mut() {
            lane.take_tape(&tape.of_lane(Lane::B));
        }
        self.tape = tape.clone();
    }

    fn alone(tape: Tape) -> Result<Self, ConfigError> {
        let scenario = &tape.scenario;
        let world = (scenario.lab.world)(&scenario.settings)?;
        Ok(Self {
            applied: 0,
            settings: scenario.settings.clone(),
            simulation: Simulation::painted(scenario.seed, world, scenario.paint.clone()),
            picture: (scenario.lab.picture)(&scenario.settings),
            log: Log::new(EVENTS_KEPT),
            now: Instant::ZERO,
            fresh: Vec::new(),
            baseline: None,
            lane_b: None,
            stretches: None,
            tape,
        })
    }

    /// Makes everything up to `until` happen, in at most `budget` steps. Returns whether it was reached; if not, the
    /// clock stands at the last step and the next call goes on. Going back is not possible: start anew and replay.
    pub fn advance(&mut self, until: Instant, mut budget: usize) -> bool {
        self.advance_within(until, &mut budget)
    }

    /// As [`Run::advance`], and takes the steps that it needs from the budget.
    pub fn advance_within(&mut self, until: Instant, budget: &mut usize) -> bool {
        self.advance_both(until, budget, &mut |_| {})
    }

    /// As [`Run::advance`], and shows every event of this lane to `observer` as it happens.
    pub fn advance_with(&mut self, until: Instant, mut budget: usize, observer: &mut dyn FnMut(&Record)) -> bool {
        self.advance_both(until, &mut budget, observer)
    }

    /// With two lanes, stops wherever these are to be compared.
    fn advance_both(&mut self, until: Instant, budget: &mut usize, observer: &mut dyn FnMut(&Record)) -> bool {
        loop {
            let to_come = self.tape.inputs.get(self.applied..).unwrap_or_default();
            let stop = self.stretches.as_ref().map_or(until, |stretches| stretches.stop(until, to_come));
            if !self.advance_lanes(stop, budget, observer) {
                return false;
            }
            if let (Some(mut stretches), Some(b)) = (self.stretches.take(), self.lane(Lane::B)) {
                stretches.look(self, b, stop, self.tape.inputs.get(..self.applied).unwrap_or_default());
                self.stretches = Some(stretches);
            }
            if stop == until {
                return true;
            }
        }
    }

    /// Of two lanes neither goes further than to where the other has something to do, so that both stand at one moment
    /// whenever the budget ends.
    fn advance_lanes(&mut self, until: Instant, budget: &mut usize, observer: &mut dyn FnMut(&Record)) -> bool {
        while let Some(next) = self.lane(Lane::B).map(|lane| lane.next_at().map_or(until, |at| at.min(until))) {
            let reached = self.advance_alone(next, budget, observer);
            let now = self.now;
            let follows = self.lane_b_mut().is_none_or(|lane| {
                // Nothing happens in lane B before `next`.
                lane.now = lane.now.max(now.min(next));
                reached && lane.advance_alone(next, budget, &mut |_| {})
            });
            if !follows || next == until {
                return follows;
            }
        }
        self.advance_alone(until, budget, observer)
    }

    /// The baseline goes along, so that a copy of the run never has far to go with it.
    fn advance_alone(&mut self, until: Instant, budget: &mut usize, observer: &mut dyn FnMut(&Record)) -> bool {
        loop {
            let given = if self.baseline.is_some() { (*budget).min(ALONG) } else { *budget };
            let mut left = given;
            let reached = self.advance_own(until, &mut left, observer);
            *budget -= given - left;
            let now = self.now;
            let follows = self.baseline.as_mut().is_none_or(|run| run.advance_within(now, budget));
            if (reached && follows) || *budget == 0 {
                return reached && follows;
            }
        }
    }

    fn advance_own(&mut self, until: Instant, budget: &mut usize, observer: &mut dyn FnMut(&Record)) -> bool {
        while *budget > 0 {
            let input = self.tape.inputs.get(self.applied).copied().filter(|input| input.at <= until);
            let step = self.simulation.next_at().filter(|&at| at <= until);
            match (step, input) {
                (Some(at), Some(input)) if input.at < at => self.apply(input),
                (Some(at), _) => {
                    self.now = self.now.max(at);
                    self.simulation.step(&mut self.fresh);
                }
                (None, Some(input)) => self.apply(input),
                (None, None) => {
                    self.now = self.now.max(until);
                    return true;
                }
            }
            self.take_in(observer);
            *budget -= 1;
            #[cfg(test)]
            tests::STEPS.with(|steps| steps.set(steps.get() + 1));
        }
        false
    }

    /// The user does something now, in both lanes if there are two. Inputs of the tape that were still to come are
    /// dropped: this is a new future. The error names what is wrong; the run goes on as it was.
    pub fn act(&mut self, action: Action) -> Result<(), ConfigError> {
        self.act_in(Lanes::Both, action)
    }

    /// As [`Run::act`], in some of two lanes.
    pub fn act_in(&mut self, lanes: Lanes, action: Action) -> Result<(), ConfigError> {
        let mut tape = self.tape.clone();
        tape.inputs.truncate(self.applied);
        tape.push(Instant::from_millis(self.now.millis()), lanes, action)?;
        self.take_tape(&tape);
        self.advance(self.now, usize::MAX);
        Ok(())
    }

    /// One of the lanes; there is always a lane A, which is this run.
    #[inline]
    pub fn lane(&self, lane: Lane) -> Option<&Self> {
        match lane {
            Lane::A => Some(self),
            Lane::B => self.lane_b.as_deref(),
        }
    }

    fn lane_b_mut(&mut self) -> Option<&mut Self> {
        self.lane_b.as_deref_mut()
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The next instant at which something happens, in either lane.
    pub fn next_at(&self) -> Option<Instant> {
        let input = self.tape.inputs.get(self.applied).map(|input| input.at);
        let own = earlier(self.simulation.next_at(), input);
        match self.lane(Lane::B) {
            Some(lane) => earlier(own, lane.next_at()),
            None => own,
        }
    }

    /// How often something has turned, in both lanes together; see [`Picture::turns`].
    pub fn turns(&self) -> u64 {
        self.picture.turns() + self.lane(Lane::B).map_or(0, Self::turns)
    }

    /// How many events there have been, in both lanes together.
    pub fn events(&self) -> u64 {
        self.log.total() + self.lane(Lane::B).map_or(0, Self::events)
    }

    /// The present settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The present settings as the stage labels its parts with them: with what is painted, and see [`super::Lab::shown`].
    pub fn shown_settings(&self) -> Settings {
        (self.lab().shown)(&self.painted_settings())
    }

    /// The present settings, and in their place what is painted at the present moment.
    fn painted_settings(&self) -> Settings {
        let mut settings = self.settings.clone();
        paint::put(&mut settings, &self.tape.scenario, self.now);
        settings
    }

    /// The scenario and the inputs so far, those still to come included.
    pub fn tape(&self) -> &Tape {
        &self.tape
    }

    /// The inputs of this lane up to the present moment, oldest first.
    pub fn inputs(&self) -> impl Iterator<Item = &Input> {
        self.tape.inputs.iter().take(self.applied).filter(|input| input.lanes.has(Lane::A))
    }

    /// The lab.
    pub fn lab(&self) -> LabId {
        self.tape.scenario.lab
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.tape.scenario.seed
    }

    /// Whether the run has come to its end; of two lanes, both.
    pub fn finished(&self) -> bool {
        self.simulation.finished() && self.lane(Lane::B).is_none_or(Self::finished)
    }

    /// Which of the lab's commands would do something at present, in one of the lanes at least: a bit each, in order.
    pub fn obeyed(&self) -> u8 {
        let obeys = |run: &Self, command| !run.simulation.has(Action::Command(command));
        let lanes = || Lane::ALL.into_iter().filter_map(|lane| self.lane(lane));
        let commands = self.lab().commands.iter().zip(0..8);
        commands.filter(|(spec, _)| lanes().any(|run| obeys(run, spec.command))).fold(0, |all, (_, bit)| all | 1 << bit)
    }

    /// The newest events.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Whether calls go through a layer of this name.
    pub fn has_layer(&self, name: &str) -> bool {
        self.simulation.has_layer(name)
    }

    /// What the stage shows.
    pub fn picture(&self) -> &dyn Picture {
        &*self.picture
    }

    /// How two lanes compare, stretch by stretch; nothing where other cases are compared.
    pub fn stretches(&self) -> Option<&Stretches> {
        self.stretches.as_deref()
    }

    /// What the stage shows of the lab's baseline, if it has one.
    pub fn baseline(&self) -> Option<&dyn Picture> {
        self.baseline.as_ref().map(|run| &*run.picture)
    }

    /// The numbers of the page contract, those of the moment and of the lab's baseline among them.
    pub fn metrics(&self) -> Vec<Metric> {
        self.picture.metrics_at(self.now, self.baseline())
    }

    /// Theory beside what was seen.
    pub fn facts(&self) -> Vec<Fact> {
        self.picture.facts(&self.painted_settings())
    }

    /// The lab's state in one word.
    pub fn state(&self) -> &'static str {
        self.picture.state()
    }

    /// The scenario that Restart begins: the same seed with the present settings, in both lanes.
    pub fn restarted(&self) -> Scenario {
        let lane_b = self.lane(Lane::B).map(|lane| lane.settings.clone());
        Scenario { settings: self.settings.clone(), lane_b, ..self.tape.scenario.clone() }
    }

    fn apply(&mut self, input: Input) {
        self.applied += 1;
        self.now = self.now.max(input.at);
        // What is for lane B alone stands on this lane's tape and does nothing here.
        if !input.lanes.has(Lane::A) {
            return;
        }
        let mut settings = self.settings.clone();
        take_setting(&mut settings, input.action);
        let Ok(world) = (self.tape.scenario.lab.world)(&settings) else { return };
        self.simulation.handle_input(input, &world, &mut self.fresh);
        self.settings = settings;
    }

    fn take_in(&mut self, observer: &mut dyn FnMut(&Record)) {
        for record in &self.fresh {
            self.picture.apply(record);
            observer(record);
            self.log.push(record);
        }
        self.fresh.clear();
    }
}

/// The spec and value that an action sets, if it sets one.
pub fn setting(settings: &Settings, action: Action) -> Option<(&'static Spec, Value)> {
    match action {
        Action::Set { key, value } => settings.spec(key).map(|spec| (spec, value)),
        _ => None,
    }
}

fn take_setting(settings: &mut Settings, action: Action) {
    if let Action::Set { key, value } = action {
        settings.set(key, value);
    }
}

fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        _ => one.or(other),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use core::cell::Cell;

    thread_local! {
        /// The steps that all runs of this thread have taken.
        pub(in crate::play) static STEPS: Cell<usize> = const { Cell::new(0) };
    }
}
