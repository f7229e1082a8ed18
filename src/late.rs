//! Something of which a program in pieces has only a part at its start.

use std::sync::OnceLock;

/// What is here of something: at first all of it in a program of one piece, and a part in a program of pieces, to which the
/// rest is added once. What was loaded is a fact about the program, so it stands in a static.
pub struct Late<T> {
    first: T,
    added: OnceLock<T>,
}

impl<T: Copy> Late<T> {
    /// The part that a program of pieces has at its start, and all of it. The one that is not meant is forgotten by the
    /// compiler, so nothing leads from the program to what a piece is to bring.
    pub const fn new(part: T, whole: T) -> Self {
        Self { first: if cfg!(feature = "split") { part } else { whole }, added: OnceLock::new() }
    }

    /// What is here.
    pub fn get(&self) -> T {
        self.added.get().copied().unwrap_or(self.first)
    }

    /// All of it is here now.
    pub fn add(&self, whole: T) {
        self.added.get_or_init(|| whole);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_stays() {
        let late = Late::new(1, 1);
        late.add(3);
        late.add(4);
        assert_eq!(late.get(), 3);
    }
}
