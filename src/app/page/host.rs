//! The owner of the running [`History`]: the only place that moves its clock.
//!
//! The page's clock and every input stand at whole milliseconds. Whatever a hand or a message does, a frame plays no
//! more than its [`Portion`] of steps, so opening an hour in or sixteenfold speed never freezes the page: the way to a
//! moment takes several frames then. What is done on that way acts at the moment that it leads to.

use core::time::Duration;

use super::driver::{Driver, Left, Portion};
use crate::link;
use crate::play::history::{Way, Worked, whole};
use crate::play::{History, LabId, Run, Scenario, Settings, Tape, Value};
use crate::policy::ConfigError;
use crate::sim::input::{Action, Lane, Lanes};
use crate::time::{Instant, nanos};

/// The latest moment that the page goes to, a day.
const LAST: Instant = Instant::from_millis(86_400_000);
/// A state that would pass faster than this is stretched to [`STRETCHED`], or nobody would see it.
const FLEETING: Duration = Duration::from_millis(280);
const STRETCHED: Duration = Duration::from_millis(400);

/// Up to this speed no state is passed over. Above it states may follow each other faster than frames do.
const SEEN_UP_TO: f64 = 4.0;

/// A run and its clock.
pub(crate) struct Host {
    history: History,
    driver: Driver,
    portion: Portion,
    /// When the way to a moment will have been gone.
    left: Left,
    /// Whether a turn was sought and there was none.
    missed: bool,
    /// The moment at which playing ends.
    stop: Instant,
    /// The history that was set aside.
    aside: Option<Box<History>>,
}

impl Host {
    /// The run that a lab opens with.
    pub(crate) fn opening(lab: LabId) -> Self {
        Self::new(link::opening(lab)).unwrap_or_else(|_| Self::of_defaults(lab))
    }

    /// The run of a lab's defaults, which are valid; a test below holds for every lab.
    pub(crate) fn of_defaults(lab: LabId) -> Self {
        match Self::new(Tape::new(Scenario::new(lab))) {
            Ok(host) => host,
            Err(error) => unreachable!("the defaults of every lab are valid: {error}"),
        }
    }

    /// A tape at its start.
    pub(crate) fn new(tape: Tape) -> Result<Self, ConfigError> {
        let mut host = Self::of(History::new(tape)?);
        host.seek(Instant::ZERO);
        Ok(host)
    }

    /// A history, on its way to where it is wanted.
    pub(crate) fn of(history: History) -> Self {
        let (driver, portion, left) = (Driver::default(), Portion::default(), Left::default());
        let mut host = Self { history, driver, portion, left, missed: false, stop: LAST, aside: None };
        host.set_out();
        host
    }

    /// The run, to be looked at.
    pub(crate) fn run(&self) -> &Run {
        self.history.run()
    }

    /// How many events there have been in all its lanes.
    pub(crate) fn events(&self) -> u64 {
        self.run().log().total() + self.run().lane(Lane::B).map_or(0, |lane| lane.log().total())
    }

    /// What is known beside it.
    pub(crate) fn history(&self) -> &History {
        &self.history
    }

    /// The moment that is shown, in whole milliseconds.
    pub(crate) fn clock(&self) -> Instant {
        Instant::from_millis(self.run().now().millis())
    }

    /// The moment that is shown, or is being replayed to.
    pub(crate) fn moment(&self) -> Instant {
        self.history.moment()
    }

    /// How far a replay or a search has come; nothing if none is going on.
    pub(crate) fn way(&self) -> Option<Way> {
        self.history.way()
    }

    /// For how many seconds of real time a replay will go on, as far as can be told.
    pub(crate) fn left(&self) -> Option<f64> {
        self.left.seconds()
    }

    /// The speed at which virtual time runs, if it cannot keep the one that was chosen.
    pub(crate) fn kept(&self) -> Option<f64> {
        self.driver.kept()
    }

    /// Whether a frame would change anything though time stands still.
    pub(crate) fn is_busy(&self) -> bool {
        self.history.is_busy()
    }

    /// The settings of a lane at the moment that is shown, or is being replayed to: what is done acts on those.
    pub(crate) fn settings(&self, lane: Lane) -> Settings {
        if self.way().is_some() {
            return self.history.settings(lane);
        }
        self.run().lane(lane).unwrap_or_else(|| self.run()).settings().clone()
    }

