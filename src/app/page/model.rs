//! The page's own state: what is open, what is shown and what the reader chose. The run's state is not here but in
//! [`host`](super::host), and nothing is in both.

use crate::app::browser::key::{Focus, Key};
use crate::app::component::copier::Text;
use crate::app::component::setting::Hand;
use crate::app::component::term::Open;
use crate::link::{Place, Theme, Tool, View};
use crate::play::LabId;
use crate::sim::input::Lane;
use crate::text::page::view as text;
use crate::time::Instant;

/// The page's own state.
#[derive(Debug)]
pub(crate) struct Model {
    /// Whether the reader wants virtual time to run. A hidden page does not change this.
    pub(crate) playing: bool,
    /// Virtual seconds a real second.
    pub(crate) speed: f64,
    /// The theme that the reader chose.
    pub(crate) theme: Theme,
    /// How the page is laid out.
    pub(crate) mode: Mode,
    /// The tool that is open.
    pub(crate) tool: Option<Tool>,
    /// The lane whose settings are shown, where there are two.
    pub(crate) lane: Lane,
    /// The dialog that is open.
    pub(crate) dialog: Option<Dialog>,
    /// What the Share dialog shares.
    pub(crate) share: Share,
    /// What was wrong with the link, until it is dismissed.
    pub(crate) notices: Vec<Notice>,
    /// The section that a narrow screen shows.
    pub(crate) section: Section,
    /// What has become of a piece of the program that the reader needed before it was here.
    pub(crate) supply: Supply,
    /// The setting that is in the reader's hand.
    pub(crate) hand: Hand,
    /// The word whose meaning is open.
    pub(crate) term: Open,
    /// Whether this is a first visit that has not been taken note of yet.
    pub(crate) first: bool,
    /// What was done last that changes a whole run, until something else is.
    pub(crate) done: Option<Done>,
    /// The point of the checklist that was mended last.
    pub(crate) mended: Option<Mended>,
    /// What was tried in this visit, by lab and place in its list. It is no part of a run, nor of a link.
    pub(crate) tried: Vec<(LabId, usize)>,
    /// Whether single keys are shortcuts.
    pub(crate) shortcuts: bool,
    /// Whether the page is in sight, so that virtual time may run.
    pub(crate) sight: Sight,
    /// Whether the system asks for reduced motion.
    pub(crate) still: bool,
    /// The stage's size in CSS pixels, once it has been measured.
    pub(crate) stage: Option<(f64, f64)>,
    /// Whether hardly anything is left of the stage above what is read.
    pub(crate) passed: bool,
    /// Whether the tools are in use, with which a part of the style comes, too.
    pub(crate) equipped: bool,
    /// The window's height in CSS pixels when the stage was measured, which limits two lanes.
    pub(crate) window: f64,
    notices_so_far: u32,
}

/// How the page is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Everything.
    Page,
    /// The stage over the full width, for a projector.
    Present,
    /// Stage and transport, in somebody else's page.
    Embed,
}

/// A dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialog {
    /// The link and the frame.
    Share,
    /// Keys, shapes, theme.
    Help,
    /// All labs, with a picture and a sentence each.
    Labs,
    /// The checklist, judged on the present settings.
    Check,
}

/// What the Share dialog shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Share {
    /// The moment at which it was opened.
    pub(crate) moment: Instant,
    /// Whether the link is to open there.
    pub(crate) at_moment: bool,
    /// What the frame is for.
    pub(crate) place: Place,
    /// The text that was to be copied last, and whether the clipboard took it.
    pub(crate) copied: Option<(Text, bool)>,
}

/// A section of the narrow layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// The controls.
    Settings,
    /// The events as sentences.
    Why,
    /// The metrics and the theory.
    Numbers,
    /// The source, while it is open.
    Code,
}

impl Section {
    /// All sections with their names and the class of the layout that shows them.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Settings, text::SETTINGS, "at-settings"),
        (Self::Why, text::WHY, "at-why"),
        (Self::Numbers, text::NUMBERS, "at-numbers"),
        (Self::Code, text::CODE, "at-code"),
    ];

    /// The class of the layout that shows this section.
    pub(crate) fn class(self) -> &'static str {
        Self::ALL.iter().find(|(section, ..)| *section == self).map_or("", |(.., class)| class)
    }
}

