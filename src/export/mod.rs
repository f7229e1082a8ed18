//! A run for other programs: its events as JSON and CSV, its numbers as Prometheus text, and a health report.
//!
//! [`fields`] turns an event into named values once; [`json`] and [`csv`] only write them down. [`tally`] folds the
//! same events into counts, from which [`metrics`] and [`report`] are made. The numbers of the page contract are those
//! of [`Run::metrics`](crate::play::Run::metrics) and are counted nowhere else.
//!
//! Numbers and report are told on the page, too. Events are written with the feature `headless` alone.

#[cfg(feature = "headless")]
pub mod csv;
#[cfg(feature = "headless")]
pub mod fields;
#[cfg(feature = "headless")]
pub mod json;
pub mod metrics;
pub mod report;

pub use crate::play::tally;
