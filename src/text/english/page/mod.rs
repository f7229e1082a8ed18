//! The page: a file for each of its parts.

pub mod bar;
pub mod controls;
pub mod copier;
pub mod embedding;
pub mod help;
pub mod intro;
pub mod notices;
pub mod numbers;
pub mod replay;
pub mod setting;
pub mod share;
pub mod timeline;
pub mod transport;
pub mod tries;
pub mod view;
pub mod why;