/// What is told of a piece of the program that is not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Supply {
    /// Nothing: nobody has asked for it.
    Quiet,
    /// It is on its way.
    Coming,
    /// It has not come, and why.
    Missing(String),
}

/// Something that the reader should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// Tells it apart from others.
    pub(crate) id: u32,
    /// What it says.
    pub(crate) text: String,
}

/// A press that has changed a whole run, told together with the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Done {
    /// What was done, as a sentence.
    pub(crate) text: String,
    /// How many changes there had been then: with another one it is the last no more.
    pub(crate) changes: u64,
}

/// A point of the checklist that was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mended {
    /// Its group and its place there.
    pub(crate) at: (usize, usize),
    /// How many changes there had been then: with another one it is the last no more.
    pub(crate) changes: u64,
}

/// The two ways in which a page goes out of sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sight {
    /// The tab is in front.
    pub(crate) tab: bool,
    /// The frame is within what its page shows.
    pub(crate) frame: bool,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shortcut {
    /// Play or pause.
    Play,
    /// Step forward.
    Step,
    /// Step back.
    StepBack,
    /// To the next transition, or to the previous one.
    Turn(bool),
    /// Redo, or undo.
    Undo(bool),
    /// Restart.
    Restart,
    /// A dialog.
    Open(Dialog),
    /// The end of the full-width view.
    LeavePresent,
    /// Nothing here: the embedding page may want it.
    HandUp,
}

impl Model {
    /// The state that a link asks for.
    pub(crate) fn new(view: &View, theme: Theme, shortcuts: bool) -> Self {
        Self {
            playing: view.play,
            speed: view.speed.unwrap_or(1.0),
            theme,
            mode: if view.embed { Mode::Embed } else { Mode::Page },
            tool: view.open,
            lane: Lane::B,
            dialog: None,
            share: Share { moment: Instant::ZERO, at_moment: false, place: Place::default(), copied: None },
            notices: Vec::new(),
            section: Section::Settings,
            supply: Supply::Quiet,
            hand: Hand::default(),
            term: Open::default(),
            first: false,
            done: None,
            mended: None,
            tried: Vec::new(),
            shortcuts,
            sight: Sight { tab: true, frame: true },
            still: false,
            stage: None,
            passed: false,
            equipped: false,
            window: 0.0,
            notices_so_far: 0,
        }
    }

    /// Opens a tool, or closes all. A narrow screen goes to the section that this adds, and leaves one that has gone.
    pub(crate) fn open_tool(&mut self, tool: Option<Tool>) {
        self.tool = tool;
        if tool == Some(Tool::Code) {
            self.section = Section::Code;
        } else if self.section == Section::Code {
            self.section = Section::Settings;
        }
    }

    /// Whether a tool is open.
    pub(crate) fn has_open(&self, tool: Tool) -> bool {
        self.tool == Some(tool)
    }

    /// Whether the Code panel is there.
    pub(crate) fn shows_code(&self) -> bool {
        self.mode == Mode::Page && self.has_open(Tool::Code)
    }

    /// Adds a notice, unless it already stands there.
    pub(crate) fn notice(&mut self, text: String) {
        if self.notices.iter().all(|notice| notice.text != text) {
            self.notices_so_far += 1;
            self.notices.push(Notice { id: self.notices_so_far, text });
        }
    }

    /// Whether virtual time may run.
    pub(crate) fn in_sight(&self) -> bool {
        self.sight.tab && self.sight.frame
    }

    /// The theme that is shown: the full-width view is made for projectors.
    pub(crate) fn shown_theme(&self) -> Theme {
        if self.mode == Mode::Present { Theme::Projector } else { self.theme }
    }

