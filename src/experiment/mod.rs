//! Published experiments, run again with the policies and the engine of this crate, each with a verdict.
//!
//! An [`Experiment`] measures by running; all that is written down is the value to meet. Its [`Row`]s say where that
//! value comes from and how far off a measurement may be: mostly four standard errors, so that more runs make a row
//! stricter. [`ALL`] is the registry.

mod amplification;
mod arrivals;
mod aws_backoff;
mod five_sensors;
mod lecture_outage;
mod lecture_retry;
mod measure;
mod misconfigured;
mod own_vs_shared;
mod retry_arithmetic;
mod retry_strategies;
mod row;
mod throttle;

pub use row::{Provenance, Row, Target, Verdict};

use crate::policy::ConfigError;
use crate::text::experiment as text;

/// The seed of the first run where none is chosen.
pub const SEED: u64 = 42;

/// All experiments, in the order in which they are best read.
pub const ALL: [&Experiment; 10] = [
    &lecture_retry::EXPERIMENT,
    &lecture_outage::EXPERIMENT,
    &five_sensors::EXPERIMENT,
    &own_vs_shared::EXPERIMENT,
    &retry_arithmetic::EXPERIMENT,
    &amplification::EXPERIMENT,
    &aws_backoff::EXPERIMENT,
    &retry_strategies::EXPERIMENT,
    &throttle::EXPERIMENT,
    &misconfigured::EXPERIMENT,
];

/// A published experiment.
#[derive(Debug)]
pub struct Experiment {
    /// Its name on a command line.
    pub name: &'static str,
    /// What it shows, in a sentence.
    pub about: &'static str,
    /// Where it was published.
    pub source: &'static str,
    /// How many clients take part, where that can be chosen.
    pub clients: Option<Knob>,
    /// How often it is repeated, where luck makes that of use.
    pub runs: Option<Knob>,
    measure: fn(Setup, &mut Progress<'_>) -> Result<Vec<Row>, ConfigError>,
}

/// A number that can be chosen, from 1 up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knob {
    /// The number where none is chosen.
    pub default: u32,
    /// The greatest.
    pub most: u32,
    /// What it counts.
    pub of: &'static str,
}

/// What was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How many clients.
    pub clients: Option<u32>,
    /// How often it is repeated.
    pub runs: Option<u32>,
    /// The seed of the first run; the next ones count on from it. [`SEED`] where none is chosen.
    pub seed: Option<u64>,
}

/// What an experiment is told: the options, or the defaults in their place.
#[derive(Clone, Copy, Debug)]
struct Setup {
    clients: u32,
    runs: u32,
    seed: u64,
}

/// Is told how many steps are done and how many there are.
pub type Progress<'a> = dyn FnMut(u32, u32) + 'a;

impl Experiment {
    /// The experiment of a name.
    pub fn of(name: &str) -> Option<&'static Self> {
        ALL.into_iter().find(|experiment| experiment.name == name)
    }

    /// Measures. `progress` is told now and then how far it is.
    ///
    /// # Errors
    /// An option that the experiment does not have, or a value that it does not allow.
    pub fn run(&self, options: Options, progress: &mut Progress<'_>) -> Result<Vec<Row>, ConfigError> {
        let setup = Setup {
            clients: chosen("clients", options.clients, self.clients)?,
            runs: chosen("runs", options.runs, self.runs)?,
            seed: options.seed.unwrap_or(SEED),
        };
        (self.measure)(setup, progress)
    }
}

/// The number that an option comes to; 1 where the experiment has no such option.
fn chosen(field: &'static str, value: Option<u32>, knob: Option<Knob>) -> Result<u32, ConfigError> {
    match (value, knob) {
        (None, knob) => Ok(knob.map_or(1, |knob| knob.default)),
        (Some(value), Some(knob)) if (1..=knob.most).contains(&value) => Ok(value),
        (Some(value), Some(knob)) => Err(ConfigError::new(field, value, text::whole_number(knob.most, knob.of))),
        (Some(value), None) => Err(ConfigError::new(field, value, text::NO_OPTION)),
    }
}

impl Setup {
    /// The seed of run `run`, from 0.
    fn seed_of(&self, run: u32) -> u64 {
        self.seed.wrapping_add(u64::from(run))
    }
}
