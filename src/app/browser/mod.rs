//! The browser around the page: what it remembers, tells and is told.

pub(crate) mod address;
pub(crate) mod clock;
pub(crate) mod embed;
pub(crate) mod key;
pub(crate) mod piece;
pub(crate) mod storage;
pub(crate) mod watch;
pub(crate) mod window;
