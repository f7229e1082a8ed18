//! A run as a file, for tapes that are too long for a link: `{"half-open":1,"link":"#breaker?..."}`.
//!
//! The file holds a link's text without its limit of characters, so nothing is written or read in two ways.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::read::parse_any;
use super::{Complaint, Parsed};
use crate::text::link as text;
use crate::words;

/// The bytes of the longest file that is read: the longest link there can be is shorter.
pub const MAX_FILE: usize = 100_000;

/// Whether a file of this many bytes is read at all, which is asked before it is. The complaint names size and limit.
pub fn check_file(bytes: f64) -> Result<(), Complaint> {
    if bytes <= MAX_FILE as f64 {
        return Ok(());
    }
    let (bytes, most) = (words::decimal(bytes, 0), words::grouped(MAX_FILE as u64));
    Err(Complaint::BadFile { why: text::file_too_long(&bytes, &most) })
}

/// What stands in a file.
#[derive(Deserialize, Serialize)]
struct File<'a> {
    #[serde(rename = "half-open")]
    version: Option<u64>,
    #[serde(borrow)]
    link: Option<Cow<'a, str>>,
}

/// The version of the file.
const VERSION: u64 = 1;

/// The file of a link.
pub fn to_file(link: &str) -> String {
    let file = File { version: Some(VERSION), link: Some(link.into()) };
    // Text and whole numbers are always JSON.
    serde_json::to_string(&file).unwrap_or_default() + "\n"
}

/// Reads a file. A complaint means that it is none of ours; complaints about its link are in what was read.
pub fn open_file(text: &str) -> Result<Parsed, Complaint> {
    check_file(text.len() as f64)?;
    let bad = |why: String| Err(Complaint::BadFile { why });
    let file: File<'_> = match serde_json::from_str(text) {
        Ok(file) => file,
        // Where, but not what: the text may be anything.
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            return bad(text::file_not_saved_here(line, column));
        }
    };
    match (file.version, file.link) {
        (None, _) => bad(text::FILE_NOT_OURS.to_owned()),
        (Some(VERSION), Some(link)) if link.starts_with('#') => Ok(parse_any(&link, Vec::new())),
        (Some(VERSION), _) => bad(text::FILE_NO_LINK.to_owned()),
        (Some(_), _) => bad(text::file_of_other_version(VERSION)),
    }
}
