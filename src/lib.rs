//! `half-open` shows how software survives failure: retries back off, a circuit breaker opens and probes, sensors
//! degrade without the batch being lost.
//!
//! From the bottom to the top, each module naming only those before it:
//!
//! - [`decimal`], [`time`], [`words`], [`random`] and [`order`]: numbers as text, virtual time, both as they read in a
//!   sentence, luck by address, and short lists in order. No clock, no generator state.
//! - [`policy`]: the subject. One pure state machine a file.
//! - [`sim`]: a discrete-event engine that puts policies around services. Its only output is a stream of events.
//! - [`play`]: what plays a run and knows no lab: settings, tape, history, two lanes, comparing, painting, sentences.
//! - [`labs`]: a folder a lab with all that it knows, behind one table; the registry.
//! - [`link`]: text to tape and back, every complaint named.
//! - [`copy_as`]: the present settings as configuration for other libraries.
//! - [`experiment`]: published experiments, run again with these policies and this engine, each with its verdict.
//! - [`question`]: questions to answer before a run, each with its run, its outcome and its explanation.
//! - [`export`]: a run as Prometheus text and a report; with the feature `headless` its events as JSON and CSV, too.
//! - `app`: the page, the only module that knows a browser. Optional: without the feature `app` the rest builds and is
//!   tested natively.
//!
//! Three promises hold: a run is its seed plus its inputs; the picture is the state; every event says why.
//! `ARCHITECTURE.md` has the invariants, `tests/tidy.rs` checks those that can be checked.

#[cfg(feature = "app")]
pub mod app;
pub mod copy_as;
pub mod decimal;
pub mod experiment;
pub mod export;
pub mod labs;
pub mod late;
pub mod link;
pub mod order;
pub mod play;
pub mod policy;
pub mod question;
pub mod random;
pub mod seed;
pub mod sim;
pub mod text;
pub mod time;
pub mod words;
