//! Reading for whoever falls back to no default: the headless program, and the page that embeds this one.

use super::{Complaint, MAX_CHARACTERS, Parsed, VERSION, own, parse};
use crate::play::LabId;

/// Reads a link in which everything must be right, a lab's name included. Otherwise tells all that is wrong with it, in
/// words that promise no default.
pub fn parse_strictly(text: &str) -> Result<Parsed, Vec<String>> {
    let parsed = parse(text);
    let mut wrong: Vec<String> = parsed.complaints.iter().map(fault).collect();
    // The page shows the breaker lab where a link names none.
    let name = text.trim_start_matches('#').split('?').next().unwrap_or_default();
    if wrong.is_empty() && name.trim_matches('/').is_empty() {
        wrong.push(format!("the link names no lab; the labs are {}", labs()));
    }
    if wrong.is_empty() { Ok(parsed) } else { Err(wrong) }
}

fn labs() -> String {
    LabId::keys().join(", ")
}

fn fault(complaint: &Complaint) -> String {
    match complaint {
        Complaint::TooLong { characters } => {
            format!("the link has {characters} characters, but at most {MAX_CHARACTERS} are allowed")
        }
        Complaint::UnknownLab { name } => format!("there is no lab “{name}”; the labs are {}", labs()),
        Complaint::OtherVersion { version } => format!("the link's v is “{version}”, but must be {VERSION}"),
        Complaint::UnknownKey { key, known } => format!("“{key}” is not a key of this lab; its keys are {known}"),
        Complaint::Twice { key } => format!("“{key}” stands twice in the link"),
        Complaint::BadValue { lane, error, .. } => {
            let (lane, field) = (own(*lane), error.field);
            format!("the link's {lane}{field} is “{}”, but must be {}", error.value, error.allowed)
        }
        Complaint::BadInput { text, why } => format!("the link's input “{text}” cannot be read: {why}"),
        Complaint::BadStroke { text, why } => format!("the link's painted stroke “{text}” cannot be read: {why}"),
        Complaint::BadFile { why } => why.clone(),
        Complaint::BadEscape { text } => format!("“{text}” has a broken percent escape"),
    }
}
