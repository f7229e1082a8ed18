//! Outages by their name, as strokes that fill a span.
//!
//! They are told apart by what they teach, and most have a counterpart among the scripted outages of Shopify's Semian
//! (its folder `experiments`), which say how long and how bad but not how steep. Where no number was found, it says so.

use crate::sim::event::ServiceId;
use crate::sim::paint::{Stroke, Track, What};
use crate::text::page::paint as text;
use crate::time::Instant;

/// The failure rate of a brownout: enough to trip most breakers sooner or later, and good enough that a retry helps.
/// Ours; Semian's sustained one of 20 % hardly shows within the few calls of a minute here.
const HALF: f64 = 0.5;
/// By how much a brownout slows the service, in seconds. Ours: longer than the labs' latencies, shorter than their waits.
const SLOWER: f64 = 1.0;
/// By how much a spike does at its height, in seconds: the timeout that Shopify's "Your Circuit Breaker is Misconfigured"
/// reckons with.
const SLOWEST: f64 = 2.0;
/// How often a flapping service is down. Ours: with three the third comes when one expects it.
const FLAPS: u64 = 3;
/// The part of a slow recovery in which nothing works yet. Ours.
const DOWN: f64 = 1.0 / 3.0;

/// An outage by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Everything fails (Semian's error spike of 100 %, for 20 s there).
    Outage,
    /// Half of it fails, and it is slower.
    Brownout,
    /// Down and up again several times (Semian's oscillating errors).
    Flapping,
    /// Down, and then better and better, until it is as set (Semian's gradual one, the other way round).
    Recovery,
    /// Failures and latency rise to a peak and fall again.
    Spike,
}

impl Shape {
    /// All shapes, in the order of their buttons, with name and description.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Outage, text::OUTAGE, text::OUTAGE_MORE),
        (Self::Brownout, text::BROWNOUT, text::BROWNOUT_MORE),
        (Self::Flapping, text::FLAPPING, text::FLAPPING_MORE),
        (Self::Recovery, text::RECOVERY, text::RECOVERY_MORE),
        (Self::Spike, text::SPIKE, text::SPIKE_MORE),
    ];

    /// The strokes of the shape on a service, between two moments. `set` are its failure rate and latency where nothing
    /// is painted. What would be shorter than a millisecond is left out.
    pub(super) fn strokes(self, service: ServiceId, (from, to): (Instant, Instant), set: (f64, f64)) -> Vec<Stroke> {
        let length = to.millis() - from.millis();
        let at = |part: f64| Instant::from_millis(from.millis() + (length as f64 * part).round() as u64);
        let stroke = |what, parts: (f64, f64), values| {
            Stroke::new(Track { service, what }, (at(parts.0), at(parts.1)), values).ok()
        };
        let fails = |parts, values| stroke(What::Failure, parts, values);
        let takes = |parts, values| stroke(What::Latency, parts, values);
        let slower = |seconds: f64| (set.1 + seconds).min(What::Latency.most());
        let strokes = match self {
            Self::Outage => vec![fails((0.0, 1.0), (1.0, 1.0))],
            Self::Brownout => {
                let slow = slower(SLOWER);
                vec![fails((0.0, 1.0), (HALF, HALF)), takes((0.0, 1.0), (slow, slow))]
            }
            Self::Flapping => {
                // Down, up, down, up, down: as many parts of one length.
                let parts = 2 * FLAPS - 1;
                let piece = |part: u64| {
                    let rate = if part.is_multiple_of(2) { 1.0 } else { 0.0 };
                    fails((part as f64 / parts as f64, (part + 1) as f64 / parts as f64), (rate, rate))
                };
                (0..parts).map(piece).collect()
            }
            Self::Recovery => vec![fails((0.0, DOWN), (1.0, 1.0)), fails((DOWN, 1.0), (1.0, set.0))],
            Self::Spike => {
                let slow = slower(SLOWEST);
                vec![
                    fails((0.0, 0.5), (set.0, 1.0)),
                    fails((0.5, 1.0), (1.0, set.0)),
                    takes((0.0, 0.5), (set.1, slow)),
                    takes((0.5, 1.0), (slow, set.1)),
                ]
            }
        };
        strokes.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::paint::Painting;

    #[test]
    fn every_shape_fills_its_span_and_fits_any() {
        let at = Instant::from_millis;
        for (shape, name, _) in Shape::ALL {
            for (from, to) in [(2_000, 12_000), (0, 86_400_000), (7, 8), (86_399_990, 86_400_000)] {
                for set in [(0.0, 0.0), (0.7, 0.3), (1.0, 5.0)] {
                    let strokes = shape.strokes(1, (at(from), at(to)), set);
                    let mut painting = Painting::default();
                    assert!(strokes.iter().all(|stroke| painting.add(*stroke).is_ok()), "{name}: strokes overlap");
                    let ends = (strokes.iter().map(Stroke::from).min(), strokes.iter().map(Stroke::to).max());
                    assert_eq!(ends, (Some(at(from)), Some(at(to))), "{name}");
                }
            }
        }
    }

    #[test]
    fn shapes_are_what_their_descriptions_say() {
        let at = Instant::from_millis;
        let value = |shape: Shape, what, millis| {
            let mut painting = Painting::default();
            let painted = painting.paint(&shape.strokes(1, (at(10_000), at(20_000)), (0.1, 0.3)));
            assert!(painted.is_ok());
            painting.value(Track { service: 1, what }, at(millis))
        };
        assert_eq!(value(Shape::Outage, What::Failure, 19_999), Some(1.0));
        assert_eq!(value(Shape::Brownout, What::Latency, 15_000), Some(1.3));
        let flaps = [10_000, 12_000, 14_000, 16_000, 18_000].map(|at| value(Shape::Flapping, What::Failure, at));
        assert_eq!(flaps, [Some(1.0), Some(0.0), Some(1.0), Some(0.0), Some(1.0)]);
        assert_eq!(value(Shape::Recovery, What::Failure, 13_000), Some(1.0));
        assert!(value(Shape::Recovery, What::Failure, 19_990).is_some_and(|rate| rate < 0.11));
        assert_eq!(value(Shape::Spike, What::Latency, 15_000), Some(2.3));
    }
}
