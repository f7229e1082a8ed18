//! What a lab supplies: a table of words, numbers and functions, which its folder fills in.
//!
//! The rest of the house knows labs by this table alone.

use core::fmt::{self, Debug, Formatter};
use core::ops::Deref;

use super::code::Listing;
use super::practice::Practice;
use super::question::Question;
use super::target::Target;
use super::{Picture, Run, Settings, Spec, Tape, Value, compare, explain, tries};
use crate::policy::ConfigError;
use crate::sim::World;
use crate::sim::event::{CallId, ServiceId};
use crate::sim::input::Command;
use crate::sim::service::Spell;
use crate::text::labs;
use crate::text::play::lanes as text;

/// A lab, by its row in the registry.
#[derive(Clone, Copy)]
pub struct LabId(&'static Lab);

impl LabId {
    /// The lab of a row.
    pub const fn of(lab: &'static Lab) -> Self {
        Self(lab)
    }
}

impl Deref for LabId {
    type Target = Lab;

    fn deref(&self) -> &Lab {
        self.0
    }
}

impl PartialEq for LabId {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for LabId {}

impl Debug for LabId {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}

/// What a lab is called, and where it stands on the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// In a link.
    pub key: &'static str,
    /// On the page.
    pub title: &'static str,
    /// The part of the path that it is in.
    pub group: Group,
}

/// A part of the path through the labs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What the lecture is about.
    Lecture,
    /// What follows from it.
    Beyond,
}

impl Group {
    /// All parts, in the order of the path.
    pub const ALL: [Self; 2] = [Self::Lecture, Self::Beyond];

    /// What it is called on the page.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Lecture => labs::LECTURE,
            Self::Beyond => labs::BEYOND,
        }
    }
}

/// Named settings, to be had with one click.
#[derive(Debug)]
pub struct Preset {
    /// Its name on the page.
    pub name: &'static str,
    /// What it shows.
    pub note: &'static str,
    /// What differs from the defaults, as a link writes it; it may have inputs.
    pub text: &'static str,
}

/// A lab without its mechanism, to be seen beside it.
#[derive(Debug)]
pub struct Without {
    /// What the button is called: `Without` and the mechanism.
    pub label: &'static str,
    /// The settings that take it away, each with its value as a link writes it.
    pub settings: &'static [(&'static str, &'static str)],
}

impl Without {
    /// Whether settings are without the mechanism.
    pub fn holds(&self, settings: &Settings) -> bool {
        let is = |&(key, value): &(_, &str)| {
            settings.spec(key).is_some_and(|spec| settings.get(key) == spec.parse(value).ok())
        };
        self.settings.iter().all(is)
    }

    /// Whether it is about a setting.
    pub fn has(&self, key: &str) -> bool {
        self.settings.iter().any(|(own, _)| *own == key)
    }

    /// What tells a run with these settings from one that has the mechanism, or has not: `With a breaker`.
    pub fn name(&self, settings: &Settings) -> String {
        let with = self.label.strip_prefix("Without").filter(|_| !self.holds(settings));
        with.map_or_else(|| self.label.to_owned(), |mechanism| ["With", mechanism].concat())
    }
}

