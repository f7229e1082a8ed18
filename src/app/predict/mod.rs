//! Predict: a question, a committed guess, the run, and both side by side.
//!
//! [`Predict`] is what is asked and what the reader has said; the run itself stays in the host, and what came out is
//! read off it by [`crate::question`]. Opening a question opens its run; the host sets the reader's own aside until then.

mod card;
mod controls;
mod curve;
mod draft;
mod focus;
mod kept;
mod progress;

use std::rc::Rc;

use super::App;
use super::component::setting::Hand;
use super::host::Host;
use super::message::Message;
use super::model::Mode;
use super::plot::reel::Flag;
use crate::lab::{LabId, Scenario, Tape};
use crate::link::{SPEEDS, Tool, View};
use crate::question::verdict::moment;
use crate::question::{self, Answer, Asked, Decided, Kind, Question, Verdict};
use crate::time::Instant;

pub(crate) use self::card::view;
use self::draft::Draft;
use self::focus::Place;
use self::progress::Progress;

/// A run takes about so long to be shown, in seconds of real time.
const SHOWN_WITHIN: f64 = 10.0;

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
        let questions = question::of(self.lab);
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
    /// A link was opened: with Predict, or without.
    pub(super) fn ask_from_link(&mut self, view: &View) {
        self.predict = None;
        self.host.stop_at(None);
        let page = !self.embedded();
        let kept = if page && !self.shown { kept::recall(self.host.run().lab()) } else { None };
        if page {
            kept::forget();
        }
        if view.open != Some(Tool::Predict) {
            return;
        }
        let here = self.host.run().tape().clone();
        let lab = here.scenario.lab;
        let asked = view.question.map(|number| number.saturating_sub(1) as usize);
        let mut predict = self.prediction(view.answers);
        if let Some(index) = asked {
            // A link that names a question and a run asks the question of that run. It holds no run of the reader's;
            // the tab may, if the page was reloaded.
            predict.linked = (here != Tape::new(Scenario::new(lab))).then_some((index, here));
            self.host = Host::of_defaults(lab);
            if let Some((Ok(own), moment)) = kept.map(|(tape, moment)| (Host::new(tape), moment)) {
                self.host = own;
                self.host.seek(moment);
            }
        }
        let first = asked.unwrap_or_else(|| predict.progress.first_open());
        self.predict = Some(predict);
        self.ask(first);
        // A page that has just been opened takes no focus, unless the reader pressed the button in the light program.
        if asked.is_some() || self.embedded() {
            self.want(None);
        }
    }

    /// The tool's button was pressed: it is open now, or not any more.
    pub(super) fn ask_as_opened(&mut self) {
        if self.model.tool == Some(Tool::Predict) {
            let predict = self.prediction(true);
            let first = predict.progress.first_open();
            self.predict = Some(predict);
            self.ask(first);
        } else if self.predict.is_some() {
            self.leave();
        }
    }

    fn prediction(&self, answers: bool) -> Box<Predict> {
        let tape = self.host.run().tape().clone();
        let lab = tape.scenario.lab;
        Box::new(Predict {
            lab,
            index: 0,
            asked: Rc::new(question::of(lab)[0].asked_of(&tape)),
            tape,
            linked: None,
            draft: Draft::default(),
            wrong: None,
            stage: Stage::Asked,
            folded: false,
            listed: false,
            answers,
            speed: (self.model.speed, false),
            progress: Progress::recall(lab),
            focus: None,
        })
    }

    /// Asks a question: its run, paused at the start.
    fn ask(&mut self, index: usize) {
        let Some(predict) = &mut self.predict else { return };
        predict.index = index.min(question::of(predict.lab).len().saturating_sub(1));
        let question = predict.question();
        let linked = predict.linked.as_ref().filter(|_| predict.is_linked());
        predict.tape = linked.map_or_else(|| question.tape(), |(_, tape)| tape.clone());
        predict.asked = Rc::new(question.asked_of(&predict.tape));
        predict.draft = Draft::of(&predict.asked.kind);
        predict.wrong = None;
        predict.stage = Stage::Asked;
        (predict.folded, predict.listed) = (false, false);
        predict.focus = Some(Place::Prompt);
        predict.speed.1 = false;
        self.model.speed = predict.speed.0;
        self.model.playing = false;
        self.model.hand = Hand::default();
        self.jumped = true;
        self.moved = true;
        self.changes += 1;
        let (tape, until) = (predict.tape.clone(), question.decided_at());
        match self.host.set_aside(tape) {
            Ok(()) => self.host.stop_at(Some(until)),
            // A test plays every question, so this is a link's own run.
            Err(error) => self.model.notice(format!("{error}.")),
        }
        if let Some((own, moment)) = self.host.aside().filter(|_| !self.embedded()) {
            kept::keep(own, moment);
        }
    }

    /// The reader turned to a question.
    fn turn_to(&mut self, index: usize) {
        self.ask(index);
        if !self.embedded() {
            self.write_address();
        }
    }

    /// Something happened to the question.
    pub(super) fn predicted(&mut self, fact: Fact) {
        let Some(predict) = &mut self.predict else { return };
        let kind = &predict.asked.kind;
        match fact {
            Fact::NumberSaid(text) => predict.draft = Draft::Text(text),
            Fact::OptionChosen(index) => predict.draft = Draft::Choice(index),
            Fact::MomentSaid(text) => predict.draft.point_at(&text),
            Fact::PointSaid(name, text) => predict.draft.set_point(kind, name, &text),
            Fact::Drawn(across, up, begun) => predict.draft.draw(kind, across, up, begun),
            Fact::Folded(folded) => {
                predict.folded = folded;
                predict.focus = Some(if folded { Place::Chip } else { Place::Prompt });
            }
            Fact::Listed(listed) => {
                predict.listed = listed;
                predict.focus = Some(Place::List);
            }
            Fact::StartedOver => {
                predict.progress = Progress::forget(predict.lab);
                return self.turn_to(0);
            }
            Fact::Chosen(index) => return self.turn_to(index),
            Fact::Skipped => {
                let next = predict.index + 1;
                if next < question::of(predict.lab).len() {
                    return self.turn_to(next);
                }
                predict.listed = true;
                predict.focus = Some(Place::List);
            }
            Fact::AskedAgain => {
                let same = predict.index;
                return self.turn_to(same);
            }
            Fact::Committed => return self.commit(),
            Fact::GoneOn => return self.go_on(),
            Fact::Left => {
                self.model.tool = None;
                self.moved = true;
                self.leave();
                // The card goes, and would take the focus along.
                if !self.embedded() {
                    Place::Tool.take_focus();
                }
                return;
            }
        }
        predict.wrong = None;
    }

    fn commit(&mut self) {
        let Some(predict) = &mut self.predict else { return };
        match predict.draft.answer(&predict.asked.kind) {
            Ok(guess) => {
                predict.stage = Stage::Running(guess);
                predict.folded = true;
                predict.focus = Some(Place::Chip);
                self.changes += 1;
                self.go_on();
            }
            Err(wrong) => {
                predict.wrong = Some(wrong);
                predict.focus = Some(Place::Guess);
            }
        }
    }

    /// The run goes on to where the question is decided: played, or with reduced motion at once.
    fn go_on(&mut self) {
        let Some(predict) = &self.predict else { return };
        let until = predict.question().decided_at();
        if self.model.still {
            self.jumped = true;
            self.host.seek(until);
            return;
        }
        if !predict.speed.1 {
            let fits = |speed: &f64| *speed >= 1.0 && until.seconds() / speed <= SHOWN_WITHIN;
            self.model.speed = SPEEDS.into_iter().find(fits).unwrap_or(16.0);
        }
        self.model.playing = true;
    }

    /// Play commits a guess that has been made. Returns whether it did.
    pub(super) fn commit_by_playing(&mut self) -> bool {
        let made =
            |predict: &Predict| predict.stage == Stage::Asked && predict.draft.answer(&predict.asked.kind).is_ok();
        let commits = !self.model.playing && self.predict.as_deref().is_some_and(made);
        if commits {
            self.commit();
        }
        commits
    }

    /// The embedding page has the run play, or only shows its slide. A question waits for the guess.
    pub(super) fn play_from_outside(&mut self, shown: bool) -> Result<(), String> {
        if !self.waits_for_guess() {
            if !self.model.playing {
                self.play_or_pause();
            }
        } else if !shown && !self.model.playing && !self.commit_by_playing() {
            return Err("play: the question needs a guess first".to_owned());
        }
        Ok(())
    }

    /// Whether a question is waiting for its guess.
    pub(super) fn waits_for_guess(&self) -> bool {
        self.predict.as_ref().is_some_and(|predict| predict.stage == Stage::Asked)
    }

    /// The timeline was pointed at while a moment is asked for. Returns whether it was.
    pub(super) fn point_at(&mut self, seconds: f64) -> bool {
        let Some(predict) = &mut self.predict else { return false };
        let asked = predict.stage == Stage::Asked && matches!(predict.asked.kind, Kind::Moment { .. });
        if asked {
            let until = predict.question().decided_at();
            predict.draft = Draft::Moment(Instant::from_millis((seconds * 10.0).round() as u64 * 100).min(until));
            predict.wrong = None;
        }
        asked
    }

    /// Looks at whether the run has decided the question, or is not the question's any more. Returns whether it did.
    pub(super) fn watch_question(&mut self) -> bool {
        let Some(predict) = &mut self.predict else { return false };
        if self.host.replayed().is_some() {
            return false;
        }
        let run = self.host.run();
        let same = *run.tape() == predict.tape;
        match &mut predict.stage {
            Stage::Decided(outcome) => {
                let leaves = !outcome.left && (self.model.playing || !same);
                if leaves {
                    outcome.left = true;
                    predict.folded = true;
                }
                leaves
            }
            Stage::Asked | Stage::Running(_) if !same => {
                predict.stage = Stage::Changed;
                predict.folded = false;
                self.model.speed = predict.speed.0;
                self.host.stop_at(None);
                true
            }
            Stage::Asked | Stage::Running(_) => {
                let until = predict.question().decided_at();
                let past = run.now() > until;
                // A step may lead past the moment, and only there can the outcome be read. Where nothing more will
                // happen, the rest of the way takes no time.
                if past || (run.now() < until && run.finished()) {
                    self.jumped |= past;
                    self.host.seek(until);
                }
                let there = self.host.replayed().is_none() && self.host.run().now() >= until;
                if there {
                    self.decide();
                }
                there
            }
            Stage::Changed | Stage::Open => false,
        }
    }

    fn decide(&mut self) {
        let Some(predict) = &mut self.predict else { return };
        let (question, asked) = (predict.question(), Rc::clone(&predict.asked));
        let guess = if let Stage::Running(guess) = &predict.stage { Some(guess.clone()) } else { None };
        predict.stage = match question.decide(self.host.run()) {
            Some(decided) => {
                if let Some(guess) = guess.clone().filter(|_| !predict.is_linked()) {
                    predict.progress.take(predict.lab, predict.index, guess);
                }
                let guess = guess.map(|guess| {
                    let verdict = asked.verdict(&guess, &decided.outcome);
                    (guess, verdict)
                });
                Stage::Decided(Box::new(Outcome { guess, decided, left: false }))
            }
            None => Stage::Open,
        };
        predict.folded = false;
        if focus::is_within() {
            predict.focus = Some(Place::Outcome);
        }
        self.model.playing = false;
        self.model.speed = predict.speed.0;
        self.changes += 1;
        self.host.stop_at(None);
    }

    /// Back to the reader's own run.
    fn leave(&mut self) {
        let Some(predict) = self.predict.take() else { return };
        self.model.playing = false;
        self.model.speed = predict.speed.0;
        self.model.hand = Hand::default();
        self.jumped = true;
        self.host.take_back();
        if !self.embedded() {
            kept::forget();
        }
        self.settle(Ok(()));
    }

    /// A speed was chosen: it stays, and this question's run is shown at it.
    pub(super) fn keep_speed(&mut self) {
        if let Some(predict) = &mut self.predict {
            predict.speed = (self.model.speed, true);
        }
    }

    /// The number of the question that is asked.
    pub(super) fn question_number(&self) -> Option<u32> {
        self.predict.as_ref().and_then(|predict| u32::try_from(predict.index + 1).ok())
    }

    /// The link to the question that is asked: without its run, as long as that is the question's own.
    pub(super) fn question_link(&self, view: View) -> Option<(Tape, View)> {
        let predict = self.predict.as_ref()?;
        let run = self.host.run().tape();
        let speed = predict.speed.0;
        let own = *run == predict.question().tape();
        let tape = if own { Tape::new(Scenario::new(predict.lab)) } else { run.clone() };
        Some((tape, View { question: self.question_number(), answers: predict.answers, speed, ..view }))
    }

    /// How many seconds the timeline shows at least, so that the question's whole run lies on it from the start.
    pub(super) fn span(&self) -> Option<f64> {
        self.predict.as_ref().map(|predict| predict.question().decided_at().seconds())
    }

    /// The moments that are pointed at on the timeline.
    pub(super) fn flags(&self) -> Vec<Flag> {
        let Some(predict) = &self.predict else { return Vec::new() };
        let flag = |answer: Option<&Answer>, guess: bool| {
            let Some(Answer::Moment(at)) = answer else { return None };
            let words = [if guess { "you said " } else { "it was " }, &moment(*at)].concat();
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
