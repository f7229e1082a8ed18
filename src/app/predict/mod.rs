//! Predict: a question, a committed guess, the run, and both side by side.
//!
//! [`Predict`] is what is asked and what the reader has said; the run itself stays in the host, and what came out is
//! read off it by [`crate::question`]. Opening a question opens its run; the host sets the reader's own aside until then.

mod ask;
mod card;
mod controls;
mod curve;
mod draft;
mod focus;
mod judge;
mod kept;
mod progress;

use std::rc::Rc;

use super::App;
use super::message::Message;
use super::model::Mode;
use super::plot::reel::Flag;
use crate::play::{LabId, Tape};
use crate::question::verdict::moment;
use crate::question::{Answer, Asked, Decided, Question, Verdict};

pub(crate) use self::card::view;
use self::draft::Draft;
use self::focus::Place;
use self::progress::Progress;

/// What happened to a question.
#[derive(Clone, Debug)]
pub(crate) enum Fact {
    /// A question was chosen, by its place from 0.
    Chosen(usize),
    /// The number says this.
    NumberSaid(String),
    /// An option was chosen.
    OptionChosen(usize),
    /// The moment's slider says this, in seconds.
    MomentSaid(String),
    /// A point of the curve, by its place from 0, says this.
    PointSaid(&'static str, String),
    /// The curve was drawn: across and up as parts of one, and whether the pen was just put down.
    Drawn(f64, f64, bool),
    /// The guess was committed.
    Committed,
    /// The question was skipped.
    Skipped,
    /// The run is to go on to where the question is decided.
    GoneOn,
    /// The same question is to be asked again.
    AskedAgain,
    /// The card was folded, or unfolded.
    Folded(bool),
    /// The list of questions was opened or closed.
    Listed(bool),
    /// All answers are to be forgotten.
    StartedOver,
    /// The reader wants to go back to the run before.
    Left,
}

/// Where a question stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    /// The guess is being made.
    Asked,
    /// It was committed, and the run is on its way.
    Running(Answer),
    /// The run has shown what came out.
    Decided(Box<Outcome>),
    /// The reader changed the run before it was decided.
    Changed,
    /// This run, which is not the question's own, leaves it open.
    Open,
}

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    /// The guess, unless the run was played without one.
    pub(crate) guess: Option<(Answer, Verdict)>,
    /// What was seen, and why.
    pub(crate) decided: Decided,
    /// Whether the reader has gone on exploring since.
    left: bool,
}

/// The question that is asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Predict {
    lab: LabId,
    /// Its place, from 0.
    index: usize,
    /// Its run.
    tape: Tape,
    /// What it asks of that run.
    asked: Rc<Asked>,
    /// The run that the link gave to one of the questions, in place of the question's own.
    linked: Option<(usize, Tape)>,
    draft: Draft,
    /// Why the guess could not be committed.
    wrong: Option<String>,
    stage: Stage,
    /// Whether only a chip is shown.
    folded: bool,
    /// Whether the list of questions is shown.
    listed: bool,
    /// Whether outcome and explanation are told.
    answers: bool,
    /// The speed that the reader chose, and whether that was for this question.
    speed: (f64, bool),
    progress: Progress,
    /// What gets the focus once it is drawn.
    focus: Option<Place>,
}

/// What the card is drawn from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    predict: Option<Box<Predict>>,
    playing: bool,
    embed: bool,
}

impl Predict {
    fn question(&self) -> &'static Question {
        let questions = self.lab.questions;
        questions.get(self.index).unwrap_or(&questions[0])
    }

    /// Whether the question is asked of a run that the link gave, which is not its own.
    fn is_linked(&self) -> bool {
        self.linked.as_ref().is_some_and(|(index, _)| *index == self.index)
    }

    /// The guess and, once it is told, the outcome.
    fn known(&self) -> (Option<Answer>, Option<&Answer>) {
        match &self.stage {
            Stage::Asked => (self.draft.answer(&self.asked.kind).ok(), None),
            Stage::Running(guess) => (Some(guess.clone()), None),
            Stage::Decided(outcome) => {
                let guess = outcome.guess.as_ref().map(|(guess, _)| guess.clone());
                (guess, self.answers.then_some(&outcome.decided.outcome))
            }
            Stage::Changed | Stage::Open => (None, None),
        }
    }
}

impl App {
    /// How many seconds the timeline shows at least, so that the question's whole run lies on it from the start.
    pub(super) fn span(&self) -> Option<f64> {
        self.predict.as_ref().map(|predict| predict.question().decided_at().seconds())
    }

    /// The moments that are pointed at on the timeline.
    pub(super) fn flags(&self) -> Vec<Flag> {
        let Some(predict) = &self.predict else { return Vec::new() };
        let flag = |answer: Option<&Answer>, guess: bool| {
            let Some(Answer::Moment(at)) = answer else { return None };
            let words = format!("{}{}", if guess { "you said " } else { "it was " }, moment(*at));
            Some(Flag { at: at.seconds(), words, guess })
        };
        let (guess, outcome) = predict.known();
        [flag(guess.as_ref(), true), flag(outcome, false)].into_iter().flatten().collect()
    }

    /// What the card is drawn from.
    pub(super) fn question_seen(&self) -> Seen {
        Seen { predict: self.predict.clone(), playing: self.model.playing, embed: self.model.mode == Mode::Embed }
    }

    fn want(&mut self, place: Option<Place>) {
        if let Some(predict) = &mut self.predict {
            predict.focus = place;
        }
    }

    /// Gives the focus to what is to have it, now that it is drawn.
    pub(super) fn focus_question(&mut self) {
        // Until the first picture is there, the page is out of sight and takes no focus.
        if !self.shown {
            return;
        }
        if let Some(place) = self.predict.as_mut().and_then(|predict| predict.focus.take()) {
            place.take_focus();
        }
    }
}

/// A message about a question.
fn said(fact: Fact) -> Message {
    Message::Predicted(fact)
}
