//! Two lanes: the same run twice, with the same random numbers, with other settings.
//!
//! Lane A holds the tape of both. Each lane by itself is a run like any other: that of [`Tape::of_lane`].

use super::explain::spell;
use super::spec::{Kind, Spec, Unit};
use super::{LabId, Run, Settings, Tape, Value};
use crate::decimal::short;
use crate::sim::input::{Action, Input, Lane, Lanes};
use crate::text::play::lanes as text;

impl Tape {
    /// The tape of one lane alone.
    pub fn of_lane(&self, lane: Lane) -> Self {
        let mut tape = self.clone();
        if let (Lane::B, Some(settings)) = (lane, tape.scenario.lane_b.take()) {
            tape.scenario.settings = settings;
        }
        tape.inputs.retain(|input| input.lanes.has(lane));
        for input in &mut tape.inputs {
            input.lanes = Lanes::Both;
        }
        tape
    }

    /// Two lanes that both are this tape from its start; a tape of two lanes stays as it is.
    pub fn split(mut self) -> Self {
        self.scenario.lane_b.get_or_insert_with(|| self.scenario.settings.clone());
        self
    }

    /// Two lanes: this tape's lane A, and beside it the same with other values of some settings from the start. What
    /// is done to these later is done in lane A alone.
    pub fn beside(&self, others: &[(&'static str, Value)]) -> Self {
        let mut tape = self.of_lane(Lane::A).split();
        if let Some(lane_b) = &mut tape.scenario.lane_b {
            for &(key, value) in others {
                lane_b.set(key, value);
            }
        }
        for input in &mut tape.inputs {
            if matches!(input.action, Action::Set { key, .. } if others.iter().any(|(other, _)| *other == key)) {
                input.lanes = Lanes::Only(Lane::A);
            }
        }
        tape
    }

    /// One lane of it in which some settings have these values from its start to its end, whatever is done to them: a run
    /// to be drawn beside it.
    pub fn holding(&self, held: &[(&'static str, Value)]) -> Self {
        let mut tape = self.of_lane(Lane::A);
        for &(key, value) in held {
            tape.scenario.settings.set(key, value);
        }
        let is_held = |set: &str| held.iter().any(|(key, _)| *key == set);
        tape.inputs.retain(|input| !matches!(input.action, Action::Set { key, .. } if is_held(key)));
        tape
    }

    /// The same with the lanes exchanged; a tape of one lane stays as it is.
    pub fn swapped(mut self) -> Self {
        let Some(settings_b) = &mut self.scenario.lane_b else { return self };
        core::mem::swap(&mut self.scenario.settings, settings_b);
        for input in &mut self.inputs {
            if let Lanes::Only(lane) = &mut input.lanes {
                *lane = lane.other();
            }
        }
        self
    }
}

/// In which lanes a change acts that is made on the page while lane `chosen` is shown: the services are the same for
/// both, or they would not meet the same failures; policies and workload belong to a lane.
pub fn reach(lab: LabId, action: Action, chosen: Lane) -> Lanes {
    match action {
        Action::Set { key, .. } if !lab.specs.iter().any(|spec| spec.key == key && spec.of_service) => {
            Lanes::Only(chosen)
        }
        _ => Lanes::Both,
    }
}

/// A setting in which the lanes differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The setting.
    pub spec: &'static Spec,
    /// Its value in lane A, and in lane B.
    pub values: (Value, Value),
}

/// What is different in lane B, in the order of the lab's table. A setting that has no effect in either lane is no
/// difference.
pub fn differences(a: &Settings, b: &Settings) -> Vec<Difference> {
    let rows = a.iter().zip(b.iter());
    let rows = rows.filter(|((spec, here), (_, there))| here != there && (a.applies(spec) || b.applies(spec)));
    rows.map(|((spec, here), (_, there))| Difference { spec, values: (here, there) }).collect()
}

impl Difference {
    /// As it reads in a sentence about lane B: `Failure threshold 5 instead of 3`.
    pub fn words(&self) -> String {
        let (a, b) = self.values;
        text::instead(self.spec.label, &self.value(b), &self.value(a))
    }

    /// As it names a lane: `Failure threshold 5`.
    pub fn words_of(&self, lane: Lane) -> String {
        let (a, b) = self.values;
        format!("{} {}", self.spec.label, self.value(if lane == Lane::A { a } else { b }))
    }

    fn value(&self, value: Value) -> String {
        match (&self.spec.kind, value) {
            (Kind::Number { unit: Unit::Count(_), .. }, Value::Number(number)) => short(number, 9),
            (Kind::Choice { .. }, value) => format!("“{}”", spell(self.spec, value)),
            _ => spell(self.spec, value),
        }
    }
}

/// Whether an input is the last one's successor: the same setting, at the same moment, in the same lanes.
pub(super) fn is_same_setting(last: &Input, lanes: Lanes, wanted: &'static str) -> bool {
    last.lanes == lanes && matches!(last.action, Action::Set { key, .. } if key == wanted)
}

/// What is different in lane B at the present moment, as a sentence.
pub fn told(run: &Run) -> Option<String> {
    let b = run.lane(Lane::B)?;
    let differences = differences(run.settings(), b.settings());
    if differences.is_empty() {
        let same = run.tape().of_lane(Lane::A) == run.tape().of_lane(Lane::B);
        let text = if same { text::SAME } else { text::SAME_NOW };
        return Some(text.to_owned());
    }
    let words: Vec<String> = differences.iter().map(Difference::words).collect();
    Some(text::differs(&words.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;
    use crate::link;
    use crate::play::{LabId, Scenario};

    fn tape(link: &str) -> Tape {
        let parsed = link::parse(link);
        assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
        parsed.tape
    }

    #[test]
    fn lanes_are_split_swapped_and_taken_apart() {
        let one = tape("#breaker?threshold=4&in=2~reset~9;3~kill~S1");
        let two = one.clone().split();
        assert_eq!(two.of_lane(Lane::A), one);
        assert_eq!(two.of_lane(Lane::B), one);
        assert_eq!(two.clone().split(), two);
        let differ = tape("#breaker?threshold=4&b.threshold=6&in=2~a.reset~9;3~kill~S1;4~b.reset~1");
        assert_eq!(differ.of_lane(Lane::A), tape("#breaker?threshold=4&in=2~reset~9;3~kill~S1"));
        assert_eq!(differ.of_lane(Lane::B), tape("#breaker?threshold=6&in=3~kill~S1;4~reset~1"));
        let swapped = differ.clone().swapped();
        assert_eq!(swapped.of_lane(Lane::A), differ.of_lane(Lane::B));
        assert_eq!(swapped.of_lane(Lane::B), differ.of_lane(Lane::A));
        assert_eq!(swapped.swapped(), differ);
        assert_eq!(one.clone().swapped(), one);
    }

    #[test]
    fn a_lane_beside_differs_in_one_setting_from_the_start() {
        let tape = tape("#retry?attempts=4&seed=1&in=1~attempts~6;2~kill~S1");
        let both = tape.beside(&[("attempts", Value::Number(1.0))]);
        assert_eq!(both.of_lane(Lane::A), tape);
        assert_eq!(
            link::write(&both.of_lane(Lane::B), &link::View::default()),
            "#retry?attempts=1&seed=1&in=2~kill~S1"
        );
        assert_eq!(both.beside(&[("attempts", Value::Number(1.0))]), both);
    }

    #[test]
    fn differences_are_told_with_their_units_and_without_what_has_no_effect() {
        let told = |lab: LabId, changes: &[(&'static str, Value)]| {
            let a = Scenario::new(lab).settings;
            let mut b = a.clone();
            for (key, value) in changes {
                b.set(key, *value);
            }
            differences(&a, &b).iter().map(Difference::words).collect::<Vec<_>>().join("; ")
        };
        let number = Value::Number;
        let text =
            told(named("breaker"), &[("threshold", number(5.0)), ("reset", number(2.5)), ("window", number(7.0))]);
        assert_eq!(text, "Failure threshold 5 instead of 3; Reset timeout 2.5 s instead of 5 s");
        let text = told(named("retry"), &[("failure", number(0.25)), ("kind", Value::Choice(1))]);
        assert_eq!(text, "Failure rate 25 % instead of 60 %; Waits grow “by the same step” instead of “by a factor”");
        assert_eq!(told(named("batch"), &[]), "");
    }

    #[test]
    fn services_are_the_same_for_both_lanes() {
        for lab in LabId::all() {
            let own: Vec<&str> = lab.specs.iter().filter(|spec| spec.of_service).map(|spec| spec.key).collect();
            match lab.key {
                "batch" => assert_eq!(own.len(), 6),
                "breaker" => assert_eq!(own, ["failure", "mix", "latency"]),
                "retry" => assert_eq!(own, ["failure", "mix", "after", "latency"]),
                "stack" => assert_eq!(own, ["failure", "mix", "after", "latency", "hang", "outage", "outage-for"]),
                "cascade" => {
                    assert_eq!(own, ["rate", "front", "workers", "queue", "latency", "hang", "outage", "outage-for"]);
                }
                "fallback" => assert_eq!(
                    own,
                    ["failure", "replica", "outage", "outage-for", "replica-outage", "replica-outage-for", "latency"]
                ),
                "clinic" => assert_eq!(own, ["case", "failure", "latency"]),
                // What a service is painted with is about it, at least.
                _ => {
                    let painted = lab.services.iter().flat_map(|service| [service.failure, service.latency]).flatten();
                    assert!(painted.into_iter().all(|key| own.contains(&key)), "{lab:?}: {own:?}");
                }
            }
        }
    }
}
