//! What leads from lab to lab: the groups of the bar, the overview, and the question that each lab ends with.

/// The button that opens the overview, and the heading of it.
pub const LABS: &str = "Labs";

/// The way back to the overview after the last lab.
pub const ALL_LABS: &str = "All labs";

/// What the button says when the pointer rests on it.
pub const OVERVIEW: &str = "All labs, with a picture of each (L)";

/// What the key does, in the list of keys.
pub const OVERVIEW_KEY: &str = "all labs";

/// How the overview is meant to be read.
pub const PATH: &str =
    "The order is a path: each lab ends with the question that the next one answers. You can begin anywhere.";

/// The labs of the lecture.
pub const LECTURE: &str = "The lecture";

/// The labs that go beyond it.
pub const BEYOND: &str = "Beyond";

/// Stands before the question that a lab ends with.
pub const NEXT: &str = "Next";

/// What the retry lab leaves open.
pub const AFTER_RETRY: &str = "What if the service is down for minutes, and every caller keeps trying?";

/// What the breaker lab leaves open.
pub const AFTER_BREAKER: &str = "What of the values that did arrive, when one of five is missing?";

/// What the batch lab leaves open.
pub const AFTER_BATCH: &str = "Retry, breaker, fallback: in which order?";
