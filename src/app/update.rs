//! What each message changes, and what follows from any change.

use std::rc::Rc;

use gloo_render::request_animation_frame;
use gloo_timers::callback::Timeout;
use yew::{Context, NodeRef};

use super::address::{self, Address};
use super::code::Code;
use super::component::copier::{self, Text};
use super::component::setting::Hand;
use super::component::sheet;
use super::embed::{self, Reporter};
use super::host::Host;
use super::message::{Key, Message};
use super::model::{Dialog, Mode, Model, Share, Shortcut};
use super::narrator::Narrator;
use super::paint::Brush;
use super::watch::{self, Watches};
use super::{App, Panels, Told, real_time, storage};
use crate::LIGHT;
use crate::lab::breaker::is_beyond;
use crate::lab::history::FORKS;
use crate::lab::spec::{Settings, Value};
use crate::lab::{LabId, Scenario, Tape};
use crate::link::{self, Parsed, Theme, Tool, View, settings_with};
use crate::policy::ConfigError;
use crate::sim::input::{Action, Lane, Lanes};
use crate::time::Instant;

/// The panels are published at most so often, in milliseconds.
const PUBLISHED_EVERY: f64 = 100.0;
/// A dragged setting reaches the run at most so often, in milliseconds.
const DRAGGED_EVERY: f64 = 250.0;
/// What waits to be told is looked at again after so many milliseconds without a frame.
const QUIET: u32 = 120;

impl App {
    /// The page as the address asks for it.
    pub(super) fn opened(ctx: &Context<Self>) -> Self {
        let parsed = link::parse(&address::hash());
        let tell = ctx.link().callback(|message: Message| message);
        let embed = parsed.view.embed;
        let recalled = |name: &str| if embed { None } else { storage::recall(name) };
        let theme = match parsed.view.theme {
            Theme::Auto => recalled("theme").and_then(|key| Theme::from_key(&key)).unwrap_or_default(),
            linked => linked,
        };
        let shortcuts = recalled("shortcuts").as_deref() != Some("off");
        let mut app = Self {
            host: Host::of_defaults(parsed.tape.scenario.lab),
            model: Model::new(&parsed.view, theme, shortcuts),
            told: Told { lines: Rc::new([]), metrics: Rc::new([]), facts: Rc::new([]) },
            narrator: Narrator::default(),
            reporter: Reporter::default(),
            changes: 0,
            address: Address::default(),
            ready: false,
            shown: false,
            announced: false,
            stage: NodeRef::default(),
            frame: None,
            quiet: None,
            published: 0.0,
            dragged: 0.0,
            fitted: None,
            height: 0,
            moved: true,
            jumped: true,
            themed: None,
            panels: Panels::default(),
            code: Code::default(),
            #[cfg(not(feature = "light"))]
            predict: None,
            #[cfg(not(feature = "light"))]
            lanes: super::lanes::Told::default(),
            editions: 0,
            sheet: NodeRef::default(),
            copying: None,
            watches: Watches::page(&tell),
            act: tell.reform(Message::Acted),
            tell,
        };
        if !LIGHT && !embed {
            app.model.copy_as.recall();
        }
        app.model.still = app.watches.still();
        app.model.sight.tab = watch::tab_in_front();
        app.open(parsed);
        app.follow_up(false);
        app
    }

    /// Takes a link: its run, its moment, its complaints.
    fn open(&mut self, parsed: Parsed) {
        let Parsed { tape, view, complaints } = parsed;
        if is_beyond(&tape.scenario.settings) {
            address::reload(&link::write(&tape, &view));
            return;
        }
        self.model.notices.clear();
        for complaint in complaints {
            self.model.notice(complaint.to_string());
        }
        let lab = tape.scenario.lab;
        let moment = view.t.unwrap_or(Instant::ZERO);
        match Host::new(tape) {
            Ok(host) => {
                self.host = host;
                self.host.seek(moment);
            }
            Err(error) => {
                // Each value of the link is allowed, but not together.
                self.host = Host::of_defaults(lab);
                self.model.notice(format!("{error}. The defaults were used."));
            }
        }
        self.model.hand = Hand::default();
        self.model.brush = Brush::new(lab);
        self.model.lane = Lane::B;
        self.model.open_tool(view.open);
        self.model.playing = view.play;
        self.model.speed = view.speed;
        #[cfg(not(feature = "light"))]
        self.ask_from_link(&view);
        self.moved = true;
        self.jumped = true;
        self.changes += 1;
        self.ready = false;
        self.address.forget();
        set_title(lab);
    }

