//! What of a run is drawn: which reads, on which axis, and which of them is in focus. Pure, from the picture alone.

use core::time::Duration;

use crate::labs::retry::{Picture, Read, Span, backoff};
use crate::play::spec::Settings;
use crate::time::Instant;

/// The most lanes.
pub(super) const LANES: usize = 10;
/// How long the focus stays on a read that has ended, so that its end can be seen.
const HOLD: Duration = Duration::from_millis(400);
/// Lengths of the axis, in seconds.
const LENGTHS: [f64; 20] = [
    1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 120.0, 300.0, 600.0, 1_200.0, 1_800.0,
    3_600.0, 7_200.0,
];

/// The reads that have a lane: all, or ten of them evenly spaced, the same ones during the whole run.
pub(super) fn chosen(reads: u64) -> Vec<u64> {
    let lanes = LANES as u64;
    if reads <= lanes {
        return (1..=reads).collect();
    }
    (0..lanes).map(|lane| 1 + (lane * (reads - 1) + (lanes - 1) / 2) / (lanes - 1)).collect()
}

/// The read of a number, once it has started.
pub(super) fn read(picture: &Picture, number: u64) -> Option<&Read> {
    picture.reads.get(usize::try_from(number.checked_sub(1)?).ok()?)
}

/// A stretch's start and end.
pub(super) fn ends(span: &Span) -> (Instant, Instant) {
    match span {
        Span::Attempt { from, until, .. } | Span::Wait { from, until, .. } => (*from, *until),
    }
}

/// When the last known stretch of a read ends.
fn known(read: &Read) -> Instant {
    read.spans.last().map_or(read.started, |span| ends(span).1)
}

/// The moment that is shown: the run's end stands still.
pub(super) fn shown(picture: &Picture, now: Instant) -> Instant {
    picture.finished_at.map_or(now, |end| end.min(now))
}

/// The length of the lanes' axis in seconds: it holds what is known, and from the beginning what is likely to come.
pub(super) fn length(picture: &Picture, settings: &Settings, in_turn: bool) -> f64 {
    let start = |read: &Read| if in_turn { read.started } else { Instant::ZERO };
    let known = picture.reads.iter().map(|read| known(read).since(start(read))).max().unwrap_or_default();
    round_up(known.as_secs_f64().max(likely(settings)))
}

/// The time that a read takes at most, counting only as many attempts as one of the reads is likely to need.
fn likely(settings: &Settings) -> f64 {
    let Ok(backoff) = backoff(settings) else { return 0.0 };
    let latency = settings.number("latency");
    let (mut seconds, mut needing) = (latency, settings.number("reads"));
    for retry in 1..settings.count("attempts") {
        needing *= settings.number("failure");
        if needing < 0.5 {
            break;
        }
        seconds += backoff.band(retry).1.as_secs_f64() + latency;
    }
    seconds
}

/// The next length of an axis.
pub(super) fn round_up(seconds: f64) -> f64 {
    let hours = (seconds / 7_200.0).ceil() * 7_200.0;
    LENGTHS.into_iter().find(|length| seconds <= *length + 1e-9).unwrap_or(hours)
}

/// The read whose waits are spelled out. It stays until it has ended and a moment longer; then comes, of those still
/// at it, the one with the most attempts. The whole history is gone through, so that the same moment always has the
/// same focus.
pub(super) fn focus(picture: &Picture, chosen: &[u64], now: Instant) -> Option<u64> {
    let reads: Vec<&Read> = chosen.iter().filter_map(|&number| read(picture, number)).collect();
    let mut at = reads.first()?.started;
    let mut focus = None;
    // Each turn ends a read or goes on to a later start, so there are at most two turns a lane.
    for _ in 0..=2 * LANES {
        let running = reads.iter().filter(|read| read.started <= at && read.ended.is_none_or(|end| end > at));
        let longest = running.max_by_key(|read| (effort(read, at), core::cmp::Reverse(read.number)));
        let next = if let Some(read) = longest {
            focus = Some(read.number);
            read.ended.map(|end| end.after(HOLD))
        } else {
            reads.iter().map(|read| read.started).filter(|&start| start > at).min()
        };
        match next {
            Some(next) if next <= now => at = next,
            _ => break,
        }
    }
    focus
}

