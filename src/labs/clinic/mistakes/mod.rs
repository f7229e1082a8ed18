//! Mistakes that the types of the real policies do not allow, each built as a layer of its own. Nothing but the clinic
//! builds them.

pub mod breaker;
pub mod crash;
pub mod leak;

/// The name under which they tell what they decide.
pub const POLICY: &str = "clinic";
