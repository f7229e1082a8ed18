//! The words of the subject and what they mean, in one table for all labs.

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

const fn term(key: &'static str, word: &'static str, meaning: &'static str) -> Term {
    Term { key, word, meaning }
}

/// All words, in the order of the alphabet.
pub static TERMS: [Term; 27] = [
    term(
        "all-or-nothing",
        "all-or-nothing",
        "The same batch without degradation: if one read fails, the values of all five are lost.",
    ),
    term("attempt", "attempt", "One try at the service. A read may have several."),
    term(
        "backoff",
        "backoff",
        "Waiting before the next attempt, and longer each time, so that a service in trouble can recover.",
    ),
    term(
        "bad-call",
        "bad call",
        "A call that reached the service and failed. A breaker that opens sooner lets fewer through, and refuses more good \
         ones.",
    ),
    term("batch", "batch", "One round in which all five sensors are read at the same time."),
    term(
        "closed",
        "closed",
        "Every call goes through to the service. It is the word of electricity: a closed switch lets the current flow.",
    ),
    term(
        "degraded",
        "degraded",
        "Something is missing, and the rest is used all the same. That is better than losing everything.",
    ),
    term("failure-rate", "failure rate", "The share of attempts that fail: at 70 %, seven of ten on average."),
    term(
        "fast-fail",
        "fast fail",
        "A call that an open breaker refuses at once. It fails, too, but nobody waits for it, and the service is left in \
         peace.",
    ),
    term(
        "good-call",
        "good call",
        "A call that the service would have answered. A breaker cannot know that: what it refuses may be good or bad.",
    ),
    term(
        "half-open",
        "half-open",
        "The wait is over and the breaker tests the service: a probe goes through, all other calls are still refused.",
    ),
    term(
        "jitter",
        "jitter",
        "A random part of each wait. Without it, callers that failed at the same moment try again at the same moment.",
    ),
    term(
        "late-result",
        "late result",
        "The answer to a call that began before the breaker last changed its state. It tells how the service was, not how \
         it is.",
    ),
    term("latency", "latency", "How long an attempt takes until its answer is there, be it good or bad."),
    term(
        "open",
        "open",
        "Every call is refused at once and the service is not asked. It is the word of electricity: through an open switch \
         no current flows.",
    ),
    term(
        "opening",
        "opening",
        "A change to open: from closed, when failures reach the limit, or again from half-open, when a probe fails.",
    ),
    term("probe", "probe", "A call that a half-open breaker lets through to find out whether the service works again."),
    term(
        "random-number",
        "random number",
        "Each attempt has one, from 0 to 1. If it is below the failure rate, the attempt fails. Each run with \
         this seed has the same ones.",
    ),
    term("reset-timeout", "reset timeout", "How long a breaker stays open before it lets a probe through."),
    term("retry", "retry", "To ask again after a failure, because many failures are over a moment later."),
    term(
        "retry-storm",
        "retry storm",
        "Many callers that try again at the same moment. Together they keep down a service that was about to recover.",
    ),
    term(
        "seed",
        "seed",
        "The number from which all random numbers of a run follow. The same seed and settings give the same run.",
    ),
    term(
        "stale",
        "stale",
        "An old value that is shown because no new one came. It is marked, and it counts as missing.",
    ),
    term("threshold", "threshold", "The limit that must be reached before the breaker opens."),
    term(
        "unavailable",
        "unavailable",
        "The sensor gave no value in this batch. That is said, so that nobody takes a guess for a reading.",
    ),
    term(
        "virtual-time",
        "virtual time",
        "The clock of the run. It can stand still, run faster and be set back; what happens at a moment stays the same.",
    ),
    term(
        "waiting-avoided",
        "waiting avoided",
        "The time that fast fails would have taken if the service had been asked. The calls failed all the same.",
    ),
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
        "every" => "batch",
        "stale" => "stale",
        "restart" => "all-or-nothing",
        _ => return None,
    };
    term_of(key)
}

/// The word that explains a number of the page contract, by the number's name.
pub fn of_metric(name: &str) -> Option<&'static Term> {
    let key = match name {
        "fast-fails" => "fast-fail",
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
