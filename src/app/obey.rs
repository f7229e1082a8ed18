//! What the embedding page commands.

use super::App;
use super::browser::embed::{Command, Said};
use super::page::host::Host;
use crate::link;
use crate::play::{LabId, Settings, Value};
use crate::sim::input::{Action, Lane, Lanes};
use crate::text::page::embedding as text;
use crate::time::Instant;
use crate::words::quoted;

impl App {
    /// The embedding page wants something.
    pub(super) fn obey(&mut self, heard: Result<Command, String>) {
        if !self.page.embedded() {
            return;
        }
        self.page.changes += 1;
        let done = match heard {
            Ok(Command::Play) => self.play_from_outside(false),
            Ok(Command::Show) => self.show_slide(),
            Ok(Command::Pause) => {
                self.page.model.playing = false;
                Ok(())
            }
            Ok(Command::Restart) => {
                if !self.tools.on_restart(&mut self.page) {
                    self.page.begin_anew(Host::restart);
                }
                Ok(())
            }
            Ok(Command::Step) => {
                self.page.step();
                Ok(())
            }
            Ok(Command::Seek(to)) => {
                self.page.model.playing = false;
                self.page.jumped = true;
                self.page.host.seek(to);
                Ok(())
            }
            Ok(Command::Set(key, value)) => self.set(&key, &value),
            Ok(Command::Open(link)) => self.open_from_outside(&link),
            Err(error) => Err(error),
        };
        if let Err(message) = done {
            Said::Error { message: &message }.send();
        }
    }

    /// The slide is shown now. A run that has ended begins anew if it was left at its start; the end that a link leads
    /// to stays.
    fn show_slide(&mut self) -> Result<(), String> {
        let stays = self.view.t.is_some_and(|t| t > Instant::ZERO) && self.page.host.run().finished();
        if stays { Ok(()) } else { self.play_from_outside(true) }
    }

    /// The embedding page has the run play, or only shows its slide. A question waits for the guess.
    fn play_from_outside(&mut self, shown: bool) -> Result<(), String> {
        let waits = self.tools.waits();
        if self.page.model.playing || (shown && waits) || self.tools.on_play(&mut self.page) {
            return Ok(());
        }
        if waits {
            return Err(text::GUESS_FIRST.to_owned());
        }
        self.page.play_or_pause();
        Ok(())
    }

    /// A control is set from outside.
    pub(super) fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
        if self.page.lane_b().is_some() {
            for lane in Lane::ALL {
                if let Some(key) = key.strip_prefix(lane.prefix()) {
                    return self.set_in(Some(lane), key, text);
                }
            }
        }
        self.set_in(None, key, text)
    }

    /// A control is set from outside, in one of two lanes if it says so.
    fn set_in(&mut self, lane: Option<Lane>, key: &str, text: &str) -> Result<(), String> {
        if key == "speed" && lane.is_none() {
            let speed = link::SPEEDS.into_iter().find(|speed| link::speed_key(*speed) == text);
            self.page.model.speed = speed.ok_or_else(|| text::not_a_speed(&quoted(text)))?;
            self.tools.keep_speed(&self.page);
            return Ok(());
        }
        let run = self.page.host.run();
        for (key, value) in wanted(run.lab(), run.settings(), key, text)? {
            self.act_from_outside(lane, Action::Set { key, value });
        }
        Ok(())
    }

    fn act_from_outside(&mut self, lane: Option<Lane>, action: Action) {
        match lane {
            Some(lane) => drop(self.page.act_in(Lanes::Only(lane), action, false)),
            None => self.page.act(action),
        }
    }
}

/// What is to be set when a control is: itself, or the settings that have one key in a link. The error names the
/// control, the value and what is allowed.
pub(super) fn wanted(
    lab: LabId,
    settings: &Settings,
    key: &str,
    text: &str,
) -> Result<Vec<(&'static str, Value)>, String> {
    if let Some(list) = lab.lists.iter().find(|list| list.key == key) {
        return list.read(settings, text).map_err(|error| error.to_string());
    }
    let Some(spec) = settings.spec(key) else {
        let known: Vec<&str> = settings.iter().map(|(spec, _)| spec.key).collect();
        return Err(text::no_control(&quoted(key), &known.join(", ")));
    };
    let value = spec.parse(text).map_err(|error| error.to_string())?;
    Ok(vec![(spec.key, value)])
}
