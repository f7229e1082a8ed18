//! What a question asks of a run: its words and its range, with the numbers of that run.
//!
//! A question has a run of its own and can be asked of another one. So no number stands in its text: each is taken from
//! the settings, inputs and paint of the run that is asked of.

use core::iter::once;
use core::time::Duration;

use super::verdict::{self, Verdict};
use super::{Answer, Kind};
use crate::decimal;
use crate::play::{Tape, Value};
use crate::sim::event::ServiceId;
use crate::sim::input::{Action, Input, Lane};
use crate::sim::paint::{Stroke, Track, What};
use crate::text::play::question as text;
use crate::time::{Instant, nanos, span_from_seconds};
use crate::words::{Noun, percent};

/// A question as it is asked of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Two or three short sentences.
    pub prompt: String,
    /// What is guessed.
    pub kind: Kind,
    /// When it is decided.
    pub until: Instant,
}

impl Asked {
    /// A guess and its outcome, compared in words.
    pub fn verdict(&self, guess: &Answer, outcome: &Answer) -> Verdict {
        verdict::of(&self.kind, guess, outcome)
    }

    /// An answer in words, for the middle of a sentence.
    pub fn words(&self, answer: &Answer) -> String {
        verdict::words(&self.kind, answer)
    }

    /// Whether something may be answered: of the question's kind, within its range, and no number that is none.
    pub fn allows(&self, answer: &Answer) -> bool {
        match (&self.kind, answer) {
            (Kind::Number { min, max, .. }, Answer::Number(number)) => number >= min && number <= max,
            (Kind::Choice { options, .. }, Answer::Choice(index)) => *index < options.len(),
            (Kind::Moment { .. }, Answer::Moment(at)) => *at <= self.until,
            (Kind::Curve(axes), Answer::Curve(values)) => {
                values.len() == axes.points.len() && values.iter().all(|value| *value >= 0.0 && *value <= axes.max)
            }
            _ => false,
        }
    }

    /// Reads a stored answer; nothing if it is none to this question.
    pub fn read(&self, text: &str) -> Option<Answer> {
        let whole = |text: &str| text.parse::<u32>().ok();
        let answer = match &self.kind {
            Kind::Number { .. } => Answer::Number(decimal::read(text)?),
            Kind::Choice { .. } => Answer::Choice(usize::try_from(whole(text)?).ok()?),
            Kind::Moment { .. } => Answer::Moment(Instant::from_millis(u64::from(whole(text)?))),
            Kind::Curve(_) => Answer::Curve(text.split(',').map(decimal::read).collect::<Option<_>>()?),
        };
        self.allows(&answer).then_some(answer)
    }
}

/// The options of a choice, and the order in which they are shown: the right one is to stand in any place.
pub(crate) fn choice<const N: usize>(options: [&str; N], order: [usize; N]) -> Kind {
    Kind::Choice { options: options.map(str::to_owned).into(), order: order.into() }
}

/// `every call fails`, `no call fails`, `70 % of the calls fail`.
pub(crate) fn fails(rate: f64, Noun(one, many): Noun) -> String {
    if rate >= 1.0 {
        text::every_fails(one)
    } else if rate <= 0.0 {
        text::none_fails(one)
    } else {
        text::part_fails(&percent(rate), many)
    }
}

/// A sentence that begins with a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| once(first.to_ascii_uppercase()).chain(letters).collect())
}

/// How a service does in a run, beside the failure rate that is set for it.
pub(crate) enum Course {
    /// As it is set.
    Steady,
    /// It is down for one time: one Kill and one Recover, or one stroke of nothing but failures.
    Down(Instant, Instant),
    /// Something else happens to it.
    Changing,
}

