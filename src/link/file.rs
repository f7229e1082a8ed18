//! A run as a file, for tapes that are too long for a link: `{"half-open": 1, "link": "#breaker?..."}`.
//!
//! The file holds a link's text without its limit of characters, so nothing is written or read in two ways.

use super::read::parse_any;
use super::{Complaint, Parsed};

/// A longer file is not read: the longest link there can be is shorter.
const MOST: usize = 100_000;

/// The file of a link.
pub fn to_file(link: &str) -> String {
    ["{\"half-open\": 1, \"link\": \"", link, "\"}\n"].concat()
}

/// Reads a file. A complaint means that it is none of ours; complaints about its link are in what was read.
pub fn open_file(text: &str) -> Result<Parsed, Complaint> {
    let bad = |why| Err(Complaint::BadFile { why });
    // Our texts have no quotes in them, so what stands between quotes is every second part.
    let parts: Vec<&str> = text.split('"').map(str::trim).collect();
    if text.len() > MOST || parts.first() != Some(&"{") || !parts.last().is_some_and(|last| last.ends_with('}')) {
        return bad("it is not one that was saved here");
    }
    let behind = |name: &str| {
        let at = parts.iter().position(|part| *part == name)?;
        Some((parts.get(at + 1)?.strip_prefix(':')?.trim_matches([' ', ',', '}', '\n']), parts.get(at + 2).copied()))
    };
    match behind("half-open") {
        None => return bad("it does not say “half-open”"),
        Some(("1", _)) => {}
        Some(_) => return bad("it is of another version than 1, which this page reads"),
    }
    match behind("link") {
        Some(("", Some(link))) if link.starts_with('#') => Ok(parse_any(link, Vec::new())),
        _ => bad("its “link” is no link of this page"),
    }
}
