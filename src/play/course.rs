//! The course of a whole run in few words: what its timeline shows, however long it has become.
//!
//! A short run is kept exactly. Once there are [`MOST`] marks or bands, those that lie within one grain of time are put
//! together, and the grain grows with the run. So the memory is bounded, the numbers stay right, and a short opening is
//! still seen: of the states within one grain the one that matters most stands for all.

use crate::time::Instant;

/// The most marks, and the most bands. A timeline of 900 units has room for fewer.
pub const MOST: usize = 1_024;

/// What has happened in a run so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    marks: Vec<Mark>,
    bands: Vec<Band>,
    /// The length in nanoseconds within which marks stand together; zero as long as all are exact.
    mark_grain: u64,
    band_grain: u64,
}

/// Something that happened, or several things of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When the first of them happened.
    pub at: Instant,
    /// What: the lab's own number.
    pub kind: u8,
    /// How many.
    pub count: u32,
}

/// A state, until the next begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// When it began.
    pub from: Instant,
    /// Which: the lab's own number. Where there is no room for all, the highest is shown.
    pub state: u8,
}

impl Course {
    /// The marks, in order of time.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The states, in order of time, with those put together that share a grain of this many nanoseconds.
    pub fn bands(&self, grain: u64) -> Vec<Band> {
        thinned(&self.bands, grain)
    }

    /// Something of a kind happened.
    pub fn mark(&mut self, at: Instant, kind: u8) {
        put(&mut self.marks, Mark { at, kind, count: 1 }, self.mark_grain);
        while self.marks.len() >= MOST {
            self.mark_grain = coarser(self.mark_grain);
            let mut fewer = Vec::new();
            for mark in self.marks.drain(..) {
                put(&mut fewer, mark, self.mark_grain);
            }
            // What has been put together once soon is again, so a little less is gained each time.
            self.marks = fewer;
        }
    }

    /// A state began.
    pub fn band(&mut self, from: Instant, state: u8) {
        self.bands.push(Band { from, state });
        while self.bands.len() >= MOST {
            self.band_grain = coarser(self.band_grain);
            self.bands = thinned(&self.bands, self.band_grain);
        }
    }
}

fn coarser(grain: u64) -> u64 {
    grain.saturating_mul(2).max(1_000_000)
}

fn cell(at: Instant, grain: u64) -> u64 {
    at.nanos().checked_div(grain).unwrap_or(0)
}

/// Adds a mark, to one of its kind in the same grain if there is one.
fn put(marks: &mut Vec<Mark>, mark: Mark, grain: u64) {
    let near = |other: &&mut Mark| grain > 0 && cell(other.at, grain) == cell(mark.at, grain);
    match marks.iter_mut().rev().take_while(near).find(|other| other.kind == mark.kind) {
        Some(other) => other.count = other.count.saturating_add(mark.count),
        None => marks.push(mark),
    }
}

/// Bands that begin in different grains. Of those that begin in the same, the one that matters most is seen until the
/// grain's end, and then the last one goes on.
fn thinned(bands: &[Band], grain: u64) -> Vec<Band> {
    if grain == 0 {
        return bands.to_vec();
    }
    let mut kept: Vec<Band> = Vec::new();
    for &band in bands {
        let here = cell(band.from, grain);
        match kept.last_mut() {
            // It goes on only after this grain, and is over before.
            Some(last) if cell(last.from, grain) > here => last.state = band.state,
            Some(last) if cell(last.from, grain) == here && band.state >= last.state => last.state = band.state,
            Some(last) if cell(last.from, grain) == here => {
                let from = Instant::from_nanos((here + 1).saturating_mul(grain));
                kept.push(Band { from, state: band.state });
            }
            _ => kept.push(band),
        }
        if let [.., before, last] = kept[..]
            && before.state == last.state
        {
            kept.pop();
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Instant {
        Instant::from_millis(millis)
    }

    #[test]
    fn a_short_course_is_exact() {
        let mut course = Course::default();
        for number in 0..500 {
            course.mark(at(number * 7), (number % 3) as u8);
            course.band(at(number * 7), (number % 3) as u8);
        }
        assert_eq!(course.marks().len(), 500);
        assert_eq!(course.bands(0).len(), 500);
        assert_eq!(course.marks()[10], Mark { at: at(70), kind: 1, count: 1 });
    }

    #[test]
    fn a_long_course_is_bounded_and_counts_right() {
        let mut course = Course::default();
        for number in 0..200_000_u64 {
            course.mark(at(number * 20), (number % 3) as u8);
            course.band(at(number * 20), (number % 2) as u8);
        }
        assert!(course.marks().len() < MOST && course.marks().len() > MOST / 8, "{}", course.marks().len());
        assert!(course.bands(0).len() < MOST);
        let total: u64 = course.marks().iter().map(|mark| u64::from(mark.count)).sum();
        assert_eq!(total, 200_000);
        assert!(course.marks().windows(2).all(|pair| pair[0].at <= pair[1].at));
    }

    #[test]
    fn a_short_opening_in_a_long_run_is_still_seen() {
        let band = |millis, state| Band { from: at(millis), state };
        let bands = [band(0, 0), band(4_000, 2), band(4_500, 0), band(60_000, 1), band(60_100, 2), band(70_000, 0)];
        let thin = thinned(&bands, 2_000_000_000);
        assert_eq!(thin, [band(0, 0), band(4_000, 2), band(6_000, 0), band(60_000, 2), band(70_000, 0)]);
        assert_eq!(thinned(&bands, 0), bands);
    }

    #[test]
    fn states_within_one_grain_end_with_the_last() {
        let band = |millis, state| Band { from: at(millis), state };
        let bands = [band(100, 0), band(200, 2), band(300, 0), band(400, 1), band(500, 0)];
        assert_eq!(thinned(&bands, 1_000_000_000), [band(100, 2), band(1_000, 0)]);
        let ends_open = [band(100, 0), band(200, 2), band(300, 0), band(400, 2)];
        assert_eq!(thinned(&ends_open, 1_000_000_000), [band(100, 2)]);
    }
}
