//! Answering: the guess, the run that follows it, and the moment at which both are compared.

use std::rc::Rc;

use super::draft::Draft;
use super::focus::{self, Place};
use super::progress::Progress;
use super::{Message, Model, Outcome, Phase, Predict};
use crate::app::page::Page;
use crate::link::SPEEDS;
use crate::question::Kind;
use crate::time::Instant;

/// A run takes about so long to be shown, in seconds of real time.
const SHOWN_WITHIN: f64 = 10.0;

impl Predict {
    /// Something happened to the question.
    pub(crate) fn update(&mut self, page: &mut Page, message: Message) {
        let Some(predict) = &mut self.model else { return };
        let kind = &predict.asked.kind;
        match message {
            Message::NumberSaid(text) => predict.draft = Draft::Text(text),
            Message::OptionChosen(index) => predict.draft = Draft::Choice(index),
            Message::MomentSaid(text) => predict.draft.point_at(&text),
            Message::PointSaid(name, text) => predict.draft.set_point(kind, name, &text),
            Message::Drawn(across, up, begun) => predict.draft.draw(kind, across, up, begun),
            Message::Folded(folded) => {
                predict.folded = folded;
                predict.focus = Some(if folded { Place::Chip } else { Place::Prompt });
            }
            Message::Listed(listed) => {
                predict.listed = listed;
                predict.focus = Some(Place::List);
            }
            Message::StartedOver => {
                predict.progress = Progress::forget(predict.lab);
                return self.turn_to(page, 0);
            }
            Message::Chosen(index) => return self.turn_to(page, index),
            Message::NextWanted => {
                let next = predict.index + 1;
                if next < predict.lab.tooling().questions.len() {
                    return self.turn_to(page, next);
                }
                predict.listed = true;
                predict.focus = Some(Place::List);
            }
            Message::AskedAgain => {
                let same = predict.index;
                return self.turn_to(page, same);
            }
            Message::Committed => return self.commit(page),
            Message::GoneOn => return self.go_on(page),
            Message::Left => {
                page.model.tool = None;
                page.moved = true;
                self.leave(page);
                // The card goes, and would take the focus along.
                if !page.embedded() {
                    page.focus = Some(Place::Tool.selector());
                }
                return;
            }
        }
        predict.wrong = None;
    }

    fn commit(&mut self, page: &mut Page) {
        let Some(predict) = &mut self.model else { return };
        match predict.draft.answer(&predict.asked.kind) {
            Ok(guess) => {
                predict.phase = Phase::Running(guess);
                predict.folded = true;
                predict.focus = Some(Place::Chip);
                page.changes += 1;
                self.go_on(page);
            }
            Err(wrong) => {
                predict.wrong = Some(wrong);
                predict.focus = Some(Place::Guess);
            }
        }
    }

    /// The run goes on to where the question is decided: played, or with reduced motion at once.
    fn go_on(&self, page: &mut Page) {
        let Some(predict) = &self.model else { return };
        let until = predict.question().decided_at();
        if page.model.still {
            page.jumped = true;
            page.host.seek(until);
            return;
        }
        if !predict.speed.1 {
            let fits = |speed: &f64| *speed >= 1.0 && until.seconds() / speed <= SHOWN_WITHIN;
            page.model.speed = SPEEDS.into_iter().find(fits).unwrap_or(16.0);
        }
        page.model.playing = true;
    }

    /// Play commits a guess that has been made. Returns whether it did.
    pub(super) fn commit_by_playing(&mut self, page: &mut Page) -> bool {
        let made = |predict: &Model| predict.phase == Phase::Asked && predict.draft.answer(&predict.asked.kind).is_ok();
        let commits = !page.model.playing && self.model.as_deref().is_some_and(made);
        if commits {
            self.commit(page);
        }
        commits
    }

    /// The run is wanted from its start while the question is open. Returns whether it is.
    pub(super) fn restart(&self, page: &mut Page) -> bool {
        let open = |predict: &Model| matches!(predict.phase, Phase::Asked | Phase::Running(_));
        let restarts = self.model.as_deref().is_some_and(open);
        if restarts {
            page.jumped = true;
            page.changes += 1;
            page.host.seek(Instant::ZERO);
        }
        restarts
    }

    /// The timeline was pointed at while a moment is asked for. Returns whether it was.
    pub(super) fn point_at(&mut self, seconds: f64) -> bool {
        let Some(predict) = &mut self.model else { return false };
        let asked = predict.phase == Phase::Asked && matches!(predict.asked.kind, Kind::Moment { .. });
        if asked {
            let until = predict.question().decided_at();
            predict.draft = Draft::Moment(Instant::from_millis((seconds * 10.0).round() as u64 * 100).min(until));
            predict.wrong = None;
        }
        asked
    }

    /// Looks at whether the run has decided the question, or is not the question's any more. Returns whether it did.
    pub(super) fn watch(&mut self, page: &mut Page) -> bool {
        let Some(predict) = &mut self.model else { return false };
        if page.host.way().is_some() {
            return false;
        }
        let run = page.host.run();
        // Only a history with changes is worth the comparison.
        let same = page.host.history().edition() == 0 || *run.tape() == predict.tape;
        match &mut predict.phase {
            Phase::Decided(outcome) => {
                let leaves = !outcome.left && (page.model.playing || !same);
                if leaves {
                    outcome.left = true;
                    predict.folded = true;
                }
                leaves
            }
            Phase::Asked | Phase::Running(_) if !same => {
                predict.phase = Phase::Changed;
                predict.folded = false;
                page.model.speed = predict.speed.0;
                page.host.stop_at(None);
                true
            }
            Phase::Asked | Phase::Running(_) => {
                let until = predict.question().decided_at();
                let past = run.now() > until;
                // A step may lead past the moment, and only there can the outcome be read. Where nothing more will
                // happen, the rest of the way takes no time.
                if past || (run.now() < until && run.finished()) {
                    page.jumped |= past;
                    page.host.seek(until);
                }
                let there = page.host.way().is_none() && page.host.run().now() >= until;
                if there {
                    self.decide(page);
                }
                there
            }
            Phase::Changed | Phase::Open => false,
        }
    }

    fn decide(&mut self, page: &mut Page) {
        let Some(predict) = &mut self.model else { return };
        let (question, asked) = (predict.question(), Rc::clone(&predict.asked));
        let guess = if let Phase::Running(guess) = &predict.phase { Some(guess.clone()) } else { None };
        predict.phase = match question.decide(page.host.run()) {
            Some(decided) => {
                if let Some(guess) = guess.clone().filter(|_| !predict.is_linked()) {
                    predict.progress.take(predict.lab, predict.index, guess);
                }
                let guess = guess.map(|guess| {
                    let verdict = asked.verdict(&guess, &decided.outcome);
                    (guess, verdict)
                });
                Phase::Decided(Box::new(Outcome { guess, decided, left: false }))
            }
            None => Phase::Open,
        };
        predict.folded = false;
        if focus::is_within() {
            predict.focus = Some(Place::Outcome);
        }
        page.model.playing = false;
        page.model.speed = predict.speed.0;
        page.changes += 1;
        page.host.stop_at(None);
    }

    /// A speed was chosen: it stays, and this question's run is shown at it.
    pub(crate) fn keep_speed(&mut self, page: &Page) {
        if let Some(predict) = &mut self.model {
            predict.speed = (page.model.speed, true);
        }
    }
}
