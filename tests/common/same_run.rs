//! Whether two runs stand at the same moment, as far as a page shows it.

use half_open::play::{Run, explain};
use half_open::time::Instant;

/// A moment, in milliseconds from a run's start.
pub(crate) fn millis(at: u64) -> Instant {
    Instant::from_millis(at)
}

/// The picture, its twin, the numbers and the sentences are the same.
pub(crate) fn assert_shows_the_same(here: &Run, there: &Run) {
    assert!(here.picture() == there.picture(), "the picture at {}", here.now());
    assert!(here.baseline() == there.baseline(), "the baseline at {}", here.now());
    assert_eq!(here.metrics(), there.metrics());
    assert_eq!(here.facts(), there.facts());
    assert_eq!(here.settings(), there.settings());
    assert_eq!(here.log().total(), there.log().total());
    assert_eq!(explain::lines(here, 40), explain::lines(there, 40));
}
