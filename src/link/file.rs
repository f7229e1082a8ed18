//! A run as a file, for tapes that are too long for a link: `{"half-open": 1, "link": "#breaker?..."}`.
//!
//! The file holds a link's text without its limit of characters, so nothing is written or read in two ways.

use super::read::parse_any;
use super::{Complaint, Parsed};
use crate::words;

/// The bytes of the longest file that is read: the longest link there can be is shorter.
pub const MAX_FILE: usize = 100_000;

/// Whether a file of this many bytes is read at all, which is asked before it is. The complaint names size and limit.
pub fn check_file(bytes: f64) -> Result<(), Complaint> {
    if bytes <= MAX_FILE as f64 {
        return Ok(());
    }
    let (bytes, most) = (words::decimal(bytes, 0), words::grouped(MAX_FILE as u64));
    Err(Complaint::BadFile { why: format!("it has {bytes} bytes, and at most {most} are read") })
}

/// The file of a link.
pub fn to_file(link: &str) -> String {
    ["{\"half-open\": 1, \"link\": \"", link, "\"}\n"].concat()
}

/// Reads a file. A complaint means that it is none of ours; complaints about its link are in what was read.
pub fn open_file(text: &str) -> Result<Parsed, Complaint> {
    check_file(text.len() as f64)?;
    let bad = |why: &str| Err(Complaint::BadFile { why: why.to_owned() });
    // Our texts have no quotes in them, so what stands between quotes is every second part.
    let parts: Vec<&str> = text.split('"').map(str::trim).collect();
    if parts.first() != Some(&"{") || !parts.last().is_some_and(|last| last.ends_with('}')) {
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
