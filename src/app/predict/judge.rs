//! Answering: the guess, the run that follows it, and the moment at which both are compared.

use std::rc::Rc;

use super::draft::Draft;
use super::focus::{self, Place};
use super::progress::Progress;
use super::{Fact, Outcome, Predict, Stage};
use crate::app::App;
use crate::link::SPEEDS;
use crate::question::Kind;
use crate::time::Instant;

/// A run takes about so long to be shown, in seconds of real time.
const SHOWN_WITHIN: f64 = 10.0;

impl App {
    /// Something happened to the question.
    pub(in crate::app) fn predicted(&mut self, fact: &Fact) {
        let Some(predict) = &mut self.predict else { return };
        let kind = &predict.asked.kind;
        match *fact {
            Fact::NumberSaid(ref text) => predict.draft = Draft::Text(text.clone()),
            Fact::OptionChosen(index) => predict.draft = Draft::Choice(index),
            Fact::MomentSaid(ref text) => predict.draft.point_at(text),
            Fact::PointSaid(name, ref text) => predict.draft.set_point(kind, name, text),
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
                if next < predict.lab.questions.len() {
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
    pub(in crate::app) fn commit_by_playing(&mut self) -> bool {
        let made =
            |predict: &Predict| predict.stage == Stage::Asked && predict.draft.answer(&predict.asked.kind).is_ok();
        let commits = !self.model.playing && self.predict.as_deref().is_some_and(made);
        if commits {
            self.commit();
        }
        commits
    }

    /// The embedding page has the run play, or only shows its slide. A question waits for the guess.
    pub(in crate::app) fn play_from_outside(&mut self, shown: bool) -> Result<(), String> {
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
    pub(in crate::app) fn waits_for_guess(&self) -> bool {
        self.predict.as_ref().is_some_and(|predict| predict.stage == Stage::Asked)
    }

    /// The timeline was pointed at while a moment is asked for. Returns whether it was.
    pub(in crate::app) fn point_at(&mut self, seconds: f64) -> bool {
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
    pub(in crate::app) fn watch_question(&mut self) -> bool {
        let Some(predict) = &mut self.predict else { return false };
        if self.host.way().is_some() {
            return false;
        }
        let run = self.host.run();
        // A restart changes nothing about the tape; only a history with changes is worth the comparison.
        let same = self.host.history().edition() == 0 || *run.tape() == predict.tape;
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
                let there = self.host.way().is_none() && self.host.run().now() >= until;
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

    /// A speed was chosen: it stays, and this question's run is shown at it.
    pub(in crate::app) fn keep_speed(&mut self) {
        if let Some(predict) = &mut self.predict {
            predict.speed = (self.model.speed, true);
        }
    }
}
