//! What the program does not have from the start: the tools, and all labs but the first. It comes when something needs
//! it, or once the page rests. What needs it meanwhile waits, and the run goes on.

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::browser::address;
use super::browser::embed::{self, Command};
use super::browser::piece::Missing;
use super::component::{setting, term};
use super::message::Message;
use super::page::Page;
use super::page::model::{Dialog, Supply};
use super::pieces::{self, KIT, Kit};
use super::{App, stage};
use crate::labs;
use crate::link::{self, Parsed, Theme};
use crate::play::{LabId, Settings, Tape, terms};
use crate::sim::input::Action;

/// The first picture has been there for so long, in milliseconds, when the pieces are fetched although nobody asked.
const REST: u32 = 400;

/// The pieces of the program, as far as they are not here.
#[derive(Default)]
pub(super) struct Pieces {
    /// Whether they are on their way.
    fetched: bool,
    /// What waits for them.
    waiting: Vec<Message>,
    /// They are fetched when it is over.
    rest: Option<Timeout>,
}

impl Pieces {
    /// Whether the present run is about to be left for one that waits for a piece.
    pub(super) fn lead_on(&self) -> bool {
        self.waiting.iter().any(|message| matches!(message, Message::AddressChanged | Message::Heard(_)))
    }
}

/// The tools and what comes with them, if they are here with what the labs have for them.
pub(super) fn kit() -> Option<&'static Kit> {
    KIT.get().filter(|_| !labs::TOOLINGS.get().is_empty())
}

/// Whether all pieces are here: then the page needs no network any more, but for the sources that Code shows.
pub(super) fn is_complete() -> bool {
    labs_are_here() && kit().is_some()
}

fn labs_are_here() -> bool {
    LabId::all().count() == labs::COUNT
}

/// Whether a message cannot be taken in without a piece that is not here.
fn lacks(page: &Page, message: &Message) -> bool {
    if is_complete() {
        return false;
    }
    match message {
        _ if is_for_tools(message) => kit().is_none(),
        // Whatever is in it.
        Message::FileRead(Ok(_)) | Message::DialogOpened(Dialog::Labs | Dialog::Check) => true,
        Message::AddressChanged => link_lacks(&address::hash()),
        Message::Heard(Ok(Command::Open(link))) => link_lacks(link),
        Message::Setting(said) => {
            let mut settings = page.chosen();
            let value = match said {
                setting::Message::Dragged(key, text) | setting::Message::Typed(key, text) => {
                    settings.spec(key).and_then(|spec| Some((*key, spec.parse(text).ok()?)))
                }
                setting::Message::Chosen(key, value) => Some((*key, *value)),
                setting::Message::Term(_) => None,
            };
            value.is_some_and(|(key, value)| {
                settings.set(key, value);
                is_heavy(page.host.run().lab(), &settings)
            })
        }
        Message::PresetChosen(index) => {
            let lab = page.host.run().lab();
            lab.presets.get(*index).is_some_and(|preset| tape_lacks(&link::of_preset(lab, preset)))
        }
        _ => false,
    }
}

/// Whether a message wants the tools, or what comes with them.
fn is_for_tools(message: &Message) -> bool {
    match message {
        Message::Tool(_) | Message::ToolPressed(_) | Message::StartPressed | Message::PresentPressed => true,
        Message::DialogOpened(dialog) => !matches!(dialog, Dialog::Labs | Dialog::Check),
        Message::Term(said) | Message::Setting(setting::Message::Term(said)) => {
            matches!(said, term::Message::Pressed(_))
        }
        _ => false,
    }
}

/// Whether a link cannot be shown as long as a piece is not here.
fn link_lacks(link: &str) -> bool {
    lab_is_absent(link) || {
        let parsed = link::parse(link);
        tape_lacks(&parsed.tape) || (needs_tools(&parsed) && kit().is_none())
    }
}

/// Whether a link names a lab that is not here.
fn lab_is_absent(link: &str) -> bool {
    let name = link::lab_named(link);
    LabId::from_key(&name).is_none() && labs::NAMES.iter().any(|known| known.key == name)
}

/// Whether a run cannot be played as long as the labs are not here.
fn tape_lacks(tape: &Tape) -> bool {
    let scenario = &tape.scenario;
    [Some(&scenario.settings), scenario.lane_b.as_ref()].into_iter().flatten().any(|start| {
        let mut settings = start.clone();
        let changes = tape.inputs.iter().any(|input| match input.action {
            Action::Set { key, value } => {
                settings.set(key, value);
                is_heavy(scenario.lab, &settings)
            }
            _ => false,
        });
        changes || is_heavy(scenario.lab, start)
    })
}

fn is_heavy(lab: LabId, settings: &Settings) -> bool {
    !labs_are_here() && !(lab.light)(settings)
}

/// Whether a link cannot be shown without the tools. A slide has all from the start, so that nothing is missing when the
/// room has no network.
fn needs_tools(Parsed { tape, view, .. }: &Parsed) -> bool {
    // The tools bring the styles of the projector.
    view.open.is_some() || view.embed || view.theme == Theme::Projector || tape.scenario.lane_b.is_some()
}

