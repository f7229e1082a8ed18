//! Two lanes on the page: how they are made, changed and closed, and what is told of them.

mod table;
mod view;

use std::rc::Rc;

pub(crate) use view::{is_two, switch};

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::NodeRef;

use super::component::drawn::Memo;
use super::component::setting::Hand;
use super::model::Mode;
use super::narrator::Piece;
use super::panel::why;
use super::publish::renew;
use super::stage::{self, Drawing};
use super::{App, Facts, Lines, Metrics, real_time, watch};
use crate::play::compare::{self, Row};
use crate::play::explain::{self, Line};
use crate::play::{Metric, MetricUnit, Picture, Run, Settings, Tape, lanes};
use crate::sim::input::{Action, Lane, Lanes};
use crate::words::{grouped, sum};

/// Lines of the Why panel that are worked out for lane B.
const LINES: usize = 40;
/// The least width of the stage, in CSS pixels, at which the lanes stand side by side.
const SIDE_BY_SIDE: f64 = 640.0;
/// What stands between the two lanes and what names each, in CSS pixels.
const GAP: f64 = 1.0;
const HEAD: f64 = 30.0;
/// What of a page's window is not the lanes' drawings but bar, heads and transport, and what is left to them at least,
/// in CSS pixels. The style sheet has the same numbers.
const AROUND: f64 = 300.0;
const LEAST: f64 = 300.0;
/// From this width of the stage on, the settings stand beside the transport, which is so much narrower.
const WITH_SETTINGS: (f64, f64) = (1_040.0, 300.0);

/// The lane whose settings are shown, if there are two.
pub(crate) type Choice = Option<Lane>;

/// A change of what the lanes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// A becomes B, and B becomes A.
    Swapped,
    /// The other lane becomes what this one is.
    Copied(Lane),
    /// Lane B is closed.
    Closed,
}

/// What is told of lane B and of both, and the panels that show it.
#[derive(Default)]
pub(super) struct Told {
    lines_b: Option<Lines>,
    metrics_b: Option<Metrics>,
    newest: [Memo<Option<Line>>; 2],
    whys: [Memo<Lines>; 2],
    metrics: [Memo<Metrics>; 2],
    heads: [Memo<Vec<String>>; 2],
    compare: Memo<(Rc<[Row]>, table::Sentences, bool)>,
    facts_b: Option<Facts>,
    all: Memo<([Metrics; 2], [Facts; 2])>,
    below: Below,
    rows: Option<Rc<[Row]>>,
}

/// The panels below two lanes, which are long and often out of sight.
#[derive(Default)]
struct Below {
    place: NodeRef,
    /// When they were drawn last, in milliseconds.
    drawn: f64,
}

impl Below {
    /// How often they are drawn where nobody sees them, in milliseconds.
    const UNSEEN_EVERY: f64 = 1_000.0;

    /// Whether they are to be drawn: with everything else where they are in sight or nothing moves.
    fn is_due(&mut self, rests: bool) -> bool {
        let now = real_time();
        let due = rests || now - self.drawn >= Self::UNSEEN_EVERY || self.place.cast().is_none_or(watch::is_in_window);
        if due {
            self.drawn = now;
        }
        due
    }
}

impl App {
    /// Lane B, if there are two.
    pub(super) fn lane_b(&self) -> Option<&Run> {
        self.host.run().lane(Lane::B)
    }

    /// The settings that are shown: those of the lane that is chosen, where an act takes effect.
    pub(super) fn chosen(&self) -> Settings {
        self.host.settings(self.model.lane)
    }

    /// The lane whose settings are shown, if there are two.
    pub(super) fn choice(&self) -> Choice {
        self.lane_b().map(|_| self.model.lane)
    }

    /// What the stage of a lane's run shares its scales with.
    pub(super) fn beside(&self, run: &Run) -> Option<(&dyn Picture, &Settings)> {
        let other = if core::ptr::eq(run, self.host.run()) { self.lane_b()? } else { self.host.run() };
        Some((other.picture(), other.settings()))
    }

    /// In which lanes something acts that is done on the page.
    pub(super) fn lanes_of(&self, action: Action) -> Lanes {
        match self.choice() {
            // An embedded page shows no settings; who sets them from outside says for which lane.
            Some(lane) if self.model.mode != Mode::Embed => lanes::reach(self.host.run().lab(), action, lane),
            _ => Lanes::Both,
        }
    }

    /// Another lane's settings are to be shown.
    pub(super) fn choose_lane(&mut self, lane: Lane) {
        self.model.lane = lane;
        self.model.hand = Hand::default();
    }

    /// Splits the run into two lanes that are the same so far, or closes lane B.
    pub(super) fn compare(&mut self) {
        if self.lane_b().is_some() {
            self.change_lanes(Change::Closed);
        } else {
            self.rewrite(Tape::split);
            self.choose_lane(Lane::B);
        }
    }

