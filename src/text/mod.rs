//! The catalogue: every sentence that people read, in one place.
//!
//! What is shown, told, asked or printed is a constant here, or a function of plain values: numbers, names, and texts that
//! [`words`](crate::words) has written. Which sentence is said, and with which numbers, is decided where it is known; the
//! catalogue names no lab's type, no policy and no event. So another language is a folder beside [`english`] with the same
//! names, and nothing else has to be searched.

mod english;

pub use english::*;
