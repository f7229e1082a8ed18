//! What the storm lab and its settings and presets are called.

use crate::words::Noun;

/// What it is about.
pub const ABOUT: &str =
    "Many clients lose a server in the same moment; how they wait decides whether they come back as a storm.";

/// Why one wants it.
pub const WHY: &str = "A server can be back after a second and still be down for minutes, because all who were waiting ask at once, and \
          what they ask costs the time of those whom it could have served. Jitter spreads them, a retry budget limits them.";

/// When to use it: when it helps, when it harms, what instead.
pub const WHEN: [&str; 3] = [
    "Where many clients depend on one server and fail together: jitter spreads their return, and a budget keeps retries a small share of the load.",
    "Where the server is too small for its load all the time: retries add to it, however well they are spread.",
    "More capacity, or less work: refuse early what cannot be served in time. Where clients are few, backoff alone does.",
];

/// The question that it ends with.
pub const NEXT: &str = "Here one server fell. What falls with it if others stand on it?";

/// A lane without the mechanism.
pub const WITHOUT: &str = "Without retries";

/// How lanes are compared.
pub const METHOD: &str =
    "Clients are compared one by one, as soon as one has ended in both lanes; under load, stretches of 5 s are.";

/// Its tab.
pub const TITLE: &str = "Storm";

/// A preset.
pub const THOUSAND: &str = "A thousand clients";

/// What it shows.
pub const THOUSAND_NOTE: &str = "Ten times the clients and ten times the capacity: the waves are the same.";

/// A preset.
pub const FULL_JITTER: &str = "Full jitter";

/// What it shows.
pub const FULL_JITTER_NOTE: &str = "The same clients and the same blip, each wait picked at random.";

/// A preset.
pub const LOAD: &str = "The load stays";

/// What it shows.
pub const LOAD_NOTE: &str = "Three seconds of slowness, and the server stays useless: it works for callers who have given up. Switch the \
               retry budget on.";

/// A preset.
pub const LOAD_WITH_BUDGET: &str = "The same with a retry budget";

/// What it shows.
pub const LOAD_WITH_BUDGET_NOTE: &str =
    "Retries may be a tenth of the calls, for all callers together: the server is back after seconds.";

/// A preset.
pub const NO_BACKOFF: &str = "Contention: no backoff";

/// What it shows.
pub const NO_BACKOFF_NOTE: &str = "AWS, 2015: a hundred clients write one row. Quickest, and three times the work.";

/// A preset.
pub const EXPONENTIAL: &str = "Contention: exponential";

/// What it shows.
pub const EXPONENTIAL_NOTE: &str = "AWS, 2015: waits that double, all alike. The clear loser: over a minute.";

/// A preset.
pub const EQUAL: &str = "Contention: equal jitter";

/// What it shows.
pub const EQUAL_NOTE: &str = "AWS, 2015: half of each wait is certain, half is random.";

/// A preset.
pub const FULL: &str = "Contention: full jitter";

/// What it shows.
pub const FULL_NOTE: &str = "AWS, 2015: anything up to the whole wait. The least work.";

/// A preset.
pub const DECORRELATED: &str = "Contention: decorrelated jitter";

/// What it shows.
pub const DECORRELATED_NOTE: &str = "AWS, 2015: up to three times the last wait. A little sooner, for more work.";

/// A setting.
pub const WORLD: &str = "What happens";

/// One of its choices.
pub const WORLD_BLIP: &str = "all fail at once";

/// One of its choices.
pub const WORLD_LOAD: &str = "a slow server under load";

/// One of its choices.
pub const WORLD_CONTENTION: &str = "all write one row";

/// What it means.
pub const WORLD_HINT: &str = "changing it restarts the run";

/// A setting.
pub const JITTER: &str = "Jitter";

/// One of its choices.
pub const JITTER_NONE: &str = "none";

/// One of its choices.
pub const JITTER_ADDITIVE: &str = "additive: a bit more, before the cap";

/// One of its choices.
pub const JITTER_FULL: &str = "full: from nothing to the whole wait";

