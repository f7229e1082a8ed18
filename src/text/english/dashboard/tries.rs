//! What is worth trying in the dashboard lab.

/// Kill one.
pub const KILL: &str = "Kill a service that is well. Which number tells you first?";
/// One breaker for all.
pub const SHARED: &str = "Two lanes, one of them with one breaker for all. Who is refused, and who is down?";
/// No suppression.
pub const SUPPRESS: &str = "Send each alert again at once. How many would have woken you?";
/// A lower limit.
pub const LIMIT: &str = "Call it flapping from the second change on. Which alerts come now?";
/// Its answer stands in a line with these words.
pub const LIMIT_ANSWER: &str = "is flapping";
