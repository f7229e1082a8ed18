//! How a painting is changed: strokes are added, painted over others, and erased.

use super::{Painting, STROKES, Stroke, Track, rounded};
use crate::order::sort;
use crate::policy::ConfigError;
use crate::sim::event::ServiceId;
use crate::time::Instant;

impl Stroke {
    /// The same on another service.
    pub const fn on(mut self, service: ServiceId) -> Self {
        self.track.service = service;
        self
    }

    /// What is left of it before `to`, and what after `from`.
    fn without(&self, from: Instant, to: Instant) -> [Option<Self>; 2] {
        let before = Self { to: self.to.min(from), end: rounded(self.value(self.to.min(from))), ..*self };
        let after = Self { from: self.from.max(to), start: rounded(self.value(self.from.max(to))), ..*self };
        [before, after].map(|left| (left.from < left.to).then_some(left))
    }

    /// Whether `next` goes on where this ends, at the same level.
    fn goes_on(&self, next: &Self) -> bool {
        self.track == next.track && self.to == next.from && self.is_level() && next.is_level() && self.end == next.start
    }
}

impl Painting {
    /// Adds a stroke where nothing is painted yet. The error says what stands there, or that there are too many.
    pub fn add(&mut self, stroke: Stroke) -> Result<(), ConfigError> {
        if let Some(other) = self.on(stroke.track).find(|other| other.from < stroke.to && stroke.from < other.to) {
            let allowed = format!("beside the stroke from {} to {} on the same track", other.from, other.to);
            return Err(ConfigError::new("stroke", format!("{} to {}", stroke.from, stroke.to), allowed));
        }
        let mut added = self.clone();
        added.strokes.push(stroke);
        self.become_limited(added)
    }

    /// Paints strokes over what there is: of one track, the newer cuts the older. Neighbours of one level become one.
    /// The error says that there would be too many; then nothing changes.
    pub fn paint(&mut self, strokes: &[Stroke]) -> Result<(), ConfigError> {
        let mut painted = self.clone();
        for stroke in strokes {
            painted.cut(stroke.track, stroke.from, stroke.to);
            painted.strokes.push(*stroke);
        }
        sort(&mut painted.strokes, Stroke::precedes);
        painted.strokes.dedup_by(|next, stroke| {
            let same = stroke.goes_on(next);
            if same {
                stroke.to = next.to;
            }
            same
        });
        self.become_limited(painted)
    }

    /// Takes the paint of tracks away between two moments. The error says that there would be too many strokes, since a
    /// gap within one makes two of it; then nothing changes.
    pub fn erase(&mut self, tracks: &[Track], from: Instant, to: Instant) -> Result<(), ConfigError> {
        let mut left = self.clone();
        for track in tracks {
            left.cut(*track, from, to);
        }
        self.become_limited(left)
    }

    fn cut(&mut self, track: Track, from: Instant, to: Instant) {
        let strokes = core::mem::take(&mut self.strokes);
        for stroke in strokes {
            if stroke.track == track && stroke.from < to && from < stroke.to {
                self.strokes.extend(stroke.without(from, to).into_iter().flatten());
            } else {
                self.strokes.push(stroke);
            }
        }
    }

