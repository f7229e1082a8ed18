//! What is told of the run beside its picture: sentences, numbers and theory.

use std::rc::Rc;

use crate::play::explain::Line;
use crate::play::{Fact, Metric};

pub(crate) type Lines = Rc<[Line]>;
pub(crate) type Metrics = Rc<[Metric]>;
pub(crate) type Facts = Rc<[Fact]>;

/// What the panels show: published together with the stage whenever something has happened, and at every change by
/// hand.
#[derive(Default)]
pub(crate) struct Told {
    /// How many events there had been.
    pub(crate) events: u64,
    pub(crate) lines: Lines,
    pub(crate) metrics: Metrics,
    pub(crate) facts: Facts,
}

/// Puts new values in place of old ones only if they differ.
pub(crate) fn renew<T: PartialEq>(told: &mut Rc<[T]>, new: Vec<T>) {
    if **told != *new {
        *told = new.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_not_changed_stays_the_same() {
        let mut told: Rc<[u32]> = Rc::new([1, 2]);
        let before = Rc::clone(&told);
        renew(&mut told, vec![1, 2]);
        assert!(Rc::ptr_eq(&before, &told));
        renew(&mut told, vec![3]);
        assert_eq!(*told, [3]);
    }
}