    /// Puts the same without the lab's mechanism into lane B, so that its benefit is seen.
    pub(super) fn compare_without(&mut self) {
        let run = self.host.run();
        let Some(without) = &run.lab().without else { return };
        let Some(value) = run.settings().spec(without.key).and_then(|spec| spec.parse(without.value).ok()) else {
            return;
        };
        self.rewrite(|tape| tape.beside(without.key, value));
        self.choose_lane(Lane::A);
    }

    /// Makes the lanes something else.
    pub(super) fn change_lanes(&mut self, change: Change) {
        self.rewrite(|tape| match change {
            Change::Swapped => tape.swapped(),
            Change::Copied(lane) => tape.of_lane(lane).split(),
            Change::Closed => tape.of_lane(Lane::A),
        });
        self.model.hand = Hand::default();
        if change == Change::Closed {
            // The button that was pressed goes away with lane B; this one brings it back.
            self.focus_compare();
        }
    }

    /// Gives the focus to the button that made the lanes. An embedded page has none.
    fn focus_compare(&self) {
        let document = web_sys::window().and_then(|window| window.document());
        let button = document.and_then(|document| document.query_selector(".tools [data-compares]").ok().flatten());
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            // A page that is being left may refuse it, and nothing depends on it.
            drop(button.focus());
        }
    }

    fn rewrite(&mut self, change: impl FnOnce(Tape) -> Tape) {
        let tape = change(self.host.run().tape().clone());
        let done = self.host.rewrite(&tape);
        self.settle(done);
        self.jumped = true;
        self.moved = true;
    }

    /// The width and height of a lane's place on the stage, and whether the lanes stand side by side;
    /// nothing if there is one.
    pub(super) fn lane_size(&self) -> Option<(f64, f64, bool)> {
        self.lane_b()?;
        let (width, height) = self.stage_size(1_240.0);
        // A low frame has no room for one above the other, however narrow it is.
        let side = width >= SIDE_BY_SIDE || (self.model.mode == Mode::Embed && width > height);
        let height = match self.model.mode {
            Mode::Page => (self.model.window - AROUND).max(LEAST),
            Mode::Present | Mode::Embed => (if side { height } else { height / 2.0 } - HEAD).max(1.0),
        };
        Some((if side { (width - GAP) / 2.0 } else { width }, height, side))
    }

    /// Takes note of the window's height, which limits two lanes.
    pub(super) fn measure_window(&mut self) {
        self.model.window = watch::window_height();
    }

    /// The drawing of a lane; nothing if there is one lane.
    pub(super) fn lane_drawing(&self) -> Option<Drawing> {
        let (width, height, side) = self.lane_size()?;
        let present = self.model.mode == Mode::Present;
        Some(if side || self.is_fitted() {
            Drawing::fitting(self.host.run().lab(), (width, height), present)
        } else {
            Drawing::of_width(width, true, present)
        })
    }

    /// The drawing of the timeline and its width. With two lanes these are not those of the stages.
    pub(super) fn timeline_size(&self) -> (Drawing, f64) {
        let two = self.lane_b().is_some();
        let stage = self.stage_size(if two { 1_240.0 } else { 960.0 }).0;
        let (embed, present) = (self.model.mode == Mode::Embed, self.model.mode == Mode::Present);
        let beside = two && stage >= WITH_SETTINGS.0 && !embed && !present;
        let width = if beside { stage - WITH_SETTINGS.1 } else { stage };
        (Drawing::of_width(width, embed, present), width)
    }

    /// The height that an embedded page wants for its stage.
    pub(super) fn wanted_height(&self) -> f64 {
        let of = |width| stage::wanted_height(self.host.run().lab(), width);
        match self.lane_size() {
            Some((width, _, side)) => (of(width) + HEAD) * if side { 1.0 } else { 2.0 },
            None => of(self.stage_size(960.0).0),
        }
    }

    /// The comparison in a line, for an embedded page, which has no room for more.
    pub(super) fn brief(&self) -> Option<String> {
        let rows = self.lanes.rows.as_deref().filter(|_| self.embedded())?;
        table::brief(rows)
    }

    /// Works out what the panels of both lanes show.
    pub(super) fn publish_lanes(&mut self, rests: bool) {
        let run = self.host.run();
        let Some(b) = run.lane(Lane::B) else {
            self.lanes = Told::default();
            return;
        };
        let told = &mut self.lanes;
        renew(told.lines_b.get_or_insert_default(), explain::lines(b, LINES));
        renew(told.metrics_b.get_or_insert_default(), b.metrics());
        renew(told.rows.get_or_insert_default(), compare::rows(run));
        // As for lane A: theory would give an answer away.
        let facts = if self.told.facts.is_empty() { Vec::new() } else { b.facts() };
        renew(told.facts_b.get_or_insert_default(), facts);
        let sentences = table::Sentences::of(run);
        let lines = [Some(&self.told.lines), told.lines_b.as_ref()].map(|lines| lines.cloned().unwrap_or_default());
        let metrics =
            [Some(&self.told.metrics), told.metrics_b.as_ref()].map(|metrics| metrics.cloned().unwrap_or_default());
        let (tell, page) = (&self.tell, self.model.mode == Mode::Page);
        let heads = view::heads(run.settings(), b.settings());
        let below = page && told.below.is_due(rests);
        for (lane, words) in Lane::ALL.into_iter().zip(heads) {
            let at = lane as usize;
            told.heads[at].renew(words, |words| view::head(lane, words));
            told.newest[at].renew(lines[at].first().cloned(), |line| view::newest(line.as_ref()));
            told.metrics[at].renew(Rc::clone(&metrics[at]), |metrics| view::metrics(metrics));
            if below {
                let title = [("why-a", "Why, lane A"), ("why-b", "Why, lane B")][at];
                told.whys[at].renew(Rc::clone(&lines[at]), |lines| why::view(lines, LINES, title, tell));
            }
        }
        let rows = told.rows.clone().unwrap_or_default();
        let embed = self.model.mode == Mode::Embed;
        told.compare
            .renew((rows, sentences, embed), |(rows, sentences, embed)| table::view(rows, sentences, *embed, tell));
        let facts = [Some(&self.told.facts), told.facts_b.as_ref()].map(|facts| facts.cloned().unwrap_or_default());
        if below {
            told.all.renew((metrics, facts), |(metrics, facts)| table::all(metrics, facts));
        }
    }

    /// The newest thing of either lane that is worth saying.
    pub(super) fn newest_of_lanes(&self) -> Option<Piece> {
        let lines_b = self.lanes.lines_b.as_ref()?;
        let spoken = |lines: &Lines| lines.iter().find(|line| line.spoken).cloned();
        newest(spoken(&self.told.lines), spoken(lines_b))
    }
}

