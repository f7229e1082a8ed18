//! The tools: Predict, Compare, Paint, Code and Copy as. Each has a model, messages, an update and a view of its own, in
//! a folder of its own; what the page asks of all of them alike is an [`Instrument`].
//!
//! They are a piece of the program that is loaded when it is wanted, so the page knows all of them by what it wants of
//! them, a [`Toolbox`], and calls none directly.

pub(crate) mod code;
pub(crate) mod compare;
pub(crate) mod copy_as;
pub(crate) mod paint;
pub(crate) mod predict;
mod tools;

use yew::{Callback, Html, NodeRef};

pub(crate) use self::tools::Tools;

use super::component::tag::Tag;
use super::narrator::Piece;
use super::page::Page;
use super::plot::draw::Point;
use super::plot::timeline::{Flag, Timeline};
use super::told::Told;
use crate::link::View;
use crate::play::{Run, Tape};
use crate::sim::paint::Track;
use crate::time::Instant;

/// Something happened in a tool.
#[derive(Clone, Debug)]
pub(crate) enum Message {
    /// In Predict.
    Predict(predict::Message),
    /// In Compare.
    Compare(compare::Message),
    /// In Paint.
    Paint(paint::Message),
    /// In Code.
    Code(code::Message),
    /// In Copy as.
    CopyAs(copy_as::Message),
}

/// What a tool adds to the page; where it says nothing else, nothing.
pub(crate) trait Instrument {
    /// Another run is the present one.
    fn arrive(&mut self, _: &Page) {}

    /// Something has changed, which may have been the last thing that the tool was waiting for. Returns whether the page
    /// looks different by that.
    fn look(&mut self, _: &mut Page) -> bool {
        false
    }

    /// What was drawn is on the page now.
    fn rendered(&mut self, _: &Page) {}

    /// How many seconds the timeline has at least and up to where it reaches, given what others want.
    fn sight(&self, _: &Page, sight: Point) -> Point {
        sight
    }

    /// The moments that are pointed at on the timeline.
    fn flags(&self) -> Vec<Flag> {
        Vec::new()
    }

    /// Whether what theory expects must not be told, which would give an answer away.
    fn hides_theory(&self) -> bool {
        false
    }

    /// Play was pressed. Returns whether that was meant for the tool.
    fn on_play(&mut self, _: &mut Page) -> bool {
        false
    }

    /// Restart was asked for. Returns whether that was meant for the tool.
    fn on_restart(&self, _: &mut Page) -> bool {
        false
    }

    /// The timeline was pointed at, in seconds. Returns whether that was meant for the tool.
    fn on_scrub(&mut self, _: f64) -> bool {
        false
    }

    /// What a link to the present run says instead, as far as the tool knows better.
    fn link(&self, _: &Page, _: View) -> Option<(Tape, View)> {
        None
    }
}

/// All tools, as the page knows them. Where nothing else is said, they are not there.
pub(crate) trait Toolbox: Instrument {
    /// What a link to the present run says: its tape, and how it is shown. A tool may know better.
    fn link_to_run(&self, page: &Page, view: View) -> (Tape, View) {
        let own = || (page.host.run().tape().clone(), view);
        self.link(page, view).unwrap_or_else(own)
    }

    /// Takes in what has happened in a tool.
    fn update(&mut self, _: &mut Page, _: Message) {}

    /// A link was opened: with Predict, or without.
    fn ask_from_link(&mut self, _: &mut Page, _: &View) {}

    /// The button of Predict was pressed: it is open now, or not any more.
    fn ask_as_opened(&mut self, _: &mut Page) {}

    /// Whether a question is waiting for its guess.
    fn waits(&self) -> bool {
        false
    }

    /// The number of the question that is asked.
    fn question(&self) -> Option<u32> {
        None
    }

    /// A speed was chosen.
    fn keep_speed(&mut self, _: &Page) {}

    /// The present run is left for another one: what was asked of it.
    fn take_question(&mut self) -> Option<Box<predict::Model>> {
        None
    }

    /// A run that was left is the present one again, with what was asked of it.
    fn put_back(&mut self, _: &Page, _: Option<Box<predict::Model>>) {}

    /// Works out what is told of two lanes, beside what is told of lane A: if it `rests`, also what is out of sight;
    /// without theory, where that would give an answer away.
    fn publish(&mut self, _: &Page, _: &Told, (_rests, _hides_theory): (bool, bool)) {}

    /// The newest thing of two lanes that is worth saying.
    fn newest(&self, _: &Told) -> Option<Piece> {
        None
    }

    /// Whether the painter shows the paint of a track, so that the timeline need not.
    fn shows_paint(&self, _: &Run, _: Track) -> bool {
        false
    }

    /// Draws what tells of events, if it has changed.
    fn draw_told(&mut self, _: &Page) {}

    /// Draws all else that has changed, but for the painter.
    fn draw(&mut self, _: &Page) {}

    /// Draws the painter, if it has changed since the edition before of the timeline.
    fn draw_painter(&mut self, _: &Page, _: u64, _: &Timeline<'_>) {}

    /// The card of the question that is asked.
    fn card(&self) -> Html {
        Html::default()
    }

    /// The painter.
    fn painter(&self) -> Html {
        Html::default()
    }

    /// The panel with the sources.
    fn code(&self) -> Html {
        Html::default()
    }

    /// The panel with the configuration.
    fn copy_as(&self) -> Html {
        Html::default()
    }

    /// The stages of both lanes, each drawn by `draw`.
    fn stages(&self, _: &Page, _draw: &dyn Fn(&Run) -> Html) -> Option<Tag> {
        None
    }

    /// The comparison in a line, for an embedded page.
    fn brief(&self, _: &Page) -> Option<String> {
        None
    }

    /// The comparison of two lanes.
    fn table(&self) -> Html {
        Html::default()
    }

    /// Why things happened in each lane.
    fn whys(&self) -> Vec<Html> {
        Vec::new()
    }

    /// All numbers of both lanes.
    fn numbers(&self) -> Html {
        Html::default()
    }

    /// Where the panels below the lanes can be found.
    fn place_below(&self) -> NodeRef {
        NodeRef::default()
    }
}

/// Tools that have not been loaded.
pub(crate) struct Absent;

impl Instrument for Absent {}

impl Toolbox for Absent {}

/// Makes all tools, closed: they tell their messages to the first, and the moment of an event that was chosen to the
/// second. They may recall what was chosen in an earlier visit if the third says so.
pub(crate) type Maker = fn(&Callback<Message>, Callback<Instant>, bool) -> Box<dyn Toolbox>;
