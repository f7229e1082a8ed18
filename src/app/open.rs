//! What the page opens: a link, a file, a tool; and the address, which stays a link to the present run.

use std::rc::Rc;

use yew::{Context, NodeRef};

use super::address::{self, Address};
use super::code::Code;
use super::component::setting::Hand;
use super::embed::Reporter;
use super::host::Host;
use super::message::Message;
use super::model::Model;
use super::narrator::Narrator;
use super::paint::Brush;
use super::shelf::Shelf;
use super::watch::{self, Watches};
use super::{App, Panels, Told, storage};
use crate::link::{self, Complaint, Parsed, Theme, Tool, View};
use crate::play::{LabId, Scenario, Tape};
use crate::sim::input::Lane;
use crate::time::Instant;

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
            told: Told { events: 0, lines: Rc::new([]), metrics: Rc::new([]), facts: Rc::new([]) },
            narrator: Narrator::default(),
            reporter: Reporter::default(),
            view: parsed.view,
            changes: 0,
            address: Address::default(),
            shelf: Shelf::default(),
            ready: false,
            shown: false,
            announced: false,
            stage: NodeRef::default(),
            frame: None,
            quiet: None,
            published: (0.0, 0.0),
            passed: false,
            adjusted: None,
            fitted: None,
            height: 0,
            moved: true,
            jumped: true,
            themed: None,
            panels: Panels::default(),
            code: Code::default(),
            predict: None,
            focus: None,
            lanes: super::lanes::Told::default(),
            editions: 0,
            sheet: NodeRef::default(),
            watches: Watches::page(&tell),
            act: tell.reform(Message::Acted),
            tell,
        };
        if !embed {
            app.model.copy_as.recall();
        }
        app.measure_window();
        app.model.still = app.watches.still();
        app.model.sight.tab = watch::tab_in_front();
        app.open(parsed);
        app.model.first = !embed && storage::recall("visited").is_none();
        if !embed {
            address::mark(app.shelf.present());
        }
        app.follow_up(false);
        app
    }

    /// Takes a link: its run, its moment, its complaints.
    pub(super) fn open(&mut self, parsed: Parsed) {
        let Parsed { tape, view, complaints } = parsed;
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
        self.show(&view);
    }

    /// Takes a link from the embedding page: its run and its moment. How it is shown, and whether it plays, stays.
    pub(super) fn open_from_outside(&mut self, link: &str) -> Result<(), String> {
        let Parsed { tape, view, .. } =
            link::parse_strictly(link).map_err(|wrong| format!("open: {}", wrong.join("; ")))?;
        self.host = Host::new(tape).map_err(|error| format!("open: the link's {error}"))?;
        self.host.seek(view.t.unwrap_or(Instant::ZERO));
        self.model.notices.clear();
        let playing = self.model.playing;
        self.show(&view);
        self.model.playing = playing && !self.waits_for_guess();
        Ok(())
    }

    /// Shows the run that was opened, as a link asks for it.
    pub(super) fn show(&mut self, view: &View) {
        self.view = *view;
        self.shelf.begin();
        self.model.hand = Hand::default();
        self.model.brush = Brush::new(self.host.run().lab());
        self.model.lane = Lane::B;
        self.model.open_tool(view.open);
        self.model.playing = view.play;
        self.model.speed = view.speed;
        self.ask_from_link(view);
        self.arrive();
    }

    /// Another run is the present one now.
    pub(super) fn arrive(&mut self) {
        self.moved = true;
        self.jumped = true;
        self.changes += 1;
        self.ready = false;
        self.address.forget();
        set_title(self.host.run().lab());
    }

    /// Brings the address bar up to date, now or in a moment.
    pub(super) fn write_address(&mut self) {
        let tell = self.tell.clone();
        if self.address.changed(move || tell.emit(Message::AddressRested)) {
            let view = View { speed: self.model.speed, open: self.model.tool, ..View::default() };
            let tape = self.host.run().tape();
            let asked = self.question_link(view);
            let (tape, view) = asked.as_ref().map_or((tape, view), |(tape, view)| (tape, *view));
            let link = link::write(tape, &view);
            // A longer one would not be read again; Share offers the run as a file and says why.
            if link.len() <= link::MAX_CHARACTERS {
                address::write(&link, self.shelf.present());
            }
        }
    }

    /// Opens a tool, or closes it if it is open.
    pub(super) fn open_tool(&mut self, tool: Tool) {
        self.model.open_tool((self.model.tool != Some(tool)).then_some(tool));
        self.moved = true;
        self.ask_as_opened();
        self.write_address();
    }

    /// Takes a file that was saved here, if it could be read.
    pub(super) fn open_file(&mut self, text: Result<&str, &Complaint>) {
        self.model.dialog = None;
        match text.map_err(Clone::clone).and_then(link::open_file) {
            Ok(parsed) => {
                self.open(parsed);
                self.write_address();
            }
            Err(complaint) => self.model.notice(complaint.to_string()),
        }
    }
}

impl Host {
    /// The run that a lab opens with.
    pub(super) fn opening(lab: LabId) -> Self {
        Self::new(link::opening(lab)).unwrap_or_else(|_| Self::of_defaults(lab))
    }

    /// The run of a lab's defaults, which are valid; a test below holds for every lab.
    pub(super) fn of_defaults(lab: LabId) -> Self {
        match Self::new(Tape::new(Scenario::new(lab))) {
            Ok(host) => host,
            Err(error) => unreachable!("the defaults of every lab are valid: {error}"),
        }
    }
}

fn set_title(lab: LabId) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(&format!("{} · half-open", lab.title));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_and_presets_of_every_lab_make_a_run() {
        for lab in LabId::all() {
            drop(Host::of_defaults(lab));
            for preset in lab.presets {
                assert!(Host::new(link::of_preset(lab, preset)).is_ok(), "{}", preset.name);
            }
        }
    }
}
