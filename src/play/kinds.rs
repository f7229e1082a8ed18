//! Kinds of failure as a link and the page write them.

use crate::decimal;
use crate::policy::{FailureKind, Kinds};
use crate::sim::mix::Mix;
use crate::text::play::kinds as text;

/// A kind as a link writes it.
pub const fn key(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Connection => "connection",
        FailureKind::Timeout => "timeout",
        FailureKind::Unavailable => "unavailable",
        FailureKind::RateLimited => "rate-limited",
        FailureKind::Refused => "refused",
        FailureKind::ClientError => "client",
        FailureKind::Authentication => "authentication",
        FailureKind::ServerError => "server",
        FailureKind::Bug => "bug",
        FailureKind::Unknown => "unknown",
    }
}

/// What has happened, in a few words.
pub const fn words(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Connection => text::CONNECTION,
        FailureKind::Timeout => text::TIMEOUT,
        FailureKind::Unavailable => text::UNAVAILABLE,
        FailureKind::RateLimited => text::RATE_LIMITED,
        FailureKind::Refused => text::REFUSED,
        FailureKind::ClientError => text::CLIENT,
        FailureKind::Authentication => text::AUTHENTICATION,
        FailureKind::ServerError => text::SERVER,
        FailureKind::Bug => text::BUG,
        FailureKind::Unknown => text::UNKNOWN,
    }
}

fn from_key(text: &str) -> Option<FailureKind> {
    Mix::KINDS.into_iter().find(|kind| key(*kind) == text.trim())
}

fn keys() -> String {
    Mix::KINDS.map(key).join(", ")
}

/// Reads `connection:0.5,client:0.5`.
pub fn read_mix(text: &str) -> Option<Mix> {
    let mut shares = [0.0; Mix::KINDS.len()];
    for part in text.split(',') {
        let (kind, share) = part.split_once(':')?;
        let kind = from_key(kind)?;
        let place = shares.iter_mut().zip(Mix::KINDS).find(|(_, known)| *known == kind).map(|(place, _)| place)?;
        if *place > 0.0 {
            return None;
        }
        *place = decimal::read(share.trim())?;
    }
    Mix::new(shares)
}

/// Writes it.
pub fn write_mix(mix: &Mix) -> String {
    let parts: Vec<String> =
        mix.iter().map(|(kind, share)| format!("{}:{}", key(kind), decimal::short(share, 4))).collect();
    parts.join(",")
}

/// A kind by its name on the page.
pub const fn name(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Connection => text::NAME_CONNECTION,
        FailureKind::Timeout => "timeout",
        FailureKind::Unavailable => text::NAME_UNAVAILABLE,
        FailureKind::RateLimited => text::NAME_RATE_LIMITED,
        FailureKind::Refused => "refused",
        FailureKind::ClientError => text::NAME_CLIENT,
        FailureKind::Authentication => text::NAME_AUTHENTICATION,
        FailureKind::ServerError => text::NAME_SERVER,
        FailureKind::Bug => text::BUG,
        FailureKind::Unknown => "unknown",
    }
}

/// A mix for reading.
pub fn spell_mix(mix: &Mix) -> String {
    let parts: Vec<String> =
        mix.iter().map(|(kind, share)| format!("{} {}", crate::words::percent(share), name(kind))).collect();
    parts.join("; ")
}

/// A set of kinds for reading.
pub fn spell_kinds(kinds: Kinds) -> String {
    let parts: Vec<&str> = Mix::KINDS.into_iter().filter(|kind| kinds.includes(*kind)).map(name).collect();
    if parts.is_empty() { text::NONE.to_owned() } else { parts.join("; ") }
}

/// What a mix may be, as it reads in a sentence.
pub fn allowed_mix() -> String {
    text::mix_allowed(&keys())
}

/// Reads `connection,timeout`, or `none`.
pub fn read_kinds(text: &str) -> Option<Kinds> {
    if text == "none" {
        return Some(Kinds::of(&[]));
    }
    let kinds: Option<Vec<FailureKind>> = text.split(',').map(from_key).collect();
    kinds.map(|kinds| Kinds::of(&kinds))
}

/// Writes it.
pub fn write_kinds(kinds: Kinds) -> String {
    let written: Vec<&str> = Mix::KINDS.into_iter().filter(|kind| kinds.includes(*kind)).map(key).collect();
    if written.is_empty() { "none".to_owned() } else { written.join(",") }
}

/// What a set of kinds may be, as it reads in a sentence.
pub fn allowed_kinds() -> String {
    text::set_allowed(&keys())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mix_is_written_as_it_is_read() {
        for text in ["connection:1", "connection:0.5,client:0.5", "timeout:0.25,rate-limited:0.25,bug:0.5"] {
            assert_eq!(read_mix(text).map(|mix| write_mix(&mix)), Some(text.to_owned()));
        }
        let spaced = read_mix("client:0.5, connection:0.5").map(|mix| write_mix(&mix));
        assert_eq!(spaced.as_deref(), Some("connection:0.5,client:0.5"));
        for wrong in
            ["", "client", "client:", "client:0.5", "client:0.6,bug:0.6", "refused:1", "client:0.5,client:0.5", "x:1"]
        {
            assert_eq!(read_mix(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_set_of_kinds_is_written_as_it_is_read() {
        for text in ["none", "connection", "connection,timeout,unavailable,rate-limited", "bug,unknown"] {
            assert_eq!(read_kinds(text).map(write_kinds), Some(text.to_owned()));
        }
        assert_eq!(read_kinds("connection,timeout,unavailable,rate-limited"), Some(Kinds::TRANSIENT));
        for wrong in ["", "all", "connection;timeout", "refused"] {
            assert_eq!(read_kinds(wrong), None, "{wrong}");
        }
    }
}
