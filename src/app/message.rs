//! What can happen to the page, as facts in the past tense.

use std::rc::Rc;

use super::component::copier::Text;
use super::component::term::Spot;
use super::embed::Command;
use super::key::Key;
use super::lanes::Change;
use super::model::{Dialog, Section};
use super::paint::Stroked;
use crate::link::{Complaint, Place, Theme, Tool};
use crate::play::LabId;
use crate::play::code::{Line, Listing};
use crate::play::spec::Value;
use crate::sim::input::Action;
use crate::sim::input::Lane;
use crate::time::Instant;

/// What all settings are to be again.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reset {
    /// What they were where the reader began: in a run that began as the opening run, its settings, or else the defaults.
    Beginning,
    /// The defaults.
    Defaults,
}

/// Something happened to the page.
#[derive(Debug)]
pub(crate) enum Message {
    /// A control was pressed, which says the same each time.
    Pressed(Rc<Self>),
    /// The browser is about to paint; the time in milliseconds.
    FrameCame(f64),
    /// Some time has passed in which no frame came, and something was waiting to be told.
    QuietPassed,
    /// The play button, or its key.
    PlayPressed,
    /// Step forward.
    StepPressed,
    /// Step back.
    StepBackPressed,
    /// To the next transition, or to the previous one.
    TurnPressed(bool),
    /// The timeline's slider says this, in seconds.
    Scrubbed(String),
    /// A replay is not waited for any longer.
    GivenUp,
    /// Redo, or undo.
    UndoPressed(bool),
    /// The other future was dismissed.
    OtherDismissed,
    /// An event of the Why panel was chosen, by its moment.
    EventChosen(Instant),
    /// Restart.
    RestartPressed,
    /// New seed.
    NewSeedPressed,
    /// A speed was chosen.
    SpeedChosen(f64),
    /// Something on the stage was pressed.
    Acted(Action),
    /// A slider is being dragged and says this; its last word will come as [`Message::SettingTyped`].
    SettingDragged(&'static str, String),
    /// A control was set to this text, which may not be allowed.
    SettingTyped(&'static str, String),
    /// A setting was given a value.
    SettingChosen(&'static str, Value),
    /// Reset of all settings, or the defaults among the presets.
    SettingsReset(Reset),
    /// A preset, by its place in the lab's list.
    PresetChosen(usize),
    /// A theme was chosen.
    ThemeChosen(Theme),
    /// Shortcuts were switched on or off.
    ShortcutsSwitched(bool),
    /// A tool was opened or closed.
    ToolPressed(Tool),
    /// The Code panel is to show whole files, or only what decides.
    WholeFilesWanted(bool),
    /// The sources that the Code panel shows have come, or why they have not.
    SourcesCame(&'static Listing, Result<Rc<[Line]>, String>),
    /// Sources that are missing are to be asked for again.
    SourcesWanted,
    /// A second lane was asked for, or is not wanted any more.
    ComparePressed,
    /// The mouse came onto a word, or left it.
    TermHovered(Option<Spot>),
    /// A word was pressed.
    TermPressed(Spot),
    /// A first visit is to start with a question.
    StartPressed,
    /// The welcome of a first visit was dismissed.
    FirstDismissed,
    /// A lane without the lab's mechanism was asked for.
    WithoutPressed,
    /// The painter did something.
    Stroked(Stroked),
    /// Something about a question.
    Predicted(super::predict::Fact),
    /// What the settings are copied as was chosen, by its key.
    CopyAsChosen(String),
    /// The lane whose settings are to be shown.
    LaneChosen(Lane),
    /// The lanes were swapped, copied or closed.
    LanesChanged(Change),
    /// A dialog was asked for.
    DialogOpened(Dialog),
    /// The dialog's close button.
    ClosePressed,
    /// The dialog was closed.
    DialogClosed,
    /// Whether the shared link is to open at the moment.
    MomentShared(bool),
    /// What the shared frame is for was chosen.
    PlaceChosen(Place),
    /// A file was chosen; its text, or why it was not read.
    FileRead(Result<String, Complaint>),
    /// Copy.
    CopyPressed(Text),
    /// Whether the clipboard took a text.
    Copied(Text, bool),
    /// Present, or Leave.
    PresentPressed,
    /// The browser left full screen.
    FullscreenLeft,
    /// A narrow screen shows another section.
    SectionChosen(Section),
    /// A notice has been read.
    NoticeDismissed(u32),
    /// The notice of what was done last: it is to be undone, or the notice dismissed.
    DonePressed(bool),
    /// A key went down.
    KeyPressed(Key),
    /// The address's hash was changed from outside: a link, the back button, the reader's hand.
    AddressChanged,
    /// The tab of a lab was pressed; the address is about to change.
    TabPressed(LabId),
    /// The address bar may be changed again.
    AddressRested,
    /// The page came into sight or went out of it.
    SeenChanged,
    /// The frame was scrolled into sight or out of it.
    InSightChanged(bool),
    /// Hardly anything is left of the stage above what is read, or more is again.
    StagePassed(bool),
    /// The system's wish for reduced motion.
    MotionChanged(bool),
    /// The stage was measured, in CSS pixels.
    StageMeasured(f64, f64),
    /// The embedding page sent a command, or something that is none.
    Heard(Result<Command, String>),
}
