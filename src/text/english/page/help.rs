//! The help.

/// The name of a key.
pub const SPACE: &str = "Space";

/// What a key does.
pub const PLAYS: &str = "play or pause, unless the Tab key has led to a button";

/// What a key does.
pub const STEPS: &str = "step to the next event";

/// What a key does.
pub const STEPS_BACK: &str = "step back to the event before";

/// What a key does.
pub const TO_NEXT: &str = "to the next transition";

/// What a key does.
pub const TO_PREVIOUS: &str = "to the previous transition";

/// The name of keys.
pub const CONTROL_Z: &str = "Ctrl Z";

/// What a key does.
pub const UNDOES: &str = "undo a change; with Shift: redo";

/// What a key does.
pub const RESTARTS: &str = "restart with the same seed and settings";

/// What a key does.
pub const HELPS: &str = "this help";

/// What a shape means.
pub const SWITCH_CLOSED: &str = "the breaker closed: current flows";

/// What a shape means.
pub const SWITCH_OPEN: &str = "the breaker opened: no call passes";

/// What a shape means.
pub const SWITCH_HALF: &str = "the breaker half-opened: a probe";

/// What a shape means.
pub const SUCCESS: &str = "success, kept";

/// What a shape means.
pub const FAILURE: &str = "failure";

/// What a shape means.
pub const UNAVAILABLE: &str = "unavailable, no value";

/// What a shape means.
pub const HALF: &str = "half-open, probe";

/// What a shape means.
pub const FAST_FAIL: &str = "fast fail: refused, not called";

/// What a shape means.
pub const WAITING: &str = "waiting, retrying";

/// What a shape means.
pub const DEGRADED: &str = "degraded: some is missing";

/// What a shape means.
pub const STALE: &str = "an old value";

/// What a shape means.
pub const IN_FLIGHT: &str = "under way; or something you did";

/// What a run is, with a space before it.
pub const VIRTUAL: &str = " Everything happens in virtual time, with random numbers that come from the seed: the same seed and the same \
                   settings give the same run.";

/// A heading.
pub const KEYS: &str = "Keys";

/// A switch.
pub const SHORTCUTS: &str = "Single keys are shortcuts";

/// A heading.
pub const APPEARANCE: &str = "Appearance";

/// The choice of a theme, for a screen reader.
pub const THEME_OF_PAGE: &str = "Theme of the page";

/// A button.
pub const PROJECTOR: &str = "Present on a projector";

/// A heading.
pub const SHAPES: &str = "Shapes";
