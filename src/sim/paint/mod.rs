//! A painted outage: failure rates and latencies that services have over stretches of time, whatever the settings say.
//!
//! A [`Painting`] is like the weather: it is part of a scenario, not something that the user does during a run, so it
//! survives a restart, another seed and another future. It is a list of [`Stroke`]s. While one lasts, an attempt that
//! starts at its service takes the stroke's value at that moment; the setting applies before and after.

mod edit;

use core::time::Duration;

use super::event::ServiceId;
use crate::decimal;
use crate::policy::ConfigError;
use crate::time::{Instant, nanos, span_from_seconds};

/// The most strokes of a painting, so that its link stays a link.
pub const STROKES: usize = 64;
/// The latest moment that can be painted, a day, as for the moments of a link.
pub const LAST: Instant = Instant::from_millis(86_400_000);
/// Values are kept to one part in this many, so that a stroke that was cut is written in few digits.
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
    /// A stroke. Moments are rounded down to whole milliseconds, values to a ten-thousandth. The error names what is
    /// out of its range.
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

    /// Whether it stands before another one.
    fn precedes(&self, other: &Self) -> bool {
        self.place() < other.place()
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
        &self.strokes
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
}
