//! The waits of a retry from the settings that labs have alike: `kind`, `base`, `factor`, `cap`, `jitter`, `spread` and
//! `floor`.

use crate::play::Settings;
use crate::policy::ConfigError;
use crate::policy::backoff::{Backoff, Growth, Jitter};

/// The backoff of the settings.
pub fn backoff(settings: &Settings) -> Result<Backoff, ConfigError> {
    let growth = match settings.choice("kind") {
        "constant" => Growth::Constant,
        "linear" => Growth::Linear,
        _ => Growth::Exponential { factor: settings.number("factor") },
    };
    let jitter = match settings.choice("jitter") {
        "none" => Jitter::None,
        "full" => Jitter::Full,
        "equal" => Jitter::Equal,
        "decorrelated" => Jitter::Decorrelated,
        "share" => Jitter::Share { part: settings.number("spread") },
        _ => Jitter::Additive { spread: settings.span("spread") },
    };
    let backoff = Backoff::new(growth, settings.span("base"), settings.span("cap"), jitter)?;
    Ok(backoff.with_floor(settings.span("floor")))
}
