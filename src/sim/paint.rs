//! A painted outage: failure rates and latencies that services have over stretches of time, whatever the settings say.
//!
//! A [`Painting`] is like the weather: it is part of a scenario, not something that the user does during a run, so it
//! survives a restart, another seed and another future. It is a list of [`Stroke`]s. While one lasts, an attempt that
//! starts at its service takes the stroke's value at that moment; the setting applies before and after.
//!
//! The light program has no paintings: to it every painting is blank, and the linker leaves out what cannot be reached.

use core::time::Duration;

use super::event::ServiceId;
use crate::policy::ConfigError;
use crate::time::{Instant, nanos, span_from_seconds};
use crate::{LIGHT, decimal};

/// The most strokes of a painting, so that its link stays a link.
pub const STROKES: usize = 64;
/// The latest moment that can be painted, a day, as for the moments of a link.
pub const LAST: Instant = Instant::from_millis(86_400_000);
/// Values are kept to one part in so many, so that a stroke that was cut is written in few digits.
const PARTS: f64 = 10_000.0;

/// What of a service is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The share of attempts that fail, 0 to 1.
    Failure,
    /// How long an attempt takes, 0 to 5 seconds.
    Latency,
}

impl What {
    /// Both, in the order of their tracks.
    pub const ALL: [Self; 2] = [Self::Failure, Self::Latency];

    /// The greatest value; the least is 0. As the labs allow their settings.
    pub const fn most(self) -> f64 {
        match self {
            Self::Failure => 1.0,
            Self::Latency => 5.0,
        }
    }

    /// What is allowed, as it reads in a sentence.
    pub const fn allowed(self) -> &'static str {
        match self {
            Self::Failure => "0 to 1",
            Self::Latency => "0 to 5 s",
        }
    }
}

/// Where a stroke is painted: one quality of one service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Track {
    /// The service.
    pub service: ServiceId,
    /// Which of its qualities.
    pub what: What,
}

/// A value over a stretch of time, in a straight line from the value at its start to the one at its end.
///
/// The stretch begins with the moment [`Stroke::from`] and is over at [`Stroke::to`]; both are whole milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    track: Track,
    from: Instant,
    to: Instant,
    start: f64,
    end: f64,
}

impl Stroke {
    /// A stroke. Moments are rounded down to whole milliseconds, values to a ten-thousandth. The error names what is out
    /// of its range.
    pub fn new(track: Track, (from, to): (Instant, Instant), (start, end): (f64, f64)) -> Result<Self, ConfigError> {
        let [from, to] = [from, to].map(|at| Instant::from_millis(at.millis()));
        if to > LAST || from >= to {
            let allowed = format!("within a day and after its start, {from}");
            return Err(ConfigError::new("end", to, allowed));
        }
        for value in [start, end] {
            if !(value >= 0.0 && value <= track.what.most()) {
                return Err(ConfigError::new("value", decimal::short(value, 9), track.what.allowed()));
            }
        }
        let [start, end] = [start, end].map(rounded);
        Ok(Self { track, from, to, start, end })
    }

    /// Where it is painted.
    pub const fn track(&self) -> Track {
        self.track
    }

    /// Where it stands among others.
    const fn place(&self) -> (Track, Instant) {
        (self.track, self.from)
    }

    /// Its first moment.
    pub const fn from(&self) -> Instant {
        self.from
    }

    /// The moment at which it is over.
    pub const fn to(&self) -> Instant {
        self.to
    }

    /// Its value at the start.
    pub const fn start(&self) -> f64 {
        self.start
    }

    /// The value that it has come to when it is over.
    pub const fn end(&self) -> f64 {
        self.end
    }

    /// Whether its value stays the same.
    pub fn is_level(&self) -> bool {
        self.start == self.end
    }

