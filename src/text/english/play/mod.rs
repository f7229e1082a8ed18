//! What any lab is played with.

pub mod compare;
pub mod kinds;
pub mod lanes;
pub mod note;
pub mod paint;
pub mod practice;
pub mod question;
pub mod spec;
pub mod target;
pub mod terms;
pub mod tries;
pub mod why;
