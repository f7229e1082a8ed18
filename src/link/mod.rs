//! Links: a tape and a moment as text in the address. The only place, with exports, where text becomes settings.
//!
//! Reading never fails: what is wrong is named in a [`Complaint`], its default is used and the rest is kept. Code that
//! must be strict, as the headless program, treats any complaint as an error.

mod config;
mod file;
mod history;
mod paint;
mod read;
mod strict;
mod write;

use core::fmt;

pub use config::config;
pub use file::{MAX_FILE, check_file, open_file, to_file};
pub use history::{read_history, write_history};
pub use read::{lab_named, of_preset, opening, parse};
pub use strict::parse_strictly;
pub use write::{Place, embed_snippet, write};

use crate::play::{LabId, Tape};
use crate::policy::ConfigError;
use crate::sim::input::Lane;
use crate::text::link as text;
use crate::time::Instant;
use crate::words::and;

/// The format's version.
pub const VERSION: u32 = 1;
/// A longer link is ignored whole.
pub const MAX_CHARACTERS: usize = 4_000;
/// The largest seed, 2^53 - 1: every number of a script holds it exactly.
pub const MAX_SEED: u64 = 9_007_199_254_740_991;
/// The latest moment of a link, a day.
pub const MAX_SECONDS: u32 = 86_400;
/// The speeds that the page offers, in virtual seconds a second.
pub const SPEEDS: [f64; 4] = [0.25, 1.0, 4.0, 16.0];

/// A speed as a link writes it.
pub const fn speed_key(speed: f64) -> &'static str {
    match speed {
        0.25 => "0.25",
        4.0 => "4",
        16.0 => "16",
        _ => "1",
    }
}

/// A link, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// What to run.
    pub tape: Tape,
    /// How to show it.
    pub view: View,
    /// What was wrong.
    pub complaints: Vec<Complaint>,
}

/// How a run is shown. It changes nothing about the run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The moment to open at.
    pub t: Option<Instant>,
    /// Whether it plays. Where a link says nothing: yes, but not at a given moment or in an embed.
    pub play: bool,
    /// Virtual seconds a second, one of [`SPEEDS`]; nothing for the speed of the lab.
    pub speed: Option<f64>,
    /// The theme.
    pub theme: Theme,
    /// Whether only stage and transport are shown, inside another page.
    pub embed: bool,
    /// The tool that is open beside the stage.
    pub open: Option<Tool>,
    /// The question that Predict opens at, from 1; the lab has this many. It opens that tool.
    pub question: Option<u32>,
    /// Whether Predict tells outcome and explanation after the run; a lecturer may want to discuss first.
    pub answers: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            t: None,
            play: true,
            speed: None,
            theme: Theme::Auto,
            embed: false,
            open: None,
            question: None,
            answers: true,
        }
    }
}

impl View {
    /// Whether it opens at a question, whose run begins at its start.
    pub const fn asks(&self) -> bool {
        self.question.is_some()
    }
}

/// What can be opened beside the stage, one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Questions with a guess before the run.
    Predict,
    /// The services' failure and latency, painted over time.
    Paint,
    /// The source of the running policy.
    Code,
}

impl Tool {
    /// All tools, in the order of their buttons.
    pub const ALL: [Self; 3] = [Self::Predict, Self::Paint, Self::Code];

    /// The name in the link.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Predict => "predict",
            Self::Paint => "paint",
            Self::Code => "code",
        }
    }
}

/// The page's colours and sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Theme {
    /// Light or dark, as the system says.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Large and of high contrast, for a weak projector.
    Projector,
}

impl Theme {
    /// All themes, in the order of the button.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Dark, Self::Projector];

    /// The name in the link.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Projector => "projector",
        }
    }

    /// The theme of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.key() == key)
    }
}

/// What stands before a lane's own settings in a link: nothing before lane A's.
pub const fn own(lane: Lane) -> &'static str {
    match lane {
        Lane::A => "",
        Lane::B => lane.prefix(),
    }
}

/// Something wrong with a link, as it is told on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// It is longer than [`MAX_CHARACTERS`] and was ignored whole.
    TooLong {
        /// Its length in characters.
        characters: usize,
    },
    /// There is no such lab; the breaker lab is shown.
    UnknownLab {
        /// The name in the link.
        name: String,
    },
    /// It is of another version of the format; the keys known here were read.
    OtherVersion {
        /// The version in the link.
        version: String,
    },
    /// The lab has no such key.
    UnknownKey {
        /// The key.
        key: String,
        /// The keys that there are.
        known: String,
    },
    /// A key stands twice; the first one was used.
    Twice {
        /// The key.
        key: String,
    },
    /// A value is not allowed; the default was used.
    BadValue {
        /// The lane that the value is for: lane B's keys have a prefix.
        lane: Lane,
        /// What, and what is allowed.
        error: ConfigError,
        /// What was used instead.
        used: String,
    },
    /// An input cannot be read; it was left out.
    BadInput {
        /// The input's text.
        text: String,
        /// What is wrong with it.
        why: String,
    },
    /// A painted stroke cannot be read or has no place; it was left out.
    BadStroke {
        /// The stroke's text.
        text: String,
        /// What is wrong with it.
        why: String,
    },
    /// A file is none of ours; nothing was opened.
    BadFile {
        /// What is wrong with it.
        why: String,
    },
    /// A percent escape is broken; the text was taken as it stands.
    BadEscape {
        /// The text around it.
        text: String,
    },
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { characters } => write!(f, "{}", text::too_long(*characters, MAX_CHARACTERS)),
            Self::UnknownLab { name } => {
                let labs = and(&LabId::keys());
                write!(f, "{}", text::unknown_lab(name, &labs, LabId::first().key))
            }
            Self::OtherVersion { version } => write!(f, "{}", text::other_version(version, VERSION)),
            Self::UnknownKey { key, known } => write!(f, "{}", text::unknown_key(key, known)),
            Self::Twice { key } => write!(f, "{}", text::twice(key)),
            Self::BadValue { lane, error, used } => {
                let ConfigError { field, value, allowed } = error;
                f.write_str(own(*lane))?;
                write!(f, "{}", text::not_allowed(field, value, allowed, used))
            }
            Self::BadInput { text, why } => write!(f, "{}", text::bad_input(text, why)),
            Self::BadStroke { text, why } => write!(f, "{}", text::bad_stroke(text, why)),
            Self::BadFile { why } => write!(f, "{}", text::bad_file(why)),
            Self::BadEscape { text } => write!(f, "{}", text::bad_escape(text)),
        }
    }
}