    /// Takes a message in. Returns whether the page looks different now.
    pub(super) fn take(&mut self, message: Message) -> bool {
        match message {
            Message::FrameCame(stamp) => {
                self.frame = None;
                self.host.frame(stamp, self.model.speed, self.model.playing);
            }
            Message::QuietPassed => self.quiet = None,
            Message::PlayPressed => self.play_or_pause(),
            Message::StepPressed => self.step(),
            Message::StepBackPressed => self.step_back(),
            Message::TurnPressed(forward) => self.turn(forward),
            Message::Scrubbed(text) => self.scrub(&text),
            Message::UndoPressed(again) => self.undo(again),
            Message::OtherDismissed => self.host.dismiss(),
            Message::EventChosen(at) => self.go_to(at),
            Message::RestartPressed => self.begin_anew(Host::restart),
            Message::NewSeedPressed => {
                let seed = new_seed();
                self.begin_anew(|host| host.reseed(seed));
            }
            Message::SpeedChosen(speed) => {
                self.model.speed = speed;
                #[cfg(not(feature = "light"))]
                self.keep_speed();
            }
            Message::Acted(action) => self.act(action),
            Message::SettingDragged(key, text) => self.drag(key, &text),
            Message::SettingTyped(key, text) => self.typed(key, text),
            Message::SettingChosen(key, value) => self.choose(key, value),
            Message::SettingsReset => self.reset_settings(),
            Message::PresetChosen(index) => {
                let lab = self.host.run().lab();
                if let Some(preset) = lab.presets().get(index) {
                    let chosen = self.model.lane;
                    self.begin_anew(|host| host.resettle(chosen, settings_with(lab, preset.text)));
                }
            }
            Message::ThemeChosen(theme) => {
                self.model.theme = theme;
                storage::remember("theme", theme.key());
            }
            Message::ShortcutsSwitched(on) => {
                self.model.shortcuts = on;
                storage::remember("shortcuts", if on { "on" } else { "off" });
            }
            Message::ToolPressed(tool) => self.open_tool(tool),
            #[cfg(not(feature = "light"))]
            Message::WholeFilesWanted(whole) => self.model.whole = whole,
            #[cfg(not(feature = "light"))]
            Message::Predicted(fact) => self.predicted(fact),
            Message::ComparePressed => self.compare(),
            #[cfg(not(feature = "light"))]
            Message::LaneChosen(lane) => self.choose_lane(lane),
            #[cfg(not(feature = "light"))]
            Message::LanesChanged(change) => self.change_lanes(change),
            #[cfg(not(feature = "light"))]
            Message::Stroked(stroked) => self.paint(&stroked),
            Message::DialogOpened(dialog) => {
                let moment = self.now();
                self.model.share = Share { moment, at_moment: moment > Instant::ZERO, copied: None };
                self.model.dialog = Some(dialog);
            }
            Message::MomentShared(at_moment) => {
                self.model.share = Share { at_moment, copied: None, ..self.model.share };
            }
            // What this program would leave out, the complete one opens.
            Message::FileRead(text) if link::is_beyond(&text) => {
                self.model.dialog = None;
                if let Some(link) = text.split('"').find(|part| part.starts_with('#')) {
                    self.hand_over(link);
                }
            }
            Message::FileRead(text) => {
                self.model.dialog = None;
                match link::open_file(&text) {
                    Ok(parsed) => {
                        self.open(parsed);
                        self.write_address();
                    }
                    Err(complaint) => self.model.notice(complaint.to_string()),
                }
            }
            Message::CopyPressed(which) => {
                if let Some(answers) = copier::copy(which, &self.tell) {
                    self.copying = Some(answers);
                }
            }
            Message::CopyAsChosen(key) => {
                if !LIGHT {
                    self.model.copy_as.choose(&key);
                }
            }
            Message::Copied(which, done) => {
                self.model.share.copied = Some((which, done));
                if !LIGHT && which == Text::Config {
                    self.model.copy_as.note_copied(
                        self.host.run().lane(self.model.lane).unwrap_or_else(|| self.host.run()).settings(),
                        done,
                    );
                }
                if !done {
                    copier::select(which);
                }
            }
            Message::ClosePressed => {
                sheet::close(&self.sheet);
                return false;
            }
            Message::DialogClosed => self.model.dialog = None,
            Message::PresentPressed => self.present(self.model.mode == Mode::Page),
            Message::FullscreenLeft => self.present(false),
            Message::SectionChosen(section) => self.model.section = section,
            Message::NoticeDismissed(id) => self.model.notices.retain(|notice| notice.id != id),
            Message::KeyPressed(key) => return self.press(&key),
            Message::AddressChanged => self.follow_address(),
            // The back button is to lead to the run as it is now.
            Message::AddressRested | Message::LinkFollowed => {
                if self.address.rested() {
                    self.write_address();
                }
                return false;
            }
            Message::SeenChanged => self.model.sight.tab = watch::tab_in_front(),
            Message::InSightChanged(seen) => self.model.sight.frame = seen,
            Message::MotionChanged(still) => self.model.still = still,
            Message::StageMeasured(width, height) => {
                self.moved = true;
                self.model.stage = (width > 0.0).then_some((width, height)).or(self.model.stage);
            }
            Message::Heard(heard) => self.obey(heard),
        }
        true
    }

