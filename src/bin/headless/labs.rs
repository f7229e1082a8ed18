//! The labs and their parameters.

use std::io::Write;

use half_open::lab::{LabId, Spec};
use serde_json::{Value, json};

use crate::Failure;
use crate::arguments::{Labs, Plain};
use crate::run::plain_table;

/// Lists labs, parameters, ranges and defaults.
pub(crate) fn labs(asked: &Labs) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if asked.format == Plain::Json {
        let labs: Vec<Value> = LabId::ALL.into_iter().map(object).collect();
        return Ok(writeln!(out, "{}", json!({ "labs": labs }))?);
    }
    for lab in LabId::ALL {
        writeln!(out, "{}: {}", lab.key(), lab.lab().about)?;
        let mut table = plain_table(&["key", "default", "allowed", "what it is"]);
        for spec in lab.specs() {
            table.add_row([spec.key.to_owned(), spec.write(spec.default()), spec.allowed(), meaning(spec)]);
        }
        table.add_row(["seed".to_owned(), lab.default_seed().to_string(), SEEDS.to_owned(), "all luck".to_owned()]);
        writeln!(out, "{table}\n")?;
    }
    Ok(())
}

const SEEDS: &str = "0 to 9007199254740991";

fn meaning(spec: &Spec) -> String {
    if spec.hint.is_empty() { spec.label.to_owned() } else { format!("{}: {}", spec.label, spec.hint) }
}

fn object(lab: LabId) -> Value {
    let parameter = |spec: &Spec| json!({ "key": spec.key, "label": spec.label, "default": spec.write(spec.default()), "allowed": spec.allowed() });
    json!({
        "lab": lab.key(),
        "about": lab.lab().about,
        "seed": lab.default_seed(),
        "parameters": lab.specs().iter().map(parameter).collect::<Vec<_>>(),
    })
}
