//! What each message changes, and what follows from any change.

use gloo_render::request_animation_frame;
use gloo_timers::callback::Timeout;

use super::App;
use super::browser::clock::real_time;
use super::browser::key::Key;
use super::browser::watch::Keys;
use super::browser::{embed, storage, window};
use super::component::{copier, sheet};
use super::message::Message;
use super::page::model::{Mode, Share, Shortcut};
use super::plot::timeline;
use super::supply::kit;
use crate::decimal;
use crate::link::{Theme, Tool};
use crate::text::page::notices as text;
use crate::time::Instant;

/// The timeline and the rest of the panels are published this often, in milliseconds.
const PUBLISHED_EVERY: f64 = 100.0;
/// The same at a speed above this one, at which nobody can follow each mark and a slow machine has no time to draw it.
const PUBLISHED_SWIFT: (f64, f64) = (4.0, 200.0);
/// What has happened is shown at most this often, in milliseconds: a little less than two frames of a usual screen.
const NEWS_EVERY: f64 = 30.0;
/// What waits to be told is looked at again after this many milliseconds without a frame.
const QUIET: u32 = 120;

impl App {
    /// Takes a message in. Returns whether the page looks different now.
    pub(super) fn take(&mut self, message: Message) -> bool {
        let Some(message) = self.unless_it_waits(message) else { return true };
        match message {
            Message::Tool(said) => self.tools.update(&mut self.page, said),
            Message::PiecesWanted => self.fetch_pieces(),
            Message::PieceCame(came) => self.take_piece(came),
            Message::WaitingGivenUp => self.give_up_waiting(),
            Message::Setting(said) => self.page.set(said),
            Message::Term(said) => self.page.model.term.update(said),
            Message::Copy(said) => {
                let copied = copier::update(said, &self.dispatch.reform(Message::Copy));
                self.page.model.share.copied = copied.or(self.page.model.share.copied);
            }
            Message::Sheet(sheet::Message::ClosePressed) => self.close_dialog(),
            Message::Sheet(sheet::Message::Closed) => self.page.model.dialog = None,
            Message::Timeline(timeline::Message::Scrubbed(text)) => self.scrub(&text),
            Message::Timeline(timeline::Message::OtherDismissed) => self.page.host.dismiss(),
            Message::FrameCame(stamp) => {
                self.frame = None;
                return self.work(stamp, self.page.model.playing);
            }
            Message::QuietPassed => {
                self.quiet = None;
                // A page that nobody sees gets no frames, but is to arrive where its host wants it.
                if !self.page.model.in_sight() && self.page.host.is_busy() {
                    return self.work(real_time(), false);
                }
            }
            Message::GivenUp => self.page.give_up(),
            Message::PlayPressed => self.play_or_pause(),
            Message::StepPressed => self.page.step(),
            Message::StepBackPressed => self.page.step_back(),
            Message::TurnPressed(forward) => self.page.turn(forward),
            Message::UndoPressed(again) => self.page.undo(again),
            Message::EventChosen(at) => self.page.go_to(at),
            Message::RestartPressed => self.restart(),
            Message::NewSeedPressed => self.page.draw_seed(),
            Message::SpeedChosen(speed) => {
                self.page.model.speed = speed;
                self.tools.keep_speed(&self.page);
            }
            Message::Acted(action) => self.page.act(action),
            Message::SettingsReset(to) => self.page.reset_settings(to),
            Message::PresetChosen(index) => self.page.choose_preset(index),
            Message::ThemeChosen(theme) => {
                self.page.model.theme = theme;
                storage::remember("theme", theme.key());
            }
            Message::ShortcutsSwitched(on) => {
                self.page.model.shortcuts = on;
                storage::remember("shortcuts", if on { "on" } else { "off" });
            }
            Message::ToolPressed(tool) => {
                // Who asks for a question needs no hint that there are questions.
                if tool == Tool::Predict {
                    self.welcomed();
                }
                self.open_tool(tool);
            }
            Message::StartPressed => {
                self.welcomed();
                if self.page.model.tool != Some(Tool::Predict) {
                    self.open_tool(Tool::Predict);
                }
            }
            Message::FirstDismissed => self.welcomed(),
            Message::DialogOpened(dialog) => {
                let moment = self.page.now();
                self.page.model.share =
                    Share { moment, at_moment: moment > Instant::ZERO, copied: None, ..self.page.model.share };
                self.page.model.dialog = Some(dialog);
            }
            Message::MomentShared(at_moment) => {
                self.page.model.share = Share { at_moment, copied: None, ..self.page.model.share };
            }
            Message::PlaceChosen(place) => {
                self.page.model.share = Share { place, copied: None, ..self.page.model.share }
            }
            Message::MendPressed(at, settings) => self.page.mend(at, settings),
            Message::FileRead(read) => self.open_file(read),
            Message::PresentPressed => self.present(self.page.model.mode == Mode::Page),
            Message::FullscreenLeft => self.present(false),
            Message::SectionChosen(section) => self.page.model.section = section,
            Message::NoticeDismissed(id) => self.page.model.notices.retain(|notice| notice.id != id),
            Message::DonePressed(undo) => self.page.answer_done(undo),
            Message::KeyPressed(key) => return self.press(&key),
            Message::AddressChanged => self.follow_address(),
            // The back button is to lead to the run as it is now.
            Message::AddressRested => return self.flush_address(),
            Message::TabPressed(lab) => {
                self.shelf.head_for(lab);
                self.close_dialog();
                self.flush_address();
            }
            Message::SeenChanged => self.page.model.sight.tab = window::tab_in_front(),
            Message::InSightChanged(seen) => self.page.model.sight.frame = seen,
            Message::StagePassed(passed) => self.page.model.passed = passed,
            Message::MotionChanged(still) => self.page.model.still = still,
            Message::StageMeasured(width, height) => {
                self.page.moved = true;
                self.page.model.stage = (width > 0.0).then_some((width, height)).or(self.page.model.stage);
                self.page.measure_window();
            }
            // What comes from outside is read by the kit, so it is here.
            Message::Heard(heard) => {
                if let Some(kit) = kit() {
                    (kit.obey)(self, heard);
                }
            }
        }
        true
    }

