//! Published experiments: run again, and compared with what was published.

use std::io::Write;

use half_open::experiment::{ALL, Experiment, Options, Provenance, Row, Target, Verdict};
use serde_json::{Value, json};

use crate::Failure;
use crate::arguments::{Plain, Reproduce};
use crate::run::{align_right, plain_table, progress};

/// Lists the experiments, or runs some and compares. Fails if a row is off.
pub(crate) fn reproduce(asked: &Reproduce) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let chosen: Vec<&Experiment> = match (&asked.name, asked.all) {
        (_, true) => ALL.to_vec(),
        (Some(name), false) => vec![Experiment::of(name).ok_or_else(|| unknown(name))?],
        (None, false) => return list(asked.format, &mut out),
    };
    let (mut off, mut told) = (0, Vec::new());
    for experiment in chosen {
        let rows = measure(experiment, asked)?;
        off += rows.iter().filter(|row| row.verdict() == Verdict::Missed).count();
        match asked.format {
            Plain::Table => write_table(experiment, &rows, &mut out)?,
            Plain::Json => told.push(object(experiment, &rows)),
        }
    }
    match asked.format {
        Plain::Json => writeln!(out, "{}", json!({ "experiments": told, "missed": off }))?,
        Plain::Table if off == 0 => writeln!(out, "Every value was met.")?,
        Plain::Table => writeln!(out, "Missed: {off}.")?,
    }
    if off == 0 { Ok(()) } else { Err(Failure::Check) }
}

fn measure(experiment: &Experiment, asked: &Reproduce) -> Result<Vec<Row>, Failure> {
    // With all experiments, an option is for those that have it.
    let suits = |value: Option<u32>, has: bool| value.filter(|_| has || !asked.all);
    let options = Options {
        clients: suits(asked.clients, experiment.clients.is_some()),
        runs: suits(asked.runs, experiment.runs.is_some()),
        seed: asked.seed,
    };
    let bar = progress(1);
    let rows = experiment.run(options, &mut |done, all| {
        bar.set_length(u64::from(all));
        bar.set_position(u64::from(done));
    });
    bar.finish_and_clear();
    rows.map_err(|error| Failure::Wrong(format!("{}: --{error}", experiment.name)))
}

fn unknown(name: &str) -> Failure {
    let known: Vec<&str> = ALL.iter().map(|experiment| experiment.name).collect();
    Failure::Wrong(format!("there is no experiment “{name}”; there are {}", known.join(", ")))
}

fn list(format: Plain, out: &mut impl Write) -> Result<(), Failure> {
    if format == Plain::Json {
        let all: Vec<Value> = ALL
            .iter()
            .map(
                |experiment| json!({ "name": experiment.name, "about": experiment.about, "source": experiment.source }),
            )
            .collect();
        return Ok(writeln!(out, "{}", json!({ "experiments": all }))?);
    }
    let mut table = plain_table(&["name", "what it shows", "options"]);
    for experiment in ALL {
        let knobs = [("--clients", experiment.clients), ("--runs", experiment.runs)];
        let options: Vec<String> = knobs
            .iter()
            .filter_map(|(name, knob)| knob.map(|knob| format!("{name} {} (1 to {})", knob.default, knob.most)))
            .collect();
        table.add_row([experiment.name, experiment.about, &options.join("\n")]);
    }
    writeln!(out, "{table}")?;
    Ok(writeln!(out, "`reproduce NAME` runs one, `reproduce --all` runs all.")?)
}

fn write_table(experiment: &Experiment, rows: &[Row], out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "{}: {}\nSource: {}", experiment.name, experiment.about, experiment.source)?;
    let mut table = plain_table(&["measured", "value to meet", "from", "value", "verdict"]);
    for row in rows {
        let (target, from) = row.target.unzip();
        let from = from.map_or("", Provenance::word);
        let value = number(row.measured);
        table.add_row([&row.what, &target.map_or_else(String::new, words), from, &value, row.verdict().word()]);
    }
    align_right(&mut table, 3);
    Ok(writeln!(out, "{table}\n")?)
}

/// A value to meet in words.
fn words(target: Target) -> String {
    match target {
        // Below a millionth a tolerance only allows for the rounding of floats.
        Target::Near { value, tolerance } if tolerance > 1e-6 => format!("{} ± {}", number(value), number(tolerance)),
        Target::Near { value, .. } => number(value),
        Target::AtLeast(least) => format!("at least {}", number(least)),
        Target::AtMost(most) => format!("at most {}", number(most)),
    }
}

/// A number with four significant digits, or all before the point.
fn number(value: f64) -> String {
    let digits = if value == 0.0 { 0.0 } else { value.abs().log10().floor() };
    let places = (3.0 - digits).clamp(0.0, 9.0) as usize;
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn object(experiment: &Experiment, rows: &[Row]) -> Value {
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            let (target, from) = row.target.unzip();
            let (kind, tolerance) = match target {
                Some(Target::Near { tolerance, .. }) => (Some("near"), Some(tolerance)),
                Some(Target::AtLeast(_)) => (Some("at_least"), None),
                Some(Target::AtMost(_)) => (Some("at_most"), None),
                None => (None, None),
            };
            json!({
                "row": row.what,
                "measured": row.measured,
                "value": target.map(Target::value),
                "kind": kind,
                "tolerance": tolerance,
                "from": from.map(Provenance::word),
                "verdict": row.verdict().word().to_lowercase(),
            })
        })
        .collect();
    json!({ "name": experiment.name, "source": experiment.source, "rows": rows })
}
