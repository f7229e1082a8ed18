//! Frame time: how much virtual time a frame is worth, how much may be played in it, and how long the rest will take.
//!
//! Nothing here knows browser or run, so what it promises is tested natively: a long frame counts for at most
//! [`LONGEST`], a rest counts for nothing, fractions of a millisecond are never lost, and no frame is given more steps
//! than [`MOST`].

/// The most real milliseconds that one frame may stand for. After a hidden tab or a busy machine the run goes on where
/// it was; it never bursts to catch up.
pub(crate) const LONGEST: f64 = 100.0;
/// The steps of the engine that a frame is given: at first, at least and at most.
const FIRST: usize = 10_000;
const LEAST: usize = 2_000;
pub(crate) const MOST: usize = 40_000;
/// A portion that is used up is to have taken about this many milliseconds of a frame.
const SHARE: f64 = 8.0;
/// Whether a speed is kept is told of this many milliseconds, and of no fewer frames.
const WATCHED: (f64, u32) = (1_000.0, 8);
/// A frame that comes later than this is a stall, and says nothing about the speed.
const STALL: f64 = 500.0;
/// A speed is kept if at least this part of it is reached.
const KEPT: f64 = 0.9;

/// Turns the times of animation frames into steps of virtual time.
#[derive(Debug, Default)]
pub(crate) struct Driver {
    /// When the last frame came; nothing after a rest.
    last: Option<f64>,
    /// Virtual milliseconds that have passed and are still to be played: a part of one, or what was put back.
    carry: f64,
    /// The speed that was chosen.
    speed: f64,
    watched: Watched,
    /// The speed that is reached, if it is not the one that was chosen.
    kept: Option<f64>,
}

/// Frames of which it is told whether they keep the speed: how many, and their milliseconds of real time, of virtual
/// time as asked for, and of virtual time as it went.
#[derive(Debug, Default)]
struct Watched {
    frames: u32,
    real: f64,
    asked: f64,
    went: f64,
}

impl Driver {
    /// A frame came at `stamp` milliseconds while virtual time is to run `speed` times as fast as real time, slowed
    /// down by `pace`. Returns the whole virtual milliseconds to go on by.
    pub(crate) fn frame(&mut self, stamp: f64, speed: f64, pace: f64) -> u64 {
        let real = self.last.map_or(0.0, |last| (stamp - last).max(0.0));
        self.last = Some(stamp);
        if speed != self.speed {
            (self.speed, self.watched, self.kept) = (speed, Watched::default(), None);
        }
        let counted = real.min(STALL);
        self.watched.frames += 1;
        self.watched.real += counted;
        self.watched.asked += counted * speed * pace;
        let owed = real.min(LONGEST) * speed * pace + self.carry;
        let whole = owed.floor();
        self.carry = owed - whole;
        whole as u64
    }

    /// So much of a frame's time was not played. It is with the next one, but never more than a frame may stand for.
    pub(crate) fn put_back(&mut self, millis: u64) {
        self.carry = (self.carry + millis as f64).min(LONGEST * self.speed);
    }

    /// The run went on by this many virtual milliseconds in the frame.
    pub(crate) fn went(&mut self, millis: u64) {
        self.watched.went += millis as f64;
        let Watched { frames, real, asked, went } = self.watched;
        if real >= WATCHED.0 && frames >= WATCHED.1 {
            self.kept = (went < asked * KEPT).then_some(went / real);
            self.watched = Watched::default();
        }
    }

    /// The speed at which virtual time runs, if it does not keep the one that was chosen.
    pub(crate) fn kept(&self) -> Option<f64> {
        self.kept
    }

    /// Virtual time stands still until the next frame; the time until then does not count.
    pub(crate) fn rest(&mut self) {
        *self = Self::default();
    }
}

/// How many steps of the engine a frame may still take. All that happens within a frame shares them.
#[derive(Debug)]
pub(crate) struct Portion {
    size: usize,
    left: usize,
}

impl Default for Portion {
    fn default() -> Self {
        Self { size: FIRST, left: FIRST }
    }
}

impl Portion {
    /// A new frame has begun.
    pub(crate) fn refill(&mut self) {
        self.left = self.size;
    }

    /// What is left, to be taken from.
    pub(crate) fn left(&mut self) -> &mut usize {
        &mut self.left
    }

    /// The work of a frame took this many milliseconds: a portion that was used up is cut to this machine.
    pub(crate) fn took(&mut self, millis: f64) {
        if self.left == 0 {
            let factor = (SHARE / millis.max(0.1)).clamp(0.5, 2.0);
            self.size = ((self.size as f64 * factor) as usize).clamp(LEAST, MOST);
        }
    }
}

