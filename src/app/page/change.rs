//! What the reader changes in the run: settings, inputs, the run's beginning.

use super::Page;
use super::host::Host;
use super::model::{Done, Mended};
use crate::app::browser::clock::real_time;
use crate::app::browser::embed::Said;
use crate::app::component::setting::{self, Hand};
use crate::link;
use crate::play::Scenario;
use crate::play::history::FORKS;
use crate::play::spec::{Settings, Value};
use crate::policy::ConfigError;
use crate::seed;
use crate::sim::input::{Action, Lanes};
use crate::text::page::notices as text;

/// A dragged setting reaches the run at most so often, in milliseconds.
const DRAGGED_EVERY: f64 = 250.0;
/// Changes of a setting are one change if each comes within this many milliseconds of the last.
const TOGETHER: f64 = 1_000.0;

/// What all settings are to be again.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reset {
    /// What they were where the reader began: in a run that began as the opening run, its settings, or else the defaults.
    Beginning,
    /// The defaults.
    Defaults,
}

/// The setting that its control changed last.
pub(super) struct Adjusted {
    key: &'static str,
    lanes: Lanes,
    /// The number of changes by then, if this was one: a greater one now says that something came between.
    changes: Option<u64>,
    /// When that was, in milliseconds of real time.
    at: f64,
}

impl Page {
    /// Does something that begins the run anew; if it is refused, the reader is told why and the run goes on.
    pub(crate) fn begin_anew(&mut self, begin: impl FnOnce(&mut Host) -> Result<(), ConfigError>) {
        let begun = begin(&mut self.host);
        self.settle(begun);
        self.jumped = true;
    }

    /// The same run from its start, without what was done in it.
    pub(crate) fn restart(&mut self) {
        self.doing(text::BEGINS_ANEW, |page| page.begin_anew(Host::restart));
    }

    /// Does something that changes a whole run, and tells it together with the way back if it was done.
    fn doing(&mut self, says: &str, act: impl FnOnce(&mut Self)) {
        let before = self.changes;
        act(self);
        if self.changes != before && self.host.history().can().0 {
            self.model.done = Some(Done { text: says.to_owned(), changes: self.changes });
        }
    }

    /// What was done last, if it is to be told: nothing has been changed since.
    pub(crate) fn last_done(&self) -> Option<String> {
        let done = self.model.done.as_ref().filter(|done| done.changes == self.changes);
        done.map(|done| done.text.clone())
    }

    /// The notice of what was done last was answered: it is undone, or the notice goes. The button that was pressed goes
    /// with it, so the focus moves to Play.
    pub(crate) fn answer_done(&mut self, undo: bool) {
        self.model.done = None;
        if undo {
            self.undo(false);
        }
        self.focus = Some(".play");
    }

    pub(crate) fn act(&mut self, action: Action) {
        self.act_in(self.lanes_of(action), action, false);
    }

    /// The reader does something in some of the lanes, perhaps as a part of the last change. Returns whether the run is
    /// another one now.
    pub(crate) fn act_in(&mut self, lanes: Lanes, action: Action, continued: bool) -> bool {
        let before = self.host.history().edition();
        let done = self.host.act(lanes, action, continued);
        self.settle(done);
        self.host.history().edition() != before
    }

    /// The control of a setting changes it. As long as it is held, and if each change comes soon after the last with
    /// nothing between, all of them are one change.
    fn adjust(&mut self, key: &'static str, value: Value, held: bool) {
        let action = Action::Set { key, value };
        let lanes = self.lanes_of(action);
        let at = real_time();
        let continued = self.adjusted.as_ref().is_some_and(|last| {
            let soon = held || at - last.at < TOGETHER;
            last.key == key && last.lanes == lanes && last.changes == Some(self.changes) && soon
        });
        let changed = self.act_in(lanes, action, continued) || continued;
        self.adjusted = Some(Adjusted { key, lanes, changes: changed.then_some(self.changes), at });
    }

    /// Takes note of how a change by hand came out.
    pub(crate) fn settle(&mut self, outcome: Result<(), ConfigError>) {
        match outcome {
            Ok(()) => {
                self.changes += 1;
                // A slide has no undo, and its host may set a great deal.
                if self.host.has_forgotten() && !self.embedded() {
                    let most = text::forgotten(FORKS);
                    self.model.notice(most);
                }
                self.unwritten = true;
            }
            Err(error) => {
                let text = text::sentence(&error.to_string());
                if self.embedded() {
                    Said::Error { message: &text }.send();
                }
                self.model.notice(text);
            }
        }
    }