    /// Takes the strokes of another painting, in order, if they are not too many.
    fn become_limited(&mut self, mut other: Self) -> Result<(), ConfigError> {
        if other.strokes.len() > STROKES {
            let most = format!("at most {STROKES} strokes; clear a track to make room");
            return Err(ConfigError::new("paint", other.strokes.len(), most));
        }
        sort(&mut other.strokes, Stroke::precedes);
        *self = other;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::paint::{LAST, What};

    const FAILURE: Track = Track { service: 1, what: What::Failure };
    const LATENCY: Track = Track { service: 1, what: What::Latency };

    fn at(millis: u64) -> Instant {
        Instant::from_millis(millis)
    }

    fn stroke(track: Track, from: u64, to: u64, start: f64, end: f64) -> Result<Stroke, ConfigError> {
        Stroke::new(track, (at(from), at(to)), (start, end))
    }

    fn painting(strokes: &[(u64, u64, f64, f64)]) -> Result<Painting, ConfigError> {
        let mut painting = Painting::default();
        for &(from, to, start, end) in strokes {
            painting.paint(&[stroke(FAILURE, from, to, start, end)?])?;
        }
        Ok(painting)
    }

    fn told(painting: &Painting) -> Vec<(u64, u64, f64, f64)> {
        let tell = |stroke: &Stroke| (stroke.from.millis(), stroke.to.millis(), stroke.start, stroke.end);
        painting.strokes().iter().map(tell).collect()
    }

    #[test]
    fn a_stroke_has_its_start_and_has_no_end() -> Result<(), ConfigError> {
        let painting = painting(&[(1_000, 3_000, 0.0, 1.0), (3_000, 4_000, 0.25, 0.25)])?;
        let values = [999, 1_000, 1_500, 2_999, 3_000, 3_999, 4_000].map(|millis| painting.value(FAILURE, at(millis)));
        assert_eq!(values, [None, Some(0.0), Some(0.25), Some(0.9995), Some(0.25), Some(0.25), None]);
        assert_eq!(painting.value(LATENCY, at(1_500)), None);
        assert_eq!(painting.value(Track { service: 2, ..FAILURE }, at(1_500)), None);
        // To the nanosecond, since attempts start at any.
        assert_eq!(painting.value(FAILURE, Instant::from_nanos(3_999_999_999)), Some(0.25));
        assert_eq!(painting.end(), at(4_000));
        Ok(())
    }

    #[test]
    fn a_newer_stroke_cuts_the_older_ones_along_their_lines() -> Result<(), ConfigError> {
        let cut = painting(&[(0, 10_000, 0.0, 1.0), (4_000, 6_000, 1.0, 1.0)])?;
        assert_eq!(told(&cut), [(0, 4_000, 0.0, 0.4), (4_000, 6_000, 1.0, 1.0), (6_000, 10_000, 0.6, 1.0)]);
        let over = painting(&[(1_000, 2_000, 0.5, 0.5), (3_000, 4_000, 0.5, 0.5), (500, 3_500, 0.2, 0.2)])?;
        assert_eq!(told(&over), [(500, 3_500, 0.2, 0.2), (3_500, 4_000, 0.5, 0.5)]);
        Ok(())
    }

    #[test]
    fn neighbours_of_one_level_are_one_stroke() -> Result<(), ConfigError> {
        let joined = painting(&[(0, 1_000, 0.5, 0.5), (2_000, 3_000, 0.5, 0.5), (1_000, 2_000, 0.5, 0.5)])?;
        assert_eq!(told(&joined), [(0, 3_000, 0.5, 0.5)]);
        let sloped = painting(&[(0, 1_000, 0.0, 0.5), (1_000, 2_000, 0.5, 0.5)])?;
        assert_eq!(sloped.strokes().len(), 2);
        Ok(())
    }

    #[test]
    fn erasing_leaves_what_is_beside_it() -> Result<(), ConfigError> {
        let mut left = painting(&[(0, 10_000, 1.0, 1.0)])?;
        left.erase(&[FAILURE], at(2_000), at(3_000))?;
        assert_eq!(told(&left), [(0, 2_000, 1.0, 1.0), (3_000, 10_000, 1.0, 1.0)]);
        left.erase(&[LATENCY], at(0), LAST)?;
        assert_eq!(left.strokes().len(), 2);
        left.erase(&[FAILURE], at(0), LAST)?;
        assert!(left.is_blank() && left == Painting::default());
        Ok(())
    }

    #[test]
    fn the_number_of_strokes_is_limited_and_a_refused_one_changes_nothing() -> Result<(), ConfigError> {
        let apart: Vec<_> = (0..STROKES as u64).map(|n| (n * 2_000, n * 2_000 + 1_000, 0.5, 0.5)).collect();
        let mut full = painting(&apart)?;
        let before = full.clone();
        let one = stroke(FAILURE, 900_000, 901_000, 1.0, 1.0)?;
        let error = full.paint(&[one]).err().map(|error| error.allowed);
        assert_eq!(error.as_deref(), Some("at most 64 strokes; clear a track to make room"));
        assert!(full.add(one).is_err() && full.erase(&[FAILURE], at(100), at(200)).is_err());
        assert_eq!(full, before);
        // In the place of others there is room.
        full.paint(&[stroke(FAILURE, 0, 900_000, 1.0, 1.0)?])?;
        assert_eq!(full.strokes().len(), 1);
        Ok(())
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let refused = |from, to, value| stroke(LATENCY, from, to, value, 0.0).map_err(|error| error.field).err();
        assert_eq!(refused(2_000, 2_000, 1.0), Some("end"));
        assert_eq!(refused(3_000, 2_000, 1.0), Some("end"));
        assert_eq!(refused(0, 86_400_001, 1.0), Some("end"));
        assert_eq!(refused(0, 1, 5.1), Some("value"));
        assert_eq!(refused(0, 1, -0.1), Some("value"));
        assert_eq!(refused(0, 1, f64::NAN), Some("value"));
        assert_eq!(refused(0, 86_400_000, 5.0), None);
    }

    #[test]
    fn a_track_has_an_edge_where_its_stroke_changes() -> Result<(), ConfigError> {
        let painting = painting(&[(1_000, 2_000, 1.0, 1.0), (2_000, 3_000, 0.5, 0.5), (5_000, 6_000, 0.1, 0.1)])?;
        let mut edges: Vec<u64> = painting.edges().map(|(at, _)| at.millis()).collect();
        edges.sort_unstable();
        assert_eq!(edges, [1_000, 2_000, 3_000, 5_000, 6_000]);
        Ok(())
    }
}
