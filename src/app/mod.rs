//! The page, and the only module that knows a browser.
//!
//! One component owns everything: `App` holds the `Page` (the run with its clock, and what the reader chose), the tools,
//! and the handles of timers, frames and listeners, which cancel when they are dropped. Messages are facts; `update` says
//! what they change, and hands on what is a tool's own. While time runs, the stage is drawn once a frame; everything
//! else is drawn from values that are published whenever something has happened, and skipped when they have not
//! changed. A frame that would show stage and panels at different moments is passed over.

mod browser;
mod component;
mod fit;
#[cfg(all(test, not(target_arch = "wasm32")))]
#[expect(clippy::expect_used, clippy::panic, reason = "a test may fail")]
mod heard;
mod message;
mod narrator;
mod obey;
mod open;
mod page;
mod panel;
mod pieces;
mod plot;
mod publish;
mod shelf;
mod stage;
mod supply;
mod told;
mod tool;
mod update;
mod view;

use gloo_render::AnimationFrame;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use yew::{Callback, Component, Context, Html, NodeRef};

use self::browser::address::Address;
use self::browser::embed::Reporter;
use self::browser::watch::Watches;
use self::component::drawn::Memo;
use self::component::term::Open;
use self::component::{focus, sheet};
use self::message::Message;
use self::narrator::Narrator;
use self::page::model::Share;
use self::page::{Choice, Page};
use self::shelf::Shelf;
use self::stage::Drawing;
use self::supply::Pieces;
use self::told::{Facts, Lines, Metrics, Told};
use self::tool::Toolbox;
use crate::link::{Theme, Tool, View};
use crate::play::{LabId, Settings, Tape};
use crate::sim::input::Action;

/// Starts the page in the document's `#app`.
pub fn run() {
    yew::set_custom_panic_hook(Box::new(|panic| failed(&panic.to_string())));
    if supply::is_complete() {
        return begin();
    }
    wasm_bindgen_futures::spawn_local(async {
        match supply::first().await {
            Ok(()) => begin(),
            Err(missing) => failed(&missing.0),
        }
    });
}

/// Puts the page into its place.
fn begin() {
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

/// The page with its tools, and what it needs to be drawn.
struct App {
    page: Page,
    tools: Box<dyn Toolbox>,
    /// Which pieces of the program are here, and what waits for one.
    pieces: Pieces,
    /// How the link asked for the run to be shown.
    view: View,
    address: Address,
    shelf: Shelf,
    told: Told,
    narrator: Narrator,
    reporter: Reporter,
    /// Whether the picture at the moment that the link asks for has been shown.
    ready: bool,
    /// Whether the embedding page was told that we are ready, which happens once.
    announced: bool,
    /// The next animation frame, if one is asked for.
    frame: Option<AnimationFrame>,
    /// The next look at what waits to be told, if no frame is going to come.
    quiet: Option<Timeout>,
    /// When what has happened was last published, and when all panels were.
    published: (f64, f64),
    /// Whether this frame is passed over.
    passed: bool,
    panels: Panels,
    /// Counts the timelines drawn.
    editions: u64,
    stage: NodeRef,
    /// What the stage was last fitted to.
    fitted: Option<(LabId, Drawing)>,
    /// The height that the embedding page was last told.
    height: u32,
    /// The theme that the document has.
    themed: Option<Theme>,
    /// The open dialog.
    sheet: NodeRef,
    watches: Watches,
    dispatch: Callback<Message>,
    act: Callback<Action>,
}

/// The panels as they were last drawn, each with what it was drawn from.
#[derive(Default)]
struct Panels {
    bar: Memo<(LabId, Theme, bool, Option<Tool>, Choice)>,
    intro: Memo<(LabId, bool, Open)>,
    buttons: Memo<(bool, bool, (bool, bool))>,
    undo: Memo<(bool, bool)>,
    speeds: Memo<(f64, Option<String>)>,
    seed: Memo<u64>,
    courses: Memo<plot::timeline::Key>,
    timeline: Memo<u64>,
    tries: Memo<panel::tries::Key>,
    onward: Memo<LabId>,
    controls: Memo<panel::controls::Key>,
    steppers: Memo<(Settings, Choice)>,
    why: Memo<(Lines, usize)>,
    numbers: Memo<(Metrics, Facts, bool, Open)>,
    help: Memo<(LabId, Theme, bool)>,
    share: Memo<(Tape, Share, View)>,
    labs: Memo<LabId>,
    check: Memo<panel::check::Key>,
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        Self::opened(ctx)
    }

    fn update(&mut self, _: &Context<Self>, message: Message) -> bool {
        let framed = matches!(message, Message::FrameCame(_));
        let redraw = self.take(message);
        self.follow_up(framed) || redraw
    }

    fn view(&self, _: &Context<Self>) -> Html {
        self.whole()
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        self.fit_stage();
        sheet::open(&self.sheet);
        self.tools.rendered(&self.page);
        if let Some(selector) = self.page.focus.take_if(|_| self.page.shown) {
            focus::take(selector);
        }
        if first {
            self.watches.stage(&self.stage, &self.dispatch);
        }
    }
}
