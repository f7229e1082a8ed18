//! What an answer means for a retry: the kind of failure of its status or its message, and its wish to be left alone.

use core::time::Duration;

use crate::policy::FailureKind;

/// The kind of failure that a status code stands for; nothing for one that is no failure (below 400) and for what is
/// no status code (above 599).
///
/// The four that are worth another attempt are those of `SysManage`: 429, 502, 503 and 504. Of the others, 401 and 403
/// are about who asks, the rest of the 4xx about the request, and the rest of the 5xx are errors of the program there
/// ([`FailureKind::ServerError`]; [`FailureKind::Bug`] is an error of the program here and has no status).
pub const fn kind_of_status(status: u16) -> Option<FailureKind> {
    match status {
        401 | 403 => Some(FailureKind::Authentication),
        429 => Some(FailureKind::RateLimited),
        400..=499 => Some(FailureKind::ClientError),
        502 | 503 => Some(FailureKind::Unavailable),
        504 => Some(FailureKind::Timeout),
        500..=599 => Some(FailureKind::ServerError),
        _ => None,
    }
}

/// The kind of failure that a message tells of, by the words that `SysManage` looks for; [`FailureKind::Unknown`]
/// without any of them.
///
/// It is the last resort, for errors with neither a type nor a code. Capitals do not matter.
pub fn kind_of_message(message: &str) -> FailureKind {
    const WORDS: [(&str, FailureKind); 6] = [
        ("connection refused", FailureKind::Connection),
        ("connection timeout", FailureKind::Timeout),
        ("connection reset", FailureKind::Connection),
        ("temporary failure", FailureKind::Unavailable),
        ("service unavailable", FailureKind::Unavailable),
        ("rate limit", FailureKind::RateLimited),
    ];
    let message = message.to_ascii_lowercase();
    WORDS.iter().find(|(words, _)| message.contains(words)).map_or(FailureKind::Unknown, |(_, kind)| *kind)
}

/// The wait that a `Retry-After` header in its form of whole seconds asks for (RFC 9110, section 10.2.3). Its other
/// form, a date, needs a calendar, which virtual time has not: nothing, as for any other text.
pub fn retry_after(header: &str) -> Option<Duration> {
    let digits = header.trim();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // So many seconds that they do not fit are for ever.
    plain.then(|| Duration::from_secs(digits.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_codes_are_worth_another_attempt() {
        let transient: Vec<u16> =
            (0..=u16::MAX).filter(|&status| kind_of_status(status).is_some_and(FailureKind::is_transient)).collect();
        assert_eq!(transient, [429, 502, 503, 504]);
    }

    #[test]
    fn each_code_has_its_kind() {
        let of = [200, 304, 400, 401, 403, 404, 429, 500, 502, 503, 504, 600].map(kind_of_status);
        use FailureKind::{Authentication, ClientError, RateLimited, ServerError, Timeout, Unavailable};
        let (client, authentication) = (Some(ClientError), Some(Authentication));
        let (limited, server) = (Some(RateLimited), Some(ServerError));
        let wanted = [None, None, client, authentication, authentication, client, limited, server];
        assert_eq!(of[..8], wanted);
        assert_eq!(of[8..], [Some(Unavailable), Some(Unavailable), Some(Timeout), None]);
    }

    #[test]
    fn six_phrases_are_worth_another_attempt_and_any_other_message_is_of_an_unknown_kind() {
        for (message, kind) in [
            ("[Errno 111] Connection refused", FailureKind::Connection),
            ("Connection timeout to host", FailureKind::Timeout),
            ("Connection reset by peer", FailureKind::Connection),
            ("Temporary failure in name resolution", FailureKind::Unavailable),
            ("503 Service Unavailable", FailureKind::Unavailable),
            ("API rate limit exceeded", FailureKind::RateLimited),
            ("no such column", FailureKind::Unknown),
        ] {
            assert_eq!(kind_of_message(message), kind, "{message}");
            assert_eq!(kind.is_transient(), kind != FailureKind::Unknown, "{message}");
        }
    }

    #[test]
    fn only_whole_seconds_are_a_wait() {
        assert_eq!(retry_after(" 120 "), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("99999999999999999999999"), Some(Duration::from_secs(u64::MAX)));
        for text in ["", "-1", "+1", "1.5", "Fri, 31 Dec 1999 23:59:59 GMT"] {
            assert_eq!(retry_after(text), None, "{text}");
        }
    }
}
