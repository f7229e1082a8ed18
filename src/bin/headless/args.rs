//! What can be asked for on the command line.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use half_open::copy_as::Target;
use half_open::decimal;
use half_open::export::metrics::Dialect;
use half_open::link::{MAX_SECONDS, MAX_SEED};
use half_open::play::LabId;
use half_open::sim::input::Lane;
use half_open::text::headless as text;
use half_open::time::{Instant, span_from_seconds};

const STATUS: &str = text::STATUS;

const LINKS: &str = text::LINKS;

/// The half-open playground without its page: the same links, the same runs, the same numbers.
#[derive(Debug, Parser)]
#[command(name = "headless", version, after_help = STATUS)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Play a link and print its numbers
    #[command(after_help = LINKS)]
    Run(Run),
    /// Play a link and print its health report
    #[command(after_help = LINKS)]
    Report(Report),
    /// Play a link and print its numbers as Prometheus text
    #[command(after_help = LINKS)]
    Metrics(Metrics),
    /// Play a link and print the settings that it comes to as configuration for a library
    #[command(after_help = LINKS)]
    Config(Config),
    /// Judge the settings that a link comes to by the documents' checklists
    #[command(after_help = LINKS)]
    Check(Check),
    /// List the labs: parameters, what is allowed, defaults, presets
    Labs(Labs),
    /// Print the questions of the labs, what came out of each, and why
    Questions(Questions),
    /// Reproduce published experiments and judge each value; without a name, list them
    #[command(after_help = STATUS)]
    Reproduce(Reproduce),
}

/// What to play.
#[derive(Args, Debug)]
pub(crate) struct Played {
    /// The link to play, such as '#breaker?seed=42&failure=0.7'
    pub(crate) link: String,
    /// The moment to stop at, in seconds of virtual time, 0 to 86400 [default: the link's `t`, else 60]
    #[arg(long, value_name = "SECONDS", value_parser = moment, allow_negative_numbers = true)]
    pub(crate) until: Option<Instant>,
}

#[derive(Args, Debug)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) played: Played,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: RunFormat,
    /// Print every event as well; as CSV, the events alone
    #[arg(long)]
    pub(crate) events: bool,
    /// A check: a number that the run must come to, such as openings=2; status 1 if it does not. Can be repeated
    #[arg(long, value_name = "METRIC=NUMBER", value_parser = expectation)]
    pub(crate) expect: Vec<(String, u64)>,
}

#[derive(Args, Debug)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) played: Played,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Args, Debug)]
pub(crate) struct Metrics {
    #[command(flatten)]
    pub(crate) played: Played,
    /// Whose names and labels
    #[arg(long, value_parser = dialect)]
    pub(crate) dialect: Option<Dialect>,
}

#[derive(Args, Debug)]
pub(crate) struct Config {
    #[command(flatten)]
    pub(crate) played: Played,
    /// What to print it as
    #[arg(long = "as", value_name = "LIBRARY", value_parser = targets())]
    pub(crate) target: Target,
    /// Whose settings, in a link of two lanes: a or b
    #[arg(long, value_parser = lane, default_value = "a")]
    pub(crate) lane: Lane,
}

#[derive(Args, Debug)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) played: Played,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TextFormat,
    /// Whose settings, in a link of two lanes: a or b
    #[arg(long, value_parser = lane, default_value = "a")]
    pub(crate) lane: Lane,
}

#[derive(Args, Debug)]
pub(crate) struct Labs {
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Args, Debug)]
pub(crate) struct Questions {
    /// The lab; without it, all of them
    #[arg(value_parser = lab)]
    pub(crate) lab: Option<LabId>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Args, Debug)]
pub(crate) struct Reproduce {
    /// The experiment to run
    #[arg(conflicts_with = "all")]
    pub(crate) name: Option<String>,
    /// Run all of them; each takes the options that it has
    #[arg(long)]
    pub(crate) all: bool,
    /// How many clients take part, in experiments where that can be chosen
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) clients: Option<u32>,
    /// How often it is repeated; more runs narrow the tolerance
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) runs: Option<u32>,
    /// The seed of the first run, 0 to 9007199254740991, or `random` for a new one [default: 42]
    #[arg(long, value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// A table to read, or JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text to read
    #[default]
    Table,
    /// One JSON object
    Json,
}

/// Text, or JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextFormat {
    /// Text to read
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// How a run is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RunFormat {
    /// Text to read
    #[default]
    Table,
    /// One JSON object
    Json,
    /// Comma-separated values with a header
    Csv,
}

/// The libraries by name; anything else is refused with the list.
fn targets() -> impl TypedValueParser<Value = Target> {
    PossibleValuesParser::new(Target::ALL.map(|target| PossibleValue::new(target.key()).help(target.name())))
        .map(|key| Target::from_key(&key).unwrap_or(Target::HalfOpen))
}

fn moment(text: &str) -> Result<Instant, String> {
    let seconds = decimal::read(text).filter(|seconds| *seconds <= f64::from(MAX_SECONDS));
    let span = seconds.and_then(span_from_seconds).ok_or_else(|| text::seconds_up_to(&MAX_SECONDS.to_string()))?;
    // The page's clock goes in whole milliseconds.
    Ok(Instant::from_millis(Instant::ZERO.after(span).millis()))
}

fn lab(text: &str) -> Result<LabId, String> {
    LabId::from_key(text).ok_or_else(|| text::one_of(&LabId::keys().join(", ")))
}

fn lane(text: &str) -> Result<Lane, String> {
    Lane::ALL.into_iter().find(|lane| lane.key() == text).ok_or_else(|| text::A_OR_B.to_owned())
}

fn seed(text: &str) -> Result<u64, String> {
    if text == "random" {
        return half_open::seed::new().map_err(|error| text::no_seed(&error.to_string()));
    }
    let seed = text.parse().ok().filter(|seed| *seed <= MAX_SEED);
    seed.ok_or_else(|| text::seed_up_to(&MAX_SEED.to_string()))
}

fn dialect(text: &str) -> Result<Dialect, String> {
    let keys = Dialect::ALL.map(Dialect::key).join(", ");
    Dialect::from_key(text).ok_or_else(|| text::one_of(&keys))
}

fn expectation(text: &str) -> Result<(String, u64), String> {
    let (name, number) = text.split_once('=').ok_or(text::EXPECTATION)?;
    let number = number.parse().map_err(|_| text::whole_number(name))?;
    Ok((name.to_owned(), number))
}
