//! The page as a whole.

use yew::Html;

use super::change::beginning;
use super::component::tag::{Tag, button, steady, tag};
use super::component::{glyph, sheet};
use super::host::Host;
use super::lanes::switch;
use super::message::Message;
use super::model::{Dialog, Mode, Model, Section};
use super::paint::strip::Strip;
use super::panel::{bar, controls, help, intro, notices, numbers, replay, share, steppers, transport, tries, why};
use super::plot::pen::Point;
use super::plot::reel::{self, Reel};
use super::predict;
use super::stage::{self, Drawing, Scene};
use super::{App, Panels, copy_as, watch};
use crate::decimal;
use crate::link::{self, Tool, View};
use crate::play::Run;
use crate::time::Instant;
use crate::words;

/// Lines that the Why panel shows, and the full-width view.
const LINES: (usize, usize) = (40, 2);
/// The height of a frame up to which its transport has no timeline, as in the style sheet, and about how high the transport
/// is without one and with it, in CSS pixels.
const LOW: f64 = 430.0;
const TRANSPORT: (f64, f64) = (46.0, 145.0);

/// The width of a stage below which there is one section at a time, as in the style sheet, the height of a window from
/// which on the stage stays in sight there, and the width of the strip that it is drawn in, in CSS pixels.
const PHONE: f64 = 704.0;
const TALL: f64 = 560.0;
const STRIP: f64 = 400.0;

impl App {
    /// The whole page.
    pub(super) fn page(&self) -> Html {
        let mode = self.model.mode;
        let layout = match mode {
            Mode::Page => "page",
            Mode::Present => "page present",
            Mode::Embed => "page embed",
        };
        let live = tag("p", "sr").is("aria-live", "polite").is("data-live", "");
        tag("div", layout)
            .put(glyph::defs())
            .put(if mode == Mode::Embed { Html::default() } else { self.panels.bar.view() })
            .put(if mode == Mode::Page && self.shown { self.panels.intro.view() } else { Html::default() })
            .has(self.main())
            .has(live.write(self.narrator.sentence().to_owned()))
            .put(self.dialog())
            .done()
    }

    fn main(&self) -> Tag {
        let run = self.host.run();
        let page = self.model.mode == Mode::Page;
        // Until the first picture is measured and fitted, the page keeps its place unseen, so that nothing jumps.
        let unseen = if self.shown { "" } else { " unseen" };
        let pinned = if self.is_pinned() { " pinned" } else { "" };
        let class = format!("lab {}{unseen}{pinned}", self.model.section.class());
        let main = tag("main", "")
            .set("class", class)
            .flag("data-lanes", self.lane_b().is_some())
            .is("data-lab", run.lab().key)
            .is("data-ready", truth(self.ready))
            .is("data-playing", truth(self.model.playing))
            .is("data-finished", truth(run.finished()))
            .may("data-replaying", self.host.way().map(|way| decimal::fixed(way.part, 4)))
            .set("data-time-ms", self.now().millis().to_string())
            .set("data-seed", run.seed().to_string())
            .has(tag("h1", "sr").write(format!("half-open: {} lab", run.lab().title)))
            .put(notices::view(&self.model.notices, &self.tell))
            .has(self.stage_card());
        let main = main.put(self.panels.predict.view());
        main.has(self.transport_card())
            .put(self.compared())
            .put_if((page && self.shown).then(|| self.sections()))
            .put(if page && self.shown { self.panels.controls.view() } else { Html::default() })
            .has(self.below())
            .put(if page || self.lane_b().is_some() { Html::default() } else { self.panels.numbers.view() })
    }

    fn stage_card(&self) -> Tag {
        tag("section", "card stage")
            .found(&self.stage)
            .is("aria-label", "Stage")
            .has(self.two_stages().unwrap_or_else(|| tag("div", "drawing").put(self.with_scene(stage::view))))
            .put_if(self.host.way().map(|way| replay::view(way, self.host.left(), &self.tell)))
    }

    fn transport_card(&self) -> Tag {
        let (time, unit) = words::clock(self.now());
        let clock = tag("p", "clock").say("t = ").has(tag("b", "").has(steady(time))).say(" ").say(unit);
        let finished = self.host.run().finished().then(|| tag("span", "done").say("finished"));
        let row = tag("div", "trow")
            .put(self.panels.buttons.view())
            .has(clock)
            .put(self.panels.speeds.view())
            .put_if(finished)
            .has(self.brief().map_or_else(|| tag("span", "spacer"), |says| tag("span", "brief").write(says)))
            .put(self.panels.undo.view())
            .put(self.panels.seed.view());
        let painting = self.model.has_open(Tool::Paint);
        let painter = if painting { self.panels.painter.view() } else { Html::default() };
        // A question is something to try already, and a slide has its own words.
        let page = self.model.mode == Mode::Page && self.model.tool != Some(Tool::Predict);
        let tries = if page { self.panels.tries.view() } else { Html::default() };
        let card = tag("section", "card transport").is("aria-label", "Time").has(row);
        card.put(self.panels.timeline.view()).put(painter).put(tries)
    }