    /// What follows from any change. Returns whether the page looks different now.
    pub(super) fn follow_up(&mut self, framed: bool) -> bool {
        #[cfg(not(feature = "light"))]
        let framed = !self.watch_question() && framed;
        if self.model.playing && self.host.run().finished() && self.host.replayed().is_none() {
            self.model.playing = false;
        }
        if !self.model.playing {
            self.model.brush.rest_at(self.now());
        }
        let was_ready = self.ready;
        self.ready |= self.model.stage.is_some() && self.host.replayed().is_none();
        self.shown |= self.ready;
        if self.ready && !was_ready && self.embedded() && !self.announced {
            self.announced = true;
            self.moved = true;
            self.say_ready();
        }
        let now = real_time();
        if !framed || now - self.published >= PUBLISHED_EVERY || !self.wants_frames() {
            self.published = now;
            self.publish();
        }
        let waiting = self.narrate(now) | self.report(now);
        self.ask_for_frame();
        if waiting && self.frame.is_none() && self.quiet.is_none() {
            let tell = self.tell.clone();
            self.quiet = Some(Timeout::new(QUIET, move || tell.emit(Message::QuietPassed)));
        }
        self.watches.take_space(self.model.shortcuts && self.model.dialog.is_none() && self.model.mode != Mode::Embed);
        self.set_theme();
        self.ready != was_ready || !framed
    }

    /// Whether the picture is going to change by itself.
    fn wants_frames(&self) -> bool {
        self.host.replayed().is_some() || (self.model.playing && self.model.in_sight())
    }

    fn ask_for_frame(&mut self) {
        if !self.wants_frames() {
            self.frame = None;
            self.host.rest();
        } else if self.frame.is_none() {
            let tell = self.tell.clone();
            self.frame = Some(request_animation_frame(move |stamp| tell.emit(Message::FrameCame(stamp))));
        }
    }

    /// Does something that begins the run anew; if it is refused, the reader is told why and the run goes on.
    pub(super) fn begin_anew(&mut self, begin: impl FnOnce(&mut Host) -> Result<(), ConfigError>) {
        let begun = begin(&mut self.host);
        self.settle(begun);
        self.jumped = true;
    }

    pub(super) fn act(&mut self, action: Action) {
        if let Some(scenario) = self.host.beyond(action) {
            let (theme, speed, embed) = (self.model.theme, self.model.speed, self.embedded());
            let view = View { theme, speed, embed, play: self.model.playing, ..View::default() };
            address::reload(&link::write(&Tape::new(scenario), &view));
            return;
        }
        let lanes = self.lanes_of(action);
        self.act_in(lanes, action);
    }