    /// Whether there is something to step forward to.
    pub(crate) fn can_step(&self) -> bool {
        self.way().is_none() && self.run().next_at().is_some_and(|at| at <= LAST)
    }

    /// The moment of the newest event before the present one, in either lane, or the start.
    pub(crate) fn before(&self) -> Instant {
        let now = self.clock();
        let newest = |run: &Run| {
            let mut moments = run.log().records().rev().map(|record| whole(record.at));
            moments.find(|at| *at < now)
        };
        let run = self.run();
        run.lane(Lane::B).and_then(newest).max(newest(run)).unwrap_or(Instant::ZERO)
    }

    /// Goes to a moment, which may take several frames.
    pub(crate) fn seek(&mut self, to: Instant) {
        self.history.seek(Instant::from_millis(to.min(LAST).millis()));
        self.set_out();
    }

    /// Goes to the next instant at which something happens.
    pub(crate) fn step(&mut self) {
        if let Some(at) = self.run().next_at().filter(|_| self.can_step()) {
            self.seek(whole(at));
        }
    }

    /// Goes to the next turn, if there is one within an hour, or to the one before.
    pub(crate) fn turn(&mut self, forward: bool) {
        self.history.turn(forward);
        self.set_out();
    }

    /// Whether the next turn was sought and there is none within an hour. Says so once.
    pub(crate) fn has_missed(&mut self) -> bool {
        core::mem::take(&mut self.missed)
    }

    /// Ends a replay at the moment that it has reached, or a search.
    pub(crate) fn give_up(&mut self) {
        self.history.stop();
        self.set_out();
    }

    fn set_out(&mut self) {
        self.driver.rest();
        self.left = Left::default();
        self.work();
    }

    /// Goes on with what is to be done, as far as this frame's portion reaches.
    fn work(&mut self) {
        self.missed |= self.history.work(self.portion.left()) == Worked::NoTurn;
    }

    /// A frame came, at `stamp` milliseconds: goes on with a replay, or with the run if it is `playing`. Returns whether
    /// it has come to another state by that.
    pub(crate) fn frame(&mut self, stamp: f64, speed: f64, playing: bool) -> bool {
        self.portion.refill();
        let mut turned = false;
        match self.way() {
            Some(way) => self.left.look(stamp, way.part),
            None if playing => {
                let millis = self.driver.frame(stamp, speed, self.pace(speed));
                let before = self.clock();
                let until = Instant::from_millis(before.millis().saturating_add(millis)).min(self.stop);
                turned = self.play(until, speed <= SEEN_UP_TO);
                if !self.run().finished() && until < self.stop {
                    self.driver.went(self.clock().millis() - before.millis());
                }
            }
            None => {}
        }
        self.work();
        turned
    }

    /// Plays on up to `until`, or if `each` state is to be drawn to where one changes, however slow the machine is. Returns
    /// whether the state is another one now. What is left of the frame's time is played with the next one.
    fn play(&mut self, until: Instant, each: bool) -> bool {
        let states = |host: &Self| {
            let run = host.run();
            (run.state(), run.lane(Lane::B).map(Run::state))
        };
        let before = states(self);
        while self.clock() < until {
            let next = self.run().next_at().filter(|_| each).map_or(until, |at| whole(at).min(until));
            if !self.history.advance_within(next, self.portion.left()) {
                break;
            }
            if each && states(self) != before {
                self.driver.put_back(until.millis() - self.clock().millis());
                return true;
            }
        }
        states(self) != before
    }

    /// The frame's work took this many milliseconds.
    pub(crate) fn took(&mut self, millis: f64) {
        self.portion.took(millis);
    }

    /// Playing ends at this moment, or at the last one there is.
    pub(crate) fn stop_at(&mut self, stop: Option<Instant>) {
        self.stop = stop.unwrap_or(LAST);
    }

    /// Virtual time stands still until the next frame.
    pub(crate) fn rest(&mut self) {
        self.driver.rest();
    }

    /// The user does something at the present moment, or at the one that is being replayed to, in some of the lanes.
    /// If it goes on with the last change, both are undone as one.
    pub(crate) fn act(&mut self, lanes: Lanes, action: Action, continued: bool) -> Result<(), ConfigError> {
        self.history.go_on(continued);
        let done = self.act_now(lanes, action);
        self.history.go_on(false);
        done
    }

