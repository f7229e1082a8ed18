//! What can happen to the page, as facts in the past tense. What happens in a tool or in a part that others use, too, is
//! its own affair, and is wrapped here.

use super::browser::embed::Command;
use super::browser::key::Key;
use super::browser::piece::Missing;
use super::component::{copier, file, setting, sheet, term};
use super::page::Reset;
use super::page::model::{Dialog, Section};
use super::plot::timeline;
use super::tool;
use crate::link::{Place, Theme, Tool};
use crate::play::Settings;
use crate::sim::input::Action;
use crate::time::Instant;

/// Something happened to the page.
#[derive(Clone, Debug)]
pub(crate) enum Message {
    /// In a tool.
    Tool(tool::Message),
    /// The pieces of the program that are not here are wanted now.
    PiecesWanted,
    /// One of them has come, or has not.
    PieceCame(Result<(), Missing>),
    /// What waits for a piece is not wanted any more.
    WaitingGivenUp,
    /// To the control of a setting.
    Setting(setting::Message),
    /// To a word with a meaning.
    Term(term::Message),
    /// To a text that can be copied.
    Copy(copier::Message),
    /// To a dialog.
    Sheet(sheet::Message),
    /// To the timeline.
    Timeline(timeline::Message),
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
    /// A replay is not waited for any longer.
    GivenUp,
    /// Redo, or undo.
    UndoPressed(bool),
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
    /// A first visit is to start with a question.
    StartPressed,
    /// The welcome of a first visit was dismissed.
    FirstDismissed,
    /// A dialog was asked for.
    DialogOpened(Dialog),
    /// Whether the shared link is to open at the moment.
    MomentShared(bool),
    /// What the shared frame is for was chosen.
    PlaceChosen(Place),
    /// A file was chosen.
    FileRead(file::Read),
    /// A point of the checklist, by its group and place, is to be mended by these settings.
    MendPressed((usize, usize), Settings),
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
    TabPressed(&'static str),
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
