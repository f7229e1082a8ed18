//! The page as a whole.

use yew::Html;

use super::App;
use super::component::copier::Text;
use super::component::tag::{Tag, button, steady, tag};
use super::component::{glyph, sheet};
use super::message::Message;
use super::page::model::{Dialog, Mode, Section};
use super::page::{Page, beginning};
use super::panel::{bar, controls, intro, notices, numbers, replay, transport, tries, why};
use super::plot::strip::Strip;
use super::plot::timeline::{self, Flag, Timeline};
use super::stage::{self, Scene};
use super::supply;
use super::tool::compare::switch;
use super::tool::{self, Toolbox};
use crate::decimal;
use crate::link::{self, Tool, View};
use crate::play::Run;
use crate::text::labs as overview;
use crate::text::page::view as text;
use crate::text::play::practice;
use crate::time::Instant;
use crate::words;

/// Lines of Why that the full-width view has room for.
const LINES_PRESENTED: usize = 2;

impl App {
    /// The whole page.
    pub(super) fn whole(&self) -> Html {
        let mode = self.page.model.mode;
        let layout = match mode {
            Mode::Page => "page",
            Mode::Present => "page present",
            Mode::Embed => "page embed",
        };
        let live = tag("p", "sr").attr("aria-live", "polite").attr("data-live", "");
        tag("div", layout)
            .attr("data-complete", truth(supply::is_complete()))
            .child(glyph::defs())
            .child(if mode == Mode::Embed { Html::default() } else { self.panels.bar.view() })
            .child(if mode == Mode::Page && self.page.shown { self.panels.intro.view() } else { Html::default() })
            .child(self.main())
            .child(live.text(self.narrator.sentence().to_owned()))
            .child(self.dialog())
            .html()
    }

    fn main(&self) -> Tag {
        let run = self.page.host.run();
        let page = self.page.model.mode == Mode::Page;
        // Until the first picture is measured and fitted, the page keeps its place unseen, so that nothing jumps.
        let unseen = if self.page.shown { "" } else { " unseen" };
        let pinned = if self.page.is_pinned() { " pinned" } else { "" };
        let class = format!("lab {}{unseen}{pinned}", self.page.model.section.class());
        let main = tag("main", "")
            .attr("class", class)
            .attr_bool("data-lanes", self.page.lane_b().is_some())
            .attr("data-lab", run.lab().key)
            .attr("data-ready", truth(self.ready && !self.pieces.lead_on()))
            .attr("data-playing", truth(self.page.model.playing))
            .attr("data-finished", truth(run.finished()))
            .attr_opt("data-replaying", self.page.host.way().map(|way| decimal::fixed(way.part, 4)))
            .attr("data-time-ms", self.page.now().millis().to_string())
            .attr("data-seed", run.seed().to_string())
            .child(tag("h1", "sr").text(text::lab(run.lab().title)))
            .child(notices::view(&self.page.model.supply, &self.page.model.notices, &self.dispatch))
            .child(self.stage_card());
        main.child(self.tools.card())
            .child(self.transport_card())
            .child(self.compared())
            .child_opt((page && self.page.shown).then(|| self.sections()))
            .child(if page && self.page.shown { self.panels.controls.view() } else { Html::default() })
            .child(self.below())
            .child(if page || self.page.lane_b().is_some() { Html::default() } else { self.panels.numbers.view() })
    }

    fn stage_card(&self) -> Tag {
        tag("section", "card stage")
            .node_ref(&self.stage)
            .attr("aria-label", text::STAGE)
            .child(self.stages())
            .child_opt(self.page.host.way().map(|way| replay::view(way, self.page.host.left(), &self.dispatch)))
    }

    fn stages(&self) -> Tag {
        let two = self.tools.stages(&self.page, &|run| self.with_scene_of(run, stage::view));
        two.unwrap_or_else(|| tag("div", "drawing").child(self.with_scene_of(self.page.host.run(), stage::view)))
    }

    fn transport_card(&self) -> Tag {
        let (time, unit) = words::clock(self.page.now());
        let clock = tag("p", "clock").text("t = ").child(tag("b", "").child(steady(time))).text(" ").text(unit);
        let finished = self.page.host.run().finished().then(|| tag("span", "done").text("finished"));
        let row = tag("div", "trow")
            .child(self.panels.buttons.view())
            .child(clock)
            .child(self.panels.speeds.view())
            .child_opt(finished)
            .child(
                self.tools
                    .brief(&self.page)
                    .map_or_else(|| tag("span", "spacer"), |says| tag("span", "brief").text(says)),
            )
            .child(self.panels.undo.view())
            .child(self.panels.seed.view());
        let painting = self.page.model.has_open(Tool::Paint);
        let painter = if painting { self.tools.painter() } else { Html::default() };
        // A question is something to try already, and a slide has its own words.
        let page = self.page.model.mode == Mode::Page && self.page.model.tool != Some(Tool::Predict);
        let tries = if page { self.panels.tries.view() } else { Html::default() };
        let onward = if page { self.panels.onward.view() } else { Html::default() };
        let card = tag("section", "card transport").attr("aria-label", text::TIME).child(row);
        card.child(self.panels.timeline.view()).child(painter).child(tries).child(onward)
    }

