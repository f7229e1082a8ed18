//! The clinic: runs with a mistake in them. What is wrong, and which change cures it?

mod ask;
pub mod cases;
pub mod code;
mod compare;
mod copies;
pub mod mistakes;
mod picture;
pub mod plan;
mod questions;
mod tries;
pub mod visits;
mod words;

pub use picture::{ANSWERED, Counts, LOST, Lane, Picture, REFUSED, STOOD_IN, Turn, Turned};

use core::time::Duration;

use crate::play::compare::{Cases, SHORTEST};
use crate::play::spec::Unit::{Rate, Seconds};
use crate::play::{Group, Lab, LabId, Name, Preset, Service, Settings, Spec, Tooling, Value};
use crate::policy::ConfigError;
use crate::sim::World;
use crate::text::clinic as text;
use cases::{COUNT, Case, KNOBS, MOST_CHANGES};
use plan::{Plan, SERVICES};

/// What it is called.
pub const NAME: Name = Name { key: "clinic", title: text::TITLE, group: Group::Beyond };

/// The lab.
pub const ID: LabId = LabId::of(&LAB);

/// No change: the case as it is.
const BROKEN: [(&str, Value); 2] = [("first", Value::Choice(0)), ("second", Value::Choice(0))];

/// The registry's row.
pub static LAB: Lab = Lab {
    about: text::ABOUT,
    why: text::WHY,
    when: text::WHEN,
    terms: &["open", "half-open", "probe", "fast-fail", "degraded", "seed"],
    tries: &tries::TRIES,
    next: text::NEXT,
    asks: questions::QUESTIONS.len(),
    specs: &SPECS,
    presets: &[
        Preset { name: text::SHARED_PRESET, note: text::SHARED_NOTE, text: "case=5" },
        Preset { name: text::SILENT_PRESET, note: text::SILENT_NOTE, text: "case=12" },
        Preset { name: text::NESTED_PRESET, note: text::NESTED_NOTE, text: "case=14" },
        Preset { name: text::STUCK_PRESET, note: text::STUCK_NOTE, text: "case=16" },
        Preset { name: text::SEMIAN_PRESET, note: text::SEMIAN_NOTE, text: "case=25" },
    ],
    services: &[service(0), service(1), service(2)],
    default_seed: 42,
    baseline: Some(|tape| tape.holding(&BROKEN)),
    cases: Cases::Stretches(|_| STRETCH),
    telling: words::TELLING,
    ..Lab::new(NAME, world, |settings| Box::new(Picture::new(settings)))
};

/// What the tools know of it.
pub static TOOLING: Tooling = Tooling {
    questions: &questions::QUESTIONS,
    listings: &code::LISTINGS,
    listing: code::listing,
    copy: Some(copies::write),
    ..Tooling::NONE
};

/// Two lanes are compared in stretches of this length.
const STRETCH: Duration = SHORTEST;

const fn service(id: usize) -> Service {
    Service { id: id as u32 + 1, name: SERVICES[id], failure: Some("failure"), latency: Some("latency") }
}

static SPECS: [Spec; 5] = [
    Spec::choice("case", text::CASE, &text::cases::OPTIONS, 0)
        .first()
        .restarting()
        .of_service()
        .clearing(&["first", "second"])
        .hint(text::CASE_HINT),
    Spec::choice("first", text::FIRST, &KNOBS, 0)
        .first()
        .restarting()
        .offering(|settings| offered(settings, "first"))
        .hint(text::CHANGE_HINT),
    Spec::choice("second", text::SECOND, &KNOBS, 0)
        .first()
        .restarting()
        .offering(|settings| offered(settings, "second"))
        .hint(text::CHANGE_HINT),
    Spec::number("failure", text::FAILURE, (0.0, 1.0), 0.01, 0.0, Rate).of_service().more().hint(text::FAILURE_HINT),
    Spec::number("latency", text::LATENCY, (0.0, 60.0), 0.05, 0.0, Seconds)
        .of_service()
        .more()
        .reaching(5.0)
        .hint(text::LATENCY_HINT),
];

/// The changes that can be chosen, each by its place among all of them: none, those of the case, and what a link has
/// chosen in their place.
fn offered(settings: &Settings, key: &str) -> Vec<(usize, String)> {
    let (case, words) = case(settings);
    let place = |key: &str| KNOBS.iter().position(|(own, _)| *own == key).unwrap_or_default();
    let changes = case.remedies.iter().zip(words.changes).map(|(remedy, (from, to))| {
        let place = place(remedy.key);
        (place, text::change(KNOBS[place].1, from, to))
    });
    let mut all = vec![(0, text::knobs::NONE.to_owned())];
    all.extend(changes);
    let chosen = place(settings.choice(key));
    if all.iter().all(|(place, _)| *place != chosen) {
        all.push((chosen, text::not_offered(KNOBS[chosen].1)));
    }
    all
}

/// The number of the case, from 1.
pub fn number(settings: &Settings) -> usize {
    match settings.get("case") {
        Some(Value::Choice(index)) => (index + 1).min(COUNT),
        _ => 1,
    }
}

/// The case with its words.
pub fn case(settings: &Settings) -> (&'static Case, &'static text::cases::Words) {
    Case::of(number(settings)).unwrap_or_else(Case::first)
}

/// The changes as the settings have them, by their names.
pub fn changes(settings: &Settings) -> [&'static str; MOST_CHANGES] {
    ["first", "second"].map(|key| settings.choice(key))
}

/// The changes that the case offers of those that the settings have, by their places in its list; each once.
pub fn made(settings: &Settings) -> Vec<usize> {
    let (case, _) = case(settings);
    let mut places: Vec<usize> = changes(settings).iter().filter_map(|key| case.place(key)).collect();
    places.dedup();
    places
}

/// What the learner has made of the case.
pub fn plan(settings: &Settings) -> Plan {
    let mut plan = case(settings).0.with(changes(settings));
    for (key, value) in [("failure", &mut plan.failure), ("latency", &mut plan.latency)] {
        let own = settings.number(key);
        if own > 0.0 {
            *value = own;
        }
    }
    plan
}

/// Whether the services are as the case has them.
pub fn is_as_it_was(settings: &Settings) -> bool {
    settings.number("failure") == 0.0 && settings.number("latency") == 0.0
}

fn world(settings: &Settings) -> Result<World, ConfigError> {
    plan(settings).world()
}
