//! The messages of an embedding page and those to it, as JSON.

use serde_json::Value;

use super::{Command, Said, Wire};
use crate::decimal;
use crate::text::page::embedding as text;
use crate::time::{Instant, span_from_seconds};

/// Both directions.
pub(crate) const WIRE: Wire = Wire { read, write };

/// A message to the embedding page.
fn write(said: &Said<'_>) -> String {
    // Text, whole numbers and truth values are always JSON.
    serde_json::to_string(said).unwrap_or_default()
}

/// What a message asks for, or why it makes no sense. A member is of any type, so that the complaint about a wrong one is
/// ours; what is no JSON has no members.
pub(crate) fn read(json: &str) -> Result<Command, String> {
    let fields: Value = serde_json::from_str(json).unwrap_or_default();
    match fields["halfOpen"].as_str() {
        Some("play") => Ok(Command::Play),
        Some("pause") => Ok(Command::Pause),
        Some("restart") => Ok(Command::Restart),
        Some("step") => Ok(Command::Step),
        Some("seek") => {
            let last = crate::link::MAX_SECONDS;
            match fields["t"].as_f64() {
                Some(t) if (0.0..=f64::from(last)).contains(&t) => {
                    Ok(Command::Seek(Instant::ZERO.after(span_from_seconds(t).unwrap_or_default())))
                }
                _ => Err(text::no_moment(last)),
            }
        }
        Some("set") => match (fields["key"].as_str(), setting(&fields["value"])) {
            (Some(key), Some(value)) => Ok(Command::Set(key.to_owned(), value)),
            _ => Err(text::NO_SETTING.to_owned()),
        },
        Some("open") => match fields["link"].as_str() {
            Some(link) => Ok(Command::Open(link.to_owned())),
            None => Err(text::NO_LINK.to_owned()),
        },
        Some(other) => {
            let known = "play, pause, restart, step, seek, set, open";
            Err(text::no_command(&crate::words::quoted(other), known))
        }
        None => Err(text::NO_COMMAND.to_owned()),
    }
}

/// What a member sets a control to, as a link writes it.
fn setting(member: &Value) -> Option<String> {
    match member {
        Value::Bool(flag) => Some(u8::from(*flag).to_string()),
        Value::Number(number) => number.as_f64().map(|number| decimal::short(number, 9)),
        Value::String(text) => Some(text.clone()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
