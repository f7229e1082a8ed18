//! Kinds of failure as a link and the page write them.

use crate::decimal;
use crate::policy::{FailureKind, Kinds};
use crate::sim::mix::Mix;

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
        FailureKind::Connection => "connection refused",
        FailureKind::Timeout => "no answer in time",
        FailureKind::Unavailable => "503 service unavailable",
        FailureKind::RateLimited => "429 too many requests",
        FailureKind::Refused => "refused by the breaker",
        FailureKind::ClientError => "400 wrong request",
        FailureKind::Authentication => "401 not allowed to ask",
        FailureKind::ServerError => "500 error in the service",
        FailureKind::Bug => "a bug in the caller",
        FailureKind::Unknown => "an unknown error",
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
        FailureKind::Connection => "connection refused",
        FailureKind::Timeout => "timeout",
        FailureKind::Unavailable => "unavailable, 503",
        FailureKind::RateLimited => "rate limited, 429",
        FailureKind::Refused => "refused",
        FailureKind::ClientError => "wrong request, 400",
        FailureKind::Authentication => "not allowed, 401",
        FailureKind::ServerError => "server error, 500",
        FailureKind::Bug => "a bug in the caller",
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
    if parts.is_empty() { "no failure".to_owned() } else { parts.join("; ") }
}

/// What a mix may be, as it reads in a sentence.
pub fn allowed_mix() -> String {
    format!("kinds with shares that add up to 1, as connection:0.5,client:0.5; the kinds are {}", keys())
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
    format!("none, or kinds separated by commas; the kinds are {}", keys())
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
