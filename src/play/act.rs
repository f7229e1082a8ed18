//! What the user does, written on the tape.
//!
//! An act is an input at a moment, and what it changes follows from the tape alone. So it can be taken in while the run
//! is still on its way to that moment: nothing has to be played first.

use super::lanes::is_same_setting;
use super::run::INPUTS_KEPT;
use super::{LabId, Scenario, Settings, Tape, Value};
use crate::policy::ConfigError;
use crate::sim::input::{Action, Input, Lane, Lanes};
use crate::text::play::spec as text;
use crate::time::Instant;

impl Tape {
    /// The inputs up to a moment, those of the very moment included.
    fn by(&self, at: Instant) -> &[Input] {
        &self.inputs[..self.inputs.partition_point(|input| input.at <= at)]
    }

    /// The settings of a lane at a moment, after the inputs of that moment. Where there is one lane, it is A.
    pub fn settings_at(&self, lane: Lane, at: Instant) -> Settings {
        let scenario = &self.scenario;
        let first = match (lane, &scenario.lane_b) {
            (Lane::B, Some(settings)) => settings,
            _ => &scenario.settings,
        };
        let inputs = self.by(at).iter().filter(|input| input.lanes.has(lane));
        inputs.fold(first.clone(), |settings, input| taken(scenario.lab, &settings, input.action).unwrap_or(settings))
    }

    /// Whether a setting has this value at a moment, in all of these lanes.
    pub fn has_at(&self, at: Instant, lanes: Lanes, key: &str, value: Value) -> bool {
        let has = |lane| !self.has_lane(lane) || self.settings_at(lane, at).get(key) == Some(value.written());
        Lane::ALL.into_iter().filter(|lane| lanes.has(*lane)).all(has)
    }

    /// Whether an action would change nothing at a moment, in any of these lanes: the setting has this value already, the
    /// service is killed already, or is not.
    fn holds_at(&self, at: Instant, lanes: Lanes, action: Action) -> bool {
        let killed = |lane, service| {
            let about = |input: &&Input| {
                let here = matches!(input.action, Action::Kill { service: id } | Action::Recover { service: id } if id == service);
                here && input.lanes.has(lane)
            };
            self.by(at).iter().rev().find(about).is_some_and(|input| matches!(input.action, Action::Kill { .. }))
        };
        let all = |service, wanted| {
            Lane::ALL
                .into_iter()
                .all(|lane| !lanes.has(lane) || !self.has_lane(lane) || killed(lane, service) == wanted)
        };
        match action {
            Action::Set { key, value } => self.has_at(at, lanes, key, value),
            Action::Kill { service } => all(service, true),
            Action::Recover { service } => all(service, false),
            // Whether it would do something only the run knows, which passes it over if not.
            Action::Command(_) => false,
        }
    }

    /// The scenario that Restart begins at a moment: the same seed with the settings of that moment, in both lanes.
    pub fn restarted_at(&self, at: Instant) -> Scenario {
        let lane_b = self.has_lane(Lane::B).then(|| self.settings_at(Lane::B, at));
        Scenario { settings: self.settings_at(Lane::A, at), lane_b, ..self.scenario.clone() }
    }

    /// The tape on which the user does something at a moment, a whole millisecond, in some of two lanes. Inputs that were
    /// to come later are dropped. A second change of one setting at one moment replaces the first, so that a hand on a
    /// slider does not fill the tape; one that changes nothing is no input. The error names what is wrong.
    pub fn acted(&self, at: Instant, lanes: Lanes, action: Action) -> Result<Self, ConfigError> {
        let mut tape = Self { scenario: self.scenario.clone(), inputs: self.by(at).to_vec() };
        if self.holds_at(at, lanes, action) {
            return Ok(self.clone());
        }
        if let Action::Set { key, value } = action
            && tape.inputs.last().is_some_and(|last| last.at == at && is_same_setting(last, lanes, key))
        {
            tape.inputs.pop();
            if tape.has_at(at, lanes, key, value) {
                return Ok(tape);
            }
        }
        tape.push(at, lanes, action)?;
        Ok(tape)
    }

    /// Adds what the user does at a moment after all inputs. The error names what is wrong; then nothing has changed.
    pub(super) fn push(&mut self, at: Instant, lanes: Lanes, action: Action) -> Result<(), ConfigError> {
        if self.inputs.len() >= INPUTS_KEPT {
            let most = text::inputs_allowed(INPUTS_KEPT);
            return Err(ConfigError::new("inputs", INPUTS_KEPT + 1, most));
        }
        for lane in Lane::ALL.into_iter().filter(|lane| lanes.has(*lane) && self.has_lane(*lane)) {
            taken(self.scenario.lab, &self.settings_at(lane, at), action)?;
        }
        self.inputs.push(Input { at, lanes, action: action.written() });
        Ok(())
    }

    fn has_lane(&self, lane: Lane) -> bool {
        lane == Lane::A || self.scenario.lane_b.is_some()
    }
}