    /// Goes on with a replay or with the run. Returns whether the page looks different now: the stages of a long replay
    /// are drawn as often as the panels.
    ///
    /// Stage, tables and Why are drawn from one moment. So a frame in which something has happened draws all of them,
    /// or is passed over if they were drawn just now. A frame that comes to another state is never passed over.
    fn work(&mut self, stamp: f64, playing: bool) -> bool {
        let start = real_time();
        let waited = self.page.host.way().is_some();
        let turned = self.page.host.frame(stamp, self.page.model.speed, playing);
        self.page.host.took(real_time() - start);
        let waits = waited && self.page.host.way().is_some();
        let least = match (waits, self.page.host.events() == self.told.events) {
            (true, _) => PUBLISHED_EVERY,
            (false, true) => 0.0,
            (false, false) => NEWS_EVERY,
        };
        self.passed = !turned && start - self.published.0 < least;
        !self.passed
    }

    /// What follows from any change. Returns whether the page looks different now.
    pub(super) fn follow_up(&mut self, framed: bool) -> bool {
        let framed = !self.tools.look(&mut self.page) && framed;
        let waits = self.page.host.way().is_some();
        if self.page.model.playing && self.page.host.run().finished() && !waits {
            self.page.model.playing = false;
        }
        if self.page.host.has_missed() {
            self.page.model.notice(text::NO_TRANSITION.to_owned());
        }
        // The address may lead to a lab that is on its way.
        if !self.pieces.lead_on() && core::mem::take(&mut self.page.unwritten) && !self.page.embedded() {
            self.write_address();
        }
        let was_ready = self.ready;
        self.page.shown |= self.page.model.stage.is_some();
        self.ready |= self.page.shown && !waits;
        if self.ready && !was_ready && self.page.embedded() && !self.announced {
            self.announced = true;
            self.page.moved = true;
            self.say_ready();
        }
        if self.ready && !was_ready {
            self.fetch_soon();
        }
        let now = real_time();
        let rests = !framed || !self.wants_frames();
        let every = if self.page.model.speed > PUBLISHED_SWIFT.0 { PUBLISHED_SWIFT.1 } else { PUBLISHED_EVERY };
        let whole = rests || now - self.published.1 >= every;
        let news = self.page.host.events() != self.told.events;
        let passed = core::mem::take(&mut self.passed) && framed && self.wants_frames();
        let publishes = !passed && (whole || news);
        if publishes {
            self.published = (now, if whole { now } else { self.published.1 });
            self.publish(whole, rests);
        }
        // What is told is told where it is drawn, or two sentences could be drawn closer together than they were told.
        let drawn = self.ready != was_ready || !framed || publishes;
        let waiting = (drawn && self.narrate(now)) | self.report(now);
        self.ask_for_frame();
        let waiting = waiting || (self.page.host.is_busy() && !self.page.model.in_sight());
        if waiting && self.frame.is_none() && self.quiet.is_none() {
            let dispatch = self.dispatch.clone();
            self.quiet = Some(Timeout::new(QUIET, move || dispatch.emit(Message::QuietPassed)));
        }
        self.watches.take_keys(match self.page.model.mode {
            Mode::Embed => Keys::HandedUp,
            _ if self.page.model.shortcuts && self.page.model.dialog.is_none() => Keys::Shortcuts,
            _ => Keys::Others,
        });
        self.set_theme();
        drawn
    }

