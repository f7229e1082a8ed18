//! What the page opens: a link, a file, a tool; and the address, which stays a link to the present run.

use yew::{Context, NodeRef};

use super::browser::address::{self, Address};
use super::browser::embed::Reporter;
use super::browser::watch::Watches;
use super::browser::{storage, window};
use super::component::file;
use super::component::setting::Hand;
use super::message::Message;
use super::narrator::Narrator;
use super::page::Page;
use super::page::host::Host;
use super::page::model::Model;
use super::shelf::Shelf;
use super::supply::{self, Pieces};
use super::told::Told;
use super::tool::Absent;
use super::{App, Panels};
use crate::link::{self, Parsed, Theme, Tool, View};
use crate::play::LabId;
use crate::sim::input::Lane;
use crate::text::page::embedding as text;
use crate::time::Instant;

impl App {
    /// The page as the address asks for it.
    pub(super) fn opened(ctx: &Context<Self>) -> Self {
        let parsed = link::parse(&address::hash());
        let dispatch = ctx.link().callback(|message: Message| message);
        let embed = parsed.view.embed;
        let recalled = |name: &str| if embed { None } else { storage::recall(name) };
        let theme = match parsed.view.theme {
            Theme::Auto => recalled("theme").and_then(|key| Theme::from_key(&key)).unwrap_or_default(),
            linked => linked,
        };
        let shortcuts = recalled("shortcuts").as_deref() != Some("off");
        let host = Host::of_defaults(parsed.tape.scenario.lab);
        let mut app = Self {
            page: Page::new(host, Model::new(&parsed.view, theme, shortcuts)),
            tools: Box::new(Absent),
            pieces: Pieces::default(),
            view: parsed.view,
            address: Address::default(),
            shelf: Shelf::default(),
            told: Told::default(),
            narrator: Narrator::default(),
            reporter: Reporter::default(),
            ready: false,
            announced: false,
            frame: None,
            quiet: None,
            published: (0.0, 0.0),
            passed: false,
            panels: Panels::default(),
            editions: 0,
            stage: NodeRef::default(),
            fitted: None,
            height: 0,
            themed: None,
            sheet: NodeRef::default(),
            watches: Watches::page(&dispatch),
            act: dispatch.reform(Message::Acted),
            dispatch,
        };
        app.page.measure_window();
        app.use_tools();
        app.page.model.still = app.watches.still();
        app.page.model.sight.tab = window::tab_in_front();
        app.open(parsed);
        app.page.model.first = !embed && storage::recall("visited").is_none();
        if !embed {
            address::mark(app.shelf.present());
        }
        app.follow_up(false);
        app
    }

    /// Takes a link: its run, its moment, its complaints.
    pub(super) fn open(&mut self, parsed: Parsed) {
        let Parsed { tape, view, complaints } = parsed;
        self.page.model.notices.clear();
        for complaint in complaints {
            self.page.model.notice(complaint.to_string());
        }
        let lab = tape.scenario.lab;
        let moment = view.t.unwrap_or(Instant::ZERO);
        match Host::new(tape) {
            Ok(host) => {
                self.page.host = host;
                self.page.host.seek(moment);
            }
            Err(error) => {
                // Each value of the link is allowed, but not together.
                self.page.host = Host::of_defaults(lab);
                self.page.model.notice(text::defaults_used(&error.to_string()));
            }
        }
        self.show(&view);
    }

    /// Takes a link from the embedding page: its run and its moment. How it is shown, and whether it plays, stays.
    pub(super) fn open_from_outside(&mut self, link: &str) -> Result<(), String> {
        let Parsed { tape, view, .. } =
            link::parse_strictly(link).map_err(|wrong| text::cannot_open(&wrong.join("; ")))?;
        self.page.host = Host::new(tape).map_err(|error| text::cannot_play(&error.to_string()))?;
        self.page.host.seek(view.t.unwrap_or(Instant::ZERO));
        self.page.model.notices.clear();
        let playing = self.page.model.playing;
        self.show(&view);
        self.page.model.playing = playing && !self.tools.waits();
        Ok(())
    }

    /// Shows the run that was opened, as a link asks for it.
    pub(super) fn show(&mut self, view: &View) {
        self.view = *view;
        self.shelf.begin();
        self.page.model.hand = Hand::default();
        self.page.model.lane = Lane::B;
        self.page.model.open_tool(view.open);
        self.page.model.playing = view.play;
        self.page.model.speed = view.speed.unwrap_or(self.page.host.run().lab().speed);
        self.tools.ask_from_link(&mut self.page, view);
        self.arrive();
    }

    /// Another run is the present one now.
    pub(super) fn arrive(&mut self) {
        self.page.moved = true;
        self.page.jumped = true;
        self.page.changes += 1;
        self.ready = false;
        self.address.forget();
        self.tools.arrive(&self.page);
        set_title(self.page.host.run().lab());
    }

    /// Brings the address bar up to date, now or in a moment.
    pub(super) fn write_address(&mut self) {
        let dispatch = self.dispatch.clone();
        if self.address.changed(move || dispatch.emit(Message::AddressRested)) {
            let view = View { speed: Some(self.page.model.speed), open: self.page.model.tool, ..View::default() };
            let (tape, view) = self.tools.link_to_run(&self.page, view);
            let link = link::write(&tape, &view);
            // A longer one would not be read again; Share offers the run as a file and says why.
            if link.len() <= link::MAX_CHARACTERS {
                address::write(&link, self.shelf.present());
            }
        }
    }

    /// Opens a tool, or closes it if it is open.
    pub(super) fn open_tool(&mut self, tool: Tool) {
        self.page.model.open_tool((self.page.model.tool != Some(tool)).then_some(tool));
        self.page.moved = true;
        self.tools.ask_as_opened(&mut self.page);
        self.page.unwritten = true;
    }

    /// Takes a file that was saved here, if it could be read.
    pub(super) fn open_file(&mut self, read: file::Read) {
        self.page.model.dialog = None;
        let Some(kit) = supply::kit() else { return };
        match read.and_then(|text| (kit.open_file)(&text)) {
            Ok(parsed) => {
                self.open(parsed);
                self.page.unwritten = true;
            }
            Err(complaint) => self.page.model.notice(complaint.to_string()),
        }
    }
}

fn set_title(lab: LabId) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(&format!("{} · half-open", lab.title));
    }
}
