//! The words of the subject and what they mean, in one table for all labs.

use crate::text::play::terms as text;

/// A word and what it means.
#[derive(Debug, PartialEq, Eq)]
pub struct Term {
    /// Its name in attributes: the word with hyphens.
    pub key: &'static str,
    /// The word as a text has it.
    pub word: &'static str,
    /// What it means, in one to three short sentences.
    pub meaning: &'static str,
}

const fn term(key: &'static str, (word, meaning): (&'static str, &'static str)) -> Term {
    Term { key, word, meaning }
}

/// All words, in the order of the alphabet.
pub static TERMS: [Term; 30] = [
    term("all-or-nothing", text::ALL_OR_NOTHING),
    term("attempt", text::ATTEMPT),
    term("backoff", text::BACKOFF),
    term("bad-call", text::BAD_CALL),
    term("batch", text::BATCH),
    term("closed", text::CLOSED),
    term("deadline", text::DEADLINE),
    term("degraded", text::DEGRADED),
    term("failure-rate", text::FAILURE_RATE),
    term("fast-fail", text::FAST_FAIL),
    term("good-call", text::GOOD_CALL),
    term("half-open", text::HALF_OPEN),
    term("jitter", text::JITTER),
    term("late-result", text::LATE_RESULT),
    term("latency", text::LATENCY),
    term("layer", text::LAYER),
    term("open", text::OPEN),
    term("opening", text::OPENING),
    term("probe", text::PROBE),
    term("random-number", text::RANDOM_NUMBER),
    term("reset-timeout", text::RESET_TIMEOUT),
    term("retry", text::RETRY),
    term("retry-storm", text::RETRY_STORM),
    term("seed", text::SEED),
    term("stale", text::STALE),
    term("threshold", text::THRESHOLD),
    term("timeout", text::TIMEOUT),
    term("unavailable", text::UNAVAILABLE),
    term("virtual-time", text::VIRTUAL_TIME),
    term("waiting-avoided", text::WAITING_AVOIDED),
];

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
            assert!((30..=180).contains(&term.meaning.len()) && term.meaning.ends_with('.'), "{}", term.key);
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
