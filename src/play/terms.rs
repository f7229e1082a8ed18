//! The words of the subject and what they mean, in one table for all labs.

use crate::late::Late;
use crate::text::play::terms as text;

/// A word of the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its name in attributes: the word with hyphens.
    pub key: &'static str,
    /// The word as a text has it.
    pub word: &'static str,
}

impl Term {
    /// What it means, in one to three short sentences; nothing as long as a program in pieces has not got the meanings.
    pub fn meaning(&self) -> &'static str {
        let index = TERMS.iter().position(|term| term == self);
        index.and_then(|index| MEANINGS.get().get(index).copied()).unwrap_or_default()
    }
}

/// How many words there are.
const COUNT: usize = 30;

/// All words with their meanings, in the order of the alphabet.
const ALL: [(&str, (&str, &str)); COUNT] = [
    ("all-or-nothing", text::ALL_OR_NOTHING),
    ("attempt", text::ATTEMPT),
    ("backoff", text::BACKOFF),
    ("bad-call", text::BAD_CALL),
    ("batch", text::BATCH),
    ("closed", text::CLOSED),
    ("deadline", text::DEADLINE),
    ("degraded", text::DEGRADED),
    ("failure-rate", text::FAILURE_RATE),
    ("fast-fail", text::FAST_FAIL),
    ("good-call", text::GOOD_CALL),
    ("half-open", text::HALF_OPEN),
    ("jitter", text::JITTER),
    ("late-result", text::LATE_RESULT),
    ("latency", text::LATENCY),
    ("layer", text::LAYER),
    ("open", text::OPEN),
    ("opening", text::OPENING),
    ("probe", text::PROBE),
    ("random-number", text::RANDOM_NUMBER),
    ("reset-timeout", text::RESET_TIMEOUT),
    ("retry", text::RETRY),
    ("retry-storm", text::RETRY_STORM),
    ("seed", text::SEED),
    ("stale", text::STALE),
    ("threshold", text::THRESHOLD),
    ("timeout", text::TIMEOUT),
    ("unavailable", text::UNAVAILABLE),
    ("virtual-time", text::VIRTUAL_TIME),
    ("waiting-avoided", text::WAITING_AVOIDED),
];

/// All words, in the order of the alphabet.
pub static TERMS: [Term; COUNT] = {
    let mut terms = [Term { key: "", word: "" }; COUNT];
    let mut index = 0;
    while index < COUNT {
        let (key, (word, _)) = ALL[index];
        terms[index] = Term { key, word };
        index += 1;
    }
    terms
};

/// What the words mean, in the same order.
pub const ALL_MEANINGS: &[&str] = &{
    let mut meanings = [""; COUNT];
    let mut index = 0;
    while index < COUNT {
        meanings[index] = ALL[index].1.1;
        index += 1;
    }
    meanings
};

/// What the words mean, once that is here: a program in pieces begins without.
pub static MEANINGS: Late<&[&str]> = Late::new(&[], ALL_MEANINGS);

/// The word of a key.
pub fn term_of(key: &str) -> Option<&'static Term> {
    TERMS.iter().find(|term| term.key == key)
}

/// The word that explains a setting, by the setting's key.
pub fn of_setting(key: &str) -> Option<&'static Term> {
    let key = match key {
        "threshold" => "threshold",
        "reset" => "reset-timeout",
        "probes" | "successes" | "lease" => "probe",
        "late" => "late-result",
        "jitter" | "spread" => "jitter",
        "kind" | "base" | "factor" | "cap" | "floor" => "backoff",
        "attempts" => "attempt",
        "failure" => "failure-rate",
        "latency" => "latency",
        "timeout" | "expired" => "timeout",
        "deadline" => "deadline",
        "order" => "layer",
        "stale" => "stale",
        "restart" => "all-or-nothing",
        _ => return None,
    };
    term_of(key)
}

/// The word that explains a number of the page contract, by the number's name.
pub fn of_metric(name: &str) -> Option<&'static Term> {
    let key = match name {
        "fast-fails" | "refused" | "orders-refused" | "reports-refused" | "limited" => "fast-fail",
        "cut-off" => "timeout",
        "good-refused" => "good-call",
        "openings" | "reopenings" => "opening",
        "bad-through" => "bad-call",
        "late" => "late-result",
        "time-saved-ms" => "waiting-avoided",
        "attempts" => "attempt",
        "waiting-ms" => "backoff",
        "degraded" => "degraded",
        "twin-kept" => "all-or-nothing",
        _ => return None,
    };
    term_of(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::{LabId, Settings};

    #[test]
    fn keys_are_unique_and_in_order_and_every_meaning_is_short() {
        assert!(TERMS.windows(2).all(|pair| pair[0].key < pair[1].key));
        for term in &TERMS {
            assert_eq!(term.key, term.word.replace(' ', "-"));
            let meaning = term.meaning();
            assert!((30..=180).contains(&meaning.len()) && meaning.ends_with('.'), "{}", term.key);
        }
    }

    #[test]
    fn every_word_that_a_lab_a_setting_or_a_number_asks_for_is_there() {
        for lab in LabId::all() {
            for key in lab.terms {
                assert!(term_of(key).is_some(), "{key}");
            }
            if lab.terms.is_empty() {
                continue;
            }
            assert!(lab.specs.iter().any(|spec| of_setting(spec.key).is_some()));
            let metrics = (lab.picture)(&Settings::new(lab.specs)).metrics();
            assert!(metrics.iter().any(|metric| of_metric(metric.name).is_some()));
        }
    }
}
