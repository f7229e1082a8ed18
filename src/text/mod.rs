//! The catalogue: every sentence that people read, in one place.
//!
//! What is shown, told, asked or printed is a constant here, or a function of plain values: numbers, names, and texts that
//! [`words`](crate::words) has written. Which sentence is said, and with which numbers, is decided where it is known; the
//! catalogue names no lab's type, no policy and no event. So another language is a folder beside `english` with the same
//! names, and nothing else has to be searched.
//!
//! What is no sentence stays where it is: the keys of links, attributes and exports, classes, and configurations for
//! libraries, whose comments are a part of the code. So does what a policy's constructor says is allowed, because each
//! policy's file can be read alone, and what the options of the program without a page mean, which are its comments.
//! `tests/tidy.rs` finds sentences that stand elsewhere.

mod english;

pub use english::*;
