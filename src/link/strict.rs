//! Reading for whoever falls back to no default: the headless program, and the page that embeds this one.

use super::{Complaint, MAX_CHARACTERS, Parsed, VERSION, own, parse};
use crate::play::LabId;
use crate::text::link as text;

/// Reads a link in which everything must be right, a lab's name included. Otherwise tells all that is wrong with it, in
/// words that promise no default.
pub fn parse_strictly(text: &str) -> Result<Parsed, Vec<String>> {
    let parsed = parse(text);
    let mut wrong: Vec<String> = parsed.complaints.iter().map(fault).collect();
    // The page shows the breaker lab where a link names none.
    let name = text.trim_start_matches('#').split('?').next().unwrap_or_default();
    if wrong.is_empty() && name.trim_matches('/').is_empty() {
        wrong.push(text::no_lab(&labs()));
    }
    if wrong.is_empty() { Ok(parsed) } else { Err(wrong) }
}

fn labs() -> String {
    LabId::keys().join(", ")
}

fn fault(complaint: &Complaint) -> String {
    match complaint {
        Complaint::TooLong { characters } => text::is_too_long(*characters, MAX_CHARACTERS),
        Complaint::UnknownLab { name } => text::no_such_lab(name, &labs()),
        Complaint::OtherVersion { version } => text::wrong_version(version, VERSION),
        Complaint::UnknownKey { key, known } => text::no_such_key(key, known),
        Complaint::Twice { key } => text::stands_twice(key),
        Complaint::BadValue { lane, error, .. } => {
            let (lane, field) = (own(*lane), error.field);
            text::must_be(lane, field, &error.value, &error.allowed)
        }
        Complaint::BadInput { text, why } => text::cannot_read_input(text, why),
        Complaint::BadStroke { text, why } => text::cannot_read_stroke(text, why),
        Complaint::BadFile { why } => why.clone(),
        Complaint::BadEscape { text } => text::broken_escape(text),
    }
}
