//! A guess beside what came out, in words. No points are given: the distance is what one learns from.

use super::{Answer, Axes, Kind};
use crate::decimal::fixed;
use crate::text::play::question as text;
use crate::time::Instant;
use crate::words::{self, IN_MINUTES, Noun, decimal};

/// A guess compared with an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How near it was.
    pub closeness: Closeness,
    /// In two or three words: "Right", "Close", "Off by 25 calls".
    pub head: String,
    /// In one sentence: "You said 40 calls; it was 37 calls."
    pub sentence: String,
}

/// How near a guess was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closeness {
    /// What came out, or next to it.
    Right,
    /// Within what the question calls close.
    Close,
    /// Further off.
    Off,
}

/// Compares a guess with an outcome of the same kind.
pub(super) fn of(kind: &Kind, guess: &Answer, outcome: &Answer) -> Verdict {
    let sentence = text::you_said(&words(kind, guess), &words(kind, outcome));
    match (kind, guess, outcome) {
        (Kind::Number { unit, near, step, .. }, Answer::Number(said), Answer::Number(was)) => {
            let off = (said - was).abs();
            // Between two steps nobody can guess.
            told(closeness(off, step / 2.0, *near), text::off_by(&unit.of(off)), sentence)
        }
        (Kind::Moment { near }, Answer::Moment(said), Answer::Moment(was)) => {
            let off = said.since(*was).max(was.since(*said)).as_secs_f64();
            told(closeness(off, near / 5.0, *near), text::off_by(&Noun("s", "s").of(off)), sentence)
        }
        (Kind::Curve(axes), Answer::Curve(said), Answer::Curve(was)) => curve(axes, said, was),
        (_, Answer::Choice(said), Answer::Choice(was)) if said == was => {
            told(Closeness::Right, String::new(), text::so_it_was(&words(kind, guess)))
        }
        _ => told(Closeness::Off, text::DIFFERENT.to_owned(), sentence),
    }
}

fn closeness(off: f64, exact: f64, near: f64) -> Closeness {
    if off <= exact + 1e-9 {
        Closeness::Right
    } else if off <= near + 1e-9 {
        Closeness::Close
    } else {
        Closeness::Off
    }
}

fn told(closeness: Closeness, off: String, sentence: String) -> Verdict {
    let head = match closeness {
        Closeness::Right => text::RIGHT.to_owned(),
        Closeness::Close => text::CLOSE.to_owned(),
        Closeness::Off => off,
    };
    Verdict { closeness, head, sentence }
}

/// The verdict on a curve is about the point where guess and outcome are furthest apart.
fn curve(axes: &Axes, said: &[f64], was: &[f64]) -> Verdict {
    let mut furthest: Option<(f64, &str, f64, f64)> = None;
    for ((point, said), was) in axes.points.iter().zip(said).zip(was) {
        let off = (said - was).abs();
        if furthest.is_none_or(|(most, ..)| off > most) {
            furthest = Some((off, point, *said, *was));
        }
    }
    let Some((off, point, said, was)) = furthest else {
        return told(Closeness::Off, text::DIFFERENT.to_owned(), String::new());
    };
    let closeness = closeness(off, axes.step, axes.near);
    let sentence = if closeness == Closeness::Right {
        text::nowhere_more(&axes.unit.of(off))
    } else {
        // A noun need not stand twice.
        let said = if axes.unit.1.len() > 2 { decimal(said, 1) } else { axes.unit.of(said) };
        text::largest(axes.at, point, &said, &axes.unit.of(was))
    };
    told(closeness, text::off_by_up_to(&axes.unit.of(off)), sentence)
}

/// An answer for the middle of a sentence.
pub(super) fn words(kind: &Kind, answer: &Answer) -> String {
    match (kind, answer) {
        (Kind::Number { unit, .. }, Answer::Number(number)) => unit.of(*number),
        (Kind::Choice { options, .. }, Answer::Choice(index)) => {
            options.get(*index).map_or_else(String::new, |option| text::option(option))
        }
        (_, Answer::Moment(at)) => moment(*at),
        (Kind::Curve(axes), Answer::Curve(values)) => {
            let values: Vec<String> = values.iter().map(|value| decimal(*value, 1)).collect();
            format!("{} {}", values.join(", "), axes.unit.1)
        }
        _ => String::new(),
    }
}

/// A moment to a tenth of a second, which is as fine as it can be pointed at.
pub fn moment(at: Instant) -> String {
    if at.seconds() < IN_MINUTES { format!("{} s", fixed(at.seconds(), 1)) } else { words::moment(at) }
}
