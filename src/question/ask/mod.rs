//! What a question asks of a run: its words and its range, with the numbers of that run.
//!
//! A question has a run of its own and can be asked of another one. So no number stands in its text: each is taken from
//! the settings, inputs and paint of the run that is asked of.

pub(super) mod batch;
pub(super) mod breaker;
pub(super) mod retry;

use super::verdict::{self, Verdict};
use super::{Answer, Kind, percent};
use crate::decimal;
use crate::lab::Tape;
use crate::sim::event::ServiceId;
use crate::sim::input::Action;
use crate::sim::paint::What;
use crate::time::Instant;

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
            (Kind::Choice { options }, Answer::Choice(index)) => *index < options.len(),
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

/// The options of a choice.
fn choice<const N: usize>(options: [&str; N]) -> Kind {
    Kind::Choice { options: options.map(str::to_owned).into() }
}

/// `every call fails`, `no call fails`, `70 % of the calls fail`.
fn fails(rate: f64, one: &str, many: &str) -> String {
    if rate >= 1.0 {
        format!("every {one} fails")
    } else if rate <= 0.0 {
        format!("no {one} fails")
    } else {
        format!("{} of the {many} fail", percent(rate))
    }
}

/// A sentence that begins with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// From when to when a service is down, if the run's inputs or its paint say so once and for all: one Kill and one
/// Recover, or one stroke of nothing but failures.
pub(super) fn outage(tape: &Tape, service: ServiceId) -> Option<(Instant, Instant)> {
    let times = |wanted: fn(Action) -> Option<ServiceId>| -> Vec<Instant> {
        let inputs = tape.inputs.iter().filter(|input| wanted(input.action) == Some(service));
        inputs.map(|input| input.at).collect()
    };
    let killed = times(|action| if let Action::Kill { service } = action { Some(service) } else { None });
    let recovered = times(|action| if let Action::Recover { service } = action { Some(service) } else { None });
    let strokes = tape.scenario.paint.strokes().iter();
    let mut strokes = strokes.filter(|one| one.track().service == service && one.track().what == What::Failure);
    match (killed.as_slice(), recovered.as_slice(), strokes.next(), strokes.next()) {
        ([from], [to], None, _) if from < to => Some((*from, *to)),
        ([], _, Some(stroke), None) if stroke.is_level() && stroke.start() >= 1.0 => Some((stroke.from(), stroke.to())),
        _ => None,
    }
}

/// The longest that an attempt at a service takes in a run, in seconds: as set, or as painted.
fn slowest(tape: &Tape) -> f64 {
    let painted = tape.scenario.paint.strokes().iter().filter(|stroke| stroke.track().what == What::Latency);
    let painted = painted.map(|stroke| stroke.start().max(stroke.end()));
    painted.fold(tape.scenario.settings.number("latency"), f64::max)
}

/// How far off is still close, as a share of the greatest number that can be guessed.
fn near(max: f64, share: f64) -> f64 {
    (max * share).round().max(1.0)
}