    /// The control of a setting said something.
    pub(crate) fn set(&mut self, said: setting::Message) {
        match said {
            setting::Message::Dragged(key, text) => self.drag(key, &text),
            setting::Message::Typed(key, text) => self.typed(key, text),
            setting::Message::Chosen(key, value) => self.choose(key, value),
            setting::Message::Term(said) => self.model.term.update(said),
        }
    }

    /// A slider is held: the run follows it a few times a second, but not where that would begin it anew each time.
    fn drag(&mut self, key: &'static str, text: &str) {
        let Some(spec) = self.chosen().spec(key) else { return };
        let Ok(value) = spec.parse(text) else { return };
        let held = self.model.hand.held.replace((key, value)).is_some();
        let due = |last: &Adjusted| real_time() - last.at >= DRAGGED_EVERY;
        if !spec.restarts && self.adjusted.as_ref().is_none_or(due) {
            self.adjust(key, value, held);
        }
    }

    /// A control was set; what is not allowed stays in it, with what is.
    fn typed(&mut self, key: &'static str, text: String) {
        match self.chosen().spec(key).map(|spec| spec.parse(&text)) {
            Some(Ok(value)) => {
                let held = core::mem::take(&mut self.model.hand).held.is_some();
                // A run that begins anew with the change is not one that goes on under the hand.
                let restarts = self.chosen().spec(key).is_some_and(|spec| spec.restarts);
                self.adjust(key, value, held && !restarts);
            }
            Some(Err(_)) => self.model.hand = Hand { held: None, wrong: Some((key, text)) },
            None => {}
        }
    }

    fn choose(&mut self, key: &'static str, value: Value) {
        self.model.hand = Hand::default();
        self.act(Action::Set { key, value });
    }

    /// All settings back to what they were: as inputs of this run, unless one of them begins it anew.
    pub(crate) fn reset_settings(&mut self, to: Reset) {
        let scenario = &self.host.run().tape().scenario;
        let settings = match to {
            Reset::Beginning => beginning(scenario, link::opening(scenario.lab).scenario.settings),
            Reset::Defaults => Settings::new(scenario.lab.specs),
        };
        let defaults = settings.iter().all(|(spec, value)| value == spec.default());
        let says = if defaults { text::DEFAULTS } else { text::OPENING };
        self.doing(says, |page| page.go_back_to(settings));
    }

    /// A point of the checklist is mended by these settings: one change, which can be undone as one.
    pub(crate) fn mend(&mut self, at: (usize, usize), wanted: Settings) {
        let before = self.changes;
        self.model.hand = Hand::default();
        self.model.share.copied = None;
        self.go_back_to(wanted);
        self.model.mended = (self.changes != before).then_some(Mended { at, changes: self.changes });
    }

    /// The point that was mended last, if nothing has been changed since.
    pub(crate) fn last_mended(&self) -> Option<(usize, usize)> {
        self.model.mended.filter(|mended| mended.changes == self.changes).map(|mended| mended.at)
    }

    fn go_back_to(&mut self, wanted: Settings) {
        let settings = self.chosen();
        let changed: Vec<_> = wanted.iter().filter(|(spec, value)| settings.get(spec.key) != Some(*value)).collect();
        if changed.iter().any(|(spec, _)| spec.restarts) {
            let chosen = self.model.lane;
            self.begin_anew(|host| host.resettle(chosen, wanted));
        } else {
            // One button, one change.
            let mut continued = false;
            for (spec, value) in changed {
                let action = Action::Set { key: spec.key, value };
                continued |= self.act_in(self.lanes_of(action), action, continued);
            }
        }
    }

    /// A preset, for the lane that is chosen.
    pub(crate) fn choose_preset(&mut self, index: usize) {
        let lab = self.host.run().lab();
        if let Some(preset) = lab.presets.get(index) {
            let chosen = self.model.lane;
            let preset_of = |page: &mut Self| page.begin_anew(|host| host.preset(chosen, link::of_preset(lab, preset)));
            self.doing(&text::preset(preset.name), preset_of);
            // One of two lanes changes what is on the page.
            self.moved = true;
        }
    }

    /// The same scenario with other luck.
    pub(crate) fn draw_seed(&mut self) {
        match seed::new() {
            Ok(seed) => {
                self.doing(&text::new_seed(seed), |page| page.begin_anew(|host| host.reseed(seed)));
            }
            Err(_) => self.model.notice(text::NO_RANDOM_NUMBERS.to_owned()),
        }
    }
}

/// The settings that Reset leads to: those of the opening run in a run that began with them, or else the defaults.
pub(crate) fn beginning(scenario: &Scenario, opening: Settings) -> Settings {
    if scenario.settings == opening { opening } else { Settings::new(scenario.lab.specs) }
}
