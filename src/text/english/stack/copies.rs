//! What configurations of the stack lab say.

/// Copy as: the order of the layers.
pub fn copied_order(layers: &str) -> String {
    if layers.is_empty() { "There is no layer.".to_owned() } else { format!("The layers, outermost first: {layers}.") }
}

/// One layer's part of the text, which is a file of its own where a language wants that.
pub fn copied_part(layer: &str) -> String {
    format!("{layer}:")
}

/// How the order of two layers is said to the Spring starter.
pub const ASPECTS: &str = "By default the starter puts the retry around the breaker; circuitBreakerAspectOrder and \
                           retryAspectOrder turn that round.";
/// A limit of time.
pub const COPIED_LIMIT: &str = "a limit for what is inside it; set it where the call is made.";
/// Work that is late.
pub const COPIED_EXPIRED: &str = "what happens to late work depends on whether the call can be cancelled.";
/// What a retry makes of a refusal.
pub const COPIED_REFUSALS: &str = "whether a retry around the breaker tries again after a refusal.";
/// No layer that libraries have.
pub const NOTHING_TO_COPY: &str = "There is no breaker and no retry to configure.";
/// Failures that the breaker counts.
pub const COPIED_COUNTS: &str = "leave the types of a caller's own mistakes out, by their names in your program.";