    /// The choice of a section, on narrow screens.
    fn sections(&self) -> Tag {
        let choice = |(section, name, _)| {
            let pressed = truth(self.model.section == section);
            button("", &self.tell, Message::SectionChosen(section)).is("aria-pressed", pressed).say(name).done()
        };
        let sections = tag("div", "sections").is("role", "group").is("aria-label", "Sections");
        let there = |(section, ..): &(Section, _, _)| *section != Section::Code || self.model.shows_code();
        sections.put_all(Section::ALL.into_iter().filter(there).map(choice).collect())
    }

    fn below(&self) -> Tag {
        let panels = &self.panels;
        if let Some(below) = self.below_lanes() {
            return below;
        }
        match self.model.mode {
            // The panels come with the second drawing, so that starting the page is two short tasks and not a long one.
            Mode::Page if !self.shown => tag("div", "below"),
            Mode::Page => {
                let code = self.model.has_open(Tool::Code);
                let below = tag("div", if code { "below coded" } else { "below" });
                let below = below.put(panels.why.view()).put(self.code.view()).put(panels.numbers.view());
                if code { below.put(panels.copy_as.view()) } else { below }
            }
            Mode::Present => tag("div", "below").put(panels.why.view()).put(panels.steppers.view()),
            Mode::Embed => tag("div", "below").is("hidden", ""),
        }
    }

    fn dialog(&self) -> Html {
        let Some(dialog) = self.model.dialog else { return Html::default() };
        let (title, content) = match dialog {
            Dialog::Help => ("Help and settings", self.panels.help.view()),
            Dialog::Share => ("Share this run", self.panels.share.view()),
        };
        sheet::view(&self.sheet, title, content, &self.tell)
    }

    /// Draws the panels that tell of events, if they have changed since they were last published.
    pub(super) fn draw_told(&mut self) {
        let (model, tell) = (&self.model, &self.tell);
        let most = if model.mode == Mode::Present { LINES.1 } else { LINES.0 };
        self.panels.why.renew((self.told.lines.clone(), most), |(lines, most)| {
            why::view(lines, *most, ("why-title", "Why"), tell)
        });
        let seen = (self.told.metrics.clone(), self.told.facts.clone(), model.mode != Mode::Page, model.term);
        self.panels
            .numbers
            .renew(seen, |(metrics, facts, unseen, open)| numbers::view(metrics, facts, *unseen, *open, tell));
        self.code.draw(&self.host, model, tell);
    }

    /// Draws all other panels that have changed since they were last drawn.
    pub(super) fn draw_panels(&mut self) {
        let (drawing, width) = self.timeline_size();
        let (choice, sight) = (self.choice(), self.sight());
        self.editions += 1;
        let settings = &self.chosen();
        let (next, lanes, done) = (self.next_try(), self.lane_b().is_some(), self.last_done());
        let (run, model, tell) = (self.host.run(), &self.model, &self.tell);
        let present = model.mode == Mode::Present;
        let lab = run.lab();
        let steps = (run.now() > Instant::ZERO && self.host.way().is_none(), self.host.can_step());
        let can = (steps, self.host.history().can());
        let reel = reel(&self.host, model, (drawing, width), sight);
        let flags = self.flags();
        let reel = Reel { flags: &flags, ..reel };
        let seen = self.question_seen();
        let view = View { theme: model.theme, speed: model.speed, open: model.tool, ..View::default() };
        let asked = model.dialog.and_then(|_| self.question_link(view));
        let panels: &mut Panels = &mut self.panels;
        panels.predict.renew(seen, |seen| predict::view(seen, tell));
        panels.courses.renew(reel.key(), |_| reel::courses(&reel));
        let courses = panels.courses.view();
        panels.timeline.renew(self.editions, |_| reel::timeline(&reel, courses, tell));
        if model.has_open(Tool::Paint) {
            panels.painter.renew(self.editions, &reel, &model.brush, tell);
        } else {
            panels.painter.close();
        }
        let bar = (lab, model.theme, present, model.tool, choice);
        panels.intro.renew((lab, model.first, model.term), |&(lab, first, term)| intro::view(lab, first, term, tell));
        panels.bar.renew(bar, |&seen| bar::view(seen, tell));
        panels.buttons.renew((model.playing, run.finished(), can.0), |&(playing, finished, can)| {
            transport::buttons(playing, finished, can, tell)
        });
        panels.tries.renew((lab, next, lanes, done), |seen| tries::view(seen, tell));
        panels.undo.renew(can.1, |&can| transport::undo(can, tell));
        let kept = self.host.kept().map(transport::about);
        panels.speeds.renew((model.speed, kept), |(speed, kept)| transport::speeds(*speed, kept.as_deref(), tell));
        panels.seed.renew(run.seed(), |&seed| transport::seed(seed, tell));
        match model.mode {
            Mode::Page => {
                let (tape, opening) = (run.tape(), link::opening(lab));
                let opens = !tape.inputs.is_empty() && tape.inputs == opening.inputs;
                let beginning = beginning(&tape.scenario, opening.scenario.settings);
                let key = ((lab, opens), (settings.clone(), beginning), (model.hand.clone(), model.term), choice);
                panels.controls.renew(key, |(lab, settings, hand, choice)| {
                    controls::view(*lab, settings, hand, switch(*choice, tell), tell)
                });
            }
            Mode::Present => panels.steppers.renew((settings.clone(), choice), |(settings, choice)| {
                steppers::view(settings, switch(*choice, tell), tell)
            }),
            Mode::Embed => {}
        }
        if model.has_open(Tool::Code) {
            panels.copy_as.renew(model.copy_as.key(lab, settings), |key| copy_as::view(key, tell));
        }
        match model.dialog {
            Some(Dialog::Help) => {
                let key = (lab, model.theme, model.shortcuts);
                panels.help.renew(key, |&(lab, theme, shortcuts)| help::view(lab, theme, shortcuts, tell));
            }
            Some(Dialog::Share) => {
                let key = (run.tape().clone(), model.share, view);
                let key = asked.map_or(key, |(tape, view)| (tape, model.share, view));
                panels.share.renew(key, |(tape, share, view)| share::view(tape, share, *view, tell));
            }
            None => {}
        }
    }