async fn fetch_tools() -> Result<(), Missing> {
    #[cfg(feature = "split")]
    let kit = pieces::tools().await?;
    #[cfg(not(feature = "split"))]
    let kit = pieces::tools()?;
    KIT.add(Some(kit));
    embed::WIRE.add(Some(kit.wire));
    terms::MEANINGS.add(kit.meanings);
    Ok(())
}

async fn fetch_toolings() -> Result<(), Missing> {
    #[cfg(feature = "split")]
    let toolings = pieces::toolings().await?;
    #[cfg(not(feature = "split"))]
    let toolings = pieces::toolings()?;
    labs::TOOLINGS.add(toolings);
    Ok(())
}

async fn fetch_labs() -> Result<(), Missing> {
    #[cfg(feature = "split")]
    let ((rest, first), beyond, further) = (pieces::labs().await?, pieces::beyond().await?, pieces::further().await?);
    #[cfg(not(feature = "split"))]
    let ((rest, first), beyond, further) = (pieces::labs()?, pieces::beyond()?, pieces::further()?);
    labs::add(rest, [beyond.0, further.0]);
    stage::add([first, beyond.1, further.1]);
    Ok(())
}

/// Fetches what the page cannot begin without: what the link in the address needs. A program of one piece has all.
pub(super) async fn first() -> Result<(), Missing> {
    let link = address::hash();
    if lab_is_absent(&link) {
        fetch_labs().await?;
    }
    let parsed = link::parse(&link);
    if kit().is_none() && needs_tools(&parsed) {
        fetch_tools().await?;
        fetch_toolings().await?;
    }
    if !labs_are_here() && (parsed.view.embed || tape_lacks(&parsed.tape)) {
        fetch_labs().await?;
    }
    Ok(())
}

impl App {
    /// The message, unless it must wait for a piece that is not here.
    pub(super) fn unless_it_waits(&mut self, message: Message) -> Option<Message> {
        if !lacks(&self.page, &message) {
            return Some(message);
        }
        self.pieces.waiting.push(message);
        self.fetch_pieces();
        None
    }

    /// The first picture is there: the pieces are fetched once the page rests.
    pub(super) fn fetch_soon(&mut self) {
        let dispatch = self.dispatch.clone();
        self.pieces.rest = Some(Timeout::new(REST, move || dispatch.emit(Message::PiecesWanted)));
    }

    /// Fetches the pieces, if they are neither here nor on their way.
    pub(super) fn fetch_pieces(&mut self) {
        if is_complete() {
            return;
        }
        if !self.pieces.waiting.is_empty() {
            self.page.model.supply = Supply::Coming;
        }
        if !core::mem::replace(&mut self.pieces.fetched, true) {
            let [tools, toolings, labs] = [(); 3].map(|()| self.dispatch.clone());
            // The labs take no room on the line from who waits for a tool.
            let labs_last = self.pieces.waiting.iter().all(is_for_tools);
            let bring_labs = async move || labs.emit(Message::PieceCame(fetch_labs().await));
            spawn_local(async move { tools.emit(Message::PieceCame(fetch_tools().await)) });
            if labs_last {
                spawn_local(async move {
                    toolings.emit(Message::PieceCame(fetch_toolings().await));
                    bring_labs().await;
                });
            } else {
                spawn_local(async move { toolings.emit(Message::PieceCame(fetch_toolings().await)) });
                spawn_local(async move { bring_labs().await });
            }
        }
    }

    /// A piece has come, or has not. What waits for it is done now, or can be asked for again; of what was only to be ready
    /// nobody is told.
    pub(super) fn take_piece(&mut self, came: Result<(), Missing>) {
        match came {
            Ok(()) => {
                if self.use_tools() {
                    // They have missed how the page was opened.
                    self.tools.ask_from_link(&mut self.page, &self.view);
                }
                self.page.model.supply = Supply::Quiet;
                for message in core::mem::take(&mut self.pieces.waiting) {
                    self.take(message);
                }
            }
            Err(Missing(why)) => {
                self.pieces.fetched = false;
                if !self.pieces.waiting.is_empty() {
                    self.page.model.supply = Supply::Missing(why);
                }
            }
        }
    }

    /// What waits for a piece is not wanted any more. The address is that of the present run again.
    pub(super) fn give_up_waiting(&mut self) {
        self.page.unwritten |= self.pieces.lead_on();
        self.pieces.waiting.clear();
        self.page.model.supply = Supply::Quiet;
    }

    /// Takes the tools into use, if they are here and are not yet. Returns whether it did.
    pub(super) fn use_tools(&mut self) -> bool {
        let Some(kit) = kit().filter(|_| !self.page.model.equipped) else { return false };
        self.page.model.equipped = true;
        let choose = self.dispatch.reform(Message::EventChosen);
        self.tools = (kit.tools)(&self.dispatch.reform(Message::Tool), choose, !self.page.embedded());
        self.tools.arrive(&self.page);
        true
    }
}
