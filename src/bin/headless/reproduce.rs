//! Reproduces published experiments.

use std::io::Write;

use half_open::experiment::{ALL, Experiment, Knob, Options, Row, Target, Verdict as Met};
use serde_json::{Value, json};

use crate::args::{self, Format};
use crate::bar::Bar;
use crate::show::{number, table};
use crate::{Trouble, Verdict};
use half_open::text::headless as text;

/// A tolerance below this stands for equality, up to the rounding of sums.
const EXACT: f64 = 1e-6;

/// `headless reproduce`.
pub(crate) fn reproduce(arguments: &args::Reproduce, out: &mut impl Write) -> Result<Verdict, Trouble> {
    let chosen = match &arguments.name {
        Some(name) => vec![Experiment::of(name).ok_or_else(|| unknown(name))?],
        None if arguments.all => ALL.to_vec(),
        None => return list(arguments, out),
    };
    let mut done = Vec::new();
    for experiment in chosen {
        let rows = measure(experiment, arguments)?;
        if arguments.format == Format::Table {
            print(experiment, &rows, out)?;
        }
        done.push((experiment, rows));
    }
    let missed = |rows: &[Row]| rows.iter().filter(|row| row.verdict() == Met::Missed).count();
    let all_missed: usize = done.iter().map(|(_, rows)| missed(rows)).sum();
    match arguments.format {
        Format::Table => {
            if let Some(seed) = arguments.seed {
                writeln!(out, "{}", text::seed(seed))?;
            }
            let met = done.iter().flat_map(|(_, rows)| rows).filter(|row| row.verdict() == Met::Met).count();
            writeln!(out, "{}", text::met(met, all_missed))?;
        }
        Format::Json => {
            let experiments = done.iter().map(|(experiment, rows)| {
                json!({
                    "name": experiment.name,
                    "about": experiment.about,
                    "source": experiment.source,
                    "passed": missed(rows) == 0,
                    "rows": rows.iter().map(data).collect::<Vec<_>>(),
                })
            });
            let experiments: Vec<Value> = experiments.collect();
            let passed = all_missed == 0;
            let seed = arguments.seed.unwrap_or(half_open::experiment::SEED);
            writeln!(out, "{}", json!({ "v": 1, "seed": seed, "passed": passed, "experiments": experiments }))?;
        }
    }
    Ok(if all_missed == 0 { Verdict::Good } else { Verdict::Failed })
}

fn unknown(name: &str) -> Trouble {
    let names: Vec<&str> = ALL.iter().map(|experiment| experiment.name).collect();
    Trouble::usage(text::no_such_experiment(name, &names.join(", ")))
}

/// With `--all` an experiment without an option is run as ever; named, it says that it has none.
fn measure(experiment: &Experiment, arguments: &args::Reproduce) -> Result<Vec<Row>, Trouble> {
    let if_any = |value: Option<u32>, knob: Option<Knob>| value.filter(|_| !arguments.all || knob.is_some());
    let options = Options {
        clients: if_any(arguments.clients, experiment.clients),
        runs: if_any(arguments.runs, experiment.runs),
        seed: arguments.seed,
    };
    let mut bar = Bar::new(experiment.name);
    let rows = experiment.run(options, &mut |done, of| bar.show(u64::from(done), u64::from(of)));
    rows.map_err(|error| Trouble::usage(text::of_option(experiment.name, &error.to_string())))
}

fn list(arguments: &args::Reproduce, out: &mut impl Write) -> Result<Verdict, Trouble> {
    if let Some(option) = ["--clients", "--runs", "--seed"]
        .into_iter()
        .zip([arguments.clients.is_some(), arguments.runs.is_some(), arguments.seed.is_some()])
        .find_map(|(option, given)| given.then_some(option))
    {
        return Err(Trouble::usage(text::needs_a_name(option)));
    }
    match arguments.format {
        Format::Table => {
            let rows = ALL
                .into_iter()
                .map(|experiment| vec![experiment.name.to_owned(), knobs(experiment), experiment.about.to_owned()]);
            writeln!(out, "{}", table(&["experiment", "options", text::WHAT_IT_SHOWS], &[], rows.collect()))?;
        }
        Format::Json => {
            let knob = |knob: Option<Knob>| knob.map(|k| json!({ "default": k.default, "most": k.most, "of": k.of }));
            let experiments = ALL.into_iter().map(|experiment| {
                json!({
                    "name": experiment.name,
                    "about": experiment.about,
                    "source": experiment.source,
                    "clients": knob(experiment.clients),
                    "runs": knob(experiment.runs),
                })
            });
            writeln!(out, "{}", json!({ "v": 1, "experiments": experiments.collect::<Vec<_>>() }))?;
        }
    }
    Ok(Verdict::Good)
}

/// The options of an experiment with their defaults. Where luck plays no part there are none.
fn knobs(experiment: &Experiment) -> String {
    let knob = |name: &str, knob: Option<Knob>| knob.map(|knob| format!("--{name} {}", knob.default));
    let knobs = [knob("clients", experiment.clients), knob("runs", experiment.runs)];
    knobs.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn print(experiment: &Experiment, rows: &[Row], out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "{}", text::experiment(experiment.name, experiment.about, experiment.source))?;
    let header = ["what", text::VALUE_TO_MEET, "provenance", "measured", "tolerance", "verdict"];
    let lines = rows.iter().map(|row| {
        let (value, tolerance) = match row.target {
            None => (String::new(), String::new()),
            Some((Target::Near { value, tolerance }, _)) => {
                (number(value), if tolerance < EXACT { "exact".to_owned() } else { format!("± {}", number(tolerance)) })
            }
            Some((Target::AtLeast(least), _)) => (format!("≥ {}", number(least)), String::new()),
            Some((Target::AtMost(most), _)) => (format!("≤ {}", number(most)), String::new()),
        };
        let provenance = row.target.map_or("", |(_, from)| from.word());
        let verdict = row.verdict().word();
        vec![row.what.clone(), value, provenance.to_owned(), number(row.measured), tolerance, verdict.to_owned()]
    });
    writeln!(out, "{}\n", table(&header, &[1, 3, 4], lines.collect()))
}

fn data(row: &Row) -> Value {
    let (relation, tolerance) = match row.target {
        None => (None, None),
        Some((Target::Near { tolerance, .. }, _)) => (Some("near"), Some(tolerance)),
        Some((Target::AtLeast(_), _)) => (Some("at-least"), None),
        Some((Target::AtMost(_), _)) => (Some("at-most"), None),
    };
    json!({
        "what": row.what,
        "value": row.target.map(|(target, _)| target.value()),
        "relation": relation,
        "provenance": row.target.map(|(_, from)| from.word()),
        "measured": row.measured,
        "tolerance": tolerance,
        "verdict": row.verdict().word().to_lowercase(),
    })
}