/// One of its choices.
pub const JITTER_EQUAL: &str = "equal: half certain, half random";

/// One of its choices.
pub const JITTER_DECORRELATED: &str = "decorrelated: from the last wait";

/// One of its choices.
pub const JITTER_SHARE: &str = "share: a part more or less";

/// What it means.
pub const JITTER_HINT: &str = "how chance changes a wait; the stage shows full jitter beside it";

/// A setting.
pub const CLIENTS: &str = "Clients";

/// What it means.
pub const CLIENTS_HINT: &str = "all begin at the same moment; changing it restarts the run";

/// What it counts.
pub const CLIENTS_UNIT: Noun = Noun("client", "clients");

/// A setting.
pub const BUDGET: &str = "Limit for all retries";

/// One of its choices.
pub const BUDGET_NONE: &str = "none";

/// One of its choices.
pub const BUDGET_BUDGET: &str = "budget: a share of the calls of the last 10 s";

/// One of its choices.
pub const BUDGET_QUOTA: &str = "quota: 500 tokens, as in the AWS SDKs";

/// One of its choices.
pub const BUDGET_TOKENS: &str = "tokens: a bucket that successes fill";

/// One of its choices.
pub const BUDGET_BREAKER: &str = "breaker: no retry while too many fail";

/// What it means.
pub const BUDGET_HINT: &str = "one for all callers together";

/// A setting.
pub const BUDGET_SHARE: &str = "Retries allowed";

/// What it means.
pub const BUDGET_SHARE_HINT: &str = "of the calls; of a token for each success; of the calls may fail";

/// A setting.
pub const CAPACITY: &str = "Capacity";

/// What it means.
pub const CAPACITY_HINT: &str = "what the server can do in each slot of 0.1 s";

/// What it counts.
pub const CAPACITY_UNIT: Noun = Noun("call in 0.1 s", "calls in 0.1 s");

/// A setting.
pub const RATE: &str = "Calls a second";

/// What it means.
pub const RATE_HINT: &str = "they come whatever became of those before";

/// What it counts.
pub const RATE_UNIT: Noun = Noun("a second", "a second");

/// A setting.
pub const BLIP: &str = "Blip";

/// What it means.
pub const BLIP_HINT: &str =
    "from the start in which all fail; under load, from 5 s on at a tenth of the capacity; restarts the run";

/// A setting.
pub const PATIENCE: &str = "Patience";

/// What it means.
pub const PATIENCE_HINT: &str = "a caller gives an attempt up after this; the server does not notice";

/// A setting.
pub const ATTEMPTS: &str = "Attempts";

/// What it means.
pub const ATTEMPTS_HINT: &str = "the first try counts as one";

/// What it counts.
pub const ATTEMPTS_UNIT: Noun = Noun("a client", "a client");

/// A setting.
pub const KIND: &str = "Waits grow";

/// One of its choices.
pub const KIND_CONSTANT: &str = "not at all";

/// One of its choices.
pub const KIND_LINEAR: &str = "by the same step";

/// One of its choices.
pub const KIND_EXPONENTIAL: &str = "by a factor";

/// What it means.
pub const KIND_HINT: &str = "from one retry to the next";

/// A setting.
pub const BASE: &str = "First wait";

/// What it means.
pub const BASE_HINT: &str =
    "before the first retry; in contention that is 5 ms, and the first window twice as long, as published";

/// A setting.
pub const FACTOR: &str = "Factor";

/// What it means.
pub const FACTOR_HINT: &str = "each wait is this many times the one before";

/// A setting.
pub const CAP: &str = "Longest wait";

/// What it means.
pub const CAP_HINT: &str = "no wait is longer than this";

/// A setting.
pub const SPREAD: &str = "Amount of jitter";

/// What it means.
pub const SPREAD_HINT: &str = "the random part of each wait";

/// A setting.
pub const FAILURE: &str = "Failure rate";

/// What it means.
pub const FAILURE_HINT: &str = "of the attempts that the server takes in fail all the same";
