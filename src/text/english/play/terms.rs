//! The words of the subject: how a text has each, and what it means in one to three short sentences.

/// A word, and what it means.
pub const ALL_OR_NOTHING: (&str, &str) =
    ("all-or-nothing", "The same batch without degradation: if one read fails, the values of all five are lost.");

/// A word, and what it means.
pub const ATTEMPT: (&str, &str) = ("attempt", "One try at the service. A read may have several.");

/// A word, and what it means.
pub const BACKOFF: (&str, &str) =
    ("backoff", "Waiting before the next attempt, and longer each time, so that a service in trouble can recover.");

/// A word, and what it means.
pub const BAD_CALL: (&str, &str) = (
    "bad call",
    "A call that reached the service and failed. A breaker that opens sooner lets fewer through, and refuses more good \
         ones.",
);

/// A word, and what it means.
pub const BATCH: (&str, &str) = ("batch", "One round in which all five sensors are read at the same time.");

/// A word, and what it means.
pub const CLOSED: (&str, &str) = (
    "closed",
    "Every call goes through to the service. It is the word of electricity: a closed switch lets the current flow.",
);

/// A word, and what it means.
pub const DEADLINE: (&str, &str) =
    ("deadline", "A limit of time for a whole call, with all its attempts and waits. Who asked has gone by then.");

/// A word, and what it means.
pub const DEGRADED: (&str, &str) =
    ("degraded", "Something is missing, and the rest is used all the same. That is better than losing everything.");

/// A word, and what it means.
pub const FAILURE_RATE: (&str, &str) =
    ("failure rate", "The share of attempts that fail: at 70 %, seven of ten on average.");

/// A word, and what it means.
pub const FAST_FAIL: (&str, &str) = (
    "fast fail",
    "A call that an open breaker refuses at once. It fails, too, but nobody waits for it, and the service is left in \
         peace.",
);

/// A word, and what it means.
pub const GOOD_CALL: (&str, &str) = (
    "good call",
    "A call that the service would have answered. A breaker cannot know that: what it refuses may be good or bad.",
);

/// A word, and what it means.
pub const HALF_OPEN: (&str, &str) = (
    "half-open",
    "The wait is over and the breaker tests the service: a probe goes through, all other calls are still refused.",
);

/// A word, and what it means.
pub const JITTER: (&str, &str) = (
    "jitter",
    "A random part of each wait. Without it, callers that failed at the same moment try again at the same moment.",
);

/// A word, and what it means.
pub const LATE_RESULT: (&str, &str) = (
    "late result",
    "The answer to a call that began before the breaker last changed its state. It tells how the service was, not how \
         it is.",
);

/// A word, and what it means.
pub const LATENCY: (&str, &str) =
    ("latency", "How long an attempt takes until its answer is there, be it good or bad.");

/// A word, and what it means.
pub const LAYER: (&str, &str) = (
    "layer",
    "A policy around a call. It hears only what comes out of the layers inside it, and answers those outside.",
);

/// A word, and what it means.
pub const OPEN: (&str, &str) = (
    "open",
    "Every call is refused at once and the service is not asked. It is the word of electricity: through an open switch \
         no current flows.",
);

/// A word, and what it means.
pub const OPENING: (&str, &str) = (
    "opening",
    "A change to open: from closed, when failures reach the limit, or again from half-open, when a probe fails.",
);

/// A word, and what it means.
pub const PROBE: (&str, &str) =
    ("probe", "A call that a half-open breaker lets through to find out whether the service works again.");

/// A word, and what it means.
pub const RANDOM_NUMBER: (&str, &str) = (
    "random number",
    "Each attempt has one, from 0 to 1. If it is below the failure rate, the attempt fails. Each run with \
         this seed has the same ones.",
);

/// A word, and what it means.
pub const RESET_TIMEOUT: (&str, &str) =
    ("reset timeout", "How long a breaker stays open before it lets a probe through.");

/// A word, and what it means.
pub const RETRY: (&str, &str) =
    ("retry", "To ask again after a failure, because many failures are over a moment later.");

/// A word, and what it means.
pub const RETRY_STORM: (&str, &str) = (
    "retry storm",
    "Many callers that try again at the same moment. Together they keep down a service that was about to recover.",
);

/// A word, and what it means.
pub const SEED: (&str, &str) =
    ("seed", "The number from which all random numbers of a run follow. The same seed and settings give the same run.");

/// A word, and what it means.
pub const STALE: (&str, &str) =
    ("stale", "An old value that is shown because no new one came. It is marked, and it counts as missing.");

/// A word, and what it means.
pub const THRESHOLD: (&str, &str) = ("threshold", "The limit that must be reached before the breaker opens.");

/// A word, and what it means.
pub const TIMEOUT: (&str, &str) = (
    "timeout",
    "A limit for how long an answer is awaited. After it the attempt counts as failed, whatever comes later.",
);

/// A word, and what it means.
pub const UNAVAILABLE: (&str, &str) = (
    "unavailable",
    "The sensor gave no value in this batch. That is said, so that nobody takes a guess for a reading.",
);

/// A word, and what it means.
pub const VIRTUAL_TIME: (&str, &str) = (
    "virtual time",
    "The clock of the run. It can stand still, run faster and be set back; what happens at a moment stays the same.",
);

/// A word, and what it means.
pub const WAITING_AVOIDED: (&str, &str) = (
    "waiting avoided",
    "The time that fast fails would have taken if the service had been asked. The calls failed all the same.",
);
