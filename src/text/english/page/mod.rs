//! The page: a file for each of its parts.

pub mod bar;
pub mod code;
pub mod compare;
pub mod controls;
pub mod copier;
pub mod copy_as;
pub mod embedding;
pub mod help;
pub mod intro;
pub mod notices;
pub mod numbers;
pub mod paint;
pub mod predict;
pub mod replay;
pub mod setting;
pub mod share;
pub mod timeline;
pub mod transport;
pub mod tries;
pub mod view;
pub mod why;