    /// The reader does something in some of the lanes.
    pub(super) fn act_in(&mut self, lanes: Lanes, action: Action) {
        let done = self.host.act(lanes, action);
        self.settle(done);
    }

    /// Takes note of how a change by hand came out.
    pub(super) fn settle(&mut self, outcome: Result<(), ConfigError>) {
        match outcome {
            Ok(()) => {
                self.changes += 1;
                if self.host.has_forgotten() {
                    let most = format!("Undo remembers {FORKS} changes; the oldest one was forgotten.");
                    self.model.notice(most);
                }
                if !self.embedded() {
                    self.write_address();
                }
            }
            Err(error) => {
                let text = format!("{error}.");
                if self.embedded() {
                    embed::Message::new("error").with("message", text.as_str()).send();
                }
                self.model.notice(text);
            }
        }
    }

    /// Brings the address bar up to date, now or in a moment.
    pub(super) fn write_address(&mut self) {
        let tell = self.tell.clone();
        if self.address.changed(move || tell.emit(Message::AddressRested)) {
            let view = View { speed: self.model.speed, open: self.model.tool, ..View::default() };
            let tape = self.host.run().tape();
            #[cfg(not(feature = "light"))]
            let asked = self.question_link(view);
            #[cfg(not(feature = "light"))]
            let (tape, view) = asked.as_ref().map_or((tape, view), |(tape, view)| (tape, *view));
            let link = link::write(tape, &view);
            // A longer one would not be read again; Share offers the run as a file and says why.
            if link.len() <= link::MAX_CHARACTERS {
                address::write(&link);
            }
        }
    }

    /// A slider is held: the run follows it a few times a second, but not where that would begin it anew each time.
    fn drag(&mut self, key: &'static str, text: &str) {
        let Some(spec) = self.chosen().settings().spec(key) else { return };
        let Ok(value) = spec.parse(text) else { return };
        self.model.hand.held = Some((key, value));
        let now = real_time();
        if !spec.restarts && now - self.dragged >= DRAGGED_EVERY {
            self.dragged = now;
            self.act(Action::Set { key, value });
        }
    }

    /// A control was set; what is not allowed stays in it, with what is.
    fn typed(&mut self, key: &'static str, text: String) {
        match self.chosen().settings().spec(key).map(|spec| spec.parse(&text)) {
            Some(Ok(value)) => self.choose(key, value),
            Some(Err(_)) => self.model.hand = Hand { held: None, wrong: Some((key, text)) },
            None => {}
        }
    }

    fn choose(&mut self, key: &'static str, value: Value) {
        self.model.hand = Hand::default();
        if self.chosen().settings().get(key) != Some(value) {
            self.act(Action::Set { key, value });
        }
    }

    /// All settings back to their defaults: as inputs of this run, unless one of them begins it anew.
    fn reset_settings(&mut self) {
        let settings = self.chosen().settings();
        let changed: Vec<_> =
            settings.iter().filter(|(spec, value)| *value != spec.default()).map(|(spec, _)| spec).collect();
        if changed.iter().any(|spec| spec.restarts) {
            let defaults = Settings::new(settings.specs());
            let chosen = self.model.lane;
            self.begin_anew(|host| host.resettle(chosen, defaults));
        } else {
            for spec in changed {
                self.act(Action::Set { key: spec.key, value: spec.default() });
            }
        }
    }

    /// Opens a tool, or closes it if it is open.
    fn open_tool(&mut self, tool: Tool) {
        if LIGHT {
            // What the address says from here on is the other program's.
            return self.reload(&["open=", tool.key()].concat());
        }
        self.model.open_tool((self.model.tool != Some(tool)).then_some(tool));
        self.moved = true;
        #[cfg(not(feature = "light"))]
        self.ask_as_opened();
        self.write_address();
    }

