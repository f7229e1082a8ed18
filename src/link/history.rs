//! A history as text, so that a reload of the page does not lose it.
//!
//! Each run is there with its place, how far it was known, and the link to it at the moment at which it was left, which
//! may be longer than an address.

use serde::{Deserialize, Serialize};

use super::read::parse_any;
use super::{MAX_SECONDS, Parsed, View, write};
use crate::play::History;
use crate::play::history::{Left, Place};
use crate::time::Instant;

/// The version of the text.
const VERSION: u32 = 1;

#[derive(Deserialize, Serialize)]
struct Kept {
    version: u32,
    runs: Vec<KeptRun>,
}

#[derive(Deserialize, Serialize)]
struct KeptRun {
    place: Place,
    known_ms: u64,
    link: String,
}

/// A history at its moment as text.
pub fn write_history(history: &History) -> String {
    let mut kept = Kept { version: VERSION, runs: Vec::new() };
    history.tell(&mut |place, tape, known, now| {
        let link = write(tape, &View { t: Some(now), ..View::default() });
        kept.runs.push(KeptRun { place, known_ms: known.millis(), link });
    });
    // Text and whole numbers are always JSON.
    serde_json::to_string(&kept).unwrap_or_default()
}

/// Reads a history, which is on its way to its moment. Nothing if it is none.
pub fn read_history(text: &str) -> Option<History> {
    let kept: Kept = serde_json::from_str(text).ok().filter(|kept: &Kept| kept.version == VERSION)?;
    History::restored(kept.runs.into_iter().map(read_run).collect::<Option<_>>()?)
}

/// Nothing if anything is wrong with it.
fn read_run(KeptRun { place, known_ms, link }: KeptRun) -> Option<Left> {
    let Parsed { tape, view, complaints } = parse_any(&link, Vec::new());
    let now = view.t.filter(|_| link.starts_with('#') && complaints.is_empty())?;
    let is_within = known_ms <= u64::from(MAX_SECONDS) * 1_000;
    is_within.then(|| Left { place, tape, known: Instant::from_millis(known_ms).max(now), now })
}
