//! What any lab is played with.

pub mod question;
pub mod why;
