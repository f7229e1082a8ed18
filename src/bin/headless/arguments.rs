//! The program's arguments.

use clap::{Args, Parser, Subcommand, ValueEnum};
use half_open::export::metrics::Dialect;
use half_open::link::MAX_SECONDS;
use half_open::time::{Instant, span_from_seconds};

const AFTER: &str = "Exit status: 0; 1 when a check or an experiment fails; 2 for wrong arguments or a bad link.";

/// Runs half-open's links without a page, and published experiments.
#[derive(Debug, Parser)]
#[command(name = "headless", version, after_help = AFTER)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs a link and prints what came of it
    Run(Run),
    /// Prints the health report of a run
    Report(Report),
    /// Prints a run's numbers as Prometheus text
    Metrics(Metrics),
    /// Lists the labs with their parameters, ranges and defaults
    Labs(Labs),
    /// Lists published experiments, or runs them and compares
    Reproduce(Reproduce),
}

/// Which run, and how far.
#[derive(Debug, Args)]
pub(crate) struct Played {
    /// A link as in the page's address, such as '#breaker?seed=42&failure=0.7'
    pub(crate) link: String,
    /// The moment to stop at, in seconds of virtual time, 0 to 86400 [default: the link's t, else 60]
    #[arg(long, value_name = "SECONDS", value_parser = moment, allow_negative_numbers = true)]
    pub(crate) until: Option<Instant>,
}

#[derive(Debug, Args)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) played: Played,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Print every event, too
    #[arg(long)]
    pub(crate) events: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) played: Played,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Plain::Table)]
    pub(crate) format: Plain,
}

#[derive(Debug, Args)]
pub(crate) struct Metrics {
    #[command(flatten)]
    pub(crate) played: Played,
    /// Whose names the metrics have: half-open, sysmanage or guide
    #[arg(long, default_value = "half-open", value_parser = dialect)]
    pub(crate) dialect: Dialect,
}

#[derive(Debug, Args)]
pub(crate) struct Labs {
    /// How to print them
    #[arg(long, value_enum, default_value_t = Plain::Table)]
    pub(crate) format: Plain,
}

#[derive(Debug, Args)]
pub(crate) struct Reproduce {
    /// The experiment; without a name they are listed
    pub(crate) name: Option<String>,
    /// Run all experiments
    #[arg(long, conflicts_with = "name")]
    pub(crate) all: bool,
    /// How many clients, where there are some; see the list of experiments
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) clients: Option<u32>,
    /// How many runs, where luck makes that of use; see the list of experiments
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) runs: Option<u32>,
    /// The seed of all luck, 0 to 9007199254740991
    #[arg(long, value_parser = clap::value_parser!(u64).range(0..=half_open::link::MAX_SEED))]
    pub(crate) seed: Option<u64>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Plain::Table)]
    pub(crate) format: Plain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading
    Table,
    /// One object
    Json,
    /// Metrics, or with --events the events, a row each
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Plain {
    /// For reading
    Table,
    /// One object
    Json,
}

fn moment(text: &str) -> Result<Instant, String> {
    let allowed = || format!("it must be a number of seconds from 0 to {MAX_SECONDS}");
    let seconds: f64 = text.parse().map_err(|_| allowed())?;
    let span = span_from_seconds(seconds).filter(|span| span.as_secs_f64() <= f64::from(MAX_SECONDS));
    span.map(|span| Instant::ZERO.after(span)).ok_or_else(allowed)
}

fn dialect(text: &str) -> Result<Dialect, String> {
    Dialect::from_key(text).ok_or_else(|| "it must be half-open, sysmanage or guide".to_owned())
}
