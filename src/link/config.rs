//! The settings of a lab as configuration for a library, under the link that they come from.

use super::{View, write};
use crate::copy_as::{Target, nothing};
use crate::play::{LabId, Scenario, Settings, Tape};
use crate::text::link as text;

/// The settings of a lab as configuration for `target`, with a line break at its end.
pub fn config(target: Target, lab: LabId, settings: &Settings) -> String {
    let scenario = Scenario { settings: settings.clone(), ..Scenario::new(lab) };
    let link = write(&Tape::new(scenario), &View::default());
    let heading = text::from_the_playground(target.name(), &link);
    lab.tooling().copy.unwrap_or(nothing)(target, settings, &heading)
}