/// What the registry knows of a lab. [`Lab::new`] has what it must supply and the defaults of all the rest.
#[derive(Debug)]
pub struct Lab {
    /// The name in the link.
    pub key: &'static str,
    /// The name on the page.
    pub title: &'static str,
    /// The part of the path that it is in.
    pub group: Group,
    /// One sentence on what it shows.
    pub about: &'static str,
    /// One or two sentences on why one wants the thing at all.
    pub why: &'static str,
    /// When to use what it shows: when it helps, when it harms, and what to do instead; a sentence each.
    pub when: [&'static str; 3],
    /// The question that it ends with, which the next lab of the path answers.
    pub next: &'static str,
    /// The words that its stage uses, by their keys in [`super::terms`].
    pub terms: &'static [&'static str],
    /// Small things worth trying, in order.
    pub tries: &'static [tries::Try],
    /// Its parameters.
    pub specs: &'static [Spec],
    /// Its presets.
    pub presets: &'static [Preset],
    /// The run that a link to the lab opens if it says nothing of the run, as a link writes it; empty for the defaults.
    pub opening: &'static str,
    /// What a lane without the lab's mechanism is called, and the setting that takes it away, with its value as a link
    /// writes it. Nothing where the stage shows both anyway.
    pub without: Option<Without>,
    /// What a service is called at the beginning of a sentence.
    pub service_noun: &'static str,
    /// The services that can be killed and painted.
    pub services: &'static [Service],
    /// The link keys that stand for several settings.
    pub lists: &'static [List],
    /// What the user can command beyond what every lab has.
    pub commands: &'static [CommandSpec],
    /// A seed whose run shows the point early.
    pub default_seed: u64,
    /// How many questions are asked about it; its [`Tooling`] has them.
    pub asks: usize,
    /// Whether it reads batches, which reports count.
    pub has_batches: bool,
    /// Builds the world of the settings.
    pub world: fn(&Settings) -> Result<World, ConfigError>,
    /// The picture at the start of a run with these settings.
    pub picture: fn(&Settings) -> Box<dyn Picture>,
    /// Whether a run with these settings needs nothing that a program in pieces has with its other labs.
    pub light: fn(&Settings) -> bool,
    /// Whether settings that are allowed each by itself make sense together; the error names the one to change.
    pub check: fn(&Settings) -> Result<(), ConfigError>,
    /// The settings as the stage labels its parts with them, where they are not those of the controls.
    pub shown: fn(&Settings) -> Settings,
    /// The run that is played beside each run to be drawn with it, if there is one.
    pub baseline: Option<fn(&Tape) -> Tape>,
    /// The name of the breaker before a service, where there are several or none; by default there is one in all, which has
    /// the name of the first service.
    pub breaker: Option<fn(&Settings, ServiceId) -> Option<&'static str>>,
    /// The bulkhead that a call comes to, where there are several; by default there is one in all, without a name.
    pub bulkhead: fn(CallId) -> Option<&'static str>,
    /// Who reads the parts of a service that is several, which a batch has together.
    pub readers: Readers,
    /// The stretches of time in which a service fails more or less often by itself, which can be painted over.
    pub weather: fn(&Settings, ServiceId) -> &'static [Spell],
    /// At which speed it opens, in virtual seconds a second.
    pub speed: f64,
    /// What Why says of the lab's own.
    pub telling: explain::Telling,
    /// What counts as a case for or against one of two lanes.
    pub cases: compare::Cases,
    /// Why two lanes count other numbers of cases, or what the counts leave out, in a sentence.
    pub note: fn(&Run, &Run) -> Option<String>,
}

impl Lab {
    /// A lab with what each must supply: its name in a link and on the page, its world and its picture.
    ///
    /// It has no settings, services, presets, terms, tries and questions. It opens with its
    /// defaults and the seed 1; two of its lanes are compared in stretches of five seconds.
    pub const fn new(
        name: Name,
        world: fn(&Settings) -> Result<World, ConfigError>,
        picture: fn(&Settings) -> Box<dyn Picture>,
    ) -> Self {
        Self {
            key: name.key,
            title: name.title,
            group: name.group,
            about: "",
            why: "",
            when: [""; 3],
            next: "",
            terms: &[],
            tries: &[],
            specs: &[],
            presets: &[],
            opening: "",
            without: None,
            service_noun: text::SERVICE,
            services: &[],
            lists: &[],
            commands: &[],
            default_seed: 1,
            asks: 0,
            has_batches: false,
            world,
            picture,
            light: |_| true,
            check: |_| Ok(()),
            shown: Settings::clone,
            baseline: None,
            breaker: None,
            bulkhead: |_| None,
            readers: Readers::NONE,
            weather: |_, _| &[],
            speed: 1.0,
            telling: explain::Telling::NONE,
            cases: compare::Cases::Stretches(|_| compare::SHORTEST),
            note: |_, _| None,
        }
    }

    /// A service of the lab.
    pub fn service(&self, id: ServiceId) -> Option<&'static Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// The service that a call is for, in a lab with breakers of their own names: the one with the caller's number.
    pub fn service_of(&self, call: CallId) -> Option<&'static Service> {
        self.breaker.and_then(|_| self.service(call.caller))
    }

    /// The list that a setting stands in.
    pub fn list_of(&self, key: &str) -> Option<&'static List> {
        self.lists.iter().find(|list| list.has(key))
    }
}