    /// The choice of a section, on narrow screens.
    fn sections(&self) -> Tag {
        let choice = |(section, name, _)| {
            let pressed = truth(self.page.model.section == section);
            button("", &self.dispatch, Message::SectionChosen(section)).attr("aria-pressed", pressed).text(name).html()
        };
        let sections = tag("div", "sections").attr("role", "group").attr("aria-label", text::SECTIONS);
        let there = |(section, ..): &(Section, _, _)| *section != Section::Code || self.page.model.shows_code();
        sections.children(Section::ALL.into_iter().filter(there).map(choice).collect())
    }

    fn below(&self) -> Tag {
        let (panels, tools) = (&self.panels, &self.tools);
        let two = self.page.lane_b().is_some();
        match self.page.model.mode {
            // The panels come with the second drawing, so that starting the page is two short tasks and not a long one.
            Mode::Page if !self.page.shown => tag("div", "below"),
            Mode::Page => {
                let code = self.page.model.has_open(Tool::Code);
                let below = tag("div", if code { "below coded" } else { "below" }).node_ref(&tools.place_below());
                let whys = if two { tools.whys() } else { vec![panels.why.view()] };
                let numbers = if two { tools.numbers() } else { panels.numbers.view() };
                let below = below.children(whys).child(tools.code()).child(numbers);
                if code { below.child(tools.copy_as()) } else { below }
            }
            Mode::Present => {
                let says = if two { tools.table() } else { panels.why.view() };
                tag("div", "below").child(says).child(panels.steppers.view())
            }
            Mode::Embed if two => tag("div", "").child(tools.table()),
            Mode::Embed => tag("div", "below").attr("hidden", ""),
        }
    }

    /// The comparison of two lanes, on the page.
    fn compared(&self) -> Html {
        let compares = self.page.lane_b().is_some() && self.page.model.mode == Mode::Page;
        if compares { self.tools.table() } else { Html::default() }
    }

    fn dialog(&self) -> Html {
        let Some(dialog) = self.page.model.dialog else { return Html::default() };
        let (title, content) = match dialog {
            Dialog::Help => (text::HELP, self.panels.help.view()),
            Dialog::Share => (text::SHARE, self.panels.share.view()),
            Dialog::Labs => (overview::LABS, self.panels.labs.view()),
            Dialog::Check => (practice::CHECKLIST, self.panels.check.view()),
        };
        sheet::view(&self.sheet, title, content, &self.dispatch.reform(Message::Sheet))
    }

    /// Draws the panels that tell of events, if they have changed since they were last published.
    pub(super) fn draw_told(&mut self) {
        let (model, dispatch) = (&self.page.model, &self.dispatch);
        let most = if model.mode == Mode::Present { LINES_PRESENTED } else { why::LINES };
        self.panels.why.renew((self.told.lines.clone(), most), |(lines, most)| {
            why::view(lines, *most, ("why-title", text::WHY), &dispatch.reform(Message::EventChosen))
        });
        let seen = (self.told.metrics.clone(), self.told.facts.clone(), model.mode != Mode::Page, model.term);
        self.panels.numbers.renew(seen, |(metrics, facts, unseen, open)| {
            numbers::view(metrics, facts, *unseen, *open, &dispatch.reform(Message::Term))
        });
        self.tools.draw_told(&self.page);
    }

    /// Draws all other panels that have changed since they were last drawn.
    pub(super) fn draw_panels(&mut self) {
        self.draw_timeline();
        self.tools.draw(&self.page);
        self.draw_bars();
        self.draw_settings();
        self.draw_dialog();
    }

    /// The timeline, and what lies along it.
    fn draw_timeline(&mut self) {
        self.editions += 1;
        let Self { page, tools, panels, editions, dispatch, .. } = self;
        let flags = tools.flags();
        let timeline = timeline(page, &**tools, &flags);
        panels.courses.renew(timeline.key(), |_| timeline::courses(&timeline));
        let courses = panels.courses.view();
        let said = dispatch.reform(Message::Timeline);
        panels.timeline.renew(*editions, |_| timeline::view(&timeline, courses, &said));
        tools.draw_painter(page, *editions, &timeline);
    }

