//! Asking: which question, of which run, and the way back.

use std::rc::Rc;

use super::draft::Draft;
use super::focus::Place;
use super::progress::Progress;
use super::{Predict, Stage, kept};
use crate::app::App;
use crate::app::component::setting::Hand;
use crate::app::host::Host;
use crate::link::{self, Tool, View};
use crate::play::Tape;

impl App {
    /// A link was opened: with Predict, or without.
    pub(in crate::app) fn ask_from_link(&mut self, view: &View) {
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
        let Some(mut predict) = self.prediction(view.answers) else { return };
        if let Some(index) = asked {
            // A link that names a question and a run asks the question of that run. It holds no run of the reader's;
            // the tab may, if the page was reloaded.
            predict.linked = (here != link::opening(lab)).then_some((index, here));
            self.host = Host::opening(lab);
            if let Some(history) = kept {
                self.host = Host::of(history);
            }
        }
        let first = asked.unwrap_or_else(|| predict.progress.first_open());
        self.predict = Some(predict);
        self.ask(first);
        // A page that has just been opened takes no focus.
        if asked.is_some() || self.embedded() {
            self.want(None);
        }
    }

    /// The tool's button was pressed: it is open now, or not any more.
    pub(in crate::app) fn ask_as_opened(&mut self) {
        if self.model.tool == Some(Tool::Predict) {
            let Some(predict) = self.prediction(true) else { return };
            let first = predict.progress.first_open();
            self.predict = Some(predict);
            self.ask(first);
        } else if self.predict.is_some() {
            self.leave();
        }
    }

    /// The tool, if there are questions about the lab; if not, that is said and the tool is closed.
    fn prediction(&mut self, answers: bool) -> Option<Box<Predict>> {
        let tape = self.host.run().tape().clone();
        let lab = tape.scenario.lab;
        let Some(first) = lab.questions.first() else {
            self.model.tool = None;
            self.model.notice("There are no questions about this lab.".to_owned());
            return None;
        };
        Some(Box::new(Predict {
            lab,
            index: 0,
            asked: Rc::new(first.asked_of(&tape)),
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
        }))
    }

    /// Asks a question: its run, paused at the start.
    pub(super) fn ask(&mut self, index: usize) {
        let Some(predict) = &mut self.predict else { return };
        predict.index = index.min(predict.lab.questions.len().saturating_sub(1));
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
        self.keep_own_run();
    }

    /// The tab keeps the run that waits for the end of a question, if one does.
    pub(in crate::app) fn keep_own_run(&self) {
        if let Some(own) = self.host.aside().filter(|_| !self.embedded()) {
            kept::keep(own);
        }
    }

    /// The reader turned to a question.
    pub(super) fn turn_to(&mut self, index: usize) {
        self.ask(index);
        if !self.embedded() {
            self.write_address();
        }
    }

    /// Back to the reader's own run.
    pub(super) fn leave(&mut self) {
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

    /// The number of the question that is asked.
    pub(in crate::app) fn question_number(&self) -> Option<u32> {
        self.predict.as_ref().and_then(|predict| u32::try_from(predict.index + 1).ok())
    }

    /// The link to the question that is asked: without its run, as long as that is the question's own.
    pub(in crate::app) fn question_link(&self, view: View) -> Option<(Tape, View)> {
        let predict = self.predict.as_ref()?;
        let run = self.host.run().tape();
        let speed = predict.speed.0;
        let own = *run == predict.question().tape();
        let tape = if own { link::opening(predict.lab) } else { run.clone() };
        Some((tape, View { question: self.question_number(), answers: predict.answers, speed, ..view }))
    }
}
