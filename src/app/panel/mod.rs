//! The panels around the stage. Each is drawn from plain values, again only when these have changed.

pub(crate) mod bar;
pub(crate) mod check;
pub(crate) mod controls;
pub(crate) mod help;
pub(crate) mod intro;
pub(crate) mod notices;
pub(crate) mod numbers;
pub(crate) mod overview;
pub(crate) mod replay;
pub(crate) mod share;
pub(crate) mod steppers;
pub(crate) mod transport;
pub(crate) mod tries;
pub(crate) mod why;
