//! What is worth trying in the clinic.

/// A try.
pub const CHANGE: &str = "Choose one change in the settings and play to the end: are both numbers in the goal?";
/// A try.
pub const WITHOUT: &str = "Take the breaker away: which number rises, and which one falls?";
/// A try.
pub const STUCK: &str = "Open case 16 and play to the end: why is everything refused?";
