//! Optimistic locking: many read a row and write it back, and a write counts only if nobody has written since the read.
//!
//! Nobody waits for a lock. Who comes too late has worked in vain, reads again and tries again, so of writers that come
//! together one succeeds each time. It is the contention of Marc Brooker's "Exponential Backoff And Jitter", AWS Architecture
//! Blog, 2015.

/// A row that is written by whoever has read its present version.
///
/// Two have read the same version; the second to write is refused, and reads again:
///
/// ```
/// use half_open::policy::optimistic::{Conflict, Row};
///
/// let mut row = Row::default();
/// let (one, other) = (row.read(), row.read());
/// assert_eq!(row.write(one), Ok(1));
/// assert_eq!(row.write(other), Err(Conflict { read: 0, present: 1 }));
/// assert_eq!(row.write(row.read()), Ok(2));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    version: u64,
}

/// A write that came too late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The version that was read.
    pub read: u64,
    /// The present one.
    pub present: u64,
}

impl Row {
    /// The present version.
    pub const fn read(self) -> u64 {
        self.version
    }

    /// Writes what was made of a version that was read, and returns the new one.
    ///
    /// # Errors
    /// The row has been written since.
    pub fn write(&mut self, read: u64) -> Result<u64, Conflict> {
        if read != self.version {
            return Err(Conflict { read, present: self.version }); // rule: conflict
        }
        self.version += 1; // rule: written
        Ok(self.version)
    }
}