/// What a lab supplies for tools alone. It is a table of its own, because a page that has not loaded its tools goes
/// without all that it leads to.
#[derive(Debug)]
pub struct Tooling {
    /// The questions that are asked about the lab, in the order in which a lecturer would ask them; there may be none.
    pub questions: &'static [Question],
    /// The sources that its runs go through; there may be none.
    pub listings: &'static [&'static Listing],
    /// The one of them that runs with these settings go through; nothing where no policy is at work.
    pub listing: fn(&Settings) -> Option<&'static Listing>,
    /// Writes settings as configuration for a library, under a heading; nothing where there is none of the lab.
    pub copy: Option<fn(Target, &Settings, &str) -> String>,
    /// What the settings amount to, as far as the checklist asks.
    pub practice: fn(&Settings) -> Practice,
}

impl Tooling {
    /// No questions, no sources, no configurations, no mechanism that the checklist asks for.
    pub const NONE: Self =
        Self { questions: &[], listings: &[], listing: |_| None, copy: None, practice: Practice::none };
}

/// A service of a lab.
#[derive(Debug, PartialEq)]
pub struct Service {
    /// Its number, by which luck is addressed.
    pub id: ServiceId,
    /// Its name on the page and in a link.
    pub name: &'static str,
    /// The setting that is its failure rate; without one the rate cannot be painted.
    pub failure: Option<&'static str>,
    /// The setting that is its latency, likewise; several services may share one.
    pub latency: Option<&'static str>,
}

/// Those who read the parts of a service that is several: five sensors in one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readers {
    /// The service.
    pub of: Option<ServiceId>,
    /// The caller that reads its first part; the others follow.
    pub first: u32,
    /// What its parts are called, in the order in which a batch has them.
    pub names: &'static [&'static str],
}

impl Readers {
    /// Each service is one.
    pub const NONE: Self = Self { of: None, first: 0, names: &[] };

    /// The callers, in order.
    pub fn callers(self) -> impl Iterator<Item = u32> {
        (self.first..).zip(self.names).map(|(caller, _)| caller)
    }

    /// The name of the part that a caller reads, if it reads one.
    pub fn name(self, caller: u32) -> Option<&'static str> {
        self.names.get(caller.checked_sub(self.first)? as usize).copied()
    }

    /// What is asked of a service: the part that the caller of the call reads, or the service itself.
    pub fn part(self, service: ServiceId, call: CallId) -> ServiceId {
        if self.of == Some(service) { call.caller } else { service }
    }
}

/// Settings that stand in one key of a link, separated by commas.
#[derive(Debug)]
pub struct List {
    /// The link key.
    pub key: &'static str,
    /// The settings, in the order of the list.
    pub parts: &'static [&'static str],
    /// What the list may be, as it reads in a sentence.
    pub allowed: &'static str,
}

impl List {
    /// Whether a setting is one of the list.
    pub fn has(&self, key: &str) -> bool {
        self.parts.contains(&key)
    }

    /// The texts of a list, one for each setting.
    ///
    /// # Errors
    /// Too few or too many of them.
    pub fn split<'a>(&self, text: &'a str) -> Result<Vec<(&'static str, &'a str)>, ConfigError> {
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        if parts.len() != self.parts.len() {
            return Err(ConfigError::new(self.key, text, self.allowed));
        }
        Ok(self.parts.iter().copied().zip(parts).collect())
    }

    /// Reads a list: the settings with their values.
    ///
    /// # Errors
    /// Too few or too many of them, or a value that its setting does not allow, by the setting's name.
    pub fn read(&self, settings: &Settings, text: &str) -> Result<Vec<(&'static str, Value)>, ConfigError> {
        let parts = self.split(text)?.into_iter();
        let parts = parts.filter_map(|(key, part)| Some((settings.spec(key)?, part)));
        parts.map(|(spec, part)| spec.parse(part).map(|value| (spec.key, value))).collect()
    }

    /// The list as a link writes it.
    pub fn write(&self, settings: &Settings) -> String {
        let values = self.parts.iter().filter_map(|key| Some(settings.spec(key)?.write(settings.get(key)?)));
        values.collect::<Vec<_>>().join(",")
    }
}

/// Something that the user can command in one lab.
#[derive(Debug)]
pub struct CommandSpec {
    /// What a link writes.
    pub command: Command,
    /// What happened, as Why tells it: in a few words, and in a sentence.
    pub told: (&'static str, &'static str),
    /// What its button below the settings is called; nothing if the stage has a button for it.
    pub button: &'static str,
}
