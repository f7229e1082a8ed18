//! Frame time to virtual time.
//!
//! The browser says when a frame came; the driver says by how many whole milliseconds the run may go on. It knows
//! neither browser nor run, so what it promises is tested natively: a long frame counts for at most [`LONGEST`], a rest
//! counts for nothing, and fractions of a millisecond are never lost.

/// The most real milliseconds that one frame may stand for. After a hidden tab or a busy machine the run goes on where
/// it was; it never bursts to catch up.
pub(crate) const LONGEST: f64 = 100.0;

/// Turns the times of animation frames into steps of virtual time.
#[derive(Debug, Default)]
pub(crate) struct Driver {
    /// When the last frame came; nothing after a rest.
    last: Option<f64>,
    /// Virtual time that has passed but is not a whole millisecond yet.
    carry: f64,
}

impl Driver {
    /// A frame came at `stamp` milliseconds while virtual time runs `speed` times as fast as real time. Returns the
    /// whole virtual milliseconds to go on by.
    pub(crate) fn frame(&mut self, stamp: f64, speed: f64) -> u64 {
        let passed = self.last.map_or(0.0, |last| (stamp - last).max(0.0).min(LONGEST));
        self.last = Some(stamp);
        let owed = passed * speed + self.carry;
        let whole = owed.floor();
        self.carry = owed - whole;
        whole as u64
    }

    /// Virtual time stands still until the next frame; the time until then does not count.
    pub(crate) fn rest(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_of_frames_is_a_second_at_any_speed() {
        for speed in [0.25, 1.0, 4.0, 16.0] {
            let mut driver = Driver::default();
            let total: u64 = (0..=60).map(|frame| driver.frame(f64::from(frame) * 1000.0 / 60.0, speed)).sum();
            let expected = (1000.0 * speed) as u64;
            assert!(total.abs_diff(expected) <= 1, "{total} instead of {expected}");
        }
    }

    #[test]
    fn a_long_frame_counts_for_a_tenth_of_a_second() {
        let mut driver = Driver::default();
        driver.frame(0.0, 1.0);
        assert_eq!(driver.frame(600_000.0, 1.0), 100);
        assert_eq!(driver.frame(600_016.0, 1.0), 16);
    }

    #[test]
    fn a_rest_counts_for_nothing_and_the_clock_never_goes_back() {
        let mut driver = Driver::default();
        driver.frame(0.0, 4.0);
        driver.rest();
        assert_eq!(driver.frame(5_000.0, 4.0), 0);
        assert_eq!(driver.frame(4_000.0, 4.0), 0);
        assert_eq!(driver.frame(4_010.0, 4.0), 40);
    }
}
