//! The page, and the only module that knows a browser.
//!
//! One component owns everything: `App` holds the `Host` (the run and its clock), the `Model` (what the reader
//! chose and what is open) and the handles of timers, frames and listeners, which cancel when they are dropped.
//! Messages are facts; `update` says what they change. While time runs, the stage is drawn once a frame; everything
//! else is drawn from values that are published whenever something has happened, and skipped when they have not
//! changed. A frame that would show stage and panels at different moments is passed over.

mod address;
mod change;
mod code;
mod component;
mod copy_as;
mod driver;
mod embed;
mod fit;
#[cfg(all(test, not(target_arch = "wasm32")))]
#[expect(clippy::expect_used, clippy::panic, reason = "a test may fail")]
mod heard;
mod host;
mod key;
mod lanes;
mod message;
mod model;
mod narrator;
mod obey;
mod open;
mod paint;
mod panel;
mod plot;
mod predict;
mod publish;
mod shelf;
mod stage;
mod storage;
mod travel;
mod update;
mod view;
mod watch;

use std::rc::Rc;

use gloo_render::AnimationFrame;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use yew::{Callback, Component, Context, Html, NodeRef};

use self::address::Address;
use self::component::drawn::Memo;
use self::component::sheet;
use self::component::term::Open;
use self::embed::Reporter;
use self::host::Host;
use self::lanes::Choice;
use self::message::Message;
use self::model::{Mode, Model, Share};
use self::narrator::Narrator;
use self::shelf::Shelf;
use self::stage::Drawing;
use self::watch::Watches;
use crate::link::{Theme, Tool, View};
use crate::play::explain::Line;
use crate::play::{Fact, LabId, Metric, Settings, Tape};
use crate::sim::input::Action;
use crate::time::Instant;

/// Starts the page in the document's `#app`.
pub fn run() {
    yew::set_custom_panic_hook(Box::new(|panic| failed(&panic.to_string())));
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.get_element_by_id("app")) {
        yew::Renderer::<App>::with_root(root).render();
    }
}

/// Has the loader put a readable card in the page's place. After a panic nothing here may be called any more.
fn failed(message: &str) {
    let call = || -> Option<JsValue> {
        let window = web_sys::window()?;
        let show: Function = Reflect::get(&window, &"halfOpenFailed".into()).ok()?.dyn_into().ok()?;
        show.call1(&JsValue::NULL, &message.into()).ok()
    };
    call();
}

/// The page.
struct App {
    host: Host,
    model: Model,
    told: Told,
    narrator: Narrator,
    reporter: Reporter,
    /// How the link asked for the run to be shown.
    view: View,
    /// Commands obeyed, changes made and moments gone to: for the reporter, and to tell whether something came between
    /// two changes of a setting.
    changes: u64,
    address: Address,
    shelf: Shelf,
    /// Whether the picture at the moment that the link asks for has been shown.
    ready: bool,
    /// Whether anything has been shown yet.
    shown: bool,
    /// Whether the embedding page was told that we are ready, which happens once.
    announced: bool,
    stage: NodeRef,
    /// The next animation frame, if one is asked for.
    frame: Option<AnimationFrame>,
    /// The next look at what waits to be told, if no frame is going to come.
    quiet: Option<Timeout>,
    /// When what has happened was last published, and when all panels were.
    published: (f64, f64),
    /// Whether this frame is passed over.
    passed: bool,
    /// The setting that its control changed last.
    adjusted: Option<change::Adjusted>,
    /// What the stage was last fitted to.
    fitted: Option<(LabId, Drawing)>,
    /// The height that the embedding page was last told.
    height: u32,
    /// Whether the stage's place has changed since it was fitted.
    moved: bool,
    /// Whether the run was jumped into, so that what has happened is not news.
    jumped: bool,
    /// The theme that the document has.
    themed: Option<Theme>,
    panels: Panels,
    code: code::Code,
    /// The question that is asked, while Predict is open.
    predict: Option<Box<predict::Predict>>,
    /// What gets the focus once it is drawn, by its selector.
    focus: Option<&'static str>,
    /// What is told of two lanes.
    lanes: lanes::Told,
    /// Counts the timelines drawn.
    editions: u64,
    /// The open dialog.
    sheet: NodeRef,
    watches: Watches,
    tell: Callback<Message>,
    act: Callback<Action>,
}

/// What the panels show: published together with the stage whenever something has happened, and at every change by
/// hand.
struct Told {
    /// How many events there had been.
    events: u64,
    lines: Lines,
    metrics: Metrics,
    facts: Facts,
}

type Lines = Rc<[Line]>;
type Metrics = Rc<[Metric]>;
type Facts = Rc<[Fact]>;

/// The panels as they were last drawn, each with what it was drawn from.
#[derive(Default)]
struct Panels {
    bar: Memo<(LabId, Theme, bool, Option<Tool>, Choice)>,
    intro: Memo<(LabId, bool, Open)>,
    buttons: Memo<(bool, bool, (bool, bool))>,
    undo: Memo<(bool, bool)>,
    speeds: Memo<(f64, Option<String>)>,
    seed: Memo<u64>,
    courses: Memo<plot::reel::Key>,
    timeline: Memo<u64>,
    tries: Memo<panel::tries::Key>,
    painter: paint::Panel,
    controls: Memo<panel::controls::Key>,
    steppers: Memo<(Settings, Choice)>,
    why: Memo<(Lines, usize)>,
    numbers: Memo<(Metrics, Facts, bool, Open)>,
    help: Memo<(LabId, Theme, bool)>,
    share: Memo<(Tape, Share, View)>,
    predict: Memo<predict::Seen>,
    copy_as: Memo<copy_as::Key>,
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        Self::opened(ctx)
    }

    fn update(&mut self, _: &Context<Self>, message: Message) -> bool {
        let framed = matches!(message, Message::FrameCame(_));
        let redraw = self.take(&message);
        self.follow_up(framed) || redraw
    }

    fn view(&self, _: &Context<Self>) -> Html {
        self.page()
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        self.fit_stage();
        sheet::open(&self.sheet);
        if self.shown && self.model.mode == Mode::Page {
            self.panels.painter.come_into_sight();
        }
        self.code.follow();
        self.focus_question();
        if let Some(selector) = self.focus.take_if(|_| self.shown) {
            component::focus::take(selector);
        }
        if first {
            self.watches.stage(&self.stage, &self.tell);
        }
    }
}

impl App {
    /// Whether the page is embedded.
    fn embedded(&self) -> bool {
        self.model.mode == Mode::Embed
    }

    /// The moment that is shown.
    fn now(&self) -> Instant {
        self.host.clock()
    }
}

/// Real time in milliseconds since the page was opened.
fn real_time() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
