//! The pipeline lab's hints: what to try.

/// A try.
pub const KILL: &str = "Kill enrich. What happens to the batches that it should enrich?";
/// Its answer has these words in Why.
pub const KILL_ANSWER: &str = "flagged";
/// A try.
pub const BREAKER: &str = "Switch the breaker off. How late do batches get while the enrichment hangs?";
/// A try.
pub const DEGRADE: &str = "Switch degradation off. What does the first failure do, with retry and breaker still on?";
/// Its answer has these words in Why.
pub const DEGRADE_ANSWER: &str = "Pipeline crashed";
/// A try.
pub const SHARED: &str = "Choose the preset “One breaker for five sensors”. How much does each lane keep?";
