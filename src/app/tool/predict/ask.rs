//! Asking: which question, of which run, and the way back.

use std::rc::Rc;

use super::draft::Draft;
use super::focus::Place;
use super::progress::Progress;
use super::{Model, Phase, Predict, kept};
use crate::app::component::setting::Hand;
use crate::app::page::Page;
use crate::app::page::host::Host;
use crate::link::{self, Tool, View};
use crate::play::Tape;
use crate::text::page::predict as text;

impl Predict {
    /// A link was opened: with Predict, or without.
    pub(crate) fn ask_from_link(&mut self, page: &mut Page, view: &View) {
        self.model = None;
        page.host.stop_at(None);
        let own = !page.embedded();
        let kept = if own && !page.shown { kept::recall(page.host.run().lab()) } else { None };
        if own {
            kept::forget();
        }
        if view.open != Some(Tool::Predict) {
            return;
        }
        let here = page.host.run().tape().clone();
        let lab = here.scenario.lab;
        let asked = view.question.map(|number| number.saturating_sub(1) as usize);
        let Some(mut predict) = prediction(page, view.answers) else { return };
        if let Some(index) = asked {
            // A link that names a question and a run asks the question of that run. It holds no run of the reader's;
            // the tab may, if the page was reloaded.
            predict.linked = (here != link::opening(lab)).then_some((index, here));
            page.host = Host::opening(lab);
            if let Some(history) = kept {
                page.host = Host::of(history);
            }
        }
        let first = asked.unwrap_or_else(|| predict.progress.first_open());
        self.model = Some(predict);
        self.ask(page, first);
        // A page that has just been opened takes no focus.
        if asked.is_some() || page.embedded() {
            self.want(None);
        }
    }

    /// The tool's button was pressed: it is open now, or not any more.
    pub(crate) fn ask_as_opened(&mut self, page: &mut Page) {
        if page.model.tool == Some(Tool::Predict) {
            let Some(predict) = prediction(page, true) else { return };
            let first = predict.progress.first_open();
            self.model = Some(predict);
            self.ask(page, first);
        } else if self.model.is_some() {
            self.leave(page);
        }
    }

    /// Asks a question: its run, paused at the start.
    pub(super) fn ask(&mut self, page: &mut Page, index: usize) {
        let Some(predict) = &mut self.model else { return };
        predict.index = index.min(predict.lab.tooling().questions.len().saturating_sub(1));
        let question = predict.question();
        let linked = predict.linked.as_ref().filter(|_| predict.is_linked());
        predict.tape = linked.map_or_else(|| question.tape(), |(_, tape)| tape.clone());
        predict.asked = Rc::new(question.asked_of(&predict.tape));
        predict.draft = Draft::of(&predict.asked.kind);
        predict.wrong = None;
        predict.phase = Phase::Asked;
        (predict.folded, predict.listed) = (false, false);
        predict.focus = Some(Place::Prompt);
        predict.speed.1 = false;
        page.model.speed = predict.speed.0;
        page.model.playing = false;
        page.model.hand = Hand::default();
        page.jumped = true;
        page.moved = true;
        page.changes += 1;
        let (tape, until) = (predict.tape.clone(), question.decided_at());
        match page.host.set_aside(tape) {
            Ok(()) => page.host.stop_at(Some(until)),
            // A test plays every question, so this is a link's own run.
            Err(error) => page.model.notice(text::sentence(&error.to_string())),
        }
        keep_own_run(page);
    }

    /// The reader turned to a question.
    pub(super) fn turn_to(&mut self, page: &mut Page, index: usize) {
        self.ask(page, index);
        page.unwritten = true;
    }

    /// The present run is left for another one: what was asked of it.
    pub(crate) fn take(&mut self) -> Option<Box<Model>> {
        self.model.take()
    }

    /// A run that was left is the present one again, with what was asked of it.
    pub(crate) fn put_back(&mut self, page: &Page, model: Option<Box<Model>>) {
        self.model = model;
        keep_own_run(page);
    }

    /// Back to the reader's own run.
    pub(super) fn leave(&mut self, page: &mut Page) {
        let Some(predict) = self.model.take() else { return };
        page.model.playing = false;
        page.model.speed = predict.speed.0;
        page.model.hand = Hand::default();
        page.jumped = true;
        page.host.take_back();
        if !page.embedded() {
            kept::forget();
        }
        page.settle(Ok(()));
    }

    /// The link to the question that is asked: without its run, as long as that is the question's own.
    pub(super) fn link_to(&self, page: &Page, view: View) -> Option<(Tape, View)> {
        let predict = self.model.as_ref()?;
        let run = page.host.run().tape();
        let speed = predict.speed.0;
        let own = *run == predict.question().tape();
        let tape = if own { link::opening(predict.lab) } else { run.clone() };
        Some((tape, View { question: self.number(), answers: predict.answers, speed: Some(speed), ..view }))
    }
}

/// The tab keeps the run that waits for the end of a question, if one does.
fn keep_own_run(page: &Page) {
    if let Some(own) = page.host.aside().filter(|_| !page.embedded()) {
        kept::keep(own);
    }
}

/// The tool, if there are questions about the lab; if not, that is said and the tool is closed.
fn prediction(page: &mut Page, answers: bool) -> Option<Box<Model>> {
    let tape = page.host.run().tape().clone();
    let lab = tape.scenario.lab;
    let Some(first) = lab.tooling().questions.first() else {
        page.model.tool = None;
        page.model.notice(text::NO_QUESTIONS.to_owned());
        return None;
    };
    Some(Box::new(Model {
        lab,
        index: 0,
        asked: Rc::new(first.asked_of(&tape)),
        tape,
        linked: None,
        draft: Draft::default(),
        wrong: None,
        phase: Phase::Asked,
        folded: false,
        listed: false,
        answers,
        speed: (page.model.speed, false),
        progress: Progress::recall(lab),
        focus: None,
    }))
}
