//! What any lab is played with.

pub mod why;