    /// Its value at a moment, held at the values of its ends before and after. Plain arithmetic, so that every platform
    /// gives the same bits.
    pub fn value(&self, at: Instant) -> f64 {
        let whole = nanos(self.to.since(self.from)) as f64;
        let part = nanos(at.min(self.to).since(self.from)) as f64 / whole;
        let value = self.start + (self.end - self.start) * part;
        value.max(self.start.min(self.end)).min(self.start.max(self.end))
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

fn rounded(value: f64) -> f64 {
    // Adding zero turns -0 into 0.
    (value * PARTS).round() / PARTS + 0.0
}

/// What is painted over the settings of all services: strokes of which no two of one track overlap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Painting {
    /// In order of track and time.
    strokes: Vec<Stroke>,
}

impl Painting {
    /// The strokes, by track, and in order of time on each.
    pub fn strokes(&self) -> &[Stroke] {
        if LIGHT { &[] } else { &self.strokes }
    }

    /// The strokes of one track, in order of time.
    pub fn on(&self, track: Track) -> impl Iterator<Item = &Stroke> {
        self.strokes().iter().filter(move |stroke| stroke.track == track)
    }

    /// Whether nothing is painted.
    pub fn is_blank(&self) -> bool {
        self.strokes().is_empty()
    }

    /// When the last stroke is over; the run's start if nothing is painted.
    pub fn end(&self) -> Instant {
        self.strokes().iter().map(Stroke::to).max().unwrap_or_default()
    }

    /// The stroke of a track at a moment.
    pub fn stroke(&self, track: Track, at: Instant) -> Option<&Stroke> {
        let strokes = self.strokes();
        let before = strokes.partition_point(|stroke| stroke.place() <= (track, at));
        let stroke = strokes.get(before.checked_sub(1)?)?;
        (stroke.track == track && at < stroke.to).then_some(stroke)
    }

    /// The painted value of a track at a moment, where there is one.
    pub fn value(&self, track: Track, at: Instant) -> Option<f64> {
        self.stroke(track, at).map(|stroke| stroke.value(at))
    }

    /// The painted latency of a service at a moment, where there is one.
    pub(super) fn latency(&self, service: ServiceId, at: Instant) -> Option<Duration> {
        let seconds = self.value(Track { service, what: What::Latency }, at)?;
        span_from_seconds(seconds)
    }

    /// The moments at which a track gets another stroke, or none any more.
    pub(super) fn edges(&self) -> impl Iterator<Item = (Instant, Track)> {
        let strokes = self.strokes();
        let gap = |(index, stroke): (usize, &Stroke)| {
            let next = strokes.get(index + 1);
            let gone = next.is_none_or(|next| next.track != stroke.track || next.from != stroke.to);
            gone.then_some((stroke.to, stroke.track))
        };
        let begins = strokes.iter().map(|stroke| (stroke.from, stroke.track));
        begins.chain(strokes.iter().enumerate().filter_map(gap))
    }

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
        painted.strokes.sort_by_key(Stroke::place);
        painted.strokes.dedup_by(|next, stroke| {
            let same = stroke.goes_on(next);
            if same {
                stroke.to = next.to;
            }
            same
        });
        self.become_limited(painted)
    }

    /// Takes the paint of a track away between two moments. The error says that there would be too many strokes, since a
    /// gap within one makes two of it; then nothing changes.
    pub fn erase(&mut self, track: Track, from: Instant, to: Instant) -> Result<(), ConfigError> {
        let mut left = self.clone();
        left.cut(track, from, to);
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
        other.strokes.sort_by_key(Stroke::place);
        *self = other;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        left.erase(FAILURE, at(2_000), at(3_000))?;
        assert_eq!(told(&left), [(0, 2_000, 1.0, 1.0), (3_000, 10_000, 1.0, 1.0)]);
        left.erase(LATENCY, at(0), LAST)?;
        assert_eq!(left.strokes().len(), 2);
        left.erase(FAILURE, at(0), LAST)?;
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
        assert!(full.add(one).is_err() && full.erase(FAILURE, at(100), at(200)).is_err());
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