/// The settings after an action. The error says why no world can be built of them.
fn taken(lab: LabId, settings: &Settings, action: Action) -> Result<Settings, ConfigError> {
    let mut settings = settings.clone();
    if let Action::Set { key, value } = action {
        settings.set(key, value);
        (lab.world)(&settings)?;
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link;
    use crate::play::Run;

    const SET: fn(&'static str, f64) -> Action = |key, value| Action::Set { key, value: Value::Number(value) };

    fn tape(link: &str) -> Tape {
        let parsed = link::parse(link);
        assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
        parsed.tape
    }

    #[test]
    fn the_settings_of_a_moment_are_those_of_the_run_that_stands_there() -> Result<(), ConfigError> {
        for link in [
            "#breaker?threshold=4&in=2~reset~9;2~failure~0.1;3~kill~S1;6~threshold~2",
            "#breaker?threshold=4&b.threshold=6&in=2~a.reset~9;3~failure~0.25;4~b.reset~1;5~b.trip~count",
            "#batch?in=1~failures.S2~0.4;1~failures.S2~0.5;3~attempts~2",
        ] {
            let tape = tape(link);
            for millis in [0, 1_999, 2_000, 3_000, 4_500, 9_000] {
                let at = Instant::from_millis(millis);
                let mut run = Run::replay(tape.clone())?;
                assert!(run.advance(at, 1_000_000));
                for lane in Lane::ALL {
                    let settings = run.lane(lane).map(Run::settings);
                    assert!(settings.is_none_or(|settings| *settings == tape.settings_at(lane, at)), "{link} {at}");
                }
                assert_eq!(run.restarted(), tape.restarted_at(at));
            }
        }
        Ok(())
    }

    #[test]
    fn an_act_drops_what_was_to_come_and_a_second_value_of_a_moment_replaces_the_first() -> Result<(), ConfigError> {
        let (at, both) = (Instant::from_millis(2_000), Lanes::Both);
        let one = tape("#breaker?in=1~kill~S1;5~recover~S1").acted(at, both, SET("failure", 0.5))?;
        assert_eq!(one, tape("#breaker?in=1~kill~S1;2~failure~0.5"));
        let two = one.acted(at, both, SET("failure", 0.25))?;
        assert_eq!(two, tape("#breaker?in=1~kill~S1;2~failure~0.25"));
        assert_eq!(two.acted(at, both, SET("failure", 0.25))?, two, "it has that value");
        let back = two.acted(at, both, SET("failure", 0.7))?;
        assert_eq!(back, tape("#breaker?in=1~kill~S1"), "the value that it had before");
        let other = two.acted(at, both, SET("reset", 2.0))?;
        assert_eq!(other, tape("#breaker?in=1~kill~S1;2~failure~0.25;2~reset~2"));
        let later = two.acted(Instant::from_millis(2_001), both, SET("failure", 0.5))?;
        assert_eq!(later, tape("#breaker?in=1~kill~S1;2~failure~0.25;2.001~failure~0.5"));
        Ok(())
    }

    #[test]
    fn what_holds_already_is_no_input() -> Result<(), ConfigError> {
        let (at, both, service) = (Instant::from_millis(2_000), Lanes::Both, 1);
        let (kill, recover) = (Action::Kill { service }, Action::Recover { service });
        let well = tape("#breaker?seed=1&in=9~failure~0");
        assert_eq!(well.acted(at, both, recover)?, well, "what was to come stays");
        let killed = well.acted(at, both, kill)?;
        assert_eq!(killed, tape("#breaker?seed=1&in=2~kill~S1"));
        assert_eq!(killed.acted(at, both, kill)?, killed);
        // In one of two lanes it may hold, in the other not.
        let one = tape("#breaker?seed=1&lanes=2&in=1~a.kill~S1");
        assert_eq!(one.acted(at, Lanes::Only(Lane::A), kill)?, one);
        assert_eq!(one.acted(at, both, kill)?.inputs.len(), 2);
        assert_eq!(one.acted(at, both, recover)?.inputs.len(), 2);
        Ok(())
    }

    #[test]
    fn what_makes_no_sense_is_named_and_so_is_one_input_too_many() {
        let start = tape("#breaker?seed=1");
        let wrong = start.acted(Instant::ZERO, Lanes::Both, SET("threshold", 0.0)).map_err(|error| error.to_string());
        assert!(wrong.is_err_and(|error| error.contains("threshold")));
        let press = |tape: Tape, number: u64| {
            let service = 1;
            let action = if number.is_multiple_of(2) { Action::Kill { service } } else { Action::Recover { service } };
            tape.acted(Instant::from_millis(number), Lanes::Both, action)
        };
        let full = (0..INPUTS_KEPT as u64).try_fold(start, press);
        let more = full.and_then(|full| press(full, INPUTS_KEPT as u64)).map_err(|error| error.to_string());
        assert!(more.is_err_and(|error| error.contains("at most 200")));
    }
}
