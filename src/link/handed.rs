//! What one document hands over to the next one of the same tab: a link of any length and a history, as text.
//!
//! The first line is the version. A history has a line a run, `u 30000 #breaker?t=12.4`: its place, how far it was known
//! in milliseconds, and the link to it at the moment at which it was left. What is handed over has a line before those: the
//! link to open, which may be longer than an address.

use super::{MAX_CHARACTERS, View, write};
use crate::lab::History;
use crate::lab::history::Place;
use crate::time::Instant;

/// The version of the text.
const VERSION: &str = "1";

/// A history at a moment as text.
pub fn write_history(history: &History, now: Instant) -> String {
    let mut text = VERSION.to_owned();
    write_runs(history, now, &mut text);
    text
}

fn write_runs(history: &History, now: Instant, text: &mut String) {
    history.tell(now, &mut |place, tape, known, now| {
        let link = write(tape, &View { t: Some(now), ..View::default() });
        *text += &[key(place), &known.millis().to_string(), " ", &link].concat();
    });
}

/// What stands before a run, on a line of its own.
const fn key(place: Place) -> &'static str {
    match place {
        Place::Here => "\nh ",
        Place::Undo => "\nu ",
        Place::Redo => "\nr ",
        Place::Other => "\no ",
    }
}

/// What is handed over to the document that opens the link's [`address`]: it goes on with this history, at its moment.
pub fn write_handed(link: &str, history: Option<(&History, Instant)>) -> String {
    let mut text = [VERSION, "\n", link].concat();
    if let Some((history, now)) = history {
        write_runs(history, now, &mut text);
    }
    text
}

/// The address with which the complete program is asked for, so that it takes what was handed over: the link itself, or
/// if it would not be read, one that says nothing else.
pub fn address(link: &str) -> &str {
    if link.len() <= MAX_CHARACTERS { link } else { "#?paint=" }
}

#[cfg(not(feature = "light"))]
pub use read::{Handed, read_handed, read_history};

#[cfg(not(feature = "light"))]
mod read {
    use percent_encoding::percent_decode_str;

    use super::{VERSION, address, key};
    use crate::lab::History;
    use crate::lab::history::{Left, Place};
    use crate::link::read::parse_any;
    use crate::link::{MAX_SECONDS, Parsed};
    use crate::time::Instant;

    /// A part of a long link that has so many characters is one of its longest: the inputs, or what is painted.
    const LONG: usize = 1_000;

    /// What was handed over.
    pub struct Handed {
        /// What to open.
        pub parsed: Parsed,
        /// The link in the address from here on: the whole one, or what it has beside its longest parts.
        pub address: String,
        /// The history that it goes on with, and the moment to go to.
        pub history: Option<(History, Instant)>,
    }

    /// Reads what was handed over to the document that opens `at`. Nothing if it belongs to another one, or is none.
    pub fn read_handed(text: &str, at: &str) -> Option<Handed> {
        let text = text.strip_prefix(VERSION)?.strip_prefix('\n')?;
        let (link, runs) = text.split_once('\n').unwrap_or((text, ""));
        // Browsers escape some of what stands in an address.
        let same = percent_decode_str(address(link)).eq(percent_decode_str(at));
        if !same || !link.starts_with('#') {
            return None;
        }
        let history = if runs.is_empty() { None } else { Some(read_runs(runs)?) };
        Some(Handed { parsed: parse_any(link, Vec::new()), address: short(link), history })
    }

    /// A link that would be read: of a long one what it has beside its longest parts.
    fn short(link: &str) -> String {
        if address(link) == link {
            return link.to_owned();
        }
        let (lab, query) = link.split_once('?').unwrap_or((link, ""));
        let parts: Vec<&str> = query.split('&').filter(|part| part.len() < LONG).collect();
        [lab, "?", &parts.join("&")].concat()
    }

    /// Reads a history, and the moment to go to. Nothing if it is none.
    pub fn read_history(text: &str) -> Option<(History, Instant)> {
        read_runs(text.strip_prefix(VERSION)?.strip_prefix('\n')?)
    }

    fn read_runs(text: &str) -> Option<(History, Instant)> {
        History::restored(text.split('\n').map(read_run).collect::<Option<_>>()?)
    }

    /// Reads a line. Nothing if anything is wrong with it.
    fn read_run(line: &str) -> Option<Left> {
        let places = [Place::Here, Place::Undo, Place::Redo, Place::Other];
        let read = |place| Some((place, line.strip_prefix(key(place).trim_start())?));
        let (place, rest) = places.into_iter().find_map(read)?;
        let (known, link) = rest.split_once(' ')?;
        let known = known.parse().ok().filter(|millis| *millis <= u64::from(MAX_SECONDS) * 1_000)?;
        let Parsed { tape, view, complaints } = parse_any(link, Vec::new());
        let now = view.t.filter(|_| link.starts_with('#') && complaints.is_empty())?;
        Some(Left { place, tape, known: Instant::from_millis(known).max(now), now })
    }
}