    fn play_or_pause(&mut self) {
        if !self.tools.on_play(&mut self.page) {
            self.page.play_or_pause();
        }
    }

    fn restart(&mut self) {
        if !self.tools.on_restart(&mut self.page) {
            self.page.restart();
        }
    }

    /// The timeline's slider was moved.
    fn scrub(&mut self, text: &str) {
        let Some(seconds) = decimal::read(text.get(..12).unwrap_or(text)) else { return };
        if !self.tools.on_scrub(seconds) {
            self.page.scrub(seconds);
        }
    }

    /// Writes what waits to be written into the address. The page looks the same.
    fn flush_address(&mut self) -> bool {
        if self.address.rested() {
            self.write_address();
        }
        false
    }

    /// Closes the dialog while it is still on the page, so that it gives the focus back; a drawing before the browser says
    /// that it is closed would open it again.
    fn close_dialog(&mut self) {
        sheet::close(&self.sheet);
        self.page.model.dialog = None;
    }

    /// A first visit is one no more.
    fn welcomed(&mut self) {
        self.page.model.first = false;
        storage::remember("visited", "yes");
    }

    /// Whether the picture is going to change by itself.
    fn wants_frames(&self) -> bool {
        self.page.model.in_sight() && (self.page.model.playing || self.page.host.is_busy())
    }

    fn ask_for_frame(&mut self) {
        if !self.wants_frames() {
            self.frame = None;
            self.page.host.rest();
        } else if self.frame.is_none() {
            let dispatch = self.dispatch.clone();
            self.frame = Some(request_animation_frame(move |stamp| dispatch.emit(Message::FrameCame(stamp))));
        }
    }

    fn present(&mut self, wanted: bool) {
        match (self.page.model.mode, wanted) {
            (Mode::Page, true) => self.page.model.mode = Mode::Present,
            (Mode::Present, false) => self.page.model.mode = Mode::Page,
            _ => return,
        }
        self.page.moved = true;
        self.page.model.dialog = None;
        window::fullscreen(wanted);
    }

    fn press(&mut self, key: &Key) -> bool {
        if key.name == "Escape" && self.page.model.dialog.is_none() && self.page.model.term.close() {
            return true;
        }
        let leaves = key.name == "Escape" && !self.page.embedded() && self.page.model.dialog.is_none();
        if leaves && self.page.host.way().is_some() {
            self.page.give_up();
            return true;
        }
        match self.page.model.shortcut(key) {
            Some(Shortcut::Play) => self.play_or_pause(),
            Some(Shortcut::Step) => self.page.step(),
            Some(Shortcut::StepBack) => self.page.step_back(),
            Some(Shortcut::Turn(forward)) => self.page.turn(forward),
            Some(Shortcut::Undo(again)) => self.page.undo(again),
            Some(Shortcut::Restart) => self.restart(),
            Some(Shortcut::Open(dialog)) => return self.take(Message::DialogOpened(dialog)),
            Some(Shortcut::LeavePresent) => self.present(false),
            Some(Shortcut::HandUp) => {
                embed::hand_up(key);
                return false;
            }
            None => return false,
        }
        true
    }

    fn set_theme(&mut self) {
        let theme = self.page.model.shown_theme();
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
