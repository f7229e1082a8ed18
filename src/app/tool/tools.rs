//! All tools, as one toolbox.

use yew::{Callback, Html, NodeRef};

use super::code::Code;
use super::compare::Compare;
use super::copy_as::CopyAs;
use super::paint::Paint;
use super::predict::{self, Predict};
use super::{Instrument, Message, Toolbox};
use crate::app::component::tag::Tag;
use crate::app::narrator::Piece;
use crate::app::page::Page;
use crate::app::plot::draw::Point;
use crate::app::plot::timeline::{Flag, Timeline};
use crate::app::told::Told;
use crate::link::View;
use crate::play::{Run, Tape};
use crate::sim::paint::Track;
use crate::time::Instant;

/// All tools.
pub(crate) struct Tools {
    predict: Predict,
    compare: Compare,
    paint: Paint,
    code: Code,
    copy_as: CopyAs,
}

impl Tools {
    /// All tools, closed. They tell their messages to `dispatch`, and the moment of an event that was chosen to `choose`.
    /// They may `recall` what was chosen in an earlier visit.
    pub(crate) fn new(dispatch: &Callback<Message>, choose: Callback<Instant>, recall: bool) -> Self {
        Self {
            predict: Predict::new(dispatch.reform(Message::Predict)),
            compare: Compare::new(dispatch.reform(Message::Compare), choose),
            paint: Paint::new(dispatch.reform(Message::Paint)),
            code: Code::new(dispatch.reform(Message::Code)),
            copy_as: CopyAs::new(recall, dispatch.reform(Message::CopyAs)),
        }
    }

    fn all(&self) -> [&dyn Instrument; 5] {
        [&self.predict, &self.compare, &self.paint, &self.code, &self.copy_as]
    }

    fn all_mut(&mut self) -> [&mut dyn Instrument; 5] {
        [&mut self.predict, &mut self.compare, &mut self.paint, &mut self.code, &mut self.copy_as]
    }
}

/// What the page asks of all tools alike: of each in turn.
impl Instrument for Tools {
    fn arrive(&mut self, page: &Page) {
        self.all_mut().into_iter().for_each(|tool| tool.arrive(page));
    }

    fn look(&mut self, page: &mut Page) -> bool {
        self.all_mut().into_iter().fold(false, |looks, tool| tool.look(page) | looks)
    }

    fn rendered(&mut self, page: &Page) {
        self.all_mut().into_iter().for_each(|tool| tool.rendered(page));
    }

    fn sight(&self, page: &Page, sight: Point) -> Point {
        self.all().into_iter().fold(sight, |sight, tool| tool.sight(page, sight))
    }

    fn flags(&self) -> Vec<Flag> {
        self.all().into_iter().flat_map(Instrument::flags).collect()
    }

    fn hides_theory(&self) -> bool {
        self.all().into_iter().any(Instrument::hides_theory)
    }

    fn on_play(&mut self, page: &mut Page) -> bool {
        self.all_mut().into_iter().any(|tool| tool.on_play(page))
    }

    fn on_restart(&self, page: &mut Page) -> bool {
        self.all().into_iter().any(|tool| tool.on_restart(page))
    }

    fn on_scrub(&mut self, seconds: f64) -> bool {
        self.all_mut().into_iter().any(|tool| tool.on_scrub(seconds))
    }

    fn link(&self, page: &Page, view: View) -> Option<(Tape, View)> {
        self.all().into_iter().find_map(|tool| tool.link(page, view))
    }
}

/// What the page asks of one of them.
impl Toolbox for Tools {
    fn update(&mut self, page: &mut Page, message: Message) {
        match message {
            Message::Predict(said) => self.predict.update(page, said),
            Message::Compare(said) => Compare::update(page, said),
            Message::Paint(said) => self.paint.update(page, said),
            Message::Code(said) => self.code.update(page, said),
            Message::CopyAs(said) => self.copy_as.update(page, said),
        }
    }

    fn ask_from_link(&mut self, page: &mut Page, view: &View) {
        self.predict.ask_from_link(page, view);
    }

    fn ask_as_opened(&mut self, page: &mut Page) {
        self.predict.ask_as_opened(page);
    }

    fn waits(&self) -> bool {
        self.predict.waits()
    }

    fn question(&self) -> Option<u32> {
        self.predict.number()
    }

    fn keep_speed(&mut self, page: &Page) {
        self.predict.keep_speed(page);
    }

    fn take_question(&mut self) -> Option<Box<predict::Model>> {
        self.predict.take()
    }

    fn put_back(&mut self, page: &Page, model: Option<Box<predict::Model>>) {
        self.predict.put_back(page, model);
    }

    fn publish(&mut self, page: &Page, of_a: &Told, how: (bool, bool)) {
        self.compare.publish(page, of_a, how);
    }

    fn newest(&self, of_a: &Told) -> Option<Piece> {
        self.compare.newest(of_a)
    }

    fn shows_paint(&self, run: &Run, track: Track) -> bool {
        self.paint.shows(run, track)
    }

    fn draw_told(&mut self, page: &Page) {
        self.code.draw(page);
    }

    fn draw(&mut self, page: &Page) {
        self.predict.draw(page);
        self.copy_as.draw(page);
    }

    fn draw_painter(&mut self, page: &Page, edition: u64, timeline: &Timeline<'_>) {
        self.paint.draw(page, edition, timeline);
    }

    fn card(&self) -> Html {
        self.predict.view()
    }

    fn painter(&self) -> Html {
        self.paint.view()
    }

    fn code(&self) -> Html {
        self.code.view()
    }

    fn copy_as(&self) -> Html {
        self.copy_as.view()
    }

    fn stages(&self, page: &Page, draw: &dyn Fn(&Run) -> Html) -> Option<Tag> {
        self.compare.stages(page, draw)
    }

    fn brief(&self, page: &Page) -> Option<String> {
        self.compare.brief(page)
    }

    fn table(&self) -> Html {
        self.compare.table()
    }

    fn whys(&self) -> Vec<Html> {
        self.compare.whys()
    }

    fn numbers(&self) -> Html {
        self.compare.numbers()
    }

    fn place_below(&self) -> NodeRef {
        self.compare.place_below().clone()
    }
}
