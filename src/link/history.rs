//! A history as text, so that a reload of the page does not lose it.
//!
//! The first line is the version. Each run has a line, `u 30000 #breaker?t=12.4`: its place, how far it was known in
//! milliseconds, and the link to it at the moment at which it was left, which may be longer than an address.

use super::read::parse_any;
use super::{MAX_SECONDS, Parsed, View, write};
use crate::lab::History;
use crate::lab::history::{Left, Place};
use crate::time::Instant;

/// The version of the text.
const VERSION: &str = "1";

/// A history at its moment as text.
pub fn write_history(history: &History) -> String {
    let mut text = VERSION.to_owned();
    history.tell(&mut |place, tape, known, now| {
        let link = write(tape, &View { t: Some(now), ..View::default() });
        text += &format!("\n{} {} {link}", key(place), known.millis());
    });
    text
}

/// Reads a history, which is on its way to its moment. Nothing if it is none.
pub fn read_history(text: &str) -> Option<History> {
    let runs = text.strip_prefix(VERSION)?.strip_prefix('\n')?;
    History::restored(runs.split('\n').map(read_run).collect::<Option<_>>()?)
}

/// What stands before a run, on a line of its own.
const fn key(place: Place) -> &'static str {
    match place {
        Place::Here => "h",
        Place::Undo => "u",
        Place::Redo => "r",
        Place::Other => "o",
    }
}

/// Reads a line. Nothing if anything is wrong with it.
fn read_run(line: &str) -> Option<Left> {
    let (word, rest) = line.split_once(' ')?;
    let place = [Place::Here, Place::Undo, Place::Redo, Place::Other].into_iter().find(|place| key(*place) == word)?;
    let (known, link) = rest.split_once(' ')?;
    let known = known.parse().ok().filter(|millis| *millis <= u64::from(MAX_SECONDS) * 1_000)?;
    let Parsed { tape, view, complaints } = parse_any(link, Vec::new());
    let now = view.t.filter(|_| link.starts_with('#') && complaints.is_empty())?;
    Some(Left { place, tape, known: Instant::from_millis(known).max(now), now })
}