    /// What a key asks for. Of keys with Ctrl or Meta only undo and redo come here, as `^z` and `^y`, and in an embedded
    /// page what its host may have a use for.
    pub(crate) fn shortcut(&self, key: &Key) -> Option<Shortcut> {
        if self.dialog.is_some() {
            return None;
        }
        if self.mode == Mode::Embed {
            return key.goes_up().then_some(Shortcut::HandUp);
        }
        if key.name == "Escape" && self.mode == Mode::Present {
            return Some(Shortcut::LeavePresent);
        }
        if !self.shortcuts {
            return None;
        }
        if key.plays() {
            return Some(Shortcut::Play);
        }
        // Letters look for an entry of a choice, which has nothing to undo by itself.
        if key.focus == Focus::Field || (key.focus == Focus::Choice && !key.name.starts_with('^')) {
            return None;
        }
        match key.name.as_str() {
            "." => Some(Shortcut::Step),
            "," => Some(Shortcut::StepBack),
            ">" => Some(Shortcut::Turn(true)),
            "<" => Some(Shortcut::Turn(false)),
            "^z" => Some(Shortcut::Undo(false)),
            "^y" => Some(Shortcut::Undo(true)),
            "r" | "R" => Some(Shortcut::Restart),
            "l" | "L" => Some(Shortcut::Open(Dialog::Labs)),
            "c" | "C" => Some(Shortcut::Open(Dialog::Check)),
            "?" => Some(Shortcut::Open(Dialog::Help)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(embed: bool) -> Model {
        Model::new(&View { embed, ..View::default() }, Theme::Auto, true)
    }

    fn key(name: &str, focus: Focus) -> Key {
        Key { name: name.to_owned(), focus, ..Key::default() }
    }

    #[test]
    fn space_plays_unless_something_else_wants_it() {
        let model = model(false);
        assert_eq!(model.shortcut(&key(" ", Focus::Page)), Some(Shortcut::Play));
        assert_eq!(model.shortcut(&key(" ", Focus::Button)), None);
        assert_eq!(model.shortcut(&key(" ", Focus::Slider)), Some(Shortcut::Play));
        assert_eq!(model.shortcut(&Key { pointed: true, ..key(" ", Focus::Button) }), Some(Shortcut::Play));
        assert_eq!(model.shortcut(&key(".", Focus::Choice)), None);
        assert_eq!(model.shortcut(&key(".", Focus::Slider)), Some(Shortcut::Step));
        assert_eq!(model.shortcut(&key(".", Focus::Field)), None);
        assert_eq!(model.shortcut(&key(",", Focus::Page)), Some(Shortcut::StepBack));
        assert_eq!(model.shortcut(&key("^z", Focus::Slider)), Some(Shortcut::Undo(false)));
        assert_eq!(model.shortcut(&key("^z", Focus::Field)), None);
        assert_eq!(model.shortcut(&key("l", Focus::Button)), Some(Shortcut::Open(Dialog::Labs)));
        for (focus, undone) in [(Focus::Slider, true), (Focus::Choice, true), (Focus::Field, false)] {
            assert_eq!(model.shortcut(&key("^z", focus)).is_some(), undone, "{focus:?}");
            assert!(focus == Focus::Slider || model.shortcut(&key("r", focus)).is_none(), "{focus:?}");
        }
        assert_eq!(model.shortcut(&key("l", Focus::Choice)), None);
        assert_eq!(model.shortcut(&key("c", Focus::Slider)), Some(Shortcut::Open(Dialog::Check)));
    }

    #[test]
    fn shortcuts_can_be_switched_off_and_dialogs_silence_them() {
        let mut model = model(false);
        model.dialog = Some(Dialog::Help);
        assert_eq!(model.shortcut(&key("r", Focus::Page)), None);
        model.dialog = None;
        model.shortcuts = false;
        assert_eq!(model.shortcut(&key("r", Focus::Page)), None);
        model.mode = Mode::Present;
        assert_eq!(model.shortcut(&key("Escape", Focus::Field)), Some(Shortcut::LeavePresent));
    }

    #[test]
    fn an_embedded_page_has_no_keys_and_hands_up_what_it_does_not_use() {
        let model = model(true);
        assert_eq!(model.shortcut(&key("r", Focus::Page)), None);
        assert_eq!(model.shortcut(&key(" ", Focus::Page)), Some(Shortcut::HandUp));
        assert_eq!(model.shortcut(&key("ArrowRight", Focus::Slider)), None);
        assert_eq!(model.shortcut(&key("PageDown", Focus::Slider)), Some(Shortcut::HandUp));
    }

    #[test]
    fn the_same_notice_stands_once() {
        let mut model = model(false);
        model.notice("a".to_owned());
        model.notice("a".to_owned());
        assert_eq!(model.notices.len(), 1);
    }
}
