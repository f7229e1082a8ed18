//! Predict: a question, a committed guess, the run, and both side by side.
//!
//! [`Model`] is what is asked and what the reader has said; the run itself stays in the host, and what came out is
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

use yew::{Callback, Html};

use super::Instrument;
use crate::app::component::drawn::Memo;
use crate::app::page::Page;
use crate::app::plot::draw::Point;
use crate::app::plot::timeline::Flag;
use crate::link::View;
use crate::play::{LabId, Tape};
use crate::question::verdict::moment;
use crate::question::{Answer, Asked, Decided, Question, Verdict};
use crate::text::page::predict as text;

use self::draft::Draft;
use self::focus::Place;
use self::progress::Progress;

/// What happened to a question.
#[derive(Clone, Debug)]
pub(crate) enum Message {
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
    /// The next open question was asked for, whether this one was answered or not.
    NextWanted,
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
enum Phase {
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
struct Outcome {
    /// The guess, unless the run was played without one.
    guess: Option<(Answer, Verdict)>,
    /// What was seen, and why.
    decided: Decided,
    /// Whether the reader has gone on exploring since.
    left: bool,
}

/// The question that is asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Model {
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
    phase: Phase,
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
struct Seen {
    predict: Option<Box<Model>>,
    playing: bool,
    embed: bool,
}

impl Model {
    fn question(&self) -> &'static Question {
        let questions = self.lab.tooling().questions;
        questions.get(self.index).unwrap_or(&questions[0])
    }

    /// Whether the question is asked of a run that the link gave, which is not its own.
    fn is_linked(&self) -> bool {
        self.linked.as_ref().is_some_and(|(index, _)| *index == self.index)
    }

    /// The guess and, once it is told, the outcome.
    fn known(&self) -> (Option<Answer>, Option<&Answer>) {
        match &self.phase {
            Phase::Asked => (self.draft.answer(&self.asked.kind).ok(), None),
            Phase::Running(guess) => (Some(guess.clone()), None),
            Phase::Decided(outcome) => {
                let guess = outcome.guess.as_ref().map(|(guess, _)| guess.clone());
                (guess, self.answers.then_some(&outcome.decided.outcome))
            }
            Phase::Changed | Phase::Open => (None, None),
        }
    }
}

/// The tool: what is asked, while it is open, and its card.
pub(crate) struct Predict {
    model: Option<Box<Model>>,
    card: Memo<Seen>,
    dispatch: Callback<Message>,
}

impl Predict {
    /// The tool, closed. It tells its messages to `dispatch`.
    pub(crate) fn new(dispatch: Callback<Message>) -> Self {
        Self { model: None, card: Memo::default(), dispatch }
    }

    /// Whether a question is waiting for its guess.
    pub(crate) fn waits(&self) -> bool {
        self.model.as_ref().is_some_and(|predict| predict.phase == Phase::Asked)
    }

    /// The number of the question that is asked.
    pub(crate) fn number(&self) -> Option<u32> {
        self.model.as_ref().and_then(|predict| u32::try_from(predict.index + 1).ok())
    }

    /// Draws the card, if it has changed.
    pub(crate) fn draw(&mut self, page: &Page) {
        let seen = Seen { predict: self.model.clone(), playing: page.model.playing, embed: page.embedded() };
        self.card.renew(seen, |seen| card::view(seen, &self.dispatch));
    }

    /// The card, if a question is asked.
    pub(crate) fn view(&self) -> Html {
        self.card.view()
    }

    fn want(&mut self, place: Option<Place>) {
        if let Some(predict) = &mut self.model {
            predict.focus = place;
        }
    }
}

impl Instrument for Predict {
    /// The run has decided the question, or is not the question's any more.
    fn look(&mut self, page: &mut Page) -> bool {
        self.watch(page)
    }

    /// What is to have the focus gets it, now that it is drawn.
    fn rendered(&mut self, page: &Page) {
        // Until the first picture is there, the page is out of sight and takes no focus.
        if !page.shown {
            return;
        }
        if let Some(place) = self.model.as_mut().and_then(|predict| predict.focus.take()) {
            place.take_focus(!page.embedded());
        }
    }

    /// The question's whole run lies on the timeline from the start.
    fn sight(&self, _: &Page, (span, reach): Point) -> Point {
        (self.model.as_ref().map_or(span, |predict| predict.question().decided_at().seconds()), reach)
    }

    /// The guess, and what came out.
    fn flags(&self) -> Vec<Flag> {
        let Some(predict) = &self.model else { return Vec::new() };
        let flag = |answer: Option<&Answer>, guess: bool| {
            let Some(Answer::Moment(at)) = answer else { return None };
            let words = format!("{}{}", if guess { text::SAID } else { text::WAS }, moment(*at));
            Some(Flag { at: at.seconds(), words, guess })
        };
        let (guess, outcome) = predict.known();
        [flag(guess.as_ref(), true), flag(outcome, false)].into_iter().flatten().collect()
    }

    fn hides_theory(&self) -> bool {
        self.waits()
    }

    /// Commits the guess.
    fn on_play(&mut self, page: &mut Page) -> bool {
        self.commit_by_playing(page)
    }

    /// The question's run begins anew with what is done in it, which is a part of the question.
    fn on_restart(&self, page: &mut Page) -> bool {
        self.restart(page)
    }

    /// Points at the moment that is asked for.
    fn on_scrub(&mut self, seconds: f64) -> bool {
        self.point_at(seconds)
    }

    /// The question without its run, as long as that is the question's own.
    fn link(&self, page: &Page, view: View) -> Option<(Tape, View)> {
        self.link_to(page, view)
    }
}