/// How long a replay will go on, from how far it has come so far.
#[derive(Debug, Default)]
pub(crate) struct Left {
    /// When it was looked at first, and how far it had come.
    began: Option<(f64, f64)>,
    seconds: Option<f64>,
}

impl Left {
    /// The replay has come so far at `stamp` milliseconds. Before a second has passed nothing can be told.
    pub(crate) fn look(&mut self, stamp: f64, part: f64) {
        let (began, at) = *self.began.get_or_insert((stamp, part));
        if stamp - began >= 1_000.0 && part > at {
            self.seconds = Some((stamp - began) / 1_000.0 * (1.0 - part) / (part - at));
        }
    }

    /// The seconds that it will take.
    pub(crate) fn seconds(&self) -> Option<f64> {
        self.seconds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_of_frames_is_a_second_at_any_speed() {
        for speed in [0.25, 1.0, 4.0, 16.0] {
            let mut driver = Driver::default();
            let total: u64 = (0..=60).map(|frame| driver.frame(f64::from(frame) * 1000.0 / 60.0, speed, 1.0)).sum();
            let expected = (1000.0 * speed) as u64;
            assert!(total.abs_diff(expected) <= 1, "{total} instead of {expected}");
        }
    }

    #[test]
    fn a_long_frame_counts_for_a_tenth_of_a_second() {
        let mut driver = Driver::default();
        driver.frame(0.0, 1.0, 1.0);
        assert_eq!(driver.frame(600_000.0, 1.0, 1.0), 100);
        assert_eq!(driver.frame(600_016.0, 1.0, 1.0), 16);
    }

    #[test]
    fn a_rest_counts_for_nothing_and_the_clock_never_goes_back() {
        let mut driver = Driver::default();
        driver.frame(0.0, 4.0, 1.0);
        driver.rest();
        assert_eq!(driver.frame(5_000.0, 4.0, 1.0), 0);
        assert_eq!(driver.frame(4_000.0, 4.0, 1.0), 0);
        assert_eq!(driver.frame(4_010.0, 4.0, 1.0), 40);
    }

    #[test]
    fn a_speed_that_is_not_kept_is_told_until_it_is_kept_again() {
        let mut driver = Driver::default();
        let mut play = |frames: u32, from: f64, most: u64| {
            for frame in 1..=frames {
                let owed = driver.frame(from + f64::from(frame) * 20.0, 16.0, 1.0);
                driver.went(owed.min(most));
            }
            driver.kept()
        };
        assert_eq!(play(45, 0.0, 120), None, "not watched long enough");
        assert!(play(60, 900.0, 120).is_some_and(|kept| (5.5..6.5).contains(&kept)));
        assert_eq!(play(120, 2_100.0, u64::MAX), None);
        // A stall is no speed, and a long half-open phase that is stretched is none either.
        let mut driver = Driver::default();
        driver.frame(0.0, 16.0, 1.0);
        for frame in 0..100 {
            let stamp = 10_000.0 + f64::from(frame) * 20.0;
            let owed = driver.frame(stamp, 1.0, 0.1);
            driver.went(owed);
        }
        assert_eq!(driver.kept(), None);
    }

    #[test]
    fn a_portion_is_cut_to_the_machine_and_never_too_large() {
        let mut portion = Portion::default();
        for (millis, size) in [(8.0, FIRST), (100.0, FIRST / 2), (1.0, FIRST), (0.0, 2 * FIRST)] {
            portion.refill();
            *portion.left() = 0;
            portion.took(millis);
            assert_eq!(portion.size, size);
        }
        for (millis, size) in [(0.0, MOST), (500.0, LEAST)] {
            for _ in 0..20 {
                portion.refill();
                *portion.left() = 0;
                portion.took(millis);
            }
            assert_eq!(portion.size, size);
        }
        portion.refill();
        portion.took(0.1);
        assert_eq!(portion.size, LEAST, "what was not used up says nothing");
    }

    #[test]
    fn what_is_left_of_a_replay_is_told_after_a_second() {
        let mut left = Left::default();
        left.look(5_000.0, 0.1);
        left.look(5_500.0, 0.2);
        assert_eq!(left.seconds(), None);
        left.look(7_000.0, 0.3);
        assert!(left.seconds().is_some_and(|seconds| (seconds - 7.0).abs() < 1e-9));
    }
}