    fn act_now(&mut self, lanes: Lanes, action: Action) -> Result<(), ConfigError> {
        if let Action::Set { key, value } = action
            && self.run().settings().spec(key).is_some_and(|spec| spec.restarts)
        {
            let same = self.run().tape().has_at(self.moment(), lanes, key, value);
            return if same { Ok(()) } else { self.restart_with(lanes, key, value) };
        }
        self.history.act_in(lanes, action)?;
        self.work();
        Ok(())
    }

    /// Takes another tape at the present moment, or at the one that is being replayed to. As much as was known before
    /// is known again, if that does not take too long.
    pub(crate) fn rewrite(&mut self, tape: &Tape) -> Result<(), ConfigError> {
        self.history.rewrite(tape)?;
        self.set_out();
        Ok(())
    }

    /// Paints other weather.
    pub(crate) fn repaint(&mut self, paint: crate::sim::paint::Painting) -> Result<(), ConfigError> {
        let mut tape = self.run().tape().clone();
        tape.scenario.paint = paint;
        self.rewrite(&tape)
    }

    /// Takes the last change back, or makes it again. Returns whether there was one.
    pub(crate) fn undo(&mut self, again: bool) -> bool {
        let moment = if again { self.history.redo() } else { self.history.undo() };
        self.set_out();
        moment.is_some()
    }

    /// Whether a change has been forgotten because there are too many. Says so once.
    pub(crate) fn has_forgotten(&mut self) -> bool {
        self.history.has_forgotten()
    }

    /// The other future is not shown any more.
    pub(crate) fn dismiss(&mut self) {
        self.history.dismiss();
    }

    /// Opens another tape at its start. The present history is set aside, unless one has been already.
    pub(crate) fn set_aside(&mut self, tape: Tape) -> Result<(), ConfigError> {
        let own = core::mem::replace(&mut self.history, History::new(tape)?);
        self.aside.get_or_insert_with(|| Box::new(own));
        self.seek(Instant::ZERO);
        Ok(())
    }

    /// The history that was set aside.
    pub(crate) fn aside(&self) -> Option<&History> {
        self.aside.as_deref()
    }

    /// Goes on with the history that was set aside, as it was.
    pub(crate) fn take_back(&mut self) {
        self.stop = LAST;
        if let Some(own) = self.aside.take() {
            self.history = *own;
            self.set_out();
        }
    }

    /// Begins anew: the same seed and present settings, no inputs.
    pub(crate) fn restart(&mut self) -> Result<(), ConfigError> {
        self.begin(Tape::new(self.history.restarted()))
    }

    /// Begins anew with another seed.
    pub(crate) fn reseed(&mut self, seed: u64) -> Result<(), ConfigError> {
        self.begin(Tape::new(Scenario { seed, ..self.history.restarted() }))
    }

    /// Begins anew with other settings in a lane.
    pub(crate) fn resettle(&mut self, lane: Lane, settings: Settings) -> Result<(), ConfigError> {
        self.begin(Tape::new(self.settled(lane, settings)))
    }

    /// Begins anew with a preset in a lane. One that has inputs is a whole run, with its own luck and weather; one of two
    /// lanes is both of them.
    pub(crate) fn preset(&mut self, lane: Lane, preset: Tape) -> Result<(), ConfigError> {
        let Tape { scenario: Scenario { settings, lane_b, seed, paint, .. }, inputs } = preset;
        let mut scenario = match lane_b {
            Some(_) => Scenario { settings, lane_b, ..self.history.restarted() },
            None => self.settled(lane, settings),
        };
        if !inputs.is_empty() {
            (scenario.seed, scenario.paint) = (seed, paint);
        }
        self.begin(Tape { scenario, inputs })
    }

    /// The scenario of a restart with other settings in a lane. Those of the services are for both.
    fn settled(&self, lane: Lane, settings: Settings) -> Scenario {
        let mut scenario = self.history.restarted();
        if let Some(lane_b) = &mut scenario.lane_b {
            let (own, other) = match lane {
                Lane::A => (&mut scenario.settings, lane_b),
                Lane::B => (lane_b, &mut scenario.settings),
            };
            for (spec, value) in settings.iter().filter(|(spec, _)| spec.of_service) {
                other.set(spec.key, value);
            }
            *own = settings;
        } else {
            scenario.settings = settings;
        }
        scenario
    }

    fn restart_with(&mut self, lanes: Lanes, key: &str, value: Value) -> Result<(), ConfigError> {
        let mut scenario = self.history.restarted();
        if lanes.has(Lane::A) {
            scenario.settings.set_anew(key, value);
        }
        if let Some(lane_b) = scenario.lane_b.as_mut().filter(|_| lanes.has(Lane::B)) {
            lane_b.set_anew(key, value);
        }
        self.begin(Tape::new(scenario))
    }