    /// The bar at the top, the line below it, and the transport.
    fn draw_bars(&mut self) {
        let Self { page, panels, dispatch, .. } = self;
        let (run, model) = (page.host.run(), &page.model);
        let lab = run.lab();
        let bar = (lab, model.theme, model.mode == Mode::Present, model.tool, page.choice());
        panels.bar.renew(bar, |&seen| bar::view(seen, dispatch));
        panels
            .intro
            .renew((lab, model.first, model.term), |&(lab, first, term)| intro::view(lab, first, term, dispatch));
        let steps = (run.now() > Instant::ZERO && page.host.way().is_none(), page.host.can_step());
        panels.buttons.renew((model.playing, run.finished(), steps), |&(playing, finished, can)| {
            transport::buttons(playing, finished, can, dispatch)
        });
        let tries = (lab, page.next_try(), page.last_done());
        panels.tries.renew(tries, |seen| tries::view(seen, dispatch));
        panels.onward.renew(lab, |&lab| tries::onward(lab, dispatch).map_or_else(Html::default, Tag::html));
        panels.undo.renew(page.host.history().can(), |&can| transport::undo(can, dispatch));
        let kept = page.host.kept().map(transport::about);
        panels.speeds.renew((model.speed, kept), |(speed, kept)| transport::speeds(*speed, kept.as_deref(), dispatch));
        panels.seed.renew(run.seed(), |&seed| transport::seed(seed, dispatch));
    }

    /// The settings, as the mode has them.
    fn draw_settings(&mut self) {
        let Self { page, panels, dispatch, .. } = self;
        let (settings, choice, kit) = (page.chosen(), page.choice(), supply::kit());
        let switch = |choice| switch(choice, &dispatch.reform(|said| Message::Tool(tool::Message::Compare(said))));
        match page.model.mode {
            Mode::Page => {
                let tape = page.host.run().tape();
                let lab = tape.scenario.lab;
                let opening = link::opening(lab);
                let opens = !tape.inputs.is_empty() && tape.inputs == opening.inputs;
                let beginning = beginning(&tape.scenario, opening.scenario.settings);
                let hand = (page.model.hand.clone(), page.model.term);
                let obeyed = page.host.run().obeyed();
                panels.controls.renew(((lab, opens), (settings, beginning), hand, choice, obeyed), |key| {
                    let (lab, settings, hand, choice, obeyed) = key;
                    controls::view(*lab, settings, hand, switch(*choice), *obeyed, dispatch)
                });
            }
            Mode::Present => panels.steppers.renew((settings, choice), |(settings, choice)| {
                kit.map_or_else(Html::default, |kit| {
                    let check = controls::checklist("btn", dispatch);
                    (kit.steppers)(settings, switch(*choice), check, &dispatch.reform(Message::Setting))
                })
            }),
            Mode::Embed => {}
        }
    }

    /// What is in the dialog that is open.
    fn draw_dialog(&mut self) {
        let Self { page, tools, panels, dispatch, .. } = self;
        let (lab, model) = (page.host.run().lab(), &page.model);
        let Some(kit) = supply::kit() else { return };
        match model.dialog {
            Some(Dialog::Help) => {
                let key = (lab, model.theme, model.shortcuts);
                panels.help.renew(key, |&(lab, theme, shortcuts)| (kit.help)(lab, theme, shortcuts, dispatch));
            }
            Some(Dialog::Share) => {
                let view = View { theme: model.theme, speed: Some(model.speed), open: model.tool, ..View::default() };
                let (tape, view) = tools.link_to_run(page, view);
                panels
                    .share
                    .renew((tape, model.share, view), |(tape, share, view)| (kit.share)(tape, share, *view, dispatch));
            }
            Some(Dialog::Check) => {
                let copied = model.share.copied.filter(|(text, _)| *text == Text::Check).map(|(_, done)| done);
                let key = (lab, page.chosen(), page.choice(), page.last_mended(), copied);
                panels.check.renew(key, |key| (kit.check)(key, dispatch));
            }
            Some(Dialog::Labs) => panels.labs.renew(lab, |&lab| (kit.labs)(lab, dispatch)),
            None => {}
        }
    }

    /// Draws something of the present scene of a lane.
    fn with_scene_of(&self, run: &Run, draw: fn(&Scene<'_>) -> Html) -> Html {
        let page = &self.page;
        draw(&Scene {
            lab: run.lab(),
            picture: run.picture(),
            baseline: run.baseline(),
            beside: page.beside(run),
            settings: &run.shown_settings(),
            now: page.now(),
            drawing: page.drawing(),
            playing: page.model.playing,
            speed: page.model.speed,
            still: page.model.still,
            act: &self.act,
            width: page.drawn_width(),
            paint: &run.tape().scenario.paint,
            guessed: !self.tools.hides_theory(),
            history: page.host.history(),
        })
    }
}

/// What the timeline shows.
fn timeline<'a>(page: &'a Page, tools: &dyn Toolbox, flags: &'a [Flag]) -> Timeline<'a> {
    let history = page.host.history();
    let known = history.known();
    let (drawing, width) = page.timeline_size();
    let painting = page.model.has_open(Tool::Paint);
    Timeline {
        now: page.now().seconds(),
        run: history.run(),
        known,
        other: history.other().map(|(other, since)| (other, since.seconds())),
        sight: page.sight,
        strip: Strip::new(known, |track| painting && tools.shows_paint(known, track)),
        drawing,
        width,
        flags,
    }
}

fn truth(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}