/// How far a read had come at a moment: its stretches, and when the last of them ends.
fn effort(read: &Read, at: Instant) -> (usize, Instant) {
    let begun = read.spans.iter().take_while(|span| ends(span).0 <= at).count();
    (begun, read.spans[..begun].last().map_or(at, |span| ends(span).1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;
    use crate::labs::retry::ReadOutcome;

    fn ms(millis: u64) -> Instant {
        Instant::from_millis(millis)
    }

    fn lane(number: u64, spans: &[(u64, u64)], ended: Option<u64>) -> Read {
        let span = |(index, &(from, until)): (usize, &(u64, u64))| Span::Attempt {
            attempt: index as u32 + 1,
            from: ms(from),
            until: ms(until),
            failed: None,
        };
        Read {
            number,
            outcome: ReadOutcome::Running,
            started: ms(spans.first().map_or(0, |span| span.0)),
            ended: ended.map(ms),
            attempts: spans.len() as u32,
            spans: spans.iter().enumerate().map(span).collect(),
        }
    }

    #[test]
    fn ten_reads_stand_for_many() {
        assert_eq!(chosen(3), [1, 2, 3]);
        assert_eq!(chosen(10), (1..=10).collect::<Vec<_>>());
        for reads in 11..=200 {
            let lanes = chosen(reads);
            assert_eq!((lanes.len(), lanes[0], lanes[9]), (10, 1, reads));
            assert!(lanes.windows(2).all(|pair| pair[0] < pair[1]), "{lanes:?}");
        }
    }

    #[test]
    fn the_axis_holds_what_is_known_and_what_is_likely() {
        let settings = Settings::new(named("retry").specs);
        let empty = Picture::default();
        assert_eq!(length(&empty, &settings, false), 5.0);
        let late = Picture { reads: vec![lane(1, &[(0, 300), (16_000, 16_300)], None)], ..Picture::default() };
        assert_eq!(length(&late, &settings, false), 20.0);
        let turn = Picture { reads: vec![lane(1, &[(16_000, 16_300)], None)], ..Picture::default() };
        assert_eq!(length(&turn, &settings, true), 5.0);
        assert_eq!(round_up(10_000.0), 14_400.0);
    }

    #[test]
    fn the_focus_stays_until_its_read_has_ended_and_been_seen() {
        let picture = Picture {
            reads: vec![
                lane(1, &[(0, 300)], Some(300)),
                lane(2, &[(0, 300), (500, 800)], Some(800)),
                lane(3, &[(0, 300), (600, 900), (2_000, 2_300)], None),
            ],
            ..Picture::default()
        };
        let at = |millis| focus(&picture, &[1, 2, 3], ms(millis));
        assert_eq!((at(0), at(650)), (Some(1), Some(1)), "the first of those that are alike");
        assert_eq!((at(700), at(9_000)), (Some(3), Some(3)), "the longest of those that still try");
        assert_eq!(focus(&Picture::default(), &[1], ms(0)), None);
        let first = Picture { reads: picture.reads[..2].to_vec(), ..Picture::default() };
        let at = |millis| focus(&first, &[1, 2], ms(millis));
        assert_eq!((at(100), at(300), at(650)), (Some(1), Some(1), Some(1)));
        assert_eq!((at(700), at(5_000)), (Some(2), Some(2)));
    }

    #[test]
    fn in_turn_the_focus_goes_from_read_to_read() {
        let picture = Picture {
            reads: vec![
                lane(1, &[(0, 300)], Some(300)),
                lane(2, &[(300, 600)], Some(600)),
                lane(3, &[(600, 900)], None),
            ],
            ..Picture::default()
        };
        let at = |millis| focus(&picture, &[1, 3], ms(millis));
        assert_eq!((at(400), at(700)), (Some(1), Some(3)));
    }
}
