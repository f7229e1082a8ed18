//! What is worth trying in the fallback lab.

/// A try.
pub const NO_DEFAULT: &str = "Switch the default value off: which reads fail now, and when?";
/// A try.
pub const SILENCE: &str = "Set “Answers below full” to silent: how many calls look full now?";
/// A try.
pub const REPLAY: &str = "When the service is back at 68 s, replay all letters.";
/// What answers it.
pub const REPLAY_ANSWER: &str = "is done after all";
/// A try.
pub const STALE: &str = "Set “Stale if error” to 60 s: does anybody still get the default value?";
