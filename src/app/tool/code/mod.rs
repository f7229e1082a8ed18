//! Code in step: the source of the running policy, with the lines lit that took the newest decision.
//!
//! What is lit depends on the run and its moment alone, so stepping and scrubbing lead through the code, too. A
//! highlighting library would weigh more than the whole page; [`tokens`] knows the few kinds that help reading.

mod line;
mod number;
mod sources;
mod tokens;
mod view;

use std::rc::Rc;

use web_sys::Element;
use yew::{Callback, Html, NodeRef};

use self::sources::{Listed, Sources};
use super::Instrument;
use crate::app::component::drawn::Memo;
use crate::app::component::setting::{self, Hand};
use crate::app::page::Page;
use crate::labs::steps;
use crate::play::Settings;
use crate::play::code::{Line, Listing, Rule, Step};
use crate::sim::input::Lane;
use crate::time::Instant;

/// Decisions that are shown: the newest, and those before it as a trail.
const STEPS: usize = 4;
/// How far below the panel's upper edge the lit line is put, in CSS pixels.
const LEAD: i32 = 60;

/// What happens in the panel.
#[derive(Clone, Debug)]
pub(crate) enum Message {
    /// It is to show whole files, or only what decides.
    WholeFilesWanted(bool),
    /// The sources that it shows have come, or why they have not.
    SourcesCame(&'static Listing, Result<Rc<[Line]>, String>),
    /// Sources that are missing are to be asked for again.
    SourcesWanted,
    /// A setting beside a line was changed.
    Setting(setting::Message),
}

/// What the panel shows.
#[derive(Clone, PartialEq)]
struct Shown {
    /// Nothing where no policy is at work.
    listing: Option<&'static Listing>,
    sources: Sources,
    /// The newest decision first; none before the first one.
    steps: Vec<Step>,
    settings: Settings,
    /// Which of two lanes it is about.
    lane: Option<Lane>,
    hand: Hand,
    /// Whether the files stand whole, or only the functions that decide.
    whole: bool,
}

/// The tool: the panel while it is open, the sources that have been looked at, and what it was scrolled to last.
pub(crate) struct Code {
    open: bool,
    /// Whether whole files are shown.
    whole: bool,
    panel: Memo<Shown>,
    /// The sources that have been looked at.
    sources: Vec<(&'static Listing, Sources)>,
    place: NodeRef,
    shown: Option<Target>,
    followed: Option<Target>,
    dispatch: Callback<Message>,
}

/// What the panel is scrolled to: a decision, in one of the two forms.
type Target = (Option<(Instant, Rule)>, bool);

impl Instrument for Code {
    /// The lit line is scrolled into sight.
    fn rendered(&mut self, _: &Page) {
        self.follow();
    }
}

impl Code {
    /// The tool, closed. It tells its messages to `dispatch`.
    pub(crate) fn new(dispatch: Callback<Message>) -> Self {
        Self {
            open: false,
            whole: false,
            panel: Memo::default(),
            sources: Vec::new(),
            place: NodeRef::default(),
            shown: None,
            followed: None,
            dispatch,
        }
    }

    /// Takes in what has happened in the panel.
    pub(crate) fn update(&mut self, page: &mut Page, message: Message) {
        match message {
            Message::WholeFilesWanted(whole) => self.whole = whole,
            Message::SourcesCame(listing, sources) => self.take(listing, sources),
            Message::SourcesWanted => self.ask_again(),
            Message::Setting(said) => page.set(said),
        }
    }

    /// Draws what the panel has to show now, if it is open.
    pub(crate) fn draw(&mut self, page: &Page) {
        self.open = page.model.shows_code();
        if self.open {
            let shown = self.show(page);
            self.panel.renew(shown, |shown| view::view(shown, &self.place, &self.dispatch));
        } else {
            (self.shown, self.followed) = (None, None);
        }
    }

    /// The panel, or nothing.
    pub(crate) fn view(&self) -> Html {
        if self.open { self.panel.view() } else { Html::default() }
    }

    /// The sources of a listing have come, or why they have not.
    fn take(&mut self, listing: &'static Listing, sources: Result<Rc<[Line]>, String>) {
        *self.sources(listing) = match sources {
            Ok(lines) => Sources::Here(Listed { listing, lines }),
            Err(why) => Sources::Missing(why),
        };
    }

    /// The sources of a listing, as far as they have come.
    fn sources(&mut self, listing: &'static Listing) -> &mut Sources {
        let known = self.sources.iter().position(|(known, _)| *known == listing);
        let place = known.unwrap_or_else(|| {
            self.sources.push((listing, Sources::Unasked));
            self.sources.len() - 1
        });
        &mut self.sources[place].1
    }

    /// What is missing is asked for again when it is looked at.
    fn ask_again(&mut self) {
        for (_, sources) in &mut self.sources {
            if matches!(sources, Sources::Missing(_)) {
                *sources = Sources::Unasked;
            }
        }
    }

    fn show(&mut self, page: &Page) -> Shown {
        let (run, lane) = (page.chosen_run(), page.choice());
        let listing = Listing::of(run.lab(), run.settings());
        let sources = listing.map_or(Sources::None, |listing| {
            let dispatch = self.dispatch.clone();
            let sources = self.sources(listing);
            if *sources == Sources::Unasked {
                *sources = Sources::Awaited;
                sources::ask(listing, dispatch);
            }
            sources.clone()
        });
        let steps = steps(run, STEPS);
        let newest = steps.first().and_then(|step| Some((step.at, step.rule()?)));
        self.shown = matches!(sources, Sources::Here(_)).then_some((newest, self.whole));
        let (settings, hand, whole) = (run.settings().clone(), page.model.hand.clone(), self.whole);
        Shown { listing, sources, steps, settings, lane, hand, whole }
    }

    /// Scrolls to the lit line, within the panel only, if another decision is shown than when it last did so.
    fn follow(&mut self) {
        if self.shown.is_none() || self.shown == self.followed {
            return;
        }
        let Some(panel) = self.place.cast::<Element>().filter(|panel| panel.client_height() > 0) else { return };
        self.followed = self.shown;
        let Ok(Some(line)) = panel.query_selector("[data-lit=now]") else { return };
        let (around, inside) = (panel.get_bounding_client_rect(), line.get_bounding_client_rect());
        let top = (inside.top() - around.top()) as i32;
        // Of a panel that reaches below the window only the upper part is seen.
        let window = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(f64::MAX);
        let seen = around.height().min(window - around.top()) as i32;
        let bottom = top + inside.height() as i32;
        if top < 8 || bottom > seen.max(LEAD * 2) {
            panel.set_scroll_top(panel.scroll_top() + top - LEAD);
        }
    }
}