    /// Has the complete program go on with the present run and with what `key` asks for.
    pub(super) fn reload(&mut self, key: &str) {
        let Model { theme, speed, playing: play, .. } = self.model;
        let view = View { t: Some(self.now()), theme, speed, play, ..View::default() };
        let link = link::write(self.host.run().tape(), &view);
        self.hand_over(&[link.as_str(), "&", key].concat());
    }

    /// Has the complete program open a link, unless that would not be read.
    fn hand_over(&mut self, link: &str) {
        if link.len() > link::MAX_CHARACTERS {
            let way =
                "This run is too long for a link. Save it as a file, press Code on a new page, and open it there.";
            self.model.notice(way.to_owned());
        } else {
            address::reload(link);
        }
    }

    fn present(&mut self, wanted: bool) {
        match (self.model.mode, wanted) {
            (Mode::Page, true) => self.model.mode = Mode::Present,
            (Mode::Present, false) => self.model.mode = Mode::Page,
            _ => return,
        }
        self.moved = true;
        self.model.dialog = None;
        watch::fullscreen(wanted);
    }

    fn press(&mut self, key: &Key) -> bool {
        match self.model.shortcut(key) {
            Some(Shortcut::Play) => self.play_or_pause(),
            Some(Shortcut::Step) => self.step(),
            Some(Shortcut::StepBack) => self.step_back(),
            Some(Shortcut::Turn(forward)) => self.turn(forward),
            Some(Shortcut::Undo(again)) => self.undo(again),
            Some(Shortcut::Restart) => self.begin_anew(Host::restart),
            Some(Shortcut::Help) => self.model.dialog = Some(Dialog::Help),
            Some(Shortcut::LeavePresent) => self.present(false),
            Some(Shortcut::HandUp) => {
                embed::hand_up(&key.name, key.code);
                return false;
            }
            None => return false,
        }
        true
    }

    /// The address was changed by the reader, a link or the back button.
    fn follow_address(&mut self) {
        let hash = address::hash();
        if link::is_beyond(&hash) {
            address::reload(&hash);
            return;
        }
        let parsed = link::parse(&hash);
        if parsed.view.theme != Theme::Auto {
            self.model.theme = parsed.view.theme;
        }
        let mode = match (parsed.view.embed, self.model.mode) {
            (true, _) => Mode::Embed,
            (false, Mode::Present) => Mode::Present,
            (false, _) => Mode::Page,
        };
        self.model.mode = mode;
        self.model.dialog = None;
        self.open(parsed);
    }

    fn set_theme(&mut self) {
        let theme = self.model.shown_theme();
        if self.themed == Some(theme) {
            return;
        }
        self.themed = Some(theme);
        let document = web_sys::window().and_then(|window| window.document());
        if let Some(root) = document.and_then(|document| document.document_element()) {
            let set = match theme {
                Theme::Auto => root.remove_attribute("data-theme"),
                other => root.set_attribute("data-theme", other.key()),
            };
            // The name of the attribute is valid, so the document takes it.
            drop(set);
        }
    }
}

impl Host {
    /// The run of a lab's defaults, which are valid; a test below holds for every lab.
    pub(super) fn of_defaults(lab: LabId) -> Self {
        match Self::new(Tape::new(Scenario::new(lab))) {
            Ok(host) => host,
            Err(error) => unreachable!("the defaults of every lab are valid: {error}"),
        }
    }
}

/// A seed from the system's randomness, short enough to be read out.
fn new_seed() -> u64 {
    let mut bytes = [0_u8; 4];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    let number = if filled { u32::from_le_bytes(bytes) } else { (js_sys::Math::random() * f64::from(u32::MAX)) as u32 };
    u64::from(number % 1_000_000)
}

fn set_title(lab: LabId) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(&format!("{} · half-open", lab.title()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_and_presets_of_every_lab_make_a_run() {
        for lab in LabId::ALL {
            drop(Host::of_defaults(lab));
            for preset in lab.presets() {
                let scenario = Scenario { settings: settings_with(lab, preset.text), ..Scenario::new(lab) };
                assert!(Host::new(Tape::new(scenario)).is_ok(), "{}", preset.name);
            }
        }
    }
}
