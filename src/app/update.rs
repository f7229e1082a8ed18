//! What each message changes, and what follows from any change.

use gloo_render::request_animation_frame;
use gloo_timers::callback::Timeout;

use super::component::copier::{self, Text};
use super::component::sheet;
use super::embed;
use super::key::Key;
use super::message::Message;
use super::model::{Dialog, Mode, Share, Shortcut};
use super::watch::{self, Keys};
use super::{App, real_time, storage};
use crate::link::{Theme, Tool};
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
    pub(super) fn take(&mut self, message: &Message) -> bool {
        match *message {
            Message::Pressed(ref message) => return self.take(message),
            Message::FrameCame(stamp) => {
                self.frame = None;
                return self.work(stamp, self.model.playing);
            }
            Message::QuietPassed => {
                self.quiet = None;
                // A page that nobody sees gets no frames, but is to arrive where its host wants it.
                if !self.model.in_sight() && self.host.is_busy() {
                    return self.work(real_time(), false);
                }
            }
            Message::GivenUp => self.give_up(),
            Message::PlayPressed => self.play_or_pause(),
            Message::StepPressed => self.step(),
            Message::StepBackPressed => self.step_back(),
            Message::TurnPressed(forward) => self.turn(forward),
            Message::Scrubbed(ref text) => self.scrub(text),
            Message::UndoPressed(again) => self.undo(again),
            Message::OtherDismissed => self.host.dismiss(),
            Message::EventChosen(at) => self.go_to(at),
            Message::RestartPressed => self.restart(),
            Message::NewSeedPressed => self.draw_seed(),
            Message::SpeedChosen(speed) => {
                self.model.speed = speed;
                self.keep_speed();
            }
            Message::Acted(action) => self.act(action),
            Message::SettingDragged(key, ref text) => self.drag(key, text),
            Message::SettingTyped(key, ref text) => self.typed(key, text.clone()),
            Message::SettingChosen(key, value) => self.choose(key, value),
            Message::SettingsReset(to) => self.reset_settings(to),
            Message::PresetChosen(index) => self.choose_preset(index),
            Message::ThemeChosen(theme) => {
                self.model.theme = theme;
                storage::remember("theme", theme.key());
            }
            Message::ShortcutsSwitched(on) => {
                self.model.shortcuts = on;
                storage::remember("shortcuts", if on { "on" } else { "off" });
            }
            Message::ToolPressed(tool) => self.open_tool(tool),
            Message::WholeFilesWanted(whole) => self.model.whole = whole,
            Message::SourcesCame(listing, ref sources) => self.code.take(listing, sources.clone()),
            Message::SourcesWanted => self.code.ask_again(),
            Message::Predicted(ref fact) => self.predicted(fact),
            Message::ComparePressed => self.compare(),
            Message::TermHovered(spot) => self.model.term.hover(spot),
            Message::TermPressed(spot) => self.model.term.press(spot),
            Message::StartPressed => {
                self.welcomed();
                if self.model.tool != Some(Tool::Predict) {
                    self.open_tool(Tool::Predict);
                }
            }
            Message::FirstDismissed => self.welcomed(),
            Message::WithoutPressed => self.compare_without(),
            Message::LaneChosen(lane) => self.choose_lane(lane),
            Message::LanesChanged(change) => self.change_lanes(change),
            Message::Stroked(ref stroked) => self.paint(stroked),
            Message::DialogOpened(dialog) => {
                let moment = self.now();
                self.model.share =
                    Share { moment, at_moment: moment > Instant::ZERO, copied: None, ..self.model.share };
                self.model.dialog = Some(dialog);
            }
            Message::MomentShared(at_moment) => {
                self.model.share = Share { at_moment, copied: None, ..self.model.share };
            }
            Message::PlaceChosen(place) => self.model.share = Share { place, copied: None, ..self.model.share },
            Message::FileRead(ref text) => self.open_file(text.as_deref()),
            Message::CopyPressed(which) => copier::copy(which, &self.tell),
            Message::CopyAsChosen(ref key) => self.model.copy_as.choose(key),
            Message::Copied(which, done) => {
                self.model.share.copied = Some((which, done));
                if which == Text::Config {
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
            Message::DonePressed(undo) => self.answer_done(undo),
            Message::KeyPressed(ref key) => return self.press(key),
            Message::AddressChanged => self.follow_address(),
            // The back button is to lead to the run as it is now.
            Message::AddressRested => return self.flush_address(),
            Message::TabPressed(lab) => {
                self.shelf.head_for(lab);
                return self.flush_address();
            }
            Message::SeenChanged => self.model.sight.tab = watch::tab_in_front(),
            Message::InSightChanged(seen) => self.model.sight.frame = seen,
            Message::StagePassed(passed) => self.model.passed = passed,
            Message::MotionChanged(still) => self.model.still = still,
            Message::StageMeasured(width, height) => {
                self.moved = true;
                self.model.stage = (width > 0.0).then_some((width, height)).or(self.model.stage);
                self.measure_window();
            }
            Message::Heard(ref heard) => self.obey(heard),
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
        let waited = self.host.way().is_some();
        let turned = self.host.frame(stamp, self.model.speed, playing);
        self.host.took(real_time() - start);
        let waits = waited && self.host.way().is_some();
        let least = match (waits, self.host.events() == self.told.events) {
            (true, _) => PUBLISHED_EVERY,
            (false, true) => 0.0,
            (false, false) => NEWS_EVERY,
        };
        self.passed = !turned && start - self.published.0 < least;
        !self.passed
    }

    /// What follows from any change. Returns whether the page looks different now.
    pub(super) fn follow_up(&mut self, framed: bool) -> bool {
        let framed = !self.watch_question() && framed;
        let waits = self.host.way().is_some();
        if self.model.playing && self.host.run().finished() && !waits {
            self.model.playing = false;
        }
        if self.host.has_missed() {
            self.model.notice("There is no further transition within an hour.".to_owned());
        }
        if !self.model.playing {
            self.model.brush.rest_at(self.now());
        }
        let was_ready = self.ready;
        self.shown |= self.model.stage.is_some();
        self.ready |= self.shown && !waits;
        if self.ready && !was_ready && self.embedded() && !self.announced {
            self.announced = true;
            self.moved = true;
            self.say_ready();
        }
        let now = real_time();
        let rests = !framed || !self.wants_frames();
        let every = if self.model.speed > PUBLISHED_SWIFT.0 { PUBLISHED_SWIFT.1 } else { PUBLISHED_EVERY };
        let whole = rests || now - self.published.1 >= every;
        let news = self.host.events() != self.told.events;
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
        let waiting = waiting || (self.host.is_busy() && !self.model.in_sight());
        if waiting && self.frame.is_none() && self.quiet.is_none() {
            let tell = self.tell.clone();
            self.quiet = Some(Timeout::new(QUIET, move || tell.emit(Message::QuietPassed)));
        }
        self.watches.take_keys(match self.model.mode {
            Mode::Embed => Keys::HandedUp,
            _ if self.model.shortcuts && self.model.dialog.is_none() => Keys::Shortcuts,
            _ => Keys::Others,
        });
        self.set_theme();
        drawn
    }

    /// Writes what waits to be written into the address. The page looks the same.
    fn flush_address(&mut self) -> bool {
        if self.address.rested() {
            self.write_address();
        }
        false
    }

    /// A first visit is one no more.
    fn welcomed(&mut self) {
        self.model.first = false;
        storage::remember("visited", "yes");
    }

    /// Whether the picture is going to change by itself.
    fn wants_frames(&self) -> bool {
        self.model.in_sight() && (self.model.playing || self.host.is_busy())
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
        if key.name == "Escape" && self.model.dialog.is_none() && self.model.term.close() {
            return true;
        }
        let leaves = key.name == "Escape" && !self.embedded() && self.model.dialog.is_none();
        if leaves && self.host.way().is_some() {
            self.give_up();
            return true;
        }
        match self.model.shortcut(key) {
            Some(Shortcut::Play) => self.play_or_pause(),
            Some(Shortcut::Step) => self.step(),
            Some(Shortcut::StepBack) => self.step_back(),
            Some(Shortcut::Turn(forward)) => self.turn(forward),
            Some(Shortcut::Undo(again)) => self.undo(again),
            Some(Shortcut::Restart) => self.restart(),
            Some(Shortcut::Help) => self.model.dialog = Some(Dialog::Help),
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