    /// Whether the stage is drawn in a strip at the top of the window, so that on a phone what is changed and what it does
    /// are seen together. A low window has no room for it, nor have two lanes; a question and the painter are looked at by
    /// themselves.
    fn is_pinned(&self) -> bool {
        let model = &self.model;
        let is_phone = model.stage.is_some_and(|(width, _)| width < PHONE) && model.window >= TALL;
        let alone = self.lane_b().is_none() && !matches!(model.tool, Some(Tool::Predict | Tool::Paint));
        model.passed && model.mode == Mode::Page && is_phone && alone
    }

    /// The drawing that suits the stage.
    pub(super) fn drawing(&self) -> Drawing {
        if self.is_pinned() {
            return Drawing::Small;
        }
        let (place, present) = (self.stage_size(960.0), self.model.mode == Mode::Present);
        if let Some(drawing) = self.lane_drawing() {
            drawing
        } else if self.is_fitted() {
            Drawing::fitting(self.host.run().lab(), place, present)
        } else {
            Drawing::of_width(place.0, false, present)
        }
    }

    /// Whether the stage's place has a height of its own, which the drawing must not exceed.
    pub(super) fn is_fitted(&self) -> bool {
        match self.model.mode {
            Mode::Page => false,
            Mode::Present => self.stage_size(960.0).0 >= 560.0,
            Mode::Embed => true,
        }
    }

    /// The stage's size in CSS pixels. Until it has been measured it is taken to be as wide as the window, but at most
    /// `most`, and in a frame as high as the transport leaves room for: so a phone's first picture is not made after that
    /// of a laptop, which nobody sees.
    pub(super) fn stage_size(&self, most: f64) -> (f64, f64) {
        self.model.stage.unwrap_or_else(|| {
            let width = watch::window_width().max(320.0);
            if self.model.mode == Mode::Embed {
                let transport = if self.model.window > LOW { TRANSPORT.1 } else { TRANSPORT.0 };
                return (width, self.model.window - transport);
            }
            (width.min(most), 540.0)
        })
    }

    /// Draws something of the present scene.
    pub(super) fn with_scene(&self, draw: fn(&Scene<'_>) -> Html) -> Html {
        self.with_scene_of(self.host.run(), draw)
    }

    /// Draws something of the present scene of a lane.
    pub(super) fn with_scene_of(&self, run: &Run, draw: fn(&Scene<'_>) -> Html) -> Html {
        let settings = run.shown_settings();
        let (place, side) = match self.lane_size() {
            Some((width, height, side)) => ((width, height), side),
            None if self.is_pinned() => ((self.stage_size(960.0).0.min(STRIP), 0.0), false),
            None => (self.stage_size(960.0), false),
        };
        let drawing = self.drawing();
        let width = if side || self.is_fitted() { drawing.drawn_width(run.lab(), place) } else { place.0 };
        draw(&Scene {
            lab: run.lab(),
            picture: run.picture(),
            baseline: run.baseline(),
            beside: self.beside(run),
            settings: &settings,
            now: self.now(),
            drawing,
            playing: self.model.playing,
            speed: self.model.speed,
            still: self.model.still,
            act: &self.act,
            width,
            paint: &run.tape().scenario.paint,
            guessed: !self.waits_for_guess(),
        })
    }
}

/// What the timeline shows.
fn reel<'a>(host: &'a Host, model: &Model, (drawing, width): (Drawing, f64), sight: Point) -> Reel<'a> {
    let history = host.history();
    let other = history.other().map(|(other, since)| (other, since.seconds()));
    let known = history.known();
    let brush = model.has_open(Tool::Paint).then_some(&model.brush);
    Reel {
        now: host.clock().seconds(),
        run: history.run(),
        known,
        other,
        sight,
        strip: Strip::new(known, brush),
        drawing,
        width,
        flags: &[],
    }
}

fn truth(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}
