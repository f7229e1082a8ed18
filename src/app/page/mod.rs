//! The page as its tools see it: the run, what the reader chose, and what follows from both.
//!
//! A tool's update changes a [`Page`] and itself, and beside them only what the browser is to remember; what the page looks
//! like afterwards is the affair of the component that owns both. So no tool knows another, or how messages reach it.

mod change;
pub(crate) mod driver;
pub(crate) mod host;
mod lanes;
mod layout;
pub(crate) mod model;
mod travel;
mod tries;

use self::change::Adjusted;
use self::host::Host;
use self::model::{Mode, Model};
use super::plot::draw::Point;
use crate::time::Instant;

pub(crate) use self::change::{Reset, beginning};
pub(crate) use self::lanes::Choice;

/// The run with its clock, the page's own state, and what is still to be done about a change of either.
pub(crate) struct Page {
    pub(crate) host: Host,
    pub(crate) model: Model,
    /// Commands obeyed, changes made and moments gone to: for the embedding page, and to tell whether something came
    /// between two changes of a setting.
    pub(crate) changes: u64,
    /// Whether anything has been shown yet.
    pub(crate) shown: bool,
    /// Whether the stage's place has changed since it was fitted.
    pub(crate) moved: bool,
    /// Whether the run was jumped into, so that what has happened is not news.
    pub(crate) jumped: bool,
    /// Whether the address bar is to follow a change.
    pub(crate) unwritten: bool,
    /// What gets the focus once it is drawn, by its selector.
    pub(crate) focus: Option<&'static str>,
    /// How many seconds the timeline has at least, if a tool wants others than suit the lab, and up to where it reaches: as it
    /// was last drawn, because a hand on it means what it sees.
    pub(crate) sight: Point,
    /// The setting that its control changed last.
    adjusted: Option<Adjusted>,
}

impl Page {
    /// A page that shows a run for the first time.
    pub(crate) fn new(host: Host, model: Model) -> Self {
        Self {
            host,
            model,
            changes: 0,
            shown: false,
            moved: true,
            jumped: true,
            unwritten: false,
            focus: None,
            sight: (0.0, 0.0),
            adjusted: None,
        }
    }

    /// Whether the page is embedded.
    pub(crate) fn embedded(&self) -> bool {
        self.model.mode == Mode::Embed
    }

    /// The moment that is shown.
    pub(crate) fn now(&self) -> Instant {
        self.host.clock()
    }
}
