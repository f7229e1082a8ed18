//! The pieces of the program that the first look does without. In a build that is split, all that only a piece's function
//! leads to is a file of its own; in any other, they are functions like all.

use yew::{Callback, Html};

use super::App;
use super::browser::embed::{Command, Wire, wire};
use super::browser::piece::Missing;
use super::component::setting;
use super::component::tag::Tag;
use super::message::Message;
use super::page::model::Share;
use super::panel::{check, help, overview, share, steppers};
use super::stage::{self, Stage};
use super::tool::{Maker, Tools};
use crate::labs::{self, Rest, Toolings};
use crate::late::Late;
use crate::link::{self, Complaint, Parsed, Theme, View};
use crate::play::{LabId, Settings, Tape, terms};

/// What comes with the tools: the dialogs, the controls of the full-width view, and all that reads and writes JSON.
pub(super) struct Kit {
    /// Makes the tools.
    pub(super) tools: Maker,
    /// What Help shows.
    pub(super) help: fn(LabId, Theme, bool, &Callback<Message>) -> Html,
    /// What Share shows.
    pub(super) share: fn(&Tape, &Share, View, &Callback<Message>) -> Html,
    /// What the words of the subject mean.
    pub(super) meanings: &'static [&'static str],
    /// The overview of the labs.
    pub(super) labs: fn(LabId, &Callback<Message>) -> Html,
    /// The checklist.
    pub(super) check: fn(&check::Key, &Callback<Message>) -> Html,
    /// The controls of the full-width view.
    pub(super) steppers: fn(&Settings, Option<Tag>, Tag, &Callback<setting::Message>) -> Html,
    /// Reads a file that was saved here.
    pub(super) open_file: fn(&str) -> Result<Parsed, Complaint>,
    /// Does what an embedding page commands.
    pub(super) obey: fn(&mut App, Result<Command, String>),
    /// How messages between this page and an embedding one are read and written.
    pub(super) wire: Wire,
}

/// The tools and what comes with them, once they are here.
pub(super) static KIT: Late<Option<&Kit>> = Late::new(None, Some(&ALL));

static ALL: Kit = Kit {
    tools: |dispatch, choose, recall| Box::new(Tools::new(dispatch, choose, recall)),
    help: help::view,
    share: share::view,
    meanings: terms::ALL_MEANINGS,
    labs: overview::view,
    check: check::view,
    steppers: steppers::view,
    open_file: link::open_file,
    obey: App::obey,
    wire: wire::WIRE,
};

/// The tools, and what comes with them.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(tools, fallible))]
pub(super) fn tools() -> Result<&'static Kit, Missing> {
    Ok(&ALL)
}

/// What the labs have for the tools: questions, sources, configurations.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(toolings, fallible))]
pub(super) fn toolings() -> Result<Toolings, Missing> {
    Ok(labs::ALL_TOOLINGS)
}

/// The labs of the lecture and their stages; the first is in the program itself.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(labs, fallible))]
pub(super) fn labs() -> Result<(Rest, &'static [Stage]), Missing> {
    Ok((labs::rest(), stage::lecture()))
}

/// Labs and their stages.
pub(super) type Labs = (&'static [LabId], &'static [Stage]);

/// The first labs beyond it and their stages.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(beyond, fallible))]
pub(super) fn beyond() -> Result<Labs, Missing> {
    Ok((labs::beyond(), stage::beyond()))
}

/// The labs that follow and their stages.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(further, fallible))]
pub(super) fn further() -> Result<Labs, Missing> {
    Ok((labs::further(), stage::further()))
}