    /// Begins another run.
    fn begin(&mut self, tape: Tape) -> Result<(), ConfigError> {
        self.history.begin(tape)?;
        self.set_out();
        Ok(())
    }

    /// How much slower than the chosen speed the clock runs, so that a short half-open phase can be seen.
    fn pace(&self, speed: f64) -> f64 {
        let pace = pace(self.run(), speed);
        self.run().lane(Lane::B).map_or(pace, |lane| pace.min(self::pace(lane, speed)))
    }
}

/// How much slower than the chosen speed the clock runs for one lane.
fn pace(run: &Run, speed: f64) -> f64 {
    let Some(phase) = run.picture().fleeting().filter(|_| speed <= 1.0) else { return 1.0 };
    let shown = nanos(phase) as f64 / speed;
    if shown < nanos(FLEETING) as f64 { (shown / nanos(STRETCHED) as f64).max(0.02) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;

    type Outcome = Result<(), ConfigError>;

    fn host(lab: LabId) -> Result<Host, ConfigError> {
        Host::new(Tape::new(Scenario::new(lab)))
    }

    fn play(host: &mut Host, seconds: u32) {
        for frame in 0..=seconds * 50 {
            host.frame(f64::from(frame) * 20.0, 1.0, true);
        }
        host.rest();
    }

    #[test]
    fn the_defaults_and_presets_of_every_lab_make_a_run() {
        for lab in LabId::all() {
            drop(Host::of_defaults(lab));
            for preset in lab.presets {
                assert!(Host::new(link::of_preset(lab, preset)).is_ok(), "{}", preset.name);
            }
        }
    }

    #[test]
    fn playing_and_seeking_show_the_same_picture() -> Outcome {
        for lab in LabId::all() {
            let mut played = host(lab)?;
            play(&mut played, 12);
            let mut sought = host(lab)?;
            sought.seek(played.clock());
            while sought.way().is_some() {
                sought.frame(0.0, 1.0, false);
            }
            assert!(played.run().picture() == sought.run().picture(), "{lab:?}");
            sought.seek(Instant::from_millis(40));
            assert_eq!(sought.clock(), Instant::from_millis(40));
        }
        Ok(())
    }

    #[test]
    fn no_frame_passes_over_a_state_however_long_it_is() -> Outcome {
        // At a speed of 1 short phases are stretched.
        for (speed, kept) in [(1.0, 0.5), (4.0, 0.99)] {
            let mut host = host(named("breaker"))?;
            let mut seen = vec![host.run().state()];
            for frame in 0..600 {
                host.frame(f64::from(frame) * 100.0, speed, true);
                if seen.last() != Some(&host.run().state()) {
                    seen.push(host.run().state());
                }
            }
            assert!(host.run().turns() > 5, "{speed}");
            assert_eq!(seen.len() as u64, host.run().turns() + 1, "{speed}: {seen:?}");
            assert!(host.clock().seconds() > 59.9 * speed * kept, "{speed}: {:?}", host.clock());
        }
        Ok(())
    }

    #[test]
    fn a_run_that_was_set_aside_comes_back_as_it_was() -> Outcome {
        let mut host = host(named("breaker"))?;
        for (moment, failure) in [(2_000, 0.9), (3_000, 0.2), (1_000, 0.7)] {
            host.seek(Instant::from_millis(9_000));
            host.seek(Instant::from_millis(moment));
            host.act(Lanes::Both, Action::Set { key: "failure", value: Value::Number(failure) }, false)?;
        }
        host.undo(false);
        let seen = |host: &Host| {
            let (history, other) = (host.history(), host.history().other());
            let other = other.map(|(other, since)| (other.tape().clone(), other.now(), since));
            (host.clock(), history.can(), other, history.known().now(), host.run().tape().clone())
        };
        let before = seen(&host);
        assert!(before.1 == (true, true) && before.2.is_some());
        for lab in LabId::all() {
            host.set_aside(Tape::new(Scenario::new(lab)))?;
            assert_eq!((host.clock(), host.history().can()), (Instant::ZERO, (false, false)));
            host.step();
            host.act(Lanes::Both, Action::Kill { service: 0 }, false)?;
        }
        host.take_back();
        assert_eq!(seen(&host), before);
        Ok(())
    }

    #[test]
    fn a_slider_under_the_hand_leaves_one_input() -> Outcome {
        let mut host = host(named("breaker"))?;
        play(&mut host, 3);
        for value in [0.6, 0.5, 0.4] {
            host.act(Lanes::Both, Action::Set { key: "failure", value: Value::Number(value) }, false)?;
        }
        assert_eq!(host.run().tape().inputs.len(), 1);
        assert_eq!(host.run().settings().get("failure"), Some(Value::Number(0.4)));
        Ok(())
    }

    #[test]
    fn a_drag_while_time_runs_is_undone_and_made_again_as_one() -> Outcome {
        for link in ["#breaker", "#breaker?lanes=2"] {
            let mut host = Host::new(link::parse(link).tape)?;
            let set = |value| Action::Set { key: "failure", value: Value::Number(value) };
            let lanes = Lanes::Both;
            play(&mut host, 3);
            host.act(lanes, Action::Kill { service: 1 }, false)?;
            let (killed, began) = (host.run().tape().clone(), host.clock());
            for (step, value) in [0.6, 0.5, 0.4, 0.4, 0.3].into_iter().enumerate() {
                host.frame(f64::from(step as u32) * 20.0, 4.0, true);
                host.act(lanes, set(value), step > 0)?;
            }
            assert_eq!(host.run().tape().inputs.len(), 5, "what does not change is no input; the others stay");
            play(&mut host, 1);
            let (dragged, end) = (host.run().tape().clone(), host.clock());
            assert!(host.undo(false));
            assert_eq!((host.run().tape(), host.clock()), (&killed, began));
            assert!(host.undo(true));
            assert_eq!((host.run().tape(), host.clock()), (&dragged, end));
            assert_eq!(host.history().can(), (true, false));
            assert!(host.undo(false) && host.undo(false));
            assert_eq!(host.history().can(), (false, true));
        }
        Ok(())
    }

    #[test]
    fn changes_that_begin_anew_are_one_step_too_if_they_are_one() -> Outcome {
        let mut host = host(named("breaker"))?;
        play(&mut host, 3);
        let set = |value| Action::Set { key: "callers", value: Value::Number(value) };
        host.act(Lanes::Both, set(3.0), false)?;
        host.act(Lanes::Both, set(4.0), true)?;
        host.act(Lanes::Both, set(5.0), true)?;
        assert!(host.undo(false));
        assert_eq!(host.clock(), Instant::from_millis(3_000));
        assert_eq!(host.history().can(), (false, true));
        Ok(())
    }

    #[test]
    fn a_setting_that_builds_another_world_begins_anew() -> Outcome {
        let mut host = host(named("breaker"))?;
        play(&mut host, 3);
        host.act(Lanes::Both, Action::Set { key: "callers", value: Value::Number(3.0) }, false)?;
        assert_eq!(host.clock(), Instant::ZERO);
        assert!(host.run().tape().inputs.is_empty());
        Ok(())
    }

    #[test]
    fn stepping_back_undoes_stepping_forward() -> Outcome {
        for lab in LabId::all() {
            let mut host = host(lab)?;
            let mut moments = vec![host.clock()];
            for _ in 0..12 {
                host.step();
                // Some runs come to their end before.
                if moments.last() != Some(&host.clock()) {
                    moments.push(host.clock());
                }
            }
            moments.pop();
            while let Some(before) = moments.pop() {
                assert_eq!(host.before(), before, "{lab:?}");
                host.seek(host.before());
            }
            assert_eq!(host.before(), Instant::ZERO);
        }
        Ok(())
    }

    #[test]
    fn stepping_back_meets_the_events_of_both_lanes() -> Outcome {
        let mut host = Host::new(link::parse("#breaker?failure=0.3&b.latency=0.37&b.failure=0.9").tape)?;
        let mut moments = vec![host.clock()];
        for _ in 0..40 {
            host.step();
            moments.push(host.clock());
        }
        moments.pop();
        while let Some(before) = moments.pop() {
            assert_eq!(host.before(), before);
            host.seek(before);
        }
        Ok(())
    }

    #[test]
    fn stepping_ends_on_whole_milliseconds_and_always_moves() -> Outcome {
        let mut host = host(named("retry"))?;
        for _ in 0..20 {
            let before = host.run().log().total();
            host.step();
            assert_eq!(host.run().now(), host.clock());
            assert!(host.run().log().total() > before || !host.can_step());
        }
        Ok(())
    }
}
