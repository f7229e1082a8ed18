//! Lists the labs.

use std::io::Write;

use half_open::play::kinds;
use half_open::play::spec::{Kind, Thing};
use half_open::play::{LabId, Settings, Spec};
use half_open::sim::mix::Mix;
use serde_json::{Value, json};

use crate::args::{self, Format};
use crate::show::table;
use crate::{Trouble, Verdict};
use half_open::text::headless as text;

/// `headless labs`.
pub(crate) fn labs(arguments: &args::Labs, out: &mut impl Write) -> Result<Verdict, Trouble> {
    match arguments.format {
        Format::Table => LabId::all().try_for_each(|lab| text(lab, out))?,
        Format::Json => {
            let labs: Vec<Value> = LabId::all().map(data).collect();
            writeln!(out, "{}", json!({ "v": half_open::link::VERSION, "labs": labs }))?;
        }
    }
    Ok(Verdict::Good)
}

fn text(lab: LabId, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "{}", text::lab(lab.key, lab.about, lab.default_seed))?;
    let rows = lab.specs.iter().map(|spec| {
        vec![spec.key.to_owned(), spec.write(spec.default()), spec.allowed(), format!("{}: {}", spec.label, spec.hint)]
    });
    writeln!(out, "{}", table(&["key", "default", "allowed", "what"], &[], rows.collect()))?;
    for list in lab.lists {
        let defaults = list.write(&Settings::new(lab.specs));
        writeln!(out, "{}", text::list(&list.parts.join(", "), list.key, &defaults))?;
    }
    let presets = lab.presets.iter().map(|preset| vec![preset.name.to_owned(), link(lab, preset.text)]);
    writeln!(out, "\n{}\n", table(&["preset", "link"], &[], presets.collect()))
}

fn link(lab: LabId, text: &str) -> String {
    format!("#{}?{text}", lab.key)
}

fn data(lab: LabId) -> Value {
    let presets = lab
        .presets
        .iter()
        .map(|preset| json!({ "name": preset.name, "note": preset.note, "link": link(lab, preset.text) }));
    let services: Vec<&str> = lab.services.iter().map(|service| service.name).collect();
    json!({
        "lab": lab.key,
        "title": lab.title,
        "about": lab.about,
        "seed": lab.default_seed,
        "services": services,
        "parameters": lab.specs.iter().map(parameter).collect::<Vec<_>>(),
        "presets": presets.collect::<Vec<_>>(),
    })
}

fn parameter(spec: &Spec) -> Value {
    let mut parameter = json!({
        "key": spec.key,
        "label": spec.label,
        "hint": spec.hint,
        "default": spec.write(spec.default()),
        "allowed": spec.allowed(),
        "restarts": spec.restarts,
    });
    match &spec.kind {
        Kind::Number { min, max, step, .. } => {
            (parameter["min"], parameter["max"], parameter["step"]) = (json!(min), json!(max), json!(step));
        }
        Kind::Choice { options, .. } => {
            parameter["options"] = options.iter().map(|(key, label)| json!({ "key": key, "label": label })).collect();
        }
        Kind::Order { things, .. } => {
            let thing = |thing: &Thing| json!({ "key": thing.key, "label": thing.label, "most": thing.most });
            parameter["things"] = things.iter().map(thing).collect();
        }
        Kind::Mix | Kind::Kinds => {
            let option = |kind| json!({ "key": kinds::key(kind), "label": kinds::name(kind) });
            parameter["options"] = Mix::KINDS.into_iter().map(option).collect();
        }
    }
    parameter
}