/// The newer of two lanes' newest sentences. Its number grows with either lane's.
fn newest(a: Option<Line>, b: Option<Line>) -> Option<Piece> {
    let number = |line: &Option<Line>| line.as_ref().map_or(0, |line| line.id + 1);
    let id = number(&a) + number(&b);
    let says = |name: &str, line: &Line| Piece { id, sentence: format!("{name}: {} {}", line.head, line.body) };
    match (a, b) {
        (Some(a), Some(b)) if (a.at, &a.head, &a.body) == (b.at, &b.head, &b.body) => Some(says("A and B", &a)),
        (Some(a), Some(b)) if b.at > a.at => Some(says("B", &b)),
        (Some(a), _) => Some(says("A", &a)),
        (None, b) => b.map(|b| says("B", &b)),
    }
}

/// A number of the page contract, for reading.
fn metric_words(metric: &Metric) -> String {
    match metric.unit {
        MetricUnit::Count => grouped(metric.value),
        MetricUnit::Millis => {
            let (sum, unit) = sum(metric.value, 1);
            format!("{sum} {unit}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::explain::Tone;
    use crate::time::Instant;

    fn line(at: u64, id: u64, head: &str) -> Option<Line> {
        let (head, body) = (head.to_owned(), "why.".to_owned());
        Some(Line { at: Instant::from_millis(at), tone: Tone::Bad, head, body, count: 1, spoken: true, id })
    }

    #[test]
    fn a_sentence_names_its_lane_and_numbers_only_grow() {
        let says = |a, b| newest(a, b).map(|piece| (piece.id, piece.sentence));
        assert_eq!(says(None, None), None);
        assert_eq!(says(line(5, 0, "Opened:"), None), Some((1, "A: Opened: why.".to_owned())));
        assert_eq!(says(line(5, 0, "Opened:"), line(9, 4, "Opened:")), Some((6, "B: Opened: why.".to_owned())));
        assert_eq!(says(line(9, 4, "Opened:"), line(9, 4, "Opened:")), Some((10, "A and B: Opened: why.".to_owned())));
        assert_eq!(says(line(9, 4, "Closed:"), line(9, 4, "Opened:")), Some((10, "A: Closed: why.".to_owned())));
    }

    #[test]
    fn spans_are_read_in_tenths() {
        assert_eq!(metric_words(&Metric { name: "x", label: "x", value: 12_345, unit: MetricUnit::Millis }), "12.3 s");
        assert_eq!(metric_words(&Metric::count("x", "x", 7)), "7");
    }
}