/// How a service does up to a moment, as the run's inputs and its paint say.
pub(crate) fn course(tape: &Tape, service: ServiceId, until: Instant) -> Course {
    let (mut killed, mut recovered) = (Vec::new(), Vec::new());
    for input in inputs(tape, until) {
        match input.action {
            Action::Kill { service: one } if one == service => killed.push(input.at),
            Action::Recover { service: one } if one == service => recovered.push(input.at),
            _ => {}
        }
    }
    let strokes = tape.scenario.paint.strokes().iter();
    let of_failure = |one: &&Stroke| one.track() == Track { service, what: What::Failure } && one.from() < until;
    let strokes: Vec<&Stroke> = strokes.filter(of_failure).collect();
    match (killed.as_slice(), recovered.as_slice(), strokes.as_slice()) {
        ([], [], []) => Course::Steady,
        ([from], [to], []) if from < to => Course::Down(*from, *to),
        ([], [], [stroke]) if stroke.is_level() && stroke.start() >= 1.0 => Course::Down(stroke.from(), stroke.to()),
        _ => Course::Changing,
    }
}

/// What is done in the run before a moment; of two lanes, in the first one.
pub(crate) fn inputs(tape: &Tape, until: Instant) -> impl Iterator<Item = &Input> {
    tape.inputs.iter().filter(move |input| input.at < until && input.lanes.has(Lane::A))
}

/// Whether settings change on the way to a moment. A prompt has those of the start.
pub(crate) fn is_reset(tape: &Tape, until: Instant) -> bool {
    inputs(tape, until).any(|input| matches!(input.action, Action::Set { .. }))
}

/// The least and the greatest value that a setting has on the way to a moment.
pub(crate) fn extent(tape: &Tape, key: &str, until: Instant) -> (f64, f64) {
    let set = |input: &Input| match input.action {
        Action::Set { key: one, value: Value::Number(number) } if one == key => Some(number),
        _ => None,
    };
    let begins = tape.scenario.settings.number(key);
    let widen = |(least, most): (f64, f64), number: f64| (least.min(number), most.max(number));
    inputs(tape, until).filter_map(set).fold((begins, begins), widen)
}

/// The same of a count.
pub(crate) fn counts(tape: &Tape, key: &str, until: Instant) -> (u64, u64) {
    let (least, most) = extent(tape, key, until);
    (least as u64, most as u64)
}

/// The same of a span, in the nanoseconds that the engine counts: a sum or a quotient of floats would come out at
/// another whole number than the run.
pub(crate) fn spans(tape: &Tape, key: &str, until: Instant) -> (Duration, Duration) {
    let (least, most) = extent(tape, key, until);
    (span(least), span(most))
}

/// The shortest and the longest that an attempt takes on the way to a moment: as set, or as painted.
pub(crate) fn latency(tape: &Tape, until: Instant) -> (Duration, Duration) {
    let painted = tape.scenario.paint.strokes().iter().filter(|stroke| stroke.track().what == What::Latency);
    painted.fold(spans(tape, "latency", until), |(least, most), stroke| {
        let (start, end) = (span(stroke.start()), span(stroke.end()));
        (least.min(start).min(end), most.max(start).max(end))
    })
}

/// Seconds of a setting or of paint as a span.
pub(crate) fn span(seconds: f64) -> Duration {
    span_from_seconds(seconds).unwrap_or_default()
}

/// How often a span goes into the time up to a moment, the moment included.
pub(crate) fn fits(each: Duration, until: Instant) -> u64 {
    until.nanos().checked_div(nanos(each)).unwrap_or(u64::MAX)
}

/// This many spans one after the other.
pub(crate) fn times(each: Duration, count: u64) -> Duration {
    each.saturating_mul(u32::try_from(count).unwrap_or(u32::MAX))
}

/// What is to be said after a rate at which a service fails only at first.
pub(crate) const AT_FIRST: &str = text::AT_FIRST;

/// The same, if the service does not stay as it is set; otherwise nothing.
pub(crate) fn later(tape: &Tape, service: ServiceId, until: Instant) -> &'static str {
    if matches!(course(tape, service, until), Course::Steady) { "" } else { AT_FIRST }
}

/// How far off is still close, as a share of the greatest number that can be guessed.
pub(crate) fn near(max: f64, share: f64) -> f64 {
    (max * share).round().max(1.0)
}
