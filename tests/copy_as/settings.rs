//! Settings to write down: of a link, and any that a lab allows.

use half_open::link;
use half_open::play::spec::Kind;
use half_open::play::{LabId, Settings, Value};
use half_open::policy::Kinds;
use half_open::sim::mix::Mix;
use proptest::prelude::*;
use proptest::sample::select;

/// The lab and the settings of a link.
pub(crate) fn of(text: &str) -> (LabId, Settings) {
    let parsed = link::parse(text);
    assert!(parsed.complaints.is_empty(), "{text}: {:?}", parsed.complaints);
    (parsed.tape.scenario.lab, parsed.tape.scenario.settings)
}

/// Any settings of any lab: on the steps of the controls and between them, ends of the ranges more often than not.
pub(crate) fn any() -> impl Strategy<Value = (LabId, Settings)> {
    let lab = select(LabId::all().filter(|lab| lab.tooling().copy.is_some()).collect::<Vec<_>>());
    (lab, prop::collection::vec((0_u32..4, 0.0_f64..=1.0), 40)).prop_map(|(lab, draws)| {
        let mut settings = Settings::new(lab.specs);
        for (spec, (way, part)) in lab.specs.iter().zip(draws) {
            let value = match &spec.kind {
                Kind::Choice { options, .. } => Value::Choice((part * (options.len() - 1) as f64).round() as usize),
                Kind::Mix => Value::Mix(Mix::only(Mix::KINDS[(part * 8.0) as usize])),
                Kind::Kinds => Value::Kinds(Kinds::of(&Mix::KINDS[(part * 8.0) as usize..])),
                Kind::Order { .. } => spec.default(),
                Kind::Number { min, max, step, grid, .. } => Value::Number(match way {
                    0 => *min,
                    1 => *max,
                    // In millionths, as a link can write it; or on the grid.
                    2 if !grid => ((min + part * (max - min)) * 1e6).round() / 1e6,
                    _ => {
                        let steps = (part * (max - min) / step).floor();
                        ((min + steps * step) * 1e6).round() / 1e6
                    }
                }),
            };
            settings.set(spec.key, value);
        }
        // What makes no sense together is a default as well, as a link has it.
        if let Err(error) = (lab.check)(&settings)
            && let Some(spec) = settings.spec(error.field)
        {
            settings.set(spec.key, spec.default());
        }
        (lab, settings)
    })
}
